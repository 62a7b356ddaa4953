//! What the next gate wants, and what is missing of it, before anybody tries.

use crate::desk::scene::Scene;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::proceeding as words;
use domain::petition::{Petition, State, Step, needs};
use leptos::prelude::*;

/// The checklist of the gate that this petition comes to next; nothing where no gate is near.
pub fn gate(scene: Scene, petition: &Petition) -> Option<AnyView> {
    let lang = scene.lang();
    let (step, title) = match petition.state {
        State::Accepted | State::Drafted if !petition.is_sealed() => {
            (Step::Approve, words::gate_signing(lang))
        }
        State::Delivered | State::Guided => (Step::Close, words::gate_closing(lang)),
        _ => return None,
    };
    let needs = needs(petition, step);
    if needs.is_empty() {
        return None;
    }
    let missing: Vec<String> = petition
        .parts_missing()
        .into_iter()
        .map(|unit| scene.unit_name(unit))
        .collect();
    let missing = (!missing.is_empty())
        .then(|| view! { <p class="soft small">{words::parts_missing(lang, &missing.join(lang.comma()))}</p> });
    let lines = needs
        .into_iter()
        .map(|(need, met)| {
            let (mark, aloud) = if met {
                (Some(glyph(Glyph::Saved)), words::met(lang))
            } else {
                (None, words::missing(lang))
            };
            view! {
                <li class:met=met>
                    <span class="mark">{mark}<span class:aloud=met>{aloud}</span></span>
                    {words::need(lang, need)}
                </li>
            }
        })
        .collect_view();
    Some(
        view! {
            <section class="section">
                <h2>{title}</h2>
                <ul class="gate">{lines}</ul>
                {missing}
            </section>
        }
        .into_any(),
    )
}
