//! A county words its documents anew: what an entry says, and why one is not taken. The screen asks while somebody
//! types, the bureau asks again before it writes.

use super::{Flaw, check, shipped};
use chrono::NaiveDate;
use domain::document::{DocumentKind, Templates};
use domain::petition::TEXT_LIMIT;
use serde::{Deserialize, Serialize};

/// A text as an administrator enters it; the shipped text, word for word, goes back to the program's own.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Wording {
    /// Of which kind of document.
    pub kind: DocumentKind,
    /// With its placeholders, a paragraph a line.
    pub text: String,
    /// The first day it is in force.
    pub since: NaiveDate,
}

impl Wording {
    /// Whether it can be taken `today`, beside the texts the county has.
    ///
    /// # Errors
    /// The first [`Flaw`].
    pub fn admissible(&self, today: NaiveDate, known: &Templates) -> Result<(), Flaw> {
        if self.text.chars().count() > TEXT_LIMIT {
            return Err(Flaw::TooLong);
        }
        check(self.kind, &self.text)?;
        if self.since < today {
            return Err(Flaw::InPast);
        }
        if in_force(self.kind, self.since, known).trim() == self.text.trim() {
            return Err(Flaw::Same);
        }
        Ok(())
    }

    /// The text as the register of texts keeps it: nothing where it is the shipped one.
    pub fn kept(&self) -> String {
        let text = self.text.trim();
        if text == shipped(self.kind).trim() {
            String::new()
        } else {
            text.to_owned()
        }
    }
}

/// The text of `kind` on `day`: the county's, or the shipped one.
pub fn in_force(kind: DocumentKind, day: NaiveDate, known: &Templates) -> &str {
    known.text(kind, day).unwrap_or(shipped(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::document::Template;
    use domain::ids::OfficerId;

    fn day(text: &str) -> NaiveDate {
        text.parse().expect("a day")
    }

    fn wording(text: &str, since: &str) -> Wording {
        Wording {
            kind: DocumentKind::Urging,
            text: text.to_owned(),
            since: day(since),
        }
    }

    fn entered(wording: &Wording) -> Template {
        Template {
            kind: wording.kind,
            text: wording.kept(),
            since: wording.since,
            by: OfficerId(Default::default()),
            at: Default::default(),
        }
    }

    #[test]
    fn a_text_holds_from_its_day_and_the_shipped_one_comes_back() {
        let today = day("2026-07-01");
        let own = wording("请办理“{事项}”。", "2026-07-10");
        assert_eq!(own.admissible(today, &Templates::default()), Ok(()));
        let back = wording(shipped(DocumentKind::Urging), "2026-08-01");
        let known = Templates::new(vec![entered(&own)]);
        assert_eq!(back.admissible(today, &known), Ok(()));
        let known = Templates::new(vec![entered(&own), entered(&back)]);
        let on = |on| in_force(DocumentKind::Urging, day(on), &known);
        assert_eq!(on("2026-07-09"), shipped(DocumentKind::Urging));
        assert_eq!(on("2026-07-10"), own.text);
        assert_eq!(on("2026-08-01"), shipped(DocumentKind::Urging));
    }

    #[test]
    fn what_cannot_be_meant_is_told() {
        let today = day("2026-07-01");
        let flaw = |wording: Wording| wording.admissible(today, &Templates::default()).err();
        assert_eq!(flaw(wording("{事项}", "2026-06-30")), Some(Flaw::InPast));
        let same = wording(shipped(DocumentKind::Urging), "2026-07-01");
        assert_eq!(flaw(same), Some(Flaw::Same));
        let long = wording(&"长".repeat(TEXT_LIMIT + 1), "2026-07-01");
        assert_eq!(flaw(long), Some(Flaw::TooLong));
        let unknown = wording("{身份证}", "2026-07-01");
        assert_eq!(flaw(unknown), Some(Flaw::Unknown("身份证".to_owned())));
    }
}
