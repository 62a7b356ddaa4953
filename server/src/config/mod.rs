//! Settings: flags before the environment before a TOML file before the defaults.

mod layer;

pub use layer::{Layer, LogFormat, Said, Source};

use anyhow::{Context, Result, bail, ensure};
use app::public::Office;
use clap::ArgMatches;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The settings file looked for when none is named.
pub const FILE: &str = "huiyin.toml";

/// How connections are protected.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Tls {
    /// Plain HTTP: this machine only, or behind a proxy that ends TLS.
    Off,
    /// A certificate from an authority.
    Given { certificate: PathBuf, key: PathBuf },
    /// One made at first start and kept in this folder.
    SelfSigned { folder: PathBuf },
}

/// How signing in and staying signed in is limited (*policy* of the county).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct SignInPolicy {
    /// Wrong passwords in a row until the name is locked.
    pub failures: u32,
    /// Tries a minute from one address, whatever the name; 0: no limit.
    pub a_minute: u32,
    /// How long it stays locked.
    pub lockout: Duration,
    /// A session without a call ends after this.
    pub idle: Duration,
    /// Every session ends after this.
    pub absolute: Duration,
}

/// A place in an S3-compatible store; its address and keys are read from the environment (`AWS_…`).
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Bucket {
    pub name: String,
    /// Under which everything of ours lies; may be empty.
    pub prefix: String,
}

/// The font files somebody named for PDFs; where none is named, the system's are looked through.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct FontFiles {
    /// Running text.
    pub body: Option<PathBuf>,
    /// Titles and the organ's mark.
    pub title: Option<PathBuf>,
    /// Headings.
    pub heading: Option<PathBuf>,
}

/// Everything in force, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The SQLite file.
    pub database: PathBuf,
    /// The folder where unfinished uploads lie and, unless there is a bucket, whole files.
    pub attachments: PathBuf,
    /// Where whole files lie instead.
    pub bucket: Option<Bucket>,
    pub listen: SocketAddr,
    /// `None`: no metrics are shown.
    pub metrics_listen: Option<SocketAddr>,
    pub tls: Tls,
    pub log: String,
    pub log_format: LogFormat,
    /// Scheme, host and port, without a slash at the end.
    pub public_origin: Option<String>,
    pub county: Option<String>,
    /// How citizens reach the bureau.
    pub office: Office,
    /// Public queries a minute from one address; 0: no limit.
    pub queries_a_minute: u32,
    pub fonts: FontFiles,
    pub dist: Option<PathBuf>,
    pub trust_forwarded: bool,
    pub sign_in: SignInPolicy,
}

impl Settings {
    /// The settings of a server on this database with everything else at its default.
    ///
    /// # Errors
    /// The database is not one this program can use.
    pub fn for_database(database: &str) -> Result<Settings> {
        resolve(Layer {
            database: Some(database.to_owned()),
            ..Layer::default()
        })
    }

    /// Whether browsers reach this server by HTTPS, directly or through a proxy.
    pub fn is_https(&self) -> bool {
        self.tls != Tls::Off
            || self
                .public_origin
                .as_deref()
                .is_some_and(|origin| origin.starts_with("https://"))
    }
}

/// The settings in force, and what `doctor` tells about them.
#[derive(Clone, Debug)]
pub struct Loaded {
    pub settings: Settings,
    pub said: Vec<Said>,
    /// The file that was read.
    pub file: Option<PathBuf>,
}

/// Reads the file, named or found, and puts flags and environment on top.
///
/// # Errors
/// The named file is missing, a file cannot be understood, or two settings contradict each other.
pub fn load(given: Layer, matches: &ArgMatches, named: Option<&Path>) -> Result<Loaded> {
    let found = Path::new(FILE);
    let file = named.or_else(|| found.is_file().then_some(found));
    let below = match file {
        Some(path) => read(path)?,
        None => Layer::default(),
    };
    let layer = given.above(below.clone());
    let said = layer.clone().above(Layer::defaults()).said(matches, &below);
    Ok(Loaded {
        settings: resolve(layer)?,
        said,
        file: file.map(Path::to_owned),
    })
}

fn read(path: &Path) -> Result<Layer> {
    let text = std::fs::read_to_string(path).with_context(|| {
        format!(
            "读不到设置文件 · cannot read settings file {}",
            path.display()
        )
    })?;
    toml::from_str(&text)
        .with_context(|| format!("设置文件有误 · mistake in settings file {}", path.display()))
}

