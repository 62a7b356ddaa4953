//! One seed's schedule: people work, faults happen, then everything must come to rest.

use crate::checks::{self, Verdict, Violation};
use crate::lots::Lots;
use crate::office::Office;
use crate::people;
use crate::sabotage::{Sabotage, Theme};
use crate::shrink;
use crate::tablet::Tablet;
use crate::windows;
use crate::world::{World, tell};
use sync::client::{Fault, Input};
use sync::upload;

/// What may happen next, and how often.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Event {
    Work,
    Arrival,
    Storage,
    Timer,
    Boot,
    Tray,
    SyncNow,
    Duplicate,
    Loss,
    ServerDies,
    TimeOut,
    StorageFails,
    Crash,
    Offline,
    Busy,
    SignedOut,
    Grants,
    Purge,
    Jump,
    Backup,
    Restore,
    CopyImage,
    Clone,
    ReplaceDisk,
    Takeover,
    Thaw,
    Upgrade,
    Revoke,
    Quota,
    WrongYear,
    Photo,
    SecondWindow,
    Poke,
    Lull,
}

const EVENTS: [(Event, usize); 34] = [
    (Event::Work, 30),
    (Event::Arrival, 24),
    (Event::Storage, 24),
    (Event::Timer, 6),
    (Event::Boot, 6),
    (Event::Tray, 12),
    (Event::SyncNow, 3),
    (Event::Duplicate, 3),
    (Event::Loss, 3),
    (Event::ServerDies, 2),
    (Event::TimeOut, 2),
    (Event::StorageFails, 1),
    (Event::Crash, 3),
    (Event::Offline, 2),
    (Event::Busy, 1),
    (Event::SignedOut, 1),
    (Event::Grants, 2),
    (Event::Purge, 1),
    (Event::Jump, 1),
    (Event::Backup, 2),
    (Event::Restore, 2),
    (Event::CopyImage, 2),
    (Event::Clone, 1),
    (Event::ReplaceDisk, 2),
    (Event::Takeover, 2),
    (Event::Thaw, 2),
    (Event::Upgrade, 1),
    (Event::Revoke, 1),
    (Event::Quota, 2),
    (Event::WrongYear, 1),
    (Event::Photo, 3),
    (Event::SecondWindow, 8),
    (Event::Poke, 2),
    (Event::Lull, 1),
];
/// A schedule never has more events.
pub const MOST_EVENTS: usize = 240;
/// The first of these always happen; each of the others in every second schedule.
const ORDINARY: usize = 7;

/// Runs one schedule.
pub fn run(seed: u64, sabotage: Sabotage) -> Result<(), Violation> {
    World::new(seed, sabotage, false).live()
}

/// Runs one schedule and tells its story, whether it ends well or not.
pub fn tell(seed: u64, sabotage: Sabotage) -> String {
    let mut world = World::new(seed, sabotage, true);
    if let Err(violation) = run(seed, sabotage) {
        world.left_out = shrink::superfluous(seed, sabotage, violation.check);
    }
    match world.live() {
        Ok(()) => world.told("all is well"),
        Err(violation) => world.told(&format!("{:?}: {}", violation.check, violation.text)),
    }
}

/// What a sabotage needs to show soon, beside its theme.
fn often(sabotage: Sabotage) -> &'static [Event] {
    match sabotage {
        Sabotage::ActsToldOnce | Sabotage::WordsLeftBehind | Sabotage::HandOverLost => {
            &[Event::Tray, Event::Lull]
        }
        Sabotage::ChunksAnywhere => &[Event::Photo, Event::Duplicate],
        Sabotage::FilesForgotten => &[Event::Photo, Event::Lull],
        _ => &[],
    }
}

