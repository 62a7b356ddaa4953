//! Wrong passwords: told alike for every name, counted, locked, and lifted again.

use crate::house::{Answer, House, Named};
use axum::http::StatusCode;
use serde_json::json;

async fn wrong(house: &House, name: &str) -> Answer {
    house.try_sign_in(name, "not-it-0000").await
}

fn is_locked(answer: &Answer) -> bool {
    answer.status == StatusCode::TOO_MANY_REQUESTS && answer.value().get("LockedUntil").is_some()
}

#[tokio::test]
async fn a_name_nobody_has_is_told_and_locked_like_any_other() {
    let house = House::open().await;
    for name in ["user0", "nobody"] {
        for _ in 0..4 {
            let answer = wrong(&house, name).await;
            assert_eq!(
                (answer.status, answer.value()),
                (StatusCode::UNAUTHORIZED, json!("WrongPassword")),
                "{name}"
            );
        }
        assert!(is_locked(&wrong(&house, name).await), "{name}");
        assert!(
            is_locked(&house.try_sign_in(name, crate::house::PASSWORD).await),
            "{name}"
        );
    }
    // Others are not touched.
    house.sign_in("user1").await;
}

#[tokio::test]
async fn a_lock_covers_every_way_to_write_the_name() {
    let house = House::open().await;
    for name in ["USER0", " user0", "User0 ", "user0", "uSER0"] {
        wrong(&house, name).await;
    }
    assert!(is_locked(&wrong(&house, "user0").await));
}

#[tokio::test]
async fn the_right_password_makes_the_count_start_anew() {
    let house = House::open().await;
    for _ in 0..3 {
        for _ in 0..4 {
            wrong(&house, "user0").await;
        }
        house.sign_in("user0").await;
    }
}

#[tokio::test]
async fn a_lock_ends_by_itself() {
    let house = House::open().await;
    for _ in 0..5 {
        wrong(&house, "user0").await;
    }
    let mut door = house.back_door().await;
    let quarter = 15 * 60 * 1000;
    sqlx::query(
        "UPDATE sign_in_failure SET last_at = last_at - $1, locked_until = locked_until - $1",
    )
    .bind(quarter - 60_000)
    .execute(&mut door)
    .await
    .unwrap();
    assert!(is_locked(
        &house.try_sign_in("user0", crate::house::PASSWORD).await
    ));
    sqlx::query(
        "UPDATE sign_in_failure SET last_at = last_at - $1, locked_until = locked_until - $1",
    )
    .bind(60_000)
    .execute(&mut door)
    .await
    .unwrap();
    // Not locked again by the first mistake after it.
    assert_eq!(wrong(&house, "user0").await.value(), "WrongPassword");
    house.sign_in("user0").await;
}

#[tokio::test]
async fn the_security_administrator_sees_and_lifts_a_lock() {
    let house = House::open().await;
    for _ in 0..5 {
        wrong(&house, "user3").await;
    }
    let administrator = house.sign_in("user13").await;
    let accounts = house
        .call("accounts", &administrator, json!({}))
        .await
        .value();
    let locked: Vec<_> = accounts
        .as_array()
        .unwrap()
        .iter()
        .filter(|account| !account["locked_until"].is_null())
        .map(|account| account["sign_in_name"].clone())
        .collect();
    assert_eq!(locked, ["user3"]);
    let officer = house.county.people[3].officer.id;
    let answer = house
        .call("unlock", &administrator, Named("officer", officer))
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    house.sign_in("user3").await;
}

#[tokio::test]
async fn guessing_the_old_password_of_an_open_session_locks_too() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let guess = json!({"old": "not-it-0000", "new": "another-2025x"});
    for _ in 0..4 {
        assert_eq!(
            house
                .call("change-password", &cookie, guess.clone())
                .await
                .value(),
            "WrongPassword"
        );
    }
    assert!(is_locked(
        &house.call("change-password", &cookie, guess.clone()).await
    ));
    let right = json!({"old": crate::house::PASSWORD, "new": "another-2025x"});
    assert!(is_locked(
        &house.call("change-password", &cookie, right).await
    ));
}

#[tokio::test]
async fn every_try_is_written_down() {
    let house = House::open().await;
    wrong(&house, "nobody").await;
    wrong(&house, "user0").await;
    let auditor = house.sign_in("user14").await;
    let lines = house
        .call("audit", &auditor, json!({"before": null}))
        .await
        .value();
    let tries: Vec<_> = lines
        .as_array()
        .unwrap()
        .iter()
        .filter(|line| line["act"] == "sign_in")
        .map(|line| (line["allowed"].as_bool().unwrap(), !line["by"].is_null()))
        .collect();
    // Newest first: the auditor, the known name, the name nobody has.
    assert_eq!(tries, [(true, true), (false, true), (false, false)]);
    let text = lines.to_string();
    assert!(
        !text.contains("nobody") && !text.contains("not-it"),
        "{text}"
    );
}
