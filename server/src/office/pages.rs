//! A document on pages: every line on the grid of 22, the organ's mark and the title on the first page, the
//! signature never alone on the last.

use super::Sheet;
use super::fonts::{Face, Fonts};
use super::lines::{Letter, broken, letters, width};
use super::measure::{ADVANCE, BODY, LINES, MARK, PITCH, TEXT_WIDTH, TITLE};
use app::document::day;
use domain::document::Level;

/// Lines that a signature takes: enough to read a name.
pub const SIGNED_LINES: u16 = 2;

/// Which face comes first.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Style {
    Body,
    Title,
    Heading,
}

impl Style {
    /// The faces, in the order in which they are tried.
    pub fn faces(self, fonts: &Fonts) -> [&Face; 3] {
        match self {
            Style::Body => [&fonts.body, &fonts.title, &fonts.heading],
            Style::Title => [&fonts.title, &fonts.body, &fonts.heading],
            Style::Heading => [&fonts.heading, &fonts.body, &fonts.title],
        }
    }
}

/// One line of text.
#[derive(Clone, PartialEq, Debug)]
pub struct Line {
    /// Its letters.
    pub letters: Vec<Letter>,
    /// Which face comes first.
    pub style: Style,
    /// In points.
    pub size: f32,
    /// From the left edge of the text area.
    pub x: f32,
    /// From the top edge of the text area to the middle of the line.
    pub middle: f32,
    /// In the organ's red.
    pub red: bool,
}

/// One page.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Page {
    /// Its lines, from top to bottom.
    pub lines: Vec<Line>,
    /// Where the red line runs, from the top edge of the text area.
    pub rule: Option<f32>,
    /// Signatures drawn by hand.
    pub drawn: Vec<Drawn>,
}

/// A signature's place: a box in which it is drawn as large as it fits.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Drawn {
    /// Which of the document's signatures.
    pub nth: usize,
    /// From the left edge of the text area.
    pub x: f32,
    /// From the top edge of the text area.
    pub top: f32,
    /// Its width.
    pub width: f32,
    /// Its height.
    pub height: f32,
}

/// What takes a number of grid lines, and whether the next must stand on the same page.
struct Row {
    lines: u16,
    text: Option<Line>,
    rule: bool,
    glued: bool,
    /// The signature that is drawn behind the text.
    drawn: Option<usize>,
}

/// Sets the document.
pub fn set(sheet: &Sheet<'_>, fonts: &Fonts) -> Vec<Page> {
    let mut rows = head(sheet, fonts);
    let content = sheet.content;
    rows.extend(flush(&format!("{}：", content.addressee), fonts));
    for paragraph in &content.paragraphs {
        rows.extend(match paragraph.level {
            Level::Body => indented(&paragraph.text, Style::Body, fonts),
            Level::First => kept(indented(&paragraph.text, Style::Heading, fonts)),
            Level::Second => kept(indented(&paragraph.text, Style::Body, fonts)),
        });
    }
    rows.extend(by_hand(sheet, fonts));
    rows.extend(listing(&content.attachments, fonts));
    // The signature takes the last line of the text along.
    if let Some(last) = rows.last_mut() {
        last.glued = true;
    }
    rows.extend(signature(sheet, fonts));
    paged(rows)
}

fn row(line: Line) -> Row {
    Row {
        lines: 1,
        text: Some(line),
        rule: false,
        glued: false,
        drawn: None,
    }
}

fn blank(lines: u16) -> Row {
    Row {
        lines,
        text: None,
        rule: false,
        glued: true,
        drawn: None,
    }
}

/// Body text at `x`; full-width letters stand in the grid's cells.
fn body(letters: &[Letter], style: Style, x: f32) -> Line {
    Line {
        letters: letters.to_vec(),
        style,
        size: BODY,
        x,
        middle: 0.0,
        red: false,
    }
}

