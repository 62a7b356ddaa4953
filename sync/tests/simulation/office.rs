//! What a schedule asks of a bureau, and what its invariants are checked against.

use crate::folder::Folder;
use crate::people;
use crate::sabotage::Sabotage;
use domain::duty::{Officer, Tag};
use domain::ids::{AttachmentId, CommandId, DeviceId, Epoch, Moment, OfficerId, RecordId, UnitId};
use domain::petition::Attachment;
use domain::{Command, Record};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Deref;
use std::sync::Arc;
use sync::admission::LedgerRow;
use sync::feed::Bounds;
use sync::protocol::{Decision, Hello, HelloAnswer, Op, Pull, PullAnswer, Push, PushAnswer};

/// A bureau's memory, whatever it lies in.
#[derive(Clone)]
pub struct Books {
    pub epoch: Epoch,
    pub head: u64,
    pub floor: u64,
    pub ledger: Vec<LedgerRow>,
    pub records: BTreeMap<RecordId, Arc<Record>>,
    /// Feed number, and whether the record is present under the tag.
    pub entries: BTreeMap<(Tag, RecordId), (u64, bool)>,
    pub let_go: BTreeMap<(CommandId, OfficerId), Decision>,
    pub handed_over: BTreeMap<CommandId, OfficerId>,
    /// Not handed over, because the colleague may not have it.
    pub kept_back: BTreeSet<CommandId>,
    /// Not understood yet, with device and author.
    pub held: BTreeMap<CommandId, (DeviceId, OfficerId, Op)>,
    pub revoked: BTreeSet<DeviceId>,
    pub officers: Vec<Officer>,
}

impl Books {
    /// Empty, with the county's officers.
    pub fn new(epoch: Epoch) -> Books {
        Books {
            epoch,
            head: 0,
            floor: 0,
            ledger: Vec::new(),
            records: BTreeMap::new(),
            entries: BTreeMap::new(),
            let_go: BTreeMap::new(),
            handed_over: BTreeMap::new(),
            kept_back: BTreeSet::new(),
            held: BTreeMap::new(),
            revoked: BTreeSet::new(),
            officers: people::officers(),
        }
    }

    pub fn officer(&self, id: OfficerId) -> &Officer {
        let mut officers = self.officers.iter();
        officers.find(|officer| officer.id == id).unwrap()
    }
}

/// The program that runs at the bureau when a schedule begins.
#[derive(Clone, Copy)]
pub struct Program {
    /// It understands everything; otherwise a third of all commands is too new for it.
    pub upgraded: bool,
    /// Bodies travel encoded, as they do in earnest.
    pub packs: bool,
}

impl Program {
    /// Today's.
    pub const NEWEST: Program = Program {
        upgraded: true,
        packs: false,
    };
}

/// A bureau.
pub trait Office: Deref<Target = Books> + Sized {
    /// What a restore starts from.
    type Backup;

    fn open(epoch: Epoch, program: Program) -> Self;
    fn hello(&mut self, who: OfficerId, hello: &Hello, now: Moment) -> HelloAnswer;
    fn push(&mut self, who: OfficerId, push: &Push, now: Moment, sabotage: Sabotage) -> PushAnswer;
    fn pull(
        &mut self,
        who: OfficerId,
        pull: &Pull,
        bounds: Bounds,
        now: Moment,
        sabotage: Sabotage,
    ) -> PullAnswer;
    /// A program that understands everything takes up what the one before it held.
    fn upgrade(&mut self, now: Moment, sabotage: Sabotage);
    /// Lawful commands of an officer without a device; `n` is unlike any other number of the schedule.
    fn act(&mut self, who: OfficerId, id: RecordId, commands: &[Command], now: Moment, n: u64);
    /// An officer serves in this unit from now on.
    fn moves(&mut self, id: OfficerId, unit: UnitId);
    /// Forgets that records left tags long ago.
    fn purge(&mut self, floor: u64);
    /// Shuts a device out.
    fn revoke(&mut self, device: DeviceId);
    /// The program dies between two transactions and is started again.
    fn die(&mut self, now: Moment, sabotage: Sabotage);
    fn back_up(&mut self) -> Self::Backup;
    /// Goes back to a backup; who was shut out is shut out again. `fresh`: its new life, unless it says its own.
    fn restore(&mut self, backup: &Self::Backup, fresh: Epoch, now: Moment, sabotage: Sabotage);

    fn folder(&mut self) -> &mut Folder;
    /// How many bytes of a file the database knows of.
    fn received(&mut self, record: RecordId, id: AttachmentId) -> u32;
    /// Notes that a file begins to come.
    fn file_begun(&mut self, who: OfficerId, record: RecordId, paper: &Attachment, now: Moment);
    /// Notes that so many bytes of it are there.
    fn file_came(&mut self, record: RecordId, id: AttachmentId, received: u32);
    /// Lets the record say that the bureau holds it.
    fn file_stored(&mut self, who: OfficerId, record: RecordId, id: AttachmentId, now: Moment);

    /// Commands of the bureau's own officer at the bureau itself, without a device.
    fn decide(&mut self, id: RecordId, commands: &[Command], now: Moment, n: u64) {
        self.act(people::officer_id(0), id, commands, now, n);
    }
}
