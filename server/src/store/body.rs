//! How values lie in columns. Bodies are JSON: a ledger outlives the program that wrote it and must
//! be readable with nothing but the database's own shell.

use super::{Error, Result};
use chrono::{DateTime, Utc};
use domain::ids::Moment;
use serde::Serialize;
use serde::de::DeserializeOwned;
use uuid::Uuid;

/// Version of fact bodies in the ledger.
pub(super) const FACTS: i64 = 1;

/// A body for a TEXT column.
pub(crate) fn write<T: Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::damaged("a body to be stored", error))
}

/// Reads a body; `what` names it in the log.
pub(crate) fn read<T: DeserializeOwned>(what: &'static str, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|error| Error::damaged(what, error))
}

/// The name of an enumeration's variant, as a plain word.
pub(crate) fn word<T: Serialize>(value: &T) -> Result<String> {
    let text = write(value)?;
    Ok(text.trim_matches('"').to_owned())
}

/// Reads what [`word`] wrote.
pub(crate) fn from_word<T: DeserializeOwned>(what: &'static str, word: &str) -> Result<T> {
    read(what, &format!("\"{word}\""))
}

/// An id's 16 bytes.
pub(crate) fn bytes(id: &Uuid) -> &[u8] {
    id.as_bytes()
}

/// Reads an id.
pub(crate) fn id(what: &'static str, bytes: &[u8]) -> Result<Uuid> {
    Uuid::from_slice(bytes).map_err(|error| Error::damaged(what, error))
}

/// A count or feed number for an INTEGER column; none comes near the limit in a lifetime.
pub(crate) fn integer(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// Reads a count or feed number, which is never negative.
pub(crate) fn number(integer: i64) -> u64 {
    u64::try_from(integer).unwrap_or(0)
}

/// Milliseconds since 1970.
pub(crate) fn millis(at: Moment) -> i64 {
    at.timestamp_millis()
}

/// Reads milliseconds since 1970.
pub(crate) fn moment(millis: i64) -> Moment {
    DateTime::<Utc>::from_timestamp_millis(millis).unwrap_or(DateTime::UNIX_EPOCH)
}
