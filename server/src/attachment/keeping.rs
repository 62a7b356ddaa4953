//! Where bytes lie: whole files and small copies in an object store, unfinished uploads on this disk.

use crate::config::Settings;
use anyhow::{Context, Result};
use axum::body::Bytes;
use domain::ids::{AttachmentId, RecordId};
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::fs::{self, OpenOptions};
use tokio::io::AsyncWriteExt;

/// The folder of unfinished uploads, beside the store's own.
pub(super) const UNFINISHED: &str = "unfinished";
/// The folder of the object store.
pub(super) const KEPT: &str = "kept";
/// Under which whole files lie.
pub(super) const WHOLE: &str = "whole";
/// Under which small copies lie; they may be deleted at any time.
const SMALL: &str = "small";

/// One attachment of one record; the two together name its bytes everywhere, so that a record that
/// claims another one's id never reaches that one's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Place {
    pub record: RecordId,
    pub id: AttachmentId,
}

/// Which bytes of an attachment.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Shelf {
    /// As it came.
    Whole,
    /// The small picture.
    Small,
}

/// The bytes of all attachments.
#[derive(Clone)]
pub struct Keeping {
    store: Arc<dyn ObjectStore>,
    unfinished: PathBuf,
}

impl Keeping {
    /// Opens the folder of the settings, making it where it is not there yet.
    ///
    /// # Errors
    /// The folder cannot be made or is none.
    pub fn open(settings: &Settings) -> Result<Keeping> {
        let folder = &settings.attachments;
        let told = || {
            format!(
                "附件目录用不了 · the folder of attachments cannot be used: {}",
                folder.display()
            )
        };
        let unfinished = folder.join(UNFINISHED);
        let kept = folder.join(KEPT);
        std::fs::create_dir_all(&unfinished).with_context(told)?;
        std::fs::create_dir_all(&kept).with_context(told)?;
        // A device lets go of its copy once the record says stored: until then every byte is on disk.
        let store = LocalFileSystem::new_with_prefix(kept)
            .with_context(told)?
            .with_fsync(true);
        Ok(Keeping {
            store: Arc::new(store),
            unfinished,
        })
    }

    /// The bytes, if they are there.
    ///
    /// # Errors
    /// The store failed.
    pub async fn get(&self, place: Place, shelf: Shelf) -> Result<Option<Bytes>> {
        match self.store.get(&key(place, shelf)).await {
            Ok(found) => Ok(Some(found.bytes().await?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Keeps these bytes, over what may be there already.
    ///
    /// # Errors
    /// The store failed.
    pub async fn put(&self, place: Place, shelf: Shelf, bytes: Bytes) -> Result<()> {
        self.store
            .put(&key(place, shelf), PutPayload::from(bytes))
            .await?;
        Ok(())
    }

    /// Appends a chunk at `offset` of an unfinished upload; resolves when it is on disk.
    ///
    /// # Errors
    /// The disk failed.
    pub async fn append(&self, place: Place, offset: u32, chunk: &[u8]) -> Result<()> {
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.path(place))
            .await?;
        // Whatever lies beyond was written by a chunk that was never answered.
        file.set_len(u64::from(offset)).await?;
        file.write_all(chunk).await?;
        file.flush().await?;
        file.sync_all().await?;
        Ok(())
    }

    /// How many bytes of an unfinished upload are on disk.
    ///
    /// # Errors
    /// The disk failed.
    pub async fn length(&self, place: Place) -> Result<u64> {
        match fs::metadata(self.path(place)).await {
            Ok(found) => Ok(found.len()),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(0),
            Err(error) => Err(error.into()),
        }
    }

    /// The bytes of an unfinished upload.
    ///
    /// # Errors
    /// It is not there, or the disk failed.
    pub async fn unfinished(&self, place: Place) -> Result<Bytes> {
        Ok(fs::read(self.path(place)).await?.into())
    }

    /// Deletes an unfinished upload, if there is one.
    ///
    /// # Errors
    /// The disk failed.
    pub async fn drop_unfinished(&self, place: Place) -> Result<()> {
        match fs::remove_file(self.path(place)).await {
            Err(error) if error.kind() != ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }

    fn path(&self, place: Place) -> PathBuf {
        self.unfinished
            .join(format!("{}.{}", place.record, place.id))
    }
}

fn key(place: Place, shelf: Shelf) -> Key {
    let name = match shelf {
        Shelf::Whole => WHOLE,
        Shelf::Small => SMALL,
    };
    Key::from(format!("{name}/{}/{}", place.record, place.id))
}
