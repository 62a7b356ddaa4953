//! Whether the bytes that came are the file the record tells of, and one that may be kept.

use domain::petition::{Attachment, FileDigest};
use sha2::{Digest as _, Sha256};
use sync::upload::{Format, UploadRefusal, format, tells_location};

/// Judges a whole file by its paper.
///
/// # Errors
/// Why it is not kept.
pub fn prove(paper: &Attachment, file: &[u8]) -> Result<(), UploadRefusal> {
    if FileDigest(Sha256::digest(file).into()) != paper.sha256 {
        return Err(UploadRefusal::Digest);
    }
    if format(file) != Format::Kept(paper.media) {
        return Err(UploadRefusal::Media);
    }
    if tells_location(file) {
        return Err(UploadRefusal::Location);
    }
    Ok(())
}
