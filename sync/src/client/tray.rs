//! Returned work: into the tray before the page that returns it, out only by a person's act.

use super::keep::VaultJob;
use super::{Effect, Machine};
use crate::kept::{KeptLetGo, KeptOp, VaultWrite};
use crate::protocol::{Decision, LetGo, PullAnswer, Returned};
use domain::ids::{CommandId, Epoch, Moment};
use std::collections::BTreeSet;

impl Machine {
    /// A person's act on returned work; [`Effect::Kept`] or [`Effect::NotKept`] with `op_id` follows.
    /// Nothing follows when the tray does not hold it.
    pub fn let_go(&mut self, op_id: CommandId, decision: Decision, at: Moment) -> Vec<Effect> {
        let going = self.stores.letting_go().any(|id| id == op_id);
        let Some(returned) = self.vault.tray.get(&op_id).filter(|_| !going) else {
            return Vec::new();
        };
        let words = match decision {
            Decision::HandedOver(_) => Some(Box::new(returned.clone())),
            Decision::Redone(_) | Decision::Discarded(_) => None,
        };
        self.stores.ask_vault(VaultJob::LetGo(LetGo {
            op_id,
            decision,
            at,
            words,
        }));
        self.renew_again();
        self.proceed()
    }

    pub(super) fn let_go_writes(&self, let_go: &LetGo) -> Vec<VaultWrite> {
        let last = self.vault.let_go.values().map(|kept| kept.nth).max();
        let nth = last.unwrap_or(0) + 1;
        let mut writes = vec![
            VaultWrite::DropReturned(let_go.op_id),
            VaultWrite::PutLetGo(KeptLetGo {
                let_go: let_go.clone(),
                told_in: None,
                nth,
            }),
        ];
        let ring = u64::try_from(self.limits.ring).unwrap_or(u64::MAX);
        let old = self.vault.let_go.values().filter(|kept| {
            let told = kept.told_in.is_some() && kept.nth.saturating_add(ring) <= nth;
            told && kept.let_go.words.is_some()
        });
        // The act itself stays: it keeps a redelivery from bringing the work back.
        writes.extend(old.map(|kept| {
            VaultWrite::PutLetGo(KeptLetGo {
                let_go: LetGo {
                    words: None,
                    ..kept.let_go.clone()
                },
                ..kept.clone()
            })
        }));
        writes
    }

    pub(super) fn told_writes(&self, epoch: Epoch, acts: &[CommandId]) -> Vec<VaultWrite> {
        let kept = acts.iter().filter_map(|act| self.vault.let_go.get(act));
        kept.map(|kept| {
            VaultWrite::PutLetGo(KeptLetGo {
                told_in: Some(epoch),
                ..kept.clone()
            })
        })
        .collect()
    }

    /// Acts that this life of the server has not confirmed, the oldest first: after a restore from a backup all
    /// of them, whatever an earlier life has heard.
    pub(super) fn untold(&self, epoch: Epoch) -> Vec<&LetGo> {
        let under_way: BTreeSet<CommandId> = self.stores.noting(epoch).collect();
        let untold =
            self.vault.let_go.values().filter(|kept| {
                kept.told_in != Some(epoch) && !under_way.contains(&kept.let_go.op_id)
            });
        let mut untold: Vec<&KeptLetGo> = untold.collect();
        untold.sort_by_key(|kept| kept.nth);
        untold.into_iter().map(|kept| &kept.let_go).collect()
    }

    /// Puts a page's refusals into the tray and moves its watermark, in one transaction.
    pub(super) fn returned_writes(&self, answer: &PullAnswer) -> Vec<VaultWrite> {
        let mut writes = Vec::new();
        for returned in &answer.refusals {
            let op_id = returned.op.op_id;
            let known =
                self.vault.tray.contains_key(&op_id) || self.vault.let_go.contains_key(&op_id);
            if !known {
                writes.push(VaultWrite::PutReturned(Box::new(returned.clone())));
            }
            if let Some(kept) = self.kept_op(returned).filter(|kept| !kept.returned) {
                writes.push(VaultWrite::PutOp(Box::new(KeptOp {
                    returned: true,
                    ..kept.clone()
                })));
            }
        }
        if let Some(last) = answer.refusals.last() {
            let mut identity = self.vault.identity.clone();
            identity.tray = (Some(answer.epoch), last.rseq);
            writes.push(VaultWrite::PutIdentity(identity));
        }
        writes
    }

    /// This vault's own copy of a returned operation, wherever a fork has moved it.
    fn kept_op(&self, returned: &Returned) -> Option<&KeptOp> {
        let op_id = returned.op.op_id;
        let same = |kept: &&KeptOp| kept.op.op_id == op_id;
        let there = self.vault.ops.get(&returned.op.dseq).filter(same);
        there.or_else(|| self.vault.ops.values().find(same))
    }

    pub(super) fn take_returned_out_of_view(&mut self, refusals: &[Returned]) {
        for returned in refusals {
            let place = self
                .kept_op(returned)
                .and_then(|kept| Some((kept.op.subject()?.record, kept.op.dseq)));
            if let Some((record, dseq)) = place {
                self.overlay.remove(record, dseq);
                self.fold(record);
            }
        }
    }
}