fn resolve(layer: Layer) -> Result<Settings> {
    let layer = layer.above(Layer::defaults());
    let database = database_path(&set(layer.database, "database")?)?;
    let tls = match (
        layer.tls_cert,
        layer.tls_key,
        set(layer.tls_self_signed, "tls_self_signed")?,
    ) {
        (None, None, false) => Tls::Off,
        (Some(certificate), Some(key), false) => Tls::Given { certificate, key },
        (None, None, true) => Tls::SelfSigned {
            folder: beside(&database, "tls"),
        },
        (Some(_), Some(_), true) => bail!(
            "给了证书就不要再开自签证书 · a certificate is given: tls_self_signed must be off"
        ),
        _ => bail!("证书和私钥要一起给 · tls_cert and tls_key belong together"),
    };
    let lasting = |count: Option<u32>, name, seconds: u64| -> Result<Duration> {
        let count = set(count, name)?;
        ensure!(count > 0, "{name} 要大于 0 · {name} must be more than 0");
        Ok(Duration::from_secs(u64::from(count) * seconds))
    };
    let failures = set(layer.sign_in_failures, "sign_in_failures")?;
    ensure!(
        failures > 0,
        "sign_in_failures 要大于 0 · sign_in_failures must be more than 0"
    );
    let (attachments, bucket) = attachments_place(layer.attachments.as_deref(), &database)?;
    Ok(Settings {
        attachments,
        bucket,
        database,
        listen: set(layer.listen, "listen")?,
        metrics_listen: metrics_address(&set(layer.metrics_listen, "metrics_listen")?)?,
        tls,
        log: set(layer.log, "log")?,
        log_format: set(layer.log_format, "log_format")?,
        public_origin: layer.public_origin.as_deref().map(origin).transpose()?,
        county: layer.county,
        office: Office {
            bureau: String::new(),
            telephone: layer.telephone.unwrap_or_default(),
            hours: layer.hours.unwrap_or_default(),
            address: layer.address.unwrap_or_default(),
        },
        queries_a_minute: set(layer.queries_a_minute, "queries_a_minute")?,
        fonts: FontFiles {
            body: layer.font,
            title: layer.title_font,
            heading: layer.heading_font,
        },
        dist: layer.dist,
        trust_forwarded: set(layer.trust_forwarded, "trust_forwarded")?,
        sign_in: SignInPolicy {
            failures,
            a_minute: set(layer.sign_ins_a_minute, "sign_ins_a_minute")?,
            lockout: lasting(layer.lockout_minutes, "lockout_minutes", 60)?,
            idle: lasting(layer.session_idle_hours, "session_idle_hours", 3600)?,
            absolute: lasting(layer.session_days, "session_days", 24 * 3600)?,
        },
    })
}

fn set<T>(value: Option<T>, name: &str) -> Result<T> {
    value.with_context(|| format!("没有设置 {name} · {name} is not set"))
}

fn metrics_address(text: &str) -> Result<Option<SocketAddr>> {
    match text {
        "off" => Ok(None),
        _ => text.parse().map(Some).with_context(|| {
            format!("指标地址写作 127.0.0.1:9464 或 off · metrics_listen is an address and port, or off, not {text:?}")
        }),
    }
}

/// The file meant by a path or a `sqlite:` URL.
fn database_path(text: &str) -> Result<PathBuf> {
    let path = match text.split_once(':') {
        Some(("sqlite", path)) => path.strip_prefix("//").unwrap_or(path),
        Some(("postgres" | "postgresql", _)) => {
            bail!("这一版只用 SQLite · this version keeps its data in SQLite only")
        }
        _ => text,
    };
    let path = path.split('?').next().unwrap_or_default();
    if path.is_empty() || path == ":memory:" {
        bail!("数据库要放在一个文件里 · the database must be a file, not {text:?}");
    }
    Ok(PathBuf::from(path))
}

/// The folder meant by a path or a `file:` URL, or the bucket meant by an `s3:` URL; `attachments` beside the
/// database where no folder is named.
fn attachments_place(text: Option<&str>, database: &Path) -> Result<(PathBuf, Option<Bucket>)> {
    let Some(text) = text.filter(|text| !text.is_empty()) else {
        return Ok((beside(database, "attachments"), None));
    };
    match text.split_once("://") {
        None => Ok((PathBuf::from(text), None)),
        Some(("file", path)) if path.starts_with('/') => Ok((PathBuf::from(path), None)),
        Some(("s3", place)) if !place.starts_with('/') && !place.is_empty() => {
            let (name, prefix) = place.split_once('/').unwrap_or((place, ""));
            let bucket = Bucket {
                name: name.to_owned(),
                prefix: prefix.trim_matches('/').to_owned(),
            };
            Ok((beside(database, "attachments"), Some(bucket)))
        }
        Some(_) => bail!(
            "附件位置写作路径、file:///路径 或 s3://桶/前缀 · attachments is a folder, file:///folder or s3://bucket/prefix, not {text:?}"
        ),
    }
}

fn beside(database: &Path, name: &str) -> PathBuf {
    database.parent().unwrap_or(Path::new("")).join(name)
}

