//! The forms after the answer, and those of recusal, safety and incidents.

use super::Act;
use super::plain::Plain;
use crate::parts::field::{Choice, kind};
use crate::text::{after as text, petition as words};
use domain::Field;
use domain::petition::after::{
    Command as After, Execution, Filing, FollowUp, FollowUpWay, Progress, Reminder, Retention,
    SecondLook, Settled,
};
use domain::petition::rights::{Command as Rights, Incident, Recusal, SafetyNote, Unlawful};
use domain::petition::{Command, Step};
use leptos::prelude::*;

/// The form of one of these steps; `None`: the step is none of theirs.
pub fn form(act: &Act) -> Option<AnyView> {
    let act = act.clone();
    Some(match act.step {
        Step::LookAgain => look_again(act),
        Step::Execute => execute(act),
        Step::FollowUp => follow_up(act),
        Step::Remind => remind(act),
        Step::Archive => archive(act),
        Step::Recuse => recuse(act),
        Step::NoteSafety => note_safety(act),
        Step::NoteIncident => note_incident(act),
        _ => return None,
    })
}

fn delivered_on(act: &Act) -> Option<chrono::NaiveDate> {
    act.petition.delivery.as_ref().map(|delivery| delivery.on)
}

fn look_again(act: Act) -> AnyView {
    let comment = act
        .petition
        .rating
        .as_ref()
        .map(|rating| rating.comment.clone())
        .filter(|comment| !comment.is_empty());
    let first = act.petition.second_look_owed_since();
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    if let Some(comment) = comment {
        plain.show(view! { <div class="notice soon"><b>{words::rating(lang)}</b><p class="prose">{comment}</p></div> }.into_any());
    }
    let found = plain.text(
        "found",
        text::looked_found(lang),
        "",
        Field::Found,
        String::new(),
    );
    let answer = plain.text(
        "answer",
        text::look_answer(lang),
        "",
        Field::Answer,
        String::new(),
    );
    let on = plain.day("on", text::told_on(lang), Field::DoneOn, first);
    plain.done(move || {
        Some(Command::After(After::LookAgain(SecondLook {
            on: on.day()?,
            found: found.value(),
            answer: answer.value(),
        })))
    })
}

fn execute(act: Act) -> AnyView {
    let first = delivered_on(&act);
    let owed: Vec<Choice> = act
        .petition
        .to_execute()
        .into_iter()
        .filter_map(|nth| {
            let demand = act.petition.registration.demands.get(usize::from(nth))?;
            Some((nth.to_string(), demand.clone()))
        })
        .collect();
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let demand = plain.select(
        "demand",
        text::executed_demand(lang),
        "",
        Field::Demands,
        owed,
    );
    let on = plain.day("on", text::executed_on(lang), Field::DoneOn, first);
    let done = plain.text(
        "done",
        text::executed_done(lang),
        "",
        Field::Done,
        String::new(),
    );
    let proof = plain.maybe("proof", text::proof(lang), "", Field::Proof);
    let all = Progress::ALL;
    let progress = plain.pick(
        "progress",
        text::progress_label(lang),
        all,
        text::progress,
        "",
    );
    plain.done(move || {
        Some(Command::After(After::Execute(Execution {
            demand: demand.value().parse().ok()?,
            on: on.day()?,
            done: done.value(),
            proof: proof.value(),
            progress: kind(progress, all, text::progress)?,
        })))
    })
}

fn follow_up(act: Act) -> AnyView {
    let first = delivered_on(&act);
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let on = plain.day("on", text::followed_on(lang), Field::DoneOn, first);
    let way = plain.pick(
        "way",
        text::follow_way(lang),
        FollowUpWay::ALL,
        text::way,
        "",
    );
    let met = plain.line("met", text::asked_whom(lang), Field::Met);
    let said = plain.text("said", words::said(lang), "", Field::Said, String::new());
    let all = Settled::ALL;
    let settled = plain.pick("settled", text::settled_label(lang), all, text::settled, "");
    plain.done(move || {
        Some(Command::After(After::FollowUp(FollowUp {
            on: on.day()?,
            way: kind(way, FollowUpWay::ALL, text::way)?,
            met: met.value(),
            said: said.value(),
            settled: kind(settled, all, text::settled)?,
        })))
    })
}

