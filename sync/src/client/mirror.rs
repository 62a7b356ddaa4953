//! A second window over the same stores: it shows what the first one keeps and keeps nothing itself.

use super::{Effect, Machine};
use crate::kept::{ReplicaWrite, VaultWrite};

impl Machine {
    /// Takes up what the window that works has kept. A write that was loaded already changes nothing.
    pub fn kept_elsewhere(
        &mut self,
        vault: Vec<VaultWrite>,
        replica: Vec<ReplicaWrite>,
    ) -> Vec<Effect> {
        // New work is laid over; what else happens to the vault may take work out of view.
        let adds = |write: &VaultWrite| match write {
            VaultWrite::PutOp(kept) => !kept.returned,
            VaultWrite::PutIdentity(_) => true,
            _ => false,
        };
        let anew = !replica.is_empty() || !vault.iter().all(adds);
        for write in vault {
            let placed = match &write {
                VaultWrite::PutOp(kept) => Some((kept.op.subject(), kept.op.dseq)),
                _ => None,
            };
            self.vault.write(write);
            if let (false, Some((Some(subject), dseq))) = (anew, placed) {
                self.overlay.add(subject.record, dseq);
                self.fold(subject.record);
            }
        }
        for write in replica {
            match &write {
                ReplicaWrite::PutRecord(id, _)
                | ReplicaWrite::PutGone(id)
                | ReplicaWrite::DropOver(id) => self.shown.records([*id]),
                ReplicaWrite::PutPage(_, rows) => {
                    self.shown.records(rows.iter().map(|(id, _)| *id));
                }
                ReplicaWrite::DropPage(_) | ReplicaWrite::Clear => {
                    self.shown.records(self.replica.ids());
                }
                ReplicaWrite::PutCursor(..)
                | ReplicaWrite::DropCursor(_)
                | ReplicaWrite::PutMark(_)
                | ReplicaWrite::PutGreeting(_) => {}
            }
            self.replica.write(write);
        }
        if anew {
            self.fold_all();
        }
        self.shown.mark();
        self.show();
        std::mem::take(&mut self.effects)
    }
}
