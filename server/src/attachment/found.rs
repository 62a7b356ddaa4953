//! Files that lie where they were put and of which a database that was restored from an older backup does not know
//! so. Their devices have let go of them when they heard "stored": nobody will send them again.

use super::brought::Brought;
use super::keeping::{Place, Shelf};
use super::receive::proved;
use super::{author, now};
use crate::store::body::bytes;
use anyhow::{Result, anyhow};
use domain::duty::Officer;
use domain::ids::{AttachmentId, RecordId};
use domain::{By, Record};
use std::collections::BTreeSet;
use sync::protocol::Push;

/// The files that steps in this push name.
pub fn named(push: &Push) -> Vec<(RecordId, AttachmentId)> {
    let named = push.ops.iter().filter_map(|op| {
        let domain::Command::Petition(command) = op.command()?;
        let domain::petition::Command::Attach(paper) = command else {
            return None;
        };
        Some((op.subject()?.record, paper.id))
    });
    named.collect()
}

impl Brought {
    /// Looks for these files, which a device has just named, while it is answered.
    pub fn look_for(&self, files: Vec<(RecordId, AttachmentId)>) {
        if files.is_empty() {
            return;
        }
        let brought = self.clone();
        tokio::spawn(async move {
            for (record, id) in files {
                if let Err(error) = brought.find(Place { record, id }).await {
                    tracing::error!(error = %format!("{error:#}"), "a file could not be looked for");
                }
            }
        });
    }

    /// Looks through everything that is kept and not known to be, while the server is at work already.
    pub fn look_for_all(&self) {
        let brought = self.clone();
        tokio::spawn(async move {
            match brought.find_all().await {
                Ok(0) => {}
                Ok(files) => {
                    tracing::info!(files, "files were found that the database had forgotten")
                }
                Err(error) => {
                    tracing::error!(error = %format!("{error:#}"), "the files could not be looked through");
                }
            }
        });
    }

    /// The same, waited for; how many files were found.
    ///
    /// # Errors
    /// The database, the disk or the object store failed.
    pub async fn find_all(&self) -> Result<usize> {
        let known: Vec<(Vec<u8>, Vec<u8>)> =
            sqlx::query_as("SELECT record, id FROM upload WHERE state = 'stored'")
                .fetch_all(self.ledger.readers())
                .await?;
        let known: BTreeSet<(Vec<u8>, Vec<u8>)> = known.into_iter().collect();
        let mut found = 0;
        for place in self.keeping.places().await? {
            let key = (bytes(&place.record.0).to_vec(), bytes(&place.id.0).to_vec());
            if !known.contains(&key) && self.find(place).await? {
                found += 1;
            }
        }
        Ok(found)
    }

    /// Lets the record say that a file is stored, if it names it, does not say so, and the file is what it names.
    async fn find(&self, place: Place) -> Result<bool> {
        let Some(Record::Petition(petition)) = self.ledger.record(place.record).await? else {
            return Ok(false);
        };
        let mut files = petition.attachments.iter();
        let Some(nth) = files.position(|one| one.paper.id == place.id && !one.stored) else {
            return Ok(false);
        };
        let (Some(By::Officer(id, unit)), Some(file)) =
            (author(&petition, nth), petition.attachments.get(nth))
        else {
            return Ok(false);
        };
        let Some(kept) = self.keeping.get(place, Shelf::Whole).await? else {
            return Ok(false);
        };
        let proof = proved(&file.paper, kept).await;
        if proof.map_err(|error| anyhow!("{error:?}"))?.is_err() {
            return Ok(false);
        }
        let author = Officer {
            id,
            unit,
            name: String::new(),
            roles: Vec::new(),
        };
        self.ledger
            .attachment_stored(&author, place.record, place.id, now())
            .await?;
        Ok(true)
    }
}
