//! What the office sees of devices, and what a device that was shut out still gets.

use crate::house::{Answer, House, Named, Two};
use app::api::{ApiError, DeviceLine, RefusedWork};
use axum::http::StatusCode;
use chrono::Utc;
use domain::Command;
use domain::duty::Role;
use domain::ids::{CommandId, DeviceId, Incarnation, OfficerId, RecordId, day_of};
use domain::petition::{Command as Petition, Contact, ContactKind, Sending};
use serde_json::json;
use sync::protocol::{
    COMMAND_VERSION, Decision, Hello, HelloAnswer, LetGo, Op, Outcome, PROTOCOL, Pull, PullAnswer,
    Push, PushAnswer, SCHEMA, Touch,
};
use uuid::Uuid;

/// One person at one device.
struct Tablet<'a> {
    house: &'a House,
    cookie: String,
    officer: OfficerId,
    device: DeviceId,
    dseq: u64,
}

impl<'a> Tablet<'a> {
    async fn of(house: &'a House, role: Role) -> Tablet<'a> {
        let officer = house.county.who(role).id;
        let person = house
            .county
            .people
            .iter()
            .find(|person| person.officer.id == officer)
            .unwrap();
        Tablet {
            house,
            cookie: house.sign_in(&person.sign_in_name).await,
            officer,
            device: DeviceId(Uuid::new_v4()),
            dseq: 0,
        }
    }

    fn inc(&self) -> Incarnation {
        Incarnation(self.device.0)
    }

    async fn hello(&self, unsent: u64) -> HelloAnswer {
        let hello = Hello {
            proto: PROTOCOL,
            schema: SCHEMA,
            device: self.device,
            inc: self.inc(),
            unsent,
            returned: 0,
            settled_at: None,
            build: "huiyin-1".to_owned(),
        };
        let answer = self.call("hello", Named("hello", hello)).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.cbor()
    }

    async fn pull(&self) -> Answer {
        let pull = Pull {
            proto: PROTOCOL,
            schema: SCHEMA,
            rid: 1,
            device: self.device,
            inc: self.inc(),
            epoch: None,
            cursors: Vec::new(),
            as_of: 0,
            tray: (None, 0),
        };
        self.call("pull", Named("pull", pull)).await
    }

    async fn push(&mut self, ops: Vec<Op>, let_go: Vec<LetGo>) -> Answer {
        let push = Push {
            proto: PROTOCOL,
            epoch: Some(self.house.ledger.epoch()),
            device: self.device,
            inc: self.inc(),
            ops,
            void: Vec::new(),
            let_go,
        };
        self.call("push", Named("push", push)).await
    }

    fn op(&mut self, record: RecordId, command: Petition) -> Op {
        self.dseq += 1;
        let body = Command::Petition(command);
        Op {
            dseq: self.dseq,
            op_id: CommandId(Uuid::new_v4()),
            kind: body.kind().to_owned(),
            v: COMMAND_VERSION,
            touches: vec![Touch {
                record,
                base_rev: 1,
            }],
            recorded_at: Utc::now(),
            body: sync::body::CommandBody::of(body),
        }
    }

    async fn call(&self, function: &str, arguments: impl serde::Serialize) -> Answer {
        self.house.call(function, &self.cookie, arguments).await
    }

    async fn devices(&self) -> Vec<DeviceLine> {
        self.call("devices", json!({})).await.cbor()
    }

    async fn refused_work(&self, other: &Tablet<'_>) -> Answer {
        let about = Two(
            Named("device", other.device),
            Named("officer", other.officer),
        );
        self.call("refused-work", about).await
    }

    async fn revoke(&self, device: DeviceId, reason: &str) -> Answer {
        let arguments = Two(Named("device", device), Named("reason", reason));
        self.call("revoke-device", arguments).await
    }
}

fn error(answer: &Answer) -> ApiError {
    answer.cbor()
}

fn call_with(with: &str) -> Petition {
    Petition::Contact(Contact {
        kind: ContactKind::Call,
        on: day_of(Utc::now()),
        with: with.to_owned(),
        said: "约好周三看现场。".to_owned(),
    })
}

#[tokio::test]
async fn each_device_is_told_as_it_was_heard_of_last() {
    let house = House::open().await;
    let mut handler = Tablet::of(&house, Role::Handler).await;
    let cadre = Tablet::of(&house, Role::TownshipCadre).await;
    handler.hello(7).await;
    cadre.hello(0).await;
    let op = handler.op(house.county.petition("road"), call_with("陈山"));
    handler.push(vec![op], Vec::new()).await;

    let security = Tablet::of(&house, Role::SecurityAdmin).await;
    let seen = security.devices().await;
    assert_eq!(seen.len(), 2);
    let line = seen
        .iter()
        .find(|line| line.officer == handler.officer)
        .unwrap();
    assert_eq!(
        (line.device, line.unsent, line.settled),
        (handler.device, 7, 1)
    );
    assert_eq!(line.build, "huiyin-1");
    assert!(line.revoked.is_none() && line.lease_until > line.seen_at);

    // Heads see their own people's and nobody else's.
    let head = Tablet::of(&house, Role::UnitHead).await;
    let own: Vec<OfficerId> = head
        .devices()
        .await
        .iter()
        .map(|line| line.officer)
        .collect();
    assert_eq!(own, [handler.officer]);
    let bureau = Tablet::of(&house, Role::BureauHead).await;
    assert!(bureau.devices().await.is_empty());
}

#[tokio::test]
async fn what_the_bureau_does_not_understand_yet_is_told_to_the_device_and_to_the_office() {
    let house = House::open().await;
    let mut handler = Tablet::of(&house, Role::Handler).await;
    handler.hello(0).await;
    let mut newer = handler.op(house.county.petition("road"), call_with("陈山"));
    newer.v = COMMAND_VERSION + 1;
    let known = handler.op(house.county.petition("road"), call_with("陈水"));
    let answer: PushAnswer = handler.push(vec![newer, known], Vec::new()).await.cbor();
    assert_eq!(answer.outcomes[0].outcome, Outcome::Held);
    let answer: PullAnswer = handler.pull().await.cbor();
    assert_eq!((answer.held, answer.acked), (1, 2));

    let security = Tablet::of(&house, Role::SecurityAdmin).await;
    let told = security.call("devices", json!({})).await;
    assert!(!told.text().contains("陈山"), "numbers, no words");
    let lines: Vec<DeviceLine> = told.cbor();
    let line = lines.iter().find(|line| line.device == handler.device);
    let line = line.unwrap();
    assert_eq!((line.held, line.settled, line.returned), (1, 2, 0));
}

#[tokio::test]
async fn a_device_that_was_shut_out_hears_that_and_nothing_else() {
    let house = House::open().await;
    let mut handler = Tablet::of(&house, Role::Handler).await;
    let security = Tablet::of(&house, Role::SecurityAdmin).await;
    handler.hello(0).await;
    assert_eq!(handler.pull().await.status, StatusCode::OK);

    assert_eq!(
        error(&security.revoke(handler.device, "  ").await),
        ApiError::BadRequest
    );
    let unknown = DeviceId(Uuid::new_v4());
    assert_eq!(
        error(&security.revoke(unknown, "丢失").await),
        ApiError::NotFound
    );
    assert_eq!(
        security.revoke(handler.device, "下乡时丢失").await.status,
        StatusCode::OK
    );
    let revoked = security.devices().await[0].revoked.clone().unwrap();
    assert_eq!(
        (revoked.by, revoked.told_at),
        (Some(security.officer), None)
    );
    assert_eq!(revoked.reason, "下乡时丢失");

    assert_eq!(error(&handler.pull().await), ApiError::ShutOut);
    let op = handler.op(house.county.petition("road"), call_with("陈山"));
    assert_eq!(
        error(&handler.push(vec![op], Vec::new()).await),
        ApiError::ShutOut
    );
    let road = Named("id", house.county.petition("road"));
    assert_eq!(
        error(&handler.call("record", road).await),
        ApiError::ShutOut
    );
    assert_eq!(
        house.knock("/api/v1/poke", &handler.cookie).await,
        StatusCode::UNAUTHORIZED
    );
    let answer = handler.hello(0).await;
    assert!(answer.revoked && answer.directory.officers().is_empty());
    let told = security.devices().await[0].revoked.clone().unwrap().told_at;
    assert!(told.is_some(), "the office sees that it took effect");

    // Whoever else signs in on it is shut out with it.
    let mut other = Tablet::of(&house, Role::TownshipCadre).await;
    other.device = handler.device;
    assert!(other.hello(0).await.revoked);
    assert_eq!(error(&other.pull().await), ApiError::ShutOut);

    let again = Named("device", handler.device);
    assert_eq!(
        security.call("readmit-device", again).await.status,
        StatusCode::OK
    );
    assert!(!handler.hello(0).await.revoked);
    assert_eq!(handler.pull().await.status, StatusCode::OK);
}

#[tokio::test]
async fn heads_see_what_came_back_to_their_people_until_it_is_dealt_with() {
    let house = House::open().await;
    let mut handler = Tablet::of(&house, Role::Handler).await;
    let head = Tablet::of(&house, Role::UnitHead).await;
    let security = Tablet::of(&house, Role::SecurityAdmin).await;
    handler.hello(0).await;
    let sending = Petition::Send(Sending {
        unit: house.county.who(Role::Handler).unit,
        assignment: None,
        note: String::new(),
    });
    let (road, well) = (house.county.petition("road"), house.county.petition("well"));
    let (own, others) = (
        handler.op(road, sending),
        handler.op(well, call_with("陈山")),
    );
    let answer: PushAnswer = handler
        .push(vec![own.clone(), others.clone()], Vec::new())
        .await
        .cbor();
    assert!(
        answer
            .outcomes
            .iter()
            .all(|one| matches!(one.outcome, Outcome::Refused { .. })),
        "{answer:?}"
    );

    assert_eq!(head.devices().await[0].returned, 2);
    let work: Vec<RefusedWork> = head.refused_work(&handler).await.cbor();
    assert_eq!(work.len(), 2);
    assert_eq!(
        work[0].words.as_ref().map(|(record, _)| *record),
        Some(road)
    );
    assert_eq!(
        work[1].words, None,
        "a petition the head may not see keeps its words"
    );

    assert_eq!(
        error(&security.refused_work(&handler).await),
        ApiError::NotFound
    );
    let bureau = Tablet::of(&house, Role::BureauHead).await;
    assert_eq!(
        error(&bureau.refused_work(&handler).await),
        ApiError::NotFound
    );

    let dealt_with = [own, others].map(|op| LetGo {
        op_id: op.op_id,
        decision: Decision::Discarded("办错了".to_owned()),
        at: Utc::now(),
        words: None,
    });
    handler.push(Vec::new(), dealt_with.to_vec()).await;
    assert_eq!(head.devices().await[0].returned, 0);
    let work: Vec<RefusedWork> = head.refused_work(&handler).await.cbor();
    assert!(work.is_empty());
}
