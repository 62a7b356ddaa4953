//! County policy as dated data: what is not law but the county's own rule, with the day it holds from,
//! who set it, when and why.
//!
//! Nothing is overwritten: a change is added, and every clock goes by the value that was in force on the
//! day it started. The same table lies on every tablet, so that both count alike.

mod norms;

pub use norms::{Measure, Norm, NormRow, Source, row};

use crate::deadline::Thresholds;
use crate::ids::{Moment, OfficerId, day_of};
use crate::petition::LINE_LIMIT;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One change of one norm.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    /// What is ruled.
    pub norm: Norm,
    /// Its new value, in the norm's own measure.
    pub value: u32,
    /// The first day on which it holds.
    pub since: NaiveDate,
    /// The administrator who entered it.
    pub by: OfficerId,
    /// When it was entered.
    pub at: Moment,
    /// Why: the county's decision it rests on, at most 200 characters.
    pub reason: String,
}

/// Why a change is not taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Flaw {
    /// The value lies outside what can be meant.
    OutOfBounds {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// A rule cannot hold before the day on which it is made.
    InPast,
    /// There is no reason.
    NoReason,
    /// The reason has more than 200 characters.
    ReasonTooLong,
    /// That is the value already in force on that day.
    SameValue,
    /// A later warning would come before an earlier one.
    WarningsNotRising,
}

/// Every change ever made; what no change speaks of is as shipped.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Told>", into = "Vec<Told>")]
pub struct Policy {
    /// Sorted by norm, first day and time of entry.
    changes: Vec<Change>,
}

impl Policy {
    /// The policy these changes make, in whatever order they come.
    pub fn new(mut changes: Vec<Change>) -> Policy {
        changes.sort_by_key(|change| (change.norm, change.since, change.at));
        Policy { changes }
    }

    /// As shipped: nothing was changed yet.
    pub const fn shipped() -> &'static Policy {
        static SHIPPED: Policy = Policy {
            changes: Vec::new(),
        };
        &SHIPPED
    }

    /// The value of `norm` in force on `day`.
    pub fn value(&self, norm: Norm, day: NaiveDate) -> u32 {
        self.history(norm)
            .iter()
            .rev()
            .find(|change| change.since <= day)
            .map_or(row(norm).value, |change| change.value)
    }

    /// Whether the switch `norm` is on, on `day`.
    pub fn is_on(&self, norm: Norm, day: NaiveDate) -> bool {
        self.value(norm, day) != 0
    }

    /// The changes of `norm`: by the day they hold from, of the same day the last one holds.
    pub fn history(&self, norm: Norm) -> &[Change] {
        let first = self.changes.partition_point(|change| change.norm < norm);
        let until = self.changes.partition_point(|change| change.norm <= norm);
        self.changes.get(first..until).unwrap_or_default()
    }

    /// Every change, by norm and first day.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// From which share of a limit each warning is given, on `day`.
    pub fn thresholds(&self, day: NaiveDate) -> Thresholds {
        if self.changes.is_empty() {
            return Thresholds::default();
        }
        // Bounded by 100 in the table of norms.
        let percent = |norm| u8::try_from(self.value(norm, day)).unwrap_or(100);
        Thresholds {
            half: percent(Norm::WarningHalf),
            three_quarters: percent(Norm::WarningThreeQuarters),
            urgent: percent(Norm::WarningUrgent),
            last: percent(Norm::WarningLast),
        }
    }

    /// The policy with `change` added.
    ///
    /// # Errors
    /// The first [`Flaw`] of the change; nothing is added then.
    pub fn with(&self, change: Change) -> Result<Policy, Flaw> {
        let NormRow { least, most, .. } = *row(change.norm);
        if change.value < least || change.value > most {
            return Err(Flaw::OutOfBounds { least, most });
        }
        if change.since < day_of(change.at) {
            return Err(Flaw::InPast);
        }
        if change.reason.trim().is_empty() {
            return Err(Flaw::NoReason);
        }
        if change.reason.chars().count() > LINE_LIMIT {
            return Err(Flaw::ReasonTooLong);
        }
        if self.value(change.norm, change.since) == change.value {
            return Err(Flaw::SameValue);
        }
        let mut changes = self.changes.clone();
        changes.push(change);
        let policy = Policy::new(changes);
        if policy.warnings_rise() {
            Ok(policy)
        } else {
            Err(Flaw::WarningsNotRising)
        }
    }

    /// Whether on every day each warning comes after the one before it.
    fn warnings_rise(&self) -> bool {
        self.changes.iter().all(|change| {
            let by = self.thresholds(change.since);
            by.half < by.three_quarters && by.three_quarters < by.urgent && by.urgent < by.last
        })
    }
}

/// A change as it travels: a norm that this program has not heard of yet is passed over, so that an older
/// tablet goes on working beside a newer server.
#[derive(Serialize, Deserialize)]
struct Told {
    norm: String,
    value: u32,
    since: NaiveDate,
    by: OfficerId,
    at: Moment,
    reason: String,
}

impl From<Vec<Told>> for Policy {
    fn from(told: Vec<Told>) -> Policy {
        let known = told.into_iter().filter_map(|told| {
            Some(Change {
                norm: Norm::from_name(&told.norm)?,
                value: told.value,
                since: told.since,
                by: told.by,
                at: told.at,
                reason: told.reason,
            })
        });
        Policy::new(known.collect())
    }
}

impl From<Policy> for Vec<Told> {
    fn from(policy: Policy) -> Vec<Told> {
        let told = policy.changes.into_iter().map(|change| Told {
            norm: change.norm.name().to_owned(),
            value: change.value,
            since: change.since,
            by: change.by,
            at: change.at,
            reason: change.reason,
        });
        told.collect()
    }
}
