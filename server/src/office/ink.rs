//! Signatures drawn by hand: what is ink in the picture, drawn as ink on paper.

use crate::attachment::opened;
use domain::petition::Media;
use image::{ImageFormat, RgbaImage};
use std::io::Cursor;

/// From this on a dot is ink: half covered, or half dark.
const HALF: u8 = 128;

/// A picture of strokes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ink {
    picture: RgbaImage,
}

/// Dots side by side on one row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Run {
    /// The row, from the top.
    pub row: u32,
    /// The first dot.
    pub from: u32,
    /// The dot after the last.
    pub to: u32,
}

impl Ink {
    /// Reads the file; `None`: it is no picture, or none that opens.
    pub fn read(media: Media, file: &[u8]) -> Option<Ink> {
        let picture = opened(media, file)?.to_rgba8();
        Some(Ink { picture })
    }

    /// Width and height, in dots.
    pub fn size(&self) -> (u32, u32) {
        self.picture.dimensions()
    }

    fn is_ink(&self, x: u32, y: u32) -> bool {
        let [red, green, blue, covered] = self.picture.get_pixel(x, y).0;
        let light = (u16::from(red) + u16::from(green) + u16::from(blue)) / 3;
        covered >= HALF && light < u16::from(HALF)
    }

    /// The ink, row by row.
    pub fn runs(&self) -> Vec<Run> {
        let (width, height) = self.size();
        let mut runs: Vec<Run> = Vec::new();
        for row in 0..height {
            for x in (0..width).filter(|x| self.is_ink(*x, row)) {
                match runs.last_mut() {
                    Some(run) if run.row == row && run.to == x => run.to += 1,
                    _ => runs.push(Run {
                        row,
                        from: x,
                        to: x + 1,
                    }),
                }
            }
        }
        runs
    }

    /// The picture as PNG, whatever it came as; `None`: it could not be written.
    pub fn png(&self) -> Option<Vec<u8>> {
        let mut png = Cursor::new(Vec::new());
        self.picture.write_to(&mut png, ImageFormat::Png).ok()?;
        Some(png.into_inner())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    #[test]
    fn ink_is_what_is_dark_and_there() {
        let picture = RgbaImage::from_fn(4, 2, |x, y| match (x, y) {
            (1 | 2, 0) => Rgba([28, 35, 43, 255]),
            // As good as nothing, and white.
            (0, 1) => Rgba([28, 35, 43, 20]),
            (3, 1) => Rgba([250, 250, 250, 255]),
            _ => Rgba([0, 0, 0, 0]),
        });
        let runs = Ink { picture }.runs();
        let (row, from, to) = (0, 1, 3);
        assert_eq!(runs, [Run { row, from, to }]);
    }

    #[test]
    fn a_picture_is_read_as_it_was_written() {
        let picture = RgbaImage::from_pixel(3, 2, Rgba([0, 0, 0, 255]));
        let png = Ink { picture }.png().expect("a PNG");
        let read = Ink::read(Media::Png, &png).expect("a picture");
        assert_eq!((read.size(), read.runs().len()), ((3, 2), 2));
        assert!(Ink::read(Media::Png, b"no picture").is_none());
        assert!(Ink::read(Media::Pdf, &png).is_none());
    }
}
