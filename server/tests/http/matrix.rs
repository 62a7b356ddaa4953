//! Every server function and page as every role, printed to `tests/matrix.txt` and compared with it.
//!
//! `HUIYIN_BLESS=1 cargo test -p server --test http matrix` writes the file anew; its diff is then read by a person.

mod alike;
mod asked;
mod filings;

use self::asked::{contact, hello, pull, push, visit};
use crate::county::registration;
use crate::house::{Answer, House, Named, PASSWORD, Two, request};
use app::api::ListQuery;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use ciborium::Value as Cbor;
use domain::ids::{DeviceId, RecordId};
use domain::petition::{Command as Petition, Purpose};
use serde::Serialize;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use sync::protocol::{Outcome, PullAnswer, PushAnswer};
use uuid::Uuid;

/// What nobody signed in is called.
const STRANGER: &str = "signed out";

/// A device that nobody has.
const DEVICE: DeviceId = DeviceId(Uuid::from_u128(0x3000));

const FILE: &str = "tests/matrix.txt";

const HEAD: &str = "\
Who gets what: every server function and page, called by one officer of each post, by two in the wrong place,
by one with a first password, and by nobody signed in. The petitions: `new` waits in the bureau; `road` is
handled by the Handler's unit; `well` lies with the TownshipCadre's, who asked the VillageInformant in;
`sealed` reports an official. Written by the test `matrix`; regenerate with HUIYIN_BLESS=1 and read the diff.
";

/// One line of the walk: what is asked, and what each caller got.
struct Walk {
    /// Case → outcome → callers, outcomes in the order in which they first came.
    cases: BTreeMap<String, Vec<(String, Vec<String>)>>,
    /// How many knock at every door.
    callers: usize,
}

impl Walk {
    fn note(&mut self, case: &str, caller: &str, outcome: String) {
        let outcomes = self.cases.entry(case.to_owned()).or_default();
        match outcomes.iter_mut().find(|(known, _)| *known == outcome) {
            Some((_, callers)) => callers.push(caller.to_owned()),
            None => outcomes.push((outcome, vec![caller.to_owned()])),
        }
    }

    fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (case, outcomes) in &self.cases {
            writeln!(text, "\n{case}").unwrap();
            for (outcome, callers) in outcomes {
                writeln!(text, "    {outcome}").unwrap();
                let lines = if callers.len() == self.callers {
                    vec!["everybody".to_owned()]
                } else {
                    wrapped(callers)
                };
                for line in lines {
                    writeln!(text, "        {line}").unwrap();
                }
            }
        }
        text
    }
}

fn wrapped(callers: &[String]) -> Vec<String> {
    let mut lines: Vec<String> = vec![String::new()];
    for caller in callers {
        let line = lines.last_mut().unwrap();
        if line.len() + caller.len() > 90 {
            lines.push(caller.clone());
        } else if line.is_empty() {
            line.push_str(caller);
        } else {
            write!(line, " · {caller}").unwrap();
        }
    }
    lines
}

/// The arguments of `keep-spare-key`.
#[derive(Serialize)]
struct SpareKey {
    device: DeviceId,
    key: Vec<u8>,
}

/// Somebody who knocks at every door.
struct Caller {
    nth: usize,
    label: String,
    cookie: String,
    device: DeviceId,
}

#[tokio::test]
async fn every_function_and_page_gives_each_role_its_own() {
    // Each caller comes from an address of their own, or they would use up one another's share of the public pages.
    let house = House::open_with(|settings| {
        settings.trust_forwarded = true;
        // They sign in through one door, though.
        settings.sign_in.a_minute = 0;
    })
    .await;
    filings::plant(&house).await;
    let callers = callers(&house).await;
    let mut walk = Walk {
        cases: BTreeMap::new(),
        callers: callers.len(),
    };
    for caller in &callers {
        visit_pages(&house, caller, &mut walk).await;
    }
    let mut functions: Vec<&str> = leptos::server_fn::axum::server_fn_paths()
        .map(|(path, _)| path)
        .collect();
    assert!(
        functions.len() >= 16,
        "the functions are not registered: {functions:?}"
    );
    // What changes something comes after what only looks, and leaving comes last.
    functions.sort_by_key(|path| (path.ends_with("/sign-out"), path.ends_with("/push"), *path));
    for path in functions {
        for caller in &callers {
            call_function(&house, path, caller, &mut walk).await;
        }
    }
    compare(&walk.text());
}

