//! Receiving what is new: one pull at a time, its refusals into the vault, then the page into the
//! replica in one transaction.

use super::keep::{ReplicaJob, VaultJob};
use super::network::{Pulling, Stage};
use super::{Effect, Lease, Machine, Ticket};
use crate::kept::{Held, Mark, REPLICA, ReplicaWrite, VaultWrite};
use crate::protocol::{Change, PROTOCOL, Pull, PullAnswer, SCHEMA};
use domain::duty::Tag;
use domain::ids::RecordId;
use std::collections::{BTreeMap, BTreeSet};

impl Machine {
    /// Asks what is new, if it is time and no pull is under way.
    pub(super) fn pull(&mut self) {
        let wanted = self.network.pull_due && !self.network.upgrade_required;
        if !wanted || self.network.pull.is_some() {
            return;
        }
        let rid = self.chance.next();
        let cursors: Vec<(Tag, u64)> = self
            .replica
            .cursors
            .iter()
            .map(|(tag, seq)| (*tag, *seq))
            .collect();
        let identity = &self.vault.identity;
        let message = Pull {
            proto: PROTOCOL,
            schema: SCHEMA,
            rid,
            device: identity.device,
            inc: identity.inc,
            epoch: self.replica.epoch(),
            cursors: cursors.clone(),
            as_of: self.replica.mark.as_ref().map_or(0, |mark| mark.as_of),
            tray: identity.tray,
        };
        self.network.pull_due = false;
        self.network.pull = Some(Pulling {
            ticket: rid,
            inc: identity.inc,
            epoch: message.epoch,
            cursors,
            stage: Stage::Asked,
        });
        self.effects.push(Effect::Pull {
            ticket: rid,
            message,
        });
    }

    pub(super) fn pulled(&mut self, ticket: Ticket, answer: Box<PullAnswer>) {
        let Some(pull) = &mut self.network.pull else {
            return;
        };
        if pull.ticket != ticket || answer.rid != ticket || pull.stage != Stage::Asked {
            return;
        }
        pull.stage = Stage::Keeping;
        self.reached();
        // A tablet that slept for two weeks wakes to a pull: whoever speaks with the bureau is not locked out.
        self.network.hello_due |= !matches!(self.lease(answer.at), Lease::Runs { .. });
        if !self.asked_from_here() {
            self.network.pull = None;
            self.network.pull_due = true;
        } else if self.is_strange(&answer) {
            self.renew();
        } else if answer.refusals.is_empty() {
            self.stores.ask_replica(ReplicaJob::Page(answer));
        } else {
            self.stores.ask_vault(VaultJob::Return(answer));
        }
    }

    /// Whether the pull under way was asked from where the replica still stands.
    fn asked_from_here(&self) -> bool {
        self.network.pull.as_ref().is_some_and(|pull| {
            pull.inc == self.vault.identity.inc
                && pull.epoch == self.replica.epoch()
                && pull
                    .cursors
                    .iter()
                    .map(|(tag, seq)| (tag, seq))
                    .eq(&self.replica.cursors)
        })
    }

    /// Whether the bureau knows another history of this incarnation than the device does.
    fn is_strange(&self, answer: &PullAnswer) -> bool {
        let ahead = answer.acked > self.vault.identity.last_dseq;
        let out_of_reach = answer.acked < self.vault.dropped_upto();
        let other = self
            .vault
            .ops
            .get(&answer.acked)
            .is_some_and(|kept| answer.acked_op != Some(kept.op.op_id));
        ahead || out_of_reach || other
    }

    /// What a page changes, its records taken out of it; `None` when it is no longer asked for.
    pub(super) fn page_writes(&mut self, answer: &mut PullAnswer) -> Option<Vec<ReplicaWrite>> {
        let current = self.network.pull.as_ref();
        if current.is_none_or(|pull| pull.ticket != answer.rid) {
            // It waited for the storage while a new incarnation began, whose own pull is under way.
            return None;
        }
        if !self.asked_from_here() {
            self.network.pull = None;
            self.network.pull_due = true;
            return None;
        }
        let mut writes = Vec::new();
        if answer.reset {
            writes.push(ReplicaWrite::Clear);
        }
        let staged = self.staged(answer);
        let layout = &self.limits.layout;
        writes.extend(self.replica.taking(staged, answer.reset, layout));
        for tag in &answer.drop_tags {
            writes.push(ReplicaWrite::DropCursor(*tag));
        }
        for (tag, seq) in &answer.upto {
            if answer.reset || self.replica.cursors.get(tag) != Some(seq) {
                writes.push(ReplicaWrite::PutCursor(*tag, *seq));
            }
        }
        writes.push(ReplicaWrite::PutMark(self.mark_after(answer)));
        Some(writes)
    }

