//! The bureau's own half: whose call it is, what is malformed, and what the audit trail says after it.

use crate::House;
use crate::county::*;
use crate::feed::hello;
use app::api::{ApiError, ListQuery};
use app::bureau::{Bureau, Caller};
use domain::duty::Tag;
use domain::ids::{OfficerId, RecordId};
use domain::petition::{Command, Purpose};
use server::account::Accounts;
use server::attachment::Brought;
use server::bureau::Office;
use server::config::Settings;
use server::store::Ledger;
use std::sync::Arc;
use sync::protocol::{COMMAND_VERSION, Op, PROTOCOL, PUSH_OPS, Pull, Push, SCHEMA, Touch};

fn office(house: &House) -> Office {
    let settings = Settings::for_database(&house.path()).expect("settings");
    let accounts = Accounts::new(house.ledger.clone(), &settings).expect("random bytes");
    let files = Brought::open(house.ledger.clone(), &settings).expect("a folder");
    Office::new(house.ledger.clone(), Arc::new(accounts), files)
}

fn signed_in(id: OfficerId) -> Caller {
    Caller {
        officer: Some(officer(id)),
        ..Caller::default()
    }
}

/// Acts in order: what, on which record, whether it was allowed, and the counts beside it.
async fn trail(ledger: &Ledger) -> Vec<(String, Option<RecordId>, bool, String)> {
    let lines: Vec<(String, Option<Vec<u8>>, bool, String)> =
        sqlx::query_as("SELECT act, record, allowed, detail FROM audit ORDER BY nth")
            .fetch_all(ledger.readers())
            .await
            .expect("the trail");
    lines
        .into_iter()
        .map(|(act, record, allowed, detail)| {
            let record = record.map(|id| RecordId(uuid::Uuid::from_slice(&id).expect("an id")));
            (act, record, allowed, detail)
        })
        .collect()
}

async fn with_a_sealed_report() -> House {
    let house = House::new().await;
    let mut paper = registration("举报村干部", march(2));
    paper.purpose = Purpose::Report;
    let sealed = Command::Register(Box::new(paper));
    house
        .ledger
        .issue(vec![
            register(1, record(1), "路灯不亮", 2),
            issued(2, record(2), REGISTRAR, 2, sealed),
        ])
        .await
        .expect("issued");
    house
}

#[tokio::test]
async fn a_reading_is_on_record_and_so_is_reaching_in_vain() {
    let house = with_a_sealed_report().await;
    let office = office(&house);
    let read = office.record(signed_in(INSPECTOR), record(1)).await;
    assert_eq!(read.expect("allowed").id(), record(1));
    // Sealed, somebody else's, and not there at all: told alike.
    for (who, id) in [
        (BUREAU_HEAD, record(2)),
        (HOUSING_HANDLER, record(1)),
        (INSPECTOR, record(9)),
    ] {
        let refused = office.record(signed_in(who), id).await;
        assert_eq!(refused, Err(ApiError::NotFound));
    }
    let line = |id, allowed| ("read".to_owned(), Some(record(id)), allowed, String::new());
    assert_eq!(
        trail(&house.ledger).await,
        [
            line(1, true),
            line(2, false),
            line(1, false),
            line(9, false)
        ]
    );
}

#[tokio::test]
async fn looking_at_the_sealed_queue_is_on_record() {
    let house = with_a_sealed_report().await;
    let office = office(&house);
    let page = office
        .list(signed_in(INSPECTOR), ListQuery::default())
        .await
        .expect("listed");
    assert_eq!(page.total, Some(1));
    assert!(
        trail(&house.ledger).await.is_empty(),
        "an ordinary list is no reading"
    );
    office
        .list(signed_in(DISCIPLINE_OFFICER), ListQuery::default())
        .await
        .expect("listed");
    assert_eq!(
        trail(&house.ledger).await,
        [("list".to_owned(), None, true, "sealed=1".to_owned())]
    );
}

fn pull(house: &House) -> Pull {
    let hello = hello(1);
    Pull {
        proto: PROTOCOL,
        schema: SCHEMA,
        rid: 1,
        device: hello.device,
        inc: hello.inc,
        epoch: Some(house.ledger.epoch()),
        cursors: Vec::new(),
        as_of: 0,
        tray: (None, 0),
    }
}

