//! IndexedDB over web-sys, as little of it as the vault and the replica need.
//!
//! What a transaction is to do is written down first, everything it puts is sealed, and only then it begins:
//! inside a transaction nothing foreign may be awaited. Only its `complete` is: a request that succeeded is
//! not committed yet.

use super::StorageFault;
use super::cipher::Cipher;
pub use super::request::Transaction;
use js_sys::{Array, Object, Promise, Reflect};
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbOpenDbRequest, IdbTransaction};

#[wasm_bindgen]
extern "C" {
    // web-sys keeps the options behind its flag for unstable interfaces; browsers have had them since Chromium 83.
    #[wasm_bindgen(extends = IdbDatabase)]
    type DurableDatabase;

    #[wasm_bindgen(method, catch, js_name = transaction)]
    fn transaction_with(
        this: &DurableDatabase,
        stores: &Array,
        mode: &str,
        options: &Object,
    ) -> Result<IdbTransaction, JsValue>;
}

/// What `complete` promises.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Durability {
    /// The bytes are on the disk: they survive a killed browser and a power cut.
    Strict,
    /// The operating system has the bytes: good enough for what can be fetched again.
    Relaxed,
}

impl Durability {
    const fn word(self) -> &'static str {
        match self {
            Durability::Strict => "strict",
            Durability::Relaxed => "relaxed",
        }
    }
}

/// What an opening finds when it asks for a newer version.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Upgrade {
    /// Old stores stay as they are, missing ones are added.
    Keep,
    /// Old stores are thrown away with their content.
    Recreate,
}

/// Under which key everything in a database is sealed.
#[derive(Clone)]
pub struct Seal {
    cipher: Rc<Cipher>,
    database: String,
}

impl Seal {
    /// What a value of this store is bound to.
    pub(super) fn about(&self, store: &str) -> String {
        format!("{}/{store}", self.database)
    }

    pub(super) fn cipher(&self) -> &Cipher {
        &self.cipher
    }

    /// A name as a key that says nothing; numbers and ranges stay what they are.
    pub(super) fn place(&self, store: &str, key: &JsValue) -> JsValue {
        match key.as_string() {
            Some(name) => {
                let name = format!("{}/{name}", self.about(store));
                JsValue::from_str(&self.cipher.place(&name))
            }
            None => key.clone(),
        }
    }
}

/// An open database.
pub struct Database {
    inner: IdbDatabase,
    seal: Option<Seal>,
}

impl Database {
    /// Opens `name` at `version` with these stores; everything in it is sealed under `cipher`.
    ///
    /// # Errors
    /// When the browser has no storage for us, or another window holds an older version open.
    pub async fn open_sealed(
        name: &str,
        version: u32,
        stores: &'static [&'static str],
        upgrade: Upgrade,
        cipher: Rc<Cipher>,
    ) -> Result<Database, StorageFault> {
        let database = Database::open(name, version, stores, upgrade).await?;
        let seal = Seal {
            cipher,
            database: name.to_owned(),
        };
        Ok(Database {
            seal: Some(seal),
            ..database
        })
    }

    /// Opens a database whose values lie as they are given: for what is no secret, and for what an earlier program left.
    ///
    /// # Errors
    /// As [`Database::open_sealed`].
    pub async fn open(
        name: &str,
        version: u32,
        stores: &'static [&'static str],
        upgrade: Upgrade,
    ) -> Result<Database, StorageFault> {
        let request = factory()?.open_with_u32(name, version)?;
        let creating = request.clone();
        let on_upgrade = Closure::once(move || {
            // A failure here aborts the opening, which then reports it.
            let _ = create_stores(&creating, stores, upgrade);
        });
        request.set_onupgradeneeded(Some(on_upgrade.as_ref().unchecked_ref()));
        let opened = finished(&request).await;
        request.set_onupgradeneeded(None);
        opened?;
        let inner: IdbDatabase = request.result()?.unchecked_into();

        // A newer program in another window must not wait for this one to be closed.
        let closing = inner.clone();
        let on_version_change = Closure::<dyn FnMut()>::new(move || closing.close());
        inner.set_onversionchange(Some(on_version_change.into_js_value().unchecked_ref()));
        Ok(Database { inner, seal: None })
    }

    /// Reads in one snapshot: `ask` says what; its findings hold the values after the end.
    ///
    /// # Errors
    /// When the browser could not read, or a value was sealed under another key.
    pub async fn read<A>(
        &self,
        stores: &[&str],
        ask: impl FnOnce(&Transaction) -> Result<A, StorageFault>,
    ) -> Result<A, StorageFault> {
        self.transact(stores, "readonly", Durability::Relaxed, ask)
            .await
    }

    /// Writes all that `issue` asks for, or nothing; returns after the commit.
    ///
    /// # Errors
    /// When the browser refused, for want of space above all; nothing was written then.
    pub async fn write(
        &self,
        stores: &[&str],
        durability: Durability,
        issue: impl FnOnce(&Transaction) -> Result<(), StorageFault>,
    ) -> Result<(), StorageFault> {
        self.transact(stores, "readwrite", durability, issue).await
    }

    async fn transact<A>(
        &self,
        stores: &[&str],
        mode: &str,
        durability: Durability,
        ask: impl FnOnce(&Transaction) -> Result<A, StorageFault>,
    ) -> Result<A, StorageFault> {
        let names: Array = stores
            .iter()
            .map(|store| JsValue::from_str(store))
            .collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.word().into())?;
        let transaction = Transaction::new(self.seal.clone());
        let asked = ask(&transaction)?;
        let requests = transaction.sealed().await?;

        let database: &DurableDatabase = self.inner.unchecked_ref();
        let inner = database.transaction_with(&names, mode, &options)?;
        for request in requests {
            if let Err(fault) = request.issue(&inner) {
                // Half a batch must not commit; an abort that fails finds it aborted already.
                let _ = inner.abort();
                return Err(fault);
            }
        }
        complete(&inner).await?;
        transaction.opened().await?;
        Ok(asked)
    }

    /// Closes the connection; transactions under way still end.
    pub fn close(&self) {
        self.inner.close();
    }
}

