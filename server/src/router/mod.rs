//! Every address of the public listener, and what all of them have in common.

mod address;
mod api;
mod guard;
mod health;

pub use address::ClientAddress;
pub(crate) use api::refused;
pub use health::Health;

use crate::account::Accounts;
use crate::assets::Assets;
use crate::config::Settings;
use crate::telemetry;
use app::bureau::Bureau;
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use std::sync::Arc;
use std::time::Duration;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::timeout::TimeoutLayer;

/// The most bytes of a push: twice what a device sends, so that its own limit is the one that counts.
pub const PUSH_BODY_BYTES: usize = 2 * sync::protocol::PUSH_BYTES;

/// The most bytes of any other body.
pub const BODY_BYTES: usize = 64 * 1024;

/// The longest a request may take, its body's arrival over a poor link included.
const TIME_LIMIT: Duration = Duration::from_secs(60);

/// What the routes share.
#[derive(Clone)]
pub struct House {
    pub bureau: Arc<dyn Bureau>,
    pub accounts: Arc<Accounts>,
    pub assets: Assets,
    pub health: Health,
    pub settings: Arc<Settings>,
}

/// The public listener: server functions, the desk, the client's files, health, and what `more` there is.
pub fn routes(house: House, more: Router) -> Router {
    let settings = house.settings.clone();
    let desk = Router::new()
        .route("/desk", get(shell))
        .route("/desk/", get(shell))
        .route("/desk/{*place}", get(shell))
        .route("/health", get(health::answer))
        .fallback(file)
        .with_state(house.clone());
    desk.merge(api::routes(house.clone()))
        .merge(more)
        .layer(DefaultBodyLimit::max(BODY_BYTES))
        .layer(middleware::from_fn_with_state(house, guard::same_site))
        .layer(TimeoutLayer::with_status_code(
            StatusCode::SERVICE_UNAVAILABLE,
            TIME_LIMIT,
        ))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(middleware::from_fn_with_state(
            settings.clone(),
            guard::headers,
        ))
        .layer(middleware::from_fn(telemetry::observe))
        .layer(middleware::from_fn_with_state(settings, address::note))
}

async fn shell(State(house): State<House>, request: Request) -> Response {
    house.assets.shell(request.headers())
}

async fn file(State(house): State<House>, request: Request) -> Response {
    if request.uri().path().starts_with(api::PREFIX) {
        return api::unknown();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    house
        .assets
        .at(request.uri().path(), request.headers())
        .unwrap_or_else(|| {
            let words = "没有这个页面。 There is no such page.\n";
            (StatusCode::NOT_FOUND, words).into_response()
        })
}

/// A panic ends its request, never the server; what it said went to the log, not to the person.
fn panicked(_: Box<dyn std::any::Any + Send>) -> Response {
    tracing::error!("a request panicked");
    api::refused(&app::api::ApiError::Internal)
}
