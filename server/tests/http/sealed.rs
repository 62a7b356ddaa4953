//! Red line 1: a report against an official reaches nobody but the discipline channel, by any way there is.
//!
//! One report is planted with words that stand nowhere else, and every other post looks for them through every
//! server function and every address. The list of functions and addresses is read from the program: a new one
//! without a probe fails here.

mod probes;
mod readings;
mod series;

use self::probes::probes;
use crate::county::registration;
use crate::house::{Answer, House, Named, PASSWORD, request};
use app::api::ListQuery;
use app::filing::Written;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use chrono::Utc;
use ciborium::Value as Cbor;
use domain::duty::{Actor, Officer, Role};
use domain::ids::{AttachmentId, CommandId, DeviceId, RecordId, day_of};
use domain::petition::{
    Acceptance, Attachment, AttachmentKind, Command as Petition, Contact, ContactKind, FileDigest,
    Media, Notice, Path, Purpose, Service,
};
use domain::steps::Place;
use domain::{Command, Record};
use serde::Serialize;
use serde_json::json;
use server::store::{Issue, Issued};
use server::telemetry;
use std::collections::BTreeSet;
use std::fs;
use std::io::Write;
use std::path::{Path as File, PathBuf};
use std::sync::{Arc, Mutex, OnceLock};
use tower::ServiceExt;
use uuid::Uuid;

/// Stands in every text of the report, and in nothing else in the house.
const MARK: &str = "蓝鲸七号";
/// The telephone of whoever reports.
const PHONE: &str = "13900770077";
/// How the numbers of sealed reports begin; the open register knows no such number.
const NUMBER: &str = "信密〔";

const REPORT: RecordId = RecordId(Uuid::from_u128(0xB1E7));
const FILED: RecordId = RecordId(Uuid::from_u128(0xB1E8));
const PHOTO: AttachmentId = AttachmentId(Uuid::from_u128(0xB1E9));

/// What was written to the log by anybody while the tests of this program ran.
#[derive(Clone, Default)]
struct Logged(Arc<Mutex<Vec<u8>>>);

impl Write for Logged {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn logged() -> &'static Logged {
    static LOGGED: OnceLock<Logged> = OnceLock::new();
    LOGGED.get_or_init(|| {
        let logged = Logged::default();
        let writer = logged.clone();
        tracing_subscriber::fmt()
            .with_max_level(tracing::Level::DEBUG)
            .with_writer(move || writer.clone())
            .try_init()
            .expect("no other test of this program takes the log");
        logged
    })
}

/// One who looks.
struct Eyes {
    label: String,
    cookie: String,
    device: DeviceId,
    /// Whether this is the one channel that may see.
    may: bool,
    address: String,
}

