//! Writing projections: only what a step really changed.

use super::alike;
use super::listing::{Columns, Searched, row, seen_by};
use crate::store::Result;
use crate::store::batches;
use crate::store::body;
use crate::store::dialect::{Connection, Db};
use crate::store::memory::Memory;
use crate::store::query_code;
use domain::Record;
use sqlx::QueryBuilder;

/// What the lists of many records become, written many to a statement.
#[derive(Default)]
pub(crate) struct Lists {
    rows: Vec<(i64, String)>,
    entries: Vec<(i64, i64, Columns)>,
}

/// Brings the projections of one record from `was` to `now`; its place in lists is added to `lists`.
pub(crate) async fn put(
    connection: &mut Connection,
    memory: &Memory,
    nr: i64,
    was: Option<&Record>,
    now: &Record,
    lists: &mut Lists,
) -> Result<()> {
    if was.is_none() {
        query_code::put(connection, &memory.secret, nr, now.id()).await?;
    }
    put_search(connection, nr, was.map(Searched::of), Searched::of(now)).await?;
    alike::put(connection, memory, nr, was, now).await?;
    put_listing(connection, memory, nr, was, now, lists).await
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
    lists: &mut Lists,
) -> Result<()> {
    let (old_row, old_tags) = match was {
        Some(was) => (Some(row(was, memory)), seen_by(was)),
        None => (None, Vec::new()),
    };
    let new_row = row(now, memory);
    let new_tags = seen_by(now);
    let same_row = old_row.as_ref() == Some(&new_row);
    if !same_row {
        lists.rows.push((nr, body::write(&new_row)?));
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
            let tag = memory.tag(connection, tag).await?;
            lists.entries.push((tag, nr, columns));
        }
    }
    Ok(())
}

impl Lists {
    /// Writes them.
    pub(crate) async fn write(&self, connection: &mut Connection) -> Result<()> {
        for some in batches(&self.rows) {
            let mut insert: QueryBuilder<Db> =
                QueryBuilder::new("INSERT INTO list_row (record, body) ");
            insert.push_values(some, |mut columns, (nr, body)| {
                columns.push_bind(nr).push_bind(body);
            });
            insert.push(" ON CONFLICT (record) DO UPDATE SET body = excluded.body");
            insert.build().execute(&mut *connection).await?;
        }
        for some in batches(&self.entries) {
            let mut insert: QueryBuilder<Db> = QueryBuilder::new(
                "INSERT INTO list_entry (tag, record, due_on, received_on, registered_on, state, \
                 channel, purpose, unit, village, handler, waits_for, waits_part, headcount, many, \
                 first_on, second_on, urging_on, last_on) ",
            );
            insert.push_values(some, |mut columns, (tag, nr, of)| {
                columns
                    .push_bind(tag)
                    .push_bind(nr)
                    .push_bind(of.due_on)
                    .push_bind(of.received_on)
                    .push_bind(of.registered_on)
                    .push_bind(of.state)
                    .push_bind(of.channel)
                    .push_bind(of.purpose)
                    .push_bind(of.unit)
                    .push_bind(of.village)
                    .push_bind(of.handler)
                    .push_bind(of.waits_for)
                    .push_bind(of.waits_part)
                    .push_bind(of.headcount)
                    .push_bind(of.many);
                for on in of.warns_on {
                    columns.push_bind(on);
                }
            });
            insert.push(
                " ON CONFLICT (tag, record) DO UPDATE SET due_on = excluded.due_on, \
                 received_on = excluded.received_on, registered_on = excluded.registered_on, \
                 state = excluded.state, channel = excluded.channel, purpose = excluded.purpose, \
                 unit = excluded.unit, village = excluded.village, handler = excluded.handler, \
                 waits_for = excluded.waits_for, waits_part = excluded.waits_part, \
                 headcount = excluded.headcount, many = excluded.many, \
                 first_on = excluded.first_on, second_on = excluded.second_on, \
                 urging_on = excluded.urging_on, last_on = excluded.last_on",
            );
            insert.build().execute(&mut *connection).await?;
        }
        Ok(())
    }
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
