//! The signed-in application. It reads the device's signals and never sees storage or sync.

#[cfg(feature = "csr")]
mod admin;
#[cfg(feature = "csr")]
mod devices;
#[cfg(feature = "csr")]
mod document;
#[cfg(feature = "csr")]
mod export;
#[cfg(feature = "csr")]
mod fetch;
#[cfg(feature = "csr")]
mod frame;
#[cfg(feature = "csr")]
mod held;
pub mod idle;
#[cfg(feature = "csr")]
mod inbox;
#[cfg(feature = "csr")]
mod keys;
#[cfg(feature = "csr")]
mod lock;
#[cfg(feature = "csr")]
mod me;
#[cfg(feature = "csr")]
mod mount;
#[cfg(feature = "csr")]
mod petition;
#[cfg(feature = "csr")]
mod petitions;
pub mod place;
#[cfg(feature = "csr")]
mod proof;
#[cfg(feature = "csr")]
mod rules;
#[cfg(feature = "csr")]
mod saved;
#[cfg(feature = "csr")]
mod scene;
#[cfg(feature = "csr")]
mod signin;
#[cfg(feature = "csr")]
mod standing;
#[cfg(feature = "csr")]
mod templates;
#[cfg(feature = "csr")]
mod tray;
#[cfg(feature = "csr")]
mod work;

#[cfg(feature = "csr")]
pub use mount::mount;
#[cfg(feature = "csr")]
pub use scene::{Scene, Theme};
