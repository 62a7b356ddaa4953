//! The forms of 复查 and 复核.

use super::Act;
use super::deliver::deliver_as;
use super::plain::Plain;
use crate::desk::petition::worded::worded;
use crate::parts::field::{Choice, choices, kind, kinds, text as text_field};
use crate::parts::form::{Rule, Slot};
use crate::parts::notice::{Tone, notice};
use crate::text::{Lang, form as hints, petition as words, review as text};
use domain::Field;
use domain::ids::day_of;
use domain::petition::review::{
    Command as Level, Conclusion, Hearing, LevelResult, Refusing, Request, RequestGround, Taking,
    organ_above, reviewers as free_reviewers,
};
use domain::petition::{Answer, Command, Outcome, Step};
use leptos::prelude::*;

/// The form of one of the levels' steps; `None`: the step is none of theirs.
pub fn form(act: &Act) -> Option<AnyView> {
    let act = act.clone();
    Some(match act.step {
        Step::RequestReview => ask(act),
        Step::TakeReview => take(act),
        Step::RefuseReview => refuse(act),
        Step::HoldHearing => hear(act),
        Step::DraftReview => draft(act),
        Step::ReturnReview => send_back(act),
        Step::SignReview => sign(act),
        Step::DeliverReview => {
            let signed_on = act.petition.taken_at(Step::SignReview).map(day_of);
            deliver_as(act, signed_on, |delivery| {
                Command::Review(Level::Deliver(delivery))
            })
        }
        _ => return None,
    })
}

fn asked_on(act: &Act) -> chrono::NaiveDate {
    let level = act.petition.reviews.levels.last();
    level.map_or(act.petition.registration.received_on, |level| {
        level.request.on
    })
}

fn ask(act: Act) -> AnyView {
    let scene = act.scene;
    let directory = scene.device.directory.get_untracked();
    let organ = organ_above(&act.petition, &directory);
    let first = act.petition.request_limit().map(|(_, on)| on);
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    plain.show(match organ {
        Some(organ) => {
            let name = scene.unit_name(organ);
            view! { <dl class="facts"><dt>{text::organ(lang)}</dt><dd>{name}</dd></dl> }.into_any()
        }
        None => notice(Tone::Soon, text::no_organ(lang).to_owned()),
    });
    let on = plain.day("on", text::requested_on(lang), Field::RequestedOn, first);
    let reasons = plain.text(
        "reasons",
        text::reasons(lang),
        "",
        Field::Reason,
        String::new(),
    );
    let late = plain.maybe(
        "late",
        text::late_reason(lang),
        text::late_hint(lang),
        Field::LateReason,
    );
    plain.done(move || {
        Some(Command::Review(Level::Request(Request {
            organ: organ?,
            on: on.day()?,
            reasons: reasons.value(),
            late_reason: late.value(),
        })))
    })
}

/// The review office's people who took no part before and do not stand back.
fn reviewers(act: &Act) -> Vec<Choice> {
    let Some(level) = act.petition.reviews.open() else {
        return Vec::new();
    };
    act.scene.device.directory.with_untracked(|directory| {
        free_reviewers(&act.petition, level, directory)
            .into_iter()
            .map(|officer| {
                let name = directory.officer_name(officer).to_owned();
                (officer.to_string(), name)
            })
            .collect()
    })
}

fn take(act: Act) -> AnyView {
    let (people, first) = (reviewers(&act), asked_on(&act));
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let reviewer = plain.select("reviewer", text::reviewer(lang), "", Field::Handler, people);
    let notice = plain.notice(first);
    plain.done(move || {
        Some(Command::Review(Level::Take(Taking {
            reviewer: reviewer.value().parse().ok()?,
            notice: notice()?,
        })))
    })
}

fn refuse(act: Act) -> AnyView {
    let first = asked_on(&act);
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let all = RequestGround::ALL;
    let ground = plain.pick("ground", text::ground_label(lang), all, text::ground, "");
    let reason = plain.text(
        "reason",
        words::reason(lang),
        "",
        Field::Reason,
        String::new(),
    );
    let notice = plain.notice(first);
    plain.done(move || {
        Some(Command::Review(Level::Refuse(Refusing {
            ground: kind(ground, all, text::ground)?,
            reason: reason.value(),
            notice: notice()?,
        })))
    })
}

fn hear(act: Act) -> AnyView {
    let first = Some(asked_on(&act));
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let from = plain.day("from", text::heard_from(lang), Field::HeardOn, first);
    let to = plain.day("to", text::heard_to(lang), Field::HeardOn, first);
    let place = plain.line("place", words::place(lang), Field::Place);
    let present = plain.text(
        "present",
        text::present(lang),
        "",
        Field::Present,
        String::new(),
    );
    let course = plain.text(
        "course",
        text::hearing_course(lang),
        text::hearing_hint(lang),
        Field::Said,
        String::new(),
    );
    plain.done(move || {
        Some(Command::Review(Level::Hear(Hearing {
            from: from.day()?,
            to: to.day()?,
            place: place.value(),
            present: present.value(),
            course: course.value(),
        })))
    })
}

