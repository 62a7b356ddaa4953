//! The loop around the messenger: executes its effects, feeds their results back, repaints what changed.

mod files;
mod lease;
mod lines;
mod seat;
mod sending;
mod show;

use crate::bureau;
use crate::clock::Clock;
use crate::online::{Builds, Poke};
use crate::storage::StorageFault;
use crate::storage::cipher::Cipher;
use crate::storage::keyring::Keyring;
use crate::storage::replica::ReplicaStore;
use crate::storage::settings::{self, Sentinel};
use crate::storage::takeover::take_over;
use crate::storage::vault::VaultStore;
use crate::tab::First;
use crate::typing::Typing;
use crate::windows::Windows;
use app::device::{Device, Lost, NotKept, Standing, TrayDecision};
use domain::duty::Officer;
use domain::ids::{CommandId, DeviceId, Incarnation};
use files::Files;
use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use leptos::prelude::*;
use lines::Lines;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::future::Future;
use std::rc::Rc;
use sync::client::{Effect, Fault, Input, Limits, Machine, NotSaved, Saving, Ticket};
use sync::kept::{Identity, Vault, VaultWrite};
use sync::protocol::Decision;
use uuid::Uuid;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};

/// What opens an officer's stores.
#[derive(Clone)]
pub struct Keys {
    /// Where they lie and how they were wrapped.
    pub ring: Keyring,
    /// Under which everything in them is sealed.
    pub cipher: Rc<Cipher>,
}

/// One officer's work on this device, from signing in to leaving.
pub struct Engine {
    /// Whose work it is.
    pub officer: Officer,
    /// What they are typing.
    pub typing: Typing,
    files: Files,
    /// What opened the stores.
    pub keys: Keys,
    /// The seat of the first window, while this one has it; without it nothing is sent or kept from here.
    first: RefCell<Option<First>>,
    windows: Rc<Windows>,
    /// What the first window says of the line to the bureau, where this is not the first.
    told: RefCell<Standing>,
    device: Device,
    clock: Rc<Clock>,
    machine: RefCell<Machine>,
    vault: VaultStore,
    replica: ReplicaStore,
    sentinel: Cell<Sentinel>,
    /// Who waits to hear that a command is durable.
    waiters: RefCell<BTreeMap<CommandId, Function>>,
    timer: RefCell<Option<Timeout>>,
    poke: Poke,
    builds: Builds,
    drafts_failed: Cell<bool>,
    /// The bureau was asked and has answered, or could not be reached.
    heard: Cell<bool>,
    /// The bureau has the spare key, as far as this opening knows.
    spare_told: Cell<bool>,
    /// What is done when the bureau shuts the device out.
    shut_out: Box<dyn Fn()>,
    lines: Lines,
    /// The lease is over: what is held is not shown.
    closed: Cell<bool>,
    left: Cell<bool>,
}

