//! How each server function is asked for the planted report.

use super::{Eyes, FILED, MARK, PHONE, packed};
use crate::house::{House, Named, Two};
use app::alike::Words;
use app::api::{ListQuery, Sort};
use app::filing::Decision;
use chrono::Utc;
use ciborium::Value as Cbor;
use domain::Command;
use domain::deadline::Warning;
use domain::duty::{Role, Tag};
use domain::ids::{CommandId, DeviceId, Incarnation, RecordId, UnitId, day_of};
use domain::petition::{Command as Petition, Contact, ContactKind, Period, Petitioner, Purpose};
use serde_json::json;
use sync::protocol::{COMMAND_VERSION, Hello, Op, PROTOCOL, Pull, Push, SCHEMA, Touch};
use uuid::Uuid;

/// How each server function is asked for the report; `target` is its id, or that of nothing at all.
pub(super) fn probes(
    house: &House,
    function: &str,
    target: RecordId,
    one: &Eyes,
) -> Vec<(String, Cbor)> {
    let plain = |arguments: serde_json::Value| vec![(function.to_owned(), packed(&arguments))];
    let bystander = house.county.bystander;
    match function {
        // They change who one is or what a device may do, and show no petition; `sign-out` would end the looking.
        "sign-in" | "sign-out" | "change-password" | "revoke-device" | "readmit-device"
        | "reset-password" | "unlock" | "spare-key" | "keep-spare-key" | "change-policy"
        | "take-rest-days" | "word-document" => Vec::new(),
        "take-in-outbox" => vec![(
            "take-in-outbox".to_owned(),
            packed(&Named("file", b"no outbox")),
        )],
        "alike" => alike(target),
        "list" | "tally" => lists(house, function),
        "record" => vec![("record".to_owned(), packed(&Named("id", target)))],
        "thread" => vec![("thread".to_owned(), packed(&Named("id", target)))],
        "filing" => vec![("filing".to_owned(), packed(&Named("id", FILED)))],
        "decide-filing" => vec![(
            "decide-filing".to_owned(),
            packed(&Two(
                Named("id", FILED),
                Named("decision", Decision::NotPetition(String::new())),
            )),
        )],
        "refused-work" => vec![(
            "refused-work".to_owned(),
            packed(&Two(
                Named("device", one.device),
                Named("officer", bystander),
            )),
        )],
        "audit" => plain(json!({"before": null})),
        "hello" => vec![("hello".to_owned(), packed(&Named("hello", hello(one))))],
        "pull" => pulls(house, one),
        "push" => vec![(
            "push".to_owned(),
            packed(&Named("push", push(house, one, target))),
        )],
        "me" | "directory" | "classes" | "work-counts" | "accounts" | "inbox" | "devices" => {
            plain(json!({}))
        }
        other => panic!("{other} is new: say here how the report is looked for through it"),
    }
}

/// The very words of the report, asked for as one's own, as of an open item and as of a sealed one.
fn alike(target: RecordId) -> Vec<(String, Cbor)> {
    let petitioner = Petitioner {
        phone: PHONE.to_owned(),
        ..Petitioner::default()
    };
    [
        (None, false),
        (None, true),
        (Some(target), false),
        (Some(target), true),
    ]
    .into_iter()
    .map(|(record, sealed)| {
        let words = Words {
            record,
            sealed,
            petitioners: vec![petitioner.clone()],
            title: format!("{MARK}的标题"),
            text: format!("{MARK}的内容：青川县交通运输局干部收钱。"),
        };
        (
            format!("alike, sealed: {sealed}"),
            packed(&Named("words", words)),
        )
    })
    .collect()
}

/// Every question that could hold it: asked of the list, and counted.
fn lists(house: &House, function: &str) -> Vec<(String, Cbor)> {
    let unit = house.county.who(Role::Handler).unit;
    let by = |how: &str, query: ListQuery| {
        let asked = packed(&Named("query", query));
        (format!("{function}{how}"), asked)
    };
    let mut lists = vec![
        by(
            "",
            ListQuery {
                limit: 100,
                ..ListQuery::default()
            },
        ),
        by(
            " by purpose",
            ListQuery {
                purpose: Some(Purpose::Report),
                ..ListQuery::default()
            },
        ),
        by(
            " by unit",
            ListQuery {
                unit: Some(unit),
                ..ListQuery::default()
            },
        ),
        by(
            " of mine",
            ListQuery {
                mine: true,
                ..ListQuery::default()
            },
        ),
        by(
            " newest first",
            ListQuery {
                sort: Sort::Newest,
                ..ListQuery::default()
            },
        ),
    ];
    let today = day_of(Utc::now());
    lists.push(by(
        " of this month",
        ListQuery {
            registered: Period::month_of(today),
            ..ListQuery::default()
        },
    ));
    for warning in Warning::ALL {
        lists.push(by(
            " by warning",
            ListQuery {
                warning: Some(warning),
                ..ListQuery::default()
            },
        ));
    }
    for words in [MARK, PHONE, "蓝鲸", "信密", "青信密"] {
        let query = ListQuery {
            words: words.to_owned(),
            ..ListQuery::default()
        };
        lists.push(by(" by words", query));
    }
    lists
}

fn hello(one: &Eyes) -> Hello {
    Hello {
        proto: PROTOCOL,
        schema: SCHEMA,
        device: one.device,
        inc: Incarnation(one.device.0),
        unsent: 0,
        returned: 0,
        settled_at: None,
        build: "test".to_owned(),
    }
}

/// From the beginning, and as a device that claims every tag there is.
fn pulls(house: &House, one: &Eyes) -> Vec<(String, Cbor)> {
    let bureau: UnitId = house.county.who(Role::Registrar).unit;
    let channel: UnitId = house.county.who(Role::DisciplineOfficer).unit;
    let officer = house.county.who(Role::DisciplineOfficer).id;
    let claimed = vec![
        (Tag::Sealed, 0),
        (Tag::Bureau(bureau), 0),
        (Tag::Unit(channel), 0),
        (Tag::Desk(channel), 0),
        (Tag::Person(officer), 0),
    ];
    [Vec::new(), claimed]
        .into_iter()
        .map(|cursors| {
            let pull = Pull {
                proto: PROTOCOL,
                schema: SCHEMA,
                rid: 1,
                device: one.device,
                inc: Incarnation(one.device.0),
                epoch: (!cursors.is_empty()).then(|| house.ledger.epoch()),
                cursors,
                as_of: 0,
                tray: (None, 0),
            };
            ("pull".to_owned(), packed(&Named("pull", pull)))
        })
        .collect()
}

fn push(house: &House, one: &Eyes, target: RecordId) -> Push {
    let contact = Contact {
        kind: ContactKind::Call,
        on: day_of(Utc::now()),
        with: "某人".to_owned(),
        said: "某事".to_owned(),
    };
    let body = Command::Petition(Petition::Contact(contact));
    // A queue of its own each time, so that one try does not stand in the next one's way.
    Push {
        proto: PROTOCOL,
        epoch: Some(house.ledger.epoch()),
        device: DeviceId(Uuid::new_v4()),
        inc: Incarnation(Uuid::new_v4()),
        ops: vec![Op {
            dseq: 1,
            op_id: CommandId(one.device.0),
            kind: body.kind().to_owned(),
            v: COMMAND_VERSION,
            touches: vec![Touch {
                record: target,
                base_rev: 1,
            }],
            recorded_at: Utc::now(),
            body: sync::body::CommandBody::of(body),
        }],
        void: Vec::new(),
        let_go: Vec::new(),
    }
}
