//! A petitioner's own item, and its rating through the ledger like every other step.

use super::asked::Asked;
use super::query::too_many;
use super::receipt::qr;
use super::{PublicPages, document, see_other, with_cookie};
use crate::store::{self, Issue, Issued};
use app::public::{Filed, OpenItem, RatingWindow, Seen, Typed, satisfaction_of};
use app::text::{self, Lang};
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::Response;
use domain::duty::Actor;
use domain::ids::{CommandId, RecordId};
use domain::petition::{Command, Rating};
use domain::steps::Place;
use domain::{Record, Refusal};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use std::sync::Arc;

#[derive(Deserialize, Default)]
pub(super) struct RatingForm {
    #[serde(default)]
    bureau: String,
    #[serde(default)]
    unit: String,
    #[serde(default)]
    comment: String,
}

/// `GET /item`
pub(super) async fn item(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    uri: Uri,
    headers: HeaderMap,
) -> Response {
    match pages.seen(&asked, &headers).await {
        Ok(Some((_, seen))) => {
            let html = pages
                .page(&asked, "/item", |frame| {
                    app::public::item(frame, &seen, None, None)
                })
                .await;
            document(&asked, StatusCode::OK, html)
        }
        Ok(None) => match pages.filed(&asked, &uri, &headers).await {
            Ok(Some(filed)) => {
                let html = pages
                    .page(&asked, "/item", |frame| app::public::filed(frame, &filed))
                    .await;
                document(&asked, StatusCode::OK, html)
            }
            Ok(None) => without_pass(&pages),
            Err(error) => pages.failed(&asked, &error).await,
        },
        Err(error) => pages.failed(&asked, &error).await,
    }
}

/// `GET /item/thanks`: what is on record, whoever put it there.
pub(super) async fn thanks(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    headers: HeaderMap,
) -> Response {
    let item = match pages.seen(&asked, &headers).await {
        Ok(Some((_, Seen::Open(item)))) => item,
        Ok(Some((_, Seen::Sealed(_)))) => return see_other("/item"),
        Ok(None) => return without_pass(&pages),
        Err(error) => return pages.failed(&asked, &error).await,
    };
    if !matches!(item.rating, RatingWindow::Given(..)) {
        return see_other("/item");
    }
    let html = pages
        .page(&asked, "/item/thanks", |frame| {
            app::public::thanks(frame, &item).unwrap_or_default()
        })
        .await;
    document(&asked, StatusCode::OK, html)
}

/// `POST /item/rating`
pub(super) async fn rate(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    headers: HeaderMap,
    form: Result<Form<RatingForm>, FormRejection>,
) -> Response {
    if let Err(held) = pages.limit.take(asked.address) {
        return too_many(&pages, &asked, held.retry_after_seconds).await;
    }
    let (record, item) = match pages.seen(&asked, &headers).await {
        Ok(Some((record, Seen::Open(item)))) => (record, item),
        // A sealed report shows no answer, so there is nothing to rate.
        Ok(Some((_, Seen::Sealed(_)))) => return see_other("/item"),
        Ok(None) => return without_pass(&pages),
        Err(error) => return pages.failed(&asked, &error).await,
    };
    let form = form.map(|Form(form)| form).unwrap_or_default();
    let typed = Typed {
        bureau: satisfaction_of(&form.bureau),
        unit: satisfaction_of(&form.unit),
        comment: form.comment.replace("\r\n", "\n").trim().to_owned(),
        why: String::new(),
    };
    let (Some(bureau), Some(unit)) = (typed.bureau, typed.unit) else {
        let why = match item.rating {
            RatingWindow::Open(_) => text::public::rate_choose(asked.lang).to_owned(),
            _ => text::public::rate_not_now(asked.lang).to_owned(),
        };
        return not_taken(
            &pages,
            &asked,
            *item,
            typed,
            why,
            StatusCode::UNPROCESSABLE_ENTITY,
        )
        .await;
    };
    let rating = Rating {
        bureau,
        unit,
        comment: typed.comment.clone(),
    };
    let refusal = match pages.issue(&asked, record, rating.clone()).await {
        Ok(Issue::Done { .. }) => return see_other("/item/thanks"),
        Ok(Issue::Refused(refusal)) => refusal,
        Ok(Issue::Known) => Refusal::AlreadyRated,
        Err(error) => {
            tracing::error!(%error, "a rating was not written");
            let why = text::public::rate_failed(asked.lang).to_owned();
            return not_taken(
                &pages,
                &asked,
                *item,
                typed,
                why,
                StatusCode::SERVICE_UNAVAILABLE,
            )
            .await;
        }
    };
    // The page is read again: the rating that stands may have come in between.
    let now = match pages.seen(&asked, &headers).await {
        Ok(Some((_, Seen::Open(now)))) => now,
        _ => item,
    };
    // Pressed twice: the same words are on record, so nothing was refused.
    if matches!(&now.rating, RatingWindow::Given(given, _) if *given == rating) {
        return see_other("/item/thanks");
    }
    let (why, status) = told(asked.lang, &refusal);
    not_taken(&pages, &asked, *now, typed, why, status).await
}

