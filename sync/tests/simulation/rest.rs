//! How a schedule ends: no more faults, until nobody has anything to do.

use crate::checks::{self, Check, Verdict, fail};
use crate::files;
use crate::lots::Lots;
use crate::office::Office;
use crate::sabotage::Sabotage;
use crate::world::{World, tell};
use domain::duty;
use sync::client::Input;
use sync::upload;

impl World {
    /// No more faults: everything under way ends, timers ring, until nobody has anything to do.
    pub fn rest(&mut self) -> Verdict {
        tell!(self, "--- quiet ---");
        self.wires.append(&mut self.delayed);
        self.lots = Lots::of_event(self.seed, usize::MAX - 1);
        self.bureau.upgrade(self.now, self.sabotage);
        for nth in 0..self.tablets.len() {
            self.tablets[nth].full = false;
            self.thaw(nth)?;
            if self.tablets[nth].machine.is_none() {
                self.boot(nth)?;
            }
            self.feed(nth, Input::SignedIn)?;
            self.feed(nth, Input::Online(true))?;
        }
        for round in 0..60 {
            self.drain()?;
            // Each timer rings once at least: what the upgrade decided must have been asked for.
            if round > 0 && self.is_quiet() {
                return Ok(());
            }
            let mut rang = false;
            for nth in 0..self.tablets.len() {
                for _ in 0..self.tablets[nth].given.len() {
                    self.give(nth)?;
                }
                // Connections come and go: what was not to be seen is asked for once more.
                self.feed_upload(nth, upload::Input::Hurry)?;
                rang |= self.tablets[nth].timer.is_some();
                self.timer(nth)?;
                if self.tablets[nth]
                    .machine
                    .as_ref()
                    .is_some_and(|m| m.standing().signed_out)
                {
                    self.feed(nth, Input::SignedIn)?;
                }
            }
            if !rang && self.wires.is_empty() {
                return fail(Check::QueueDrains, "nobody has set a timer".to_owned());
            }
        }
        let unrest = self.tablets.iter().map(|tablet| {
            let machine = tablet.machine.as_ref();
            let waiting: Vec<_> = machine.into_iter().flat_map(|m| m.waiting()).collect();
            format!("{waiting:?} {:?}", machine.map(|m| m.standing()))
        });
        let unrest: Vec<String> = unrest.collect();
        fail(
            Check::QueueDrains,
            format!("no rest: {}", unrest.join("\n")),
        )
    }

    /// An hour in which nothing goes wrong: what follows finds people further on than a busy day lets them come.
    pub fn lull(&mut self) -> Verdict {
        if self.tablets.iter().any(|tablet| tablet.full) {
            return Ok(());
        }
        tell!(self, "nothing goes wrong for an hour");
        self.drain()?;
        for nth in 0..self.tablets.len() {
            self.timer(nth)?;
        }
        self.drain()
    }

    /// Lets everything under way come to its end, without faults.
    pub fn drain(&mut self) -> Verdict {
        for _ in 0..20_000 {
            let storing: Vec<usize> = (0..self.tablets.len())
                .filter(|nth| self.tablets[*nth].is_storing())
                .collect();
            let lot = self.lots.below(self.wires.len() + storing.len());
            if let Some(nth) = storing.get(lot) {
                self.storage(*nth, true)?;
            } else if self.wires.is_empty() {
                return Ok(());
            } else {
                let wire = self.wires.swap_remove(lot - storing.len());
                self.arrive(wire, true)?;
            }
        }
        fail(Check::QueueDrains, "messages without end".to_owned())
    }

    pub fn is_quiet(&self) -> bool {
        // No poke tells of work that was handed over: the next question does.
        let handed = checks::handed_over(&self.bureau, &self.tablets).is_ok()
            || self.sabotage == Sabotage::HandOverLost;
        let mut there = self.tablets.iter().filter(|tablet| !tablet.forgotten);
        handed
            && there.all(|tablet| {
                let replica = &tablet.disk.replica;
                let held = duty::kept_offline(self.bureau.officer(tablet.officer));
                let up_to_date = held
                    .iter()
                    .all(|tag| replica.cursors.get(tag) == Some(&self.bureau.head));
                let machine = tablet.machine.as_ref();
                let mut acts = tablet.disk.vault.let_go.values();
                let told = acts.all(|kept| kept.told_in == replica.epoch());
                let sent = machine.is_some_and(|machine| machine.waiting().next().is_none());
                // A greeting of before the last days went by is followed by another one.
                let leased = checks::lease_runs(tablet, self.now).is_ok()
                    || self.sabotage == Sabotage::LeaseNotRenewed;
                // A device that was shut out hears of it sooner or later.
                let welcome = checks::shut_out_is_empty(&self.bureau, tablet).is_ok()
                    || self.sabotage == Sabotage::RevocationUntold;
                up_to_date
                    && files::rests(tablet)
                    && tablet.given.is_empty()
                    && told
                    && sent
                    && leased
                    && welcome
                    && replica.epoch() == Some(self.bureau.epoch)
            })
    }
}
