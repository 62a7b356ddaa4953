//! The public pages: a petitioner asks with the code of the receipt, reads, rates; a registrar prints the
//! receipt. Plain forms, server-rendered, no script.

mod asked;
mod copy;
mod file;
mod item;
mod pass;
mod query;
pub mod rate_limit;
mod receipt;
mod review;

pub use pass::SECONDS as PASS_SECONDS;

use crate::account::Accounts;
use crate::assets::Assets;
use crate::config::Settings;
use crate::store::{self, Ledger};
use app::public::Frame;
use asked::Asked;
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use domain::organisation::{Directory, UnitKind};
use pass::Passes;
use rate_limit::{Quota, RateLimit};
use std::sync::Arc;

/// A query carries twelve characters.
const QUERY_BODY_BYTES: usize = 4 * 1024;

/// A comment of 10,000 characters, twelve bytes each in a form's coding at the worst, and the rest.
const RATING_BODY_BYTES: usize = 128 * 1024;

/// Two texts of 10,000 characters, twelve bytes each in a form's coding at the worst, and the rest.
const FILING_BODY_BYTES: usize = 320 * 1024;

/// A hall of people behind one address may file; a machine that fills the inbox may not.
const FILINGS_OF_ONE: Quota = Quota {
    burst: 10,
    per_minute: 2,
};

/// More than any county's people file at once, and less than would bury its registrars.
const FILINGS_OF_ALL: Quota = Quota {
    burst: 200,
    per_minute: 60,
};

/// What the public pages share.
pub struct PublicPages {
    ledger: Ledger,
    accounts: Arc<Accounts>,
    assets: Assets,
    settings: Arc<Settings>,
    limit: RateLimit,
    filings: RateLimit,
    passes: Passes,
}

impl PublicPages {
    /// The pages of this bureau, under the limit of its settings.
    ///
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn new(
        ledger: Ledger,
        accounts: Arc<Accounts>,
        assets: Assets,
        settings: Arc<Settings>,
    ) -> Result<PublicPages, getrandom::Error> {
        Ok(PublicPages {
            passes: Passes::new(settings.is_https())?,
            limit: RateLimit::a_minute(settings.queries_a_minute),
            filings: RateLimit::new(FILINGS_OF_ONE, FILINGS_OF_ALL),
            ledger,
            accounts,
            assets,
            settings,
        })
    }

    /// Under these limits instead.
    pub fn limited_by(self, limit: RateLimit) -> PublicPages {
        PublicPages { limit, ..self }
    }

    /// Under this limit for filing instead.
    pub fn filing_limited_by(self, filings: RateLimit) -> PublicPages {
        PublicPages { filings, ..self }
    }

    /// Renders `page` in what surrounds all pages of `asked`.
    async fn page(
        &self,
        asked: &Asked,
        here: &str,
        page: impl FnOnce(Frame<'_>) -> String,
    ) -> String {
        let stylesheet = self.assets.address("public_css");
        let mut office = self.settings.office.clone();
        if office.bureau.is_empty() {
            // Without a directory the page still says what it says.
            office.bureau = match self.ledger.directory().await {
                Ok(directory) => bureau_name(&directory),
                Err(_) => String::new(),
            };
        }
        page(Frame {
            lang: asked.lang,
            stylesheet: stylesheet.as_deref(),
            office: &office,
            here,
            today: asked.today(),
        })
    }

    /// The page of a failure of ours, logged here and nowhere else.
    async fn failed(&self, asked: &Asked, error: &store::Error) -> Response {
        tracing::error!(%error, "public pages");
        let status = match error {
            store::Error::Busy => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let html = self.page(asked, "/", app::public::failed).await;
        document(asked, status, html)
    }
}

fn bureau_name(directory: &Directory) -> String {
    directory
        .units()
        .iter()
        .find(|unit| unit.kind == UnitKind::Bureau)
        .map(|unit| unit.name.clone())
        .unwrap_or_default()
}

/// Every address of the public pages, and the receipt under the desk's.
pub fn routes(pages: PublicPages) -> Router {
    Router::new()
        .route("/", get(query::home))
        .route(
            "/query",
            post(query::query)
                .get(query::back_home)
                .layer(DefaultBodyLimit::max(QUERY_BODY_BYTES)),
        )
        .route(
            "/file",
            get(file::blank)
                .post(file::file)
                .layer(DefaultBodyLimit::max(FILING_BODY_BYTES)),
        )
        .route("/item", get(item::item))
        .route(
            "/item/rating",
            post(item::rate)
                .get(item::back_to_item)
                .layer(DefaultBodyLimit::max(RATING_BODY_BYTES)),
        )
        .route(
            "/item/review",
            post(review::ask)
                .get(item::back_to_item)
                .layer(DefaultBodyLimit::max(RATING_BODY_BYTES)),
        )
        .route("/item/copy", get(copy::own))
        .route("/desk/copy/{id}", get(copy::at_the_window))
        .route("/item/thanks", get(item::thanks))
        .route("/item/leave", post(item::leave).get(item::back_to_item))
        .route("/desk/receipt/{id}", get(receipt::receipt))
        .with_state(Arc::new(pages))
}

/// A whole page that no cache keeps, and the language cookie where one was chosen.
fn document(asked: &Asked, status: StatusCode, html: String) -> Response {
    let fixed = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("text/html; charset=utf-8"),
        ),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
        (ROBOTS, HeaderValue::from_static("noindex")),
    ];
    let mut response = (status, fixed, html).into_response();
    asked.keep_choice(response.headers_mut());
    response
}

const ROBOTS: HeaderName = HeaderName::from_static("x-robots-tag");

/// 303: whatever was posted, go and get that page.
fn see_other(to: &'static str) -> Response {
    let headers = [
        (header::LOCATION, HeaderValue::from_static(to)),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}

/// Adds a cookie to an answer; one that cannot be written as a header is not sent.
fn with_cookie(mut response: Response, cookie: Option<HeaderValue>) -> Response {
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The value of a cookie a request carries.
fn cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(found, _)| *found == name)
        .map(|(_, value)| value)
}
