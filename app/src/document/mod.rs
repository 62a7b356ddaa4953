//! Official documents (文书) as people write them: the texts of the kinds with their placeholders, and how a
//! case fills them. The tablet without a network and the server fill alike.
//!
//! Documents are Chinese by law, whatever language the screen speaks.

mod fill;
mod placeholder;
mod prose;
mod shipped;

pub use fill::{Case, fill};
pub use placeholder::{Flaw, Placeholder, check};
pub use prose::{paragraphs, prose};
pub use shipped::shipped;

use chrono::{Datelike, NaiveDate};

/// 成文日期 as it is printed: `2026年3月5日`.
pub fn day(on: NaiveDate) -> String {
    format!("{}年{}月{}日", on.year(), on.month(), on.day())
}
