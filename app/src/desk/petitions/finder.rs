//! The list's question and its answer. They outlive the screen, so that a way back leads to the same place.

use crate::api::{self, ApiError, ListPage, ListQuery};
use crate::desk::fetch::fetch;
use crate::desk::held;
use crate::desk::scene::Scene;
use domain::petition::{Summary, Tally};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use std::ops::ControlFlow;
use std::sync::Arc;

/// The most rows shown from what this device holds.
const HELD_ROWS: usize = 100;

/// What the list shows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Found {
    /// Nothing was asked yet.
    Nothing,
    /// The bureau's answer.
    Page(ListPage),
    /// From this device, without a network: the rows, and how many petitions were searched.
    Held(Vec<Summary>, usize),
    /// No answer.
    Failed(ApiError),
}

/// A handle, copied freely.
#[derive(Clone, Copy)]
pub struct Finder {
    /// The question, without the page.
    pub query: RwSignal<ListQuery>,
    /// The days of the question are one's own, from a field each.
    pub own_days: RwSignal<bool>,
    /// Where each page before this one began.
    pub trail: RwSignal<Vec<Option<String>>>,
    /// The answer.
    pub found: RwSignal<Found>,
    /// 件次, 批次 and 人次 of everything the question finds, once it is counted.
    pub counted: RwSignal<Option<Tally>>,
    /// A question is under way.
    pub busy: RwSignal<bool>,
    /// Numbers the questions: only the last one's answer counts.
    asked: StoredValue<u32>,
}

impl Finder {
    /// Nothing asked yet.
    pub fn new() -> Finder {
        Finder {
            query: RwSignal::new(ListQuery::default()),
            own_days: RwSignal::new(false),
            trail: RwSignal::new(Vec::new()),
            found: RwSignal::new(Found::Nothing),
            counted: RwSignal::new(None),
            busy: RwSignal::new(false),
            asked: StoredValue::new(0),
        }
    }

    /// Changes the question and asks it from the first page.
    pub fn ask(self, scene: Scene, change: impl FnOnce(&mut ListQuery)) {
        self.trail.set(Vec::new());
        self.query.update(|query| {
            query.after = None;
            change(query);
        });
        self.load(scene);
    }

    /// The page after this one.
    pub fn forth(self, scene: Scene, next: String) {
        let here = self.query.with_untracked(|query| query.after.clone());
        self.trail.update(|trail| trail.push(here));
        self.query.update(|query| query.after = Some(next));
        self.load(scene);
    }

    /// The page before this one.
    pub fn back(self, scene: Scene) {
        let before = self.trail.try_update(Vec::pop).flatten();
        self.query.update(|query| query.after = before.flatten());
        self.load(scene);
    }

    /// Asks the bureau; without a network, this device.
    pub fn load(self, scene: Scene) {
        self.asked.update_value(|nth| *nth += 1);
        let nth = self.asked.get_value();
        let query = self.query.get_untracked();
        if !scene
            .device
            .standing
            .with_untracked(|standing| standing.online)
        {
            self.search_here(scene, &query);
            return;
        }
        self.busy.set(true);
        // The first page is counted with all that follow it.
        if query.after.is_none() {
            self.counted.set(None);
            fetch(scene, api::tally(query.clone()), move |answer| {
                if let (Ok(tally), true) = (answer, self.asked.get_value() == nth) {
                    self.counted.set(Some(tally));
                }
            });
        }
        fetch(scene, api::list(query.clone()), move |answer| {
            if self.asked.get_value() != nth {
                return;
            }
            self.busy.set(false);
            match answer {
                Ok(page) => self.found.set(Found::Page(page)),
                Err(ApiError::Unreachable) => self.search_here(scene, &query),
                Err(error) => self.found.set(Found::Failed(error)),
            }
        });
    }

    fn search_here(self, scene: Scene, query: &ListQuery) {
        let held = scene.held.get_untracked();
        let mut rows = Vec::new();
        held::search(scene.device, &held, query, scene.today(), |row| {
            rows.push((**row).clone());
            if rows.len() < HELD_ROWS {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        self.busy.set(false);
        self.counted.set(None);
        self.found.set(Found::Held(rows, held.len()));
        self.count_here(scene, query.clone(), held);
    }

    /// Counts all that is held and fits, after the rows are on the screen: words may have to be looked for in
    /// thousands of petitions.
    fn count_here(self, scene: Scene, query: ListQuery, held: Arc<Vec<Arc<Summary>>>) {
        let nth = self.asked.get_value();
        Timeout::new(0, move || {
            if self.asked.try_get_value() != Some(nth) {
                return;
            }
            let policy = scene.device.policy.get_untracked();
            let mut tally = Tally::default();
            held::search(scene.device, &held, &query, scene.today(), |row| {
                tally.add(row, &policy);
                ControlFlow::Continue(())
            });
            self.counted.set(Some(tally));
        })
        .forget();
    }
}
