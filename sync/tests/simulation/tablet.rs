//! One tablet: two stores on a disk, a machine while it runs, and what its screen shows.

use crate::files::KeptFile;
use crate::people;
use crate::shelf::Shelf;
use domain::Command;
use domain::Record;
use domain::ids::{AttachmentId, CommandId, DeviceId, Incarnation, OfficerId, RecordId};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use sync::client::{Limits, Machine, Saving, Ticket};
use sync::kept::{Identity, Replica, ReplicaWrite, Vault, VaultWrite};
use sync::upload::{Upload, Uploads};
use uuid::Uuid;

#[derive(Clone)]
pub struct Disk {
    pub vault: Vault,
    /// What is on the disk, and what it must add up to.
    pub shelf: Shelf,
    pub replica: Replica,
    pub files: BTreeMap<AttachmentId, KeptFile>,
}

/// A transaction of a window that was replaced while it stood still.
pub enum Frozen {
    Vault(Vec<VaultWrite>),
    Replica(Vec<ReplicaWrite>),
}

pub struct Tablet {
    pub officer: OfficerId,
    pub disk: Disk,
    pub machine: Option<Machine>,
    /// A second window over the same disk: it is told what the machine keeps.
    pub looks_on: Option<Machine>,
    pub vault_write: Option<(Ticket, Vec<VaultWrite>)>,
    pub replica_write: Option<(Ticket, Vec<ReplicaWrite>)>,
    pub timer: Option<Ticket>,
    /// Hours by which its clock is wrong.
    pub skew: i64,
    /// Handed to the machine, not yet answered.
    pub saving: BTreeMap<CommandId, (RecordId, Command)>,
    /// Announced as saved on this tablet: what its person relies on.
    pub saved: BTreeMap<CommandId, (RecordId, Command)>,
    /// What the screen shows, from what the machine told it to read anew.
    pub screen: BTreeMap<RecordId, Arc<Record>>,
    /// What was given to the second window, until the first one has said what became of it.
    pub given: Vec<Saving>,
    /// Requests that wait for an answer.
    pub asked: BTreeSet<Ticket>,
    /// The bureau asked it to hold back, until its timer rings or somebody is in a hurry.
    pub held_back: bool,
    /// Sends files, as long as the program runs.
    pub uploads: Option<Uploads>,
    pub upload_timer: Option<Ticket>,
    /// The file's request under way.
    pub sending: Option<Ticket>,
    /// Files that the bureau says it has.
    pub arrived: Vec<Upload>,
    /// Shut out: its key is destroyed.
    pub forgotten: bool,
    /// What windows of before still have under way; a term on the disk keeps it out.
    pub frozen: Vec<Frozen>,
    /// The browser has no space left.
    pub full: bool,
}

impl Tablet {
    pub fn new(nth: usize) -> Tablet {
        let identity = Identity::new(
            DeviceId(Uuid::from_u128(0x30 + nth as u128)),
            Incarnation(Uuid::from_u128(0x40 + nth as u128)),
            people::officer_id(nth),
        );
        Tablet::of(
            people::officer_id(nth),
            Disk {
                vault: Vault::new(identity),
                shelf: Shelf::default(),
                replica: Replica::default(),
                files: BTreeMap::new(),
            },
        )
    }

    pub fn of(officer: OfficerId, disk: Disk) -> Tablet {
        Tablet {
            officer,
            disk,
            machine: None,
            looks_on: None,
            vault_write: None,
            replica_write: None,
            timer: None,
            skew: 0,
            saving: BTreeMap::new(),
            saved: BTreeMap::new(),
            screen: BTreeMap::new(),
            given: Vec::new(),
            asked: BTreeSet::new(),
            held_back: false,
            uploads: None,
            upload_timer: None,
            sending: None,
            arrived: Vec::new(),
            forgotten: false,
            frozen: Vec::new(),
            full: false,
        }
    }

    /// The program ends with all its windows; only the disk stays.
    pub fn crash(&mut self) {
        self.looks_on = None;
        self.given.clear();
        self.freeze();
    }

    /// The first window ends.
    pub fn freeze(&mut self) {
        self.machine = None;
        self.uploads = None;
        self.upload_timer = None;
        self.sending = None;
        self.arrived.clear();
        self.held_back = false;
        self.timer = None;
        self.saving.clear();
        self.screen.clear();
        self.asked.clear();
    }

    pub fn boot(&mut self, limits: Limits, seed: u64) {
        let (vault, replica) = (self.disk.vault.clone(), self.disk.shelf.load());
        self.machine = Some(Machine::new(vault, replica, limits, seed));
        self.uploads = Some(Uploads::new(seed));
    }

    /// The key is destroyed, then both stores: what was kept is gone, and so is who relied on it.
    pub fn forget(&mut self) {
        self.crash();
        self.vault_write = None;
        self.replica_write = None;
        self.forgotten = true;
    }

    pub fn is_storing(&self) -> bool {
        self.vault_write.is_some() || self.replica_write.is_some()
    }

    /// Whether the vault holds the words of this command in whatever place.
    pub fn holds(&self, op: CommandId) -> bool {
        let vault = &self.disk.vault;
        vault.tray.contains_key(&op)
            || vault.let_go.contains_key(&op)
            || vault.ops.values().any(|kept| kept.op.op_id == op)
    }

    /// Whether a person has, or had, it back in their hands.
    pub fn has_returned(&self, op: CommandId) -> bool {
        let vault = &self.disk.vault;
        vault.tray.contains_key(&op) || vault.let_go.contains_key(&op)
    }
}
