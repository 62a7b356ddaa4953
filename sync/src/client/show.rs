//! What people are shown, and when it has changed.

use super::{Effect, Machine, Standing, Waiting};
use crate::body::RecordBody;
use crate::kept::{KeptOp, Vault};
use crate::outbox::OutboxKey;
use crate::protocol::Returned;
use domain::Record;
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::duty::Officer;
use domain::ids::{DeviceId, Moment, RecordId};
use domain::organisation::Directory;
use domain::policy::Policy;
use std::collections::BTreeSet;
use std::sync::Arc;

/// What has changed since the last [`Effect::Changed`].
#[derive(Default)]
pub(super) struct Shown {
    records: BTreeSet<RecordId>,
    changed: bool,
    standing: Standing,
}

impl Shown {
    /// Outbox, tray or standing may have changed.
    pub(super) fn mark(&mut self) {
        self.changed = true;
    }

    /// These records may have.
    pub(super) fn records(&mut self, records: impl IntoIterator<Item = RecordId>) {
        self.records.extend(records);
    }
}

impl Machine {
    /// Tells what has changed, if anything has.
    pub(super) fn show(&mut self) {
        let standing = self.standing();
        if !self.shown.changed && self.shown.records.is_empty() && standing == self.shown.standing {
            return;
        }
        self.shown.standing = standing;
        self.shown.changed = false;
        let records = std::mem::take(&mut self.shown.records);
        self.effects.push(Effect::Changed {
            records: records.into_iter().collect(),
        });
    }

    /// The record as people see it: the replica's with waiting commands laid over.
    pub fn view(&self, id: RecordId) -> Option<Arc<Record>> {
        match self.overlay.record(id) {
            Some(record) => record.cloned(),
            None => self.replica.get(id)?.body.record(),
        }
    }

    /// The same without reading what nobody looks at yet.
    pub fn sight(&self, id: RecordId) -> Option<RecordBody> {
        match self.overlay.record(id) {
            Some(record) => record.cloned().map(RecordBody::Read),
            None => self.replica.get(id).map(|held| held.body.clone()),
        }
    }

    /// Every record in view, by id.
    pub fn records(&self) -> impl Iterator<Item = (RecordId, Arc<Record>)> {
        self.sights()
            .filter_map(|(id, body)| Some((id, body.record()?)))
    }

    /// Every record in view, by id, without reading them.
    pub fn sights(&self) -> impl Iterator<Item = (RecordId, RecordBody)> {
        let mut ids: BTreeSet<RecordId> = self.replica.ids().collect();
        ids.extend(self.overlay.records());
        ids.into_iter().filter_map(|id| Some((id, self.sight(id)?)))
    }

    /// Waiting commands, oldest first.
    pub fn waiting(&self) -> impl Iterator<Item = Waiting<'_>> {
        let after = self.vault.ops.range(self.replica.acked() + 1..);
        after
            .filter(|(_, kept)| !kept.returned)
            .filter_map(|(_, kept)| {
                let record = kept.op.subject()?.record;
                Some(Waiting {
                    id: kept.op.op_id,
                    record,
                    command: kept.op.command(),
                    recorded_at: kept.op.recorded_at,
                    doubtful: self.overlay.doubt(record, kept.op.op_id),
                })
            })
    }

    pub(super) fn unsent(&self) -> usize {
        let after = self.vault.ops.range(self.replica.acked() + 1..);
        after.filter(|(_, kept)| !kept.returned).count()
    }

    /// Returned work, oldest first.
    pub fn tray(&self) -> Vec<&Returned> {
        let mut tray: Vec<&Returned> = self.vault.tray.values().collect();
        tray.sort_by_key(|returned| (returned.refused_at, returned.rseq, returned.op.op_id));
        tray
    }

    /// The chip.
    pub fn standing(&self) -> Standing {
        Standing {
            online: self.network.is_online(),
            busy: self.network.is_busy(),
            unsent: self.unsent(),
            returned: self.vault.tray.len(),
            settled_at: self.replica.mark.as_ref().and_then(|mark| mark.settled_at),
            storage_failed: self.stores.failed,
            signed_out: self.network.signed_out,
            upgrade_required: self.network.upgrade_required,
            revoked: self.network.revoked,
            lease_until: self
                .replica
                .greeting
                .as_ref()
                .map(|greeting| greeting.lease_until),
            held: self.replica.mark.as_ref().map_or(0, |mark| mark.held),
        }
    }

    /// The vault, and all operations it keeps, by position.
    pub(crate) fn kept_work(&self) -> (&Vault, Vec<&KeptOp>) {
        (&self.vault, self.vault.ops.values().collect())
    }

    /// What seals this device's outbox to the bureau, since the first greeting.
    pub fn outbox_key(&self) -> Option<&OutboxKey> {
        let greeting = self.replica.greeting.as_ref()?;
        greeting.outbox.as_ref()
    }

    /// This device, and the last position of its queue that a complete pull covers.
    pub fn delivered(&self) -> (DeviceId, u64) {
        (self.vault.identity.device, self.replica.acked())
    }

    /// Who works here, since the first greeting.
    pub fn officer(&self) -> Option<&Officer> {
        let greeting = self.replica.greeting.as_ref();
        greeting.map(|greeting| &greeting.officer)
    }

    /// Units and colleagues, since the first greeting.
    pub fn directory(&self) -> Option<&Directory> {
        let greeting = self.replica.greeting.as_ref();
        greeting.map(|greeting| &greeting.directory)
    }

    /// Rest days, since the first greeting.
    pub fn calendar(&self) -> Option<&Calendar> {
        let greeting = self.replica.greeting.as_ref();
        greeting.map(|greeting| &greeting.calendar)
    }

    /// What the county rules itself, since the first greeting.
    pub fn policy(&self) -> Option<&Policy> {
        let greeting = self.replica.greeting.as_ref();
        greeting.map(|greeting| &greeting.policy)
    }

    /// The county's own texts of official documents, since the first greeting.
    pub fn templates(&self) -> Option<&Templates> {
        let greeting = self.replica.greeting.as_ref();
        greeting.map(|greeting| &greeting.templates)
    }

    /// The bureau's clock at the last greeting: the device's own is corrected by it.
    pub fn greeted_at(&self) -> Option<Moment> {
        let greeting = self.replica.greeting.as_ref();
        greeting.map(|greeting| greeting.at)
    }
}
