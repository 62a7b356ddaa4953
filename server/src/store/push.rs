//! A tablet's operations: loaded, planned by the messenger, written, in one transaction.

use super::audit::append;
use super::body::{bytes, id, integer, millis, number, read, write};
use super::dialect::{Connection, Db};
use super::filing::{self, Before, Queue};
use super::hand_over::hand_over;
use super::held;
use super::inbox;
use super::memory::Memory;
use super::series::{SeriesBook, year};
use super::{Audited, Error, Result};
use crate::projection::alike;
use domain::duty::{Actor, Officer};
use domain::ids::{CommandId, DeviceId, Epoch, Moment, OfficerId, RecordId};
use domain::petition::Step;
use domain::{Command, Record, Refusal};
use sha2::{Digest as _, Sha256};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use sync::admission::{self, Admission, Desk, Digest, Head, Loaded, Position, StoredOp};
use sync::protocol::{Decision, LetGo, Op, Push, PushAnswer, Returned};

/// Decides and writes one push of `officer`.
pub(super) async fn push(
    connection: &mut Connection,
    memory: Arc<Memory>,
    officer: Officer,
    push: Push,
    now: Moment,
) -> Result<PushAnswer> {
    let directory = memory.directory(connection).await?;
    let rules = memory.rules();
    let mut numbers = SeriesBook::load(connection, BTreeSet::from([year(now)]), &directory).await?;
    let loaded = Snapshot::load(connection, &memory, &officer, &push).await?;
    let actor = Actor::Officer(officer.clone());
    let desk = Desk {
        actor: &actor,
        now,
        directory: &directory,
        calendar: &rules.calendar,
        policy: &rules.policy,
    };
    let mut admission = admission::plan(&push, &loaded, &desk, &mut numbers);
    numbers.save(connection).await?;
    for act in &admission.let_go {
        if !log(connection, &officer, &push, act).await? {
            continue;
        }
        held::withdraw(connection, &officer, act.op_id).await?;
        if let Decision::HandedOver(to) = act.decision {
            let rseq = admission.head.rseq + 1;
            let handed = hand_over(connection, &memory, &desk, &officer, act, to, rseq).await?;
            admission.head.rseq += u64::from(handed);
        }
    }
    commit(
        connection, &memory, &officer, &push, &loaded, &admission, now,
    )
    .await?;
    Ok(admission.answer)
}

/// What the plan may look at.
pub(super) struct Snapshot {
    epoch: Epoch,
    head: Head,
    position: Position,
    ops: BTreeMap<CommandId, StoredOp>,
    records: Before,
    beside: BTreeMap<RecordId, Vec<RecordId>>,
    barred: BTreeMap<CommandId, Refusal>,
}

impl Snapshot {
    async fn load(
        connection: &mut Connection,
        memory: &Memory,
        officer: &Officer,
        push: &Push,
    ) -> Result<Snapshot> {
        let head = filing::head(connection).await?;
        let position = position(connection, officer, push.device, push.inc).await?;
        let mut records = Before::new();
        let touched = push.ops.iter().flat_map(|op| &op.touches);
        let touched = touched.map(|touch| touch.record);
        filing::load_all(connection, touched, &mut records).await?;
        let beside = beside(connection, &push.ops, &mut records).await?;
        Ok(Snapshot {
            epoch: memory.epoch,
            head,
            position,
            ops: stored_ops(connection, push.ops.iter().map(|op| op.op_id)).await?,
            records,
            beside,
            barred: inbox::barred(connection, &push.ops).await?,
        })
    }

    /// What one operation needs whose position was settled before.
    pub(super) async fn of(
        connection: &mut Connection,
        memory: &Memory,
        op: &Op,
    ) -> Result<Snapshot> {
        let mut records = Before::new();
        for touch in &op.touches {
            filing::load(connection, touch.record, &mut records).await?;
        }
        let beside = beside(connection, std::slice::from_ref(op), &mut records).await?;
        Ok(Snapshot {
            epoch: memory.epoch,
            head: filing::head(connection).await?,
            position: Position::default(),
            ops: BTreeMap::new(),
            records,
            beside,
            barred: inbox::barred(connection, std::slice::from_ref(op)).await?,
        })
    }

