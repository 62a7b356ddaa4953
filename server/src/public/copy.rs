//! What is held about a petitioner: on the page a query code opens, and printed at the window.

use super::asked::Asked;
use super::item::without_pass;
use super::{PublicPages, document, see_other};
use crate::store::{self, Audited};
use app::public::{Copy, Numbers};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::Record;
use domain::duty::Officer;
use domain::ids::RecordId;
use domain::petition::{Petition, hands_out_receipt};
use std::sync::Arc;

/// The word in the audit trail.
const ACT: &str = "copy";

/// `GET /item/copy`
pub(super) async fn own(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let Some(id) = pages.passes.read(&headers, asked.now) else {
        return without_pass(&pages);
    };
    match pages.copy_of(&asked, id, Numbers::Masked).await {
        Ok(Some(copy)) => {
            let html = pages
                .page(&asked, "/item/copy", |frame| {
                    app::public::copy(frame, &copy)
                })
                .await;
            document(&asked, StatusCode::OK, html)
        }
        // Of a report against an official the page says how far it has come, and no more.
        Ok(None) => see_other("/item"),
        Err(error) => pages.failed(&asked, &error).await,
    }
}

/// `GET /desk/copy/{id}`
pub(super) async fn at_the_window(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Ok(caller) = pages.accounts.caller(&headers).await else {
        let html = pages.page(&asked, "/", app::public::failed).await;
        return document(&asked, StatusCode::INTERNAL_SERVER_ERROR, html);
    };
    let officer = match caller.officer {
        Some(officer) if !caller.must_change_password => officer,
        _ => return see_other("/desk/"),
    };
    match pages.copy_for(&asked, &officer, &id).await {
        Ok(Some(copy)) => {
            let here = format!("/desk/copy/{id}");
            let html = pages
                .page(&asked, &here, |frame| {
                    app::public::copy_at_the_window(frame, &copy)
                })
                .await;
            document(&asked, StatusCode::OK, html)
        }
        Ok(None) => {
            let html = pages.page(&asked, "/", app::public::not_found).await;
            document(&asked, StatusCode::NOT_FOUND, html)
        }
        Err(error) => pages.failed(&asked, &error).await,
    }
}

impl PublicPages {
    async fn copy_of(
        &self,
        asked: &Asked,
        id: RecordId,
        shown: Numbers,
    ) -> store::Result<Option<Copy>> {
        let Some(Record::Petition(petition)) = self.ledger.record(id).await? else {
            return Ok(None);
        };
        self.copied(asked, &petition, shown).await
    }

    async fn copied(
        &self,
        asked: &Asked,
        petition: &Petition,
        shown: Numbers,
    ) -> store::Result<Option<Copy>> {
        let directory = self.ledger.directory().await?;
        let rules = self.ledger.rules().await?;
        let counted_by = (&rules.calendar, &rules.policy);
        Ok(Copy::of(petition, &directory, counted_by, asked.now, shown))
    }

    /// The copy, if there is such a record and this officer may hand it out; both are audited.
    async fn copy_for(
        &self,
        asked: &Asked,
        officer: &Officer,
        id: &str,
    ) -> store::Result<Option<Copy>> {
        let Ok(id) = id.parse::<RecordId>() else {
            return Ok(None);
        };
        let Some(Record::Petition(petition)) = self.ledger.record(id).await? else {
            return Ok(None);
        };
        let allowed = !petition.is_sealed() && hands_out_receipt(&petition, officer);
        self.ledger
            .audit(Audited {
                at: asked.now,
                officer: Some(officer.id),
                act: ACT,
                record: Some(id),
                allowed,
                detail: String::new(),
            })
            .await?;
        if !allowed {
            return Ok(None);
        }
        self.copied(asked, &petition, Numbers::Whole).await
    }
}
