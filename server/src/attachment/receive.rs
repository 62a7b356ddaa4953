//! Taking a file in: chunks in order, resumed where they broke off, proved when the last has come.

use super::keeping::{Place, Shelf};
use super::proof::prove;
use super::{Attachments, failed, now, of_author, standing, told};
use crate::router::refused;
use anyhow::Context;
use app::api::ApiError;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::duty::Officer;
use domain::ids::{AttachmentId, RecordId};
use domain::petition::{Attached, Attachment};
use std::cmp::Ordering;
use sync::upload::{CHUNK_BYTES_MAX, CHUNK_BYTES_MIN, UploadRefusal, UploadState};

/// The word in the audit trail for reaching for somebody else's upload.
const ACT: &str = "upload_attachment";

/// An upload its author may go on with.
struct Upload {
    officer: Officer,
    place: Place,
    attached: Attached,
}

/// `GET /api/v1/attachments/{record}/{id}/state`
pub(super) async fn state(
    State(attachments): State<Attachments>,
    Path((record, id)): Path<(RecordId, AttachmentId)>,
    headers: HeaderMap,
) -> Response {
    let place = Place { record, id };
    let come = async {
        let upload = attachments.upload_of(&headers, place).await?;
        attachments.come(&upload).await
    };
    match come.await {
        Ok(state) => standing(StatusCode::OK, state),
        Err(error) => refused(&error),
    }
}

/// `PUT /api/v1/attachments/{record}/{id}/{offset}`
pub(super) async fn chunk(
    State(attachments): State<Attachments>,
    Path((record, id, offset)): Path<(RecordId, AttachmentId, u32)>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let place = Place { record, id };
    match attachments.take(&headers, place, offset, body).await {
        Ok(response) => response,
        Err(error) => refused(&error),
    }
}

impl Attachments {
    async fn take(
        &self,
        headers: &HeaderMap,
        place: Place,
        offset: u32,
        body: Body,
    ) -> Result<Response, ApiError> {
        let upload = self.upload_of(headers, place).await?;
        let announced = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
        let too_large = announced.is_some_and(|length| length > u64::from(CHUNK_BYTES_MAX));
        let most = usize::try_from(CHUNK_BYTES_MAX).unwrap_or(usize::MAX);
        // Read before anybody's turn begins: a slow link keeps nobody else waiting.
        let chunk = match to_bytes(body, most).await {
            Ok(chunk) if !too_large => chunk,
            _ => {
                let large = refused(&ApiError::BadRequest);
                return Ok((StatusCode::PAYLOAD_TOO_LARGE, large).into_response());
            }
        };

        let _turn = self.turn(place).await;
        // Another request may have finished it while this one waited.
        let upload = self.upload_of(headers, place).await.unwrap_or(upload);
        let come = self.come(&upload).await?;
        if come.stored {
            self.keeping
                .drop_unfinished(place)
                .await
                .map_err(|error| failed(&error))?;
            return Ok(standing(StatusCode::OK, come));
        }
        let size = upload.attached.paper.bytes;
        match offset.cmp(&come.offset) {
            // All has come and the end was not told: a crash lay between.
            _ if come.offset == size => self.finish(&upload).await,
            Ordering::Less => Ok(standing(StatusCode::OK, come)),
            Ordering::Greater => Ok(standing(StatusCode::CONFLICT, come)),
            Ordering::Equal => self.append(&upload, come.offset, &chunk).await,
        }
    }

    /// The upload, if this officer may go on with it: its author, who still sees the record.
    async fn upload_of(&self, headers: &HeaderMap, place: Place) -> Result<Upload, ApiError> {
        let officer = self.officer(headers).await?;
        let petition = self.petition(&officer, place).await?;
        let own = petition.and_then(|petition| of_author(&petition, &officer, place.id));
        let Some(attached) = own else {
            self.note(&officer, ACT, place, false).await?;
            return Err(ApiError::NotFound);
        };
        Ok(Upload {
            officer,
            place,
            attached,
        })
    }

    /// How far it has come: what the database knows of, and only what really lies on disk.
    async fn come(&self, upload: &Upload) -> Result<UploadState, ApiError> {
        let Upload {
            place, attached, ..
        } = upload;
        let state = |offset, stored| UploadState {
            offset,
            stored,
            refused: None,
        };
        if attached.stored {
            return Ok(state(attached.paper.bytes, true));
        }
        let known = self.ledger.upload(place.record, place.id).await;
        let known = known.map_err(told)?.unwrap_or(0);
        let length = self.keeping.length(*place).await;
        let length = length.map_err(|error| failed(&error))?;
        let on_disk = u32::try_from(length).unwrap_or(u32::MAX);
        Ok(state(known.min(on_disk), false))
    }

