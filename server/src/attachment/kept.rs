//! Stored files, read by the house itself: a document shows the signature it was frozen with.

use super::keeping::{Keeping, Place, Shelf};
use crate::config::Settings;
use anyhow::Result;
use axum::body::Bytes;
use domain::ids::{AttachmentId, RecordId};

/// What is kept of attachments.
#[derive(Clone)]
pub struct Kept {
    keeping: Keeping,
}

impl Kept {
    /// Opens the store that the settings name.
    ///
    /// # Errors
    /// The folder of attachments cannot be used.
    pub fn open(settings: &Settings) -> Result<Kept> {
        Ok(Kept {
            keeping: Keeping::open(settings)?,
        })
    }

    /// The whole file; `None`: it is not there. Who may see it is the caller's to ask.
    ///
    /// # Errors
    /// The disk or the object store failed.
    pub async fn read(&self, record: RecordId, id: AttachmentId) -> Result<Option<Bytes>> {
        let place = Place { record, id };
        self.keeping.get(place, Shelf::Whole).await
    }
}
