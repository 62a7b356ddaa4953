//! The server's binary: built, and where it lies.

use std::env;
use std::path::PathBuf;

use anyhow::Result;

use crate::process;
use crate::report;
use crate::setup;
use crate::workspace::Workspace;

/// How the server is compiled.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Profile {
    /// Quick to compile; reads `dist/` from disk.
    Dev,
    /// Optimised; carries `dist/` inside.
    Release,
}

/// Where cargo leaves the server's binary.
pub fn binary(workspace: &Workspace, profile: Profile) -> PathBuf {
    let folder = match profile {
        Profile::Dev => "debug",
        Profile::Release => "release",
    };
    workspace
        .target
        .join(folder)
        .join("server")
        .with_extension(env::consts::EXE_EXTENSION)
}

/// Builds the server and gives its binary. The client must have been built before a release.
pub fn build(workspace: &Workspace, profile: Profile) -> Result<PathBuf> {
    setup::c_compiler()?;
    report::step("Building the server", "编译服务端");
    let mut cargo = process::cargo(workspace);
    cargo.args(["build", "-p", "server"]);
    if profile == Profile::Release {
        cargo.arg("--release");
    }
    process::run(&mut cargo)?;
    Ok(binary(workspace, profile))
}

/// Builds the development server with the very dependencies `cargo test` compiled, instead of a second set:
/// which features are on depends on everything cargo builds in one go.
pub fn build_beside_tests(workspace: &Workspace) -> Result<PathBuf> {
    setup::c_compiler()?;
    report::step("Building the server", "编译服务端");
    process::run(process::cargo(workspace).args([
        "build",
        "--workspace",
        "--exclude",
        "xtask",
        "--lib",
        "--bins",
        "--tests",
    ]))?;
    Ok(binary(workspace, Profile::Dev))
}
