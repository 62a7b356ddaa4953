//! Who asks too often waits, and nobody else does.

use crate::bureau::{Bureau, FREE};
use axum::http::{StatusCode, header};
use server::public::rate_limit::{Quota, RateLimit};

const THREE: Quota = Quota {
    burst: 3,
    per_minute: 1,
};

#[tokio::test]
async fn an_address_that_guesses_is_held_back() {
    let bureau = Bureau::limited(RateLimit::new(THREE, FREE)).await;
    let case = bureau.matter().register().await;
    let mut browser = bureau.browser().at("192.0.2.7");
    for _ in 0..3 {
        let page = browser.post("/query", &[("code", "2222")]).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND);
    }
    // Even the right code waits, or the wait would tell.
    let held = browser.post("/query", &[("code", &case.code())]).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    let seconds: u64 = held.header(header::RETRY_AFTER).parse().expect("seconds");
    assert!((1..=60).contains(&seconds), "{seconds}");
    assert!(
        held.body.contains(&format!("请等 {seconds} 秒")),
        "{}",
        held.body
    );
    assert!(
        held.body.contains(&format!("wait {seconds} seconds")),
        "{}",
        held.body
    );
    assert_eq!(held.header(header::SET_COOKIE), "");

    let mut neighbour = bureau.browser().at("192.0.2.8");
    assert_eq!(
        neighbour
            .post("/query", &[("code", &case.code())])
            .await
            .leads_to(),
        "/item"
    );
}

#[tokio::test]
async fn the_next_address_of_the_same_subscriber_is_no_way_round() {
    let bureau = Bureau::limited(RateLimit::new(THREE, FREE)).await;
    for host in 1..=3 {
        let mut browser = bureau.browser().at(&format!("2001:db8::{host}"));
        assert_eq!(
            browser.post("/query", &[("code", "2222")]).await.status,
            StatusCode::NOT_FOUND
        );
    }
    let mut browser = bureau.browser().at("2001:db8::9");
    assert_eq!(
        browser.post("/query", &[("code", "2222")]).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    let mut elsewhere = bureau.browser().at("2001:db8:0:1::9");
    assert_eq!(
        elsewhere.post("/query", &[("code", "2222")]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn everybody_together_is_held_back_too() {
    let bureau = Bureau::limited(RateLimit::new(FREE, THREE)).await;
    for host in 1..=3 {
        let mut browser = bureau.browser().at(&format!("192.0.2.{host}"));
        assert_eq!(
            browser.post("/query", &[("code", "2222")]).await.status,
            StatusCode::NOT_FOUND
        );
    }
    let mut browser = bureau.browser().at("192.0.2.4");
    assert_eq!(
        browser.post("/query", &[("code", "2222")]).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(
        browser.get("/").await.status,
        StatusCode::OK,
        "reading is not asking"
    );
}

#[tokio::test]
async fn ratings_are_counted_with_the_queries() {
    let bureau = Bureau::limited(RateLimit::new(THREE, FREE)).await;
    let case = bureau.matter().answered().await;
    let mut browser = bureau.browser();
    browser.post("/query", &[("code", &case.code())]).await;
    for _ in 0..2 {
        let page = browser.post("/item/rating", &[]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let form = [("bureau", "satisfied"), ("unit", "satisfied")];
    assert_eq!(
        browser.post("/item/rating", &form).await.status,
        StatusCode::TOO_MANY_REQUESTS
    );
    assert_eq!(bureau.petition(case.id).await.rating, None);
    assert_eq!(
        browser.get("/item").await.status,
        StatusCode::OK,
        "the item stays readable"
    );
}
