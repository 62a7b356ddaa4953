//! One example of every message and everything kept.

use crate::commands;
use chrono::DateTime;
use domain::deadline::Calendar;
use domain::document::{DocumentKind, Template, Templates};
use domain::duty::{Officer, Role, Tag};
use domain::ids::{CommandId, DeviceId, Epoch, Incarnation, Moment, OfficerId, RecordId, UnitId};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};
use domain::petition::{Command as Step, Fact as Paper, State, Step as StepName};
use domain::policy::{self, Norm, Policy};
use domain::{By, Event, Fact, Record, Refusal};
use sync::body::RecordBody;
use sync::kept::{
    Greeting, Held, Identity, KeptLetGo, KeptOp, Mark, REPLICA, ReplicaWrite, VaultWrite,
};
use sync::outbox::OutboxKey;
use sync::protocol::{
    Change, Decision, Hello, HelloAnswer, LetGo, Op, Outcome, PROTOCOL, Pull, PullAnswer, Push,
    PushAnswer, Returned, SCHEMA, Settled,
};
use uuid::Uuid;

pub fn moment() -> Moment {
    DateTime::from_timestamp(1_714_957_200, 0).unwrap()
}

pub fn unit_id(nth: u128) -> UnitId {
    UnitId(Uuid::from_u128(nth))
}

pub fn officer_id(nth: u128) -> OfficerId {
    OfficerId(Uuid::from_u128(0x10 + nth))
}

pub fn record_id() -> RecordId {
    RecordId(Uuid::from_u128(0x100))
}

fn op_id(nth: u128) -> CommandId {
    CommandId(Uuid::from_u128(0x200 + nth))
}

fn device() -> DeviceId {
    DeviceId(Uuid::from_u128(0x30))
}

fn inc() -> Incarnation {
    Incarnation(Uuid::from_u128(0x40))
}

pub fn epoch() -> Epoch {
    Epoch(Uuid::from_u128(0x50))
}

fn op() -> Op {
    commands::ops().swap_remove(9).1
}

/// A petition as registered.
fn record() -> Record {
    let registration = Box::new(commands::registration());
    let event = |fact| Event {
        record: record_id(),
        at: moment(),
        recorded_at: moment(),
        by: By::Officer(officer_id(0), unit_id(1)),
        fact: Fact::Petition(fact),
    };
    let mut record = None;
    let registered = Paper::Stepped(Step::Register(registration));
    domain::apply(&mut record, &event(registered));
    domain::apply(&mut record, &event(Paper::Numbered("20240001".to_owned())));
    record.unwrap()
}

fn officer() -> Officer {
    Officer {
        id: officer_id(1),
        name: "王五".to_owned(),
        unit: unit_id(2),
        roles: vec![Role::Handler, Role::UnitHead],
    }
}

fn directory() -> Directory {
    Directory::new(
        vec![Unit {
            id: unit_id(2),
            parent: Some(unit_id(1)),
            kind: UnitKind::Township,
            name: "柳河镇".to_owned(),
            code: "371428102000".to_owned(),
            word: "柳".to_owned(),
        }],
        vec![Colleague {
            id: officer_id(1),
            name: "王五".to_owned(),
            unit: unit_id(2),
            roles: vec![Role::Handler],
        }],
    )
}

fn calendar() -> Calendar {
    let table = concat!("notice,date,kind,name\n", "2024,2024-05-01,rest,劳动节\n");
    Calendar::parse(table).unwrap()
}

fn outbox_key() -> OutboxKey {
    OutboxKey {
        point: vec![4; 65],
        token: vec![9; 32],
    }
}

fn policy() -> Policy {
    Policy::new(vec![policy::Change {
        norm: Norm::RatingDays,
        value: 45,
        since: "2024-05-01".parse().unwrap(),
        by: officer_id(1),
        at: moment(),
        reason: "县委办〔2024〕3号".to_owned(),
    }])
}

fn refusal() -> Refusal {
    Refusal::NotNow {
        step: StepName::Visit,
        state: State::Closed,
    }
}

