//! The step table as a whole: printed, unambiguous, and never a way past the sealed queue.

use domain::duty::Part;
use domain::petition::{State, Step, table};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

fn printed() -> String {
    let mut text = String::from("when | who | may | => | where | article\n");
    for row in table() {
        let when = row
            .when
            .map_or_else(|| "Nothing".to_owned(), |state| format!("{state:?}"));
        writeln!(
            text,
            "{when} | {:?} | {:?} | {:?} | {:?} | {}",
            row.who, row.step, row.to, row.place, row.article
        )
        .expect("a string takes what it is given");
    }
    text.push_str("\nlevel stands | who | may | => | where | article\n");
    for row in domain::petition::review::table() {
        let when = row
            .when
            .map_or_else(|| "Nothing".to_owned(), |stage| format!("{stage:?}"));
        writeln!(
            text,
            "{when} | {:?} | {:?} | {:?} | {:?} | {}",
            row.who, row.step, row.to, row.place, row.article
        )
        .expect("a string takes what it is given");
    }
    text
}

#[test]
fn the_printed_table_is_the_table() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/table.txt");
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        fs::write(&path, printed()).expect("a written table");
    }
    let kept = fs::read_to_string(&path).expect("tests/table.txt");
    assert_eq!(
        kept,
        printed(),
        "a changed table is reviewed as text: HUIYIN_BLESS=1 writes it"
    );
}

/// `apply` finds the next state by state and step alone, so two rows must never disagree on it.
#[test]
fn a_step_from_a_state_leads_to_one_state() {
    assert_eq!(
        ambiguous(table().iter().map(|row| (row.when, row.step, row.to))),
        None
    );
    let sabotage = [
        (Some(State::Sent), Step::Accept, State::Accepted),
        (Some(State::Sent), Step::Accept, State::Closed),
    ];
    assert!(ambiguous(sabotage.into_iter()).is_some());
}

fn ambiguous(
    rows: impl Iterator<Item = (Option<State>, Step, State)>,
) -> Option<(Option<State>, Step)> {
    let mut targets = BTreeMap::new();
    for (when, step, to) in rows {
        if *targets.entry((when, step)).or_insert(to) != to {
            return Some((when, step));
        }
    }
    None
}

#[test]
fn every_state_is_reached_and_every_step_has_a_row() {
    for state in State::ALL {
        assert!(
            table().iter().any(|row| row.to == state),
            "{state:?} is never reached"
        );
    }
    for step in Step::ALL {
        assert!(
            table().iter().any(|row| row.step == step)
                || domain::petition::review::table()
                    .iter()
                    .any(|row| row.step == step),
            "{step:?} has no row"
        );
    }
}

#[test]
fn the_way_from_registration_to_closing_is_open_to_each_channel() {
    for parts in [
        vec![Part::Bureau, Part::Handler, Part::UnitHead],
        vec![Part::Discipline],
    ] {
        let mut reached = vec![State::Registered];
        let mut nth = 0;
        while let Some(state) = reached.get(nth).copied() {
            for row in table()
                .iter()
                .filter(|row| row.when == Some(state) && parts.contains(&row.who))
            {
                if !reached.contains(&row.to) {
                    reached.push(row.to);
                }
            }
            nth += 1;
        }
        assert!(
            reached.contains(&State::Closed),
            "{parts:?} never close anything"
        );
    }
}
