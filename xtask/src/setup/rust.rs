//! The Rust toolchain in use and what rustup can add to it.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::process;
use crate::report;
use crate::workspace::{WASM, Workspace};

fn rustc(workspace: &Workspace) -> Command {
    let mut command = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
    command.current_dir(&workspace.root);
    command
}

fn rustup(workspace: &Workspace) -> Command {
    let mut command = Command::new("rustup");
    command.current_dir(&workspace.root);
    command
}

/// Whether the toolchain in use has the standard library for wasm.
pub fn has_wasm(workspace: &Workspace) -> Result<bool> {
    let sysroot = process::capture(rustc(workspace).args(["--print", "sysroot"]))?;
    let library = PathBuf::from(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM)
        .join("lib");
    Ok(library.is_dir())
}

/// Lets rustup add the standard library for wasm; false where it cannot.
pub fn add_wasm(workspace: &Workspace) -> bool {
    if process::on_path(&["rustup"]).is_none() {
        return false;
    }
    report::step(
        "Adding the wasm32 target through rustup",
        "用 rustup 安装 wasm32",
    );
    match process::run(rustup(workspace).args(["target", "add", WASM])) {
        Ok(()) => true,
        Err(error) => {
            report::warning(&format!("{error:#}"));
            false
        }
    }
}

/// Finds rustfmt or lets rustup add it.
pub fn ensure_rustfmt(workspace: &Workspace) -> Result<()> {
    let present = || process::succeeds(process::cargo(workspace).args(["fmt", "--version"]));
    if present() {
        return Ok(());
    }
    report::step("Adding rustfmt through rustup", "用 rustup 安装 rustfmt");
    process::run(rustup(workspace).args(["component", "add", "rustfmt"]))
        .context("rustfmt is missing; install it with\n    rustup component add rustfmt\n")?;
    ensure!(
        present(),
        "rustfmt was installed but `cargo fmt` still does not run"
    );
    Ok(())
}
