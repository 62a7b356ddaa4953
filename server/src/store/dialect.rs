//! The SQLite corner: everything that PostgreSQL would say in other words.

use super::{Error, Result};
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use std::str::FromStr;
use std::time::Duration;

/// The database this build speaks to.
pub type Db = sqlx::Sqlite;
/// One connection of it.
pub type Connection = sqlx::SqliteConnection;
/// Connections that only read.
pub type Readers = sqlx::SqlitePool;

/// Takes the write lock at once: a transaction that reads first and then writes would fail under load.
pub(super) const BEGIN: &str = "BEGIN IMMEDIATE";

/// Readers beside the one writer; each costs a thread and a page cache.
const READERS: u32 = 4;

/// How long another process's transaction (an import beside the server) is waited for.
const LOCK_PATIENCE: Duration = Duration::from_secs(30);

/// How to reach the database at `url`: a path, or a `sqlite:` URL.
pub(super) fn options(url: &str) -> Result<SqliteConnectOptions> {
    let options = if url.starts_with("sqlite:") {
        SqliteConnectOptions::from_str(url).map_err(|error| Error::Address(error.to_string()))?
    } else if url.contains("://") {
        return Err(Error::Address(format!(
            "{}: only SQLite",
            url.split("://").next().unwrap_or_default()
        )));
    } else {
        SqliteConnectOptions::new().filename(url)
    };
    Ok(options
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // A command that was answered survives a power cut.
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(LOCK_PATIENCE)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-8000")
        // The log shrinks again after an import.
        .pragma("journal_size_limit", "67108864"))
}

/// The readers; they cannot write, whatever they are asked.
pub(super) async fn readers(options: SqliteConnectOptions) -> Result<Readers> {
    Ok(SqlitePoolOptions::new()
        .max_connections(READERS)
        .min_connections(1)
        .connect_with(options.read_only(true).create_if_missing(false))
        .await?)
}
