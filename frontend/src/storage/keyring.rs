//! The key of a vault, wrapped twice: by the officer's unlock code together with a secret of this device, and
//! by a spare key that the bureau keeps. Neither half opens anything by itself.
//!
//! All of it must outlive a killed browser, and localStorage reaches the disk seconds late, so this is a
//! database of its own. What it says in plain is who worked here last, as an id, and how often a wrong code was tried.

use super::StorageFault;
use super::cipher::{Cipher, Key, fill, fresh_key, subtle};
use super::database::{Database, Durability, Upgrade};
use super::request::{decode, encode};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::duty::Officer;
use domain::ids::{DeviceId, OfficerId};
use js_sys::{Array, Object, Reflect, Uint8Array};
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::CryptoKey;

const DATABASE: &str = "huiyin-device";
const STORES_VERSION: u32 = 2;
/// Who worked here last and what this installation is called; under [`LAST`] the officer in plain that an earlier
/// program left, until there is a keyring.
const PERSON: &str = "person";
const WHO: &str = "who";
const DEVICE: &str = "device";
const RINGS: &str = "keyrings";
/// The part of this device in each code, which scripts can use and not read.
const SECRETS: &str = "secrets";
const ALL: [&str; 3] = [PERSON, RINGS, SECRETS];
const LAST: &str = "last";
/// What the wraps are bound to.
const BY_CODE: &str = "key by code";
const BY_SPARE: &str = "key by spare";
const SPARE: &str = "spare key";
const OWNER: &str = "owner";

/// What one guess of a code costs: the least that OWASP's password cheat sheet allows for Argon2id, so that a
/// cheap tablet opens within a second. Kept with each code: a cheaper code is wrapped anew when it is next typed,
/// a dearer one stays as it is.
const COST: Cost = Cost {
    kibibytes: 19 * 1024,
    passes: 2,
};
/// From so many wrong codes on one waits.
pub const WAITS_FROM: u32 = 5;
/// After so many the wrapping by code is destroyed; signing in at the bureau remains.
pub const MOST_ATTEMPTS: u32 = 10;
/// How long after the fifth wrong code, the sixth, and so on; milliseconds.
const WAITS: [i64; 5] = [60_000, 120_000, 300_000, 900_000, 3_600_000];

/// The parameters of Argon2id.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
struct Cost {
    kibibytes: u32,
    passes: u32,
}

impl Cost {
    /// Whether a guess is cheaper than at `other` in memory or in passes.
    fn is_below(self, other: Cost) -> bool {
        self.kibibytes < other.kibibytes || self.passes < other.passes
    }
}

/// The wrapping by unlock code.
#[derive(Clone, Serialize, Deserialize)]
struct ByCode {
    salt: [u8; 16],
    cost: Cost,
    wrapped: Vec<u8>,
}

/// The keys of one officer on this device.
#[derive(Clone, Serialize, Deserialize)]
pub struct Keyring {
    /// Whose.
    pub officer: OfficerId,
    /// What the bureau knows this installation by.
    pub device: DeviceId,
    /// Names the databases that the key opens.
    pub store: Uuid,
    /// `None`: destroyed after too many wrong codes.
    code: Option<ByCode>,
    by_spare: Vec<u8>,
    /// The spare key, sealed under the key: to be told to the bureau again whenever it may have lost it.
    spare: Vec<u8>,
    /// The officer, sealed under the key.
    owner: Vec<u8>,
    /// Wrong codes in a row.
    attempts: u32,
    /// No code is tried before, in milliseconds of this device's clock.
    wait_until: i64,
}

/// What became of a code.
pub enum Tried {
    /// It fits.
    Opened(Key, Officer),
    /// It does not, or may not be tried now; the ring says the rest.
    Refused(Box<Keyring>),
}

impl Keyring {
    /// The keyring of an officer on this device.
    ///
    /// # Errors
    /// When the browser has no storage for us.
    pub async fn of(officer: OfficerId) -> Result<Option<Keyring>, StorageFault> {
        let database = open().await?;
        let found = database
            .read(&[RINGS], |read| read.get(RINGS, &text(officer)))
            .await;
        database.close();
        found?.one()
    }

    /// A keyring for a key, with a code; kept when this returns.
    ///
    /// # Errors
    /// When the browser's storage or cryptography refused.
    pub async fn make(
        officer: &Officer,
        device: DeviceId,
        key: &Key,
        code: &str,
    ) -> Result<Keyring, StorageFault> {
        let spare = fresh_key()?;
        let cipher = Cipher::new(key).await?;
        let wrapping = Cipher::new(&spare).await?;
        let ring = Keyring {
            officer: officer.id,
            device,
            store: Uuid::now_v7(),
            code: None,
            by_spare: wrapping.seal(BY_SPARE, key.as_slice())?,
            spare: cipher.seal(SPARE, spare.as_slice())?,
            owner: cipher.seal(OWNER, &encode(officer)?)?,
            attempts: 0,
            wait_until: 0,
        };
        ring.with_code(key, code).await
    }

