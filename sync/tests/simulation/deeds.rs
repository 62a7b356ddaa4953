//! What people do in a schedule.

use crate::checks::Verdict;
use crate::people;
use crate::windows::Window;
use crate::world::{World, tell};
use domain::petition::Command as Step;
use domain::{Command, Record};
use std::sync::Arc;
use sync::client::{Lease, Saving};
use sync::protocol::Decision;

impl World {
    pub fn work(&mut self, nth: usize) -> Verdict {
        match self.deed(nth, Window::First) {
            Some(saving) => self.save(nth, saving),
            None => Ok(()),
        }
    }

    /// Something that the officer of a tablet may want to do by what they see in this window.
    pub fn deed(&mut self, nth: usize, window: Window) -> Option<Saving> {
        let n = self.serial();
        let tablet = &self.tablets[nth];
        let now = people::skewed(self.now, tablet.skew);
        let machine = match window {
            Window::First => tablet.machine.as_ref()?,
            Window::Second => tablet.looks_on.as_ref()?,
        };
        let me = machine.officer()?.clone();
        // The desk corrects its clock by the bureau's; after the lease it shows nothing to work on.
        if let Lease::Over { .. } = machine.lease(self.now) {
            return None;
        }
        let records: Vec<Arc<Record>> = machine.records().map(|(_, record)| record).collect();
        let seen: Vec<_> = records
            .iter()
            .map(|record| {
                let Record::Petition(petition) = &**record;
                &**petition
            })
            .collect();
        let deed = people::deed(&mut self.lots, n, &me, &seen, now)?;
        Some(Saving {
            id: people::command_id(n),
            record: deed.record,
            command: deed.command,
            recorded_at: now,
        })
    }

    pub fn save(&mut self, nth: usize, saving: Saving) -> Verdict {
        self.save_all(nth, vec![saving])
    }

    pub fn save_all(&mut self, nth: usize, savings: Vec<Saving>) -> Verdict {
        let tablet = &mut self.tablets[nth];
        let Some(machine) = &mut tablet.machine else {
            return Ok(());
        };
        match machine.save_all(savings.clone()) {
            Ok(effects) => {
                for saving in savings {
                    tell!(
                        self,
                        "tablet {nth} saves {}: {:?}",
                        saving.id,
                        saving.command
                    );
                    let work = (saving.record, saving.command);
                    self.tablets[nth].saving.insert(saving.id, work);
                }
                self.execute(nth, effects)
            }
            Err(reason) => {
                let first = savings.first().map(|saving| saving.id);
                tell!(self, "tablet {nth} may not save {first:?}: {reason:?}");
                for saving in savings {
                    self.answered(nth, saving.id);
                }
                Ok(())
            }
        }
    }

    /// A person takes the first piece of returned work in hand: does it again, or lets it go.
    pub fn clear_tray(&mut self, nth: usize) -> Verdict {
        let now = people::skewed(self.now, self.tablets[nth].skew);
        let n = self.serial();
        let Some(machine) = &self.tablets[nth].machine else {
            return Ok(());
        };
        let Some(returned) = machine.tray().first().map(|returned| (*returned).clone()) else {
            return Ok(());
        };
        let op_id = returned.op.op_id;
        let mut decision = Decision::Discarded("d".to_owned());
        // The bytes of a file do not go to the colleague.
        let has_file = matches!(
            returned.op.command(),
            Some(Command::Petition(Step::Attach(_)))
        );
        if !has_file && self.lots.chance(25) {
            let others = self.tablets.iter().map(|tablet| tablet.officer);
            let others: Vec<_> = others
                .filter(|other| *other != self.tablets[nth].officer)
                .collect();
            if let Some(to) = self.lots.pick(&others) {
                decision = Decision::HandedOver(*to);
            }
        } else if let (Some(command), true) = (returned.op.command(), self.lots.chance(50)) {
            let id = people::command_id(n);
            decision = Decision::Redone(id);
            self.save(
                nth,
                Saving {
                    id,
                    record: returned.op.touches[0].record,
                    command: people::again(n, command.clone()),
                    recorded_at: now,
                },
            )?;
        }
        tell!(self, "tablet {nth} lets go {op_id}: {decision:?}");
        let Some(machine) = &mut self.tablets[nth].machine else {
            return Ok(());
        };
        let effects = machine.let_go(op_id, decision, now);
        self.execute(nth, effects)
    }
}
