//! What a device keeps, as values and as lists of *writes* that a dumb storage executes.
//!
//! Two stores without a common transaction: the *vault* (A) is durable and never dropped, the
//! *replica* (B) is a copy of what the bureau holds and may be thrown away at any time. One
//! `KeepVault` or `KeepReplica` effect is one transaction of its store: all of its writes or none.

mod replica;

pub use replica::{Held, Layout, Replica, ReplicaWrite};

use crate::outbox::OutboxKey;
use crate::protocol::{LetGo, Op, Returned};
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::duty::Officer;
use domain::ids::{CommandId, DeviceId, Epoch, Incarnation, Moment, OfficerId};
use domain::organisation::Directory;
use domain::policy::Policy;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Version of every shape in the vault. A vault is carried over by upcasting, never dropped.
pub const VAULT: u16 = 2;
/// Version of every shape in the replica. A replica of another version is thrown away and pulled anew.
pub const REPLICA: u16 = 2;

/// Who this vault belongs to, and how far it has come. One row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Identity {
    /// [`VAULT`] when it was written.
    pub version: u16,
    /// This installation.
    pub device: DeviceId,
    /// This life of it; a copied device image gets a new one.
    pub inc: Incarnation,
    /// Whose work it is: one vault a person, so that nobody's work goes out under another name.
    pub officer: OfficerId,
    /// The last position given to an operation of this incarnation.
    pub last_dseq: u64,
    /// Operations up to here were numbered anew after a fork: hidden from the view until settled,
    /// because the replica may hold their effects already.
    pub hidden_upto: u64,
    /// All refusals up to this `rseq` are in the tray, in this life of the server.
    pub tray: (Option<Epoch>, u64),
}

impl Identity {
    /// A new vault's identity.
    pub fn new(device: DeviceId, inc: Incarnation, officer: OfficerId) -> Identity {
        Identity {
            version: VAULT,
            device,
            inc,
            officer,
            last_dseq: 0,
            hidden_upto: 0,
            tray: (None, 0),
        }
    }
}

/// An operation in the outbox, or in the ring of settled ones kept for a restored server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptOp {
    /// The operation.
    pub op: Op,
    /// It came back: its words are in the tray or were let go, and it is never offered again as work.
    pub returned: bool,
}

/// What a person did with a returned operation, and which bureau has been told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct KeptLetGo {
    /// The act; the words of a hand-over are kept as long as those of settled commands.
    pub let_go: LetGo,
    /// The server's life whose answer to a push that carried it was seen: another one is told again. Vault 1 noted
    /// only that it was told.
    #[serde(default)]
    pub told_in: Option<Epoch>,
    /// Its place among the acts of this vault, from 1; those of vault 1 have none.
    #[serde(default)]
    pub nth: u64,
}

/// Store A, as loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Vault {
    /// Who and how far.
    pub identity: Identity,
    /// Outbox and ring, by position.
    pub ops: BTreeMap<u64, KeptOp>,
    /// Returned work that waits for a person.
    pub tray: BTreeMap<CommandId, Returned>,
    /// Returned work that people have dealt with; kept, so that a redelivery does not bring it back.
    pub let_go: BTreeMap<CommandId, KeptLetGo>,
}

/// One write to store A. A transaction's writes are executed in order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum VaultWrite {
    /// Replaces the one identity row.
    PutIdentity(Identity),
    /// Puts an operation under its `dseq`, over whatever lies there.
    PutOp(Box<KeptOp>),
    /// Forgets the operations with `dseq` up to and including this one.
    DropOps {
        /// The last one forgotten.
        upto: u64,
    },
    /// Forgets all operations; the same transaction puts them again under new positions.
    ClearOps,
    /// Puts returned work into the tray, under its operation's id.
    PutReturned(Box<Returned>),
    /// Takes it out.
    DropReturned(CommandId),
    /// Logs a person's act on returned work, under the operation's id.
    PutLetGo(KeptLetGo),
}

impl Vault {
    /// An empty vault.
    pub fn new(identity: Identity) -> Vault {
        Vault {
            identity,
            ops: BTreeMap::new(),
            tray: BTreeMap::new(),
            let_go: BTreeMap::new(),
        }
    }

    /// Executes one write: what every storage of a vault must do.
    pub fn write(&mut self, write: VaultWrite) {
        match write {
            VaultWrite::PutIdentity(identity) => self.identity = identity,
            VaultWrite::PutOp(kept) => {
                self.ops.insert(kept.op.dseq, *kept);
            }
            VaultWrite::DropOps { upto } => self.ops.retain(|dseq, _| *dseq > upto),
            VaultWrite::ClearOps => self.ops.clear(),
            VaultWrite::PutReturned(returned) => {
                self.tray.insert(returned.op.op_id, *returned);
            }
            VaultWrite::DropReturned(op_id) => {
                self.tray.remove(&op_id);
            }
            VaultWrite::PutLetGo(kept) => {
                self.let_go.insert(kept.let_go.op_id, kept);
            }
        }
    }

    /// The last position that is no longer kept; everything after it is.
    pub fn dropped_upto(&self) -> u64 {
        match self.ops.first_key_value() {
            Some((first, _)) => first.saturating_sub(1),
            None => self.identity.last_dseq,
        }
    }
}

/// How far the replica has come. One row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Mark {
    /// [`REPLICA`] when it was written.
    pub version: u16,
    /// [`crate::protocol::SCHEMA`] of the records.
    pub schema: u16,
    /// The server's life that everything here comes from.
    pub epoch: Epoch,
    /// The incarnation that `acked` and `settled` count for; a replica of another one is thrown away.
    pub inc: Incarnation,
    /// [`crate::protocol::PullAnswer::as_of`] of the last page.
    pub as_of: u64,
    /// Operations up to here are covered by a complete pull: they have left the view of the outbox.
    pub acked: u64,
    /// The bureau's time of the last complete pull with nothing outstanding: the receipt.
    pub settled_at: Option<Moment>,
    /// Operations of this person that the bureau holds because it does not understand them yet.
    #[serde(default)]
    pub held: u32,
}

/// What the bureau says about the person and the world; needed to work without it. One row.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Greeting {
    /// The bureau's time of the greeting.
    pub at: Moment,
    /// Until when the device may work offline.
    pub lease_until: Moment,
    /// The person, with their posts.
    pub officer: Officer,
    /// Units and colleagues.
    pub directory: Directory,
    /// Rest days.
    pub calendar: Calendar,
    /// What the county rules itself; as shipped in rows written before it was told.
    #[serde(default)]
    pub policy: Policy,
    /// What seals this device's outbox to the bureau.
    #[serde(default)]
    pub outbox: Option<OutboxKey>,
    /// The county's own texts of official documents; none in rows written before they were told.
    #[serde(default)]
    pub templates: Templates,
}

impl Greeting {
    /// Whether the law decides alike under both.
    pub fn same_world(&self, other: &Greeting) -> bool {
        self.officer == other.officer
            && self.directory == other.directory
            && self.calendar == other.calendar
            && self.policy == other.policy
            && self.templates == other.templates
    }
}
