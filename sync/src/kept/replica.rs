//! The replica's own layout: pages of many records each, and over them single records that changed since.
//!
//! Writing ten thousand records one by one takes a browser seconds, a hundred pages take a fifth of one;
//! and a page need not be written again because one record in it changed. A later page counts more than an
//! earlier one, and the overlay more than any page. What is to be written where is decided here and by the
//! machine; a storage executes [`ReplicaWrite`]s and loads by executing them again, pages first.

use super::{Greeting, Mark};
use crate::body::{Press, RecordBody};
use domain::duty::Tag;
use domain::ids::{Epoch, RecordId};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// One record of the replica.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Held {
    /// The record as the bureau told it.
    pub body: RecordBody,
    /// The held tags that cover it, sorted; it is purged with the last of them.
    pub tags: Vec<Tag>,
    /// The record holds the effects of this device's operations up to this position.
    pub settled: u64,
}

/// Bounds of pages and overlay.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Layout {
    /// Records of one page at most.
    pub page_rows: usize,
    /// Bytes of one page about at most; a single larger record still gets one.
    pub page_bytes: usize,
    /// Rows of the overlay from which it is folded into pages.
    pub overlay: usize,
    /// Sparse pages that are folded with it at most.
    pub folded: usize,
}

impl Default for Layout {
    fn default() -> Layout {
        Layout {
            page_rows: 100,
            page_bytes: 200 * 1024,
            overlay: 256,
            folded: 8,
        }
    }
}

/// Where the row lies that counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Place {
    Page(u32),
    Overlay,
}

#[derive(Clone, PartialEq, Eq, Debug)]
struct Row {
    held: Held,
    place: Place,
}

/// What a page holds, and how much of it counts.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Page {
    /// Sorted.
    ids: Vec<RecordId>,
    live: usize,
}

/// Store B, as loaded. An empty one is always a good start.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Replica {
    rows: BTreeMap<RecordId, Row>,
    press: Press,
    pages: BTreeMap<u32, Page>,
    /// Records that a page holds and the overlay says are gone.
    gone: BTreeSet<RecordId>,
    /// Records whose row in the overlay counts.
    over: BTreeSet<RecordId>,
    /// How far each held tag is known.
    pub cursors: BTreeMap<Tag, u64>,
    /// How far the replica has come; absent before the first page.
    pub mark: Option<Mark>,
    /// Absent before the first greeting.
    pub greeting: Option<Box<Greeting>>,
}

/// One write to store B. A transaction's writes are executed in order.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ReplicaWrite {
    /// Puts a page under its number.
    PutPage(u32, Vec<(RecordId, Held)>),
    /// Forgets a page.
    DropPage(u32),
    /// Puts a record into the overlay, under its id.
    PutRecord(RecordId, Held),
    /// Notes in the overlay that a record of a page is gone.
    PutGone(RecordId),
    /// Forgets what the overlay says of a record.
    DropOver(RecordId),
    /// Moves a tag's cursor.
    PutCursor(Tag, u64),
    /// Forgets a tag's cursor.
    DropCursor(Tag),
    /// Replaces the one mark row.
    PutMark(Mark),
    /// Replaces the one greeting row.
    PutGreeting(Box<Greeting>),
    /// Forgets pages, overlay, cursors and mark; the greeting stays.
    Clear,
}

impl Replica {
    /// Executes one write: what every storage of a replica must do.
    pub fn write(&mut self, write: ReplicaWrite) {
        match write {
            ReplicaWrite::PutPage(nr, rows) => self.put_page(nr, rows),
            ReplicaWrite::DropPage(nr) => {
                for id in self.pages.remove(&nr).into_iter().flat_map(|page| page.ids) {
                    let there = |row: &Row| row.place == Place::Page(nr);
                    if self.rows.get(&id).is_some_and(there) {
                        self.rows.remove(&id);
                    }
                }
            }
            ReplicaWrite::PutRecord(id, held) => {
                self.gone.remove(&id);
                self.over.insert(id);
                self.place(id, held, Place::Overlay);
            }
            ReplicaWrite::PutGone(id) => {
                self.forget(id);
                self.gone.insert(id);
            }
            ReplicaWrite::DropOver(id) => {
                self.gone.remove(&id);
                if self.over.remove(&id) {
                    self.forget(id);
                }
            }
            ReplicaWrite::PutCursor(tag, seq) => {
                self.cursors.insert(tag, seq);
            }
            ReplicaWrite::DropCursor(tag) => {
                self.cursors.remove(&tag);
            }
            ReplicaWrite::PutMark(mark) => self.mark = Some(mark),
            ReplicaWrite::PutGreeting(greeting) => self.greeting = Some(greeting),
            ReplicaWrite::Clear => {
                self.rows.clear();
                self.pages.clear();
                self.gone.clear();
                self.over.clear();
                self.cursors.clear();
                self.mark = None;
            }
        }
    }

    fn put_page(&mut self, nr: u32, rows: Vec<(RecordId, Held)>) {
        let mut ids = Vec::with_capacity(rows.len());
        for (id, held) in rows {
            ids.push(id);
            self.over.remove(&id);
            self.place(id, held, Place::Page(nr));
        }
        let live = ids.len();
        self.pages.insert(nr, Page { ids, live });
    }

    fn place(&mut self, id: RecordId, mut held: Held, place: Place) {
        held.body = self.press.press(held.body);
        // Room for tags to come is as large as the tags, fifty thousand times.
        held.tags.shrink_to_fit();
        let before = self.rows.insert(id, Row { held, place });
        self.left(before);
    }

    fn forget(&mut self, id: RecordId) {
        self.over.remove(&id);
        let before = self.rows.remove(&id);
        self.left(before);
    }