impl World {
    pub fn live(&mut self) -> Verdict {
        let weights = self.weights();
        self.yesterday();
        for nth in 0..self.tablets.len() {
            self.boot(nth)?;
        }
        for nth in 0..60 + self.lots.below(MOST_EVENTS - 60) {
            // Each event draws its own lots, so that one that is left out changes no other.
            self.lots = Lots::of_event(self.seed, nth);
            if !self.left_out.contains(&nth) {
                let event = EVENTS[self.lots.weighted(&weights)].0;
                self.happen(event)?;
            }
        }
        self.rest()?;
        checks::ledger(&self.bureau)?;
        let (destroyed, short) = (&self.destroyed, self.restored && self.limits.ring < 1_000);
        checks::nothing_lost(&self.bureau, &self.tablets, |op| {
            short || destroyed.contains(&op)
        })?;
        checks::handed_over(&self.bureau, &self.tablets)?;
        checks::acts_told(&self.bureau, &self.tablets, short)?;
        self.files_are_whole()?;
        for tablet in &self.tablets {
            checks::shut_out_is_empty(&self.bureau, tablet)?;
            if !tablet.forgotten {
                checks::quiet_equals_server(&self.bureau, tablet)?;
                checks::pages_are_records(tablet)?;
                checks::lease_runs(tablet, self.now)?;
                windows::agree(tablet)?;
            }
        }
        Ok(())
    }

    /// What the bureau did before the schedule begins: some petitions, most of them sent to a unit.
    fn yesterday(&mut self) {
        if self.lots.chance(50) {
            // Two officers of one unit, who get in each other's way.
            self.bureau.moves(people::officer_id(2), people::UNITS[0]);
        }
        for _ in 0..self.lots.below(6) {
            let n = self.serial();
            let mut commands = vec![people::plea(n, self.now)];
            if self.lots.chance(80) {
                commands.push(people::sending(people::UNITS[self.lots.below(2)]));
            }
            self.bureau
                .decide(people::record_id(n), &commands, self.now, n);
        }
    }

    /// Every schedule leaves some faults out, so that rare combinations of the others get room.
    fn weights(&mut self) -> Vec<usize> {
        let mut weights: Vec<usize> = EVENTS.iter().map(|(_, weight)| *weight).collect();
        for (weight, (event, _)) in weights.iter_mut().zip(&EVENTS).skip(ORDINARY) {
            let seldom = matches!(event, Event::Photo | Event::SecondWindow | Event::Lull);
            // These take a schedule several times as long.
            if self.lots.chance(if seldom { 85 } else { 50 }) {
                *weight = 0;
            }
        }
        // A copied device and a server that went back in time tell one story in two ways each; both
        // at once have no right answer.
        let theme = match self.sabotage.theme() {
            Theme::Any if self.lots.chance(50) => Theme::Restores,
            Theme::Any => Theme::Copies,
            theme => theme,
        };
        for (place, (event, usual)) in EVENTS.iter().enumerate() {
            let of = match event {
                Event::Duplicate | Event::Jump | Event::Backup | Event::Restore => Theme::Restores,
                Event::CopyImage | Event::Clone | Event::ReplaceDisk => Theme::Copies,
                _ => continue,
            };
            if of == self.sabotage.theme() {
                weights[place] = 2 * usual;
            } else if of != theme && !matches!(event, Event::Duplicate | Event::Jump) {
                weights[place] = 0;
            }
        }
        for (place, (event, usual)) in EVENTS.iter().enumerate() {
            if often(self.sabotage).contains(event) {
                weights[place] = 5 * usual;
            }
        }
        weights
    }

