//! An invented case that has been through everything a document can speak of: a text is shown with it before it
//! comes into force. Nobody in it exists, and no real case is ever opened to whoever words documents.

use super::{Case, with_text};
use chrono::{NaiveDate, NaiveTime};
use domain::By;
use domain::Event;
use domain::Fact as RecordFact;
use domain::Setting;
use domain::deadline::Calendar;
use domain::document::{Content, DocumentKind, Templates};
use domain::duty::{Actor, Officer, Role};
use domain::ids::{Moment, OfficerId, RecordId, UnitId};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};
use domain::petition::review::{self, Conclusion, Hearing, LevelResult, Request, Taking};
use domain::petition::{
    Acceptance, Answer, Assignment, Channel, Command, Declining, Delivery, ExtensionGrant,
    ExtensionRequest, Fact, Guidance, Intake, Judgement, NotAgain, Notice, Opinion, Outcome, Path,
    Petition, Petitioner, Proceeding, Purpose, Registration, Route, Sending, Service, apply,
};
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
const LANDS: u128 = 3;
const PREFECTURE: u128 = 4;
/// The earlier item of the same matter.
const EARLIER: RecordId = RecordId(Uuid::from_u128(2));

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
        _ => LANDS,
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

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

fn morning(month: u32, nth: u32) -> Moment {
    day(month, nth).and_time(NaiveTime::MIN).and_utc()
}

fn notice(month: u32, nth: u32) -> Notice {
    Notice {
        service: Service::InPerson,
        on: day(month, nth),
    }
}

