//! 同一件事: which records have something in common with this one, out of all of them.

use crate::store::Result;
use crate::store::body::{bytes, id, read};
use crate::store::dialect::{Connection, Db};
use crate::store::memory::Memory;
use domain::Record;
use domain::duty::{Tag, may_see};
use domain::ids::RecordId;
use domain::petition::{Petition, Traces};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, BTreeSet};

/// The newest records of one digest that are looked at: a number half a county has says nothing.
const OF_ONE: i64 = 100;
/// Records whose papers are read and compared; those with most in common first.
const COMPARED: usize = 24;
/// The most that are offered.
const OFFERED: usize = 8;
/// The most records of one thread.
const THREAD: usize = 50;

/// A digest that says that a person is the same weighs more than every band together.
const PERSON: u32 = 100;

/// The digests of `traces`, each with its weight. Sealed ones are others, so that the two never meet.
fn digests(memory: &Memory, traces: &Traces, sealed: bool) -> Vec<(i64, u32)> {
    let keyed = |kind: u8, value: &[u8]| {
        let mut mac = Hmac::<Sha256>::new_from_slice(&memory.secret)
            .expect("HMAC takes a key of any length (RFC 2104)");
        mac.update(&[kind, u8::from(sealed)]);
        mac.update(value);
        let whole = mac.finalize().into_bytes();
        let mut short = [0; 8];
        short.copy_from_slice(&whole[..8]);
        i64::from_be_bytes(short)
    };
    let people = [&traces.id_numbers, &traces.phones, &traces.names];
    let people = (0u8..).zip(people).flat_map(|(kind, values)| {
        values
            .iter()
            .map(move |value| (kind, value.as_bytes().to_vec(), PERSON))
    });
    let bands = traces
        .bands()
        .into_iter()
        .map(|band| (9, band.to_be_bytes().to_vec(), 1));
    let mut digests: Vec<(i64, u32)> = people
        .chain(bands)
        .map(|(kind, value, weight)| (keyed(kind, &value), weight))
        .collect();
    digests.sort_unstable();
    digests.dedup_by_key(|(digest, _)| *digest);
    digests
}

fn of_record(memory: &Memory, record: &Record) -> Vec<(i64, u32)> {
    let Record::Petition(petition) = record;
    let traces = Traces::of(&petition.registration);
    digests(memory, &traces, petition.is_sealed())
}

/// Brings the traces of one record from `was` to `now`; words that stayed cost nothing.
pub(super) async fn put(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    was: Option<&Record>,
    now: &Record,
) -> Result<()> {
    let Record::Petition(petition) = now;
    let same_words =
        was.is_some_and(|Record::Petition(was)| was.registration == petition.registration);
    if !same_words {
        let before = was.map(|was| of_record(memory, was)).unwrap_or_default();
        put_traces(connection, nr, &before, of_record(memory, now)).await?;
    }
    let judged = petition.thread.judged.len();
    let judged_before = was.map_or(0, |Record::Petition(was)| was.thread.judged.len());
    if judged != judged_before {
        put_thread(connection, nr, petition).await?;
    }
    Ok(())
}

async fn put_traces(
    connection: &mut Connection,
    nr: i64,
    before: &[(i64, u32)],
    mut now: Vec<(i64, u32)>,
) -> Result<()> {
    for (digest, _) in before.iter().filter(|digest| !now.contains(digest)) {
        sqlx::query("DELETE FROM trace WHERE digest = $1 AND record = $2")
            .bind(digest)
            .bind(nr)
            .execute(&mut *connection)
            .await?;
    }
    now.retain(|digest| !before.contains(digest));
    if now.is_empty() {
        return Ok(());
    }
    let mut insert: QueryBuilder<Db> = QueryBuilder::new("INSERT INTO trace (digest, record) ");
    insert.push_values(now, |mut columns, (digest, _)| {
        columns.push_bind(digest).push_bind(nr);
    });
    insert.build().execute(connection).await?;
    Ok(())
}

