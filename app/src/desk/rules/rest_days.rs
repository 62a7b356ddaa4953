//! Rest days: which years are known, what each notice arranges, and next year's table from a file.

use crate::api::{self, ApiError};
use crate::desk::fetch::{fetch, trouble};
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, notice};
use crate::text::policy as words;
use chrono::Datelike;
use leptos::prelude::*;
use std::sync::Arc;

/// The section; the administrator pastes or loads a table there.
pub(super) fn rest_days(scene: Scene, edits: bool) -> AnyView {
    let lang = scene.lang();
    let known = move || {
        let calendar = scene.device.calendar.get();
        let year = scene.today().year();
        let last = (year..year + 5)
            .take_while(|year| calendar.knows(*year))
            .last();
        match last {
            Some(last) => words::years_known(lang, last),
            None => words::year_unknown(lang, year),
        }
    };
    view! {
        <section class="section">
            <h2>{words::rest_days(lang)}</h2>
            <p>{known}</p>
            {edits.then(|| table(scene))}
        </section>
    }
    .into_any()
}

fn table(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let text = RwSignal::new(String::new());
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let send = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        busy.set(true);
        fetch(
            scene,
            api::take_rest_days(text.get_untracked()),
            move |answer| {
                busy.set(false);
                told.set(Some(match answer {
                    Ok(calendar) => {
                        scene.device.calendar.set(Arc::new(calendar));
                        text.set(String::new());
                        (Tone::Done, words::table_taken(lang).to_owned())
                    }
                    Err(ApiError::Table(flaw)) => (
                        Tone::Late,
                        words::table_wrong(
                            lang,
                            flaw.line,
                            flaw.column,
                            words::table_flaw(lang, flaw.reason),
                        ),
                    ),
                    Err(error) => (Tone::Late, trouble(lang, scene, &error)),
                }));
            },
        );
    };
    view! {
        <form class="group" novalidate on:submit=send>
            {move || told.get().map(|(tone, words)| notice(tone, words))}
            <div class="field">
                <label for="rest-days">{words::table(lang)}</label>
                <span class="hint">{words::table_hint(lang)}</span>
                <textarea id="rest-days" prop:value=text
                    on:input=move |event| text.set(event_target_value(&event))></textarea>
            </div>
            <div class="row"><button type="submit" class="button" disabled=busy>{words::take_table(lang)}</button></div>
        </form>
    }
    .into_any()
}
