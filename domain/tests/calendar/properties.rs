//! What must hold for every start, length and calendar, checked on random ones; each with its sabotage.

use chrono::{Datelike, NaiveDate};
use domain::deadline::{ArrangedDay, Calendar, DayKind, Days, Length, explain};
use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};

use crate::package::published;
use crate::{Engine, due, sabotage};

#[derive(Clone, Copy, Debug)]
struct Case {
    start: NaiveDate,
    days: u16,
    kind: Days,
}

type Property = fn(Engine, Case) -> Result<(), TestCaseError>;

/// Starts from 2008 to 2029, three years beyond the known ones on both sides.
fn cases() -> impl Strategy<Value = Case> {
    let first = NaiveDate::from_ymd_opt(2008, 1, 1).unwrap();
    let kind = prop_oneof![Just(Days::Calendar), Just(Days::Working)];
    let days = prop_oneof![8 => 0u16..100, 1 => 0u16..1_000];
    (0u64..22 * 365, days, kind).prop_map(move |(offset, days, kind)| Case {
        start: first + chrono::Days::new(offset),
        days,
        kind,
    })
}

/// The same cases on every run, so that a sabotage is caught on every run.
fn check(property: Property, engine: Engine) -> Result<(), String> {
    let config = Config {
        cases: 4_000,
        failure_persistence: None,
        ..Config::default()
    };
    let mut runner =
        TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha));
    runner
        .run(&cases(), |case| property(engine, case))
        .map_err(|failure| failure.to_string())
}

fn ends_on_a_working_day(engine: Engine, case: Case) -> Result<(), TestCaseError> {
    let due = engine(Calendar::shipped(), case.start, case.days, case.kind);
    prop_assert!(Calendar::shipped().is_working(due.on));
    if let Some(rest) = due.moved_from {
        prop_assert!(rest < due.on && !Calendar::shipped().is_working(rest));
    }
    Ok(())
}

fn never_shorter_for_a_longer_limit_or_a_later_start(
    engine: Engine,
    case: Case,
) -> Result<(), TestCaseError> {
    let on = engine(Calendar::shipped(), case.start, case.days, case.kind).on;
    let longer = engine(Calendar::shipped(), case.start, case.days + 1, case.kind).on;
    let later = engine(
        Calendar::shipped(),
        case.start.succ_opt().unwrap(),
        case.days,
        case.kind,
    )
    .on;
    prop_assert!(on <= longer && on <= later && on >= case.start);
    Ok(())
}

/// The oracle knows the package's letters and weekends, and walks one day at a time.
fn agrees_with_counting_on_fingers(engine: Engine, case: Case) -> Result<(), TestCaseError> {
    let works = |day: NaiveDate| published(day).unwrap_or(day.weekday().num_days_from_monday() < 5);
    let mut on = case.start;
    let mut left = case.days;
    while left > 0 {
        on = on.succ_opt().unwrap();
        left -= u16::from(case.kind == Days::Calendar || works(on));
    }
    let last = on;
    while !works(on) {
        on = on.succ_opt().unwrap();
    }
    let due = engine(Calendar::shipped(), case.start, case.days, case.kind);
    prop_assert_eq!(due.on, on);
    prop_assert_eq!(due.moved_from, (last != on).then_some(last));
    Ok(())
}

fn agrees_with_its_explanation(engine: Engine, case: Case) -> Result<(), TestCaseError> {
    let due = engine(Calendar::shipped(), case.start, case.days, case.kind);
    let told = explain(
        Calendar::shipped(),
        case.start,
        Length::of(case.days, case.kind),
        &[],
    );
    prop_assert_eq!(told[0].on, case.start);
    prop_assert_eq!(told[told.len() - 1].on, due.on);
    prop_assert_eq!(
        told.iter().filter(|day| day.counts).count(),
        usize::from(case.days)
    );
    prop_assert!(
        told.windows(2)
            .all(|pair| pair[0].on.succ_opt() == Some(pair[1].on))
    );
    let last_counted = told
        .iter()
        .rev()
        .find(|day| day.counts)
        .map_or(case.start, |day| day.on);
    prop_assert_eq!(due.moved_from.unwrap_or(due.on), last_counted);
    Ok(())
}

