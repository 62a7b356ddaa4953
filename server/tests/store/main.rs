//! The store on real files: one contract for every database, and what only SQLite can break.

mod access;
mod bureau;
mod contract;
mod county;
mod crash;
mod feed;
mod numbering;
mod rules;
mod same_matter;
mod search;
mod skew;
mod take_over;

use server::store::Ledger;
use tempfile::TempDir;

/// A database of its own, gone with the test.
struct House {
    folder: TempDir,
    ledger: Ledger,
}

impl House {
    /// A county without a petition.
    async fn new() -> House {
        let folder = tempfile::tempdir().expect("a folder");
        let ledger = open(&folder).await;
        county::settle(&ledger).await;
        House { folder, ledger }
    }

    /// Closes and opens again, as after a restart.
    async fn restarted(self) -> House {
        self.ledger.close().await;
        let ledger = open(&self.folder).await;
        House {
            folder: self.folder,
            ledger,
        }
    }

    fn path(&self) -> String {
        path(&self.folder)
    }
}

fn path(folder: &TempDir) -> String {
    folder
        .path()
        .join("huiyin.db")
        .to_string_lossy()
        .into_owned()
}

async fn open(folder: &TempDir) -> Ledger {
    Ledger::open(&path(folder)).await.expect("a database")
}
