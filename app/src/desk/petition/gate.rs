//! What the next gates want, and what is missing of it, before anybody tries.

use crate::desk::scene::Scene;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::proceeding as words;
use domain::petition::review::Stage;
use domain::petition::{Need, Petition, State, Step, needs};
use leptos::prelude::*;

/// The checklists of the gates that this petition comes to next; nothing where no gate is near.
pub fn gate(scene: Scene, petition: &Petition) -> AnyView {
    let directory = scene.device.directory.get();
    near(petition)
        .into_iter()
        .map(|step| (step, needs(petition, step, &directory)))
        .filter(|(_, needs)| !needs.is_empty())
        .map(|(step, needs)| checklist(scene, petition, step, needs))
        .collect_view()
        .into_any()
}

/// The gates it stands before: the item's own, and that of the level that is open.
fn near(petition: &Petition) -> Vec<Step> {
    let level = petition.reviews.open().and_then(|level| match level.stage {
        Stage::Requested => Some(Step::TakeReview),
        Stage::Taken | Stage::Drafted => Some(Step::SignReview),
        Stage::Signed | Stage::Delivered | Stage::Refused => None,
    });
    let own = match petition.state {
        State::Registered | State::Sent => Some(Step::Accept),
        State::Accepted | State::Drafted if !petition.is_sealed() => Some(Step::Approve),
        State::Delivered | State::Guided => Some(Step::Close),
        _ => None,
    };
    level.into_iter().chain(own).collect()
}

fn checklist(scene: Scene, petition: &Petition, step: Step, needs: Vec<(Need, bool)>) -> AnyView {
    let lang = scene.lang();
    let parts_missing = if step == Step::Approve {
        petition.parts_missing()
    } else {
        Vec::new()
    };
    let missing: Vec<String> = parts_missing
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
    view! {
        <section class="section">
            <h2>{words::gate(lang, step)}</h2>
            <ul class="gate">{lines}</ul>
            {missing}
        </section>
    }
    .into_any()
}
