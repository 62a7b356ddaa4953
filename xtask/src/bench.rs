//! `cargo xtask bench` and `cargo xtask shots`: scripts of `end2end/` that drive release builds.

use std::process::Command;

use anyhow::{Result, ensure};
use clap::Args;

use crate::client::{self, Compression};
use crate::process;
use crate::report;
use crate::server::{self, Profile};
use crate::setup;
use crate::workspace::Workspace;

#[derive(Args)]
pub struct Options {
    /// Handed on to the script
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    arguments: Vec<String>,
}

/// `cargo xtask bench clocks` measures the deadline engine alone and `bench papers` the drawing of documents;
/// everything else is the browser's script.
pub fn measure(workspace: &Workspace, options: &Options) -> Result<()> {
    let (package, bench) = match options.arguments.first().map(String::as_str) {
        Some("clocks") => {
            report::step("Measuring the deadline engine", "测量期限引擎");
            ("domain", "clocks")
        }
        Some("papers") => {
            setup::font()?;
            report::step("Measuring the drawing of documents", "测量文书生成");
            ("server", "papers")
        }
        _ => return run(workspace, "bench/main.mjs", options),
    };
    process::run(process::cargo(workspace).args(["bench", "-p", package, "--bench", bench]))
}

/// Builds client and server for release, then runs the script (a path inside `end2end/`).
pub fn run(workspace: &Workspace, script: &str, options: &Options) -> Result<()> {
    let path = workspace.end2end().join(script);
    ensure!(path.is_file(), "end2end/{script} is missing");
    let browser = setup::browser(workspace)?;
    client::build(workspace, Compression::Best)?;
    let binary = server::build(workspace, Profile::Release)?;
    report::step(&format!("Running end2end/{script}"), "运行脚本");
    process::run(
        Command::new(&browser.node)
            .current_dir(&workspace.root)
            .arg(path)
            .args(&options.arguments)
            .envs(browser.environment(workspace, &binary)),
    )
}
