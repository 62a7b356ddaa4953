//! What is new for a device: one read transaction over grants, rows, head, position and refusals.

use super::body::{bytes, id, integer, moment, number, read};
use super::dialect::{Connection, Db};
use super::hand_over::ANY_DEVICE;
use super::held;
use super::memory::Memory;
use super::push::position;
use super::{Error, Result};
use chrono::NaiveDate;
use domain::Record;
use domain::duty::{self, Officer, Tag};
use domain::ids::{DeviceId, Moment, RecordId, day_of};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, HashMap};
use sync::body::RecordBody;
use sync::feed::{Ask, Ledger, PULL_REFUSALS, Page, Row};
use sync::protocol::{PULL_BYTES, Pull, PullAnswer, Returned};

/// Bodies fetched by one statement.
const BODIES: usize = 64;

/// Answers one pull of `officer` from this connection's snapshot.
pub(super) async fn pull(
    connection: &mut Connection,
    memory: &Memory,
    officer: &Officer,
    pull: &Pull,
    now: Moment,
) -> Result<PullAnswer> {
    let (head, floor): (i64, i64) =
        sqlx::query_as("SELECT head.seq, sync_meta.floor FROM head CROSS JOIN sync_meta")
            .fetch_one(&mut *connection)
            .await?;
    let ledger = Ledger {
        epoch: memory.epoch,
        head: number(head),
        floor: number(floor),
    };
    // The posts of this snapshot, not of the session: a grant lost meanwhile is lost here.
    let held = match memory.directory(connection).await?.officer(officer.id) {
        Some(colleague) => duty::kept_offline(&Officer {
            id: colleague.id,
            name: colleague.name.clone(),
            unit: colleague.unit,
            roles: colleague.roles.clone(),
        }),
        None => Vec::new(),
    };
    let ask = Ask::of(pull, &held, ledger);
    let (rows, all_rows) = rows(connection, &ask.tags, officer, day_of(now)).await?;
    let refusals = refusals(connection, officer, pull.device, ask.refusals_after).await?;
    let page = Page {
        rows,
        all_rows,
        all_refusals: refusals.len() < PULL_REFUSALS,
        refusals,
        held: held::count(connection, officer).await?,
        position: position(connection, officer, pull.device, pull.inc).await?,
        at: now,
    };
    Ok(ask.answer(page))
}

/// The first entries of all tags together, in feed order, and whether none was left out.
async fn rows(
    connection: &mut Connection,
    tags: &[(Tag, u64)],
    officer: &Officer,
    today: NaiveDate,
) -> Result<(Vec<Row>, bool)> {
    let mut keys = keys(connection, tags).await?;
    let fitting = fitting(&keys);
    let all = keys.len() < Ask::ROWS && fitting == keys.len();
    keys.truncate(fitting);
    let mut bodies = bodies(connection, &keys).await?;
    let mut rows = Vec::with_capacity(keys.len());
    for key in keys {
        let held = usize::try_from(key.place).ok().and_then(|at| tags.get(at));
        let Some((tag, _)) = held else { continue };
        let body = if key.present {
            bodies.take(key.record)?
        } else {
            None
        };
        // Whoever stands back from a record is told that it left, whatever tag it came by.
        let body = body
            .filter(|record| !record.tags().contains(&Tag::Recused(officer.id)))
            .map(|record| record.for_eyes_of(officer, today));
        rows.push(Row {
            tag: *tag,
            record: RecordId(id("a record's id", &key.id)?),
            seq: number(key.seq),
            bytes: body.as_ref().map_or(0, |_| key.size()),
            body: body.map(RecordBody::of),
        });
    }
    Ok((rows, all))
}

/// How many keys a page can take: what does not fit is not even read, and entries of one feed number
/// are never torn apart.
fn fitting(keys: &[Key]) -> usize {
    let mut bytes = 0;
    let mut last = None;
    for (nth, key) in keys.iter().enumerate() {
        if bytes > PULL_BYTES && last != Some(key.seq) {
            return nth;
        }
        if key.present {
            bytes += key.size();
        }
        last = Some(key.seq);
    }
    keys.len()
}

/// Bodies of a page, each read once and handed out as often as its record stands in it.
struct Bodies(HashMap<i64, (usize, Record)>);

