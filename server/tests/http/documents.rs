//! Files of issued documents: for whoever may see the case, each hand-out on record before it leaves, and none
//! whose words are not what was frozen.

use crate::attachments::{attach, paper, put};
use crate::case::answered;
use crate::house::{Answer, House};
use app::document::{Case, fill};
use axum::http::{StatusCode, header};
use chrono::Utc;
use domain::document::{DocumentKind, Issuing, Templates};
use domain::duty::{Actor, Officer, Role};
use domain::ids::{CommandId, RecordId};
use domain::petition::{
    About, Attachment, AttachmentKind, Command as Petition, Declining, Media, Notice, Service,
};
use domain::steps::Place;
use domain::{Command, Record, Setting};
use image::{ImageFormat, Rgba, RgbaImage};
use server::config::Loaded;
use server::doctor::{self, Verdict};
use server::store::{Issue, Issued};
use std::collections::BTreeSet;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use uuid::Uuid;

const NEWCOMER: &str = "Handler, first password";
const FORMATS: [&str; 2] = ["docx", "pdf"];

async fn taken(house: &House, record: RecordId, actor: &Actor, command: Petition) {
    let now = Utc::now();
    let issued = Issued {
        op_id: CommandId(Uuid::new_v4()),
        record,
        actor: actor.clone(),
        command: Command::Petition(command),
        at: Some(now),
        recorded_at: now,
        place: Place::Online,
    };
    let outcome = house.ledger.issue(vec![issued]).await.unwrap();
    assert!(matches!(outcome[..], [Issue::Done { .. }]), "{outcome:?}");
}

/// Issues a document of `kind` with the words the case gives it.
async fn issue(house: &House, record: RecordId, role: Role, kind: DocumentKind) {
    issue_as(house, record, house.county.who(role), kind).await;
}

/// The same, by this very officer.
pub async fn issue_as(house: &House, record: RecordId, officer: &Officer, kind: DocumentKind) {
    let actor = Actor::Officer(officer.clone());
    let Some(Record::Petition(petition)) = house.ledger.record(record).await.unwrap() else {
        panic!("the case is there");
    };
    let (directory, rules) = (
        house.ledger.directory().await.unwrap(),
        house.ledger.rules().await.unwrap(),
    );
    let now = Utc::now();
    let setting = Setting {
        actor: &actor,
        now,
        recorded_at: now,
        place: Place::Online,
        directory: &directory,
        calendar: &rules.calendar,
        policy: &rules.policy,
    };
    let case = Case {
        petition: &petition,
        setting,
        templates: &Templates::default(),
    };
    let issuing = Issuing {
        kind,
        content: fill(kind, &case),
        replaces: None,
        reason: String::new(),
    };
    taken(house, record, &actor, Petition::Issue(Box::new(issuing))).await;
}

fn address(record: RecordId, nth: u16, format: &str) -> String {
    format!("/api/v1/documents/{record}/{nth}/{format}")
}

async fn look(house: &House, sign_in_name: &str, path: &str) -> Answer {
    let cookie = house.sign_in(sign_in_name).await;
    house.get(path, &[("cookie", &cookie)]).await
}

/// Who gets the file in either format; to everybody else there is no such thing.
async fn admitted(house: &House, record: RecordId) -> BTreeSet<String> {
    let mut admitted = BTreeSet::new();
    for person in &house.county.people {
        let cookie = house.sign_in(&person.sign_in_name).await;
        let headers = [("cookie", cookie.as_str())];
        let mut got = Vec::new();
        for format in FORMATS {
            let answer = house.get(&address(record, 0, format), &headers).await;
            let nowhere = address(RecordId(Uuid::new_v4()), 0, format);
            let nothing = house.get(&nowhere, &headers).await;
            got.push(answer.status == StatusCode::OK);
            if person.label == NEWCOMER {
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
            } else if answer.status != StatusCode::OK {
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{}", person.label);
                assert!(answer.body == nothing.body, "{} can tell", person.label);
            }
        }
        assert_eq!(got[0], got[1], "{}", person.label);
        if got[0] {
            admitted.insert(person.label.clone());
        }
    }
    for format in FORMATS {
        let path = address(record, 0, format);
        assert_eq!(house.get(&path, &[]).await.status, StatusCode::UNAUTHORIZED);
    }
    admitted
}

