//! The bureau's half of a push, case by case.

use crate::bureau::Bureau;
use crate::office::{Office, Program};
use crate::people;
use crate::sabotage::Sabotage;
use domain::duty::Role;
use domain::ids::{DeviceId, Epoch, Incarnation, OfficerId};
use domain::petition::{Command as Step, Fact as Paper};
use domain::{Command, Fact, Record, Refusal};
use sync::body::CommandBody;
use sync::protocol::{COMMAND_VERSION, Op, Outcome, PROTOCOL, PUSH_OPS, Push, PushAnswer, Touch};
use uuid::Uuid;

fn bureau() -> Bureau {
    let mut bureau = Bureau::open(Epoch(Uuid::from_u128(1)), Program::NEWEST);
    let commands = [
        people::plea(1, people::dawn()),
        people::sending(people::UNITS[0]),
    ];
    bureau.decide(people::record_id(1), &commands, people::dawn(), 1);
    bureau
}

fn op(dseq: u64, n: u64, record: u64, body: Command) -> Op {
    Op {
        dseq,
        op_id: people::command_id(n),
        kind: body.kind().to_owned(),
        v: COMMAND_VERSION,
        touches: vec![Touch {
            record: people::record_id(record),
            base_rev: 0,
        }],
        recorded_at: people::dawn(),
        body: CommandBody::of(body),
    }
}

fn visit(dseq: u64, n: u64) -> Op {
    op(
        dseq,
        n,
        1,
        Command::Petition(people::visit(n, people::dawn())),
    )
}

fn message(bureau: &Bureau, ops: Vec<Op>) -> Push {
    Push {
        proto: PROTOCOL,
        epoch: Some(bureau.epoch),
        device: DeviceId(Uuid::from_u128(2)),
        inc: Incarnation(Uuid::from_u128(3)),
        ops,
        void: Vec::new(),
        let_go: Vec::new(),
    }
}

fn send(bureau: &mut Bureau, who: OfficerId, push: &Push) -> PushAnswer {
    bureau.push(who, push, people::dawn(), Sabotage::None)
}

fn push(bureau: &mut Bureau, ops: Vec<Op>) -> PushAnswer {
    let message = message(bureau, ops);
    send(bureau, people::officer_id(1), &message)
}

fn refusals(answer: &PushAnswer) -> Vec<&Refusal> {
    let outcomes = answer.outcomes.iter();
    outcomes
        .filter_map(|settled| match &settled.outcome {
            Outcome::Refused { refusal, .. } => Some(refusal),
            _ => None,
        })
        .collect()
}

#[test]
fn a_record_out_of_sight_is_refused_like_one_that_is_not_there() {
    let mut bureau = bureau();
    let unseen = op(
        1,
        10,
        1,
        Command::Petition(people::visit(10, people::dawn())),
    );
    let missing = op(
        2,
        11,
        99,
        Command::Petition(people::visit(11, people::dawn())),
    );
    let message = message(&bureau, vec![unseen, missing]);
    let answer = send(&mut bureau, people::officer_id(2), &message);
    assert_eq!(refusals(&answer), [&Refusal::NoSuchRecord; 2]);
}

#[test]
fn a_registration_under_a_taken_id_is_refused_even_out_of_sight() {
    let mut bureau = bureau();
    for officer in &mut bureau.officers {
        officer.roles = vec![Role::Registrar];
        officer.unit = people::BUREAU;
    }
    let sealed = Command::Petition(people::report(7, people::dawn()));
    let first = message(&bureau, vec![op(1, 10, 7, sealed.clone())]);
    let answer = send(&mut bureau, people::officer_id(0), &first);
    assert!(refusals(&answer).is_empty());
    let second = message(&bureau, vec![op(2, 11, 7, sealed)]);
    let answer = send(&mut bureau, people::officer_id(0), &second);
    assert_eq!(refusals(&answer), [&Refusal::AlreadyRegistered]);
}

#[test]
fn a_gap_tells_what_is_expected_and_takes_nothing() {
    let mut bureau = bureau();
    let answer = push(&mut bureau, vec![visit(1, 10), visit(3, 12)]);
    assert_eq!((answer.last_dseq, answer.expected), (1, Some(2)));
    assert_eq!(answer.outcomes.len(), 1);
}

