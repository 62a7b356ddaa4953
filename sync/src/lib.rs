//! The messenger: a machine of values, `Input -> Vec<Effect>`, without I/O, clock or async.
//! The same file runs in the tablet, in the server's tests and in the simulator.

pub mod admission;
pub mod body;
pub mod bytes;
pub mod client;
pub mod feed;
pub mod kept;
pub mod outbox;
pub mod protocol;
mod upcast;
pub mod upload;
