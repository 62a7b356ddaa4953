//! The county's own texts of the kinds, as dated data: added, never changed, so that it stays known which
//! text was in force on which day. What no county wrote is as the program ships it.

use super::DocumentKind;
use crate::ids::{Moment, OfficerId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A county's text of one kind.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Template {
    /// Of which kind.
    pub kind: DocumentKind,
    /// The text with its placeholders, a paragraph a line; empty: back to the shipped one.
    pub text: String,
    /// The first day it is in force.
    pub since: NaiveDate,
    /// The administrator who entered it.
    pub by: OfficerId,
    /// When it was entered.
    pub at: Moment,
}

/// Every text a county ever entered, in the order of entry.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Templates(Vec<Template>);

impl Templates {
    /// These, in the order of entry.
    pub fn new(templates: Vec<Template>) -> Templates {
        Templates(templates)
    }

    /// The county's text of `kind` in force on `day`; `None`: the shipped one. Of two with the same first
    /// day the one entered later holds.
    pub fn text(&self, kind: DocumentKind, day: NaiveDate) -> Option<&str> {
        self.history(kind)
            .filter(|template| template.since <= day)
            .reduce(|held, next| if next.since >= held.since { next } else { held })
            .map(|template| template.text.as_str())
            .filter(|text| !text.is_empty())
    }

    /// Every text of `kind`, in the order of entry.
    pub fn history(&self, kind: DocumentKind) -> impl Iterator<Item = &Template> {
        self.0.iter().filter(move |template| template.kind == kind)
    }
}
