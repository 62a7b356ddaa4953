//! Opening a database: migrate, read its identity or mint it, start the writer.

use super::body::{bytes, id};
use super::dialect::{Connection, options, readers};
use super::memory::Memory;
use super::rules::Rules;
use super::{Error, Ledger, Result, writer};
use crate::projection;
use chrono::{SubsecRound, Utc};
use domain::ids::Epoch;
use sqlx::ConnectOptions;
use std::sync::{Arc, Mutex};
use sync::protocol::SCHEMA;
use tokio::sync::mpsc;
use uuid::Uuid;

/// Every change of the schema, in order, inside the program.
static MIGRATIONS: sqlx::migrate::Migrator = sqlx::migrate!("migrations/sqlite");

pub(super) async fn open(url: &str) -> Result<Ledger> {
    let options = options(url)?;
    let mut connection = options.connect().await?;
    MIGRATIONS.run(&mut connection).await?;
    mint(&mut connection).await?;
    let (epoch, secret, version) = identity(&mut connection).await?;
    let memory = Arc::new(Memory::new(epoch, secret));
    memory.directory(&mut connection).await?;
    let current = projection::version(&memory.rules());
    let readers = readers(options).await?;

    let (queue, jobs) = mpsc::channel(writer::QUEUE);
    let writer = tokio::spawn(writer::run(connection, jobs, memory.clone()));
    let ledger = Ledger {
        readers,
        queue: Arc::new(Mutex::new(Some(queue))),
        writer: Arc::new(Mutex::new(Some(writer))),
        memory,
    };
    if version != current {
        let records = ledger.rebuild().await?;
        tracing::info!(records, "lists and search were built again");
    }
    let operations = ledger.take_up_held(Utc::now().trunc_subsecs(3)).await?;
    if operations > 0 {
        tracing::info!(operations, "what an earlier program held was decided");
    }
    Ok(ledger)
}

/// Gives a new database its life and its secret.
async fn mint(connection: &mut Connection) -> Result<()> {
    let mut secret = [0u8; 32];
    getrandom::fill(&mut secret).map_err(|error| Error::damaged("the random source", error))?;
    sqlx::query(
        "INSERT INTO sync_meta (only_row, epoch, schema, secret, projection, floor) \
         VALUES (1, $1, $2, $3, $4, 0) ON CONFLICT (only_row) DO NOTHING",
    )
    .bind(bytes(&Uuid::new_v4()))
    .bind(i64::from(SCHEMA))
    .bind(secret.to_vec())
    .bind(projection::version(&Rules::shipped()))
    .execute(connection)
    .await?;
    Ok(())
}

async fn identity(connection: &mut Connection) -> Result<(Epoch, [u8; 32], i64)> {
    let (epoch, secret, version): (Vec<u8>, Vec<u8>, i64) =
        sqlx::query_as("SELECT epoch, secret, projection FROM sync_meta")
            .fetch_one(connection)
            .await?;
    let secret = <[u8; 32]>::try_from(secret)
        .map_err(|_| Error::damaged("the secret of the query codes", "not 32 bytes"))?;
    Ok((Epoch(id("the epoch", &epoch)?), secret, version))
}
