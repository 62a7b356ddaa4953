//! The outbox as a file, sealed to the bureau (sync/src/outbox.rs says how).

use crate::storage::StorageFault;
use crate::storage::cipher::{Cipher, Key, subtle};
use blake2::Blake2bMac;
use blake2::digest::consts::U32;
use blake2::digest::{FixedOutput, KeyInit, Update};
use domain::ids::{DeviceId, Moment, OfficerId};
use js_sys::{Array, Object, Reflect, Uint8Array};
use sync::outbox::{Beginning, Label, MAGIC, OutboxKey, PURPOSE};
use sync::protocol::Op;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

/// Bits of what two key pairs of the curve agree on.
const AGREED_BITS: u32 = 256;

/// The contents in clear, as they are sealed.
///
/// # Errors
/// When memory does not suffice.
pub fn contents(beginning: &Beginning, ops: &[&Op]) -> Result<Vec<u8>, StorageFault> {
    let mut bytes = Vec::new();
    let put = ciborium::into_writer(beginning, &mut bytes);
    put.map_err(|_| StorageFault::Failed)?;
    for op in ops {
        ciborium::into_writer(op, &mut bytes).map_err(|_| StorageFault::Failed)?;
    }
    Ok(bytes)
}

/// The file.
///
/// # Errors
/// When the browser's cryptography refuses.
pub async fn file(
    device: DeviceId,
    officer: OfficerId,
    made_at: Moment,
    count: u32,
    key: &OutboxKey,
    contents: &[u8],
) -> Result<Vec<u8>, StorageFault> {
    let curve = curve()?;
    let uses = Array::of1(&"deriveBits".into());
    let pair = subtle()?.generate_key_with_object(&curve, false, &uses)?;
    let pair = JsFuture::from(pair).await?;
    let half = |name: &str| -> Result<CryptoKey, StorageFault> {
        Ok(Reflect::get(&pair, &name.into())?.unchecked_into())
    };
    let point = subtle()?.export_key("raw", &half("publicKey")?)?;
    let point = Uint8Array::new(&JsFuture::from(point).await?).to_vec();
    let shared = agreed(&curve, &half("privateKey")?, &key.point).await?;
    let label = Label {
        device,
        officer,
        made_at,
        count,
        point,
    };
    let cipher = Cipher::new(&file_key(key, &label.point, &shared)?).await?;
    let sealed = cipher.seal_any(&label.binding(), contents).await?;
    let mut told = Vec::new();
    ciborium::into_writer(&label, &mut told).map_err(|_| StorageFault::Failed)?;
    let length = u32::try_from(told.len()).map_err(|_| StorageFault::Failed)?;
    let mut file = MAGIC.to_vec();
    file.extend(length.to_be_bytes());
    file.extend(told);
    file.extend(sealed);
    Ok(file)
}

fn curve() -> Result<Object, StorageFault> {
    let curve = Object::new();
    Reflect::set(&curve, &"name".into(), &"ECDH".into())?;
    Reflect::set(&curve, &"namedCurve".into(), &"P-256".into())?;
    Ok(curve)
}

/// What our private half and the bureau's public key agree on.
async fn agreed(curve: &Object, own: &CryptoKey, bureau: &[u8]) -> Result<Vec<u8>, StorageFault> {
    let theirs = Uint8Array::from(bureau);
    let theirs = subtle()?.import_key_with_object("raw", &theirs, curve, false, &Array::new())?;
    let theirs = JsFuture::from(theirs).await?;
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &"ECDH".into())?;
    Reflect::set(&how, &JsValue::from_str("public"), &theirs)?;
    let bits = subtle()?.derive_bits_with_object(&how, own, AGREED_BITS)?;
    Ok(Uint8Array::new(&JsFuture::from(bits).await?).to_vec())
}

fn file_key(key: &OutboxKey, point: &[u8], shared: &[u8]) -> Result<Key, StorageFault> {
    let mut mac =
        Blake2bMac::<U32>::new_from_slice(&key.token).map_err(|_| StorageFault::Failed)?;
    for part in [PURPOSE, point, key.point.as_slice(), shared] {
        mac.update(part);
    }
    let drawn: [u8; 32] = mac.finalize_fixed().into();
    Ok(Key::new(drawn))
}
