//! 案卷: an archived case as one file that opens without this program: the catalogue to read, the facts as they
//! were written, and every file beside it.

use super::keeping::{Place, Shelf};
use super::{Attachments, failed, now, told};
use crate::router::refused;
use crate::store::Audited;
use anyhow::Context;
use app::api::ApiError;
use app::public::{Copy, Frame, Numbers, Office};
use app::text::Lang;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::duty::{self, Actor, Officer, Part};
use domain::ids::{RecordId, day_of};
use domain::petition::rights::Command as Rights;
use domain::petition::{Command, Fact as PetitionFact, Petition, parts};
use domain::{Event, Fact, Record};
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The word in the audit trail.
const ACT: &str = "export_volume";

/// `GET /desk/volume/{id}`
pub(super) async fn volume(
    State(attachments): State<Attachments>,
    Path(id): Path<RecordId>,
    headers: HeaderMap,
) -> Response {
    match attachments.volume(&headers, id).await {
        Ok(bytes) => {
            let name = format!("attachment; filename=\"{id}.zip\"");
            let headers = [
                (header::CONTENT_TYPE, "application/zip"),
                (header::CONTENT_DISPOSITION, name.as_str()),
                (header::CACHE_CONTROL, "private, no-store"),
            ];
            (StatusCode::OK, headers, bytes).into_response()
        }
        Err(error) => refused(&error),
    }
}

impl Attachments {
    /// The volume, for the bureau or the channel whose archive it lies in; audited either way.
    async fn volume(&self, headers: &HeaderMap, id: RecordId) -> Result<Vec<u8>, ApiError> {
        let officer = self.officer(headers).await?;
        let record = self.ledger.record(id).await.map_err(told)?;
        let petition = record
            .filter(|record| duty::sees(&officer, &record.tags()))
            .map(|Record::Petition(petition)| *petition)
            .filter(|petition| petition.is_archived() && keeps(petition, &officer));
        let line = Audited {
            at: now(),
            officer: Some(officer.id),
            act: ACT,
            record: Some(id),
            allowed: petition.is_some(),
            detail: String::new(),
        };
        self.ledger.audit(line).await.map_err(told)?;
        let petition = petition.ok_or(ApiError::NotFound)?;
        let petition = petition.for_eyes_of(&officer, day_of(now()));
        self.bound(&petition).await
    }

    async fn bound(&self, petition: &Petition) -> Result<Vec<u8>, ApiError> {
        let sheet = self.first_sheet(petition).await?;
        let facts = self.ledger.history(petition.id).await.map_err(told)?;
        let facts: Vec<Event> = facts.into_iter().map(without_safety).collect();
        let facts = serde_json::to_vec_pretty(&facts).context("the facts of a volume");
        let mut sheets = vec![
            ("index.html".to_owned(), Bytes::from(sheet)),
            (
                "facts.json".to_owned(),
                Bytes::from(facts.map_err(|error| failed(&error))?),
            ),
        ];
        for attached in petition.attachments.iter().filter(|one| one.stored) {
            let paper = &attached.paper;
            let place = Place {
                record: petition.id,
                id: paper.id,
            };
            let found = self.keeping.get(place, Shelf::Whole).await;
            let bytes = found
                .and_then(|found| found.context("a stored attachment is not where it was put"))
                .map_err(|error| failed(&error))?;
            let name = format!("files/{}.{}", paper.id, paper.media.ending());
            sheets.push((name, bytes));
        }
        let bound = tokio::task::spawn_blocking(move || bind(&sheets)).await;
        bound
            .context("binding a volume")
            .and_then(|bound| bound)
            .map_err(|error| failed(&error))
    }

    /// The catalogue and the case, readable in any browser.
    async fn first_sheet(&self, petition: &Petition) -> Result<String, ApiError> {
        let directory = self.ledger.directory().await.map_err(told)?;
        let rules = self.ledger.rules().await.map_err(told)?;
        let counted_by = (&rules.calendar, &rules.policy);
        let copy = Copy::of(petition, &directory, counted_by, now(), Numbers::Whole);
        let office = Office {
            bureau: directory.unit_name(petition.registration.bureau).to_owned(),
            ..Office::default()
        };
        let frame = Frame {
            lang: Lang::Zh,
            stylesheet: None,
            office: &office,
            here: "",
            today: day_of(now()),
        };
        Ok(app::public::volume(
            frame,
            petition,
            &directory,
            &rules.policy,
            copy.as_ref(),
        ))
    }
}

/// Whether the volume lies in this officer's archive.
fn keeps(petition: &Petition, officer: &Officer) -> bool {
    parts(petition, &Actor::Officer(officer.clone()))
        .iter()
        .any(|part| matches!(part, Part::Bureau | Part::Discipline))
}

/// A safety note has expired long before a volume is bound: the fact that there was one stays, its words do not.
fn without_safety(mut event: Event) -> Event {
    let Fact::Petition(fact) = &mut event.fact;
    if let PetitionFact::Stepped(Command::Rights(Rights::NoteSafety(note))) = fact {
        note.danger.clear();
        note.help.clear();
    }
    event
}

fn bind(sheets: &[(String, Bytes)]) -> anyhow::Result<Vec<u8>> {
    let mut volume = ZipWriter::new(Cursor::new(Vec::new()));
    // Pictures do not get smaller, and what is only laid together opens everywhere.
    let laid = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    for (name, bytes) in sheets {
        volume.start_file(name.as_str(), laid)?;
        volume.write_all(bytes)?;
    }
    Ok(volume.finish()?.into_inner())
}
