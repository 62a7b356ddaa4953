//! Poppler and LibreOffice, which know nothing of how the files were made. `cargo xtask setup` installs them.

use crate::image::{DOTS, Image};
use std::fs;
use std::path::Path;
use std::process::Command;

fn run(command: &mut Command) -> Vec<u8> {
    let output = command
        .output()
        .unwrap_or_else(|error| panic!("{command:?}: {error}; run `cargo xtask setup`"));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{command:?}: {said}");
    output.stdout
}

/// The pages of a PDF as images.
pub fn images(pdf: &[u8]) -> Vec<Image> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("paper.pdf");
    fs::write(&file, pdf).expect("written");
    let dots_an_inch = DOTS as f32 * 25.4;
    run(Command::new("pdftoppm")
        .args(["-gray", "-r", &dots_an_inch.to_string()])
        .arg(&file)
        .arg(folder.path().join("page")));
    let mut pages: Vec<_> = fs::read_dir(folder.path())
        .expect("pages")
        .map(|entry| entry.expect("a page").path())
        .filter(|path| path.extension().is_some_and(|ending| ending == "pgm"))
        .collect();
    pages.sort();
    pages
        .iter()
        .map(|page| Image::pgm(&fs::read(page).expect("a page")))
        .collect()
}

/// The lines of a PDF as a program reads them, page by page.
pub fn lines(pdf: &[u8]) -> Vec<Vec<String>> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("paper.pdf");
    fs::write(&file, pdf).expect("written");
    let text = run(Command::new("pdftotext").arg("-raw").arg(&file).arg("-"));
    let text = String::from_utf8(text).expect("UTF-8");
    text.split('\u{c}')
        .filter(|page| !page.trim().is_empty())
        .map(|page| {
            let lines = page.lines().map(|line| line.split_whitespace().collect());
            lines.filter(|line: &String| !line.is_empty()).collect()
        })
        .collect()
}

/// A .docx as LibreOffice prints it.
pub fn printed(docx: &[u8]) -> Vec<u8> {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("paper.docx");
    fs::write(&file, docx).expect("written");
    // A profile of its own: two at once would wait for one another.
    let profile = format!(
        "-env:UserInstallation=file://{}",
        at(folder.path(), "profile")
    );
    run(Command::new("soffice")
        .arg(profile)
        .args(["--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder.path())
        .arg(&file));
    fs::read(folder.path().join("paper.pdf")).expect("LibreOffice opened the file")
}

fn at(folder: &Path, name: &str) -> String {
    folder.join(name).display().to_string()
}
