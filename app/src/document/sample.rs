//! An invented case that has been through everything a document can speak of: a text is shown with it before it
//! comes into force. Nobody in it exists, and no real case is ever opened to whoever words documents.

mod course;

use self::course::{course, morning};
use super::{Case, with_text};
use domain::By;
use domain::Event;
use domain::Fact as RecordFact;
use domain::Setting;
use domain::deadline::Calendar;
use domain::document::{Content, DocumentKind, Templates};
use domain::duty::{Actor, Officer, Role};
use domain::ids::{Moment, OfficerId, RecordId, UnitId};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};
use domain::petition::review;
use domain::petition::{Command, Fact, Petition, apply};
use domain::policy::Policy;
use domain::steps::Place;
use uuid::Uuid;

/// The units, each with its parent and one officer.
const UNITS: [(u128, Option<u128>, UnitKind, &str, Role, &str); 5] = [
    (
        1,
        Some(4),
        UnitKind::County,
        "样例县人民政府",
        Role::ReviewOfficer,
        "孙样",
    ),
    (
        2,
        Some(1),
        UnitKind::Bureau,
        "样例县信访局",
        Role::BureauOfficer,
        "钱样",
    ),
    (
        3,
        Some(1),
        UnitKind::Department,
        "样例县水利局",
        Role::UnitHead,
        "赵样",
    ),
    (
        4,
        None,
        UnitKind::Prefecture,
        "样例市人民政府",
        Role::ReviewOfficer,
        "李样",
    ),
    (
        5,
        Some(1),
        UnitKind::Discipline,
        "样例县纪检监察机关",
        Role::DisciplineOfficer,
        "周样",
    ),
];
const COUNTY: u128 = 1;
const BUREAU: u128 = 2;
const WATER: u128 = 3;
const PREFECTURE: u128 = 4;

/// The document of `kind` that this text makes of the invented case.
pub fn sample(kind: DocumentKind, text: &str) -> Content {
    with_case(kind, &petition(kind), |case| with_text(kind, text, case))
}

