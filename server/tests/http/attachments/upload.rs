//! Chunks: in order, twice, too early, too large, of another file.

use super::{CHUNK, Desk, attach, jpeg, paper, put};
use axum::http::StatusCode;
use domain::petition::Media;
use server::store::UNFINISHED_BYTES;
use sync::upload::{CHUNK_BYTES_MAX, UploadRefusal, UploadState};

fn state(offset: usize, stored: bool) -> UploadState {
    UploadState {
        offset: u32::try_from(offset).unwrap(),
        stored,
        refused: None,
    }
}

#[tokio::test]
async fn a_file_comes_in_chunks_and_the_record_says_so() {
    let file = jpeg(200_000);
    let desk = Desk::with(&file).await;
    assert_eq!(desk.state().await, state(0, false));
    let first = desk.put(0, &file[..CHUNK]).await;
    assert_eq!(
        (first.status, first.cbor()),
        (StatusCode::OK, state(CHUNK, false))
    );
    assert!(!desk.attached().await.stored);
    assert_eq!(desk.get("").await.status, StatusCode::NOT_FOUND);

    let last = desk.send_from(CHUNK, &file).await;
    assert_eq!(
        (last.status, last.cbor()),
        (StatusCode::OK, state(file.len(), true))
    );
    assert!(desk.attached().await.stored);
    let whole = desk.get("").await;
    assert_eq!((whole.status, whole.body == file), (StatusCode::OK, true));

    // The fact is in the ledger: a record built again from it says the same.
    desk.house.ledger.rebuild().await.unwrap();
    assert!(desk.attached().await.stored);
}

#[tokio::test]
async fn a_chunk_that_comes_twice_or_too_early_changes_nothing() {
    let file = jpeg(200_000);
    let desk = Desk::with(&file).await;
    let early = desk.put(CHUNK, &file[CHUNK..2 * CHUNK]).await;
    assert_eq!(
        (early.status, early.cbor()),
        (StatusCode::CONFLICT, state(0, false))
    );
    desk.put(0, &file[..CHUNK]).await;
    let again = desk.put(0, &file[..CHUNK]).await;
    assert_eq!(
        (again.status, again.cbor()),
        (StatusCode::OK, state(CHUNK, false))
    );
    // Other bytes at a place that is behind are not looked at.
    desk.put(0, &[0; CHUNK]).await;
    let early = desk.put(2 * CHUNK, &file[2 * CHUNK..3 * CHUNK]).await;
    assert_eq!(
        (early.status, early.cbor()),
        (StatusCode::CONFLICT, state(CHUNK, false))
    );

    assert_eq!(
        desk.send_from(CHUNK, &file).await.cbor::<UploadState>(),
        state(file.len(), true)
    );
    for offset in [0, CHUNK, file.len()] {
        let late = desk.put(offset, &file[..CHUNK]).await;
        assert_eq!(
            (late.status, late.cbor()),
            (StatusCode::OK, state(file.len(), true))
        );
    }
    assert_eq!(desk.facts().await, 1);
    assert!(desk.get("").await.body == file);
}

#[tokio::test]
async fn the_last_chunk_sent_twice_at_once_is_one_fact() {
    let file = jpeg(CHUNK);
    let desk = Desk::with(&file).await;
    desk.put(0, &file[..CHUNK]).await;
    let last = &file[CHUNK..];
    let (one, two) = tokio::join!(desk.put(CHUNK, last), desk.put(CHUNK, last));
    for answer in [one, two] {
        assert_eq!(
            (answer.status, answer.cbor()),
            (StatusCode::OK, state(file.len(), true))
        );
    }
    assert_eq!(desk.facts().await, 1);
}

#[tokio::test]
async fn what_arrives_changed_is_thrown_away_and_begun_again() {
    let file = jpeg(100_000);
    let desk = Desk::with(&file).await;
    let mut changed = file.clone();
    changed[file.len() / 2] ^= 1;
    let refused = desk.send_from(0, &changed).await;
    let told: UploadState = refused.cbor();
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(told.refused, Some(UploadRefusal::Digest));
    assert_eq!(
        (desk.state().await, desk.facts().await),
        (state(0, false), 0)
    );
    assert_eq!(
        desk.send_from(0, &file).await.cbor::<UploadState>(),
        state(file.len(), true)
    );
}

#[tokio::test]
async fn a_file_of_another_format_or_with_its_place_is_not_kept() {
    let mut located = jpeg(1_000);
    // Exif, one directory entry: the place.
    located.extend(b"Exif\0\0MM\0*\0\0\0\x08\0\x01\x88\x25\0\x04\0\0\0\x01\0\0\0\x1a");
    for (file, why) in [
        (
            b"<html><script>alert(1)</script>".to_vec(),
            UploadRefusal::Media,
        ),
        (located, UploadRefusal::Location),
    ] {
        let desk = Desk::with(&file).await;
        let refused = desk.send_from(0, &file).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(refused.cbor::<UploadState>().refused, Some(why));
        assert!(!desk.attached().await.stored);
        assert_eq!(desk.get("").await.status, StatusCode::NOT_FOUND);
    }
}

#[tokio::test]
async fn no_more_is_taken_than_was_announced() {
    let file = jpeg(200_000);
    let desk = Desk::with(&file).await;
    let huge = vec![0; CHUNK_BYTES_MAX as usize + 1];
    assert_eq!(
        desk.put(0, &huge).await.status,
        StatusCode::PAYLOAD_TOO_LARGE
    );
    let longer = [file.as_slice(), b"more"].concat();
    assert_eq!(desk.put(0, &longer).await.status, StatusCode::BAD_REQUEST);
    assert_eq!(
        desk.put(0, &file[..CHUNK - 1]).await.status,
        StatusCode::BAD_REQUEST
    );
    assert_eq!(desk.state().await, state(0, false));
    // In one piece it may come where the link is good.
    assert_eq!(
        desk.put(0, &file).await.cbor::<UploadState>(),
        state(file.len(), true)
    );
}

#[tokio::test]
async fn too_much_unfinished_waits_for_what_was_begun() {
    let file = jpeg(200_000);
    let desk = Desk::with(&file).await;
    desk.put(0, &file[..CHUNK]).await;
    let second = paper(&file, Media::Jpeg);
    attach(&desk.house, &desk.officer, desk.record, &second).await;
    let path = format!("/api/v1/attachments/{}/{}/0", desk.record, second.id);

    let mut door = desk.house.back_door().await;
    sqlx::query("UPDATE upload SET received = $1")
        .bind(UNFINISHED_BYTES)
        .execute(&mut door)
        .await
        .unwrap();
    let refused = put(&desk.house, &desk.cookie, &path, &file[..CHUNK]).await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    let told: UploadState = refused.cbor();
    assert_eq!(told.refused, Some(UploadRefusal::TooMuchUnfinished));

    sqlx::query("UPDATE upload SET received = $1")
        .bind(CHUNK as i64)
        .execute(&mut door)
        .await
        .unwrap();
    let taken = put(&desk.house, &desk.cookie, &path, &file[..CHUNK]).await;
    assert_eq!(taken.cbor::<UploadState>(), state(CHUNK, false));
}
