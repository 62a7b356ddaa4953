//! Official documents (文书): their kinds, their numbers, what they say, and that it never changes.

mod documents;
mod kind;

pub use documents::{Documents, GivenNumber};
pub use kind::DocumentKind;
