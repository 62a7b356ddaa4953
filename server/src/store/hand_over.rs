//! Returned work that its author hands over: it lies in the colleague's tray with all its words, on whichever
//! device they pull from next.

use super::body::{bytes, read};
use super::dialect::Connection;
use super::filing::Before;
use super::memory::Memory;
use super::push::put_refusal;
use super::{Result, filing};
use domain::duty::Officer;
use domain::ids::{CommandId, DeviceId, Moment, OfficerId};
use sync::admission::{Desk, may_take};
use sync::protocol::Returned;
use uuid::Uuid;

/// Stands for whichever device the officer pulls from.
pub(crate) const ANY_DEVICE: DeviceId = DeviceId(Uuid::nil());

/// Puts `op`, returned to `author`, into the tray of `to`; returns whether it lies there now. Where the colleague
/// may not have it, the work stays with the bureau, logged and visible to the author's head.
pub(super) async fn hand_over(
    connection: &mut Connection,
    memory: &Memory,
    desk: &Desk<'_>,
    author: &Officer,
    op: CommandId,
    to: OfficerId,
    rseq: u64,
) -> Result<bool> {
    let Some(returned) = returned(connection, author, op, rseq, desk.now).await? else {
        return Ok(false);
    };
    let directory = memory.directory(connection).await?;
    let Some(to) = directory.officer(to).map(|colleague| Officer {
        id: colleague.id,
        name: colleague.name.clone(),
        unit: colleague.unit,
        roles: colleague.roles.clone(),
    }) else {
        return Ok(false);
    };
    let mut records = Before::new();
    if let Some(subject) = returned.op.subject() {
        filing::load(connection, subject.record, &mut records).await?;
    }
    let record = records.values().next().map(|stored| &stored.record);
    let may = may_take(&returned.op, author, &to, record, desk);
    if may {
        put_refusal(connection, to.id, ANY_DEVICE, &returned).await?;
    }
    Ok(may)
}

/// The work as it came back to its author, under a new number.
async fn returned(
    connection: &mut Connection,
    author: &Officer,
    op: CommandId,
    rseq: u64,
    at: Moment,
) -> Result<Option<Returned>> {
    let row: Option<(String, String)> = sqlx::query_as(
        "SELECT body, reason FROM refusal WHERE op_id = $1 AND officer = $2 ORDER BY rseq DESC LIMIT 1",
    )
    .bind(bytes(&op.0))
    .bind(bytes(&author.id.0))
    .fetch_optional(connection)
    .await?;
    let Some((body, reason)) = row else {
        return Ok(None);
    };
    Ok(Some(Returned {
        rseq,
        op: read("a returned operation", &body)?,
        refusal: read("a refusal", &reason)?,
        refused_at: at,
    }))
}
