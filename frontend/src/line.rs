//! The line of windows before one seat: who is first, whether it is alive, and what is done when it is not.

use crate::engine::{Engine, Keys};
use crate::storage::StorageFault;
use crate::tab::{Claim, First, claim};
use crate::tablet::Handle;
use crate::windows::{Task, Word};
use app::device::{Gate, NotKept};
use domain::duty::Officer;
use domain::ids::OfficerId;
use gloo_timers::callback::Interval;
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use std::cell::{Cell, RefCell};
use std::future::Future;
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use zeroize::Zeroizing;

/// Between two questions whether the first window is alive; milliseconds.
const BEAT: u32 = 2_000;
/// A first window that was silent this long is frozen; milliseconds.
const FROZEN: f64 = 15_000.0;
/// How long an open desk in another window has to say so; milliseconds.
const TO_ANSWER: u32 = 500;
/// Between two looks whether an answer has come; milliseconds.
const LOOK: u32 = 20;

/// What a window knows of the others.
#[derive(Default)]
pub struct Line {
    /// When the first one was heard last.
    heard_first: Cell<f64>,
    /// Which first one that was.
    term: RefCell<String>,
    /// Another window's open desk.
    open: RefCell<Option<(OfficerId, Zeroizing<[u8; 32]>)>>,
    /// An engine is being opened; what the first one keeps meanwhile is taken up after.
    opening: Cell<bool>,
    early: RefCell<Vec<Word>>,
    /// Counts the openings: what was begun for an earlier one is void.
    opened: Cell<u32>,
}

impl Handle {
    /// Another window said something.
    pub fn heard(&self, word: Word) {
        let line = &self.0.line;
        let engine = self.engine();
        self.0.windows.heard();
        match (word, engine) {
            (Word::IsOpen, Some(engine)) => {
                let key = **engine.keys.cipher.key();
                let officer = engine.officer.id;
                self.0.windows.say(&Word::Open { officer, key });
            }
            (Word::Open { officer, key }, None) => {
                line.open.replace(Some((officer, Zeroizing::new(key))));
            }
            (Word::Ping, Some(engine)) => engine.tell_here(),
            (Word::Here { term, standing }, engine) => {
                line.heard_first.set(js_sys::Date::now());
                let new = *line.term.borrow() != term;
                line.term.replace(term);
                if let Some(engine) = engine.filter(|engine| !engine.is_first()) {
                    engine.stands(standing);
                    if new {
                        self.give_again();
                    }
                }
            }
            (Word::Do { ticket, task }, Some(engine)) if engine.is_first() => {
                let windows = self.0.windows.clone();
                spawn_local(async move {
                    if task.attaches() {
                        engine.look_for_files().await;
                    }
                    let refused = engine.perform(task).await.err();
                    let term = engine.term().to_owned();
                    windows.say(&Word::Done {
                        ticket,
                        term,
                        refused,
                    });
                });
            }
            (
                Word::Done {
                    ticket,
                    term,
                    refused,
                },
                Some(engine),
            ) if !engine.is_first() && *line.term.borrow() == term => {
                self.0.windows.done(ticket, refused.map_or(Ok(()), Err));
            }
            (Word::Kept { vault, replica }, Some(engine)) => engine.mirror(vault, replica),
            (word @ Word::Kept { .. }, None) if line.opening.get() => {
                line.early.borrow_mut().push(word);
            }
            (Word::Touched, _) => crate::idle::touched(),
            (Word::Lock, Some(_)) => self.lock_now(),
            (Word::Left { shut_out: true }, Some(_)) => self.leave(Gate::ShutOut),
            (Word::Left { .. }, Some(_)) => self.leave(Gate::Nobody),
            _ => {}
        }
    }

    /// Gives a task to the first window, be it this one.
    pub fn give(
        &self,
        ticket: Uuid,
        task: Task,
    ) -> impl Future<Output = Result<(), NotKept>> + use<> {
        let nobody = self.engine().is_none() && !self.0.line.opening.get();
        let answer = self.0.windows.give(ticket, task.clone());
        if nobody {
            self.0.windows.done(ticket, Err(NotKept::Storage));
        } else {
            self.hand_on(ticket, task);
        }
        answer
    }

    /// The same, where nobody waits for the end of it.
    pub fn ask(&self, task: Task) {
        match self.engine() {
            Some(engine) if engine.is_first() => {
                spawn_local(async move {
                    // What these come to is seen in the standing.
                    let _ = engine.perform(task).await;
                });
            }
            Some(_) => self.0.windows.say(&Word::Do {
                ticket: Uuid::now_v7(),
                task,
            }),
            None => {}
        }
    }

    fn hand_on(&self, ticket: Uuid, task: Task) {
        let Some(engine) = self.engine() else {
            // Given again once the engine is open.
            return;
        };
        if !engine.is_first() {
            self.0.windows.say(&Word::Do { ticket, task });
            return;
        }
        let windows = self.0.windows.clone();
        spawn_local(async move {
            let result = engine.perform(task).await;
            if result == Err(NotKept::Storage) {
                // A window that was frozen learns only now that another has its seat, and gives it all again there.
                TimeoutFuture::new(LOOK).await;
            }
            if !engine.has_left() {
                windows.done(ticket, result);
            }
        });
    }

    fn give_again(&self) {
        for (ticket, task) in self.0.windows.given() {
            self.hand_on(ticket, task);
        }
    }