fn with_case<T>(kind: DocumentKind, petition: &Petition, write: impl FnOnce(&Case<'_>) -> T) -> T {
    let directory = directory();
    let actor = Actor::Officer(officer(issuer(kind)));
    let now = morning(7, 20);
    write(&Case {
        petition,
        setting: Setting {
            actor: &actor,
            now,
            recorded_at: now,
            place: Place::Online,
            directory: &directory,
            calendar: Calendar::shipped(),
            policy: Policy::shipped(),
        },
        templates: &Templates::default(),
    })
}

/// The unit that issues documents of this kind in the invented county.
fn issuer(kind: DocumentKind) -> u128 {
    match kind {
        DocumentKind::Review => COUNTY,
        DocumentKind::Recheck => PREFECTURE,
        DocumentKind::Receipt
        | DocumentKind::Transfer
        | DocumentKind::Assignment
        | DocumentKind::NoMore
        | DocumentKind::Urging
        | DocumentKind::AdviceOnWork
        | DocumentKind::AdviceOnPolicy
        | DocumentKind::AdviceOnBlame => BUREAU,
        _ => WATER,
    }
}

fn unit(nth: u128) -> UnitId {
    UnitId(Uuid::from_u128(nth))
}

/// The officer of a unit carries its number.
fn person(nth: u128) -> OfficerId {
    OfficerId(Uuid::from_u128(nth))
}

fn officer(nth: u128) -> Officer {
    let of = |(id, ..): &&(u128, Option<u128>, UnitKind, &str, Role, &str)| *id == nth;
    let (.., role, name) = UNITS.iter().find(of).copied().unwrap_or(UNITS[0]);
    Officer {
        id: person(nth),
        name: name.to_owned(),
        unit: unit(nth),
        roles: vec![role],
    }
}

fn directory() -> Directory {
    let units = UNITS.iter().map(|(id, parent, kind, name, ..)| Unit {
        id: unit(*id),
        parent: parent.map(unit),
        kind: *kind,
        name: (*name).to_owned(),
        code: String::new(),
        word: "样".to_owned(),
    });
    let people = UNITS.iter().map(|(id, .., role, name)| Colleague {
        id: person(*id),
        name: (*name).to_owned(),
        unit: unit(*id),
        roles: vec![*role],
    });
    Directory::new(units.collect(), people.collect())
}

/// The case, as far as a document of `kind` looks.
fn petition(kind: DocumentKind) -> Petition {
    let mut told = None;
    let mut happens = |by: u128, at: Moment, fact: Fact| {
        let id = RecordId(Uuid::from_u128(1));
        let event = Event {
            record: id,
            at,
            recorded_at: at,
            by: By::Officer(person(by), unit(by)),
            fact: RecordFact::Petition(fact.clone()),
        };
        apply(&mut told, id, &event, &fact);
    };
    for (by, at, command) in course(kind) {
        let number = match &command {
            Command::Register(_) => Some(Fact::Numbered("样信〔2026〕12号".to_owned())),
            Command::Approve(_) => Some(Fact::OpinionNumbered("样水信处〔2026〕3号".to_owned())),
            Command::Review(review::Command::Sign(_)) => {
                let level = if by == COUNTY {
                    DocumentKind::Review
                } else {
                    DocumentKind::Recheck
                };
                let word = if by == COUNTY {
                    "样政信查"
                } else {
                    "样市信核"
                };
                Some(Fact::DocumentNumbered(level, format!("{word}〔2026〕1号")))
            }
            _ => None,
        };
        happens(by, at, Fact::Stepped(command));
        if let Some(number) = number {
            happens(by, at, number);
        }
    }
    told.expect("the first fact registers it")
}

#[cfg(test)]
mod tests {
    use super::super::{Placeholder, shipped};
    use super::*;
    use domain::document::frame;
    use domain::petition::review::LevelResult;

    /// Whether the law lets this document out as it stands.
    fn is_framed(kind: DocumentKind, text: &str, petition: &Petition) -> bool {
        with_case(kind, petition, |case| {
            let frame = frame(petition, kind, &case.setting).expect("an officer");
            frame.holds(&with_text(kind, text, case), &case.setting)
        })
    }

    #[test]
    fn every_shipped_text_says_what_the_case_fixes_and_leaves_no_blank_of_its_own() {
        for kind in DocumentKind::ALL.iter().copied() {
            let text = shipped(kind);
            assert!(is_framed(kind, text, &petition(kind)), "{kind:?}");
            if !text.contains("{填写}") && kind != DocumentKind::AdviceOnBlame {
                assert_eq!(sample(kind, text).readable(), Ok(()), "{kind:?}");
            }
        }
    }

    #[test]
    fn a_review_tells_its_result_whatever_it_is() {
        for (kind, nth) in [(DocumentKind::Review, 0), (DocumentKind::Recheck, 1)] {
            for result in LevelResult::ALL.iter().copied() {
                let mut petition = petition(kind);
                petition.reviews.levels[nth].drafts[0].result = result;
                assert!(
                    is_framed(kind, shipped(kind), &petition),
                    "{kind:?} {result:?}"
                );
            }
        }
    }

    /// The sabotage: a document that leaves out what the law wants is not let out.
    #[test]
    fn what_is_left_out_is_noticed() {
        for (kind, place) in [
            (DocumentKind::Opinion, Placeholder::Rights),
            (DocumentKind::Opinion, Placeholder::Answers),
            (DocumentKind::Review, Placeholder::Result),
            (DocumentKind::Review, Placeholder::Findings),
            (DocumentKind::Review, Placeholder::Rights),
            (DocumentKind::Recheck, Placeholder::Rights),
            (DocumentKind::Extension, Placeholder::ExtensionReason),
            (DocumentKind::Extension, Placeholder::NewLimit),
            (DocumentKind::Guidance, Placeholder::Authority),
            (DocumentKind::Guidance, Placeholder::Told),
            (DocumentKind::Guidance, Placeholder::RouteLimit),
            (DocumentKind::NoMore, Placeholder::Reason),
        ] {
            let without = shipped(kind).replace(&format!("{{{}}}", place.word()), "");
            assert!(
                !is_framed(kind, &without, &petition(kind)),
                "{kind:?} {place:?}"
            );
        }
    }

    #[test]
    fn an_extension_and_a_route_are_told_with_their_days() {
        let extension = sample(DocumentKind::Extension, shipped(DocumentKind::Extension));
        // Accepted on 5 March: day 60 is 4 May, in the Labour Day rest until the 5th; day 80 is 24 May, a Sunday.
        for words in [
            "2026年5月6日前办结",
            "赵样批准",
            "延长20日，至2026年5月25日止",
            "检测报告尚未出具",
        ] {
            assert!(extension.says(words), "{words}: {extension:?}");
        }
        let acceptance = sample(DocumentKind::Acceptance, shipped(DocumentKind::Acceptance));
        assert!(acceptance.says("2026年5月6日前办结"), "{acceptance:?}");
        let route = sample(DocumentKind::Guidance, shipped(DocumentKind::Guidance));
        // Known on 20 February: day 60 is 21 April.
        for words in [
            "应当通过行政复议处理",
            "样例县人民政府行政复议机构",
            "《行政复议法》第20条",
            "至2026年4月21日止",
        ] {
            assert!(route.says(words), "{words}: {route:?}");
        }
    }
}
