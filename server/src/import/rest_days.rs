//! `server import rest-days`: next year's rest days and make-up working days, as the State Council's notice says.

use crate::store::Ledger;
use anyhow::{Context, Result};
use chrono::Utc;
use domain::deadline::Calendar;
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;

/// Takes a year's rest days in; a notice replaces the earlier one of the same year · 导入放假安排
#[derive(clap::Args, Clone, Debug)]
pub struct RestDaysArgs {
    /// The file: CSV in UTF-8, columns notice,date,kind,name; kind is rest or work · 文件
    pub file: PathBuf,
    /// Only check · 只检查不写入
    #[arg(long)]
    pub dry_run: bool,
}

/// Runs the import; 0: the table is in force, 2: it does not read, and nothing was changed.
pub async fn run(args: &RestDaysArgs, ledger: &Ledger) -> ExitCode {
    match import(args, ledger).await {
        Ok(told) => {
            println!("{told}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error:#}");
            super::report::nothing_done()
        }
    }
}

async fn import(args: &RestDaysArgs, ledger: &Ledger) -> Result<String> {
    let name = args.file.display();
    let table = std::fs::read_to_string(&args.file)
        .with_context(|| format!("{name}: 读不了（要 UTF-8） · cannot be read as UTF-8"))?;
    let calendar = Calendar::parse(&table).map_err(|flaw| {
        anyhow::anyhow!(
            "{name}: 第 {} 行第 {} 列不对 · line {}, column {}: {:?}",
            flaw.line,
            flaw.column,
            flaw.line,
            flaw.column,
            flaw.reason
        )
    })?;
    let days = calendar.arranged_days();
    let years: BTreeSet<String> = days.iter().map(|day| day.notice.to_string()).collect();
    let years: Vec<String> = years.into_iter().collect();
    let (count, years) = (days.len(), years.join(", "));
    if args.dry_run {
        return Ok(format!(
            "{years}: {count} 天，没有写入 · days, nothing written"
        ));
    }
    ledger.take_rest_days(table, None, Utc::now()).await?;
    Ok(format!("{years}: {count} 天，已生效 · days, in force"))
}
