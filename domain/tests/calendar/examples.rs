//! Deadlines counted by hand on the State Council's notices.

use domain::deadline::Days::{Calendar as Day, Working};
use domain::deadline::{Calendar, Days, Length, Why, explain};

use crate::{Engine, day, due, sabotage};

/// Start, days, kind, the last day, and the rest day it was moved from ("" if none).
type Example = (&'static str, u16, Days, &'static str, &'static str);

/// 60 days from 1 October are 31 + 29: 30 November (民法典 201). Where that is a weekend it moves (203).
const DAY_SIXTY: &[Example] = &[
    ("2018-10-01", 60, Day, "2018-11-30", ""),
    ("2019-10-01", 60, Day, "2019-12-02", "2019-11-30"),
    ("2020-10-01", 60, Day, "2020-11-30", ""),
    ("2021-10-01", 60, Day, "2021-11-30", ""),
    ("2022-10-01", 60, Day, "2022-11-30", ""),
    ("2023-10-01", 60, Day, "2023-11-30", ""),
    ("2024-10-01", 60, Day, "2024-12-02", "2024-11-30"),
    ("2025-10-01", 60, Day, "2025-12-01", "2025-11-30"),
    ("2026-10-01", 60, Day, "2026-11-30", ""),
    // February has 29 days in 2024 and 28 in 2023: the same two dates are 60 and 59 days apart.
    ("2024-01-31", 60, Day, "2024-04-01", "2024-03-31"),
    ("2023-01-31", 59, Day, "2023-03-31", ""),
];

/// The last day falls into a holiday and waits for its end.
const HOLIDAY_ENDS: &[Example] = &[
    // 国办发明电〔2023〕7号: 10 to 17 February off, Sunday 18 worked: the limit ends on a Sunday.
    ("2024-01-26", 15, Day, "2024-02-18", "2024-02-10"),
    ("2024-01-12", 30, Day, "2024-02-18", "2024-02-11"),
    // 国办发明电〔2025〕7号: 15 to 23 February 2026 off, nine days.
    ("2026-01-31", 15, Day, "2026-02-24", "2026-02-15"),
    // Saturday 14 February 2026 is worked, so a limit may end there.
    ("2026-01-30", 15, Day, "2026-02-14", ""),
    // 国办发明电〔2020〕1号 lengthened 春节 to Sunday 2 February 2020; by the first notice Saturday 1 February was worked.
    ("2020-01-17", 15, Day, "2020-02-03", "2020-02-01"),
    // 国办发明电〔2024〕12号: 1 to 8 October 2025 off, 中秋节 inside.
    ("2025-09-16", 15, Day, "2025-10-09", "2025-10-01"),
    // 国办发明电〔2022〕16号: 29 September to 6 October 2023 off, then Saturday 7 October worked.
    ("2023-09-15", 15, Day, "2023-10-07", "2023-09-30"),
    // 国办发明电〔2018〕15号: 30 December 2018 to 1 January 2019 off: the move crosses the year.
    ("2018-12-15", 15, Day, "2019-01-02", "2018-12-30"),
    // A limit that ends at once still needs a working day.
    ("2026-10-03", 0, Day, "2026-10-08", "2026-10-03"),
    ("2026-10-03", 0, Working, "2026-10-08", "2026-10-03"),
];

/// Limits in working days, over weekends, holidays and the Saturdays and Sundays worked for them.
const WORKING_DAYS: &[Example] = &[
    // Monday to the next Monday, nothing in between.
    ("2026-03-02", 5, Working, "2026-03-09", ""),
    // Received on a Friday: Monday is day 1.
    ("2026-03-06", 5, Working, "2026-03-13", ""),
    // Received on a Saturday: the same.
    ("2026-03-07", 5, Working, "2026-03-13", ""),
    // Friday 6 February 2026: 9–13 are five days, Saturday 14 is the sixth, 24 February the seventh.
    ("2026-02-06", 5, Working, "2026-02-13", ""),
    ("2026-02-06", 6, Working, "2026-02-14", ""),
    ("2026-02-06", 7, Working, "2026-02-24", ""),
    // ... 25, 26, 27, then Saturday 28 February, worked for 春节.
    ("2026-02-06", 11, Working, "2026-02-28", ""),
    // Three days from Friday 25 September 2020: Sunday 27, Monday 28, Tuesday 29.
    ("2020-09-25", 3, Working, "2020-09-29", ""),
    // From Wednesday 30 September 2020 over the eight days off: 9, Saturday 10, 12, 13, 14 October.
    ("2020-09-30", 5, Working, "2020-10-14", ""),
    // Over New Year 2019: Friday 28, Saturday 29 (worked), Monday 31 off; 2, 3, 4 January.
    ("2018-12-27", 5, Working, "2019-01-04", ""),
    // 2024: Sunday 4 February is worked; from Friday 2: 4, 5, 6, 7, 8, 9, then Sunday 18, 19, 20, 21.
    ("2024-02-02", 10, Working, "2024-02-21", ""),
    // The whole of 2025: 261 weekdays, 18 of them off in holidays, 5 Saturdays and Sundays worked: 248 days,
    // the last of them Wednesday 31 December.
    ("2024-12-31", 248, Working, "2025-12-31", ""),
];

fn hold(engine: Engine, examples: &[Example]) -> Result<(), String> {
    for &(start, days, kind, on, moved_from) in examples {
        let found = engine(Calendar::shipped(), day(start), days, kind);
        let moved_from = (!moved_from.is_empty()).then(|| day(moved_from));
        if (found.on, found.moved_from) != (day(on), moved_from) {
            return Err(format!(
                "{days} {kind:?} days from {start}: {found:?}, not {on}"
            ));
        }
    }
    Ok(())
}

#[test]
fn sixty_days_from_the_first_of_october_end_on_the_thirtieth_of_november() {
    hold(due, DAY_SIXTY).unwrap();
    hold(sabotage::counts_the_start_day, DAY_SIXTY).unwrap_err();
    hold(sabotage::takes_months_for_thirty_days, DAY_SIXTY).unwrap_err();
    hold(sabotage::ends_on_rest_days, DAY_SIXTY).unwrap_err();
}

#[test]
fn a_limit_that_ends_in_a_holiday_waits_for_the_next_working_day() {
    hold(due, HOLIDAY_ENDS).unwrap();
    hold(sabotage::ends_on_rest_days, HOLIDAY_ENDS).unwrap_err();
    hold(sabotage::moves_back, HOLIDAY_ENDS).unwrap_err();
    hold(sabotage::knows_weekends_only, HOLIDAY_ENDS).unwrap_err();
    hold(sabotage::forgets_make_up_days, HOLIDAY_ENDS).unwrap_err();
}

#[test]
fn working_days_skip_holidays_and_count_make_up_saturdays() {
    hold(due, WORKING_DAYS).unwrap();
    hold(sabotage::counts_the_start_day, WORKING_DAYS).unwrap_err();
    hold(sabotage::knows_weekends_only, WORKING_DAYS).unwrap_err();
    hold(sabotage::forgets_make_up_days, WORKING_DAYS).unwrap_err();
    hold(sabotage::stumbles_over_new_year, WORKING_DAYS).unwrap_err();
}

/// Start, days, kind, and whether the answer may be relied on with notices for 2011–2026.
const CERTAINTY: &[(&str, u16, Days, bool)] = &[
    ("2026-10-01", 60, Day, true),
    ("2026-12-01", 23, Day, true),
    // 25 to 31 December wait for the notice of 2027, which may swap New Year's days with them.
    ("2026-12-01", 24, Day, false),
    ("2025-12-01", 30, Day, true),
    ("2026-12-01", 60, Day, false),
    // Only the end decides where every day counts; every day decides where working days count.
    ("2010-12-20", 60, Day, true),
    ("2010-12-20", 10, Working, false),
    ("2010-12-31", 10, Working, true),
    ("2026-12-18", 4, Working, true),
    ("2026-12-18", 5, Working, false),
];

#[test]
fn a_year_without_a_notice_is_said_to_be_uncertain() {
    let hold = |engine: Engine| {
        CERTAINTY.iter().all(|&(start, days, kind, certain)| {
            engine(Calendar::shipped(), day(start), days, kind).certain == certain
        })
    };
    assert!(hold(due));
    assert!(!hold(sabotage::knows_weekends_only));
    let weekends = due(Calendar::shipped(), day("2027-01-01"), 5, Working);
    assert_eq!((weekends.on, weekends.certain), (day("2027-01-08"), false));
}

#[test]
fn a_limit_at_the_end_of_all_dates_ends_there() {
    let last = chrono::NaiveDate::MAX;
    for kind in [Day, Working] {
        assert_eq!(due(Calendar::shipped(), last, u16::MAX, kind).on, last);
        assert_eq!(
            explain(Calendar::shipped(), last, Length::of(u16::MAX, kind), &[]).len(),
            1
        );
        let first = due(Calendar::shipped(), chrono::NaiveDate::MIN, u16::MAX, kind);
        assert!(first.on > chrono::NaiveDate::MIN && !first.certain);
    }
}

#[test]
fn the_explanation_names_the_reason_of_every_day() {
    let told = |start, days, kind| {
        explain(Calendar::shipped(), day(start), Length::of(days, kind), &[])
            .into_iter()
            .map(|told| {
                format!(
                    "{} {} {:?}",
                    told.on.format("%m-%d"),
                    if told.counts { "+" } else { "-" },
                    told.why
                )
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(
        told("2026-02-12", 3, Working),
        [
            "02-12 - StartDay",
            "02-13 + Counted",
            "02-14 + MakeUpWorkday",
            "02-15 - Holiday",
            "02-16 - Holiday",
            "02-17 - Holiday",
            "02-18 - Holiday",
            "02-19 - Holiday",
            "02-20 - Holiday",
            "02-21 - Holiday",
            "02-22 - Holiday",
            "02-23 - Holiday",
            "02-24 + Counted",
        ]
    );
    // 1 May 2026 is a Friday; the holiday lasts to Tuesday 5 May.
    assert_eq!(
        told("2026-04-29", 3, Day),
        [
            "04-29 - StartDay",
            "04-30 + Counted",
            "05-01 + Counted",
            "05-02 + RestDay",
            "05-03 - Holiday",
            "05-04 - Holiday",
            "05-05 - Holiday",
            "05-06 - MovedToWorkingDay",
        ]
    );
    assert_eq!(
        told("2026-03-13", 1, Working),
        [
            "03-13 - StartDay",
            "03-14 - Weekend",
            "03-15 - Weekend",
            "03-16 + Counted"
        ]
    );
    assert_eq!(
        told("2026-03-14", 0, Day),
        [
            "03-14 - StartDay",
            "03-15 - Weekend",
            "03-16 - MovedToWorkingDay"
        ]
    );
    let national_day = Calendar::shipped()
        .arrangement(day("2026-10-01"))
        .map(|arranged| arranged.name.as_str());
    assert_eq!(national_day, Some("国庆节"));
    assert_eq!(
        explain(
            Calendar::shipped(),
            day("2026-03-14"),
            Length::of(0, Day),
            &[]
        )[0]
        .why,
        Why::StartDay
    );
}
