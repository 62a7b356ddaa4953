//! What screens are built from. The pure parts compile everywhere, so that their tests run natively;
//! the views only for the browser.

pub mod compare;
pub mod kept;

#[cfg(feature = "csr")]
pub mod blob;
#[cfg(feature = "csr")]
pub mod clock;
#[cfg(feature = "csr")]
pub mod field;
#[cfg(feature = "csr")]
pub mod form;
#[cfg(feature = "csr")]
pub mod glyph;
#[cfg(feature = "csr")]
pub mod identity;
#[cfg(feature = "csr")]
pub mod notice;
#[cfg(feature = "csr")]
pub mod signature;
