//! `server import classes`: the county's content classes, three levels.

use super::report::{Counts, Report, nothing_done};
use super::table::{Cell, Row, Table};
use super::words;
use crate::store::Ledger;
use anyhow::{Context, Result, anyhow};
use domain::petition::LINE_LIMIT;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The three columns, by their plain and their Chinese headers.
const LEVELS: [&[&str]; 3] = [
    &["level1", "一级标签", "一级分类", "一级"],
    &["level2", "二级标签", "二级分类", "二级"],
    &["level3", "三级标签", "三级分类", "三级"],
];

/// Replaces the content classes by those of a CSV or xlsx file · 导入内容分类表
#[derive(clap::Args, Clone, Debug)]
pub struct ClassesArgs {
    /// The file: CSV (UTF-8 or GB18030) or xlsx, columns level1 level2 level3 · 文件
    pub file: PathBuf,
    /// Only check and count · 只检查不写入
    #[arg(long)]
    pub dry_run: bool,
    /// End with one line of counts in JSON · 最后一行用 JSON 给出计数
    #[arg(long)]
    pub json: bool,
}

/// Runs the import; 0: every row went in or was there, 1: rows were rejected and the table was left as it
/// was, 2: nothing could be done.
pub async fn run(args: &ClassesArgs, ledger: &Ledger) -> ExitCode {
    match import(args, ledger).await {
        Ok(counts) => counts.exit_code(),
        Err(error) => {
            eprintln!("{error:#}");
            let report = Report::new(args.json, args.dry_run, 0);
            report.end(Some(&format!("{error:#}")));
            nothing_done()
        }
    }
}

async fn import(args: &ClassesArgs, ledger: &Ledger) -> Result<Counts> {
    let table = super::open(&args.file)?;
    let places = places(&table).with_context(|| shown(&args.file))?;
    let mut report = Report::new(args.json, args.dry_run, table.rows.len() as u64);
    let known: BTreeSet<String> = ledger.classes().await?.into_iter().collect();
    let mut classes: Vec<String> = Vec::new();
    let mut seen = BTreeSet::new();
    for row in &table.rows {
        match class(row, places) {
            Ok(class) => {
                if known.contains(&class) || seen.contains(&class) {
                    report.counts.unchanged += 1;
                } else {
                    report.counts.imported += 1;
                }
                if seen.insert(class.clone()) {
                    classes.push(class);
                }
            }
            Err(told) => {
                report.counts.rejected += 1;
                report.note(row, &told);
            }
        }
    }
    // Half a table would take classes away that the file has: all of it or nothing.
    let whole = report.counts.rejected == 0 && !classes.is_empty();
    if whole && !args.dry_run {
        ledger.put_classes(classes).await?;
    }
    if report.counts.rejected > 0 {
        report.counts.imported = 0;
    }
    report.end(None);
    Ok(report.counts)
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Where the three levels stand.
fn places(table: &Table) -> Result<[usize; 3]> {
    let place = |known: &[&str]| {
        let fits = |header: &String| {
            known
                .iter()
                .any(|known| known.eq_ignore_ascii_case(header.trim()))
        };
        table.headers.iter().position(fits).ok_or_else(|| {
            anyhow!(
                "没有 {0}（{1}）这一栏；表头是：{2} · no column {0}; the headers are: {2}",
                known[0],
                known[1],
                table.headers.join(" | ")
            )
        })
    };
    Ok([place(LEVELS[0])?, place(LEVELS[1])?, place(LEVELS[2])?])
}

/// The class of one row, `一级/二级/三级`; lower levels may be empty.
fn class(row: &Row, places: [usize; 3]) -> Result<String, words::Told> {
    let mut levels = Vec::new();
    for place in places {
        match row.cells.get(place) {
            Some(Cell::Text(text)) => levels.push(text.as_str()),
            Some(Cell::Error(error)) => {
                return Err(words::reason(&super::message::Reason::Formula(
                    error.clone(),
                )));
            }
            None => levels.push(""),
        }
    }
    while levels.last().is_some_and(|level| level.is_empty()) {
        levels.pop();
    }
    if levels.is_empty() || levels.iter().any(|level| level.is_empty()) {
        return Err(words::Told::new(
            "上一级分类没有写",
            "the level above is empty",
        ));
    }
    if levels.iter().any(|level| level.contains(['/', '\n'])) {
        return Err(words::Told::new(
            "分类名里不能有“/”和换行",
            "a class name holds no “/” and no line break",
        ));
    }
    let class = levels.join("/");
    if class.chars().count() > LINE_LIMIT {
        return Err(words::Told::new(
            format!("分类名共 {LINE_LIMIT} 字以内"),
            format!("the three names together have at most {LINE_LIMIT} characters"),
        ));
    }
    Ok(class)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::table;

    fn classes(text: &str) -> Vec<Result<String, String>> {
        let table = table::read(text.as_bytes().to_vec()).expect("a table");
        let places = places(&table).expect("columns");
        table
            .rows
            .iter()
            .map(|row| class(row, places).map_err(|told| told.en))
            .collect()
    }

    #[test]
    fn three_levels_make_a_class_and_lower_ones_may_be_missing() {
        let text =
            "三级标签,一级标签,二级标签\n丙,甲,乙\n,甲,乙\n,甲,\n丙,甲,\n丙,,乙\n丙,甲/丁,乙\n";
        let classes = classes(text);
        assert_eq!(
            classes[..3],
            [Ok("甲/乙/丙".into()), Ok("甲/乙".into()), Ok("甲".into())]
        );
        assert!(classes[3..].iter().all(Result::is_err), "{classes:?}");
    }
}
