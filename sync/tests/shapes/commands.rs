//! One operation for every step of the register.

use crate::examples::{moment, officer_id, record_id, unit_id};
use chrono::NaiveDate;
use domain::Command;
use domain::document::{Content, DocumentKind, Issuing, Level, Paragraph};
use domain::ids::{AttachmentId, CommandId};
use domain::petition::{
    About, Acceptance, Answer, Assignment, Attachment, AttachmentKind, Channel, ClosingReport,
    Command as Step, Contact, ContactKind, Contest, Correction, Declining, Delivery, Evidence,
    ExtensionGrant, ExtensionRequest, ExternalNumber, FileDigest, Guidance, Intake, JointHandling,
    Judgement, Media, NotAgain, Notice, Opinion, Outcome, Passage, Path, Petitioner, Posting,
    Proceeding, Purpose, Rating, RefusedSignature, Registration, Route, RouteOutcome, RouteTaken,
    Satisfaction, Sending, Service, SettledBy, Settlement, Talks, UrgedBy, UrgentReport, Urging,
    UrgingAnswer, Visit,
};
use sync::body::CommandBody;
use sync::protocol::{COMMAND_VERSION, Op, Touch};
use uuid::Uuid;

pub fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2024, 5, 6).unwrap()
}

pub fn notice() -> Notice {
    Notice {
        service: Service::Post,
        on: day(),
    }
}

pub fn registration() -> Registration {
    Registration {
        bureau: unit_id(1),
        channel: Channel::Visit,
        purpose: Purpose::Plea,
        class: "城乡建设/征地拆迁/补偿".to_owned(),
        title: "补偿款未发".to_owned(),
        text: "去年征地，至今未见补偿。".to_owned(),
        place: "柳河村".to_owned(),
        village: Some(unit_id(9)),
        petitioners: vec![Petitioner {
            name: "张三".to_owned(),
            phone: "13800000000".to_owned(),
            id_number: String::new(),
            address: "柳河村三组".to_owned(),
        }],
        headcount: 2,
        demands: vec!["发放补偿".to_owned(), "说明原因".to_owned()],
        received_on: day(),
        late_reason: String::new(),
        external_numbers: vec![ExternalNumber::of("", "X-1")],
        intake: Intake::default(),
    }
}

