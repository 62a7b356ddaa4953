//! The two stores: one transaction at a time on each, and what follows from its end.
//!
//! Writes are worked out when a transaction starts, against what is kept by then, so that positions
//! have no holes when an earlier transaction fails.

use super::renew::Renewal;
use super::{Effect, Machine, Ticket};
use crate::kept::{Greeting, KeptOp, ReplicaWrite, VaultWrite};
use crate::protocol::{LetGo, Op, PullAnswer};
use domain::ids::{CommandId, Epoch, Incarnation};
use std::collections::VecDeque;

/// What waits for the stores and what they are doing.
#[derive(Default)]
pub(super) struct Stores {
    vault_queue: VecDeque<VaultJob>,
    vault_busy: Option<Busy<VaultJob, VaultWrite>>,
    replica_queue: VecDeque<ReplicaJob>,
    replica_busy: Option<Busy<ReplicaJob, ReplicaWrite>>,
    /// The last transaction of either failed.
    pub(super) failed: bool,
}

struct Busy<J, W> {
    ticket: Ticket,
    job: J,
    writes: Vec<W>,
}

/// Why the vault is written to.
pub(super) enum VaultJob {
    /// A person's commands that belong together; their `dseq` are given when the transaction starts.
    Save(Vec<Op>),
    /// Refusals of a page, before the page itself.
    Return(Box<PullAnswer>),
    /// A person's act on returned work.
    LetGo(LetGo),
    /// The bureau has logged these acts, in this life of it.
    Told(Epoch, Vec<CommandId>),
    /// Settled operations beyond the ring.
    Trim,
    /// A new incarnation.
    Renew(Incarnation),
}

/// Why the replica is written to.
pub(super) enum ReplicaJob {
    Page(Box<PullAnswer>),
    Greeting(Box<Greeting>),
    /// The overlay has grown long, in this incarnation's replica.
    Fold(Incarnation),
}

impl Stores {
    pub(super) fn ask_vault(&mut self, job: VaultJob) {
        self.vault_queue.push_back(job);
    }

    pub(super) fn ask_replica(&mut self, job: ReplicaJob) {
        self.replica_queue.push_back(job);
    }

    /// Commands on their way into the vault, in order.
    pub(super) fn saving(&self) -> impl Iterator<Item = &Op> {
        let busy = self.vault_busy.iter().map(|busy| &busy.job);
        busy.chain(&self.vault_queue).flat_map(|job| match job {
            VaultJob::Save(ops) => ops.as_slice(),
            _ => &[],
        })
    }

    /// Acts on their way into the vault.
    pub(super) fn letting_go(&self) -> impl Iterator<Item = CommandId> {
        let busy = self.vault_busy.iter().map(|busy| &busy.job);
        busy.chain(&self.vault_queue).filter_map(|job| match job {
            VaultJob::LetGo(let_go) => Some(let_go.op_id),
            _ => None,
        })
    }

    /// Acts that this life of the bureau has logged, of which the vault is about to take note.
    pub(super) fn noting(&self, epoch: Epoch) -> impl Iterator<Item = CommandId> {
        let busy = self.vault_busy.iter().map(|busy| &busy.job);
        busy.chain(&self.vault_queue)
            .flat_map(move |job| match job {
                VaultJob::Told(life, acts) if *life == epoch => acts.as_slice(),
                _ => &[],
            })
            .copied()
    }
}

impl Machine {
    /// Starts the next transaction on each store that is free.
    pub(super) fn keep(&mut self) {
        while self.stores.vault_busy.is_none() {
            let Some(job) = self.next_vault_job() else {
                break;
            };
            let writes = self.vault_writes(&job);
            if writes.is_empty() {
                self.vault_done(job);
                continue;
            }
            let ticket = self.chance.next();
            self.effects.push(Effect::KeepVault {
                ticket,
                writes: writes.clone(),
            });
            self.stores.vault_busy = Some(Busy {
                ticket,
                job,
                writes,
            });
        }
        while self.stores.replica_busy.is_none() {
            let Some(mut job) = self.stores.replica_queue.pop_front() else {
                break;
            };
            let Some(writes) = self.replica_writes(&mut job) else {
                continue;
            };
            let ticket = self.chance.next();
            self.effects.push(Effect::KeepReplica {
                ticket,
                writes: writes.clone(),
            });
            self.stores.replica_busy = Some(Busy {
                ticket,
                job,
                writes,
            });
        }
    }

    fn next_vault_job(&mut self) -> Option<VaultJob> {
        match self.renewal {
            // Nothing more is written under an incarnation that the bureau knows otherwise.
            Some(Renewal::Chosen(inc)) => Some(VaultJob::Renew(inc)),
            Some(Renewal::Failed(_)) => None,
            Some(Renewal::Wanted) | None => self.stores.vault_queue.pop_front(),
        }
    }

