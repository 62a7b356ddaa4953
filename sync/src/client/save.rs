//! A person's command: decided here for kindness, kept before anything else happens to it.

use super::keep::VaultJob;
use super::{Effect, Machine, NotSaved, Saving};
use crate::body::CommandBody;
use crate::protocol::{COMMAND_VERSION, Op, Touch};
use domain::Record;
use domain::duty::Actor;
use domain::ids::{CommandId, RecordId};
use domain::steps::Place;
use std::collections::BTreeMap;
use std::sync::Arc;

impl Machine {
    /// Decides locally and asks the vault to keep it; [`Effect::Kept`] or [`Effect::NotKept`] tells
    /// whether it is saved. The same id again changes nothing.
    ///
    /// # Errors
    /// [`NotSaved`], at once; nothing was kept then.
    pub fn save(&mut self, saving: Saving) -> Result<Vec<Effect>, NotSaved> {
        self.save_all(vec![saving])
    }

    /// Decides commands that belong together, each on what the ones before it lead to, and asks the
    /// vault to keep them in one transaction: all of them or none. Each is told of by its own
    /// [`Effect::Kept`] or [`Effect::NotKept`].
    ///
    /// # Errors
    /// [`NotSaved`] for the first that cannot be, at once; nothing was kept then.
    pub fn save_all(&mut self, savings: Vec<Saving>) -> Result<Vec<Effect>, NotSaved> {
        if self.network.revoked {
            return Err(NotSaved::ShutOut);
        }
        let (mut kept, mut fresh) = (Vec::new(), Vec::new());
        for saving in savings {
            if self.is_saved(saving.id) {
                kept.push(Effect::Kept { id: saving.id });
            } else if !self.stores.saving().any(|op| op.op_id == saving.id) {
                fresh.push(saving);
            }
        }
        if fresh.is_empty() {
            return Ok(kept);
        }
        let waiting = self.unsent() + self.stores.saving().count();
        if waiting + fresh.len() > self.limits.outbox {
            return Err(NotSaved::Full);
        }
        let ops = self.decided(fresh)?;
        self.stores.ask_vault(VaultJob::Save(ops));
        self.renew_again();
        kept.extend(self.proceed());
        Ok(kept)
    }

    /// The operations of commands that the law lets through one after the other, without positions yet.
    fn decided(&self, savings: Vec<Saving>) -> Result<Vec<Op>, NotSaved> {
        let place = if self.is_online() {
            Place::Online
        } else {
            Place::Anywhere
        };
        let actor = self.actor();
        let mut seen: BTreeMap<RecordId, Option<Record>> = BTreeMap::new();
        let mut ops = Vec::new();
        for saving in savings {
            let id = saving.record;
            let record = seen
                .entry(id)
                .or_insert_with(|| self.foreseen(id, actor.as_ref()));
            let at = saving.recorded_at;
            self.lay(record, id, &saving.command, actor.as_ref(), at, place)
                .ok_or(NotSaved::NotGreeted)?
                .map_err(NotSaved::Refused)?;
            let before = self.replica.get(id).and_then(|held| held.body.record());
            ops.push(Op {
                dseq: 0,
                op_id: saving.id,
                kind: saving.command.kind().to_owned(),
                v: COMMAND_VERSION,
                touches: vec![Touch {
                    record: id,
                    base_rev: before.map_or(0, |record| record.rev()),
                }],
                recorded_at: at,
                body: CommandBody::of(saving.command),
            });
        }
        Ok(ops)
    }

    fn is_saved(&self, id: CommandId) -> bool {
        self.vault.tray.contains_key(&id)
            || self.vault.let_go.contains_key(&id)
            || self.vault.ops.values().any(|kept| kept.op.op_id == id)
    }

    /// The record as it will be seen once everything on its way into the vault is kept.
    fn foreseen(&self, id: RecordId, actor: Option<&Actor>) -> Option<Record> {
        let mut record = self.view(id).map(Arc::unwrap_or_clone);
        for op in self.stores.saving() {
            let about = op.subject().is_some_and(|subject| subject.record == id);
            if let Some(command) = op.command().filter(|_| about) {
                // What was let through a moment ago is let through again, or is the bureau's to judge.
                let at = op.recorded_at;
                let _ = self.lay(&mut record, id, command, actor, at, Place::Online);
            }
        }
        record
    }
}
