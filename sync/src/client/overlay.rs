//! What people see: the replica with their waiting commands laid over, decided by the shared law.

use super::Machine;
use crate::kept::KeptOp;
use domain::duty::Actor;
use domain::ids::Moment;
use domain::ids::{CommandId, RecordId};
use domain::steps::Place;
use domain::{By, Command, Event, Record, Refusal, Setting};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Waiting commands by record, and the records with them laid over.
#[derive(Default)]
pub(super) struct Overlay {
    pending: BTreeMap<RecordId, BTreeSet<u64>>,
    folded: BTreeMap<RecordId, Folded>,
}

/// One record with its waiting commands.
struct Folded {
    record: Option<Arc<Record>>,
    /// The commands that the law refuses on this device, and why; they are sent all the same.
    doubts: BTreeMap<CommandId, Refusal>,
}

impl Overlay {
    pub(super) fn add(&mut self, record: RecordId, dseq: u64) {
        self.pending.entry(record).or_default().insert(dseq);
    }

    pub(super) fn remove(&mut self, record: RecordId, dseq: u64) {
        if let Some(positions) = self.pending.get_mut(&record) {
            positions.remove(&dseq);
            if positions.is_empty() {
                self.pending.remove(&record);
            }
        }
    }

    /// `None`: nothing is laid over this record.
    pub(super) fn record(&self, id: RecordId) -> Option<Option<&Arc<Record>>> {
        self.folded.get(&id).map(|folded| folded.record.as_ref())
    }

    pub(super) fn records(&self) -> impl Iterator<Item = RecordId> {
        self.folded.keys().copied()
    }

    pub(super) fn doubt(&self, record: RecordId, op: CommandId) -> Option<&Refusal> {
        self.folded.get(&record)?.doubts.get(&op)
    }
}

impl Machine {
    /// Whether an operation is laid over the replica.
    fn lies_over(&self, kept: &KeptOp) -> bool {
        let dseq = kept.op.dseq;
        !kept.returned && dseq > self.replica.acked() && dseq > self.vault.identity.hidden_upto
    }

    /// Folds everything anew: after a start, a fork, a reset, or a change of the officer's posts.
    pub(super) fn fold_all(&mut self) {
        let before: Vec<RecordId> = self.overlay.records().collect();
        let mut overlay = Overlay::default();
        for (dseq, kept) in self.vault.ops.range(self.replica.acked() + 1..) {
            if let (true, Some(subject)) = (self.lies_over(kept), kept.op.subject()) {
                overlay.add(subject.record, *dseq);
            }
        }
        let records: Vec<RecordId> = overlay.pending.keys().copied().collect();
        self.overlay = overlay;
        for id in records {
            self.fold(id);
        }
        self.shown.records(before);
    }

    /// Folds one record anew.
    pub(super) fn fold(&mut self, id: RecordId) {
        self.shown.records([id]);
        match self.folded(id) {
            Some(folded) => self.overlay.folded.insert(id, folded),
            None => self.overlay.folded.remove(&id),
        };
    }

    fn folded(&self, id: RecordId) -> Option<Folded> {
        let positions = self.overlay.pending.get(&id)?;
        let actor = self.actor();
        let held = self.replica.get(id);
        let before = held.and_then(|held| held.body.record());
        let mut record = before.map(Arc::unwrap_or_clone);
        let mut doubts = BTreeMap::new();
        for dseq in positions {
            let contained = held.is_some_and(|held| *dseq <= held.settled);
            let Some(kept) = self.vault.ops.get(dseq).filter(|_| !contained) else {
                continue;
            };
            // What an earlier program wrote and this one cannot read goes out all the same.
            let Some(command) = kept.op.command() else {
                continue;
            };
            // Online: whether the device was, when it was recorded, has been decided then.
            let at = kept.op.recorded_at;
            let judged = self.lay(&mut record, id, command, actor.as_ref(), at, Place::Online);
            if let Some(Err(refusal)) = judged {
                doubts.insert(kept.op.op_id, refusal);
            }
        }
        Some(Folded {
            record: record.map(Arc::new),
            doubts,
        })
    }

    /// Who works here, as the law sees them.
    pub(super) fn actor(&self) -> Option<Actor> {
        let greeting = self.replica.greeting.as_ref()?;
        Some(Actor::Officer(greeting.officer.clone()))
    }

    /// Decides a command on `record` and folds its facts in. `None`: the device does not know yet
    /// who works here.
    pub(super) fn lay(
        &self,
        record: &mut Option<Record>,
        id: RecordId,
        command: &Command,
        actor: Option<&Actor>,
        at: Moment,
        place: Place,
    ) -> Option<Result<(), Refusal>> {
        let greeting = self.replica.greeting.as_ref()?;
        let actor = actor?;
        let setting = Setting {
            actor,
            now: at,
            recorded_at: at,
            place,
            directory: &greeting.directory,
            calendar: &greeting.calendar,
            policy: &greeting.policy,
        };
        let facts = match domain::decide(record.as_ref(), command, &setting) {
            Ok(facts) => facts,
            // What is not kept on this device was seen at the bureau, and only the bureau can judge it.
            Err(Refusal::NoSuchRecord) if record.is_none() => return Some(Ok(())),
            Err(refusal) => return Some(Err(refusal)),
        };
        for fact in facts {
            let event = Event {
                record: id,
                at,
                recorded_at: at,
                by: By::from(actor),
                fact,
            };
            domain::apply(record, &event);
        }
        Some(Ok(()))
    }
}
