//! What lists and search are answered from: written in the ledger's transaction, built again at will.

pub(crate) mod alike;
mod cursor;
pub mod grams;
mod listing;
mod page;
#[cfg(test)]
mod plans;
mod put;
mod question;
mod scope;
mod tally;

pub(crate) use page::{list, work_counts};
pub(crate) use put::{Lists, clear, put};
pub use scope::ListScope;
pub(crate) use tally::tally;

use crate::store::Rules;
use domain::deadline::DayKind;
use domain::policy::row;
use sha2::{Digest, Sha256};

/// Bumped whenever a projection holds something else than before: the next start builds them again.
const VERSION: u32 = 4;

/// The version of projections made with these rules: other rest days and other norms make other due days,
/// warnings and counts.
pub(crate) fn version(rules: &Rules) -> i64 {
    let mut sha256 = Sha256::new();
    for day in rules.calendar.arranged_days() {
        sha256.update(day.on.to_string());
        sha256.update([u8::from(day.kind == DayKind::Work)]);
    }
    let changes = rules.policy.changes().iter();
    for change in changes.filter(|change| row(change.norm).moves_lists) {
        sha256.update(change.norm.name());
        sha256.update(change.value.to_be_bytes());
        sha256.update(change.since.to_string());
    }
    let digest = sha256.finalize();
    let rules = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]);
    (i64::from(VERSION) << 32) | i64::from(rules)
}
