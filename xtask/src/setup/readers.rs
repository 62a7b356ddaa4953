//! Programs that read documents as strangers do: poppler for PDF, LibreOffice for .docx. Only tests need them.

use anyhow::{Context, Result};

use super::packages;
use crate::process;

/// What is looked for, and the Debian package that has it; Writer without a screen needs a quarter of a gigabyte.
const READERS: [(&str, &str); 3] = [
    ("pdftoppm", "poppler-utils"),
    ("pdftotext", "poppler-utils"),
    ("soffice", "libreoffice-writer-nogui"),
];

/// Finds or installs them.
pub fn ensure() -> Result<()> {
    let mut missing: Vec<&str> = READERS
        .iter()
        .filter(|(program, _)| process::on_path(&[*program]).is_none())
        .map(|(_, package)| *package)
        .collect();
    missing.dedup();
    if missing.is_empty() {
        return Ok(());
    }
    packages::install(&missing).with_context(|| {
        format!(
            "tests read documents with poppler and LibreOffice; install them with\n    {}",
            packages::by_hand(&missing)
        )
    })
}
