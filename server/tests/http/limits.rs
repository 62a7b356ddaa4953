//! Bodies that are too large or make no sense.

use crate::house::{Answer, House, Named, cbor, request};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use ciborium::Value as Cbor;
use serde_json::json;
use server::router::{BODY_BYTES, PUSH_BODY_BYTES};

async fn post(house: &House, function: &str, length: Option<usize>, body: Vec<u8>) -> Answer {
    let length = length.map(|length| length.to_string()).unwrap_or_default();
    let headers = [
        ("content-type", "application/cbor"),
        ("sec-fetch-site", "same-origin"),
        ("content-length", length.as_str()),
    ];
    let path = format!("/api/v1/{function}");
    house
        .send(request(Method::POST, &path, &headers, Body::from(body)))
        .await
}

#[tokio::test]
async fn a_body_that_is_too_large_is_refused_before_it_is_read() {
    let house = House::open().await;
    let answer = post(&house, "list", Some(BODY_BYTES + 1), Vec::new()).await;
    assert_eq!(
        (answer.status, answer.value()),
        (StatusCode::PAYLOAD_TOO_LARGE, json!("BadRequest"))
    );
}

#[tokio::test]
async fn a_body_that_does_not_tell_its_length_is_read_only_so_far() {
    let house = House::open().await;
    let answer = post(&house, "list", None, vec![b' '; BODY_BYTES + 1]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    let answer = post(&house, "push", None, vec![0; PUSH_BODY_BYTES + 1]).await;
    assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE);
    // A push may be longer than anything else: this one is read, and makes no sense.
    let answer = post(&house, "push", None, vec![0; BODY_BYTES + 1]).await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn a_body_that_makes_no_sense_is_the_callers_mistake() {
    let house = House::open().await;
    let nobody = cbor(&json!({"name": 1, "password": []}));
    let no_id = cbor(&Named("id", Cbor::Bytes(vec![1, 2, 3])));
    let malformed: [(&str, &[u8]); 7] = [
        ("sign-in", b""),
        ("sign-in", b"{\"name\": \"user0\"}"),
        ("sign-in", &nobody),
        ("sign-in", b"\xff\xfe\x00"),
        ("record", &no_id),
        ("push", b""),
        ("pull", b"\xa1\x64pull\x9f\x9f\x9f\x9f"),
    ];
    for (function, body) in malformed {
        let answer = post(&house, function, None, body.to_vec()).await;
        assert_eq!(
            (answer.status, answer.value()),
            (StatusCode::BAD_REQUEST, json!("BadRequest")),
            "{function} {body:?}"
        );
    }
}

#[tokio::test]
async fn deeply_nested_bodies_break_nothing() {
    let house = House::open().await;
    let nested = vec![0x81; PUSH_BODY_BYTES - 16];
    assert_eq!(
        post(&house, "push", None, nested).await.status,
        StatusCode::BAD_REQUEST
    );
}

#[tokio::test]
async fn an_answer_is_sent_smaller_to_whom_can_read_it() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let headers = |accepted| {
        [
            ("content-type", "application/cbor"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", cookie.as_str()),
            ("accept-encoding", accepted),
        ]
    };
    let ask = async |accepted| {
        let body = Body::from(cbor(&json!({})));
        let asked = request(Method::POST, "/api/v1/directory", &headers(accepted), body);
        house.send(asked).await
    };
    let (plain, small) = (ask("").await, ask("gzip").await);
    assert_eq!(small.header("content-encoding"), "gzip");
    assert_eq!(plain.header("content-encoding"), "");
    assert!(small.body.len() * 2 < plain.body.len());
}

#[tokio::test]
async fn one_password_tried_at_many_names_is_held_back_by_address() {
    let house = House::open_with(|settings| {
        settings.sign_in.a_minute = 2;
        settings.trust_forwarded = true;
    })
    .await;
    let from = async |address: &str, name: &str, password: &str| {
        let headers = [
            ("content-type", "application/cbor"),
            ("sec-fetch-site", "same-origin"),
            ("x-forwarded-for", address),
        ];
        let body = Body::from(cbor(&json!({"name": name, "password": password})));
        house
            .send(request(Method::POST, "/api/v1/sign-in", &headers, body))
            .await
    };
    for name in ["user0", "user1"] {
        let answer = from("192.0.2.1", name, "not-it-0000").await;
        assert_eq!(answer.value(), "WrongPassword", "{name}");
    }
    // The right password does not get through either: guessing learns nothing.
    let held = from("192.0.2.1", "user2", crate::house::PASSWORD).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    let wait: u64 = held.header("retry-after").parse().expect("seconds");
    assert!((1..=30).contains(&wait), "{wait}");
    assert_eq!(held.value(), json!({"Busy": wait}));
    assert_eq!(held.header("set-cookie"), "");
    // No name is locked, another address is free, and whoever is signed in works on.
    let answer = from("192.0.2.2", "user2", crate::house::PASSWORD).await;
    assert_eq!(answer.status, StatusCode::OK);
    for _ in 0..4 {
        let me = house.call("me", &answer.cookie(), json!({})).await;
        assert_eq!(me.status, StatusCode::OK);
    }
}

#[tokio::test]
async fn nothing_for_the_limit_of_sign_ins_means_none() {
    let house = House::open_with(|settings| settings.sign_in.a_minute = 0).await;
    for nth in 0..40 {
        // No password is checked for a body that makes no sense, so this is quick.
        let answer = post(&house, "sign-in", None, b"?".to_vec()).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{nth}");
    }
    let house = House::open_with(|settings| settings.sign_in.a_minute = 5).await;
    let mut held = 0;
    for _ in 0..40 {
        let answer = post(&house, "sign-in", None, b"?".to_vec()).await;
        held += u32::from(answer.status == StatusCode::TOO_MANY_REQUESTS);
    }
    assert!(held > 0, "the limit counts such tries, too");
}
