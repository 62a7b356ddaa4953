//! Review asked for on the public page, an archived volume, the copy for a petitioner, recusal and safety notes:
//! each as people meet it through the server.

use crate::case::{PHONE, answered, moment};
use crate::house::{Answer, House, Named, request};
use app::api::ListQuery;
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use chrono::Utc;
use domain::duty::{Actor, Officer, Role};
use domain::ids::{DeviceId, Incarnation, RecordId, day_of};
use domain::petition::after::{
    Command as After, Filing, FollowUp, FollowUpWay, Retention, Settled,
};
use domain::petition::rights::{Command as Rights, Recusal, SafetyNote};
use domain::petition::{Command as Petition, Rating, Satisfaction, State};
use std::io::{Cursor, Read};
use sync::protocol::{PROTOCOL, Pull, PullAnswer, SCHEMA};
use uuid::Uuid;

/// The name under which somebody signs in.
fn name_of(house: &House, role: Role) -> String {
    let officer = house.county.who(role).id;
    let person = house
        .county
        .people
        .iter()
        .find(|one| one.officer.id == officer);
    person.unwrap().sign_in_name.clone()
}

async fn signed_in(house: &House, role: Role) -> String {
    house.sign_in(&name_of(house, role)).await
}

async fn form(house: &House, path: &str, pass: &str, body: String) -> Answer {
    let headers = [
        ("cookie", pass),
        ("sec-fetch-site", "same-origin"),
        ("content-type", "application/x-www-form-urlencoded"),
    ];
    house
        .send(request(Method::POST, path, &headers, Body::from(body)))
        .await
}

/// The pass the query code of this record opens.
async fn pass(house: &House, record: RecordId) -> String {
    let code = house.ledger.query_code(record);
    let answer = form(house, "/query", "", format!("code={code}")).await;
    assert_eq!(answer.header(header::LOCATION), "/item");
    answer.cookie()
}

async fn rows(house: &House, cookie: &str) -> Vec<RecordId> {
    let query = ListQuery {
        limit: 100,
        ..ListQuery::default()
    };
    let answer = house.call("list", cookie, Named("query", query)).await;
    let rows = answer.value()["rows"].clone();
    let rows = rows.as_array().unwrap().clone();
    rows.iter()
        .map(|row| serde_json::from_value(row["id"].clone()).unwrap())
        .collect()
}

#[tokio::test]
async fn a_review_is_asked_for_on_the_public_page_once_and_reaches_the_office() {
    let house = House::open().await;
    let told = answered(&house, 3).await;
    let reviewer = signed_in(&house, Role::ReviewOfficer).await;
    assert!(!rows(&house, &reviewer).await.contains(&told.record));
    let pass = pass(&house, told.record).await;
    let page = house.get("/item", &[("cookie", &pass)]).await.text();
    assert!(page.contains("提交复查申请"), "{page}");

    let empty = form(&house, "/item/review", &pass, "reasons=".to_owned()).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    for _ in 0..2 {
        let body = "reasons=%E9%87%8F%E9%94%99%E4%BA%86".to_owned();
        let asked = form(&house, "/item/review", &pass, body).await;
        assert_eq!(asked.header(header::LOCATION), "/item", "{}", asked.text());
    }
    let case = told.case().await;
    assert_eq!(case.reviews.levels.len(), 1);
    assert_eq!(case.reviews.levels[0].request.reasons, "量错了");
    let page = house.get("/item", &[("cookie", &pass)]).await.text();
    assert!(page.contains("复查 · 已申请"), "{page}");
    assert!(rows(&house, &reviewer).await.contains(&told.record));
    let elsewhere = house.sign_in("user20").await;
    assert!(!rows(&house, &elsewhere).await.contains(&told.record));
}

#[tokio::test]
async fn a_late_request_is_told_where_to_go_and_loses_no_word() {
    let house = House::open().await;
    let told = answered(&house, 60).await;
    let pass = pass(&house, told.record).await;
    let answer = form(&house, "/item/review", &pass, "reasons=abc".to_owned()).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(answer.text().contains("已经过了"), "{}", answer.text());
    assert!(told.case().await.reviews.levels.is_empty());
}

