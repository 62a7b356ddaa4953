//! Push and pull against real tables.

use crate::House;
use crate::county::*;
use domain::duty::Tag;
use domain::ids::{CommandId, DeviceId, Incarnation, OfficerId, RecordId};
use domain::petition::Command;
use domain::{Record, Refusal};
use server::store::{Error, Ledger};
use std::collections::BTreeMap;
use sync::body::CommandBody;
use sync::protocol::{
    COMMAND_VERSION, Hello, Op, Outcome, PROTOCOL, Pull, PullAnswer, Push, PushAnswer, SCHEMA,
    Touch,
};
use uuid::Uuid;

/// A device's greeting.
pub fn hello(n: u128) -> Hello {
    Hello {
        proto: PROTOCOL,
        schema: SCHEMA,
        device: DeviceId(Uuid::from_u128(0xD0 + n)),
        inc: Incarnation(Uuid::from_u128(0xE0 + n)),
        unsent: 0,
        returned: 0,
        settled_at: None,
        build: "test".to_owned(),
    }
}

/// A tablet reduced to what the server can see of it.
struct Tablet {
    officer: OfficerId,
    hello: Hello,
    last_dseq: u64,
    cursors: BTreeMap<Tag, u64>,
    as_of: u64,
    held: BTreeMap<(Tag, RecordId), Record>,
    tray: u64,
}

impl Tablet {
    fn of(officer: OfficerId, n: u128) -> Tablet {
        Tablet {
            officer,
            hello: hello(n),
            last_dseq: 0,
            cursors: BTreeMap::new(),
            as_of: 0,
            held: BTreeMap::new(),
            tray: 0,
        }
    }

    fn op(&mut self, id: CommandId, record: RecordId, command: Command) -> Op {
        self.last_dseq += 1;
        Op {
            dseq: self.last_dseq,
            op_id: id,
            kind: "petition".to_owned(),
            v: COMMAND_VERSION,
            touches: vec![Touch {
                record,
                base_rev: 0,
            }],
            recorded_at: noon(4),
            body: CommandBody::of(domain::Command::Petition(command)),
        }
    }

    async fn push(&self, ledger: &Ledger, ops: &[Op]) -> PushAnswer {
        self.try_push(ledger, ops).await.expect("pushed")
    }

    async fn try_push(&self, ledger: &Ledger, ops: &[Op]) -> Result<PushAnswer, Error> {
        let push = Push {
            proto: PROTOCOL,
            epoch: Some(ledger.epoch()),
            device: self.hello.device,
            inc: self.hello.inc,
            ops: ops.to_vec(),
            void: Vec::new(),
            let_go: Vec::new(),
        };
        ledger.push(&officer(self.officer), push, noon(4)).await
    }

    async fn pull(&mut self, ledger: &Ledger) -> PullAnswer {
        let pull = Pull {
            proto: PROTOCOL,
            schema: SCHEMA,
            rid: 1,
            device: self.hello.device,
            inc: self.hello.inc,
            epoch: Some(ledger.epoch()),
            cursors: self.cursors.clone().into_iter().collect(),
            as_of: self.as_of,
            tray: (Some(ledger.epoch()), self.tray),
        };
        let answer = ledger
            .pull(&officer(self.officer), &pull, noon(5))
            .await
            .expect("pulled");
        if answer.reset {
            self.cursors.clear();
            self.held.clear();
        }
        for tag in &answer.drop_tags {
            self.cursors.remove(tag);
            self.held.retain(|(held, _), _| held != tag);
        }
        for change in &answer.changes {
            match &change.body {
                Some(body) => {
                    self.held.insert(
                        (change.tag, change.record),
                        (*body.record().unwrap()).clone(),
                    );
                }
                None => {
                    self.held.remove(&(change.tag, change.record));
                }
            }
        }
        self.as_of = answer.as_of;
        self.cursors.extend(answer.upto.iter().copied());
        answer
    }

    async fn catch_up(&mut self, ledger: &Ledger) -> usize {
        let mut pages = 1;
        while self.pull(ledger).await.more {
            pages += 1;
        }
        pages
    }

    fn holds(&self) -> Vec<(Tag, RecordId)> {
        self.held.keys().copied().collect()
    }
}

fn outcomes(answer: &PushAnswer) -> Vec<Outcome> {
    answer
        .outcomes
        .iter()
        .map(|settled| settled.outcome.clone())
        .collect()
}

async fn registered(ledger: &Ledger, count: u128) {
    let commands = (0..count).map(|n| register(n, record(n), "路灯不亮", 2));
    ledger.issue(commands.collect()).await.expect("issued");
}

