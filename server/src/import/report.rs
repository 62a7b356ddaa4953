//! What an import tells while it runs and when it is done.

use super::columns::Columns;
use super::message::Mistake;
use super::table::Row;
use super::words::{self, Told};
use serde::Serialize;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;

/// How many rows went which way.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize)]
pub struct Counts {
    /// New, or with an answer that is new.
    pub imported: u64,
    /// There already, to the last word.
    pub unchanged: u64,
    /// Left out, each with its reason.
    pub rejected: u64,
}

impl Counts {
    /// 0: every row went in or was there; 1: some did not.
    pub fn exit_code(self) -> ExitCode {
        if self.rejected == 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::from(1)
        }
    }

    fn sum(self) -> u64 {
        self.imported + self.unchanged + self.rejected
    }
}

/// The exit status when nothing could be done.
pub fn nothing_done() -> ExitCode {
    ExitCode::from(2)
}

/// A line of the report in JSON.
#[derive(Serialize)]
struct Rejection<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<&'a str>,
    line: u64,
    last_line: u64,
    column: Option<&'a str>,
    reason_zh: &'a str,
    reason_en: &'a str,
}

#[derive(Serialize)]
struct Ending<'a> {
    #[serde(flatten)]
    counts: Counts,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    dry_run: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    error: Option<&'a str>,
}

/// Tells people on stderr how it goes, and programs on stdout when they asked for JSON.
pub struct Report {
    json: bool,
    dry_run: bool,
    terminal: bool,
    total: u64,
    /// So far.
    pub counts: Counts,
}

impl Report {
    /// A report on `total` rows.
    pub fn new(json: bool, dry_run: bool, total: u64) -> Report {
        let terminal = std::io::stderr().is_terminal();
        Report {
            json,
            dry_run,
            terminal,
            total,
            counts: Counts::default(),
        }
    }

    /// The number of rows, once it is known.
    pub fn expect(&mut self, total: u64) {
        self.total = total;
    }

    /// A row that does not go in, with everything wrong with it.
    pub fn reject(&mut self, row: &Row, mistakes: &[Mistake], columns: &Columns) {
        self.counts.rejected += 1;
        for mistake in mistakes {
            let told = words::reason(&mistake.reason);
            let column = mistake.column.map(|column| columns.header(column));
            self.tell_rejection(None, row, column, &told);
        }
    }

    /// A row of one of several tables that does not go in: each reason with the header of its column.
    pub fn reject_in(&mut self, table: &Told, row: &Row, reasons: &[(Option<&str>, Told)]) {
        self.counts.rejected += 1;
        for (column, told) in reasons {
            self.tell_rejection(Some(table), row, *column, told);
        }
    }

    fn tell_rejection(&self, table: Option<&Told>, row: &Row, column: Option<&str>, told: &Told) {
        self.clear_progress();
        let (zh_at, en_at) = place(row, column);
        let (zh_in, en_in) = table.map_or_else(Default::default, |table| {
            (format!("{} ", table.zh), format!("{} ", table.en))
        });
        eprintln!("{zh_in}{zh_at}：{} · {en_in}{en_at}: {}", told.zh, told.en);
        if self.json {
            print_json(&Rejection {
                table: table.map(|table| table.en.as_str()),
                line: row.line,
                last_line: row.last_line,
                column,
                reason_zh: &told.zh,
                reason_en: &told.en,
            });
        }
    }

    /// Something worth knowing about the whole, on stderr.
    pub fn mention(&self, told: &Told) {
        self.clear_progress();
        eprintln!("{}", told.line());
    }

    /// Something worth knowing about a row that goes in or is there.
    pub fn note(&self, row: &Row, told: &Told) {
        self.clear_progress();
        let (zh_at, en_at) = place(row, None);
        eprintln!("{zh_at}：{} · {en_at}: {}", told.zh, told.en);
    }

    /// The count, where somebody watches.
    pub fn progress(&self) {
        if self.terminal {
            eprint!("\r{} / {}", self.counts.sum(), self.total);
        }
    }

    fn clear_progress(&self) {
        if self.terminal {
            eprint!("\r\x1b[K");
        }
    }

    /// The last line.
    pub fn end(&self, error: Option<&str>) {
        self.clear_progress();
        let Counts {
            imported,
            unchanged,
            rejected,
        } = self.counts;
        let (zh, en) = if self.dry_run {
            ("试运行，没有写入：", "dry run, nothing written: ")
        } else {
            ("", "")
        };
        let words = format!(
            "{zh}导入 {imported}，已有 {unchanged}，未导入 {rejected} · \
             {en}{imported} imported, {unchanged} unchanged, {rejected} rejected"
        );
        if self.json {
            print_json(&Ending {
                counts: self.counts,
                dry_run: self.dry_run,
                error,
            });
        } else {
            println!("{words}");
        }
    }
}

/// Where a row stands, and which of its columns is meant.
fn place(row: &Row, column: Option<&str>) -> (String, String) {
    let lines = if row.line == row.last_line {
        (format!("第 {} 行", row.line), format!("line {}", row.line))
    } else {
        let Row {
            line, last_line, ..
        } = row;
        (
            format!("第 {line}–{last_line} 行"),
            format!("lines {line}–{last_line}"),
        )
    };
    match column {
        Some(column) => (
            format!("{} {column}", lines.0),
            format!("{}, {column}", lines.1),
        ),
        None => lines,
    }
}

fn print_json(line: &impl Serialize) {
    // These structs hold numbers and text only: writing them as JSON cannot fail.
    if let Ok(json) = serde_json::to_string(line) {
        println!("{json}");
        // Whoever reads a pipe wants the line now; one that was closed has nobody to tell.
        let _ = std::io::stdout().flush();
    }
}
