//! The wasm program and its JavaScript, through wasm-bindgen as a library (nothing to download or install).

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use walkdir::WalkDir;
use wasm_bindgen_cli_support::Bindgen;

use super::shell::File;

const NAME: &str = "huiyin";

/// What the browser runs.
pub struct Program {
    /// The wasm module.
    pub wasm: Vec<u8>,
    /// The module that loads it.
    pub script: String,
    /// The name under which the script looks for the wasm module when it is not told another.
    pub wasm_name: String,
    /// Scripts that crates brought along, imported by `script` under these names.
    pub snippets: Vec<File>,
}

/// Makes the loading script for a compiled frontend.
pub fn bind(wasm: Vec<u8>, scratch: &Path) -> Result<Program> {
    if scratch.exists() {
        fs::remove_dir_all(scratch)?;
    }
    Bindgen::new()
        .input_bytes(NAME, wasm)
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .remove_producers_section(true)
        .generate(scratch)
        .context("wasm-bindgen could not process the client; the crate and the tool must have the same version")?;

    let wasm_name = format!("{NAME}_bg.wasm");
    let script_name = format!("{NAME}.js");
    let mut snippets = Vec::new();
    for entry in WalkDir::new(scratch).sort_by_file_name() {
        let entry = entry?;
        let name = entry
            .path()
            .strip_prefix(scratch)?
            .to_string_lossy()
            .into_owned();
        if entry.file_type().is_file() && name != wasm_name && name != script_name {
            snippets.push(File {
                name,
                content: fs::read(entry.path())?,
            });
        }
    }
    Ok(Program {
        wasm: fs::read(scratch.join(&wasm_name))?,
        script: fs::read_to_string(scratch.join(script_name))?,
        wasm_name,
        snippets,
    })
}
