//! The bytes of attachments (附件): taken in chunk by chunk, proved, kept, and shown to whoever may see
//! the record.

mod brought;
mod found;
mod hand_out;
mod keeping;
mod kept;
mod picture;
mod proof;
mod receive;
mod stocktaking;
mod volume;

pub use brought::Brought;
pub use found::named;
pub use kept::Kept;
pub(crate) use picture::opened;
pub use stocktaking::{Stock, take_stock};

use crate::account::Accounts;
use crate::config::Settings;
use crate::router::refused;
use crate::store::{Audited, Error, Ledger};
use anyhow::Result;
use app::api::ApiError;
use axum::Router;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, put};
use chrono::{SubsecRound, Utc};
use domain::duty::{self, Officer};
use domain::ids::{AttachmentId, Moment};
use domain::petition::{Attached, Petition};
use domain::{By, Record};
use keeping::{Keeping, Place};
use std::sync::Arc;
use sync::upload::UploadState;
use tokio::sync::{Mutex, MutexGuard, Semaphore};

/// Uploads that may be written to at the same time; two of one attachment never are.
const TURNS: usize = 64;
/// Pictures made small at the same time: each may take a quarter gigabyte for a moment.
const DRAWING: usize = 1;
/// What a caller is told to wait when the writer's queue is full, in seconds.
const BUSY_SECONDS: u32 = 2;

/// The attachments of this installation.
#[derive(Clone)]
pub struct Attachments {
    ledger: Ledger,
    accounts: Arc<Accounts>,
    keeping: Keeping,
    turns: Arc<[Mutex<()>]>,
    drawing: Arc<Semaphore>,
}

/// Every address of attachments.
///
/// # Errors
/// The folder of attachments cannot be used.
pub fn routes(ledger: Ledger, accounts: Arc<Accounts>, settings: &Settings) -> Result<Router> {
    let attachments = Attachments {
        ledger,
        accounts,
        keeping: Keeping::open(settings)?,
        turns: (0..TURNS).map(|_| Mutex::new(())).collect(),
        drawing: Arc::new(Semaphore::new(DRAWING)),
    };
    Ok(Router::new()
        .route("/api/v1/attachments/{record}/{id}", get(hand_out::whole))
        .route(
            "/api/v1/attachments/{record}/{id}/thumbnail",
            get(hand_out::thumbnail),
        )
        .route(
            "/api/v1/attachments/{record}/{id}/state",
            get(receive::state),
        )
        .route(
            "/api/v1/attachments/{record}/{id}/{offset}",
            put(receive::chunk),
        )
        .route("/desk/volume/{id}", get(volume::volume))
        .with_state(attachments))
}

impl Attachments {
    /// The signed-in officer, whose first password is behind them.
    async fn officer(&self, headers: &HeaderMap) -> Result<Officer, ApiError> {
        let caller = self.accounts.caller(headers).await?;
        match caller.officer {
            Some(_) if caller.must_change_password => Err(ApiError::ChangePassword),
            Some(officer) => Ok(officer),
            None => Err(ApiError::SignedOut),
        }
    }

    /// The petition, if this officer may see it; there being none is told alike.
    async fn petition(
        &self,
        officer: &Officer,
        place: Place,
    ) -> Result<Option<Petition>, ApiError> {
        let record = self.ledger.record(place.record).await.map_err(told)?;
        let seen = record.filter(|record| duty::sees(officer, &record.tags()));
        Ok(seen.map(|Record::Petition(petition)| *petition))
    }

    /// Writes down who read what, or reached for it in vain; on disk before it is answered.
    async fn note(
        &self,
        officer: &Officer,
        act: &'static str,
        place: Place,
        allowed: bool,
    ) -> Result<(), ApiError> {
        let line = Audited {
            at: now(),
            officer: Some(officer.id),
            act,
            record: Some(place.record),
            allowed,
            detail: place.id.to_string(),
        };
        self.ledger.audit(line).await.map_err(told)
    }

    /// Waits until nobody else writes to this upload.
    async fn turn(&self, place: Place) -> MutexGuard<'_, ()> {
        let nth = place.id.0.as_u128() % TURNS as u128;
        self.turns[nth as usize].lock().await
    }
}

/// The file, if it is this officer who attached it.
fn of_author(petition: &Petition, officer: &Officer, id: AttachmentId) -> Option<Attached> {
    let all = &petition.attachments;
    let nth = all.iter().position(|one| one.paper.id == id)?;
    let mine = matches!(author(petition, nth), Some(By::Officer(by, _)) if by == officer.id);
    all.get(nth).filter(|_| mine).cloned()
}

/// Who attached the file that stands at this position.
fn author(petition: &Petition, nth: usize) -> Option<By> {
    let mut attached = petition
        .course
        .iter()
        .filter(|entry| entry.step == domain::petition::Step::Attach);
    attached.nth(nth).map(|entry| entry.by)
}

/// Official time, in the milliseconds in which it is stored.
fn now() -> Moment {
    Utc::now().trunc_subsecs(3)
}

/// How far an upload has come, as the device reads it.
fn standing(status: StatusCode, state: UploadState) -> Response {
    let mut body = Vec::new();
    if let Err(cause) = ciborium::into_writer(&state, &mut body) {
        tracing::error!(%cause, "the state of an upload could not be written");
        return refused(&ApiError::Internal);
    }
    (status, [(header::CONTENT_TYPE, "application/cbor")], body).into_response()
}

/// A failure of the store as a caller reads it; the log has the rest, once.
fn told(error: Error) -> ApiError {
    match error {
        Error::Busy => ApiError::Overloaded(BUSY_SECONDS),
        other => failed(&other.into()),
    }
}

/// A failure of the disk or the object store: logged here, never shown raw.
fn failed(error: &anyhow::Error) -> ApiError {
    tracing::error!(error = %format!("{error:#}"), "the keeping of attachments failed");
    ApiError::Internal
}
