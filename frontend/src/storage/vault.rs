//! Store A, the vault: outbox, ring, tray and drafts of one officer. Strictly durable; its stores are never
//! dropped and its shapes are carried over by upcasting.

use super::StorageFault;
use super::cipher::Cipher;
use super::database::{Database, Durability, Transaction, Upgrade, number};
use super::files::{KeptFile, put_file};
use super::newest::{Drafts, Written};
use domain::ids::OfficerId;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::rc::Rc;
use sync::kept::{Identity, KeptLetGo, KeptOp, Vault, VaultWrite};
use sync::protocol::Returned;
use uuid::Uuid;
use wasm_bindgen::JsValue;

/// Version of the set of stores; a new one may add stores and nothing else.
const STORES_VERSION: u32 = 2;
/// Two rows: who the vault belongs to, and the window that writes it now.
const IDENTITY: &str = "identity";
const TERM: &str = "term";
const OPS: &str = "ops";
const TRAY: &str = "tray";
const LET_GO: &str = "let_go";
const DRAFTS: &str = "drafts";
/// Files: what is known of each, and their bytes.
pub(super) const FILES: &str = "files";
pub(super) const PIECES: &str = "pieces";
const WORK: [&str; 4] = [IDENTITY, OPS, TRAY, LET_GO];
const WORK_AND_FILES: [&str; 5] = [IDENTITY, OPS, TRAY, LET_GO, FILES];
const ALL: [&str; 7] = [IDENTITY, OPS, TRAY, LET_GO, DRAFTS, FILES, PIECES];

/// A draft in its row: the key is part of the value, so that one request reads them all.
#[derive(Serialize, Deserialize)]
struct DraftRow {
    key: String,
    written: Written,
}

/// The vault of one officer on this device.
pub struct VaultStore {
    pub(super) database: Database,
    /// Written by this window when it opened the vault; a window that opened it later ends our writing.
    term: String,
}

impl VaultStore {
    /// What the browser knows it by.
    pub fn name(store: Uuid) -> String {
        format!("huiyin-vault-{store}")
    }

    /// Opens it, empty at the first time; from now on only the window that came `first` last writes the work in it.
    ///
    /// # Errors
    /// When the browser has no storage for us.
    pub async fn open(
        store: Uuid,
        cipher: Rc<Cipher>,
        first: bool,
    ) -> Result<VaultStore, StorageFault> {
        let name = VaultStore::name(store);
        let database =
            Database::open_sealed(&name, STORES_VERSION, &ALL, Upgrade::Keep, cipher).await?;
        if !first {
            let term = String::new();
            return Ok(VaultStore { database, term });
        }
        let term = Uuid::now_v7().to_string();
        database
            .write(&[IDENTITY], Durability::Strict, |write| {
                write.put(IDENTITY, &TERM.into(), &term)
            })
            .await?;
        Ok(VaultStore { database, term })
    }

    /// The vault of an earlier program, which sealed nothing; from now on no window of that program writes it.
    ///
    /// # Errors
    /// When the browser could not open it.
    pub async fn unsealed(officer: OfficerId) -> Result<VaultStore, StorageFault> {
        let name = VaultStore::unsealed_name(officer);
        let newer = STORES_VERSION + 1;
        let database = Database::open(&name, newer, &ALL, Upgrade::Keep).await?;
        let term = String::new();
        Ok(VaultStore { database, term })
    }

    /// What the browser knew the vault of an earlier program by.
    pub fn unsealed_name(officer: OfficerId) -> String {
        format!("huiyin-vault-{officer}")
    }

    /// Tells this opening from every other; empty where this window is not the first.
    pub fn term(&self) -> &str {
        &self.term
    }

