//! Issued documents as files: .docx that Word and WPS open and edit, and PDF with its text inside. Both are
//! drawn from the frozen content alone.

mod docx;
mod fonts;
mod hand_out;
mod ink;
mod lines;
mod pages;
mod pdf;

pub use fonts::{Fonts, NoFont};
pub use hand_out::routes;
pub use ink::Ink;

use domain::document::{Content, DocumentKind};

/// A document to be drawn.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Its kind: some stand under the organ's red mark.
    pub kind: DocumentKind,
    /// 发文字号
    pub number: &'a str,
    /// Which number replaced it, if one did.
    pub replaced_by: Option<&'a str>,
    /// Every word.
    pub content: &'a Content,
    /// The pictures of the content's signatures, in their order; absent: the bytes have not come yet.
    pub drawn: &'a [Option<Ink>],
}

/// The measures of GB/T 9704-2012, in points.
pub mod measure {
    /// Points in a millimetre.
    pub const MM: f32 = 72.0 / 25.4;
    /// A4.
    pub const WIDTH: f32 = 210.0 * MM;
    /// A4.
    pub const HEIGHT: f32 = 297.0 * MM;
    /// 天头
    pub const TOP: f32 = 37.0 * MM;
    /// 订口
    pub const LEFT: f32 = 28.0 * MM;
    /// 版心 156 × 225 mm
    pub const TEXT_WIDTH: f32 = 156.0 * MM;
    /// 版心 156 × 225 mm
    pub const TEXT_HEIGHT: f32 = 225.0 * MM;
    /// Lines a page.
    pub const LINES: u16 = 22;
    /// Characters a line.
    pub const CHARACTERS: u16 = 28;
    /// From line to line.
    pub const PITCH: f32 = TEXT_HEIGHT / LINES as f32;
    /// From character to character.
    pub const ADVANCE: f32 = TEXT_WIDTH / CHARACTERS as f32;
    /// 3号, the body.
    pub const BODY: f32 = 16.0;
    /// 2号, the title.
    pub const TITLE: f32 = 22.0;
    /// The organ's mark.
    pub const MARK: f32 = 34.0;
    /// 4号, page numbers.
    pub const PAGE_NUMBER: f32 = 14.0;
}

/// A .docx file.
///
/// # Errors
/// The file could not be put together.
pub fn docx(sheet: &Sheet<'_>) -> anyhow::Result<Vec<u8>> {
    docx::write(sheet)
}

/// A PDF file.
///
/// # Errors
/// The fonts cannot be drawn with.
pub fn pdf(sheet: &Sheet<'_>, fonts: &Fonts) -> anyhow::Result<Vec<u8>> {
    pdf::write(sheet, fonts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use domain::document::{Level, Paragraph};

    fn content() -> Content {
        let paragraph = |level, text: &str| Paragraph {
            level,
            text: text.to_owned(),
        };
        let long =
            "经现场测量，两户承包地的界石被移动1.2米，与2019年确权登记的四至不符。".repeat(9);
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
                paragraph(Level::First, "二、处理意见及依据"),
                paragraph(Level::Body, &long),
            ],
            attachments: vec!["界址点成果表".to_owned(), "现场照片".to_owned()],
            on: NaiveDate::from_ymd_opt(2026, 3, 21).expect("a day"),
            signatures: Vec::new(),
        }
    }

    fn sheet(content: &Content) -> Sheet<'_> {
        Sheet {
            kind: DocumentKind::Opinion,
            number: "青资信处〔2026〕7号",
            replaced_by: None,
            content,
            drawn: &[],
        }
    }

    #[test]
    fn pages_keep_to_the_grid_of_22_lines_and_28_characters() {
        let fonts = Fonts::find().expect("fonts-noto-cjk");
        let content = content();
        let pages = pages::set(&sheet(&content), &fonts);
        assert_eq!(pages.len(), 3);
        let said: String = pages
            .iter()
            .flat_map(|page| &page.lines)
            .flat_map(|line| &line.letters)
            .map(|letter| letter.character)
            .collect();
        for paragraph in &content.paragraphs {
            assert!(said.contains(&paragraph.text), "{}", paragraph.text);
        }
        for line in pages.iter().flat_map(|page| &page.lines) {
            let end = line.x + lines::width(&line.letters);
            assert!(line.x >= 0.0 && end <= measure::TEXT_WIDTH + 0.1, "{end}");
            assert!(line.middle > 0.0 && line.middle < measure::TEXT_HEIGHT);
            assert!(line.letters.len() <= 60);
        }
        let full = &pages[1].lines[1];
        assert!((full.x + lines::width(&full.letters) - measure::TEXT_WIDTH).abs() < 0.1);
    }

    #[test]
    fn files_of_both_formats_are_written() {
        let fonts = Fonts::find().expect("fonts-noto-cjk");
        let content = content();
        let pdf = pdf(&sheet(&content), &fonts).expect("a PDF");
        assert!(pdf.starts_with(b"%PDF-"));
        // A subset: the whole font would be twenty megabytes.
        assert!(pdf.len() < 400_000, "{}", pdf.len());
        let docx = docx(&sheet(&content)).expect("a .docx");
        assert!(docx.starts_with(b"PK"));
    }
}
