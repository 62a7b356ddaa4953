//! What a transaction is to do, written down before it begins, and what it found.

use super::StorageFault;
use super::database::Seal;
use js_sys::{Array, Uint8Array};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{IdbKeyRange, IdbRequest, IdbTransaction};

/// Requests of one transaction, in order.
pub struct Transaction {
    seal: Option<Seal>,
    requests: RefCell<Vec<Request>>,
    found: RefCell<Vec<Found>>,
}

/// One request.
pub(super) enum Request {
    Put {
        store: String,
        key: JsValue,
        bytes: Vec<u8>,
    },
    /// A value of the browser's own, which no bytes stand for.
    PutValue {
        store: String,
        key: JsValue,
        value: JsValue,
    },
    Delete {
        store: String,
        key: JsValue,
    },
    DeleteUpTo {
        store: String,
        last: JsValue,
    },
    Clear {
        store: String,
    },
    OnlyIf {
        found: Found,
        value: String,
    },
    Get(Found),
    GetAll(Found),
}

impl Transaction {
    pub(super) fn new(seal: Option<Seal>) -> Transaction {
        Transaction {
            seal,
            requests: RefCell::default(),
            found: RefCell::default(),
        }
    }

    fn place(&self, store: &str, key: &JsValue) -> JsValue {
        match &self.seal {
            Some(seal) => seal.place(store, key),
            None => key.clone(),
        }
    }

    fn ask(&self, request: Request) -> Result<(), StorageFault> {
        self.requests.borrow_mut().push(request);
        Ok(())
    }

    /// Puts a value as CBOR under a key.
    ///
    /// # Errors
    /// When the value cannot be written.
    pub fn put(
        &self,
        store: &str,
        key: &JsValue,
        value: &impl Serialize,
    ) -> Result<(), StorageFault> {
        self.put_bytes(store, key, encode(value)?)
    }

    /// Puts bytes under a key.
    ///
    /// # Errors
    /// Never: kept for the like of its neighbours.
    pub fn put_bytes(
        &self,
        store: &str,
        key: &JsValue,
        bytes: Vec<u8>,
    ) -> Result<(), StorageFault> {
        self.ask(Request::Put {
            store: store.to_owned(),
            key: self.place(store, key),
            bytes,
        })
    }

    /// Puts a value of the browser's own, a key of its cryptography for one; it is not sealed.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn put_value(
        &self,
        store: &str,
        key: &JsValue,
        value: JsValue,
    ) -> Result<(), StorageFault> {
        self.ask(Request::PutValue {
            store: store.to_owned(),
            key: key.clone(),
            value,
        })
    }

    /// Deletes what lies under a key.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn delete(&self, store: &str, key: &JsValue) -> Result<(), StorageFault> {
        self.ask(Request::Delete {
            store: store.to_owned(),
            key: self.place(store, key),
        })
    }

    /// Deletes everything under number keys up to and including `last`.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn delete_up_to(&self, store: &str, last: &JsValue) -> Result<(), StorageFault> {
        self.ask(Request::DeleteUpTo {
            store: store.to_owned(),
            last: last.clone(),
        })
    }

    /// Deletes everything in a store.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn clear(&self, store: &str) -> Result<(), StorageFault> {
        self.ask(Request::Clear {
            store: store.to_owned(),
        })
    }

    /// Lets this transaction commit only if `value` lies under `key`; else all of it is undone.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn only_if(&self, store: &str, key: &JsValue, value: &str) -> Result<(), StorageFault> {
        self.ask(Request::OnlyIf {
            found: self.find(store, Some(key)),
            value: value.to_owned(),
        })
    }

    /// Asks for one value.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn get(&self, store: &str, key: &JsValue) -> Result<Found, StorageFault> {
        let found = self.find(store, Some(key));
        self.found.borrow_mut().push(found.clone());
        self.ask(Request::Get(found.clone()))?;
        Ok(found)
    }

    /// Asks for every value of a store; sealed ones come in no order of their names.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn get_all(&self, store: &str) -> Result<Found, StorageFault> {
        let found = self.find(store, None);
        self.found.borrow_mut().push(found.clone());
        self.ask(Request::GetAll(found.clone()))?;
        Ok(found)
    }

    /// Asks for every value of a store too large to lie in memory at once: [`Found::each`] opens them.
    ///
    /// # Errors
    /// As [`Transaction::put_bytes`].
    pub fn get_each(&self, store: &str) -> Result<Found, StorageFault> {
        let found = self.find(store, None);
        self.ask(Request::GetAll(found.clone()))?;
        Ok(found)
    }

    fn find(&self, store: &str, key: Option<&JsValue>) -> Found {
        Found(Rc::new(Finding {
            seal: self.seal.clone(),
            store: store.to_owned(),
            key: key.map(|key| self.place(store, key)),
            request: RefCell::default(),
            opened: RefCell::default(),
        }))
    }

    /// The requests, everything they put sealed.
    pub(super) async fn sealed(&self) -> Result<Vec<Request>, StorageFault> {
        let mut requests = self.requests.take();
        let Some(seal) = &self.seal else {
            return Ok(requests);
        };
        for request in &mut requests {
            if let Request::Put { store, bytes, .. } = request {
                *bytes = seal.cipher().seal_any(&seal.about(store), bytes).await?;
            }
        }
        Ok(requests)
    }

    /// Opens what was found, after the end.
    pub(super) async fn opened(&self) -> Result<(), StorageFault> {
        for found in self.found.take() {
            found.open().await?;
        }
        Ok(())
    }
}

