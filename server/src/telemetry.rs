//! What is told about the server itself: log lines, request ids, counters. Never a body, a name, a code or a query.

use crate::config::{LogFormat, Settings};
use anyhow::{Context, Result};
use axum::Router;
use axum::extract::{MatchedPath, Request};
use axum::http::{HeaderName, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use std::sync::OnceLock;
use std::time::Instant;
use tracing::{Instrument, info_span};
use tracing_subscriber::EnvFilter;
use uuid::Uuid;

/// The header an answer names its log lines by.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Seconds a request took, by route and status.
const REQUEST_SECONDS: &str = "huiyin_request_seconds";

/// Borders of the duration's classes, around the targets of 15, 30 and 250 ms.
const SECONDS: [f64; 12] = [
    0.001, 0.0025, 0.005, 0.01, 0.015, 0.03, 0.06, 0.125, 0.25, 0.5, 1.0, 5.0,
];

/// Starts logging to standard error, once for the process.
///
/// # Errors
/// The filter cannot be understood, or logging was started before.
pub fn start_logging(settings: &Settings) -> Result<()> {
    let filter = EnvFilter::try_new(&settings.log)
        .with_context(|| format!("日志级别写错了 · log filter {:?} is wrong", settings.log))?;
    let lines = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr);
    let started = match settings.log_format {
        LogFormat::Text => lines.with_ansi(false).try_init(),
        LogFormat::Json => lines.json().try_init(),
    };
    started.map_err(|error| anyhow::anyhow!(error))
}

/// The counters of this process, started at the first call.
///
/// # Errors
/// The borders of the classes are not usable.
pub fn counters() -> Result<PrometheusHandle> {
    static COUNTERS: OnceLock<PrometheusHandle> = OnceLock::new();
    let builder = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Full(REQUEST_SECONDS.to_owned()), &SECONDS)?;
    let counters = COUNTERS.get_or_init(|| {
        let recorder = builder.build_recorder();
        let handle = recorder.handle();
        if metrics::set_global_recorder(recorder).is_err() {
            tracing::error!("another recorder was installed: the counters stay at nothing");
        }
        metrics::describe_histogram!(
            REQUEST_SECONDS,
            metrics::Unit::Seconds,
            "Time from a request's head to its answer's head"
        );
        handle
    });
    Ok(counters.clone())
}

/// The pages of the metrics listener, which only this machine reaches by default.
pub fn metrics_routes(counters: PrometheusHandle) -> Router {
    Router::new().route(
        "/metrics",
        get(async move || {
            counters.run_upkeep();
            let kind = HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8");
            ([(header::CONTENT_TYPE, kind)], counters.render()).into_response()
        }),
    )
}

/// Gives each request an id, a log line and a place in the counters.
///
/// The route's pattern stands for the address: an address may name a record, and its query a code.
pub async fn observe(request: Request, next: Next) -> Response {
    let id = Uuid::new_v4();
    let method = request.method().clone();
    let route = request
        .extensions()
        .get::<MatchedPath>()
        .map_or_else(|| "other".to_owned(), |path| path.as_str().to_owned());
    let span = info_span!("request", %id, method = known(&method), route);
    let begun = Instant::now();

    let mut response = next.run(request).instrument(span.clone()).await;

    let seconds = begun.elapsed().as_secs_f64();
    let status = response.status().as_u16();
    metrics::histogram!(REQUEST_SECONDS, "method" => known(&method), "route" => route, "status" => status.to_string())
        .record(seconds);
    span.in_scope(|| {
        let milliseconds = (seconds * 1_000_000.0).round() / 1_000.0;
        if response.status().is_server_error() {
            tracing::warn!(status, milliseconds, "answered");
        } else {
            tracing::debug!(status, milliseconds, "answered");
        }
    });
    if let Ok(value) = HeaderValue::from_str(&id.to_string()) {
        response.headers_mut().insert(REQUEST_ID, value);
    }
    response
}

/// A method as a label; invented ones share one, so that nobody fills the counters with words of their own.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}
