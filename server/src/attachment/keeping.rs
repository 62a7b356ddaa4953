//! Where bytes lie: whole files and small copies in an object store (a folder or a bucket), unfinished uploads
//! on this disk.

use crate::config::Settings;
use anyhow::{Context, Result, ensure};
use axum::body::Bytes;
use domain::ids::{AttachmentId, RecordId};
use futures_util::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::local::LocalFileSystem;
use object_store::path::Path as Key;
use object_store::prefix::PrefixStore;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload, RetryConfig};
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;
use tokio::fs::{self, OpenOptions};
use tokio::io::AsyncWriteExt;

/// The folder of unfinished uploads, beside the store's own.
pub(super) const UNFINISHED: &str = "unfinished";
/// The folder that is the object store where there is no bucket.
pub(super) const KEPT: &str = "kept";
/// Under which whole files lie.
pub(super) const WHOLE: &str = "whole";
/// Under which small copies lie; they may be deleted at any time.
const SMALL: &str = "small";
/// How often a bucket that does not answer is asked again; the device tries again after that.
const TRIES: usize = 3;
/// How long all of that may take: less than a device waits for its answer.
const PATIENCE: Duration = Duration::from_secs(45);

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
    /// Opens what the settings name, making folders where they are not there yet. A bucket is not asked: the
    /// server starts without the network it lies in.
    ///
    /// # Errors
    /// A folder cannot be made or is none, or the environment tells no keys for the bucket.
    pub fn open(settings: &Settings) -> Result<Keeping> {
        let folder = &settings.attachments;
        let told = || {
            format!(
                "附件目录用不了 · the folder of attachments cannot be used: {}",
                folder.display()
            )
        };
        let unfinished = folder.join(UNFINISHED);
        std::fs::create_dir_all(&unfinished).with_context(told)?;
        if settings.bucket.is_none() {
            std::fs::create_dir_all(folder.join(KEPT)).with_context(told)?;
        }
        Ok(Keeping {
            store: store(settings).with_context(told)?,
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

    /// Where whole files lie, by their names; none is opened.
    ///
    /// # Errors
    /// The store failed.
    pub async fn places(&self) -> Result<Vec<Place>> {
        let whole = Key::from(WHOLE);
        let names = self.store.list(Some(&whole));
        let names: Vec<Key> = names.map_ok(|file| file.location).try_collect().await?;
        Ok(names.iter().filter_map(place).collect())
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

/// The store of whole files and small copies.
///
/// # Errors
/// The folder is not there, or the environment tells no keys for the bucket.
pub(super) fn store(settings: &Settings) -> Result<Arc<dyn ObjectStore>> {
    let Some(bucket) = &settings.bucket else {
        // A device lets go of its copy once the record says stored: until then every byte is on disk.
        let folder = LocalFileSystem::new_with_prefix(settings.attachments.join(KEPT))?;
        return Ok(Arc::new(folder.with_fsync(true)));
    };
    // Without keys the library would look for them at an address of a cloud's own machines.
    for name in ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"] {
        ensure!(
            std::env::var_os(name).is_some(),
            "附件存在 s3，但环境变量 {name} 没有设 · attachments lie in a bucket, but {name} is not set"
        );
    }
    // The client speaks the TLS that the server speaks; who was first to say so does not matter.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let patience = RetryConfig {
        max_retries: TRIES,
        retry_timeout: PATIENCE,
        ..RetryConfig::default()
    };
    let store = AmazonS3Builder::from_env()
        .with_bucket_name(&bucket.name)
        .with_retry(patience)
        .build()?;
    Ok(Arc::new(PrefixStore::new(store, bucket.prefix.as_str())))
}

fn key(place: Place, shelf: Shelf) -> Key {
    let name = match shelf {
        Shelf::Whole => WHOLE,
        Shelf::Small => SMALL,
    };
    Key::from(format!("{name}/{}/{}", place.record, place.id))
}

/// The place of a whole file by its name; another name is none of ours.
fn place(key: &Key) -> Option<Place> {
    let name = key.as_ref().strip_prefix(WHOLE)?.strip_prefix('/')?;
    let (record, id) = name.split_once('/')?;
    Some(Place {
        record: record.parse().ok()?,
        id: id.parse().ok()?,
    })
}
