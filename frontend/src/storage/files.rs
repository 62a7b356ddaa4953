//! Files in the vault: a row for what is known of each, and its bytes in pieces, so that neither sending nor
//! sealing ever needs more than a few pieces in hand.

use super::StorageFault;
use super::database::{Durability, Transaction};
use super::vault::{FILES, PIECES, VaultStore, text};
use domain::ids::{AttachmentId, RecordId};
use domain::petition::Attachment;
use serde::{Deserialize, Serialize};
use std::ops::Range;
use sync::bytes::Bytes;
use sync::upload::CHUNK_BYTES;
use wasm_bindgen::JsValue;

/// What a piece is at most.
const PIECE: u32 = CHUNK_BYTES;

/// A file in its row.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct KeptFile {
    /// What is known of it; as saved once it is attached.
    pub paper: Attachment,
    /// How far it has come.
    pub stage: KeptStage,
}

/// How far a kept file has come.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum KeptStage {
    /// Part of the draft under this key.
    Draft(String),
    /// Attached to this record; a pull that says `stored` ends its stay.
    Attached(RecordId),
}

impl VaultStore {
    /// Every file kept here.
    ///
    /// # Errors
    /// When the browser could not read.
    pub async fn files(&self) -> Result<Vec<KeptFile>, StorageFault> {
        let found = self
            .database
            .read(&[FILES], |read| read.get_all(FILES))
            .await?;
        found.all()
    }

    /// Keeps a new file: row, bytes and small picture, or nothing.
    ///
    /// # Errors
    /// When the browser refused, for want of space above all.
    pub async fn keep_file(
        &self,
        file: &KeptFile,
        bytes: &[u8],
        small: &[u8],
    ) -> Result<(), StorageFault> {
        let id = file.paper.id;
        self.database
            .write(&[FILES, PIECES], Durability::Strict, |write| {
                put_file(write, file)?;
                for (nth, piece) in bytes.chunks(PIECE as usize).enumerate() {
                    write.put(PIECES, &place(id, nth), &Bytes(piece.to_vec()))?;
                }
                if small.is_empty() {
                    return Ok(());
                }
                write.put(PIECES, &small_place(id), &Bytes(small.to_vec()))
            })
            .await
    }

    /// Notes how far a file has come.
    ///
    /// # Errors
    /// When the browser refused.
    pub async fn move_file(&self, file: &KeptFile) -> Result<(), StorageFault> {
        self.database
            .write(&[FILES], Durability::Strict, |write| put_file(write, file))
            .await
    }

    /// Deletes a file with its bytes.
    ///
    /// # Errors
    /// When the browser refused.
    pub async fn drop_file(&self, paper: &Attachment) -> Result<(), StorageFault> {
        self.database
            .write(&[FILES, PIECES], Durability::Strict, |write| {
                write.delete(FILES, &text(paper.id))?;
                write.delete(PIECES, &small_place(paper.id))?;
                pieces(0..paper.bytes)
                    .try_for_each(|nth| write.delete(PIECES, &place(paper.id, nth)))
            })
            .await
    }

    /// These bytes of a file; `None` where some of them are not here.
    ///
    /// # Errors
    /// When the browser could not read.
    pub async fn file_bytes(
        &self,
        id: AttachmentId,
        wanted: Range<u32>,
    ) -> Result<Option<Vec<u8>>, StorageFault> {
        let found = self
            .database
            .read(&[PIECES], |read| {
                pieces(wanted.clone())
                    .map(|nth| read.get(PIECES, &place(id, nth)))
                    .collect::<Result<Vec<_>, _>>()
            })
            .await?;
        let mut bytes = Vec::with_capacity(found.len() * PIECE as usize);
        for piece in &found {
            let Some(Bytes(piece)) = piece.one()? else {
                return Ok(None);
            };
            bytes.extend(piece);
        }
        let first = wanted.start % PIECE;
        let within = first as usize..(first + wanted.len() as u32) as usize;
        Ok(bytes.get(within).map(<[u8]>::to_vec))
    }

    /// The small picture of a file, if it has one.
    ///
    /// # Errors
    /// When the browser could not read.
    pub async fn small_file(&self, id: AttachmentId) -> Result<Option<Vec<u8>>, StorageFault> {
        let found = self
            .database
            .read(&[PIECES], |read| read.get(PIECES, &small_place(id)))
            .await?;
        Ok(found.one::<Bytes>()?.map(|Bytes(small)| small))
    }
}

/// Puts the row of a file.
///
/// # Errors
/// When the store is not part of this transaction.
pub fn put_file(write: &Transaction, file: &KeptFile) -> Result<(), StorageFault> {
    write.put(FILES, &text(file.paper.id), file)
}

/// The pieces that hold these bytes.
fn pieces(wanted: Range<u32>) -> impl Iterator<Item = usize> {
    let first = wanted.start / PIECE;
    let end = wanted.end.div_ceil(PIECE);
    (first..end).map(|nth| nth as usize)
}

fn place(id: AttachmentId, nth: usize) -> JsValue {
    JsValue::from_str(&format!("{id}/{nth}"))
}

fn small_place(id: AttachmentId) -> JsValue {
    JsValue::from_str(&format!("{id}/small"))
}