#[tokio::test]
async fn what_one_tablet_pushes_another_pulls() {
    let house = House::new().await;
    let ledger = &house.ledger;
    registered(ledger, 1).await;
    let mut chief = Tablet::of(SECTION_CHIEF, 1);
    let mut handler = Tablet::of(HOUSING_HANDLER, 2);
    chief.catch_up(ledger).await;
    handler.catch_up(ledger).await;
    assert_eq!(chief.holds(), [(Tag::Desk(BUREAU), record(0))]);
    assert!(handler.holds().is_empty());

    let send = chief.op(op(100), record(0), transfer(HOUSING));
    let answer = chief.push(ledger, &[send]).await;
    assert_eq!(outcomes(&answer), [Outcome::Done { seq: 3 }]);
    assert_eq!(answer.last_dseq, 1);

    // Moving writes `left` under the old tag and `present` under the new with the same number.
    let pulled = chief.pull(ledger).await;
    assert_eq!(pulled.acked, 1);
    assert_eq!(pulled.acked_op, Some(op(100)));
    assert_eq!(pulled.changes.len(), 1);
    assert_eq!(pulled.changes[0].seq, 3);
    assert!(pulled.changes[0].body.is_none());
    let pulled = handler.pull(ledger).await;
    assert_eq!(pulled.changes[0].seq, 3);
    assert_eq!(handler.holds(), [(Tag::Desk(HOUSING), record(0))]);

    let quiet = handler.pull(ledger).await;
    assert!(quiet.changes.is_empty() && !quiet.more && !quiet.reset);
}

#[tokio::test]
async fn a_push_repeated_after_a_lost_answer_is_answered_alike_and_written_once() {
    let house = House::new().await;
    registered(&house.ledger, 1).await;
    let mut chief = Tablet::of(SECTION_CHIEF, 1);
    let ops = [
        chief.op(op(100), record(0), transfer(HOUSING)),
        chief.op(op(101), record(0), transfer(WELFARE)),
    ];
    let first = chief.push(&house.ledger, &ops).await;
    assert!(matches!(outcomes(&first)[1], Outcome::Refused { .. }));
    let facts = facts(&house.ledger).await;

    // Also across a restart: nothing of it lives in memory.
    let house = house.restarted().await;
    let again = chief.push(&house.ledger, &ops).await;
    assert_eq!(outcomes(&again), outcomes(&first));
    assert_eq!(self::facts(&house.ledger).await, facts);
}

async fn facts(ledger: &Ledger) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM ledger")
        .fetch_one(ledger.readers())
        .await
        .expect("counted")
}

#[tokio::test]
async fn a_refusal_is_redelivered_until_the_tray_holds_it_and_to_its_author_only() {
    let house = House::new().await;
    let ledger = &house.ledger;
    registered(ledger, 1).await;
    let mut handler = Tablet::of(HOUSING_HANDLER, 1);
    let ops = [
        handler.op(op(100), record(0), accept(HOUSING_HANDLER, 4)),
        handler.op(op(101), record(0), draft()),
    ];
    let answer = handler.push(ledger, &ops).await;
    assert_eq!(answer.last_dseq, 2, "a refusal does not block the queue");
    for _ in 0..2 {
        let pulled = handler.pull(ledger).await;
        assert_eq!(pulled.refusals.len(), 2);
        assert_eq!(pulled.refusals[0].op, ops[0], "with every word");
        assert_eq!(pulled.refusals[0].refusal, Refusal::NoSuchRecord);
    }
    handler.tray = 1;
    assert_eq!(handler.pull(ledger).await.refusals.len(), 1);
    handler.tray = 2;
    assert!(handler.pull(ledger).await.refusals.is_empty());

    // A colleague on the same machine has a vault of their own, and never reads this one's.
    let mut colleague = Tablet::of(HOUSING_SECOND, 1);
    colleague.hello.inc = Incarnation(Uuid::from_u128(0xEE));
    assert!(colleague.pull(ledger).await.refusals.is_empty());

    let denied: i64 =
        sqlx::query_scalar("SELECT count(*) FROM audit WHERE act = 'push' AND allowed = 0")
            .fetch_one(ledger.readers())
            .await
            .expect("counted");
    assert_eq!(denied, 2);
}

#[tokio::test]
async fn a_queue_goes_out_under_its_authors_name_only() {
    let house = House::new().await;
    let ledger = &house.ledger;
    registered(ledger, 2).await;
    let mut chief = Tablet::of(SECTION_CHIEF, 1);
    let first = chief.op(op(100), record(0), transfer(HOUSING));
    chief.push(ledger, &[first]).await;
    let second = chief.op(op(101), record(1), transfer(HOUSING));
    chief.officer = BUREAU_HEAD;
    let refused = chief.try_push(ledger, std::slice::from_ref(&second)).await;
    assert!(matches!(refused, Err(Error::OthersQueue)));
    chief.officer = SECTION_CHIEF;
    let answer = chief.push(ledger, &[second]).await;
    assert!(matches!(outcomes(&answer)[0], Outcome::Done { .. }));
}

