//! The ledger of facts and everything that lives in its transactions.

mod error;

pub use error::{Error, Result};

use app::api::{ListPage, ListQuery, WorkCounts};
use chrono::NaiveDate;
use domain::duty::{Actor, Officer, Tag};
use domain::ids::{CommandId, Epoch, Moment, OfficerId, RecordId};
use domain::organisation::{Colleague, Directory, Unit};
use domain::steps::Place;
use domain::{Command, Record, Refusal};
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use sync::protocol::{Pull, PullAnswer, Push, PushAnswer};

/// A future of the store that borrows a connection.
pub type Work<'c, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'c>>;

/// One command for [`Ledger::issue`].
#[derive(Clone, Debug)]
pub struct Issued {
    /// The command's id: issued at most once, however often it is asked.
    pub op_id: CommandId,
    /// The record it is about; a fresh id for a registration.
    pub record: RecordId,
    /// Who issues it.
    pub actor: Actor,
    /// What.
    pub command: Command,
    /// Official time of the source; `None`: now.
    pub at: Option<Moment>,
    /// When it was written down, as its author claims.
    pub recorded_at: Moment,
    /// Whether the bureau can be asked: `Online` for everything that runs on the server.
    pub place: Place,
}

/// What became of one [`Issued`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Issue {
    /// Written.
    Done {
        /// Feed number of its last fact.
        seq: u64,
        /// The official number it was given, if it asked for one.
        number: Option<String>,
    },
    /// Issued before under the same id; nothing was written.
    Known,
    /// The law says no; nothing was written, and the same id may be issued again.
    Refused(Refusal),
}

/// Whose list it is: what they may see, and who they are for `mine`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListScope {
    /// The tags they hold.
    pub grants: Vec<Tag>,
    /// Who asks.
    pub officer: Officer,
}

impl ListScope {
    /// Exactly what `duty` grants this officer.
    pub fn of(officer: &Officer) -> ListScope {
        ListScope {
            grants: domain::duty::grants(officer),
            officer: officer.clone(),
        }
    }
}

/// One line for the audit trail: ids and stable words, never a name or case content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Audited {
    /// When.
    pub at: Moment,
    /// Who; `None`: nobody signed in, or a petitioner.
    pub officer: Option<OfficerId>,
    /// What was done: a stable word such as `sign_in`, `read`, `push`.
    pub act: &'static str,
    /// On which record.
    pub record: Option<RecordId>,
    /// Whether it was allowed.
    pub allowed: bool,
    /// Counts or ids that explain it; empty mostly.
    pub detail: String,
}

/// The store: one writer, many readers, one file. A handle, cloned freely.
#[derive(Clone)]
pub struct Ledger {
    readers: sqlx::SqlitePool,
}

impl Ledger {
    /// Opens the database at `url` (a path or `sqlite:` URL), creating and migrating it as needed.
    pub async fn open(url: &str) -> Result<Ledger> {
        Ok(Ledger {
            readers: sqlx::SqlitePool::connect(url).await?,
        })
    }

    /// Finishes what is queued, checkpoints and closes.
    pub async fn close(&self) {
        self.readers.close().await;
    }

    /// Decides and writes many commands in order, in one transaction; each is decided on its own, a
    /// refused one does not undo the others.
    pub async fn issue(&self, _commands: Vec<Issued>) -> Result<Vec<Issue>> {
        std::future::pending().await
    }

    /// The tablet's operations: decided, written, answered after the commit.
    pub async fn push(&self, _officer: &Officer, _push: Push, _now: Moment) -> Result<PushAnswer> {
        std::future::pending().await
    }

    /// What is new for a device of this officer, from one read transaction.
    pub async fn pull(&self, _officer: &Officer, _pull: Pull, _now: Moment) -> Result<PullAnswer> {
        std::future::pending().await
    }

    /// One record, whoever asks: the caller checks `duty::may_see`.
    pub async fn record(&self, _id: RecordId) -> Result<Option<Record>> {
        std::future::pending().await
    }

    /// Units and officers.
    pub async fn directory(&self) -> Result<Arc<Directory>> {
        std::future::pending().await
    }

    /// Adds or changes units.
    pub async fn put_units(&self, _units: Vec<Unit>) -> Result<()> {
        std::future::pending().await
    }

    /// Adds or changes officers; their units must be there.
    pub async fn put_officers(&self, _officers: Vec<Colleague>) -> Result<()> {
        std::future::pending().await
    }

    /// Replaces the content classes in force, `一级/二级/三级` each; returns how many are new.
    pub async fn put_classes(&self, _classes: Vec<String>) -> Result<usize> {
        std::future::pending().await
    }

    /// Content classes in force, in the order they were put.
    pub async fn classes(&self) -> Result<Vec<String>> {
        std::future::pending().await
    }

    /// The code on the receipt by which a petitioner asks for this record, in groups of four.
    pub fn query_code(&self, _record: RecordId) -> String {
        String::new()
    }

    /// The record of a query code as a person typed it.
    pub async fn by_query_code(&self, _code: &str) -> Result<Option<RecordId>> {
        std::future::pending().await
    }

    /// One page of what `scope` may see.
    pub async fn list(
        &self,
        _scope: &ListScope,
        _query: &ListQuery,
        _today: NaiveDate,
    ) -> Result<ListPage> {
        std::future::pending().await
    }

    /// The work that waits for this officer, by urgency.
    pub async fn work_counts(&self, _scope: &ListScope, _today: NaiveDate) -> Result<WorkCounts> {
        std::future::pending().await
    }

    /// How many records the ledger holds.
    pub async fn count(&self) -> Result<u64> {
        std::future::pending().await
    }

    /// Builds records and projections again from the ledger; returns how many records there are.
    pub async fn rebuild(&self) -> Result<u64> {
        std::future::pending().await
    }

    /// Appends to the audit trail; resolves when it is on disk.
    pub async fn audit(&self, _line: Audited) -> Result<()> {
        std::future::pending().await
    }

    /// This life of the ledger.
    pub fn epoch(&self) -> Epoch {
        Epoch(uuid::Uuid::nil())
    }

    /// Feed numbers as they are committed: a hint that something changed.
    pub fn pokes(&self) -> tokio::sync::broadcast::Receiver<u64> {
        tokio::sync::broadcast::channel(1).1
    }

    /// Runs `work` in the writer's transaction (for accounts and sessions); an error undoes only this work.
    pub async fn write<T, F>(&self, _work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut sqlx::SqliteConnection) -> Work<'c, T> + Send + 'static,
    {
        std::future::pending().await
    }

    /// Connections that only read.
    pub fn readers(&self) -> &sqlx::SqlitePool {
        &self.readers
    }
}
