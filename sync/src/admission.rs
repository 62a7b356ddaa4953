//! The bureau's half of a push, pure: what was loaded goes in, what is to be written comes out.
//!
//! The server loads in one transaction what [`Loaded`] names, plans, executes the [`Admission`] in
//! the same transaction, and answers after the commit.

mod ruling;

mod hand_over;

pub use hand_over::{handed, may_take};
pub use ruling::{Desk, Numbers, Ruling, rule};

use crate::body::CommandBody;
use crate::protocol::{LetGo, Op, Outcome, PUSH_OPS, Push, PushAnswer, Returned, Settled};
use domain::duty::Tag;
use domain::ids::{CommandId, Epoch, Moment, RecordId};
use domain::{Event, Record, Refusal};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;

/// SHA-256 of an operation's [`Op::words`] in CBOR.
pub type Digest = [u8; 32];

/// The ledger's feed numbers: one row, updated in the transaction that allocates from it.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Head {
    /// The last ledger row's.
    pub seq: u64,
    /// The last refusal's of this device.
    pub rseq: u64,
}

/// How far one incarnation of a device has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Position {
    /// Its last settled operation's position; 0: none yet.
    pub last_dseq: u64,
    /// The operation there.
    pub last_op: Option<CommandId>,
}

/// What is stored about a settled operation.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredOp {
    /// Digest of its words.
    pub digest: Digest,
    /// What became of it.
    pub outcome: Outcome,
}

/// What the server has loaded for one push, from one write transaction.
pub trait Loaded {
    /// The ledger's life.
    fn epoch(&self) -> Epoch;
    /// Feed numbers: the ledger's, and the refusals' of the pushing device.
    fn head(&self) -> Head;
    /// How far the pushing incarnation has come.
    fn position(&self) -> Position;
    /// A settled operation, whichever device and incarnation brought it.
    fn stored(&self, op: CommandId) -> Option<StoredOp>;
    /// Digest of an incoming operation's [`Op::words`].
    fn digest(&self, op: &Op) -> Digest;
    /// A record named by one of the operations, as it is now.
    fn record(&self, id: RecordId) -> Option<&Record>;
    /// The records somebody judged to be the same matter as `id`, from either side; [`Loaded::record`] has them.
    fn beside(&self, _id: RecordId) -> Vec<RecordId> {
        Vec::new()
    }
    /// Why an operation is refused whatever its words say, by what the bureau holds beside its records.
    fn barred(&self, _op: CommandId) -> Option<Refusal> {
        None
    }
}

/// One row for the ledger.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LedgerRow {
    /// Feed number.
    pub seq: u64,
    /// The operation it comes from.
    pub op_id: CommandId,
    /// The fact, with who and when.
    pub event: Event,
}

/// One record as it stands after the push.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    /// The record.
    pub record: Record,
    /// Feed number of its last ledger row; also of its entry under every tag below.
    pub seq: u64,
    /// Tags it carries: entries with `present`.
    pub tags: Vec<Tag>,
    /// Tags it carried before and no longer does: entries without `present`.
    pub left: Vec<Tag>,
}

/// One row of settled operations.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OpRow {
    /// The operation's id, the primary key.
    pub op_id: CommandId,
    /// Its position.
    pub dseq: u64,
    /// Digest of its words.
    pub digest: Digest,
    /// `Command::kind`
    pub kind: String,
    /// Version of the body.
    pub v: u16,
    /// What became of it.
    pub outcome: Outcome,
}

/// Everything one push writes, and its answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Admission {
    /// New ledger rows, in order.
    pub ledger: Vec<LedgerRow>,
    /// Records to store, with their tag entries.
    pub filed: BTreeMap<RecordId, Filed>,
    /// Newly settled operations.
    pub ops: Vec<OpRow>,
    /// New refusals for the device, with `rseq` counting on from the head.
    pub refusals: Vec<Returned>,
    /// Operations that are not understood: to be kept word for word until a program understands them.
    pub held: Vec<Op>,
    /// What people did with returned work; insert unless this officer's act on it is logged already.
    pub let_go: Vec<LetGo>,
    /// The incarnation's position after the push.
    pub position: Position,
    /// Feed numbers after the push.
    pub head: Head,
    /// To be sent after the commit.
    pub answer: PushAnswer,
}

