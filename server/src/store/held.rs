//! Operations that this program did not understand when they came: kept word for word, decided by the first
//! program that does.

use super::body::{bytes, id, integer, millis};
use super::dialect::Connection;
use super::filing;
use super::memory::Memory;
use super::push::{Snapshot, put_refusal};
use super::series::{SeriesBook, year};
use super::{Error, Result};
use domain::duty::{Actor, Officer};
use domain::ids::{CommandId, DeviceId, Moment, OfficerId};
use std::collections::BTreeSet;
use std::sync::Arc;
use sync::admission::{self, Admission, Desk};
use sync::protocol::{Op, Outcome};

/// Keeps an operation as it was sent.
pub(super) async fn put(
    connection: &mut Connection,
    officer: &Officer,
    device: DeviceId,
    op: &Op,
    now: Moment,
) -> Result<()> {
    let mut words = Vec::new();
    ciborium::into_writer(op, &mut words)
        .map_err(|error| Error::damaged("an operation to be held", error))?;
    sqlx::query(
        "INSERT INTO held_op (op_id, device, officer, op, received_at) VALUES ($1, $2, $3, $4, $5) \
         ON CONFLICT (op_id) DO NOTHING",
    )
    .bind(bytes(&op.op_id.0))
    .bind(bytes(&device.0))
    .bind(bytes(&officer.id.0))
    .bind(words)
    .bind(millis(now))
    .execute(connection)
    .await?;
    Ok(())
}

/// Takes an operation out that its author has dealt with: under another program, whose memory a restore from an
/// older backup has taken away, it came back to them, and it must not be done besides.
pub(super) async fn withdraw(
    connection: &mut Connection,
    author: &Officer,
    op: CommandId,
) -> Result<()> {
    let gone = sqlx::query("DELETE FROM held_op WHERE op_id = $1 AND officer = $2")
        .bind(bytes(&op.0))
        .bind(bytes(&author.id.0))
        .execute(&mut *connection)
        .await?;
    if gone.rows_affected() > 0 {
        put_outcome(connection, op, &Outcome::Void).await?;
    }
    Ok(())
}

/// How many operations of an officer are held.
pub(super) async fn count(connection: &mut Connection, officer: &Officer) -> Result<u32> {
    let count: i64 = sqlx::query_scalar("SELECT count(*) FROM held_op WHERE officer = $1")
        .bind(bytes(&officer.id.0))
        .fetch_one(connection)
        .await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Decides what this program understands of what is held, each under its author's name; returns how many.
pub(super) async fn take_up(
    connection: &mut Connection,
    memory: Arc<Memory>,
    now: Moment,
) -> Result<usize> {
    type Row = (Vec<u8>, Vec<u8>, Vec<u8>);
    let rows: Vec<Row> =
        sqlx::query_as("SELECT device, officer, op FROM held_op ORDER BY received_at, op_id")
            .fetch_all(&mut *connection)
            .await?;
    let mut taken = 0;
    for (device, officer, words) in rows {
        let op: Op = ciborium::from_reader(words.as_slice())
            .map_err(|error| Error::damaged("a held operation", error))?;
        let device = DeviceId(id("a held operation's device", &device)?);
        let author = OfficerId(id("a held operation's author", &officer)?);
        let directory = memory.directory(connection).await?;
        let author = directory.officer(author).map(|colleague| Officer {
            id: colleague.id,
            name: colleague.name.clone(),
            unit: colleague.unit,
            roles: colleague.roles.clone(),
        });
        if let (Some(_), Some(author)) = (op.command(), author) {
            settle(connection, &memory, &author, device, &op, now).await?;
            taken += 1;
        }
    }
    Ok(taken)
}

async fn settle(
    connection: &mut Connection,
    memory: &Memory,
    author: &Officer,
    device: DeviceId,
    op: &Op,
    now: Moment,
) -> Result<()> {
    let directory = memory.directory(connection).await?;
    let rules = memory.rules();
    let mut numbers = SeriesBook::load(connection, BTreeSet::from([year(now)]), &directory).await?;
    let loaded = Snapshot::of(connection, memory, op).await?;
    let actor = Actor::Officer(author.clone());
    let desk = Desk {
        actor: &actor,
        now,
        directory: &directory,
        calendar: &rules.calendar,
        policy: &rules.policy,
    };
    let admission = admission::take_up(op, &loaded, &desk, &mut numbers);
    numbers.save(connection).await?;
    filing::file(
        connection,
        memory,
        loaded.records(),
        &admission.filed,
        &admission.ledger,
    )
    .await?;
    write(connection, author, device, &admission).await
}

async fn write(
    connection: &mut Connection,
    author: &Officer,
    device: DeviceId,
    admission: &Admission,
) -> Result<()> {
    for row in &admission.ops {
        put_outcome(connection, row.op_id, &row.outcome).await?;
        sqlx::query("DELETE FROM held_op WHERE op_id = $1")
            .bind(bytes(&row.op_id.0))
            .execute(&mut *connection)
            .await?;
    }
    for returned in &admission.refusals {
        put_refusal(connection, author.id, device, returned).await?;
    }
    filing::put_head(connection, admission.head).await
}

async fn put_outcome(connection: &mut Connection, op: CommandId, outcome: &Outcome) -> Result<()> {
    let seq = match outcome {
        Outcome::Done { seq } => Some(integer(*seq)),
        _ => None,
    };
    sqlx::query("UPDATE op SET outcome = $1, seq = $2 WHERE op_id = $3")
        .bind(super::body::write(outcome)?)
        .bind(seq)
        .bind(bytes(&op.0))
        .execute(connection)
        .await?;
    Ok(())
}
