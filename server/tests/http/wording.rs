//! The county words its documents itself: the system administrator alone, checked again by the bureau, on record, and
//! heard of by every device at its next greeting.

use crate::house::{House, Named};
use app::document::{Flaw, Wording, shipped};
use axum::http::StatusCode;
use chrono::{Days, Utc};
use domain::document::{DocumentKind, Templates};
use domain::duty::Role;
use domain::ids::{DeviceId, Incarnation, day_of};
use serde_json::json;
use sync::protocol::{Hello, HelloAnswer, PROTOCOL, SCHEMA};
use uuid::Uuid;

const OWN: &str = "“{事项}”我们收下了。{办理途径}。{办理期限}";

fn wording(text: &str) -> Wording {
    Wording {
        kind: DocumentKind::Acceptance,
        text: text.to_owned(),
        since: day_of(Utc::now()),
    }
}

async fn cookie(house: &House, role: Role) -> String {
    let officer = house.county.who(role).id;
    let mut people = house.county.people.iter();
    let person = people.find(|one| one.officer.id == officer).unwrap();
    house.sign_in(&person.sign_in_name).await
}

async fn greeted(house: &House, cookie: &str) -> Templates {
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
    let answer = house.call("hello", cookie, Named("hello", hello)).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.cbor::<HelloAnswer>().templates
}

#[tokio::test]
async fn a_new_wording_reaches_every_device_and_stays_beside_the_older_ones() {
    let house = House::open().await;
    let admin = cookie(&house, Role::SystemAdmin).await;
    let handler = cookie(&house, Role::Handler).await;
    let today = day_of(Utc::now());
    assert_eq!(greeted(&house, &handler).await, Templates::default());
    for text in [OWN, shipped(DocumentKind::Acceptance)] {
        let entered = Named("wording", wording(text));
        let answer = house.call("word-document", &admin, entered).await;
        assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.value());
        let heard = greeted(&house, &handler).await;
        let held = heard.text(DocumentKind::Acceptance, today);
        assert_eq!(held, (text == OWN).then_some(OWN));
        assert_eq!(answer.cbor::<Templates>(), heard);
    }
    let heard = greeted(&house, &handler).await;
    let entries: Vec<&str> = heard
        .history(DocumentKind::Acceptance)
        .map(|entry| entry.text.as_str())
        .collect();
    assert_eq!(entries, [OWN, ""]);
    let mut door = house.back_door().await;
    let trail: Vec<(bool, String)> = sqlx::query_as(
        "SELECT allowed, detail FROM audit WHERE act = 'change_template' ORDER BY nth",
    )
    .fetch_all(&mut door)
    .await
    .unwrap();
    let line = (true, format!("acceptance since={today}"));
    assert_eq!(trail, [line.clone(), line]);
}

#[tokio::test]
async fn what_cannot_be_meant_is_refused_by_the_bureau_too() {
    let house = House::open().await;
    let admin = cookie(&house, Role::SystemAdmin).await;
    let flaws = [
        ("{办理途径}。{身份证}", json!({"Unknown": "身份证"})),
        ("{办理途径}。", json!({"Lacking": "办理期限"})),
        (
            "{办理途径}{办理期限}{延期理由}",
            json!({"Unfit": "延期理由"}),
        ),
        ("{办理途径", json!("Unclosed")),
        (shipped(DocumentKind::Acceptance), json!("Same")),
    ];
    for (text, flaw) in flaws {
        let answer = house
            .call("word-document", &admin, Named("wording", wording(text)))
            .await;
        assert_eq!(answer.value(), json!({ "Wording": flaw }), "{text}");
    }
    let yesterday = Wording {
        since: day_of(Utc::now()).checked_sub_days(Days::new(1)).unwrap(),
        ..wording(OWN)
    };
    let answer = house
        .call("word-document", &admin, Named("wording", yesterday))
        .await;
    assert_eq!(answer.value(), json!({"Wording": Flaw::InPast}));
    assert_eq!(greeted(&house, &admin).await, Templates::default());
}
