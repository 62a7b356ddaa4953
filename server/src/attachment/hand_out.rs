//! Showing a file to whoever may see its record; each look is in the audit trail.

use super::keeping::{Place, Shelf};
use super::picture::thumbnail as draw;
use super::{Attachments, failed};
use crate::router::refused;
use anyhow::Context;
use app::api::ApiError;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::ids::{AttachmentId, RecordId};
use domain::petition::{Attachment, Media};

/// Nothing a file contains may load, run, or reach the page that shows it.
const POLICY: &str =
    "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'";

/// `GET /api/v1/attachments/{record}/{id}`
pub(super) async fn whole(
    State(attachments): State<Attachments>,
    Path((record, id)): Path<(RecordId, AttachmentId)>,
    headers: HeaderMap,
) -> Response {
    let place = Place { record, id };
    let shown = async {
        let paper = attachments
            .shown(&headers, "read_attachment", place)
            .await?;
        let file = attachments.file(place).await?;
        Ok(sent(place, paper.media, file))
    };
    shown.await.unwrap_or_else(|error| refused(&error))
}

/// `GET /api/v1/attachments/{record}/{id}/thumbnail`
pub(super) async fn thumbnail(
    State(attachments): State<Attachments>,
    Path((record, id)): Path<(RecordId, AttachmentId)>,
    headers: HeaderMap,
) -> Response {
    let place = Place { record, id };
    let shown = async {
        let paper = attachments.shown(&headers, "read_thumbnail", place).await?;
        let small = attachments.small(place, &paper).await?;
        let small = small.ok_or(ApiError::NotFound)?;
        Ok(sent(place, Media::Jpeg, small))
    };
    shown.await.unwrap_or_else(|error| refused(&error))
}

impl Attachments {
    /// The paper of a stored file this officer may see.
    async fn shown(
        &self,
        headers: &HeaderMap,
        act: &'static str,
        place: Place,
    ) -> Result<Attachment, ApiError> {
        let officer = self.officer(headers).await?;
        let petition = self.petition(&officer, place).await?;
        let attached = petition.and_then(|petition| petition.attached(place.id).cloned());
        let paper = attached.filter(|one| one.stored).map(|one| one.paper);
        self.note(&officer, act, place, paper.is_some()).await?;
        paper.ok_or(ApiError::NotFound)
    }

    /// The file of a record that says it is stored: its absence is a failure, not an answer.
    async fn file(&self, place: Place) -> Result<Bytes, ApiError> {
        self.keeping
            .get(place, Shelf::Whole)
            .await
            .and_then(|found| found.context("a stored attachment is not where it was put"))
            .map_err(|error| failed(&error))
    }

    /// The small copy, drawn at the first look; `None`: there is none to draw.
    async fn small(&self, place: Place, paper: &Attachment) -> Result<Option<Bytes>, ApiError> {
        let drawn = self.keeping.get(place, Shelf::Small).await;
        if let Some(small) = drawn.map_err(|error| failed(&error))? {
            return Ok(Some(small));
        }
        if !paper.media.is_picture() {
            return Ok(None);
        }
        let file = self.file(place).await?;
        let media = paper.media;
        let permit = self.drawing.acquire().await.context("drawing");
        let _permit = permit.map_err(|error| failed(&error))?;
        let small = tokio::task::spawn_blocking(move || draw(media, &file)).await;
        let small = small
            .context("drawing a small picture")
            .map_err(|error| failed(&error))?;
        let Some(small) = small.map(Bytes::from) else {
            return Ok(None);
        };
        let put = self.keeping.put(place, Shelf::Small, small.clone()).await;
        put.map_err(|error| failed(&error))?;
        Ok(Some(small))
    }
}

fn sent(place: Place, media: Media, bytes: Bytes) -> Response {
    // Pictures open in the browser; a document is handed to the machine's own reader.
    let way = if media.is_picture() {
        "inline"
    } else {
        "attachment"
    };
    let name = format!("{way}; filename=\"{}.{}\"", place.id, media.ending());
    let headers = [
        (header::CONTENT_TYPE, media.name()),
        (header::CONTENT_DISPOSITION, &name),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    (StatusCode::OK, headers, bytes).into_response()
}
