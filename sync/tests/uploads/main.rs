//! The way of a file's bytes to the bureau, seen from the device.

mod by_hand;
mod schedules;

use domain::ids::{AttachmentId, RecordId};
use sync::upload::{Upload, UploadState};
use uuid::Uuid;

const RECORD: RecordId = RecordId(Uuid::from_u128(7));

fn upload(n: u128, bytes: u32) -> Upload {
    Upload {
        record: RECORD,
        id: AttachmentId(Uuid::from_u128(n)),
        bytes,
    }
}

fn at(offset: u32) -> UploadState {
    UploadState {
        offset,
        stored: false,
        refused: None,
    }
}
