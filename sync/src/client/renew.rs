//! A new incarnation, when the bureau knows another history under this one's name: the device's
//! image was copied or restored, or the server went back further than the ring reaches.
//!
//! The same operations are offered again under new positions; their ids keep them from being done
//! twice. They stay out of the view until settled, because the replica may hold their effects.

use super::{Effect, Machine};
use crate::kept::{KeptOp, ReplicaWrite, VaultWrite};
use crate::protocol::Op;
use domain::ids::Incarnation;

/// How far a renewal has come.
pub(super) enum Renewal {
    /// A fresh incarnation was asked for.
    Wanted,
    /// To be written, before anything else.
    Chosen(Incarnation),
    /// The storage refused; tried again at the next occasion.
    Failed(Incarnation),
}

impl Machine {
    /// Stops talking and asks for a fresh incarnation.
    pub(super) fn renew(&mut self) {
        if self.renewal.is_none() {
            self.renewal = Some(Renewal::Wanted);
            self.network.hang_up();
            self.effects.push(Effect::NewIncarnation);
        }
    }

    pub(super) fn chosen(&mut self, inc: Incarnation) {
        if let Some(Renewal::Wanted) = self.renewal {
            self.renewal = Some(Renewal::Chosen(inc));
        }
    }

    /// Takes up a renewal that the storage refused.
    pub(super) fn renew_again(&mut self) {
        if let Some(Renewal::Failed(inc)) = self.renewal {
            self.renewal = Some(Renewal::Chosen(inc));
        }
    }

    pub(super) fn renewal_writes(&self, inc: Incarnation) -> Vec<VaultWrite> {
        let mut writes = vec![VaultWrite::ClearOps];
        let mut identity = self.vault.identity.clone();
        identity.inc = inc;
        identity.last_dseq = 0;
        for kept in self.vault.ops.values() {
            identity.last_dseq += 1;
            writes.push(VaultWrite::PutOp(Box::new(KeptOp {
                op: Op {
                    dseq: identity.last_dseq,
                    ..kept.op.clone()
                },
                returned: kept.returned,
            })));
        }
        identity.hidden_upto = identity.last_dseq;
        writes.push(VaultWrite::PutIdentity(identity));
        writes
    }

    /// The replica's positions are the old incarnation's: it is pulled anew.
    pub(super) fn renewed(&mut self) {
        self.renewal = None;
        self.shown.records(self.replica.ids());
        self.replica.write(ReplicaWrite::Clear);
        self.network.settled = 0;
        self.network.pull_due = true;
        self.fold_all();
    }
}
