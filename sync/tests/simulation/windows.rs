//! A second window over the same disk: it shows what the first one keeps, and what is done in it the first one keeps.

use crate::checks::{Check, Verdict, fail};
use crate::sabotage::Sabotage;
use crate::tablet::Tablet;
use crate::world::{World, tell};
use domain::ids::CommandId;
use sync::client::Machine;
use sync::kept::{ReplicaWrite, VaultWrite};

/// In which window somebody works.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Window {
    First,
    Second,
}

impl World {
    /// A second window is opened or closed, or somebody works in it, or what they did there reaches the first one.
    pub fn second_window(&mut self, nth: usize) -> Verdict {
        let tablet = &mut self.tablets[nth];
        if tablet.forgotten {
            return Ok(());
        }
        if tablet.looks_on.is_none() {
            tell!(self, "a second window of tablet {nth} opens");
            let (vault, replica) = (tablet.disk.vault.clone(), tablet.disk.shelf.load());
            let seed = self.lots.next();
            let window = Machine::new(vault, replica, self.limits.clone(), seed);
            self.tablets[nth].looks_on = Some(window);
            return Ok(());
        }
        match self.lots.below(10) {
            0 => {
                tell!(self, "the second window of tablet {nth} is closed");
                tablet.looks_on = None;
                tablet.given.clear();
                Ok(())
            }
            1..=4 => self.work_in_second(nth),
            _ => self.give(nth),
        }
    }

    fn work_in_second(&mut self, nth: usize) -> Verdict {
        let Some(saving) = self.deed(nth, Window::Second) else {
            return Ok(());
        };
        tell!(
            self,
            "the second window of tablet {nth} gives {}: {:?}",
            saving.id,
            saving.command
        );
        let tablet = &mut self.tablets[nth];
        if self.sabotage == Sabotage::GivenIsSaved {
            let work = (saving.record, saving.command.clone());
            tablet.saved.insert(saving.id, work);
        }
        tablet.given.push(saving);
        Ok(())
    }

    /// What the second window was given reaches the first one; again and again, until it is answered.
    pub fn give(&mut self, nth: usize) -> Verdict {
        let tablet = &self.tablets[nth];
        let knows = tablet
            .machine
            .as_ref()
            .is_some_and(|m| m.officer().is_some());
        match self.lots.pick(&tablet.given).cloned() {
            Some(saving) if knows => self.save(nth, saving),
            _ => Ok(()),
        }
    }

    /// While a device has one story only, the second window is never behind.
    pub fn windows_agree(&self, nth: usize) -> Verdict {
        if self.forks {
            return Ok(());
        }
        agree(&self.tablets[nth])
    }

    /// The first window says what became of a task; now and then nobody hears it.
    pub fn answered(&mut self, nth: usize, id: CommandId) {
        if self.tablets[nth].given.is_empty() {
            return;
        }
        let unheard = self.limits.ring >= 1_000 && self.lots.chance(20);
        if !unheard {
            self.tablets[nth].given.retain(|saving| saving.id != id);
        }
    }
}

/// The first window has kept this, and the second one hears of it.
pub fn told(
    tablet: &mut Tablet,
    vault: &[VaultWrite],
    replica: &[ReplicaWrite],
    sabotage: Sabotage,
) {
    if let Some(window) = &mut tablet.looks_on
        && sabotage != Sabotage::WindowUntold
    {
        window.kept_elsewhere(vault.to_vec(), replica.to_vec());
    }
}

/// Both windows show the same.
pub fn agree(tablet: &Tablet) -> Verdict {
    let (Some(first), Some(second)) = (&tablet.machine, &tablet.looks_on) else {
        return Ok(());
    };
    let waiting = |window: &Machine| -> Vec<_> {
        let waiting = window.waiting();
        waiting
            .map(|one| (one.id, one.record, one.doubtful.cloned()))
            .collect()
    };
    let same = first.records().eq(second.records())
        && waiting(first) == waiting(second)
        && first.tray() == second.tray();
    if same {
        return Ok(());
    }
    let text = format!("{:?}, but {:?}", first.standing(), second.standing());
    fail(Check::WindowsAgree, text)
}
