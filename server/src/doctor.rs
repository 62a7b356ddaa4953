//! `server doctor`: what is in force, and what is wrong.

mod papers;

use crate::assets::Assets;
use crate::attachment;
use crate::config::{Loaded, Settings, Source, Tls};
use crate::tls;
use anyhow::Result;
use chrono::{Datelike, Utc};
use domain::deadline::Calendar;
use domain::ids::day_of;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::fmt::Write;
use std::net::TcpListener;
use std::path::Path;

/// How a check turned out.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Verdict {
    Good,
    /// It runs, but somebody should know.
    Mind,
    /// It does not run, or not safely.
    Wrong,
}

/// One check, told in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Finding {
    pub verdict: Verdict,
    pub words: String,
}

/// The whole examination.
#[derive(Clone, Debug)]
pub struct Report {
    text: String,
    findings: Vec<Finding>,
}

impl Report {
    /// Whether the server can run as it is set.
    pub fn is_well(&self) -> bool {
        self.findings
            .iter()
            .all(|finding| finding.verdict != Verdict::Wrong)
    }

    /// What was found.
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }
}

impl std::fmt::Display for Report {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

/// Looks at everything and changes nothing.
///
/// # Errors
/// Only when the report itself cannot be written.
pub async fn examine(loaded: &Loaded) -> Result<Report> {
    let settings = &loaded.settings;
    let mut findings = vec![
        database(settings).await,
        client(settings),
        listener(settings),
    ];
    findings.extend(nobody(settings).await);
    findings.extend(attachments(settings).await);
    findings.extend(papers::frozen(settings).await);
    findings.push(papers::font(settings));
    findings.extend(protection(settings));
    findings.push(calendar(settings).await);

    let mut text = format!("回音 Huiyin {}\n\n", env!("CARGO_PKG_VERSION"));
    match &loaded.file {
        Some(file) => writeln!(text, "设置 · Settings ({})", file.display())?,
        None => writeln!(text, "设置 · Settings")?,
    }
    for said in &loaded.said {
        let value = if said.value.is_empty() {
            "—"
        } else {
            &said.value
        };
        writeln!(
            text,
            "  {:<26} {value}  （{}）",
            said.env,
            source(said.source)
        )?;
    }
    writeln!(text, "\n检查 · Checks")?;
    for finding in &findings {
        let mark = match finding.verdict {
            Verdict::Good => "✓",
            Verdict::Mind => "!",
            Verdict::Wrong => "✗",
        };
        writeln!(text, "  {mark} {}", finding.words)?;
    }
    Ok(Report { text, findings })
}

fn source(source: Source) -> &'static str {
    match source {
        Source::Flag => "命令行 · flag",
        Source::Environment => "环境变量 · environment",
        Source::File => "文件 · file",
        Source::Default => "默认 · default",
    }
}

fn finding(verdict: Verdict, words: impl Into<String>) -> Finding {
    Finding {
        verdict,
        words: words.into(),
    }
}

async fn database(settings: &Settings) -> Finding {
    let path = &settings.database;
    let shown = path.display();
    if !path.exists() {
        return finding(
            Verdict::Mind,
            format!(
                "还没有数据库，启动时会建 · no database yet, the first start makes it: {shown}"
            ),
        );
    }
    match look_into(path).await {
        Ok(verdict) if verdict == "ok" => finding(
            Verdict::Good,
            format!("数据库完好 · the database is sound: {shown}"),
        ),
        Ok(verdict) => finding(
            Verdict::Wrong,
            format!(
                "数据库有损坏，请用备份恢复 · the database is damaged, restore a backup: {verdict}"
            ),
        ),
        Err(error) => finding(
            Verdict::Wrong,
            format!("数据库打不开 · the database cannot be opened: {error}"),
        ),
    }
}

async fn look_into(path: &Path) -> Result<String, sqlx::Error> {
    let mut connection = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .connect()
        .await?;
    sqlx::query("SELECT epoch FROM sync_meta")
        .fetch_one(&mut connection)
        .await?;
    let verdict = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_one(&mut connection)
        .await?;
    connection.close().await?;
    Ok(verdict)
}

/// Files against the database; silent where there is no database to ask.
async fn attachments(settings: &Settings) -> Option<Finding> {
    if !settings.database.exists() {
        return None;
    }
    let folder = settings.attachments.display();
    Some(match attachment::take_stock(settings).await {
        Ok(stock) if stock.missing > 0 => finding(
            Verdict::Wrong,
            format!(
                "有 {0} 个附件文件不见了，请从备份恢复目录 · {0} files of attachments are missing, restore the folder: {folder}",
                stock.missing
            ),
        ),
        Ok(stock) => finding(
            if stock.unknown > 0 {
                Verdict::Mind
            } else {
                Verdict::Good
            },
            format!(
                "附件 {} 个，未传完 {} 个，数据库不认识的 {} 个 · attachments: {0} stored, {1} unfinished, {2} unknown to the database: {folder}",
                stock.there, stock.unfinished, stock.unknown
            ),
        ),
        Err(error) => finding(
            Verdict::Mind,
            format!("附件没有清点成 · the attachments could not be counted: {error:#}"),
        ),
    })
}

