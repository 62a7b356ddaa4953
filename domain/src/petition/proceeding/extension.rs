//! Extension of the handling limit (34): asked for with reasons by the handler, granted by the unit's head
//! alone, once, at most 30 days, and the reason told to the petitioner.

use super::{Proceeded, Proceeding};
use crate::deadline::{Calendar, Clock, Term, row};
use crate::petition::check::{day, needed_days, text, within};
use crate::petition::{Notice, Petition, TEXT_LIMIT, clocks};
use crate::policy::Policy;
use crate::record::{By, Setting};
use crate::refusal::{Field, Refusal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most days of an extension (34).
pub const EXTENSION_DAYS: u16 = 30;

/// 申请延期
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExtensionRequest {
    /// How many days more, from 1 to 30.
    pub days: u16,
    /// Why the matter is complex.
    pub reason: String,
}

/// 同意延期
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct ExtensionGrant {
    /// How many days more, at most as many as were asked for.
    pub days: u16,
    /// A word to the handler; may be empty.
    pub note: String,
}

/// Where the extension of a petition stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing<'a> {
    /// Nobody asked, or it was refused.
    None,
    /// Waits for the unit's head.
    Asked(&'a ExtensionRequest),
    /// Granted; waits to be told to the petitioner.
    Granted {
        /// So many days.
        days: u16,
        /// Since this day.
        on: NaiveDate,
    },
    /// Granted and told.
    Told {
        /// So many days.
        days: u16,
    },
}

/// A granted extension, as the petitioner is told of it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Extended<'a> {
    /// What was asked for, and why.
    pub request: &'a ExtensionRequest,
    /// So many days were granted.
    pub days: u16,
    /// By whom.
    pub by: By,
    /// The last day without the extension.
    pub was: NaiveDate,
    /// The last day with it.
    pub until: NaiveDate,
}

impl Petition {
    /// The extension that was granted, counted by this calendar.
    pub fn extended(&self, calendar: &Calendar, policy: &Policy) -> Option<Extended<'_>> {
        let mut asked = None;
        let mut granted = None;
        for Proceeded { paper, by, .. } in &self.proceedings {
            match paper {
                Proceeding::RequestExtension(request) => asked = Some(request),
                Proceeding::GrantExtension(grant) => granted = Some((asked?, grant.days, *by)),
                _ => {}
            }
        }
        let (request, days, by) = granted?;
        let running = clocks(self, calendar, policy);
        let clock = running.iter().find(|clock| clock.term == Term::Handling)?;
        let plain = Clock::start(calendar, policy, Term::Handling, clock.started_on);
        Some(Extended {
            request,
            days,
            by,
            was: plain.due.on,
            until: clock.due.on,
        })
    }

    /// Where its extension stands.
    pub fn extension(&self) -> Standing<'_> {
        let mut standing = Standing::None;
        for done in &self.proceedings {
            standing = match (&done.paper, standing) {
                (Proceeding::RequestExtension(request), _) => Standing::Asked(request),
                (Proceeding::RefuseExtension(_), _) => Standing::None,
                (Proceeding::GrantExtension(grant), _) => Standing::Granted {
                    days: grant.days,
                    on: done.on,
                },
                (Proceeding::TellExtension(_), Standing::Granted { days, .. }) => {
                    Standing::Told { days }
                }
                (_, standing) => standing,
            };
        }
        standing
    }

    /// Days added to the handling limit.
    pub fn extended_days(&self) -> u16 {
        match self.extension() {
            Standing::Granted { days, .. } | Standing::Told { days } => days,
            Standing::None | Standing::Asked(_) => 0,
        }
    }
}

pub(super) fn request(
    petition: &Petition,
    request: &ExtensionRequest,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    match petition.extension() {
        Standing::None => {}
        Standing::Asked(_) => return Err(Refusal::ExtensionAsked),
        Standing::Granted { .. } | Standing::Told { .. } => return Err(Refusal::ExtendedAlready),
    }
    let term = Term::Handling;
    let running = clocks(petition, setting.calendar, setting.policy);
    let Some(clock) = running.iter().find(|clock| clock.term == term) else {
        return Err(Refusal::NothingToExtend);
    };
    if clock.is_overdue(crate::petition::check::written_on(setting)) {
        return Err(Refusal::TimeOver {
            term,
            last: clock.due.on,
        });
    }
    needed_days(request.days, row(term).extension)?;
    text(Field::Reason, &request.reason)
}

pub(super) fn grant(petition: &Petition, grant: &ExtensionGrant) -> Result<(), Refusal> {
    let Standing::Asked(request) = petition.extension() else {
        return Err(Refusal::NoExtensionAsked);
    };
    needed_days(grant.days, request.days)?;
    within(Field::Note, &grant.note, TEXT_LIMIT)
}

pub(super) fn refuse(petition: &Petition, reason: &str) -> Result<(), Refusal> {
    match petition.extension() {
        Standing::Asked(_) => text(Field::Reason, reason),
        _ => Err(Refusal::NoExtensionAsked),
    }
}

pub(super) fn tell(
    petition: &Petition,
    notice: &Notice,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    match petition.extension() {
        Standing::Granted { on, .. } => day(Field::NoticeOn, notice.on, on, setting),
        _ => Err(Refusal::NoExtensionToTell),
    }
}
