//! Filing by petitioners themselves: one page, no script, the code at once.

use super::asked::Asked;
use super::{PublicPages, document, see_other, with_cookie};
use crate::store;
use app::filing::Written;
use app::public::{NotFiled, purpose_of};
use app::text;
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::StatusCode;
use axum::response::Response;
use domain::ids::{RecordId, UnitId};
use domain::organisation::UnitKind;
use domain::petition::Petitioner;
use serde::Deserialize;
use std::sync::Arc;
use uuid::Uuid;

#[derive(Deserialize, Default)]
#[serde(default)]
pub(super) struct FilingForm {
    slip: String,
    purpose: String,
    title: String,
    text: String,
    demands: String,
    place: String,
    complained_of: String,
    name: String,
    phone: String,
    id_number: String,
    address: String,
}

impl FilingForm {
    fn written(&self) -> Written {
        let line = |text: &str| text.trim().to_owned();
        let lines = |text: &str| text.replace("\r\n", "\n").trim().to_owned();
        Written {
            purpose: purpose_of(&self.purpose),
            title: line(&self.title),
            text: lines(&self.text),
            demands: lines(&self.demands),
            place: line(&self.place),
            complained_of: line(&self.complained_of),
            petitioner: Petitioner {
                name: line(&self.name),
                phone: line(&self.phone),
                id_number: line(&self.id_number).to_uppercase(),
                address: line(&self.address),
            },
        }
    }
}

/// `GET /file`
pub(super) async fn blank(State(pages): State<Arc<PublicPages>>, asked: Asked) -> Response {
    let written = Written::default();
    pages.form(&asked, &written, None, StatusCode::OK).await
}

/// `POST /file`: into the inbox, or the same page with every word and what is missing.
pub(super) async fn file(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    form: Result<Form<FilingForm>, FormRejection>,
) -> Response {
    let Ok(Form(form)) = form else {
        let status = StatusCode::PAYLOAD_TOO_LARGE;
        let why = NotFiled::Whole(text::filing::too_large(asked.lang));
        return pages
            .form(&asked, &Written::default(), Some(&why), status)
            .await;
    };
    let written = form.written();
    if let Err(held) = pages.filings.take(asked.address) {
        let why = NotFiled::Whole(text::filing::too_many(asked.lang));
        let mut kept = pages
            .form(&asked, &written, Some(&why), StatusCode::TOO_MANY_REQUESTS)
            .await;
        let after = axum::http::HeaderValue::from(held.retry_after_seconds);
        kept.headers_mut()
            .insert(axum::http::header::RETRY_AFTER, after);
        return kept;
    }
    let flaws = written.flaws();
    if !flaws.is_empty() {
        let status = StatusCode::UNPROCESSABLE_ENTITY;
        let why = NotFiled::Fields(flaws);
        return pages.form(&asked, &written, Some(&why), status).await;
    }
    // A slip of before a restart is worthless, but the words are not: they go in under a new id.
    let slip = pages.passes.read_slip(&form.slip);
    match pages.put(&asked, slip, written.clone()).await {
        Ok(Some(filing)) => with_cookie(see_other("/item"), pages.passes.given(filing, asked.now)),
        Ok(None) => pages.not_open(&asked, &written).await,
        Err(error) => {
            tracing::error!(%error, "a filing was not written");
            pages.not_open(&asked, &written).await
        }
    }
}

impl PublicPages {
    async fn form(
        &self,
        asked: &Asked,
        written: &Written,
        why: Option<&NotFiled>,
        status: StatusCode,
    ) -> Response {
        let slip = self.passes.slip(RecordId(Uuid::new_v4()));
        let slip = slip.unwrap_or_default();
        let html = self
            .page(asked, "/file", |frame| {
                app::public::file(frame, written, &slip, why)
            })
            .await;
        document(asked, status, html)
    }

    async fn not_open(&self, asked: &Asked, written: &Written) -> Response {
        let status = StatusCode::SERVICE_UNAVAILABLE;
        let why = NotFiled::Whole(text::filing::not_now(asked.lang));
        self.form(asked, written, Some(&why), status).await
    }

    /// Files it; `None`: there is no bureau whose inbox it could go to.
    async fn put(
        &self,
        asked: &Asked,
        slip: Option<RecordId>,
        written: Written,
    ) -> store::Result<Option<RecordId>> {
        let Some(bureau) = self.bureau().await? else {
            return Ok(None);
        };
        if let Some(filing) = slip
            && self.ledger.record(filing).await?.is_none()
            && self
                .ledger
                .file(filing, bureau, written.clone(), asked.now)
                .await?
        {
            return Ok(Some(filing));
        }
        // Gone back and changed after sending: another filing, and nothing of either is lost.
        let filing = RecordId(Uuid::new_v4());
        let put = self.ledger.file(filing, bureau, written, asked.now).await?;
        Ok(put.then_some(filing))
    }

    async fn bureau(&self) -> store::Result<Option<UnitId>> {
        let directory = self.ledger.directory().await?;
        let bureau = directory
            .units()
            .iter()
            .find(|unit| unit.kind == UnitKind::Bureau);
        Ok(bureau.map(|unit| unit.id))
    }
}