impl Bodies {
    fn take(&mut self, record: i64) -> Result<Option<Record>> {
        let Some((uses, body)) = self.0.remove(&record) else {
            return Err(Error::damaged("the feed", "an entry without a record"));
        };
        if uses > 1 {
            self.0.insert(record, (uses - 1, body.clone()));
        }
        Ok(Some(body))
    }
}

async fn bodies(connection: &mut Connection, keys: &[Key]) -> Result<Bodies> {
    let mut uses: BTreeMap<i64, usize> = BTreeMap::new();
    for key in keys.iter().filter(|key| key.present) {
        *uses.entry(key.record).or_default() += 1;
    }
    let records: Vec<i64> = uses.keys().copied().collect();
    let mut bodies = HashMap::with_capacity(records.len());
    for chunk in records.chunks(BODIES) {
        let mut query: QueryBuilder<Db> =
            QueryBuilder::new("SELECT nr, body FROM record WHERE nr IN (");
        let mut wanted = query.separated(", ");
        // The last one fills the chunk up, so that there is one statement to prepare.
        let fill = chunk.last().into_iter().cycle();
        for record in chunk.iter().chain(fill).take(BODIES) {
            wanted.push_bind(*record);
        }
        query.push(")");
        let rows: Vec<(i64, String)> = query.build_query_as().fetch_all(&mut *connection).await?;
        for (record, body) in rows {
            let uses = uses.get(&record).copied().unwrap_or(1);
            bodies.insert(record, (uses, read("a record", &body)?));
        }
    }
    Ok(Bodies(bodies))
}

/// One entry of the feed, without its body.
#[derive(sqlx::FromRow)]
struct Key {
    /// Position of its tag among those asked.
    place: i64,
    record: i64,
    id: Vec<u8>,
    seq: i64,
    present: bool,
    bytes: i64,
}

impl Key {
    fn size(&self) -> usize {
        usize::try_from(self.bytes).unwrap_or(usize::MAX)
    }
}

async fn keys(connection: &mut Connection, tags: &[(Tag, u64)]) -> Result<Vec<Key>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    let limit = i64::try_from(Ask::ROWS).unwrap_or(i64::MAX);
    let mut query: QueryBuilder<Db> = QueryBuilder::new(
        "SELECT page.place, page.record, record.id, page.seq, page.present, \
         octet_length(record.body) AS bytes FROM (",
    );
    for (place, (tag, after)) in tags.iter().enumerate() {
        if place > 0 {
            query.push(" UNION ALL ");
        }
        // Each tag is read in its own order and only as far as the page can reach.
        query
            .push(format_args!(
                "SELECT * FROM (SELECT {place} AS place, record, seq, present FROM tag_entry \
                 WHERE tag = (SELECT nr FROM tag WHERE text = "
            ))
            .push_bind(tag.to_text())
            .push(") AND seq > ")
            .push_bind(integer(*after))
            .push(" ORDER BY seq LIMIT ")
            .push_bind(limit)
            .push(") AS tagged");
    }
    query
        .push(
            ") AS page JOIN record ON record.nr = page.record \
             ORDER BY page.seq, page.place LIMIT ",
        )
        .push_bind(limit);
    Ok(query.build_query_as().fetch_all(connection).await?)
}

async fn refusals(
    connection: &mut Connection,
    officer: &Officer,
    device: DeviceId,
    after: u64,
) -> Result<Vec<Returned>> {
    let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(
        "SELECT rseq, body, reason, refused_at FROM refusal \
         WHERE officer = $2 AND rseq > $3 AND (device = $1 OR device = $5 AND NOT EXISTS \
         (SELECT 1 FROM let_go WHERE let_go.op_id = refusal.op_id AND let_go.officer = $2)) \
         ORDER BY rseq LIMIT $4",
    )
    .bind(bytes(&device.0))
    .bind(bytes(&officer.id.0))
    .bind(integer(after))
    .bind(i64::try_from(PULL_REFUSALS).unwrap_or(i64::MAX))
    .bind(bytes(&ANY_DEVICE.0))
    .fetch_all(connection)
    .await?;
    let mut refusals = Vec::with_capacity(rows.len());
    for (rseq, body, reason, refused_at) in rows {
        refusals.push(Returned {
            rseq: number(rseq),
            op: read("a returned operation", &body)?,
            refusal: read("a refusal", &reason)?,
            refused_at: moment(refused_at),
        });
    }
    Ok(refusals)
}
