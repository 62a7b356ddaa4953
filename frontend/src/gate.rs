//! The gate before an officer's stores: who may pass, with an unlock code or with the bureau's word.

use crate::bureau;
use crate::engine::Keys;
use crate::storage::cipher::{Cipher, Key, fresh_key};
use crate::storage::keyring::{self, Keyring, Tried};
use crate::storage::replica::ReplicaStore;
use crate::storage::vault::VaultStore;
use crate::storage::{StorageFault, database, drafts, settings};
use crate::tablet::Handle;
use crate::windows::{Task, Word};
use app::device::{Gate, Lock, Standing};
use domain::duty::Officer;
use domain::ids::{Moment, OfficerId};
use leptos::prelude::*;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// Who stands at the gate.
#[derive(Default)]
pub enum Waiting {
    /// Nobody.
    #[default]
    None,
    /// Somebody known here who must show a code.
    Known(OfficerId),
    /// Somebody signed in who must choose one; with the key of what lies here already.
    Choosing(Officer, Option<Key>),
}

impl Handle {
    /// Waits for whoever worked here last.
    pub async fn wake(&self) {
        let gate = match self.last().await {
            Ok(gate) => gate,
            // Signing in tells what is wrong with the storage.
            Err(_) => Gate::Nobody,
        };
        self.stand(gate);
    }

    async fn last(&self) -> Result<Gate, StorageFault> {
        if let Some(officer) = keyring::last().await?
            && let Some(ring) = Keyring::of(officer).await?
        {
            if let Some((_, key)) = self.open_elsewhere().await.filter(|(id, _)| *id == officer) {
                let owner = ring.owner(&Cipher::new(&key).await?)?;
                self.open(owner, ring, &key).await?;
                return Ok(Gate::Open);
            }
            return Ok(self.locked(&ring, false));
        }
        Ok(match keyring::unsealed_person().await? {
            Some(officer) => {
                self.0.waiting.replace(Waiting::Choosing(officer, None));
                Gate::Choose { again: false }
            }
            None => Gate::Nobody,
        })
    }

    /// Lets somebody in whom the bureau has let in, or goes on with their work.
    pub async fn admit(&self, officer: Officer) {
        let at_work = self.engine();
        if at_work.is_some_and(|engine| engine.officer.id == officer.id) {
            self.ask(Task::SignedIn);
            return;
        }
        let forgotten =
            matches!(&*self.0.waiting.borrow(), Waiting::Known(id) if *id == officer.id);
        self.leave(Gate::Nobody);
        if self.admit_new(&officer, forgotten).await.is_err() {
            self.without_storage(officer);
        }
    }

    async fn admit_new(&self, officer: &Officer, forgotten: bool) -> Result<(), StorageFault> {
        let Some(ring) = Keyring::of(officer.id).await? else {
            self.let_choose(officer, None, false);
            return Ok(());
        };
        let spare = bureau::spare_key(ring.device).await;
        let unreachable = spare.is_err();
        let key = match spare {
            // One that does not fit belongs to a vault of before.
            Ok(Some(spare)) => ring.by_spare(spare).await.ok(),
            _ => None,
        };
        match key {
            Some(key) if forgotten || !ring.has_code() => {
                self.let_choose(officer, Some(key), true);
                Ok(())
            }
            Some(key) => self.open(officer.clone(), ring, &key).await,
            // Neither half of the key is left anywhere: what lies here opens for nobody any more.
            None if !ring.has_code() && !unreachable => {
                self.let_choose(officer, None, true);
                Ok(())
            }
            None => {
                keyring::keep_last(Some(officer.id)).await?;
                self.stand(self.locked(&ring, false));
                Ok(())
            }
        }
    }

    fn let_choose(&self, officer: &Officer, key: Option<Key>, again: bool) {
        let waiting = Waiting::Choosing(officer.clone(), key);
        self.0.waiting.replace(waiting);
        self.stand(Gate::Choose { again });
    }

    /// Takes the code that was chosen, and opens.
    ///
    /// # Errors
    /// When the browser would not keep it.
    pub async fn take_code(&self, code: &str) -> Result<(), StorageFault> {
        let Waiting::Choosing(officer, key) = self.0.waiting.take() else {
            return Ok(());
        };
        let opened = self.take_code_of(&officer, key.as_ref(), code).await;
        if opened.is_err() {
            self.0.waiting.replace(Waiting::Choosing(officer, key));
        }
        opened
    }

    async fn take_code_of(
        &self,
        officer: &Officer,
        key: Option<&Key>,
        code: &str,
    ) -> Result<(), StorageFault> {
        let known = match key {
            Some(_) => Keyring::of(officer.id).await?,
            None => None,
        };
        if let (Some(key), Some(ring)) = (key, known) {
            let ring = ring.with_code(key, code).await?;
            return self.open(officer.clone(), ring, key).await;
        }
        let key = fresh_key()?;
        let sentinel = settings::sentinel(officer.id);
        let device = keyring::device(sentinel.map(|kept| kept.device)).await?;
        let ring = Keyring::make(officer, device, &key, code).await?;
        self.open(officer.clone(), ring, &key).await
    }

