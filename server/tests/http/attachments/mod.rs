//! Files on their way into the bureau and out to whoever may see them.

mod access;
mod interrupted;
mod killed;
mod pictures;
mod stock;
mod upload;

use crate::house::{Answer, House, request};
use axum::body::Body;
use axum::http::Method;
use chrono::Utc;
use domain::duty::{Actor, Officer, Role};
use domain::ids::{AttachmentId, CommandId, RecordId};
use domain::petition::{
    Attached, Attachment, AttachmentKind, Command as Petition, FileDigest, Media,
};
use domain::steps::Place;
use domain::{Command, Record};
use image::{ImageFormat, Rgb, RgbImage};
use server::store::{Issue, Issued};
use sha2::{Digest, Sha256};
use std::io::Cursor;
use sync::upload::UploadState;
use uuid::Uuid;

/// One chunk of these tests: the smallest there is.
pub const CHUNK: usize = 64 * 1024;

/// A JPEG that opens, with `tail` bytes after its end, as cameras leave them.
pub fn jpeg(tail: usize) -> Vec<u8> {
    let mut file = Cursor::new(Vec::new());
    RgbImage::from_fn(800, 400, |x, y| Rgb([(x % 256) as u8, (y % 256) as u8, 90]))
        .write_to(&mut file, ImageFormat::Jpeg)
        .unwrap();
    let mut file = file.into_inner();
    file.extend((0..tail).map(|nth| (nth * 31 % 251) as u8));
    file
}

pub fn paper(file: &[u8], media: Media) -> Attachment {
    Attachment {
        id: AttachmentId(Uuid::new_v4()),
        kind: AttachmentKind::File,
        about: None,
        name: "渠口".to_owned(),
        media,
        bytes: u32::try_from(file.len()).unwrap(),
        sha256: FileDigest(Sha256::digest(file).into()),
        taken_at: None,
    }
}

/// A county, somebody's desk in it, and a file written into one of its petitions.
pub struct Desk {
    pub house: House,
    pub officer: Officer,
    pub cookie: String,
    pub record: RecordId,
    pub paper: Attachment,
}

impl Desk {
    /// The handler of the road, about to send `file`.
    pub async fn with(file: &[u8]) -> Desk {
        Desk::of(Role::Handler, "road", paper(file, Media::Jpeg)).await
    }

    pub async fn of(role: Role, petition: &str, paper: Attachment) -> Desk {
        let house = House::open().await;
        let officer = house.county.who(role).clone();
        let cookie = house.sign_in(&sign_in_name(&house, &officer)).await;
        let record = house.county.petition(petition);
        attach(&house, &officer, record, &paper).await;
        Desk {
            house,
            officer,
            cookie,
            record,
            paper,
        }
    }

    pub fn path(&self, tail: &str) -> String {
        format!(
            "/api/v1/attachments/{}/{}{tail}",
            self.record, self.paper.id
        )
    }

    pub async fn get(&self, tail: &str) -> Answer {
        let cookie = [("cookie", self.cookie.as_str())];
        self.house.get(&self.path(tail), &cookie).await
    }

    pub async fn put(&self, offset: usize, chunk: &[u8]) -> Answer {
        put(
            &self.house,
            &self.cookie,
            &self.path(&format!("/{offset}")),
            chunk,
        )
        .await
    }

    /// Sends the file from `offset` to its end and gives the last answer.
    pub async fn send_from(&self, offset: usize, file: &[u8]) -> Answer {
        let mut at = offset;
        loop {
            let end = (at + CHUNK).min(file.len());
            let answer = self.put(at, &file[at..end]).await;
            if end == file.len() || answer.status != 200 {
                return answer;
            }
            at = end;
        }
    }

    /// How far the bureau says it has come.
    pub async fn state(&self) -> UploadState {
        self.get("/state").await.cbor()
    }

    pub async fn attached(&self) -> Attached {
        let Some(Record::Petition(petition)) = self.house.ledger.record(self.record).await.unwrap()
        else {
            panic!("the petition is there");
        };
        petition.attached(self.paper.id).unwrap().clone()
    }

    /// How many facts say that this file is stored.
    pub async fn facts(&self) -> i64 {
        let mut door = self.house.back_door().await;
        sqlx::query_scalar("SELECT count(*) FROM ledger WHERE body LIKE '%AttachmentStored%'")
            .fetch_one(&mut door)
            .await
            .unwrap()
    }
}

pub async fn put(house: &House, cookie: &str, path: &str, chunk: &[u8]) -> Answer {
    let headers = [("cookie", cookie), ("sec-fetch-site", "same-origin")];
    let body = Body::from(chunk.to_vec());
    house.send(request(Method::PUT, path, &headers, body)).await
}

pub fn sign_in_name(house: &House, officer: &Officer) -> String {
    let mut people = house.county.people.iter();
    let person = people.find(|person| person.officer.id == officer.id);
    person.unwrap().sign_in_name.clone()
}

pub async fn attach(house: &House, officer: &Officer, record: RecordId, paper: &Attachment) {
    let issued = Issued {
        op_id: CommandId(Uuid::new_v4()),
        record,
        actor: Actor::Officer(officer.clone()),
        command: Command::Petition(Petition::Attach(paper.clone())),
        at: None,
        recorded_at: Utc::now(),
        place: Place::Online,
    };
    let outcome = house.ledger.issue(vec![issued]).await.unwrap();
    assert!(matches!(outcome[..], [Issue::Done { .. }]), "{outcome:?}");
}