fn set(labels: &[&str]) -> BTreeSet<String> {
    labels.iter().map(|label| (*label).to_owned()).collect()
}

fn sign_in_name(house: &House, label: &str) -> String {
    let mut people = house.county.people.iter();
    let person = people.find(|person| person.label == label);
    person.expect("somebody").sign_in_name.clone()
}

#[tokio::test]
async fn whoever_sees_the_case_gets_its_documents_and_nobody_else() {
    let house = House::open().await;
    let road = house.county.petition("road");
    issue(&house, road, Role::Handler, DocumentKind::Acceptance).await;
    let seeing = set(&[
        "Registrar",
        "BureauOfficer",
        "BureauHead",
        "Inspector",
        "Handler",
        "UnitHead",
    ]);
    assert_eq!(admitted(&house, road).await, seeing);
}

#[tokio::test]
async fn a_document_of_a_sealed_report_stays_in_the_discipline_channel() {
    let house = House::open().await;
    let sealed = house.county.petition("sealed");
    let discipline = Actor::Officer(house.county.who(Role::DisciplineOfficer).clone());
    let declining = Declining {
        reason: "反映的问题不属于本机关职责".to_owned(),
        whose_matter: "市纪委监委".to_owned(),
        notice: Notice {
            service: Service::InPerson,
            on: domain::ids::day_of(Utc::now()),
        },
    };
    taken(&house, sealed, &discipline, Petition::Decline(declining)).await;
    let channel = Role::DisciplineOfficer;
    issue(&house, sealed, channel, DocumentKind::Declining).await;
    let channel = set(&["DisciplineOfficer"]);
    assert_eq!(admitted(&house, sealed).await, channel);
}

