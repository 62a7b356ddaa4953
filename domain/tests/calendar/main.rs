//! The deadline engine: the shipped table, counting, and clocks, each check with a sabotage it catches.

mod clocks;
mod examples;
mod lengths;
mod package;
mod properties;
mod table;
mod terms;

use chrono::NaiveDate;
use domain::deadline::{Calendar, Days, Due, Length};

/// Anything that claims to count like [`domain::deadline::due`]: the engine, or a sabotage of it.
type Engine = fn(&Calendar, NaiveDate, u16, Days) -> Due;

/// The engine itself.
fn due(calendar: &Calendar, start: NaiveDate, days: u16, kind: Days) -> Due {
    domain::deadline::due(calendar, start, Length::of(days, kind))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("the test names a real day")
}

/// Wrong ways to count, each a mistake somebody has made.
mod sabotage {
    use super::due;
    use chrono::{Datelike, NaiveDate};
    use domain::deadline::{Calendar, Days, Due};

    pub fn counts_the_start_day(c: &Calendar, start: NaiveDate, days: u16, kind: Days) -> Due {
        due(c, start.pred_opt().unwrap_or(start), days, kind)
    }

    pub fn ends_on_rest_days(c: &Calendar, start: NaiveDate, days: u16, kind: Days) -> Due {
        let right = due(c, start, days, kind);
        Due {
            on: right.moved_from.unwrap_or(right.on),
            moved_from: None,
            ..right
        }
    }

    pub fn knows_weekends_only(_: &Calendar, start: NaiveDate, days: u16, kind: Days) -> Due {
        Due {
            certain: true,
            ..due(&Calendar::default(), start, days, kind)
        }
    }

    pub fn forgets_make_up_days(c: &Calendar, start: NaiveDate, days: u16, kind: Days) -> Due {
        let rest: Vec<_> = c
            .arranged_days()
            .iter()
            .filter(|day| day.kind == domain::deadline::DayKind::Rest)
            .cloned()
            .collect();
        due(
            &Calendar::try_from(rest).expect("a part of a good table is good"),
            start,
            days,
            kind,
        )
    }

    pub fn moves_back(c: &Calendar, start: NaiveDate, days: u16, kind: Days) -> Due {
        let right = due(c, start, days, kind);
        let mut on = right.moved_from.unwrap_or(right.on);
        while !c.is_working(on) {
            on = on.pred_opt().expect("no test reaches the first day of all");
        }
        Due { on, ..right }
    }

    pub fn takes_months_for_thirty_days(
        c: &Calendar,
        start: NaiveDate,
        days: u16,
        kind: Days,
    ) -> Due {
        let whole_months = u32::from(days / 30);
        match kind {
            Days::Calendar if days > 0 && days.is_multiple_of(30) => due(
                c,
                start
                    .checked_add_months(chrono::Months::new(whole_months))
                    .unwrap_or(start),
                0,
                kind,
            ),
            _ => due(c, start, days, kind),
        }
    }

    pub fn stumbles_over_new_year(c: &Calendar, start: NaiveDate, days: u16, kind: Days) -> Due {
        let right = due(c, start, days, kind);
        if kind == Days::Working && right.on.year() != start.year() {
            Due {
                on: c_next(c, right.on),
                ..right
            }
        } else {
            right
        }
    }

    fn c_next(c: &Calendar, day: NaiveDate) -> NaiveDate {
        day.iter_days()
            .skip(1)
            .find(|&day| c.is_working(day))
            .unwrap_or(day)
    }
}
