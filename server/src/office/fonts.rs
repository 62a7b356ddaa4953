//! Fonts for PDF. The official ones (仿宋_GB2312, 方正小标宋) are not ours to give away: one that the county
//! installed is taken, else an open one of the system (Debian: fonts-noto-cjk).

use crate::config::FontFiles;
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

/// Why PDFs cannot be drawn.
#[derive(Clone, PartialEq, Eq, Debug, thiserror::Error)]
pub enum NoFont {
    /// There is no font that has Chinese characters.
    #[error(
        "没有找到中文字体，不能生成 PDF；请安装 fonts-noto-cjk，或在设置里写明 font，再重启 · \
         no Chinese font found, PDF cannot be made: install fonts-noto-cjk or name one with the setting font, and restart"
    )]
    Nowhere,
    /// The file that somebody named cannot be read.
    #[error(
        "读不到设置里的字体文件 {file}（{cause}）；请改正 font、title_font 或 heading_font，或去掉 · \
         cannot read the font named in the settings, {file} ({cause}): mend font, title_font or heading_font, or leave it out"
    )]
    Unreadable {
        /// The file.
        file: String,
        /// What the system says.
        cause: String,
    },
    /// The file that somebody named is no font, or has no Chinese characters.
    #[error(
        "{file} 不是字体文件，或者里面没有汉字；请换一个 .ttf、.otf 或 .ttc · \
         {file} is no font, or has no Chinese characters: name another .ttf, .otf or .ttc"
    )]
    NotChinese {
        /// The file.
        file: String,
    },
}

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
    /// [`NoFont::Nowhere`]
    pub fn find() -> Result<Fonts, NoFont> {
        Fonts::open(&FontFiles::default())
    }

    /// Reads the named fonts, and for what is not named the best this machine has.
    ///
    /// # Errors
    /// [`NoFont`]
    pub fn open(named: &FontFiles) -> Result<Fonts, NoFont> {
        Fonts::in_folders(named, &FOLDERS.map(PathBuf::from))
    }

    fn in_folders(named: &FontFiles, folders: &[PathBuf]) -> Result<Fonts, NoFont> {
        let files = files(folders);
        let first = |named: &Option<PathBuf>, names: &[&str]| {
            if let Some(path) = named {
                return Face::named(path).map(Some);
            }
            let known = names.iter().filter_map(|name| called(&files, name));
            Ok(known.filter_map(|path| Face::read(path).ok()).next())
        };
        let body = first(&named.body, &BODY)?.ok_or(NoFont::Nowhere)?;
        let title = first(&named.title, &TITLE)?.unwrap_or_else(|| body.again());
        let heading = first(&named.heading, &HEADING)?.unwrap_or_else(|| body.again());
        Ok(Fonts {
            body,
            title,
            heading,
        })
    }

    /// Whether what is named can be drawn with; what is not named is looked for when the first PDF is asked for.
    ///
    /// # Errors
    /// [`NoFont::Unreadable`] or [`NoFont::NotChinese`].
    pub fn check(named: &FontFiles) -> Result<(), NoFont> {
        let files = [&named.body, &named.title, &named.heading];
        files
            .into_iter()
            .flatten()
            .try_for_each(|path| Face::named(path).map(|_| ()))
    }

    /// The file running text would be drawn with, without reading it.
    pub fn file(named: &FontFiles) -> Option<PathBuf> {
        let files = files(&FOLDERS.map(PathBuf::from));
        let known = || BODY.iter().find_map(|name| called(&files, name).cloned());
        named.body.clone().or_else(known)
    }
}

impl Face {
    /// A file that somebody named; it must draw Chinese.
    fn named(path: &Path) -> Result<Face, NoFont> {
        let face = Face::read(path)?;
        let file = path.display().to_string();
        let chinese = ['信', '访', '县']
            .into_iter()
            .all(|one| face.glyph(one).is_some());
        chinese.then_some(face).ok_or(NoFont::NotChinese { file })
    }

    fn read(path: &Path) -> Result<Face, NoFont> {
        let file = path.display().to_string();
        let bytes = std::fs::read(path).map_err(|cause| NoFont::Unreadable {
            file: file.clone(),
            cause: cause.to_string(),
        })?;
        Face::of(bytes).ok_or(NoFont::NotChinese { file })
    }

    fn of(bytes: Vec<u8>) -> Option<Face> {
        let bytes = Arc::new(bytes);
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

fn called<'a>(files: &'a [PathBuf], name: &str) -> Option<&'a PathBuf> {
    files.iter().find(|file| {
        file.file_name()
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(path: &Path) -> FontFiles {
        FontFiles {
            body: Some(path.to_owned()),
            ..FontFiles::default()
        }
    }

    #[test]
    fn a_machine_without_fonts_is_told_what_to_install() {
        let empty = tempfile::tempdir().expect("a folder");
        let none = Fonts::in_folders(&FontFiles::default(), &[empty.path().to_owned()]).err();
        assert_eq!(none, Some(NoFont::Nowhere));
        assert!(NoFont::Nowhere.to_string().contains("fonts-noto-cjk"));
    }

    #[test]
    fn a_named_font_is_drawn_with_whatever_else_there_is() {
        let system = Fonts::file(&FontFiles::default()).expect("fonts-noto-cjk");
        let folder = tempfile::tempdir().expect("a folder");
        let own = folder.path().join("county.ttc");
        std::fs::copy(&system, &own).expect("copied");
        let nowhere = [folder.path().join("none")];
        assert_eq!(Fonts::check(&body(&own)), Ok(()));
        assert_eq!(Fonts::file(&body(&own)), Some(own.clone()));
        let fonts = Fonts::in_folders(&body(&own), &nowhere).expect("the named one");
        assert!(fonts.body.glyph('信').is_some());
    }

    #[test]
    fn a_font_that_is_not_there_or_is_none_is_named_with_what_to_do() {
        let folder = tempfile::tempdir().expect("a folder");
        let missing = folder.path().join("仿宋.ttf");
        let told = Fonts::check(&body(&missing)).expect_err("it is not there");
        assert!(matches!(told, NoFont::Unreadable { .. }), "{told:?}");
        assert!(told.to_string().contains("仿宋.ttf") && told.to_string().contains("mend font"));
        let letter = folder.path().join("letter.ttf");
        std::fs::write(&letter, "no font").expect("written");
        let told = Fonts::open(&body(&letter)).err().expect("it is no font");
        assert!(matches!(told, NoFont::NotChinese { .. }), "{told:?}");
        assert!(told.to_string().contains("letter.ttf"));
    }
}
