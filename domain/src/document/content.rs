//! What a document says, as a value: the tablet's preview, the printed page, .docx and PDF are drawn
//! from it alone.

use crate::ids::AttachmentId;
use crate::petition::{FileDigest, LINE_LIMIT, TEXT_LIMIT};
use crate::refusal::{Field, Refusal};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// The most paragraphs of one document.
pub const PARAGRAPHS: usize = 200;
/// The most attachments listed under one document.
pub const ATTACHMENT_LINES: usize = 20;
/// Marks a place that somebody has to fill in by hand; a document with one left is not issued.
pub const BLANK: &str = "＿＿";

/// How a paragraph stands in the text (GB/T 9704: 结构层次).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Level {
    /// Running text.
    Body,
    /// 一、 a heading of the first level.
    First,
    /// （一） a heading of the second level.
    Second,
}

/// One paragraph.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Paragraph {
    /// How it stands.
    pub level: Level,
    /// Its words, on one line.
    pub text: String,
}

/// A signature that was drawn by hand on the sheet of a device: a file of the petition, named with its digest so
/// that the document freezes the very strokes.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DrawnSignature {
    /// The file.
    pub id: AttachmentId,
    /// The SHA-256 of its bytes.
    pub sha256: FileDigest,
}

/// A document, whole.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Content {
    /// The organ that issues it: its red mark above and its name below.
    pub issuer: String,
    /// 标题
    pub title: String,
    /// 主送: the people or the organ it is for, without the colon.
    pub addressee: String,
    /// 正文
    pub paragraphs: Vec<Paragraph>,
    /// 附件说明: the name of each attachment.
    pub attachments: Vec<String>,
    /// 成文日期
    pub on: NaiveDate,
    /// 手写签名, drawn below the text; none in most kinds, and none in documents older than they are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signatures: Vec<DrawnSignature>,
}

/// A day as documents write it, in words of the law that have one language: `2026年3月5日`.
pub fn day(on: NaiveDate) -> String {
    format!("{}年{}月{}日", on.year(), on.month(), on.day())
}

impl Content {
    /// Whether it reads as a document: nothing empty, nothing endless, no place left to fill in.
    ///
    /// # Errors
    /// A [`Refusal`] that names the field.
    pub fn readable(&self) -> Result<(), Refusal> {
        needed(Field::DocumentTitle, &self.title, LINE_LIMIT)?;
        needed(Field::Addressee, &self.addressee, TEXT_LIMIT)?;
        bounded(
            Field::DocumentText,
            self.paragraphs.iter().map(|paragraph| &paragraph.text),
            PARAGRAPHS,
        )?;
        if self.paragraphs.is_empty() {
            return Err(Refusal::Missing(Field::DocumentText));
        }
        bounded(
            Field::DocumentAttachments,
            self.attachments.iter(),
            ATTACHMENT_LINES,
        )?;
        if self.says(BLANK) {
            return Err(Refusal::BlankLeft);
        }
        Ok(())
    }

    /// Whether some paragraph says these words.
    pub fn says(&self, words: &str) -> bool {
        self.paragraphs
            .iter()
            .any(|paragraph| paragraph.text.contains(words))
    }
}

fn needed(field: Field, text: &str, limit: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Missing(field));
    }
    if text.chars().count() > limit {
        return Err(Refusal::TooLong { field, limit });
    }
    Ok(())
}

fn bounded<'a>(
    field: Field,
    mut texts: impl ExactSizeIterator<Item = &'a String>,
    limit: usize,
) -> Result<(), Refusal> {
    if texts.len() > limit {
        return Err(Refusal::TooLong { field, limit });
    }
    texts.try_for_each(|text| needed(field, text, TEXT_LIMIT))
}
