//! The drafts of the person at work: in memory to be read at once, in localStorage before the next key is
//! pressed, in the vault a moment later.

use crate::storage::StorageFault;
use crate::storage::cipher::Cipher;
use crate::storage::drafts;
use crate::storage::newest::{Drafts, Written, after, newest};
use crate::storage::vault::VaultStore;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;
use uuid::Uuid;

/// Drafts of one officer.
pub struct Typing {
    store: Uuid,
    cipher: Rc<Cipher>,
    drafts: RefCell<Drafts>,
    /// Not in the vault yet; `None`: to be forgotten there.
    due: RefCell<BTreeMap<String, Option<Written>>>,
    flushing: Cell<bool>,
}

impl Typing {
    /// Puts the two copies together. `now` in milliseconds.
    ///
    /// # Errors
    /// When the vault cannot be read.
    pub async fn open(
        store: Uuid,
        cipher: Rc<Cipher>,
        vault: &VaultStore,
        now: i64,
    ) -> Result<Typing, StorageFault> {
        let vault = vault.drafts().await?;
        let (drafts, forgotten) = newest(drafts::load(store, &cipher), vault.clone(), now);
        for key in &forgotten {
            drafts::forget(store, &cipher, key);
        }
        let mut due = BTreeMap::new();
        due.extend(forgotten.into_iter().map(|key| (key, None)));
        let lagging = drafts
            .iter()
            .filter(|(key, written)| vault.get(*key) != Some(written));
        due.extend(lagging.map(|(key, written)| (key.clone(), Some(written.clone()))));
        Ok(Typing {
            store,
            cipher,
            drafts: RefCell::new(drafts),
            due: RefCell::new(due),
            flushing: Cell::new(false),
        })
    }

    /// The words under `key`, as the window wrote them that wrote last.
    pub fn read(&self, key: &str) -> Option<String> {
        let mut drafts = self.drafts.borrow_mut();
        if let Some(other) = drafts::one(self.store, &self.cipher, key)
            && drafts.get(key).is_none_or(|ours| ours.at < other.at)
        {
            drafts.insert(key.to_owned(), other);
        }
        drafts.get(key)?.text.clone()
    }

    /// The keys of all drafts that have words.
    pub fn keys(&self) -> Vec<String> {
        let drafts = self.drafts.borrow();
        drafts
            .iter()
            .filter(|(_, written)| written.text.is_some())
            .map(|(key, _)| key.clone())
            .collect()
    }

    /// Takes words in, or takes them away; [`Typing::flush`] is due then. `now` in milliseconds.
    pub fn write(&self, key: &str, text: Option<&str>, now: i64) {
        let mut drafts = self.drafts.borrow_mut();
        let last = drafts.get(key);
        if last.is_none_or(|last| last.text.is_none()) && text.is_none() {
            return;
        }
        let written = after(last, now, text);
        // A full localStorage leaves the vault, which has its own say in `flush`.
        drafts::keep(self.store, &self.cipher, key, &written);
        self.due
            .borrow_mut()
            .insert(key.to_owned(), Some(written.clone()));
        drafts.insert(key.to_owned(), written);
    }

    /// Whether the vault is being brought up to date.
    pub fn is_flushing(&self) -> bool {
        self.flushing.get()
    }

    /// Brings the vault up to date, what is typed meanwhile included.
    ///
    /// # Errors
    /// When the browser refused; the words stay due and in localStorage.
    pub async fn flush(&self, vault: &VaultStore) -> Result<(), StorageFault> {
        if self.flushing.replace(true) {
            return Ok(());
        }
        let flushed = self.flush_all(vault).await;
        self.flushing.set(false);
        flushed
    }

    async fn flush_all(&self, vault: &VaultStore) -> Result<(), StorageFault> {
        loop {
            let batch = self.due.take();
            if batch.is_empty() {
                return Ok(());
            }
            if let Err(fault) = vault.keep_drafts(&batch).await {
                let mut due = self.due.borrow_mut();
                for (key, written) in batch {
                    due.entry(key).or_insert(written);
                }
                return Err(fault);
            }
            for (key, written) in batch {
                let removed = written.is_none_or(|written| written.text.is_none());
                let current = self
                    .drafts
                    .borrow()
                    .get(&key)
                    .is_some_and(|written| written.text.is_some());
                if removed && !current {
                    drafts::forget(self.store, &self.cipher, &key);
                }
            }
        }
    }
}
