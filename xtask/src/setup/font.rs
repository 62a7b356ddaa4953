//! A font that has the Chinese characters: PDFs carry a part of it, screenshots are drawn with it.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use super::packages;
use crate::process;

/// The package that has one.
pub const PACKAGE: &str = "fonts-noto-cjk";

/// Finds or installs one.
pub fn ensure() -> Result<()> {
    if found() {
        return Ok(());
    }
    packages::install(&[PACKAGE]).with_context(|| {
        format!(
            "no font with Chinese characters was found; install one with\n    {}",
            packages::by_hand(&[PACKAGE])
        )
    })
}

fn found() -> bool {
    let listed = process::capture(Command::new("fc-list").arg(":lang=zh-cn"));
    listed.is_ok_and(|fonts| !fonts.trim().is_empty())
        || Path::new("/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc").is_file()
}