    /// Whose desk is open in another window, with the key of what lies here.
    pub async fn open_elsewhere(&self) -> Option<(OfficerId, Zeroizing<[u8; 32]>)> {
        // A free seat is an empty room; it is free again at once.
        if claim(Claim::IfFree, || {}).await.is_some() {
            return None;
        }
        self.0.windows.say(&Word::IsOpen);
        for _ in 0..TO_ANSWER / LOOK {
            if let Some(open) = self.0.line.open.take() {
                return Some(open);
            }
            TimeoutFuture::new(LOOK).await;
        }
        None
    }

    /// Opens an officer's desk in the seat that is to be had.
    ///
    /// # Errors
    /// When the browser does not store.
    pub async fn take_seat(&self, officer: Officer, keys: Keys) -> Result<(), StorageFault> {
        let opening = self.begin_opening();
        let first = self.seat().await;
        self.sit_down(officer, keys, first, opening).await
    }

    fn begin_opening(&self) -> u32 {
        let line = &self.0.line;
        line.opening.set(true);
        line.early.take();
        line.opened.set(line.opened.get() + 1);
        line.opened.get()
    }

    /// The first seat, or none once another first window has said that it is there: from then on it tells what it
    /// keeps. A page loaded anew may come a moment before its former self has let go, so both are asked for again.
    async fn seat(&self) -> Option<First> {
        let since = js_sys::Date::now();
        while js_sys::Date::now() - since < FROZEN {
            if let Some(first) = claim(Claim::IfFree, self.losing()).await {
                return Some(first);
            }
            self.0.windows.say(&Word::Ping);
            for _ in 0..TO_ANSWER / LOOK {
                TimeoutFuture::new(LOOK).await;
                if self.0.line.heard_first.get() >= since {
                    return None;
                }
            }
        }
        claim(Claim::TakeOver, self.losing()).await
    }

    async fn sit_down(
        &self,
        officer: Officer,
        keys: Keys,
        first: Option<First>,
        opening: u32,
    ) -> Result<(), StorageFault> {
        let Some(device) = self.device() else {
            return Ok(());
        };
        let is_first = first.is_some();
        let tablet = self.clone();
        let shut_out = move || {
            let tablet = tablet.clone();
            spawn_local(async move { tablet.shut_out().await });
        };
        let windows = self.0.windows.clone();
        let clock = self.0.clock.clone();
        let opened = Engine::open(officer, keys, first, windows, device, clock, shut_out).await;
        self.0.line.opening.set(false);
        let engine = match opened {
            Ok(engine) if self.0.line.opened.get() == opening => engine,
            Ok(engine) => {
                engine.leave();
                return Ok(());
            }
            Err(fault) => {
                self.0.windows.give_up();
                return Err(fault);
            }
        };
        self.0.engine.replace(Some(engine.clone()));
        for word in self.0.line.early.take() {
            if let Word::Kept { vault, replica } = word {
                engine.mirror(vault, replica);
            }
        }
        engine.tell_here();
        self.give_again();
        if !is_first {
            self.wait_in_line(opening);
        }
        Ok(())
    }

    /// Moves up when the first window closes or locks, and takes the seat from one that is frozen.
    fn wait_in_line(&self, opening: u32) {
        self.0.windows.say(&Word::Ping);
        self.0.line.heard_first.set(js_sys::Date::now());
        let tablet = self.clone();
        spawn_local(async move {
            if let Some(first) = claim(Claim::WhenFree, tablet.losing()).await {
                tablet.move_up(first, opening).await;
            }
        });
        let tablet = self.clone();
        let beat: Cell<Option<Interval>> = Cell::new(None);
        let beat = std::rc::Rc::new(beat);
        let stop = beat.clone();
        let listen = move || {
            if !tablet.looks_on(opening) {
                stop.take();
                return;
            }
            // Out of sight timers are slow, and nobody waits for anything.
            if document().hidden() {
                tablet.0.line.heard_first.set(js_sys::Date::now());
                return;
            }
            tablet.0.windows.say(&Word::Ping);
            if js_sys::Date::now() - tablet.0.line.heard_first.get() >= FROZEN {
                stop.take();
                let tablet = tablet.clone();
                spawn_local(async move {
                    if let Some(first) = claim(Claim::TakeOver, tablet.losing()).await {
                        tablet.move_up(first, opening).await;
                    }
                });
            }
        };
        beat.set(Some(Interval::new(BEAT, listen)));
    }

    /// Whether this window still is what it was when it began to wait.
    fn looks_on(&self, opening: u32) -> bool {
        self.0.line.opened.get() == opening
            && self.engine().is_some_and(|engine| !engine.is_first())
    }

    async fn move_up(&self, first: First, opening: u32) {
        if self.looks_on(opening) {
            self.sit_anew(Some(first)).await;
        }
    }

    /// What is done when another window takes the seat over: this one looks on.
    fn losing(&self) -> impl FnOnce() + 'static {
        let tablet = self.clone();
        move || {
            if tablet.engine().is_some_and(|engine| engine.is_first()) {
                spawn_local(async move { tablet.sit_anew(None).await });
            }
        }
    }

    async fn sit_anew(&self, first: Option<First>) {
        let Some(before) = self.0.engine.take() else {
            return;
        };
        before.leave();
        let opening = self.begin_opening();
        let (officer, keys) = (before.officer.clone(), before.keys.clone());
        // Whoever took the seat has written its term by the time it answers.
        let first = match first {
            Some(first) => Some(first),
            None => self.seat().await,
        };
        let seated = self.sit_down(officer.clone(), keys, first, opening).await;
        if seated.is_err() {
            self.without_storage(officer);
        }
    }
}
