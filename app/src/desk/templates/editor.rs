//! Wording one kind anew: the text with its placeholders offered by name, what is wrong with it told while it is
//! typed, and below it the document as an invented case would have it.

use super::history::history;
use crate::api::{self, ApiError};
use crate::desk::document::{Printed, paper};
use crate::desk::fetch::{fetch, trouble};
use crate::desk::scene::Scene;
use crate::document::{Flaw, Placeholder, Wording, in_force, offered, sample, wanted};
use crate::parts::notice::{Tone, notice};
use crate::text::{document as kinds, moment, template as words};
use chrono::NaiveDate;
use domain::document::DocumentKind;
use leptos::html::Textarea;
use leptos::prelude::*;
use std::sync::Arc;

/// What stands in the form.
#[derive(Clone, Copy)]
pub(super) struct Desk {
    pub(super) scene: Scene,
    pub(super) kind: DocumentKind,
    pub(super) text: RwSignal<String>,
    since: RwSignal<String>,
    busy: RwSignal<bool>,
    pub(super) told: RwSignal<Option<(Tone, String)>>,
    pub(super) area: NodeRef<Textarea>,
}

/// The page of one kind; drawn once the texts are here, and never again while somebody types.
pub fn template(scene: Scene, kind: DocumentKind) -> AnyView {
    let known = scene.device.templates.get_untracked();
    let desk = Desk {
        scene,
        kind,
        text: RwSignal::new(in_force(kind, scene.today(), &known).trim_end().to_owned()),
        since: RwSignal::new(scene.today().to_string()),
        busy: RwSignal::new(false),
        told: RwSignal::new(None),
        area: NodeRef::new(),
    };
    let lang = scene.lang();
    view! {
        <article class="page rules wording" tabindex="0">
            <header>
                <h1>{kinds::kind(lang, kind)}</h1>
                <p class="soft">{words::intro(lang)}</p>
            </header>
            <div class="beside">
                <div class="stack">
                    {desk.form()}
                    {history(desk)}
                </div>
                <section class="section" aria-label=words::sample(lang)>
                    <h2>{words::sample(lang)}</h2>
                    {move || desk.preview()}
                </section>
            </div>
        </article>
    }
    .into_any()
}

impl Desk {
    fn since(self) -> Option<NaiveDate> {
        self.since.with(|text| text.trim().parse().ok())
    }

    /// What would be sent; nothing without a day.
    fn wording(self) -> Option<Wording> {
        Some(Wording {
            kind: self.kind,
            text: self.text.get(),
            since: self.since()?,
        })
    }

    /// What is wrong with the text as it stands; that nothing is changed yet is no mistake.
    fn flaw(self) -> Option<Flaw> {
        let known = self.scene.device.templates.get();
        let wording = self.wording()?;
        let flaw = wording.admissible(self.scene.today(), &known).err();
        flaw.filter(|flaw| *flaw != Flaw::Same)
    }

    fn form(self) -> AnyView {
        let lang = self.scene.lang();
        let wrong = move || {
            let flaw = self.flaw()?;
            Some(notice(Tone::Late, words::flaw(lang, &flaw)))
        };
        let send = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            self.send();
        };
        view! {
            <form class="group" novalidate on:submit=send>
                {move || self.told.get().map(|(tone, words)| notice(tone, words))}
                <div class="field">
                    <label for="wording-text">{words::text_label(lang)}</label>
                    <span class="hint" id="wording-hint">{words::text_hint(lang)}</span>
                    <textarea id="wording-text" lang="zh-CN" rows="16" aria-describedby="wording-hint wording-flaw"
                        node_ref=self.area prop:value=self.text
                        on:input=move |event| self.type_in(event_target_value(&event))></textarea>
                    <div id="wording-flaw">{wrong}</div>
                </div>
                {self.places()}
                <div class="field">
                    <label for="wording-since">{words::since(lang)}</label>
                    <input id="wording-since" type="date" autocomplete="off" prop:value=self.since
                        on:input=move |event| self.since.set(event_target_value(&event))/>
                </div>
                <div class="row">
                    <button type="submit" class="button first" disabled=self.busy>{words::save(lang)}</button>
                </div>
            </form>
        }
        .into_any()
    }

    fn type_in(self, text: String) {
        self.text.set(text);
        self.told.set(None);
    }

    /// The placeholders of this kind, each with what a case puts in its place.
    fn places(self) -> AnyView {
        let lang = self.scene.lang();
        let wanted = wanted(self.kind);
        let rows = offered(self.kind)
            .into_iter()
            .map(|place| {
                let braced = format!("{{{}}}", place.word());
                let required = wanted.contains(&place).then(|| {
                    view! { <span class="badge">{words::required(lang)}</span> }
                });
                view! {
                    <li>
                        <button type="button" class="button" lang="zh-CN" on:click=move |_| self.put_in(place)>{braced}</button>
                        <span class="soft small">{words::explained(lang, place)}" "{required}</span>
                    </li>
                }
            })
            .collect_view();
        view! {
            <details class="places" open>
                <summary>{words::placeholders(lang)}</summary>
                <p class="hint">{words::placeholders_hint(lang)}</p>
                <ul>{rows}</ul>
            </details>
        }
        .into_any()
    }

    /// Puts a placeholder where the cursor is.
    fn put_in(self, place: Placeholder) {
        let Some(area) = self.area.get_untracked() else {
            return;
        };
        let braced = format!("{{{}}}", place.word());
        let at = area.selection_end().ok().flatten().unwrap_or_default();
        if area.set_range_text(&braced).is_err() {
            return;
        }
        self.type_in(area.value());
        let length = u32::try_from(braced.encode_utf16().count()).unwrap_or_default();
        let start = area.selection_start().ok().flatten().unwrap_or(at);
        let _ = area.set_selection_range(start + length, start + length);
        let _ = area.focus();
    }

    /// The text as an invented case fills it; a text that cannot be read stands as it is.
    fn preview(self) -> AnyView {
        let lang = self.scene.lang();
        let content = self.text.with(|text| sample(self.kind, text));
        paper(&Printed {
            kind: self.kind,
            number: None,
            across: Some(words::sample(lang).to_owned()),
            content: &content,
            drawn: &[],
        })
    }

    fn send(self) {
        let lang = self.scene.lang();
        let late = move |words: String| self.told.set(Some((Tone::Late, words)));
        let Some(wording) = untrack(move || self.wording()) else {
            return late(words::no_day(lang).to_owned());
        };
        let known = self.scene.device.templates.get_untracked();
        if let Err(flaw) = wording.admissible(self.scene.today(), &known) {
            return late(words::flaw(lang, &flaw));
        }
        let day = moment::full_day(lang, wording.since);
        self.busy.set(true);
        let scene = self.scene;
        fetch(scene, api::word_document(wording), move |answer| {
            self.busy.set(false);
            match answer {
                Ok(templates) => {
                    scene.device.templates.set(Arc::new(templates));
                    self.told.set(Some((Tone::Done, words::saved(lang, &day))));
                }
                Err(ApiError::Wording(flaw)) => late(words::flaw(lang, &flaw)),
                Err(error) => late(trouble(lang, scene, &error)),
            }
        });
    }
}