async fn put_thread(connection: &mut Connection, nr: i64, petition: &Petition) -> Result<()> {
    for judged in petition.thread.in_force() {
        sqlx::query("INSERT INTO thread (record, other) VALUES ($1, $2) ON CONFLICT DO NOTHING")
            .bind(nr)
            .bind(bytes(&judged.judgement.other.0))
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}

/// Who asks, and about what.
pub(crate) struct Asked<'a> {
    /// The record itself, if it is registered already.
    pub(crate) record: Option<RecordId>,
    /// What is compared.
    pub(crate) traces: &'a Traces,
    /// A report against an official: compared with its like only.
    pub(crate) sealed: bool,
    /// What the officer may see by.
    pub(crate) grants: &'a [Tag],
}

/// What is worth showing, most in common first: never what the officer may not see, never what somebody has
/// judged already.
pub(crate) async fn alike(
    connection: &mut Connection,
    memory: &Memory,
    asked: &Asked<'_>,
) -> Result<Vec<Petition>> {
    let mut weights: BTreeMap<i64, u32> = BTreeMap::new();
    for (digest, weight) in digests(memory, asked.traces, asked.sealed) {
        let records: Vec<i64> = sqlx::query_scalar(
            "SELECT record FROM trace WHERE digest = $1 ORDER BY record DESC LIMIT $2",
        )
        .bind(digest)
        .bind(OF_ONE)
        .fetch_all(&mut *connection)
        .await?;
        for record in records {
            *weights.entry(record).or_default() += weight;
        }
    }
    let mut order: Vec<(u32, i64)> = weights
        .into_iter()
        .map(|(nr, weight)| (weight, nr))
        .collect();
    order.sort_unstable_by(|a, b| b.cmp(a));
    let judged: BTreeSet<RecordId> = match asked.record {
        Some(record) => judged_with(connection, record).await?.into_iter().collect(),
        None => BTreeSet::new(),
    };
    let mut found = Vec::new();
    for (_, nr) in order.into_iter().take(COMPARED) {
        let Record::Petition(petition) = by_number(connection, nr).await?;
        let itself = asked.record == Some(petition.id);
        if itself
            || judged.contains(&petition.id)
            || petition.is_sealed() != asked.sealed
            || !may_see(asked.grants, &domain::petition::tags(&petition))
        {
            continue;
        }
        let evidence = asked.traces.compare(&Traces::of(&petition.registration));
        if evidence.is_offered() {
            found.push((evidence.weight(), *petition));
        }
    }
    found.sort_by(|(one, a), (other, b)| other.cmp(one).then(b.id.cmp(&a.id)));
    found.truncate(OFFERED);
    Ok(found.into_iter().map(|(_, petition)| petition).collect())
}

async fn by_number(connection: &mut Connection, nr: i64) -> Result<Record> {
    let body: String = sqlx::query_scalar("SELECT body FROM record WHERE nr = $1")
        .bind(nr)
        .fetch_one(connection)
        .await?;
    read("a record", &body)
}

/// The records about which a judgement was passed with this one, from either side.
pub(crate) async fn judged_with(
    connection: &mut Connection,
    record: RecordId,
) -> Result<Vec<RecordId>> {
    let found: Vec<Vec<u8>> = sqlx::query_scalar(
        "SELECT thread.other FROM thread JOIN record ON record.nr = thread.record \
         WHERE record.id = $1 \
         UNION SELECT record.id FROM thread JOIN record ON record.nr = thread.record \
         WHERE thread.other = $1",
    )
    .bind(bytes(&record.0))
    .fetch_all(connection)
    .await?;
    found
        .into_iter()
        .map(|other| Ok(RecordId(id("a judged record's id", &other)?)))
        .collect()
}

/// The items of one matter with `first`, through as many as lie between; only what may be seen by `grants`, and
/// nothing beyond what may not.
pub(crate) async fn thread(
    connection: &mut Connection,
    first: Petition,
    grants: &[Tag],
) -> Result<Vec<Petition>> {
    let mut known = BTreeSet::from([first.id]);
    let mut thread = vec![first];
    let mut next = 0;
    while let Some(here) = thread.get(next).cloned() {
        next += 1;
        for other in judged_with(connection, here.id).await? {
            if known.contains(&other) || thread.len() >= THREAD {
                continue;
            }
            let Some(Record::Petition(petition)) =
                crate::store::record_by_id(connection, other).await?
            else {
                continue;
            };
            let seen = may_see(grants, &domain::petition::tags(&petition));
            if seen && domain::petition::is_same(&here, &petition) == Some(true) {
                known.insert(other);
                thread.push(*petition);
            }
        }
    }
    Ok(thread)
}
