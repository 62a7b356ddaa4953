//! The face of Huiyin: typed server functions, every word people read, the signed-in desk (`csr`)
//! and the public pages (`ssr`). Never both features in one build.

pub mod alike;
pub mod api;
pub mod document;
pub mod filing;
pub mod text;

#[cfg(feature = "ssr")]
pub mod bureau;
pub mod desk;
#[cfg(feature = "csr")]
pub mod device;
pub mod parts;
#[cfg(feature = "ssr")]
pub mod public;
