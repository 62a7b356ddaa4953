//! Work that this program does not understand, and work that goes to a colleague: nothing of either is lost.

use crate::House;
use crate::county::*;
use ciborium::Value;
use domain::ids::{CommandId, DeviceId, Incarnation, OfficerId};
use domain::petition::{Command, Contact, ContactKind};
use domain::{Record, Refusal};
use server::store::Ledger;
use sync::body::CommandBody;
use sync::protocol::{
    COMMAND_VERSION, Decision, LetGo, Op, Outcome, PROTOCOL, Pull, PullAnswer, Push, PushAnswer,
    Returned, SCHEMA, Touch,
};
use uuid::Uuid;

const DEVICE: DeviceId = DeviceId(Uuid::from_u128(0xD0));
const INC: Incarnation = Incarnation(Uuid::from_u128(0xE0));

fn call() -> domain::Command {
    domain::Command::Petition(Command::Contact(Contact {
        kind: ContactKind::Call,
        on: march(4),
        with: "柳某".to_owned(),
        said: "说好周五去看".to_owned(),
    }))
}

fn operation(dseq: u64, id: CommandId, v: u16, body: CommandBody) -> Op {
    Op {
        dseq,
        op_id: id,
        kind: "petition".to_owned(),
        v,
        touches: vec![Touch {
            record: record(1),
            base_rev: 0,
        }],
        recorded_at: noon(4),
        body,
    }
}

async fn push(ledger: &Ledger, who: OfficerId, ops: &[Op], let_go: &[LetGo]) -> PushAnswer {
    let push = Push {
        proto: PROTOCOL,
        epoch: Some(ledger.epoch()),
        device: DEVICE,
        inc: INC,
        ops: ops.to_vec(),
        void: Vec::new(),
        let_go: let_go.to_vec(),
    };
    let answer = ledger.push(&officer(who), push, noon(4)).await;
    answer.expect("pushed")
}

/// One act from another device.
async fn push_as(ledger: &Ledger, who: OfficerId, device: u128, act: &LetGo) {
    let push = Push {
        proto: PROTOCOL,
        epoch: Some(ledger.epoch()),
        device: DeviceId(Uuid::from_u128(device)),
        inc: Incarnation(Uuid::from_u128(device + 0x100)),
        ops: Vec::new(),
        void: Vec::new(),
        let_go: vec![act.clone()],
    };
    let answer = ledger.push(&officer(who), push, noon(5)).await;
    answer.expect("pushed");
}

async fn pull(ledger: &Ledger, who: OfficerId, device: u128) -> PullAnswer {
    let pull = Pull {
        proto: PROTOCOL,
        schema: SCHEMA,
        rid: 1,
        device: DeviceId(Uuid::from_u128(device)),
        inc: Incarnation(Uuid::from_u128(device + 0x100)),
        epoch: Some(ledger.epoch()),
        cursors: Vec::new(),
        as_of: 0,
        tray: (None, 0),
    };
    let answer = ledger.pull(&officer(who), &pull, noon(5)).await;
    answer.expect("pulled")
}

async fn contacts(ledger: &Ledger) -> usize {
    let Some(Record::Petition(petition)) = ledger.record(record(1)).await.expect("read") else {
        panic!("no record");
    };
    petition.contacts.len()
}

/// A petition that the housing office has accepted.
async fn house() -> House {
    let house = House::new().await;
    let way = whole_way(1, record(1), "路灯不亮");
    let accepted = way.into_iter().take(3).collect();
    house.ledger.issue(accepted).await.expect("issued");
    house
}

#[tokio::test]
async fn what_is_not_understood_is_held_and_decided_by_the_program_that_understands_it() {
    let house = house().await;
    let ledger = &house.ledger;
    let newer = CommandBody::sent("petition", 99, Value::serialized(&call()).unwrap());
    let strange = operation(1, op(50), 99, newer);
    let known = operation(2, op(51), COMMAND_VERSION, CommandBody::of(call()));
    let answer = push(ledger, HOUSING_HANDLER, &[strange.clone(), known], &[]).await;
    assert_eq!(answer.outcomes[0].outcome, Outcome::Held);
    assert!(matches!(answer.outcomes[1].outcome, Outcome::Done { .. }));
    assert_eq!((answer.last_dseq, contacts(ledger).await), (2, 1));
    assert_eq!(pull(ledger, HOUSING_HANDLER, 0xD1).await.held, 1);
    assert_eq!(pull(ledger, WELFARE_HANDLER, 0xD2).await.held, 0);

    // Sent again it is the same; the program that is started next does not understand it either.
    let again = push(ledger, HOUSING_HANDLER, std::slice::from_ref(&strange), &[]).await;
    assert_eq!(
        (&again.outcomes[0].outcome, again.forked),
        (&Outcome::Held, false)
    );
    let house = house.restarted().await;
    let ledger = &house.ledger;
    assert_eq!(contacts(ledger).await, 1);

    // A program that does is one for which these words are of its own version.
    let mut words = Vec::new();
    let lifted = operation(1, op(50), COMMAND_VERSION, CommandBody::of(call()));
    ciborium::into_writer(&lifted, &mut words).unwrap();
    ledger
        .write(move |tx| {
            Box::pin(async move {
                sqlx::query("UPDATE held_op SET op = $1")
                    .bind(words)
                    .execute(tx)
                    .await?;
                Ok(())
            })
        })
        .await
        .expect("written");
    let house = house.restarted().await;
    let ledger = &house.ledger;
    assert_eq!(contacts(ledger).await, 2);
    assert_eq!(pull(ledger, HOUSING_HANDLER, 0xD1).await.held, 0);
    assert_eq!(ledger.take_up_held(noon(6)).await.expect("nothing left"), 0);
    let settled = push(ledger, HOUSING_HANDLER, &[strange], &[]).await;
    assert!(matches!(settled.outcomes[0].outcome, Outcome::Done { .. }));
    assert_eq!(contacts(ledger).await, 2);
    house.ledger.close().await;
}

