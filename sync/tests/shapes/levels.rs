//! One command of each step of the further levels, after the answer, and of rights.

use crate::commands::{day, notice};
use crate::examples::{officer_id, unit_id};
use domain::petition::after::{
    Command as After, Execution, Filing, FollowUp, FollowUpWay, Progress, Reminder, Retention,
    SecondLook, Settled,
};
use domain::petition::review::{
    Command as Level, Conclusion, Hearing, LevelResult, Refusing, Request, RequestGround, Taking,
};
use domain::petition::rights::{Command as Rights, Incident, Recusal, SafetyNote, Unlawful};
use domain::petition::{Answer, Command as Step, Delivery, Outcome, Service};

pub fn steps() -> Vec<(&'static str, Step)> {
    let mut steps: Vec<(&str, Step)> = levels()
        .into_iter()
        .map(|(name, command)| (name, Step::Review(command)))
        .collect();
    steps.extend(after().map(|(name, command)| (name, Step::After(command))));
    steps.extend(rights().map(|(name, command)| (name, Step::Rights(command))));
    steps
}

fn levels() -> Vec<(&'static str, Level)> {
    vec![
        (
            "request_review",
            Level::Request(Request {
                organ: unit_id(5),
                on: day(),
                reasons: "面积量错了".to_owned(),
                late_reason: "住院".to_owned(),
            }),
        ),
        (
            "take_review",
            Level::Take(Taking {
                reviewer: officer_id(5),
                notice: notice(),
            }),
        ),
        (
            "refuse_review",
            Level::Refuse(Refusing {
                ground: RequestGround::Late,
                reason: "逾期".to_owned(),
                notice: notice(),
            }),
        ),
        (
            "hold_hearing",
            Level::Hear(Hearing {
                from: day(),
                to: day(),
                place: "会议室".to_owned(),
                present: "双方".to_owned(),
                course: "各自陈述".to_owned(),
            }),
        ),
        (
            "draft_review",
            Level::Draft(Conclusion {
                result: LevelResult::Changed,
                findings: "属实".to_owned(),
                opinion: "变更".to_owned(),
                basis: "条例第三十五条".to_owned(),
                answers: vec![Answer {
                    demand: 0,
                    outcome: Outcome::Supported,
                    opinion: "补发".to_owned(),
                    basis: "土地管理法".to_owned(),
                }],
                drafts_seen: 0,
            }),
        ),
        ("return_review", Level::Return("写清依据".to_owned())),
        ("sign_review", Level::Sign(0)),
        (
            "deliver_review",
            Level::Deliver(Delivery {
                service: Service::Post,
                on: day(),
                receiver: "张三".to_owned(),
                refused: None,
                late_reason: String::new(),
                posting: None,
            }),
        ),
    ]
}

fn after() -> [(&'static str, After); 5] {
    [
        (
            "look_again",
            After::LookAgain(SecondLook {
                on: day(),
                found: "再量一遍".to_owned(),
                answer: "当面说明".to_owned(),
            }),
        ),
        (
            "execute",
            After::Execute(Execution {
                demand: 0,
                on: day(),
                done: "补偿款已付".to_owned(),
                proof: "转账凭证".to_owned(),
                progress: Progress::Done,
            }),
        ),
        (
            "follow_up",
            After::FollowUp(FollowUp {
                on: day(),
                way: FollowUpWay::AtHome,
                met: "张三".to_owned(),
                said: "收到了".to_owned(),
                settled: Settled::Yes,
            }),
        ),
        (
            "remind",
            After::Remind(Reminder {
                on: day(),
                how: "电话".to_owned(),
            }),
        ),
        (
            "archive",
            After::Archive(Filing {
                retention: Retention::Ordinary,
                shelf: "三号柜".to_owned(),
                note: String::new(),
            }),
        ),
    ]
}

fn rights() -> [(&'static str, Rights); 3] {
    [
        (
            "recuse",
            Rights::Recuse(Recusal {
                officer: officer_id(2),
                reason: "亲属".to_owned(),
            }),
        ),
        (
            "note_safety",
            Rights::NoteSafety(SafetyNote {
                danger: "说不想活了".to_owned(),
                help: "联系家属".to_owned(),
                until: day(),
            }),
        ),
        (
            "note_incident",
            Rights::NoteIncident(Incident {
                on: day(),
                item: Unlawful::Staying,
                facts: "滞留".to_owned(),
                done: "劝离".to_owned(),
                authority: String::new(),
            }),
        ),
    ]
}