    /// Tries a code at a locked gate; the gate tells what became of it.
    ///
    /// # Errors
    /// When the browser's storage failed.
    pub async fn try_code(&self, code: &str) -> Result<(), StorageFault> {
        let Waiting::Known(officer) = *self.0.waiting.borrow() else {
            return Ok(());
        };
        let Some(ring) = Keyring::of(officer).await? else {
            self.leave(Gate::Nobody);
            return Ok(());
        };
        let now = self.0.clock.now().timestamp_millis();
        match ring.clone().try_code(code, now).await? {
            Tried::Opened(key, officer) => self.open(officer, ring, &key).await,
            Tried::Refused(ring) => {
                self.stand(self.locked(&ring, true));
                Ok(())
            }
        }
    }

    async fn open(&self, officer: Officer, ring: Keyring, key: &Key) -> Result<(), StorageFault> {
        let keys = Keys {
            ring,
            cipher: Rc::new(Cipher::new(key).await?),
        };
        let id = officer.id;
        self.take_seat(officer, keys).await?;
        // Without it the gate does not know whom to wait for next time.
        let _ = keyring::keep_last(Some(id)).await;
        self.0.waiting.replace(Waiting::None);
        self.stand(Gate::Open);
        Ok(())
    }

    /// Work goes on with a bureau in reach, and nothing can be saved here: the desk says so.
    pub fn without_storage(&self, officer: Officer) {
        if let Some(device) = self.device() {
            device.officer.set(Some(officer));
            device
                .standing
                .update(|standing| standing.storage_failed = true);
            self.stand(Gate::Open);
        }
    }

    /// Puts the key away. Forms keep what is typed when their page is hidden, and this hides it.
    pub fn lock_now(&self) {
        let Some(engine) = self.engine() else { return };
        if let Ok(hiding) = web_sys::Event::new("pagehide") {
            // A listener that fails is no reason to stay open.
            let _ = window().dispatch_event(&hiding);
        }
        self.leave(Gate::Nobody);
        let tablet = self.clone();
        spawn_local(async move {
            if let Ok(Some(ring)) = Keyring::of(engine.officer.id).await {
                tablet.stand(tablet.locked(&ring, false));
            }
        });
    }

    /// Nobody is at work any more; what is kept stays kept.
    pub fn leave(&self, gate: Gate) {
        if let Some(engine) = self.0.engine.take() {
            engine.leave();
        }
        self.0.waiting.take();
        self.0.windows.give_up();
        if let Some(device) = self.device() {
            let new_version = device
                .standing
                .with_untracked(|standing| standing.new_version);
            self.stand(gate);
            device.officer.set(None);
            device.standing.set(Standing {
                new_version,
                ..Standing::default()
            });
            device.records.set(Default::default());
            device.waiting.set(Default::default());
            device.files.set(Default::default());
            device.sending.set(Default::default());
            device.tray.set(Default::default());
            device.directory.set(Default::default());
        }
    }

    /// Leaves for good; the next one here signs in.
    pub async fn sign_out(&self) {
        self.0.windows.say(&Word::Left { shut_out: false });
        self.leave(Gate::Nobody);
        // Where it cannot be written it could not be read either.
        let _ = keyring::keep_last(None).await;
    }

    /// The bureau has shut this device out: the keys first, then what they opened.
    pub async fn shut_out(&self) {
        let Some(engine) = self.0.engine.take() else {
            return;
        };
        engine.leave();
        self.0.windows.say(&Word::Left { shut_out: true });
        let ours = engine.keys.ring.clone();
        self.leave(Gate::ShutOut);
        let rings = Keyring::destroy_all().await.unwrap_or_else(|_| vec![ours]);
        // Each is tried though another failed; without the keys it is noise.
        for ring in rings {
            drafts::forget_all(ring.store);
            let _ = database::delete(&VaultStore::name(ring.store)).await;
            let _ = database::delete(&ReplicaStore::name(ring.store)).await;
            settings::forget_sentinel(ring.officer);
        }
    }

    fn locked(&self, ring: &Keyring, wrong: bool) -> Gate {
        self.0.waiting.replace(Waiting::Known(ring.officer));
        let tries_left = if ring.has_code() {
            ring.tries_left()
        } else {
            0
        };
        let wait = Moment::from_timestamp_millis(ring.wait_until());
        Gate::Locked(Lock {
            tries_left,
            wait_until: wait.filter(|until| *until > self.0.clock.now()),
            wrong,
        })
    }

    fn stand(&self, gate: Gate) {
        if let Some(device) = self.device() {
            device.gate.set(gate);
        }
    }
}
