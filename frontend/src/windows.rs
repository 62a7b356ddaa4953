//! What the windows of one browser say to each other. Only the first one writes; any may save: what is given
//! to another window is handed over, and handed over again until some first window has said what became of it.

use crate::storage::request::{decode, encode};
use app::device::{NotKept, Standing, TrayDecision};
use domain::Command;
use domain::ids::{CommandId, Moment, OfficerId, RecordId};
use domain::petition;
use js_sys::{Function, Promise, Uint8Array};
use serde::{Deserialize, Serialize};
use std::cell::{Cell, RefCell};
use std::future::Future;
use std::rc::Rc;
use sync::kept::{ReplicaWrite, VaultWrite};
use uuid::Uuid;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{BroadcastChannel, MessageEvent};

const CHANNEL: &str = "huiyin-windows";

/// One message. They stay in the browser's memory.
#[derive(Serialize, Deserialize)]
pub enum Word {
    /// A window that opens: is the desk open anywhere?
    IsOpen,
    /// It is: whose, and the key.
    Open { officer: OfficerId, key: [u8; 32] },
    /// Is the first window alive?
    Ping,
    /// It is; a new term is a new first window.
    Here { term: String, standing: Standing },
    /// Do this for me.
    Do { ticket: Uuid, task: Task },
    /// It is done or refused, and durable if done.
    Done {
        ticket: Uuid,
        term: String,
        refused: Option<NotKept>,
    },
    /// The first window has kept this.
    Kept {
        vault: Vec<VaultWrite>,
        replica: Vec<ReplicaWrite>,
    },
    /// Somebody touched the desk.
    Touched,
    /// The desk is locked, everywhere.
    Lock,
    /// Its officer left, or the device was shut out.
    Left { shut_out: bool },
}

/// What only the first window can do. Done twice it is done once.
#[derive(Clone, Serialize, Deserialize)]
pub enum Task {
    /// Keeps commands that belong together.
    Save {
        record: RecordId,
        at: Moment,
        commands: Vec<(CommandId, Command)>,
    },
    /// Lets returned work go.
    LetGo { rseq: u64, decision: TrayDecision },
    /// Somebody has read what was lost.
    LossRead,
    /// Tries to reach the bureau.
    SyncNow,
    /// The officer has signed in again.
    SignedIn,
}

impl Task {
    /// Whether it names files.
    pub fn attaches(&self) -> bool {
        let file = |(_, command): &(CommandId, Command)| {
            matches!(command, Command::Petition(petition::Command::Attach(_)))
        };
        matches!(self, Task::Save { commands, .. } if commands.iter().any(file))
    }
}

/// A task on its way, and who waits for it.
struct Given {
    ticket: Uuid,
    task: Task,
    resolve: Function,
}

/// The channel, and what was given out and not answered.
pub struct Windows {
    channel: Option<BroadcastChannel>,
    given: RefCell<Vec<Given>>,
    results: RefCell<Vec<(Uuid, Result<(), NotKept>)>>,
    several: Cell<bool>,
}

impl Windows {
    /// Listens as long as the page lives.
    pub fn open(heard: impl Fn(Word) + 'static) -> Rc<Windows> {
        let channel = BroadcastChannel::new(CHANNEL).ok();
        let listener = Closure::<dyn FnMut(MessageEvent)>::new(move |message: MessageEvent| {
            let bytes = Uint8Array::new(&message.data()).to_vec();
            // A window of another build may say what this one does not know.
            if let Ok(word) = decode(&bytes) {
                heard(word);
            }
        });
        if let Some(channel) = &channel {
            channel.set_onmessage(Some(listener.into_js_value().unchecked_ref()));
        }
        Rc::new(Windows {
            channel,
            given: RefCell::default(),
            results: RefCell::default(),
            several: Cell::default(),
        })
    }

    /// Another one was heard.
    pub fn heard(&self) {
        self.several.set(true);
    }

    /// Whether there is anybody to tell.
    pub fn are_several(&self) -> bool {
        self.several.get()
    }

    /// Says it to all the others.
    pub fn say(&self, word: &Word) {
        if let (Some(channel), Ok(bytes)) = (&self.channel, encode(word)) {
            // A channel that fails is a window alone; the first one's lock tells.
            let _ = channel.post_message(&Uint8Array::from(bytes.as_slice()));
        }
    }

    /// Notes a task; resolves once it is [`Windows::done`].
    pub fn give(
        self: &Rc<Self>,
        ticket: Uuid,
        task: Task,
    ) -> impl Future<Output = Result<(), NotKept>> + use<> {
        let windows = self.clone();
        let waits = Promise::new(&mut |resolve, _| {
            windows.given.borrow_mut().push(Given {
                ticket,
                task: task.clone(),
                resolve,
            });
        });
        async move {
            // A promise that is only ever resolved.
            let _ = JsFuture::from(waits).await;
            let mut results = windows.results.borrow_mut();
            let at = results.iter().position(|(done, _)| *done == ticket);
            at.map_or(Err(NotKept::Storage), |at| results.swap_remove(at).1)
        }
    }

    /// Everything that was given and not answered, oldest first.
    pub fn given(&self) -> Vec<(Uuid, Task)> {
        let given = self.given.borrow();
        given
            .iter()
            .map(|one| (one.ticket, one.task.clone()))
            .collect()
    }

    /// What became of a task; nothing happens for one that is not ours.
    pub fn done(&self, ticket: Uuid, result: Result<(), NotKept>) {
        let mut given = self.given.borrow_mut();
        let Some(at) = given.iter().position(|one| one.ticket == ticket) else {
            return;
        };
        let one = given.remove(at);
        drop(given);
        self.results.borrow_mut().push((ticket, result));
        // Resolving a promise does not throw.
        let _ = one.resolve.call0(&JsValue::UNDEFINED);
    }

    /// Nobody works here any more: whoever waits is told that it was not kept here.
    pub fn give_up(&self) {
        for (ticket, _) in self.given() {
            self.done(ticket, Err(NotKept::Storage));
        }
    }
}
