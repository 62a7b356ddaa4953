//! A copy of the database while it is being worked in.

use crate::config::Settings;
use crate::database;
use anyhow::{Context, Result, bail, ensure};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::fs::{self, File};
use std::path::Path;

/// Writes a consistent copy to `file` and checks it; takes as long as reading the database once.
///
/// # Errors
/// The file is there already, there is no database, or the copy is damaged.
pub async fn backup(settings: &Settings, file: &Path) -> Result<()> {
    if file.exists() {
        bail!(
            "已经有这个文件，不覆盖 · {} exists and is not overwritten",
            file.display()
        );
    }
    ensure!(
        settings.database.is_file(),
        "没有这个数据库 · there is no database {}",
        settings.database.display()
    );
    let partial = file.with_extension("part");
    if partial.exists() {
        fs::remove_file(&partial)?;
    }
    let mut source = SqliteConnectOptions::new()
        .filename(&settings.database)
        .create_if_missing(false)
        .connect()
        .await
        .context("数据库打不开 · cannot open the database")?;
    sqlx::query("VACUUM INTO $1")
        .bind(partial.to_string_lossy())
        .execute(&mut source)
        .await
        .context("备份写不下来 · cannot write the copy")?;
    source.close().await?;
    finish(&partial).await?;
    // A copy that is only in memory is none when the power fails.
    File::open(&partial)?.sync_all()?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(&partial, fs::Permissions::from_mode(0o600))?;
    }
    fs::rename(&partial, file)?;
    Ok(())
}

/// Checks the copy and marks it as one, so that it starts a new life when it is put in place.
async fn finish(copy: &Path) -> Result<()> {
    let mut connection = SqliteConnectOptions::new()
        .filename(copy)
        .create_if_missing(false)
        .connect()
        .await?;
    let verdict: String = sqlx::query_scalar("PRAGMA integrity_check(1)")
        .fetch_one(&mut connection)
        .await?;
    ensure!(
        verdict == "ok",
        "备份有损坏 · the copy is damaged: {verdict}"
    );
    database::mark_as_copy(&mut connection).await?;
    connection.close().await?;
    Ok(())
}
