//! `server import organisation`: the units and officers of a real installation, with an account for each officer.
//!
//! Ids follow from a unit's key and an officer's sign-in name: a second import adds nothing and changes only what
//! changed. Nothing is ever deleted, and nobody who has a password is given another.

mod officers;
mod passwords;
mod posts;
mod sheet;
mod units;
mod write;

use super::report::{Report, nothing_done};
use super::table::{self, Table};
use super::words::Told;
use crate::account::Accounts;
use crate::store::Ledger;
use anyhow::{Result, bail};
use domain::organisation::Directory;
use officers::Officers;
use passwords::Destination;
use sheet::Sheet;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use units::Units;

/// Names of the two sheets of a workbook.
const UNITS: [&str; 2] = ["单位", "units"];
const OFFICERS: [&str; 2] = ["人员", "officers"];

/// Brings in units and officers and makes the accounts · 导入机构、人员和账号
#[derive(clap::Args, Clone, Debug)]
pub struct OrganisationArgs {
    /// An xlsx workbook with the sheets 单位 (units) and 人员 (officers) · 工作簿
    #[arg(required_unless_present_any = ["units", "officers"], conflicts_with_all = ["units", "officers"])]
    pub file: Option<PathBuf>,
    /// The units alone: CSV (UTF-8 or GB18030) or xlsx · 单位表
    #[arg(long, value_name = "FILE")]
    pub units: Option<PathBuf>,
    /// The officers alone: CSV (UTF-8 or GB18030) or xlsx · 人员表
    #[arg(long, value_name = "FILE")]
    pub officers: Option<PathBuf>,
    /// A new file for the one-time passwords of new accounts, readable by its owner only [the terminal] · 一次性密码写入的新文件
    #[arg(long, value_name = "FILE")]
    pub passwords: Option<PathBuf>,
    /// Only check and count · 只检查不写入
    #[arg(long)]
    pub dry_run: bool,
    /// Rejections and, at the end, one line of counts as JSON on stdout · 用 JSON 输出
    #[arg(long)]
    pub json: bool,
}

/// Runs the import; 0: every row went in or was there, 1: rows were rejected, 2: nothing could be done.
pub async fn run(args: &OrganisationArgs, ledger: &Ledger) -> ExitCode {
    let mut report = Report::new(args.json, args.dry_run, 0);
    match import(args, ledger, &mut report).await {
        Ok(()) => {
            report.end(None);
            report.counts.exit_code()
        }
        Err(error) => {
            eprintln!("{error:#}");
            report.counts.imported = 0;
            report.end(Some(&format!("{error:#}")));
            nothing_done()
        }
    }
}

async fn import(args: &OrganisationArgs, ledger: &Ledger, report: &mut Report) -> Result<()> {
    let destination = Destination::of(args.passwords.as_deref())?;
    let (units, officers) = sheets(args)?;
    let standing = ledger.directory().await?;
    let units = Units::read(units.as_ref(), &standing, report)?;
    let names = Accounts::names(ledger).await?;
    let read_officers = officers.is_some();
    let officers = Officers::read(officers.as_ref(), units.merged(), &standing, &names, report);
    if read_officers && let Some(vacant) = officers.vacant_administrators(&standing) {
        report.mention(&vacant);
    }
    if !args.dry_run {
        write::write(ledger, &units, &officers, &destination, report).await?;
    }
    Ok(())
}

/// The two tables, of which one may be missing.
fn sheets(args: &OrganisationArgs) -> Result<(Option<Sheet>, Option<Sheet>)> {
    let (units, officers) = match &args.file {
        Some(file) => of_workbook(file)?,
        None => {
            let open = |path: &PathBuf| Ok::<_, anyhow::Error>((super::open(path)?, shown(path)));
            (
                args.units.as_ref().map(open).transpose()?,
                args.officers.as_ref().map(open).transpose()?,
            )
        }
    };
    let sheet = |found: Option<(Table, String)>, names: [&str; 2], columns| {
        found
            .map(|(table, place)| {
                Sheet::find(Told::new(names[0], names[1]), table, &place, columns)
            })
            .transpose()
    };
    Ok((
        sheet(units, UNITS, units::COLUMNS)?,
        sheet(officers, OFFICERS, officers::COLUMNS)?,
    ))
}

/// A table and where it was found, for messages.
type Found = Option<(Table, String)>;

fn of_workbook(file: &Path) -> Result<(Found, Found)> {
    let sheets = table::sheets(super::bytes(file)?).map_err(|why| super::no_table(file, &why))?;
    let Some(sheets) = sheets else {
        bail!(
            "{0}：这不是工作簿；CSV 请写作 --units 单位.csv --officers 人员.csv · {0}: this is no workbook; \
             give CSV files as --units UNITS.csv --officers OFFICERS.csv",
            shown(file)
        );
    };
    let there: Vec<String> = sheets.iter().map(|(name, _)| name.clone()).collect();
    let (mut units, mut officers) = (None, None);
    for (name, table) in sheets {
        let called = |names: [&str; 2]| names.iter().any(|n| n.eq_ignore_ascii_case(name.trim()));
        if called(UNITS) {
            units = Some((table, shown(file)));
        } else if called(OFFICERS) {
            officers = Some((table, shown(file)));
        }
    }
    if units.is_none() && officers.is_none() {
        bail!(
            "{0}：没有“单位”和“人员”工作表，只有：{1} · {0}: no sheet 单位 (units) or 人员 (officers); there are: {1}",
            shown(file),
            there.join(" | ")
        );
    }
    Ok((units, officers))
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// Everything the directory holds, with these units in place of their former selves.
fn overlaid<'a>(
    standing: &'a Directory,
    units: impl Iterator<Item = &'a domain::organisation::Unit>,
) -> std::collections::BTreeMap<domain::ids::UnitId, &'a domain::organisation::Unit> {
    standing
        .units()
        .iter()
        .chain(units)
        .map(|unit| (unit.id, unit))
        .collect()
}