    /// Every record the page touches, as it is held afterwards.
    fn staged(&self, answer: &mut PullAnswer) -> BTreeMap<RecordId, Option<Held>> {
        let mut staged: BTreeMap<RecordId, Option<Held>> = BTreeMap::new();
        let changes = std::mem::take(&mut answer.changes);
        let held_before = |id: &RecordId| {
            let held = self.replica.get(*id);
            held.filter(|_| !answer.reset).cloned()
        };
        if !answer.drop_tags.is_empty() {
            for (id, held) in self.replica.iter() {
                let mut kept = held.clone();
                kept.tags.retain(|tag| !answer.drop_tags.contains(tag));
                if kept.tags.len() < held.tags.len() {
                    staged.insert(id, Some(kept).filter(|kept| !kept.tags.is_empty()));
                }
            }
        }
        for change in changes {
            let held = staged
                .entry(change.record)
                .or_insert_with(|| held_before(&change.record));
            *held = held_after(held.take(), change, answer.acked);
        }
        staged
    }

    fn mark_after(&self, answer: &PullAnswer) -> Mark {
        let before = self.replica.mark.as_ref();
        // Until the last page the replica does not yet show everything that is settled.
        let complete = answer.reset || !answer.more;
        let acked = if complete {
            answer.acked
        } else {
            self.replica.acked()
        };
        let nothing_outstanding = !answer.more
            && acked == self.vault.identity.last_dseq
            && self.stores.saving().next().is_none();
        let same_life = before.filter(|mark| mark.epoch == answer.epoch);
        Mark {
            version: REPLICA,
            schema: SCHEMA,
            epoch: answer.epoch,
            inc: self.vault.identity.inc,
            as_of: answer.as_of,
            acked,
            settled_at: if nothing_outstanding {
                Some(answer.at)
            } else {
                same_life.and_then(|mark| mark.settled_at)
            },
            held: answer.held,
        }
    }

    pub(super) fn page_kept(&mut self, answer: &PullAnswer, writes: Vec<ReplicaWrite>) {
        let current = self.network.pull.as_ref();
        if current.is_none_or(|pull| pull.ticket != answer.rid) {
            // A new incarnation began meanwhile; its first page clears what the storage just took.
            return;
        }
        let before = (self.replica.epoch(), self.replica.acked());
        let mut touched = BTreeSet::new();
        if answer.reset {
            touched.extend(self.replica.ids());
        }
        for write in &writes {
            match write {
                ReplicaWrite::PutPage(_, rows) => touched.extend(rows.iter().map(|(id, _)| *id)),
                ReplicaWrite::PutRecord(id, _)
                | ReplicaWrite::PutGone(id)
                | ReplicaWrite::DropOver(id) => {
                    touched.insert(*id);
                }
                _ => {}
            }
        }
        self.write_replica(writes);
        self.network.pull = None;
        self.network.pull_due |= answer.more;
        let acked = self.replica.acked();
        if before.0 == Some(answer.epoch) && acked >= before.1 {
            self.network.settled = self.network.settled.max(acked);
            for (dseq, kept) in self.vault.ops.range(before.1 + 1..acked + 1) {
                if let Some(subject) = kept.op.subject() {
                    self.overlay.remove(subject.record, *dseq);
                    touched.insert(subject.record);
                }
            }
            for id in touched {
                self.fold(id);
            }
        } else {
            self.network.settled = acked;
            self.shown.records(touched);
            self.fold_all();
        }
        self.network.doubt = false;
        if self.replica.is_ragged(&self.limits.layout) {
            self.stores
                .ask_replica(ReplicaJob::Fold(self.vault.identity.inc));
        }
        self.trim();
    }

    fn trim(&mut self) {
        let settled = self.vault.ops.range(..=self.replica.acked()).count();
        // A quarter of slack, so that it is done seldom.
        if settled > self.limits.ring + self.limits.ring / 4 {
            self.stores.ask_vault(VaultJob::Trim);
        }
    }

    pub(super) fn trim_writes(&self) -> Vec<VaultWrite> {
        let ring = u64::try_from(self.limits.ring).unwrap_or(u64::MAX);
        let upto = self.replica.acked().saturating_sub(ring);
        vec![VaultWrite::DropOps { upto }]
    }

    /// The page could not be kept: it is asked for again later.
    pub(super) fn pull_undone(&mut self) {
        self.network.pull = None;
        self.network.pull_due = true;
        self.back_off(0);
    }
}

/// A record after one change; `None` when no held tag covers it any more.
fn held_after(before: Option<Held>, change: Change, settled: u64) -> Option<Held> {
    match (change.body, before) {
        (Some(body), before) => {
            let mut tags = before.map_or_else(Vec::new, |held| held.tags);
            if let Err(place) = tags.binary_search(&change.tag) {
                tags.insert(place, change.tag);
            }
            Some(Held {
                body,
                tags,
                settled,
            })
        }
        (None, before) => before.and_then(|mut held| {
            held.tags.retain(|tag| *tag != change.tag);
            (!held.tags.is_empty()).then_some(held)
        }),
    }
}
