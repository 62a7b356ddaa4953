//! One source of settings: what flags, environment or the file say.

use clap::builder::BoolishValueParser;
use clap::parser::ValueSource;
use clap::{ArgMatches, Args};
use serde::Deserialize;
use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

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
                help = help($doc, $default) $(, value_parser = $parser)?
            )]
            pub $name: Option<$type>,
        )*}

        impl Layer {
            /// What holds where nobody says anything; an empty text is no value.
            pub(super) fn defaults() -> Layer {
                Layer {$($name: <$type as FromStr>::from_str($default).ok().filter(|_| !$default.is_empty()),)*}
            }

            /// What this layer says, and what `below` says where this one is silent.
            pub(super) fn above(self, below: Layer) -> Layer {
                Layer {$($name: self.$name.or(below.$name),)*}
            }

            /// What is in force, as text, and where each setting comes from.
            pub(super) fn said(&self, matches: &ArgMatches, file: &Layer) -> Vec<Said> {
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
    /// Folder of attachments, a path or file: URL, or s3://bucket/prefix; beside the database where none is named · 附件位置
    attachments: String = "", "HUIYIN_ATTACHMENTS", "PLACE";
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
    /// Public queries a minute from one address, 0 for no limit · 每个地址每分钟查询次数
    queries_a_minute: u32 = "30", "HUIYIN_QUERIES_A_MINUTE", "COUNT";
    /// Font file for the running text of PDFs; the best of the system where none is named · 文书正文字体
    font: PathBuf = "", "HUIYIN_FONT", "FILE";
    /// Font file for titles and the organ's mark · 文书标题字体
    title_font: PathBuf = "", "HUIYIN_TITLE_FONT", "FILE";
    /// Font file for headings · 文书小标题字体
    heading_font: PathBuf = "", "HUIYIN_HEADING_FONT", "FILE";
    /// A folder with the built client instead of the one inside this program · 客户端目录
    dist: PathBuf = "", "HUIYIN_DIST", "FOLDER";
    /// Believe X-Forwarded-For, only behind a proxy of your own · 信任反向代理
    trust_forwarded: bool = "false", "HUIYIN_TRUST_FORWARDED", "BOOL", BoolishValueParser::new();
    /// Wrong passwords until a name is locked · 锁定前的错误次数
    sign_in_failures: u32 = "5", "HUIYIN_SIGN_IN_FAILURES", "COUNT";
    /// Tries to sign in a minute from one address, 0 for no limit · 每个地址每分钟登录次数
    sign_ins_a_minute: u32 = "30", "HUIYIN_SIGN_INS_A_MINUTE", "COUNT";
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

fn help(doc: &str, default: &str) -> String {
    match default {
        "" => doc.trim().to_owned(),
        _ => format!("{} [{default}]", doc.trim()),
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
