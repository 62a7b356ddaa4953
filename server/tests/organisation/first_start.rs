//! A new installation: the example files go in, and everybody signs in with the password they were handed.

use crate::soundness::complaints;
use crate::stage::{OFFICERS, Stage, UNITS, example};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode, header};
use domain::duty::Role;
use rust_xlsxwriter::Workbook;
use serde_json::{Value, json};
use server::config::Settings;
use server::{database, serve};
use std::sync::Arc;
use tower::ServiceExt;

/// Calls a server function; status, cookie, answer.
async fn call(
    router: &Router,
    function: &str,
    cookie: &str,
    arguments: Value,
) -> (StatusCode, String, ciborium::Value) {
    let mut body = Vec::new();
    ciborium::into_writer(&arguments, &mut body).expect("arguments");
    let request = Request::post(format!("/api/v1/{function}"))
        .header(header::HOST, "xf.local")
        .header(header::CONTENT_TYPE, "application/cbor")
        .header("sec-fetch-site", "same-origin")
        .header(header::COOKIE, cookie)
        .body(Body::from(body))
        .expect("a request");
    let answer = router.clone().oneshot(request).await.expect("an answer");
    let cookie = answer.headers().get(header::SET_COOKIE);
    let cookie = cookie.map_or("", |cookie| cookie.to_str().expect("a cookie"));
    let cookie = cookie.split(';').next().unwrap_or_default().to_owned();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), usize::MAX)
        .await
        .expect("a body");
    let value = ciborium::from_reader(body.as_ref()).unwrap_or(ciborium::Value::Null);
    (status, cookie, value)
}

#[tokio::test]
async fn everybody_signs_in_once_with_what_they_were_handed_and_must_change_it() {
    let stage = Stage::founded();
    assert_eq!(complaints(&stage).await, Vec::<&str>::new());
    let handed = stage.passwords("passwords.csv");
    assert_eq!(handed.len() as u64, OFFICERS);

    let path = stage.path("huiyin.db");
    let mut settings = Settings::for_database(path.to_str().expect("UTF-8")).expect("settings");
    settings.dist = Some(stage.path("dist"));
    let ledger = database::open(&settings).await.expect("the database");
    let router = serve::routes(ledger.clone(), Arc::new(settings)).expect("routes");
    for (name, password) in &handed {
        let sign_in = json!({"name": name, "password": password});
        let (status, cookie, me) = call(&router, "sign-in", "", sign_in).await;
        assert_eq!(status, StatusCode::OK, "{name}");
        let text = format!("{me:?}");
        assert!(
            text.contains("Text(\"must_change_password\"), Bool(true)"),
            "{text}"
        );
        let (status, ..) = call(&router, "directory", &cookie, json!({})).await;
        assert_eq!(status, StatusCode::FORBIDDEN, "{name} must change it first");
    }
    let (name, password) = &handed[0];
    let sign_in = json!({"name": name, "password": password});
    let (_, cookie, _) = call(&router, "sign-in", "", sign_in.clone()).await;
    let change = json!({"old": password, "new": "songxi-2031-xf"});
    let (status, ..) = call(&router, "change-password", &cookie, change).await;
    assert_eq!(status, StatusCode::OK);
    let (status, ..) = call(&router, "directory", &cookie, json!({})).await;
    assert_eq!(status, StatusCode::OK);
    let (status, ..) = call(&router, "sign-in", "", sign_in).await;
    assert_eq!(status, StatusCode::UNAUTHORIZED, "for one use only");
    ledger.close().await;
}

#[tokio::test]
async fn everybody_is_where_the_table_says() {
    let stage = Stage::founded();
    let directory = stage.directory().await;
    let officer = |name: &str| {
        let mut found = directory
            .officers()
            .iter()
            .filter(|officer| officer.name == name);
        found.next().unwrap_or_else(|| panic!("no {name}"))
    };
    assert_eq!(
        directory.unit_name(officer("路遥").unit),
        "松溪县自然资源局"
    );
    assert_eq!(officer("古兰").roles, [Role::UnitHead, Role::TownshipCadre]);
    assert_eq!(officer("严正").roles, [Role::DisciplineOfficer]);
    let village = directory.unit(officer("简单").unit).expect("a village");
    assert_eq!(
        (village.name.as_str(), village.code.as_str()),
        ("河口村", "999902100201")
    );
    let groups: Vec<&str> = directory
        .below(village.id)
        .iter()
        .map(|u| u.name.as_str())
        .collect();
    assert_eq!(groups, ["一组", "二组"]);
}

/// The two tables as sheets of one workbook, the codes as numbers.
fn workbook(sheets: [(&str, &str); 2]) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, text) in sheets {
        let sheet = book.add_worksheet();
        sheet.set_name(name).expect("a name");
        let rows = csv::ReaderBuilder::new()
            .has_headers(false)
            .from_reader(text.as_bytes());
        for (y, row) in (0..).zip(rows.into_records()) {
            for (x, field) in (0..).zip(&row.expect("a row")) {
                let written = match field.parse::<f64>() {
                    Ok(number) => sheet.write_number(y, x, number),
                    Err(_) => sheet.write_string(y, x, field),
                };
                written.expect("a cell");
            }
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[tokio::test]
async fn a_workbook_of_two_sheets_is_the_same_organisation() {
    let stage = Stage::founded();
    let before = stage.dump().await;
    for names in [["单位", "人员"], ["Units", " officers "]] {
        let sheets = [
            (names[1], example("officers.csv")),
            (names[0], example("units.csv")),
        ];
        let book = workbook(sheets.each_ref().map(|(name, text)| (*name, text.as_str())));
        let file = stage.file("organisation.xlsx", book);
        stage.import(&[&file]).expect(0, UNITS + OFFICERS, 0);
    }
    assert_eq!(stage.dump().await, before);

    let book = workbook([
        ("甲", &example("units.csv")),
        ("乙", &example("officers.csv")),
    ]);
    let file = stage.file("strange.xlsx", book);
    stage.import(&[&file]).expect_nothing("甲 | 乙");
    let csv = stage.file("units.csv", example("units.csv"));
    stage.import(&[&csv]).expect_nothing("--units");
}

#[tokio::test]
async fn units_may_come_before_the_people() {
    let stage = Stage::new();
    let units = stage.file("units.csv", example("units.csv"));
    let officers = stage.file("officers.csv", example("officers.csv"));
    stage
        .import(&["--officers", &officers])
        .expect(0, 0, OFFICERS);
    stage.import(&["--units", &units]).expect(UNITS, 0, 0);
    let said = stage.import(&["--officers", &officers, "--passwords", "handed.csv"]);
    said.expect(OFFICERS, 0, 0);
    assert_eq!(complaints(&stage).await, Vec::<&str>::new());
}