    /// The records it loaded.
    pub(super) fn records(&self) -> &Before {
        &self.records
    }
}

impl Loaded for Snapshot {
    fn epoch(&self) -> Epoch {
        self.epoch
    }

    fn head(&self) -> Head {
        self.head
    }

    fn position(&self) -> Position {
        self.position
    }

    fn stored(&self, op: CommandId) -> Option<StoredOp> {
        self.ops.get(&op).cloned()
    }

    fn digest(&self, op: &Op) -> Digest {
        digest(op)
    }

    fn record(&self, id: RecordId) -> Option<&Record> {
        self.records.get(&id).map(|stored| &stored.record)
    }

    fn beside(&self, id: RecordId) -> Vec<RecordId> {
        self.beside.get(&id).cloned().unwrap_or_default()
    }

    fn barred(&self, op: CommandId) -> Option<Refusal> {
        self.barred.get(&op).cloned()
    }
}

/// Loads what a judgement or an acceptance must look at besides its own record.
async fn beside(
    connection: &mut Connection,
    ops: &[Op],
    records: &mut Before,
) -> Result<BTreeMap<RecordId, Vec<RecordId>>> {
    let mut beside = BTreeMap::new();
    for op in ops {
        let (Some(subject), Some(command)) = (op.subject(), op.command()) else {
            continue;
        };
        let Command::Petition(petition) = command;
        let others = match (command.judged(), petition.step()) {
            (Some(other), _) => vec![other],
            (None, Step::Accept | Step::NotAgain) => {
                alike::judged_with(connection, subject.record).await?
            }
            (None, _) => continue,
        };
        for other in &others {
            filing::load(connection, *other, records).await?;
        }
        beside.insert(subject.record, others);
    }
    Ok(beside)
}

fn digest(op: &Op) -> Digest {
    let mut sha256 = Sha256::new();
    // Hashing takes every byte and the words have no shape that CBOR lacks.
    let _ = ciborium::into_writer(&op.words(), &mut sha256);
    sha256.finalize().into()
}

/// How far an incarnation has come; a queue has one author, whose name its work goes under.
pub(super) async fn position(
    connection: &mut Connection,
    officer: &Officer,
    device: DeviceId,
    inc: domain::ids::Incarnation,
) -> Result<Position> {
    let row: Option<(Vec<u8>, i64, Option<Vec<u8>>)> = sqlx::query_as(
        "SELECT officer, last_dseq, last_op FROM replica WHERE device = $1 AND inc = $2",
    )
    .bind(bytes(&device.0))
    .bind(bytes(&inc.0))
    .fetch_optional(connection)
    .await?;
    let Some((author, last_dseq, last_op)) = row else {
        return Ok(Position::default());
    };
    if author != bytes(&officer.id.0) {
        return Err(Error::OthersQueue);
    }
    let last_op = match last_op {
        Some(op) => Some(CommandId(id("a queue's last operation", &op)?)),
        None => None,
    };
    Ok(Position {
        last_dseq: number(last_dseq),
        last_op,
    })
}

/// What is stored of these operations, if they are settled.
pub(super) async fn stored_ops(
    connection: &mut Connection,
    ops: impl IntoIterator<Item = CommandId>,
) -> Result<BTreeMap<CommandId, StoredOp>> {
    let ops: Vec<CommandId> = ops.into_iter().collect();
    let mut stored = BTreeMap::new();
    for some in filing::batches(&ops) {
        let mut select: QueryBuilder<Db> =
            QueryBuilder::new("SELECT op_id, sha256, outcome FROM op WHERE op_id IN (");
        let mut listed = select.separated(", ");
        for op in some {
            listed.push_bind(bytes(&op.0));
        }
        select.push(")");
        let rows: Vec<(Vec<u8>, Option<Vec<u8>>, String)> =
            select.build_query_as().fetch_all(&mut *connection).await?;
        for (op_id, sha256, outcome) in rows {
            // What no device pushed has no digest, and equals nothing a device sends.
            let digest = sha256.and_then(|bytes| Digest::try_from(bytes).ok());
            let settled = StoredOp {
                digest: digest.unwrap_or_default(),
                outcome: read("an outcome", &outcome)?,
            };
            stored.insert(CommandId(id("an operation's id", &op_id)?), settled);
        }
    }
    Ok(stored)
}

