//! What the server remembers of the database between transactions; the database is always right.

use super::Result;
use super::body::{from_word, id};
use super::dialect::Connection;
use super::rules::{self, Rules};
use domain::duty::Tag;
use domain::ids::{Epoch, OfficerId, UnitId};
use domain::organisation::{Colleague, Directory, Unit};
use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::broadcast;

/// Older than every revision.
const NOT_LOADED: i64 = -1;

/// Pokes a slow listener may fall behind; it hears of the newest then.
const POKES: usize = 16;

/// Shared by the readers, the writer and the jobs.
pub(crate) struct Memory {
    pub(crate) epoch: Epoch,
    pub(crate) secret: [u8; 32],
    /// The directory as of a revision of `head.directory`.
    directory: Mutex<Option<(i64, Arc<Directory>)>>,
    /// The rules as of the newest revision of `head.directory` that was loaded.
    rules: Mutex<(i64, Arc<Rules>)>,
    /// Tags' short names; rows are never deleted, so that what is here stays true.
    tags: Mutex<HashMap<Tag, i64>>,
    /// The feed number of the last ledger row written, committed or about to be.
    newest: AtomicU64,
    pub(super) pokes: broadcast::Sender<u64>,
}

impl Memory {
    pub(super) fn new(epoch: Epoch, secret: [u8; 32]) -> Memory {
        Memory {
            epoch,
            secret,
            directory: Mutex::new(None),
            rules: Mutex::new((NOT_LOADED, Arc::new(Rules::shipped()))),
            tags: Mutex::new(HashMap::new()),
            newest: AtomicU64::new(0),
            pokes: broadcast::Sender::new(POKES),
        }
    }

    /// Forgets what an undone transaction may have taught.
    pub(super) fn forget(&self) {
        held(&self.tags).clear();
        *held(&self.directory) = None;
        held(&self.rules).0 = NOT_LOADED;
    }

    /// Notes that the ledger grew, for the poke after the commit.
    pub(super) fn grew(&self, seq: u64) {
        self.newest.fetch_max(seq, Ordering::Relaxed);
    }

    /// Tells listeners that something was committed; a hint, nobody need listen.
    pub(super) fn poke(&self) {
        let newest = self.newest.swap(0, Ordering::Relaxed);
        if newest > 0 {
            let _ = self.pokes.send(newest);
        }
    }

    /// The short name of a tag, given on first use.
    pub(crate) async fn tag(&self, connection: &mut Connection, tag: Tag) -> Result<i64> {
        if let Some(nr) = held(&self.tags).get(&tag) {
            return Ok(*nr);
        }
        let nr: i64 = sqlx::query_scalar(
            // An update that changes nothing makes an existing row answer, too.
            "INSERT INTO tag (text) VALUES ($1) \
             ON CONFLICT (text) DO UPDATE SET text = excluded.text RETURNING nr",
        )
        .bind(tag.to_text())
        .fetch_one(connection)
        .await?;
        held(&self.tags).insert(tag, nr);
        Ok(nr)
    }

    /// What limits are counted by, as of the newest snapshot that asked for the directory.
    pub(crate) fn rules(&self) -> Arc<Rules> {
        held(&self.rules).1.clone()
    }

    /// A reader with an older snapshot never takes newer rules away from the writer.
    async fn load_rules(&self, connection: &mut Connection, revision: i64) -> Result<()> {
        if held(&self.rules).0 < revision {
            let rules = Arc::new(rules::load(connection).await?);
            let mut known = held(&self.rules);
            if known.0 < revision {
                *known = (revision, rules);
            }
        }
        Ok(())
    }

    /// Units and officers as of this connection's snapshot; the rules are looked after with them.
    pub(super) async fn directory(&self, connection: &mut Connection) -> Result<Arc<Directory>> {
        let revision: i64 = sqlx::query_scalar("SELECT directory FROM head")
            .fetch_one(&mut *connection)
            .await?;
        if let Some((known, directory)) = held(&self.directory).as_ref()
            && *known == revision
        {
            return Ok(directory.clone());
        }
        let directory = Arc::new(load(connection).await?);
        self.load_rules(connection, revision).await?;
        *held(&self.directory) = Some((revision, directory.clone()));
        Ok(directory)
    }
}

/// Nothing panics while holding these locks; a poisoned one would still hold whole values.
fn held<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn load(connection: &mut Connection) -> Result<Directory> {
    type UnitRow = (Vec<u8>, Option<Vec<u8>>, String, String, String, String);
    let rows: Vec<UnitRow> = sqlx::query_as("SELECT id, parent, kind, name, code, word FROM units")
        .fetch_all(&mut *connection)
        .await?;
    let mut units = Vec::with_capacity(rows.len());
    for (unit, parent, kind, name, code, word) in rows {
        units.push(Unit {
            id: UnitId(id("a unit's id", &unit)?),
            parent: match parent {
                Some(parent) => Some(UnitId(id("a unit's parent", &parent)?)),
                None => None,
            },
            kind: from_word("a unit's kind", &kind)?,
            name,
            code,
            word,
        });
    }

    let mut roles: HashMap<Vec<u8>, Vec<domain::duty::Role>> = HashMap::new();
    let posts: Vec<(Vec<u8>, String)> = sqlx::query_as("SELECT officer, role FROM posts")
        .fetch_all(&mut *connection)
        .await?;
    for (officer, role) in posts {
        let role = from_word("a post", &role)?;
        roles.entry(officer).or_default().push(role);
    }
    let rows: Vec<(Vec<u8>, String, Vec<u8>)> =
        sqlx::query_as("SELECT id, name, unit FROM officers")
            .fetch_all(&mut *connection)
            .await?;
    let mut officers = Vec::with_capacity(rows.len());
    for (officer, name, unit) in rows {
        let mut posts = roles.remove(&officer).unwrap_or_default();
        posts.sort_unstable();
        officers.push(Colleague {
            id: OfficerId(id("an officer's id", &officer)?),
            name,
            unit: UnitId(id("an officer's unit", &unit)?),
            roles: posts,
        });
    }
    Ok(Directory::new(units, officers))
}
