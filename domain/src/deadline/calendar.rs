//! Which days are worked: weekdays, corrected by the State Council's yearly notice.

mod table;

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};

pub use self::table::{CalendarError, CalendarFlaw};

/// What a notice makes of a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DayKind {
    /// 休: off, a holiday or a day swapped to lengthen one.
    Rest,
    /// 班: a Saturday or Sunday worked in exchange.
    Work,
}

/// One day a notice speaks of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArrangedDay {
    /// The year whose notice arranges the day; New Year's swaps reach back into the December before.
    pub notice: i32,
    /// The day.
    pub on: NaiveDate,
    /// Off or worked.
    pub kind: DayKind,
    /// The holiday it belongs to, in the notice's own words.
    pub name: String,
}

/// Rest days and make-up working days, year by year.
///
/// A year is known once a notice for it is in the table. An unknown year is counted with weekends only,
/// and everything computed from it says so (`Due::certain`). Serialises as the list of its [`ArrangedDay`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Vec<ArrangedDay>", into = "Vec<ArrangedDay>")]
pub struct Calendar {
    /// Sorted by day, one entry a day.
    days: Vec<ArrangedDay>,
    /// Sorted by year; years no notice touches are absent.
    years: Vec<Year>,
}

/// A year as bits, so that counting skips over weeks and months with `count_ones`.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Year {
    year: i32,
    known: bool,
    worked: DaysOfYear,
}

/// Bit n is the year's day n, from 0 on 1 January.
pub(super) type DaysOfYear = [u64; 6];

static SHIPPED: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::parse(include_str!("../../data/rest_days.csv"))
        .expect("the shipped table is part of the source and read by the tests")
});

impl Calendar {
    /// The table the product ships with, 2011–2026 (`domain/data/rest_days.csv`).
    pub fn shipped() -> &'static Calendar {
        &SHIPPED
    }

    /// This calendar, with every year that `more` has a notice for taken from `more`.
    ///
    /// A notice replaces the earlier notice of the same year as a whole, as the State Council's own corrections do
    /// (劳动节 2019, 春节 2020).
    pub fn with(self, more: Calendar) -> Calendar {
        let mut days = self.days;
        days.retain(|day| !more.has_notice(day.notice));
        days.extend(more.days);
        Calendar::of(days)
    }

    /// Whether people work on `day`; by its weekday alone where no notice is known.
    pub fn is_working(&self, day: NaiveDate) -> bool {
        match self.year(day.year()) {
            Some(year) => {
                let bit = day.ordinal0();
                year.worked[bit as usize / 64] >> (bit % 64) & 1 == 1
            }
            None => is_weekday(day),
        }
    }

    /// Whether the notice for `year` is in the table.
    pub fn knows(&self, year: i32) -> bool {
        self.year(year).is_some_and(|year| year.known)
    }

    /// What a notice says about `day`, if it names it.
    pub fn arrangement(&self, day: NaiveDate) -> Option<&ArrangedDay> {
        self.days
            .binary_search_by_key(&day, |arranged| arranged.on)
            .ok()
            .map(|at| &self.days[at])
    }

    /// Every day the notices name, in order.
    pub fn arranged_days(&self) -> &[ArrangedDay] {
        &self.days
    }

    /// Whether no notice still to come can change a day from `first` to `last`.
    ///
    /// The last week of December needs next year's notice too, because New Year's days are swapped with it.
    pub(super) fn settled(&self, first: NaiveDate, last: NaiveDate) -> bool {
        let reaches_new_year = last.month() == 12 && last.day() >= 25;
        let last_notice = last.year() + i32::from(reaches_new_year);
        (first.year()..=last_notice).all(|year| self.knows(year))
    }

    /// The worked days of `year`.
    pub(super) fn worked_days(&self, year: i32) -> DaysOfYear {
        self.year(year)
            .map_or_else(|| weekdays_of(year), |year| year.worked)
    }

    /// `day` itself if it is worked, else the next worked day.
    pub(super) fn working_day_from(&self, day: NaiveDate) -> NaiveDate {
        day.iter_days()
            .find(|&day| self.is_working(day))
            .unwrap_or(day)
    }

    fn has_notice(&self, year: i32) -> bool {
        self.days.iter().any(|day| day.notice == year)
    }

    fn year(&self, year: i32) -> Option<&Year> {
        self.years
            .binary_search_by_key(&year, |known| known.year)
            .ok()
            .map(|at| &self.years[at])
    }

    /// Builds the bits; where two notices name one day, the later notice is the one in force.
    fn of(mut days: Vec<ArrangedDay>) -> Calendar {
        days.sort_by_key(|day| (day.on, day.notice));
        days.dedup_by(|later, earlier| {
            let same = later.on == earlier.on;
            if same {
                std::mem::swap(later, earlier);
            }
            same
        });
        let mut numbers: Vec<i32> = days
            .iter()
            .flat_map(|day| [day.notice, day.on.year()])
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        let mut years: Vec<Year> = numbers
            .into_iter()
            .map(|year| Year {
                year,
                known: days.iter().any(|day| day.notice == year),
                worked: weekdays_of(year),
            })
            .collect();
        for day in &days {
            let Ok(at) = years.binary_search_by_key(&day.on.year(), |year| year.year) else {
                continue;
            };
            let (word, bit) = (
                day.on.ordinal0() as usize / 64,
                1 << (day.on.ordinal0() % 64),
            );
            match day.kind {
                DayKind::Rest => years[at].worked[word] &= !bit,
                DayKind::Work => years[at].worked[word] |= bit,
            }
        }
        Calendar { days, years }
    }
}

impl From<Calendar> for Vec<ArrangedDay> {
    fn from(calendar: Calendar) -> Self {
        calendar.days
    }
}

fn is_weekday(day: NaiveDate) -> bool {
    !matches!(day.weekday(), Weekday::Sat | Weekday::Sun)
}

/// Monday to Friday of `year` as bits; none at all in a year beyond what a date can hold.
fn weekdays_of(year: i32) -> DaysOfYear {
    let Some(new_year) = NaiveDate::from_yo_opt(year, 1) else {
        return [0; 6];
    };
    let length = if new_year.leap_year() { 366 } else { 365 };
    let mut days = WEEKDAYS[new_year.weekday().num_days_from_monday() as usize];
    days[5] &= (1 << (length - 5 * 64)) - 1;
    days
}

/// Monday to Friday of a year that begins on a Monday, a Tuesday, and so on.
const WEEKDAYS: [DaysOfYear; 7] = {
    let mut patterns = [[0; 6]; 7];
    let mut first = 0;
    while first < 7 {
        let mut day = 0;
        while day < 6 * 64 {
            if (first + day) % 7 < 5 {
                patterns[first][day / 64] |= 1 << (day % 64);
            }
            day += 1;
        }
        first += 1;
    }
    patterns
};
