//! Headers on every answer, and no change asked for by another site.

use crate::house::{House, PASSWORD, cbor, request};
use axum::body::Body;
use axum::http::{Method, StatusCode, header};
use serde_json::json;

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let house = House::open().await;
    for path in [
        "/",
        "/desk",
        "/desk/petitions/1",
        "/health",
        "/sw.js",
        "/nowhere",
        "/api/v1/nowhere",
        "/huiyin-0123abcd.js",
    ] {
        let answer = house.get(path, &[]).await;
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        for part in [
            "default-src 'self'",
            "script-src 'self' 'wasm-unsafe-eval'",
            "frame-ancestors 'none'",
            "form-action 'self'",
        ] {
            assert!(
                policy.contains(part),
                "{path}: {part} missing in {policy:?}"
            );
        }
        assert!(!policy.contains("unsafe-inline"), "{path}");
        assert_eq!(
            answer.header(header::X_CONTENT_TYPE_OPTIONS),
            "nosniff",
            "{path}"
        );
        assert_eq!(
            answer.header(header::REFERRER_POLICY),
            "same-origin",
            "{path}"
        );
        assert!(!answer.header(header::CACHE_CONTROL).is_empty(), "{path}");
        assert!(!answer.header("x-request-id").is_empty(), "{path}");
    }
}

#[tokio::test]
async fn an_answer_with_data_is_kept_by_no_cache() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let answer = house.call("me", &cookie, json!({})).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header(header::CACHE_CONTROL), "no-store");
}

async fn sign_in_from(house: &House, headers: &[(&str, &str)]) -> StatusCode {
    let body = cbor(&json!({"name": "user0", "password": PASSWORD}));
    let headers = [&[("content-type", "application/cbor")], headers].concat();
    house
        .send(request(
            Method::POST,
            "/api/v1/sign-in",
            &headers,
            Body::from(body),
        ))
        .await
        .status
}

#[tokio::test]
async fn another_site_cannot_change_anything() {
    let house = House::open().await;
    let session = house.sign_in("user1").await;
    let cookie = ("cookie", session.as_str());
    let foreign: [&[(&str, &str)]; 5] = [
        &[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://xf.local"),
        ],
        &[("sec-fetch-site", "same-site")],
        &[("origin", "http://evil.example")],
        &[("origin", "null")],
        &[cookie],
    ];
    for headers in foreign {
        assert_eq!(
            sign_in_from(&house, headers).await,
            StatusCode::FORBIDDEN,
            "{headers:?}"
        );
    }
    let ours: [&[(&str, &str)]; 4] = [
        &[("sec-fetch-site", "same-origin"), cookie],
        &[("origin", "http://xf.local"), cookie],
        &[("origin", "http://xf.local")],
        &[],
    ];
    for headers in ours {
        assert_eq!(
            sign_in_from(&house, headers).await,
            StatusCode::OK,
            "{headers:?}"
        );
    }
}

#[tokio::test]
async fn a_form_of_another_type_is_not_taken() {
    let house = House::open().await;
    for kind in [
        "text/plain",
        "application/json",
        "application/x-www-form-urlencoded",
        "multipart/form-data",
        "",
    ] {
        let body = Body::from(cbor(&json!({"name": "user0", "password": PASSWORD})));
        let headers = [("content-type", kind), ("origin", "http://xf.local")];
        let answer = house
            .send(request(Method::POST, "/api/v1/sign-in", &headers, body))
            .await;
        assert_eq!(
            answer.status,
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "{kind:?}"
        );
        assert!(answer.headers.get(header::SET_COOKIE).is_none());
    }
}

#[tokio::test]
async fn an_error_is_never_sent_along_in_an_address() {
    let house = House::open().await;
    let headers = [
        ("content-type", "application/cbor"),
        ("sec-fetch-site", "same-origin"),
        ("accept", "text/html"),
        ("referer", "http://xf.local/desk"),
    ];
    let body = Body::from(cbor(&json!({"name": "user0", "password": "wrong-0000"})));
    let answer = house
        .send(request(Method::POST, "/api/v1/sign-in", &headers, body))
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert!(answer.headers.get(header::LOCATION).is_none());
    assert_eq!(answer.value(), "WrongPassword");
}

#[tokio::test]
async fn a_function_nobody_wrote_is_not_found() {
    let house = House::open().await;
    let answer = house.call("nowhere", "", json!({})).await;
    assert_eq!(
        (answer.status, answer.value()),
        (StatusCode::NOT_FOUND, json!("NotFound"))
    );
    assert_eq!(
        house.get("/api/v1/me", &[]).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
    let posted = request(Method::POST, "/sw.js", &[], Body::empty());
    assert_eq!(
        house.send(posted).await.status,
        StatusCode::METHOD_NOT_ALLOWED
    );
}
