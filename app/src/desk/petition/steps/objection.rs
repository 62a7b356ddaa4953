//! Steps that are one text: objection, the bureau's reply to it, and a draft sent back.

use super::Act;
use super::sheet::{Sheet, label};
use crate::parts::field::text;
use crate::parts::form::Rule;
use crate::text::{form as hints, petition as words};
use domain::Field;
use domain::petition::{Command, Step};
use leptos::prelude::*;

/// The form.
pub fn form(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let step = act.step;
    let (name, hint) = match step {
        Step::Object => (words::reason(lang), hints::object_hint(lang)),
        Step::ReturnDraft => (words::what_to_change(lang), ""),
        _ => (words::reply(lang), ""),
    };
    let reason = form
        .slot("reason", name, Rule::text(Field::Reason), "")
        .hinted(hint);
    // A reply is written beside what it replies to.
    let objected = matches!(step, Step::AgreeReturn | Step::RejectObjection);
    let objection = act.petition.objections.last().filter(|_| objected).map(|objection| {
        view! { <div class="card"><h2>{words::done(lang, Step::Object)}</h2><p class="prose">{objection.clone()}</p></div> }
    });
    let inside = view! { {objection}<div class="group">{text(form, reason)}</div> };
    sheet.draw(
        act.id,
        words::step(lang, step),
        inside.into_any(),
        label(scene, step),
        move || {
            let reason = reason.value();
            Some(match step {
                Step::Object => Command::Object(reason),
                Step::AgreeReturn => Command::AgreeReturn(reason),
                Step::RejectObjection => Command::RejectObjection(reason),
                _ => Command::ReturnDraft(reason),
            })
        },
    )
}
