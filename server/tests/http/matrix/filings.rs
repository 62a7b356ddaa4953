//! The inbox of the public page in the matrix.

use super::{House, packed};
use crate::house::Named;
use app::filing::{Decision, Written};
use chrono::Utc;
use ciborium::Value as Cbor;
use domain::ids::RecordId;
use domain::organisation::UnitKind;
use domain::petition::Purpose;
use serde::Serialize;
use serde_json::Value;
use uuid::Uuid;

#[derive(Serialize)]
struct Deciding {
    id: RecordId,
    decision: Decision,
}

/// One open filing and one report against an official wait in the inbox.
const FILED: [(&str, u128, Purpose); 2] = [
    ("filed", 0xF1ED, Purpose::Plea),
    ("filed sealed", 0x5EA1, Purpose::Report),
];

pub(super) async fn plant(house: &House) {
    let directory = house.ledger.directory().await.unwrap();
    let bureau = directory
        .units()
        .iter()
        .find(|unit| unit.kind == UnitKind::Bureau)
        .unwrap();
    for (title, id, purpose) in FILED {
        let written = Written {
            purpose: Some(purpose),
            title: title.to_owned(),
            ..Written::default()
        };
        let id = RecordId(Uuid::from_u128(id));
        let filed = house.ledger.file(id, bureau.id, written, Utc::now());
        assert!(filed.await.unwrap());
    }
}

/// How each role calls the functions about one filing.
///
/// Nothing is decided without a reason, so each meets the filing as it was: whoever may decide is asked for one.
pub(super) fn cases(function: &str) -> Vec<(String, Cbor)> {
    let case = |(name, id, _): (&str, u128, Purpose)| {
        let id = RecordId(Uuid::from_u128(id));
        let arguments = if function == "filing" {
            packed(&Named("id", id))
        } else {
            packed(&Deciding {
                id,
                decision: Decision::NotPetition(String::new()),
            })
        };
        (format!(" {name}"), arguments)
    };
    FILED.into_iter().map(case).collect()
}

/// What an inbox shows.
pub(super) fn seen(rows: &Value) -> String {
    let titles: Vec<&str> = rows
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| row["title"].as_str())
        .collect();
    if titles.is_empty() {
        "sees nothing".to_owned()
    } else {
        format!("sees {}", titles.join(", "))
    }
}
