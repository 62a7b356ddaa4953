//! The tablet: storage, network and the loop around the messenger. All of it lives in the browser; natively
//! only what needs none is compiled, for its tests.

#[cfg(target_arch = "wasm32")]
mod bureau;
#[cfg(target_arch = "wasm32")]
mod clock;
#[cfg(target_arch = "wasm32")]
mod engine;
#[cfg(target_arch = "wasm32")]
mod gate;
#[cfg(target_arch = "wasm32")]
mod idle;
#[cfg(target_arch = "wasm32")]
mod line;
#[cfg(target_arch = "wasm32")]
mod online;
#[cfg(target_arch = "wasm32")]
mod open;
#[cfg(target_arch = "wasm32")]
mod outbox;
#[cfg(target_arch = "wasm32")]
mod picture;
#[cfg(target_arch = "wasm32")]
mod storage;
#[cfg(target_arch = "wasm32")]
mod tab;
#[cfg(target_arch = "wasm32")]
mod tablet;
#[cfg(target_arch = "wasm32")]
mod typing;
#[cfg(target_arch = "wasm32")]
mod uploading;
#[cfg(target_arch = "wasm32")]
mod windows;

#[cfg(all(test, not(target_arch = "wasm32")))]
#[path = "storage/newest.rs"]
mod newest;
