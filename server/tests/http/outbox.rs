//! The outbox of a tablet that never gets a network again, as a file.

use crate::attachments::{jpeg, paper};
use crate::house::{Answer, House, Named, PASSWORD, settings};
use aes_gcm::aead::{Aead, Payload};
use aes_gcm::{Aes256Gcm, KeyInit, Nonce};
use app::api::{ApiError, TakenIn};
use axum::http::StatusCode;
use blake2::Blake2bMac;
use blake2::digest::consts::U32;
use blake2::digest::{FixedOutput, KeyInit as _, Update};
use chrono::Utc;
use domain::duty::Role;
use domain::ids::{AttachmentId, CommandId, DeviceId, Incarnation, OfficerId, RecordId, day_of};
use domain::petition::{Command as Petition, Contact, ContactKind, Media};
use domain::{Command, Record};
use p256::elliptic_curve::sec1::ToEncodedPoint;
use p256::{PublicKey, SecretKey};
use serde::Serialize;
use std::process::Command as Process;
use sync::body::CommandBody;
use sync::bytes::Bytes;
use sync::outbox::{Beginning, Carried, Label, MAGIC, OutboxKey, PURPOSE};
use sync::protocol::{
    COMMAND_VERSION, Hello, HelloAnswer, Op, Outcome, PROTOCOL, Push, PushAnswer, SCHEMA, Touch,
};
use uuid::Uuid;

/// A tablet and the person at it.
struct Tablet<'a> {
    house: &'a House,
    cookie: String,
    officer: OfficerId,
    device: DeviceId,
    key: OutboxKey,
}

