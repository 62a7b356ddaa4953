//! What every public request says of itself: the language it wants, when it came, and from where.

use crate::router::ClientAddress;
use app::text::Lang;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, header};
use chrono::{NaiveDate, Utc};
use domain::ids::{Moment, day_of};
use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr};

/// Not the session's cookie: anybody may know which language somebody reads.
const NAME: &str = "huiyin_lang";
const YEAR_SECONDS: u32 = 365 * 24 * 3600;

/// One request to a public page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Asked {
    /// By `?lang=`, else by the cookie of an earlier choice, else Chinese.
    pub lang: Lang,
    /// The language was chosen in this request.
    pub chosen: bool,
    /// When.
    pub now: Moment,
    /// From where, for limits only; never logged.
    pub address: IpAddr,
}

impl Asked {
    /// Today in Beijing.
    pub fn today(&self) -> NaiveDate {
        day_of(self.now)
    }

    /// Remembers a language chosen in this request.
    pub fn keep_choice(&self, headers: &mut HeaderMap) {
        if !self.chosen {
            return;
        }
        let cookie = format!(
            "{NAME}={}; Path=/; Max-Age={YEAR_SECONDS}; HttpOnly; SameSite=Lax",
            self.lang.tag()
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            headers.append(header::SET_COOKIE, cookie);
        }
    }
}

impl<S: Sync> FromRequestParts<S> for Asked {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let asked_for = parts
            .uri
            .query()
            .and_then(|query| query.split('&').find_map(|pair| pair.strip_prefix("lang=")));
        let lang = asked_for.or_else(|| super::cookie(&parts.headers, NAME));
        Ok(Asked {
            lang: Lang::from_tag(lang.unwrap_or_default()),
            chosen: asked_for.is_some(),
            now: Utc::now(),
            address: parts.extensions.get::<ClientAddress>().map_or(
                IpAddr::V4(Ipv4Addr::UNSPECIFIED),
                |ClientAddress(address)| *address,
            ),
        })
    }
}
