//! The law of a petition bureau: who may do what, when, and until when.
//!
//! No I/O, no async, no clock, no randomness, no language of people. The same file runs on the
//! tablet for kindness and on the server for authority.

pub mod citizen;
pub mod deadline;
pub mod document;
pub mod duty;
pub mod ids;
pub mod organisation;
pub mod petition;
pub mod policy;
mod record;
mod refusal;
pub mod steps;

pub use record::{By, Command, Event, Fact, Record, Series, Setting, apply, decide, taken_once};
pub use refusal::{Field, Refusal, Unfit};