impl<'a> Tablet<'a> {
    async fn of(house: &'a House, role: Role) -> Tablet<'a> {
        let officer = house.county.who(role).id;
        let cookie = sign_in(house, role).await;
        let device = DeviceId(Uuid::new_v4());
        let hello = Hello {
            proto: PROTOCOL,
            schema: SCHEMA,
            device,
            inc: Incarnation(device.0),
            unsent: 0,
            returned: 0,
            settled_at: None,
            build: "test".to_owned(),
        };
        let answer: HelloAnswer = house
            .call("hello", &cookie, Named("hello", hello))
            .await
            .cbor();
        Tablet {
            house,
            cookie,
            officer,
            device,
            key: answer.outbox.unwrap(),
        }
    }

    fn inc(&self) -> Incarnation {
        Incarnation(self.device.0)
    }

    fn beginning(&self) -> Beginning {
        Beginning {
            inc: self.inc(),
            returned: Vec::new(),
            let_go: Vec::new(),
        }
    }

    fn file(&self, ops: &[Op]) -> Vec<u8> {
        self.sealed(&contents(&self.beginning(), ops), ops.len())
    }

    /// Seals as the tablet's program does, with this tablet's token.
    fn sealed(&self, contents: &[u8], count: usize) -> Vec<u8> {
        let own = SecretKey::from_slice(&[7; 32]).unwrap();
        let theirs = PublicKey::from_sec1_bytes(&self.key.point).unwrap();
        let shared = p256::ecdh::diffie_hellman(own.to_nonzero_scalar(), theirs.as_affine());
        let label = Label {
            device: self.device,
            officer: self.officer,
            made_at: Utc::now(),
            count: count.try_into().unwrap(),
            point: own.public_key().to_encoded_point(false).as_bytes().to_vec(),
        };
        let mut mac = Blake2bMac::<U32>::new_from_slice(&self.key.token).unwrap();
        for part in [
            PURPOSE,
            &label.point,
            &self.key.point,
            shared.raw_secret_bytes(),
        ] {
            mac.update(part);
        }
        let key: [u8; 32] = mac.finalize_fixed().into();
        let binding = label.binding();
        let payload = Payload {
            msg: contents,
            aad: binding.as_bytes(),
        };
        let cipher = Aes256Gcm::new_from_slice(&key).unwrap();
        let sealed = cipher.encrypt(&Nonce::from([3; 12]), payload).unwrap();
        let told = cbor(&label);
        let length = u32::try_from(told.len()).unwrap().to_be_bytes();
        [MAGIC.as_slice(), &length, &told, &[3; 12], &sealed].concat()
    }

    async fn push(&self, ops: Vec<Op>) -> PushAnswer {
        let push = Push {
            proto: PROTOCOL,
            epoch: Some(self.house.ledger.epoch()),
            device: self.device,
            inc: self.inc(),
            ops,
            void: Vec::new(),
            let_go: Vec::new(),
        };
        self.house
            .call("push", &self.cookie, Named("push", push))
            .await
            .cbor()
    }
}

async fn sign_in(house: &House, role: Role) -> String {
    let officer = house.county.who(role).id;
    let people = &house.county.people;
    let person = people
        .iter()
        .find(|person| person.officer.id == officer)
        .unwrap();
    let answer = house.try_sign_in(&person.sign_in_name, PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.cookie()
}

fn cbor(value: &impl Serialize) -> Vec<u8> {
    crate::house::cbor(value)
}

fn contents(beginning: &Beginning, ops: &[Op]) -> Vec<u8> {
    let mut bytes = cbor(beginning);
    for op in ops {
        bytes.extend(cbor(op));
    }
    bytes
}

fn op(dseq: u64, record: RecordId, said: &str) -> Op {
    let body = Command::Petition(Petition::Contact(Contact {
        kind: ContactKind::Call,
        on: day_of(Utc::now()),
        with: "陈山".to_owned(),
        said: said.to_owned(),
    }));
    Op {
        dseq,
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

/// What the handlers wrote down about the road, in order.
async fn said(house: &House) -> Vec<String> {
    let id = house.county.petition("road");
    let Some(Record::Petition(petition)) = house.ledger.record(id).await.unwrap() else {
        panic!("no petition");
    };
    petition
        .contacts
        .iter()
        .map(|contact| contact.said.clone())
        .collect()
}

async fn take_in(house: &House, file: &[u8]) -> Answer {
    let security = sign_in(house, Role::SecurityAdmin).await;
    house
        .call("take-in-outbox", &security, Named("file", file))
        .await
}

async fn taken(house: &House, file: &[u8]) -> (u32, u32, u32, u32) {
    let taken: TakenIn = take_in(house, file).await.cbor();
    (taken.done, taken.known, taken.returned, taken.held)
}

#[tokio::test]
async fn a_file_is_taken_in_once_however_often_it_comes_and_the_tablet_finds_its_work_settled() {
    let house = House::open().await;
    let road = house.county.petition("road");
    let tablet = Tablet::of(&house, Role::Handler).await;
    let well = house.county.petition("well");
    let ops = vec![
        op(1, road, "甲"),
        op(2, well, "不是我的"),
        op(3, road, "乙"),
    ];
    let file = tablet.file(&ops);
    assert_eq!(taken(&house, &file).await, (2, 0, 1, 0));
    assert_eq!(taken(&house, &file).await, (0, 3, 0, 0));
    assert_eq!(said(&house).await, ["甲", "乙"]);

    // The tablet gets a network after all.
    let answer = tablet.push(ops).await;
    assert_eq!((answer.last_dseq, answer.forked), (3, false));
    assert!(matches!(
        answer.outcomes[1].outcome,
        Outcome::Refused { .. }
    ));
    tablet.push(vec![op(4, road, "丙")]).await;
    assert_eq!(said(&house).await, ["甲", "乙", "丙"]);

    let mut door = house.back_door().await;
    let line: String = sqlx::query_scalar(
        "SELECT detail FROM audit WHERE act = 'take_in_outbox' AND detail <> '' ORDER BY nth LIMIT 1",
    )
    .fetch_one(&mut door)
    .await
    .unwrap();
    assert!(
        line.ends_with("done=2 known=0 returned=1 held=0 files=0 files_left=0"),
        "{line}"
    );
}

#[tokio::test]
async fn what_the_tablet_had_sent_already_and_what_came_back_to_it_is_not_done_again() {
    let house = House::open().await;
    let road = house.county.petition("road");
    let tablet = Tablet::of(&house, Role::Handler).await;
    let sent = op(1, road, "先送的");
    tablet.push(vec![sent.clone()]).await;
    let returned = op(2, road, "退回过的");
    let beginning = Beginning {
        returned: vec![returned.op_id],
        ..tablet.beginning()
    };
    let ops = [sent, returned, op(3, road, "后写的")];
    let file = tablet.sealed(&contents(&beginning, &ops), 3);
    assert_eq!(taken(&house, &file).await, (1, 1, 1, 0));
    assert_eq!(said(&house).await, ["先送的", "后写的"]);
}

#[tokio::test]
async fn positions_that_do_not_fit_lose_nothing() {
    let house = House::open().await;
    let road = house.county.petition("road");
    let tablet = Tablet::of(&house, Role::Handler).await;
    // A restored server never heard of what came before; a copied device used the positions for other work.
    let later = [op(41, road, "四十一"), op(42, road, "四十二")];
    assert_eq!(taken(&house, &tablet.file(&later)).await, (2, 0, 0, 0));
    tablet.push(vec![op(1, road, "另一台的")]).await;
    let mine = [
        op(1, road, "这一台的"),
        later[1].clone(),
        op(43, road, "四十三"),
    ];
    assert_eq!(taken(&house, &tablet.file(&mine)).await, (2, 1, 0, 0));
    assert_eq!(
        said(&house).await,
        ["四十一", "四十二", "另一台的", "这一台的", "四十三"]
    );
    // One id with two texts: which was meant, only people can say.
    let other = Op {
        body: op(1, road, "换了字").body,
        ..mine[0].clone()
    };
    assert_eq!(
        taken(&house, &tablet.file(&[other, op(2, road, "其余")])).await,
        (1, 0, 0, 1)
    );
}

#[tokio::test]
async fn what_this_program_does_not_read_is_held_and_hides_nothing() {
    let house = House::open().await;
    let road = house.county.petition("road");
    let tablet = Tablet::of(&house, Role::Handler).await;
    let mut bytes = contents(&tablet.beginning(), &[op(1, road, "认得的")]);
    bytes.extend(cbor(
        &serde_json::json!({"dseq": 2, "body": {"Dispute": {"Mediate": 1}}}),
    ));
    bytes.extend(cbor(&op(3, road, "也认得")));
    assert_eq!(taken(&house, &tablet.sealed(&bytes, 3)).await, (2, 0, 0, 1));
    assert_eq!(said(&house).await, ["认得的", "也认得"]);
}

#[tokio::test]
async fn a_file_that_is_changed_foreign_or_forged_is_not_taken() {
    let house = House::open().await;
    let road = house.county.petition("road");
    let tablet = Tablet::of(&house, Role::Handler).await;
    let ops = [op(1, road, "甲")];
    let file = tablet.file(&ops);
    let security = sign_in(&house, Role::SecurityAdmin).await;
    let refused = async |file: &[u8], why: &str| {
        let answer = house
            .call("take-in-outbox", &security, Named("file", file))
            .await;
        assert_eq!(answer.cbor::<ApiError>(), ApiError::BadRequest, "{why}");
    };
    for at in (0..file.len()).step_by(17) {
        let mut changed = file.clone();
        changed[at] ^= 1;
        refused(&changed, &format!("byte {at} changed")).await;
    }
    refused(&file[..file.len() - 1], "cut").await;
    refused(b"", "empty").await;
    refused(b"PK\x03\x04", "another kind of file").await;
    let other = Tablet::of(&house, Role::TownshipCadre).await;
    let forged = Tablet {
        key: OutboxKey {
            token: other.key.token.clone(),
            ..tablet.key.clone()
        },
        ..tablet
    };
    refused(&forged.file(&ops), "made by somebody else").await;
    let elsewhere = House::open().await;
    let stranger = Tablet::of(&elsewhere, Role::Handler).await;
    refused(&stranger.file(&ops), "for another bureau").await;
    assert!(said(&house).await.is_empty());
}

#[tokio::test]
async fn photos_come_along_once_and_only_as_their_author_attached_them() {
    let house = House::open().await;
    let road = house.county.petition("road");
    let tablet = Tablet::of(&house, Role::Handler).await;
    let picture = jpeg(50_000);
    let papers = [(); 3].map(|()| paper(&picture, Media::Jpeg));
    let mut ops: Vec<Op> = (1..).map(|nth| op(nth, road, "")).take(2).collect();
    for (op, paper) in ops.iter_mut().zip(&papers) {
        op.body = CommandBody::of(Command::Petition(Petition::Attach(paper.clone())));
    }
    let carried = |file: AttachmentId, bytes: &[u8]| {
        cbor(&Carried {
            record: road,
            file,
            bytes: Bytes(bytes.to_vec()),
        })
    };
    let (whole, spoiled, unknown) = (papers[0].id, papers[1].id, papers[2].id);
    let mut inside = contents(&tablet.beginning(), &ops);
    inside.extend(carried(whole, &picture));
    inside.extend(carried(spoiled, &picture[1..]));
    inside.extend(carried(unknown, &picture));
    let file = tablet.sealed(&inside, ops.len());

    let first: TakenIn = take_in(&house, &file).await.cbor();
    assert_eq!((first.done, first.held), (2, 0));
    assert_eq!((first.files, first.files_left), (1, 2));
    let again: TakenIn = take_in(&house, &file).await.cbor();
    assert_eq!((again.known, again.files, again.files_left), (2, 1, 2));

    let cookie = [("cookie", tablet.cookie.as_str())];
    let path = |id: AttachmentId| format!("/api/v1/attachments/{road}/{id}");
    assert_eq!(house.get(&path(whole), &cookie).await.body, picture);
    let missing = house.get(&path(spoiled), &cookie).await;
    assert_ne!(missing.status, StatusCode::OK);

    // Somebody else's file cannot be filled in, though they see the petition.
    let head = Tablet::of(&house, Role::UnitHead).await;
    let mut inside = contents(&head.beginning(), &[]);
    inside.extend(carried(spoiled, &picture));
    let foreign: TakenIn = take_in(&house, &head.sealed(&inside, 0)).await.cbor();
    assert_eq!((foreign.files, foreign.files_left), (0, 1));
}

#[tokio::test]
async fn the_command_takes_a_file_in_and_says_numbers_only() {
    let house = House::open().await;
    let road = house.county.petition("road");
    let tablet = Tablet::of(&house, Role::Handler).await;
    let path = house.folder.path().join("huiyin-outbox-1.hyo");
    std::fs::write(&path, tablet.file(&[op(1, road, "水渠修到哪一步了")])).unwrap();
    house.ledger.close().await;
    let run = |path: &std::path::Path| {
        Process::new(env!("CARGO_BIN_EXE_server"))
            .args(["import", "outbox"])
            .arg(path)
            .env("HUIYIN_DATABASE", &settings(house.folder.path()).database)
            .output()
            .unwrap()
    };
    let done = run(&path);
    let told = String::from_utf8(done.stdout).unwrap();
    assert!(
        done.status.success() && told.contains("新收 1 条"),
        "{told}"
    );
    assert!(!told.contains("水渠"), "{told}");
    let again = String::from_utf8(run(&path).stdout).unwrap();
    assert!(again.contains("新收 0 条，原已收到 1 条"), "{again}");
    std::fs::write(&path, b"HUIYIN-OUTBOX-1\nxxxx").unwrap();
    assert!(!run(&path).status.success());
}
