//! The same matter in the matrix: the words of every petition of the county, asked for by each role.

use super::packed;
use crate::county::registration;
use crate::house::Named;
use app::alike::Words;
use ciborium::Value as Cbor;
use domain::ids::RecordId;
use domain::petition::Purpose;
use serde_json::Value;

/// Asked about an open matter, and about a report against an official.
pub(super) fn cases() -> Vec<(String, Cbor)> {
    [(Purpose::Plea, " open"), (Purpose::Report, " sealed")]
        .into_iter()
        .map(|(purpose, name)| {
            let registration = registration(purpose);
            let words = Words {
                record: None,
                sealed: purpose == Purpose::Report,
                petitioners: registration.petitioners.clone(),
                title: registration.title.clone(),
                text: registration.text.clone(),
            };
            (name.to_owned(), packed(&Named("words", words)))
        })
        .collect()
}

/// The items that were offered.
pub(super) fn found(candidates: &Value) -> Vec<RecordId> {
    candidates
        .as_array()
        .unwrap()
        .iter()
        .map(|one| serde_json::from_value(one["id"].clone()).unwrap())
        .collect()
}
