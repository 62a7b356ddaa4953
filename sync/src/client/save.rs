//! A person's command: decided here for kindness, kept before anything else happens to it.

use super::keep::VaultJob;
use super::{Effect, Machine, NotSaved, Saving};
use crate::protocol::{COMMAND_VERSION, Op, Touch};
use domain::Record;
use domain::duty::Actor;
use domain::ids::{CommandId, RecordId};
use domain::steps::Place;

impl Machine {
    /// Decides locally and asks the vault to keep it; [`Effect::Kept`] or [`Effect::NotKept`] tells
    /// whether it is saved. The same id again changes nothing.
    ///
    /// # Errors
    /// [`NotSaved`], at once; nothing was kept then.
    pub fn save(&mut self, saving: Saving) -> Result<Vec<Effect>, NotSaved> {
        if self.stores.saving().any(|op| op.op_id == saving.id) {
            return Ok(Vec::new());
        }
        if self.is_saved(saving.id) {
            return Ok(vec![Effect::Kept { id: saving.id }]);
        }
        if self.unsent() + self.stores.saving().count() >= self.limits.outbox {
            return Err(NotSaved::Full);
        }
        let place = if self.is_online() {
            Place::Online
        } else {
            Place::Anywhere
        };
        let actor = self.actor();
        let mut record = self.foreseen(saving.record, actor.as_ref());
        self.lay(
            &mut record,
            saving.record,
            &saving.command,
            actor.as_ref(),
            saving.recorded_at,
            place,
        )
        .ok_or(NotSaved::NotGreeted)?
        .map_err(NotSaved::Refused)?;
        let held = self.replica.records.get(&saving.record);
        let op = Op {
            dseq: 0,
            op_id: saving.id,
            kind: saving.command.kind().to_owned(),
            v: COMMAND_VERSION,
            touches: vec![Touch {
                record: saving.record,
                base_rev: held.map_or(0, |held| held.record.rev()),
            }],
            recorded_at: saving.recorded_at,
            body: saving.command,
        };
        self.stores.ask_vault(VaultJob::Save(Box::new(op)));
        self.renew_again();
        Ok(self.proceed())
    }

    fn is_saved(&self, id: CommandId) -> bool {
        self.vault.tray.contains_key(&id)
            || self.vault.let_go.contains_key(&id)
            || self.vault.ops.values().any(|kept| kept.op.op_id == id)
    }

    /// The record as it will be seen once everything on its way into the vault is kept.
    fn foreseen(&self, id: RecordId, actor: Option<&Actor>) -> Option<Record> {
        let mut record = self.view(id).map(|record| (*record).clone());
        for op in self.stores.saving() {
            if op.subject().is_some_and(|subject| subject.record == id) {
                // What was let through a moment ago is let through again, or is the bureau's to judge.
                let at = op.recorded_at;
                let _ = self.lay(&mut record, id, &op.body, actor, at, Place::Online);
            }
        }
        record
    }
}
