//! 重置密码: asked first, then the one-time password, shown once. It lies in this page's memory and nowhere else.

use super::accounts::Book;
use super::asked::not_done;
use super::button;
use crate::api;
use crate::desk::fetch::fetch;
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, notice};
use crate::text::admin as words;
use domain::ids::OfficerId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// How far the reset has come; a handle, copied freely.
#[derive(Clone, Copy)]
struct Reset {
    /// The button was pressed once: the question is asked.
    sure: RwSignal<bool>,
    /// It is on its way.
    busy: RwSignal<bool>,
    /// The bureau's answer.
    password: RwSignal<Option<String>>,
}

/// The button, the question behind it, and the answer.
pub fn resetting(scene: Scene, book: Book, officer: OfficerId) -> AnyView {
    let lang = scene.lang();
    let reset = Reset {
        sure: RwSignal::new(false),
        busy: RwSignal::new(false),
        password: RwSignal::new(None),
    };
    let drawn = move || {
        if let Some(password) = reset.password.get() {
            return shown(scene, reset, password);
        }
        if reset.sure.get() {
            return sure(scene, book, officer, reset);
        }
        let ask = Box::new(move || reset.sure.set(true));
        view! {
            <p>{words::reset_why(lang)}</p>
            <div class="row">{button("button", words::reset(lang), reset.busy, ask)}</div>
        }
        .into_any()
    };
    view! { <div class="stack">{drawn}</div> }.into_any()
}

/// Takes the focus when it appears: the button that was pressed is gone.
fn in_sight(class: &'static str, inside: AnyView) -> AnyView {
    let here = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if let Some(here) = here.get() {
            // Without the focus it is still the next thing on the page.
            let _ = here.focus();
        }
    });
    view! { <div class=class tabindex="-1" node_ref=here>{inside}</div> }.into_any()
}

fn sure(scene: Scene, book: Book, officer: OfficerId, reset: Reset) -> AnyView {
    let lang = scene.lang();
    let told = RwSignal::new(None::<String>);
    let name = untrack(|| book.account(officer))
        .map(|account| account.name)
        .unwrap_or_default();
    let go = move || {
        reset.busy.set(true);
        fetch(scene, api::reset_password(officer), move |answer| {
            reset.busy.set(false);
            match answer {
                Ok(password) => {
                    book.note(officer, |account| account.must_change_password = true);
                    reset.password.set(Some(password));
                }
                Err(error) => told.set(Some(not_done(scene, &error))),
            }
        });
    };
    let leave = move || reset.sure.set(false);
    let inside = view! {
        <p>{words::reset_sure(lang, &name)}</p>
        {move || told.get().map(|words| notice(Tone::Late, words))}
        <div class="row">
            {button("button grave", words::reset_confirm(lang), reset.busy, Box::new(go))}
            {button("button quiet", words::reset_not(lang), reset.busy, Box::new(leave))}
        </div>
    };
    in_sight("notice soon", inside.into_any())
}

fn shown(scene: Scene, reset: Reset, password: String) -> AnyView {
    let lang = scene.lang();
    let told = RwSignal::new(None::<(Tone, String)>);
    let text = password.clone();
    let copy = move || {
        let tell = move |tone, words: &'static str| told.set(Some((tone, words.to_owned())));
        let clipboard = window().navigator().clipboard();
        // Browsers have none on a plain address of the office's network.
        if clipboard.is_undefined() {
            tell(Tone::Soon, words::not_copied(lang));
            return;
        }
        let copying = JsFuture::from(clipboard.write_text(&text));
        spawn_local(async move {
            match copying.await {
                Ok(_) => tell(Tone::Done, words::copied(lang)),
                Err(_) => tell(Tone::Soon, words::not_copied(lang)),
            }
        });
    };
    let print = || {
        // A browser that cannot print has told so itself.
        let _ = window().print();
    };
    let inside = view! {
        <h3>{words::one_time(lang)}</h3>
        <p class="one-time"><output>{password}</output></p>
        <p>{words::shown_once(lang)}</p>
        <div class="row">
            {button("button first", words::copy(lang), reset.busy, Box::new(copy))}
            {button("button", words::print(lang), reset.busy, Box::new(print))}
        </div>
        {move || told.get().map(|(tone, words)| notice(tone, words))}
    };
    in_sight("card", inside.into_any())
}
