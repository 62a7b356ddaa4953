//! What protects every page: headers on each answer, and no change asked for by another site.

use super::{House, api};
use crate::config::{Settings, Tls};
use crate::session::Cookie;
use app::api::ApiError;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use std::sync::Arc;

/// Nothing from elsewhere, no inline script, no frame; WebAssembly alone may be compiled. Pictures may also come
/// from the page itself: photos that the device keeps and the bureau does not have yet.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; object-src 'none'; \
    img-src 'self' blob:; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// On every answer.
///
/// `same-origin` and not `no-referrer`: with the latter, browsers send `Origin: null` with a plain form, and a rating
/// from an old phone could not be told from a forged one. Either way no other origin ever learns an address of ours.
const ALWAYS: [(HeaderName, &str); 6] = [
    (header::CONTENT_SECURITY_POLICY, POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "same-origin"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("permissions-policy"),
        "camera=(), microphone=(), geolocation=()",
    ),
];

/// Adds the headers, and keeps out of every cache what did not say how long it may be kept.
pub async fn headers(
    State(settings): State<Arc<Settings>>,
    request: Request,
    next: Next,
) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        // What hands out files of strangers forbids them more than our own pages.
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    if matches!(settings.tls, Tls::Given { .. }) {
        // Not for a self-signed one: it would take away the browser's way past its own warning.
        let year = HeaderValue::from_static("max-age=31536000");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, year);
    }
    headers
        .entry(header::CACHE_CONTROL)
        .or_insert(HeaderValue::from_static("no-store"));
    response
}

/// Lets a change through only when our own page asked for it.
pub async fn same_site(State(house): State<House>, request: Request, next: Next) -> Response {
    let reads = matches!(
        *request.method(),
        Method::GET | Method::HEAD | Method::OPTIONS
    );
    if reads || is_ours(request.headers(), request.uri(), &house.settings) {
        return next.run(request).await;
    }
    tracing::warn!("a change asked for by another site was refused");
    (StatusCode::FORBIDDEN, api::refused(&ApiError::BadRequest)).into_response()
}

/// Whether the page that asks is ours.
///
/// The browser's own verdict counts first. Browsers before 2020 only send the origin; where there is neither, no page
/// asks but a program, which may do so as long as it does not carry somebody's session.
fn is_ours(headers: &HeaderMap, uri: &Uri, settings: &Settings) -> bool {
    if let Some(verdict) = headers.get("sec-fetch-site") {
        return verdict == "same-origin" || verdict == "none";
    }
    match headers.get(header::ORIGIN) {
        Some(origin) => origin
            .to_str()
            .is_ok_and(|origin| is_own_origin(origin, headers, uri, settings)),
        None => !Cookie {
            secure: settings.is_https(),
        }
        .is_in(headers),
    }
}

fn is_own_origin(origin: &str, headers: &HeaderMap, uri: &Uri, settings: &Settings) -> bool {
    if let Some(own) = &settings.public_origin {
        return origin.eq_ignore_ascii_case(own);
    }
    // HTTP/2 carries the host in the address instead of a header.
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .or_else(|| uri.authority().map(|authority| authority.as_str()));
    let scheme = if settings.is_https() { "https" } else { "http" };
    host.is_some_and(|host| origin.eq_ignore_ascii_case(&format!("{scheme}://{host}")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ours(pairs: &[(&str, &str)]) -> bool {
        ours_at(pairs, None)
    }

    fn ours_at(pairs: &[(&str, &str)], public_origin: Option<&str>) -> bool {
        let mut settings = Settings::for_database("a.db").unwrap();
        settings.public_origin = public_origin.map(str::to_owned);
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("xf.local:8080"));
        for (name, value) in pairs {
            headers.insert(
                HeaderName::from_bytes(name.as_bytes()).unwrap(),
                HeaderValue::from_str(value).unwrap(),
            );
        }
        is_ours(&headers, &Uri::from_static("/api/v1/push"), &settings)
    }

    #[test]
    fn the_browsers_verdict_comes_first() {
        assert!(ours(&[
            ("sec-fetch-site", "same-origin"),
            ("origin", "http://elsewhere")
        ]));
        assert!(!ours(&[
            ("sec-fetch-site", "cross-site"),
            ("origin", "http://xf.local:8080")
        ]));
        assert!(!ours(&[("sec-fetch-site", "same-site")]));
    }

    #[test]
    fn an_old_browser_is_judged_by_its_origin() {
        assert!(ours(&[("origin", "http://xf.local:8080")]));
        for foreign in [
            "http://xf.local",
            "https://xf.local:8080",
            "http://evil",
            "null",
            "",
        ] {
            assert!(!ours(&[("origin", foreign)]), "{foreign:?}");
        }
    }

    #[test]
    fn a_session_without_any_origin_is_refused() {
        assert!(ours(&[]));
        assert!(ours(&[("cookie", "theme=dark")]));
        assert!(!ours(&[("cookie", "huiyin=0123")]));
    }

    #[test]
    fn behind_a_proxy_the_address_people_type_counts() {
        let public = Some("https://xf.example.cn");
        assert!(ours_at(&[("origin", "https://xf.example.cn")], public));
        assert!(!ours_at(&[("origin", "http://xf.local:8080")], public));
        // And the cookie then goes by its secure name.
        assert!(!ours_at(&[("cookie", "__Host-huiyin=0123")], public));
    }
}
