//! The built client: carried inside a release, read from `dist/` in a debug build or from a named folder.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use rust_embed::{EmbeddedFile, RustEmbed};
use std::collections::{BTreeMap, HashSet};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, OnceLock};

/// Says what the fingerprinted files are called: `{"js": "huiyin-0123abcd.js", …}`.
const MAP: &str = "assets.json";

/// The desk's only page.
const SHELL: &str = "index.html";

/// A name with a fingerprint never changes its content.
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Everything else is asked for again, and answered in a few bytes when it is the same.
const ASK_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

#[derive(RustEmbed)]
#[folder = "../dist"]
struct Inside;

/// Where the client's files come from.
#[derive(Clone, Debug, Default)]
pub struct Assets {
    folder: Option<Arc<Path>>,
}

/// How a file may be sent smaller, best first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Coding {
    Brotli,
    Gzip,
}

impl Coding {
    const ALL: [Coding; 2] = [Coding::Brotli, Coding::Gzip];

    fn token(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gzip",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Coding::Brotli => "br",
            Coding::Gzip => "gz",
        }
    }
}

impl Assets {
    /// The files of this folder, or those inside the program.
    pub fn new(folder: Option<PathBuf>) -> Assets {
        Assets {
            folder: folder.map(Arc::from),
        }
    }

    /// Whether there is a client to send.
    pub fn is_built(&self) -> bool {
        self.file(SHELL).is_some()
    }

    /// The address of a fingerprinted file by its key in `assets.json`, for example `public_css`.
    pub fn address(&self, key: &str) -> Option<String> {
        self.names().get(key).map(|name| format!("/{name}"))
    }

    /// The desk's page, the same for every address under `/desk`.
    pub fn shell(&self, asked: &HeaderMap) -> Response {
        self.answer(SHELL, asked).unwrap_or_else(|| {
            let words = "客户端还没有编译，请运行 cargo xtask client · The client is not built yet: run cargo xtask client\n";
            (StatusCode::SERVICE_UNAVAILABLE, words).into_response()
        })
    }

    /// The file at this address, if the client has one.
    pub fn at(&self, path: &str, asked: &HeaderMap) -> Option<Response> {
        let name = path.strip_prefix('/')?;
        // The page has its own address, and the smaller copies are chosen, not asked for.
        let hidden = name == SHELL
            || Coding::ALL
                .iter()
                .any(|c| name.ends_with(&format!(".{}", c.ending())));
        if hidden {
            None
        } else {
            self.answer(name, asked)
        }
    }

    fn answer(&self, name: &str, asked: &HeaderMap) -> Option<Response> {
        let plain = self.file(name)?;
        let kind = kind(name);
        let smaller = Coding::ALL
            .into_iter()
            .filter(|coding| accepts(asked, coding.token()))
            .find_map(|coding| Some((coding, self.file(&format!("{name}.{}", coding.ending()))?)));
        let (file, coding) = match smaller {
            Some((coding, file)) => (file, Some(coding)),
            None => (plain, None),
        };

        let tag = tag(&file, coding);
        let mut response = if asked
            .get(header::IF_NONE_MATCH)
            .is_some_and(|known| names_tag(known, &tag))
        {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let mut response = Response::new(Body::from(file.data));
            response
                .headers_mut()
                .insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            if let Some(coding) = coding {
                response.headers_mut().insert(
                    header::CONTENT_ENCODING,
                    HeaderValue::from_static(coding.token()),
                );
            }
            response
        };
        let headers = response.headers_mut();
        headers.insert(header::ETAG, tag);
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let caching = if self.is_fingerprinted(name) {
            FOR_EVER
        } else {
            ASK_AGAIN
        };
        headers.insert(header::CACHE_CONTROL, caching);
        Some(response)
    }

    fn is_fingerprinted(&self, name: &str) -> bool {
        static INSIDE: OnceLock<HashSet<String>> = OnceLock::new();
        if self.folder.is_none() && !cfg!(debug_assertions) {
            return INSIDE
                .get_or_init(|| self.names().into_values().collect())
                .contains(name);
        }
        self.names().values().any(|known| known == name)
    }

    fn names(&self) -> BTreeMap<String, String> {
        self.file(MAP)
            .and_then(|file| serde_json::from_slice(&file.data).ok())
            .unwrap_or_default()
    }

    fn file(&self, name: &str) -> Option<EmbeddedFile> {
        let inside = Path::new(name)
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        match &self.folder {
            _ if !inside => None,
            None => Inside::get(name),
            Some(folder) => rust_embed::utils::read_file_from_fs(&folder.join(name)).ok(),
        }
    }
}

/// An entity tag: of these bytes in this coding, as caches keep both apart.
fn tag(file: &EmbeddedFile, coding: Option<Coding>) -> HeaderValue {
    let digest: String = file.metadata.sha256_hash()[..16]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let coding = coding.map_or("", Coding::token);
    // Hexadecimal digits and a coding's token are always a valid header.
    HeaderValue::from_str(&format!("\"{digest}{coding}\""))
        .unwrap_or(HeaderValue::from_static("\"\""))
}

fn names_tag(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else {
        return false;
    };
    known
        .split(',')
        .map(str::trim)
        .any(|one| one == "*" || one.trim_start_matches("W/") == tag)
}

/// Whether `Accept-Encoding` names this coding and does not refuse it with `q=0`.
fn accepts(asked: &HeaderMap, token: &str) -> bool {
    asked
        .get_all(header::ACCEPT_ENCODING)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .any(|offer| {
            let (name, quality) = offer.split_once(';').unwrap_or((offer, "q=1"));
            let weight = quality
                .trim()
                .trim_start_matches("q=")
                .parse::<f32>()
                .unwrap_or(0.0);
            name.trim().eq_ignore_ascii_case(token) && weight > 0.0
        })
}

fn kind(name: &str) -> &'static str {
    match name.rsplit_once('.').map(|(_, ending)| ending) {
        Some("html") => "text/html; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(encodings: &str) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::ACCEPT_ENCODING,
            HeaderValue::from_str(encodings).unwrap(),
        );
        headers
    }

    #[test]
    fn a_refused_coding_is_not_sent() {
        assert!(accepts(&asked("gzip, deflate, br"), "br"));
        assert!(accepts(&asked("BR;q=0.5"), "br"));
        assert!(!accepts(&asked("gzip, br;q=0"), "br"));
        assert!(!accepts(&asked("brotli"), "br"));
        assert!(!accepts(&HeaderMap::new(), "gzip"));
    }

    #[test]
    fn nothing_outside_the_folder_is_read() {
        let root = tempfile::tempdir().unwrap();
        std::fs::create_dir(root.path().join("dist")).unwrap();
        std::fs::write(root.path().join("secret.txt"), "s").unwrap();
        std::fs::write(root.path().join("dist/known.txt"), "k").unwrap();
        let assets = Assets::new(Some(root.path().join("dist")));
        assert!(assets.at("/known.txt", &HeaderMap::new()).is_some());
        for path in [
            "/../secret.txt",
            "//etc/passwd",
            "/./../secret.txt",
            "/",
            "",
            "/missing.txt",
        ] {
            assert!(assets.at(path, &HeaderMap::new()).is_none(), "{path}");
        }
    }
}
