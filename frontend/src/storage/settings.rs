//! Small things in localStorage: the choices of this device, and the sentinel that tells an empty vault from
//! an evicted one.

use app::device::Lost;
use domain::ids::{DeviceId, OfficerId};
use gloo_storage::{LocalStorage, Storage};
use serde::{Deserialize, Serialize};

/// What the vault held when it was last written; kept outside it, so that its loss shows.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sentinel {
    /// The device the vault belongs to: work that came back is kept for it at the bureau.
    pub device: DeviceId,
    /// The last position given out.
    pub last_dseq: u64,
    /// How many of the positions up to it the bureau had not settled; they are the last ones.
    pub unsettled: u32,
    /// What an earlier vault lost, until somebody has read it.
    pub lost: Option<Lost>,
}

impl Sentinel {
    /// What is lost if the vault that this stands for is gone.
    pub fn loss(&self) -> Option<Lost> {
        let count = u64::from(self.unsettled);
        (count > 0).then(|| Lost {
            count: self.unsettled,
            from: self.last_dseq + 1 - count,
            to: self.last_dseq,
        })
    }
}

/// Whether this browser lets us use localStorage at all; asked before every use, for gloo panics without.
pub fn available() -> bool {
    web_sys::window().is_some_and(|window| matches!(window.local_storage(), Ok(Some(_))))
}

/// A choice of this device, for example its language.
pub fn choice(key: &str) -> Option<String> {
    available()
        .then(|| LocalStorage::get(format!("huiyin.{key}")).ok())
        .flatten()
}

/// Keeps a choice; `false` when the browser would not.
pub fn keep_choice(key: &str, value: &str) -> bool {
    available() && LocalStorage::set(format!("huiyin.{key}"), value).is_ok()
}

/// The sentinel of an officer's vault.
pub fn sentinel(officer: OfficerId) -> Option<Sentinel> {
    available()
        .then(|| LocalStorage::get(sentinel_key(officer)).ok())
        .flatten()
}

/// Writes the sentinel; `false` when the browser would not.
pub fn keep_sentinel(officer: OfficerId, sentinel: &Sentinel) -> bool {
    available() && LocalStorage::set(sentinel_key(officer), sentinel).is_ok()
}

/// Forgets it: what it stands for was destroyed on purpose.
pub fn forget_sentinel(officer: OfficerId) {
    if available() {
        LocalStorage::delete(sentinel_key(officer));
    }
}

fn sentinel_key(officer: OfficerId) -> String {
    format!("huiyin.sentinel.{officer}")
}