    fn vault_writes(&self, job: &VaultJob) -> Vec<VaultWrite> {
        match job {
            VaultJob::Save(ops) => {
                let mut identity = self.vault.identity.clone();
                let mut writes = Vec::with_capacity(ops.len() + 1);
                for op in ops {
                    identity.last_dseq += 1;
                    let op = Op {
                        dseq: identity.last_dseq,
                        ..op.clone()
                    };
                    writes.push(VaultWrite::PutOp(Box::new(KeptOp {
                        op,
                        returned: false,
                    })));
                }
                writes.push(VaultWrite::PutIdentity(identity));
                writes
            }
            VaultJob::Return(answer) => self.returned_writes(answer),
            VaultJob::LetGo(let_go) => self.let_go_writes(let_go),
            VaultJob::Told(epoch, acts) => self.told_writes(*epoch, acts),
            VaultJob::Trim => self.trim_writes(),
            VaultJob::Renew(inc) => self.renewal_writes(*inc),
        }
    }

    /// `None`: the job is pointless by now.
    fn replica_writes(&mut self, job: &mut ReplicaJob) -> Option<Vec<ReplicaWrite>> {
        match job {
            ReplicaJob::Page(answer) => self.page_writes(answer),
            ReplicaJob::Greeting(greeting) => {
                Some(vec![ReplicaWrite::PutGreeting(greeting.clone())])
            }
            ReplicaJob::Fold(inc) => {
                *inc = self.vault.identity.inc;
                let layout = &self.limits.layout;
                // During a renewal the storage may hold a page that this replica never took.
                let ragged = self.renewal.is_none() && self.replica.is_ragged(layout);
                ragged.then(|| self.replica.folding(layout))
            }
        }
    }

    pub(super) fn vault_kept(&mut self, ticket: Ticket) {
        let Some(busy) = self.stores.vault_busy.take_if(|busy| busy.ticket == ticket) else {
            return;
        };
        self.stores.failed = false;
        for write in busy.writes {
            self.vault.write(write);
        }
        self.vault_done(busy.job);
        self.shown.mark();
    }

    fn vault_done(&mut self, job: VaultJob) {
        match job {
            VaultJob::Save(ops) => {
                let last = self.vault.identity.last_dseq;
                let positions = (0..=last).rev().take(ops.len());
                for (op, dseq) in ops.iter().rev().zip(positions) {
                    if let Some(subject) = op.subject() {
                        self.overlay.add(subject.record, dseq);
                    }
                }
                for op in &ops {
                    self.effects.push(Effect::Kept { id: op.op_id });
                    if let Some(subject) = op.subject() {
                        self.fold(subject.record);
                    }
                }
            }
            VaultJob::Return(answer) => {
                self.take_returned_out_of_view(&answer.refusals);
                self.stores.ask_replica(ReplicaJob::Page(answer));
            }
            VaultJob::LetGo(let_go) => self.effects.push(Effect::Kept { id: let_go.op_id }),
            VaultJob::Told(..) | VaultJob::Trim => {}
            VaultJob::Renew(_) => self.renewed(),
        }
    }

    pub(super) fn vault_failed(&mut self, ticket: Ticket) {
        let Some(busy) = self.stores.vault_busy.take_if(|busy| busy.ticket == ticket) else {
            return;
        };
        self.stores.failed = true;
        self.vault_undone(busy.job);
        self.shown.mark();
    }

    fn vault_undone(&mut self, job: VaultJob) {
        match job {
            VaultJob::Save(ops) => {
                let none = ops.iter().map(|op| Effect::NotKept { id: op.op_id });
                self.effects.extend(none);
            }
            VaultJob::LetGo(let_go) => self.effects.push(Effect::NotKept { id: let_go.op_id }),
            VaultJob::Return(_) => self.pull_undone(),
            // Told again with a later push; trimmed after a later page.
            VaultJob::Told(..) | VaultJob::Trim => {}
            VaultJob::Renew(inc) => {
                self.renewal = Some(Renewal::Failed(inc));
                for job in std::mem::take(&mut self.stores.vault_queue) {
                    self.vault_undone(job);
                }
                self.back_off(0);
            }
        }
    }

    pub(super) fn replica_kept(&mut self, ticket: Ticket) {
        let Some(busy) = self
            .stores
            .replica_busy
            .take_if(|busy| busy.ticket == ticket)
        else {
            return;
        };
        self.stores.failed = false;
        match busy.job {
            ReplicaJob::Page(answer) => self.page_kept(&answer, busy.writes),
            ReplicaJob::Greeting(greeting) => {
                let before = self.replica.greeting.as_ref();
                let same_world = before.is_some_and(|before| before.same_world(&greeting));
                self.write_replica(busy.writes);
                self.network.greeted = true;
                if !same_world {
                    self.fold_all();
                }
            }
            ReplicaJob::Fold(inc) if inc == self.vault.identity.inc => {
                self.write_replica(busy.writes);
            }
            // A new incarnation began meanwhile; its first page clears what the storage just took.
            ReplicaJob::Fold(_) => {}
        }
        self.shown.mark();
    }

    pub(super) fn write_replica(&mut self, writes: Vec<ReplicaWrite>) {
        for write in writes {
            self.replica.write(write);
        }
    }

    pub(super) fn replica_failed(&mut self, ticket: Ticket) {
        let Some(busy) = self
            .stores
            .replica_busy
            .take_if(|busy| busy.ticket == ticket)
        else {
            return;
        };
        self.stores.failed = true;
        match busy.job {
            ReplicaJob::Page(_) => self.pull_undone(),
            ReplicaJob::Greeting(_) => {
                self.network.hello_due = true;
                self.back_off(0);
            }
            // Tried again after a later page.
            ReplicaJob::Fold(_) => {}
        }
        self.shown.mark();
    }
}