    fn happen(&mut self, event: Event) -> Verdict {
        let nth = self.lots.below(self.tablets.len());
        match event {
            Event::Work => self.work(nth),
            Event::Arrival => self.arrival(true),
            Event::ServerDies => {
                self.arrival(false)?;
                self.bureau.die(self.now, self.sabotage);
                Ok(())
            }
            Event::Storage => self.storage(nth, true),
            Event::StorageFails => self.storage(nth, false),
            Event::Timer => self.timer(nth),
            Event::Boot if self.tablets[nth].machine.is_none() => self.boot(nth),
            Event::Boot => Ok(()),
            Event::Tray => {
                let full = |tablet: &Tablet| !tablet.disk.vault.tray.is_empty();
                match self.tablets.iter().position(full) {
                    Some(nth) => self.clear_tray(nth),
                    None => Ok(()),
                }
            }
            Event::SyncNow => {
                self.feed(nth, Input::SignedIn)?;
                self.feed(nth, Input::SyncNow)
            }
            Event::Duplicate => {
                let wire = self.lots.pick(&self.wires).cloned();
                if self.lots.chance(50) {
                    self.wires.extend(wire);
                } else {
                    self.delayed.extend(wire);
                }
                Ok(())
            }
            Event::Loss => self.lose(Fault::Unreachable, true),
            Event::TimeOut => self.lose(Fault::Unreachable, false),
            Event::Busy => self.lose(Fault::Busy { after_ms: 5 }, true),
            Event::SignedOut => self.lose(Fault::SignedOut, true),
            Event::Crash => self.crash(nth),
            Event::Offline => {
                let online = self.lots.chance(50);
                tell!(self, "tablet {nth} online: {online}");
                self.feed(nth, Input::Online(online))
            }
            Event::Grants => self.move_officer(nth),
            Event::Purge => {
                let floor = self.lots.below(self.bureau.head as usize + 1) as u64;
                self.bureau.purge(floor.max(self.bureau.floor));
                Ok(())
            }
            Event::Jump => {
                let days = [1, 2, 3, 15][self.lots.below(4)];
                self.now = people::later(self.now, days);
                Ok(())
            }
            Event::Backup => {
                self.backup = Some(self.bureau.back_up());
                Ok(())
            }
            Event::Restore => self.restore(),
            Event::CopyImage => {
                self.image = Some((nth, self.tablets[nth].disk.clone()));
                Ok(())
            }
            Event::Takeover => self.take_over(nth),
            Event::Thaw => self.thaw(nth),
            Event::Upgrade => {
                tell!(self, "the bureau's program is replaced by a newer one");
                self.bureau.upgrade(self.now, self.sabotage);
                Ok(())
            }
            Event::Revoke => self.revoke(nth),
            Event::Quota => {
                let full = self.lots.chance(40);
                tell!(self, "the disk of tablet {nth} is full: {full}");
                self.tablets[nth].full = full;
                Ok(())
            }
            Event::WrongYear => {
                self.tablets[nth].skew = [0, 8_760, -8_760][self.lots.below(3)];
                tell!(
                    self,
                    "the clock of tablet {nth} is off by {} hours",
                    self.tablets[nth].skew
                );
                Ok(())
            }
            Event::Photo => self.photo(nth),
            Event::SecondWindow => self.second_window(nth),
            Event::Poke => self.poke(nth),
            Event::Lull => self.lull(),
            Event::Clone => self.clone_device(),
            Event::ReplaceDisk => self.replace_disk(),
        }
    }

    fn arrival(&mut self, answers: bool) -> Verdict {
        if self.lots.chance(3) {
            self.wires.append(&mut self.delayed);
        }
        if self.wires.is_empty() {
            return Ok(());
        }
        let place = self.lots.below(self.wires.len());
        let wire = self.wires.swap_remove(place);
        self.arrive(wire, answers)
    }

    pub fn storage(&mut self, nth: usize, written: bool) -> Verdict {
        let tablet = &self.tablets[nth];
        let both = tablet.vault_write.is_some() && tablet.replica_write.is_some();
        let vault = if both {
            self.lots.chance(50)
        } else {
            tablet.vault_write.is_some()
        };
        self.stored(nth, vault, written)
    }

    /// A poke is a hint, never a person in a hurry.
    fn poke(&mut self, nth: usize) -> Verdict {
        let Some(machine) = &mut self.tablets[nth].machine else {
            return Ok(());
        };
        let effects = machine.handle(if self.sabotage == Sabotage::PokesHurry {
            Input::SyncNow
        } else {
            Input::Poked
        });
        self.execute(nth, effects)
    }

    pub fn timer(&mut self, nth: usize) -> Verdict {
        if let Some(ticket) = self.tablets[nth].upload_timer.take() {
            self.feed_upload(nth, upload::Input::Woke { ticket })?;
        }
        match self.tablets[nth].timer.take() {
            Some(ticket) => self.feed(nth, Input::Woke { ticket }),
            None => Ok(()),
        }
    }
}
