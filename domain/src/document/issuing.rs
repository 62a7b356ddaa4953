//! 制发: the paper that issues a document, and what the law asks of it.

use super::{Content, DocumentKind, frame, needs};
use crate::duty::{Actor, Part};
use crate::petition::{self, LINE_LIMIT, Petition, Step, review};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use serde::{Deserialize, Serialize};

/// 制发文书
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Issuing {
    /// The kind.
    pub kind: DocumentKind,
    /// Every word, as its author saw it.
    pub content: Content,
    /// The document it replaces, by position.
    pub replaces: Option<u16>,
    /// Why it replaces that one; empty otherwise.
    pub reason: String,
}

/// The parts in which `actor` issues documents of this petition: their own, and the review office's at the level it
/// was asked for.
pub fn parts(petition: &Petition, actor: &Actor) -> Vec<Part> {
    let mut parts = petition::parts(petition, actor);
    let levels = review::parts(petition, actor);
    parts.extend(
        levels
            .contains(&Part::ReviewOffice)
            .then_some(Part::ReviewOffice),
    );
    parts
}

/// May this document be issued?
///
/// # Errors
/// The first [`Refusal`]: not this part's, nothing to issue yet, issued already, or words that do not fit.
pub(crate) fn issue(
    petition: &Petition,
    issuing: &Issuing,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let kind = issuing.kind;
    let parts = parts(petition, setting.actor);
    let mut theirs = needs::table()
        .iter()
        .filter(|row| row.kind == kind && parts.contains(&row.who))
        .peekable();
    if theirs.peek().is_none() {
        return Err(Refusal::NotYours { step: Step::Issue });
    }
    if !theirs.any(|row| needs::due(petition, row)) {
        return Err(Refusal::DocumentNotDue(kind));
    }
    replacing(petition, issuing)?;
    issuing.content.readable()?;
    let framed =
        frame(petition, kind, setting).is_some_and(|frame| frame.holds(&issuing.content, setting));
    if !framed {
        return Err(Refusal::DocumentOutdated(kind));
    }
    Ok(())
}

/// A second document of the same kind stands in the place of the one in force, with a reason. Letters of
/// urging and advice are each their own: another one replaces nothing.
fn replacing(petition: &Petition, issuing: &Issuing) -> Result<(), Refusal> {
    let kind = issuing.kind;
    match issuing.replaces {
        Some(nth) => {
            let replaced = petition.documents.at(nth);
            let in_force = replaced.is_some_and(|issued| issued.kind == kind)
                && petition.documents.replaced_by(nth).is_none();
            if !in_force {
                return Err(Refusal::NoSuchDocument);
            }
            if issuing.reason.trim().is_empty() {
                return Err(Refusal::Missing(Field::ReplacementReason));
            }
        }
        None if kind.is_once() && !petition.documents.waits_for(kind) => {
            return Err(Refusal::DocumentIssued(kind));
        }
        None => {}
    }
    if issuing.reason.chars().count() > LINE_LIMIT {
        return Err(Refusal::TooLong {
            field: Field::ReplacementReason,
            limit: LINE_LIMIT,
        });
    }
    Ok(())
}
