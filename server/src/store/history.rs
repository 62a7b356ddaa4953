//! Every fact of one record, oldest first: what an archive volume holds beside what people read.

use super::Result;
use super::body::{bytes, read};
use super::dialect::Connection;
use domain::Event;
use domain::ids::RecordId;

/// The facts of `record`; none where there is no such record.
pub(super) async fn history(connection: &mut Connection, record: RecordId) -> Result<Vec<Event>> {
    let bodies: Vec<String> = sqlx::query_scalar(
        "SELECT ledger.body FROM ledger JOIN record ON record.nr = ledger.record \
         WHERE record.id = $1 ORDER BY ledger.seq",
    )
    .bind(bytes(&record.0))
    .fetch_all(connection)
    .await?;
    bodies.iter().map(|body| read("a fact", body)).collect()
}
