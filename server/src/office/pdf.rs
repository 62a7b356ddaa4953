//! PDF: the pages drawn with a subset of the fonts, their text to be searched, copied and read aloud.

use super::Sheet;
use super::fonts::{Face, Fonts};
use super::ink::Ink;
use super::lines::{letters, width};
use super::measure::{HEIGHT, LEFT, MM, PAGE_NUMBER, TEXT_HEIGHT, TEXT_WIDTH, TOP, WIDTH};
use super::pages::{Drawn, Line, Page, Style, set};
use anyhow::{Context, Result, anyhow};
use krilla::Document;
use krilla::color::rgb;
use krilla::geom::{PathBuilder, Point, Rect};
use krilla::metadata::Metadata;
use krilla::num::NormalizedF32;
use krilla::page::PageSettings;
use krilla::paint::{Fill, Stroke};
use krilla::surface::Surface;
use krilla::text::{GlyphId, KrillaGlyph};

/// The organ's red.
const RED: (u8, u8, u8) = (200, 16, 46);
/// From the middle of a line to the baseline of its letters, as a share of their size: Chinese characters
/// stand 0.88 above and 0.12 below it.
const BASELINE: f32 = 0.38;

/// Draws the document.
pub(super) fn write(sheet: &Sheet<'_>, fonts: &Fonts) -> Result<Vec<u8>> {
    let mut document = Document::new();
    document.set_metadata(
        Metadata::new()
            .title(format!("{} {}", sheet.content.title, sheet.number))
            .authors(vec![sheet.content.issuer.clone()])
            .language("zh-CN".to_owned()),
    );
    let settings = PageSettings::from_wh(WIDTH, HEIGHT).context("A4")?;
    for (nth, page) in (1u32..).zip(set(sheet, fonts)) {
        let mut paper = document.start_page_with(settings.clone());
        let mut surface = paper.surface();
        draw(&mut surface, &page, sheet, fonts);
        number(&mut surface, nth, fonts);
        if let Some(by) = sheet.replaced_by {
            let words = app::text::document::replaced(app::text::Lang::Zh, by);
            small(&mut surface, &words, fonts);
        }
        surface.finish();
        paper.finish();
    }
    document
        .finish()
        .map_err(|error| anyhow!("the PDF could not be finished: {error:?}"))
}

fn draw(surface: &mut Surface<'_>, page: &Page, sheet: &Sheet<'_>, fonts: &Fonts) {
    for line in &page.lines {
        text(surface, line, fonts);
    }
    for place in &page.drawn {
        if let Some(Some(ink)) = sheet.drawn.get(place.nth) {
            strokes(surface, ink, place);
        }
    }
    let Some(rule) = page.rule else { return };
    let mut path = PathBuilder::new();
    path.move_to(LEFT, TOP + rule);
    path.line_to(LEFT + TEXT_WIDTH, TOP + rule);
    let Some(path) = path.finish() else { return };
    surface.set_fill(None);
    surface.set_stroke(Some(Stroke {
        paint: rgb::Color::new(RED.0, RED.1, RED.2).into(),
        width: 0.7 * MM,
        ..Stroke::default()
    }));
    surface.draw_path(&path);
    surface.set_stroke(None);
}

/// A signature's ink, dot by dot: it stays sharp on any printer, and needs no picture in the file.
fn strokes(surface: &mut Surface<'_>, ink: &Ink, place: &Drawn) {
    let (wide, high) = ink.size();
    let dot = (place.width / wide.max(1) as f32).min(place.height / high.max(1) as f32);
    let mut path = PathBuilder::new();
    for run in ink.runs() {
        let x = LEFT + place.x + run.from as f32 * dot;
        let y = TOP + place.top + run.row as f32 * dot;
        let width = (run.to - run.from) as f32 * dot;
        // Rows lie over each other a little, or a screen shows the seams.
        if let Some(rect) = Rect::from_xywh(x, y, width, 1.2 * dot) {
            path.push_rect(rect);
        }
    }
    let Some(path) = path.finish() else { return };
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(0, 0, 0).into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }));
    surface.draw_path(&path);
}

fn text(surface: &mut Surface<'_>, line: &Line, fonts: &Fonts) {
    let (red, green, blue) = if line.red { RED } else { (0, 0, 0) };
    surface.set_fill(Some(Fill {
        paint: rgb::Color::new(red, green, blue).into(),
        opacity: NormalizedF32::ONE,
        rule: krilla::paint::FillRule::default(),
    }));
    let faces: [&Face; 3] = line.style.faces(fonts);
    let mut x = LEFT + line.x;
    let y = TOP + line.middle + BASELINE * line.size;
    // One run for each stretch that one face draws.
    for run in line.letters.chunk_by(|a, b| a.face == b.face) {
        let mut words = String::new();
        let mut glyphs = Vec::with_capacity(run.len());
        for letter in run {
            let start = words.len();
            words.push(letter.character);
            glyphs.push(KrillaGlyph::new(
                GlyphId::new(letter.glyph),
                letter.width / line.size,
                0.0,
                0.0,
                0.0,
                start..words.len(),
                None,
            ));
        }
        let Some(face) = run.first().and_then(|first| faces.get(first.face)) else {
            continue;
        };
        surface.draw_glyphs(
            Point::from_xy(x, y),
            &glyphs,
            face.font(),
            &words,
            line.size,
            false,
        );
        x += width(run);
    }
}

/// — 1 — one character in from the outer side, 7 mm below the text.
fn number(surface: &mut Surface<'_>, nth: u32, fonts: &Fonts) {
    let set = letters(
        &format!("— {nth} —"),
        &Style::Body.faces(fonts),
        PAGE_NUMBER,
        PAGE_NUMBER,
    );
    let x = if nth % 2 == 1 {
        TEXT_WIDTH - PAGE_NUMBER - width(&set)
    } else {
        PAGE_NUMBER
    };
    let line = Line {
        letters: set,
        style: Style::Body,
        size: PAGE_NUMBER,
        x,
        middle: TEXT_HEIGHT + 7.0 * MM,
        red: false,
    };
    text(surface, &line, fonts);
}

/// What became of the document, above its text.
fn small(surface: &mut Surface<'_>, words: &str, fonts: &Fonts) {
    const SIZE: f32 = 10.5;
    let set = letters(words, &Style::Heading.faces(fonts), SIZE, SIZE);
    let x = TEXT_WIDTH - width(&set);
    let line = Line {
        letters: set,
        style: Style::Heading,
        size: SIZE,
        x,
        middle: -20.0 * MM,
        red: false,
    };
    text(surface, &line, fonts);
}
