//! The bureau's half of a pull, pure: what the snapshot must be asked, and the page made of it.
//!
//! One read transaction: [`Ask::of`] says which rows and refusals to load, [`Ask::answer`] makes the
//! page. Pages go in feed order over all tags at once and are cut between feed numbers only, so a
//! record that moves from one tag to another is never on neither.

use crate::admission::Position;
use crate::body::RecordBody;
use crate::protocol::{Change, PULL_BYTES, PULL_ROWS, Pull, PullAnswer, Returned};
use domain::duty::Tag;
use domain::ids::{Epoch, Moment, RecordId};

/// The most refusals in one page.
pub const PULL_REFUSALS: usize = 100;

/// Bounds of one page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Bounds {
    /// Changes.
    pub rows: usize,
    /// Bytes of changes; a single larger feed number still goes, alone.
    pub bytes: usize,
}

impl Default for Bounds {
    fn default() -> Bounds {
        Bounds {
            rows: PULL_ROWS,
            bytes: PULL_BYTES,
        }
    }
}

/// The ledger's life and bounds, as of the snapshot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ledger {
    /// Its life.
    pub epoch: Epoch,
    /// The last feed number.
    pub head: u64,
    /// Entries without `present` up to this one are purged: a device that may not have been told of
    /// one of them starts again.
    pub floor: u64,
}

/// What to load for one pull.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    rid: u64,
    ledger: Ledger,
    reset: bool,
    as_of: u64,
    drop_tags: Vec<Tag>,
    /// Load the entries of each of these tags with a feed number above this one.
    pub tags: Vec<(Tag, u64)>,
    /// Load the device's refusals with an `rseq` above this one.
    pub refusals_after: u64,
}

/// One loaded tag entry.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    pub tag: Tag,
    pub record: RecordId,
    pub seq: u64,
    /// The record as of the snapshot; `None`: it left the tag.
    pub body: Option<RecordBody>,
    /// Its size as sent.
    pub bytes: usize,
}

/// What was loaded.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Page {
    /// The first rows of all asked tags together, in order of `seq`.
    pub rows: Vec<Row>,
    /// No row was left out; `false` when the query's limit was reached ([`Ask::ROWS`]).
    pub all_rows: bool,
    /// The first refusals, in order of `rseq`.
    pub refusals: Vec<Returned>,
    /// Operations of the officer that are held because they are not understood yet.
    pub held: u32,
    /// No refusal was left out ([`PULL_REFUSALS`]).
    pub all_refusals: bool,
    /// How far the pulling incarnation has come.
    pub position: Position,
    /// The server's clock.
    pub at: Moment,
}

impl Ask {
    /// How many rows to load at most; one more than a page, to know whether there are more.
    pub const ROWS: usize = PULL_ROWS + 1;

    /// What `pull` asks of a ledger, for an officer whose device keeps `held`
    /// (`duty::kept_offline`).
    pub fn of(pull: &Pull, held: &[Tag], ledger: Ledger) -> Ask {
        let same_life = pull.epoch == Some(ledger.epoch);
        let reset = !same_life || pull.as_of < ledger.floor || pull.as_of > ledger.head;
        let known = |tag: &Tag| {
            let cursor = pull.cursors.iter().find(|(known, _)| known == tag);
            cursor.filter(|_| !reset).map_or(0, |(_, seq)| *seq)
        };
        let mut tags: Vec<(Tag, u64)> = held.iter().map(|tag| (*tag, known(tag))).collect();
        tags.sort_unstable();
        tags.dedup();
        let lost = |tag: &Tag| !reset && !held.contains(tag);
        Ask {
            rid: pull.rid,
            ledger,
            reset,
            // Before a device starts from nothing, nothing can have left it.
            as_of: if reset { ledger.head } else { pull.as_of },
            drop_tags: pull
                .cursors
                .iter()
                .map(|(tag, _)| *tag)
                .filter(lost)
                .collect(),
            tags,
            refusals_after: if pull.tray.0 == Some(ledger.epoch) {
                pull.tray.1
            } else {
                0
            },
        }
    }

    /// The page, within the protocol's bounds.
    pub fn answer(self, page: Page) -> PullAnswer {
        self.answer_within(page, Bounds::default())
    }

    /// The page, within other bounds.
    pub fn answer_within(self, page: Page, bounds: Bounds) -> PullAnswer {
        // Refusals first, all of them: a record in the page shows what is settled, and work that was
        // refused must be in the tray by then.
        let end = if page.all_refusals {
            cut(&page, bounds)
        } else {
            0
        };
        let all = page.all_refusals && page.all_rows && end == page.rows.len();
        let last = end.checked_sub(1).and_then(|last| page.rows.get(last));
        let horizon = match last {
            _ if all => self.ledger.head,
            Some(last) => last.seq,
            None => 0,
        };
        let changes = page
            .rows
            .into_iter()
            .take(end)
            .filter_map(|row| self.change(row))
            .collect();
        PullAnswer {
            rid: self.rid,
            epoch: self.ledger.epoch,
            reset: self.reset,
            drop_tags: self.drop_tags,
            changes,
            upto: self
                .tags
                .iter()
                .map(|(tag, after)| (*tag, horizon.max(*after)))
                .collect(),
            as_of: self.as_of.max(horizon),
            acked: page.position.last_dseq,
            acked_op: page.position.last_op,
            refusals: page.refusals,
            held: page.held,
            more: !all,
            at: page.at,
        }
    }

    /// A row as it is sent; nothing for one that was not asked for.
    fn change(&self, row: Row) -> Option<Change> {
        let (_, after) = self.tags.iter().find(|(tag, _)| *tag == row.tag)?;
        // A body never travels under a tag it does not carry, whatever the index says.
        let covers = |body: &RecordBody| {
            let record = body.record();
            record.is_some_and(|record| record.tags().contains(&row.tag))
        };
        let body = row.body.filter(covers);
        // After a reset the device holds nothing that could leave.
        let unknown = self.reset && body.is_none();
        (row.seq > *after && !unknown).then_some(Change {
            tag: row.tag,
            record: row.record,
            seq: row.seq,
            body,
        })
    }
}

/// How many rows go into the page: within the bounds and up to a change of feed number, but at
/// least one feed number, or a device could never get past it.
fn cut(page: &Page, bounds: Bounds) -> usize {
    let rows = &page.rows;
    let mut end = 0;
    let mut bytes = 0;
    for (nth, row) in rows.iter().enumerate() {
        let starts = nth == 0 || rows[nth - 1].seq != row.seq;
        if starts {
            end = nth;
        }
        bytes += row.bytes;
        if end > 0 && (nth >= bounds.rows || bytes > bounds.bytes) {
            return end;
        }
    }
    // The query's limit may have cut the last feed number in two.
    if page.all_rows || end == 0 {
        rows.len()
    } else {
        end
    }
}
