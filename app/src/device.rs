//! What the desk asks of the machine it runs on: the replica, the outbox, the drafts. The frontend
//! implements [`Store`]; the desk reads signals and never sees storage.

pub mod attachment;
mod records;

pub use records::{Line, Records};

use attachment::{FileHere, Files};
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::duty::Officer;
use domain::ids::{CommandId, DeviceId, Moment, OfficerId, RecordId};
use domain::organisation::Directory;
use domain::policy::Policy;
use domain::{Command, Refusal};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::sync::Arc;
use sync::protocol::Returned;
use sync::upload::Progress;

/// How this device stands towards the bureau; the chip in the corner shows it.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Standing {
    /// Whether the bureau answered the last time it was asked.
    pub online: bool,
    /// A round of sync is under way.
    pub busy: bool,
    /// Saved here, not yet settled by the bureau.
    pub unsent: usize,
    /// Came back with a reason, waiting for a person.
    pub returned: usize,
    /// Settled and kept word for word at the bureau, whose program does not understand it yet.
    #[serde(default)]
    pub held: u32,
    /// Everything up to here is in the bureau's ledger, by the bureau's clock.
    pub settled_at: Option<Moment>,
    /// The browser would not store: what to do is told at once.
    pub storage_failed: bool,
    /// The session ended: sign in again; nothing is lost.
    pub signed_out: bool,
    /// A newer version is needed to go on receiving.
    pub upgrade_required: bool,
    /// A newer program lies on this device and starts with the next full load.
    pub new_version: bool,
    /// The browser threw away saved work before the bureau had it.
    pub lost: Option<Lost>,
    /// The lease ends then, and that is soon.
    pub lease_ends: Option<Moment>,
    /// It has ended: nothing is shown until the bureau was spoken with.
    pub lease_over: bool,
}

/// Whether the work on this device lies open.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub enum Gate {
    /// Nobody works here: the door.
    #[default]
    Nobody,
    /// Somebody has signed in and is to choose an unlock code; `again`: one was forgotten or destroyed.
    Choose { again: bool },
    /// What lies here opens with the unlock code.
    Locked(Lock),
    /// The work is open.
    Open,
    /// The bureau has shut this device out; everything of the person's is destroyed.
    ShutOut,
}

/// How a locked device answers codes.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lock {
    /// Wrong codes until the code is destroyed; 0: only signing in helps.
    pub tries_left: u32,
    /// No code is looked at before.
    pub wait_until: Option<Moment>,
    /// The last one did not fit.
    pub wrong: bool,
}

/// Saved commands that the browser threw away (sync.md, Client state: the sentinel).
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Lost {
    /// How many the bureau had not settled yet, as far as this device had heard.
    pub count: u32,
    /// Position of the first of them in this device's queue.
    pub from: u64,
    /// Position of the last.
    pub to: u64,
}

/// One saved command that the bureau has not settled yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Waiting {
    pub id: CommandId,
    pub record: RecordId,
    pub command: Command,
    pub recorded_at: Moment,
    /// The rule says no already on this device; the bureau decides.
    pub doubtful: Option<Refusal>,
}

/// Why a command was not kept.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum NotKept {
    /// The law says no.
    Refused(Refusal),
    /// The browser's storage refused; the form keeps every word.
    Storage,
    /// Too much waits already; connect first.
    OutboxFull,
}

/// A person's decision on a returned piece of work.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum TrayDecision {
    /// Its words were taken up into a new command.
    Redone(CommandId),
    /// Let go, with a reason that is logged with the bureau.
    Discarded(String),
    /// Handed over to a colleague with all its words.
    HandedOver(OfficerId),
}

/// A future of the browser's single thread.
pub type Local<T> = Pin<Box<dyn Future<Output = T>>>;

/// How much of this device's work is settled by the bureau, by the last complete pull.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Delivered {
    /// This device, as the bureau's list of devices names it.
    pub device: DeviceId,
    /// Position of the last settled command of its queue.
    pub upto: u64,
}

