//! A browser without scripts: it keeps cookies, sends forms, and does not follow redirects by itself.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use server::router::ClientAddress;
use std::collections::BTreeMap;
use std::net::{IpAddr, Ipv4Addr};
use tower::ServiceExt;

/// What came back.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: String,
}

impl Page {
    pub fn header(&self, name: header::HeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().expect("text"))
    }

    /// Where it sends the browser.
    pub fn leads_to(&self) -> &str {
        assert_eq!(self.status, StatusCode::SEE_OTHER, "{self:?}");
        self.header(header::LOCATION)
    }
}

pub struct Browser {
    web: Router,
    address: IpAddr,
    /// By name: value and path.
    pub cookies: BTreeMap<String, (String, String)>,
}

impl Browser {
    pub fn new(web: Router) -> Browser {
        Browser {
            web,
            address: IpAddr::V4(Ipv4Addr::new(192, 0, 2, 1)),
            cookies: BTreeMap::new(),
        }
    }

    /// The same browser, elsewhere.
    pub fn at(mut self, address: &str) -> Browser {
        self.address = address.parse().expect("an address");
        self
    }

    /// Puts a cookie in by hand.
    pub fn hold(&mut self, name: &str, value: &str, path: &str) {
        let kept = (value.to_owned(), path.to_owned());
        self.cookies.insert(name.to_owned(), kept);
    }

    pub async fn get(&mut self, path: &str) -> Page {
        self.send(Method::GET, path, "", "").await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Page {
        let pairs: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        self.post_raw(path, "application/x-www-form-urlencoded", &pairs.join("&"))
            .await
    }

    /// Sends any body.
    pub async fn post_raw(&mut self, path: &str, kind: &str, body: &str) -> Page {
        self.send(Method::POST, path, kind, body).await
    }

    async fn send(&mut self, method: Method, path: &str, kind: &str, body: &str) -> Page {
        let place = path.split('?').next().unwrap_or(path);
        let cookies: Vec<String> = self
            .cookies
            .iter()
            .filter(|(_, (_, within))| place.starts_with(within.as_str()))
            .map(|(name, (value, _))| format!("{name}={value}"))
            .collect();
        let mut request = Request::builder()
            .method(method)
            .uri(path)
            .header(header::HOST, "xf.example.gov.cn")
            .extension(ClientAddress(self.address));
        if !kind.is_empty() {
            request = request.header(header::CONTENT_TYPE, kind);
        }
        if !cookies.is_empty() {
            request = request.header(header::COOKIE, cookies.join("; "));
        }
        let request = request
            .body(Body::from(body.to_owned()))
            .expect("a request");
        let response = self.web.clone().oneshot(request).await.expect("infallible");
        let (head, body) = response.into_parts();
        let body = to_bytes(body, usize::MAX).await.expect("a body");
        self.keep(&head.headers);
        Page {
            status: head.status,
            headers: head.headers,
            body: String::from_utf8(body.to_vec()).expect("UTF-8"),
        }
    }

    fn keep(&mut self, headers: &HeaderMap) {
        for cookie in headers.get_all(header::SET_COOKIE) {
            let cookie = cookie.to_str().expect("text");
            let mut parts = cookie.split("; ");
            let (name, value) = parts
                .next()
                .and_then(|pair| pair.split_once('='))
                .expect("a pair");
            let attributes: Vec<&str> = parts.collect();
            let path = attributes
                .iter()
                .find_map(|attribute| attribute.strip_prefix("Path="))
                .unwrap_or("/");
            if attributes.contains(&"Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.hold(name, value, path);
            }
        }
    }
}

fn encoded(text: &str) -> String {
    text.bytes()
        .map(|byte| match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
            _ => format!("%{byte:02X}"),
        })
        .collect()
}
