//! The measures of GB/T 9704-2012, measured on the printed page: 版心 156 × 225 mm with 37 mm above and 28 mm
//! at the left, 22 lines of 28 characters, page numbers 7 mm below on the outer side.

use crate::image::{DOTS, Image};
use crate::reader::{images, lines, printed};
use crate::{content, sheet};
use domain::document::DocumentKind;
use server::office::{Fonts, docx, pdf};

const TOP: f32 = 37.0;
const BOTTOM: f32 = TOP + 225.0;
const LEFT: f32 = 28.0;
const RIGHT: f32 = LEFT + 156.0;
/// From line to line.
const PITCH: f32 = 225.0 / 22.0;
/// A letter's strokes end a little before its cell does.
const NEAR: f32 = 1.0;

/// What is wrong with a full page of running text, the `nth`; empty: nothing.
fn complaints(nth: usize, page: &Image) -> Vec<String> {
    let mut complaints = Vec::new();
    let mut want = |what: &str, is: f32, should: f32, within: f32| {
        if (is - should).abs() > within {
            complaints.push(format!("page {nth}: {what} at {is:.1} mm, not {should:.1}"));
        }
    };
    want("paper's width", page.width as f32 / DOTS as f32, 210.0, 0.5);
    want(
        "paper's height",
        page.height as f32 / DOTS as f32,
        297.0,
        0.5,
    );
    let [left, right, ..] = page.ink(TOP, BOTTOM).expect("text");
    want("left edge of the text", left, LEFT, NEAR);
    want("right edge of the text", right, RIGHT, NEAR);
    let bands = page.bands();
    want("number of lines", bands.len() as f32, 23.0, 0.0);
    for (line, band) in bands.iter().take(22).enumerate() {
        let middle = (band.start + band.end) as f32 / 2.0 / DOTS as f32;
        want(
            "middle of a line",
            middle,
            TOP + (line as f32 + 0.5) * PITCH,
            1.2,
        );
    }
    let Some([left, right, top, bottom]) = page.ink(BOTTOM, 297.0) else {
        complaints.push(format!("page {nth} has no number"));
        return complaints;
    };
    want("page number", f32::midpoint(top, bottom), BOTTOM + 7.0, 1.5);
    // One character of 4号 in from the outer edge.
    let cell = 14.0 * 25.4 / 72.0;
    if nth % 2 == 1 {
        want("outer end of the page number", right, RIGHT - cell, NEAR);
    } else {
        want("outer end of the page number", left, LEFT + cell, NEAR);
    }
    complaints
}

fn opinion() -> Vec<Image> {
    let fonts = Fonts::find().expect("fonts-noto-cjk");
    let content = content();
    images(&pdf(&sheet(DocumentKind::Opinion, &content), &fonts).expect("a PDF"))
}

#[test]
fn a_pdf_keeps_the_margins_the_lines_and_the_page_number() {
    let pages = opinion();
    assert!(pages.len() >= 3);
    assert_eq!(complaints(2, &pages[1]), Vec::<String>::new());
}

/// The sabotage: a page that slipped by a millimetre and a half, and a number on the inner side, are noticed.
#[test]
fn a_shifted_margin_is_noticed() {
    let pages = opinion();
    for (right, down) in [(8, 0), (0, 8)] {
        let moved = pages[1].moved(right, down);
        assert!(!complaints(2, &moved).is_empty(), "{right} {down}");
    }
    let inner = complaints(3, &pages[1]);
    assert_eq!(inner.len(), 1, "{inner:?}");
}

#[test]
fn a_full_line_has_28_characters_in_both_formats() {
    let fonts = Fonts::find().expect("fonts-noto-cjk");
    let content = content();
    let sheet = sheet(DocumentKind::Opinion, &content);
    let own = pdf(&sheet, &fonts).expect("a PDF");
    let word = printed(&docx(&sheet).expect("a .docx"));
    for file in [own, word] {
        let longest = lines(&file)
            .concat()
            .iter()
            .map(|line| line.chars().count())
            .max();
        assert_eq!(longest, Some(28));
    }
}

/// Heights of the lines of the first page down to the first paragraph's, in millimetres.
fn heights(page: &Image) -> Vec<f32> {
    let middle = |band: &std::ops::Range<usize>| (band.start + band.end) as f32 / 2.0 / DOTS as f32;
    page.bands().iter().take(6).map(middle).collect()
}

fn differing(left: &Image, right: &Image) -> usize {
    let (left, right) = (heights(left), heights(right));
    let apart = |(left, right): (&f32, &f32)| (left - right).abs() > 2.0;
    left.iter().zip(&right).filter(|pair| apart(*pair)).count()
}

#[test]
fn a_docx_is_printed_by_libreoffice_as_the_pdf_is_drawn() {
    let content = content();
    let file = docx(&sheet(DocumentKind::Opinion, &content)).expect("a .docx");
    let (word, own) = (images(&printed(&file)), opinion());
    assert_eq!(word.len(), own.len());
    assert_eq!(complaints(2, &word[1]), Vec::<String>::new());
    assert_eq!(
        differing(&word[0], &own[0]),
        0,
        "{:?} {:?}",
        heights(&word[0]),
        heights(&own[0])
    );
    // The sabotage: a heading half a line lower is noticed.
    assert!(differing(&word[0].moved(0, 25), &own[0]) > 0);
}
