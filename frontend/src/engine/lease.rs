//! The lease: for how long petitions may be read here without the bureau.

use super::Engine;
use domain::ids::Moment;
use leptos::prelude::*;
use std::rc::Rc;
use sync::client::Lease;

impl Engine {
    /// Its end if that is soon, and whether it is over.
    pub(super) fn lease(&self) -> (Option<Moment>, bool) {
        match self.machine.borrow().lease(self.clock.now()) {
            Lease::None | Lease::Runs { .. } => (None, false),
            Lease::EndsSoon { until } => (Some(until), false),
            Lease::Over { .. } => (None, true),
        }
    }

    /// Hides what is held once the lease is over, and shows it again when the bureau has renewed it. What waits to
    /// be sent is sent all the same.
    pub(super) fn close_or_open(self: &Rc<Self>, over: bool) {
        if self.closed.replace(over) == over {
            return;
        }
        if over {
            self.device.records.set(Default::default());
            self.device.waiting.set(Default::default());
            self.device.tray.set(Default::default());
            self.device.files.set(Default::default());
        } else {
            self.show_all();
        }
    }

    /// Time has passed.
    pub fn look_at_lease(self: &Rc<Self>) {
        let told = self
            .device
            .standing
            .with_untracked(|standing| (standing.lease_ends, standing.lease_over));
        if told != self.lease() {
            self.show_standing();
        }
    }
}
