//! Small copies of pictures, for lists.

use domain::petition::Media;
use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, GenericImageView, ImageFormat, ImageReader, Limits, Rgb, RgbImage};
use std::io::Cursor;

/// The long side of a small copy in pixels.
pub const LONG_SIDE: u32 = 320;
/// A sensible size for a small JPEG.
const QUALITY: u8 = 80;
/// The longest side in pixels that is opened; cameras stay below, bombs do not.
const MOST_PIXELS: u32 = 16_384;
/// The most memory one picture may take while it is opened.
const MOST_BYTES: u64 = 256 * 1024 * 1024;

/// The picture; `None`: it is none, none that opens, or larger than any camera's.
pub(crate) fn opened(media: Media, file: &[u8]) -> Option<DynamicImage> {
    let format = match media {
        Media::Jpeg => ImageFormat::Jpeg,
        Media::Png => ImageFormat::Png,
        Media::Pdf => return None,
    };
    let mut limits = Limits::default();
    limits.max_image_width = Some(MOST_PIXELS);
    limits.max_image_height = Some(MOST_PIXELS);
    limits.max_alloc = Some(MOST_BYTES);
    let mut reader = ImageReader::with_format(Cursor::new(file), format);
    reader.limits(limits);
    reader.decode().ok()
}

/// A small JPEG of the picture; `None`: it is no picture, or none that opens.
pub fn thumbnail(media: Media, file: &[u8]) -> Option<Vec<u8>> {
    let whole = opened(media, file)?;
    let small = if whole.width().max(whole.height()) > LONG_SIDE {
        whole.thumbnail(LONG_SIDE, LONG_SIDE)
    } else {
        whole
    };
    let mut jpeg = Vec::new();
    on_white(&small)
        .write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))
        .ok()?;
    Some(jpeg)
}

/// A signature is ink on nothing; JPEG knows no nothing, and black on black says nothing.
fn on_white(picture: &DynamicImage) -> RgbImage {
    let (width, height) = picture.dimensions();
    let picture = picture.to_rgba8();
    RgbImage::from_fn(width, height, |x, y| {
        let [red, green, blue, ink] = picture.get_pixel(x, y).0.map(u32::from);
        let laid = |colour: u32| {
            let mixed = (colour * ink + 255 * (255 - ink)) / 255;
            u8::try_from(mixed).unwrap_or(u8::MAX)
        };
        Rgb([laid(red), laid(green), laid(blue)])
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{Rgba, RgbaImage};

    fn png(picture: &RgbaImage) -> Vec<u8> {
        let mut file = Cursor::new(Vec::new());
        picture.write_to(&mut file, ImageFormat::Png).unwrap();
        file.into_inner()
    }

    #[test]
    fn the_long_side_shrinks_and_the_shape_stays() {
        let file = png(&RgbaImage::from_pixel(800, 400, Rgba([10, 200, 30, 255])));
        let small = image::load_from_memory(&thumbnail(Media::Png, &file).unwrap()).unwrap();
        assert_eq!(small.dimensions(), (320, 160));
    }

    #[test]
    fn ink_on_nothing_becomes_ink_on_white() {
        let mut signature = RgbaImage::new(64, 32);
        for x in 0..32 {
            for y in 0..32 {
                signature.put_pixel(x, y, Rgba([0, 0, 0, 255]));
            }
        }
        let small = thumbnail(Media::Png, &png(&signature)).unwrap();
        let small = image::load_from_memory(&small).unwrap().to_rgb8();
        assert_eq!(small.dimensions(), (64, 32));
        assert!(small.get_pixel(8, 8).0[0] < 30 && small.get_pixel(56, 8).0[0] > 225);
    }

    #[test]
    fn what_does_not_open_has_no_small_copy() {
        assert_eq!(thumbnail(Media::Pdf, b"%PDF-1.7"), None);
        assert_eq!(thumbnail(Media::Jpeg, b"\xff\xd8\xff broken"), None);
        // A header that promises more than any camera has.
        let mut bomb = png(&RgbaImage::new(1, 1));
        bomb[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
        assert_eq!(thumbnail(Media::Png, &bomb), None);
    }
}
