//! 导入待送文件: what a tablet without a network saved to a file; the administrator sees numbers.

use super::Book;
use crate::api::{self, ApiError, TakenIn};
use crate::desk::admin::asked::not_done;
use crate::desk::fetch::fetch;
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, notice};
use crate::text::device as words;
use js_sys::Uint8Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// The field for the file, and what became of the one chosen.
pub fn bring(scene: Scene, book: Book) -> AnyView {
    let lang = scene.lang();
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let field = NodeRef::<leptos::html::Input>::new();
    let chosen = move |_| {
        let file = field
            .get_untracked()
            .and_then(|field| field.files()?.get(0));
        let Some(file) = file else { return };
        busy.set(true);
        spawn_local(async move {
            let bytes = match JsFuture::from(file.array_buffer()).await {
                Ok(bytes) => Uint8Array::new(&bytes).to_vec(),
                Err(_) => Vec::new(),
            };
            fetch(scene, api::take_in_outbox(bytes), move |answer| {
                busy.set(false);
                if let Some(field) = field.get_untracked() {
                    // The same file may be chosen again.
                    field.set_value("");
                }
                told.set(Some(match answer {
                    Ok(taken) => {
                        book.load(scene);
                        (Tone::Done, sum(scene, &taken))
                    }
                    Err(ApiError::BadRequest) => (Tone::Late, words::not_ours(lang).to_owned()),
                    Err(error) => (Tone::Late, not_done(scene, &error)),
                }));
            });
        });
    };
    view! {
        <section class="section stack">
            <h2>{words::take_in(lang)}</h2>
            <p class="soft small" id="take-in-why">{words::take_in_why(lang)}</p>
            <div class="field">
                <input id="take-in" type="file" accept=".hyo" node_ref=field aria-label=words::take_in(lang)
                    aria-describedby="take-in-why" disabled=busy on:change=chosen/>
            </div>
            {move || told.get().map(|(tone, words)| notice(tone, words))}
        </section>
    }
    .into_any()
}

fn sum(scene: Scene, taken: &TakenIn) -> String {
    let lang = scene.lang();
    let who = scene.officer_name(taken.officer);
    let mut sum = words::taken_in(lang, &who, taken.done, taken.known);
    if taken.returned > 0 {
        sum.push_str(&words::taken_back(lang, taken.returned));
    }
    if taken.held > 0 {
        sum.push_str(&words::taken_not(lang, taken.held));
    }
    if taken.files > 0 {
        sum.push_str(&words::taken_files(lang, taken.files));
    }
    if taken.files_left > 0 {
        sum.push_str(&words::taken_files_not(lang, taken.files_left));
    }
    sum
}
