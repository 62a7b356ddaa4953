//! What is ruled beside the law, as the database holds it: the county's policy and the yearly tables of rest
//! days. Both are only ever added to.

use super::audit;
use super::body::{bytes, id, millis, moment};
use super::dialect::Connection;
use super::memory::Memory;
use super::{Audited, Error, Result, rebuild, templates};
use chrono::NaiveDate;
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::ids::{Moment, OfficerId, day_of};
use domain::policy::{Change, Flaw, Norm, Policy, row};
use std::sync::Arc;

/// What every limit is counted by, and what documents say.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Rules {
    /// Rest days and make-up working days: as shipped, with the tables taken in since.
    pub calendar: Calendar,
    /// What the county rules itself.
    pub policy: Policy,
    /// The county's own texts of official documents.
    pub templates: Templates,
}

impl Rules {
    /// Before anybody ruled anything: what the product ships with.
    pub fn shipped() -> Rules {
        Rules {
            calendar: Calendar::shipped().clone(),
            policy: Policy::default(),
            templates: Templates::default(),
        }
    }
}

/// The rules as of this connection's snapshot.
pub(super) async fn load(connection: &mut Connection) -> Result<Rules> {
    type Row = (String, u32, String, Vec<u8>, i64, String);
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT norm, value, since, officer, at, reason FROM policy_change ORDER BY nth",
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut changes = Vec::with_capacity(rows.len());
    for (norm, value, since, officer, at, reason) in rows {
        changes.push(Change {
            norm: Norm::from_name(&norm)
                .ok_or_else(|| Error::damaged("a change of policy", format!("no norm {norm}")))?,
            value,
            since: since
                .parse()
                .map_err(|error| Error::damaged("a change of policy", error))?,
            by: OfficerId(id("an officer's id", &officer)?),
            at: moment(at),
            reason,
        });
    }
    let tables: Vec<String> = sqlx::query_scalar("SELECT body FROM rest_day_table ORDER BY nth")
        .fetch_all(&mut *connection)
        .await?;
    let mut calendar = Calendar::shipped().clone();
    for table in &tables {
        let more = Calendar::parse(table)
            .map_err(|error| Error::damaged("a table of rest days", error))?;
        calendar = calendar.with(more);
    }
    Ok(Rules {
        calendar,
        policy: Policy::new(changes),
        templates: templates::load(connection).await?,
    })
}

/// Adds a change of policy. Clocks that start today already go by it, so lists are built again where it moves
/// their last days.
pub(super) async fn change_policy(
    connection: &mut Connection,
    memory: Arc<Memory>,
    change: Change,
) -> Result<std::result::Result<(), Flaw>> {
    memory.directory(connection).await?;
    if let Err(flaw) = memory.rules().policy.with(change.clone()) {
        return Ok(Err(flaw));
    }
    sqlx::query(
        "INSERT INTO policy_change (norm, value, since, officer, at, reason) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(change.norm.name())
    .bind(change.value)
    .bind(change.since.to_string())
    .bind(bytes(&change.by.0))
    .bind(millis(change.at))
    .bind(&change.reason)
    .execute(&mut *connection)
    .await?;
    let line = Audited {
        at: change.at,
        officer: Some(change.by),
        act: "change_policy",
        record: None,
        allowed: true,
        detail: told(change.norm, change.value, change.since),
    };
    audit::append(connection, &line).await?;
    changed(connection, &memory).await?;
    if row(change.norm).moves_lists && change.since <= day_of(change.at) {
        rebuild::rebuild(connection, memory).await?;
    }
    Ok(Ok(()))
}

fn told(norm: Norm, value: u32, since: NaiveDate) -> String {
    format!("{}={value} since={since}", norm.name())
}

/// Adds a table of rest days; every limit may end on another day afterwards, so lists are built again.
pub(super) async fn take_rest_days(
    connection: &mut Connection,
    memory: Arc<Memory>,
    table: String,
    officer: Option<OfficerId>,
    at: Moment,
) -> Result<()> {
    // Read before it is kept: a table that does not read would keep the server from starting.
    Calendar::parse(&table).map_err(|error| Error::damaged("a table of rest days", error))?;
    sqlx::query("INSERT INTO rest_day_table (officer, at, body) VALUES ($1, $2, $3)")
        .bind(officer.map(|officer| bytes(&officer.0).to_vec()))
        .bind(millis(at))
        .bind(&table)
        .execute(&mut *connection)
        .await?;
    let line = Audited {
        at,
        officer,
        act: "import_rest_days",
        record: None,
        allowed: true,
        detail: String::new(),
    };
    audit::append(connection, &line).await?;
    changed(connection, &memory).await?;
    rebuild::rebuild(connection, memory).await?;
    Ok(())
}

/// Whoever remembers the rules loads them anew, this transaction first.
pub(super) async fn changed(connection: &mut Connection, memory: &Memory) -> Result<()> {
    sqlx::query("UPDATE head SET directory = directory + 1")
        .execute(&mut *connection)
        .await?;
    memory.directory(connection).await?;
    Ok(())
}
