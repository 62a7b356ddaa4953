//! Files that come inside the outbox of a tablet without a network: proved and kept like those that were sent.

use super::keeping::{Keeping, Place, Shelf};
use super::of_author;
use super::receive::proved;
use crate::config::Settings;
use crate::store::Ledger;
use anyhow::{Result, anyhow};
use axum::body::Bytes;
use domain::Record;
use domain::duty::{self, Officer};
use domain::ids::Moment;
use sync::outbox::Carried;

/// Where such files go.
#[derive(Clone)]
pub struct Brought {
    pub(super) ledger: Ledger,
    pub(super) keeping: Keeping,
}

impl Brought {
    /// Opens the store that the settings name.
    ///
    /// # Errors
    /// As [`Keeping::open`].
    pub fn open(ledger: Ledger, settings: &Settings) -> Result<Brought> {
        Ok(Brought {
            ledger,
            keeping: Keeping::open(settings)?,
        })
    }

    /// Keeps a file that `author` attached to a record they may see; whether the bureau holds it now. Held
    /// already, it stays as it is.
    ///
    /// # Errors
    /// The database, the disk or the object store failed.
    pub async fn take(&self, author: &Officer, carried: Carried, now: Moment) -> Result<bool> {
        let place = Place {
            record: carried.record,
            id: carried.file,
        };
        let record = self.ledger.record(place.record).await?;
        let seen = record.filter(|record| duty::sees(author, &record.tags()));
        let Some(attached) =
            seen.and_then(|Record::Petition(petition)| of_author(&petition, author, place.id))
        else {
            return Ok(false);
        };
        if attached.stored {
            return Ok(true);
        }
        let bytes = Bytes::from(carried.bytes.0);
        let proof = proved(&attached.paper, bytes.clone()).await;
        if proof.map_err(|error| anyhow!("{error:?}"))?.is_err() {
            return Ok(false);
        }
        self.keeping.put(place, Shelf::Whole, bytes).await?;
        self.ledger
            .attachment_stored(author, place.record, place.id, now)
            .await?;
        self.keeping.drop_unfinished(place).await?;
        Ok(true)
    }
}