/// Plans one push.
///
/// A push of another life of the server is not looked at: its author must first learn what of the
/// work in the tray goes as void. A refusal takes its position like any other outcome, so the
/// queue behind it never blocks.
pub fn plan(
    push: &Push,
    loaded: &impl Loaded,
    desk: &Desk<'_>,
    numbers: &mut dyn Numbers,
) -> Admission {
    let mut admission = Admission::nothing(loaded);
    if push.epoch == Some(loaded.epoch()) {
        admission.let_go.clone_from(&push.let_go);
        for op in push.ops.iter().take(PUSH_OPS) {
            if admission.take(op, push, loaded, desk, numbers).is_break() {
                break;
            }
        }
    }
    admission.answer.last_dseq = admission.position.last_dseq;
    admission
}

/// Settles an operation that was held, now that this program understands it. Its position was settled
/// when it came; its row of settled operations gets the new outcome.
pub fn take_up(
    op: &Op,
    loaded: &impl Loaded,
    desk: &Desk<'_>,
    numbers: &mut dyn Numbers,
) -> Admission {
    let mut admission = Admission::nothing(loaded);
    let outcome = admission.settle(op, &[], loaded, desk, numbers);
    admission.ops.push(OpRow {
        op_id: op.op_id,
        dseq: op.dseq,
        digest: loaded.digest(op),
        kind: op.kind.clone(),
        v: op.v,
        outcome,
    });
    admission
}

impl Admission {
    fn nothing(loaded: &impl Loaded) -> Admission {
        Admission {
            ledger: Vec::new(),
            filed: BTreeMap::new(),
            ops: Vec::new(),
            refusals: Vec::new(),
            held: Vec::new(),
            let_go: Vec::new(),
            position: loaded.position(),
            head: loaded.head(),
            answer: PushAnswer {
                epoch: loaded.epoch(),
                last_dseq: 0,
                outcomes: Vec::new(),
                expected: None,
                forked: false,
            },
        }
    }

    /// Settles one operation; breaks where the rest of the push cannot be looked at.
    fn take(
        &mut self,
        op: &Op,
        push: &Push,
        loaded: &impl Loaded,
        desk: &Desk<'_>,
        numbers: &mut dyn Numbers,
    ) -> ControlFlow<()> {
        let next = self.position.last_dseq + 1;
        if op.dseq > next {
            self.answer.expected = Some(next);
            return ControlFlow::Break(());
        }
        let digest = loaded.digest(op);
        let outcome = match self.known(op.op_id, loaded) {
            Some(stored) if stored.digest == digest => stored.outcome,
            // One id with two texts, or one position for two operations: two copies of one device.
            Some(_) => return self.fork(),
            None if op.dseq < next => return self.fork(),
            None => {
                let outcome = self.settle(op, &push.void, loaded, desk, numbers);
                self.ops.push(OpRow {
                    op_id: op.op_id,
                    dseq: op.dseq,
                    digest,
                    kind: op.kind.clone(),
                    v: op.v,
                    outcome: outcome.clone(),
                });
                outcome
            }
        };
        if op.dseq == next {
            self.position = Position {
                last_dseq: op.dseq,
                last_op: Some(op.op_id),
            };
        }
        self.answer.outcomes.push(Settled {
            op_id: op.op_id,
            outcome,
        });
        ControlFlow::Continue(())
    }

    fn fork(&mut self) -> ControlFlow<()> {
        self.answer.forked = true;
        ControlFlow::Break(())
    }

    fn known(&self, op_id: CommandId, loaded: &impl Loaded) -> Option<StoredOp> {
        let earlier = self.ops.iter().find(|row| row.op_id == op_id);
        match earlier {
            Some(row) => Some(StoredOp {
                digest: row.digest,
                outcome: row.outcome.clone(),
            }),
            None => loaded.stored(op_id),
        }
    }

