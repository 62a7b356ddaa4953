//! Counting a limit, fast for the machine and day by day for the reader.
//!
//! The start day is not counted (民法典 201); a last day that is a rest day gives way to the next working day
//! (民法典 203, by analogy).

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::calendar::DaysOfYear;
use super::{Calendar, DayKind, Days};

/// The last day of a limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Due {
    /// The last day on which the step is in time.
    pub on: NaiveDate,
    /// The rest day on which the limit would have ended.
    pub moved_from: Option<NaiveDate>,
    /// False where a day that decides was taken from weekends alone, because its notice is not in the table.
    pub certain: bool,
}

/// When a limit of `days` that starts on `started_on` ends.
///
/// Dates beyond what [`NaiveDate`] can hold end at its last day.
pub fn due(calendar: &Calendar, started_on: NaiveDate, days: u16, kind: Days) -> Due {
    let last = match kind {
        Days::Calendar => started_on
            .checked_add_days(chrono::Days::new(days.into()))
            .unwrap_or(NaiveDate::MAX),
        Days::Working => nth_working_day_after(calendar, started_on, days.into()),
    };
    let on = calendar.working_day_from(last);
    let first_asked = match kind {
        Days::Calendar => last,
        Days::Working => started_on.succ_opt().map_or(on, |next| next.min(on)),
    };
    Due {
        on,
        moved_from: (on != last).then_some(last),
        certain: calendar.settled(first_asked, on),
    }
}

/// The `n`th working day after `day`; `day` itself for 0.
fn nth_working_day_after(calendar: &Calendar, day: NaiveDate, n: u32) -> NaiveDate {
    if n == 0 {
        return day;
    }
    let mut left = n;
    for year in day.year()..=NaiveDate::MAX.year() {
        let mut worked = calendar.worked_days(year);
        if year == day.year() {
            drop_until(&mut worked, day.ordinal());
        }
        for (word, bits) in (0..).zip(worked) {
            if left <= bits.count_ones() {
                let ordinal = word * 64 + nth_one(bits, left) + 1;
                return NaiveDate::from_yo_opt(year, ordinal).unwrap_or(NaiveDate::MAX);
            }
            left -= bits.count_ones();
        }
    }
    NaiveDate::MAX
}

/// Clears the first `count` days.
fn drop_until(days: &mut DaysOfYear, count: u32) {
    for (word, bits) in (0u32..).zip(days) {
        let cleared = count.saturating_sub(word * 64);
        *bits &= u64::MAX.checked_shl(cleared).unwrap_or(0);
    }
}

/// The place of the `n`th one of `bits`, from its lowest; `bits` has at least `n`, and `n` is not 0.
fn nth_one(mut bits: u64, n: u32) -> u32 {
    for _ in 1..n {
        bits &= bits - 1;
    }
    bits.trailing_zeros()
}

/// A day on the way to a deadline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayCounted {
    /// The day.
    pub on: NaiveDate,
    /// Whether it is one of the limit's days; exactly as many count as the limit has.
    pub counts: bool,
    /// Why it counts or not.
    pub why: Why,
}

/// Why a day counts or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Why {
    /// The day the limit starts is not counted.
    StartDay,
    /// An ordinary day of the limit.
    Counted,
    /// The limit's last day, a rest day: it counts, but the limit cannot end on it.
    RestDay,
    /// A Saturday or Sunday, not counted.
    Weekend,
    /// A day off by a notice, not counted.
    Holiday,
    /// A Saturday or Sunday worked in exchange, counted among working days.
    MakeUpWorkday,
    /// The working day on which the limit ends instead; not one of its days.
    MovedToWorkingDay,
}

/// Every day from the start to the deadline that [`due`] gives, with the reason why it counts or not.
pub fn explain(
    calendar: &Calendar,
    started_on: NaiveDate,
    days: u16,
    kind: Days,
) -> Vec<DayCounted> {
    let mut told = vec![DayCounted {
        on: started_on,
        counts: false,
        why: Why::StartDay,
    }];
    let mut left = days;
    let mut today = started_on;
    while left > 0 {
        let Some(next) = today.succ_opt() else {
            return told;
        };
        today = next;
        let day = match (kind, off(calendar, today)) {
            (Days::Calendar, Some(_)) if left == 1 => counted(today, Why::RestDay),
            (Days::Calendar, _) => counted(today, Why::Counted),
            (Days::Working, Some(why)) => skipped(today, why),
            (Days::Working, None) if is_make_up(calendar, today) => {
                counted(today, Why::MakeUpWorkday)
            }
            (Days::Working, None) => counted(today, Why::Counted),
        };
        left -= u16::from(day.counts);
        told.push(day);
    }
    while off(calendar, today).is_some() {
        let Some(next) = today.succ_opt() else {
            return told;
        };
        today = next;
        told.push(skipped(
            today,
            off(calendar, today).unwrap_or(Why::MovedToWorkingDay),
        ));
    }
    told
}

fn counted(on: NaiveDate, why: Why) -> DayCounted {
    DayCounted {
        on,
        counts: true,
        why,
    }
}

fn skipped(on: NaiveDate, why: Why) -> DayCounted {
    DayCounted {
        on,
        counts: false,
        why,
    }
}

/// What makes `day` a rest day; none if people work.
fn off(calendar: &Calendar, day: NaiveDate) -> Option<Why> {
    if calendar.is_working(day) {
        None
    } else if calendar.arrangement(day).is_some() {
        Some(Why::Holiday)
    } else {
        Some(Why::Weekend)
    }
}

fn is_make_up(calendar: &Calendar, day: NaiveDate) -> bool {
    calendar
        .arrangement(day)
        .is_some_and(|arranged| arranged.kind == DayKind::Work)
}
