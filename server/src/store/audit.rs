//! The audit trail: who read and did what, by ids and stable words.

use super::body::{bytes, millis};
use super::dialect::Connection;
use super::{Audited, Result};

/// Appends one line in the caller's transaction.
///
/// # Errors
/// The database does not write.
pub async fn append(connection: &mut Connection, line: &Audited) -> Result<()> {
    sqlx::query(
        "INSERT INTO audit (at, officer, act, record, allowed, detail) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(millis(line.at))
    .bind(line.officer.map(|officer| bytes(&officer.0).to_vec()))
    .bind(line.act)
    .bind(line.record.map(|record| bytes(&record.0).to_vec()))
    .bind(line.allowed)
    .bind(&line.detail)
    .execute(connection)
    .await?;
    Ok(())
}
