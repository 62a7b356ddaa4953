//! 同一件事 on a real database: offered with evidence, judged once, never across the seal, and not accepted twice.

use crate::House;
use crate::county::{
    DISCIPLINE_OFFICER, HOUSING, HOUSING_HANDLER, INSPECTOR, REGISTRAR, SECTION_CHIEF,
    SYSTEM_ADMIN, WELFARE, WELFARE_HANDLER, accept, done, issued, march, noon, officer, record,
    registration, transfer,
};
use domain::duty::grants;
use domain::ids::{CommandId, DeviceId, Incarnation, OfficerId, RecordId};
use domain::petition::{
    Acceptance, Command as Step, Evidence, Judgement, NotAgain, Notice, Petition, Petitioner,
    Purpose, Registration, Service, Traces,
};
use domain::{Command, Record, Refusal, Unfit};
use sync::protocol::{COMMAND_VERSION, Op, Outcome, PROTOCOL, Push, Touch};
use uuid::Uuid;

const LAMP: &str = "上坝村口的路灯坏了两个月，老人夜里不敢出门，请尽快派人修好。";
const LAMP_AGAIN: &str = "上坝村口路灯坏了三个月了，老人夜里不敢出门，请派人来修好。";
const WAGES: &str = "县城工地拖欠十二个工人去年的工资，至今不给。";

fn said(text: &str, phone: &str) -> Registration {
    Registration {
        text: text.to_owned(),
        petitioners: vec![Petitioner {
            phone: phone.to_owned(),
            ..Petitioner::default()
        }],
        ..registration("反映情况", march(2))
    }
}

async fn register(house: &House, n: u128, registration: Registration) -> RecordId {
    let id = record(n);
    let command = Step::Register(Box::new(registration));
    let issued = issued(n * 100, id, REGISTRAR, 2, command);
    done(&house.ledger.issue(vec![issued]).await.unwrap()[0]);
    id
}

async fn petition(house: &House, id: RecordId) -> Petition {
    let Some(Record::Petition(petition)) = house.ledger.record(id).await.unwrap() else {
        panic!("no such record");
    };
    *petition
}

/// What this officer is offered beside a registered item.
async fn offered(house: &House, id: RecordId, by: OfficerId) -> Vec<RecordId> {
    let petition = petition(house, id).await;
    let traces = Traces::of(&petition.registration);
    let grants = grants(&officer(by));
    let found = house
        .ledger
        .alike(Some(id), &traces, petition.is_sealed(), &grants)
        .await
        .unwrap();
    found.into_iter().map(|petition| petition.id).collect()
}

async fn thread(house: &House, id: RecordId, by: OfficerId) -> Vec<RecordId> {
    let first = petition(house, id).await;
    let grants = grants(&officer(by));
    let thread = house.ledger.thread(first, &grants).await.unwrap();
    thread.into_iter().map(|petition| petition.id).collect()
}

/// What a tablet of this officer is answered.
async fn push(house: &House, by: OfficerId, id: RecordId, command: Step) -> Outcome {
    let op = Op {
        dseq: 1,
        op_id: CommandId(Uuid::new_v4()),
        kind: "petition".to_owned(),
        v: COMMAND_VERSION,
        touches: vec![Touch {
            record: id,
            base_rev: 1,
        }],
        recorded_at: noon(20),
        body: sync::body::CommandBody::of(Command::Petition(command)),
    };
    let push = Push {
        proto: PROTOCOL,
        device: DeviceId(Uuid::new_v4()),
        inc: Incarnation(Uuid::new_v4()),
        epoch: Some(house.ledger.epoch()),
        ops: vec![op],
        void: Vec::new(),
        let_go: Vec::new(),
    };
    let answer = house
        .ledger
        .push(&officer(by), push, noon(20))
        .await
        .unwrap();
    answer.outcomes[0].outcome.clone()
}

fn judged(other: RecordId, same: bool) -> Step {
    Step::Judge(Judgement {
        other,
        number: String::new(),
        same,
        reason: "核对过".to_owned(),
        evidence: Evidence::default(),
        handled_by: None,
        ended_on: None,
        new_facts: String::new(),
    })
}

fn is_done(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Done { .. })
}

