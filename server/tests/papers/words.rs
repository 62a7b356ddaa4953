//! What can be read out of a file is what was frozen, every word in its order.

use crate::reader::{lines, printed};
use crate::{NUMBER, content, sheet};
use app::document::day;
use domain::document::{Content, DocumentKind};
use server::office::{Fonts, docx, pdf};

/// Everything the document says, in its order, without the blanks that only set it apart.
fn said(kind: DocumentKind, content: &Content) -> String {
    let mut parts = Vec::new();
    if kind.has_letterhead() {
        parts.push(content.issuer.clone());
    }
    parts.push(NUMBER.to_owned());
    parts.push(content.title.clone());
    parts.push(format!("{}：", content.addressee));
    parts.extend(
        content
            .paragraphs
            .iter()
            .map(|paragraph| paragraph.text.clone()),
    );
    for (nth, name) in content.attachments.iter().enumerate() {
        let head = if nth == 0 { "附件：" } else { "" };
        parts.push(format!("{head}{}.{name}", nth + 1));
    }
    parts.push(content.issuer.clone());
    parts.push(day(content.on));
    parts.concat().split_whitespace().collect()
}

/// Everything that is read, without the page numbers, each of which must be there.
fn read(file: &[u8]) -> String {
    let mut text = String::new();
    for (nth, page) in (1..).zip(lines(file)) {
        let number = format!("—{nth}—");
        let numbers = page.iter().filter(|line| **line == number).count();
        assert_eq!(numbers, 1, "page {nth} carries its number: {page:?}");
        text.extend(page.into_iter().filter(|line| *line != number));
    }
    text
}

#[test]
fn a_pdf_reads_as_it_was_frozen() {
    let fonts = Fonts::find().expect("fonts-noto-cjk");
    let content = content();
    for kind in [DocumentKind::Opinion, DocumentKind::ServiceReceipt] {
        let file = pdf(&sheet(kind, &content), &fonts).expect("a PDF");
        assert_eq!(read(&file), said(kind, &content), "{kind:?}");
    }
}

#[test]
fn libreoffice_opens_a_docx_and_reads_what_was_frozen() {
    let content = content();
    for kind in [DocumentKind::Opinion, DocumentKind::ServiceReceipt] {
        let file = docx(&sheet(kind, &content)).expect("a .docx");
        assert_eq!(read(&printed(&file)), said(kind, &content), "{kind:?}");
    }
}

/// The sabotage: one changed character is noticed.
#[test]
fn another_word_is_noticed() {
    let fonts = Fonts::find().expect("fonts-noto-cjk");
    let frozen = content();
    let mut changed = content();
    changed.paragraphs[6].text = changed.paragraphs[6].text.replace("15日", "16日");
    let file = pdf(&sheet(DocumentKind::Opinion, &changed), &fonts).expect("a PDF");
    assert_ne!(read(&file), said(DocumentKind::Opinion, &frozen));
}
