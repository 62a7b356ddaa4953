//! The spare key of a device's vault: kept for its officer, given back only right after signing in.

use crate::house::{House, PASSWORD};
use axum::http::StatusCode;
use domain::ids::DeviceId;
use serde::Serialize;
use uuid::Uuid;

const KEY: [u8; 32] = [7; 32];

#[derive(Serialize)]
struct Keep {
    device: DeviceId,
    key: Vec<u8>,
}

#[derive(Serialize)]
struct Ask {
    device: DeviceId,
}

async fn keep(house: &House, cookie: &str, device: DeviceId, key: &[u8]) -> StatusCode {
    let key = key.to_vec();
    house
        .call("keep-spare-key", cookie, Keep { device, key })
        .await
        .status
}

async fn ask(house: &House, cookie: &str, device: DeviceId) -> Result<Vec<u8>, StatusCode> {
    let answer = house.call("spare-key", cookie, Ask { device }).await;
    match answer.status {
        StatusCode::OK => Ok(answer.cbor()),
        refused => Err(refused),
    }
}

#[tokio::test]
async fn it_comes_back_to_its_officer_and_to_nobody_else() {
    let house = House::open().await;
    let (mine, others) = (house.sign_in("user0").await, house.sign_in("user1").await);
    let device = DeviceId(Uuid::new_v4());
    assert_eq!(ask(&house, &mine, device).await, Err(StatusCode::NOT_FOUND));
    assert_eq!(keep(&house, &mine, device, &KEY).await, StatusCode::OK);
    assert_eq!(ask(&house, &mine, device).await, Ok(KEY.to_vec()));
    assert_eq!(
        ask(&house, &others, device).await,
        Err(StatusCode::NOT_FOUND)
    );
    let elsewhere = DeviceId(Uuid::new_v4());
    assert_eq!(
        ask(&house, &mine, elsewhere).await,
        Err(StatusCode::NOT_FOUND)
    );
    assert_eq!(ask(&house, "", device).await, Err(StatusCode::UNAUTHORIZED));
    assert_eq!(
        keep(&house, "", device, &KEY).await,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        keep(&house, &mine, device, &KEY[1..]).await,
        StatusCode::BAD_REQUEST
    );

    // A code chosen anew, or a vault begun anew: the last one counts.
    assert_eq!(keep(&house, &mine, device, &[9; 32]).await, StatusCode::OK);
    assert_eq!(ask(&house, &mine, device).await, Ok(vec![9; 32]));
}

#[tokio::test]
async fn a_session_left_open_gets_it_no_more() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let device = DeviceId(Uuid::new_v4());
    keep(&house, &cookie, device, &KEY).await;
    sqlx::query("UPDATE session SET begun_at = begun_at - 601000")
        .execute(&mut house.back_door().await)
        .await
        .unwrap();
    assert_eq!(
        ask(&house, &cookie, device).await,
        Err(StatusCode::NOT_FOUND)
    );
    let answer = house.try_sign_in("user0", PASSWORD).await;
    assert_eq!(
        ask(&house, &answer.cookie(), device).await,
        Ok(KEY.to_vec())
    );
}

#[tokio::test]
async fn a_device_that_was_shut_out_gets_nothing_back() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let device = DeviceId(Uuid::new_v4());
    keep(&house, &cookie, device, &KEY).await;
    sqlx::query(
        "INSERT INTO device (id, officer, revoked, lease_until, seen_at, unsent, build) \
         SELECT device, officer, 1, 0, 0, 0, '' FROM spare_key",
    )
    .execute(&mut house.back_door().await)
    .await
    .unwrap();
    assert_eq!(
        ask(&house, &cookie, device).await,
        Err(StatusCode::NOT_FOUND)
    );
}

#[tokio::test]
async fn each_asking_is_on_record() {
    let house = House::open().await;
    let cookie = house.sign_in("user0").await;
    let device = DeviceId(Uuid::new_v4());
    let _ = ask(&house, &cookie, device).await;
    keep(&house, &cookie, device, &KEY).await;
    let _ = ask(&house, &cookie, device).await;
    let told: Vec<bool> =
        sqlx::query_scalar("SELECT allowed FROM audit WHERE act = 'spare_key' ORDER BY nth")
            .fetch_all(&mut house.back_door().await)
            .await
            .unwrap();
    assert_eq!(told, [false, true]);
}