fn draft(act: Act) -> AnyView {
    let level = act.petition.reviews.open();
    let last = level.and_then(|level| level.conclusion()).cloned();
    let seen = level.map_or(0, |level| level.drafts.len());
    let drafts_seen = u16::try_from(seen).unwrap_or(u16::MAX);
    let demands = act.petition.registration.demands.clone();
    let before = |read: fn(&Conclusion) -> &str| {
        last.as_ref()
            .map(|last| read(last).to_owned())
            .unwrap_or_default()
    };
    let chosen = last
        .as_ref()
        .map_or("", |last| text::result(Lang::Zh, last.result));
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let all = LevelResult::ALL;
    let result = plain.pick(
        "result",
        text::result_label(lang),
        all,
        text::result,
        chosen,
    );
    let findings = plain.text(
        "findings",
        words::findings(lang),
        hints::findings_hint(lang),
        Field::Findings,
        before(|last| &last.findings),
    );
    let opinion = plain.text(
        "opinion",
        text::opinion(lang),
        "",
        Field::Answer,
        before(|last| &last.opinion),
    );
    let basis = plain.text(
        "basis",
        words::basis(lang),
        hints::basis_hint(lang),
        Field::Basis,
        before(|last| &last.basis),
    );
    let changed = Signal::derive(move || {
        result
            .text
            .with(|text| text == text::result(Lang::Zh, LevelResult::Changed))
    });
    let answers: Vec<(u16, Slot, Slot)> = (0u16..)
        .zip(&demands)
        .map(|(nth, demand)| new_answer(&mut plain, nth, demand, changed))
        .collect();
    plain.done(move || {
        let result = kind(result, all, text::result)?;
        let answers = answers.iter().map(|(demand, outcome, words)| {
            Some(Answer {
                demand: *demand,
                outcome: kind(*outcome, Outcome::ALL, words::outcome)?,
                opinion: words.value(),
                basis: basis.value(),
            })
        });
        Some(Command::Review(Level::Draft(Conclusion {
            result,
            findings: findings.value(),
            opinion: opinion.value(),
            basis: basis.value(),
            answers: match result {
                LevelResult::Changed => answers.collect::<Option<_>>()?,
                _ => Vec::new(),
            },
            drafts_seen,
        })))
    })
}

/// The answer in the organ's place, asked for only where the level changes it.
fn new_answer(
    plain: &mut Plain,
    nth: u16,
    demand: &str,
    changed: Signal<bool>,
) -> (u16, Slot, Slot) {
    let (lang, form) = (plain.lang(), plain.form());
    let label = text::new_answer(lang, nth + 1);
    let outcome = form.slot(
        format!("outcome{nth}"),
        label,
        Rule::choice(Field::Answer).when(changed),
        "",
    );
    let opinion = form.slot(
        format!("opinion{nth}"),
        words::opinion(lang),
        Rule::text(Field::Answer).when(changed),
        "",
    );
    let demand = demand.to_owned();
    plain.show(
        view! {
            <div class="stack" hidden=move || !changed.get()>
                <p class="prose">{demand}</p>
                {choices(form, outcome, kinds(form, Outcome::ALL, words::outcome))}
                {text_field(form, opinion)}
            </div>
        }
        .into_any(),
    );
    (nth, outcome, opinion)
}

fn send_back(act: Act) -> AnyView {
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    let reason = plain.text(
        "reason",
        words::what_to_change(lang),
        "",
        Field::Reason,
        String::new(),
    );
    plain.done(move || Some(Command::Review(Level::Return(reason.value()))))
}

/// 签发: the head reads the draft whole, then signs this one and no other.
fn sign(act: Act) -> AnyView {
    let level = act.petition.reviews.open();
    let nth = level.and_then(|level| level.drafts.len().checked_sub(1));
    let nth = nth.and_then(|nth| u16::try_from(nth).ok());
    let lines = level
        .and_then(|level| level.conclusion())
        .map(|conclusion| {
            let command = Command::Review(Level::Draft(conclusion.clone()));
            worded(act.scene, Some(&act.petition), &command)
        })
        .unwrap_or_default();
    let lines = lines
        .into_iter()
        .filter(|line| !line.shown.is_empty())
        .map(|line| view! { <dt>{line.label}</dt><dd>{line.shown}</dd> })
        .collect_view();
    let mut plain = Plain::of(act);
    let lang = plain.lang();
    plain.show(view! { <p>{text::sign_intro(lang)}</p><dl class="facts">{lines}</dl> }.into_any());
    plain.done(move || nth.map(|nth| Command::Review(Level::Sign(nth))))
}