/// What the frontend implements.
pub trait Store: Files {
    /// Decides locally, stores durably, queues. Resolves when it is *kept*, not when it is sent.
    fn save(&self, record: RecordId, command: Command) -> Local<Result<CommandId, NotKept>>;
    /// The same for commands that belong together, all recorded at `at`: all are kept or none. Files of a
    /// draft that are attached by them are no part of the draft any more.
    fn save_all(
        &self,
        record: RecordId,
        at: Moment,
        commands: Vec<Command>,
    ) -> Local<Result<Vec<CommandId>, NotKept>>;
    /// A fresh record id for a registration.
    fn new_record(&self) -> RecordId;
    /// Keeps what is being typed, at once and synchronously; `None` removes it.
    fn put_draft(&self, key: &str, text: Option<&str>);
    /// What was typed under this key.
    fn draft(&self, key: &str) -> Option<String>;
    /// The keys of all drafts on this device.
    fn draft_keys(&self) -> Vec<String>;
    /// Lets a returned piece of work go.
    fn settle_returned(&self, rseq: u64, decision: TrayDecision) -> Local<Result<(), NotKept>>;
    /// Somebody has read [`Standing::lost`]; it is not said again.
    fn loss_read(&self);
    /// Tries to reach the bureau now.
    fn sync_now(&self);
    /// Takes up the work of the person who signed in.
    fn signed_in(&self, officer: Officer) -> Local<()>;
    /// Takes the code the person chose and opens the work.
    fn choose_code(&self, code: String) -> Local<Result<(), NotKept>>;
    /// Tries a code; the gate tells what became of it.
    fn unlock(&self, code: String) -> Local<Result<(), NotKept>>;
    /// Puts the key away; typed words stay, sealed.
    fn lock(&self);
    /// Somebody else wants to sign in at a locked device.
    fn to_the_door(&self);
    /// Leaves; the outbox stays on the device.
    fn signed_out(&self) -> Local<()>;
    /// A setting of this device (language, theme, divider).
    fn setting(&self, key: &str) -> Option<String>;
    /// Keeps a setting.
    fn put_setting(&self, key: &str, value: &str);
    /// Now, by this device's clock corrected by the bureau's last word.
    fn now(&self) -> Moment;
    /// Everything this device keeps of its person's work as a file sealed to the bureau, for a tablet that never gets a
    /// network again, the files of saved steps with it as far as they fit; `None`: nothing was sealed, because the bureau never told how or the browser refused.
    fn export_outbox(&self) -> Local<Option<Exported>>;
    /// What this device has delivered; `None` while nobody works here.
    fn delivered(&self) -> Option<Delivered>;
}

/// What waits on this device as a file sealed to the bureau.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Exported {
    /// The file.
    pub file: Vec<u8>,
    /// How many photos, scans and signatures are inside.
    pub carried: usize,
    /// How many found no room in it and stay on this device.
    pub left: usize,
}

/// The device, in context; a handle, copied freely.
#[derive(Clone, Copy)]
pub struct Device {
    /// Storage and network.
    pub store: StoredValue<Rc<dyn Store>, LocalStorage>,
    /// Who is signed in on this device; survives without network.
    pub officer: RwSignal<Option<Officer>>,
    /// Whether the work lies open.
    pub gate: RwSignal<Gate>,
    /// The chip.
    pub standing: RwSignal<Standing>,
    /// Held records as people see them: the replica with waiting commands laid over.
    pub records: RwSignal<Arc<Records>>,
    /// Waiting commands, oldest first.
    pub waiting: RwSignal<Arc<Vec<Waiting>>>,
    /// Files this device keeps, oldest first.
    pub files: RwSignal<Arc<Vec<FileHere>>>,
    /// How those on their way to the bureau stand.
    pub sending: RwSignal<Progress>,
    /// Returned work, oldest first.
    pub tray: RwSignal<Arc<Vec<Returned>>>,
    /// Units and colleagues.
    pub directory: RwSignal<Arc<Directory>>,
    /// Rest days.
    pub calendar: RwSignal<Arc<Calendar>>,
    /// What the county rules itself.
    pub policy: RwSignal<Arc<Policy>>,
    /// The county's own texts of official documents.
    pub templates: RwSignal<Arc<Templates>>,
}

impl Device {
    /// The device of this page.
    pub fn here() -> Device {
        expect_context::<Device>()
    }

    /// Runs `ask` on the store.
    pub fn with<T>(&self, ask: impl FnOnce(&dyn Store) -> T) -> T {
        self.store.with_value(|store| ask(store.as_ref()))
    }
}
