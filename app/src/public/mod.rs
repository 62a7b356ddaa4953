//! The public pages, rendered to text on the server: no script, no hydration, one question a page.
//!
//! Each function takes a [`Frame`] and what it shows, and returns a whole document.

mod copy;
mod file;
mod frame;
mod home;
mod item;
mod levels;
mod notices;
mod rating;
mod readings;
mod receipt;
mod seen;
mod standing;

pub use copy::{Copy, Numbers, copy, copy_at_the_window, volume};
pub use file::{Filed, NotFiled, file, filed, purpose_of, purpose_value};
pub use frame::{Frame, Office};
pub use home::{code_refused, home};
pub use item::item;
pub use levels::{Asked, LevelOpinion, MayAsk, SeenLevel};
pub use notices::{failed, not_found, too_many};
pub use rating::{Typed, satisfaction_of, thanks, value_of};
pub use readings::{Reader, Reading, readings, readings_at_the_window};
pub use receipt::{Matter, Receipt, receipt};
pub use seen::{
    DeclinedBecause, DemandAnswer, GivenAnswer, Line, Milestone, OpenItem, RatingWindow,
    SealedStage, Seen, Stage, Who,
};
pub use standing::{Tint, standing};