impl Request {
    /// Hands it to the browser.
    pub(super) fn issue(self, transaction: &IdbTransaction) -> Result<(), StorageFault> {
        match self {
            Request::Put { store, key, bytes } => {
                transaction
                    .object_store(&store)?
                    .put_with_key(&Uint8Array::from(bytes.as_slice()), &key)?;
            }
            Request::PutValue { store, key, value } => {
                transaction
                    .object_store(&store)?
                    .put_with_key(&value, &key)?;
            }
            Request::Delete { store, key } => {
                transaction.object_store(&store)?.delete(&key)?;
            }
            Request::DeleteUpTo { store, last } => {
                let range = IdbKeyRange::upper_bound(&last)?;
                transaction.object_store(&store)?.delete(&range.into())?;
            }
            Request::Clear { store } => {
                transaction.object_store(&store)?.clear()?;
            }
            Request::OnlyIf { found, value } => {
                let request = found.issue(transaction)?;
                let transaction = transaction.clone();
                let check = Closure::once_into_js(move || {
                    if found.at_once::<String>().as_deref() != Some(value.as_str()) {
                        // An abort that fails finds the transaction aborted already.
                        let _ = transaction.abort();
                    }
                });
                request.set_onsuccess(Some(check.unchecked_ref()));
            }
            Request::Get(found) | Request::GetAll(found) => {
                found.issue(transaction)?;
            }
        }
        Ok(())
    }
}

/// What a request found; read after the transaction's end.
#[derive(Clone)]
pub struct Found(Rc<Finding>);

struct Finding {
    seal: Option<Seal>,
    store: String,
    /// `None`: all of the store.
    key: Option<JsValue>,
    request: RefCell<Option<IdbRequest>>,
    /// Values in order, opened.
    opened: RefCell<Vec<Vec<u8>>>,
}

impl Found {
    fn issue(&self, transaction: &IdbTransaction) -> Result<IdbRequest, StorageFault> {
        let store = transaction.object_store(&self.0.store)?;
        let request = match &self.0.key {
            Some(key) => store.get(key)?,
            None => store.get_all()?,
        };
        self.0.request.replace(Some(request.clone()));
        Ok(request)
    }

    /// The values as they lie there.
    fn values(&self) -> Result<Vec<JsValue>, StorageFault> {
        let request = self.0.request.borrow();
        let result = request.as_ref().ok_or(StorageFault::Failed)?.result()?;
        Ok(if self.0.key.is_none() {
            result.unchecked_into::<Array>().to_vec()
        } else if result.is_undefined() {
            Vec::new()
        } else {
            vec![result]
        })
    }

    async fn open(&self) -> Result<(), StorageFault> {
        let mut opened = Vec::new();
        for value in self.values()? {
            // A value of the browser's own stays with its request.
            opened.extend(self.opened(&value).await?);
        }
        self.0.opened.replace(opened);
        Ok(())
    }

    /// The bytes of a value; `None` for one of the browser's own.
    async fn opened(&self, value: &JsValue) -> Result<Option<Vec<u8>>, StorageFault> {
        let Some(bytes) = value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec) else {
            return Ok(None);
        };
        Ok(Some(match &self.0.seal {
            Some(seal) => {
                let about = seal.about(&self.0.store);
                seal.cipher().open_any(&about, &bytes).await?
            }
            None => bytes,
        }))
    }

    /// Hands every value over, one after the other, and lets go of it.
    ///
    /// # Errors
    /// When one was sealed under another key or is of a shape this program does not know.
    pub async fn each<T: DeserializeOwned>(
        &self,
        mut take: impl FnMut(T),
    ) -> Result<(), StorageFault> {
        let request = self.0.request.take().ok_or(StorageFault::Failed)?;
        let values: Array = request.result()?.unchecked_into();
        while values.length() > 0 {
            let value = values.shift();
            if let Some(bytes) = self.opened(&value).await? {
                take(decode(&bytes)?);
            }
        }
        Ok(())
    }

    /// One small value inside the transaction, where nothing can be awaited.
    fn at_once<T: DeserializeOwned>(&self) -> Option<T> {
        let value = self.values().ok()?.pop()?;
        let bytes = Uint8Array::new(&value).to_vec();
        let bytes = match &self.0.seal {
            Some(seal) => seal
                .cipher()
                .open(&seal.about(&self.0.store), &bytes)
                .ok()?,
            None => bytes,
        };
        decode(&bytes).ok()
    }

    /// The one value; `None` when there is none.
    ///
    /// # Errors
    /// When the value is of a shape this program does not know.
    pub fn one<T: DeserializeOwned>(&self) -> Result<Option<T>, StorageFault> {
        let opened = self.0.opened.borrow();
        opened.first().map(|bytes| decode(bytes)).transpose()
    }

    /// All values.
    ///
    /// # Errors
    /// When one is of a shape this program does not know.
    pub fn all<T: DeserializeOwned>(&self) -> Result<Vec<T>, StorageFault> {
        let opened = self.0.opened.borrow();
        opened.iter().map(|bytes| decode(bytes)).collect()
    }

    /// The one value of the browser's own; `None` when there is none.
    ///
    /// # Errors
    /// When the browser could not read.
    pub fn value(&self) -> Result<Option<JsValue>, StorageFault> {
        Ok(self.values()?.pop())
    }
}

/// A value as CBOR.
///
/// # Errors
/// When it cannot be written.
pub fn encode(value: &impl Serialize) -> Result<Vec<u8>, StorageFault> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).map_err(|_| StorageFault::Unreadable)?;
    Ok(bytes)
}

/// A value from CBOR.
///
/// # Errors
/// When it is of a shape this program does not know.
pub fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, StorageFault> {
    ciborium::from_reader(bytes).map_err(|_| StorageFault::Unreadable)
}
