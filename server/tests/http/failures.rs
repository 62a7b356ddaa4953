//! When something goes wrong, and what is written down about it.

use crate::house::{House, PASSWORD, cbor, request};
use axum::Router;
use axum::body::Body;
use axum::http::{Method, StatusCode};
use axum::routing::get;
use serde_json::json;
use server::account::Accounts;
use server::assets::Assets;
use server::attachment::Brought;
use server::bureau::Office;
use server::router::{self, Health};
use std::io::Write;
use std::sync::{Arc, Mutex};
use tower::ServiceExt;
use tracing_subscriber::fmt::MakeWriter;

#[tokio::test]
async fn a_panic_ends_its_request_and_nothing_else() {
    let house = House::open().await;
    let accounts = Arc::new(Accounts::new(house.ledger.clone(), &house.settings).unwrap());
    let assets = Assets::new(house.settings.dist.clone());
    let files = Brought::open(house.ledger.clone(), &house.settings).unwrap();
    let parts = router::House {
        bureau: Arc::new(Office::new(house.ledger.clone(), accounts.clone(), files)),
        accounts,
        health: Health::new(house.ledger.readers().clone(), assets.clone()),
        assets,
        settings: house.settings.clone(),
    };
    let broken = Router::new().route(
        "/broken",
        get(async || -> StatusCode { panic!("SECRET-WORD") }),
    );
    let router = router::routes(parts, broken);
    let ask = |path| request(Method::GET, path, &[], Body::empty());
    let answer = router.clone().oneshot(ask("/broken")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(answer.headers().contains_key("content-security-policy"));
    let body = axum::body::to_bytes(answer.into_body(), 1024)
        .await
        .unwrap();
    assert!(!String::from_utf8_lossy(&body).contains("SECRET-WORD"));
    let answer = router.oneshot(ask("/health")).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
}

#[derive(Clone, Default)]
struct Lines(Arc<Mutex<Vec<u8>>>);

impl Write for Lines {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Lines {
    type Writer = Lines;

    fn make_writer(&'a self) -> Lines {
        self.clone()
    }
}

#[tokio::test]
async fn the_log_knows_no_name_no_code_and_no_address() {
    let house = House::open().await;
    let lines = Lines::default();
    let subscriber = tracing_subscriber::fmt()
        .with_writer(lines.clone())
        .with_max_level(tracing::Level::TRACE)
        .finish();
    let listening = tracing::subscriber::set_default(subscriber);

    let cookie = house.try_sign_in("user0", PASSWORD).await.cookie();
    house.try_sign_in("NAME-TYPED", "PASSWORD-TYPED").await;
    house
        .get(
            "/desk/petitions/RECORD-ID?code=CODE-ASKED",
            &[("cookie", &cookie)],
        )
        .await;
    house
        .get(
            "/NOWHERE?q=WORDS-ASKED",
            &[("x-forwarded-for", "ADDRESS-GIVEN")],
        )
        .await;
    let form = [
        ("content-type", "application/x-www-form-urlencoded"),
        ("sec-fetch-site", "same-origin"),
    ];
    house
        .send(request(
            Method::POST,
            "/query",
            &form,
            Body::from("code=CODE-POSTED"),
        ))
        .await;
    let malformed = [
        ("content-type", "application/cbor"),
        ("sec-fetch-site", "same-origin"),
    ];
    let body = Body::from(cbor(&json!({"name": ["NAME-MISPLACED"]})));
    house
        .send(request(Method::POST, "/api/v1/sign-in", &malformed, body))
        .await;
    let foreign = [
        ("content-type", "application/cbor"),
        ("sec-fetch-site", "cross-site"),
        ("origin", "http://ORIGIN-GIVEN"),
    ];
    house
        .send(request(
            Method::POST,
            "/api/v1/sign-in",
            &foreign,
            Body::empty(),
        ))
        .await;

    drop(listening);
    let log = String::from_utf8(lines.0.lock().unwrap().clone()).unwrap();
    assert!(
        log.contains("route=\"/api/v1/sign-in\""),
        "nothing was logged: {log}"
    );
    let token = cookie.split_once('=').unwrap().1;
    for secret in [
        PASSWORD,
        token,
        "NAME-TYPED",
        "PASSWORD-TYPED",
        "RECORD-ID",
        "CODE-ASKED",
        "NOWHERE",
        "WORDS-ASKED",
        "ADDRESS-GIVEN",
        "CODE-POSTED",
        "NAME-MISPLACED",
        "ORIGIN-GIVEN",
    ] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}
