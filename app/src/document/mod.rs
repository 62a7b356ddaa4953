//! Official documents (文书) as people write them: the texts of the kinds with their placeholders, and how a
//! case fills them. The tablet without a network and the server fill alike.
//!
//! Documents are Chinese by law, whatever language the screen speaks.

mod fill;
mod placeholder;
mod prose;
mod sample;
mod shipped;
mod wording;

pub use fill::{Case, fill, with_text};
pub use placeholder::{Flaw, Placeholder, check, offered, wanted};
pub use prose::{paragraphs, prose};
pub use sample::sample;
pub use shipped::shipped;
pub use wording::{Wording, in_force};

pub use domain::document::day;

/// The label of a signature drawn by hand; with the word that it has not come where it has not.
pub fn signed_by_hand(come: bool) -> String {
    use crate::text::{Lang, document as words};
    let label = words::by_hand(Lang::Zh);
    if come {
        format!("{label}：")
    } else {
        format!("{label}：{}", words::picture_to_come(Lang::Zh))
    }
}
