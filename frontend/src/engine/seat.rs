//! The engine among the windows of one browser: the first works for all, the others look on.

use super::Engine;
use crate::windows::{Task, Word};
use app::device::{NotKept, Standing};
use leptos::prelude::*;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use sync::client::{Input, Saving};
use sync::kept::{ReplicaWrite, VaultWrite};

impl Engine {
    /// Whether this window has the first seat.
    pub fn is_first(&self) -> bool {
        self.first.borrow().is_some()
    }

    /// Whether it has ended.
    pub fn has_left(&self) -> bool {
        self.left.get()
    }

    /// Tells this opening of the vault from every other.
    pub fn term(&self) -> &str {
        self.vault.term()
    }

    /// Does what only the first window can; resolves when it is durable.
    pub fn perform(
        self: &Rc<Self>,
        task: Task,
    ) -> Pin<Box<dyn Future<Output = Result<(), NotKept>>>> {
        match task {
            Task::Save {
                record,
                at,
                commands,
            } => {
                let saving = |(id, command)| Saving {
                    id,
                    record,
                    command,
                    recorded_at: at,
                };
                let savings = commands.into_iter().map(saving).collect();
                return Box::pin(self.save_all(savings));
            }
            Task::LetGo { rseq, decision } => return Box::pin(self.let_go(rseq, decision)),
            Task::LossRead => self.loss_read(),
            Task::SyncNow => {
                self.feed(Input::SyncNow);
                self.hurry_files();
            }
            Task::SignedIn => {
                self.feed(Input::SignedIn);
                self.show_standing();
            }
        }
        Box::pin(std::future::ready(Ok(())))
    }

    /// Looks what files another window has put into the vault since.
    pub async fn look_for_files(&self) {
        // What cannot be read now is found at the next opening.
        if let Ok(files) = self.vault.files().await {
            self.files.moved(files);
        }
    }

    /// Tells the other windows what was kept.
    pub(super) fn tell_kept(&self, vault: Vec<VaultWrite>, replica: Vec<ReplicaWrite>) {
        if self.windows.are_several() {
            self.windows.say(&Word::Kept { vault, replica });
        }
    }

    /// Tells the other windows that the first one is alive and how it stands towards the bureau.
    pub fn tell_here(&self) {
        if self.is_first() && self.windows.are_several() {
            self.windows.say(&Word::Here {
                term: self.term().to_owned(),
                standing: self.device.standing.get_untracked(),
            });
        }
    }

    /// Shows what the first window has kept.
    pub fn mirror(self: &Rc<Self>, vault: Vec<VaultWrite>, replica: Vec<ReplicaWrite>) {
        if self.is_first() || self.left.get() {
            return;
        }
        let attached = self.files.attached_by(&vault);
        self.files.moved(attached);
        let effects = self.machine.borrow_mut().kept_elsewhere(vault, replica);
        self.execute(effects);
    }

    /// Shows how the first window stands towards the bureau.
    pub fn stands(self: &Rc<Self>, standing: Standing) {
        if !self.is_first() && !self.left.get() {
            self.told.replace(standing);
            self.show_standing();
        }
    }
}