    /// A row that no longer counts makes its page sparser.
    fn left(&mut self, row: Option<Row>) {
        if let Some(Place::Page(nr)) = row.map(|row| row.place)
            && let Some(page) = self.pages.get_mut(&nr)
        {
            page.live = page.live.saturating_sub(1);
        }
    }

    /// The record with this id.
    pub fn get(&self, id: RecordId) -> Option<&Held> {
        self.rows.get(&id).map(|row| &row.held)
    }

    /// Every record, by id.
    pub fn iter(&self) -> impl Iterator<Item = (RecordId, &Held)> {
        self.rows.iter().map(|(id, row)| (*id, &row.held))
    }

    /// The ids of all records, in order.
    pub fn ids(&self) -> impl Iterator<Item = RecordId> {
        self.rows.keys().copied()
    }

    /// How many records there are.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is no record.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The last position covered by a complete pull.
    pub fn acked(&self) -> u64 {
        self.mark.as_ref().map_or(0, |mark| mark.acked)
    }

    /// The server's life it comes from.
    pub fn epoch(&self) -> Option<Epoch> {
        self.mark.as_ref().map(|mark| mark.epoch)
    }

    /// How records are brought to these states: many new ones as pages, the others into the overlay.
    /// `None`: the record is gone. `afresh`: the same transaction has cleared everything before.
    pub(crate) fn taking(
        &self,
        staged: BTreeMap<RecordId, Option<Held>>,
        afresh: bool,
        layout: &Layout,
    ) -> Vec<ReplicaWrite> {
        let is_new =
            |id: &RecordId| afresh || !(self.rows.contains_key(id) || self.gone.contains(id));
        let (mut fresh, mut writes) = (Vec::new(), Vec::new());
        for (id, held) in staged {
            match held {
                Some(held) if is_new(&id) => fresh.push((id, held)),
                Some(held) => writes.push(ReplicaWrite::PutRecord(id, held)),
                None if is_new(&id) => {}
                None if self.lies_in_a_page(id) => writes.push(ReplicaWrite::PutGone(id)),
                None => writes.push(ReplicaWrite::DropOver(id)),
            }
        }
        if fresh.len() * 2 >= layout.page_rows {
            let next = if afresh { 0 } else { self.next_page() };
            writes.extend(paged(fresh, next, layout));
        } else {
            writes.extend(
                fresh
                    .into_iter()
                    .map(|(id, held)| ReplicaWrite::PutRecord(id, held)),
            );
        }
        writes
    }

    /// Whether the overlay has grown so long that it should be folded into pages.
    pub(crate) fn is_ragged(&self, layout: &Layout) -> bool {
        self.over.len() >= layout.overlay || self.gone.len() >= layout.overlay
    }

    /// Folds the overlay and the sparsest pages into new pages. Nothing that is held changes.
    pub(crate) fn folding(&self, layout: &Layout) -> Vec<ReplicaWrite> {
        let victims = self.sparsest(layout);
        let mut moved: Vec<(RecordId, Held)> = Vec::new();
        for (id, row) in &self.rows {
            let moves = match row.place {
                Place::Overlay => true,
                Place::Page(nr) => victims.contains(&nr),
            };
            if moves {
                moved.push((*id, row.held.clone()));
            }
        }
        let mut writes: Vec<ReplicaWrite> = self
            .over
            .iter()
            .copied()
            .map(ReplicaWrite::DropOver)
            .collect();
        writes.extend(victims.iter().copied().map(ReplicaWrite::DropPage));
        for id in &self.gone {
            let elsewhere = |(nr, page): (&u32, &Page)| {
                !victims.contains(nr) && page.ids.binary_search(id).is_ok()
            };
            if !self.pages.iter().any(elsewhere) {
                writes.push(ReplicaWrite::DropOver(*id));
            }
        }
        writes.extend(paged(moved, self.next_page(), layout));
        writes
    }

    /// Pages of which a quarter no longer counts; if the overlay is full of what is gone, those with the
    /// most of it.
    fn sparsest(&self, layout: &Layout) -> BTreeSet<u32> {
        let full_of_gone = self.gone.len() >= layout.overlay;
        let mut sparse: Vec<(usize, u32)> = self
            .pages
            .iter()
            .map(|(nr, page)| (page.ids.len() - page.live, page.ids.len(), *nr))
            .filter(|(dead, all, _)| dead * 4 >= *all || full_of_gone && *dead > 0)
            .map(|(dead, _, nr)| (dead, nr))
            .collect();
        sparse.sort_unstable();
        sparse
            .into_iter()
            .rev()
            .take(layout.folded)
            .map(|(_, nr)| nr)
            .collect()
    }

    fn lies_in_a_page(&self, id: RecordId) -> bool {
        self.pages
            .values()
            .any(|page| page.ids.binary_search(&id).is_ok())
    }

    fn next_page(&self) -> u32 {
        self.pages.last_key_value().map_or(0, |(nr, _)| nr + 1)
    }
}

/// Rows cut into pages, numbered from `next`.
fn paged(rows: Vec<(RecordId, Held)>, next: u32, layout: &Layout) -> Vec<ReplicaWrite> {
    let mut writes = Vec::new();
    let (mut page, mut bytes, mut nr) = (Vec::new(), 0, next);
    for (id, held) in rows {
        let weight = held.body.weight();
        let full = page.len() >= layout.page_rows || bytes + weight > layout.page_bytes;
        if full && !page.is_empty() {
            writes.push(ReplicaWrite::PutPage(nr, std::mem::take(&mut page)));
            (bytes, nr) = (0, nr + 1);
        }
        bytes += weight;
        page.push((id, held));
    }
    if !page.is_empty() {
        writes.push(ReplicaWrite::PutPage(nr, page));
    }
    writes
}
