//! What building and testing need: found, or installed, or named with the command that installs it.

mod browser;
mod debian_rust;
mod font;
mod node;
mod packages;
mod readers;
mod rust;
mod wasm;

use std::process::Command;

use anyhow::{Result, ensure};
use clap::Args;

pub use self::browser::Browser;
pub use self::wasm::WasmToolchain;

use crate::process;
use crate::report;
use crate::workspace::Workspace;

#[derive(Args)]
pub struct Options {
    /// Only what serving needs: no Chromium, no Node, no LibreOffice
    #[arg(long)]
    without_browser: bool,
}

/// `cargo xtask setup`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    c_compiler()?;
    wasm(workspace)?;
    if !options.without_browser {
        rustfmt(workspace)?;
        browser(workspace)?;
        readers()?;
    }
    report::unchanged("Everything needed is here", "所需工具齐备");
    Ok(())
}

/// A compiler for wasm, as [`wasm::ensure`] finds or makes it.
pub fn wasm(workspace: &Workspace) -> Result<WasmToolchain> {
    wasm::ensure(workspace)
}

/// Node, its packages and Chromium.
pub fn browser(workspace: &Workspace) -> Result<Browser> {
    let node = node::ensure(workspace)?;
    let chromium = browser::ensure()?;
    Ok(Browser { node, chromium })
}

/// A font with Chinese characters, which documents as PDF are drawn with.
pub fn font() -> Result<()> {
    font::ensure()
}

/// The programs that tests read documents with.
pub fn readers() -> Result<()> {
    readers::ensure()
}

/// The formatter, which rustup's minimal profile leaves out.
pub fn rustfmt(workspace: &Workspace) -> Result<()> {
    rust::ensure_rustfmt(workspace)
}

/// SQLite and the cryptography are C: their build scripts complain less clearly than this.
pub fn c_compiler() -> Result<()> {
    let given = std::env::var("CC").ok();
    let compiler = given.as_deref().unwrap_or("cc");
    ensure!(
        process::succeeds(Command::new(compiler).arg("--version")),
        "no C compiler (`{compiler}`) was found; install one with\n    {}",
        packages::by_hand(&["gcc", "libc6-dev"])
    );
    Ok(())
}