#[tokio::test]
async fn a_planted_report_is_found_by_nobody_else_in_any_way() {
    let log = logged();
    let counters = telemetry::counters().unwrap();
    let house = House::open_with(|settings| {
        settings.trust_forwarded = true;
        settings.sign_in.a_minute = 0;
    })
    .await;
    let eyes = eyes(&house).await;
    let before = overview(&house, &eyes).await;
    let first = number_of_the_next(&house).await;
    plant(&house).await;
    let second = number_of_the_next(&house).await;
    assert_eq!(
        nth(&first) + 1,
        nth(&second),
        "the open register shows a gap: {first}, {second}"
    );

    // Two open items came in beside the report, which the overviews show; the report itself moves no figure.
    let after = overview(&house, &eyes).await;
    for ((one, was), now) in eyes.iter().zip(&before).zip(&after) {
        let who = &one.label;
        let came = now.items - was.items;
        if one.may {
            // The sabotage of the counts: whoever may see the report counts it, and no open item.
            assert_eq!((came, now.reports - was.reports), (1, 1), "{who}");
            continue;
        }
        assert!(was.inbox == now.inbox, "{who} sees the inbox move");
        assert!(
            [0, 2].contains(&(now.total - was.total)),
            "{who} sees {} more in the list, two came in",
            now.total - was.total
        );
        assert_eq!(
            came,
            now.total - was.total,
            "{who} counts what is not listed"
        );
        assert_eq!((was.reports, now.reports), (0, 0), "{who} counts reports");
    }

    let mut found = BTreeSet::new();
    for one in &eyes {
        for (probe, answer) in look(&house, one).await {
            let told = holds(&answer);
            if one.may && told {
                found.insert(probe);
            } else {
                assert!(!told, "{} finds the report by {probe}", one.label);
            }
        }
        if !one.may {
            compare_with_nothing(&house, one).await;
        }
    }
    // The probes can find it: whoever may see it does, by each of these ways.
    for way in ["list", "list by words", "record", "pull", "inbox", "filing"] {
        assert!(
            found.contains(way),
            "the channel itself does not find it by {way}: {found:?}"
        );
    }

    let metrics = telemetry::metrics_routes(counters);
    let asked = request(Method::GET, "/metrics", &[], Body::empty());
    let answer = metrics.oneshot(asked).await.unwrap();
    let text = axum::body::to_bytes(answer.into_body(), usize::MAX)
        .await
        .unwrap();
    assert!(!text.is_empty() && !marked(&text), "the metrics tell of it");
    let log = log.0.lock().unwrap();
    assert!(
        !log.is_empty(),
        "nothing was logged, so nothing was looked at"
    );
    assert!(!marked(&log), "the log tells of it");
}

/// Every address of the program has a probe: the sources are the list.
#[test]
fn every_address_is_probed() {
    let mut routes = BTreeSet::new();
    sources(
        &PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src"),
        &mut |text| {
            for piece in text.split(".route(").skip(1) {
                let literal = piece.trim_start().strip_prefix('"');
                if let Some((route, _)) = literal.and_then(|rest| rest.split_once('"')) {
                    routes.insert(route.to_owned());
                }
            }
        },
    );
    assert!(routes.len() > 15, "the routes were not found: {routes:?}");
    let probed: BTreeSet<String> = ADDRESSES.iter().map(|route| (*route).to_owned()).collect();
    let missing: Vec<&String> = routes.difference(&probed).collect();
    assert!(
        missing.is_empty(),
        "say in ADDRESSES how the report is looked for at {missing:?}"
    );
}

fn sources(folder: &File, read: &mut impl FnMut(&str)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, read);
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            read(&fs::read_to_string(&path).unwrap());
        }
    }
}

/// Every address; `{…}` is filled with the report's own ids. Metrics have a listener of their own.
const ADDRESSES: &[&str] = &[
    "/",
    "/api/v1/attachments/{record}/{id}",
    "/api/v1/attachments/{record}/{id}/state",
    "/api/v1/attachments/{record}/{id}/thumbnail",
    "/api/v1/attachments/{record}/{id}/{offset}",
    "/api/v1/documents/{record}/{nth}/docx",
    "/api/v1/documents/{record}/{nth}/pdf",
    "/api/v1/poke",
    "/desk",
    "/desk/",
    "/desk/copy/{id}",
    "/desk/receipt/{id}",
    "/desk/volume/{id}",
    "/desk/{*place}",
    "/file",
    "/health",
    "/item",
    "/item/copy",
    "/item/leave",
    "/item/rating",
    "/item/review",
    "/item/thanks",
    "/metrics",
    "/query",
];

/// Answers that never end, or that end the looking.
const UNREAD: &[&str] = &["/api/v1/poke", "/item/leave", "/metrics"];

fn filled(route: &str, record: RecordId) -> String {
    let of_a_file = route.starts_with("/api/v1/attachments");
    let id = if of_a_file {
        PHOTO.to_string()
    } else {
        record.to_string()
    };
    route
        .replace("{record}", &record.to_string())
        .replace("{id}", &id)
        .replace("{offset}", "0")
        .replace("{nth}", "0")
        .replace("{*place}", &format!("petitions/{record}"))
}

