//! Who worked here last. It must outlive a killed browser, or the desk would not open without a network:
//! localStorage reaches the disk seconds late, so this is a database of its own.

use super::StorageFault;
use super::database::{Database, Durability, Upgrade};
use domain::duty::Officer;

const DATABASE: &str = "huiyin-device";
const STORES_VERSION: u32 = 1;
const PERSON: &str = "person";
const LAST: &str = "last";

/// Who signed in last on this device and did not leave.
///
/// # Errors
/// When the browser has no storage for us.
pub async fn last() -> Result<Option<Officer>, StorageFault> {
    let database = open().await?;
    let found = database
        .read(&[PERSON], |read| read.get(PERSON, &LAST.into()))
        .await;
    database.close();
    // A shape of another program's is nobody: signing in mends it.
    Ok(found?.one().ok().flatten())
}

/// Remembers who signed in, or that nobody did.
///
/// # Errors
/// When the browser refused.
pub async fn keep(officer: Option<&Officer>) -> Result<(), StorageFault> {
    let database = open().await?;
    let kept = database
        .write(&[PERSON], Durability::Strict, |write| match officer {
            Some(officer) => write.put(PERSON, &LAST.into(), officer),
            None => write.delete(PERSON, &LAST.into()),
        })
        .await;
    database.close();
    kept
}

async fn open() -> Result<Database, StorageFault> {
    Database::open(DATABASE, STORES_VERSION, &[PERSON], Upgrade::Keep).await
}
