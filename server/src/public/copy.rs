//! What is held about a petitioner: on the page a query code opens, and printed at the window; of a report against an
//! official, who has read it.

use super::asked::Asked;
use super::item::without_pass;
use super::{PublicPages, document, see_other};
use crate::store::{self, Audited};
use app::public::{Copy, Frame, Numbers, Reader, Reading, SealedStage};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use domain::Record;
use domain::duty::{self, Officer, Role};
use domain::ids::{RecordId, day_of};
use domain::petition::{Petition, hands_out_receipt, tags};
use std::sync::Arc;

/// The word in the audit trail.
const ACT: &str = "copy";

/// What its petitioner is told.
enum Told {
    /// All of it.
    All(Box<Copy>),
    /// Of a report: how far it has come, and who has read it.
    Readings(SealedStage, Vec<Reading>),
}

impl Told {
    fn own(&self, frame: Frame<'_>) -> String {
        match self {
            Told::All(copy) => app::public::copy(frame, copy),
            Told::Readings(stage, readings) => app::public::readings(frame, *stage, readings),
        }
    }

    fn at_the_window(&self, frame: Frame<'_>) -> String {
        match self {
            Told::All(copy) => app::public::copy_at_the_window(frame, copy),
            Told::Readings(stage, readings) => {
                app::public::readings_at_the_window(frame, *stage, readings)
            }
        }
    }
}

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
        Ok(Some(told)) => {
            let html = pages
                .page(&asked, "/item/copy", |frame| told.own(frame))
                .await;
            document(&asked, StatusCode::OK, html)
        }
        // What waits in the inbox is not held as a record yet.
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
        Ok(Some(told)) => {
            let here = format!("/desk/copy/{id}");
            let html = pages
                .page(&asked, &here, |frame| told.at_the_window(frame))
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
    ) -> store::Result<Option<Told>> {
        let Some(Record::Petition(petition)) = self.ledger.record(id).await? else {
            return Ok(None);
        };
        self.told(asked, &petition, shown).await.map(Some)
    }

    async fn told(
        &self,
        asked: &Asked,
        petition: &Petition,
        shown: Numbers,
    ) -> store::Result<Told> {
        let directory = self.ledger.directory().await?;
        let rules = self.ledger.rules().await?;
        let counted_by = (&rules.calendar, &rules.policy);
        if let Some(copy) = Copy::of(petition, &directory, counted_by, asked.now, shown) {
            return Ok(Told::All(Box::new(copy)));
        }
        let reader = |officer| match (shown, directory.officer(officer)) {
            (Numbers::Whole, Some(officer)) => {
                Reader::Named(directory.unit_name(officer.unit).to_owned())
            }
            (_, Some(officer)) if officer.roles.contains(&Role::DisciplineOfficer) => {
                Reader::Channel
            }
            _ => Reader::Elsewhere,
        };
        let read = self.ledger.readings(petition.id).await?;
        let mut readings: Vec<Reading> = read
            .into_iter()
            .map(|(at, officer)| Reading {
                on: day_of(at),
                by: reader(officer),
            })
            .collect();
        readings.sort_unstable();
        readings.dedup();
        let stage = SealedStage::of(petition.state);
        Ok(Told::Readings(stage, readings))
    }

    /// The copy, if there is such a record and this officer may hand it out; both are audited.
    async fn copy_for(
        &self,
        asked: &Asked,
        officer: &Officer,
        id: &str,
    ) -> store::Result<Option<Told>> {
        let Ok(id) = id.parse::<RecordId>() else {
            return Ok(None);
        };
        let Some(Record::Petition(petition)) = self.ledger.record(id).await? else {
            return Ok(None);
        };
        // The bureau's window never learns of a report; the channel's own does.
        let allowed = if petition.is_sealed() {
            officer.is(Role::DisciplineOfficer) && duty::sees(officer, &tags(&petition))
        } else {
            hands_out_receipt(&petition, officer)
        };
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
        self.told(asked, &petition, Numbers::Whole).await.map(Some)
    }
}
