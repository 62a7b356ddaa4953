//! Writing what was decided: records, ledger rows, feed entries and projections, in one transaction.

use super::Result;
use super::body::{FACTS, bytes, integer, millis, read, write};
use super::dialect::Connection;
use super::memory::Memory;
use crate::projection;
use domain::Record;
use domain::ids::RecordId;
use std::collections::BTreeMap;
use sync::admission::{Filed, Head, LedgerRow, OpRow};
use sync::protocol::Outcome;

/// A record as it was when the job began.
pub(super) struct Stored {
    /// Its short name.
    pub(super) nr: i64,
    /// Its body.
    pub(super) record: Record,
}

/// The records a job touches, as they were when it began.
pub(super) type Before = BTreeMap<RecordId, Stored>;

/// Loads one record into `before`, unless it is there or does not exist.
pub(super) async fn load(
    connection: &mut Connection,
    record: RecordId,
    before: &mut Before,
) -> Result<()> {
    if before.contains_key(&record) {
        return Ok(());
    }
    let row: Option<(i64, String)> = sqlx::query_as("SELECT nr, body FROM record WHERE id = $1")
        .bind(bytes(&record.0))
        .fetch_optional(connection)
        .await?;
    if let Some((nr, body)) = row {
        let stored = Stored {
            nr,
            record: read("a record", &body)?,
        };
        before.insert(record, stored);
    }
    Ok(())
}

/// Takes the feed numbers; from here to the commit nobody else can allocate.
pub(super) async fn head(connection: &mut Connection) -> Result<Head> {
    let (seq, rseq): (i64, i64) =
        // Written, not only read: on a database with many writers this is what they queue at.
        sqlx::query_as("UPDATE head SET seq = seq RETURNING seq, rseq")
            .fetch_one(connection)
            .await?;
    Ok(Head {
        seq: super::body::number(seq),
        rseq: super::body::number(rseq),
    })
}

/// Writes the feed numbers back.
pub(super) async fn put_head(connection: &mut Connection, head: Head) -> Result<()> {
    sqlx::query("UPDATE head SET seq = $1, rseq = $2")
        .bind(integer(head.seq))
        .bind(integer(head.rseq))
        .execute(connection)
        .await?;
    Ok(())
}

/// Stores records with their tag entries and projections, then the ledger rows that led there.
pub(super) async fn file(
    connection: &mut Connection,
    memory: &Memory,
    before: &Before,
    filed: &BTreeMap<RecordId, Filed>,
    ledger: &[LedgerRow],
) -> Result<()> {
    let mut numbers = BTreeMap::new();
    for (id, filed) in filed {
        let stored = before.get(id);
        let nr = put_record(connection, *id, stored, filed).await?;
        numbers.insert(*id, nr);
        put_entries(connection, memory, nr, filed).await?;
        let was = stored.map(|stored| &stored.record);
        projection::put(connection, memory, nr, was, &filed.record).await?;
    }
    for row in ledger {
        let Some(nr) = numbers.get(&row.event.record) else {
            return Err(super::Error::damaged(
                "a plan",
                "a fact whose record is not filed",
            ));
        };
        sqlx::query(
            "INSERT INTO ledger (seq, record, op_id, at, v, body) VALUES ($1, $2, $3, $4, $5, $6)",
        )
        .bind(integer(row.seq))
        .bind(*nr)
        .bind(bytes(&row.op_id.0))
        .bind(millis(row.event.at))
        .bind(FACTS)
        .bind(write(&row.event)?)
        .execute(&mut *connection)
        .await?;
        memory.grew(row.seq);
    }
    Ok(())
}

async fn put_record(
    connection: &mut Connection,
    id: RecordId,
    stored: Option<&Stored>,
    filed: &Filed,
) -> Result<i64> {
    let record = &filed.record;
    let body = write(record)?;
    if let Some(stored) = stored {
        sqlx::query("UPDATE record SET rev = $1, seq = $2, body = $3 WHERE nr = $4")
            .bind(record.rev())
            .bind(integer(filed.seq))
            .bind(body)
            .bind(stored.nr)
            .execute(connection)
            .await?;
        return Ok(stored.nr);
    }
    let nr = sqlx::query_scalar(
        "INSERT INTO record (id, kind, rev, seq, body) VALUES ($1, $2, $3, $4, $5) RETURNING nr",
    )
    .bind(bytes(&id.0))
    .bind(kind(record))
    .bind(record.rev())
    .bind(integer(filed.seq))
    .bind(body)
    .fetch_one(connection)
    .await?;
    Ok(nr)
}

/// The register's name in storage.
pub(super) fn kind(record: &Record) -> &'static str {
    match record {
        Record::Petition(_) => "petition",
    }
}

/// Under every tag the record carries or has just lost: the same feed number.
pub(super) async fn put_entries(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    filed: &Filed,
) -> Result<()> {
    let present = filed.tags.iter().map(|tag| (*tag, true));
    let left = filed.left.iter().map(|tag| (*tag, false));
    for (tag, present) in present.chain(left) {
        let tag = memory.tag(connection, tag).await?;
        sqlx::query(
            "INSERT INTO tag_entry (tag, record, seq, present) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (tag, record) DO UPDATE SET seq = excluded.seq, present = excluded.present",
        )
        .bind(tag)
        .bind(nr)
        .bind(integer(filed.seq))
        .bind(present)
        .execute(&mut *connection)
        .await?;
    }
    Ok(())
}

/// Whose queue a settled operation came from.
#[derive(Clone, Copy)]
pub(super) struct Queue<'a> {
    pub(super) device: &'a domain::ids::DeviceId,
    pub(super) inc: &'a domain::ids::Incarnation,
}

/// Remembers a settled operation, so that it is never decided twice.
pub(super) async fn put_op(
    connection: &mut Connection,
    queue: Option<Queue<'_>>,
    op: &OpRow,
    received_at: domain::ids::Moment,
) -> Result<()> {
    let seq = match &op.outcome {
        Outcome::Done { seq } => Some(integer(*seq)),
        Outcome::Refused { .. } | Outcome::Void => None,
    };
    sqlx::query(
        "INSERT INTO op (op_id, device, inc, dseq, sha256, kind, v, outcome, seq, received_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
    )
    .bind(bytes(&op.op_id.0))
    .bind(queue.map(|queue| bytes(&queue.device.0)))
    .bind(queue.map(|queue| bytes(&queue.inc.0)))
    .bind(queue.map(|_| integer(op.dseq)))
    .bind(queue.map(|_| op.digest.to_vec()))
    .bind(&op.kind)
    .bind(i64::from(op.v))
    .bind(write(&op.outcome)?)
    .bind(seq)
    .bind(millis(received_at))
    .execute(connection)
    .await?;
    Ok(())
}

/// One record by its id, from any connection.
pub(super) async fn record(connection: &mut Connection, id: RecordId) -> Result<Option<Record>> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM record WHERE id = $1")
        .bind(bytes(&id.0))
        .fetch_optional(connection)
        .await?;
    body.map(|body| read("a record", &body)).transpose()
}