fn refusal(outcome: Outcome) -> Refusal {
    match outcome {
        Outcome::Refused { refusal, .. } => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

#[tokio::test]
async fn the_same_telephone_and_a_like_text_are_offered_and_nothing_else() {
    let house = House::new().await;
    let lamp = register(&house, 1, said(LAMP, "13900001111")).await;
    let caller = register(&house, 2, said(WAGES, "139-0000-1111")).await;
    let again = register(&house, 3, said(LAMP_AGAIN, "13700002222")).await;
    let other = register(
        &house,
        4,
        said("低保为什么停发，请说明原因。", "13600003333"),
    )
    .await;
    assert_eq!(offered(&house, lamp, REGISTRAR).await, [again, caller]);
    assert_eq!(offered(&house, other, REGISTRAR).await, []);
    // Inspectors read the whole bureau; a unit sees what it was sent; administrators read nothing.
    assert_eq!(offered(&house, lamp, INSPECTOR).await.len(), 2);
    assert_eq!(offered(&house, lamp, HOUSING_HANDLER).await, []);
    assert_eq!(offered(&house, lamp, SYSTEM_ADMIN).await, []);
}

#[tokio::test]
async fn what_was_judged_is_not_offered_again_and_linked_items_are_one_thread() {
    let house = House::new().await;
    let lamp = register(&house, 1, said(LAMP, "13900001111")).await;
    let again = register(&house, 2, said(LAMP_AGAIN, "13900001111")).await;
    let third = register(&house, 3, said(LAMP_AGAIN, "13900001111")).await;
    let wages = register(&house, 4, said(WAGES, "13900001111")).await;
    assert!(is_done(
        &push(&house, REGISTRAR, again, judged(lamp, true)).await
    ));
    assert!(is_done(
        &push(&house, REGISTRAR, third, judged(again, true)).await
    ));
    assert!(is_done(
        &push(&house, SECTION_CHIEF, wages, judged(lamp, false)).await
    ));
    assert_eq!(offered(&house, lamp, REGISTRAR).await, [third]);
    let mut whole = thread(&house, lamp, REGISTRAR).await;
    whole.sort_unstable();
    assert_eq!(whole, [lamp, again, third]);
    // Ruled out from the other side, later: the thread ends there.
    assert!(is_done(
        &push(&house, SECTION_CHIEF, lamp, judged(again, false)).await
    ));
    assert_eq!(thread(&house, lamp, REGISTRAR).await, [lamp]);

    let counted = house.ledger.count().await.unwrap();
    assert_eq!(house.ledger.rebuild().await.unwrap(), counted);
    assert_eq!(offered(&house, lamp, REGISTRAR).await, [third]);
}

#[tokio::test]
async fn a_correction_changes_what_is_found() {
    let house = House::new().await;
    let lamp = register(&house, 1, said(LAMP, "13900001111")).await;
    let other = register(&house, 2, said(WAGES, "13700002222")).await;
    assert_eq!(offered(&house, lamp, REGISTRAR).await, []);
    let correction = Step::Correct(domain::petition::Correction {
        passage: domain::petition::Passage::PetitionerPhone(0),
        was: "13700002222".to_owned(),
        now: "13900001111".to_owned(),
        reason: "登记时听错".to_owned(),
    });
    assert!(is_done(
        &push(&house, SECTION_CHIEF, other, correction).await
    ));
    assert_eq!(offered(&house, lamp, REGISTRAR).await, [other]);
}

#[tokio::test]
async fn nothing_crosses_the_seal() {
    let house = House::new().await;
    let open = register(&house, 1, said(LAMP, "13900001111")).await;
    let report = |n| Registration {
        purpose: Purpose::Report,
        ..said(LAMP_AGAIN, if n == 2 { "13900001111" } else { "" })
    };
    let sealed = register(&house, 2, report(2)).await;
    let second = register(&house, 3, report(3)).await;
    for officer in [REGISTRAR, SECTION_CHIEF, INSPECTOR, HOUSING_HANDLER] {
        assert_eq!(offered(&house, open, officer).await, []);
        assert_eq!(offered(&house, sealed, officer).await, []);
    }
    assert_eq!(offered(&house, sealed, DISCIPLINE_OFFICER).await, [second]);
    // Who guesses its id learns nothing either.
    let guess = push(&house, REGISTRAR, open, judged(sealed, true)).await;
    assert_eq!(refusal(guess), Refusal::NoSuchRecord);
    assert!(is_done(
        &push(&house, DISCIPLINE_OFFICER, sealed, judged(second, true)).await
    ));
    assert_eq!(thread(&house, open, REGISTRAR).await, [open]);
}

#[tokio::test]
async fn the_same_matter_is_not_accepted_twice_whatever_the_tablet_knew() {
    let house = House::new().await;
    let lamp = register(&house, 1, said(LAMP, "13900001111")).await;
    let again = register(&house, 2, said(LAMP_AGAIN, "13900001111")).await;
    // Linked from the older one, before either was accepted: its own paper tells the newer one nothing.
    assert!(is_done(
        &push(&house, SECTION_CHIEF, lamp, judged(again, true)).await
    ));
    let sent = vec![
        issued(901, lamp, SECTION_CHIEF, 3, transfer(HOUSING)),
        issued(902, again, SECTION_CHIEF, 3, transfer(WELFARE)),
        issued(903, lamp, HOUSING_HANDLER, 4, accept(HOUSING_HANDLER, 4)),
    ];
    for answer in house.ledger.issue(sent).await.unwrap() {
        done(&answer);
    }
    let refused = push(&house, WELFARE_HANDLER, again, accept(WELFARE_HANDLER, 5)).await;
    let number = petition(&house, lamp).await.number.unwrap();
    assert_eq!(refusal(refused), Refusal::InHandlingElsewhere { number });
    // It is another matter after all: then it is accepted.
    assert!(is_done(
        &push(&house, SECTION_CHIEF, again, judged(lamp, false)).await
    ));
    let accepted = push(&house, WELFARE_HANDLER, again, accept(WELFARE_HANDLER, 5)).await;
    assert!(is_done(&accepted), "{accepted:?}");
}

/// The sabotage: without the link nothing is refused, so it is the link that refuses.
#[tokio::test]
async fn without_a_link_both_are_accepted() {
    let house = House::new().await;
    let lamp = register(&house, 1, said(LAMP, "13900001111")).await;
    let again = register(&house, 2, said(LAMP_AGAIN, "13900001111")).await;
    let sent = vec![
        issued(901, lamp, SECTION_CHIEF, 3, transfer(HOUSING)),
        issued(902, again, SECTION_CHIEF, 3, transfer(WELFARE)),
        issued(903, lamp, HOUSING_HANDLER, 4, accept(HOUSING_HANDLER, 4)),
    ];
    house.ledger.issue(sent).await.unwrap();
    assert!(is_done(
        &push(&house, WELFARE_HANDLER, again, accept(WELFARE_HANDLER, 5)).await
    ));
}

fn not_again(ended: RecordId) -> Step {
    Step::NotAgain(NotAgain {
        ended,
        reason: "已有复核意见".to_owned(),
        notice: Notice {
            service: Service::InPerson,
            on: march(20),
        },
    })
}

fn judged_ended(other: RecordId, new_facts: &str) -> Step {
    let Step::Judge(judgement) = judged(other, true) else {
        unreachable!("a judgement");
    };
    Step::Judge(Judgement {
        ended_on: Some(march(10)),
        new_facts: new_facts.to_owned(),
        ..judgement
    })
}

/// What a tablet claims about a road's end is looked at by the bureau before anybody is turned away (36).
#[tokio::test]
async fn nobody_is_turned_away_on_a_claim_that_a_road_has_ended() {
    let house = House::new().await;
    let lamp = register(&house, 1, said(LAMP, "13900001111")).await;
    let again = register(&house, 2, said(LAMP_AGAIN, "13900001111")).await;
    let refused = push(&house, REGISTRAR, again, not_again(lamp)).await;
    assert_eq!(refusal(refused), Refusal::RoadNotEnded);
    assert!(is_done(
        &push(&house, REGISTRAR, again, judged_ended(lamp, "")).await
    ));
    // The item's own papers say so, and the other item itself does not.
    let refused = push(&house, REGISTRAR, again, not_again(lamp)).await;
    assert_eq!(refusal(refused), Refusal::RoadNotEnded);
    assert!(petition(&house, again).await.not_again.is_none());
}

/// The simple procedure is for first petitions: of two linked items the earlier one may take it, the later not.
#[tokio::test]
async fn the_simple_procedure_is_for_the_first_of_a_thread() {
    let house = House::new().await;
    let lamp = register(&house, 1, said(LAMP, "13900001111")).await;
    let command = Step::Register(Box::new(said(LAMP_AGAIN, "13900001111")));
    let again = record(2);
    done(
        &house
            .ledger
            .issue(vec![issued(200, again, REGISTRAR, 3, command)])
            .await
            .unwrap()[0],
    );
    let sent = vec![
        issued(901, lamp, SECTION_CHIEF, 18, transfer(HOUSING)),
        issued(902, again, SECTION_CHIEF, 18, transfer(WELFARE)),
    ];
    for answer in house.ledger.issue(sent).await.unwrap() {
        done(&answer);
    }
    assert!(is_done(
        &push(&house, SECTION_CHIEF, lamp, judged(again, true)).await
    ));
    let simply = |handler| match accept(handler, 19) {
        Step::Accept(acceptance) => Step::Accept(Acceptance {
            simple: true,
            ..acceptance
        }),
        other => other,
    };
    let refused = push(&house, WELFARE_HANDLER, again, simply(WELFARE_HANDLER)).await;
    let repeated = Refusal::NotSimple(Unfit::Repeated);
    assert_eq!(refusal(refused), repeated);
    let first = push(&house, HOUSING_HANDLER, lamp, simply(HOUSING_HANDLER)).await;
    assert!(is_done(&first), "{first:?}");
}
