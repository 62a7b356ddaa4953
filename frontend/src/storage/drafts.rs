//! What is being typed: kept in localStorage at once and in the vault right after, one set an officer.

use super::newest::{Drafts, Written};
use super::settings::available;
use domain::ids::OfficerId;
use gloo_storage::{LocalStorage, Storage};

/// The drafts of an officer in localStorage; one that cannot be read is left where it lies.
pub fn load(officer: OfficerId) -> Drafts {
    if !available() {
        return Drafts::new();
    }
    let prefix = prefix(officer);
    let raw = LocalStorage::raw();
    let keys = (0..LocalStorage::length()).filter_map(|nth| raw.key(nth).ok().flatten());
    let mut drafts = Drafts::new();
    drafts.extend(keys.filter_map(|full| {
        let key = full.strip_prefix(&prefix)?.to_owned();
        let written = LocalStorage::get::<Written>(&full).ok()?;
        Some((key, written))
    }));
    drafts
}

/// Keeps one draft, synchronously; `false` when the browser would not.
pub fn keep(officer: OfficerId, key: &str, written: &Written) -> bool {
    available() && LocalStorage::set(format!("{}{key}", prefix(officer)), written).is_ok()
}

/// Forgets that a draft was ever there.
pub fn forget(officer: OfficerId, key: &str) {
    if available() {
        LocalStorage::delete(format!("{}{key}", prefix(officer)));
    }
}

fn prefix(officer: OfficerId) -> String {
    format!("huiyin.draft.{officer}.")
}
