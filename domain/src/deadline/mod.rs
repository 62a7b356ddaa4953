//! Legal time: how long a step may take, which day is its last, and how far along a running limit is.
//!
//! Everything here is arithmetic on days. There is no clock inside: whoever asks brings `today`, so a
//! disconnected tablet and the bureau's server count alike.

mod calendar;
mod clock;
mod count;
mod terms;
mod warning;

pub use calendar::{ArrangedDay, Calendar, CalendarError, CalendarFlaw, DayKind};
pub use clock::{Clock, Level, Thresholds};
pub use count::{DayCounted, Due, Length, Pause, Why, due, due_paused, explain};
pub use terms::{Days, StartFact, Term, TermRow, length, row};
pub use warning::{Onsets, Warning};
