//! Issued documents as strangers read them: the PDF turned into images and into text by poppler, the .docx
//! opened by LibreOffice, both held against the measures of GB/T 9704-2012 and against the frozen words.

mod image;
mod layout;
mod reader;
mod signature;
mod words;

use chrono::NaiveDate;
use domain::document::{Content, DocumentKind, Level, Paragraph};
use server::office::Sheet;

/// 发文字号 of the document under test.
const NUMBER: &str = "青资信处〔2026〕7号";

/// An opinion of several pages with every kind of paragraph; no line of it ends in punctuation that would
/// leave a cell free.
fn content() -> Content {
    let paragraph = |level, text: &str| Paragraph {
        level,
        text: text.to_owned(),
    };
    let long = "经现场测量两户承包地的界石被移动与二〇一九年确权登记的四至不符".repeat(12);
    Content {
        issuer: "青河县自然资源局".to_owned(),
        title: "信访事项处理意见书".to_owned(),
        addressee: "李大爷".to_owned(),
        paragraphs: vec![
            paragraph(
                Level::Body,
                "你反映的“承包地界纠纷”信访事项，现已办理完毕，提出处理意见如下。",
            ),
            paragraph(Level::First, "一、查明的情况"),
            paragraph(Level::Body, &long),
            paragraph(Level::Second, "（一）界石"),
            paragraph(Level::Body, &long),
            paragraph(Level::First, "二、处理意见及依据"),
            paragraph(Level::Body, "界石于2026年4月15日前恢复到登记的位置。"),
        ],
        attachments: vec!["界址点成果表".to_owned(), "现场照片".to_owned()],
        on: NaiveDate::from_ymd_opt(2026, 3, 21).expect("a day"),
        signatures: Vec::new(),
    }
}

fn sheet(kind: DocumentKind, content: &Content) -> Sheet<'_> {
    Sheet {
        kind,
        number: NUMBER,
        replaced_by: None,
        content,
        drawn: &[],
    }
}