fn steps() -> Vec<(&'static str, Step)> {
    vec![
        ("register", Step::Register(Box::new(registration()))),
        (
            "transfer",
            Step::Send(Sending {
                unit: unit_id(2),
                assignment: None,
                note: "请办理".to_owned(),
            }),
        ),
        (
            "assign",
            Step::Send(Sending {
                unit: unit_id(2),
                assignment: Some(Assignment {
                    requirement: "查清".to_owned(),
                    feedback_on: day(),
                }),
                note: String::new(),
            }),
        ),
        ("object", Step::Object("不归我单位".to_owned())),
        ("agree_return", Step::AgreeReturn("同意".to_owned())),
        (
            "reject_objection",
            Step::RejectObjection("不同意".to_owned()),
        ),
        (
            "accept",
            Step::Accept(Acceptance {
                simple: false,
                path: Path::PetitionProcedure,
                handler: officer_id(1),
                notice: notice(),
            }),
        ),
        (
            "decline",
            Step::Decline(Declining {
                reason: "已有生效判决".to_owned(),
                whose_matter: "法院".to_owned(),
                notice: notice(),
            }),
        ),
        ("entrust", Step::Entrust(officer_id(2))),
        (
            "visit",
            Step::Visit(Visit {
                on: day(),
                place: "柳河村".to_owned(),
                met: "张三".to_owned(),
                companions: "李四".to_owned(),
                found: "房屋已拆".to_owned(),
                said: "要求补偿".to_owned(),
                agreed: "下周答复".to_owned(),
            }),
        ),
        (
            "contact",
            Step::Contact(Contact {
                kind: ContactKind::Meeting,
                on: day(),
                with: "张三".to_owned(),
                said: "已说明".to_owned(),
            }),
        ),
        (
            "draft",
            Step::Draft(Opinion {
                findings: "属实".to_owned(),
                answers: vec![Answer {
                    demand: 0,
                    outcome: Outcome::Supported,
                    opinion: "予以发放".to_owned(),
                    basis: "办法第三条".to_owned(),
                }],
                drafts_seen: 1,
            }),
        ),
        ("return_draft", Step::ReturnDraft("依据不足".to_owned())),
        ("approve", Step::Approve(1)),
        (
            "deliver",
            Step::Deliver(Delivery {
                service: Service::InPerson,
                on: day(),
                receiver: "张三".to_owned(),
                refused: Some(RefusedSignature {
                    cause: "不满意".to_owned(),
                    witnesses: "王五".to_owned(),
                }),
                late_reason: "雨".to_owned(),
                posting: None,
            }),
        ),
        (
            "rate",
            Step::Rate(Rating {
                bureau: Satisfaction::Satisfied,
                unit: Satisfaction::MostlySatisfied,
                comment: "谢谢".to_owned(),
            }),
        ),
        ("close", Step::Close("办结".to_owned())),
        (
            "correct",
            Step::Correct(Correction {
                passage: Passage::PetitionerName(0),
                was: "张三".to_owned(),
                now: "章三".to_owned(),
                reason: "笔误".to_owned(),
            }),
        ),
        ("attach", Step::Attach(attachment())),
    ]
    .into_iter()
    .chain(
        proceedings()
            .into_iter()
            .map(|(name, paper)| (name, Step::Proceed(paper))),
    )
    .chain([("issue", Step::Issue(Box::new(issuing())))])
    .chain(crate::levels::steps())
    .chain([
        ("link", Step::Judge(judgement(true))),
        ("unlike", Step::Judge(judgement(false))),
        (
            "not_again",
            Step::NotAgain(NotAgain {
                ended: record_id(),
                reason: "已有复核意见".to_owned(),
                notice: notice(),
            }),
        ),
    ])
    .collect()
}

/// Procedural steps.
fn proceedings() -> Vec<(&'static str, Proceeding)> {
    let words = || "内容".to_owned();
    vec![
        (
            "request_extension",
            Proceeding::RequestExtension(ExtensionRequest {
                days: 20,
                reason: words(),
            }),
        ),
        (
            "grant_extension",
            Proceeding::GrantExtension(ExtensionGrant {
                days: 20,
                note: words(),
            }),
        ),
        ("refuse_extension", Proceeding::RefuseExtension(words())),
        ("tell_extension", Proceeding::TellExtension(notice())),
        (
            "guide",
            Proceeding::Guide(Guidance {
                route: Route::Reconsideration,
                authority: words(),
                told: words(),
                known_on: Some(day()),
                notice: notice(),
            }),
        ),
        (
            "record_taken",
            Proceeding::RecordTaken(RouteTaken {
                on: day(),
                by: words(),
            }),
        ),
        (
            "record_outcome",
            Proceeding::RecordOutcome(RouteOutcome {
                on: day(),
                decided: words(),
            }),
        ),
        (
            "report_closing",
            Proceeding::ReportClosing(ClosingReport {
                done: words(),
                result: words(),
                petitioner_says: words(),
            }),
        ),
        ("return_report", Proceeding::ReturnReport(words())),
        (
            "contest_competence",
            Proceeding::ContestCompetence(Contest {
                units: vec![unit_id(2), unit_id(3)],
                question: words(),
            }),
        ),
        (
            "record_talks",
            Proceeding::RecordTalks(Talks {
                on: day(),
                said: words(),
            }),
        ),
        (
            "settle_competence",
            Proceeding::SettleCompetence(Settlement {
                by: SettledBy::JointMeeting,
                authority: words(),
                on: day(),
                unit: unit_id(2),
                decision: words(),
            }),
        ),
        (
            "join_units",
            Proceeding::JoinUnits(JointHandling {
                units: vec![unit_id(3)],
                split: words(),
            }),
        ),
        ("give_part", Proceeding::GivePart(words())),
        ("turn_ordinary", Proceeding::TurnOrdinary(words())),
        (
            "report_urgent",
            Proceeding::ReportUrgent(UrgentReport {
                to: words(),
                on: day(),
                what: words(),
                done: words(),
                follows: true,
            }),
        ),
        (
            "urge",
            Proceeding::Urge(Urging {
                by: UrgedBy::CountyLeader,
                instruction: words(),
                demand: words(),
                answer_by: day(),
            }),
        ),
        (
            "answer_urging",
            Proceeding::AnswerUrging(UrgingAnswer {
                nth: 1,
                done: words(),
            }),
        ),
    ]
}

