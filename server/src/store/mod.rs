//! The ledger of facts and everything that lives in its transactions.
//!
//! One writer with a queue, many readers, one file. Every write is a job of the writer; jobs that
//! wait together share a commit, and a failing one undoes only itself.

mod audit;
pub(crate) mod body;
mod devices;
pub(crate) mod dialect;
mod error;
mod filing;
pub(crate) mod hand_over;
mod held;
mod history;
mod inbox;
mod issue;
mod lists;
pub(crate) mod memory;
mod open;
mod organisation;
mod pull;
mod push;
pub(crate) mod query_code;
mod readings;
mod rebuild;
mod rules;
mod series;
mod sweep;
mod templates;
mod upload;
mod writer;

pub use crate::projection::ListScope;
pub use audit::append as append_audit;
pub use devices::Lease;
pub use error::{Error, Result};
pub(crate) use filing::{batches, record as record_by_id};
pub use inbox::{InboxSight, Ruled};
pub(crate) use organisation::{put_officers, put_units};
pub use rules::Rules;
pub(crate) use series::digest as document_digest;
pub use sweep::Swept;
pub use upload::UNFINISHED_BYTES;

use crate::projection;
use crate::projection::alike::Asked;
use dialect::{Connection, Readers};
use domain::document::Template;
use domain::duty::{Actor, Officer, Tag};
use domain::ids::{CommandId, Epoch, Moment, OfficerId, RecordId};
use domain::organisation::{Colleague, Directory, Unit};
use domain::petition::{Petition, Traces};
use domain::policy::{Change, Flaw};
use domain::steps::Place;
use domain::{Command, Event, Record, Refusal};
use memory::Memory;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use sync::protocol::{Hello, Pull, PullAnswer, Push, PushAnswer};
use tokio::sync::{broadcast, mpsc};
use tokio::task::JoinHandle;
use writer::Job;

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
    readers: Readers,
    queue: Arc<Mutex<Option<mpsc::Sender<Job>>>>,
    writer: Arc<Mutex<Option<JoinHandle<()>>>>,
    memory: Arc<Memory>,
}

impl Ledger {
    /// Opens the database at `url` (a path or `sqlite:` URL), creating and migrating it as needed.
    ///
    /// # Errors
    /// The address is none this build can open, or the database is damaged or newer than the program.
    pub async fn open(url: &str) -> Result<Ledger> {
        open::open(url).await
    }

    /// Finishes what is queued and closes; every other handle is closed with it.
    pub async fn close(&self) {
        drop(taken(&self.queue));
        let writer = taken(&self.writer);
        if let Some(writer) = writer
            && let Err(error) = writer.await
        {
            tracing::error!(%error, "the writer did not end well");
        }
        self.readers.close().await;
    }

    /// Decides and writes many commands in order, in one transaction; each is decided on its own, a
    /// refused one does not undo the others.
    ///
    /// # Errors
    /// [`Error::Busy`], or the database failed and nothing was written.
    pub async fn issue(&self, commands: Vec<Issued>) -> Result<Vec<Issue>> {
        let memory = self.memory.clone();
        self.job(commands.len(), move |tx| {
            Box::pin(issue::issue(tx, memory, commands))
        })
        .await
    }

    /// A tablet's operations: decided, written, answered after the commit.
    ///
    /// # Errors
    /// [`Error::OthersQueue`], [`Error::Busy`], or the database failed and nothing was written.
    pub async fn push(&self, officer: &Officer, push: Push, now: Moment) -> Result<PushAnswer> {
        let memory = self.memory.clone();
        let officer = officer.clone();
        self.job(push.ops.len(), move |tx| {
            Box::pin(push::push(tx, memory, officer, push, now))
        })
        .await
    }

    /// What is new for a device of this officer, from one read transaction.
    ///
    /// # Errors
    /// [`Error::OthersQueue`], or the database failed.
    pub async fn pull(&self, officer: &Officer, pull: &Pull, now: Moment) -> Result<PullAnswer> {
        let mut snapshot = self.readers.begin().await?;
        pull::pull(&mut snapshot, &self.memory, officer, pull, now).await
    }

