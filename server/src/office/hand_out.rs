//! Files of issued documents, for whoever may see the case; each is in the audit trail before it leaves, and
//! none before its words were held against the digest in the ledger.

use super::{Fonts, Ink, NoFont, Sheet, docx, pdf};
use crate::account::Accounts;
use crate::attachment::Kept;
use crate::config::FontFiles;
use crate::router::refused;
use crate::store::{Audited, Error, Ledger, document_digest};
use app::api::ApiError;
use app::text::{Lang, document as words};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Response};
use axum::routing::get;
use chrono::{SubsecRound, Utc};
use domain::Record;
use domain::document::{DrawnSignature, Issued};
use domain::duty::{self, Officer};
use domain::ids::RecordId;
use domain::petition::{FileDigest, Media, Petition};
use sha2::{Digest as _, Sha256};
use std::sync::{Arc, OnceLock};

/// What a caller is told to wait when the writer's queue is full, in seconds.
const BUSY_SECONDS: u32 = 2;
/// The word in the audit trail.
const ACT: &str = "export_document";
/// Carries the digest under which the words were frozen, so that a file can be held against the ledger.
const FROZEN: &str = "x-frozen-sha256";

#[derive(Clone)]
struct Desk {
    ledger: Ledger,
    accounts: Arc<Accounts>,
    files: Kept,
    /// Named by somebody, or left to be found.
    named: Arc<FontFiles>,
    /// Read at the first PDF: tens of megabytes that many a server never needs.
    fonts: Arc<OnceLock<Result<Fonts, NoFont>>>,
}

/// The formats a document is handed out in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Format {
    Docx,
    Pdf,
}

/// Every address of documents' files.
pub fn routes(ledger: Ledger, accounts: Arc<Accounts>, files: Kept, named: FontFiles) -> Router {
    Router::new()
        .route("/api/v1/documents/{record}/{nth}/docx", get(as_docx))
        .route("/api/v1/documents/{record}/{nth}/pdf", get(as_pdf))
        .with_state(Desk {
            ledger,
            accounts,
            files,
            named: Arc::new(named),
            fonts: Arc::default(),
        })
}

/// `GET /api/v1/documents/{record}/{nth}/docx`
async fn as_docx(
    State(desk): State<Desk>,
    Path((record, nth)): Path<(RecordId, u16)>,
    headers: HeaderMap,
) -> Response {
    desk.answer(&headers, record, nth, Format::Docx).await
}

/// `GET /api/v1/documents/{record}/{nth}/pdf`
async fn as_pdf(
    State(desk): State<Desk>,
    Path((record, nth)): Path<(RecordId, u16)>,
    headers: HeaderMap,
) -> Response {
    desk.answer(&headers, record, nth, Format::Pdf).await
}

/// A document with what its file needs to know of the others.
struct Found {
    issued: Issued,
    replaced_by: Option<String>,
    /// The files of its signatures, in their order; absent: not all bytes have come.
    signatures: Vec<Option<(Media, Bytes)>>,
}

impl Desk {
    async fn answer(
        &self,
        headers: &HeaderMap,
        record: RecordId,
        nth: u16,
        format: Format,
    ) -> Response {
        let found = match self.found(headers, record, nth, format).await {
            Ok(found) => found,
            Err(error) => return refused(&error),
        };
        let desk = self.clone();
        let drawn = tokio::task::spawn_blocking(move || desk.drawn(&found, format)).await;
        match drawn {
            Ok(response) => response,
            Err(cause) => {
                tracing::error!(%cause, "drawing a document failed");
                refused(&ApiError::Internal)
            }
        }
    }

    /// The document, if this officer may see its case and nobody changed a word of it.
    async fn found(
        &self,
        headers: &HeaderMap,
        record: RecordId,
        nth: u16,
        format: Format,
    ) -> Result<Found, ApiError> {
        let officer = self.officer(headers).await?;
        let stored = self.ledger.record(record).await.map_err(told)?;
        let seen = stored.filter(|record| duty::sees(&officer, &record.tags()));
        let found = seen.and_then(|Record::Petition(petition)| {
            let issued = petition.documents.at(nth)?.clone();
            Some((petition, issued))
        });
        let line = Audited {
            at: Utc::now().trunc_subsecs(3),
            officer: Some(officer.id),
            act: ACT,
            record: Some(record),
            allowed: found.is_some(),
            detail: format!("{nth} {}", format.ending()),
        };
        self.ledger.audit(line).await.map_err(told)?;
        let (petition, issued) = found.ok_or(ApiError::NotFound)?;
        if issued.sha256 != Some(document_digest(&issued)) {
            tracing::error!(%record, nth, "an issued document is not what was frozen");
            return Err(ApiError::Internal);
        }
        let documents = &petition.documents;
        let by = documents.replaced_by(nth).and_then(|by| documents.at(by));
        let replaced_by = by.and_then(|by| by.number.clone());
        let mut signatures = Vec::new();
        for signature in &issued.content.signatures {
            signatures.push(self.signature(&petition, signature).await?);
        }
        Ok(Found {
            issued,
            replaced_by,
            signatures,
        })
    }

