//! What is kept for a while only: settled operations of devices, and entries of records that left a tag.

use super::Result;
use super::body::millis;
use super::dialect::Connection;
use chrono::Duration;
use domain::ids::Moment;

/// How long a device may stay away and still be brought up to date without starting anew.
const KEPT: Duration = Duration::days(400);

/// What a sweep took away.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Swept {
    /// Settled operations.
    pub ops: u64,
    /// Entries without `present`.
    pub entries: u64,
}

/// Forgets what is older than [`KEPT`], as of `now`. A cursor below the new floor starts again.
pub(super) async fn sweep(connection: &mut Connection, now: Moment) -> Result<Swept> {
    let before = millis(now - KEPT);
    let floor: Option<i64> = sqlx::query_scalar("SELECT max(seq) FROM op WHERE received_at < $1")
        .bind(before)
        .fetch_one(&mut *connection)
        .await?;
    let Some(floor) = floor else {
        return Ok(Swept::default());
    };
    let entries = sqlx::query("DELETE FROM tag_entry WHERE present = 0 AND seq <= $1")
        .bind(floor)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE sync_meta SET floor = $1 WHERE floor < $1")
        .bind(floor)
        .execute(&mut *connection)
        .await?;
    // Imports are asked for again years later; their operations are kept.
    let ops = sqlx::query("DELETE FROM op WHERE received_at < $1 AND device IS NOT NULL")
        .bind(before)
        .execute(connection)
        .await?;
    Ok(Swept {
        ops: ops.rows_affected(),
        entries: entries.rows_affected(),
    })
}
