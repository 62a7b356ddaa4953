//! Store B, the replica: what the bureau told this officer's device. Relaxed and disposable; a program of
//! another schema throws it away and asks anew.

use super::StorageFault;
use super::cipher::Cipher;
use super::database::{Database, Durability, Transaction, Upgrade, delete};
use domain::duty::Tag;
use domain::ids::{OfficerId, RecordId};
use std::rc::Rc;
use sync::kept::{Greeting, Held, Mark, REPLICA, Replica, ReplicaWrite};
use sync::protocol::SCHEMA;
use uuid::Uuid;
use wasm_bindgen::JsValue;

const PAGES: &str = "pages";
const OVERLAY: &str = "overlay";
const CURSORS: &str = "cursors";
const ROWS: &str = "rows";
const MARK: &str = "mark";
const GREETING: &str = "greeting";
const TERM: &str = "term";
const ALL: [&str; 4] = [PAGES, OVERLAY, CURSORS, ROWS];

/// The replica of one officer on this device.
pub struct ReplicaStore {
    database: Database,
    /// Written by this window when it opened the replica as the first one: a page of a window that was replaced while it stood
    /// still would put older records under newer cursors.
    term: String,
}

impl ReplicaStore {
    /// Opens it and reads what it holds; from now on only the window that came `first` last writes it. One that
    /// another program wrote, or that cannot be read, starts empty; only the first window may empty it.
    ///
    /// # Errors
    /// When the browser has no storage for us, or a window beside the first one could not read.
    pub async fn open(
        store: Uuid,
        cipher: Rc<Cipher>,
        first: bool,
    ) -> Result<(ReplicaStore, Replica), StorageFault> {
        let name = ReplicaStore::name(store);
        match ReplicaStore::try_open(&name, cipher.clone(), first).await {
            Ok(opened) => Ok(opened),
            Err(fault) if !first || fault == StorageFault::Missing => Err(fault),
            Err(_) => {
                delete(&name).await?;
                ReplicaStore::try_open(&name, cipher, first).await
            }
        }
    }

    /// What the browser knows it by.
    pub fn name(store: Uuid) -> String {
        format!("huiyin-replica-{store}")
    }

    /// What the browser knew the replica of an earlier program by, which sealed nothing.
    pub fn unsealed_name(officer: OfficerId) -> String {
        format!("huiyin-replica-{officer}")
    }

    async fn try_open(
        name: &str,
        cipher: Rc<Cipher>,
        first: bool,
    ) -> Result<(ReplicaStore, Replica), StorageFault> {
        let version = u32::from(REPLICA) * 0x1_0000 + u32::from(SCHEMA);
        let database =
            Database::open_sealed(name, version, &ALL, Upgrade::Recreate, cipher).await?;
        let mut term = String::new();
        if first {
            term = Uuid::now_v7().to_string();
            database
                .write(&[ROWS], Durability::Relaxed, |write| {
                    write.put(ROWS, &TERM.into(), &term)
                })
                .await?;
        }
        let store = ReplicaStore { database, term };
        match store.load().await {
            Ok(replica) => Ok((store, replica)),
            Err(fault) => {
                store.close();
                Err(fault)
            }
        }
    }

    async fn load(&self) -> Result<Replica, StorageFault> {
        let (pages, overlay, cursors, mark, greeting) = self
            .database
            .read(&ALL, |read| {
                Ok((
                    read.get_each(PAGES)?,
                    read.get_all(OVERLAY)?,
                    read.get_all(CURSORS)?,
                    read.get(ROWS, &MARK.into())?,
                    read.get(ROWS, &GREETING.into())?,
                ))
            })
            .await?;
        let overlay: Vec<(RecordId, Option<Held>)> = overlay.all()?;
        let cursors: Vec<(Tag, u64)> = cursors.all()?;
        let mark = mark.one::<Mark>()?;
        let greeting = greeting.one::<Greeting>()?.map(Box::new);
        let mut replica = Replica::default();
        replica.mark = mark;
        replica.greeting = greeting;
        // Pages come in the order of their numbers; the overlay counts more than all of them.
        let put = |(nr, rows)| replica.write(ReplicaWrite::PutPage(nr, rows));
        pages.each::<(u32, Vec<(RecordId, Held)>)>(put).await?;
        for (id, held) in overlay {
            replica.write(match held {
                Some(held) => ReplicaWrite::PutRecord(id, held),
                None => ReplicaWrite::PutGone(id),
            });
        }
        replica.cursors.extend(cursors);
        Ok(replica)
    }

    /// Executes the writes in one transaction.
    ///
    /// # Errors
    /// When the browser refused; nothing was written then.
    pub async fn keep(&self, writes: &[ReplicaWrite]) -> Result<(), StorageFault> {
        self.database
            .write(&ALL, Durability::Relaxed, |transaction| {
                transaction.only_if(ROWS, &TERM.into(), &self.term)?;
                writes
                    .iter()
                    .try_for_each(|write| issue(transaction, write))
            })
            .await
    }

    /// Closes the connection; writes under way still end.
    pub fn close(&self) {
        self.database.close();
    }
}

fn issue(transaction: &Transaction, write: &ReplicaWrite) -> Result<(), StorageFault> {
    match write {
        ReplicaWrite::PutPage(nr, rows) => transaction.put(PAGES, &(*nr).into(), &(nr, rows)),
        ReplicaWrite::DropPage(nr) => transaction.delete(PAGES, &(*nr).into()),
        ReplicaWrite::PutRecord(id, held) => {
            transaction.put(OVERLAY, &text(&id.to_string()), &(id, Some(held)))
        }
        ReplicaWrite::PutGone(id) => {
            transaction.put(OVERLAY, &text(&id.to_string()), &(id, None::<&Held>))
        }
        ReplicaWrite::DropOver(id) => transaction.delete(OVERLAY, &text(&id.to_string())),
        ReplicaWrite::PutCursor(tag, seq) => {
            transaction.put(CURSORS, &text(&tag.to_text()), &(tag, seq))
        }
        ReplicaWrite::DropCursor(tag) => transaction.delete(CURSORS, &text(&tag.to_text())),
        ReplicaWrite::PutMark(mark) => transaction.put(ROWS, &MARK.into(), mark),
        ReplicaWrite::PutGreeting(greeting) => transaction.put(ROWS, &GREETING.into(), greeting),
        ReplicaWrite::Clear => {
            transaction.clear(PAGES)?;
            transaction.clear(OVERLAY)?;
            transaction.clear(CURSORS)?;
            transaction.delete(ROWS, &MARK.into())
        }
    }
}

fn text(key: &str) -> JsValue {
    JsValue::from_str(key)
}