impl Engine {
    /// Opens both stores, shows what they hold and, in the first window, begins to talk with the bureau.
    ///
    /// # Errors
    /// When the browser does not store; nothing can be saved then.
    pub async fn open(
        officer: Officer,
        keys: Keys,
        first: Option<First>,
        windows: Rc<Windows>,
        device: Device,
        clock: Rc<Clock>,
        shut_out: impl Fn() + 'static,
    ) -> Result<Rc<Engine>, StorageFault> {
        let (at, cipher) = (keys.ring.store, keys.cipher.clone());
        let is_first = first.is_some();
        let store = VaultStore::open(at, cipher.clone(), is_first).await?;
        if is_first {
            take_over(officer.id, &store, at, &cipher).await?;
        }
        let (vault, sentinel) = load_vault(&store, &officer, keys.ring.device).await?;
        let now = clock.now().timestamp_millis();
        let typing = Typing::open(at, cipher.clone(), &store, now).await?;
        let files = Files::new(store.files().await?, seed());
        let (replica_store, replica) = ReplicaStore::open(at, cipher, is_first).await?;
        let machine = Machine::new(vault, replica, Limits::default(), seed());
        let engine = Rc::new_cyclic(|this: &std::rc::Weak<Engine>| {
            let poked = this.clone();
            Engine {
                officer,
                typing,
                files,
                keys,
                first: RefCell::new(first),
                windows,
                told: RefCell::default(),
                device,
                clock,
                machine: RefCell::new(machine),
                vault: store,
                replica: replica_store,
                sentinel: Cell::new(sentinel),
                waiters: RefCell::default(),
                timer: RefCell::default(),
                poke: Poke::new(move || {
                    if let Some(engine) = poked.upgrade() {
                        engine.feed(Input::Poked);
                    }
                }),
                builds: Builds::default(),
                drafts_failed: Cell::new(false),
                heard: Cell::new(false),
                spare_told: Cell::new(false),
                shut_out: Box::new(shut_out),
                lines: Lines::default(),
                closed: Cell::new(false),
                left: Cell::new(false),
            }
        });
        engine.show_all();
        engine.look_at_files(None);
        engine.show_files();
        if is_first {
            engine.feed(Input::Opened);
            engine.feed(Input::Online(true));
        }
        engine.flush_drafts();
        Ok(engine)
    }

    /// Hands an input to the machine and does what it says.
    pub fn feed(self: &Rc<Self>, input: Input) {
        if self.left.get() {
            return;
        }
        let effects = self.machine.borrow_mut().handle(input);
        self.execute(effects);
    }

    /// Saves commands that belong together: resolves when all are durable. The same ids again are saved once.
    fn save_all(
        self: &Rc<Self>,
        savings: Vec<Saving>,
    ) -> impl Future<Output = Result<(), NotKept>> + use<> {
        let last = savings.last().map(|saving| saving.id);
        let taken = self.machine.borrow_mut().save_all(savings);
        let kept = taken
            .map(|effects| last.map(|last| self.execute_for(last, effects)))
            .map_err(|no| match no {
                NotSaved::Refused(refusal) => NotKept::Refused(refusal),
                // Both are mended by a connection, and that is what the words say.
                NotSaved::Full | NotSaved::NotGreeted | NotSaved::ShutOut => NotKept::OutboxFull,
            });
        async move {
            // They are kept in one transaction: the last one speaks for all.
            match kept? {
                Some(kept) => kept.await.then_some(()).ok_or(NotKept::Storage),
                None => Ok(()),
            }
        }
    }

    /// Notes a person's act on returned work: resolves when it is durable.
    fn let_go(
        self: &Rc<Self>,
        rseq: u64,
        decision: TrayDecision,
    ) -> impl Future<Output = Result<(), NotKept>> + use<> {
        let discards = matches!(decision, TrayDecision::Discarded(_));
        let decision = match decision {
            TrayDecision::Redone(id) => Decision::Redone(id),
            TrayDecision::Discarded(reason) => Decision::Discarded(reason),
            TrayDecision::HandedOver(to) => Decision::HandedOver(to),
        };
        let (now, mut machine) = (self.clock.now(), self.machine.borrow_mut());
        let returned = machine
            .tray()
            .into_iter()
            .find(|returned| returned.rseq == rseq);
        let op_id = returned.map(|returned| returned.op.op_id);
        let file = returned
            .filter(|_| discards)
            .and_then(|returned| files::attaches(returned.op.command()?));
        let effects = op_id.map(|op_id| (op_id, machine.let_go(op_id, decision, now)));
        drop(machine);
        let kept = effects.map(|(op_id, effects)| self.execute_for(op_id, effects));
        let engine = self.clone();
        async move {
            // What the tray does not hold any more has been dealt with.
            let Some(kept) = kept else { return Ok(()) };
            if kept.await {
                if let Some(file) = file {
                    engine.drop_file(file).await;
                }
                Ok(())
            } else {
                Err(NotKept::Storage)
            }
        }
    }

