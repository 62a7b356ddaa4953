//! `cargo xtask clippy`: the lints, for both halves. Not part of `test`, because it compiles everything once more.

use anyhow::Result;

use crate::process;
use crate::report;
use crate::setup;
use crate::workspace::{WASM, Workspace};

/// Lints natively and for wasm; a warning is a failure.
pub fn run(workspace: &Workspace) -> Result<()> {
    report::step("Linting the native half", "检查服务端代码");
    process::run(process::cargo(workspace).args([
        "clippy",
        "--workspace",
        "--all-targets",
        "--",
        "-D",
        "warnings",
    ]))?;
    report::step("Linting the browser half", "检查客户端代码");
    setup::wasm(workspace)?;
    process::run(process::cargo(workspace).args([
        "clippy", "-p", "frontend", "--target", WASM, "--", "-D", "warnings",
    ]))
}
