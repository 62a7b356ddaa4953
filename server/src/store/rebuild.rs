//! Records and projections built again from the ledger: after a new version, or to prove that they can.

use super::body::{id, integer, read, write};
use super::dialect::Connection;
use super::filing::{self, entries_of, put_entries};
use super::memory::Memory;
use super::{Error, Result};
use crate::projection;
use domain::ids::RecordId;
use domain::{Event, Record, apply};
use std::sync::Arc;
use sync::admission::Filed;

/// Records folded at a time, so that a large ledger does not fill the memory.
const STRIDE: i64 = 500;

/// Folds every record from its facts and writes all projections; returns how many records there are.
pub(super) async fn rebuild(connection: &mut Connection, memory: Arc<Memory>) -> Result<u64> {
    memory.directory(connection).await?;
    projection::clear(connection).await?;
    let last: i64 = sqlx::query_scalar("SELECT coalesce(max(nr), 0) FROM record")
        .fetch_one(&mut *connection)
        .await?;
    let mut head = filing::head(connection).await?;
    let mut count = 0;
    let mut after = 0;
    while after < last {
        let stored: Vec<(i64, Vec<u8>, String)> = sqlx::query_as(
            "SELECT nr, id, body FROM record WHERE nr > $1 AND nr <= $2 ORDER BY nr",
        )
        .bind(after)
        .bind(after + STRIDE)
        .fetch_all(&mut *connection)
        .await?;
        let mut lists = projection::Lists::default();
        for (nr, record, body) in stored {
            let id = RecordId(id("a record's id", &record)?);
            let record = fold(connection, nr, id).await?;
            refile(connection, &memory, nr, &body, &record, &mut head.seq).await?;
            projection::put(connection, &memory, nr, None, &record, &mut lists).await?;
            count += 1;
        }
        lists.write(connection).await?;
        after += STRIDE;
    }
    filing::put_head(connection, head).await?;
    let version = projection::version(&memory.rules());
    sqlx::query("UPDATE sync_meta SET projection = $1")
        .bind(version)
        .execute(connection)
        .await?;
    Ok(count)
}

/// The record its facts add up to.
async fn fold(connection: &mut Connection, nr: i64, id: RecordId) -> Result<Record> {
    let events: Vec<String> =
        sqlx::query_scalar("SELECT body FROM ledger WHERE record = $1 ORDER BY seq")
            .bind(nr)
            .fetch_all(connection)
            .await?;
    let mut record = None;
    for event in &events {
        let event: Event = read("a fact", event)?;
        apply(&mut record, &event);
    }
    record.ok_or_else(|| Error::damaged(format!("record {id}"), "its facts add up to nothing"))
}

/// Stores what the facts add up to; if that is something else than before, devices hear of it.
async fn refile(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    body: &str,
    record: &Record,
    seq: &mut u64,
) -> Result<()> {
    let now = write(record)?;
    let tags = record.tags();
    let mut known: Vec<i64> =
        sqlx::query_scalar("SELECT tag FROM tag_entry WHERE record = $1 AND present <> 0")
            .bind(nr)
            .fetch_all(&mut *connection)
            .await?;
    let mut carried = Vec::with_capacity(tags.len());
    for tag in &tags {
        carried.push(memory.tag(connection, *tag).await?);
    }
    known.sort_unstable();
    carried.sort_unstable();
    if now == body && known == carried {
        return Ok(());
    }
    *seq += 1;
    sqlx::query("UPDATE record SET rev = $1, seq = $2, body = $3 WHERE nr = $4")
        .bind(record.rev())
        .bind(integer(*seq))
        .bind(now)
        .bind(nr)
        .execute(&mut *connection)
        .await?;
    sqlx::query("UPDATE tag_entry SET present = 0, seq = $1 WHERE record = $2 AND present <> 0")
        .bind(integer(*seq))
        .bind(nr)
        .execute(&mut *connection)
        .await?;
    let filed = Filed {
        record: record.clone(),
        seq: *seq,
        // Whatever it carried before was marked as left just now.
        left: Vec::new(),
        tags,
    };
    let entries = entries_of(connection, memory, nr, &filed).await?;
    put_entries(connection, &entries).await?;
    memory.grew(*seq);
    Ok(())
}
