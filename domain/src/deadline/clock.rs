//! A limit that runs in a case, and how pressing it is.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Calendar, DayCounted, Days, Due, Length, Pause, Term, due_paused, explain, length};
use crate::policy::{Norm, Policy};

/// One limit of one case, from the day it started; stopped by the step that met it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// Which limit.
    pub term: Term,
    /// The day of the fact that started it; not counted.
    pub started_on: NaiveDate,
    /// Its last day.
    pub due: Due,
    /// The day of the fact that met it.
    pub stopped_on: Option<NaiveDate>,
    /// How long it is, an approved extension included.
    pub length: Length,
    /// Days that are not counted, such as a hearing's.
    pub pauses: Vec<Pause>,
    /// When warnings are given, by the policy in force on the day it started.
    pub thresholds: Thresholds,
}

/// How far a clock is along its limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Less than half is used.
    Calm,
    /// Half is used.
    Half,
    /// Three quarters are used.
    ThreeQuarters,
    /// Nearly used up: 85 % unless the county says otherwise.
    Urgent,
    /// As good as the last day: 99 % unless the county says otherwise.
    Last,
    /// The last day has passed and the step is not done.
    Overdue,
    /// Done by the last day.
    Met,
    /// Done after the last day.
    MetLate,
}

/// From which share of a limit, in percent of its calendar days, each warning is given; *policy*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Thresholds {
    /// [`Level::Half`].
    pub half: u8,
    /// [`Level::ThreeQuarters`].
    pub three_quarters: u8,
    /// [`Level::Urgent`].
    pub urgent: u8,
    /// [`Level::Last`].
    pub last: u8,
}

impl Default for Thresholds {
    fn default() -> Self {
        Thresholds {
            half: 50,
            three_quarters: 75,
            urgent: 85,
            last: 99,
        }
    }
}

impl Clock {
    /// Starts `term` on `started_on`, by the policy in force on that day.
    pub fn start(calendar: &Calendar, policy: &Policy, term: Term, started_on: NaiveDate) -> Clock {
        let length = length(term, policy, started_on);
        Clock {
            term,
            started_on,
            due: due_paused(calendar, started_on, length, &[]),
            stopped_on: None,
            length,
            pauses: Vec::new(),
            thresholds: policy.thresholds(started_on),
        }
    }

    /// Starts `term` on `started_on`, to end on the day that a paper names, be it a rest day or not.
    pub fn until(term: Term, policy: &Policy, started_on: NaiveDate, on: NaiveDate) -> Clock {
        let days = days_between(started_on, on).max(0);
        Clock {
            term,
            started_on,
            due: Due {
                on,
                moved_from: None,
                certain: true,
            },
            stopped_on: None,
            length: Length {
                count: u16::try_from(days).unwrap_or(u16::MAX),
                kind: Days::Calendar,
                rolls: false,
            },
            pauses: Vec::new(),
            thresholds: policy.thresholds(started_on),
        }
    }

    /// Of the 15 days from registration to notice, the last day of this office's own share; none for other
    /// limits, and none where the share is all of it.
    pub fn share_ends_on(&self, calendar: &Calendar, policy: &Policy) -> Option<NaiveDate> {
        let norm = match self.term {
            Term::Send => Norm::SendShare,
            Term::Notice => Norm::NoticeShare,
            _ => return None,
        };
        let days = policy.value(norm, self.started_on);
        let share = Length {
            count: u16::try_from(days).unwrap_or(u16::MAX),
            ..self.length
        };
        let on = due_paused(calendar, self.started_on, share, &self.pauses).on;
        (on < self.due.on).then_some(on)
    }

    /// The clock with an approved extension of `days`, in the term's own kind of days.
    pub fn extended(mut self, calendar: &Calendar, days: u16) -> Clock {
        self.length.count = self.length.count.saturating_add(days);
        self.counted_again(calendar)
    }

    /// The clock that stands still on the days of `pauses`.
    pub fn paused(mut self, calendar: &Calendar, pauses: Vec<Pause>) -> Clock {
        self.pauses = pauses;
        self.counted_again(calendar)
    }

    fn counted_again(mut self, calendar: &Calendar) -> Clock {
        self.due = due_paused(calendar, self.started_on, self.length, &self.pauses);
        self
    }

    /// Every day from its start to its last, with the reason why it counts or not.
    pub fn explained(&self, calendar: &Calendar) -> Vec<DayCounted> {
        explain(calendar, self.started_on, self.length, &self.pauses)
    }

    /// Calendar days from `today` to the last day; 0 on the last day, negative when it has passed.
    /// A stopped clock keeps what was left on the day it stopped.
    pub fn days_left(&self, today: NaiveDate) -> i64 {
        days_between(self.stopped_on.unwrap_or(today), self.due.on)
    }

    /// Whether the clock still runs and its last day has passed.
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.stopped_on.is_none() && today > self.due.on
    }

    /// Calendar days from the start to the last day, whatever kind of days the limit counts.
    pub fn total_days(&self) -> i64 {
        days_between(self.started_on, self.due.on)
    }

    /// How far the clock is.
    pub fn level(&self, today: NaiveDate) -> Level {
        let thresholds = &self.thresholds;
        match self.stopped_on {
            Some(stopped_on) if stopped_on > self.due.on => return Level::MetLate,
            Some(_) => return Level::Met,
            None if today > self.due.on => return Level::Overdue,
            None => {}
        }
        let used = 100 * days_between(self.started_on, today);
        let reached = |percent: u8| used >= i64::from(percent) * self.total_days();
        if reached(thresholds.last) {
            Level::Last
        } else if reached(thresholds.urgent) {
            Level::Urgent
        } else if reached(thresholds.three_quarters) {
            Level::ThreeQuarters
        } else if reached(thresholds.half) {
            Level::Half
        } else {
            Level::Calm
        }
    }
}

fn days_between(from: NaiveDate, to: NaiveDate) -> i64 {
    to.signed_duration_since(from).num_days()
}
