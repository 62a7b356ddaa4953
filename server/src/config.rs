//! Settings: flags before the environment before a TOML file before the defaults.

use anyhow::{Context, Result, bail, ensure};
use app::public::Office;
use clap::builder::BoolishValueParser;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args};
use serde::Deserialize;
use std::fmt::Display;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

/// The settings file looked for when none is named.
pub const FILE: &str = "huiyin.toml";

/// Declares every setting once: as a flag, an environment variable and a key of the file, with its default as text.
macro_rules! settings {
    ($(#[doc = $doc:literal] $name:ident: $type:ty = $default:literal, $env:literal, $value:literal $(, $parser:expr)?;)*) => {
        /// One source of settings; what it does not say is left to the next.
        #[derive(Args, Deserialize, Default, Clone, Debug)]
        #[serde(default, deny_unknown_fields)]
        #[command(next_help_heading = "Settings · 设置")]
        pub struct Layer {$(
            #[doc = $doc]
            #[arg(
                long, env = $env, global = true, value_name = $value, hide_env_values = true,
                help = concat!($doc, " [", $default, "]") $(, value_parser = $parser)?
            )]
            pub $name: Option<$type>,
        )*}

        impl Layer {
            /// What holds where nobody says anything; an empty text is no value.
            fn defaults() -> Layer {
                Layer {$($name: <$type as FromStr>::from_str($default).ok().filter(|_| !$default.is_empty()),)*}
            }

            /// What this layer says, and what `below` says where this one is silent.
            fn above(self, below: Layer) -> Layer {
                Layer {$($name: self.$name.or(below.$name),)*}
            }

            /// What is in force, as text, and where each setting comes from.
            fn said(&self, matches: &ArgMatches, file: &Layer) -> Vec<Said> {
                vec![$({
                    let source = match matches.value_source(stringify!($name)) {
                        Some(ValueSource::CommandLine) => Source::Flag,
                        Some(ValueSource::EnvVariable) => Source::Environment,
                        _ if file.$name.is_some() => Source::File,
                        _ => Source::Default,
                    };
                    let value = self.$name.as_ref().map(shown).unwrap_or_default();
                    Said { name: stringify!($name), env: $env, value, source }
                },)*]
            }
        }
    };
}

settings! {
    /// Database, a path or sqlite: URL · 数据库
    database: String = "var/huiyin.db", "HUIYIN_DATABASE", "PATH";
    /// Address and port of the desk and the public pages · 服务地址
    listen: SocketAddr = "127.0.0.1:8080", "HUIYIN_LISTEN", "ADDRESS:PORT";
    /// Address and port of /metrics, or off · 指标地址
    metrics_listen: String = "127.0.0.1:9464", "HUIYIN_METRICS_LISTEN", "ADDRESS:PORT";
    /// Certificate chain in PEM; with the key, turns on HTTPS · 证书
    tls_cert: PathBuf = "", "HUIYIN_TLS_CERT", "FILE";
    /// Private key in PEM · 私钥
    tls_key: PathBuf = "", "HUIYIN_TLS_KEY", "FILE";
    /// HTTPS with a certificate made at the first start · 自签证书
    tls_self_signed: bool = "false", "HUIYIN_TLS_SELF_SIGNED", "BOOL", BoolishValueParser::new();
    /// What is logged, for example info or server=debug · 日志级别
    log: String = "info", "HUIYIN_LOG", "FILTER";
    /// text or json · 日志格式
    log_format: LogFormat = "text", "HUIYIN_LOG_FORMAT", "FORMAT";
    /// The address people type, for example https://xf.example.gov.cn, where it is another one · 对外网址
    public_origin: String = "", "HUIYIN_PUBLIC_ORIGIN", "ORIGIN";
    /// The county's name where no unit says it · 县名
    county: String = "", "HUIYIN_COUNTY", "NAME";
    /// The bureau's telephone, for the public pages · 信访局电话
    telephone: String = "", "HUIYIN_TELEPHONE", "NUMBER";
    /// When the bureau's window is open, for the public pages · 窗口时间
    hours: String = "", "HUIYIN_HOURS", "WORDS";
    /// The bureau's street address, for the public pages · 信访局地址
    address: String = "", "HUIYIN_ADDRESS", "WORDS";
    /// A folder with the built client instead of the one inside this program · 客户端目录
    dist: PathBuf = "", "HUIYIN_DIST", "FOLDER";
    /// Believe X-Forwarded-For, only behind a proxy of your own · 信任反向代理
    trust_forwarded: bool = "false", "HUIYIN_TRUST_FORWARDED", "BOOL", BoolishValueParser::new();
    /// Wrong passwords until a name is locked · 锁定前的错误次数
    sign_in_failures: u32 = "5", "HUIYIN_SIGN_IN_FAILURES", "COUNT";
    /// Minutes a name stays locked · 锁定分钟数
    lockout_minutes: u32 = "15", "HUIYIN_LOCKOUT_MINUTES", "MINUTES";
    /// Hours without a call until a session ends · 会话空闲小时数
    session_idle_hours: u32 = "12", "HUIYIN_SESSION_IDLE_HOURS", "HOURS";
    /// Days until a session ends in any case · 会话最长天数
    session_days: u32 = "7", "HUIYIN_SESSION_DAYS", "DAYS";
}

