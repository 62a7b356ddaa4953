//! Which step demands which document, and who issues it: the table, read aloud.

use super::DocumentKind;
use crate::duty::Part;
use crate::petition::review::LevelKind;
use crate::petition::{Petition, Step};

/// What must have happened before a document can be issued.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// This step was taken, and owes the document.
    After(Step),
    /// The opinion that this document is was signed, which gave it its number.
    Signed,
    /// Nothing: every registered item has it, for those who want it on paper.
    Registered,
    /// Some unit answers for the item; whether the document is needed is for people to say.
    Responsible,
}

/// One row of the table.
#[derive(Clone, Copy, Debug)]
pub struct DocumentRow {
    /// The kind.
    pub kind: DocumentKind,
    /// The part that issues it.
    pub who: Part,
    /// What must have happened.
    pub need: Need,
    /// The article it rests on.
    pub article: &'static str,
}

/// Writes the table: `Bureau issues Transfer after Transfer, "条例 22";`
macro_rules! documents {
    (@need after $step:ident) => { Need::After(Step::$step) };
    (@need where $need:ident) => { Need::$need };
    ($($who:ident issues $kind:ident $how:ident $what:ident, $article:literal;)+) => {
        &[$(DocumentRow {
            kind: DocumentKind::$kind,
            who: Part::$who,
            need: documents!(@need $how $what),
            article: $article,
        }),+]
    };
}

static TABLE: &[DocumentRow] = documents! {
    Registrar  issues Receipt        where Registered,     "条例 22";
    Bureau     issues Receipt        where Registered,     "条例 22";
    Bureau     issues Transfer       after Transfer,      "条例 22";
    Bureau     issues Assignment     after Assign,        "条例 22";
    Handler    issues Acceptance     after Accept,        "条例 23";
    Discipline issues Acceptance     after Accept,        "条例 30";
    Handler    issues Declining      after Decline,       "条例 23";
    Discipline issues Declining      after Decline,       "条例 30";
    Bureau     issues NoMore         after NotAgain,      "条例 36";
    Handler    issues NoMore         after NotAgain,      "条例 36";
    Handler    issues Guidance       after Guide,         "条例 31";
    Handler    issues Extension      after GrantExtension, "条例 34";
    Handler    issues Opinion        where Signed,         "条例 32";
    Discipline issues Opinion        where Signed,         "条例 30";
    Handler    issues ServiceReceipt after Deliver,       "条例 32";
    Discipline issues ServiceReceipt after Deliver,       "条例 30";
    ReviewOffice issues Review       where Signed,         "条例 35";
    ReviewOffice issues Recheck      where Signed,         "条例 36";
    Bureau     issues Urging         where Responsible,   "条例 40";
    Bureau     issues AdviceOnWork   where Responsible,   "条例 40";
    Bureau     issues AdviceOnPolicy where Responsible,   "条例 40";
    Bureau     issues AdviceOnBlame  where Responsible,   "条例 40";
};

/// Every row, in the order of a petition's life.
pub fn table() -> &'static [DocumentRow] {
    TABLE
}

/// Whether what this row needs has happened.
pub fn due(petition: &Petition, row: &DocumentRow) -> bool {
    match row.need {
        Need::After(step) => petition.taken_at(step).is_some(),
        Need::Signed => is_signed(petition, row.kind),
        Need::Registered => true,
        Need::Responsible => petition.responsible.is_some(),
    }
}

/// Whether the opinion of this kind that stands now was signed. An order to answer anew takes the signature of the
/// answer away with it.
fn is_signed(petition: &Petition, kind: DocumentKind) -> bool {
    match kind {
        DocumentKind::Review => petition.reviews.signed(LevelKind::Review).is_some(),
        DocumentKind::Recheck => petition.reviews.signed(LevelKind::Recheck).is_some(),
        _ => petition.opinion_number.is_some(),
    }
}

/// The kinds that somebody in one of `parts` may issue now, in the table's order, once each.
pub fn open_to(petition: &Petition, parts: &[Part]) -> Vec<DocumentKind> {
    let mut kinds = Vec::new();
    for row in table() {
        if parts.contains(&row.who) && due(petition, row) && !kinds.contains(&row.kind) {
            kinds.push(row.kind);
        }
    }
    kinds
}

/// The documents that steps already taken demand and that were not issued yet.
pub fn owed(petition: &Petition) -> Vec<DocumentKind> {
    let mut kinds = Vec::new();
    for row in table() {
        let demanded = matches!(row.need, Need::After(_) | Need::Signed);
        if demanded
            && due(petition, row)
            && petition.documents.waits_for(row.kind)
            && !kinds.contains(&row.kind)
        {
            kinds.push(row.kind);
        }
    }
    kinds
}
