//! The query page, and the code that opens an item. A code is in a body only: never in an address, never
//! in a log.

use super::asked::Asked;
use super::{PublicPages, document, see_other, with_cookie};
use axum::Form;
use axum::extract::State;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::Response;
use serde::Deserialize;
use std::sync::Arc;

/// The page is the same for everybody who reads the same language.
const FIVE_MINUTES: HeaderValue = HeaderValue::from_static("public, max-age=300");
/// And another one after the language was changed.
const BY_COOKIE: HeaderValue = HeaderValue::from_static("cookie");

#[derive(Deserialize)]
pub(super) struct Query {
    #[serde(default)]
    code: String,
}

/// `GET /`
pub(super) async fn home(State(pages): State<Arc<PublicPages>>, asked: Asked) -> Response {
    let html = pages.page(&asked, "/", app::public::home).await;
    let mut response = document(&asked, StatusCode::OK, html);
    let headers = response.headers_mut();
    headers.remove(super::ROBOTS);
    headers.insert(header::VARY, BY_COOKIE);
    if !asked.chosen {
        headers.insert(header::CACHE_CONTROL, FIVE_MINUTES);
    }
    response
}

/// `POST /query`: a wrong, an unknown and a malformed code take the same way and get the same answer.
pub(super) async fn query(
    State(pages): State<Arc<PublicPages>>,
    asked: Asked,
    form: Result<Form<Query>, FormRejection>,
) -> Response {
    if let Err(held) = pages.limit.take(asked.address) {
        return too_many(&pages, &asked, held.retry_after_seconds).await;
    }
    let code = form.map(|Form(query)| query.code).unwrap_or_default();
    match pages.ledger.by_query_code(&code).await {
        Ok(Some(record)) => with_cookie(see_other("/item"), pages.passes.given(record, asked.now)),
        Ok(None) => {
            let html = pages.page(&asked, "/", app::public::code_refused).await;
            document(&asked, StatusCode::NOT_FOUND, html)
        }
        Err(error) => pages.failed(&asked, &error).await,
    }
}

/// `GET /query`: somebody reloaded, or changed the language after a refused code.
pub(super) async fn back_home() -> Response {
    see_other("/")
}

/// 429 with `Retry-After`.
pub(super) async fn too_many(pages: &PublicPages, asked: &Asked, seconds: u64) -> Response {
    let html = pages
        .page(asked, "/", |frame| app::public::too_many(frame, seconds))
        .await;
    let mut response = document(asked, StatusCode::TOO_MANY_REQUESTS, html);
    response
        .headers_mut()
        .insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    response
}
