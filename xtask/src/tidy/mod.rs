//! `cargo xtask tidy`: the rules of the house, as ordinary checks. Each is a function from text to complaints,
//! so that its test can hand it an offence and see it caught.

mod imports;
mod links;
mod purity;
mod shipped;
mod sources;
mod text;

use std::fmt;

use anyhow::{Result, bail};

use crate::report;
use crate::workspace::Workspace;

/// One offence: where, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Complaint {
    place: String,
    message: String,
}

impl Complaint {
    fn in_file(name: &str, message: impl Into<String>) -> Self {
        Self {
            place: name.to_owned(),
            message: message.into(),
        }
    }

    fn on_line(name: &str, line: usize, message: impl Into<String>) -> Self {
        Self {
            place: format!("{name}:{line}"),
            message: message.into(),
        }
    }
}

impl fmt::Display for Complaint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.place, self.message)
    }
}

/// Checks the checkout and prints every complaint.
pub fn run(workspace: &Workspace) -> Result<()> {
    let (count, complaints) = check(workspace)?;
    for complaint in &complaints {
        println!("  {complaint}");
    }
    if !complaints.is_empty() {
        bail!(
            "{} offences against the rules of the house",
            complaints.len()
        );
    }
    report::unchanged(
        &format!("The house is in order, {count} files read"),
        "工程规矩检查通过",
    );
    Ok(())
}

/// The number of files read, and what is wrong with them.
fn check(workspace: &Workspace) -> Result<(usize, Vec<Complaint>)> {
    let sources = sources::read(&workspace.root)?;
    let mut complaints = Vec::new();
    for source in &sources {
        complaints.extend(text::check(source));
        complaints.extend(purity::check(source));
        complaints.extend(links::check(source, &workspace.root));
        complaints.extend(imports::check(source)?);
    }
    complaints.extend(shipped::check(&workspace.root)?);
    Ok((sources.len(), complaints))
}

/// A source held in memory, for the tests of the rules.
#[cfg(test)]
fn source(name: &str, text: &str) -> sources::Source {
    sources::Source {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_house_is_in_order() {
        let (count, complaints) = check(&Workspace::find().unwrap()).unwrap();
        assert!(count > 20, "only {count} files were read");
        let listed: Vec<String> = complaints.iter().map(ToString::to_string).collect();
        assert!(listed.is_empty(), "{}", listed.join("\n"));
    }
}
