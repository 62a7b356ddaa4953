//! Sessions: their cookie, their end, and the first password.

use crate::house::{House, Named, PASSWORD};
use axum::http::{StatusCode, header};
use serde_json::json;

const NEW: &str = "guyu-2026-rain";

#[tokio::test]
async fn the_cookie_is_out_of_reach_of_scripts_and_other_sites() {
    let house = House::open().await;
    let answer = house.try_sign_in("user0", PASSWORD).await;
    let cookie = answer.header(header::SET_COOKIE);
    assert!(cookie.starts_with("huiyin="), "{cookie}");
    for flag in ["HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=604800"] {
        assert!(cookie.contains(flag), "{flag} missing in {cookie}");
    }
    assert!(
        !cookie.contains("Secure"),
        "plain HTTP would lose it: {cookie}"
    );

    let house =
        House::open_with(|settings| settings.public_origin = Some("https://xf.local".to_owned()))
            .await;
    let answer = house.try_sign_in("user0", PASSWORD).await;
    let cookie = answer.header(header::SET_COOKIE);
    assert!(
        cookie.starts_with("__Host-huiyin=") && cookie.ends_with("; Secure"),
        "{cookie}"
    );
}

#[tokio::test]
async fn the_database_does_not_know_the_token() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let token = cookie.split_once('=').unwrap().1.to_owned();
    let kept: String = sqlx::query_scalar("SELECT digest FROM session")
        .fetch_one(&mut house.back_door().await)
        .await
        .unwrap();
    assert_ne!(kept, token);
    assert_eq!(kept, server::session::digest(&token));
}

async fn is_signed_in(house: &House, cookie: &str) -> bool {
    let answer = house.call("me", cookie, json!({})).await;
    match answer.status {
        StatusCode::OK => true,
        StatusCode::UNAUTHORIZED => false,
        other => panic!("{other}: {}", answer.text()),
    }
}

async fn let_pass(house: &House, column: &str, hours: i64) {
    sqlx::query(sqlx::AssertSqlSafe(format!(
        "UPDATE session SET {column} = {column} - $1"
    )))
    .bind(hours * 3_600_000)
    .execute(&mut house.back_door().await)
    .await
    .unwrap();
}

#[tokio::test]
async fn a_session_ends_after_twelve_quiet_hours() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let_pass(&house, "seen_at", 11).await;
    assert!(is_signed_in(&house, &cookie).await);
    // That call counts: it may rest as long again.
    let_pass(&house, "seen_at", 11).await;
    assert!(is_signed_in(&house, &cookie).await);
    let_pass(&house, "seen_at", 12).await;
    assert!(!is_signed_in(&house, &cookie).await);
}

#[tokio::test]
async fn a_session_ends_after_seven_days_however_busy() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let_pass(&house, "begun_at", 7 * 24 - 1).await;
    assert!(is_signed_in(&house, &cookie).await);
    let_pass(&house, "begun_at", 1).await;
    assert!(!is_signed_in(&house, &cookie).await);
}

#[tokio::test]
async fn signing_out_ends_the_session_on_the_server() {
    let house = House::open().await;
    let (cookie, other) = (house.sign_in("user0").await, house.sign_in("user0").await);
    let answer = house.call("sign-out", &cookie, json!({})).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(answer.header(header::SET_COOKIE).contains("Max-Age=0"));
    assert!(!is_signed_in(&house, &cookie).await);
    assert!(is_signed_in(&house, &other).await);
}

#[tokio::test]
async fn signing_in_again_replaces_the_session() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let answer = house
        .call(
            "sign-in",
            &cookie,
            json!({"name": "user1", "password": PASSWORD}),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert!(!is_signed_in(&house, &cookie).await);
    assert!(is_signed_in(&house, &answer.cookie()).await);
}

#[tokio::test]
async fn a_made_up_token_is_nobody() {
    let house = House::open().await;
    house.sign_in("user0").await;
    for cookie in ["huiyin=", "huiyin=0123456789abcdef", "huiyin=' OR 1=1 --"] {
        assert!(!is_signed_in(&house, cookie).await, "{cookie}");
    }
}

#[tokio::test]
async fn a_new_password_must_be_good_and_ends_the_other_sessions() {
    let house = House::open().await;
    let (cookie, other) = (house.sign_in("user0").await, house.sign_in("user0").await);
    for weak in [
        "short-1",
        "onlyletters",
        "1234567890",
        "my-user0-name",
        PASSWORD,
    ] {
        let answer = house
            .call(
                "change-password",
                &cookie,
                json!({"old": PASSWORD, "new": weak}),
            )
            .await;
        assert_eq!(
            (answer.status, answer.value()),
            (StatusCode::UNPROCESSABLE_ENTITY, json!("WeakPassword")),
            "{weak}"
        );
    }
    let answer = house
        .call(
            "change-password",
            &cookie,
            json!({"old": PASSWORD, "new": NEW}),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    assert!(is_signed_in(&house, &cookie).await);
    assert!(!is_signed_in(&house, &other).await);
    assert_eq!(
        house.try_sign_in("user0", PASSWORD).await.value(),
        "WrongPassword"
    );
    assert_eq!(house.try_sign_in("user0", NEW).await.status, StatusCode::OK);
}

#[tokio::test]
async fn with_a_first_password_one_can_only_change_it() {
    let house = House::open().await;
    let answer = house.try_sign_in("user22", PASSWORD).await;
    assert_eq!(answer.value()["must_change_password"], true);
    let cookie = answer.cookie();
    for (function, arguments) in [
        ("directory", json!({})),
        ("list", json!({"query": {}})),
        ("nonsense-in", json!({})),
    ] {
        let answer = house.call(function, &cookie, arguments).await;
        let expected = if function == "nonsense-in" {
            json!("NotFound")
        } else {
            json!("ChangePassword")
        };
        assert_eq!(answer.value(), expected, "{function}");
    }
    let answer = house
        .call(
            "change-password",
            &cookie,
            json!({"old": PASSWORD, "new": NEW}),
        )
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(
        house.call("directory", &cookie, json!({})).await.status,
        StatusCode::OK
    );
    assert_eq!(
        house.call("me", &cookie, json!({})).await.value()["must_change_password"],
        false
    );
}

#[tokio::test]
async fn a_reset_password_works_once_for_its_change() {
    let house = House::open().await;
    let before = house.sign_in("user3").await;
    let administrator = house.sign_in("user12").await;
    let officer = house.county.people[3].officer.id;
    let answer = house
        .call("reset-password", &administrator, Named("officer", officer))
        .await;
    let one_time = answer.value().as_str().unwrap().to_owned();
    assert!(!is_signed_in(&house, &before).await);
    assert_eq!(
        house.try_sign_in("user3", PASSWORD).await.value(),
        "WrongPassword"
    );
    let answer = house.try_sign_in("user3", &one_time).await;
    assert_eq!(answer.value()["must_change_password"], true);
    let cookie = answer.cookie();
    assert_eq!(
        house.call("directory", &cookie, json!({})).await.value(),
        "ChangePassword"
    );
}