    fn settle(
        &mut self,
        op: &Op,
        void: &[CommandId],
        loaded: &impl Loaded,
        desk: &Desk<'_>,
        numbers: &mut dyn Numbers,
    ) -> Outcome {
        if void.contains(&op.op_id) {
            return Outcome::Void;
        }
        let Some(subject) = op.subject() else {
            return self.refuse(op, Refusal::NoSuchRecord, desk.now);
        };
        let id = subject.record;
        let current = match self.filed.get(&id) {
            Some(filed) => Some(&filed.record),
            None => loaded.record(id),
        };
        let Some(command) = op.command() else {
            self.held.push(op.clone());
            return Outcome::Held;
        };
        if let Some(refusal) = loaded.barred(op.op_id) {
            return self.refuse(op, refusal, desk.now);
        }
        if let Err(refusal) = self.beside(id, current, command, loaded, desk) {
            return self.refuse(op, refusal, desk.now);
        }
        match rule(id, current, command, op.recorded_at, desk, numbers) {
            Ok(ruling) => self.write(id, op.op_id, ruling, loaded),
            Err(refusal) => self.refuse(op, refusal, desk.now),
        }
    }

    /// What one record alone cannot tell: the same matter is not accepted twice, and nobody judges about a
    /// record that is not theirs to see. Asked only by whoever sees the subject itself.
    fn beside(
        &self,
        id: RecordId,
        current: Option<&Record>,
        command: &domain::Command,
        loaded: &impl Loaded,
        desk: &Desk<'_>,
    ) -> Result<(), Refusal> {
        let Some(current) = current.filter(|record| ruling::may_see(desk.actor, record)) else {
            return Ok(());
        };
        let now = |id: RecordId| match self.filed.get(&id) {
            Some(filed) => Some(&filed.record),
            None => loaded.record(id),
        };
        if let Some(other) = command.judged() {
            let seen = now(other).is_some_and(|other| ruling::may_see(desk.actor, other));
            return if seen {
                Ok(())
            } else {
                Err(Refusal::NoSuchRecord)
            };
        }
        let mut beside = loaded.beside(id);
        beside.extend(self.filed.keys().copied().filter(|other| *other != id));
        domain::taken_once(current, command, beside.into_iter().filter_map(now))
    }

    fn write(
        &mut self,
        id: RecordId,
        op_id: CommandId,
        ruling: Ruling,
        loaded: &impl Loaded,
    ) -> Outcome {
        for event in ruling.events {
            self.head.seq += 1;
            self.ledger.push(LedgerRow {
                seq: self.head.seq,
                op_id,
                event,
            });
        }
        let seq = self.head.seq;
        let filed = Filed::after(ruling.record, seq, loaded.record(id));
        self.filed.insert(id, filed);
        Outcome::Done { seq }
    }

    fn refuse(&mut self, op: &Op, refusal: Refusal, at: Moment) -> Outcome {
        self.head.rseq += 1;
        let rseq = self.head.rseq;
        self.refusals.push(Returned {
            rseq,
            op: op.clone(),
            refusal: refusal.clone(),
            refused_at: at,
        });
        Outcome::Refused { rseq, refusal }
    }
}

impl Filed {
    /// A record as it stands at `seq`, and the tags it lost since it was `before`.
    pub fn after(record: Record, seq: u64, before: Option<&Record>) -> Filed {
        let tags = record.tags();
        let mut left = before.map(Record::tags).unwrap_or_default();
        left.retain(|tag| !tags.contains(tag));
        Filed {
            record,
            seq,
            tags,
            left,
        }
    }
}

/// What of an operation must be the same whenever it is sent: everything but its position.
#[derive(Debug, Serialize)]
pub struct Words<'a> {
    op_id: CommandId,
    kind: &'a str,
    v: u16,
    record: Option<RecordId>,
    recorded_at: Moment,
    body: &'a CommandBody,
}

impl Op {
    /// What a digest of this operation is taken of.
    pub fn words(&self) -> Words<'_> {
        Words {
            op_id: self.op_id,
            kind: &self.kind,
            v: self.v,
            record: self.subject().map(|touch| touch.record),
            recorded_at: self.recorded_at,
            body: &self.body,
        }
    }
}