    /// The same keys under another code; kept when this returns.
    ///
    /// # Errors
    /// As [`Keyring::make`].
    pub async fn with_code(mut self, key: &Key, code: &str) -> Result<Keyring, StorageFault> {
        let mut salt = [0; 16];
        fill(&mut salt)?;
        let secret = fresh_secret().await?;
        let wrapping = wrapping(&secret, code, &salt, COST).await?;
        self.code = Some(ByCode {
            salt,
            cost: COST,
            wrapped: wrapping.seal(BY_CODE, key.as_slice())?,
        });
        self.attempts = 0;
        self.wait_until = 0;
        let database = open().await?;
        let kept = database
            .write(&[RINGS, SECRETS], Durability::Strict, |write| {
                write.put_value(SECRETS, &text(self.officer), secret.into())?;
                write.put(RINGS, &text(self.officer), &self)
            })
            .await;
        database.close();
        kept.map(|()| self)
    }

    /// Tries a code. The try is on the disk before the code is looked at: a reload does not give it back.
    ///
    /// # Errors
    /// When the browser's storage or cryptography refused.
    pub async fn try_code(mut self, code: &str, now: i64) -> Result<Tried, StorageFault> {
        let Some(by_code) = self.code.clone().filter(|_| now >= self.wait_until) else {
            return Ok(Tried::Refused(Box::new(self)));
        };
        self.attempts += 1;
        self.wait_until = match self.attempts.checked_sub(WAITS_FROM) {
            Some(nth) => now + WAITS[(nth as usize).min(WAITS.len() - 1)],
            None => 0,
        };
        self.keep().await?;
        if let Some(secret) = self.secret().await? {
            let wrapping = wrapping(&secret, code, &by_code.salt, by_code.cost).await?;
            if let Ok(key) = wrapping.open(BY_CODE, &by_code.wrapped).and_then(to_key) {
                let officer = self.owner(&Cipher::new(&key).await?)?;
                if !by_code.cost.is_below(COST) {
                    self.attempts = 0;
                    self.wait_until = 0;
                    self.keep().await?;
                } else {
                    self.with_code(&key, code).await?;
                }
                return Ok(Tried::Opened(key, officer));
            }
        }
        if self.attempts >= MOST_ATTEMPTS {
            self.code = None;
            self.keep().await?;
        }
        Ok(Tried::Refused(Box::new(self)))
    }

    /// The key, by the spare key that the bureau gave back.
    ///
    /// # Errors
    /// When it is not the spare key of this ring.
    pub async fn by_spare(&self, spare: Vec<u8>) -> Result<Key, StorageFault> {
        let wrapping = Cipher::new(&to_key(spare)?).await?;
        to_key(wrapping.open(BY_SPARE, &self.by_spare)?)
    }

    /// The spare key, for the bureau.
    ///
    /// # Errors
    /// When it was sealed under another key.
    pub fn spare(&self, cipher: &Cipher) -> Result<Vec<u8>, StorageFault> {
        cipher.open(SPARE, &self.spare)
    }

    /// Whose it is, with the posts they had at the last greeting.
    ///
    /// # Errors
    /// When it was sealed under another key.
    pub fn owner(&self, cipher: &Cipher) -> Result<Officer, StorageFault> {
        decode(&cipher.open(OWNER, &self.owner)?)
    }

    /// Remembers the posts of the last greeting.
    ///
    /// # Errors
    /// When the browser refused.
    pub async fn keep_owner(cipher: &Cipher, officer: &Officer) -> Result<(), StorageFault> {
        let Some(mut ring) = Keyring::of(officer.id).await? else {
            return Ok(());
        };
        ring.owner = cipher.seal(OWNER, &encode(officer)?)?;
        ring.keep().await
    }

    /// Whether a code still opens it.
    pub fn has_code(&self) -> bool {
        self.code.is_some()
    }

    /// Wrong codes that may still be tried before the wrapping by code is destroyed.
    pub fn tries_left(&self) -> u32 {
        MOST_ATTEMPTS.saturating_sub(self.attempts)
    }

    /// No code is tried before, in milliseconds of this device's clock.
    pub fn wait_until(&self) -> i64 {
        self.wait_until
    }

