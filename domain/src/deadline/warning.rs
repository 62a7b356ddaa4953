//! On which days a running limit gives its warnings, so that lists can be asked for a level without counting
//! every clock anew each morning.

use super::Clock;
use chrono::{Days, NaiveDate, TimeDelta};
use serde::{Deserialize, Serialize};

/// A warning a running limit gives, the mildest first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Warning {
    /// 首次提醒: [`Level::Half`](super::Level::Half).
    First,
    /// 再次提醒: [`Level::ThreeQuarters`](super::Level::ThreeQuarters).
    Second,
    /// 催办: [`Level::Urgent`](super::Level::Urgent).
    Urging,
    /// 最后警示: [`Level::Last`](super::Level::Last).
    Last,
    /// 已超期
    Overdue,
}

impl Warning {
    /// Every warning, the mildest first.
    pub const ALL: [Warning; 5] = [
        Warning::First,
        Warning::Second,
        Warning::Urging,
        Warning::Last,
        Warning::Overdue,
    ];
}

/// The first day of each warning; it holds until the next one begins, the last one until the step is done.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Onsets {
    /// [`Warning::First`]
    pub first: NaiveDate,
    /// [`Warning::Second`]
    pub second: NaiveDate,
    /// [`Warning::Urging`]
    pub urging: NaiveDate,
    /// [`Warning::Last`]
    pub last: NaiveDate,
    /// [`Warning::Overdue`]: the day after the last one.
    pub overdue: NaiveDate,
}

impl Onsets {
    /// The day on which `warning` begins.
    pub fn of(&self, warning: Warning) -> NaiveDate {
        match warning {
            Warning::First => self.first,
            Warning::Second => self.second,
            Warning::Urging => self.urging,
            Warning::Last => self.last,
            Warning::Overdue => self.overdue,
        }
    }

    /// The gravest warning given on `today`, if any is.
    pub fn on(&self, today: NaiveDate) -> Option<Warning> {
        Warning::ALL
            .into_iter()
            .rev()
            .find(|warning| self.of(*warning) <= today)
    }

    /// Of two limits of one case, whichever warns earlier.
    #[must_use]
    pub fn earlier(self, other: Onsets) -> Onsets {
        Onsets {
            first: self.first.min(other.first),
            second: self.second.min(other.second),
            urging: self.urging.min(other.urging),
            last: self.last.min(other.last),
            overdue: self.overdue.min(other.overdue),
        }
    }
}

impl Clock {
    /// The days on which this clock warns while it runs: those of [`Clock::level`], told beforehand.
    pub fn onsets(&self) -> Onsets {
        let overdue = self
            .due
            .on
            .checked_add_days(Days::new(1))
            .unwrap_or(NaiveDate::MAX);
        let total = self.total_days();
        let after = |percent: u8| {
            // The first whole day by which so many percent are used.
            let days = (i64::from(percent) * total + 99).div_euclid(100);
            self.started_on
                .checked_add_signed(TimeDelta::days(days))
                .map_or(overdue, |day| day.min(overdue))
        };
        Onsets {
            first: after(self.thresholds.half),
            second: after(self.thresholds.three_quarters),
            urging: after(self.thresholds.urgent),
            last: after(self.thresholds.last),
            overdue,
        }
    }
}
