//! What is being typed: sealed into localStorage at once and in the vault right after, one set a vault.

use super::cipher::Cipher;
use super::newest::{Drafts, Written};
use super::request::{decode, encode};
use super::settings::available;
use domain::ids::OfficerId;
use gloo_storage::{LocalStorage, Storage};
use uuid::Uuid;

/// What the seals are bound to.
const ABOUT: &str = "typed";

/// The drafts under this key in localStorage; one that cannot be read is left where it lies.
pub fn load(store: Uuid, cipher: &Cipher) -> Drafts {
    let mut drafts = Drafts::new();
    drafts.extend(
        keys(&prefix(store))
            .into_iter()
            .filter_map(|full| read(&full, cipher)),
    );
    drafts
}

/// One draft as another window of this browser may have left it.
pub fn one(store: Uuid, cipher: &Cipher, key: &str) -> Option<Written> {
    let full = place(store, cipher, key);
    read(&full, cipher).map(|(_, written)| written)
}

/// Keeps one draft, synchronously; `false` when the browser would not.
pub fn keep(store: Uuid, cipher: &Cipher, key: &str, written: &Written) -> bool {
    let sealed = encode(&(key, written)).and_then(|plain| cipher.seal(ABOUT, &plain));
    let Ok(sealed) = sealed else { return false };
    // One character a byte: the browser keeps such text as it is, and nothing is faster.
    let text: String = sealed.into_iter().map(char::from).collect();
    available()
        && LocalStorage::raw()
            .set_item(&place(store, cipher, key), &text)
            .is_ok()
}

/// Forgets that a draft was ever there.
pub fn forget(store: Uuid, cipher: &Cipher, key: &str) {
    if available() {
        LocalStorage::delete(place(store, cipher, key));
    }
}

/// Forgets all drafts of a store.
pub fn forget_all(store: Uuid) {
    for full in keys(&prefix(store)) {
        LocalStorage::delete(full);
    }
}

/// What an earlier program kept in plain, with where it lies.
pub fn unsealed(officer: OfficerId) -> Vec<(String, String, Written)> {
    let prefix = format!("huiyin.draft.{officer}.");
    let found = keys(&prefix).into_iter().filter_map(|full| {
        let key = full.strip_prefix(&prefix)?.to_owned();
        let written = LocalStorage::get::<Written>(&full).ok()?;
        Some((full, key, written))
    });
    let mut drafts = Vec::new();
    drafts.extend(found);
    drafts
}

/// Takes away what [`unsealed`] found, once it is sealed.
pub fn forget_unsealed(full: &str) {
    if available() {
        LocalStorage::delete(full);
    }
}

fn read(full: &str, cipher: &Cipher) -> Option<(String, Written)> {
    let text = available()
        .then(|| LocalStorage::raw().get_item(full).ok().flatten())
        .flatten()?;
    let sealed: Option<Vec<u8>> = text.chars().map(|sign| u8::try_from(sign).ok()).collect();
    decode(&cipher.open(ABOUT, &sealed?).ok()?).ok()
}

fn keys(prefix: &str) -> Vec<String> {
    if !available() {
        return Vec::new();
    }
    let raw = LocalStorage::raw();
    let all = (0..LocalStorage::length()).filter_map(|nth| raw.key(nth).ok().flatten());
    all.filter(|full| full.starts_with(prefix)).collect()
}

fn place(store: Uuid, cipher: &Cipher, key: &str) -> String {
    format!("{}{}", prefix(store), cipher.place(key))
}

fn prefix(store: Uuid) -> String {
    format!("huiyin.typed.{store}.")
}