fn returned() -> Returned {
    Returned {
        rseq: 4,
        op: op(),
        refusal: refusal(),
        refused_at: moment(),
    }
}

fn let_go() -> LetGo {
    LetGo {
        op_id: op_id(10),
        decision: Decision::Discarded("重复".to_owned()),
        at: moment(),
        words: None,
    }
}

pub fn push() -> Push {
    Push {
        proto: PROTOCOL,
        epoch: Some(epoch()),
        device: device(),
        inc: inc(),
        ops: vec![op()],
        void: vec![op_id(10)],
        let_go: vec![
            let_go(),
            LetGo {
                decision: Decision::Redone(op_id(11)),
                ..let_go()
            },
        ],
    }
}

pub fn push_of_nothing() -> Push {
    Push {
        epoch: None,
        ops: Vec::new(),
        void: Vec::new(),
        let_go: Vec::new(),
        ..push()
    }
}

pub fn push_answer() -> PushAnswer {
    let outcome = |op_id, outcome| Settled { op_id, outcome };
    PushAnswer {
        epoch: epoch(),
        last_dseq: 12,
        outcomes: vec![
            outcome(op_id(10), Outcome::Done { seq: 70_000 }),
            outcome(
                op_id(11),
                Outcome::Refused {
                    rseq: 4,
                    refusal: refusal(),
                },
            ),
            outcome(op_id(12), Outcome::Void),
        ],
        expected: Some(13),
        forked: false,
    }
}

pub fn fork() -> PushAnswer {
    PushAnswer {
        outcomes: Vec::new(),
        expected: None,
        forked: true,
        ..push_answer()
    }
}

pub fn pull() -> Pull {
    Pull {
        proto: PROTOCOL,
        schema: SCHEMA,
        rid: u64::MAX,
        device: device(),
        inc: inc(),
        epoch: Some(epoch()),
        cursors: vec![(Tag::Person(officer_id(1)), 3), (Tag::Desk(unit_id(2)), 9)],
        as_of: 9,
        tray: (Some(epoch()), 3),
    }
}

pub fn first_pull() -> Pull {
    Pull {
        epoch: None,
        cursors: Vec::new(),
        as_of: 0,
        tray: (None, 0),
        ..pull()
    }
}

pub fn pull_answer() -> PullAnswer {
    let change = |body| Change {
        tag: Tag::Desk(unit_id(1)),
        record: record_id(),
        seq: 11,
        body,
    };
    PullAnswer {
        rid: u64::MAX,
        epoch: epoch(),
        reset: false,
        drop_tags: vec![Tag::Sealed, Tag::Unit(unit_id(2))],
        changes: vec![change(Some(RecordBody::of(record()))), change(None)],
        upto: vec![(Tag::Bureau(unit_id(1)), 11)],
        as_of: 12,
        acked: 12,
        acked_op: Some(op_id(12)),
        refusals: vec![returned()],
        held: 0,
        more: true,
        at: moment(),
    }
}

/// As a program of protocol 2 greets.
pub fn hello_told() -> Hello {
    Hello {
        returned: 2,
        settled_at: Some(moment()),
        ..hello()
    }
}

/// Returned work that goes to a colleague.
pub fn push_handed_over() -> Push {
    Push {
        let_go: vec![LetGo {
            decision: Decision::HandedOver(officer_id(2)),
            ..let_go()
        }],
        ..push_of_nothing()
    }
}

/// The same with the words of it.
pub fn push_handed_over_with_words() -> Push {
    Push {
        let_go: vec![handed_over()],
        ..push_of_nothing()
    }
}

fn handed_over() -> LetGo {
    LetGo {
        op_id: op().op_id,
        decision: Decision::HandedOver(officer_id(2)),
        words: Some(Box::new(returned())),
        ..let_go()
    }
}

/// Work that the bureau does not understand yet.
pub fn push_answer_held() -> PushAnswer {
    PushAnswer {
        outcomes: vec![Settled {
            op_id: op_id(13),
            outcome: Outcome::Held,
        }],
        expected: None,
        ..push_answer()
    }
}

