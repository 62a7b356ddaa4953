//! The verbs of the further levels, of what comes after the answer, and of rights.

use super::cast::Cast;
use super::verbs::Told;
use domain::ids::UnitId;
use domain::petition::after::{
    self, Execution, Filing, FollowUp, FollowUpWay, Progress, Reminder, Retention, SecondLook,
    Settled,
};
use domain::petition::review::{
    self, Conclusion, Hearing, LevelResult, Refusing, Request, RequestGround, Taking, organ_above,
};
use domain::petition::rights::{self, Incident, Recusal, SafetyNote, Unlawful};
use domain::petition::{Answer, Command, Petition};

pub fn command(
    verb: &str,
    told: &Told<'_>,
    petition: Option<&Petition>,
    cast: &Cast,
) -> Option<Command> {
    Some(match verb {
        "looks-again" => Command::After(after::Command::LookAgain(SecondLook {
            on: told.day("on"),
            found: told.text("found", "再到现场量了一遍"),
            answer: told.text("answer", "当面向李大爷说明"),
        })),
        "executes" => Command::After(after::Command::Execute(Execution {
            demand: u16::try_from(told.number("nth", 0)).unwrap_or(u16::MAX),
            on: told.day("on"),
            done: told.text("done", "界石已复位"),
            proof: told.text("proof", "复位记录"),
            progress: match told.word("progress", "done") {
                "under-way" => Progress::UnderWay,
                _ => Progress::Done,
            },
        })),
        "follows-up" => Command::After(after::Command::FollowUp(FollowUp {
            on: told.day("on"),
            way: FollowUpWay::AtHome,
            met: told.text("met", "李大爷"),
            said: told.text("said", "界石放回去了"),
            settled: match told.word("settled", "yes") {
                "no" => Settled::No,
                _ => Settled::Yes,
            },
        })),
        "reminds" => Command::After(after::Command::Remind(Reminder {
            on: told.day("on"),
            how: told.text("how", "电话告诉李大爷怎样评价"),
        })),
        "archives" => Command::After(after::Command::Archive(Filing {
            retention: Retention::Ordinary,
            shelf: told.text("shelf", "三号柜二层"),
            note: told.text("note", ""),
        })),
        "recuses" => Command::Rights(rights::Command::Recuse(Recusal {
            officer: told.officer("whom", "lands-handler", cast),
            reason: told.text("reason", "与当事人是亲戚"),
        })),
        "notes-safety" => Command::Rights(rights::Command::NoteSafety(SafetyNote {
            danger: told.text("danger", "说不想活了"),
            help: told.text("help", "先联系家属，请村医陪同"),
            until: told.day("until"),
        })),
        "notes-incident" => Command::Rights(rights::Command::NoteIncident(Incident {
            on: told.day("on"),
            item: Unlawful::Staying,
            facts: told.text("facts", "下班后不离开接待室"),
            done: told.text("done", "劝说两次后离开"),
            authority: told.text("authority", ""),
        })),
        other => Command::Review(level(other, told, petition, cast)?),
    })
}

fn level(
    verb: &str,
    told: &Told<'_>,
    petition: Option<&Petition>,
    cast: &Cast,
) -> Option<review::Command> {
    let drafts = petition
        .and_then(|petition| petition.reviews.levels.last())
        .map_or(0, |level| level.drafts.len());
    Some(match verb {
        "asks-review" => review::Command::Request(Request {
            organ: organ(told, petition, cast),
            on: told.day("on"),
            reasons: told.text("reasons", "界址量得不对"),
            late_reason: told.text("late", ""),
        }),
        "takes-review" => review::Command::Take(Taking {
            reviewer: told.officer("reviewer", "reviewer", cast),
            notice: told.notice(),
        }),
        "refuses-review" => review::Command::Refuse(Refusing {
            ground: RequestGround::Late,
            reason: told.text("reason", "逾期没有正当理由"),
            notice: told.notice(),
        }),
        "hears" => review::Command::Hear(Hearing {
            from: told.day("from"),
            to: told.day("to"),
            place: told.text("place", "县政府会议室"),
            present: told.text("present", "李大爷、自然资源局、村委会"),
            course: told.text("course", "各方陈述，现场看图"),
        }),
        "drafts-review" => review::Command::Draft(Conclusion {
            result: match told.word("result", "upheld") {
                "changed" => LevelResult::Changed,
                "revoked" => LevelResult::Revoked,
                "redo" => LevelResult::Redo,
                _ => LevelResult::Upheld,
            },
            findings: told.text("findings", "原处理查明的界址属实"),
            opinion: told.text("opinion", "原处理适当"),
            basis: told.text("basis", "信访工作条例第三十五条"),
            answers: answers(told, petition),
            drafts_seen: u16::try_from(told.number("seen", drafts)).unwrap_or(u16::MAX),
        }),
        "returns-review" => review::Command::Return(told.text("reason", "事实要写清")),
        "signs-review" => {
            let last = drafts.checked_sub(1).unwrap_or_default();
            review::Command::Sign(u16::try_from(told.number("draft", last)).unwrap_or(u16::MAX))
        }
        "delivers-review" => review::Command::Deliver(told.delivery()),
        _ => return None,
    })
}

fn organ(told: &Told<'_>, petition: Option<&Petition>, cast: &Cast) -> UnitId {
    let above = petition.and_then(|petition| organ_above(petition, &cast.directory));
    match told.options.get("organ") {
        Some(organ) => cast.unit(organ),
        None => above.unwrap_or_else(|| cast.unit("county")),
    }
}

/// A level that changes the answer answers every demand, unless a story says how many.
fn answers(told: &Told<'_>, petition: Option<&Petition>) -> Vec<Answer> {
    let demands = petition.map_or(0, |petition| petition.registration.demands.len());
    let usual = match told.word("result", "upheld") {
        "changed" => demands,
        _ => 0,
    };
    (0..told.number("answers", usual))
        .map(|demand| Answer {
            demand: u16::try_from(demand).unwrap_or(u16::MAX),
            outcome: told.outcome(),
            opinion: "按新界址恢复".to_owned(),
            basis: "土地管理法".to_owned(),
        })
        .collect()
}
