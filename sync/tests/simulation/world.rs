//! The world of one schedule: tablets, bureau and the wires between them, driven by one seed.

use crate::bureau::Bureau;
use crate::checks::{self, Check, Verdict, fail};
use crate::files;
use crate::lots::Lots;
use crate::office::{Office, Program};
use crate::people;
use crate::sabotage::Sabotage;
use crate::tablet::{Disk, Tablet};
use crate::windows;
use crate::wires::{Load, Wire};
use domain::ids::{AttachmentId, CommandId, Epoch, Incarnation, Moment};
use std::collections::BTreeSet;
use sync::client::{Effect, Fault, Input, Limits};
use sync::feed::Bounds;
use sync::kept::{Layout, VaultWrite};
use sync::protocol::PullAnswer;
use uuid::Uuid;

pub struct World {
    pub lots: Lots,
    pub bureau: Bureau,
    pub backup: Option<<Bureau as Office>::Backup>,
    pub image: Option<(usize, Disk)>,
    pub tablets: Vec<Tablet>,
    pub wires: Vec<Wire>,
    /// Copies of loads that arrive much later, if at all.
    pub delayed: Vec<Wire>,
    pub now: Moment,
    pub limits: Limits,
    pub bounds: Bounds,
    pub sabotage: Sabotage,
    /// Some device's history may be told in two ways.
    pub forks: bool,
    pub restored: bool,
    /// Saved on a disk that was replaced.
    pub destroyed: BTreeSet<CommandId>,
    /// Files of which the same is true.
    pub files_lost: BTreeSet<AttachmentId>,
    /// Some time the bureau did not understand these.
    pub ever_held: BTreeSet<CommandId>,
    pub seed: u64,
    /// Events that are left out to make a story short.
    pub left_out: BTreeSet<usize>,
    pub serial: u64,
    pub old_pulls: Vec<(usize, Box<PullAnswer>)>,
    /// What happened, in words; kept only when somebody wants to read it.
    pub story: Option<Vec<String>>,
}

/// Adds a line to the story, when one is told.
macro_rules! tell {
    ($world:expr, $($words:tt)*) => {
        if let Some(story) = &mut $world.story {
            story.push(format!($($words)*));
        }
    };
}
pub(crate) use tell;

impl World {
    pub fn new(seed: u64, sabotage: Sabotage, told: bool) -> World {
        let mut lots = Lots::new(seed);
        let bounds = Bounds {
            rows: [1, 2, 4, 1_000][lots.below(4)],
            bytes: 1_000_000,
        };
        let ring = if lots.chance(20) { 2 } else { 1_000 };
        let limits = Limits {
            push_ops: 1 + lots.below(5),
            ring,
            layout: Layout {
                page_rows: 1 + lots.below(4),
                page_bytes: 1_000_000,
                overlay: 1 + lots.below(4),
                folded: 1 + lots.below(2),
            },
            ..Limits::default()
        };
        let program = Program {
            upgraded: lots.chance(70),
            packs: lots.chance(5),
        };
        let mut world = World {
            bureau: Bureau::open(Epoch(Uuid::from_u128(0x50)), program),
            backup: None,
            image: None,
            tablets: (0..3).map(Tablet::new).collect(),
            wires: Vec::new(),
            delayed: Vec::new(),
            now: people::dawn(),
            limits,
            bounds,
            sabotage,
            forks: ring < 1_000,
            restored: false,
            destroyed: BTreeSet::new(),
            files_lost: BTreeSet::new(),
            ever_held: BTreeSet::new(),
            seed,
            left_out: BTreeSet::new(),
            serial: 0,
            old_pulls: Vec::new(),
            story: told.then(Vec::new),
            lots,
        };
        for tablet in &mut world.tablets {
            // Hours: right, a little off, tomorrow (refused today, lawful a day later), yesterday.
            tablet.skew = [0, 0, 0, 5, 20, -30][world.lots.below(6)];
        }
        world
    }

    /// A number unlike any other of this schedule.
    pub fn serial(&mut self) -> u64 {
        self.serial += 1;
        self.serial
    }

