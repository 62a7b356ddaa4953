//! The verbs of procedural steps: extension, guidance, competence, joint handling, urging.

use super::cast::Cast;
use super::verbs::Told;
use domain::ids::UnitId;
use domain::petition::{
    ClosingReport, Contest, ExtensionGrant, ExtensionRequest, Guidance, JointHandling, Proceeding,
    Route, RouteOutcome, RouteTaken, SettledBy, Settlement, Talks, UrgedBy, UrgentReport, Urging,
    UrgingAnswer,
};

pub fn proceeding(verb: &str, told: &Told<'_>, cast: &Cast) -> Option<Proceeding> {
    let small = |key, default| u16::try_from(told.number(key, default)).unwrap_or(u16::MAX);
    Some(match verb {
        "requests-extension" => Proceeding::RequestExtension(ExtensionRequest {
            days: small("days", 30),
            reason: told.text("reason", "要等测绘结果"),
        }),
        "grants-extension" => Proceeding::GrantExtension(ExtensionGrant {
            days: small("days", 30),
            note: told.text("note", ""),
        }),
        "refuses-extension" => Proceeding::RefuseExtension(told.text("reason", "按期办结")),
        "tells-extension" => Proceeding::TellExtension(told.notice()),
        "guides" => Proceeding::Guide(Guidance {
            route: route(told.word("route", "reconsideration")),
            authority: told.text("authority", "县人民政府行政复议机构"),
            told: told.text("reason", "对处罚决定不服，可以申请行政复议"),
            known_on: (told.word("known", "") != "-").then(|| told.day("known")),
            notice: told.notice(),
        }),
        "records-taken" => Proceeding::RecordTaken(RouteTaken {
            on: told.day("on"),
            by: told.text("by", "县人民政府，县复〔2026〕8号"),
        }),
        "records-outcome" => Proceeding::RecordOutcome(RouteOutcome {
            on: told.day("on"),
            decided: told.text("decided", "撤销原处罚决定"),
        }),
        "reports-closing" => Proceeding::ReportClosing(ClosingReport {
            done: told.text("done", "已到现场测量并调解"),
            result: told.text("result", "恢复原界"),
            petitioner_says: told.text("says", "同意"),
        }),
        "returns-report" => Proceeding::ReturnReport(told.text("reason", "缺测量记录")),
        "contests" => Proceeding::ContestCompetence(Contest {
            units: units(told.word("units", "lands,civil"), cast),
            question: told.text("reason", "都认为不归自己管"),
        }),
        "records-talks" => Proceeding::RecordTalks(Talks {
            on: told.day("on"),
            said: told.text("said", "双方意见不一致"),
        }),
        "settles" => Proceeding::SettleCompetence(Settlement {
            by: match told.word("by", "agreement") {
                "superior" => SettledBy::CommonSuperior,
                "meeting" => SettledBy::JointMeeting,
                _ => SettledBy::Agreement,
            },
            authority: told.text("authority", "县信访工作联席会议"),
            on: told.day("on"),
            unit: cast.unit(told.word("to", "lands")),
            decision: told.text("decision", "由自然资源局承办"),
        }),
        "joins" => Proceeding::JoinUnits(JointHandling {
            units: units(told.word("units", "civil"), cast),
            split: told.text("split", "民政局核实身份"),
        }),
        "gives-part" => Proceeding::GivePart(told.text("part", "身份属实")),
        "turns-ordinary" => Proceeding::TurnOrdinary(told.text("reason", "需要现场勘验")),
        "reports-urgently" => Proceeding::ReportUrgent(UrgentReport {
            to: told.text("to", "县委办、县政府办值班室"),
            on: told.day("on"),
            what: told.text("what", "三十余人准备到省里"),
            done: told.text("done", "已派人到村里"),
            follows: told.word("follows", "no") == "yes",
        }),
        "urges" => Proceeding::Urge(Urging {
            by: match told.word("by", "bureau") {
                "leader" => UrgedBy::CountyLeader,
                _ => UrgedBy::Bureau,
            },
            instruction: told.text("instruction", ""),
            demand: told.text("demand", "三日内到现场"),
            answer_by: told.day("answer-by"),
        }),
        "answers-urging" => Proceeding::AnswerUrging(UrgingAnswer {
            nth: small("nth", 0),
            done: told.text("done", "已到现场"),
        }),
        _ => return None,
    })
}

fn route(word: &str) -> Route {
    match word {
        "suit" => Route::AdministrativeSuit,
        "civil-suit" => Route::CivilSuit,
        "labour" => Route::LabourArbitration,
        "land" => Route::LandArbitration,
        "duty" => Route::DutyToAct,
        "police" => Route::Police,
        _ => Route::Reconsideration,
    }
}

fn units(words: &str, cast: &Cast) -> Vec<UnitId> {
    words
        .split(',')
        .filter(|word| *word != "-")
        .map(|word| cast.unit(word))
        .collect()
}
