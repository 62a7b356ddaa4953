//! Writing projections: only what a step really changed.

use super::alike;
use super::listing::{Columns, Searched, row, seen_by};
use crate::store::Result;
use crate::store::body;
use crate::store::dialect::Connection;
use crate::store::memory::Memory;
use crate::store::query_code;
use domain::Record;
use domain::duty::Tag;

/// Brings the projections of one record from `was` to `now`.
pub(crate) async fn put(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    was: Option<&Record>,
    now: &Record,
) -> Result<()> {
    if was.is_none() {
        query_code::put(connection, &memory.secret, nr, now.id()).await?;
    }
    put_search(connection, nr, was.map(Searched::of), Searched::of(now)).await?;
    alike::put(connection, memory, nr, was, now).await?;
    put_listing(connection, memory, nr, was, now).await
}

async fn put_search(
    connection: &mut Connection,
    nr: i64,
    was: Option<Searched>,
    now: Searched,
) -> Result<()> {
    if was.as_ref() == Some(&now) {
        return Ok(());
    }
    if was.is_some() {
        sqlx::query("DELETE FROM search WHERE rowid = $1")
            .bind(nr)
            .execute(&mut *connection)
            .await?;
    }
    sqlx::query("INSERT INTO search (rowid, grams, units) VALUES ($1, $2, $3)")
        .bind(nr)
        .bind(now.grams())
        .bind(now.units())
        .execute(connection)
        .await?;
    Ok(())
}

async fn put_listing(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    was: Option<&Record>,
    now: &Record,
) -> Result<()> {
    let (old_row, old_tags) = match was {
        Some(was) => (Some(row(was, memory)), seen_by(was)),
        None => (None, Vec::new()),
    };
    let new_row = row(now, memory);
    let new_tags = seen_by(now);
    let same_row = old_row.as_ref() == Some(&new_row);
    if !same_row {
        sqlx::query(
            "INSERT INTO list_row (record, body) VALUES ($1, $2) \
             ON CONFLICT (record) DO UPDATE SET body = excluded.body",
        )
        .bind(nr)
        .bind(body::write(&new_row)?)
        .execute(&mut *connection)
        .await?;
    }

    let columns = Columns::of(connection, memory, &new_row).await?;
    let same_columns = match &old_row {
        Some(row) => Columns::of(connection, memory, row).await? == columns,
        None => false,
    };
    for tag in old_tags.iter().filter(|tag| !new_tags.contains(tag)) {
        let tag = memory.tag(connection, *tag).await?;
        sqlx::query("DELETE FROM list_entry WHERE tag = $1 AND record = $2")
            .bind(tag)
            .bind(nr)
            .execute(&mut *connection)
            .await?;
    }
    for tag in new_tags {
        if !(same_columns && old_tags.contains(&tag)) {
            put_entry(connection, memory, nr, tag, columns).await?;
        }
    }
    Ok(())
}

async fn put_entry(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    tag: Tag,
    columns: Columns,
) -> Result<()> {
    let tag = memory.tag(connection, tag).await?;
    sqlx::query(
        "INSERT INTO list_entry (tag, record, due_on, received_on, state, channel, purpose, unit, \
         village, handler, waits_for, waits_part) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) \
         ON CONFLICT (tag, record) DO UPDATE SET due_on = excluded.due_on, \
         received_on = excluded.received_on, state = excluded.state, channel = excluded.channel, \
         purpose = excluded.purpose, unit = excluded.unit, village = excluded.village, \
         handler = excluded.handler, waits_for = excluded.waits_for, waits_part = excluded.waits_part",
    )
    .bind(tag)
    .bind(nr)
    .bind(columns.due_on)
    .bind(columns.received_on)
    .bind(columns.state)
    .bind(columns.channel)
    .bind(columns.purpose)
    .bind(columns.unit)
    .bind(columns.village)
    .bind(columns.handler)
    .bind(columns.waits_for)
    .bind(columns.waits_part)
    .execute(connection)
    .await?;
    Ok(())
}

/// Empties every projection, before they are built again.
pub(crate) async fn clear(connection: &mut Connection) -> Result<()> {
    for empty in [
        "DELETE FROM query_code",
        "DELETE FROM list_row",
        "DELETE FROM list_entry",
        "DELETE FROM trace",
        "DELETE FROM thread",
        // A contentless index has no rows to go through one by one.
        "INSERT INTO search (search) VALUES ('delete-all')",
    ] {
        sqlx::query(empty).execute(&mut *connection).await?;
    }
    Ok(())
}
