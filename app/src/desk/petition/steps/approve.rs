//! 签发: the head reads the draft whole, then signs this one and no other.

use super::Act;
use super::sheet::{Sheet, label};
use crate::desk::petition::worded::worded;
use crate::desk::place::Place;
use crate::text::{form as hints, petition as words};
use domain::petition::{Command, Step};
use leptos::prelude::*;

/// The form.
pub fn form(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let lang = act.scene.lang();
    let nth = act
        .petition
        .drafts
        .len()
        .checked_sub(1)
        .and_then(|nth| u16::try_from(nth).ok());
    let demands = act
        .petition
        .registration
        .demands
        .iter()
        .zip(1u16..)
        .map(|(demand, nth)| view! { <dt>{words::demand_number(lang, nth)}</dt><dd>{demand.clone()}</dd> })
        .collect_view();
    let draft = act.petition.opinion().map(|opinion| {
        worded(act.scene, None, &Command::Draft(opinion.clone()))
            .into_iter()
            .filter(|line| !line.shown.is_empty())
            .map(|line| view! { <dt>{line.label}</dt><dd>{line.shown}</dd> })
            .collect_view()
    });
    let back = Place::Step(act.id, Step::ReturnDraft).path();
    let inside = view! {
        <p>{hints::approve_intro(lang)}</p>
        <section class="group"><h2>{words::demands(lang)}</h2><dl class="facts">{demands}</dl></section>
        <section class="group"><h2>{words::answer_draft(lang)}</h2><dl class="facts">{draft}</dl></section>
        <div class="row"><a class="button" href=back>{words::step(lang, Step::ReturnDraft)}</a></div>
    };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(act.scene, act.step),
        move || nth.map(Command::Approve),
    )
}