#[test]
fn a_settled_operation_gets_its_stored_outcome() {
    let mut bureau = bureau();
    let first = push(&mut bureau, vec![visit(1, 10)]);
    let rows = bureau.ledger.len();
    let again = push(&mut bureau, vec![visit(1, 10)]);
    assert_eq!(first, again);
    assert_eq!(bureau.ledger.len(), rows);
}

#[test]
fn one_id_with_two_texts_is_a_fork() {
    let mut bureau = bureau();
    push(&mut bureau, vec![visit(1, 10)]);
    let mut other = visit(1, 11);
    other.op_id = people::command_id(10);
    assert!(push(&mut bureau, vec![other]).forked);
}

#[test]
fn one_position_for_two_operations_is_a_fork() {
    let mut bureau = bureau();
    push(&mut bureau, vec![visit(1, 10)]);
    let answer = push(&mut bureau, vec![visit(1, 11), visit(2, 12)]);
    assert!(answer.forked);
    assert_eq!(answer.last_dseq, 1);
    assert!(answer.outcomes.is_empty());
}

#[test]
fn a_refusal_takes_its_position_and_the_rest_goes_on() {
    let mut bureau = bureau();
    let bad = op(1, 10, 1, Command::Petition(Step::Approve(0)));
    let answer = push(&mut bureau, vec![bad, visit(2, 11)]);
    assert_eq!(answer.last_dseq, 2);
    assert_eq!(refusals(&answer).len(), 1);
    assert!(matches!(answer.outcomes[1].outcome, Outcome::Done { .. }));
}

#[test]
fn operations_of_one_push_build_on_one_another() {
    let mut bureau = bureau();
    let objection = Command::Petition(Step::Object("o".to_owned()));
    // After the objection the petition waits for the bureau, and the unit visits no more.
    let answer = push(&mut bureau, vec![op(1, 10, 1, objection), visit(2, 11)]);
    assert_eq!(refusals(&answer).len(), 1);
    assert!(matches!(answer.outcomes[0].outcome, Outcome::Done { .. }));
}

#[test]
fn a_registration_gets_its_number_in_the_same_push() {
    let mut bureau = bureau();
    let registration = op(1, 10, 7, people::plea(7, people::dawn()));
    let message = message(&bureau, vec![registration]);
    let answer = send(&mut bureau, people::officer_id(0), &message);
    let Record::Petition(petition) = &*bureau.records[&people::record_id(7)];
    assert_eq!(petition.number.as_deref(), Some("2"));
    let last = bureau.ledger.last().unwrap();
    let numbered = Fact::Petition(Paper::Numbered("2".to_owned()));
    assert_eq!((last.seq, &last.event.fact), (bureau.head, &numbered));
    let seq = bureau.head;
    assert_eq!(answer.outcomes[0].outcome, Outcome::Done { seq });
}

#[test]
fn a_push_for_another_life_of_the_server_is_not_looked_at() {
    let mut bureau = bureau();
    let mut message = message(&bureau, vec![visit(1, 10)]);
    for epoch in [None, Some(Epoch(Uuid::from_u128(9)))] {
        message.epoch = epoch;
        let answer = send(&mut bureau, people::officer_id(1), &message);
        assert_eq!((answer.epoch, answer.last_dseq), (bureau.epoch, 0));
        assert!(answer.outcomes.is_empty());
    }
}

#[test]
fn void_work_takes_its_position_and_nothing_else() {
    let mut bureau = bureau();
    let before = bureau.records.clone();
    let mut message = message(&bureau, vec![visit(1, 10)]);
    message.void = vec![people::command_id(10)];
    let answer = send(&mut bureau, people::officer_id(1), &message);
    assert_eq!(answer.outcomes[0].outcome, Outcome::Void);
    assert_eq!(answer.last_dseq, 1);
    assert_eq!(bureau.records, before);
}

#[test]
fn no_more_than_the_limit_is_taken_from_one_push() {
    let mut bureau = bureau();
    let ops = (1..=PUSH_OPS as u64 + 5)
        .map(|n| visit(n, 10 + n))
        .collect();
    let answer = push(&mut bureau, ops);
    assert_eq!(answer.last_dseq, PUSH_OPS as u64);
}

#[test]
fn an_operation_about_nothing_is_refused() {
    let mut bureau = bureau();
    let mut about_nothing = visit(1, 10);
    about_nothing.touches.clear();
    let answer = push(&mut bureau, vec![about_nothing]);
    assert_eq!(refusals(&answer), [&Refusal::NoSuchRecord]);
}
