//! The audit trail: who read and did what, by ids and stable words.

use super::body::{bytes, millis};
use super::dialect::Connection;
use super::{Audited, Ledger, Result};

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

impl Ledger {
    /// Appends to the audit trail; resolves when it is on disk.
    ///
    /// # Errors
    /// [`Error::Busy`](super::Error::Busy), or the database failed.
    pub async fn audit(&self, line: Audited) -> Result<()> {
        self.audit_all(vec![line]).await
    }

    /// The same for several lines: all of them, or none.
    ///
    /// # Errors
    /// [`Error::Busy`](super::Error::Busy), or the database failed.
    pub async fn audit_all(&self, lines: Vec<Audited>) -> Result<()> {
        self.job(lines.len(), move |tx| {
            Box::pin(async move {
                for line in &lines {
                    append(tx, line).await?;
                }
                Ok(())
            })
        })
        .await
    }
}
