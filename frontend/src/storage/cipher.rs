//! The cipher of one vault: AES-256-GCM over every value, a keyed digest over every name it is kept under.
//!
//! Two hands write the same form (12 bytes drawn at random, the encrypted bytes, 16 bytes of proof): the
//! program's own for what must not wait, the browser's for what is large. Either opens what the other sealed.

use super::StorageFault;
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use blake2::Blake2bMac;
use blake2::digest::consts::U16;
use blake2::digest::{FixedOutput, KeyInit as _, Update};
use js_sys::{Array, Object, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Crypto, CryptoKey, SubtleCrypto};
use zeroize::Zeroizing;

const NONCE: usize = 12;
/// Below this many bytes the program is done before the browser has begun.
const LARGE: usize = 8 * 1024;

/// 256 random bits; gone from memory when it is dropped.
pub type Key = Zeroizing<[u8; 32]>;

/// A fresh key.
///
/// # Errors
/// When the browser has no random bytes for us.
pub fn fresh_key() -> Result<Key, StorageFault> {
    let mut key = Key::default();
    fill(&mut *key)?;
    Ok(key)
}

/// Fills with random bytes of the browser's.
///
/// # Errors
/// When it has none for us.
pub fn fill(bytes: &mut [u8]) -> Result<(), StorageFault> {
    crypto()?.get_random_values_with_u8_array(bytes)?;
    Ok(())
}

/// The browser's cryptography.
///
/// # Errors
/// When it has none: an insecure address.
pub fn subtle() -> Result<SubtleCrypto, StorageFault> {
    Ok(crypto()?.subtle())
}

fn crypto() -> Result<Crypto, StorageFault> {
    let window = web_sys::window().ok_or(StorageFault::Missing)?;
    Ok(window.crypto()?)
}

/// Seals and opens under one key.
pub struct Cipher {
    key: Key,
    own: Aes256Gcm,
    browsers: CryptoKey,
}

impl Cipher {
    /// Takes the key to both hands.
    ///
    /// # Errors
    /// When the browser's cryptography refuses.
    pub async fn new(key: &Key) -> Result<Cipher, StorageFault> {
        let raw = Uint8Array::from(key.as_slice());
        let uses = Array::of2(&"encrypt".into(), &"decrypt".into());
        let imported = subtle()?.import_key_with_str("raw", &raw, "AES-GCM", false, &uses)?;
        let browsers = JsFuture::from(imported).await?.unchecked_into();
        // The copy is the browser's to keep from now on.
        raw.fill(0, 0, raw.length());
        let own = Aes256Gcm::new_from_slice(key.as_slice()).map_err(|_| StorageFault::Failed)?;
        Ok(Cipher {
            key: key.clone(),
            own,
            browsers,
        })
    }

    /// The key itself, to be wrapped or handed to another window.
    pub fn key(&self) -> &Key {
        &self.key
    }

    /// Seals at once. `about` must be the same at opening: what lies in one place does not open in another.
    ///
    /// # Errors
    /// When the browser has no random bytes for us.
    pub fn seal(&self, about: &str, plain: &[u8]) -> Result<Vec<u8>, StorageFault> {
        let nonce = nonce()?;
        let payload = Payload {
            msg: plain,
            aad: about.as_bytes(),
        };
        let sealed = self.own.encrypt(&Nonce::from(nonce), payload);
        let mut bytes = nonce.to_vec();
        bytes.extend(sealed.map_err(|_| StorageFault::Failed)?);
        Ok(bytes)
    }

    /// Opens at once.
    ///
    /// # Errors
    /// When it was not sealed under this key for this place, or was changed since.
    pub fn open(&self, about: &str, sealed: &[u8]) -> Result<Vec<u8>, StorageFault> {
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(StorageFault::Unreadable)?;
        let payload = Payload {
            msg: sealed,
            aad: about.as_bytes(),
        };
        self.own
            .decrypt(&Nonce::from(*nonce), payload)
            .map_err(|_| StorageFault::Unreadable)
    }

    /// Seals, a large value in the browser's hands.
    ///
    /// # Errors
    /// As [`Cipher::seal`].
    pub async fn seal_any(&self, about: &str, plain: &[u8]) -> Result<Vec<u8>, StorageFault> {
        if plain.len() < LARGE {
            return self.seal(about, plain);
        }
        let nonce = nonce()?;
        let how = how(&nonce, about)?;
        let sealed = subtle()?.encrypt_with_object_and_u8_array(&how, &self.browsers, plain)?;
        let sealed = Uint8Array::new(&JsFuture::from(sealed).await?);
        let mut bytes = vec![0; NONCE + sealed.length() as usize];
        bytes[..NONCE].copy_from_slice(&nonce);
        sealed.copy_to(&mut bytes[NONCE..]);
        Ok(bytes)
    }

    /// Opens, a large value in the browser's hands.
    ///
    /// # Errors
    /// As [`Cipher::open`].
    pub async fn open_any(&self, about: &str, sealed: &[u8]) -> Result<Vec<u8>, StorageFault> {
        if sealed.len() < LARGE {
            return self.open(about, sealed);
        }
        let (nonce, sealed) = sealed
            .split_first_chunk::<NONCE>()
            .ok_or(StorageFault::Unreadable)?;
        let how = how(nonce, about)?;
        let opened = subtle()?.decrypt_with_object_and_u8_array(&how, &self.browsers, sealed)?;
        let opened = JsFuture::from(opened).await;
        let opened = opened.map_err(|_| StorageFault::Unreadable)?;
        Ok(Uint8Array::new(&opened).to_vec())
    }

    /// What a name is kept under: the same for the same name, and nothing can be read from it.
    pub fn place(&self, name: &str) -> String {
        let Ok(mut mac) = Blake2bMac::<U16>::new_from_slice(self.key.as_slice()) else {
            // A key of 32 bytes is never refused.
            return String::new();
        };
        mac.update(b"place ");
        mac.update(name.as_bytes());
        let digest = mac.finalize_fixed();
        digest.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

fn nonce() -> Result<[u8; NONCE], StorageFault> {
    let mut nonce = [0; NONCE];
    fill(&mut nonce)?;
    Ok(nonce)
}

fn how(nonce: &[u8; NONCE], about: &str) -> Result<Object, StorageFault> {
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &"AES-GCM".into())?;
    Reflect::set(&how, &"iv".into(), &Uint8Array::from(nonce.as_slice()))?;
    let about = Uint8Array::from(about.as_bytes());
    Reflect::set(&how, &JsValue::from_str("additionalData"), &about)?;
    Ok(how)
}
