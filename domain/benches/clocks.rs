//! How many clocks the deadline engine starts a second on one core: every limit of the table from every day of
//! ten years, with the shipped rest days and a changed policy, and the level of each. `cargo xtask bench clocks`.

use chrono::{Days, NaiveDate};
use domain::deadline::{Calendar, Clock, Level, Term};
use domain::ids::OfficerId;
use domain::policy::{Change, Norm, Policy};
use std::hint::black_box;
use std::time::Instant;
use uuid::Uuid;

/// What issue and performance notes promise.
const PROMISED: f64 = 1_000_000.0;

fn policy() -> Policy {
    let since = NaiveDate::from_ymd_opt(2020, 1, 1).expect("a day");
    let changed = [
        (Norm::RatingDays, 45),
        (Norm::WarningHalf, 40),
        (Norm::SendShare, 3),
    ];
    let changes = changed.map(|(norm, value)| Change {
        norm,
        value,
        since,
        by: OfficerId(Uuid::nil()),
        at: chrono::DateTime::UNIX_EPOCH,
        reason: "bench".to_owned(),
    });
    Policy::new(changes.into())
}

fn main() {
    let (calendar, policy) = (Calendar::shipped(), policy());
    let first = NaiveDate::from_ymd_opt(2015, 1, 1).expect("a day");
    let days: Vec<NaiveDate> = (0..10 * 365).map(|nth| first + Days::new(nth)).collect();
    let mut best = 0.0f64;
    for round in 0..5 {
        let begun = Instant::now();
        let (mut clocks, mut late) = (0u64, 0u64);
        for &day in &days {
            let today = day + Days::new(50);
            for &term in Term::ALL {
                let clock = black_box(Clock::start(calendar, &policy, term, black_box(day)));
                late += u64::from(clock.level(today) == Level::Overdue);
                clocks += 1;
            }
        }
        let seconds = begun.elapsed().as_secs_f64();
        let rate = clocks as f64 / seconds;
        best = best.max(rate);
        println!(
            "round {round}: {clocks} clocks ({late} overdue) in {seconds:.3} s, {rate:.0} a second"
        );
    }
    println!("best: {best:.0} clocks a second on one core");
    assert!(best >= PROMISED, "promised are {PROMISED} a second");
}
