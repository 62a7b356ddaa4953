//! This device's clock, corrected by the bureau's last word: village tablets are years off now and then.

use crate::storage::settings;
use chrono::{TimeDelta, Utc};
use domain::ids::Moment;
use std::cell::Cell;

const CORRECTION: &str = "clock";
/// A difference below this is the way of the message, not the clock; milliseconds.
const NOT_WORTH_CORRECTING: i64 = 5_000;

/// A clock of the one thread.
pub struct Clock {
    /// The bureau's time minus this device's, in milliseconds.
    ahead: Cell<i64>,
}

impl Clock {
    /// With the correction of the last contact, for a start without a network.
    pub fn open() -> Clock {
        let ahead = settings::choice(CORRECTION)
            .and_then(|kept| kept.parse().ok())
            .unwrap_or(0);
        Clock {
            ahead: Cell::new(ahead),
        }
    }

    /// Now.
    pub fn now(&self) -> Moment {
        let here = Utc::now();
        here.checked_add_signed(TimeDelta::milliseconds(self.ahead.get()))
            .unwrap_or(here)
    }

    /// The bureau said what time it is there.
    pub fn correct(&self, bureau: Moment) {
        let ahead = bureau.signed_duration_since(Utc::now()).num_milliseconds();
        let ahead = if ahead.abs() < NOT_WORTH_CORRECTING {
            0
        } else {
            ahead
        };
        if (ahead - self.ahead.get()).abs() >= NOT_WORTH_CORRECTING {
            self.ahead.set(ahead);
            // Without it the next start without a network shows this device's own time.
            settings::keep_choice(CORRECTION, &ahead.to_string());
        }
    }
}