fn delivery(month: u32, nth: u32) -> Delivery {
    Delivery {
        service: Service::InPerson,
        on: day(month, nth),
        receiver: "王样".to_owned(),
        refused: None,
        late_reason: String::new(),
    }
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

fn course(kind: DocumentKind) -> Vec<(u128, Moment, Command)> {
    let mut course = vec![
        (
            BUREAU,
            morning(3, 2),
            Command::Register(Box::new(registration())),
        ),
        (BUREAU, morning(3, 3), Command::Send(sending())),
    ];
    match kind {
        DocumentKind::Declining => {
            course.push((LANDS, morning(3, 5), Command::Decline(declining())))
        }
        DocumentKind::NoMore => {
            course.push((BUREAU, morning(3, 4), Command::Judge(judgement())));
            course.push((BUREAU, morning(3, 5), Command::NotAgain(not_again())));
        }
        DocumentKind::Guidance => {
            course.push((
                LANDS,
                morning(3, 5),
                Command::Accept(acceptance(Path::Administrative)),
            ));
            let guiding = Proceeding::Guide(guidance());
            course.push((LANDS, morning(3, 6), Command::Proceed(guiding)));
        }
        _ => {
            let path = Path::PetitionProcedure;
            course.push((LANDS, morning(3, 5), Command::Accept(acceptance(path))));
            course.extend(handling());
            course.extend(level(COUNTY, 5, "审查期间另行丈量，少算两户。"));
            course.extend(level(PREFECTURE, 6, "复查认定的事实清楚。"));
        }
    }
    course
}

fn registration() -> Registration {
    Registration {
        bureau: unit(BUREAU),
        channel: Channel::Visit,
        purpose: Purpose::Plea,
        class: String::new(),
        title: "村口水渠垮塌无人修复".to_owned(),
        text: "去年雨季水渠垮塌，今春无法浇地。".to_owned(),
        place: "样例村".to_owned(),
        village: None,
        petitioners: vec![Petitioner {
            name: "王样".to_owned(),
            ..Petitioner::default()
        }],
        headcount: 1,
        demands: vec!["修复村口水渠".to_owned(), "补偿去年秋季损失".to_owned()],
        received_on: day(3, 2),
        late_reason: String::new(),
        external_numbers: Vec::new(),
        intake: Intake::default(),
    }
}

fn sending() -> Sending {
    Sending {
        unit: unit(LANDS),
        assignment: Some(Assignment {
            requirement: "到现场核实，听取群众意见，依法处理。".to_owned(),
            feedback_on: day(4, 30),
        }),
        note: String::new(),
    }
}

fn acceptance(path: Path) -> Acceptance {
    Acceptance {
        path,
        handler: person(LANDS),
        notice: notice(3, 5),
        simple: false,
    }
}

fn declining() -> Declining {
    Declining {
        reason: "该水渠由样例镇人民政府管理，不属于我单位职权范围。".to_owned(),
        whose_matter: "请向样例镇人民政府提出。".to_owned(),
        notice: notice(3, 5),
    }
}

fn judgement() -> Judgement {
    Judgement {
        other: EARLIER,
        number: "样信〔2025〕80号".to_owned(),
        same: true,
        reason: "同一段水渠，同样的诉求。".to_owned(),
        evidence: Default::default(),
        handled_by: None,
        ended_on: Some(day(1, 15)),
        new_facts: String::new(),
    }
}

fn not_again() -> NotAgain {
    NotAgain {
        ended: EARLIER,
        reason: "你反映的水渠和损失，与已经复核终结的事项相同，没有提出新的事实和理由。".to_owned(),
        notice: notice(3, 5),
    }
}

fn guidance() -> Guidance {
    Guidance {
        route: Route::Reconsideration,
        authority: "样例县人民政府行政复议机构".to_owned(),
        told: "请提交行政复议申请书、身份证复印件和行政处罚决定书复印件。".to_owned(),
        known_on: Some(day(2, 20)),
        notice: notice(3, 6),
    }
}

/// From an extension to the delivered opinion.
fn handling() -> Vec<(u128, Moment, Command)> {
    let answer = |demand, outcome, opinion: &str, basis: &str| Answer {
        demand,
        outcome,
        opinion: opinion.to_owned(),
        basis: basis.to_owned(),
    };
    let opinion = Opinion {
        findings: "水渠长120米，2025年8月垮塌18米，影响7户灌溉。".to_owned(),
        answers: vec![
            answer(
                0,
                Outcome::Supported,
                "2026年6月底前修复。",
                "《水法》第二十五条",
            ),
            answer(
                1,
                Outcome::NotSupported,
                "损失由暴雨造成，不属于补偿范围。",
                "《水法》第三十一条",
            ),
        ],
        drafts_seen: 0,
    };
    let asked = ExtensionRequest {
        days: 20,
        reason: "垮塌原因需要委托检测，检测报告尚未出具。".to_owned(),
    };
    let granted = ExtensionGrant {
        days: 20,
        note: String::new(),
    };
    let extension = [
        Proceeding::RequestExtension(asked),
        Proceeding::GrantExtension(granted),
    ];
    let mut course: Vec<_> = extension
        .into_iter()
        .map(|paper| (LANDS, morning(4, 20), Command::Proceed(paper)))
        .collect();
    course.extend([
        (LANDS, morning(4, 27), Command::Draft(opinion)),
        (LANDS, morning(4, 28), Command::Approve(0)),
        (LANDS, morning(4, 29), Command::Deliver(delivery(4, 29))),
    ]);
    course
}

/// A level from its request to its delivered opinion, within one month.
fn level(office: u128, month: u32, findings: &str) -> Vec<(u128, Moment, Command)> {
    let request = Request {
        organ: unit(office),
        on: day(month, 5),
        reasons: "损失没有查清，请求重新认定。".to_owned(),
        late_reason: String::new(),
    };
    let taking = Taking {
        reviewer: person(office),
        notice: notice(month, 6),
    };
    let hearing = Hearing {
        from: day(month, 10),
        to: day(month, 10),
        place: "样例县人民政府会议室".to_owned(),
        present: "王样、样例县水利局".to_owned(),
        course: "双方陈述。".to_owned(),
    };
    let conclusion = Conclusion {
        result: LevelResult::Upheld,
        findings: findings.to_owned(),
        opinion: "原意见认定事实清楚，适用依据正确。".to_owned(),
        basis: "《信访工作条例》第三十五条、第三十六条".to_owned(),
        answers: Vec::new(),
        drafts_seen: 0,
    };
    [
        (5, review::Command::Request(request)),
        (6, review::Command::Take(taking)),
        (10, review::Command::Hear(hearing)),
        (15, review::Command::Draft(conclusion)),
        (18, review::Command::Sign(0)),
        (20, review::Command::Deliver(delivery(month, 20))),
    ]
    .into_iter()
    .map(|(on, command)| (office, morning(month, on), Command::Review(command)))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::super::{Placeholder, shipped};
    use super::*;
    use domain::document::frame;

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
