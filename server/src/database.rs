//! Opening the database, also one that was just put back from a backup.

use crate::config::Settings;
use crate::store::Ledger;
use anyhow::{Context, Result};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use uuid::Uuid;

/// What `user_version` says of a copy that no server has opened yet.
const COPY: i64 = 1;

/// Opens the ledger, creating and migrating it as needed.
///
/// # Errors
/// The file cannot be made or read, or was written by a newer program.
pub async fn open(settings: &Settings) -> Result<Ledger> {
    let path = &settings.database;
    let failed = || format!("数据库打不开 · cannot open database {}", path.display());
    if let Some(folder) = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
    {
        std::fs::create_dir_all(folder).with_context(failed)?;
    }
    if path.is_file() {
        begin_new_life_of_copy(settings)
            .await
            .with_context(failed)?;
    }
    Ledger::open(&path.to_string_lossy())
        .await
        .with_context(failed)
}

/// Marks a backup, for [`open`] to see wherever it is put back.
///
/// # Errors
/// The copy cannot be written.
pub async fn mark_as_copy(copy: &mut SqliteConnection) -> Result<()> {
    sqlx::query("PRAGMA user_version = 1").execute(copy).await?;
    Ok(())
}

/// A copy numbers its next facts like the original did after it was made; only another epoch tells devices apart
/// from whom they heard what, so each copy that is put back gets its own.
async fn begin_new_life_of_copy(settings: &Settings) -> Result<()> {
    let mut connection = SqliteConnectOptions::new()
        .filename(&settings.database)
        .create_if_missing(false)
        .connect()
        .await?;
    let version: i64 = sqlx::query_scalar("PRAGMA user_version")
        .fetch_one(&mut connection)
        .await?;
    if version == COPY {
        let mut tx = connection.begin_with("BEGIN IMMEDIATE").await?;
        sqlx::query("UPDATE sync_meta SET epoch = $1")
            .bind(Uuid::new_v4().as_bytes().as_slice())
            .execute(&mut *tx)
            .await?;
        sqlx::query("PRAGMA user_version = 0")
            .execute(&mut *tx)
            .await?;
        tx.commit().await?;
        tracing::warn!(
            "this database was put back from a backup: devices will send again what they still hold"
        );
    }
    connection.close().await?;
    Ok(())
}
