//! `server import …`: what other systems and spreadsheets hold, brought in through the same commands and
//! rules as by hand.

mod classes;
mod columns;
mod day;
mod encoding;
pub(crate) mod ids;
mod message;
mod office;
mod organisation;
mod outbox;
mod petitions;
mod plan;
mod report;
mod rest_days;
mod table;
mod words;

pub use classes::{ClassesArgs, run as run_classes};
pub use organisation::{OrganisationArgs, run as run_organisation};
pub use outbox::run as run_outbox;
pub use petitions::{PetitionsArgs, run as run_petitions};
pub use rest_days::{RestDaysArgs, run as run_rest_days};

use anyhow::{Context, Result, anyhow, ensure};
use std::fs::File;
use std::io::Read;
use std::path::Path;
use table::{FILE_LIMIT, NoTable, Table};

/// Reads the file as a table.
///
/// # Errors
/// It is not there, too large, or no table we read; each with the way out.
fn open(path: &Path) -> Result<Table> {
    table::read(bytes(path)?).map_err(|reason| no_table(path, &reason))
}

fn no_table(path: &Path, reason: &NoTable) -> anyhow::Error {
    anyhow!("{}：{}", path.display(), words::no_table(reason).line())
}

fn bytes(path: &Path) -> Result<Vec<u8>> {
    let shown = path.display();
    let unreadable = || format!("读不到文件 · cannot read the file {shown}");
    let file = File::open(path).with_context(unreadable)?;
    let mut bytes = Vec::new();
    file.take(FILE_LIMIT + 1)
        .read_to_end(&mut bytes)
        .with_context(unreadable)?;
    ensure!(
        bytes.len() as u64 <= FILE_LIMIT,
        "文件超过 {0} MB，请分成几个文件 · the file has more than {0} MB: split it · {shown}",
        FILE_LIMIT / 1024 / 1024
    );
    Ok(bytes)
}
