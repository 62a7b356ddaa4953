//! What a petition holds of its documents: the numbers (发文字号) they were given, and the documents
//! themselves as they were issued, in order.

use super::{Content, DocumentKind, Issuing};
use crate::ids::UnitId;
use crate::petition::FileDigest;
use serde::{Deserialize, Serialize};

/// One number, given by the bureau in the transaction of the step that asked for it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct GivenNumber {
    /// Of which kind of document.
    pub kind: DocumentKind,
    /// 代字〔year〕n号
    pub number: String,
}

/// A document as it was issued.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Issued {
    /// Its kind.
    pub kind: DocumentKind,
    /// The unit in whose series it is numbered.
    pub unit: UnitId,
    /// 发文字号; absent only between the two facts of one transaction.
    pub number: Option<String>,
    /// Every word of it.
    pub content: Content,
    /// The SHA-256 over kind, number and content, by which anybody can prove later that it is unchanged.
    pub sha256: Option<FileDigest>,
    /// The document it replaces, by position.
    pub replaces: Option<u16>,
    /// Why it replaces that one; empty otherwise.
    pub reason: String,
}

/// A petition's documents.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Documents {
    /// Every number a document was given; none is ever taken back.
    pub given: Vec<GivenNumber>,
    /// Every document issued, in order; none is ever taken away.
    pub issued: Vec<Issued>,
}

impl Documents {
    /// Files a number; the document that waits for it carries it from here on.
    pub fn give(&mut self, kind: DocumentKind, number: String) {
        let waiting = self
            .issued
            .iter_mut()
            .rfind(|issued| issued.kind == kind && issued.number.is_none());
        if let Some(issued) = waiting {
            issued.number = Some(number.clone());
        }
        self.given.push(GivenNumber { kind, number });
    }

    /// Files a document. A number that an earlier step was given for it (the signed opinion's) is its own; one that
    /// replaces another gets a number of its own.
    pub fn issue(&mut self, issuing: &Issuing, unit: UnitId) -> u16 {
        let nth = u16::try_from(self.issued.len()).unwrap_or(u16::MAX);
        self.issued.push(Issued {
            kind: issuing.kind,
            unit,
            number: self
                .reserved(issuing.kind)
                .filter(|_| issuing.replaces.is_none())
                .map(str::to_owned),
            content: issuing.content.clone(),
            sha256: None,
            replaces: issuing.replaces,
            reason: issuing.reason.clone(),
        });
        nth
    }

    /// Files the digest of the document issued last.
    pub fn freeze(&mut self, sha256: FileDigest) {
        if let Some(issued) = self.unfrozen_mut() {
            issued.sha256 = Some(sha256);
        }
    }

    /// The numbered document that is not frozen yet, which is there only within one transaction.
    pub fn unfrozen(&self) -> Option<&Issued> {
        self.issued
            .iter()
            .find(|issued| issued.sha256.is_none() && issued.number.is_some())
    }

    fn unfrozen_mut(&mut self) -> Option<&mut Issued> {
        self.issued
            .iter_mut()
            .find(|issued| issued.sha256.is_none() && issued.number.is_some())
    }

    /// The document in force of this kind, and its position: issued, and replaced by no other.
    pub fn in_force(&self, kind: DocumentKind) -> Option<(u16, &Issued)> {
        (0u16..)
            .zip(&self.issued)
            .filter(|(nth, issued)| issued.kind == kind && self.replaced_by(*nth).is_none())
            .last()
    }

    /// Whether none of this kind is there yet, or a newly signed opinion has none: what was signed anew is another
    /// document, and the one before it stays in force for what it was.
    pub fn waits_for(&self, kind: DocumentKind) -> bool {
        self.in_force(kind).is_none() || self.reserved(kind).is_some()
    }

    /// The document that another of this kind would replace.
    pub fn to_replace(&self, kind: DocumentKind) -> Option<(u16, &Issued)> {
        let another = kind.is_once() && !self.waits_for(kind);
        self.in_force(kind).filter(|_| another)
    }

    /// The position of the document that replaces the one at `nth`.
    pub fn replaced_by(&self, nth: u16) -> Option<u16> {
        (0u16..)
            .zip(&self.issued)
            .find(|(_, issued)| issued.replaces == Some(nth))
            .map(|(nth, _)| nth)
    }

    /// The document at this position.
    pub fn at(&self, nth: u16) -> Option<&Issued> {
        self.issued.get(usize::from(nth))
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

    /// The number given last where a signature was given it and no document carries it yet.
    pub fn reserved(&self, kind: DocumentKind) -> Option<&str> {
        self.latest_number(kind).filter(|number| {
            !self
                .issued
                .iter()
                .any(|issued| issued.kind == kind && issued.number.as_deref() == Some(*number))
        })
    }
}
