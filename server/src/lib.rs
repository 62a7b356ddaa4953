//! The bureau: the native side of Huiyin, as a library that `main.rs` and the tests share.

pub mod import;
pub mod store;
