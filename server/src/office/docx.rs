//! .docx: the official fonts by name, the grid of 22 lines and 28 characters, page numbers on the outer side.
//! Where a machine lacks the official fonts, Word and WPS take the ones they have.

use super::Sheet;
use super::measure::{ADVANCE, BODY, HEIGHT, LEFT, MM, PITCH, TOP, WIDTH};
use super::pages::SIGNED_LINES;
use anyhow::{Context, Result};
use app::document::day;
use docx_rs::{
    AlignmentType, BorderType, DocGrid, DocGridType, Docx, Footer, LineSpacing, LineSpacingType,
    PageMargin, PageNum, Paragraph, ParagraphBorder, ParagraphBorderPosition, ParagraphBorders,
    Pic, Run, RunFonts, SpecialIndentType, Style, StyleType,
};
use domain::document::Level;
use std::io::Cursor;

const BODY_FONT: &str = "仿宋_GB2312";
const TITLE_FONT: &str = "方正小标宋简体";
const FIRST_FONT: &str = "黑体";
const SECOND_FONT: &str = "楷体_GB2312";
const NUMBER_FONT: &str = "宋体";
const LATIN_FONT: &str = "Times New Roman";
/// The organ's red.
const RED: &str = "C8102E";
/// Word's unit of drawings, of which a point has so many.
const EMU: f32 = 12_700.0;
/// Word's own unit, a twentieth of a point.
const TWIPS: f32 = 20.0;

/// Writes the file.
pub(super) fn write(sheet: &Sheet<'_>) -> Result<Vec<u8>> {
    let mut docx = page(Docx::new());
    for paragraph in head(sheet) {
        docx = docx.add_paragraph(paragraph);
    }
    for paragraph in text(sheet) {
        docx = docx.add_paragraph(paragraph);
    }
    let mut file = Cursor::new(Vec::new());
    docx.build().pack(&mut file).context("packing a .docx")?;
    Ok(file.into_inner())
}

fn twips(points: f32) -> i32 {
    (points * TWIPS).round() as i32
}

fn fonts(east_asia: &str) -> RunFonts {
    RunFonts::new()
        .ascii(LATIN_FONT)
        .hi_ansi(LATIN_FONT)
        .east_asia(east_asia)
}

/// From line to line, rounded down: a twentieth of a point too much, and the 22nd line goes to the next page.
fn pitch() -> i32 {
    (PITCH * TWIPS).floor() as i32
}

/// Half points, as Word counts sizes.
fn size(points: f32) -> usize {
    (points * 2.0).round() as usize
}

/// Paper, margins, grid and page numbers.
fn page(docx: Docx) -> Docx {
    let bottom = twips(HEIGHT - TOP - super::measure::TEXT_HEIGHT);
    let margin = PageMargin::new()
        .top(twips(TOP))
        .left(twips(LEFT))
        .bottom(bottom)
        .right(twips(WIDTH - LEFT - super::measure::TEXT_WIDTH))
        .header(twips(15.0 * MM))
        // The number stands 7 mm below the text.
        .footer(bottom - twips(7.0 * MM) - twips(14.0));
    // Programs count the cells of a character grid differently; lines they count alike, and the width of a
    // cell is told with the letters themselves.
    let grid = DocGrid::with_empty()
        .grid_type(DocGridType::Lines)
        .line_pitch(pitch() as usize);
    let paper = (twips(WIDTH) as u32, twips(HEIGHT) as u32);
    let mut docx = docx
        .page_size(paper.0, paper.1)
        .page_margin(margin)
        .default_fonts(fonts(BODY_FONT))
        .default_size(size(BODY))
        .add_style(Style::new("Normal", StyleType::Paragraph).name("Normal"))
        .footer(footer(AlignmentType::Right))
        .even_footer(footer(AlignmentType::Left));
    docx.document.section_property = docx.document.section_property.doc_grid(grid);
    docx
}

/// — 1 — on the outer side, one character in.
fn footer(side: AlignmentType) -> Footer {
    let around = |words: &str| {
        Run::new()
            .add_text(words)
            .fonts(
                RunFonts::new()
                    .ascii(NUMBER_FONT)
                    .hi_ansi(NUMBER_FONT)
                    .east_asia(NUMBER_FONT),
            )
            .size(size(14.0))
    };
    let number = Paragraph::new()
        .align(side)
        .indent(Some(twips(14.0)), None, Some(twips(14.0)), None)
        .fonts(fonts(NUMBER_FONT))
        .size(size(14.0))
        .add_run(around("— "))
        .add_page_num(PageNum::new())
        .add_run(around(" —"));
    Footer::new().add_paragraph(number)
}

/// A line on the grid; its height does not depend on the fonts a machine has.
fn line() -> Paragraph {
    Paragraph::new().line_spacing(
        LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(pitch()),
    )
}

/// A line of this height that is not moved to the grid: there, letters larger than the body's take two lines.
fn off_grid(height: i32) -> Paragraph {
    Paragraph::new().snap_to_grid(false).line_spacing(
        LineSpacing::new()
            .line_rule(LineSpacingType::Exact)
            .line(height),
    )
}

/// Words of one font; those of the body stand as close as 28 of them need.
fn run(words: &str, font: &str, points: f32) -> Run {
    let run = Run::new()
        .add_text(words)
        .fonts(fonts(font))
        .size(size(points));
    if points == BODY {
        run.character_spacing(((ADVANCE - BODY) * TWIPS).floor() as i32)
    } else {
        run
    }
}

