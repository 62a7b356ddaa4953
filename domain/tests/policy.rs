//! County policy: dated values with their history, what is refused, and that clocks go by the day they start.

use chrono::NaiveDate;
use domain::deadline::{Calendar, Clock, Level, Term};
use domain::ids::{Moment, OfficerId};
use domain::policy::{Change, Flaw, Norm, Policy, row};
use uuid::Uuid;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("the test names a real day")
}

/// Entered on the morning of 2 March 2026.
fn change(norm: Norm, value: u32, since: &str) -> Change {
    Change {
        norm,
        value,
        since: day(since),
        by: OfficerId(Uuid::from_u128(7)),
        at: "2026-03-02T02:00:00Z".parse::<Moment>().expect("a moment"),
        reason: "县委办〔2026〕3号".to_owned(),
    }
}

fn with(changes: &[Change]) -> Policy {
    changes.iter().fold(Policy::default(), |policy, change| {
        policy.with(change.clone()).expect("a lawful change")
    })
}

#[test]
fn every_norm_is_shipped_within_its_own_bounds_and_keeps_its_name() {
    for &norm in Norm::ALL {
        let row = row(norm);
        assert_eq!(row.norm, norm);
        assert!(row.least <= row.value && row.value <= row.most, "{norm:?}");
        assert_eq!(Norm::from_name(norm.name()), Some(norm));
        assert_eq!(Policy::shipped().value(norm, day("2026-03-02")), row.value);
    }
    assert_eq!(Norm::from_name("HeardOfLater"), None);
}

#[test]
fn a_change_holds_from_its_day_and_the_past_stays_as_it_was() {
    let policy = with(&[change(Norm::RatingDays, 45, "2026-04-01")]);
    assert_eq!(policy.value(Norm::RatingDays, day("2026-03-31")), 30);
    assert_eq!(policy.value(Norm::RatingDays, day("2026-04-01")), 45);
    assert_eq!(policy.value(Norm::RatingDays, day("2030-01-01")), 45);
    assert_eq!(policy.value(Norm::GroupVisit, day("2030-01-01")), 5);
}

#[test]
fn of_two_changes_for_one_day_the_later_entered_holds_and_both_stay_in_the_history() {
    let first = change(Norm::GroupVisit, 6, "2026-05-01");
    let mut second = change(Norm::GroupVisit, 8, "2026-05-01");
    second.at += chrono::Duration::hours(1);
    let policy = with(&[first.clone(), second.clone()]);
    assert_eq!(policy.value(Norm::GroupVisit, day("2026-05-01")), 8);
    assert_eq!(
        policy.history(Norm::GroupVisit),
        [first.clone(), second.clone()]
    );
    assert_eq!(
        Policy::new(vec![second, first]),
        policy,
        "the order of arrival is nothing"
    );
}

#[test]
fn a_planned_change_comes_and_the_present_one_holds_until_then() {
    let policy = with(&[
        change(Norm::SendShare, 3, "2026-06-01"),
        change(Norm::SendShare, 5, "2026-03-02"),
    ]);
    let told = ["2026-03-01", "2026-03-02", "2026-05-31", "2026-06-01"]
        .map(|on| policy.value(Norm::SendShare, day(on)));
    assert_eq!(told, [4, 5, 5, 3]);
}

#[test]
fn what_no_county_can_mean_is_refused() {
    let refused = |change: Change| Policy::default().with(change).expect_err("refused");
    let good = change(Norm::RatingDays, 45, "2026-03-02");
    assert_eq!(
        refused(Change {
            value: 5_000,
            ..good.clone()
        }),
        Flaw::OutOfBounds {
            least: 7,
            most: 180
        }
    );
    assert_eq!(
        refused(Change {
            value: 6,
            ..good.clone()
        }),
        Flaw::OutOfBounds {
            least: 7,
            most: 180
        }
    );
    assert_eq!(
        refused(Change {
            since: day("2026-03-01"),
            ..good.clone()
        }),
        Flaw::InPast
    );
    assert_eq!(
        refused(Change {
            reason: " ".to_owned(),
            ..good.clone()
        }),
        Flaw::NoReason
    );
    assert_eq!(
        refused(Change {
            reason: "长".repeat(201),
            ..good.clone()
        }),
        Flaw::ReasonTooLong
    );
    assert_eq!(refused(Change { value: 30, ..good }), Flaw::SameValue);
    assert_eq!(
        refused(change(Norm::WarningHalf, 80, "2026-03-02")),
        Flaw::WarningsNotRising
    );
}

/// Raised on different days, warnings must rise on every one of them.
#[test]
fn warnings_rise_on_every_day() {
    let policy = with(&[change(Norm::WarningUrgent, 95, "2026-05-01")]);
    let before = change(Norm::WarningThreeQuarters, 90, "2026-04-01");
    assert_eq!(policy.with(before), Err(Flaw::WarningsNotRising));
    let after = change(Norm::WarningThreeQuarters, 90, "2026-05-01");
    assert!(policy.with(after).is_ok());
}

#[test]
fn a_clock_goes_by_the_policy_of_the_day_it_started() {
    let policy = with(&[
        change(Norm::RatingDays, 45, "2026-04-01"),
        change(Norm::RestDayEnd, 0, "2026-04-01"),
        change(Norm::WarningHalf, 10, "2026-04-01"),
    ]);
    let start = |term, on| Clock::start(Calendar::shipped(), &policy, term, day(on));
    let before = start(Term::Rating, "2026-03-26");
    assert_eq!(
        before.due.on,
        day("2026-04-27"),
        "30 days end on a Saturday"
    );
    let after = start(Term::Rating, "2026-04-01");
    assert_eq!(
        (after.due.on, after.due.moved_from),
        (day("2026-05-16"), None),
        "45 days, a Saturday, and the switch is off"
    );
    assert!(after.due.certain, "no rest day decides");
    assert_eq!(after.level(day("2026-04-07")), Level::Half);
    assert_eq!(before.level(day("2026-04-07")), Level::Calm);
    let told = after.explained(Calendar::shipped());
    assert_eq!(
        told.last().map(|day| (day.on, day.counts)),
        Some((after.due.on, true))
    );
}

#[test]
fn policy_survives_the_wire_and_passes_over_what_it_has_not_heard_of() {
    let policy = with(&[
        change(Norm::IdleLock, 5, "2026-03-02"),
        change(Norm::RatingDays, 45, "2026-04-01"),
    ]);
    let wire = serde_json::to_string(&policy).expect("json");
    assert_eq!(
        serde_json::from_str::<Policy>(&wire).expect("a policy"),
        policy
    );
    let newer = wire.replace("IdleLock", "HeardOfLater");
    assert_ne!(newer, wire);
    let read: Policy = serde_json::from_str(&newer).expect("a policy");
    assert_eq!(read, with(&[change(Norm::RatingDays, 45, "2026-04-01")]));
}
