//! Pages of the feed, case by case.

use crate::bureau::Bureau;
use crate::office::{Office, Program};
use crate::people::{self, BUREAU, UNITS};
use domain::Refusal;
use domain::duty::Tag;
use domain::ids::{DeviceId, Epoch, Incarnation};
use sync::admission::Position;
use sync::body::{CommandBody, RecordBody};
use sync::feed::{Ask, Bounds, Ledger, Page, Row};
use sync::protocol::{COMMAND_VERSION, Op, PROTOCOL, Pull, PullAnswer, Returned, SCHEMA};
use uuid::Uuid;

const DESK: Tag = Tag::Desk(UNITS[0]);
const OTHER: Tag = Tag::Desk(BUREAU);

fn epoch() -> Epoch {
    Epoch(Uuid::from_u128(1))
}

fn pull(cursors: &[(Tag, u64)], as_of: u64) -> Pull {
    Pull {
        proto: PROTOCOL,
        schema: SCHEMA,
        rid: 7,
        device: DeviceId(Uuid::from_u128(2)),
        inc: Incarnation(Uuid::from_u128(3)),
        epoch: Some(epoch()),
        cursors: cursors.to_vec(),
        as_of,
        tray: (None, 0),
    }
}

fn ledger(head: u64, floor: u64) -> Ledger {
    Ledger {
        epoch: epoch(),
        head,
        floor,
    }
}

/// A row of a petition that waits for unit A; `None` of one that does no longer.
fn row(seq: u64, tag: Tag, present: bool) -> Row {
    let mut bureau = Bureau::open(epoch(), Program::NEWEST);
    let commands = [people::plea(1, people::dawn()), people::sending(UNITS[0])];
    bureau.decide(people::record_id(1), &commands, people::dawn(), 1);
    let record = bureau.records.remove(&people::record_id(1));
    Row {
        tag,
        record: people::record_id(seq),
        seq,
        body: record.map(RecordBody::Read).filter(|_| present),
        bytes: 100,
    }
}

fn page(rows: Vec<Row>) -> Page {
    Page {
        rows,
        all_rows: true,
        held: 0,
        refusals: Vec::new(),
        all_refusals: true,
        position: Position::default(),
        at: people::dawn(),
    }
}

fn bounds(rows: usize, bytes: usize) -> Bounds {
    Bounds { rows, bytes }
}

fn seqs(answer: &PullAnswer) -> Vec<u64> {
    answer.changes.iter().map(|change| change.seq).collect()
}

#[test]
fn a_page_is_cut_between_feed_numbers_only() {
    let rows = vec![
        row(3, DESK, true),
        row(5, OTHER, false),
        row(5, DESK, true),
        row(6, DESK, true),
    ];
    let ask = Ask::of(
        &pull(&[(DESK, 2), (OTHER, 2)], 2),
        &[DESK, OTHER],
        ledger(9, 0),
    );
    let answer = ask
        .clone()
        .answer_within(page(rows.clone()), bounds(2, 10_000));
    assert_eq!((seqs(&answer), answer.more), (vec![3], true));
    assert!(
        answer.upto.iter().all(|(_, seq)| *seq == 3),
        "cursors stay behind the rows"
    );

    let answer = ask
        .clone()
        .answer_within(page(rows.clone()), bounds(3, 10_000));
    assert_eq!((seqs(&answer), answer.more), (vec![3, 5, 5], true));

    let answer = ask.answer_within(page(rows), bounds(4, 10_000));
    assert_eq!((seqs(&answer).len(), answer.more), (4, false));
    assert!(
        answer.upto.iter().all(|(_, seq)| *seq == 9),
        "a whole page reaches the head"
    );
}

#[test]
fn bytes_bound_a_page_but_one_feed_number_always_goes() {
    let rows = vec![row(3, DESK, true), row(4, DESK, true)];
    let ask = Ask::of(&pull(&[(DESK, 2)], 2), &[DESK], ledger(9, 0));
    let answer = ask.answer_within(page(rows), bounds(100, 1));
    assert_eq!((seqs(&answer), answer.more), (vec![3], true));
}

#[test]
fn rows_beyond_the_querys_limit_are_left_to_the_next_page() {
    let mut page = page(vec![row(3, DESK, true), row(4, DESK, true)]);
    page.all_rows = false;
    let ask = Ask::of(&pull(&[(DESK, 2)], 2), &[DESK], ledger(9, 0));
    let answer = ask.answer(page);
    // Of feed number 4 there may be more rows that were not loaded.
    assert_eq!((seqs(&answer), answer.upto), (vec![3], vec![(DESK, 3)]));
}

#[test]
fn all_refusals_go_before_any_row() {
    let mut page = page(vec![row(3, DESK, true)]);
    let body = people::plea(9, people::dawn());
    page.all_refusals = false;
    page.refusals = vec![Returned {
        rseq: 1,
        op: Op {
            dseq: 1,
            op_id: people::command_id(9),
            kind: body.kind().to_owned(),
            v: COMMAND_VERSION,
            touches: Vec::new(),
            recorded_at: people::dawn(),
            body: CommandBody::of(body),
        },
        refusal: Refusal::NoSuchRecord,
        refused_at: people::dawn(),
    }];
    let ask = Ask::of(&pull(&[(DESK, 2)], 2), &[DESK], ledger(9, 0));
    let answer = ask.answer(page);
    assert!(answer.changes.is_empty() && answer.more);
    assert_eq!((answer.refusals.len(), answer.upto), (1, vec![(DESK, 2)]));
}

#[test]
fn lost_grants_are_told_and_new_ones_start_at_nothing() {
    let ask = Ask::of(&pull(&[(OTHER, 5)], 5), &[DESK], ledger(9, 0));
    assert_eq!(ask.tags, [(DESK, 0)]);
    let answer = ask.answer(page(Vec::new()));
    assert_eq!(answer.drop_tags, [OTHER]);
    assert!(!answer.reset);
}

#[test]
fn a_body_never_travels_under_a_tag_it_does_not_carry() {
    let ask = Ask::of(&pull(&[(OTHER, 2)], 2), &[OTHER], ledger(9, 0));
    let answer = ask.answer(page(vec![row(3, OTHER, true), row(4, DESK, true)]));
    let bodies: Vec<bool> = answer.changes.iter().map(|c| c.body.is_some()).collect();
    assert_eq!(
        bodies,
        [false],
        "told as left; and nothing of a tag that was not asked for"
    );
}

#[test]
fn who_may_have_missed_a_departure_starts_again() {
    let stale = Ask::of(&pull(&[(DESK, 5)], 5), &[DESK], ledger(9, 6));
    assert_eq!(stale.tags, [(DESK, 0)]);
    assert!(stale.answer(page(Vec::new())).reset);
    // A first sync that is still far behind, but began after the departures were forgotten.
    let behind = Ask::of(&pull(&[(DESK, 2)], 8), &[DESK], ledger(9, 6));
    assert!(!behind.answer(page(Vec::new())).reset);
}

#[test]
fn another_life_of_the_server_and_a_future_cursor_start_again() {
    let mut other = pull(&[(DESK, 2)], 2);
    other.epoch = None;
    other.tray = (Some(Epoch(Uuid::from_u128(8))), 5);
    let ask = Ask::of(&other, &[DESK], ledger(9, 0));
    assert_eq!(ask.refusals_after, 0);
    assert!(ask.answer(page(Vec::new())).reset);
    let future = Ask::of(&pull(&[(DESK, 99)], 99), &[DESK], ledger(9, 0));
    assert!(future.answer(page(Vec::new())).reset);
}
