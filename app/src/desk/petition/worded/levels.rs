//! The words of the further levels, of what comes after the answer, and of rights.

use super::{Lines, deliver, notice};
use crate::desk::scene::Scene;
use crate::text::{Lang, after as after_words, petition as words, review as text};
use domain::petition::after::Command as After;
use domain::petition::review::Command as Level;
use domain::petition::rights::Command as Rights;

pub(super) fn review(scene: Scene, lines: &mut Lines, command: &Level) {
    let lang = lines.lang;
    match command {
        Level::Request(request) => {
            lines.chosen("", text::organ(lang), "", scene.unit_name(request.organ));
            lines.day("on", text::requested_on(lang), request.on);
            lines.prose("reasons", text::reasons(lang), &request.reasons);
            lines.prose("late", text::late_reason(lang), &request.late_reason);
        }
        Level::Take(taking) => {
            let name = scene.officer_name(taking.reviewer);
            let id = taking.reviewer.to_string();
            lines.chosen("reviewer", text::reviewer(lang), id, name);
            notice(lines, &taking.notice);
        }
        Level::Refuse(refusing) => {
            lines.kind(
                "ground",
                text::ground_label(lang),
                text::ground,
                refusing.ground,
            );
            lines.prose("reason", words::reason(lang), &refusing.reason);
            notice(lines, &refusing.notice);
        }
        Level::Hear(hearing) => {
            lines.day("from", text::heard_from(lang), hearing.from);
            lines.day("to", text::heard_to(lang), hearing.to);
            lines.prose("place", words::place(lang), &hearing.place);
            lines.prose("present", text::present(lang), &hearing.present);
            lines.prose("course", text::hearing_course(lang), &hearing.course);
        }
        Level::Draft(conclusion) => {
            lines.kind(
                "result",
                text::result_label(lang),
                text::result,
                conclusion.result,
            );
            lines.prose("findings", words::findings(lang), &conclusion.findings);
            lines.prose("opinion", text::opinion(lang), &conclusion.opinion);
            lines.prose("basis", words::basis(lang), &conclusion.basis);
            for answer in &conclusion.answers {
                let nth = answer.demand;
                let label = text::new_answer(lang, nth + 1);
                lines.kind(
                    format!("outcome{nth}"),
                    label,
                    words::outcome,
                    answer.outcome,
                );
                lines.prose(
                    format!("opinion{nth}"),
                    words::opinion(lang),
                    &answer.opinion,
                );
            }
        }
        Level::Return(reason) => lines.prose("reason", words::what_to_change(lang), reason),
        Level::Sign(_) => {}
        Level::Deliver(delivery) => deliver(lines, delivery),
    }
}

pub(super) fn after(lines: &mut Lines, command: &After) {
    let lang = lines.lang;
    match command {
        After::LookAgain(look) => {
            lines.prose("found", after_words::looked_found(lang), &look.found);
            lines.prose("answer", after_words::look_answer(lang), &look.answer);
            lines.day("on", after_words::told_on(lang), look.on);
        }
        After::Execute(step) => {
            let nth = step.demand.to_string();
            let demand = words::demand_number(lang, step.demand + 1);
            lines.chosen("demand", after_words::executed_demand(lang), nth, demand);
            lines.day("on", after_words::executed_on(lang), step.on);
            lines.prose("done", after_words::executed_done(lang), &step.done);
            lines.prose("proof", after_words::proof(lang), &step.proof);
            let label = after_words::progress_label(lang);
            lines.kind("progress", label, after_words::progress, step.progress);
        }
        After::FollowUp(visit) => {
            lines.day("on", after_words::followed_on(lang), visit.on);
            lines.kind(
                "way",
                after_words::follow_way(lang),
                after_words::way,
                visit.way,
            );
            lines.prose("met", after_words::asked_whom(lang), &visit.met);
            lines.prose("said", words::said(lang), &visit.said);
            let label = after_words::settled_label(lang);
            lines.kind("settled", label, after_words::settled, visit.settled);
        }
        After::Remind(reminder) => {
            lines.day("on", after_words::reminded_on(lang), reminder.on);
            lines.prose("how", after_words::reminded_how(lang), &reminder.how);
        }
        After::Archive(filing) => {
            let label = after_words::retention_label(lang);
            lines.kind("retention", label, after_words::retention, filing.retention);
            lines.prose("shelf", after_words::shelf(lang), &filing.shelf);
            lines.prose("note", after_words::filing_note(lang), &filing.note);
        }
    }
}

pub(super) fn rights(scene: Scene, lines: &mut Lines, command: &Rights) {
    let lang = lines.lang;
    match command {
        Rights::Recuse(recusal) => {
            let id = recusal.officer.to_string();
            let name = scene.officer_name(recusal.officer);
            lines.chosen("officer", after_words::recused(lang), id, name);
            lines.prose("reason", after_words::recuse_reason(lang), &recusal.reason);
        }
        Rights::NoteSafety(note) => {
            if note.danger.is_empty() {
                return;
            }
            lines.prose("danger", after_words::danger(lang), &note.danger);
            lines.prose("help", after_words::help(lang), &note.help);
            lines.day("until", after_words::until(lang), note.until);
        }
        Rights::NoteIncident(incident) => {
            lines.day("on", after_words::incident_on(lang), incident.on);
            let label = after_words::unlawful_label(lang);
            lines.kind("item", label, after_words::unlawful, incident.item);
            lines.prose("facts", after_words::facts(lang), &incident.facts);
            lines.prose("done", after_words::incident_done(lang), &incident.done);
            lines.prose(
                "authority",
                after_words::authority(lang),
                &incident.authority,
            );
        }
    }
}

impl Lines {
    /// A kind by its word: the Chinese one stands in the form.
    fn kind<T: Copy>(
        &mut self,
        slot: impl Into<String>,
        label: impl Into<String>,
        word: fn(Lang, T) -> &'static str,
        kind: T,
    ) {
        let (raw, shown) = (word(Lang::Zh, kind), word(self.lang, kind));
        self.chosen(slot, label, raw, shown);
    }
}
