//! `cargo xtask client`: from the frontend crate, `style/` and `frontend/public/` to `dist/`.
//!
//! `dist/` is flat and complete: every file a browser may ask for, under a name that contains a fingerprint
//! of its content (except the few whose address is fixed), with `.br` and `.gz` neighbours, and
//! `assets.json`, which says what the fingerprinted files are called.

mod compress;
mod program;
mod shell;
mod stylesheet;

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use clap::Args;
use serde::{Deserialize, Serialize};

pub use self::compress::Compression;

use self::shell::Asset;
use self::stylesheet::Stylesheets;
use crate::digest::Digest;
use crate::process;
use crate::report;
use crate::setup;
use crate::workspace::{WASM, Workspace};

/// The sources of this module: a change to how `dist/` is made makes it anew.
const RECIPE: [&str; 5] = [
    include_str!("mod.rs"),
    include_str!("compress.rs"),
    include_str!("program.rs"),
    include_str!("shell.rs"),
    include_str!("stylesheet.rs"),
];

#[derive(Args)]
pub struct Options {
    /// Compress as strongly as for a release
    #[arg(long)]
    best: bool,
}

/// What `dist/` was made from; kept outside it, since all of `dist/` is served.
#[derive(Serialize, Deserialize)]
struct Note {
    inputs: String,
    compression: Compression,
}

/// `cargo xtask client`.
pub fn run(workspace: &Workspace, options: &Options) -> Result<()> {
    let compression = if options.best {
        Compression::Best
    } else {
        Compression::Quick
    };
    build(workspace, compression)
}

/// Brings `dist/` up to date, compressed at least this well; does nothing when its sources did not change.
pub fn build(workspace: &Workspace, compression: Compression) -> Result<()> {
    let toolchain = setup::wasm(workspace)?;
    report::step("Building the browser client", "编译客户端");
    process::run(toolchain.cargo(workspace).args([
        "build",
        "--profile",
        "client",
        "--target",
        WASM,
        "-p",
        "frontend",
    ]))?;
    let wasm_path = workspace.client_wasm();
    let wasm =
        fs::read(&wasm_path).with_context(|| format!("cannot read {}", wasm_path.display()))?;
    let public = shell::read_public(&workspace.root.join("frontend/public"))?;
    let stylesheets = Stylesheets::read(&workspace.root.join("style"))?;

    let mut inputs = Digest::default();
    inputs.add("wasm", &wasm);
    inputs.add("desk", stylesheets.desk.as_bytes());
    inputs.add("public", stylesheets.public.as_bytes());
    public.iter().for_each(|file| {
        inputs.add(&file.name, &file.content);
    });
    RECIPE.iter().for_each(|source| {
        inputs.add("recipe", source.as_bytes());
    });
    let inputs = inputs.hex();

    let note_path = workspace.state().join("client.json");
    if is_current(&workspace.dist(), &note_path, &inputs, compression) {
        report::unchanged("The client is up to date", "客户端没有变化");
        return Ok(());
    }

    report::step("Assembling dist/", "打包客户端");
    let program = program::bind(wasm, &workspace.state().join("bindgen"))?;
    let assets = shell::assemble(program, &stylesheets, public)?;
    write(&assets, &workspace.dist(), compression)?;
    let note = serde_json::to_vec(&Note {
        inputs,
        compression,
    })?;
    fs::create_dir_all(workspace.state())?;
    fs::write(&note_path, note).with_context(|| format!("cannot write {}", note_path.display()))?;
    print_sizes(&assets, &workspace.dist());
    Ok(())
}

fn is_current(dist: &Path, note: &Path, inputs: &str, compression: Compression) -> bool {
    let noted: Option<Note> = fs::read(note)
        .ok()
        .and_then(|text| serde_json::from_slice(&text).ok());
    dist.join(shell::MAP).is_file()
        && noted.is_some_and(|noted| noted.inputs == inputs && noted.compression >= compression)
}

/// Writes everything beside the old folder and then takes its place, so that a running server never sees half.
fn write(assets: &[Asset], dist: &Path, compression: Compression) -> Result<()> {
    let staged = dist.with_extension("new");
    let failed = || format!("cannot write {}", staged.display());
    if staged.exists() {
        fs::remove_dir_all(&staged).with_context(failed)?;
    }
    for asset in assets {
        let path = staged.join(&asset.name);
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).with_context(failed)?;
        }
        fs::write(&path, &asset.content).with_context(failed)?;
        for (ending, bytes) in compress::variants(&asset.name, &asset.content, compression)? {
            fs::write(staged.join(format!("{}.{ending}", asset.name)), bytes)
                .with_context(failed)?;
        }
    }
    if dist.exists() {
        fs::remove_dir_all(dist).with_context(|| format!("cannot replace {}", dist.display()))?;
    }
    fs::rename(&staged, dist).with_context(failed)
}

fn print_sizes(assets: &[Asset], dist: &Path) {
    let size = |name: &str| fs::metadata(dist.join(name)).map_or(0, |file| file.len());
    for asset in assets.iter().filter(|asset| asset.fingerprinted) {
        let br = size(&format!("{}.br", asset.name));
        println!(
            "  {:<36} {:>9} bytes, {br:>7} as brotli",
            asset.name,
            asset.content.len()
        );
    }
}
