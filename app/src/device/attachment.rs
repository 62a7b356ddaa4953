//! Files on this device: chosen, photographed or drawn here, and kept until the bureau has them.

use super::Local;
use domain::ids::{AttachmentId, RecordId};
use domain::petition::{Attachment, AttachmentKind};
use sync::upload::Standing;
use web_sys::Blob;

/// A file that this device keeps.
#[derive(Clone, PartialEq, Debug)]
pub struct FileHere {
    /// What is known of it; its name and paper are only those of the saved step once it is attached.
    pub paper: Attachment,
    /// How far it has come.
    pub stage: Stage,
}

/// How far a file has come on this device.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Part of what is being written under this draft's key.
    Draft(String),
    /// Attached to a record by a saved step; and how its bytes stand, unless its step came back.
    Attached(RecordId, Option<Standing>),
}

/// Why a file was not taken; nothing of it was kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NotTaken {
    /// Larger than files may be, in bytes.
    TooLarge(u32),
    /// A picture in the format of some telephones, which this browser does not open.
    Heic,
    /// No picture that opens, and no document of a kind that is kept.
    Unreadable,
    /// The document says where it was made, and that cannot be taken out here.
    Location,
    /// So many bytes wait on this device that no more are taken; connect first.
    DeviceFull,
    /// The browser's storage refused.
    Storage,
}

/// Which picture of a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Size {
    /// As it goes to the bureau.
    Whole,
    /// Small, for lists.
    Small,
}

/// What the frontend implements for files.
pub trait Files {
    /// Takes a file into the draft under `draft`: pictures made smaller and without their place, all of it
    /// durably kept. Signatures are taken as they were drawn.
    fn take_file(
        &self,
        draft: &str,
        kind: AttachmentKind,
        source: Blob,
    ) -> Local<Result<AttachmentId, NotTaken>>;
    /// Makes an attached file part of a draft again: its step came back and is done anew.
    fn redraft_file(&self, id: AttachmentId, draft: &str) -> Local<()>;
    /// Lets a file go, for good.
    fn drop_file(&self, id: AttachmentId) -> Local<()>;
    /// The bytes of a file that this device keeps.
    fn file(&self, id: AttachmentId, size: Size) -> Local<Option<Blob>>;
}
