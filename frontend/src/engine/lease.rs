//! The lease: for how long petitions may be read here without the bureau.

use super::Engine;
use chrono::TimeDelta;
use domain::ids::Moment;
use leptos::prelude::*;

/// How long before its end people are told.
const WARNING: TimeDelta = TimeDelta::days(3);

impl Engine {
    /// The lease's end and now. A clock before the last greeting is wrong: setting it back lengthens nothing.
    fn lease(&self) -> Option<(Moment, Moment)> {
        let machine = self.machine.borrow();
        let now = self.clock.now();
        let now = machine.greeted_at().map_or(now, |greeted| now.max(greeted));
        Some((machine.lease_until()?, now))
    }

    /// Its end, if that is soon.
    pub(super) fn lease_ends(&self) -> Option<Moment> {
        let (until, now) = self.lease()?;
        (now < until && until - now <= WARNING).then_some(until)
    }

    /// Hides what is held once the lease is over, and shows it again when the bureau has renewed it. What waits to
    /// be sent is sent all the same.
    pub(super) fn close_or_open(&self) {
        let over = self.lease().is_some_and(|(until, now)| now >= until);
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
    pub fn look_at_lease(&self) {
        let told = self
            .device
            .standing
            .with_untracked(|standing| (standing.lease_ends, standing.lease_over));
        let over = self.lease().is_some_and(|(until, now)| now >= until);
        if told != (self.lease_ends(), over) {
            self.show_standing();
        }
    }
}
