//! The table as a file: one line a day, `notice,date,kind,name`, with `#` comments.

use std::collections::BTreeMap;
use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{ArrangedDay, Calendar, DayKind, is_weekday};

const HEADER: &str = "notice,date,kind,name";

/// Notices outside these years are typing errors: the first one arranged the holidays of 2000.
const NOTICE_YEARS: std::ops::RangeInclusive<i32> = 2000..=2199;

/// Where a table cannot be read, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarError {
    /// Counted from 1, comments and empty lines included; for days that came without a file, their place in the list.
    pub line: usize,
    /// Counted from 1.
    pub column: usize,
    /// What is wrong there.
    pub reason: CalendarFlaw,
}

/// What can be wrong with a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CalendarFlaw {
    /// There is no day in it.
    Empty,
    /// The first line is not `notice,date,kind,name`.
    Header,
    /// A line has more or fewer than four columns.
    Columns,
    /// The notice is not a year from 2000 to 2199.
    Notice,
    /// There is no such day, or it is not written YYYY-MM-DD.
    Date,
    /// The kind is neither `rest` nor `work`.
    Kind,
    /// The holiday has no name.
    Name,
    /// The day is neither in the notice's year nor in the December before it.
    OutsideNotice,
    /// A day from Monday to Friday is worked without a row; here the date is a slip.
    WorkedWeekday,
    /// The same notice names the day on an earlier line.
    Repeated {
        /// That line.
        first_line: usize,
    },
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "line {}, column {}: {:?}",
            self.line, self.column, self.reason
        )
    }
}

impl std::error::Error for CalendarError {}

impl Calendar {
    /// Reads a table; comments, empty lines, a byte order mark and Windows line ends are allowed.
    ///
    /// # Errors
    /// The first line that cannot be understood or that no notice can have said; nothing is taken from such a table.
    pub fn parse(csv: &str) -> Result<Calendar, CalendarError> {
        let mut lines = csv
            .trim_start_matches('\u{feff}')
            .lines()
            .zip(1..)
            .map(|(text, line)| (text.trim(), line))
            .filter(|(text, _)| !text.is_empty() && !text.starts_with('#'));
        match lines.next() {
            Some((HEADER, _)) => {}
            Some((_, line)) => {
                return Err(CalendarError {
                    line,
                    column: 1,
                    reason: CalendarFlaw::Header,
                });
            }
            None => {
                return Err(CalendarError {
                    line: 1,
                    column: 1,
                    reason: CalendarFlaw::Empty,
                });
            }
        }
        let days = lines
            .map(|(text, line)| {
                read(text)
                    .map(|day| (day, line))
                    .map_err(|flaw| flaw.at(line))
            })
            .collect::<Result<Vec<_>, _>>()?;
        if days.is_empty() {
            return Err(CalendarError {
                line: 1,
                column: 1,
                reason: CalendarFlaw::Empty,
            });
        }
        checked(days)
    }
}

impl TryFrom<Vec<ArrangedDay>> for Calendar {
    type Error = CalendarError;

    /// # Errors
    /// The first day that no notice can have said, or that one notice says twice.
    fn try_from(days: Vec<ArrangedDay>) -> Result<Self, Self::Error> {
        checked(days.into_iter().zip(1..).collect())
    }
}

/// A flaw in a column of a line whose number its reader does not know.
struct Flaw(usize, CalendarFlaw);

impl Flaw {
    fn at(self, line: usize) -> CalendarError {
        CalendarError {
            line,
            column: self.0,
            reason: self.1,
        }
    }
}

fn read(text: &str) -> Result<ArrangedDay, Flaw> {
    let columns: Vec<&str> = text.split(',').map(str::trim).collect();
    let &[notice, on, kind, name] = columns.as_slice() else {
        return Err(Flaw(columns.len().min(4), CalendarFlaw::Columns));
    };
    Ok(ArrangedDay {
        notice: notice.parse().map_err(|_| Flaw(1, CalendarFlaw::Notice))?,
        on: written_in_full(on).ok_or(Flaw(2, CalendarFlaw::Date))?,
        kind: match kind {
            "rest" => DayKind::Rest,
            "work" => DayKind::Work,
            _ => return Err(Flaw(3, CalendarFlaw::Kind)),
        },
        name: name.to_owned(),
    })
}

/// Only YYYY-MM-DD, because 2026-1-11 and 2026-11-1 are one slip apart.
fn written_in_full(text: &str) -> Option<NaiveDate> {
    (text.len() == 10).then(|| text.parse().ok()).flatten()
}

fn checked(numbered: Vec<(ArrangedDay, usize)>) -> Result<Calendar, CalendarError> {
    let mut seen = BTreeMap::new();
    for (day, line) in &numbered {
        possible(day).map_err(|flaw| flaw.at(*line))?;
        if let Some(first_line) = seen.insert((day.notice, day.on), *line) {
            return Err(Flaw(2, CalendarFlaw::Repeated { first_line }).at(*line));
        }
    }
    Ok(Calendar::of(
        numbered.into_iter().map(|(day, _)| day).collect(),
    ))
}

fn possible(day: &ArrangedDay) -> Result<(), Flaw> {
    let december_before = day.on.year() == day.notice - 1 && day.on.month() == 12;
    if !NOTICE_YEARS.contains(&day.notice) {
        Err(Flaw(1, CalendarFlaw::Notice))
    } else if day.on.year() != day.notice && !december_before {
        Err(Flaw(2, CalendarFlaw::OutsideNotice))
    } else if day.kind == DayKind::Work && is_weekday(day.on) {
        Err(Flaw(3, CalendarFlaw::WorkedWeekday))
    } else if day.name.is_empty() {
        Err(Flaw(4, CalendarFlaw::Name))
    } else {
        Ok(())
    }
}
