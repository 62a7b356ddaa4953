//! A petitioner asks for 复查 or 复核 with the query code, through the ledger like every other step.

use super::asked::Asked;
use super::item::{petitioners_id, without_pass};
use super::query::too_many;
use super::{PublicPages, document, see_other};
use crate::store::{self, Issue};
use app::public::Asked as Typed;
use app::text;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::ids::{RecordId, day_of};
use domain::petition::review::{Command as Level, Request, organ_above};
use domain::petition::{Command, Petition};
use domain::{Record, Refusal};
use serde::Deserialize;
use std::sync::Arc;

#[derive(Deserialize, Default)]
pub(super) struct ReviewForm {
    #[serde(default)]
    reasons: String,
}

/// `POST /item/review`
pub(super) async fn ask(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    headers: HeaderMap,
    form: Result<Form<ReviewForm>, FormRejection>,
) -> Response {
    if let Err(held) = pages.limit.take(asked.address) {
        return too_many(&pages, &asked, held.retry_after_seconds).await;
    }
    let Some(id) = pages.passes.read(&headers, asked.now) else {
        return without_pass(&pages);
    };
    let form = form.map(|Form(form)| form).unwrap_or_default();
    let reasons = form.reasons.replace("\r\n", "\n").trim().to_owned();
    let refusal = match pages.request(&asked, id, &reasons).await {
        Ok(Issue::Done { .. } | Issue::Known) => return see_other("/item"),
        Ok(Issue::Refused(refusal)) => refusal,
        Err(error) => {
            tracing::error!(%error, "a request for review was not written");
            let why = text::public::rate_failed(asked.lang).to_owned();
            return not_taken(&pages, &asked, &headers, reasons, why).await;
        }
    };
    let why = text::refusal::refusal(asked.lang, &refusal);
    let why = text::public::ask_refused(asked.lang, &why);
    not_taken(&pages, &asked, &headers, reasons, why).await
}

/// The item's page again with the sentence on top of the form and every word as typed.
async fn not_taken(
    pages: &PublicPages,
    asked: &Asked,
    headers: &HeaderMap,
    reasons: String,
    why: String,
) -> Response {
    let seen = match pages.seen(asked, headers).await {
        Ok(Some((_, seen))) => seen,
        Ok(None) => return without_pass(pages),
        Err(error) => return pages.failed(asked, &error).await,
    };
    let typed = Typed { reasons, why };
    let html = pages
        .page(asked, "/item", |frame| {
            app::public::item(frame, &seen, None, Some(&typed))
        })
        .await;
    document(asked, StatusCode::UNPROCESSABLE_ENTITY, html)
}

impl PublicPages {
    async fn request(&self, asked: &Asked, id: RecordId, reasons: &str) -> store::Result<Issue> {
        let Some(Record::Petition(petition)) = self.ledger.record(id).await? else {
            return Ok(Issue::Refused(Refusal::NoSuchRecord));
        };
        let directory = self.ledger.directory().await?;
        let Some(organ) = organ_above(&petition, &directory) else {
            return Ok(Issue::Refused(Refusal::NoOrganAbove));
        };
        let request = Request {
            organ,
            on: day_of(asked.now),
            reasons: reasons.to_owned(),
            late_reason: String::new(),
        };
        let op_id = petitioners_id("review", id, asked_before(&petition));
        let command = Command::Review(Level::Request(request));
        self.issue_as(asked, id, op_id, command).await
    }
}

/// Pressed twice, the second press finds the same level; a refused or finished one may be followed by another.
fn asked_before(petition: &Petition) -> usize {
    let open = usize::from(petition.reviews.open().is_some());
    petition.reviews.levels.len() - open
}
