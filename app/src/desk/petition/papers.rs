//! The parts of a petition that do not move: each demand with its answer, the matter, the people.

use super::intake;
use crate::desk::inbox;
use crate::desk::scene::Scene;
use crate::text::{moment, petition as words};
use domain::petition::{Opinion, Petition};
use leptos::prelude::*;

/// A name and what stands under it; nothing where nothing stands.
pub(super) fn fact(name: &'static str, text: String) -> Option<AnyView> {
    (!text.trim().is_empty()).then(|| view! { <dt>{name}</dt><dd>{text}</dd> }.into_any())
}

/// Each demand, and the answer to it.
pub fn demands(scene: Scene, petition: &Petition) -> AnyView {
    let lang = scene.lang();
    let signed = petition.taken_at(domain::petition::Step::Approve).is_some();
    let demands = petition
        .registration
        .demands
        .iter()
        .zip(0u16..)
        .map(|(demand, nth)| {
            view! {
                <li class="demand">
                    <h3>{words::demand_number(lang, nth + 1)}</h3>
                    <p class="prose">{demand.clone()}</p>
                    {answer(scene, petition.opinion(), nth, signed)}
                </li>
            }
        })
        .collect_view();
    let findings = petition.opinion().map(|opinion| {
        let number = petition.opinion_number.clone().unwrap_or_default();
        view! {
            <dl class="facts">
                {fact(words::opinion_number(lang), number)}
                {fact(words::findings(lang), opinion.findings.clone())}
            </dl>
        }
    });
    view! {
        <section class="section">
            <h2>{words::demands(lang)}<span class="count">{petition.registration.demands.len()}</span></h2>
            <ol class="stack">{demands}</ol>
            {findings}
        </section>
    }
    .into_any()
}

fn answer(scene: Scene, opinion: Option<&Opinion>, nth: u16, signed: bool) -> AnyView {
    let lang = scene.lang();
    let answer =
        opinion.and_then(|opinion| opinion.answers.iter().find(|answer| answer.demand == nth));
    let Some(answer) = answer else {
        return view! { <p class="soft">{words::not_answered(lang)}</p> }.into_any();
    };
    let (class, head) = if signed {
        ("answer", words::answered(lang))
    } else {
        ("answer draft", words::answer_draft(lang))
    };
    let basis = (!answer.basis.is_empty()).then(
        || view! { <p class="soft small">{words::basis(lang)}"："{answer.basis.clone()}</p> },
    );
    view! {
        <div class=class>
            <p><b>{head}" · "{words::outcome(lang, answer.outcome)}</b></p>
            <p class="prose">{answer.opinion.clone()}</p>
            {basis}
        </div>
    }
    .into_any()
}

/// What was told, and what was written down with it.
pub fn matter(scene: Scene, petition: &Petition) -> AnyView {
    let lang = scene.lang();
    let registration = &petition.registration;
    let village = registration
        .village
        .map(|village| scene.unit_name(village))
        .unwrap_or_default();
    let received = moment::full_day(lang, registration.received_on);
    view! {
        <section class="section">
            <h2>{words::text(lang)}</h2>
            <p class="prose">{registration.text.clone()}</p>
            {inbox::original(scene, petition)}
            <dl class="facts">
                {fact(words::channel_label(lang), words::channel(lang, registration.channel).to_owned())}
                {fact(words::purpose_label(lang), words::purpose(lang, registration.purpose).to_owned())}
                {fact(words::class(lang), registration.class.replace('/', " / "))}
                {fact(words::village(lang), village)}
                {fact(words::place(lang), registration.place.clone())}
                {fact(words::received_on(lang), received)}
                {fact(words::late_reason(lang), registration.late_reason.clone())}
            </dl>
            {intake::brought(scene, registration)}
        </section>
    }
    .into_any()
}

/// Who brought it, and who works on it.
pub fn people(scene: Scene, petition: &Petition) -> AnyView {
    let lang = scene.lang();
    let petitioners = petition
        .registration
        .petitioners
        .iter()
        .map(|person| {
            let name = if person.name.is_empty() {
                words::anonymous(lang).to_owned()
            } else {
                person.name.clone()
            };
            view! {
                <li class="card">
                    <h3>{name}</h3>
                    <dl class="facts">
                        {fact(words::phone(lang), person.phone.clone())}
                        {fact(words::id_number(lang), person.id_number.clone())}
                        {fact(words::address(lang), person.address.clone())}
                    </dl>
                </li>
            }
        })
        .collect_view();
    let unit = petition.responsible.map_or_else(
        || words::not_sent(lang).to_owned(),
        |unit| scene.unit_name(unit),
    );
    let handler = petition
        .acceptance
        .as_ref()
        .map(|acceptance| scene.officer_name(acceptance.handler))
        .unwrap_or_default();
    let path = petition
        .acceptance
        .as_ref()
        .map(|acceptance| words::path(lang, acceptance.path).to_owned())
        .unwrap_or_default();
    let asked: Vec<String> = petition
        .entrusted
        .iter()
        .map(|officer| scene.officer_name(*officer))
        .collect();
    view! {
        <section class="section">
            <h2>{words::people(lang)}</h2>
            <ul class="people">{petitioners}</ul>
            <dl class="facts">
                {fact(words::headcount(lang), intake::headcount(scene, &petition.registration))}
                {fact(words::responsible(lang), unit)}
                {fact(words::handler(lang), handler)}
                {fact(words::path_label(lang), path)}
                {fact(words::entrusted(lang), asked.join(lang.comma()))}
            </dl>
        </section>
    }
    .into_any()
}
