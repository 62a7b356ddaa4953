//! Debian's Rust as a compiler for wasm. It ships no standard library for that target, so one is built from
//! Debian's source package, once, into a private folder of the cache.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use super::packages;
use crate::process;
use crate::report;
use crate::workspace::{self, WASM, Workspace};

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const STD_SOURCE: &str = "/usr/lib/rustlib/src/rust/library/std/Cargo.toml";
/// The linker that LLVM 22 brings; Debian's rustc carries none of its own for wasm.
const LINKER: &str = "wasm-ld-22";
const PACKAGES: [&str; 4] = ["rustc-web", "cargo-web", "rust-web-src", "lld-22"];

/// Debian's compiler with a standard library for wasm.
pub struct DebianRust {
    sysroot: PathBuf,
}

impl DebianRust {
    /// Debian's cargo and rustc; code for the build machine uses Debian's own standard library.
    pub fn cargo(&self, workspace: &Workspace) -> Command {
        let mut command = process::cargo_at(Path::new(CARGO), workspace);
        let flags = [
            "--sysroot".into(),
            self.sysroot.display().to_string(),
            format!("-Clinker={LINKER}"),
        ];
        foreign(&mut command).env("CARGO_ENCODED_RUSTFLAGS", flags.join("\x1f"));
        command
    }
}

/// Keeps the variables that rustup set for its own toolchain away from Debian's.
fn foreign(command: &mut Command) -> &mut Command {
    command
        .env("RUSTC", RUSTC)
        .env_remove("RUSTFLAGS")
        .env_remove("RUSTUP_TOOLCHAIN")
        .env_remove("LD_LIBRARY_PATH")
}

/// Installs Debian's Rust and builds the standard library for wasm, unless both are there.
pub fn ensure() -> Result<DebianRust> {
    if !installed() {
        packages::install(&PACKAGES)?;
        ensure!(
            installed(),
            "{} do not bring {RUSTC} and its sources here",
            PACKAGES.join(" ")
        );
    }
    let version = process::capture(foreign(Command::new(RUSTC).arg("--version")))?;
    let release = version
        .split_whitespace()
        .nth(1)
        .with_context(|| format!("{RUSTC} does not say its version"))?;
    let sysroot = workspace::cache()?.join(format!("wasm-sysroot-{release}"));
    if !library(&sysroot).is_dir() {
        build_std(&sysroot)?;
    }
    Ok(DebianRust { sysroot })
}

fn installed() -> bool {
    [RUSTC, CARGO, STD_SOURCE]
        .iter()
        .all(|path| Path::new(path).is_file())
        && process::on_path(&[LINKER]).is_some()
}

fn library(sysroot: &Path) -> PathBuf {
    sysroot.join("lib/rustlib").join(WASM).join("lib")
}

/// Compiles the standard library for wasm through an empty crate and moves it where `--sysroot` looks.
fn build_std(sysroot: &Path) -> Result<()> {
    report::step(
        "Building the standard library for wasm, once",
        "编译 wasm 标准库（仅一次）",
    );
    let folder = workspace::cache()?.join("wasm-sysroot.building");
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(folder.join("src"))?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"sysroot\"\nversion = \"0.0.0\"\nedition = \"2021\"\n\n[workspace]\n\n[profile.release]\nopt-level = \"z\"\n",
    )?;
    fs::write(folder.join("src/lib.rs"), "#![no_std]\n")?;
    // build-std is not stable; the variable allows it for this one build of Debian's own sources.
    process::run(
        foreign(&mut Command::new(CARGO))
            .current_dir(&folder)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .args(["build", "--release", "--target", WASM])
            .arg("-Zbuild-std=std,panic_abort,test,proc_macro"),
    )?;

    let built = folder.join("target").join(WASM).join("release/deps");
    let staged = folder.join("sysroot");
    fs::create_dir_all(library(&staged))?;
    for entry in fs::read_dir(&built).with_context(|| format!("cannot read {}", built.display()))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .unwrap_or_default();
        if name.ends_with(".rlib") && !name.starts_with("libsysroot-") {
            fs::copy(&path, library(&staged).join(name))?;
        }
    }
    // The rename comes last, so that a broken build is never taken for a finished one.
    fs::create_dir_all(sysroot)?;
    fs::remove_dir_all(sysroot)?;
    fs::rename(&staged, sysroot)?;
    fs::remove_dir_all(&folder)?;
    Ok(())
}
