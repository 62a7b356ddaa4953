//! Writing what was decided: records, ledger rows, feed entries and projections, in one transaction.

use super::body::{FACTS, bytes, id, integer, millis, number, read, write};
use super::dialect::{Connection, Db};
use super::inbox;
use super::memory::Memory;
use super::{Error, Result};
use crate::projection;
use domain::Record;
use domain::ids::{DeviceId, Incarnation, Moment, RecordId};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, BTreeSet};
use sync::admission::{Filed, Head, LedgerRow, OpRow};
use sync::protocol::Outcome;

/// Rows of one insert.
const BATCH: usize = 32;

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

/// Loads many records into `before`, a few statements for all of them.
pub(super) async fn load_all(
    connection: &mut Connection,
    records: impl IntoIterator<Item = RecordId>,
    before: &mut Before,
) -> Result<()> {
    let wanted: BTreeSet<RecordId> = records.into_iter().collect();
    let wanted: Vec<RecordId> = wanted
        .into_iter()
        .filter(|id| !before.contains_key(id))
        .collect();
    for some in batches(&wanted) {
        let mut select: QueryBuilder<Db> =
            QueryBuilder::new("SELECT id, nr, body FROM record WHERE id IN (");
        let mut listed = select.separated(", ");
        for id in some {
            listed.push_bind(bytes(&id.0));
        }
        select.push(")");
        let rows: Vec<(Vec<u8>, i64, String)> =
            select.build_query_as().fetch_all(&mut *connection).await?;
        for (of, nr, body) in rows {
            let stored = Stored {
                nr,
                record: read("a record", &body)?,
            };
            before.insert(RecordId(id("a record's id", &of)?), stored);
        }
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
        seq: number(seq),
        rseq: number(rseq),
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
    let known = filed
        .iter()
        .filter_map(|(id, filed)| before.get(id).map(|stored| (stored, filed)));
    put_known(connection, &known.collect::<Vec<_>>()).await?;
    let mut entries = Vec::new();
    let mut lists = projection::Lists::default();
    for (id, filed) in filed {
        let stored = before.get(id);
        let nr = match stored {
            Some(stored) => stored.nr,
            None => put_new(connection, *id, filed).await?,
        };
        numbers.insert(*id, nr);
        if stored.is_none() {
            inbox::taken_over(connection, &filed.record).await?;
        }
        entries.extend(entries_of(connection, memory, nr, filed).await?);
        let was = stored.map(|stored| &stored.record);
        projection::put(connection, memory, nr, was, &filed.record, &mut lists).await?;
    }
    put_entries(connection, &entries).await?;
    lists.write(connection).await?;
    put_ledger(connection, &numbers, ledger).await?;
    if let Some(last) = ledger.last() {
        memory.grew(last.seq);
    }
    Ok(())
}

async fn put_ledger(
    connection: &mut Connection,
    numbers: &BTreeMap<RecordId, i64>,
    ledger: &[LedgerRow],
) -> Result<()> {
    for rows in batches(ledger) {
        let mut values = Vec::with_capacity(rows.len());
        for row in rows {
            let Some(nr) = numbers.get(&row.event.record) else {
                return Err(Error::damaged("a plan", "a fact whose record is not filed"));
            };
            values.push((row, *nr, write(&row.event)?));
        }
        let mut insert: QueryBuilder<Db> =
            QueryBuilder::new("INSERT INTO ledger (seq, record, op_id, at, v, body) ");
        insert.push_values(values, |mut columns, (row, nr, body)| {
            columns
                .push_bind(integer(row.seq))
                .push_bind(nr)
                .push_bind(bytes(&row.op_id.0))
                .push_bind(millis(row.event.at))
                .push_bind(FACTS)
                .push_bind(body);
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// Rows to be inserted by one statement: full batches first, then one by one, so that there are only
/// two statements to prepare.
pub(crate) fn batches<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let (full, rest) = rows.split_at(rows.len() - rows.len() % BATCH);
    full.chunks(BATCH).chain(rest.chunks(1))
}

/// Writes records that are there already, many to a statement.
async fn put_known(connection: &mut Connection, known: &[(&Stored, &Filed)]) -> Result<()> {
    for some in batches(known) {
        let mut values = Vec::with_capacity(some.len());
        for (stored, filed) in some {
            values.push((stored.nr, *filed, write(&filed.record)?));
        }
        let mut insert: QueryBuilder<Db> =
            QueryBuilder::new("INSERT INTO record (nr, id, kind, rev, seq, body) ");
        insert.push_values(values, |mut columns, (nr, filed, body)| {
            columns
                .push_bind(nr)
                .push_bind(bytes(&filed.record.id().0))
                .push_bind(kind(&filed.record))
                .push_bind(filed.record.rev())
                .push_bind(integer(filed.seq))
                .push_bind(body);
        });
        insert.push(
            " ON CONFLICT (nr) DO UPDATE SET rev = excluded.rev, seq = excluded.seq, \
             body = excluded.body",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

async fn put_new(connection: &mut Connection, id: RecordId, filed: &Filed) -> Result<i64> {
    let record = &filed.record;
    let nr = sqlx::query_scalar(
        "INSERT INTO record (id, kind, rev, seq, body) VALUES ($1, $2, $3, $4, $5) RETURNING nr",
    )
    .bind(bytes(&id.0))
    .bind(kind(record))
    .bind(record.rev())
    .bind(integer(filed.seq))
    .bind(write(record)?)
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

/// A place in the feed: tag, record, feed number, and whether the record is still under the tag.
pub(super) type Entry = (i64, i64, u64, bool);

/// Under every tag the record carries or has just lost: the same feed number.
pub(super) async fn entries_of(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    filed: &Filed,
) -> Result<Vec<Entry>> {
    let present = filed.tags.iter().map(|tag| (*tag, true));
    let left = filed.left.iter().map(|tag| (*tag, false));
    let mut entries = Vec::new();
    for (tag, present) in present.chain(left) {
        entries.push((memory.tag(connection, tag).await?, nr, filed.seq, present));
    }
    Ok(entries)
}

/// Writes places in the feed, many to a statement.
pub(super) async fn put_entries(connection: &mut Connection, entries: &[Entry]) -> Result<()> {
    for some in batches(entries) {
        let mut insert: QueryBuilder<Db> =
            QueryBuilder::new("INSERT INTO tag_entry (tag, record, seq, present) ");
        insert.push_values(some, |mut columns, (tag, nr, seq, present)| {
            columns
                .push_bind(tag)
                .push_bind(nr)
                .push_bind(integer(*seq))
                .push_bind(present);
        });
        insert.push(
            " ON CONFLICT (tag, record) DO UPDATE SET seq = excluded.seq, \
             present = excluded.present",
        );
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

/// Whose queue a settled operation came from.
#[derive(Clone, Copy)]
pub(super) struct Queue<'a> {
    pub(super) device: &'a DeviceId,
    pub(super) inc: &'a Incarnation,
}

/// Remembers settled operations, so that they are never decided twice.
pub(super) async fn put_ops(
    connection: &mut Connection,
    queue: Option<Queue<'_>>,
    ops: &[OpRow],
    received_at: Moment,
) -> Result<()> {
    for rows in batches(ops) {
        let mut values = Vec::with_capacity(rows.len());
        for op in rows {
            values.push((op, write(&op.outcome)?));
        }
        let mut insert: QueryBuilder<Db> = QueryBuilder::new(
            "INSERT INTO op (op_id, device, inc, dseq, sha256, kind, v, outcome, seq, received_at) ",
        );
        insert.push_values(values, |mut columns, (op, outcome)| {
            columns
                .push_bind(bytes(&op.op_id.0))
                .push_bind(queue.map(|queue| bytes(&queue.device.0)))
                .push_bind(queue.map(|queue| bytes(&queue.inc.0)))
                .push_bind(queue.map(|_| integer(op.dseq)))
                .push_bind(queue.map(|_| op.digest.to_vec()))
                .push_bind(&op.kind)
                .push_bind(i64::from(op.v))
                .push_bind(outcome)
                .push_bind(feed_number(&op.outcome))
                .push_bind(millis(received_at));
        });
        insert.build().execute(&mut *connection).await?;
    }
    Ok(())
}

fn feed_number(outcome: &Outcome) -> Option<i64> {
    match outcome {
        Outcome::Done { seq } => Some(integer(*seq)),
        Outcome::Refused { .. } | Outcome::Void | Outcome::Held => None,
    }
}

/// One record by its id, from any connection.
pub(crate) async fn record(connection: &mut Connection, id: RecordId) -> Result<Option<Record>> {
    let body: Option<String> = sqlx::query_scalar("SELECT body FROM record WHERE id = $1")
        .bind(bytes(&id.0))
        .fetch_optional(connection)
        .await?;
    body.map(|body| read("a record", &body)).transpose()
}
