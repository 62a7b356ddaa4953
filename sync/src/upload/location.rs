//! Whether a file says where on earth it was made. Devices take that out of pictures and refuse a
//! document that has it; what slips through is not kept by the bureau either, because a petitioner's home
//! is nobody's to collect.
//!
//! Not by walking one format's markers: pictures carry pictures (previews, several in one file, a scan
//! inside a PDF), so every Exif block anywhere in the file is looked into.

/// Begins the Exif block of a JPEG.
const JPEG_EXIF: &[u8] = b"Exif\0\0";
/// Begins the Exif block of a PNG.
const PNG_EXIF: &[u8] = b"eXIf";
/// How XMP names the place.
const XMP_PLACE: &[u8] = b"GPSLatitude";
/// The directory entry that leads to the place (Exif 2.32, 4.6.3).
const GPS_TAG: u16 = 0x8825;
/// Bytes of one directory entry.
const ENTRY: usize = 12;

/// Whether `file` carries a place. A block that cannot be read counts as one that does.
pub fn tells_location(file: &[u8]) -> bool {
    blocks(file, JPEG_EXIF)
        .chain(blocks(file, PNG_EXIF))
        .any(|block| leads_to_place(block).unwrap_or(true))
        || find(file, XMP_PLACE).is_some()
}

/// What follows each `mark`.
fn blocks<'a>(file: &'a [u8], mark: &'static [u8]) -> impl Iterator<Item = &'a [u8]> {
    let mut rest = file;
    std::iter::from_fn(move || {
        rest = &rest[find(rest, mark)? + mark.len()..];
        Some(rest)
    })
}

fn find(file: &[u8], mark: &[u8]) -> Option<usize> {
    let first = mark.first()?;
    let mut from = 0;
    loop {
        // Scanning for one byte first keeps ten megabytes within milliseconds.
        from += file.get(from..)?.iter().position(|byte| byte == first)?;
        if file[from..].starts_with(mark) {
            return Some(from);
        }
        from += 1;
    }
}

/// Whether the first directory of a TIFF block has an entry for the place; `None`: it does not read.
fn leads_to_place(tiff: &[u8]) -> Option<bool> {
    let big = match tiff.get(..4)? {
        b"MM\0*" => true,
        b"II*\0" => false,
        _ => return None,
    };
    let short = |at: usize| -> Option<u16> {
        let pair = tiff.get(at..at.checked_add(2)?)?.try_into().ok()?;
        Some(if big {
            u16::from_be_bytes(pair)
        } else {
            u16::from_le_bytes(pair)
        })
    };
    let four = tiff.get(4..8)?.try_into().ok()?;
    let directory = if big {
        u32::from_be_bytes(four)
    } else {
        u32::from_le_bytes(four)
    };
    let directory = usize::try_from(directory).ok()?;
    let count = usize::from(short(directory)?);
    for nth in 0..count {
        if short(directory.checked_add(2 + nth * ENTRY)?)? == GPS_TAG {
            return Some(true);
        }
    }
    Some(false)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block with one directory entry, in either order of bytes.
    fn exif(mark: &[u8], tag: u16, big: bool) -> Vec<u8> {
        let mut block = mark.to_vec();
        let short = |n: u16| {
            if big {
                n.to_be_bytes()
            } else {
                n.to_le_bytes()
            }
        };
        block.extend(if big { b"MM\0*" } else { b"II*\0" });
        block.extend(if big { [0, 0, 0, 8] } else { [8, 0, 0, 0] });
        block.extend(short(1));
        block.extend(short(tag));
        block.extend([0; 10]);
        block
    }

    #[test]
    fn a_place_is_found_wherever_it_hides() {
        for big in [true, false] {
            for mark in [JPEG_EXIF, PNG_EXIF] {
                let mut file = vec![0xff; 1000];
                // A harmless block first: the second one counts as well.
                file.extend(exif(mark, 0x0112, big));
                assert!(!tells_location(&file));
                file.extend(exif(mark, GPS_TAG, big));
                assert!(tells_location(&file));
            }
        }
        assert!(tells_location(b"<x exif:GPSLatitude='31,1N'/>"));
    }

    #[test]
    fn a_block_that_does_not_read_is_not_trusted() {
        assert!(tells_location(b"Exif\0\0"));
        assert!(tells_location(b"Exif\0\0II*\0\xff\xff\xff\xff"));
        let whole = exif(JPEG_EXIF, 0x0112, true);
        assert!(tells_location(&whole[..whole.len() - 11]));
    }

    #[test]
    fn ordinary_bytes_tell_nothing() {
        assert!(!tells_location(b""));
        assert!(!tells_location(b"Exif and GPS are words"));
        assert!(!tells_location(&[b'E'; 100]));
    }
}