/// Whether there is nobody yet who could sign in; a database that does not answer was told of already.
async fn nobody(settings: &Settings) -> Option<Finding> {
    let mut connection = SqliteConnectOptions::new()
        .filename(&settings.database)
        .create_if_missing(false)
        .connect()
        .await
        .ok()?;
    let accounts: i64 = sqlx::query_scalar("SELECT count(*) FROM account")
        .fetch_one(&mut connection)
        .await
        .ok()?;
    connection.close().await.ok()?;
    (accounts == 0).then(|| {
        finding(
            Verdict::Mind,
            "还没有账号：server import organisation · nobody can sign in yet: server import organisation",
        )
    })
}

/// The tables of rest days taken in so far; none where the database does not answer.
async fn tables(settings: &Settings) -> Option<Vec<String>> {
    let mut connection = SqliteConnectOptions::new()
        .filename(&settings.database)
        .create_if_missing(false)
        .connect()
        .await
        .ok()?;
    let tables = sqlx::query_scalar("SELECT body FROM rest_day_table ORDER BY nth")
        .fetch_all(&mut connection)
        .await
        .ok();
    connection.close().await.ok()?;
    tables
}

fn client(settings: &Settings) -> Finding {
    if Assets::new(settings.dist.clone()).is_built() {
        finding(Verdict::Good, "客户端已在 · the client is there")
    } else {
        finding(
            Verdict::Wrong,
            "客户端还没有编译：cargo xtask client · the client is not built: cargo xtask client",
        )
    }
}

fn listener(settings: &Settings) -> Finding {
    let listen = settings.listen;
    match TcpListener::bind(listen) {
        Ok(_) => finding(
            Verdict::Good,
            format!("地址可用 · the address is free: {listen}"),
        ),
        Err(error) => finding(
            Verdict::Mind,
            format!(
                "地址现在用不了，可能正在运行 · the address is taken, perhaps by this very server: {listen}: {error}"
            ),
        ),
    }
}

fn protection(settings: &Settings) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !settings.is_https() && !settings.listen.ip().is_loopback() {
        findings.push(finding(
            Verdict::Wrong,
            "别的设备经 http 连接：密码不受保护，平板也不能离线。请配置证书或 HUIYIN_TLS_SELF_SIGNED=true · \
             other devices connect by http: passwords are unprotected and tablets cannot work offline; \
             give a certificate or set HUIYIN_TLS_SELF_SIGNED=true",
        ));
    }
    if let Tls::Given { .. } = settings.tls {
        findings.push(match tls::configure(settings) {
            Ok(_) => finding(Verdict::Good, "证书可用 · the certificate can be used"),
            Err(error) => finding(Verdict::Wrong, format!("{error:#}")),
        });
    }
    if let Some(authority) = tls::authority_file(settings) {
        findings.push(finding(
            Verdict::Mind,
            format!(
                "自签证书：请把 {0} 装到每台平板 · self-signed: install {0} on every tablet",
                authority.display()
            ),
        ));
    }
    if settings
        .metrics_listen
        .is_some_and(|address| !address.ip().is_loopback())
    {
        findings.push(finding(
            Verdict::Mind,
            "别的机器能看到运行指标 · other machines can read the metrics",
        ));
    }
    if settings.trust_forwarded && !settings.listen.ip().is_loopback() {
        findings.push(finding(
            Verdict::Mind,
            "信任转发地址而服务对外：来源地址可以伪造 · forwarded addresses are believed although everybody can connect: they can be forged",
        ));
    }
    findings
}

/// The notice for a year comes in the autumn before; until then its limits are counted by weekends alone.
async fn calendar(settings: &Settings) -> Finding {
    let today = day_of(Utc::now());
    let mut calendar = Calendar::shipped().clone();
    for table in tables(settings).await.unwrap_or_default() {
        if let Ok(more) = Calendar::parse(&table) {
            calendar = calendar.with(more);
        }
    }
    let next_year = today.year() + i32::from(today.month() >= 11);
    if calendar.knows(next_year) {
        finding(
            Verdict::Good,
            format!("{next_year} 年放假安排已在 · the rest days of {next_year} are known"),
        )
    } else {
        finding(
            Verdict::Mind,
            format!(
                "没有 {next_year} 年放假安排，期限只按周末推算：server import rest-days · the rest days of {next_year} are not known, limits count weekends only: server import rest-days"
            ),
        )
    }
}