async fn eyes(house: &House) -> Vec<Eyes> {
    let mut eyes = Vec::new();
    for (nth, person) in house.county.people.iter().enumerate() {
        let answer = house.try_sign_in(&person.sign_in_name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", person.label);
        eyes.push(Eyes {
            label: person.label.clone(),
            cookie: answer.cookie(),
            device: DeviceId(Uuid::new_v4()),
            may: person.officer.is(Role::DisciplineOfficer),
            address: format!("192.0.2.{}", nth + 1),
        });
    }
    eyes.push(Eyes {
        label: "signed out".to_owned(),
        cookie: String::new(),
        device: DeviceId(Uuid::new_v4()),
        may: false,
        address: "192.0.2.200".to_owned(),
    });
    eyes
}

/// What somebody sees at a glance: how many rows, how many are counted, how many reports among them, and the inbox
/// word for word.
struct Overview {
    total: i64,
    items: i64,
    reports: i64,
    inbox: Vec<u8>,
}

async fn overview(house: &House, eyes: &[Eyes]) -> Vec<Overview> {
    let mut seen = Vec::new();
    for one in eyes {
        let figure = async |function: &str, field: &str, query: ListQuery| {
            let asked = packed(&Named("query", query));
            let answer = house.call(function, &one.cookie, asked).await;
            match answer.status {
                StatusCode::OK => answer.value()[field].as_i64().unwrap_or(0),
                _ => 0,
            }
        };
        let reports = ListQuery {
            purpose: Some(Purpose::Report),
            ..ListQuery::default()
        };
        seen.push(Overview {
            total: figure("list", "total", ListQuery::default()).await,
            items: figure("tally", "items", ListQuery::default()).await,
            reports: figure("tally", "items", reports).await,
            inbox: house.call("inbox", &one.cookie, json!({})).await.body,
        });
    }
    seen
}

async fn issue(house: &House, record: RecordId, officer: &Officer, command: Petition) {
    let issued = Issued {
        op_id: CommandId(Uuid::new_v4()),
        record,
        actor: Actor::Officer(officer.clone()),
        command: Command::Petition(command),
        at: None,
        recorded_at: Utc::now(),
        place: Place::Online,
    };
    let outcome = house.ledger.issue(vec![issued]).await.unwrap();
    assert!(matches!(outcome[..], [Issue::Done { .. }]), "{outcome:?}");
}

/// Registers one more open item and tells its number.
async fn number_of_the_next(house: &House) -> String {
    let registrar = house.county.who(Role::Registrar).clone();
    let id = RecordId(Uuid::new_v4());
    let command = Petition::Register(registration(Purpose::Plea));
    issue(house, id, &registrar, command).await;
    let Some(Record::Petition(petition)) = house.ledger.record(id).await.unwrap() else {
        panic!("the item is not there");
    };
    petition.number.unwrap()
}

fn nth(number: &str) -> u64 {
    let (_, rest) = number.split_once('〕').unwrap();
    rest.trim_end_matches('号').parse().unwrap()
}

/// The report, its handling, its file, and another that a petitioner filed and nobody has taken over.
async fn plant(house: &House) {
    let officer = house.county.who(Role::DisciplineOfficer).clone();
    let today = day_of(Utc::now());
    let mut told = registration(Purpose::Report);
    told.title = format!("{MARK}的标题");
    told.text = format!("{MARK}的内容：青川县交通运输局干部收钱。");
    told.place = format!("{MARK}的地点");
    told.demands = vec![format!("查处{MARK}")];
    told.petitioners[0].name = format!("{MARK}举报人");
    told.petitioners[0].phone = PHONE.to_owned();
    issue(house, REPORT, &officer, Petition::Register(told)).await;
    let photo = Attachment {
        id: PHOTO,
        kind: AttachmentKind::Photo,
        about: None,
        name: format!("{MARK}的照片"),
        media: Media::Jpeg,
        bytes: 1_000,
        sha256: FileDigest([7; 32]),
        taken_at: None,
    };
    issue(house, REPORT, &officer, Petition::Attach(photo)).await;
    let acceptance = Acceptance {
        path: Path::Discipline,
        simple: false,
        handler: officer.id,
        notice: Notice {
            service: Service::InPerson,
            on: today,
        },
    };
    issue(house, REPORT, &officer, Petition::Accept(acceptance)).await;
    let contact = Contact {
        kind: ContactKind::Call,
        on: today,
        with: format!("{MARK}举报人"),
        said: format!("{MARK}的谈话"),
    };
    issue(house, REPORT, &officer, Petition::Contact(contact)).await;
    let directory = house.ledger.directory().await.unwrap();
    let bureau = directory
        .unit(house.county.who(Role::Registrar).unit)
        .unwrap();
    let written = Written {
        purpose: Some(Purpose::Report),
        title: format!("{MARK}网上标题"),
        text: format!("{MARK}网上内容"),
        ..Written::default()
    };
    let filed = house.ledger.file(FILED, bureau.id, written, Utc::now());
    assert!(filed.await.unwrap());
}

fn packed(arguments: &impl Serialize) -> Cbor {
    Cbor::serialized(arguments).unwrap()
}

fn marked(bytes: &[u8]) -> bool {
    [MARK, PHONE, NUMBER].iter().any(|mark| {
        bytes
            .windows(mark.len())
            .any(|window| window == mark.as_bytes())
    })
}

/// Whether an answer tells anything of the report, in its body or its headers.
fn holds(answer: &Answer) -> bool {
    let headers = answer
        .headers
        .values()
        .any(|value| marked(value.as_bytes()));
    headers || marked(&answer.body)
}

/// Every way to look, and what came back.
async fn look(house: &House, one: &Eyes) -> Vec<(String, Answer)> {
    let mut answers = Vec::new();
    let functions: Vec<&str> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path.strip_prefix("/api/v1/").expect("a pinned path"))
        .collect();
    assert!(
        functions.len() >= 16,
        "the functions are not registered: {functions:?}"
    );
    for function in functions {
        for (name, arguments) in probes(house, function, REPORT, one) {
            let answer = house.call(function, &one.cookie, arguments).await;
            answers.push((name, answer));
        }
    }
    for route in ADDRESSES.iter().filter(|route| !UNREAD.contains(route)) {
        let path = filled(route, REPORT);
        let headers = [
            ("cookie", one.cookie.as_str()),
            ("x-forwarded-for", one.address.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        for method in [Method::GET, Method::PUT, Method::POST] {
            let asked = request(
                method.clone(),
                &path,
                &headers,
                Body::from("code=x&reasons=x"),
            );
            answers.push((format!("{method} {route}"), house.send(asked).await));
        }
    }
    answers
}

/// Asked for by its id, the report is answered like an id that was never given out.
async fn compare_with_nothing(house: &House, one: &Eyes) {
    let nothing = RecordId(Uuid::from_u128(0xDEAD));
    let mut answers = Vec::new();
    for target in [REPORT, nothing] {
        let answer = house
            .call("record", &one.cookie, packed(&Named("id", target)))
            .await;
        answers.push((answer.status, answer.body));
    }
    assert!(
        answers[0] == answers[1],
        "{}: `record` tells them apart",
        one.label
    );
    for route in ADDRESSES
        .iter()
        .filter(|route| route.contains("{record}") || route.ends_with("{id}"))
    {
        let mut answers = Vec::new();
        for target in [REPORT, nothing] {
            let headers = [
                ("cookie", one.cookie.as_str()),
                ("x-forwarded-for", one.address.as_str()),
            ];
            let path = filled(route, target);
            let asked = request(Method::GET, &path, &headers, Body::empty());
            let answer = house.send(asked).await;
            let length = answer.headers.get(header::CONTENT_LENGTH).cloned();
            let body = String::from_utf8_lossy(&answer.body).replace(&target.to_string(), "…");
            answers.push((answer.status, length, body));
        }
        assert!(
            answers[0] == answers[1],
            "{}: {route} tells them apart",
            one.label
        );
    }
}