fn origin(text: &str) -> Result<String> {
    let text = text.trim_end_matches('/');
    let host = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    match host {
        Some(host) if !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']) => {
            Ok(text.to_ascii_lowercase())
        }
        _ => {
            bail!("对外网址写作 https://名称 · public_origin is https://name[:port], not {text:?}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::{Args, Command, FromArgMatches};

    fn loaded(flags: &[&str], file: &str) -> Result<Loaded> {
        let folder = tempfile::tempdir()?;
        let path = folder.path().join("settings.toml");
        std::fs::write(&path, file)?;
        let command = Layer::augment_args(Command::new("server"));
        let matches = command.try_get_matches_from([&["server"], flags].concat())?;
        load(Layer::from_arg_matches(&matches)?, &matches, Some(&path))
    }

    fn source(loaded: &Loaded, name: &str) -> Source {
        loaded
            .said
            .iter()
            .find(|said| said.name == name)
            .unwrap()
            .source
    }

    #[test]
    fn a_flag_beats_the_file_and_the_file_beats_the_default() {
        let file = "database = \"a.db\"\nsign_in_failures = 3";
        let loaded = loaded(&["--database", "b.db"], file).unwrap();
        assert_eq!(loaded.settings.database, Path::new("b.db"));
        assert_eq!(loaded.settings.sign_in.failures, 3);
        assert_eq!(
            loaded.settings.sign_in.lockout,
            Duration::from_secs(15 * 60)
        );
        assert_eq!(source(&loaded, "database"), Source::Flag);
        assert_eq!(source(&loaded, "sign_in_failures"), Source::File);
        assert_eq!(source(&loaded, "listen"), Source::Default);
    }

    #[test]
    fn a_misspelt_key_is_an_error_and_not_silence() {
        let error = loaded(&[], "databse = \"a.db\"").unwrap_err();
        assert!(format!("{error:#}").contains("databse"));
    }

    #[test]
    fn a_certificate_without_its_key_is_an_error() {
        assert!(loaded(&["--tls-cert", "c.pem"], "").is_err());
        assert!(loaded(&["--tls-cert", "c.pem", "--tls-key", "k.pem"], "").is_ok());
        assert!(
            loaded(
                &[
                    "--tls-cert",
                    "c",
                    "--tls-key",
                    "k",
                    "--tls-self-signed",
                    "1"
                ],
                ""
            )
            .is_err()
        );
    }

    #[test]
    fn a_database_is_a_path_or_a_url_of_sqlite() {
        let path = |text| database_path(text).ok();
        assert_eq!(path("var/a.db"), Some(PathBuf::from("var/a.db")));
        assert_eq!(path("sqlite:a.db"), Some(PathBuf::from("a.db")));
        assert_eq!(
            path("sqlite:///srv/a.db?mode=rwc"),
            Some(PathBuf::from("/srv/a.db"))
        );
        assert_eq!(path("sqlite::memory:"), None);
        assert_eq!(path("postgres://u:p@h/db"), None);
    }

    #[test]
    fn attachments_lie_beside_the_database_or_where_one_says() {
        let place = |text| attachments_place(text, Path::new("/srv/a.db")).ok();
        let folder = |text| place(text).map(|(folder, _)| folder);
        for nothing in [None, Some("")] {
            assert_eq!(folder(nothing), Some(PathBuf::from("/srv/attachments")));
        }
        assert_eq!(
            folder(Some("/big/files")),
            Some(PathBuf::from("/big/files"))
        );
        assert_eq!(
            folder(Some("file:///big/files")),
            Some(PathBuf::from("/big/files"))
        );
        let bucket = |text| place(Some(text)).and_then(|(_, bucket)| bucket);
        let named = |name: &str, prefix: &str| Bucket {
            name: name.to_owned(),
            prefix: prefix.to_owned(),
        };
        assert_eq!(bucket("s3://files"), Some(named("files", "")));
        assert_eq!(
            bucket("s3://files/qinghe/huiyin/"),
            Some(named("files", "qinghe/huiyin"))
        );
        assert_eq!(
            folder(Some("s3://files")),
            Some(PathBuf::from("/srv/attachments")),
            "unfinished uploads stay on this disk"
        );
        assert_eq!(folder(Some("s3://")), None);
        assert_eq!(folder(Some("file://host/files")), None);
    }

    #[test]
    fn an_origin_is_scheme_and_host() {
        assert_eq!(
            origin("https://XF.example.cn/").unwrap(),
            "https://xf.example.cn"
        );
        for wrong in [
            "xf.example.cn",
            "https://",
            "https://a/b",
            "https://u@a",
            "ftp://a",
        ] {
            assert!(origin(wrong).is_err(), "{wrong}");
        }
    }
}
