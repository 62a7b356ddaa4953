//! Who was let read a record: out of the audit trail, where every reading of a sealed one stands.

use super::body::{bytes, id, moment};
use super::{Ledger, Result};
use domain::ids::{Moment, OfficerId, RecordId};

impl Ledger {
    /// When officers were let read this record, its papers or its filing, and who; oldest first.
    ///
    /// # Errors
    /// The database failed.
    pub async fn readings(&self, record: RecordId) -> Result<Vec<(Moment, OfficerId)>> {
        let rows: Vec<(i64, Vec<u8>)> = sqlx::query_as(
            "SELECT at, officer FROM audit WHERE record = $1 AND allowed = 1 \
             AND officer IS NOT NULL AND act IN ('read', 'pull', 'read_filing', 'thread', \
             'read_attachment', 'read_thumbnail', 'export_document', 'export_volume', 'copy') \
             ORDER BY at, nth",
        )
        .bind(bytes(&record.0))
        .fetch_all(&self.readers)
        .await?;
        rows.into_iter()
            .map(|(at, officer)| Ok((moment(at), OfficerId(id("a reader", &officer)?))))
            .collect()
    }
}
