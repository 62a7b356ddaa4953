//! Official documents (文书): their kinds, their numbers, what they say, and that it never changes.
//!
//! A document is *filled* from the case, *issued* by the step [`Issue`](crate::petition::Step::Issue),
//! *numbered* and *frozen* by the bureau in the same transaction. From then on nobody changes a word of
//! it: a corrected one replaces it, and both stay in sight.

mod content;
mod documents;
mod frame;
mod issuing;
mod kind;
mod needs;
mod template;

pub use content::{
    ATTACHMENT_LINES, BLANK, Content, DrawnSignature, Level, PARAGRAPHS, Paragraph, day,
};
pub use documents::{Documents, GivenNumber, Issued};
pub use frame::{Addressee, Frame, frame};
pub(crate) use issuing::issue;
pub use issuing::{Issuing, parts};
pub use kind::DocumentKind;
pub use needs::{DocumentRow, Need, due, open_to, owed, table};
pub use template::{Template, Templates};