    async fn append(
        &self,
        upload: &Upload,
        offset: u32,
        chunk: &Bytes,
    ) -> Result<Response, ApiError> {
        let Upload {
            officer,
            place,
            attached,
        } = upload;
        let paper = &attached.paper;
        if offset == 0 {
            if self.is_kept_already(*place, paper).await? {
                return self.keep(upload).await;
            }
            let begun = self
                .ledger
                .begin_upload(officer.id, place.record, paper.clone(), now())
                .await
                .map_err(told)?;
            if !begun {
                let why = Some(UploadRefusal::TooMuchUnfinished);
                return Ok(start_over(StatusCode::TOO_MANY_REQUESTS, why));
            }
        }
        let length = u32::try_from(chunk.len()).map_err(|_| ApiError::BadRequest)?;
        let end = offset.checked_add(length).ok_or(ApiError::BadRequest)?;
        let is_last = end == paper.bytes;
        // Many small chunks would each cost a commit; more than was announced is not this file.
        if end > paper.bytes || (length < CHUNK_BYTES_MIN && !is_last) {
            return Err(ApiError::BadRequest);
        }
        self.keeping
            .append(*place, offset, chunk)
            .await
            .map_err(|error| failed(&error))?;
        self.ledger
            .upload_came(place.record, place.id, end)
            .await
            .map_err(told)?;
        if is_last {
            return self.finish(upload).await;
        }
        let come = UploadState {
            offset: end,
            stored: false,
            refused: None,
        };
        Ok(standing(StatusCode::OK, come))
    }

    /// The file of a record that does not know so: the database was restored from before that moment.
    async fn is_kept_already(&self, place: Place, paper: &Attachment) -> Result<bool, ApiError> {
        let kept = self.keeping.get(place, Shelf::Whole).await;
        match kept.map_err(|error| failed(&error))? {
            Some(file) => Ok(proved(paper, file).await?.is_ok()),
            None => Ok(false),
        }
    }

    /// Proves what has come, keeps it, and lets the record say so.
    async fn finish(&self, upload: &Upload) -> Result<Response, ApiError> {
        let Upload {
            place, attached, ..
        } = upload;
        let file = self.keeping.unfinished(*place).await;
        let file = file.map_err(|error| failed(&error))?;
        if let Err(why) = proved(&attached.paper, file.clone()).await? {
            // The database first: what lies on disk beyond its word counts for nothing.
            self.ledger
                .upload_came(place.record, place.id, 0)
                .await
                .map_err(told)?;
            let dropped = self.keeping.drop_unfinished(*place).await;
            dropped.map_err(|error| failed(&error))?;
            return Ok(start_over(StatusCode::UNPROCESSABLE_ENTITY, Some(why)));
        }
        let kept = self.keeping.put(*place, Shelf::Whole, file).await;
        kept.map_err(|error| failed(&error))?;
        self.keep(upload).await
    }

    /// Lets the record say that the bureau holds the file; what lay unfinished is done with.
    async fn keep(&self, upload: &Upload) -> Result<Response, ApiError> {
        let Upload {
            officer,
            place,
            attached,
        } = upload;
        self.ledger
            .attachment_stored(officer, place.record, place.id, now())
            .await
            .map_err(told)?;
        let dropped = self.keeping.drop_unfinished(*place).await;
        dropped.map_err(|error| failed(&error))?;
        let done = UploadState {
            offset: attached.paper.bytes,
            stored: true,
            refused: None,
        };
        Ok(standing(StatusCode::OK, done))
    }
}

/// Hashing ten megabytes takes its time, away from everybody else's requests.
pub(super) async fn proved(
    paper: &Attachment,
    file: Bytes,
) -> Result<Result<(), UploadRefusal>, ApiError> {
    let paper = paper.clone();
    tokio::task::spawn_blocking(move || prove(&paper, &file))
        .await
        .context("proving an attachment")
        .map_err(|error| failed(&error))
}

fn start_over(status: StatusCode, refused: Option<UploadRefusal>) -> Response {
    let nothing = UploadState {
        offset: 0,
        stored: false,
        refused,
    };
    standing(status, nothing)
}
