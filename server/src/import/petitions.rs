//! `server import petitions`: citizens' messages with their answers.
//!
//! Rows go in batches, each in one transaction, and every command's id follows from its row: a run that was
//! killed is finished by running again, and a second run adds nothing.

use super::columns::{Columns, Mapped, mapping_file};
use super::encoding::Encoding;
use super::ids;
use super::message::{Message, Mistake};
use super::office::Office;
use super::plan::{plan, refused};
use super::report::{Report, nothing_done};
use super::table::{Row, Table};
use super::words::Told;
use crate::store::{Issue, Issued, Ledger};
use anyhow::Result;
use chrono::Utc;
use domain::ids::{Moment, RecordId};
use std::collections::HashMap;
use std::path::PathBuf;
use std::process::ExitCode;

/// Rows in one transaction: few enough to lose little in a crash, enough that the disk is not what is slow.
const BATCH: usize = 100;

/// Brings in citizens' messages and their answers · 导入群众留言和答复
#[derive(clap::Args, Clone, Debug)]
pub struct PetitionsArgs {
    /// The file: CSV (UTF-8 or GB18030) or xlsx · 文件
    pub file: PathBuf,
    /// Which header is which column, for example received_at=时间; may be repeated · 表头对照
    #[arg(long, value_name = "COLUMN=HEADER")]
    pub map: Vec<Mapped>,
    /// A TOML file of such pairs: received_at = "时间" · 表头对照文件
    #[arg(long, value_name = "FILE")]
    pub mapping: Option<PathBuf>,
    /// The unit that answered: its name, code or id [the bureau itself] · 答复单位
    #[arg(long)]
    pub unit: Option<String>,
    /// The bureau whose register this is, where there are several · 信访局
    #[arg(long)]
    pub bureau: Option<String>,
    /// Where the messages come from; numbers of different sources never meet · 来源
    #[arg(long, default_value = "网上留言")]
    pub source: String,
    /// Check every row against the law and write nothing · 只检查不写入
    #[arg(long)]
    pub dry_run: bool,
    /// Rejections and, at the end, one line of counts as JSON on stdout · 用 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// Runs the import. `county` names the county of an installation without units.
///
/// Exit status 0: every row went in or was there; 1: rows were rejected; 2: it could not be done.
pub async fn run(args: &PetitionsArgs, ledger: &Ledger, county: Option<&str>) -> ExitCode {
    let mut report = Report::new(args.json, args.dry_run, 0);
    match import(args, ledger, county, &mut report).await {
        Ok(()) => {
            report.end(None);
            report.counts.exit_code()
        }
        Err(error) => {
            let words = format!("{error:#}");
            eprintln!("{words}");
            report.end(Some(&words));
            nothing_done()
        }
    }
}

async fn import(
    args: &PetitionsArgs,
    ledger: &Ledger,
    county: Option<&str>,
    report: &mut Report,
) -> Result<()> {
    let mut mapped = args.map.clone();
    if let Some(file) = &args.mapping {
        mapped.extend(mapping_file(file)?);
    }
    let table = super::open(&args.file)?;
    if table.encoding == Some(Encoding::Gb18030) {
        eprintln!("文件按 GB18030 读取 · the file is read as GB18030");
    }
    let columns = Columns::find(&table.headers, &mapped)?;
    let directory = ledger.directory().await?;
    let office = Office::find(
        &directory,
        county,
        args.bureau.as_deref(),
        args.unit.as_deref(),
    )?;
    if !args.dry_run {
        if office.is_first() {
            eprintln!(
                "还没有机构，先建县和信访局 · no organisation yet: a county and its bureau are added"
            );
        }
        office.install(ledger).await?;
    }
    report.expect(table.rows.len() as u64);
    let mut run = Run {
        ledger,
        office: &office,
        columns: &columns,
        source: &args.source,
        dry_run: args.dry_run,
        now: Utc::now(),
        report,
        waiting: Vec::new(),
        met: HashMap::new(),
    };
    run.rows(&table).await
}

/// An import under way.
struct Run<'a> {
    ledger: &'a Ledger,
    office: &'a Office,
    columns: &'a Columns,
    source: &'a str,
    dry_run: bool,
    now: Moment,
    report: &'a mut Report,
    /// Rows planned and not yet written, with their commands.
    waiting: Vec<(&'a Row, Vec<Issued>)>,
    /// Messages met in this file: the line and the class there.
    met: HashMap<RecordId, (u64, String)>,
}

impl<'a> Run<'a> {
    async fn rows(&mut self, table: &'a Table) -> Result<()> {
        for row in &table.rows {
            match Message::read(row, self.columns, table, self.now) {
                Ok(message) => self.message(row, &message).await?,
                Err(mistakes) => self.report.reject(row, &mistakes, self.columns),
            }
            if self.waiting.len() >= BATCH {
                self.write().await?;
            }
        }
        self.write().await
    }

    async fn message(&mut self, row: &'a Row, message: &Message) -> Result<()> {
        let id = ids::record(self.source, self.office.bureau, message);
        let again = self.met.get(&id).cloned();
        match &again {
            Some((line, class)) => {
                self.write().await?;
                if *class != message.class {
                    self.report
                        .note(row, &other_class(*line, class, &message.class));
                }
            }
            None => {
                self.met.insert(id, (row.line, message.class.clone()));
            }
        }
        let existing = self.ledger.record(id).await?;
        if self.dry_run && existing.is_none() && again.is_some() {
            // A dry run wrote nothing the second time the file holds it.
            self.report.counts.unchanged += 1;
            return Ok(());
        }
        match plan(message, id, self.office, existing.as_ref(), self.now) {
            Ok(commands) if commands.is_empty() => self.report.counts.unchanged += 1,
            Ok(commands) => self.waiting.push((row, commands)),
            Err(mistake) => self.reject(row, mistake),
        }
        Ok(())
    }

    /// Writes what waits, in one transaction.
    async fn write(&mut self) -> Result<()> {
        let waiting = std::mem::take(&mut self.waiting);
        if self.dry_run {
            self.report.counts.imported += waiting.len() as u64;
            return Ok(());
        }
        if !waiting.is_empty() {
            let lengths: Vec<(&Row, usize)> = waiting
                .iter()
                .map(|(row, commands)| (*row, commands.len()))
                .collect();
            let commands = waiting
                .into_iter()
                .flat_map(|(_, commands)| commands)
                .collect();
            let mut outcomes = self.ledger.issue(commands).await?.into_iter();
            for (row, length) in lengths {
                self.settle(row, outcomes.by_ref().take(length).collect());
            }
        }
        self.report.progress();
        Ok(())
    }

    fn settle(&mut self, row: &Row, outcomes: Vec<Issue>) {
        let mut new = false;
        for outcome in outcomes {
            match outcome {
                Issue::Done { .. } => new = true,
                Issue::Known => {}
                // Somebody acted on the record between the rehearsal and the writing.
                Issue::Refused(no) => return self.reject(row, refused(no)),
            }
        }
        if new {
            self.report.counts.imported += 1;
        } else {
            self.report.counts.unchanged += 1;
        }
    }

    fn reject(&mut self, row: &Row, mistake: Mistake) {
        self.report.reject(row, &[mistake], self.columns);
    }
}

/// The same message twice in a file, under two classes: an item has one, and the first stands.
fn other_class(line: u64, first: &str, second: &str) -> Told {
    Told::new(
        format!("同一条留言在第 {line} 行已有，那里的分类是“{first}”，这里是“{second}”，保留前者"),
        format!(
            "the same message is on line {line} with class “{first}”; this one's “{second}” is left out"
        ),
    )
}
