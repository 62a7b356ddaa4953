//! The texts a kind had, newest first: from when, who entered it and when, its words, and the way to take one up
//! again. Taking up changes nothing by itself: the text comes back as a new entry, the old ones stay.

use super::editor::Desk;
use crate::desk::scene::Scene;
use crate::document::shipped;
use crate::parts::notice::Tone;
use crate::text::{moment, policy, template as words};
use domain::document::Template;
use leptos::prelude::*;

/// The section.
pub(super) fn history(desk: Desk) -> AnyView {
    let lang = desk.scene.lang();
    let entries = move || {
        let known = desk.scene.device.templates.get();
        let today = desk.scene.today();
        let held = super::entry_in_force(&known, desk.kind, today).cloned();
        let mut entries: Vec<&Template> = known.history(desk.kind).collect();
        // Stable: of two with one first day the one entered later holds.
        entries.sort_by_key(|entry| entry.since);
        let lines = entries.into_iter().rev().map(|entry| {
            let state = if entry.since > today {
                view! { <span class="badge soon">{words::state_planned(lang)}</span> }
            } else if held.as_ref() == Some(entry) {
                view! { <span class="badge done">{words::state_now(lang)}</span> }
            } else {
                view! { <span class="badge">{words::state_over(lang)}</span> }
            };
            let text = if entry.text.is_empty() {
                shipped(desk.kind)
            } else {
                &entry.text
            };
            line(desk, entry, state.into_any(), text.trim_end().to_owned())
        });
        lines.collect_view()
    };
    view! {
        <section class="section">
            <h2>{words::history(lang)}</h2>
            <ol class="stack">
                {entries}
                <li class="card">
                    <p>{words::shipped_text(lang)}</p>
                    {text_of(desk, words::take_up_shipped(lang).to_owned(), shipped(desk.kind).trim_end().to_owned())}
                </li>
            </ol>
        </section>
    }
    .into_any()
}

fn line(desk: Desk, entry: &Template, state: AnyView, text: String) -> AnyView {
    let scene: Scene = desk.scene;
    let lang = scene.lang();
    let day = moment::full_day(lang, entry.since);
    let shipped = entry
        .text
        .is_empty()
        .then(|| view! { " · "{words::shipped_text(lang)} });
    let who = scene.officer_name(entry.by);
    let at = moment::moment(lang, entry.at, scene.now());
    view! {
        <li class="card">
            <p>{words::from_day(lang, &day)}" "{state}{shipped}</p>
            <p class="soft small">{policy::entered(lang, &who, &at)}</p>
            {text_of(desk, words::take_up_of(lang, &day), text)}
        </li>
    }
    .into_any()
}

/// The words of an entry, and the button that takes them up.
fn text_of(desk: Desk, label: String, text: String) -> AnyView {
    let lang = desk.scene.lang();
    let shown = text.clone();
    let take_up = move |_| {
        desk.text.set(text.clone());
        desk.told
            .set(Some((Tone::Plain, words::taken_up(lang).to_owned())));
        if let Some(area) = desk.area.get_untracked() {
            area.scroll_into_view();
            let _ = area.focus();
        }
    };
    view! {
        <details>
            <summary>{words::show(lang)}</summary>
            <p class="prose" lang="zh-CN">{shown}</p>
            <div class="row"><button type="button" class="button" on:click=take_up>{label}</button></div>
        </details>
    }
    .into_any()
}
