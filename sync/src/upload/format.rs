//! What a file is, by how it begins; names and endings prove nothing.

use domain::petition::Media;

/// The format of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// One that the bureau keeps.
    Kept(Media),
    /// A picture as some telephones take it, which few programs open.
    Heic,
    /// Another one; a browser may still open it as a picture.
    Other,
}

/// How many bytes tell a format.
const HEAD: usize = 12;

/// The format a file begins like.
pub fn format(file: &[u8]) -> Format {
    let begins: [(&[u8], Media); 3] = [
        (b"\xff\xd8\xff", Media::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Media::Png),
        (b"%PDF-", Media::Pdf),
    ];
    if let Some((_, media)) = begins.iter().find(|(mark, _)| file.starts_with(mark)) {
        return Format::Kept(*media);
    }
    // ISO/IEC 14496-12: a length, the word "ftyp", and whose kind of file it is.
    match file.get(4..HEAD) {
        Some([b'f', b't', b'y', b'p', b'h', b'e', ..] | b"ftypmif1" | b"ftypmsf1") => Format::Heic,
        _ => Format::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_it_begins_like() {
        let cases: [(&[u8], Format); 9] = [
            (b"\xff\xd8\xff\xe0....", Format::Kept(Media::Jpeg)),
            (b"\x89PNG\r\n\x1a\n....", Format::Kept(Media::Png)),
            (b"%PDF-1.7", Format::Kept(Media::Pdf)),
            (b"\0\0\0\x24ftypheic\0\0\0\0", Format::Heic),
            (b"\0\0\0\x18ftypheix", Format::Heic),
            (b"\0\0\0\x18ftypmif1", Format::Heic),
            (b"\0\0\0\x18ftypisom", Format::Other),
            (b"RIFF\0\0\0\0WEBP", Format::Other),
            (b"", Format::Other),
        ];
        for (file, expected) in cases {
            assert_eq!(format(file), expected, "{file:?}");
        }
    }
}
