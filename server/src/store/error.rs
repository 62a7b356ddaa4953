//! What can go wrong in the store; a lawful no is never among it.

/// Why the store gave no answer. Logged once where it surfaces, never shown raw.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The writer's queue is full: try again shortly.
    #[error("the writer's queue is full")]
    Busy,
    /// The writer has stopped; the process is going down.
    #[error("the writer has stopped")]
    Stopped,
    /// A job panicked; its writes are gone, the others stand.
    #[error("a job of the writer panicked")]
    Panicked,
    /// The transaction that carried this job did not commit.
    #[error("the transaction was not committed: {0}")]
    NotCommitted(String),
    /// The queue of operations belongs to another officer, under whose name its work was done.
    #[error("this queue of operations is another officer's")]
    OthersQueue,
    /// This unit stands under a unit that does not exist.
    #[error("unit {0} stands under a unit that does not exist")]
    NoSuchParent(domain::ids::UnitId),
    /// A stored body does not read, or the ledger does not add up.
    #[error("{what} does not read: {why}")]
    Damaged {
        /// Which stored thing.
        what: String,
        /// What the reader said.
        why: String,
    },
    /// The cursor of a list was not made by this server.
    #[error("the list cursor is not one of ours")]
    Cursor,
    /// The address is none this build can open.
    #[error("not a database this server can open: {0}")]
    Address(String),
    /// The database itself.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
    /// The schema could not be brought up to date.
    #[error(transparent)]
    Migration(#[from] sqlx::migrate::MigrateError),
}

/// The store's results.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A stored body that does not read.
    pub(crate) fn damaged(what: impl Into<String>, why: impl std::fmt::Display) -> Error {
        Error::Damaged {
            what: what.into(),
            why: why.to_string(),
        }
    }
}