#[tokio::test]
async fn a_large_first_pull_comes_in_pages_and_misses_nothing() {
    let house = House::new().await;
    let ledger = &house.ledger;
    registered(ledger, 1_300).await;
    let mut chief = Tablet::of(SECTION_CHIEF, 1);
    let pages = chief.catch_up(ledger).await;
    assert!(pages > 1, "{pages}");
    assert_eq!(chief.holds().len(), 1_300);
}

#[tokio::test]
async fn long_bodies_make_shorter_pages() {
    let house = House::new().await;
    let ledger = &house.ledger;
    let commands = (0..60).map(|n| {
        let mut paper = registration("长信", march(2));
        paper.text = "说来话长".repeat(2_500);
        issued(
            n,
            record(n),
            REGISTRAR,
            2,
            Command::Register(Box::new(paper)),
        )
    });
    ledger.issue(commands.collect()).await.expect("issued");
    let mut chief = Tablet::of(SECTION_CHIEF, 1);
    let first = chief.pull(ledger).await;
    assert!(first.more);
    assert!(first.changes.len() < 40, "{}", first.changes.len());
    chief.catch_up(ledger).await;
    assert_eq!(chief.holds().len(), 60);
}

#[tokio::test]
async fn a_lost_post_takes_its_tags_away_and_a_new_one_brings_them() {
    let house = House::new().await;
    let ledger = &house.ledger;
    ledger
        .issue(whole_way(1, record(1), "路灯不亮"))
        .await
        .expect("issued");
    let mut handler = Tablet::of(HOUSING_HANDLER, 1);
    handler.catch_up(ledger).await;
    assert_eq!(handler.holds(), [(Tag::Desk(HOUSING), record(1))]);
    let mut colleague = colleagues()
        .into_iter()
        .find(|colleague| colleague.id == HOUSING_HANDLER)
        .expect("the handler");
    let before = colleague.clone();
    colleague.unit = WELFARE;
    ledger.put_officers(vec![colleague]).await.expect("moved");
    let answer = handler.pull(ledger).await;
    assert_eq!(answer.drop_tags, [Tag::Desk(HOUSING)]);
    assert!(handler.holds().is_empty());
    ledger.put_officers(vec![before]).await.expect("back");
    handler.catch_up(ledger).await;
    assert_eq!(handler.holds(), [(Tag::Desk(HOUSING), record(1))]);
}

#[tokio::test]
async fn an_old_cursor_starts_again_after_the_sweep() {
    let house = House::new().await;
    let ledger = &house.ledger;
    registered(ledger, 2).await;
    let mut away = Tablet::of(SECTION_CHIEF, 1);
    away.catch_up(ledger).await;
    ledger
        .issue(vec![issued(
            50,
            record(0),
            SECTION_CHIEF,
            3,
            transfer(HOUSING),
        )])
        .await
        .expect("issued");
    let long_after = chrono::Utc::now() + chrono::Duration::days(401);
    assert_eq!(
        ledger
            .sweep(chrono::Utc::now())
            .await
            .expect("swept")
            .entries,
        0
    );
    let swept = ledger.sweep(long_after).await.expect("swept");
    assert_eq!(swept.entries, 1, "the entry that only said `left`");
    assert_eq!(swept.ops, 0, "what no device pushed is remembered for good");
    let answer = away.pull(ledger).await;
    assert!(answer.reset);
    away.catch_up(ledger).await;
    assert_eq!(away.holds(), [(Tag::Desk(BUREAU), record(1))]);
}

#[tokio::test]
async fn an_answer_holds_nothing_its_reader_may_not_carry() {
    let house = House::new().await;
    let ledger = &house.ledger;
    let mut sealed = registration("举报", march(2));
    sealed.purpose = domain::petition::Purpose::Report;
    ledger
        .issue(vec![issued(
            1,
            record(1),
            REGISTRAR,
            2,
            Command::Register(Box::new(sealed)),
        )])
        .await
        .expect("issued");
    for (nth, colleague) in (0..).zip(colleagues()) {
        let mut tablet = Tablet::of(colleague.id, nth);
        tablet.cursors.insert(Tag::Sealed, 0);
        let answer = tablet.pull(ledger).await;
        let held = tablet.holds();
        if colleague.id == DISCIPLINE_OFFICER {
            assert_eq!(held, [(Tag::Sealed, record(1))]);
        } else {
            assert!(held.is_empty(), "{}", colleague.name);
            assert_eq!(answer.drop_tags, [Tag::Sealed]);
        }
    }
}