fn refused(dseq: u64, id: CommandId) -> Op {
    let close = domain::Command::Petition(Command::Close(String::new()));
    operation(dseq, id, COMMAND_VERSION, CommandBody::of(close))
}

fn gives(id: CommandId, to: OfficerId) -> LetGo {
    LetGo {
        op_id: id,
        decision: Decision::HandedOver(to),
        at: noon(5),
        words: None,
    }
}

/// The act as a device keeps it: with the work as it came back.
fn with_words(act: LetGo, op: Op) -> LetGo {
    let words = Returned {
        rseq: 1,
        op,
        refusal: Refusal::NoSuchRecord,
        refused_at: noon(5),
    };
    LetGo {
        words: Some(Box::new(words)),
        ..act
    }
}

#[tokio::test]
async fn returned_work_goes_to_a_colleague_of_the_unit_and_to_nobody_else() {
    let house = house().await;
    let ledger = &house.ledger;
    let refused = [refused(1, op(60)), refused(2, op(61))];
    push(ledger, HOUSING_HANDLER, &refused, &[]).await;
    let acts = [
        gives(op(60), HOUSING_SECOND),
        gives(op(61), WELFARE_HANDLER),
    ];
    push(ledger, HOUSING_HANDLER, &[], &acts).await;
    // Told twice, handed over once.
    push(ledger, HOUSING_HANDLER, &[], &acts).await;

    for device in [0xD3, 0xD4] {
        let theirs = pull(ledger, HOUSING_SECOND, device).await.refusals;
        assert_eq!(theirs.len(), 1, "on whichever device");
        assert_eq!(theirs[0].op, refused[0], "with every word");
        assert!(!matches!(theirs[0].refusal, Refusal::NoSuchRecord));
    }
    let others = pull(ledger, WELFARE_HANDLER, 0xD5).await;
    assert!(others.refusals.is_empty());
    let trail = "SELECT allowed FROM audit WHERE act = 'hand_over' ORDER BY nth";
    let allowed: Vec<bool> = sqlx::query_scalar(trail)
        .fetch_all(ledger.readers())
        .await
        .expect("the trail");
    assert_eq!(allowed, [true, false]);
    house.ledger.close().await;
}

/// A bureau that was restored from a backup of before the work came back has neither refusal nor act.
#[tokio::test]
async fn a_hand_over_brings_its_words_where_the_bureau_has_lost_them() {
    let house = house().await;
    let ledger = &house.ledger;
    let work = refused(1, op(70));
    let act = gives(op(70), HOUSING_SECOND);
    let brought = with_words(act.clone(), work.clone());
    push(ledger, HOUSING_HANDLER, &[], std::slice::from_ref(&brought)).await;
    push(ledger, HOUSING_HANDLER, &[], &[brought]).await;
    let theirs = pull(ledger, HOUSING_SECOND, 0xD3).await.refusals;
    assert_eq!(theirs.len(), 1, "told twice, handed over once");
    assert_eq!(theirs[0].op, work);

    // Not to somebody who may not have it, not without words, and not what was done meanwhile.
    let outsider = with_words(gives(op(71), WELFARE_HANDLER), refused(1, op(71)));
    let wordless = gives(op(72), HOUSING_SECOND);
    let other = with_words(gives(op(73), HOUSING_SECOND), refused(1, op(99)));
    let done = operation(1, op(74), COMMAND_VERSION, CommandBody::of(call()));
    let late = with_words(gives(op(74), HOUSING_SECOND), done.clone());
    push(ledger, HOUSING_HANDLER, &[done], &[]).await;
    push(
        ledger,
        HOUSING_HANDLER,
        &[],
        &[outsider, wordless, other, late],
    )
    .await;
    let theirs = pull(ledger, HOUSING_SECOND, 0xD3).await.refusals;
    assert_eq!(theirs.len(), 1);
    let others = pull(ledger, WELFARE_HANDLER, 0xD5).await;
    assert!(others.refusals.is_empty());
    house.ledger.close().await;
}

/// It came back under a newer program and somebody dealt with it; then an older backup was put back.
#[tokio::test]
async fn what_somebody_dealt_with_is_not_decided_once_it_is_understood() {
    let house = house().await;
    let ledger = &house.ledger;
    let newer = CommandBody::sent("petition", 99, Value::serialized(&call()).unwrap());
    let strange = operation(1, op(50), 99, newer);
    push(ledger, HOUSING_HANDLER, std::slice::from_ref(&strange), &[]).await;
    assert_eq!(pull(ledger, HOUSING_HANDLER, 0xD1).await.held, 1);
    let discarded = LetGo {
        decision: Decision::Discarded("重复".to_owned()),
        ..gives(op(50), HOUSING_SECOND)
    };
    // Nobody else's word counts.
    push_as(ledger, HOUSING_SECOND, 0xDD, &discarded).await;
    assert_eq!(pull(ledger, HOUSING_HANDLER, 0xD1).await.held, 1);
    push(ledger, HOUSING_HANDLER, &[], &[discarded]).await;
    assert_eq!(pull(ledger, HOUSING_HANDLER, 0xD1).await.held, 0);
    let again = push(ledger, HOUSING_HANDLER, &[strange], &[]).await;
    assert_eq!(again.outcomes[0].outcome, Outcome::Void);
    assert!(!again.forked);
    house.ledger.close().await;
}
