//! Changing one norm: the new value, from when, and why.

use crate::api::{self, ApiError, NewRule};
use crate::desk::fetch::{fetch, trouble};
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, notice};
use crate::text::policy as words;
use domain::policy::{Measure, Norm, row};
use leptos::prelude::*;
use std::sync::Arc;

/// The form, closed until somebody opens it.
pub(super) fn change(scene: Scene, norm: Norm) -> AnyView {
    let lang = scene.lang();
    let (value, since, reason) = (
        RwSignal::new(String::new()),
        RwSignal::new(scene.today().to_string()),
        RwSignal::new(String::new()),
    );
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let parsed = value.with_untracked(|text| text.trim().parse().ok());
        let day = since.with_untracked(|text| text.trim().parse().ok());
        let (Some(value), Some(since)) = (parsed, day) else {
            told.set(Some((Tone::Late, words::not_read(lang).to_owned())));
            return;
        };
        let rule = NewRule {
            norm,
            value,
            since,
            reason: reason.get_untracked(),
        };
        busy.set(true);
        fetch(scene, api::change_policy(rule), move |answer| {
            busy.set(false);
            match answer {
                // The list is drawn anew, this form with it.
                Ok(policy) => scene.device.policy.set(Arc::new(policy)),
                Err(ApiError::Flaw(flaw)) => {
                    told.set(Some((Tone::Late, words::flaw(lang, norm, flaw))));
                }
                Err(error) => told.set(Some((Tone::Late, trouble(lang, scene, &error)))),
            }
        });
    };
    let name = norm.name();
    let hint = match row(norm).measure {
        Measure::Switch => words::switch_hint(lang).to_owned(),
        _ => words::out_of_bounds(
            lang,
            &words::value(lang, norm, row(norm).least),
            &words::value(lang, norm, row(norm).most),
        ),
    };
    view! {
        <details>
            <summary>{words::change(lang)}</summary>
            <form class="group" novalidate on:submit=send>
                {move || told.get().map(|(tone, words)| notice(tone, words))}
                {field(format!("{name}-value"), words::new_value(lang), hint, "text", value)}
                {field(format!("{name}-since"), words::holds_from(lang), String::new(), "date", since)}
                {field(format!("{name}-reason"), words::reason(lang), String::new(), "text", reason)}
                <div class="row"><button type="submit" class="button first" disabled=busy>{words::change(lang)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

fn field(
    id: String,
    label: &'static str,
    hint: String,
    kind: &'static str,
    text: RwSignal<String>,
) -> AnyView {
    let says = id.clone();
    view! {
        <div class="field">
            <label for=id>{label}</label>
            {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
            <input id=says type=kind autocomplete="off" prop:value=text
                on:input=move |event| text.set(event_target_value(&event))/>
        </div>
    }
    .into_any()
}
