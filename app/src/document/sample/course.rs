//! What happens to the invented case, and every paper written on the way.

use super::{BUREAU, COUNTY, PREFECTURE, WATER, person, unit};
use chrono::{NaiveDate, NaiveTime};
use domain::document::DocumentKind;
use domain::ids::{Moment, RecordId};
use domain::petition::review::{self, Conclusion, Hearing, LevelResult, Request, Taking};
use domain::petition::{
    Acceptance, Answer, Assignment, Channel, Command, Declining, Delivery, ExtensionGrant,
    ExtensionRequest, Guidance, Intake, Judgement, NotAgain, Notice, Opinion, Outcome, Path,
    Petitioner, Proceeding, Purpose, Registration, Route, Sending, Service,
};
use uuid::Uuid;

/// The earlier item of the same matter.
const EARLIER: RecordId = RecordId(Uuid::from_u128(2));

fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

pub(super) fn morning(month: u32, nth: u32) -> Moment {
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
        posting: None,
    }
}

/// Each step with who takes it and when, as far as a document of `kind` looks.
pub(super) fn course(kind: DocumentKind) -> Vec<(u128, Moment, Command)> {
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
            course.push((WATER, morning(3, 5), Command::Decline(declining())))
        }
        DocumentKind::NoMore => {
            course.push((BUREAU, morning(3, 4), Command::Judge(judgement())));
            course.push((BUREAU, morning(3, 5), Command::NotAgain(not_again())));
        }
        DocumentKind::Guidance => {
            course.push((
                WATER,
                morning(3, 5),
                Command::Accept(acceptance(Path::Administrative)),
            ));
            let guiding = Proceeding::Guide(guidance());
            course.push((WATER, morning(3, 6), Command::Proceed(guiding)));
        }
        _ => {
            let path = Path::PetitionProcedure;
            course.push((WATER, morning(3, 5), Command::Accept(acceptance(path))));
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
        unit: unit(WATER),
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
        handler: person(WATER),
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
        .map(|paper| (WATER, morning(4, 20), Command::Proceed(paper)))
        .collect();
    course.extend([
        (WATER, morning(4, 27), Command::Draft(opinion)),
        (WATER, morning(4, 28), Command::Approve(0)),
        (WATER, morning(4, 29), Command::Deliver(delivery(4, 29))),
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