    /// The file of a signature, if it has come; never another than the one that was frozen.
    async fn signature(
        &self,
        petition: &Petition,
        signature: &DrawnSignature,
    ) -> Result<Option<(Media, Bytes)>, ApiError> {
        let attached = petition.attached(signature.id).filter(|one| one.stored);
        let Some(attached) = attached else {
            return Ok(None);
        };
        let read = self.files.read(petition.id, signature.id).await;
        let bytes = read.map_err(|error| {
            tracing::error!(error = %format!("{error:#}"), "a signature could not be read");
            ApiError::Internal
        })?;
        let Some(bytes) = bytes else {
            return Ok(None);
        };
        if FileDigest(Sha256::digest(&bytes).into()) != signature.sha256 {
            tracing::error!(record = %petition.id, file = %signature.id, "a signature is not what was frozen");
            return Err(ApiError::Internal);
        }
        Ok(Some((attached.paper.media, bytes)))
    }

    /// The signed-in officer, whose first password is behind them.
    async fn officer(&self, headers: &HeaderMap) -> Result<Officer, ApiError> {
        let caller = self.accounts.caller(headers).await?;
        match caller.officer {
            Some(_) if caller.must_change_password => Err(ApiError::ChangePassword),
            Some(officer) => Ok(officer),
            None => Err(ApiError::SignedOut),
        }
    }

    fn drawn(&self, found: &Found, format: Format) -> Response {
        let issued = &found.issued;
        let drawn: Vec<Option<Ink>> = found
            .signatures
            .iter()
            .map(|file| {
                let (media, bytes) = file.as_ref()?;
                Ink::read(*media, bytes)
            })
            .collect();
        let sheet = Sheet {
            kind: issued.kind,
            number: issued.number.as_deref().unwrap_or_default(),
            replaced_by: found.replaced_by.as_deref(),
            content: &issued.content,
            drawn: &drawn,
        };
        let file = match format {
            Format::Docx => docx(&sheet),
            Format::Pdf => match self.fonts.get_or_init(|| Fonts::open(&self.named)) {
                Ok(fonts) => pdf(&sheet, fonts),
                Err(none) => {
                    tracing::error!("{none}");
                    return (StatusCode::SERVICE_UNAVAILABLE, format!("{none}\n")).into_response();
                }
            },
        };
        match file {
            Ok(bytes) => sent(issued, format, bytes),
            Err(error) => {
                tracing::error!(error = %format!("{error:#}"), "a document could not be drawn");
                refused(&ApiError::Internal)
            }
        }
    }
}

impl Format {
    const fn ending(self) -> &'static str {
        match self {
            Format::Docx => "docx",
            Format::Pdf => "pdf",
        }
    }

    const fn media(self) -> &'static str {
        match self {
            Format::Docx => {
                "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
            }
            Format::Pdf => "application/pdf",
        }
    }
}

/// The file under a name of kind and number: no name of a person stands in it.
fn sent(issued: &Issued, format: Format, bytes: Vec<u8>) -> Response {
    let kind = words::kind(Lang::Zh, issued.kind);
    let number = issued.number.as_deref().unwrap_or_default();
    let name = format!(
        "attachment; filename=\"{}.{ending}\"; filename*=UTF-8''{}.{ending}",
        issued.kind.key(),
        escaped(&format!("{kind} {number}")),
        ending = format.ending(),
    );
    let headers = [
        (header::CONTENT_TYPE, format.media()),
        (header::CONTENT_DISPOSITION, name.as_str()),
        (header::CACHE_CONTROL, "private, no-store"),
    ];
    let digest = issued.sha256.map(|digest| (FROZEN, digest.to_string()));
    (StatusCode::OK, headers, AppendHeaders(digest), bytes).into_response()
}

/// As RFC 8187 writes what is not ASCII.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_') {
            escaped.push(char::from(byte));
        } else {
            escaped.push_str(&format!("%{byte:02X}"));
        }
    }
    escaped
}

/// A failure of the store as a caller reads it; the log has the rest, once.
fn told(error: Error) -> ApiError {
    match error {
        Error::Busy => ApiError::Busy(BUSY_SECONDS),
        other => {
            tracing::error!(error = %other, "the store failed");
            ApiError::Internal
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_escaped_byte_by_byte() {
        assert_eq!(escaped("函 〔1"), "%E5%87%BD%20%E3%80%941");
    }
}
