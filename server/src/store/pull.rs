//! What is new for a device: one read transaction over grants, rows, head, position and refusals.

use super::Result;
use super::body::{bytes, id, integer, moment, number, read};
use super::dialect::{Connection, Db};
use super::memory::Memory;
use super::push::position;
use domain::Record;
use domain::duty::{self, Officer, Tag};
use domain::ids::{DeviceId, Moment, RecordId};
use sqlx::QueryBuilder;
use std::collections::HashMap;
use sync::feed::{Ask, Ledger, PULL_REFUSALS, Page, Row};
use sync::protocol::{PULL_BYTES, Pull, PullAnswer, Returned};

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
    let (rows, all_rows) = rows(connection, &ask.tags).await?;
    let refusals = refusals(connection, officer, pull.device, ask.refusals_after).await?;
    let page = Page {
        rows,
        all_rows,
        all_refusals: refusals.len() < PULL_REFUSALS,
        refusals,
        position: position(connection, officer, pull.device, pull.inc).await?,
        at: now,
    };
    Ok(ask.answer(page))
}

/// The first entries of all tags together, in feed order, and whether none was left out.
async fn rows(connection: &mut Connection, tags: &[(Tag, u64)]) -> Result<(Vec<Row>, bool)> {
    let keys = keys(connection, tags).await?;
    let mut all = keys.len() < Ask::ROWS;
    let mut rows = Vec::with_capacity(keys.len());
    let mut bodies: HashMap<i64, (Record, usize)> = HashMap::new();
    let mut bytes = 0;
    for (tag, nr, record, seq, present) in keys {
        // What does not fit into the page is not even read; one feed number is never torn apart.
        let begins = rows.last().is_none_or(|row: &Row| row.seq != number(seq));
        if bytes > PULL_BYTES && begins {
            all = false;
            break;
        }
        let mut row = Row {
            tag: tags
                .get(usize::try_from(tag).unwrap_or(0))
                .map_or(Tag::Sealed, |held| held.0),
            record: RecordId(id("a record's id", &record)?),
            seq: number(seq),
            body: None,
            bytes: 0,
        };
        if present {
            if !bodies.contains_key(&nr) {
                let body: String = sqlx::query_scalar("SELECT body FROM record WHERE nr = $1")
                    .bind(nr)
                    .fetch_one(&mut *connection)
                    .await?;
                bodies.insert(nr, (read("a record", &body)?, body.len()));
            }
            if let Some((body, size)) = bodies.get(&nr) {
                row.body = Some(Box::new(body.clone()));
                row.bytes = *size;
                bytes += size;
            }
        }
        rows.push(row);
    }
    Ok((rows, all))
}

/// Position of the tag among those asked, record, its id, feed number, present.
type Key = (i64, i64, Vec<u8>, i64, bool);

async fn keys(connection: &mut Connection, tags: &[(Tag, u64)]) -> Result<Vec<Key>> {
    if tags.is_empty() {
        return Ok(Vec::new());
    }
    let limit = i64::try_from(Ask::ROWS).unwrap_or(i64::MAX);
    let mut query: QueryBuilder<Db> = QueryBuilder::new(
        "SELECT page.place, page.record, record.id, page.seq, page.present FROM (",
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
         WHERE device = $1 AND officer = $2 AND rseq > $3 ORDER BY rseq LIMIT $4",
    )
    .bind(bytes(&device.0))
    .bind(bytes(&officer.id.0))
    .bind(integer(after))
    .bind(i64::try_from(PULL_REFUSALS).unwrap_or(i64::MAX))
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