/// A page that tells of it.
pub fn pull_answer_held() -> PullAnswer {
    PullAnswer {
        held: 1,
        ..pull_answer()
    }
}

pub fn hello() -> Hello {
    Hello {
        proto: PROTOCOL,
        schema: SCHEMA,
        device: device(),
        inc: inc(),
        unsent: 3,
        returned: 0,
        settled_at: None,
        build: "0.1.0".to_owned(),
    }
}

pub fn hello_answer() -> HelloAnswer {
    HelloAnswer {
        epoch: epoch(),
        at: moment(),
        lease_until: moment(),
        revoked: false,
        upgrade_required: false,
        officer: officer(),
        directory: directory(),
        calendar: calendar(),
        policy: Policy::default(),
        outbox: None,
        templates: Templates::default(),
    }
}

fn templates() -> Templates {
    Templates::new(vec![Template {
        kind: DocumentKind::Acceptance,
        text: "{信访人}：你反映的事项已受理。".to_owned(),
        since: moment().date_naive(),
        by: officer_id(1),
        at: moment(),
    }])
}

pub fn hello_answer_with_policy() -> HelloAnswer {
    HelloAnswer {
        policy: policy(),
        outbox: Some(outbox_key()),
        templates: templates(),
        ..hello_answer()
    }
}

pub fn identity() -> Identity {
    Identity {
        last_dseq: 12,
        hidden_upto: 2,
        tray: (Some(epoch()), 4),
        ..Identity::new(device(), inc(), officer_id(1))
    }
}

pub fn kept_op() -> KeptOp {
    KeptOp {
        op: op(),
        returned: true,
    }
}

pub fn kept_let_go() -> KeptLetGo {
    KeptLetGo {
        let_go: let_go(),
        told_in: Some(epoch()),
        nth: 3,
    }
}

/// An act that has its words with it.
pub fn kept_hand_over() -> KeptLetGo {
    KeptLetGo {
        let_go: handed_over(),
        ..kept_let_go()
    }
}

pub fn vault_writes() -> Vec<VaultWrite> {
    vec![
        VaultWrite::PutIdentity(identity()),
        VaultWrite::PutOp(Box::new(kept_op())),
        VaultWrite::DropOps { upto: 7 },
        VaultWrite::ClearOps,
        VaultWrite::PutReturned(Box::new(returned())),
        VaultWrite::DropReturned(op_id(10)),
        VaultWrite::PutLetGo(kept_let_go()),
    ]
}

pub fn held() -> Held {
    Held {
        body: RecordBody::of(record()),
        tags: vec![Tag::Desk(unit_id(1))],
        settled: 12,
    }
}

pub fn mark() -> Mark {
    Mark {
        version: REPLICA,
        schema: SCHEMA,
        epoch: epoch(),
        inc: inc(),
        as_of: 12,
        acked: 12,
        settled_at: Some(moment()),
        held: 1,
    }
}

pub fn greeting() -> Greeting {
    Greeting {
        at: moment(),
        lease_until: moment(),
        officer: officer(),
        directory: directory(),
        calendar: calendar(),
        policy: Policy::default(),
        outbox: None,
        templates: Templates::default(),
    }
}

pub fn greeting_with_policy() -> Greeting {
    Greeting {
        policy: policy(),
        outbox: Some(outbox_key()),
        templates: templates(),
        ..greeting()
    }
}

pub fn replica_writes() -> Vec<ReplicaWrite> {
    vec![
        ReplicaWrite::PutPage(7, vec![(record_id(), held())]),
        ReplicaWrite::DropPage(6),
        ReplicaWrite::PutRecord(record_id(), held()),
        ReplicaWrite::PutGone(record_id()),
        ReplicaWrite::DropOver(record_id()),
        ReplicaWrite::PutCursor(Tag::Sealed, 11),
        ReplicaWrite::DropCursor(Tag::Sealed),
        ReplicaWrite::PutMark(mark()),
        ReplicaWrite::PutGreeting(Box::new(greeting())),
        ReplicaWrite::Clear,
    ]
}
