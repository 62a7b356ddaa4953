//! The days of one petition, counted back from where its story has got to.

use super::chance::Chance;
use super::mix::{Chapter, Stage};
use chrono::{Days, Duration, NaiveDate};
use domain::deadline::{self, Calendar, Term};
use domain::policy::Policy;

/// The days on which things happened; what has not happened yet has none.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Dates {
    pub registered: NaiveDate,
    pub sent: Option<NaiveDate>,
    pub objected: Option<NaiveDate>,
    pub returned: Option<NaiveDate>,
    /// Accepted, or declined.
    pub told: Option<NaiveDate>,
    pub drafted: Option<NaiveDate>,
    pub approved: Option<NaiveDate>,
    pub delivered: Option<NaiveDate>,
    pub rated: Option<NaiveDate>,
    pub closed: Option<NaiveDate>,
}

impl Dates {
    /// The days of a petition that stands at `chapter` today; of a sealed one nothing is sent.
    pub fn of(
        chapter: Chapter,
        sealed: bool,
        today: NaiveDate,
        calendar: &Calendar,
        chance: &mut Chance,
    ) -> Dates {
        let mut dates = Dates::begin(today);
        let due = plus(today, chapter.days);
        let ago = plus(today, -chapter.days);
        match chapter.stage {
            Stage::Registered => {
                let term = if sealed { Term::Notice } else { Term::Send };
                dates.registered = start(calendar, term, due);
            }
            Stage::Returned => {
                dates.registered = start(calendar, Term::Send, due);
                dates.send_and_object(dates.registered, today, chance);
                let objected = dates.objected.unwrap_or(today);
                dates.returned = Some(plus(objected, chance.between(0, 1)).min(today));
            }
            Stage::Guided => dates.before(ago, sealed, chance),
            Stage::Sent | Stage::Objected | Stage::Contested => {
                let sent = start(calendar, Term::Notice, due);
                dates.registered = plus(sent, -chance.between(0, 6));
                dates.sent = Some(sent);
                if chapter.stage != Stage::Sent {
                    dates.objected = Some(plus(sent, chance.between(0, 2)).min(today));
                }
            }
            Stage::Accepted | Stage::Drafted | Stage::Approved => {
                let told = start(calendar, Term::Handling, due);
                dates.before(told, sealed, chance);
                if chapter.stage != Stage::Accepted {
                    let passed = (today - told).num_days();
                    let drafted = plus(told, chance.between(passed / 2, passed));
                    dates.drafted = Some(drafted);
                    if chapter.stage == Stage::Approved {
                        dates.approved = Some(plus(drafted, chance.between(0, 2)).min(today));
                    }
                }
            }
            Stage::Declined | Stage::ClosedDeclined => {
                let closed = chapter.stage == Stage::ClosedDeclined;
                let told = if closed {
                    plus(ago, -chance.between(1, 10))
                } else {
                    ago
                };
                dates.before(told, sealed, chance);
                dates.closed = closed.then_some(ago);
            }
            Stage::Delivered { rated } => {
                dates.answered(ago, sealed, chance);
                let latest = (today - ago).num_days().min(28);
                dates.rated = rated.then(|| plus(ago, chance.between(1, latest)).min(today));
            }
            Stage::Closed { rated } => {
                let delivered = plus(ago, -chance.between(6, 35));
                dates.answered(delivered, sealed, chance);
                let latest = (ago - delivered).num_days().min(28);
                dates.rated = rated.then(|| plus(delivered, chance.between(1, latest)));
                dates.closed = Some(ago);
            }
        }
        dates
    }

    fn begin(day: NaiveDate) -> Dates {
        Dates {
            registered: day,
            sent: None,
            objected: None,
            returned: None,
            told: None,
            drafted: None,
            approved: None,
            delivered: None,
            rated: None,
            closed: None,
        }
    }

    fn send_and_object(&mut self, registered: NaiveDate, today: NaiveDate, chance: &mut Chance) {
        let sent = plus(registered, chance.between(0, 2)).min(today);
        self.sent = Some(sent);
        self.objected = Some(plus(sent, chance.between(0, 2)).min(today));
    }

    /// Transfer and registration before the unit told the petitioner.
    fn before(&mut self, told: NaiveDate, sealed: bool, chance: &mut Chance) {
        self.told = Some(told);
        let sent = plus(told, -chance.between(0, 9));
        self.sent = (!sealed).then_some(sent);
        self.registered = plus(sent, -chance.between(0, 6));
    }

    /// Everything up to the delivery; one in twelve is late.
    fn answered(&mut self, delivered: NaiveDate, sealed: bool, chance: &mut Chance) {
        let took = if chance.percent(8) {
            chance.between(63, 85)
        } else {
            chance.between(12, 55)
        };
        let approved = plus(delivered, -chance.between(0, 3));
        self.delivered = Some(delivered);
        self.approved = Some(approved);
        self.drafted = Some(plus(approved, -chance.between(0, 4)));
        self.before(plus(delivered, -took), sealed, chance);
    }
}

/// The latest day from which `term` ends on `due`, or just before it where no day leads to a rest day.
fn start(calendar: &Calendar, term: Term, due: NaiveDate) -> NaiveDate {
    let length = |day| deadline::length(term, Policy::shipped(), day);
    let mut day = plus(due, -i64::from(length(due).count));
    while deadline::due(calendar, day, length(day)).on > due {
        day = plus(day, -1);
    }
    day
}

/// `day` and so many days on; back, if negative.
pub fn plus(day: NaiveDate, days: i64) -> NaiveDate {
    // Demonstration days lie within a few years of today, far from the ends of the calendar.
    day.checked_add_signed(Duration::days(days)).unwrap_or(day)
}

/// The next worked day, but not after `last`.
pub fn worked(calendar: &Calendar, day: NaiveDate, last: NaiveDate) -> NaiveDate {
    let mut worked = day;
    while worked < last && !calendar.is_working(worked) {
        worked = worked.checked_add_days(Days::new(1)).unwrap_or(last);
    }
    worked.min(last).max(day)
}