    /// Brings the vault's copy of the drafts up to date.
    pub fn flush_drafts(self: &Rc<Self>) {
        let engine = self.clone();
        spawn_local(async move {
            let failed = engine.typing.flush(&engine.vault).await.is_err();
            if engine.left.get() {
                // The words were the last thing the stores were open for.
                engine.close();
            } else if engine.drafts_failed.replace(failed) != failed {
                engine.show_standing();
            }
        });
    }

    /// Tells the bureau the spare key once an opening: it may have been restored since it was told last.
    fn tell_spare(&self) {
        if self.spare_told.replace(true) {
            return;
        }
        if let Ok(spare) = self.keys.ring.spare(&self.keys.cipher) {
            let device = self.keys.ring.device;
            spawn_local(async move {
                // Told again at the next opening.
                let _ = bureau::keep_spare_key(device, spare).await;
            });
        }
    }

    /// Somebody has read what the browser threw away.
    fn loss_read(self: &Rc<Self>) {
        self.keep_sentinel(Sentinel {
            lost: None,
            ..self.sentinel.get()
        });
        self.show_standing();
    }

    /// Ends: nothing is fed or shown any more; what is being written still gets written.
    pub fn leave(&self) {
        self.left.set(true);
        self.first.take();
        self.timer.take();
        self.poke.stop();
        self.files.uploading.stop();
        if !self.typing.is_flushing() {
            self.close();
        }
    }

    fn close(&self) {
        self.vault.close();
        self.replica.close();
    }

    /// Executes effects and tells whether the command among them became durable.
    fn execute_for(
        self: &Rc<Self>,
        id: CommandId,
        effects: Vec<Effect>,
    ) -> impl Future<Output = bool> + use<> {
        let kept = Promise::new(&mut |resolve, _| {
            self.waiters.borrow_mut().insert(id, resolve);
        });
        self.execute(effects);
        async move {
            JsFuture::from(kept)
                .await
                .is_ok_and(|kept| kept.is_truthy())
        }
    }

    fn execute(self: &Rc<Self>, effects: Vec<Effect>) {
        for effect in effects {
            match effect {
                Effect::KeepVault { ticket, writes } => self.keep_vault(ticket, writes),
                Effect::KeepReplica { ticket, writes } => {
                    let engine = self.clone();
                    self.answer(async move {
                        match engine.replica.keep(&writes).await {
                            Ok(()) => {
                                engine.tell_kept(Vec::new(), writes);
                                Input::ReplicaKept { ticket }
                            }
                            Err(_) => Input::ReplicaFailed { ticket },
                        }
                    });
                }
                Effect::Hello { ticket, message } => {
                    let message = sync::protocol::Hello {
                        build: build(),
                        ..message
                    };
                    self.ask(ticket, bureau::hello(message), move |engine, answer| {
                        engine.clock.correct(answer.at);
                        engine.tell_spare();
                        Input::Greeted {
                            ticket,
                            answer: Box::new(answer),
                        }
                    });
                }
                Effect::Push { ticket, message } => {
                    self.ask(ticket, bureau::push(message), move |_, answer| {
                        Input::Pushed { ticket, answer }
                    });
                }
                Effect::Pull { ticket, message } => {
                    self.ask(ticket, bureau::pull(message), move |engine, answer| {
                        engine.clock.correct(answer.at);
                        Input::Pulled {
                            ticket,
                            answer: Box::new(answer),
                        }
                    });
                }
                Effect::WakeAfter { ticket, ms } => {
                    let engine = Rc::downgrade(self);
                    let timer = Timeout::new(ms, move || {
                        if let Some(engine) = engine.upgrade() {
                            engine.feed(Input::Woke { ticket });
                        }
                    });
                    self.timer.replace(Some(timer));
                }
                Effect::Kept { id } => self.tell(id, true),
                Effect::NotKept { id } => self.tell(id, false),
                Effect::NewIncarnation => {
                    self.answer(async { Input::Incarnation(Incarnation(Uuid::now_v7())) });
                }
                Effect::Forget => (self.shut_out)(),
                Effect::Changed { records } => {
                    self.show(&records);
                    self.look_at_files(Some(&records));
                    self.open_line();
                    self.show_files();
                }
            }
        }
    }