fn centred(text: &str, style: Style, size: f32, red: bool, fonts: &Fonts) -> Vec<Line> {
    let set = letters(text, &style.faces(fonts), size, size);
    broken(&set, TEXT_WIDTH, TEXT_WIDTH)
        .into_iter()
        .map(|range| {
            let letters = set[range].to_vec();
            let x = (TEXT_WIDTH - width(&letters)) / 2.0;
            Line {
                letters,
                style,
                size,
                x,
                middle: 0.0,
                red,
            }
        })
        .collect()
}

/// The organ's mark, the number, the red line, the title.
fn head(sheet: &Sheet<'_>, fonts: &Fonts) -> Vec<Row> {
    let mut rows = Vec::new();
    let content = sheet.content;
    if sheet.kind.has_letterhead() {
        rows.push(blank(1));
        for line in mark(&content.issuer, fonts) {
            rows.push(Row {
                lines: 2,
                glued: true,
                ..row(line)
            });
        }
        rows.push(blank(1));
        for line in centred(sheet.number, Style::Body, BODY, false, fonts) {
            rows.push(Row {
                rule: true,
                glued: true,
                ..row(line)
            });
        }
        rows.push(blank(2));
    } else {
        let set = letters(sheet.number, &Style::Body.faces(fonts), BODY, BODY);
        let x = TEXT_WIDTH - width(&set);
        rows.push(row(body(&set, Style::Body, x)));
        rows.push(blank(1));
    }
    for line in centred(&content.title, Style::Title, TITLE, false, fonts) {
        rows.push(Row {
            glued: true,
            ..row(line)
        });
    }
    rows.push(blank(1));
    rows
}

/// The mark stands on one line as long as it can be read from afar.
fn mark(issuer: &str, fonts: &Fonts) -> Vec<Line> {
    let count = issuer.chars().count().max(1) as f32;
    let size = (TEXT_WIDTH / count).clamp(TITLE, MARK);
    centred(issuer, Style::Title, size, true, fonts)
}

fn flush(text: &str, fonts: &Fonts) -> Vec<Row> {
    paragraph(text, Style::Body, 0.0, 0.0, fonts)
}

/// A paragraph begins two characters in.
fn indented(text: &str, style: Style, fonts: &Fonts) -> Vec<Row> {
    paragraph(text, style, 2.0 * ADVANCE, 0.0, fonts)
}

fn paragraph(text: &str, style: Style, first: f32, rest: f32, fonts: &Fonts) -> Vec<Row> {
    let set = letters(text, &style.faces(fonts), BODY, ADVANCE);
    let ranges = broken(&set, TEXT_WIDTH - first, TEXT_WIDTH - rest);
    let last = ranges.len().saturating_sub(1);
    ranges
        .into_iter()
        .enumerate()
        .map(|(nth, range)| {
            let x = if nth == 0 { first } else { rest };
            let mut letters = set[range].to_vec();
            if nth < last {
                justify(&mut letters, TEXT_WIDTH - x);
            }
            row(body(&letters, style, x))
        })
        .collect()
}

/// What punctuation left free at the end of a line is shared among its letters.
fn justify(letters: &mut [Letter], room: f32) {
    let free = room - width(letters);
    let gaps = letters.len().saturating_sub(1);
    // More than two characters is no gap to be hidden but the end of a thought.
    if gaps == 0 || free <= 0.0 || free > 2.5 * ADVANCE {
        return;
    }
    let share = free / gaps as f32;
    if let Some((_, before)) = letters.split_last_mut() {
        before.iter_mut().for_each(|letter| letter.width += share);
    }
}

/// A heading stands with what it is the heading of.
fn kept(mut rows: Vec<Row>) -> Vec<Row> {
    rows.iter_mut().for_each(|row| row.glued = true);
    rows
}