/// A corrected notice in the place of an earlier one.
fn issuing() -> Issuing {
    Issuing {
        kind: DocumentKind::Acceptance,
        content: Content {
            issuer: "县自然资源局".to_owned(),
            title: "信访事项受理告知书".to_owned(),
            addressee: "张三".to_owned(),
            paragraphs: vec![
                Paragraph {
                    level: Level::First,
                    text: "一、处理途径".to_owned(),
                },
                Paragraph {
                    level: Level::Body,
                    text: "信访程序。".to_owned(),
                },
            ],
            attachments: vec!["清单".to_owned()],
            on: moment().date_naive(),
            signatures: Vec::new(),
        },
        replaces: Some(2),
        reason: "办理期限写错".to_owned(),
    }
}

/// A photograph taken on the visit of [`moment`].
fn judgement(same: bool) -> Judgement {
    Judgement {
        other: record_id(),
        number: "青信〔2026〕7号".to_owned(),
        same,
        reason: "电话相同".to_owned(),
        evidence: Evidence {
            same_phone: true,
            likeness: 640,
            ..Evidence::default()
        },
        handled_by: Some(unit_id(2)),
        ended_on: Some(moment().date_naive()),
        new_facts: "又被挖走一垄".to_owned(),
    }
}

fn attachment() -> Attachment {
    Attachment {
        id: AttachmentId(Uuid::from_u128(0x300)),
        kind: AttachmentKind::Photo,
        about: Some(About::Visit(moment())),
        name: "拆除后的房屋".to_owned(),
        media: Media::Jpeg,
        bytes: 81_920,
        sha256: FileDigest([7; 32]),
        taken_at: Some(moment()),
    }
}

/// Every step as an operation, by its name.
/// Shapes that came after the others; an operation's number is its place, so they stand behind them.
fn posted() -> [(&'static str, Step); 2] {
    let by_post = |posting| Delivery {
        service: Service::Post,
        on: day(),
        receiver: "张三".to_owned(),
        refused: None,
        late_reason: String::new(),
        posting: Some(posting),
    };
    let numbered = Posting::Numbered("XA26030200151".to_owned());
    let unnumbered = Posting::Unnumbered("平信".to_owned());
    [
        ("deliver_numbered", Step::Deliver(by_post(numbered))),
        ("deliver_unnumbered", Step::Deliver(by_post(unnumbered))),
    ]
}

pub fn ops() -> Vec<(&'static str, Op)> {
    let steps = steps().into_iter().chain(posted()).zip(1..);
    steps
        .map(|((name, step), nth)| {
            let body = Command::Petition(step);
            let op = Op {
                dseq: nth,
                op_id: CommandId(Uuid::from_u128(0x200 + u128::from(nth))),
                kind: body.kind().to_owned(),
                v: COMMAND_VERSION,
                touches: vec![Touch {
                    record: record_id(),
                    base_rev: 3,
                }],
                recorded_at: moment(),
                body: CommandBody::of(body),
            };
            (name, op)
        })
        .collect()
}
