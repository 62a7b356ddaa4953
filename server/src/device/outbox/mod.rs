//! The outbox of a tablet that never gets a network again, brought as a file: opened with the bureau's key, taken in
//! as if its author had sent it.

mod keys;
mod take_in;

pub use keys::{NotOpened, key};
pub use take_in::{NotTaken, take_in};
