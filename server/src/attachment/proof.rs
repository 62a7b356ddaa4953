//! Whether the bytes that came are the file the record tells of, and one that may be kept.

use super::location::tells_location;
use domain::petition::{Attachment, FileDigest, Media};
use sha2::{Digest as _, Sha256};
use sync::upload::UploadRefusal;

/// Judges a whole file by its paper.
///
/// # Errors
/// Why it is not kept.
pub fn prove(paper: &Attachment, file: &[u8]) -> Result<(), UploadRefusal> {
    if FileDigest(Sha256::digest(file).into()) != paper.sha256 {
        return Err(UploadRefusal::Digest);
    }
    if sniff(file) != Some(paper.media) {
        return Err(UploadRefusal::Media);
    }
    if tells_location(file) {
        return Err(UploadRefusal::Location);
    }
    Ok(())
}

/// The format a file begins like.
fn sniff(file: &[u8]) -> Option<Media> {
    let begins: [(&[u8], Media); 3] = [
        (b"\xff\xd8\xff", Media::Jpeg),
        (b"\x89PNG\r\n\x1a\n", Media::Png),
        (b"%PDF-", Media::Pdf),
    ];
    let found = begins.iter().find(|(mark, _)| file.starts_with(mark));
    found.map(|(_, media)| *media)
}