    /// Notes that a device is here and renews its lease.
    ///
    /// # Errors
    /// [`Error::Busy`], or the database failed.
    pub async fn hello(&self, officer: &Officer, hello: Hello, now: Moment) -> Result<Lease> {
        let memory = self.memory.clone();
        let officer = officer.clone();
        self.job(1, move |tx| {
            Box::pin(async move {
                memory.directory(tx).await?;
                let rules = memory.rules();
                devices::hello(tx, &officer, &hello, &rules.policy, now).await
            })
        })
        .await
    }

    /// Every fact of one record, oldest first, whoever asks: the caller checks `duty::sees`.
    ///
    /// # Errors
    /// The database failed, or a stored fact does not read.
    pub async fn history(&self, id: RecordId) -> Result<Vec<Event>> {
        history::history(&mut *self.readers.acquire().await?, id).await
    }

    /// One record, whoever asks: the caller checks `duty::sees`.
    ///
    /// # Errors
    /// The database failed, or the stored body does not read.
    pub async fn record(&self, id: RecordId) -> Result<Option<Record>> {
        filing::record(&mut *self.readers.acquire().await?, id).await
    }

    /// Units and officers, as they are now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn directory(&self) -> Result<Arc<Directory>> {
        let mut reader = self.readers.acquire().await?;
        self.memory.directory(&mut reader).await
    }

    /// What limits are counted by, as it is now.
    ///
    /// # Errors
    /// The database failed.
    pub async fn rules(&self) -> Result<Arc<Rules>> {
        let mut reader = self.readers.acquire().await?;
        self.memory.directory(&mut reader).await?;
        Ok(self.memory.rules())
    }

    /// Adds a change of policy, unless the table of norms forbids it.
    ///
    /// # Errors
    /// The database failed and nothing was written.
    pub async fn change_policy(&self, change: Change) -> Result<std::result::Result<(), Flaw>> {
        let memory = self.memory.clone();
        self.job(1, move |tx| {
            Box::pin(rules::change_policy(tx, memory, change))
        })
        .await
    }

    /// Takes a table of rest days in (`notice,date,kind,name`); a notice replaces the one of the same year.
    ///
    /// # Errors
    /// The table does not read, or the database failed, and nothing was written.
    pub async fn take_rest_days(
        &self,
        table: String,
        officer: Option<OfficerId>,
        at: Moment,
    ) -> Result<()> {
        let memory = self.memory.clone();
        self.job(1, move |tx| {
            Box::pin(rules::take_rest_days(tx, memory, table, officer, at))
        })
        .await
    }

    /// Adds or changes units; a parent may come later in the list.
    ///
    /// # Errors
    /// A parent that does not exist, or the database failed.
    pub async fn put_units(&self, units: Vec<Unit>) -> Result<()> {
        self.job(units.len(), move |tx| {
            Box::pin(organisation::put_units(tx, units))
        })
        .await
    }

    /// Adds or changes officers with all their posts; their units must be there.
    ///
    /// # Errors
    /// A unit that does not exist, or the database failed.
    pub async fn put_officers(&self, officers: Vec<Colleague>) -> Result<()> {
        self.job(officers.len(), move |tx| {
            Box::pin(organisation::put_officers(tx, officers))
        })
        .await
    }

    /// Replaces the content classes in force, `一级/二级/三级` each; returns how many are new.
    ///
    /// # Errors
    /// The database failed.
    pub async fn put_classes(&self, classes: Vec<String>) -> Result<usize> {
        self.job(classes.len(), move |tx| {
            Box::pin(organisation::put_classes(tx, classes))
        })
        .await
    }

    /// Content classes in force, in the order they were put.
    ///
    /// # Errors
    /// The database failed.
    pub async fn classes(&self) -> Result<Vec<String>> {
        Ok(sqlx::query_scalar("SELECT path FROM classes ORDER BY nth")
            .fetch_all(&self.readers)
            .await?)
    }

    /// The code on the receipt by which a petitioner asks for this record, in groups of four.
    pub fn query_code(&self, record: RecordId) -> String {
        query_code::of(&self.memory.secret, record)
    }

    /// The record of a query code as a person typed it, or the filing that nobody has registered yet.
    ///
    /// # Errors
    /// The database failed; an unknown code is `None`.
    pub async fn by_query_code(&self, code: &str) -> Result<Option<RecordId>> {
        let mut reader = self.readers.acquire().await?;
        let record = query_code::find(&mut reader, code).await?;
        let filing = inbox::by_code(&mut reader, code).await?;
        Ok(record.or(filing))
    }

    /// Records that have something in common with `registration`, as far as the holder of `grants` may see
    /// them, most in common first; `record`: the one it belongs to.
    ///
    /// # Errors
    /// The database failed.
    pub async fn alike(
        &self,
        record: Option<RecordId>,
        traces: &Traces,
        sealed: bool,
        grants: &[Tag],
    ) -> Result<Vec<Petition>> {
        let mut reader = self.readers.begin().await?;
        let asked = Asked {
            record,
            traces,
            sealed,
            grants,
        };
        projection::alike::alike(&mut reader, &self.memory, &asked).await
    }

    /// The items of one matter with `first`, itself included, as far as the holder of `grants` may see them.
    ///
    /// # Errors
    /// The database failed.
    pub async fn thread(&self, first: Petition, grants: &[Tag]) -> Result<Vec<Petition>> {
        let mut reader = self.readers.begin().await?;
        projection::alike::thread(&mut reader, first, grants).await
    }

    /// How many records the ledger holds.
    ///
    /// # Errors
    /// The database failed.
    pub async fn count(&self) -> Result<u64> {
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM record")
            .fetch_one(&self.readers)
            .await?;
        Ok(body::number(count))
    }

    /// Builds records and projections again from the ledger; returns how many records there are.
    ///
    /// # Errors
    /// A fact does not read, or the database failed; everything is as before then.
    pub async fn rebuild(&self) -> Result<u64> {
        let memory = self.memory.clone();
        self.job(1, move |tx| Box::pin(rebuild::rebuild(tx, memory)))
            .await
    }

    /// Decides operations that an earlier program did not understand and held; returns how many.
    ///
    /// # Errors
    /// The database failed; they stay held.
    pub async fn take_up_held(&self, now: Moment) -> Result<usize> {
        let memory = self.memory.clone();
        self.job(1, move |tx| Box::pin(held::take_up(tx, memory, now)))
            .await
    }

    /// Forgets settled operations and tombstones older than 400 days.
    ///
    /// # Errors
    /// The database failed.
    pub async fn sweep(&self, now: Moment) -> Result<Swept> {
        self.job(1, move |tx| Box::pin(sweep::sweep(tx, now))).await
    }

    /// Adds a county's text of an official document; the caller checks its placeholders.
    ///
    /// # Errors
    /// [`Error::Busy`], or the database failed.
    pub async fn put_template(&self, template: Template) -> Result<()> {
        let memory = self.memory.clone();
        self.job(1, move |tx| Box::pin(templates::put(tx, memory, template)))
            .await
    }

    /// 32 bytes that only this database and its copies know, another for each purpose and each thing it is about.
    pub(crate) fn derived(&self, purpose: &[u8], about: &[&[u8]]) -> [u8; 32] {
        query_code::derived(&self.memory.secret, purpose, about)
    }

    /// This life of the ledger.
    pub fn epoch(&self) -> Epoch {
        self.memory.epoch
    }

    /// Feed numbers as they are committed: a hint that something changed.
    pub fn pokes(&self) -> broadcast::Receiver<u64> {
        self.memory.pokes.subscribe()
    }

    /// Runs `work` in the writer's transaction (for accounts and sessions); an error undoes only this work.
    ///
    /// # Errors
    /// [`Error::Busy`], what `work` says, or the database failed.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        self.job(1, work).await
    }

    /// Connections that only read.
    pub fn readers(&self) -> &Readers {
        &self.readers
    }

    async fn job<T, F>(&self, ops: usize, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        let (job, told) = Job::new(ops, work);
        let queue = self
            .queue
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
            .ok_or(Error::Stopped)?;
        queue.try_send(job).map_err(|refused| match refused {
            mpsc::error::TrySendError::Full(_) => Error::Busy,
            mpsc::error::TrySendError::Closed(_) => Error::Stopped,
        })?;
        drop(queue);
        told.await.map_err(|_| Error::Stopped)?
    }
}

fn taken<T>(place: &Mutex<Option<T>>) -> Option<T> {
    place.lock().unwrap_or_else(PoisonError::into_inner).take()
}
