//! `cargo xtask release`: one file to copy onto the bureau's machine.

use std::fs;

use anyhow::{Context, Result};

use crate::client::{self, Compression};
use crate::report;
use crate::server::{self, Profile};
use crate::workspace::Workspace;

/// Builds the client at the strongest compression and the server around it.
pub fn run(workspace: &Workspace) -> Result<()> {
    client::build(workspace, Compression::Best)?;
    let binary = server::build(workspace, Profile::Release)?;
    let bytes = fs::metadata(&binary)
        .with_context(|| format!("cannot read {}", binary.display()))?
        .len();
    report::unchanged("The release is ready", "发布版已生成");
    println!(
        "  {} ({:.1} MiB)",
        binary.display(),
        bytes as f64 / 1_048_576.0
    );
    Ok(())
}
