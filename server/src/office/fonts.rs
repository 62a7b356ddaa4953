//! Fonts for PDF. The official ones (仿宋_GB2312, 方正小标宋) are not ours to give away: one that the county
//! installed is taken, else an open one of the system (Debian: fonts-noto-cjk).

use krilla::text::Font;
use skrifa::raw::{FileRef, FontRef};
use skrifa::string::StringId;
use skrifa::{GlyphId, MetadataProvider};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where systems keep fonts.
const FOLDERS: [&str; 2] = ["/usr/share/fonts", "/usr/local/share/fonts"];
/// Files in the order in which they are taken, for running text.
const BODY: [&str; 7] = [
    "FangSong_GB2312.ttf",
    "simfang.ttf",
    "FandolFang-Regular.otf",
    "NotoSerifCJK-Regular.ttc",
    "NotoSerifCJKsc-Regular.otf",
    "SourceHanSerifSC-Regular.otf",
    "NotoSansCJK-Regular.ttc",
];
/// For titles and the organ's mark.
const TITLE: [&str; 5] = [
    "FZXBSJW.TTF",
    "NotoSerifCJK-Bold.ttc",
    "NotoSerifCJKsc-Bold.otf",
    "SourceHanSerifSC-Bold.otf",
    "NotoSansCJK-Bold.ttc",
];
/// For headings of the first level (黑体).
const HEADING: [&str; 3] = [
    "simhei.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJKsc-Regular.otf",
];

/// There is no font that has Chinese characters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error(
    "没有找到中文字体，不能生成 PDF；请安装 fonts-noto-cjk 后重启 · \
     no Chinese font found, PDF cannot be made: install fonts-noto-cjk and restart"
)]
pub struct NoFont;

/// One face, to be measured and drawn with.
pub struct Face {
    bytes: Arc<Vec<u8>>,
    index: u32,
    font: Font,
}

/// The faces of a document.
pub struct Fonts {
    /// Running text.
    pub body: Face,
    /// Titles and the organ's mark.
    pub title: Face,
    /// Headings.
    pub heading: Face,
}

impl Fonts {
    /// Reads the fonts of this machine: tens of megabytes, so do it once.
    ///
    /// # Errors
    /// [`NoFont`]
    pub fn find() -> Result<Fonts, NoFont> {
        Fonts::in_folders(&FOLDERS.map(PathBuf::from))
    }

    /// Reads the fonts under these folders.
    ///
    /// # Errors
    /// [`NoFont`]
    pub fn in_folders(folders: &[PathBuf]) -> Result<Fonts, NoFont> {
        let files = files(folders);
        let first = |names: &[&str]| {
            names
                .iter()
                .filter_map(|name| named(&files, name))
                .find_map(|path| Face::read(path))
        };
        let body = first(&BODY).ok_or(NoFont)?;
        let title = first(&TITLE).unwrap_or_else(|| body.again());
        let heading = first(&HEADING).unwrap_or_else(|| body.again());
        Ok(Fonts {
            body,
            title,
            heading,
        })
    }

    /// The file running text would be drawn with, without reading it.
    pub fn file() -> Option<PathBuf> {
        let files = files(&FOLDERS.map(PathBuf::from));
        BODY.iter().find_map(|name| named(&files, name).cloned())
    }
}

impl Face {
    fn read(path: &Path) -> Option<Face> {
        let bytes = Arc::new(std::fs::read(path).ok()?);
        let index = simplified(&bytes)?;
        let font = Font::new(bytes.clone().into(), index)?;
        Some(Face { bytes, index, font })
    }

    fn again(&self) -> Face {
        Face {
            bytes: self.bytes.clone(),
            index: self.index,
            font: self.font.clone(),
        }
    }

    /// The font as the PDF embeds it.
    pub fn font(&self) -> Font {
        self.font.clone()
    }

    /// The glyph of a character and its width as a share of the size; `None`: this face has none.
    pub fn glyph(&self, character: char) -> Option<(u32, f32)> {
        let font = FontRef::from_index(&self.bytes, self.index).ok()?;
        let glyph: GlyphId = font.charmap().map(character)?;
        let size = skrifa::instance::Size::new(1.0);
        let metrics = font.glyph_metrics(size, skrifa::instance::LocationRef::default());
        Some((glyph.to_u32(), metrics.advance_width(glyph)?))
    }
}

/// The face of a file that draws simplified Chinese as the mainland writes it.
fn simplified(bytes: &[u8]) -> Option<u32> {
    match FileRef::new(bytes).ok()? {
        FileRef::Font(_) => Some(0),
        FileRef::Collection(faces) => {
            let of_the_mainland = |index: &u32| {
                faces.get(*index).is_ok_and(|face| {
                    face.localized_strings(StringId::FAMILY_NAME)
                        .any(|name| name.to_string().ends_with(" SC"))
                })
            };
            (0..faces.len()).find(of_the_mainland).or(Some(0))
        }
    }
}

fn files(folders: &[PathBuf]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = folders.to_vec();
    while let Some(folder) = folders.pop() {
        let Ok(entries) = std::fs::read_dir(folder) else {
            continue;
        };
        for entry in entries.flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found
}

fn named<'a>(files: &'a [PathBuf], name: &str) -> Option<&'a PathBuf> {
    files.iter().find(|file| {
        file.file_name()
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_without_fonts_is_told_what_to_install() {
        let empty = tempfile::tempdir().expect("a folder");
        let none = Fonts::in_folders(&[empty.path().to_owned()]).err();
        assert_eq!(none, Some(NoFont));
        assert!(NoFont.to_string().contains("fonts-noto-cjk"));
    }
}