async fn commit(
    connection: &mut Connection,
    memory: &Memory,
    officer: &Officer,
    push: &Push,
    loaded: &Snapshot,
    admission: &Admission,
    now: Moment,
) -> Result<()> {
    filing::file(
        connection,
        memory,
        &loaded.records,
        &admission.filed,
        &admission.ledger,
    )
    .await?;
    let queue = Queue {
        device: &push.device,
        inc: &push.inc,
    };
    filing::put_ops(connection, Some(queue), &admission.ops, now).await?;
    for returned in &admission.refusals {
        put_refusal(connection, officer.id, push.device, returned).await?;
        note_refusal(connection, officer, returned).await?;
    }
    for op in &admission.held {
        held::put(connection, officer, push.device, op, now).await?;
    }
    put_position(connection, officer, push, admission.position).await?;
    filing::put_head(connection, admission.head).await?;
    if !admission.ops.is_empty() {
        let line = Audited {
            at: now,
            officer: Some(officer.id),
            act: "push",
            record: None,
            allowed: true,
            detail: format!(
                "ops={} returned={} held={}",
                admission.ops.len(),
                admission.refusals.len(),
                admission.held.len()
            ),
        };
        append(connection, &line).await?;
    }
    Ok(())
}

/// Notes a person's act on returned work, unless it is noted already; whether it is the first time.
async fn log(
    connection: &mut Connection,
    officer: &Officer,
    push: &Push,
    let_go: &LetGo,
) -> Result<bool> {
    let noted = sqlx::query(
        "INSERT INTO let_go (op_id, device, officer, decision, at) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (op_id, officer) DO NOTHING",
    )
    .bind(bytes(&let_go.op_id.0))
    .bind(bytes(&push.device.0))
    .bind(bytes(&officer.id.0))
    .bind(write(&let_go.decision)?)
    .bind(millis(let_go.at))
    .execute(connection)
    .await?;
    Ok(noted.rows_affected() > 0)
}

async fn put_position(
    connection: &mut Connection,
    officer: &Officer,
    push: &Push,
    position: Position,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO replica (device, inc, officer, last_dseq, last_op) \
         VALUES ($1, $2, $3, $4, $5) ON CONFLICT (device, inc) DO UPDATE SET \
         last_dseq = excluded.last_dseq, last_op = excluded.last_op",
    )
    .bind(bytes(&push.device.0))
    .bind(bytes(&push.inc.0))
    .bind(bytes(&officer.id.0))
    .bind(integer(position.last_dseq))
    .bind(position.last_op.map(|op| op.0.as_bytes().to_vec()))
    .execute(connection)
    .await?;
    Ok(())
}

/// Puts returned work into the tray of an officer's device.
pub(super) async fn put_refusal(
    connection: &mut Connection,
    officer: OfficerId,
    device: DeviceId,
    returned: &Returned,
) -> Result<()> {
    sqlx::query(
        "INSERT INTO refusal (rseq, device, officer, op_id, body, reason, refused_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
    )
    .bind(integer(returned.rseq))
    .bind(bytes(&device.0))
    .bind(bytes(&officer.0))
    .bind(bytes(&returned.op.op_id.0))
    .bind(write(&returned.op)?)
    .bind(write(&returned.refusal)?)
    .bind(millis(returned.refused_at))
    .execute(connection)
    .await?;
    Ok(())
}

/// Reaching for what is not theirs is on record, apart from ordinary refusals.
async fn note_refusal(
    connection: &mut Connection,
    officer: &Officer,
    returned: &Returned,
) -> Result<()> {
    if !matches!(
        returned.refusal,
        Refusal::NoSuchRecord | Refusal::NotYours { .. } | Refusal::DisciplineOnly
    ) {
        return Ok(());
    }
    let line = Audited {
        at: returned.refused_at,
        officer: Some(officer.id),
        act: "push",
        record: returned.op.subject().map(|touch| touch.record),
        allowed: false,
        detail: String::new(),
    };
    append(connection, &line).await
}
