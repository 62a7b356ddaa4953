//! What the desk asks of this device, answered by the engine of whoever is signed in.

use crate::clock::Clock;
use crate::engine::Engine;
use crate::gate::Waiting;
use crate::line::Line;
use crate::storage::settings;
use crate::windows::{Task, Windows, Word};
use app::device::attachment::{Files, NotTaken, Size};
use app::device::{Delivered, Device, Exported, Gate, Local, NotKept, Store, TrayDecision};
use domain::Command;
use domain::duty::Officer;
use domain::ids::{AttachmentId, CommandId, Moment, RecordId};
use domain::petition::AttachmentKind;
use leptos::prelude::*;
use std::cell::{OnceCell, RefCell};
use std::future::ready;
use std::rc::Rc;
use sync::client::Input;
use uuid::Uuid;
use web_sys::Blob;

/// This device: nobody at work, or one officer.
pub struct Tablet {
    pub(crate) clock: Rc<Clock>,
    /// Set right after the tablet is made: each holds the other.
    device: OnceCell<Device>,
    pub(crate) engine: RefCell<Option<Rc<Engine>>>,
    /// Who stands at the gate.
    pub(crate) waiting: RefCell<Waiting>,
    /// The other windows of this browser.
    pub(crate) windows: Rc<Windows>,
    /// What this window knows of them.
    pub(crate) line: Line,
}

/// A handle on the one tablet of the page.
#[derive(Clone)]
pub struct Handle(pub(crate) Rc<Tablet>);

impl Handle {
    /// The tablet with nobody at work, and the signals the desk reads.
    pub fn new() -> (Handle, Device) {
        let tablet = Rc::new_cyclic(|this: &std::rc::Weak<Tablet>| {
            let this = this.clone();
            Tablet {
                clock: Rc::new(Clock::open()),
                device: OnceCell::new(),
                engine: RefCell::default(),
                waiting: RefCell::default(),
                windows: Windows::open(move |word| {
                    if let Some(tablet) = this.upgrade() {
                        Handle(tablet).heard(word);
                    }
                }),
                line: Line::default(),
            }
        });
        let handle = Handle(tablet);
        let store: Rc<dyn Store> = Rc::new(handle.clone());
        let device = Device {
            store: StoredValue::new_local(store),
            officer: RwSignal::new(None),
            gate: RwSignal::default(),
            standing: RwSignal::default(),
            records: RwSignal::default(),
            waiting: RwSignal::default(),
            files: RwSignal::default(),
            sending: RwSignal::default(),
            tray: RwSignal::default(),
            directory: RwSignal::default(),
            calendar: RwSignal::default(),
            policy: RwSignal::default(),
            templates: RwSignal::default(),
        };
        let device = *handle.0.device.get_or_init(|| device);
        (handle, device)
    }

    /// Hands an input to whoever is at work, in the first window.
    pub fn feed(&self, input: Input) {
        if let Some(engine) = self.engine().filter(|engine| engine.is_first()) {
            engine.feed(input);
        }
    }

    /// The signals the desk reads.
    pub fn device(&self) -> Option<Device> {
        self.0.device.get().copied()
    }

    /// The engine, without a borrow that outlives the question.
    pub fn engine(&self) -> Option<Rc<Engine>> {
        self.0.engine.borrow().clone()
    }
}

impl Files for Handle {
    fn take_file(
        &self,
        draft: &str,
        kind: AttachmentKind,
        source: Blob,
    ) -> Local<Result<AttachmentId, NotTaken>> {
        match self.engine() {
            Some(engine) => Box::pin(engine.take_file(draft.to_owned(), kind, source)),
            None => Box::pin(ready(Err(NotTaken::Storage))),
        }
    }

    fn redraft_file(&self, id: AttachmentId, draft: &str) -> Local<()> {
        match self.engine() {
            Some(engine) => Box::pin(engine.redraft_file(id, draft.to_owned())),
            None => Box::pin(ready(())),
        }
    }

