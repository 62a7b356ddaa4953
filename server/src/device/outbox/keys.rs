//! The bureau's key pair for outbox files and the token of each device, derived from the database's secret: a restored
//! backup opens the same files, and nothing has to be kept beside it.

use crate::store::Ledger;
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use blake2::Blake2bMac;
use blake2::digest::consts::U32;
use blake2::digest::{FixedOutput, KeyInit as _, Update};
use domain::ids::{DeviceId, OfficerId};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{PublicKey, SecretKey};
use sync::outbox::{Label, MAGIC, OutboxKey, PURPOSE};

/// Random bytes before the sealed ones.
const NONCE: usize = 12;

/// Why a file was not opened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotOpened {
    /// It is no outbox file, or of a form this program does not know.
    Foreign,
    /// It was changed, cut, made for another bureau, or by somebody who is not its author.
    Broken,
}

/// What this officer's device needs to seal its outbox to this bureau.
pub fn key(ledger: &Ledger, device: DeviceId, officer: OfficerId) -> OutboxKey {
    OutboxKey {
        point: point(&private(ledger).public_key()),
        token: token(ledger, device, officer).to_vec(),
    }
}

fn point(key: &PublicKey) -> Vec<u8> {
    key.to_encoded_point(false).as_bytes().to_vec()
}

fn private(ledger: &Ledger) -> SecretKey {
    let mut round = 0u64;
    loop {
        let drawn = ledger.derived(b"outbox private key", &[&round.to_be_bytes()]);
        // One draw in four thousand million is no scalar of the curve.
        if let Ok(key) = SecretKey::from_slice(&drawn) {
            return key;
        }
        round += 1;
    }
}

fn token(ledger: &Ledger, device: DeviceId, officer: OfficerId) -> [u8; 32] {
    let about: [&[u8]; 2] = [device.0.as_bytes(), officer.0.as_bytes()];
    ledger.derived(b"outbox token", &about)
}

/// Splits a file and opens its contents.
///
/// # Errors
/// [`NotOpened`].
pub fn open(ledger: &Ledger, file: &[u8]) -> Result<(Label, Vec<u8>), NotOpened> {
    let rest = file.strip_prefix(MAGIC).ok_or(NotOpened::Foreign)?;
    let (length, rest) = rest.split_first_chunk().ok_or(NotOpened::Broken)?;
    let length = u32::from_be_bytes(*length) as usize;
    let (label, sealed) = rest.split_at_checked(length).ok_or(NotOpened::Broken)?;
    let label: Label = ciborium::from_reader(label).map_err(|_| NotOpened::Broken)?;
    let (nonce, sealed) = sealed
        .split_first_chunk::<NONCE>()
        .ok_or(NotOpened::Broken)?;
    let cipher =
        Aes256Gcm::new_from_slice(&agreed(ledger, &label)?).map_err(|_| NotOpened::Broken)?;
    let binding = label.binding();
    let payload = Payload {
        msg: sealed,
        aad: binding.as_bytes(),
    };
    let contents = cipher
        .decrypt(&Nonce::from(*nonce), payload)
        .map_err(|_| NotOpened::Broken)?;
    Ok((label, contents))
}

/// The key of one file: from both key pairs, and from the token only its author's device was told.
fn agreed(ledger: &Ledger, label: &Label) -> Result<[u8; 32], NotOpened> {
    let theirs = PublicKey::from_sec1_bytes(&label.point).map_err(|_| NotOpened::Broken)?;
    let own = private(ledger);
    let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
    let token = token(ledger, label.device, label.officer);
    let mut mac = Blake2bMac::<U32>::new_from_slice(&token).map_err(|_| NotOpened::Broken)?;
    mac.update(PURPOSE);
    mac.update(&label.point);
    mac.update(&point(&own.public_key()));
    mac.update(shared.raw_secret_bytes());
    Ok(mac.finalize_fixed().into())
}
