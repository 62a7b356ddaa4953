//! What goes wrong in a schedule.

use crate::checks::{self, Verdict};
use crate::office::Office;
use crate::people;
use crate::sabotage::Sabotage;
use crate::tablet::{Frozen, Tablet};
use crate::world::{World, tell};
use domain::ids::Epoch;
use sync::client::Fault;
use uuid::Uuid;

impl World {
    /// A wire's load is lost, or only given up while it is still under way.
    pub fn lose(&mut self, fault: Fault, gone: bool) -> Verdict {
        if self.wires.is_empty() {
            return Ok(());
        }
        let place = self.lots.below(self.wires.len());
        if !gone {
            let copy = self.wires[place].clone();
            self.wires.push(copy);
        }
        self.wires[place].load = self.wires[place].load.lost(fault);
        Ok(())
    }

    /// The program dies; each transaction under way was durable or was not.
    pub fn crash(&mut self, nth: usize) -> Verdict {
        tell!(self, "tablet {nth} crashes");
        self.tablets[nth].crash();
        for vault in [true, false] {
            let written = self.lots.chance(50);
            self.stored(nth, vault, written)?;
        }
        Ok(())
    }

    /// A window stands still with its writes under way, and another one takes over.
    pub fn take_over(&mut self, nth: usize) -> Verdict {
        if self.tablets[nth].machine.is_none() {
            return Ok(());
        }
        tell!(self, "another window of tablet {nth} takes over");
        let tablet = &mut self.tablets[nth];
        tablet.freeze();
        let vault = tablet.vault_write.take();
        let replica = tablet.replica_write.take();
        let vault = vault.map(|(_, writes)| Frozen::Vault(writes));
        let replica = replica.map(|(_, writes)| Frozen::Replica(writes));
        tablet.frozen.extend(vault.into_iter().chain(replica));
        // The window that looked on is the first one now, and does itself what it had given.
        tablet.looks_on = None;
        self.boot(nth)
    }

    /// The windows of before move again: what they had under way meets another term.
    pub fn thaw(&mut self, nth: usize) -> Verdict {
        let tablet = &mut self.tablets[nth];
        for frozen in std::mem::take(&mut tablet.frozen) {
            if self.sabotage != Sabotage::Unfenced {
                continue;
            }
            tell!(self, "a window of before writes on tablet {nth}");
            match frozen {
                Frozen::Vault(writes) => {
                    writes
                        .into_iter()
                        .for_each(|write| tablet.disk.vault.write(write));
                }
                Frozen::Replica(writes) => {
                    for write in writes {
                        tablet.disk.shelf.write(write.clone(), self.sabotage);
                        tablet.disk.replica.write(write);
                    }
                }
            }
        }
        Ok(())
    }

    /// The office shuts a device out: one in a schedule at most.
    pub fn revoke(&mut self, nth: usize) -> Verdict {
        if self.bureau.revoked.is_empty() && !self.restored {
            tell!(self, "tablet {nth} is shut out");
            let device = self.tablets[nth].disk.vault.identity.device;
            self.bureau.revoke(device);
        }
        Ok(())
    }

    /// An officer of a unit is moved to another one, or moved back.
    pub fn move_officer(&mut self, nth: usize) -> Verdict {
        let id = self.tablets[nth].officer;
        if id == people::officer_id(0) {
            return Ok(());
        }
        let unit = people::UNITS[self.lots.below(2)];
        tell!(self, "the officer of tablet {nth} now serves in {unit}");
        self.bureau.moves(id, unit);
        Ok(())
    }

    /// The server goes back to its backup, and says so by a new epoch.
    pub fn restore(&mut self) -> Verdict {
        let Some(backup) = &self.backup else {
            return Ok(());
        };
        checks::ledger(&self.bureau)?;
        self.serial += 1;
        let fresh = Epoch(Uuid::from_u128(0x7000 + u128::from(self.serial)));
        self.bureau.restore(backup, fresh, self.now, self.sabotage);
        self.restored = true;
        self.find_files_again();
        tell!(self, "the bureau is restored to {}", self.bureau.head);
        if self.lots.chance(50) {
            // What was under way to the old bureau reaches the new one first.
            for wire in std::mem::take(&mut self.delayed) {
                self.arrive(wire, true)?;
            }
        }
        Ok(())
    }

    /// The copied image of a device is started beside the original.
    pub fn clone_device(&mut self) -> Verdict {
        if self.tablets.len() > 3 {
            return Ok(());
        }
        let Some((of, disk)) = self.image.take() else {
            return Ok(());
        };
        tell!(self, "a copy of tablet {of} starts as tablet 3");
        let officer = self.tablets[of].officer;
        self.tablets.push(Tablet::of(officer, disk));
        self.forks = true;
        self.boot(3)
    }

    /// A device's disk is replaced by an older image of it.
    pub fn replace_disk(&mut self) -> Verdict {
        let Some((nth, disk)) = self.image.take() else {
            return Ok(());
        };
        tell!(
            self,
            "the disk of tablet {nth} is replaced by an older image"
        );
        self.crash(nth)?;
        let tablet = &mut self.tablets[nth];
        let before = std::mem::replace(&mut tablet.disk, disk);
        for kept in before.vault.ops.values() {
            if !tablet.holds(kept.op.op_id) {
                self.destroyed.insert(kept.op.op_id);
            }
        }
        // A file of which the image knows no step is a draft's: nobody sends it.
        let attached = |id: &_| tablet.disk.files.get(id).is_some_and(|file| file.attached);
        let gone = before.files.keys().filter(|id| !attached(id));
        self.files_lost.extend(gone);
        for op in before.vault.tray.keys().chain(before.vault.let_go.keys()) {
            self.destroyed.insert(*op);
        }
        let left = |op: &_| !self.destroyed.contains(op);
        self.tablets[nth].saved.retain(|op, _| left(op));
        self.forks = true;
        Ok(())
    }
}
