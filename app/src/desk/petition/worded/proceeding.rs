//! A procedural step in words.

use super::{Lines, notice};
use crate::desk::scene::Scene;
use crate::text::{Lang, petition as words, proceeding as texts};
use domain::ids::UnitId;
use domain::petition::{Guidance, Proceeding, Settlement, UrgentReport, Urging};

/// Every passage of a procedural step.
pub(super) fn proceeding(scene: Scene, lines: &mut Lines, paper: &Proceeding) {
    let lang = lines.lang;
    match paper {
        Proceeding::RequestExtension(request) => {
            let days = request.days.to_string();
            lines.chosen("days", texts::extension_days(lang), days.clone(), days);
            lines.prose("reason", texts::extension_reason(lang), &request.reason);
        }
        Proceeding::GrantExtension(grant) => {
            let days = grant.days.to_string();
            lines.chosen("days", texts::granted_days(lang), days.clone(), days);
            lines.prose("note", texts::note_to_handler(lang), &grant.note);
        }
        Proceeding::TellExtension(told) => notice(lines, told),
        Proceeding::RefuseExtension(said)
        | Proceeding::ReturnReport(said)
        | Proceeding::TurnOrdinary(said)
        | Proceeding::GivePart(said) => {
            lines.prose("reason", texts::reason(lang, paper.step()), said);
        }
        Proceeding::Guide(guidance) => guide(lines, guidance),
        Proceeding::RecordTaken(taken) => {
            lines.day("on", texts::taken_on(lang), taken.on);
            lines.prose("by", texts::taken_by(lang), &taken.by);
        }
        Proceeding::RecordOutcome(outcome) => {
            lines.day("on", texts::decided_on(lang), outcome.on);
            lines.prose("decided", texts::decided(lang), &outcome.decided);
        }
        Proceeding::ReportClosing(report) => {
            lines.prose("done", texts::done(lang), &report.done);
            lines.prose("result", texts::result(lang), &report.result);
            lines.prose(
                "says",
                texts::petitioner_says(lang),
                &report.petitioner_says,
            );
        }
        Proceeding::ContestCompetence(contest) => {
            units(scene, lines, texts::units_at_odds(lang), &contest.units);
            lines.prose("question", texts::question(lang), &contest.question);
        }
        Proceeding::RecordTalks(talks) => {
            lines.day("on", texts::decided_on(lang), talks.on);
            lines.prose("said", texts::talks(lang), &talks.said);
        }
        Proceeding::SettleCompetence(settlement) => settle(scene, lines, settlement),
        Proceeding::JoinUnits(joint) => {
            units(scene, lines, texts::joint_units(lang), &joint.units);
            lines.prose("split", texts::split(lang), &joint.split);
        }
        Proceeding::ReportUrgent(report) => urgent(lines, report),
        Proceeding::Urge(urging) => urge(lines, urging),
        Proceeding::AnswerUrging(answer) => {
            lines.chosen(
                "which",
                texts::which_urging(lang),
                answer.nth.to_string(),
                texts::urging_number(lang, answer.nth + 1),
            );
            lines.prose("done", texts::done(lang), &answer.done);
        }
    }
}

fn units(scene: Scene, lines: &mut Lines, label: &'static str, units: &[UnitId]) {
    for (nth, unit) in units.iter().enumerate() {
        lines.chosen(
            format!("unit{nth}"),
            label,
            unit.to_string(),
            scene.unit_name(*unit),
        );
    }
}

fn guide(lines: &mut Lines, guidance: &Guidance) {
    let lang = lines.lang;
    lines.chosen(
        "route",
        texts::route_label(lang),
        texts::route(Lang::Zh, guidance.route),
        texts::route(lang, guidance.route),
    );
    lines.prose("authority", texts::authority(lang), &guidance.authority);
    lines.prose("told", texts::told(lang), &guidance.told);
    if let Some(on) = guidance.known_on {
        lines.day("known", texts::known_on(lang), on);
    }
    notice(lines, &guidance.notice);
}

fn settle(scene: Scene, lines: &mut Lines, settlement: &Settlement) {
    let lang = lines.lang;
    lines.chosen(
        "by",
        texts::settled_label(lang),
        texts::settled_by(Lang::Zh, settlement.by),
        texts::settled_by(lang, settlement.by),
    );
    lines.prose(
        "authority",
        texts::settled_authority(lang),
        &settlement.authority,
    );
    lines.day("on", texts::decided_on(lang), settlement.on);
    lines.chosen(
        "unit",
        words::responsible(lang),
        settlement.unit.to_string(),
        scene.unit_name(settlement.unit),
    );
    lines.prose("decision", texts::decision(lang), &settlement.decision);
}

fn urgent(lines: &mut Lines, report: &UrgentReport) {
    let lang = lines.lang;
    lines.prose("to", texts::urgent_to(lang), &report.to);
    lines.day("on", texts::urgent_on(lang), report.on);
    lines.prose("what", texts::urgent_what(lang), &report.what);
    lines.prose("done", texts::urgent_done(lang), &report.done);
    if report.follows {
        lines.chosen("follows", texts::follows(lang), "yes", "✓");
    }
}

fn urge(lines: &mut Lines, urging: &Urging) {
    let lang = lines.lang;
    lines.chosen(
        "by",
        texts::urged_label(lang),
        texts::urged_by(Lang::Zh, urging.by),
        texts::urged_by(lang, urging.by),
    );
    lines.prose("instruction", texts::instruction(lang), &urging.instruction);
    lines.prose("demand", texts::demand(lang), &urging.demand);
    lines.day("until", texts::answer_by(lang), urging.answer_by);
}
