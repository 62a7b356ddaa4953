//! How long a device may work without the bureau, and what happens when the bureau shuts it out.

use super::{Effect, LEASE_WARNING_DAYS, Lease, Machine};
use domain::ids::Moment;

impl Machine {
    /// Where the lease stands at `now`, the device's clock as corrected by the bureau. A clock before the
    /// last greeting is wrong and counts as of the greeting: setting it back lengthens nothing.
    pub fn lease(&self, now: Moment) -> Lease {
        let Some(greeting) = self.replica.greeting.as_ref() else {
            return Lease::None;
        };
        let until = greeting.lease_until;
        let left = until - now.max(greeting.at);
        match left.num_seconds() {
            ..=0 => Lease::Over { since: until },
            _ if left.num_days() < LEASE_WARNING_DAYS => Lease::EndsSoon { until },
            _ => Lease::Runs { until },
        }
    }

    /// The last thing this machine asks for.
    pub(super) fn shut_out(&mut self) {
        self.network.revoked = true;
        self.network.hang_up();
        self.shown.mark();
        self.effects.push(Effect::Forget);
    }
}
