//! What a petitioner files on the public page, and what becomes of it in the bureau's inbox.
//!
//! A filing carries the id of the record it becomes when a registrar takes it over: the code handed out for
//! it leads to the petition afterwards, and nothing can be taken over twice.

use domain::ids::{Moment, OfficerId, RecordId};
use domain::petition::{DEMANDS, LINE_LIMIT, Petitioner, Purpose, TEXT_LIMIT};
use domain::{Field, Refusal};
use serde::{Deserialize, Serialize};

/// What somebody wrote, word for word.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Written {
    /// What they want; `None`: not chosen yet.
    pub purpose: Option<Purpose>,
    /// One line.
    pub title: String,
    /// Facts and reasons.
    pub text: String,
    /// What they ask for, one a line.
    pub demands: String,
    /// Where it happened; may be empty.
    pub place: String,
    /// Whom it complains of; may be empty.
    pub complained_of: String,
    /// Who they are; a report against an official may be anonymous.
    pub petitioner: Petitioner,
}

impl Written {
    /// Whether it is a report against an official, sealed from the first byte (条例 30).
    pub fn is_sealed(&self) -> bool {
        self.purpose == Some(Purpose::Report)
    }

    /// Each thing asked for.
    pub fn each_demand(&self) -> Vec<String> {
        self.demands
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// What is wrong, each at its field, in the order of the page; empty: it can be filed.
    pub fn flaws(&self) -> Vec<(Field, Refusal)> {
        let mut flaws = Vec::new();
        let mut needed = |field, text: &str, limit| {
            if text.trim().is_empty() {
                flaws.push((field, Refusal::Missing(field)));
            } else if text.chars().count() > limit {
                flaws.push((field, Refusal::TooLong { field, limit }));
            }
        };
        if self.purpose.is_none() {
            needed(Field::Purpose, "", LINE_LIMIT);
        }
        needed(Field::Title, &self.title, LINE_LIMIT);
        needed(Field::Text, &self.text, TEXT_LIMIT);
        needed(Field::Demands, &self.demands, TEXT_LIMIT);
        let person = &self.petitioner;
        if !self.is_sealed() {
            needed(Field::PetitionerName, &person.name, LINE_LIMIT);
            // One way to be reached is enough (条例 19).
            if person.address.trim().is_empty() {
                needed(Field::PetitionerPhone, &person.phone, LINE_LIMIT);
            }
        }
        for (field, text) in [
            (Field::Place, &self.place),
            (Field::ComplainedOf, &self.complained_of),
            (Field::PetitionerName, &person.name),
            (Field::PetitionerPhone, &person.phone),
            (Field::PetitionerIdNumber, &person.id_number),
            (Field::PetitionerAddress, &person.address),
        ] {
            let limit = LINE_LIMIT;
            if text.chars().count() > limit && !flaws.iter().any(|(known, _)| *known == field) {
                flaws.push((field, Refusal::TooLong { field, limit }));
            }
        }
        if self.each_demand().len() > DEMANDS {
            let (field, limit) = (Field::Demands, DEMANDS);
            flaws.push((field, Refusal::TooLong { field, limit }));
        }
        flaws
    }
}

/// What a person decided on a filing that is not registered.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Decision {
    /// The same as an item already registered, whose number the petitioner is told.
    Duplicate {
        /// Which item, as its number is printed.
        number: String,
        /// A word to the petitioner; may be empty.
        word: String,
    },
    /// No petition: where to go instead, told to the petitioner.
    NotPetition(String),
    /// It reports an official: from now on only the discipline channel sees it.
    ToDiscipline,
}

impl Decision {
    /// What is missing or too long, if anything is.
    pub fn flaw(&self) -> Option<Refusal> {
        let line = |field, text: &str, limit: usize, needed: bool| {
            if needed && text.trim().is_empty() {
                Some(Refusal::Missing(field))
            } else {
                (text.chars().count() > limit).then_some(Refusal::TooLong { field, limit })
            }
        };
        match self {
            Decision::Duplicate { number, word } => {
                line(Field::ExternalNumber, number, LINE_LIMIT, true)
                    .or_else(|| line(Field::Reason, word, TEXT_LIMIT, false))
            }
            Decision::NotPetition(reason) => line(Field::Reason, reason, TEXT_LIMIT, true),
            Decision::ToDiscipline => None,
        }
    }
}

/// A decision with who and when.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Decided {
    /// What.
    pub decision: Decision,
    /// Who; shown to officers only.
    pub by: OfficerId,
    /// When.
    pub at: Moment,
}

/// A filing as an officer or its petitioner opens it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Filing {
    /// Its id; the record's, once somebody took it over.
    pub id: RecordId,
    /// When it reached the bureau.
    pub filed_at: Moment,
    /// Only the discipline channel sees it.
    pub sealed: bool,
    /// The petitioner's own words; never changed.
    pub written: Written,
    /// Present: it was not registered, and why.
    pub decided: Option<Decided>,
    /// It is registered: the petition has the same id.
    pub registered: bool,
}

/// A line of the inbox.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FilingRow {
    /// The filing.
    pub id: RecordId,
    /// When it reached the bureau.
    pub filed_at: Moment,
    /// Only the discipline channel sees it.
    pub sealed: bool,
    /// Its one line.
    pub title: String,
    /// Who filed it; empty: anonymous.
    pub petitioner: String,
    /// What they want.
    pub purpose: Purpose,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole() -> Written {
        Written {
            purpose: Some(Purpose::Plea),
            title: "路灯不亮".to_owned(),
            text: "村口路灯坏了两个月。".to_owned(),
            demands: "修好路灯\n\n  说明原因 ".to_owned(),
            petitioner: Petitioner {
                name: "李某".to_owned(),
                phone: "13800000000".to_owned(),
                ..Petitioner::default()
            },
            ..Written::default()
        }
    }

    #[test]
    fn each_line_is_a_demand() {
        assert_eq!(whole().each_demand(), ["修好路灯", "说明原因"]);
        assert_eq!(whole().flaws(), []);
    }

    #[test]
    fn a_petition_names_somebody_who_can_be_reached_and_a_report_need_not() {
        let nobody = Written {
            petitioner: Petitioner::default(),
            ..whole()
        };
        let fields = |written: &Written| -> Vec<Field> {
            written
                .flaws()
                .into_iter()
                .map(|(field, _)| field)
                .collect()
        };
        assert_eq!(
            fields(&nobody),
            [Field::PetitionerName, Field::PetitionerPhone]
        );
        let report = Written {
            purpose: Some(Purpose::Report),
            ..nobody
        };
        assert!(report.is_sealed());
        assert_eq!(fields(&report), []);
    }

    #[test]
    fn nothing_at_all_is_told_field_by_field() {
        let fields: Vec<Field> = Written::default()
            .flaws()
            .into_iter()
            .map(|(field, _)| field)
            .collect();
        assert_eq!(
            fields,
            [
                Field::Purpose,
                Field::Title,
                Field::Text,
                Field::Demands,
                Field::PetitionerName,
                Field::PetitionerPhone
            ]
        );
    }

    #[test]
    fn what_is_too_long_is_told_once() {
        let long = Written {
            title: "长".repeat(201),
            place: "长".repeat(201),
            ..whole()
        };
        assert_eq!(long.flaws().len(), 2);
    }
}