    /// Feeds one input to a tablet that runs, does what it asks, and looks at its screen.
    pub fn feed(&mut self, tablet: usize, input: Input) -> Verdict {
        let device = &mut self.tablets[tablet];
        let Some(machine) = &mut device.machine else {
            return Ok(());
        };
        match &input {
            Input::Woke { .. } | Input::SyncNow | Input::SignedIn | Input::Online(true) => {
                device.held_back = false;
            }
            Input::Greeted { ticket, .. }
            | Input::Pushed { ticket, .. }
            | Input::Pulled { ticket, .. } => {
                device.asked.remove(ticket);
            }
            Input::Failed { ticket, fault } => {
                let busy = matches!(fault, Fault::Busy { .. });
                device.held_back |= device.asked.remove(ticket) && busy;
            }
            _ => {}
        }
        let effects = machine.handle(input);
        self.execute(tablet, effects)
    }

    pub fn execute(&mut self, nth: usize, effects: Vec<Effect>) -> Verdict {
        let mut inputs = Vec::new();
        for effect in effects {
            self.effect(nth, effect, &mut inputs)?;
        }
        checks::no_flicker(&self.tablets[nth], self.forks, &self.ever_held)?;
        checks::screen_is_true(&self.tablets[nth])?;
        for input in inputs {
            self.feed(nth, input)?;
        }
        self.look_at_files(nth)
    }

    fn effect(&mut self, nth: usize, effect: Effect, inputs: &mut Vec<Input>) -> Verdict {
        let tablet = &mut self.tablets[nth];
        let asks = match &effect {
            Effect::Hello { ticket, .. }
            | Effect::Push { ticket, .. }
            | Effect::Pull { ticket, .. } => Some(*ticket),
            _ => None,
        };
        if asks.is_some() && tablet.held_back {
            return fail(Check::HoldsBack, format!("tablet {nth} is asked to wait"));
        }
        tablet.asked.extend(asks);
        let send = |ticket, load| Wire {
            tablet: nth,
            ticket,
            load,
        };
        match effect {
            Effect::KeepVault { ticket, writes } => {
                if tablet.vault_write.is_some() {
                    return fail(
                        Check::OneAtATime,
                        "two transactions on the vault".to_owned(),
                    );
                }
                if self.sabotage == Sabotage::KeptTooEarly {
                    inputs.push(Input::VaultKept { ticket });
                }
                tablet.vault_write = Some((ticket, writes));
            }
            Effect::KeepReplica { ticket, writes } => {
                if tablet.replica_write.is_some() {
                    return fail(
                        Check::OneAtATime,
                        "two transactions on the replica".to_owned(),
                    );
                }
                tablet.replica_write = Some((ticket, writes));
            }
            Effect::Hello { ticket, message } => {
                self.wires.push(send(ticket, Load::Hello(message)));
            }
            Effect::Push { ticket, message } => {
                for op in &message.ops {
                    if !tablet.holds(op.op_id) {
                        return fail(Check::OneAtATime, format!("{} sent before kept", op.op_id));
                    }
                }
                let ops: Vec<_> = message.ops.iter().map(|op| (op.dseq, op.op_id)).collect();
                tell!(
                    self,
                    "  tablet {nth} pushes {ops:?} void {:?}",
                    message.void
                );
                self.wires.push(send(ticket, Load::Push(message)));
            }
            Effect::Pull { ticket, message } => {
                tell!(self, "  tablet {nth} pulls from {:?}", message.cursors);
                self.wires.push(send(ticket, Load::Pull(message)));
            }
            Effect::WakeAfter { ticket, .. } => tablet.timer = Some(ticket),
            Effect::Kept { id } => {
                if !tablet.holds(id) {
                    return fail(
                        Check::NothingLost,
                        format!("{id} is called saved, but is not"),
                    );
                }
                if let Some(work) = tablet.saving.remove(&id) {
                    tablet.saved.insert(id, work);
                }
                self.answered(nth, id);
                tell!(self, "  tablet {nth} has kept {id}");
            }
            Effect::NotKept { id } => {
                tablet.saving.remove(&id);
                self.answered(nth, id);
                tell!(self, "  tablet {nth} could not keep {id}");
            }
            Effect::NewIncarnation => {
                tablet.asked.clear();
                let inc = Incarnation(Uuid::from_u128(0x6000 + u128::from(self.serial())));
                tell!(self, "  tablet {nth} wants a new incarnation");
                inputs.push(Input::Incarnation(inc));
            }
            Effect::Forget => {
                tell!(self, "  tablet {nth} forgets everything");
                tablet.forget();
                let kept = std::mem::take(&mut tablet.saved).into_keys();
                self.destroyed.extend(kept);
                self.files_lost.extend(tablet.disk.files.keys());
            }
            Effect::Changed { records } => {
                if let (Some(machine), false) =
                    (&tablet.machine, self.sabotage == Sabotage::ScreenUntold)
                {
                    for id in records {
                        match machine.view(id) {
                            Some(record) => tablet.screen.insert(id, record),
                            None => tablet.screen.remove(&id),
                        };
                    }
                }
            }
        }
        Ok(())
    }