#[tokio::test]
async fn a_file_says_what_it_is_and_under_which_digest_it_was_frozen() {
    let house = House::open().await;
    let road = house.county.petition("road");
    issue(&house, road, Role::Handler, DocumentKind::Acceptance).await;
    let Some(Record::Petition(petition)) = house.ledger.record(road).await.unwrap() else {
        panic!("the case is there");
    };
    let frozen = petition.documents.issued[0].sha256.expect("frozen");
    let handler = sign_in_name(&house, "Handler");
    for (format, media, head) in [
        ("docx", "officedocument.wordprocessingml", &b"PK"[..]),
        ("pdf", "application/pdf", b"%PDF-"),
    ] {
        let file = look(&house, &handler, &address(road, 0, format)).await;
        assert!(file.header(header::CONTENT_TYPE).contains(media));
        assert_eq!(file.header("x-frozen-sha256"), frozen.to_string());
        assert_eq!(file.header(header::CACHE_CONTROL), "private, no-store");
        let name = file.header(header::CONTENT_DISPOSITION);
        let plain = format!("attachment; filename=\"acceptance.{format}\"; filename*=UTF-8''");
        assert!(name.starts_with(&plain), "{name}");
        for petitioner in &petition.registration.petitioners {
            assert!(!name.contains(&petitioner.name), "{name}");
        }
        assert!(file.body.starts_with(head));
    }
    let beyond = look(&house, &handler, &address(road, 1, "pdf")).await;
    assert_eq!(beyond.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn each_hand_out_and_each_refused_one_is_on_record() {
    let house = House::open().await;
    let road = house.county.petition("road");
    issue(&house, road, Role::Handler, DocumentKind::Acceptance).await;
    for (label, format) in [
        ("Handler", "docx"),
        ("Handler elsewhere", "pdf"),
        ("UnitHead", "pdf"),
    ] {
        let name = sign_in_name(&house, label);
        look(&house, &name, &address(road, 0, format)).await;
    }
    let mut door = house.back_door().await;
    let lines: Vec<(bool, String)> = sqlx::query_as(
        "SELECT allowed, detail FROM audit WHERE act = 'export_document' ORDER BY nth",
    )
    .fetch_all(&mut door)
    .await
    .unwrap();
    let told: Vec<(bool, &str)> = lines.iter().map(|line| (line.0, line.1.as_str())).collect();
    assert_eq!(told, [(true, "0 docx"), (false, "0 pdf"), (true, "0 pdf")]);
}

/// The sabotage: somebody changes a word behind the program's back.
#[tokio::test]
async fn a_document_that_is_not_what_was_frozen_is_not_handed_out() {
    let house = House::open().await;
    let road = house.county.petition("road");
    issue(&house, road, Role::Handler, DocumentKind::Acceptance).await;
    assert_eq!(examined(&house).await, Verdict::Good);
    let mut door = house.back_door().await;
    let changed =
        sqlx::query("UPDATE record SET body = replace(body, '决定予以受理', '决定不予受理')")
            .execute(&mut door)
            .await
            .unwrap();
    assert!(changed.rows_affected() > 0);
    let stored = house.ledger.record(road).await.unwrap();
    let Some(Record::Petition(petition)) = stored else {
        panic!("the case is there");
    };
    let words = &petition.documents.issued[0].content;
    assert!(words.says("决定不予受理"));
    let handler = sign_in_name(&house, "Handler");
    for format in FORMATS {
        let file = look(&house, &handler, &address(road, 0, format)).await;
        assert_eq!(file.status, StatusCode::INTERNAL_SERVER_ERROR, "{format}");
        assert!(!file.text().contains("受理"));
    }
    assert_eq!(examined(&house).await, Verdict::Wrong);
}

/// What `server doctor` says of the issued documents.
async fn examined(house: &House) -> Verdict {
    let loaded = Loaded {
        settings: (*house.settings).clone(),
        said: Vec::new(),
        file: None,
    };
    let report = doctor::examine(&loaded).await.unwrap();
    let mut findings = report.findings().iter();
    let of_documents = findings.find(|finding| finding.words.contains("documents are"));
    of_documents.expect("a line on documents").verdict
}

/// A sheet with one stroke on it.
fn stroke() -> Vec<u8> {
    let mut png = Cursor::new(Vec::new());
    let picture = RgbaImage::from_fn(120, 40, |x, y| {
        Rgba([28, 35, 43, if x.abs_diff(y * 3) < 9 { 255 } else { 0 }])
    });
    picture.write_to(&mut png, ImageFormat::Png).unwrap();
    png.into_inner()
}

/// What the petitioner signed with a finger is on the receipt of service, once its bytes have come.
#[tokio::test]
async fn the_receipt_of_service_shows_the_signature_that_was_drawn() {
    let house = House::open().await;
    let record = answered(&house, 1).await.record;
    let handler = house.county.who(Role::Handler).clone();
    let name = sign_in_name(&house, "Handler");
    let file = stroke();
    let paper = Attachment {
        kind: AttachmentKind::Signature,
        about: Some(About::Delivery),
        ..paper(&file, Media::Png)
    };
    attach(&house, &handler, record, &paper).await;
    issue(&house, record, Role::Handler, DocumentKind::ServiceReceipt).await;

    let before = look(&house, &name, &address(record, 0, "docx")).await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(!zipped(&before.body, "word/media/"), "nothing has come yet");
    let cookie = house.sign_in(&name).await;
    let chunk = format!("/api/v1/attachments/{record}/{}/0", paper.id);
    let sent = put(&house, &cookie, &chunk, &file).await;
    assert_eq!(sent.status, StatusCode::OK, "{}", sent.text());
    let after = look(&house, &name, &address(record, 0, "docx")).await;
    assert!(zipped(&after.body, "word/media/"), "the stroke is in it");
    assert_eq!(
        before.header("x-frozen-sha256"),
        after.header("x-frozen-sha256")
    );
    let pdf = look(&house, &name, &address(record, 0, "pdf")).await;
    assert!(pdf.body.starts_with(b"%PDF-"));

    // The sabotage: another picture where the frozen one lay.
    let other = stroke().len();
    let kept = kept_file(house.folder.path(), other);
    std::fs::write(kept, b"another picture").unwrap();
    let broken = look(&house, &name, &address(record, 0, "pdf")).await;
    assert_eq!(broken.status, StatusCode::INTERNAL_SERVER_ERROR);
}

/// Whether a zip names a file that begins so.
fn zipped(file: &[u8], name: &str) -> bool {
    file.windows(name.len()).any(|at| at == name.as_bytes())
}

/// The one kept file of this length.
fn kept_file(folder: &Path, length: usize) -> PathBuf {
    let mut folders = vec![folder.to_owned()];
    let mut found = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if std::fs::metadata(&path).unwrap().len() == length as u64 {
                found.push(path);
            }
        }
    }
    assert_eq!(found.len(), 1, "{found:?}");
    found.remove(0)
}
