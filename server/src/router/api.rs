//! The server functions: who calls, how much they may send, and what status their answer has.

use super::{BODY_BYTES, ClientAddress, House, PUSH_BODY_BYTES};
use app::api::ApiError;
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodFilter, on};
use leptos::prelude::provide_context;
use leptos::server_fn::axum::server_fn_paths;
use std::net::{IpAddr, Ipv4Addr};
use tower_http::CompressionLevel;
use tower_http::compression::CompressionLayer;

/// Under which every server function lives.
pub const PREFIX: &str = "/api/";

/// The function every tablet calls with a long body.
const PUSH: &str = "/api/v1/push";

/// The one that takes a file; the frame of CBOR makes it up to twice as long.
const TAKE_IN: &str = "/api/v1/take-in-outbox";

/// The most bytes of that file on its way.
const TAKE_IN_BODY_BYTES: usize = 2 * sync::outbox::FILE_BYTES;

/// The one function that is limited by address.
const SIGN_IN: &str = "/api/v1/sign-in";

/// What somebody with a first password may call: who they are, in, out, and the change itself.
const BEFORE_CHANGE: [&str; 4] = [
    "/api/v1/me",
    SIGN_IN,
    "/api/v1/sign-out",
    "/api/v1/change-password",
];

/// What a device that was shut out may call: it hears so, and others may sign in and out.
const SHUT_OUT: [&str; 3] = ["/api/v1/hello", SIGN_IN, "/api/v1/sign-out"];

/// Named by the framework on each error; it says nothing an answer does not say.
const FRAMEWORK_ERROR: HeaderName = HeaderName::from_static("serverfnerror");

/// One route for every registered server function, so that counters know them by name.
pub fn routes(house: House) -> Router {
    server_fn_paths()
        .filter_map(|(path, method)| Some((path, MethodFilter::try_from(method).ok()?)))
        .fold(Router::new(), |router, (path, method)| {
            router.route(path, on(method, call))
        })
        // Names and words shrink to a quarter, which a village's link feels. No secret shares an answer with text of
        // an attacker's choosing, and other sites cannot ask in somebody's name, so nothing can be guessed by size.
        .layer(CompressionLayer::new().quality(CompressionLevel::Fastest))
        // `answer` limits each function by itself; the framework's own reading must not be narrower than the widest.
        .layer(DefaultBodyLimit::max(TAKE_IN_BODY_BYTES))
        .with_state(house)
}

async fn call(State(house): State<House>, request: Request) -> Response {
    match answer(house, request).await {
        Ok(response) => response,
        Err(error) => refused(&error),
    }
}

async fn answer(house: House, request: Request) -> Result<Response, ApiError> {
    let (mut head, body) = request.into_parts();
    let path = head.uri.path();
    if path == SIGN_IN {
        let nowhere = ClientAddress(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let ClientAddress(address) = head.extensions.get().copied().unwrap_or(nowhere);
        house.accounts.admit(address)?;
    }
    if !is_data(head.headers.get(header::CONTENT_TYPE)) {
        return Ok((
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            refused(&ApiError::BadRequest),
        )
            .into_response());
    }
    let limit = match path {
        PUSH => PUSH_BODY_BYTES,
        TAKE_IN => TAKE_IN_BODY_BYTES,
        _ => BODY_BYTES,
    };
    let announced = head
        .headers
        .get(header::CONTENT_LENGTH)
        .and_then(|length| length.to_str().ok()?.parse::<u64>().ok());
    let too_large = || {
        Ok((
            StatusCode::PAYLOAD_TOO_LARGE,
            refused(&ApiError::BadRequest),
        )
            .into_response())
    };
    if announced.is_some_and(|length| length > limit as u64) {
        return too_large();
    }
    // A connection that broke off has nobody left to read what this says.
    let Ok(body) = to_bytes(body, limit).await else {
        return too_large();
    };

    let caller = house.accounts.caller(&head.headers).await?;
    if caller.shut_out.is_some() && !SHUT_OUT.contains(&path) {
        return Err(ApiError::ShutOut);
    }
    if caller.must_change_password && !BEFORE_CHANGE.contains(&path) {
        return Err(ApiError::ChangePassword);
    }

    // Asked by a plain form, the framework would send the error along in the address of the page before.
    head.headers.remove(header::REFERER);
    head.headers
        .insert(header::ACCEPT, HeaderValue::from_static("*/*"));
    let context = move || {
        provide_context(house.bureau.clone());
        provide_context(caller.clone());
    };
    let request = Request::from_parts(head, Body::from(body));
    let response = leptos_axum::handle_server_fns_with_context(context, request)
        .await
        .into_response();
    Ok(with_status(response).await)
}

/// Forms of other sites can only send types that are not these.
fn is_data(kind: Option<&HeaderValue>) -> bool {
    kind.and_then(|kind| kind.to_str().ok())
        .and_then(|kind| kind.split(';').next())
        .is_some_and(|kind| kind.trim() == "application/cbor")
}

/// The framework answers every error with 500; what watches and what caches needs the true one.
async fn with_status(response: Response) -> Response {
    if response.status() != StatusCode::INTERNAL_SERVER_ERROR {
        return response;
    }
    let (head, body) = response.into_parts();
    let error = to_bytes(body, BODY_BYTES)
        .await
        .ok()
        .and_then(|body| ciborium::from_reader::<ApiError, _>(body.as_ref()).ok())
        .unwrap_or(ApiError::Internal);
    let mut told = refused(&error);
    for (name, value) in &head.headers {
        if *name != FRAMEWORK_ERROR
            && *name != header::CONTENT_LENGTH
            && !told.headers().contains_key(name)
        {
            told.headers_mut().append(name, value.clone());
        }
    }
    told
}

/// An error as the client reads it.
pub fn refused(error: &ApiError) -> Response {
    let mut body = Vec::new();
    if let Err(cause) = ciborium::into_writer(error, &mut body) {
        tracing::error!(%cause, "an error could not be written");
    }
    let kind = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/cbor"),
    )];
    let mut response = (status(error), kind, body).into_response();
    if let ApiError::Busy(seconds) | ApiError::Overloaded(seconds) = error {
        response
            .headers_mut()
            .insert(header::RETRY_AFTER, HeaderValue::from(*seconds));
    }
    response
}

/// Where there is no function.
pub fn unknown() -> Response {
    refused(&ApiError::NotFound)
}

fn status(error: &ApiError) -> StatusCode {
    match error {
        ApiError::SignedOut | ApiError::WrongPassword => StatusCode::UNAUTHORIZED,
        ApiError::ChangePassword | ApiError::ShutOut => StatusCode::FORBIDDEN,
        ApiError::NotFound => StatusCode::NOT_FOUND,
        ApiError::Refused(_) => StatusCode::CONFLICT,
        ApiError::WeakPassword | ApiError::Flaw(_) | ApiError::Table(_) | ApiError::Wording(_) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
        ApiError::BadRequest => StatusCode::BAD_REQUEST,
        ApiError::UpgradeRequired => StatusCode::UPGRADE_REQUIRED,
        ApiError::Overloaded(_) => StatusCode::SERVICE_UNAVAILABLE,
        ApiError::LockedUntil(_) | ApiError::Busy(_) => StatusCode::TOO_MANY_REQUESTS,
        ApiError::Internal | ApiError::Unreachable => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
