//! What lies in the store and the folder of unfinished uploads against what the database knows of: reported, never cleaned up by itself.

use super::keeping::{KEPT, UNFINISHED, WHOLE, store};
use crate::config::Settings;
use anyhow::Result;
use futures_util::TryStreamExt;
use object_store::ObjectStore;
use object_store::path::Path as Key;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use std::collections::BTreeSet;
use uuid::Uuid;

/// The attachments, counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Stock {
    /// Stored and there.
    pub there: usize,
    /// Said to be stored, and not there.
    pub missing: usize,
    /// Kept without the database knowing of them: what a restored database has yet to hear of.
    pub unknown: usize,
    /// Uploads under way or given up.
    pub unfinished: usize,
}

/// Counts; reads names only, no file is opened.
///
/// # Errors
/// The database or a folder cannot be read.
pub async fn take_stock(settings: &Settings) -> Result<Stock> {
    let told = told(settings).await?;
    if settings.bucket.is_none() && !settings.attachments.join(KEPT).exists() {
        return Ok(Stock {
            missing: told.len(),
            ..Stock::default()
        });
    }
    let kept: BTreeSet<String> = store(settings)?
        .list(Some(&Key::from(WHOLE)))
        .map_ok(|object| object.location.to_string())
        .try_collect()
        .await?;
    let unfinished = std::fs::read_dir(settings.attachments.join(UNFINISHED))?.count();
    Ok(Stock {
        there: told.intersection(&kept).count(),
        missing: told.difference(&kept).count(),
        unknown: kept.difference(&told).count(),
        unfinished,
    })
}

/// What the database says is stored, by where it should lie.
async fn told(settings: &Settings) -> Result<BTreeSet<String>> {
    let mut connection = SqliteConnectOptions::new()
        .filename(&settings.database)
        .create_if_missing(false)
        .read_only(true)
        .connect()
        .await?;
    let rows: Vec<(Vec<u8>, Vec<u8>)> =
        sqlx::query_as("SELECT record, id FROM upload WHERE state = 'stored'")
            .fetch_all(&mut connection)
            .await?;
    connection.close().await?;
    rows.iter()
        .map(|(record, id)| {
            let (record, id) = (Uuid::from_slice(record)?, Uuid::from_slice(id)?);
            Ok(format!("{WHOLE}/{record}/{id}"))
        })
        .collect()
}
