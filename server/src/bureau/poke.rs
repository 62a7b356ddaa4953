//! A hint to open desks that something was committed: an event that says nothing else, whoever it concerns.
//! What it was they ask by pull, which knows what they may see.

use crate::account::Accounts;
use crate::store::Ledger;
use app::api::ApiError;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures_util::stream;
use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::broadcast::Receiver;
use tokio::sync::broadcast::error::RecvError;

/// Where desks listen.
const ADDRESS: &str = "/api/v1/poke";
/// A busy office commits all the time; a desk hears of it at most this often.
const AT_MOST_EVERY: Duration = Duration::from_secs(1);

#[derive(Clone)]
struct Listening {
    ledger: Ledger,
    accounts: Arc<Accounts>,
}

/// The address desks listen at.
pub fn routes(ledger: Ledger, accounts: Arc<Accounts>) -> Router {
    Router::new()
        .route(ADDRESS, get(poke))
        .with_state(Listening { ledger, accounts })
}

/// Server-sent messages for whoever is signed in.
async fn poke(State(office): State<Listening>, headers: HeaderMap) -> Response {
    match office.accounts.caller(&headers).await {
        Ok(caller) if caller.officer.is_some() => {}
        Ok(_) => {
            return (StatusCode::UNAUTHORIZED, Json(ApiError::SignedOut)).into_response();
        }
        Err(error) => {
            return (StatusCode::INTERNAL_SERVER_ERROR, Json(error)).into_response();
        }
    }
    let pokes = stream::unfold(office.ledger.pokes(), next);
    Sse::new(pokes)
        .keep_alive(KeepAlive::default())
        .into_response()
}

async fn next(mut pokes: Receiver<u64>) -> Option<(Result<Event, Infallible>, Receiver<u64>)> {
    // Having missed some is as good as having heard one.
    match pokes.recv().await {
        Ok(_) | Err(RecvError::Lagged(_)) => {}
        Err(RecvError::Closed) => return None,
    }
    tokio::time::sleep(AT_MOST_EVERY).await;
    while pokes.try_recv().is_ok() {}
    // Browsers drop an event without data, and hand a named one to nobody who did not ask for it by name.
    Some((Ok(Event::default().data("poke")), pokes))
}
