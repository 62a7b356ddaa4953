//! From the machine to the signals of the desk: only what changed is made anew.

use super::Engine;
use crate::outbox;
use crate::storage::keyring::Keyring;
use crate::storage::settings::Sentinel;
use app::device::{Delivered, Exported, Standing, Waiting};
use domain::ids::{Moment, RecordId};
use leptos::prelude::*;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;

impl Engine {
    /// Everything, at the start.
    pub(super) fn show_all(self: &Rc<Self>) {
        self.device.records.set(Arc::default());
        self.device.officer.set(Some(self.officer.clone()));
        self.show(&[]);
        self.show_every_record();
    }

    fn show_every_record(self: &Rc<Self>) {
        let machine = self.machine.borrow();
        let all: Vec<RecordId> = machine.sights().map(|(id, _)| id).collect();
        drop(machine);
        self.show_records(&all);
    }

    /// These records, and all that is small.
    pub(super) fn show(self: &Rc<Self>, records: &[RecordId]) {
        if self.closed.get() {
            self.show_standing();
            return;
        }
        let machine = self.machine.borrow();
        let waiting: Vec<Waiting> = machine
            .waiting()
            .filter_map(|waiting| {
                Some(Waiting {
                    id: waiting.id,
                    record: waiting.record,
                    command: waiting.command?.clone(),
                    recorded_at: waiting.recorded_at,
                    doubtful: waiting.doubtful.cloned(),
                })
            })
            .collect();
        let tray = machine.tray().into_iter().cloned().collect();
        let (officer, directory, calendar, policy, templates) = (
            machine.officer().cloned(),
            machine.directory().cloned(),
            machine.calendar().cloned(),
            machine.policy().cloned(),
            machine.templates().cloned(),
        );
        // Effects of the signals may call back into the engine.
        drop(machine);

        let device = self.device;
        self.show_records(records);
        set_if_new(device.waiting, Arc::new(waiting));
        set_if_new(device.tray, Arc::new(tray));
        if let Some(directory) = directory {
            set_if_new(device.directory, Arc::new(directory));
        }
        let other_days = calendar.is_some_and(|it| set_if_new(device.calendar, Arc::new(it)));
        let other_rules = policy.is_some_and(|it| set_if_new(device.policy, Arc::new(it)));
        if other_days || other_rules {
            // Every limit may end on another day now.
            self.show_every_record();
        }
        if let Some(templates) = templates {
            set_if_new(device.templates, Arc::new(templates));
        }
        if let Some(officer) = officer.filter(|officer| officer.id == self.officer.id) {
            // Posts change; the person of a vault does not.
            if set_if_new(device.officer, Some(officer.clone())) {
                let cipher = self.keys.cipher.clone();
                spawn_local(async move {
                    // The posts of before stay remembered until the next greeting.
                    let _ = Keyring::keep_owner(&cipher, &officer).await;
                });
            }
        }
        self.show_standing();
    }

    /// How much of this device's work is settled by the bureau.
    pub fn delivered(&self) -> Delivered {
        let (device, upto) = self.machine.borrow().delivered();
        Delivered { device, upto }
    }

    /// All work kept here as a file sealed to the bureau, with the files of saved steps as far as they fit.
    pub async fn export_outbox(&self) -> Option<Exported> {
        // Nothing of the machine is borrowed while the browser works.
        let (device, count, key, mut contents) = {
            let machine = self.machine.borrow();
            let (beginning, ops) = machine.outbox();
            let contents = outbox::contents(&beginning, &ops).ok()?;
            let count = u32::try_from(ops.len()).ok()?;
            let key = machine.outbox_key()?.clone();
            (machine.delivered().0, count, key, contents)
        };
        let (carried, left) = self.carry_files(&mut contents).await;
        let now = self.clock.now();
        let sealed = outbox::file(device, self.officer.id, now, count, &key, &contents);
        Some(Exported {
            file: sealed.await.ok()?,
            carried,
            left,
        })
    }

    /// The chip, and what follows from it.
    pub fn show_standing(self: &Rc<Self>) {
        let (lease_ends, lease_over) = self.lease();
        self.close_or_open(lease_over);
        if !self.is_first() {
            self.show_told(lease_ends, lease_over);
            return;
        }
        let standing = self.machine.borrow().standing();
        if standing.revoked {
            // Everything here is being destroyed.
            return;
        }
        let sentinel = self.sentinel.get();
        self.keep_sentinel(Sentinel {
            unsettled: u32::try_from(standing.unsent).unwrap_or(u32::MAX),
            ..sentinel
        });
        let reachable = standing.online && !standing.signed_out;
        if reachable {
            self.poke.listen();
            self.builds.look();
        } else {
            self.poke.stop();
        }
        let new_version = self
            .device
            .standing
            .with_untracked(|shown| shown.new_version);
        // Nobody is told of a lost network before it was tried.
        let untried = !self.heard.get() && window().navigator().on_line();
        let standing = Standing {
            online: standing.online || untried,
            busy: standing.busy,
            unsent: standing.unsent,
            returned: standing.returned,
            held: standing.held,
            settled_at: standing.settled_at,
            storage_failed: standing.storage_failed || self.drafts_failed.get(),
            signed_out: standing.signed_out,
            upgrade_required: standing.upgrade_required,
            new_version,
            lost: sentinel.lost,
            lease_ends,
            lease_over,
        };
        if set_if_new(self.device.standing, standing) {
            self.tell_here();
        }
    }

    /// The chip of a window that is not the first: what waits is seen here, how the line is was told.
    fn show_told(&self, lease_ends: Option<Moment>, lease_over: bool) {
        let seen = self.machine.borrow().standing();
        let new_version = self
            .device
            .standing
            .with_untracked(|shown| shown.new_version);
        let standing = Standing {
            unsent: seen.unsent,
            returned: seen.returned,
            held: seen.held,
            new_version,
            lease_ends,
            lease_over,
            ..self.told.borrow().clone()
        };
        set_if_new(self.device.standing, standing);
    }
}

/// Sets a signal unless it says the same already; whether it did.
pub(super) fn set_if_new<T: PartialEq + Send + Sync + 'static>(
    signal: RwSignal<T>,
    value: T,
) -> bool {
    let new = signal.with_untracked(|old| *old != value);
    if new {
        signal.set(value);
    }
    new
}
