//! The bureau's half of a pull, pure: what the snapshot must be asked, and the page made of it.
//!
//! One read transaction: [`Ask::of`] says which rows and refusals to load, [`Ask::answer`] makes the
//! page. Pages go in feed order over all tags at once and are cut between feed numbers only, so a
//! record that moves from one tag to another is never on neither.

use crate::admission::Position;
use crate::protocol::{Change, PULL_BYTES, PULL_ROWS, Pull, PullAnswer, Returned};
use domain::Record;
use domain::duty::Tag;
use domain::ids::{Epoch, Moment, RecordId};

/// The most refusals in one page.
pub const PULL_REFUSALS: usize = 100;

/// The ledger's life and bounds, as of the snapshot.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Ledger {
    /// Its life.
    pub epoch: Epoch,
    /// The last feed number.
    pub head: u64,
    /// Entries without `present` older than this are purged: an older cursor starts again.
    pub floor: u64,
}

/// What to load for one pull.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ask {
    rid: u64,
    ledger: Ledger,
    reset: bool,
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
    pub body: Option<Box<Record>>,
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
        let _ = (pull, held, PULL_BYTES, PULL_ROWS);
        Ask {
            rid: pull.rid,
            ledger,
            reset: false,
            drop_tags: Vec::new(),
            tags: Vec::new(),
            refusals_after: 0,
        }
    }

    /// The page.
    pub fn answer(self, page: Page) -> PullAnswer {
        PullAnswer {
            rid: self.rid,
            epoch: self.ledger.epoch,
            reset: self.reset,
            drop_tags: self.drop_tags,
            changes: Vec::<Change>::new(),
            upto: Vec::new(),
            acked: 0,
            acked_op: None,
            refusals: page.refusals,
            more: false,
            at: page.at,
        }
    }
}
