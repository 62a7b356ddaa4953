//! 建议: the purpose and the class that the text reads like, under the text, to take or to leave. Nothing is filled in
//! until somebody taps; it is computed here, so it is the same without a network.

use crate::api;
use crate::desk::fetch::fetch;
use crate::desk::held;
use crate::desk::scene::Scene;
use crate::parts::form::{Form, Slot};
use crate::text::{Lang, intake as words, petition};
use domain::petition::{Lexicon, Purpose, purpose};
use leptos::prelude::*;
use std::sync::Arc;

/// Under this setting the device keeps the classes in force; they are a published table.
const CLASSES: &str = "classes";
/// The most items held here that are learned from, so that the form opens at once.
const LEARNED: usize = 300;

/// What is known of classes on this device.
#[derive(Clone, Copy)]
pub(super) struct Known {
    /// Their paths, for the list that opens under the field.
    pub(super) classes: RwSignal<Vec<String>>,
    lexicon: RwSignal<Arc<Lexicon>>,
}

impl Known {
    /// As they were kept here, and as the bureau says now if it can be reached.
    pub(super) fn open(scene: Scene) -> Known {
        let kept = scene.device.with(|store| store.setting(CLASSES));
        let kept: Vec<String> = kept
            .unwrap_or_default()
            .lines()
            .map(str::to_owned)
            .collect();
        let known = Known {
            lexicon: RwSignal::new(learned(scene, &kept)),
            classes: RwSignal::new(kept),
        };
        fetch(scene, api::classes(), move |answer| {
            // Without a network the ones kept here serve.
            if let Ok(now) = answer
                && known.classes.with_untracked(|kept| *kept != now)
            {
                let lines = now.join("\n");
                scene
                    .device
                    .with(|store| store.put_setting(CLASSES, &lines));
                known.lexicon.set(learned(scene, &now));
                known.classes.set(now);
            }
        });
        known
    }
}

fn learned(scene: Scene, classes: &[String]) -> Arc<Lexicon> {
    let held: Vec<_> = scene.device.records.with_untracked(|records| {
        let ids = records.lines().map(|(id, _)| id).take(LEARNED);
        ids.filter_map(|id| records.get(&id)).collect()
    });
    let registered = held
        .iter()
        .map(|record| &held::as_petition(record).registration);
    Arc::new(Lexicon::learn(classes, registered))
}

/// The offers for what stands in `title` and `told`.
pub(super) fn offers(
    form: Form,
    known: Known,
    (title, told): (Slot, Slot),
    (purpose_slot, purposes): (Slot, Vec<Purpose>),
    class: Slot,
) -> AnyView {
    let lang = form.lang();
    let offered = Memo::new(move |_| {
        let lexicon = known.lexicon.get();
        title.text.with(|title| {
            told.text.with(|told| {
                let wants = purpose(title, told).filter(|found| purposes.contains(found));
                (wants, lexicon.classes(title, told))
            })
        })
    });
    let drawn = move || {
        let (wants, classes) = offered.get();
        if wants.is_none() && classes.is_empty() {
            return None;
        }
        let wants = wants.map(|wants| {
            let label = words::suggested_purpose(lang, petition::purpose(lang, wants));
            let value = petition::purpose(Lang::Zh, wants).to_owned();
            offer(form, purpose_slot, value, label)
        });
        let classes = classes
            .into_iter()
            .map(|path| {
                let label = words::suggested_class(lang, &path);
                offer(form, class, path, label)
            })
            .collect_view();
        Some(view! { <div class="chips">{wants}{classes}</div> })
    };
    view! {
        <div class="suggested" role="group" aria-label=words::suggested(lang)>
            <p class="hint" hidden=move || offered.with(|(wants, classes)| wants.is_none() && classes.is_empty())>
                {words::suggested(lang)}
            </p>
            {drawn}
        </div>
    }
    .into_any()
}

fn offer(form: Form, slot: Slot, value: String, label: String) -> AnyView {
    let here = value.clone();
    let on = Memo::new(move |_| slot.text.with(|text| *text == here));
    let take = move |_| {
        form.write(slot, value.clone());
        slot.leave();
    };
    view! {
        <button
            type="button"
            class="chip"
            class:on=on
            aria-pressed=move || on.get().to_string()
            on:click=take
        >{label}</button>
    }
    .into_any()
}