/// How log lines look.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// For collectors, one object a line.
    Json,
}

impl Display for LogFormat {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            LogFormat::Text => "text",
            LogFormat::Json => "json",
        })
    }
}

impl FromStr for LogFormat {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("text 或 json · text or json".to_owned()),
        }
    }
}

/// A setting as text.
trait Shown {
    fn shown(&self) -> String;
}

macro_rules! shown_by_display {
    ($($type:ty),*) => {$(impl Shown for $type { fn shown(&self) -> String { self.to_string() } })*};
}

shown_by_display!(String, SocketAddr, bool, u32, LogFormat);

impl Shown for PathBuf {
    fn shown(&self) -> String {
        self.display().to_string()
    }
}

fn shown(value: &impl Shown) -> String {
    without_password(&value.shown())
}

/// Hides the password of an address such as `postgres://name:secret@host/db`.
fn without_password(text: &str) -> String {
    let Some((scheme, rest)) = text.split_once("://") else {
        return text.to_owned();
    };
    let authority_end = rest.find('/').unwrap_or(rest.len());
    match rest[..authority_end].rsplit_once('@') {
        Some((login, host)) => {
            let name = login.split(':').next().unwrap_or_default();
            format!("{scheme}://{name}:***@{host}{}", &rest[authority_end..])
        }
        None => text.to_owned(),
    }
}

/// Where a setting comes from.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    Flag,
    Environment,
    File,
    Default,
}

/// One setting as `doctor` prints it; secrets are hidden already.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    pub name: &'static str,
    pub env: &'static str,
    /// Empty: there is none.
    pub value: String,
    pub source: Source,
}

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
    /// How long it stays locked.
    pub lockout: Duration,
    /// A session without a call ends after this.
    pub idle: Duration,
    /// Every session ends after this.
    pub absolute: Duration,
}

/// Everything in force, checked.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// The SQLite file.
    pub database: PathBuf,
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
    Ok(Settings {
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
        dist: layer.dist,
        trust_forwarded: set(layer.trust_forwarded, "trust_forwarded")?,
        sign_in: SignInPolicy {
            failures,
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
    use clap::{Command, FromArgMatches};

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
    fn a_password_is_never_shown() {
        assert_eq!(
            without_password("postgres://u:s3cret@h/db"),
            "postgres://u:***@h/db"
        );
        assert_eq!(
            without_password("postgres://u:p@ss@h/db"),
            "postgres://u:***@h/db"
        );
        assert_eq!(without_password("var/huiyin.db"), "var/huiyin.db");
        assert_eq!(without_password("https://a.cn"), "https://a.cn");
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
