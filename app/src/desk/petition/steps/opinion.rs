//! 拟处理意见: the facts established, then an answer to every demand (条例 32).

use super::Act;
use super::sheet::{Sheet, label};
use crate::parts::field::{choices, kind, kinds, text};
use crate::parts::form::{Rule, Slot};
use crate::text::{Lang, form as hints, petition as words};
use domain::Field;
use domain::petition::{Answer, Command, Opinion, Outcome, Purpose, Step};
use leptos::prelude::*;

struct AnswerSlots {
    demand: u16,
    outcome: Slot,
    opinion: Slot,
    basis: Slot,
}

/// What may be said to a demand of this purpose: appeals and pleas are decided, suggestions taken up or not.
fn outcomes(purpose: Purpose) -> Vec<Outcome> {
    let decides = |outcome: &Outcome| {
        matches!(
            outcome,
            Outcome::Supported | Outcome::ReasonableWithoutBasis | Outcome::NotSupported
        )
    };
    let fits = |outcome: &Outcome| match purpose {
        Purpose::Appeal | Purpose::Plea => decides(outcome),
        Purpose::Opinion => !decides(outcome),
        Purpose::Report | Purpose::Enquiry | Purpose::Other => {
            !matches!(outcome, Outcome::Adopted | Outcome::NotAdopted)
        }
    };
    Outcome::ALL.iter().copied().filter(fits).collect()
}

/// The form; a draft that was sent back opens with its words and what is to be changed.
pub fn form(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let last = act.petition.opinion();
    let drafts_seen = u16::try_from(act.petition.drafts.len()).unwrap_or(u16::MAX);
    let before = last
        .map(|opinion| opinion.findings.clone())
        .unwrap_or_default();
    let findings = form
        .slot(
            "findings",
            words::findings(lang),
            Rule::text(Field::Findings),
            before,
        )
        .hinted(hints::findings_hint(lang));
    let outcomes = outcomes(act.petition.registration.purpose);
    let answers: Vec<AnswerSlots> = (0u16..)
        .zip(&act.petition.registration.demands)
        .map(|(demand, _)| {
            let before = last.and_then(|opinion| {
                opinion
                    .answers
                    .iter()
                    .find(|answer| answer.demand == demand)
            });
            let outcome = before.map_or("", |answer| words::outcome(Lang::Zh, answer.outcome));
            let opinion = before
                .map(|answer| answer.opinion.clone())
                .unwrap_or_default();
            let basis = before
                .map(|answer| answer.basis.clone())
                .unwrap_or_default();
            AnswerSlots {
                demand,
                outcome: form.slot(
                    format!("outcome{demand}"),
                    hints::answer_to(lang, demand + 1),
                    Rule::choice(Field::Answer),
                    outcome,
                ),
                opinion: form.slot(
                    format!("opinion{demand}"),
                    words::opinion(lang),
                    Rule::text(Field::Answer),
                    opinion,
                ),
                basis: form
                    .slot(
                        format!("basis{demand}"),
                        words::basis(lang),
                        Rule::text(Field::Basis).optional(),
                        basis,
                    )
                    .hinted(hints::basis_hint(lang)),
            }
        })
        .collect();
    let groups = answers
        .iter()
        .zip(&act.petition.registration.demands)
        .map(|(answer, demand)| {
            view! {
                <section class="group">
                    <h2>{words::demand_number(lang, answer.demand + 1)}</h2>
                    <p class="prose">{demand.clone()}</p>
                    {choices(form, answer.outcome, kinds(form, &outcomes, words::outcome))}
                    {text(form, answer.opinion)}
                    {text(form, answer.basis)}
                </section>
            }
        })
        .collect_view();
    let inside = view! {
        {sent_back(&act)}
        <div class="group">{text(form, findings)}</div>
        {groups}
    };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || {
            let answers = answers.iter().map(|slots| {
                Some(Answer {
                    demand: slots.demand,
                    outcome: kind(slots.outcome, Outcome::ALL, words::outcome)?,
                    opinion: slots.opinion.value(),
                    basis: slots.basis.value(),
                })
            });
            Some(Command::Draft(Opinion {
                findings: findings.value(),
                answers: answers.collect::<Option<_>>()?,
                drafts_seen,
            }))
        },
    )
}

/// Why the last draft went back, as long as no newer one answers it.
fn sent_back(act: &Act) -> Option<AnyView> {
    let latest = act
        .petition
        .course
        .iter()
        .rev()
        .find(|entry| matches!(entry.step, Step::Draft | Step::ReturnDraft))?;
    if latest.step != Step::ReturnDraft {
        return None;
    }
    let lang = act.scene.lang();
    let reason = act.petition.draft_returns.last()?.clone();
    Some(view! { <div class="notice soon"><b>{words::what_to_change(lang)}</b><p class="prose">{reason}</p></div> }.into_any())
}
