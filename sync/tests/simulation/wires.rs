//! What is under way between tablets and bureau, and what a sabotaged network makes of it.

use crate::checks::{self, Verdict};
use crate::files::FileLoad;
use crate::office::Office;
use crate::people;
use crate::sabotage::Sabotage;
use crate::world::{World, tell};
use domain::ids::DeviceId;
use sync::client::{Fault, Input, Ticket};
use sync::protocol::{Hello, HelloAnswer, LetGo, Outcome, Pull, PullAnswer, Push, PushAnswer};
use sync::upload;

/// Something on its way between a tablet and the bureau.
#[derive(Clone)]
pub struct Wire {
    pub tablet: usize,
    pub ticket: Ticket,
    pub load: Load,
}

#[derive(Clone)]
pub enum Load {
    Hello(Hello),
    Push(Push),
    Pull(Pull),
    Greeted(Box<HelloAnswer>),
    Pushed(PushAnswer),
    Pulled(Box<PullAnswer>),
    File(FileLoad),
    /// Nothing will come: the tablet notices some time.
    Lost(Fault),
}

impl Load {
    /// What the tablet notices when this does not come.
    pub fn lost(&self, fault: Fault) -> Load {
        match (self, fault) {
            (Load::File(_), Fault::Busy { after_ms }) => {
                Load::File(FileLoad::Failed(upload::Fault::Busy { after_ms }))
            }
            (Load::File(_), _) => Load::File(FileLoad::Failed(upload::Fault::Unreachable)),
            _ => Load::Lost(fault),
        }
    }

    /// The device that asks the bureau; nothing for an answer.
    fn asks(&self) -> Option<DeviceId> {
        match self {
            Load::Push(Push { device, .. }) | Load::Pull(Pull { device, .. }) => Some(*device),
            _ => None,
        }
    }
}

impl World {
    /// A wire's load arrives. `answers` is false where the server dies between commit and answer.
    pub fn arrive(&mut self, wire: Wire, answers: bool) -> Verdict {
        let Wire {
            tablet,
            ticket,
            load,
        } = wire;
        let who = self.tablets[tablet].officer;
        self.now += chrono::TimeDelta::minutes(1);
        let shut_out = |device| self.bureau.revoked.contains(&device);
        let told = self.sabotage != Sabotage::RevocationUntold;
        let reply = match load {
            load if load.asks().is_some_and(shut_out) && told => load.lost(Fault::ShutOut),
            Load::File(load) => match self.file_arrives(tablet, ticket, load)? {
                Some(reply) => Load::File(reply),
                None => return Ok(()),
            },
            Load::Hello(hello) => Load::Greeted(Box::new(self.greeting(tablet, &hello))),
            Load::Push(push) => self.pushed(tablet, push),
            Load::Pull(pull) => {
                let answer = self
                    .bureau
                    .pull(who, &pull, self.bounds, self.now, self.sabotage);
                checks::only_granted(self.bureau.officer(who), &answer)?;
                let answer = self.spoil(tablet, &pull, answer);
                tell!(
                    self,
                    "bureau answers tablet {tablet}: reset {} drop {:?} upto {:?} acked {} refusals {} more {}",
                    answer.reset,
                    answer.drop_tags,
                    answer.upto,
                    answer.acked,
                    answer.refusals.len(),
                    answer.more
                );
                Load::Pulled(Box::new(answer))
            }
            Load::Greeted(answer) => return self.feed(tablet, Input::Greeted { ticket, answer }),
            Load::Pushed(answer) => return self.feed(tablet, Input::Pushed { ticket, answer }),
            Load::Pulled(answer) => return self.feed(tablet, Input::Pulled { ticket, answer }),
            Load::Lost(fault) => return self.feed(tablet, Input::Failed { ticket, fault }),
        };
        let load = if answers {
            reply
        } else {
            reply.lost(Fault::Unreachable)
        };
        self.wires.push(Wire {
            tablet,
            ticket,
            load,
        });
        Ok(())
    }

    fn pushed(&mut self, tablet: usize, mut push: Push) -> Load {
        if self.sabotage == Sabotage::ActsToldOnce {
            let acts = &self.tablets[tablet].disk.vault.let_go;
            let told = |act: &LetGo| {
                let kept = acts.get(&act.op_id);
                kept.is_some_and(|kept| kept.told_in.is_some())
            };
            push.let_go.retain(|act| !told(act));
        }
        if self.sabotage == Sabotage::RecordsWaitForFiles && self.waits_for_file(&push) {
            return Load::Lost(Fault::Unreachable);
        }
        let who = self.tablets[tablet].officer;
        let answer = self.bureau.push(who, &push, self.now, self.sabotage);
        self.find_files_again();
        let held = answer.outcomes.iter();
        let held = held.filter(|settled| settled.outcome == Outcome::Held);
        self.ever_held.extend(held.map(|settled| settled.op_id));
        tell!(
            self,
            "bureau settles up to {}: {:?}",
            answer.last_dseq,
            answer.outcomes
        );
        Load::Pushed(answer)
    }

    fn greeting(&mut self, tablet: usize, hello: &Hello) -> HelloAnswer {
        let mut answer = self
            .bureau
            .hello(self.tablets[tablet].officer, hello, self.now);
        match self.sabotage {
            Sabotage::RevocationUntold => answer.revoked = false,
            Sabotage::LeaseNotRenewed => answer.lease_until = people::dawn(),
            _ => {}
        }
        answer
    }

    /// What a sabotaged bureau or network makes of an answer.
    fn spoil(&mut self, tablet: usize, pull: &Pull, mut answer: PullAnswer) -> PullAnswer {
        match self.sabotage {
            Sabotage::RefusalsLost => answer.refusals.clear(),
            Sabotage::CursorAhead if answer.more => {
                for (_, seq) in &mut answer.upto {
                    *seq = self.bureau.head;
                }
            }
            Sabotage::LeavingUntold => answer.changes.retain(|change| change.body.is_some()),
            Sabotage::LostGrantsUntold => answer.drop_tags.clear(),
            Sabotage::SettledTooEarly => {
                let vault = &self.tablets[tablet].disk.vault;
                if let Some((dseq, kept)) = vault.ops.last_key_value() {
                    answer.acked = *dseq;
                    answer.acked_op = Some(kept.op.op_id);
                }
            }
            Sabotage::NeverSettled => {
                answer.acked = 0;
                answer.acked_op = None;
            }
            Sabotage::ForkUnnoticed => {
                let vault = &self.tablets[tablet].disk.vault;
                let there = vault.ops.get(&answer.acked);
                answer.acked_op = there.map(|kept| kept.op.op_id);
                answer.acked = answer.acked.min(vault.identity.last_dseq);
            }
            Sabotage::AnyAnswerTaken => {
                let old = self.old_pulls.iter().position(|(of, _)| *of == tablet);
                self.old_pulls.push((tablet, Box::new(answer.clone())));
                if let (Some(old), true) = (old, self.lots.chance(30)) {
                    answer = *self.old_pulls.remove(old).1;
                    answer.rid = pull.rid;
                }
            }
            _ => {}
        }
        answer
    }
}
