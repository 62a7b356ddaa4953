//! Files beside a petition (附件): photos, scans, signatures. The paper travels with the record at once;
//! the bytes follow later, and a record never waits for them.

use super::check::line;
use super::{Petition, Step};
use crate::ids::{AttachmentId, Moment};
use crate::refusal::{Field, Refusal};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// The most bytes of one file: 10 MiB.
pub const ATTACHMENT_BYTES: u32 = 10 * 1024 * 1024;
/// The most files of one petition.
pub const ATTACHMENTS: usize = 30;

/// What kind of file it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum AttachmentKind {
    /// 照片
    Photo,
    /// 扫描件
    Scan,
    /// 手写签名
    Signature,
    /// 文件
    File,
}

impl AttachmentKind {
    /// Every kind, in the order offices list them.
    pub const ALL: &'static [AttachmentKind] = &[
        AttachmentKind::Photo,
        AttachmentKind::Scan,
        AttachmentKind::Signature,
        AttachmentKind::File,
    ];
}

/// The format of the bytes; nothing that could run when it is opened.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Media {
    /// A JPEG picture.
    #[serde(rename = "image/jpeg")]
    Jpeg,
    /// A PNG picture.
    #[serde(rename = "image/png")]
    Png,
    /// A PDF document.
    #[serde(rename = "application/pdf")]
    Pdf,
}

impl Media {
    /// Every format.
    pub const ALL: &'static [Media] = &[Media::Jpeg, Media::Png, Media::Pdf];

    /// Its registered name, as in `Content-Type`.
    pub fn name(self) -> &'static str {
        match self {
            Media::Jpeg => "image/jpeg",
            Media::Png => "image/png",
            Media::Pdf => "application/pdf",
        }
    }

    /// How file names of this format end, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Media::Jpeg => "jpg",
            Media::Png => "png",
            Media::Pdf => "pdf",
        }
    }

    /// Whether it can be shown as a picture.
    pub fn is_picture(self) -> bool {
        matches!(self, Media::Jpeg | Media::Png)
    }
}

/// Which paper a file belongs to. Visits and contacts are named by the time they were recorded and
/// not by position: two tablets without a network both believe to have written the next one.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum About {
    /// What came in.
    Registration,
    /// The visit with this `Entry::recorded_at`.
    Visit(Moment),
    /// The call or meeting with this `Entry::recorded_at`.
    Contact(Moment),
    /// The delivery of the answer.
    Delivery,
}

/// SHA-256 of a whole file; 64 hexadecimal digits in ledgers and messages.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct FileDigest(pub [u8; 32]);

impl fmt::Display for FileDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for FileDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl From<FileDigest> for String {
    fn from(digest: FileDigest) -> String {
        digest.to_string()
    }
}

impl TryFrom<String> for FileDigest {
    type Error = &'static str;
    fn try_from(text: String) -> Result<FileDigest, &'static str> {
        text.parse()
    }
}

impl FromStr for FileDigest {
    type Err = &'static str;
    fn from_str(text: &str) -> Result<FileDigest, &'static str> {
        let wrong = "a digest has 64 hexadecimal digits";
        let digits = text.as_bytes();
        if digits.len() != 64 || !digits.iter().all(u8::is_ascii_hexdigit) {
            return Err(wrong);
        }
        let mut bytes = [0; 32];
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks(2)) {
            let pair = std::str::from_utf8(pair).map_err(|_| wrong)?;
            *byte = u8::from_str_radix(pair, 16).map_err(|_| wrong)?;
        }
        Ok(FileDigest(bytes))
    }
}

/// What is written down about one file.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attachment {
    /// Its id, made by the device; never a file's own name.
    pub id: AttachmentId,
    /// What kind.
    pub kind: AttachmentKind,
    /// Which paper it belongs to; `None`: the petition as a whole.
    pub about: Option<About>,
    /// What it shows, a line.
    pub name: String,
    /// The format.
    pub media: Media,
    /// Its size, from 1 to [`ATTACHMENT_BYTES`].
    pub bytes: u32,
    /// By which the bureau proves that every byte has come.
    pub sha256: FileDigest,
    /// When the picture was taken, by the device's own clock: a claim.
    pub taken_at: Option<Moment>,
}

/// A file as the petition holds it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Attached {
    /// What was written down.
    pub paper: Attachment,
    /// 已存: the bureau holds every byte and has proved them.
    pub stored: bool,
}

/// Whether this file may be attached here.
pub(super) fn attachable(petition: &Petition, attachment: &Attachment) -> Result<(), Refusal> {
    if petition.attached(attachment.id).is_some() {
        return Err(Refusal::AttachedAlready);
    }
    if petition.attachments.len() >= ATTACHMENTS {
        return Err(Refusal::TooManyAttachments { limit: ATTACHMENTS });
    }
    line(Field::AttachmentName, &attachment.name)?;
    if attachment.bytes == 0 {
        return Err(Refusal::Missing(Field::Attachment));
    }
    if attachment.bytes > ATTACHMENT_BYTES {
        return Err(Refusal::AttachmentTooLarge {
            limit_bytes: ATTACHMENT_BYTES,
        });
    }
    let pictured = matches!(
        attachment.kind,
        AttachmentKind::Photo | AttachmentKind::Signature
    );
    if pictured && !attachment.media.is_picture() {
        return Err(Refusal::NotAPicture);
    }
    match attachment.about {
        Some(about) if !is_there(petition, about) => Err(Refusal::NoSuchPaper(about)),
        _ => Ok(()),
    }
}

fn is_there(petition: &Petition, about: About) -> bool {
    let recorded = |step, at: Moment| {
        petition
            .course
            .iter()
            .any(|entry| entry.step == step && entry.recorded_at == at)
    };
    match about {
        About::Registration => true,
        About::Visit(at) => recorded(Step::Visit, at),
        About::Contact(at) => recorded(Step::Contact, at),
        About::Delivery => petition.delivery.is_some(),
    }
}

impl Petition {
    /// The files that belong to the delivery that stands now, in order; one that was ordered to be made anew left
    /// its own behind.
    pub fn delivery_files(&self) -> impl Iterator<Item = &Attached> {
        let served = self
            .course
            .iter()
            .rposition(|entry| entry.step == Step::Deliver)
            .filter(|_| self.delivery.is_some());
        let since = served.map_or(self.course.len(), |nth| nth + 1);
        self.course
            .iter()
            .skip(since)
            .filter(|entry| entry.step == Step::Attach)
            .filter_map(|entry| self.attachments.get(usize::from(entry.nth)))
            .filter(|attached| attached.paper.about == Some(About::Delivery))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_sixty_four_digits_and_reads_back() {
        let digest = FileDigest(std::array::from_fn(|nth| nth as u8 * 8));
        let text = digest.to_string();
        assert_eq!(text.len(), 64);
        assert_eq!(text.parse(), Ok(digest));
        assert_eq!(text.to_uppercase().parse(), Ok(digest));
        for wrong in ["", &text[1..], &format!("{text}0"), &text.replace('0', "+")] {
            assert!(wrong.parse::<FileDigest>().is_err(), "{wrong}");
        }
    }
}