    /// All that is kept; `None` for a vault that was never written. (Maps are extended, not collected: collecting
    /// would bring a sort for each type into the program, for rows that come in order.)
    ///
    /// # Errors
    /// When the browser could not read, or a newer program wrote here: nothing is dropped then.
    pub async fn load(&self) -> Result<Option<Vault>, StorageFault> {
        let (identity, ops, tray, let_go) = self
            .database
            .read(&WORK, |read| {
                Ok((
                    read.get(IDENTITY, &IDENTITY.into())?,
                    read.get_all(OPS)?,
                    read.get_all(TRAY)?,
                    read.get_all(LET_GO)?,
                ))
            })
            .await?;
        let Some(identity) = identity.one::<Identity>()? else {
            return Ok(None);
        };
        let ops: Vec<KeptOp> = ops.all()?;
        let tray: Vec<Returned> = tray.all()?;
        let let_go: Vec<KeptLetGo> = let_go.all()?;
        let mut vault = Vault::new(identity);
        vault
            .ops
            .extend(ops.into_iter().map(|kept| (kept.op.dseq, kept)));
        vault.tray.extend(
            tray.into_iter()
                .map(|returned| (returned.op.op_id, returned)),
        );
        vault
            .let_go
            .extend(let_go.into_iter().map(|kept| (kept.let_go.op_id, kept)));
        Ok(Some(vault))
    }

    /// Executes the writes in one transaction, and with them notes of `files` that they attach; after it they
    /// survive a killed browser.
    ///
    /// # Errors
    /// When the browser refused, or another window opened the vault since; nothing was written then.
    pub async fn keep(
        &self,
        writes: &[VaultWrite],
        files: &[KeptFile],
    ) -> Result<(), StorageFault> {
        self.database
            .write(&WORK_AND_FILES, Durability::Strict, |transaction| {
                transaction.only_if(IDENTITY, &TERM.into(), &self.term)?;
                files
                    .iter()
                    .try_for_each(|file| put_file(transaction, file))?;
                writes
                    .iter()
                    .try_for_each(|write| issue(transaction, write))
            })
            .await
    }

    /// The drafts.
    ///
    /// # Errors
    /// When the browser could not read.
    pub async fn drafts(&self) -> Result<Drafts, StorageFault> {
        let found = self
            .database
            .read(&[DRAFTS], |read| read.get_all(DRAFTS))
            .await?;
        let rows: Vec<DraftRow> = found.all()?;
        let mut drafts = Drafts::new();
        drafts.extend(rows.into_iter().map(|row| (row.key, row.written)));
        Ok(drafts)
    }

    /// Keeps drafts; those that are `None` are forgotten altogether.
    ///
    /// # Errors
    /// When the browser refused; nothing was written then.
    pub async fn keep_drafts(
        &self,
        drafts: &BTreeMap<String, Option<Written>>,
    ) -> Result<(), StorageFault> {
        self.database
            .write(&[DRAFTS], Durability::Strict, |transaction| {
                drafts.iter().try_for_each(|(key, written)| {
                    let place = JsValue::from_str(key);
                    match written {
                        Some(written) => {
                            let row = DraftRow {
                                key: key.clone(),
                                written: written.clone(),
                            };
                            transaction.put(DRAFTS, &place, &row)
                        }
                        None => transaction.delete(DRAFTS, &place),
                    }
                })
            })
            .await
    }

    /// Closes the connection; writes under way still end.
    pub fn close(&self) {
        self.database.close();
    }
}

fn issue(transaction: &Transaction, write: &VaultWrite) -> Result<(), StorageFault> {
    match write {
        VaultWrite::PutIdentity(identity) => transaction.put(IDENTITY, &IDENTITY.into(), identity),
        VaultWrite::PutOp(kept) => transaction.put(OPS, &number(kept.op.dseq), kept),
        VaultWrite::DropOps { upto } => transaction.delete_up_to(OPS, &number(*upto)),
        VaultWrite::ClearOps => transaction.clear(OPS),
        VaultWrite::PutReturned(returned) => {
            transaction.put(TRAY, &text(returned.op.op_id), returned)
        }
        VaultWrite::DropReturned(op_id) => transaction.delete(TRAY, &text(*op_id)),
        VaultWrite::PutLetGo(kept) => transaction.put(LET_GO, &text(kept.let_go.op_id), kept),
    }
}

/// An id as a key.
pub(super) fn text(id: impl std::fmt::Display) -> JsValue {
    JsValue::from_str(&id.to_string())
}