#[test]
fn due_is_never_a_rest_day() {
    check(ends_on_a_working_day, due).unwrap();
    check(ends_on_a_working_day, sabotage::ends_on_rest_days).unwrap_err();
    check(ends_on_a_working_day, sabotage::knows_weekends_only).unwrap_err();
}

#[test]
fn due_never_comes_earlier_for_more_days_or_a_later_start() {
    check(never_shorter_for_a_longer_limit_or_a_later_start, due).unwrap();
    check(
        never_shorter_for_a_longer_limit_or_a_later_start,
        sabotage::takes_months_for_thirty_days,
    )
    .unwrap_err();
    check(
        never_shorter_for_a_longer_limit_or_a_later_start,
        sabotage::moves_back,
    )
    .unwrap_err();
}

#[test]
fn the_engine_agrees_with_counting_on_fingers() {
    check(agrees_with_counting_on_fingers, due).unwrap();
    for wrong in [
        sabotage::counts_the_start_day,
        sabotage::ends_on_rest_days,
        sabotage::knows_weekends_only,
        sabotage::forgets_make_up_days,
        sabotage::moves_back,
        sabotage::takes_months_for_thirty_days,
        sabotage::stumbles_over_new_year,
    ] as [Engine; 7]
    {
        check(agrees_with_counting_on_fingers, wrong).unwrap_err();
    }
}

#[test]
fn the_explanation_ends_where_the_limit_ends() {
    check(agrees_with_its_explanation, due).unwrap();
    check(agrees_with_its_explanation, sabotage::counts_the_start_day).unwrap_err();
    check(
        agrees_with_its_explanation,
        sabotage::stumbles_over_new_year,
    )
    .unwrap_err();
    check(agrees_with_its_explanation, sabotage::moves_back).unwrap_err();
}

/// A random table for three years, so that counting is not right for the shipped one alone.
fn arranged_days() -> impl Strategy<Value = Vec<ArrangedDay>> {
    let first = NaiveDate::from_ymd_opt(2030, 1, 1).unwrap();
    proptest::collection::btree_set(0u64..3 * 365, 1..200).prop_map(move |offsets| {
        offsets
            .into_iter()
            .map(|offset| first + chrono::Days::new(offset))
            .map(|on| {
                let weekend = on.weekday().num_days_from_monday() >= 5;
                let kind = if weekend {
                    DayKind::Work
                } else {
                    DayKind::Rest
                };
                ArrangedDay {
                    notice: on.year(),
                    on,
                    kind,
                    name: "春节".to_owned(),
                }
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(Config { cases: 256, failure_persistence: None, ..Config::default() })]

    #[test]
    fn working_days_of_any_table_are_the_days_between(days in arranged_days(), offset in 0u64..2_000, n in 0u16..700) {
        let calendar = Calendar::try_from(days.clone()).unwrap();
        let start = NaiveDate::from_ymd_opt(2029, 6, 1).unwrap() + chrono::Days::new(offset);
        let works = |day: NaiveDate| match days.iter().find(|arranged| arranged.on == day) {
            Some(arranged) => arranged.kind == DayKind::Work,
            None => day.weekday().num_days_from_monday() < 5,
        };
        let found = due(&calendar, start, n, Days::Working).on;
        let worked = start.iter_days().skip(1).take_while(|&day| day <= found).filter(|&day| works(day)).count();
        prop_assert_eq!(worked, usize::from(n).max(worked.min(1)));
        prop_assert!(works(found));
    }

    #[test]
    fn a_calendar_survives_the_wire(days in arranged_days()) {
        let calendar = Calendar::shipped().clone().with(Calendar::try_from(days).unwrap());
        let wire = serde_json::to_string(&calendar).unwrap();
        prop_assert_eq!(serde_json::from_str::<Calendar>(&wire).unwrap(), calendar);
    }
}