#[tokio::test]
async fn a_volume_is_handed_out_to_the_bureau_alone_and_reads_without_the_program() {
    let house = House::open().await;
    let told = answered(&house, 100).await;
    let rating = Rating {
        bureau: Satisfaction::Satisfied,
        unit: Satisfaction::Satisfied,
        comment: String::new(),
    };
    told.act(98, Actor::Petitioner, Petition::Rate(rating))
        .await;
    told.by(97, Role::Handler, Petition::Close("已答复".to_owned()))
        .await;
    let visit = FollowUp {
        on: day_of(moment(60)),
        way: FollowUpWay::Call,
        met: "陈山".to_owned(),
        said: "知道了".to_owned(),
        settled: Settled::Yes,
    };
    told.by(
        60,
        Role::BureauOfficer,
        Petition::After(After::FollowUp(visit)),
    )
    .await;
    let bureau = signed_in(&house, Role::BureauOfficer).await;
    let path = format!("/desk/volume/{}", told.record);
    let early = house.get(&path, &[("cookie", &bureau)]).await;
    assert_eq!(early.status, StatusCode::NOT_FOUND);
    let filing = Filing {
        retention: Retention::Ordinary,
        shelf: "三号柜".to_owned(),
        note: String::new(),
    };
    told.by(
        1,
        Role::BureauOfficer,
        Petition::After(After::Archive(filing)),
    )
    .await;
    let case = told.case().await;
    assert_eq!(case.state, State::Archived);
    let number = case.after.volume.unwrap();
    assert!(number.contains("信卷〔"), "{number}");

    for role in [Role::Handler, Role::Inspector, Role::SystemAdmin] {
        let cookie = signed_in(&house, role).await;
        let answer = house.get(&path, &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let volume = house.get(&path, &[("cookie", &bureau)]).await;
    assert_eq!(volume.status, StatusCode::OK);
    let mut volume = zip::ZipArchive::new(Cursor::new(volume.body)).unwrap();
    let mut sheet = String::new();
    volume
        .by_name("index.html")
        .unwrap()
        .read_to_string(&mut sheet)
        .unwrap();
    for word in [
        &number,
        "三号柜",
        "30 年",
        "归档",
        "由村集体自行维修",
        PHONE,
    ] {
        assert!(sheet.contains(word), "{word} is not in {sheet}");
    }
    let mut facts = String::new();
    volume
        .by_name("facts.json")
        .unwrap()
        .read_to_string(&mut facts)
        .unwrap();
    let facts: Vec<domain::Event> = serde_json::from_str(&facts).unwrap();
    assert!(facts.len() > 10);
    let mut door = house.back_door().await;
    let noted: Vec<(bool,)> =
        sqlx::query_as("SELECT allowed FROM audit WHERE act = 'export_volume' ORDER BY nth")
            .fetch_all(&mut door)
            .await
            .unwrap();
    assert_eq!(
        noted.iter().map(|(allowed,)| *allowed).collect::<Vec<_>>(),
        [false, false, false, false, true]
    );
}

#[tokio::test]
async fn a_petitioner_reads_what_is_held_about_them() {
    let house = House::open().await;
    let told = answered(&house, 3).await;
    let own = pass(&house, told.record).await;
    let page = house.get("/item/copy", &[("cookie", &own)]).await.text();
    assert!(
        page.contains("陈山") && page.contains("138······78"),
        "{page}"
    );
    assert!(!page.contains(PHONE), "{page}");
    let path = format!("/desk/copy/{}", told.record);
    let registrar = signed_in(&house, Role::Registrar).await;
    let print = house.get(&path, &[("cookie", &registrar)]).await;
    assert!(print.text().contains(PHONE), "{}", print.text());
    for role in [Role::Handler, Role::Inspector, Role::AuditAdmin] {
        let cookie = signed_in(&house, role).await;
        let answer = house.get(&path, &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{role:?}");
    }
    let sealed = pass(&house, house.county.petition("sealed")).await;
    let page = house.get("/item/copy", &[("cookie", &sealed)]).await.text();
    assert!(page.contains("谁看过这份材料"), "{page}");
    assert!(!page.contains("水渠") && !page.contains("陈山"), "{page}");
}

/// What a device of `officer` is sent from the beginning.
async fn pulled(house: &House, cookie: &str) -> PullAnswer {
    let device = DeviceId(Uuid::new_v4());
    let pull = Pull {
        proto: PROTOCOL,
        schema: SCHEMA,
        rid: 1,
        device,
        inc: Incarnation(device.0),
        epoch: None,
        cursors: Vec::new(),
        as_of: 0,
        tray: (None, 0),
    };
    house.call("pull", cookie, Named("pull", pull)).await.cbor()
}

fn carries(answer: &PullAnswer, record: RecordId) -> bool {
    answer
        .changes
        .iter()
        .any(|change| change.record == record && change.body.is_some())
}

#[tokio::test]
async fn whoever_stands_back_loses_the_case_everywhere() {
    let house = House::open().await;
    let told = answered(&house, 3).await;
    let handler: Officer = house.county.who(Role::Handler).clone();
    let cookie = signed_in(&house, Role::Handler).await;
    assert!(rows(&house, &cookie).await.contains(&told.record));
    assert!(carries(&pulled(&house, &cookie).await, told.record));
    let recusal = Recusal {
        officer: handler.id,
        reason: "与信访人是亲戚".to_owned(),
    };
    told.by(0, Role::UnitHead, Petition::Rights(Rights::Recuse(recusal)))
        .await;
    assert!(!rows(&house, &cookie).await.contains(&told.record));
    assert!(!carries(&pulled(&house, &cookie).await, told.record));
    let read = house
        .call("record", &cookie, Named("id", told.record))
        .await;
    assert_eq!(read.status, StatusCode::NOT_FOUND);
    let head = signed_in(&house, Role::UnitHead).await;
    assert!(rows(&house, &head).await.contains(&told.record));
}

#[tokio::test]
async fn a_safety_note_is_read_by_those_who_handle_the_item_and_nobody_else() {
    let house = House::open().await;
    let told = answered(&house, 3).await;
    let danger = "说不想活了";
    let note = SafetyNote {
        danger: danger.to_owned(),
        help: "先联系家属".to_owned(),
        until: day_of(Utc::now()),
    };
    told.by(0, Role::Handler, Petition::Rights(Rights::NoteSafety(note)))
        .await;
    for (role, shown) in [
        (Role::Handler, true),
        (Role::UnitHead, true),
        (Role::BureauHead, true),
        (Role::Inspector, false),
        (Role::Registrar, false),
    ] {
        let cookie = signed_in(&house, role).await;
        let read = house
            .call("record", &cookie, Named("id", told.record))
            .await;
        assert_eq!(read.status, StatusCode::OK, "{role:?}");
        assert_eq!(read.text().contains(danger), shown, "{role:?} reads it");
        let pulled = house_pull(&house, &cookie).await;
        assert!(shown || !pulled.contains(danger), "{role:?} pulls it");
    }
    let own = pass(&house, told.record).await;
    let page = house.get("/item", &[("cookie", &own)]).await.text();
    assert!(!page.contains(danger));
}

async fn house_pull(house: &House, cookie: &str) -> String {
    format!("{:?}", pulled(house, cookie).await)
}