    fn drop_file(&self, id: AttachmentId) -> Local<()> {
        match self.engine() {
            Some(engine) => Box::pin(engine.drop_file(id)),
            None => Box::pin(ready(())),
        }
    }

    fn file(&self, id: AttachmentId, size: Size) -> Local<Option<Blob>> {
        match self.engine() {
            Some(engine) => Box::pin(engine.file(id, size)),
            None => Box::pin(ready(None)),
        }
    }
}

impl Store for Handle {
    fn save(&self, record: RecordId, command: Command) -> Local<Result<CommandId, NotKept>> {
        let saving = self.save_all(record, self.0.clock.now(), vec![command]);
        // One command has one id.
        Box::pin(async move { saving.await?.pop().ok_or(NotKept::Storage) })
    }

    fn save_all(
        &self,
        record: RecordId,
        at: Moment,
        commands: Vec<Command>,
    ) -> Local<Result<Vec<CommandId>, NotKept>> {
        let named = |command| (CommandId(Uuid::now_v7()), command);
        let commands: Vec<(CommandId, Command)> = commands.into_iter().map(named).collect();
        let ids = commands.iter().map(|(id, _)| *id).collect();
        let task = Task::Save {
            record,
            at,
            commands,
        };
        let kept = self.give(Uuid::now_v7(), task);
        Box::pin(async move { kept.await.map(|()| ids) })
    }

    fn new_record(&self) -> RecordId {
        RecordId(Uuid::now_v7())
    }

    fn put_draft(&self, key: &str, text: Option<&str>) {
        if let Some(engine) = self.engine() {
            engine
                .typing
                .write(key, text, self.0.clock.now().timestamp_millis());
            engine.flush_drafts();
            if text.is_none() {
                engine.draft_gone(key);
            }
        }
    }

    fn draft(&self, key: &str) -> Option<String> {
        self.engine()?.typing.read(key)
    }

    fn draft_keys(&self) -> Vec<String> {
        self.engine()
            .map(|engine| engine.typing.keys())
            .unwrap_or_default()
    }

    fn settle_returned(&self, rseq: u64, decision: TrayDecision) -> Local<Result<(), NotKept>> {
        Box::pin(self.give(Uuid::now_v7(), Task::LetGo { rseq, decision }))
    }

    fn loss_read(&self) {
        self.ask(Task::LossRead);
    }

    fn sync_now(&self) {
        self.ask(Task::SyncNow);
    }

    fn signed_in(&self, officer: Officer) -> Local<()> {
        let tablet = self.clone();
        Box::pin(async move { tablet.admit(officer).await })
    }

    fn choose_code(&self, code: String) -> Local<Result<(), NotKept>> {
        let tablet = self.clone();
        Box::pin(async move { tablet.take_code(&code).await.map_err(|_| NotKept::Storage) })
    }

    fn unlock(&self, code: String) -> Local<Result<(), NotKept>> {
        let tablet = self.clone();
        Box::pin(async move { tablet.try_code(&code).await.map_err(|_| NotKept::Storage) })
    }

    fn lock(&self) {
        self.0.windows.say(&Word::Lock);
        self.lock_now();
    }

    fn to_the_door(&self) {
        self.leave(Gate::Nobody);
    }

    fn signed_out(&self) -> Local<()> {
        let tablet = self.clone();
        Box::pin(async move { tablet.sign_out().await })
    }

    fn setting(&self, key: &str) -> Option<String> {
        settings::choice(key)
    }

    fn put_setting(&self, key: &str, value: &str) {
        // A choice that is not kept is made again next time.
        settings::keep_choice(key, value);
    }

    fn now(&self) -> Moment {
        self.0.clock.now()
    }

    fn export_outbox(&self) -> Local<Option<Exported>> {
        match self.engine() {
            Some(engine) => Box::pin(async move { engine.export_outbox().await }),
            None => Box::pin(ready(None)),
        }
    }

    fn delivered(&self) -> Option<Delivered> {
        self.engine().map(|engine| engine.delivered())
    }
}
