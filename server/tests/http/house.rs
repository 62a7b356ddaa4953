//! A server without a listener, and how the tests call it.

use crate::county::{self, County};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use ciborium::Value as Cbor;
use serde::de::DeserializeOwned;
use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};
use server::config::Settings;
use server::store::Ledger;
use server::{database, serve};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, SqliteConnection};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

/// Everybody's password.
pub const PASSWORD: &str = "malan-2025x";

/// A server with a small county in a folder of its own.
pub struct House {
    pub router: Router,
    pub ledger: Ledger,
    pub county: County,
    pub settings: Arc<Settings>,
    pub folder: TempDir,
}

/// An answer, read to its end.
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    /// What it says, whichever of the two codecs it speaks; ids as text.
    pub fn value(&self) -> Value {
        match self.header(header::CONTENT_TYPE) {
            "application/cbor" => plain(self.cbor()),
            _ => serde_json::from_slice(&self.body)
                .unwrap_or_else(|_| panic!("no JSON: {:?}", self.text())),
        }
    }

    pub fn cbor<T: DeserializeOwned>(&self) -> T {
        ciborium::from_reader(self.body.as_slice())
            .unwrap_or_else(|_| panic!("no CBOR: {:?}", self.text()))
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .map_or("", |value| value.to_str().unwrap())
    }

    /// The `name=value` a browser would send back.
    pub fn cookie(&self) -> String {
        self.header(header::SET_COOKIE)
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    }
}

/// The settings of a test's server: its own database and a client of three lines.
pub fn settings(folder: &Path) -> Settings {
    let mut settings = Settings::for_database(folder.join("huiyin.db").to_str().unwrap()).unwrap();
    settings.dist = Some(folder.join("dist"));
    settings.listen = ([127, 0, 0, 1], 0).into();
    settings.metrics_listen = Some(([127, 0, 0, 1], 0).into());
    settings
}

/// What `cargo xtask client` would have left.
pub fn build_client(folder: &Path) {
    let dist = folder.join("dist");
    std::fs::create_dir_all(&dist).unwrap();
    let files = [
        ("index.html", "<!doctype html><title>desk</title>"),
        ("sw.js", "// worker"),
        ("huiyin-0123abcd.js", "plain script"),
        ("huiyin-0123abcd.js.br", "brotli script"),
        ("huiyin-0123abcd.js.gz", "gzip script"),
        (
            "assets.json",
            r#"{"js": "huiyin-0123abcd.js", "public_css": "public-0123abcd.css"}"#,
        ),
    ];
    for (name, content) in files {
        std::fs::write(dist.join(name), content).unwrap();
    }
}

impl House {
    pub async fn open() -> House {
        House::open_with(|_| {}).await
    }

    pub async fn open_with(change: impl FnOnce(&mut Settings)) -> House {
        let folder = tempfile::tempdir().unwrap();
        build_client(folder.path());
        let mut settings = settings(folder.path());
        change(&mut settings);
        let settings = Arc::new(settings);
        let ledger = database::open(&settings).await.unwrap();
        let county = county::found(&ledger).await;
        let router = serve::routes(ledger.clone(), settings.clone()).unwrap();
        House {
            router,
            ledger,
            county,
            settings,
            folder,
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (head, body) = response.into_parts();
        Answer {
            status: head.status,
            headers: head.headers,
            body: to_bytes(body, usize::MAX).await.unwrap().to_vec(),
        }
    }

    pub async fn get(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(request(Method::GET, path, headers, Body::empty()))
            .await
    }

    /// The status of an answer that never ends.
    pub async fn knock(&self, path: &str, cookie: &str) -> StatusCode {
        let request = request(Method::GET, path, &[("cookie", cookie)], Body::empty());
        self.router.clone().oneshot(request).await.unwrap().status()
    }

    /// Calls a server function as our own page does.
    pub async fn call(&self, function: &str, cookie: &str, arguments: impl Serialize) -> Answer {
        let headers = [
            ("content-type", "application/cbor"),
            ("sec-fetch-site", "same-origin"),
            ("cookie", cookie),
        ];
        let path = format!("/api/v1/{function}");
        let body = Body::from(cbor(&arguments));
        self.send(request(Method::POST, &path, &headers, body))
            .await
    }

    pub async fn try_sign_in(&self, name: &str, password: &str) -> Answer {
        self.call("sign-in", "", json!({"name": name, "password": password}))
            .await
    }

    /// Signs in and gives the cookie.
    pub async fn sign_in(&self, name: &str) -> String {
        let answer = self.try_sign_in(name, PASSWORD).await;
        assert_eq!(answer.status, StatusCode::OK, "{name}: {}", answer.text());
        answer.cookie()
    }

    /// A second door into the database, to let time pass or things break.
    pub async fn back_door(&self) -> SqliteConnection {
        SqliteConnectOptions::new()
            .filename(&self.settings.database)
            .connect()
            .await
            .unwrap()
    }
}

/// The one argument of a server function.
pub struct Named<T>(pub &'static str, pub T);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(1))?;
        map.serialize_entry(self.0, &self.1)?;
        map.end()
    }
}

/// The two arguments of a server function.
pub struct Two<A, B>(pub Named<A>, pub Named<B>);

impl<A: Serialize, B: Serialize> Serialize for Two<A, B> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(2))?;
        map.serialize_entry(self.0.0, &self.0.1)?;
        map.serialize_entry(self.1.0, &self.1.1)?;
        map.end()
    }
}

pub fn cbor(value: &impl Serialize) -> Vec<u8> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).unwrap();
    bytes
}

fn plain(value: Cbor) -> Value {
    match value {
        Cbor::Null => Value::Null,
        Cbor::Bool(truth) => truth.into(),
        Cbor::Integer(number) => i64::try_from(number).unwrap().into(),
        Cbor::Text(text) => text.into(),
        Cbor::Bytes(id) => Uuid::from_slice(&id).unwrap().to_string().into(),
        Cbor::Array(items) => items.into_iter().map(plain).collect(),
        Cbor::Map(entries) => entries
            .into_iter()
            .map(|(key, value)| (key.into_text().unwrap(), plain(value)))
            .collect(),
        other => panic!("{other:?}"),
    }
}

pub fn request(method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
    let mut request = Request::builder()
        .method(method)
        .uri(path)
        .header(header::HOST, "xf.local");
    for (name, value) in headers.iter().filter(|(_, value)| !value.is_empty()) {
        request = request.header(*name, *value);
    }
    request.body(body).unwrap()
}
