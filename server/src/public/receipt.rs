//! 登记回执 with the query code, for the people at the window who may hand it out.

use super::asked::Asked;
use super::{PublicPages, document, see_other};
use crate::store::{self, Audited};
use app::public::{Matter, Receipt};
use axum::extract::{Path, State};
use axum::http::uri::Authority;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::Response;
use domain::Record;
use domain::duty::Officer;
use domain::ids::{RecordId, day_of};
use domain::petition::{Petition, Step, hands_out_receipt};
use qrcode::render::svg;
use qrcode::{EcLevel, QrCode};
use std::sync::Arc;

/// The word in the audit trail.
const ACT: &str = "receipt";

/// How much of a petition a receipt may say to this officer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Extent {
    /// Number, day, channel, title, code.
    Whole,
    /// A report against an official, in its author's hand: number and code.
    NumberAndCode,
}

/// `GET /desk/receipt/{id}`
pub(super) async fn receipt(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    Path(id): Path<String>,
    uri: Uri,
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
    match pages
        .receipt_for(&asked, &officer, &id, &uri, &headers)
        .await
    {
        Ok(Some(receipt)) => {
            let here = format!("/desk/receipt/{id}");
            let html = pages
                .page(&asked, &here, |frame| app::public::receipt(frame, &receipt))
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
    /// The receipt, if there is such a record and this officer may hand it out; both are audited.
    async fn receipt_for(
        &self,
        asked: &Asked,
        officer: &Officer,
        id: &str,
        uri: &Uri,
        headers: &HeaderMap,
    ) -> store::Result<Option<Receipt>> {
        let Ok(id) = id.parse::<RecordId>() else {
            return Ok(None);
        };
        let Some(Record::Petition(petition)) = self.ledger.record(id).await? else {
            return Ok(None);
        };
        let extent = extent(&petition, officer);
        self.ledger
            .audit(Audited {
                at: asked.now,
                officer: Some(officer.id),
                act: ACT,
                record: Some(id),
                allowed: extent.is_some(),
                detail: String::new(),
            })
            .await?;
        let Some(extent) = extent else {
            return Ok(None);
        };
        let address = self.address(uri, headers);
        Ok(Some(Receipt {
            number: petition.number.clone(),
            matter: (extent == Extent::Whole).then(|| matter(&petition)),
            code: self.ledger.query_code(id),
            qr: qr(&format!("{address}/")).unwrap_or_default(),
            address,
        }))
    }

    /// Where the query page is found: the address an administrator gave, or the one this request came to.
    pub(super) fn address(&self, uri: &Uri, headers: &HeaderMap) -> String {
        if let Some(origin) = &self.settings.public_origin {
            return origin.clone();
        }
        let scheme = if self.settings.is_https() {
            "https"
        } else {
            "http"
        };
        let host = headers
            .get(header::HOST)
            .and_then(|host| host.to_str().ok())
            .and_then(|host| host.parse::<Authority>().ok())
            .or_else(|| uri.authority().cloned());
        let host = host.map_or_else(|| self.settings.listen.to_string(), |host| host.to_string());
        format!("{scheme}://{host}")
    }
}

fn matter(petition: &Petition) -> Matter {
    Matter {
        registered_on: petition
            .taken_at(Step::Register)
            .map_or(petition.registration.received_on, day_of),
        channel: petition.registration.channel,
        title: petition.registration.title.clone(),
    }
}

/// What this officer may print of this petition; `None`: nothing, not even that it exists.
fn extent(petition: &Petition, officer: &Officer) -> Option<Extent> {
    let extent = if petition.is_sealed() {
        Extent::NumberAndCode
    } else {
        Extent::Whole
    };
    hands_out_receipt(petition, officer).then_some(extent)
}

/// The address as an `<svg>` element; `None` where it is too long for a code a phone can read.
pub(super) fn qr(address: &str) -> Option<String> {
    let code = QrCode::with_error_correction_level(address, EcLevel::M).ok()?;
    let document = code
        .render::<svg::Color<'_>>()
        .min_dimensions(160, 160)
        .quiet_zone(true)
        .build();
    // The prologue of a document of its own has no place inside a page.
    let element = document.find("<svg")?;
    Some(document[element..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_code_is_an_element_and_not_a_document() {
        let svg = qr("https://xf.example.gov.cn/").expect("a short address");
        assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>"));
        assert_eq!(qr(&"x".repeat(5_000)), None);
    }
}
