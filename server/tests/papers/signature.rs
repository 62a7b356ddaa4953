//! A signature drawn by hand stands on the receipt of service, in either format, where a pen would have put it.

use crate::image::Image;
use crate::reader::{images, lines, printed};
use crate::{content, sheet};
use ::image::{ImageFormat, Rgba, RgbaImage};
use domain::document::{Content, DocumentKind, DrawnSignature};
use domain::ids::AttachmentId;
use domain::petition::{FileDigest, Media};
use server::office::{Fonts, Ink, Sheet, docx, pdf};
use std::io::Cursor;
use uuid::Uuid;

/// One stroke from corner to corner, ink on nothing, as the sheet to sign on gives it.
fn stroke() -> Vec<u8> {
    let picture = RgbaImage::from_fn(1_200, 400, |x, y| {
        let near = x.abs_diff(y * 3) < 20;
        Rgba([28, 35, 43, if near { 255 } else { 0 }])
    });
    let mut png = Cursor::new(Vec::new());
    picture.write_to(&mut png, ImageFormat::Png).expect("a PNG");
    png.into_inner()
}

/// A receipt of one page with a signature.
fn receipt() -> Content {
    let mut content = content();
    content.paragraphs.truncate(2);
    content.signatures = vec![DrawnSignature {
        id: AttachmentId(Uuid::from_u128(1)),
        sha256: FileDigest([7; 32]),
    }];
    content
}

fn pages(content: &Content, drawn: &[Option<Ink>]) -> [(Vec<u8>, Image); 2] {
    let fonts = Fonts::find().expect("fonts-noto-cjk");
    let sheet = Sheet {
        drawn,
        ..sheet(DocumentKind::ServiceReceipt, content)
    };
    let pdf = pdf(&sheet, &fonts).expect("a PDF");
    let word = printed(&docx(&sheet).expect("a .docx"));
    [pdf, word].map(|file| {
        let mut pages = images(&file);
        assert_eq!(pages.len(), 1);
        (file, pages.remove(0))
    })
}

/// The tallest thing on the page: no letter is as tall as a signature.
fn tallest(page: &Image) -> f32 {
    let heights = page.bands().into_iter().map(|band| band.len());
    heights.max().unwrap_or(0) as f32 / crate::image::DOTS as f32
}

#[test]
fn the_stroke_is_two_lines_high_behind_its_label() {
    let content = receipt();
    let ink = Ink::read(Media::Png, &stroke());
    for (nth, (file, page)) in pages(&content, &[ink]).into_iter().enumerate() {
        assert!(lines(&file).concat().concat().contains("手写签名："));
        let tall = tallest(&page);
        assert!((19.0..22.0).contains(&tall), "{nth}: {tall} mm");
    }
}

/// The sabotage: without the picture nothing is that tall, and the document says that it has not come.
#[test]
fn a_picture_that_has_not_come_is_told() {
    let content = receipt();
    for (file, page) in pages(&content, &[None]) {
        assert!(lines(&file).concat().concat().contains("图片未传到"));
        assert!(tallest(&page) < 12.0, "{} mm", tallest(&page));
    }
}
