//! 附件: what each file shows, whether the bureau holds it, and the way to open it.

use crate::desk::scene::Scene;
use crate::text::attachment as words;
use domain::ids::RecordId;
use domain::petition::{Attached, Petition};
use leptos::prelude::*;

/// The files; nothing where there are none.
pub fn attachments(scene: Scene, petition: &Petition) -> Option<AnyView> {
    let lang = scene.lang();
    let all = &petition.attachments;
    let files = all
        .iter()
        .map(|attached| file(scene, petition.id, attached))
        .collect_view();
    (!all.is_empty()).then(|| {
        view! {
            <section class="section">
                <h2>{words::attachments(lang)}<span class="count">{all.len()}</span></h2>
                <ul class="people">{files}</ul>
            </section>
        }
        .into_any()
    })
}

fn file(scene: Scene, record: RecordId, attached: &Attached) -> AnyView {
    let lang = scene.lang();
    let paper = &attached.paper;
    let about = paper
        .about
        .map(|about| format!("{} · ", words::about(lang, about)))
        .unwrap_or_default();
    let standing = if attached.stored {
        words::stored(lang)
    } else {
        words::not_stored(lang)
    };
    let tint = if attached.stored {
        "badge done"
    } else {
        "badge soon"
    };
    let opening = attached.stored.then(|| opening(scene, record, attached));
    view! {
        <li class="card">
            <h3>{paper.name.clone()}</h3>
            <p class="soft">{about}{words::kind(lang, paper.kind)}" · "{words::size(paper.bytes)}</p>
            <p><span class=tint>{standing}</span></p>
            {opening}
        </li>
    }
    .into_any()
}

/// A picture opens by its small copy, a document by a word; both only where the bureau can be asked.
fn opening(scene: Scene, record: RecordId, attached: &Attached) -> AnyView {
    let lang = scene.lang();
    let paper = &attached.paper;
    let address = format!("/api/v1/attachments/{record}/{}", paper.id);
    let label = words::open_named(lang, &paper.name);
    let pictured = paper.media.is_picture();
    let name = paper.name.clone();
    let inside = move || {
        if !scene.device.standing.with(|standing| standing.online) {
            return view! { <p class="soft small">{crate::text::petition::needs_online(lang)}</p> }
                .into_any();
        }
        let small = pictured.then(|| {
            view! { <img src=format!("{address}/thumbnail") alt=name.clone() loading="lazy" /> }
        });
        let word = (!pictured).then(|| words::open(lang));
        view! { <a href=address.clone() target="_blank" rel="noopener" aria-label=label.clone()>{small}{word}</a> }.into_any()
    };
    inside.into_any()
}
