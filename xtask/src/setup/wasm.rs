//! A compiler for the browser: the toolchain's own target, rustup's, or one built from Debian's sources.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::debian_rust::{self, DebianRust};
use super::rust;
use crate::process;
use crate::report;
use crate::workspace::{WASM, Workspace};

/// Chooses the Debian way although another would do (`HUIYIN_WASM=debian`), to try that way out.
const CHOICE: &str = "HUIYIN_WASM";

/// What compiles the client.
pub enum WasmToolchain {
    /// The Rust in use, which has the target.
    Own,
    /// Debian's Rust with a standard library built here.
    Debian(DebianRust),
}

impl WasmToolchain {
    /// A cargo that can compile for wasm.
    pub fn cargo(&self, workspace: &Workspace) -> Command {
        match self {
            Self::Own => process::cargo(workspace),
            Self::Debian(rust) => rust.cargo(workspace),
        }
    }
}

/// Finds or makes a compiler for wasm, in the order of what costs least.
///
/// rustup's automatic installation may be off and its servers out of reach, while a Debian mirror answers:
/// then Debian's newest Rust and one build of the standard library serve instead.
pub fn ensure(workspace: &Workspace) -> Result<WasmToolchain> {
    if let Some(choice) = env::var_os(CHOICE) {
        ensure!(
            choice == "debian",
            "{CHOICE} knows only the value \"debian\""
        );
        return debian_rust::ensure().map(WasmToolchain::Debian);
    }
    if rust::has_wasm(workspace)? {
        return Ok(WasmToolchain::Own);
    }
    if rust::add_wasm(workspace) && rust::has_wasm(workspace)? {
        return Ok(WasmToolchain::Own);
    }
    report::warning("rustup cannot add the wasm32 target; trying Debian's Rust instead");
    debian_rust::ensure()
        .map(WasmToolchain::Debian)
        .with_context(|| {
            format!("no compiler for {WASM}; with a connection to rustup's servers run\n    rustup target add {WASM}\n")
        })
}