#[tokio::test]
async fn what_a_device_carries_away_is_on_record() {
    let house = with_a_sealed_report().await;
    let office = office(&house);
    let mut asked = pull(&house);
    let answer = office
        .pull(signed_in(SECTION_CHIEF), asked.clone())
        .await
        .expect("pulled");
    let expected = [("pull".to_owned(), None, true, "records=1".to_owned())];
    assert_eq!(trail(&house.ledger).await, expected);
    asked.cursors = answer.upto;
    asked.as_of = answer.as_of;
    office
        .pull(signed_in(SECTION_CHIEF), asked)
        .await
        .expect("pulled");
    assert_eq!(
        trail(&house.ledger).await,
        expected,
        "nothing new, nothing carried"
    );
}

#[tokio::test]
async fn nobody_and_a_first_password_get_nothing() {
    let house = with_a_sealed_report().await;
    let office = office(&house);
    let first = Caller {
        must_change_password: true,
        ..signed_in(INSPECTOR)
    };
    for (caller, error) in [
        (Caller::default(), ApiError::SignedOut),
        (first, ApiError::ChangePassword),
    ] {
        let id = record(1);
        assert_eq!(office.record(caller.clone(), id).await, Err(error.clone()));
        let list = office.list(caller.clone(), ListQuery::default()).await;
        assert_eq!(list, Err(error.clone()));
        assert_eq!(office.work_counts(caller.clone()).await, Err(error.clone()));
        assert_eq!(office.directory(caller.clone()).await, Err(error.clone()));
        assert_eq!(office.classes(caller.clone()).await, Err(error.clone()));
        assert_eq!(
            office.hello(caller.clone(), hello(1)).await,
            Err(error.clone())
        );
        let pulled = office.pull(caller.clone(), pull(&house)).await;
        assert_eq!(pulled, Err(error.clone()));
        let pushed = office.push(caller, push(&house, 1)).await;
        assert_eq!(pushed, Err(error));
    }
    assert!(trail(&house.ledger).await.is_empty());
}

fn push(house: &House, ops: usize) -> Push {
    let hello = hello(1);
    let op = |dseq: u64| Op {
        dseq,
        op_id: op(u128::from(dseq)),
        kind: "petition".to_owned(),
        v: COMMAND_VERSION,
        touches: vec![Touch {
            record: record(9),
            base_rev: 0,
        }],
        recorded_at: noon(2),
        body: sync::body::CommandBody::of(domain::Command::Petition(Command::Close(String::new()))),
    };
    Push {
        proto: PROTOCOL,
        epoch: Some(house.ledger.epoch()),
        device: hello.device,
        inc: hello.inc,
        ops: (1..).take(ops).map(op).collect(),
        void: Vec::new(),
        let_go: Vec::new(),
    }
}

#[tokio::test]
async fn a_malformed_message_is_refused_whole() {
    let house = House::new().await;
    let office = office(&house);
    let chief = || signed_in(SECTION_CHIEF);
    let mut without_subject = push(&house, 1);
    without_subject.ops[0].touches.clear();
    let mut from_the_future = push(&house, 1);
    from_the_future.proto = PROTOCOL + 1;
    for wrong in [push(&house, PUSH_OPS + 1), without_subject, from_the_future] {
        assert_eq!(office.push(chief(), wrong).await, Err(ApiError::BadRequest));
    }
    let mut too_many = pull(&house);
    too_many.cursors = vec![(Tag::Sealed, 0); 65];
    assert_eq!(
        office.pull(chief(), too_many).await,
        Err(ApiError::BadRequest)
    );
    let mut old = pull(&house);
    old.schema = SCHEMA - 1;
    assert_eq!(
        office.pull(chief(), old).await,
        Err(ApiError::UpgradeRequired)
    );
    let cursor = ListQuery {
        after: Some("1 OR 1=1".to_owned()),
        ..ListQuery::default()
    };
    assert_eq!(
        office.list(chief(), cursor).await,
        Err(ApiError::BadRequest)
    );
    let answer = office
        .push(chief(), push(&house, PUSH_OPS))
        .await
        .expect("as many as are allowed");
    assert_eq!(answer.last_dseq, PUSH_OPS as u64);
}

#[tokio::test]
async fn a_device_is_greeted_with_all_it_needs_offline() {
    let house = House::new().await;
    let office = office(&house);
    let greeting = office
        .hello(signed_in(TOWNSHIP_CADRE), hello(1))
        .await
        .expect("greeted");
    assert_eq!(greeting.epoch, house.ledger.epoch());
    assert_eq!(greeting.officer.id, TOWNSHIP_CADRE);
    assert_eq!(greeting.directory.unit_name(VILLAGE), "柳河村");
    assert!(greeting.calendar.knows(2026));
    assert!(!greeting.revoked && !greeting.upgrade_required);
    let days = (greeting.lease_until - greeting.at).num_days();
    assert_eq!(days, 14);
}
