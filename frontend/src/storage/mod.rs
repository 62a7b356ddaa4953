//! What this device keeps: the vault and the replica in IndexedDB, typed words and settings in localStorage.
//! Everything about people and their work is sealed under the key of its officer.

pub mod cipher;
pub mod database;
pub mod drafts;
pub mod files;
pub mod keyring;
pub mod newest;
pub mod replica;
pub mod request;
pub mod settings;
pub mod takeover;
pub mod vault;

use wasm_bindgen::{JsCast, JsValue};

/// Why the browser did not store or read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum StorageFault {
    /// No space is left for this origin.
    Full,
    /// There is no IndexedDB here: a private window or a forbidding policy.
    Missing,
    /// What lies there has a shape this program does not know.
    Unreadable,
    /// Anything else: a closed connection, a damaged disk.
    Failed,
}

impl From<JsValue> for StorageFault {
    fn from(error: JsValue) -> StorageFault {
        let name = error
            .dyn_ref::<web_sys::DomException>()
            .map(web_sys::DomException::name);
        match name.as_deref() {
            Some("QuotaExceededError") => StorageFault::Full,
            Some("SecurityError" | "NotAllowedError") => StorageFault::Missing,
            _ => StorageFault::Failed,
        }
    }
}