    fn keep_vault(self: &Rc<Self>, ticket: Ticket, writes: Vec<VaultWrite>) {
        let engine = self.clone();
        self.answer(async move {
            let attached = engine.files.attached_by(&writes);
            if engine.vault.keep(&writes, &attached).await.is_err() {
                return Input::VaultFailed { ticket };
            }
            engine.files.moved(attached);
            for write in &writes {
                if let VaultWrite::PutIdentity(identity) = write {
                    engine.keep_sentinel(Sentinel {
                        last_dseq: identity.last_dseq,
                        ..engine.sentinel.get()
                    });
                }
            }
            engine.tell_kept(writes, Vec::new());
            Input::VaultKept { ticket }
        });
    }

    /// Feeds what the future comes to; no borrow is held while it runs.
    fn answer(self: &Rc<Self>, future: impl Future<Output = Input> + 'static) {
        let engine = self.clone();
        spawn_local(async move {
            let input = future.await;
            engine.feed(input);
        });
    }

    fn ask<T: 'static>(
        self: &Rc<Self>,
        ticket: Ticket,
        call: impl Future<Output = Result<T, Fault>> + 'static,
        answered: impl FnOnce(&Engine, T) -> Input + 'static,
    ) {
        let engine = self.clone();
        spawn_local(async move {
            let input = match call.await {
                Ok(answer) => answered(&engine, answer),
                Err(fault) => Input::Failed { ticket, fault },
            };
            engine.feed(input);
            if !engine.left.get() && !engine.heard.replace(true) {
                engine.show_standing();
            }
        });
    }

    fn tell(&self, id: CommandId, kept: bool) {
        if let Some(waiter) = self.waiters.borrow_mut().remove(&id) {
            // Resolving a promise does not throw.
            let _ = waiter.call1(&JsValue::UNDEFINED, &JsValue::from_bool(kept));
        }
    }

    fn keep_sentinel(&self, sentinel: Sentinel) {
        if self.sentinel.replace(sentinel) != sentinel {
            // Without it only the loss of the vault would go unnoticed.
            settings::keep_sentinel(self.officer.id, &sentinel);
        }
    }
}

/// The vault as it was left; a new one at the first time, and after the browser threw the old one away.
async fn load_vault(
    store: &VaultStore,
    officer: &Officer,
    device: DeviceId,
) -> Result<(Vault, Sentinel), StorageFault> {
    let remembered = settings::sentinel(officer.id);
    if let Some(vault) = store.load().await? {
        let sentinel = Sentinel {
            device: vault.identity.device,
            last_dseq: vault.identity.last_dseq,
            unsettled: remembered.map_or(0, |sentinel| sentinel.unsettled),
            lost: remembered.and_then(|sentinel| sentinel.lost),
        };
        return Ok((vault, sentinel));
    }
    let identity = Identity::new(device, Incarnation(Uuid::now_v7()), officer.id);
    store
        .keep(&[VaultWrite::PutIdentity(identity.clone())], &[])
        .await?;
    let lost: Option<Lost> = remembered.and_then(|sentinel| sentinel.loss().or(sentinel.lost));
    let sentinel = Sentinel {
        device,
        last_dseq: 0,
        unsettled: 0,
        lost,
    };
    settings::keep_sentinel(officer.id, &sentinel);
    Ok((Vault::new(identity), sentinel))
}

/// 62 random bits, for tickets and the jitter of retries.
fn seed() -> u64 {
    Uuid::now_v7().as_u64_pair().1
}

/// Which program this is: the fingerprinted name of its wasm file.
fn build() -> String {
    let script = document()
        .query_selector("script[data-wasm]")
        .ok()
        .flatten();
    script
        .and_then(|script| script.get_attribute("data-wasm"))
        .unwrap_or_default()
}
