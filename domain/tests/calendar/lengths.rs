//! Months as 民法典 202 counts them, limits that stand still, and limits that may end on a rest day.

use chrono::NaiveDate;
use domain::deadline::{Calendar, Days, Due, Length, Pause, Why, due, due_paused, explain};
use proptest::prelude::*;

use crate::day;

/// Anything that claims to count like [`due_paused`].
type Engine = fn(&Calendar, NaiveDate, Length, &[Pause]) -> Due;

fn months(count: u16) -> Length {
    Length::of(count, Days::Months)
}

fn months_hold(count: Engine) -> Result<(), String> {
    let expected = [
        // The same day of the last month.
        ("2026-03-02", 6, "2026-09-02"),
        // No such day: the month's last one.
        ("2026-08-31", 6, "2027-03-01"), // 28 February 2027 is a Sunday
        ("2024-01-31", 1, "2024-02-29"),
        // The last day is a rest day: the next working day. 1 October begins a week of rest.
        ("2026-04-01", 6, "2026-10-08"),
        // A year is twelve months.
        ("2025-06-10", 12, "2026-06-10"),
    ];
    for (start, n, last) in expected {
        let on = count(Calendar::shipped(), day(start), months(n), &[]).on;
        if on != day(last) {
            return Err(format!("{start} and {n} months: {on}, not {last}"));
        }
    }
    Ok(())
}

#[test]
fn months_end_on_the_same_day_or_the_last() {
    months_hold(due_paused).unwrap();
    let thirty_days: Engine = |calendar, start, length, _| {
        due(
            calendar,
            start,
            Length::of(length.count * 30, Days::Calendar),
        )
    };
    let overflowing: Engine = |calendar, start, length, _| {
        let first = start.checked_add_months(chrono::Months::new(length.count.into()));
        let short = first.filter(|day| chrono::Datelike::day(day) < chrono::Datelike::day(&start));
        let right = due(calendar, start, length);
        Due {
            on: short.and_then(|day| day.succ_opt()).unwrap_or(right.on),
            ..right
        }
    };
    for wrong in [thirty_days, overflowing] {
        months_hold(wrong).unwrap_err();
    }
}

fn pause(from: &str, to: &str) -> Pause {
    Pause {
        from: day(from),
        to: day(to),
    }
}

fn pauses_hold(count: Engine) -> Result<(), String> {
    let month = Length::of(30, Days::Calendar);
    let hearing = [pause("2026-03-10", "2026-03-14")];
    let twice = [
        pause("2026-03-10", "2026-03-14"),
        pause("2026-03-12", "2026-03-16"),
    ];
    let before = [pause("2026-01-01", "2026-03-02")];
    let last_day = [pause("2026-04-01", "2026-04-02")];
    let weekend = [pause("2026-03-06", "2026-03-09")];
    let expected: [(&str, Length, &[Pause], &str); 6] = [
        ("2026-03-02", month, &[], "2026-04-01"),
        // Five days of hearing; day 30 is Monday 6 April, the rest of 清明, so Tuesday.
        ("2026-03-02", month, &hearing, "2026-04-07"),
        // Days that two pauses cover are left out once: seven days, Wednesday 8 April.
        ("2026-03-02", month, &twice, "2026-04-08"),
        ("2026-03-02", month, &before, "2026-04-01"),
        ("2026-03-02", month, &last_day, "2026-04-03"),
        // Working days: Friday and Monday stand still, the weekend counted for nothing anyway.
        (
            "2026-03-04",
            Length::of(3, Days::Working),
            &weekend,
            "2026-03-11",
        ),
    ];
    for (start, length, pauses, last) in expected {
        let on = count(Calendar::shipped(), day(start), length, pauses).on;
        if on != day(last) {
            return Err(format!("{start}, {pauses:?}: {on}, not {last}"));
        }
    }
    Ok(())
}

#[test]
fn a_limit_stands_still_on_the_days_of_a_hearing() {
    pauses_hold(due_paused).unwrap();
    let deaf: Engine = |calendar, start, length, _| due(calendar, start, length);
    let double: Engine = |calendar, start, length, pauses| {
        let days: i64 = pauses
            .iter()
            .map(|pause| pause.to.signed_duration_since(pause.from).num_days() + 1)
            .sum();
        let count = length.count + u16::try_from(days).unwrap();
        due(calendar, start, Length { count, ..length })
    };
    for wrong in [deaf, double] {
        pauses_hold(wrong).unwrap_err();
    }
}

#[test]
fn paused_days_are_told_as_such() {
    let told = explain(
        Calendar::shipped(),
        day("2026-03-02"),
        Length::of(5, Days::Calendar),
        &[pause("2026-03-04", "2026-03-05")],
    );
    let whys: Vec<Why> = told.iter().map(|day| day.why).collect();
    // Five days and two that stand still: the fifth is Monday 9 March.
    assert_eq!(
        whys,
        [
            Why::StartDay,
            Why::Counted,
            Why::Paused,
            Why::Paused,
            Why::Counted,
            Why::Counted,
            Why::Counted,
            Why::Counted,
        ]
    );
}

fn lengths() -> impl Strategy<Value = Length> {
    let kinds = prop_oneof![
        Just(Days::Calendar),
        Just(Days::Working),
        Just(Days::Months)
    ];
    (0u16..40, kinds, any::<bool>()).prop_map(|(count, kind, rolls)| Length { count, kind, rolls })
}

fn pauses(start: NaiveDate) -> impl Strategy<Value = Vec<Pause>> {
    let one = (0u64..60, 0u64..15).prop_map(move |(after, long)| {
        let from = start + chrono::Days::new(after);
        Pause {
            from,
            to: from + chrono::Days::new(long),
        }
    });
    proptest::collection::vec(one, 0..4)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3_000, failure_persistence: None, ..ProptestConfig::default() })]

    /// The explanation and the engine are two programs: they agree for every length, pause and start.
    #[test]
    fn the_explanation_of_any_limit_ends_where_it_ends(
        (start, length, pauses) in (0u64..15 * 365).prop_flat_map(|offset| {
            let start = day("2012-01-01") + chrono::Days::new(offset);
            (Just(start), lengths(), pauses(start))
        })
    ) {
        let due = due_paused(Calendar::shipped(), start, length, &pauses);
        let told = explain(Calendar::shipped(), start, length, &pauses);
        prop_assert_eq!(told[0].on, start);
        prop_assert_eq!(told[told.len() - 1].on, due.on);
        prop_assert!(told.windows(2).all(|pair| pair[0].on.succ_opt() == Some(pair[1].on)));
        if length.kind != Days::Months {
            prop_assert_eq!(told.iter().filter(|day| day.counts).count(), usize::from(length.count));
        }
        if !length.rolls {
            prop_assert_eq!(due.moved_from, None);
        }
        // Standing still never makes a limit shorter.
        prop_assert!(due.on >= domain::deadline::due(Calendar::shipped(), start, length).on);
    }
}