async fn callers(house: &House) -> Vec<Caller> {
    let mut callers = Vec::new();
    for (nth, person) in house.county.people.iter().enumerate() {
        let answer = house.try_sign_in(&person.sign_in_name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", person.label);
        callers.push((nth, person.label.clone(), answer.cookie()));
    }
    callers.push((callers.len(), STRANGER.to_owned(), String::new()));
    callers
        .into_iter()
        .map(|(nth, label, cookie)| Caller {
            nth,
            label,
            cookie,
            device: DeviceId(Uuid::new_v4()),
        })
        .collect()
}

async fn visit_pages(house: &House, caller: &Caller, walk: &mut Walk) {
    let mut gets = vec![
        ("/".to_owned(), "/".to_owned()),
        ("/desk".to_owned(), "/desk".to_owned()),
        ("/health".to_owned(), "/health".to_owned()),
        ("/file".to_owned(), "/file".to_owned()),
        ("/item".to_owned(), "/item".to_owned()),
        ("/item/thanks".to_owned(), "/item/thanks".to_owned()),
        ("/item/copy".to_owned(), "/item/copy".to_owned()),
        ("/sw.js".to_owned(), "/sw.js".to_owned()),
    ];
    for (name, id) in &house.county.petitions {
        gets.push((
            format!("/desk/petitions/… {name}"),
            format!("/desk/petitions/{id}"),
        ));
        gets.push((
            format!("/desk/receipt/… {name}"),
            format!("/desk/receipt/{id}"),
        ));
        for sheet in ["copy", "volume"] {
            gets.push((
                format!("/desk/{sheet}/… {name}"),
                format!("/desk/{sheet}/{id}"),
            ));
        }
    }
    for (case, path) in gets {
        let answer = house.get(&path, &[("cookie", &caller.cookie)]).await;
        walk.note(&format!("GET {case}"), &caller.label, page_outcome(&answer));
    }
    let poke = house.knock("/api/v1/poke", &caller.cookie).await;
    walk.note("GET /api/v1/poke", &caller.label, poke.as_u16().to_string());
    for (path, form) in [
        ("/query", "code=ABCD-EFGH-JKLM"),
        ("/item/rating", "bureau=Satisfied&unit=Satisfied&comment="),
        ("/item/review", "reasons=x"),
        ("/item/leave", ""),
    ] {
        let address = format!("192.0.2.{}", caller.nth + 1);
        let headers = [
            ("cookie", caller.cookie.as_str()),
            ("x-forwarded-for", address.as_str()),
            ("sec-fetch-site", "same-origin"),
            ("content-type", "application/x-www-form-urlencoded"),
        ];
        let answer = house
            .send(request(Method::POST, path, &headers, Body::from(form)))
            .await;
        walk.note(
            &format!("POST {path} without a valid code"),
            &caller.label,
            page_outcome(&answer),
        );
    }
}

fn page_outcome(answer: &Answer) -> String {
    match answer.header(header::LOCATION) {
        "" => answer.status.as_u16().to_string(),
        to => format!("{} to {to}", answer.status.as_u16()),
    }
}

async fn call_function(house: &House, path: &str, caller: &Caller, walk: &mut Walk) {
    let function = path
        .strip_prefix("/api/v1/")
        .unwrap_or_else(|| panic!("{path} is not pinned"));
    let plain = |arguments: Value| vec![(String::new(), packed(&arguments))];
    let officer = vec![(
        String::new(),
        packed(&Named("officer", house.county.bystander)),
    )];
    let cases: Vec<(String, Cbor)> = match function {
        "alike" => alike::cases(),
        "filing" | "decide-filing" => filings::cases(function),
        "me" | "sign-out" | "directory" | "classes" | "work-counts" | "accounts" | "inbox" => {
            plain(json!({}))
        }
        // A name of each caller's own, or they would lock each other out.
        "sign-in" => plain(json!({"name": format!("nobody{}", caller.nth), "password": "x"})),
        "change-password" => plain(json!({"old": "not-it-0000", "new": "another-2025x"})),
        "list" | "tally" => vec![(String::new(), packed(&Named("query", ListQuery::default())))],
        "record" | "thread" => house
            .county
            .petitions
            .iter()
            .map(|(name, id)| (format!(" {name}"), packed(&Named("id", id))))
            .collect(),
        "keep-spare-key" => vec![(
            String::new(),
            packed(&SpareKey {
                device: caller.device,
                key: vec![7; 32],
            }),
        )],
        // Kept by the call before this one, by those who may.
        "spare-key" => vec![(String::new(), packed(&Named("device", caller.device)))],
        "unlock" | "reset-password" => officer,
        "audit" => plain(json!({"before": null})),
        "devices" => plain(json!({})),
        "take-in-outbox" => vec![(String::new(), packed(&Named("file", b"no outbox")))],
        "refused-work" => vec![(
            " of the handler elsewhere".to_owned(),
            packed(&Two(
                Named("device", DEVICE),
                Named("officer", house.county.bystander),
            )),
        )],
        "revoke-device" => vec![(
            String::new(),
            packed(&Two(Named("device", DEVICE), Named("reason", "丢失"))),
        )],
        "readmit-device" => vec![(String::new(), packed(&Named("device", DEVICE)))],
        "change-policy" => plain(json!({"rule": {
            "norm": "GroupVisit", "value": 6, "since": "2099-01-01", "reason": "县委办〔2026〕3号",
        }})),
        "word-document" => plain(json!({"wording": {
            "kind": "Urging", "text": "请办理“{事项}”。", "since": "2099-01-01",
        }})),
        "take-rest-days" => plain(json!({"table": "notice,date,kind,name\n"})),
        "hello" | "pull" | "push" => return call_sync(house, function, caller, walk).await,
        _ => panic!("{path} is new: say here how each role calls it"),
    };
    for (case, arguments) in cases {
        let answer = house.call(function, &caller.cookie, arguments).await;
        let outcome = match (answer.status, function) {
            (StatusCode::OK, "list") => sees(house, listed(&answer)),
            (StatusCode::OK, "alike") => sees(house, alike::found(&answer.value())),
            (StatusCode::OK, "inbox") => filings::seen(&answer.value()),
            (StatusCode::OK, "tally") => format!("counts {}", answer.value()["items"]),
            (StatusCode::OK, "work-counts") => format!("counts {}", total(&answer.value())),
            _ => outcome(&answer),
        };
        walk.note(&format!("POST {path}{case}"), &caller.label, outcome);
    }
}

async fn call_sync(house: &House, function: &str, caller: &Caller, walk: &mut Walk) {
    let path = format!("POST /api/v1/{function}");
    match function {
        "hello" => {
            let answer = house
                .call("hello", &caller.cookie, Named("hello", hello(caller)))
                .await;
            walk.note(&path, &caller.label, outcome(&answer));
        }
        "pull" => {
            let answer = house
                .call("pull", &caller.cookie, Named("pull", pull(caller)))
                .await;
            let told = match answer.status {
                StatusCode::OK => sees(house, pulled(answer.cbor())),
                _ => outcome(&answer),
            };
            walk.note(&path, &caller.label, told);
        }
        _ => {
            let mut cases: Vec<(String, RecordId, Petition)> = Vec::new();
            for (name, id) in &house.county.petitions {
                cases.push((format!("visit {name}"), *id, Petition::Visit(visit())));
                cases.push((format!("contact {name}"), *id, Petition::Contact(contact())));
            }
            let fresh = || RecordId(Uuid::new_v4());
            cases.push((
                "register".to_owned(),
                fresh(),
                Petition::Register(registration(Purpose::Plea)),
            ));
            for (dseq, (case, record, command)) in (1..).zip(cases) {
                let push = push(house, caller, dseq, record, command);
                let answer = house
                    .call("push", &caller.cookie, Named("push", push))
                    .await;
                let told = match answer.status {
                    StatusCode::OK => settled(answer.cbor()),
                    _ => outcome(&answer),
                };
                walk.note(&format!("{path} {case}"), &caller.label, told);
            }
        }
    }
}

fn packed(arguments: &impl Serialize) -> Cbor {
    Cbor::serialized(arguments).unwrap()
}

/// An answer in a word: that there is one, or the error's name.
fn outcome(answer: &Answer) -> String {
    if answer.status == StatusCode::OK {
        return "answers".to_owned();
    }
    match answer.value() {
        Value::String(name) => name,
        Value::Object(named) => named.keys().next().cloned().unwrap_or_default(),
        other => panic!("{other}"),
    }
}

fn listed(answer: &Answer) -> Vec<RecordId> {
    let rows = answer.value()["rows"].clone();
    rows.as_array()
        .unwrap()
        .iter()
        .map(|row| serde_json::from_value(row["id"].clone()).unwrap())
        .collect()
}

fn pulled(answer: PullAnswer) -> Vec<RecordId> {
    answer
        .changes
        .iter()
        .filter(|change| change.body.is_some())
        .map(|change| change.record)
        .collect()
}

fn sees(house: &House, ids: Vec<RecordId>) -> String {
    let mut names: Vec<&str> = ids.into_iter().map(|id| house.county.name_of(id)).collect();
    names.sort_unstable();
    names.dedup();
    if names.is_empty() {
        return "sees nothing".to_owned();
    }
    format!("sees {}", names.join(", "))
}

fn total(counts: &Value) -> u64 {
    counts
        .as_object()
        .unwrap()
        .values()
        .filter_map(Value::as_u64)
        .sum()
}

fn settled(answer: PushAnswer) -> String {
    match &answer.outcomes[..] {
        [one] => match &one.outcome {
            Outcome::Done { .. } => "done".to_owned(),
            Outcome::Refused { refusal, .. } => {
                let words = format!("{refusal:?}");
                words.split([' ', '(', '{']).next().unwrap().to_owned()
            }
            Outcome::Void => "void".to_owned(),
            Outcome::Held => "held".to_owned(),
        },
        _ => panic!("{answer:?}"),
    }
}

fn compare(text: &str) {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(FILE);
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::write(&file, text).unwrap();
        return;
    }
    let known = std::fs::read_to_string(&file).unwrap_or_default();
    let differs = known
        .lines()
        .zip(text.lines())
        .position(|(known, now)| known != now);
    if known != text {
        let line = differs.unwrap_or(known.lines().count().min(text.lines().count()));
        panic!(
            "somebody gets something else than {FILE} says, line {}:\n  was {:?}\n  now {:?}\n\n{text}",
            line + 1,
            known.lines().nth(line),
            text.lines().nth(line),
        );
    }
}
