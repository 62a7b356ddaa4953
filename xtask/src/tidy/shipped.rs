//! Fact shapes that a release has written into somebody's ledger are never edited: new ones are added beside them.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use super::Complaint;
use crate::process;

const FACTS: &str = "domain/tests/facts";

/// What happened to the shipped facts since the last release; nothing where nothing was released.
pub fn check(root: &Path) -> Result<Vec<Complaint>> {
    let git = |arguments: &[&str]| {
        process::capture(
            Command::new("git")
                .current_dir(root)
                .args(["-c", "core.quotePath=false"])
                .args(arguments),
        )
    };
    let Ok(release) = git(&["describe", "--tags", "--abbrev=0"]) else {
        return Ok(Vec::new());
    };
    let release = release.trim();
    let changes = git(&[
        "diff",
        "--name-status",
        "--no-renames",
        release,
        "--",
        FACTS,
    ])?;
    Ok(edited(&changes, release))
}

/// The files of a `git diff --name-status` that did more than come into being.
fn edited(changes: &str, release: &str) -> Vec<Complaint> {
    changes
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter(|(status, _)| *status != "A")
        .map(|(_, name)| {
            Complaint::in_file(
                name,
                format!("was shipped with {release}; old ledgers hold it, add a new file instead"),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edited_or_deleted_fact_is_caught() {
        let changes = "A\tdomain/tests/facts/new.json\nM\tdomain/tests/facts/visit.json\nD\tdomain/tests/facts/old.json\n";
        let complaints = edited(changes, "v1.0.0");
        assert_eq!(complaints.len(), 2);
        assert_eq!(
            complaints[0].to_string(),
            "domain/tests/facts/visit.json: was shipped with v1.0.0; old ledgers hold it, add a new file instead"
        );
    }
}