    /// A store ends its transaction: all of it is written, or nothing.
    pub fn stored(&mut self, nth: usize, vault: bool, written: bool) -> Verdict {
        if vault {
            self.vault_stored(nth, written)
        } else {
            self.replica_stored(nth, written)
        }
    }

    fn vault_stored(&mut self, nth: usize, written: bool) -> Verdict {
        let tablet = &mut self.tablets[nth];
        let Some((ticket, writes)) = tablet.vault_write.take() else {
            return Ok(());
        };
        let written = written && !tablet.full;
        if !written && self.sabotage == Sabotage::FullDiskLies && tablet.full {
            return self.feed(nth, Input::VaultKept { ticket });
        }
        tell!(self, "vault of tablet {nth}: kept {written}");
        if !written {
            return self.feed(nth, Input::VaultFailed { ticket });
        }
        let mut starts_again = false;
        windows::told(tablet, &writes, &[], self.sabotage);
        files::attached_by(tablet, &writes);
        for write in writes {
            match (write, self.sabotage) {
                (VaultWrite::PutReturned(_), Sabotage::TrayDropped) => {}
                (VaultWrite::PutIdentity(mut identity), Sabotage::RenumberedShown) => {
                    // The machine goes by what it wrote until it starts again.
                    starts_again = identity.hidden_upto > 0;
                    identity.hidden_upto = 0;
                    tablet.disk.vault.write(VaultWrite::PutIdentity(identity));
                }
                (write, _) => tablet.disk.vault.write(write),
            }
        }
        if starts_again {
            tablet.crash();
            tablet.replica_write = None;
            return self.boot(nth);
        }
        self.feed(nth, Input::VaultKept { ticket })?;
        self.windows_agree(nth)
    }

    fn replica_stored(&mut self, nth: usize, written: bool) -> Verdict {
        let tablet = &mut self.tablets[nth];
        let Some((ticket, writes)) = tablet.replica_write.take() else {
            return Ok(());
        };
        let written = written && !tablet.full;
        tell!(self, "replica of tablet {nth}: kept {written}");
        if !written {
            return self.feed(nth, Input::ReplicaFailed { ticket });
        }
        windows::told(tablet, &[], &writes, self.sabotage);
        for write in writes {
            tablet.disk.shelf.write(write.clone(), self.sabotage);
            tablet.disk.replica.write(write);
        }
        checks::cursor_behind_data(&self.bureau, &self.tablets[nth].disk.replica)?;
        self.feed(nth, Input::ReplicaKept { ticket })?;
        self.windows_agree(nth)
    }

    pub fn boot(&mut self, nth: usize) -> Verdict {
        if self.tablets[nth].forgotten {
            return Ok(());
        }
        tell!(self, "tablet {nth} starts");
        checks::pages_are_records(&self.tablets[nth])?;
        let seed = self.lots.next();
        self.tablets[nth].boot(self.limits.clone(), seed);
        if let Some(machine) = &self.tablets[nth].machine {
            let screen = machine.records().collect();
            self.tablets[nth].screen = screen;
        }
        self.feed(nth, Input::Opened)?;
        self.feed(nth, Input::Online(true))
    }

    /// The story and how it ended, with the long noughts of ids left out.
    pub fn told(&self, end: &str) -> String {
        let story = self.story.as_deref().unwrap_or_default().join("\n");
        format!("{story}\n{end}").replace("00000000-0000-0000-0000-0000", "")
    }
}
