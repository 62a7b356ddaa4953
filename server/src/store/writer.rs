//! The one writer: jobs in a queue, many to a commit, each undone alone when it fails.

use super::dialect::{BEGIN, Connection};
use super::memory::Memory;
use super::sweep::{Swept, sweep};
use super::{Error, Result, Work};
use chrono::Utc;
use futures_util::FutureExt;
use sqlx::Connection as _;
use std::collections::VecDeque;
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::{mpsc, oneshot};

/// Jobs that may wait; more are told to come back.
pub(super) const QUEUE: usize = 1_024;
/// Operations after which a transaction takes no further job.
const COMMIT_OPS: usize = 200;
/// How long a transaction goes on taking jobs.
const COMMIT_WINDOW: Duration = Duration::from_millis(5);

/// How often what is kept for a while only is swept out.
const SWEEP_EVERY: Duration = Duration::from_secs(24 * 3600);

/// Tells the caller of a job, once the transaction's end is known.
type Tell = Box<dyn FnOnce(std::result::Result<(), String>) + Send>;

/// What a job did.
enum Ran {
    /// Written; the caller is told after the commit.
    Kept(Tell),
    /// Failed; the caller has been told, its writes go.
    Undone,
}

type Run = Box<
    dyn for<'c> FnOnce(
            &'c mut Connection,
        )
            -> std::pin::Pin<Box<dyn std::future::Future<Output = Ran> + Send + 'c>>
        + Send,
>;

/// One piece of work for the writer.
pub(super) struct Job {
    ops: usize,
    run: Run,
}

impl Job {
    /// A job of about `ops` operations, and where its result arrives after the commit.
    pub(super) fn new<T, F>(ops: usize, work: F) -> (Job, oneshot::Receiver<Result<T>>)
    where
        T: Send + 'static,
        F: for<'c> FnOnce(&'c mut Connection) -> Work<'c, T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel();
        let run: Run = Box::new(move |connection| {
            Box::pin(async move {
                // A panic in one job must not end the writing of all the others.
                let result = AssertUnwindSafe(work(connection))
                    .catch_unwind()
                    .await
                    .unwrap_or(Err(Error::Panicked));
                match result {
                    Ok(value) => Ran::Kept(Box::new(move |committed| {
                        // A caller that went away meanwhile has nobody left to tell.
                        let _ = tell.send(committed.map(|()| value).map_err(Error::NotCommitted));
                    })),
                    Err(error) => {
                        let _ = tell.send(Err(error));
                        Ran::Undone
                    }
                }
            })
        });
        (Job { ops, run }, told)
    }
}

/// Runs jobs until every handle of the ledger is gone.
pub(super) async fn run(
    mut connection: Connection,
    mut queue: mpsc::Receiver<Job>,
    memory: Arc<Memory>,
) {
    let mut swept_at = None;
    while let Some(first) = queue.recv().await {
        let mut jobs = VecDeque::from([first]);
        if swept_at.is_none_or(|at: Instant| at.elapsed() >= SWEEP_EVERY) {
            swept_at = Some(Instant::now());
            jobs.push_back(sweeping());
        }
        let mut kept = Vec::new();
        let ended = transaction(&mut connection, jobs, &mut queue, &memory, &mut kept)
            .await
            .map_err(|error| error.to_string());
        match &ended {
            Ok(()) => memory.poke(),
            Err(error) => {
                memory.forget();
                tracing::error!(%error, "a transaction was not committed");
            }
        }
        for tell in kept {
            tell(ended.clone());
        }
    }
    if let Err(error) = connection.close().await {
        tracing::warn!(%error, "the writer's connection did not close cleanly");
    }
}

/// Housekeeping, in some transaction of the day.
fn sweeping() -> Job {
    let (job, _) = Job::new(0, |tx| {
        Box::pin(async move {
            let swept = sweep(tx, Utc::now()).await?;
            if swept != Swept::default() {
                tracing::info!(swept.ops, swept.entries, "swept what was old");
            }
            Ok(())
        })
    });
    job
}

async fn transaction(
    connection: &mut Connection,
    mut jobs: VecDeque<Job>,
    queue: &mut mpsc::Receiver<Job>,
    memory: &Memory,
    kept: &mut Vec<Tell>,
) -> Result<()> {
    let mut transaction = connection.begin_with(BEGIN).await?;
    let begun = Instant::now();
    let mut ops = 0;
    while let Some(job) = jobs.pop_front() {
        ops += job.ops;
        let mut savepoint = transaction.begin().await?;
        match (job.run)(&mut savepoint).await {
            Ran::Kept(tell) => {
                savepoint.commit().await?;
                kept.push(tell);
            }
            Ran::Undone => {
                savepoint.rollback().await?;
                memory.forget();
            }
        }
        // Whatever arrived meanwhile shares this commit's wait for the disk.
        if ops < COMMIT_OPS && begun.elapsed() < COMMIT_WINDOW {
            jobs.extend(queue.try_recv());
        }
    }
    transaction.commit().await?;
    Ok(())
}