/// `POST /item/leave`: the pass goes, on a device that is not one's own.
pub(super) async fn leave(State(pages): State<Arc<PublicPages>>) -> Response {
    with_cookie(see_other("/"), pages.passes.taken())
}

/// `GET` of an address that only takes forms.
pub(super) async fn back_to_item() -> Response {
    see_other("/item")
}

/// No pass, a forged one, or one that is over: told alike, by the query page.
pub(super) fn without_pass(pages: &PublicPages) -> Response {
    with_cookie(see_other("/"), pages.passes.taken())
}

/// The item's page again with the sentence on top and, while the form is open, every word as typed.
async fn not_taken(
    pages: &PublicPages,
    asked: &Asked,
    item: OpenItem,
    typed: Typed,
    why: String,
    status: StatusCode,
) -> Response {
    let typed = Typed { why, ..typed };
    let seen = Seen::Open(Box::new(item));
    let html = pages
        .page(asked, "/item", |frame| {
            app::public::item(frame, &seen, Some(&typed), None)
        })
        .await;
    document(asked, status, html)
}

fn told(lang: Lang, refusal: &Refusal) -> (String, StatusCode) {
    match refusal {
        Refusal::NotNow { .. } => (
            text::public::rate_not_now(lang).to_owned(),
            StatusCode::CONFLICT,
        ),
        refusal => {
            let status = match refusal {
                Refusal::TooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
                _ => StatusCode::CONFLICT,
            };
            let why = text::refusal::refusal(lang, refusal);
            (text::public::rate_refused(lang, &why), status)
        }
    }
}

impl PublicPages {
    /// The record this request holds a pass for, as its petitioner may see it.
    pub(super) async fn seen(
        &self,
        asked: &Asked,
        headers: &HeaderMap,
    ) -> store::Result<Option<(RecordId, Seen)>> {
        let Some(id) = self.passes.read(headers, asked.now) else {
            return Ok(None);
        };
        let Some(Record::Petition(petition)) = self.ledger.record(id).await? else {
            return Ok(None);
        };
        let directory = self.ledger.directory().await?;
        let rules = self.ledger.rules().await?;
        let seen = Seen::of(
            &petition,
            &directory,
            (&rules.calendar, &rules.policy),
            asked.now,
        );
        Ok(Some((id, seen)))
    }

    /// The filing this request holds a pass for, with the code that is its receipt.
    async fn filed(
        &self,
        asked: &Asked,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> store::Result<Option<Filed>> {
        let Some(id) = self.passes.read(headers, asked.now) else {
            return Ok(None);
        };
        let address = self.address(uri, headers);
        Ok(self.ledger.own_filing(id).await?.map(|filing| Filed {
            filing,
            code: self.ledger.query_code(id),
            qr: qr(&format!("{address}/")).unwrap_or_default(),
            address,
        }))
    }

    async fn issue(&self, asked: &Asked, record: RecordId, rating: Rating) -> store::Result<Issue> {
        let petition = self.ledger.record(record).await?;
        let round = petition.map_or(0, |Record::Petition(petition)| {
            petition.reviews.rounds.len()
        });
        let op_id = petitioners_id("rating", record, round);
        self.issue_as(asked, record, op_id, Command::Rate(rating))
            .await
    }

    /// Issues a petitioner's own command; the same id however often it is sent.
    pub(super) async fn issue_as(
        &self,
        asked: &Asked,
        record: RecordId,
        op_id: CommandId,
        command: Command,
    ) -> store::Result<Issue> {
        let issued = Issued {
            op_id,
            record,
            actor: Actor::Petitioner,
            command: domain::Command::Petition(command),
            at: None,
            recorded_at: asked.now,
            place: Place::Online,
        };
        let mut answers = self.ledger.issue(vec![issued]).await?;
        answers.pop().ok_or(store::Error::Stopped)
    }
}

/// The one command of a petitioner in one round of a record: however often and from wherever it is sent, the
/// ledger takes it once. An answer that was ordered to be made anew is rated anew.
pub(super) fn petitioners_id(what: &str, record: RecordId, round: usize) -> CommandId {
    let mut digest = Sha256::new()
        .chain_update(format!("huiyin/{what}/"))
        .chain_update(record.0.as_bytes());
    if round > 0 {
        digest.update(round.to_be_bytes());
    }
    let digest = digest.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    CommandId(uuid::Builder::from_custom_bytes(bytes).into_uuid())
}