    /// Destroys the wrappings and secrets of everybody on this device: what their keys sealed is noise from now
    /// on. Gives the rings, so that the noise can be deleted.
    ///
    /// # Errors
    /// When the browser refused.
    pub async fn destroy_all() -> Result<Vec<Keyring>, StorageFault> {
        let database = open().await?;
        let found = database.read(&[RINGS], |read| read.get_all(RINGS)).await;
        let destroyed = database
            .write(&ALL, Durability::Strict, |write| {
                ALL.iter().try_for_each(|store| write.clear(store))
            })
            .await;
        database.close();
        destroyed?;
        // Shapes of another program's cannot be read, and their keys are gone all the same.
        Ok(found?.all().unwrap_or_default())
    }

    async fn keep(&self) -> Result<(), StorageFault> {
        let database = open().await?;
        let kept = database
            .write(&[RINGS], Durability::Strict, |write| {
                write.put(RINGS, &text(self.officer), self)
            })
            .await;
        database.close();
        kept
    }

    async fn secret(&self) -> Result<Option<CryptoKey>, StorageFault> {
        let database = open().await?;
        let found = database
            .read(&[SECRETS], |read| read.get(SECRETS, &text(self.officer)))
            .await;
        database.close();
        Ok(found?.value()?.map(JsCast::unchecked_into))
    }
}

/// Who worked here last and did not leave.
///
/// # Errors
/// When the browser has no storage for us.
pub async fn last() -> Result<Option<OfficerId>, StorageFault> {
    let database = open().await?;
    let found = database
        .read(&[PERSON], |read| read.get(PERSON, &WHO.into()))
        .await;
    database.close();
    found?.one()
}

/// What the bureau knows this installation by, the same for everybody on it; `known` where there was no keyring yet.
///
/// # Errors
/// When the browser has no storage for us.
pub async fn device(known: Option<DeviceId>) -> Result<DeviceId, StorageFault> {
    let database = open().await?;
    let found = database
        .read(&[PERSON], |read| read.get(PERSON, &DEVICE.into()))
        .await?;
    let kept = found.one()?;
    let device = known.or(kept).unwrap_or_else(|| DeviceId(Uuid::now_v7()));
    if kept.is_some() {
        database.close();
        return Ok(device);
    }
    let kept = database
        .write(&[PERSON], Durability::Strict, |write| {
            write.put(PERSON, &DEVICE.into(), &device)
        })
        .await;
    database.close();
    kept.map(|()| device)
}

/// Remembers who works here, or that nobody does.
///
/// # Errors
/// When the browser refused.
pub async fn keep_last(officer: Option<OfficerId>) -> Result<(), StorageFault> {
    let database = open().await?;
    let kept = database
        .write(&[PERSON], Durability::Strict, |write| {
            write.delete(PERSON, &LAST.into())?;
            match officer {
                Some(officer) => write.put(PERSON, &WHO.into(), &officer),
                None => write.delete(PERSON, &WHO.into()),
            }
        })
        .await;
    database.close();
    kept
}

/// Who worked here last under an earlier program, which sealed nothing.
///
/// # Errors
/// When the browser has no storage for us.
pub async fn unsealed_person() -> Result<Option<Officer>, StorageFault> {
    let database = open().await?;
    let found = database
        .read(&[PERSON], |read| read.get(PERSON, &LAST.into()))
        .await;
    database.close();
    // A shape of another program's is nobody: signing in mends it.
    Ok(found?.one().ok().flatten())
}

async fn open() -> Result<Database, StorageFault> {
    Database::open(DATABASE, STORES_VERSION, &ALL, Upgrade::Keep).await
}

fn text(officer: OfficerId) -> JsValue {
    JsValue::from_str(&officer.to_string())
}

fn to_key(bytes: Vec<u8>) -> Result<Key, StorageFault> {
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| StorageFault::Unreadable)?;
    Ok(Key::new(bytes))
}

/// What wraps the key: the code made slow, then mixed with the secret of this device.
async fn wrapping(
    secret: &CryptoKey,
    code: &str,
    salt: &[u8],
    cost: Cost,
) -> Result<Cipher, StorageFault> {
    let params = Params::new(cost.kibibytes, cost.passes, 1, Some(32));
    let params = params.map_err(|_| StorageFault::Unreadable)?;
    let mut slow = Key::default();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(code.as_bytes(), salt, &mut *slow)
        .map_err(|_| StorageFault::Failed)?;
    let mixed = subtle()?.sign_with_str_and_u8_array("HMAC", secret, slow.as_slice())?;
    let mixed = Uint8Array::new(&JsFuture::from(mixed).await?);
    Cipher::new(&to_key(mixed.to_vec())?).await
}

async fn fresh_secret() -> Result<CryptoKey, StorageFault> {
    let how = Object::new();
    Reflect::set(&how, &"name".into(), &"HMAC".into())?;
    Reflect::set(&how, &"hash".into(), &"SHA-256".into())?;
    let made = subtle()?.generate_key_with_object(&how, false, &Array::of1(&"sign".into()))?;
    Ok(JsFuture::from(made).await?.unchecked_into())
}