async fn complete(transaction: &IdbTransaction) -> Result<(), StorageFault> {
    let ended = Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        transaction.set_onabort(Some(&reject));
    });
    match JsFuture::from(ended).await {
        Ok(_) => Ok(()),
        Err(_) => Err(match transaction.error() {
            Some(error) => StorageFault::from(JsValue::from(error)),
            None => StorageFault::Failed,
        }),
    }
}

/// Deletes a database with all it holds.
///
/// # Errors
/// When the browser refused, or another window holds it open.
pub async fn delete(name: &str) -> Result<(), StorageFault> {
    finished(&factory()?.delete_database(name)?).await
}

/// The names of this origin's databases; none where the browser would not say.
pub async fn names() -> Vec<String> {
    let Ok(factory) = factory() else {
        return Vec::new();
    };
    // Not in web-sys without its flag for unstable interfaces; browsers have had it since Chromium 71.
    let listed = Reflect::get(&factory, &"databases".into())
        .and_then(JsCast::dyn_into::<js_sys::Function>)
        .and_then(|databases| databases.call0(&factory));
    let Ok(listed) = listed else {
        return Vec::new();
    };
    let listed: Array = match JsFuture::from(Promise::from(listed)).await {
        Ok(listed) => listed.unchecked_into(),
        Err(_) => return Vec::new(),
    };
    let name = |one: JsValue| Reflect::get(&one, &"name".into()).ok()?.as_string();
    listed.iter().filter_map(name).collect()
}

/// A number as a key; exact below 2^53, which no queue of a device reaches.
pub fn number(key: u64) -> JsValue {
    JsValue::from_f64(key as f64)
}

fn factory() -> Result<IdbFactory, StorageFault> {
    web_sys::window()
        .and_then(|window| window.indexed_db().ok().flatten())
        .ok_or(StorageFault::Missing)
}

fn create_stores(
    request: &IdbOpenDbRequest,
    stores: &[&str],
    upgrade: Upgrade,
) -> Result<(), StorageFault> {
    let database: IdbDatabase = request.result()?.unchecked_into();
    let present = database.object_store_names();
    if upgrade == Upgrade::Recreate {
        let old: Vec<String> = (0..present.length())
            .filter_map(|nth| present.item(nth))
            .collect();
        for store in old {
            database.delete_object_store(&store)?;
        }
    }
    for store in stores {
        if !database.object_store_names().contains(store) {
            database.create_object_store(store)?;
        }
    }
    Ok(())
}

async fn finished(request: &IdbOpenDbRequest) -> Result<(), StorageFault> {
    let ended = Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&reject));
        request.set_onblocked(Some(&reject));
    });
    match JsFuture::from(ended).await {
        Ok(_) => Ok(()),
        Err(_) => Err(match request.error() {
            Ok(Some(error)) => StorageFault::from(JsValue::from(error)),
            _ => StorageFault::Failed,
        }),
    }
}