/// The organ's mark, the number above the red line, the title.
fn head(sheet: &Sheet<'_>) -> Vec<Paragraph> {
    let content = sheet.content;
    let mut head = Vec::new();
    if let Some(by) = sheet.replaced_by {
        let words = app::text::document::replaced(app::text::Lang::Zh, by);
        head.push(
            line()
                .align(AlignmentType::Right)
                .add_run(run(&words, FIRST_FONT, 10.5)),
        );
    }
    if sheet.kind.has_letterhead() {
        let mark = run(&content.issuer, TITLE_FONT, super::measure::MARK).color(RED);
        head.push(line());
        head.push(
            Paragraph::new()
                .align(AlignmentType::Center)
                .line_spacing(
                    LineSpacing::new()
                        .line_rule(LineSpacingType::Exact)
                        .line(2 * pitch()),
                )
                .add_run(mark),
        );
        head.push(line());
        let mut number =
            line()
                .align(AlignmentType::Center)
                .add_run(run(sheet.number, BODY_FONT, BODY));
        number.property = number.property.set_borders(
            ParagraphBorders::with_empty().set(
                ParagraphBorder::new(ParagraphBorderPosition::Bottom)
                    .val(BorderType::Single)
                    // Eighths of a point: 0.7 mm.
                    .size(16)
                    .space(6)
                    .color(RED),
            ),
        );
        head.push(number);
        // The red line takes its 6 + 2 points from the first of the two empty lines below it.
        head.push(off_grid(pitch() - twips(8.0)));
        head.push(line());
    } else {
        head.push(
            line()
                .align(AlignmentType::Right)
                .add_run(run(sheet.number, BODY_FONT, BODY)),
        );
        head.push(line());
    }
    head.push(
        off_grid(pitch())
            .align(AlignmentType::Center)
            .keep_next(true)
            .add_run(run(&content.title, TITLE_FONT, super::measure::TITLE)),
    );
    head.push(line());
    head
}

fn indented(words: &str, font: &str) -> Paragraph {
    line()
        .align(AlignmentType::Both)
        .indent(
            None,
            Some(SpecialIndentType::FirstLine(2 * twips(BODY))),
            None,
            None,
        )
        .first_line_chars(200)
        .add_run(run(words, font, BODY))
}

/// The addressee, the text, the attachments, the signature.
fn text(sheet: &Sheet<'_>) -> Vec<Paragraph> {
    let content = sheet.content;
    let mut text = vec![line().add_run(run(&format!("{}：", content.addressee), BODY_FONT, BODY))];
    for paragraph in &content.paragraphs {
        text.push(match paragraph.level {
            Level::Body => indented(&paragraph.text, BODY_FONT),
            Level::First => indented(&paragraph.text, FIRST_FONT).keep_next(true),
            Level::Second => indented(&paragraph.text, SECOND_FONT).keep_next(true),
        });
    }
    text.extend(by_hand(sheet));
    text.extend(listing(&content.attachments));
    if let Some(last) = text.pop() {
        text.push(last.keep_next(true));
    }
    text.push(line().keep_next(true));
    text.push(line().keep_next(true));
    text.push(signed(&content.issuer).keep_next(true));
    text.push(signed(&day(content.on)));
    text
}

/// Each signature behind its label, two lines high.
fn by_hand(sheet: &Sheet<'_>) -> Vec<Paragraph> {
    (0..sheet.content.signatures.len())
        .map(|nth| {
            let ink = sheet.drawn.get(nth).and_then(Option::as_ref);
            let picture = ink.and_then(|ink| Some((ink.size(), ink.png()?)));
            let label = app::document::signed_by_hand(picture.is_some());
            let Some(((wide, high), png)) = picture else {
                return indented(&label, BODY_FONT);
            };
            let height = f32::from(SIGNED_LINES) * PITCH;
            let width = height * wide as f32 / high.max(1) as f32;
            let emu = |points: f32| (points * EMU).round() as u32;
            let drawn = Pic::new_with_dimensions(png, wide, high).size(emu(width), emu(height));
            // A line of an exact height would cut the picture off.
            Paragraph::new()
                .indent(
                    None,
                    Some(SpecialIndentType::FirstLine(2 * twips(BODY))),
                    None,
                    None,
                )
                .first_line_chars(200)
                .add_run(run(&label, BODY_FONT, BODY))
                .add_run(Run::new().add_image(drawn))
        })
        .collect()
}

fn signed(words: &str) -> Paragraph {
    line()
        .align(AlignmentType::Right)
        .indent(None, None, Some(4 * twips(ADVANCE)), None)
        .add_run(run(words, BODY_FONT, BODY))
}

fn listing(names: &[String]) -> Vec<Paragraph> {
    let mut lines = Vec::new();
    for (nth, name) in names.iter().enumerate() {
        let nth_words = if names.len() > 1 {
            format!("{}.", nth + 1)
        } else {
            String::new()
        };
        let head = if nth == 0 { "附件：" } else { "" };
        let hanging = if nth == 0 { 3 * twips(ADVANCE) } else { 0 };
        let paragraph = line()
            .indent(
                Some(5 * twips(ADVANCE)),
                Some(SpecialIndentType::Hanging(hanging)),
                None,
                None,
            )
            .add_run(run(&format!("{head}{nth_words}{name}"), BODY_FONT, BODY));
        if nth == 0 {
            lines.push(line());
        }
        lines.push(paragraph);
    }
    lines
}
