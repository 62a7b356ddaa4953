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

/// How long a limit is, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Length {
    /// How many of `kind`.
    pub count: u16,
    /// Days, working days or months.
    pub kind: Days,
    /// Whether a last day that is a rest day gives way to the next working day (民法典 203, by analogy).
    pub rolls: bool,
}

impl Length {
    /// A limit that gives way to rest days.
    pub const fn of(count: u16, kind: Days) -> Length {
        Length {
            count,
            kind,
            rolls: true,
        }
    }
}

/// Days on which a limit stands still: those of a hearing or of an appraisal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Pause {
    /// The first of them.
    pub from: NaiveDate,
    /// The last of them.
    pub to: NaiveDate,
}

impl Pause {
    fn covers(self, day: NaiveDate) -> bool {
        self.from <= day && day <= self.to
    }
}

/// When a limit of `length` that starts on `started_on` ends.
///
/// Dates beyond what [`NaiveDate`] can hold end at its last day.
pub fn due(calendar: &Calendar, started_on: NaiveDate, length: Length) -> Due {
    let last = match length.kind {
        Days::Calendar => started_on
            .checked_add_days(chrono::Days::new(length.count.into()))
            .unwrap_or(NaiveDate::MAX),
        Days::Working => nth_working_day_after(calendar, started_on, length.count.into()),
        Days::Months => months_after(started_on, length.count),
    };
    ended(calendar, started_on, length, last)
}

/// As [`due`], where the limit stands still on the days of `pauses`.
pub fn due_paused(
    calendar: &Calendar,
    started_on: NaiveDate,
    length: Length,
    pauses: &[Pause],
) -> Due {
    if pauses.is_empty() {
        return due(calendar, started_on, length);
    }
    let mut left = counted_days(started_on, length);
    let mut last = started_on;
    while left > 0 {
        let Some(next) = last.succ_opt() else { break };
        last = next;
        let paused = pauses.iter().any(|pause| pause.covers(last));
        let counts = length.kind != Days::Working || calendar.is_working(last);
        left -= i64::from(counts && !paused);
    }
    ended(calendar, started_on, length, last)
}

/// How many days a limit counts; a month has as many as its calendar gives it.
fn counted_days(started_on: NaiveDate, length: Length) -> i64 {
    match length.kind {
        Days::Calendar | Days::Working => length.count.into(),
        Days::Months => months_after(started_on, length.count)
            .signed_duration_since(started_on)
            .num_days(),
    }
}

/// The same day so many months on, or the last day of a month that has no such day (民法典 202).
fn months_after(day: NaiveDate, months: u16) -> NaiveDate {
    day.checked_add_months(chrono::Months::new(months.into()))
        .unwrap_or(NaiveDate::MAX)
}

fn ended(calendar: &Calendar, started_on: NaiveDate, length: Length, last: NaiveDate) -> Due {
    let on = if length.rolls {
        calendar.working_day_from(last)
    } else {
        last
    };
    let first_asked = match length.kind {
        Days::Working => started_on.succ_opt().map_or(on, |next| next.min(on)),
        Days::Calendar | Days::Months => last,
    };
    let asks_nothing = !length.rolls && length.kind != Days::Working;
    Due {
        on,
        moved_from: (on != last).then_some(last),
        certain: asks_nothing || calendar.settled(first_asked, on),
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
    /// Whether it is one of the limit's days; exactly as many count as the limit has, of months every day.
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
    /// The limit stands still: a hearing or an appraisal is under way.
    Paused,
}

/// Every day from the start to the deadline that [`due_paused`] gives, with the reason why it counts or not.
pub fn explain(
    calendar: &Calendar,
    started_on: NaiveDate,
    length: Length,
    pauses: &[Pause],
) -> Vec<DayCounted> {
    let mut told = vec![skipped(started_on, Why::StartDay)];
    let mut left = counted_days(started_on, length);
    let mut today = started_on;
    while left > 0 {
        let Some(next) = today.succ_opt() else {
            return told;
        };
        today = next;
        let day = if pauses.iter().any(|pause| pause.covers(today)) {
            skipped(today, Why::Paused)
        } else {
            counted_or_not(calendar, today, length, left == 1)
        };
        left -= i64::from(day.counts);
        told.push(day);
    }
    while length.rolls && off(calendar, today).is_some() {
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

/// What an ordinary day of a limit is.
fn counted_or_not(
    calendar: &Calendar,
    day: NaiveDate,
    length: Length,
    is_last: bool,
) -> DayCounted {
    match (length.kind, off(calendar, day)) {
        (Days::Working, Some(why)) => skipped(day, why),
        (Days::Working, None) if is_make_up(calendar, day) => counted(day, Why::MakeUpWorkday),
        (Days::Calendar | Days::Months, Some(_)) if is_last && length.rolls => {
            counted(day, Why::RestDay)
        }
        _ => counted(day, Why::Counted),
    }
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
