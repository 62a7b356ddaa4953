//! Store B, the replica: what the bureau told this officer's device. Relaxed and disposable; a program of
//! another schema throws it away and asks anew.

use super::StorageFault;
use super::cipher::Cipher;
use super::database::{Database, Durability, Transaction, Upgrade, delete};
use domain::duty::Tag;
use domain::ids::OfficerId;
use std::rc::Rc;
use sync::kept::{Greeting, Held, Mark, REPLICA, Replica, ReplicaWrite};
use sync::protocol::SCHEMA;
use uuid::Uuid;
use wasm_bindgen::JsValue;

const RECORDS: &str = "records";
const CURSORS: &str = "cursors";
const ROWS: &str = "rows";
const MARK: &str = "mark";
const GREETING: &str = "greeting";
const ALL: [&str; 3] = [RECORDS, CURSORS, ROWS];

/// The replica of one officer on this device.
pub struct ReplicaStore {
    database: Database,
}

impl ReplicaStore {
    /// Opens it and reads what it holds; one that another program wrote, or that cannot be read, starts empty.
    ///
    /// # Errors
    /// When the browser has no storage for us.
    pub async fn open(
        store: Uuid,
        cipher: Rc<Cipher>,
    ) -> Result<(ReplicaStore, Replica), StorageFault> {
        let name = ReplicaStore::name(store);
        match ReplicaStore::try_open(&name, cipher.clone()).await {
            Ok(opened) => Ok(opened),
            Err(StorageFault::Missing) => Err(StorageFault::Missing),
            Err(_) => {
                delete(&name).await?;
                ReplicaStore::try_open(&name, cipher).await
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
    ) -> Result<(ReplicaStore, Replica), StorageFault> {
        let version = u32::from(REPLICA) * 0x1_0000 + u32::from(SCHEMA);
        let database =
            Database::open_sealed(name, version, &ALL, Upgrade::Recreate, cipher).await?;
        let store = ReplicaStore { database };
        match store.load().await {
            Ok(replica) => Ok((store, replica)),
            Err(fault) => {
                store.close();
                Err(fault)
            }
        }
    }

    async fn load(&self) -> Result<Replica, StorageFault> {
        let (records, cursors, mark, greeting) = self
            .database
            .read(&ALL, |read| {
                Ok((
                    read.get_all(RECORDS)?,
                    read.get_all(CURSORS)?,
                    read.get(ROWS, &MARK.into())?,
                    read.get(ROWS, &GREETING.into())?,
                ))
            })
            .await?;
        let records: Vec<Held> = records.all()?;
        let cursors: Vec<(Tag, u64)> = cursors.all()?;
        let mark = mark.one::<Mark>()?;
        let greeting = greeting.one::<Greeting>()?.map(Box::new);
        let mut replica = Replica {
            mark,
            greeting,
            ..Replica::default()
        };
        replica
            .records
            .extend(records.into_iter().map(|held| (held.record.id(), held)));
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
        ReplicaWrite::PutRecord(id, held) => transaction.put(RECORDS, &text(&id.to_string()), held),
        ReplicaWrite::DropRecord(id) => transaction.delete(RECORDS, &text(&id.to_string())),
        ReplicaWrite::PutCursor(tag, seq) => {
            transaction.put(CURSORS, &text(&tag.to_text()), &(tag, seq))
        }
        ReplicaWrite::DropCursor(tag) => transaction.delete(CURSORS, &text(&tag.to_text())),
        ReplicaWrite::PutMark(mark) => transaction.put(ROWS, &MARK.into(), mark),
        ReplicaWrite::PutGreeting(greeting) => transaction.put(ROWS, &GREETING.into(), greeting),
        ReplicaWrite::Clear => {
            transaction.clear(RECORDS)?;
            transaction.clear(CURSORS)?;
            transaction.delete(ROWS, &MARK.into())
        }
    }
}

fn text(key: &str) -> JsValue {
    JsValue::from_str(key)
}
