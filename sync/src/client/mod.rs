//! The tablet's half: a machine of values. The frontend executes the effects and feeds their
//! results back as inputs; nothing here reads a clock, stores, sends or waits.
//!
//! A command is *saved* when the vault has kept it, *settled* when the bureau has decided it, and
//! leaves the view of the outbox when a complete pull covers it.

mod keep;
mod lease;
mod mirror;
mod network;
mod overlay;
pub(crate) mod pace;
mod pull;
mod push;
mod renew;
mod save;
mod show;
mod tray;
mod values;

pub use values::{
    Effect, Fault, Input, LEASE_WARNING_DAYS, Lease, Limits, NotSaved, Saving, Standing, Ticket,
    Waiting,
};

use crate::kept::{REPLICA, Replica, ReplicaWrite, Vault};
use crate::protocol::SCHEMA;
use keep::Stores;
use network::Network;
use overlay::Overlay;
use pace::Chance;
pub use pace::backoff;
use renew::Renewal;
use show::Shown;

/// The machine.
pub struct Machine {
    /// As durably kept, never ahead of the storage.
    vault: Vault,
    /// As durably kept; only after a fork is it emptied here before it is emptied there.
    replica: Replica,
    limits: Limits,
    chance: Chance,
    overlay: Overlay,
    stores: Stores,
    network: Network,
    renewal: Option<Renewal>,
    shown: Shown,
    effects: Vec<Effect>,
}

impl Machine {
    /// Starts from what was kept; `seed` is random, for tickets and jitter. Feed [`Input::Opened`] next.
    pub fn new(vault: Vault, mut replica: Replica, limits: Limits, seed: u64) -> Machine {
        if !belongs(&replica, &vault) {
            // The server resets a device without an epoch, and the first page clears the storage.
            replica.write(ReplicaWrite::Clear);
        }
        let mut machine = Machine {
            network: Network::starting_at(replica.acked()),
            vault,
            replica,
            limits,
            chance: Chance::new(seed),
            overlay: Overlay::default(),
            stores: Stores::default(),
            renewal: None,
            shown: Shown::default(),
            effects: Vec::new(),
        };
        machine.fold_all();
        machine
    }

    /// Takes one input in.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        if self.network.revoked {
            // What is kept here is being destroyed; nothing may follow.
            return Vec::new();
        }
        match input {
            Input::Opened => {
                self.network.opened = true;
                self.shown.mark();
            }
            Input::Online(online) => self.line(online),
            Input::Woke { ticket } => self.woke(ticket),
            Input::SyncNow => self.hurry(),
            Input::Poked => self.network.pull_due = true,
            Input::SignedIn => {
                self.network.signed_out = false;
                // Who it is must be heard before anything goes out under their name.
                self.network.greeted = false;
                self.network.hello_due = true;
                self.hurry();
            }
            Input::VaultKept { ticket } => self.vault_kept(ticket),
            Input::VaultFailed { ticket } => self.vault_failed(ticket),
            Input::ReplicaKept { ticket } => self.replica_kept(ticket),
            Input::ReplicaFailed { ticket } => self.replica_failed(ticket),
            Input::Greeted { ticket, answer } => self.greeted(ticket, *answer),
            Input::Pushed { ticket, answer } => self.pushed(ticket, &answer),
            Input::Pulled { ticket, answer } => self.pulled(ticket, answer),
            Input::Failed { ticket, fault } => self.failed(ticket, fault),
            Input::Incarnation(inc) => self.chosen(inc),
        }
        self.proceed()
    }

    /// Starts everything that can go on now, and hands out the effects.
    fn proceed(&mut self) -> Vec<Effect> {
        self.keep();
        self.converse();
        self.show();
        std::mem::take(&mut self.effects)
    }
}

/// Whether the replica was filled for this life of the vault, in shapes this program reads.
fn belongs(replica: &Replica, vault: &Vault) -> bool {
    replica.mark.as_ref().is_none_or(|mark| {
        mark.version == REPLICA
            && mark.schema == SCHEMA
            && mark.inc == vault.identity.inc
            // A vault restored from an older image would take its next commands for settled ones.
            && mark.acked <= vault.identity.last_dseq
    })
}
