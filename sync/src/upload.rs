//! The way of an attachment's bytes: chunks in order, resumed where they broke off, proved at the end.
//!
//! `PUT /api/v1/attachments/{record}/{attachment}/{offset}` with one chunk as its body. At the bureau's
//! own offset it is appended; below it nothing happens and the answer (200) says where to go on; above
//! it the answer is 409 with the offset wanted. The bytes are taken from the author of the attachment
//! only, and kept once their SHA-256 is the one the record tells; then the record says `stored`.

mod format;
mod location;
mod queue;

pub use format::{Format, format};
pub use location::tells_location;
pub use queue::{Effect, Fault, Input, Progress, Standing, Trouble, Upload, Uploads};

use serde::{Deserialize, Serialize};

/// The fewest bytes of a chunk that is not the last.
pub const CHUNK_BYTES_MIN: u32 = 64 * 1024;
/// The most bytes of a chunk.
pub const CHUNK_BYTES_MAX: u32 = 4 * 1024 * 1024;
/// What a device sends at a time over an ordinary link.
pub const CHUNK_BYTES: u32 = 256 * 1024;

/// The most bytes of files that a device keeps for the bureau: a week in the villages without a network.
pub const DEVICE_BYTES: u64 = 200 * 1024 * 1024;

/// Why the bureau does not keep what was sent.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum UploadRefusal {
    /// Another digest than the record tells: start over.
    Digest,
    /// Not the format the record tells; sending it again cannot help.
    Media,
    /// The picture says where it was taken; sending it again cannot help.
    Location,
    /// Too many unfinished uploads of this officer: finish those first.
    TooMuchUnfinished,
}

/// How far an upload has come: the answer to every chunk, and to `GET …/state`.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UploadState {
    /// How many bytes the bureau holds; the next chunk goes here.
    pub offset: u32,
    /// The whole file is kept and the record says so.
    pub stored: bool,
    /// Why what was sent is not kept.
    pub refused: Option<UploadRefusal>,
}
