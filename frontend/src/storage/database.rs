//! IndexedDB over web-sys, as little of it as the vault and the replica need.
//!
//! Every request of a transaction is issued at once and only the transaction's `complete` is awaited:
//! a request that succeeded is not committed yet, and awaiting anything else would end the transaction.

use super::StorageFault;
use js_sys::{Array, Object, Promise, Reflect, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbFactory, IdbKeyRange, IdbOpenDbRequest, IdbRequest, IdbTransaction};

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

/// An open database.
pub struct Database {
    inner: IdbDatabase,
}

impl Database {
    /// Opens `name` at `version` with these stores.
    ///
    /// # Errors
    /// When the browser has no storage for us, or another window holds an older version open.
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
        Ok(Database { inner })
    }

    /// Reads in one snapshot: `ask` issues the requests, `take` reads their results after the end.
    ///
    /// # Errors
    /// When the browser could not read.
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
        issue: impl FnOnce(&Transaction) -> Result<A, StorageFault>,
    ) -> Result<A, StorageFault> {
        let names: Array = stores
            .iter()
            .map(|store| JsValue::from_str(store))
            .collect();
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &durability.word().into())?;
        let database: &DurableDatabase = self.inner.unchecked_ref();
        let inner = database.transaction_with(&names, mode, &options)?;
        let transaction = Transaction { inner };
        let issued = match issue(&transaction) {
            Ok(issued) => issued,
            Err(fault) => {
                // Half a batch must not commit; an abort that fails finds it aborted already.
                let _ = transaction.inner.abort();
                return Err(fault);
            }
        };
        transaction.complete().await?;
        Ok(issued)
    }

    /// Closes the connection; transactions under way still end.
    pub fn close(&self) {
        self.inner.close();
    }
}

/// Requests of one transaction.
pub struct Transaction {
    inner: IdbTransaction,
}

impl Transaction {
    /// Puts a value as CBOR under a key.
    ///
    /// # Errors
    /// When the store is not part of this transaction or the value cannot be written.
    pub fn put(
        &self,
        store: &str,
        key: &JsValue,
        value: &impl Serialize,
    ) -> Result<(), StorageFault> {
        let mut bytes = Vec::new();
        ciborium::into_writer(value, &mut bytes).map_err(|_| StorageFault::Unreadable)?;
        self.inner
            .object_store(store)?
            .put_with_key(&Uint8Array::from(bytes.as_slice()), key)?;
        Ok(())
    }

    /// Deletes what lies under a key.
    ///
    /// # Errors
    /// When the store is not part of this transaction.
    pub fn delete(&self, store: &str, key: &JsValue) -> Result<(), StorageFault> {
        self.inner.object_store(store)?.delete(key)?;
        Ok(())
    }

    /// Deletes everything under keys up to and including `last`.
    ///
    /// # Errors
    /// When the store is not part of this transaction.
    pub fn delete_up_to(&self, store: &str, last: &JsValue) -> Result<(), StorageFault> {
        self.inner
            .object_store(store)?
            .delete(&IdbKeyRange::upper_bound(last)?.into())?;
        Ok(())
    }

    /// Deletes everything in a store.
    ///
    /// # Errors
    /// When the store is not part of this transaction.
    pub fn clear(&self, store: &str) -> Result<(), StorageFault> {
        self.inner.object_store(store)?.clear()?;
        Ok(())
    }

    /// Lets this transaction commit only if `value` lies under `key`; else all of it is undone.
    ///
    /// # Errors
    /// When the store is not part of this transaction.
    pub fn only_if(&self, store: &str, key: &JsValue, value: &str) -> Result<(), StorageFault> {
        let found = Found(self.inner.object_store(store)?.get(key)?);
        let (request, transaction, value) = (found.0.clone(), self.inner.clone(), value.to_owned());
        let check = Closure::once_into_js(move || {
            if found.one::<String>().ok().flatten().as_deref() != Some(value.as_str()) {
                // An abort that fails finds the transaction aborted already.
                let _ = transaction.abort();
            }
        });
        request.set_onsuccess(Some(check.unchecked_ref()));
        Ok(())
    }

    /// Asks for one value.
    ///
    /// # Errors
    /// When the store is not part of this transaction.
    pub fn get(&self, store: &str, key: &JsValue) -> Result<Found, StorageFault> {
        Ok(Found(self.inner.object_store(store)?.get(key)?))
    }

    /// Asks for every value of a store, in the order of the keys.
    ///
    /// # Errors
    /// When the store is not part of this transaction.
    pub fn get_all(&self, store: &str) -> Result<Found, StorageFault> {
        Ok(Found(self.inner.object_store(store)?.get_all()?))
    }

    async fn complete(&self) -> Result<(), StorageFault> {
        let ended = Promise::new(&mut |resolve, reject| {
            self.inner.set_oncomplete(Some(&resolve));
            self.inner.set_onabort(Some(&reject));
        });
        match JsFuture::from(ended).await {
            Ok(_) => Ok(()),
            Err(_) => Err(match self.inner.error() {
                Some(error) => StorageFault::from(JsValue::from(error)),
                None => StorageFault::Failed,
            }),
        }
    }
}

/// What a request found; read after the transaction's end.
pub struct Found(IdbRequest);

impl Found {
    /// The one value; `None` when there is none.
    ///
    /// # Errors
    /// When the value is of a shape this program does not know.
    pub fn one<T: DeserializeOwned>(&self) -> Result<Option<T>, StorageFault> {
        let value = self.0.result()?;
        if value.is_undefined() {
            Ok(None)
        } else {
            decode(&value).map(Some)
        }
    }

    /// All values.
    ///
    /// # Errors
    /// When one is of a shape this program does not know.
    pub fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, StorageFault> {
        let values: Array = self.0.result()?.unchecked_into();
        values.iter().map(|value| decode(&value)).collect()
    }
}

/// Deletes a database with all it holds.
///
/// # Errors
/// When the browser refused, or another window holds it open.
pub async fn delete(name: &str) -> Result<(), StorageFault> {
    finished(&factory()?.delete_database(name)?).await
}

/// A number as a key; exact below 2^53, which no queue of a device reaches.
pub fn number(key: u64) -> JsValue {
    JsValue::from_f64(key as f64)
}

fn decode<T: DeserializeOwned>(value: &JsValue) -> Result<T, StorageFault> {
    let bytes = Uint8Array::new(value).to_vec();
    ciborium::from_reader(bytes.as_slice()).map_err(|_| StorageFault::Unreadable)
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