fn remind(act: Act) -> AnyView {
    let first = delivered_on(&act);
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let on = plain.day("on", text::reminded_on(lang), Field::DoneOn, first);
    let how = plain.line("how", text::reminded_how(lang), Field::Said);
    plain.done(move || {
        Some(Command::After(After::Remind(Reminder {
            on: on.day()?,
            how: how.value(),
        })))
    })
}

fn archive(act: Act) -> AnyView {
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let all = Retention::ALL;
    let retention = plain.pick(
        "retention",
        text::retention_label(lang),
        all,
        text::retention,
        text::retention(crate::text::Lang::Zh, Retention::Ordinary),
    );
    let shelf = plain.line("shelf", text::shelf(lang), Field::Shelf);
    let note = plain.maybe(
        "note",
        text::filing_note(lang),
        text::filing_hint(lang),
        Field::Note,
    );
    plain.done(move || {
        Some(Command::After(After::Archive(Filing {
            retention: kind(retention, all, text::retention)?,
            shelf: shelf.value(),
            note: note.value(),
        })))
    })
}

/// Oneself, and for a head everybody in the unit who does not stand back yet.
fn recuse(act: Act) -> AnyView {
    use domain::duty::Role;
    let me = untrack(|| act.scene.officer());
    let people: Vec<Choice> = act.scene.device.directory.with_untracked(|directory| {
        let Some(me) = &me else { return Vec::new() };
        let heads = me.is(Role::UnitHead) || me.is(Role::BureauHead);
        let mine = directory.officers().iter().filter(|colleague| {
            (colleague.id == me.id || (heads && colleague.unit == me.unit))
                && !act.petition.is_recused(colleague.id)
        });
        mine.map(|colleague| (colleague.id.to_string(), colleague.name.clone()))
            .collect()
    });
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let officer = plain.select(
        "officer",
        text::recused(lang),
        text::recuse_hint(lang),
        Field::Officer,
        people,
    );
    let reason = plain.line("reason", text::recuse_reason(lang), Field::Reason);
    plain.done(move || {
        Some(Command::Rights(Rights::Recuse(Recusal {
            officer: officer.value().parse().ok()?,
            reason: reason.value(),
        })))
    })
}

fn note_safety(act: Act) -> AnyView {
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let danger = plain.text(
        "danger",
        text::danger(lang),
        text::safety_hint(lang),
        Field::Danger,
        String::new(),
    );
    let help = plain.text("help", text::help(lang), "", Field::Help, String::new());
    let until = plain.day_ahead("until", text::until(lang), "", Field::Until);
    plain.done(move || {
        Some(Command::Rights(Rights::NoteSafety(SafetyNote {
            danger: danger.value(),
            help: help.value(),
            until: until.day()?,
        })))
    })
}

fn note_incident(act: Act) -> AnyView {
    let first = Some(act.petition.registration.received_on);
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let on = plain.day("on", text::incident_on(lang), Field::DoneOn, first);
    let all = Unlawful::ALL;
    let item = plain.pick("item", text::unlawful_label(lang), all, text::unlawful, "");
    let facts = plain.text(
        "facts",
        text::facts(lang),
        text::incident_hint(lang),
        Field::Found,
        String::new(),
    );
    let done = plain.text(
        "done",
        text::incident_done(lang),
        "",
        Field::Done,
        String::new(),
    );
    let authority = plain.maybe("authority", text::authority(lang), "", Field::Authority);
    plain.done(move || {
        Some(Command::Rights(Rights::NoteIncident(Incident {
            on: on.day()?,
            item: kind(item, all, text::unlawful)?,
            facts: facts.value(),
            done: done.value(),
            authority: authority.value(),
        })))
    })
}
