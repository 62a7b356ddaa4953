//! Small copies: drawn at the first look, kept, and none of what is no picture.

use super::{Desk, jpeg, paper};
use axum::http::{StatusCode, header};
use domain::duty::Role;
use domain::petition::Media;
use image::GenericImageView;

#[tokio::test]
async fn a_picture_has_a_small_copy_that_is_drawn_once() {
    let file = jpeg(0);
    let desk = Desk::with(&file).await;
    assert_eq!(desk.get("/thumbnail").await.status, StatusCode::NOT_FOUND);
    desk.put(0, &file).await;
    let small = desk.get("/thumbnail").await;
    assert_eq!(small.status, StatusCode::OK);
    assert_eq!(small.header(header::CONTENT_TYPE), "image/jpeg");
    let drawn = image::load_from_memory(&small.body).unwrap();
    assert_eq!(drawn.dimensions(), (320, 160));

    // Without the whole file only a kept copy can be shown; the whole one is a failure, not an answer.
    std::fs::remove_dir_all(desk.house.settings.attachments.join("kept/whole")).unwrap();
    assert!(desk.get("/thumbnail").await.body == small.body);
    assert_eq!(desk.get("").await.status, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test]
async fn a_document_and_a_broken_picture_have_none() {
    for (file, media) in [
        (b"%PDF-1.7\n%%EOF\n".to_vec(), Media::Pdf),
        (b"\xff\xd8\xff\xe0 broken".to_vec(), Media::Jpeg),
    ] {
        let desk = Desk::of(Role::Handler, "road", paper(&file, media)).await;
        desk.put(0, &file).await;
        assert!(desk.attached().await.stored);
        assert_eq!(desk.get("/thumbnail").await.status, StatusCode::NOT_FOUND);
        assert!(desk.get("").await.body == file);
    }
}
