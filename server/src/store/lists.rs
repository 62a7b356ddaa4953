//! What the ledger answers of many records at once: pages, tallies, the work that waits.

use super::{Ledger, Result};
use crate::projection::{self, ListScope};
use app::api::{ListPage, ListQuery, WorkCounts};
use chrono::NaiveDate;
use domain::petition::Tally;

impl Ledger {
    /// One page of what `scope` may see.
    ///
    /// # Errors
    /// [`Error::Cursor`](super::Error::Cursor), or the database failed.
    pub async fn list(
        &self,
        scope: &ListScope,
        query: &ListQuery,
        today: NaiveDate,
    ) -> Result<ListPage> {
        let mut snapshot = self.readers.begin().await?;
        projection::list(&mut snapshot, scope, query, today).await
    }

    /// 件次, 批次 and 人次 of everything `query` finds in `scope`.
    ///
    /// # Errors
    /// The database failed.
    pub async fn tally(
        &self,
        scope: &ListScope,
        query: &ListQuery,
        today: NaiveDate,
    ) -> Result<Tally> {
        let mut snapshot = self.readers.begin().await?;
        projection::tally(&mut snapshot, scope, query, today).await
    }

    /// The work that waits for this officer, by urgency.
    ///
    /// # Errors
    /// The database failed.
    pub async fn work_counts(&self, scope: &ListScope, today: NaiveDate) -> Result<WorkCounts> {
        projection::work_counts(&mut *self.readers.acquire().await?, scope, today).await
    }
}
