//! Returned work that its author hands over: it lies in the colleague's tray with all its words, on whichever
//! device they pull from next.

use super::audit::append;
use super::body::{bytes, moment, number, read};
use super::dialect::Connection;
use super::filing::Before;
use super::memory::Memory;
use super::push::{put_refusal, stored_ops};
use super::{Audited, Result, filing};
use domain::duty::Officer;
use domain::ids::{CommandId, DeviceId, OfficerId};
use sync::admission::{Desk, handed, may_take};
use sync::protocol::{LetGo, Returned};
use uuid::Uuid;

/// Stands for whichever device the officer pulls from.
pub(crate) const ANY_DEVICE: DeviceId = DeviceId(Uuid::nil());

/// Puts returned work of `author` into the tray of `to`, as `act` says; returns whether it lies there now. Where the
/// colleague may not have it, the work stays with the bureau, logged and visible to the author's head.
pub(super) async fn hand_over(
    connection: &mut Connection,
    memory: &Memory,
    desk: &Desk<'_>,
    author: &Officer,
    act: &LetGo,
    to: OfficerId,
    rseq: u64,
) -> Result<bool> {
    let known = returned(connection, author, act.op_id).await?;
    let settled = stored_ops(connection, [act.op_id]).await?;
    let Some(work) = handed(act, known, settled.get(&act.op_id)) else {
        return Ok(false);
    };
    let returned = Returned {
        rseq,
        refused_at: desk.now,
        ..work
    };
    let mut records = Before::new();
    let subject = returned.op.subject().map(|touch| touch.record);
    if let Some(subject) = subject {
        filing::load(connection, subject, &mut records).await?;
    }
    let record = records.values().next().map(|stored| &stored.record);
    let directory = memory.directory(connection).await?;
    let to = directory.officer(to).map(|colleague| Officer {
        id: colleague.id,
        name: colleague.name.clone(),
        unit: colleague.unit,
        roles: colleague.roles.clone(),
    });
    let to = to.filter(|to| may_take(&returned.op, author, to, record, desk));
    if let Some(to) = &to {
        put_refusal(connection, to.id, ANY_DEVICE, &returned).await?;
    }
    let line = Audited {
        at: desk.now,
        officer: Some(author.id),
        act: "hand_over",
        record: subject,
        allowed: to.is_some(),
        detail: act.op_id.to_string(),
    };
    append(connection, &line).await?;
    Ok(to.is_some())
}

/// The work as it came back to its author.
async fn returned(
    connection: &mut Connection,
    author: &Officer,
    op: CommandId,
) -> Result<Option<Returned>> {
    let row: Option<(i64, String, String, i64)> = sqlx::query_as(
        "SELECT rseq, body, reason, refused_at FROM refusal WHERE op_id = $1 AND officer = $2 \
         ORDER BY rseq DESC LIMIT 1",
    )
    .bind(bytes(&op.0))
    .bind(bytes(&author.id.0))
    .fetch_optional(connection)
    .await?;
    let Some((rseq, body, reason, refused_at)) = row else {
        return Ok(None);
    };
    Ok(Some(Returned {
        rseq: number(rseq),
        op: read("a returned operation", &body)?,
        refusal: read("a refusal", &reason)?,
        refused_at: moment(refused_at),
    }))
}
