//! What a petition holds of its documents: the numbers (发文字号) they were given, in order.

use super::DocumentKind;
use serde::{Deserialize, Serialize};

/// One number, given by the bureau in the transaction of the step that asked for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GivenNumber {
    /// Of which kind of document.
    pub kind: DocumentKind,
    /// 代字〔year〕n号
    pub number: String,
}

/// A petition's documents.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Documents {
    /// Every number a document was given; none is ever taken back.
    pub given: Vec<GivenNumber>,
}

impl Documents {
    /// Files a number.
    pub fn give(&mut self, kind: DocumentKind, number: String) {
        self.given.push(GivenNumber { kind, number });
    }

    /// The newest number of this kind.
    pub fn latest_number(&self, kind: DocumentKind) -> Option<&str> {
        self.numbers(kind).last()
    }

    /// The numbers of this kind, oldest first.
    pub fn numbers(&self, kind: DocumentKind) -> impl Iterator<Item = &str> {
        self.given
            .iter()
            .filter(move |given| given.kind == kind)
            .map(|given| given.number.as_str())
    }
}
