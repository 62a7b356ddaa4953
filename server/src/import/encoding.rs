//! What a text file was written in: UTF-8, or GB18030 as older office programs save it.
//!
//! GB18030 has no mark of its own and nearly any bytes decode as *something*, so a guess is only
//! believed when the result is made of the characters that everyday Chinese is made of.

use std::borrow::Cow;

/// The mark some programs put in front of UTF-8.
const UTF8_MARK: &[u8] = b"\xef\xbb\xbf";
/// The same mark in GB18030.
const GB18030_MARK: &[u8] = b"\x84\x31\x95\x33";

/// An encoding this program reads.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Encoding {
    Utf8,
    Gb18030,
}

/// Why a file is not read as text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unreadable {
    /// UTF-16, which some programs call Unicode text.
    Utf16,
    /// UTF-8 with broken bytes on this line.
    DamagedUtf8 { line: u64 },
    /// Neither UTF-8 nor GB18030; the first foreign byte is on this line.
    Unknown { line: u64 },
    /// No text at all.
    Binary,
}

/// Decodes a whole file.
///
/// # Errors
/// [`Unreadable`], when it is not text in one of the encodings read here.
pub fn decode(bytes: &[u8]) -> Result<(Encoding, Cow<'_, str>), Unreadable> {
    if bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff") {
        return Err(Unreadable::Utf16);
    }
    if bytes.contains(&0) {
        return Err(Unreadable::Binary);
    }
    let unmarked = bytes.strip_prefix(UTF8_MARK);
    let body = unmarked.unwrap_or(bytes);
    let error = match std::str::from_utf8(body) {
        Ok(text) => return Ok((Encoding::Utf8, Cow::Borrowed(text))),
        Err(error) => error,
    };
    let line = line_of(body, error.valid_up_to());
    if unmarked.is_some() || mostly_utf8(body) {
        return Err(Unreadable::DamagedUtf8 { line });
    }
    let body = body.strip_prefix(GB18030_MARK).unwrap_or(body);
    let decoded = encoding_rs::GB18030.decode_without_bom_handling_and_without_replacement(body);
    match decoded {
        Some(text) if everyday_chinese(body) => Ok((Encoding::Gb18030, text)),
        _ => Err(Unreadable::Unknown { line }),
    }
}

fn line_of(bytes: &[u8], position: usize) -> u64 {
    let before = bytes.iter().take(position).filter(|byte| **byte == b'\n');
    before.count() as u64 + 1
}

/// Whether most bytes beyond ASCII belong to well-formed UTF-8: a file cut or patched, not another encoding.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let foreign = |text: &[u8]| text.iter().filter(|byte| !byte.is_ascii()).count();
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += foreign(chunk.valid().as_bytes());
        bad += chunk.invalid().len();
    }
    good > bad * 4
}

/// Whether the two-byte characters are mostly GB 2312 punctuation and first-level characters, which
/// make up nearly all of everyday text; misread Big5, Latin or broken UTF-8 scatters elsewhere.
fn everyday_chinese(bytes: &[u8]) -> bool {
    let (mut everyday, mut rare) = (0_usize, 0_usize);
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = match (first, tail) {
            (0..=0x80, _) => tail,
            // Four bytes hold rare characters and emoji: they speak neither for nor against.
            (_, [0x30..=0x39, _, _, after @ ..]) => after,
            (0xa1..=0xa9 | 0xb0..=0xd7, [0xa1..=0xfe, after @ ..]) => {
                everyday += 1;
                after
            }
            (_, [_, after @ ..]) => {
                rare += 1;
                after
            }
            (_, []) => &[],
        };
    }
    everyday * 10 >= (everyday + rare) * 7
}

#[cfg(test)]
mod tests {
    use super::*;

    const WORDS: &str = "编号,主题\n1,反映村里道路破损无人修补的问题，盼答复。𠮷野家😀\n";

    #[test]
    fn utf8_is_read_with_and_without_its_mark() {
        let marked = [UTF8_MARK, WORDS.as_bytes()].concat();
        assert_eq!(decode(WORDS.as_bytes()), Ok((Encoding::Utf8, WORDS.into())));
        assert_eq!(decode(&marked), Ok((Encoding::Utf8, WORDS.into())));
    }

    #[test]
    fn gb18030_is_read_with_rare_characters_and_emoji() {
        let (bytes, _, lost) = encoding_rs::GB18030.encode(WORDS);
        assert!(!lost);
        let marked = [GB18030_MARK, &bytes].concat();
        assert_eq!(decode(&bytes), Ok((Encoding::Gb18030, WORDS.into())));
        assert_eq!(decode(&marked), Ok((Encoding::Gb18030, WORDS.into())));
    }

    #[test]
    fn other_encodings_are_refused_and_never_misread() {
        let traditional = "編號,主題\n1,反映村裡道路破損無人修補的問題,請儘快處理並回覆,謝謝\n";
        let (big5, _, _) = encoding_rs::BIG5.encode(traditional);
        assert_eq!(decode(&big5), Err(Unreadable::Unknown { line: 1 }));
        let (latin, _, _) = encoding_rs::WINDOWS_1252.encode("id,subject\n1,déjà vu à la mairie\n");
        assert_eq!(decode(&latin), Err(Unreadable::Unknown { line: 2 }));
        let (shift_jis, _, _) =
            encoding_rs::SHIFT_JIS.encode("番号,主題\n1,道路の修理をお願いします\n");
        assert_eq!(decode(&shift_jis), Err(Unreadable::Unknown { line: 1 }));
        assert_eq!(decode(b"\xff\xfea\0"), Err(Unreadable::Utf16));
        assert_eq!(decode(b"a\0b"), Err(Unreadable::Binary));
    }

    #[test]
    fn a_damaged_file_is_named_with_its_line() {
        let mut bytes = WORDS.as_bytes().to_vec();
        bytes.extend_from_slice(b"2,\xe5\x8f,\n");
        assert_eq!(decode(&bytes), Err(Unreadable::DamagedUtf8 { line: 3 }));
    }
}
