//! Closing report of an assigned item (结案报告): the unit reports, the bureau audits it before it closes, and
//! may send it back.

use super::Proceeding;
use crate::petition::check::{text, within};
use crate::petition::{Petition, TEXT_LIMIT};
use crate::refusal::{Field, Refusal};
use serde::{Deserialize, Serialize};

/// 结案报告
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ClosingReport {
    /// What was done.
    pub done: String,
    /// What came of it.
    pub result: String,
    /// What the petitioner says to it; may be empty.
    pub petitioner_says: String,
}

impl Petition {
    /// The closing report in force: the last one, unless it was sent back.
    pub fn closing_report(&self) -> Option<&ClosingReport> {
        let mut report = None;
        for done in &self.proceedings {
            match &done.paper {
                Proceeding::ReportClosing(said) => report = Some(said),
                Proceeding::ReturnReport(_) => report = None,
                _ => {}
            }
        }
        report
    }
}

pub(super) fn report(petition: &Petition, report: &ClosingReport) -> Result<(), Refusal> {
    if !petition.is_assigned() {
        return Err(Refusal::NotAssigned);
    }
    if petition.closing_report().is_some() {
        return Err(Refusal::ReportedAlready);
    }
    text(Field::Done, &report.done)?;
    text(Field::Result, &report.result)?;
    within(Field::Said, &report.petitioner_says, TEXT_LIMIT)
}

pub(super) fn send_back(petition: &Petition, reason: &str) -> Result<(), Refusal> {
    if petition.closing_report().is_none() {
        return Err(Refusal::NoReport);
    }
    text(Field::Reason, reason)
}
