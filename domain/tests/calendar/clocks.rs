//! Running limits: days left, warnings, met and overdue.

use chrono::NaiveDate;
use domain::deadline::{Calendar, Clock, Level, Term, Thresholds};
use domain::policy::Policy;

use crate::day;

fn started(term: Term, on: &str) -> Clock {
    Clock::start(Calendar::shipped(), Policy::shipped(), term, day(on))
}

/// Accepted on 1 October 2026; day 60 is Monday 30 November.
fn handling() -> Clock {
    started(Term::Handling, "2026-10-01")
}

/// A way to tell the level: the clock's own, or a sabotage of it.
type Teller = fn(&Clock, NaiveDate) -> Level;

/// On 60 days: half is day 30, three quarters day 45, 85 % day 51, 99 % day 60.
fn levels_hold(tell: Teller) -> Result<(), String> {
    let expected = [
        ("2026-09-30", Level::Calm),
        ("2026-10-01", Level::Calm),
        ("2026-10-30", Level::Calm),
        ("2026-10-31", Level::Half),
        ("2026-11-14", Level::Half),
        ("2026-11-15", Level::ThreeQuarters),
        ("2026-11-20", Level::ThreeQuarters),
        ("2026-11-21", Level::Urgent),
        ("2026-11-29", Level::Urgent),
        ("2026-11-30", Level::Last),
        ("2026-12-01", Level::Overdue),
    ];
    for (today, level) in expected {
        let told = tell(&handling(), day(today));
        if told != level {
            return Err(format!("{today}: {told:?}, not {level:?}"));
        }
    }
    Ok(())
}

#[test]
fn warnings_rise_at_50_75_85_and_99_percent() {
    levels_hold(Clock::level).unwrap();
    let a_day_late: Teller = |clock, today| clock.level(today.pred_opt().unwrap());
    let overdue_on_the_last_day: Teller =
        |clock, today| clock.level(today.max(clock.due.on.succ_opt().unwrap()));
    let other_thresholds: Teller = |clock, today| {
        let thresholds = Thresholds {
            urgent: 90,
            ..Thresholds::default()
        };
        Clock {
            thresholds,
            ..clock.clone()
        }
        .level(today)
    };
    for wrong in [a_day_late, overdue_on_the_last_day, other_thresholds] {
        levels_hold(wrong).unwrap_err();
    }
}

#[test]
fn the_county_may_set_its_own_thresholds() {
    let early = Thresholds {
        half: 10,
        three_quarters: 20,
        urgent: 30,
        last: 40,
    };
    let early_clock = Clock {
        thresholds: early,
        ..handling()
    };
    assert_eq!(early_clock.level(day("2026-10-07")), Level::Half);
    assert_eq!(early_clock.level(day("2026-10-25")), Level::Last);
    assert_eq!(early_clock.level(day("2026-12-01")), Level::Overdue);
    let wire = serde_json::to_string(&early).unwrap();
    assert_eq!(serde_json::from_str::<Thresholds>(&wire).unwrap(), early);
}

#[test]
fn days_are_left_until_the_last_day_and_overdue_after_it() {
    let clock = handling();
    assert_eq!(clock.total_days(), 60);
    for (today, left, overdue) in [
        ("2026-10-01", 60, false),
        ("2026-11-29", 1, false),
        ("2026-11-30", 0, false),
        ("2026-12-03", -3, true),
    ] {
        assert_eq!(
            (clock.days_left(day(today)), clock.is_overdue(day(today))),
            (left, overdue),
            "{today}"
        );
    }
}

#[test]
fn a_stopped_clock_keeps_its_result() {
    let met = Clock {
        stopped_on: Some(day("2026-11-30")),
        ..handling()
    };
    let late = Clock {
        stopped_on: Some(day("2026-12-01")),
        ..handling()
    };
    let today = day("2027-03-01");
    assert_eq!(
        (
            met.level(today),
            met.days_left(today),
            met.is_overdue(today)
        ),
        (Level::Met, 0, false)
    );
    assert_eq!(
        (
            late.level(today),
            late.days_left(today),
            late.is_overdue(today)
        ),
        (Level::MetLate, -1, false)
    );
}

#[test]
fn an_extension_lengthens_the_same_count() {
    let extended = started(Term::Handling, "2026-07-01").extended(Calendar::shipped(), 30);
    // 90 days from 1 July: 30 + 31 + 29 = 29 September.
    assert_eq!(extended.due.on, day("2026-09-29"));
    // Working days are extended by working days: 5 + 2 from Friday 6 February 2026 end after 春节.
    let objection = started(Term::Objection, "2026-02-06").extended(Calendar::shipped(), 2);
    assert_eq!(
        (objection.due.on, objection.total_days()),
        (day("2026-02-24"), 18)
    );
    let endless = started(Term::Handling, "2026-07-01").extended(Calendar::shipped(), u16::MAX);
    assert!(!endless.due.certain);
}

#[test]
fn a_clock_survives_the_wire() {
    for &term in Term::ALL {
        let clock = Clock {
            stopped_on: Some(day("2026-03-02")),
            ..started(term, "2026-02-06")
        };
        let wire = serde_json::to_string(&clock).unwrap();
        assert_eq!(serde_json::from_str::<Clock>(&wire).unwrap(), clock);
    }
}
