//! Units, officers and content classes as written by the seed, the import and the administrators.

use super::body::{bytes, id, word};
use super::dialect::Connection;
use super::{Error, Result};
use domain::ids::UnitId;
use domain::organisation::{Colleague, Unit};
use std::collections::BTreeSet;

/// Adds or changes units in the caller's transaction; a parent may come later in the same list.
///
/// # Errors
/// [`Error::NoSuchParent`], or the database does not write.
pub async fn put_units(connection: &mut Connection, units: Vec<Unit>) -> Result<()> {
    for unit in &units {
        sqlx::query(
            "INSERT INTO units (id, parent, kind, name, code, word) VALUES ($1, $2, $3, $4, $5, $6) \
             ON CONFLICT (id) DO UPDATE SET parent = excluded.parent, kind = excluded.kind, \
             name = excluded.name, code = excluded.code, word = excluded.word",
        )
        .bind(bytes(&unit.id.0))
        .bind(unit.parent.map(|parent| bytes(&parent.0).to_vec()))
        .bind(word(&unit.kind)?)
        .bind(&unit.name)
        .bind(&unit.code)
        .bind(&unit.word)
        .execute(&mut *connection)
        .await?;
    }
    parents_exist(connection).await?;
    changed(connection).await
}

/// The database would notice at the commit, when it takes everybody else's work down with it.
async fn parents_exist(connection: &mut Connection) -> Result<()> {
    let orphan: Option<Vec<u8>> = sqlx::query_scalar(
        "SELECT id FROM units AS child WHERE parent IS NOT NULL \
         AND NOT EXISTS (SELECT 1 FROM units WHERE id = child.parent) LIMIT 1",
    )
    .fetch_optional(connection)
    .await?;
    match orphan {
        Some(unit) => Err(Error::NoSuchParent(UnitId(id("a unit's id", &unit)?))),
        None => Ok(()),
    }
}

/// Adds or changes officers with all their posts, in the caller's transaction.
///
/// # Errors
/// A unit that does not exist, or the database does not write.
pub async fn put_officers(connection: &mut Connection, officers: Vec<Colleague>) -> Result<()> {
    for officer in &officers {
        sqlx::query(
            "INSERT INTO officers (id, name, unit) VALUES ($1, $2, $3) \
             ON CONFLICT (id) DO UPDATE SET name = excluded.name, unit = excluded.unit",
        )
        .bind(bytes(&officer.id.0))
        .bind(&officer.name)
        .bind(bytes(&officer.unit.0))
        .execute(&mut *connection)
        .await?;
        sqlx::query("DELETE FROM posts WHERE officer = $1")
            .bind(bytes(&officer.id.0))
            .execute(&mut *connection)
            .await?;
        let roles: BTreeSet<_> = officer.roles.iter().collect();
        for role in roles {
            sqlx::query("INSERT INTO posts (officer, role) VALUES ($1, $2)")
                .bind(bytes(&officer.id.0))
                .bind(word(role)?)
                .execute(&mut *connection)
                .await?;
        }
    }
    changed(connection).await
}

/// Whoever remembers the directory loads it anew.
async fn changed(connection: &mut Connection) -> Result<()> {
    sqlx::query("UPDATE head SET directory = directory + 1")
        .execute(connection)
        .await?;
    Ok(())
}

/// Replaces the content classes in force; returns how many were not there before.
pub(super) async fn put_classes(
    connection: &mut Connection,
    classes: Vec<String>,
) -> Result<usize> {
    let known: Vec<String> = sqlx::query_scalar("SELECT path FROM classes")
        .fetch_all(&mut *connection)
        .await?;
    let known: BTreeSet<String> = known.into_iter().collect();
    sqlx::query("DELETE FROM classes")
        .execute(&mut *connection)
        .await?;
    let mut met = BTreeSet::new();
    for (nth, path) in (0i64..).zip(&classes) {
        if !met.insert(path) {
            continue;
        }
        sqlx::query("INSERT INTO classes (path, nth) VALUES ($1, $2)")
            .bind(path)
            .bind(nth)
            .execute(&mut *connection)
            .await?;
    }
    Ok(met
        .into_iter()
        .filter(|path| !known.contains(*path))
        .count())
}
