//! 文书范本: every kind of document with the text in force, and for the system administrator the page on which it is
//! worded anew. The preview shows an invented case: nobody here opens a real one.

mod editor;
mod history;

pub use editor::template;

use super::place::Place;
use super::scene::Scene;
use crate::text::{document as kinds, moment, template as words};
use chrono::NaiveDate;
use domain::document::{DocumentKind, Template, Templates};
use leptos::prelude::*;

/// The list of kinds.
pub fn templates(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let listed = move || {
        let known = scene.device.templates.get();
        let kinds = DocumentKind::ALL.iter().copied();
        kinds.map(|kind| row(scene, &known, kind)).collect_view()
    };
    view! {
        <article class="page rules" tabindex="0">
            <h1>{words::templates(lang)}</h1>
            <p class="soft">{words::intro(lang)}</p>
            <ul class="stack">{listed}</ul>
        </article>
    }
    .into_any()
}

fn row(scene: Scene, known: &Templates, kind: DocumentKind) -> AnyView {
    let lang = scene.lang();
    let today = scene.today();
    let since = entry_in_force(known, kind, today).map(|entry| {
        let day = moment::full_day(lang, entry.since);
        words::in_force_since(lang, &day)
    });
    let next = known
        .history(kind)
        .filter(|entry| entry.since > today)
        .min_by_key(|entry| entry.since)
        .map(|entry| {
            let day = moment::full_day(lang, entry.since);
            view! { <span class="badge soon">{words::planned(lang, &day)}</span> }
        });
    let own = if known.text(kind, today).is_some() {
        words::own_text(lang)
    } else {
        words::shipped_text(lang)
    };
    view! {
        <li class="card">
            <a class="norm" href=Place::Template(kind).path()>
                <h2>{kinds::kind(lang, kind)}</h2>
                <b>{own}</b>
                <span class="soft small">{since}</span>
            </a>
            {next}
        </li>
    }
    .into_any()
}

/// The entry that holds today; `None`: nobody ever worded this kind anew.
fn entry_in_force(known: &Templates, kind: DocumentKind, today: NaiveDate) -> Option<&Template> {
    known
        .history(kind)
        .filter(|entry| entry.since <= today)
        .max_by_key(|entry| entry.since)
}