/// Each signature behind its label, two lines high; one whose picture has not come says so.
fn by_hand(sheet: &Sheet<'_>, fonts: &Fonts) -> Vec<Row> {
    let count = sheet.content.signatures.len();
    let label = |nth: usize| {
        let come = sheet.drawn.get(nth).is_some_and(Option::is_some);
        let text = app::document::signed_by_hand(come);
        let set = letters(&text, &Style::Body.faces(fonts), BODY, ADVANCE);
        let line = row(body(&set, Style::Body, 2.0 * ADVANCE));
        Row {
            lines: if come { SIGNED_LINES } else { 1 },
            drawn: come.then_some(nth),
            ..line
        }
    };
    (0..count).map(label).collect()
}

/// 附件说明, two characters in; names stand below one another.
fn listing(names: &[String], fonts: &Fonts) -> Vec<Row> {
    if names.is_empty() {
        return Vec::new();
    }
    let mut rows = vec![blank(1)];
    for (nth, name) in names.iter().enumerate() {
        let text = if names.len() > 1 {
            format!("{}.{name}", nth + 1)
        } else {
            name.clone()
        };
        let indent = 5.0 * ADVANCE;
        let mut set = paragraph(&text, Style::Body, indent, indent, fonts);
        if nth == 0
            && let Some(line) = set.first_mut().and_then(|row| row.text.as_mut())
        {
            let head = letters("附件：", &Style::Body.faces(fonts), BODY, ADVANCE);
            line.letters.splice(0..0, head);
            line.x -= 3.0 * ADVANCE;
        }
        rows.append(&mut set);
    }
    rows
}

/// The organ above its date; the date ends four characters from the right, the organ stands in its middle.
fn signature(sheet: &Sheet<'_>, fonts: &Fonts) -> Vec<Row> {
    let faces = Style::Body.faces(fonts);
    let date = letters(&day(sheet.content.on), &faces, BODY, ADVANCE);
    let organ = letters(&sheet.content.issuer, &faces, BODY, ADVANCE);
    let date_x = TEXT_WIDTH - 4.0 * ADVANCE - width(&date);
    let middle = date_x + width(&date) / 2.0;
    let organ_x = (middle - width(&organ) / 2.0)
        .min(TEXT_WIDTH - 2.0 * ADVANCE - width(&organ))
        .max(0.0);
    let mut rows = vec![blank(2), row(body(&organ, Style::Body, organ_x))];
    if let Some(organ) = rows.last_mut() {
        organ.glued = true;
    }
    rows.push(row(body(&date, Style::Body, date_x)));
    rows
}

/// Puts rows on pages; what is glued together turns the page together.
fn paged(rows: Vec<Row>) -> Vec<Page> {
    let mut pages = vec![Page::default()];
    let mut used = 0;
    let mut together: Vec<Row> = Vec::new();
    let count = rows.len();
    for (nth, row) in rows.into_iter().enumerate() {
        let glued = row.glued && nth + 1 < count;
        together.push(row);
        if glued {
            continue;
        }
        let wanted: u16 = together.iter().map(|row| row.lines).sum();
        if used + wanted > LINES && used > 0 {
            pages.push(Page::default());
            used = 0;
        }
        for row in together.drain(..) {
            if used + row.lines > LINES {
                pages.push(Page::default());
                used = 0;
            }
            place(row, &mut pages, &mut used);
        }
    }
    pages
}

fn place(row: Row, pages: &mut [Page], used: &mut u16) {
    let top = f32::from(*used) * PITCH;
    *used += row.lines;
    let Some(page) = pages.last_mut() else {
        return;
    };
    let Some(mut line) = row.text else {
        return;
    };
    line.middle = top + f32::from(row.lines) * PITCH / 2.0;
    if let Some(nth) = row.drawn {
        let x = line.x + width(&line.letters);
        page.drawn.push(Drawn {
            nth,
            x,
            top,
            width: TEXT_WIDTH - x,
            height: f32::from(row.lines) * PITCH,
        });
    }
    page.lines.push(line);
    if row.rule {
        // 4 mm below the number.
        page.rule = Some(f32::from(*used) * PITCH + 4.0 * super::measure::MM - 3.0);
    }
}
