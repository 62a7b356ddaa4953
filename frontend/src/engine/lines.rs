//! The lines of the desk's lists, worked out bit by bit: ten thousand records come in a second, and the page must
//! answer meanwhile.

use super::Engine;
use app::device::Line;
use domain::ids::RecordId;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

/// So many changed records are shown before anything else happens.
const AT_ONCE: usize = 100;
/// How long the page may be busy with lines before it answers people; milliseconds.
const SLICE: f64 = 25.0;
/// How long a sync under way is left alone between two slices; milliseconds.
const WHILE_BUSY: u32 = 200;

/// Records whose lines are still to be worked out.
#[derive(Default)]
pub(super) struct Lines {
    due: RefCell<BTreeSet<RecordId>>,
    working: Cell<bool>,
}

impl Engine {
    /// Shows these records as they are now: a few at once, many one after the other.
    pub(super) fn show_records(self: &Rc<Self>, records: &[RecordId]) {
        if records.len() <= AT_ONCE {
            self.show_lines(records);
            return;
        }
        self.lines.due.borrow_mut().extend(records);
        if !self.lines.working.replace(true) {
            let engine = self.clone();
            spawn_local(async move { engine.work_lines_out().await });
        }
    }

    async fn work_lines_out(self: Rc<Self>) {
        while !self.left.get() {
            let began = js_sys::Date::now();
            let mut some = Vec::new();
            while js_sys::Date::now() - began < SLICE {
                let mut due = self.lines.due.borrow_mut();
                let few: Vec<RecordId> = (0..AT_ONCE).map_while(|_| due.pop_first()).collect();
                drop(due);
                if few.is_empty() {
                    break;
                }
                some.extend(self.made(&few));
            }
            if some.is_empty() {
                break;
            }
            self.put_lines(some);
            let busy = self.machine.borrow().standing().busy;
            TimeoutFuture::new(if busy { WHILE_BUSY } else { 0 }).await;
        }
        self.lines.working.set(false);
    }

    fn show_lines(&self, records: &[RecordId]) {
        if !records.is_empty() {
            self.put_lines(self.made(records));
        }
    }

    fn made(&self, records: &[RecordId]) -> Vec<(RecordId, Option<Made>)> {
        let machine = self.machine.borrow();
        let (calendar, policy) = (machine.calendar(), machine.policy());
        let line = |id: &RecordId| {
            let body = machine.sight(*id)?;
            let line = Line::of(&body, self.officer.id, calendar?, policy?)?;
            Some((body, line))
        };
        records.iter().map(|id| (*id, line(id))).collect()
    }

    fn put_lines(&self, made: Vec<(RecordId, Option<Made>)>) {
        // A desk that was locked, or is closed to reading, meanwhile.
        if self.left.get() || self.closed.get() {
            return;
        }
        self.device.records.update(|held| {
            let held = Arc::make_mut(held);
            for (id, made) in made {
                match made {
                    Some((body, line)) => held.put(id, body, line),
                    None => held.remove(&id),
                }
            }
        });
    }
}

type Made = (sync::body::RecordBody, Line);
