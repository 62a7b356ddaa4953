//! The bureau: the native side of Huiyin, as a library that `main.rs` and the tests share.

pub mod account;
pub mod assets;
pub mod attachment;
pub mod backup;
pub mod bureau;
pub mod command_line;
pub mod config;
pub mod database;
mod device;
pub mod doctor;
pub mod import;
pub mod numbers;
pub mod office;
pub mod projection;
pub mod public;
pub mod router;
pub mod seed;
pub mod serve;
pub mod session;
pub mod store;
pub mod telemetry;
pub mod tls;
