//! 重置密码: asked first, then the one-time password, shown once. It lies in this page's memory and nowhere else.

use super::accounts::Book;
use super::asked::not_done;
use crate::api;
use crate::desk::fetch::fetch;
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, notice};
use crate::text::admin as words;
use domain::ids::OfficerId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

/// How far the reset has come.
#[derive(Clone, PartialEq, Eq)]
enum Reset {
    Offered,
    Sure,
    Done(String),
}

/// The button, the question behind it, and the answer.
pub fn resetting(scene: Scene, book: Book, officer: OfficerId) -> AnyView {
    let lang = scene.lang();
    let reset = RwSignal::new(Reset::Offered);
    let drawn = move || match reset.get() {
        Reset::Offered => {
            let ask = move |_| reset.set(Reset::Sure);
            view! {
                <p>{words::reset_why(lang)}</p>
                <div class="row"><button type="button" class="button" on:click=ask>{words::reset(lang)}</button></div>
            }
            .into_any()
        }
        Reset::Sure => sure(scene, book, officer, reset),
        Reset::Done(password) => shown(scene, password),
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

fn sure(scene: Scene, book: Book, officer: OfficerId, reset: RwSignal<Reset>) -> AnyView {
    let lang = scene.lang();
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let name = book.accounts.with_untracked(|accounts| {
        accounts
            .iter()
            .find(|account| account.officer == officer)
            .map(|account| account.name.clone())
    });
    let go = move |_| {
        busy.set(true);
        fetch(scene, api::reset_password(officer), move |answer| {
            busy.set(false);
            match answer {
                Ok(password) => {
                    book.note(officer, |account| account.must_change_password = true);
                    reset.set(Reset::Done(password));
                }
                Err(error) => told.set(Some(not_done(scene, &error))),
            }
        });
    };
    let leave = move |_| reset.set(Reset::Offered);
    let label = move || {
        if busy.get() {
            words::resetting(lang)
        } else {
            words::reset_confirm(lang)
        }
    };
    let inside = view! {
        <p>{words::reset_sure(lang, &name.unwrap_or_default())}</p>
        {move || told.get().map(|words| notice(Tone::Late, words))}
        <div class="row">
            <button type="button" class="button grave" disabled=busy on:click=go>{label}</button>
            <button type="button" class="button quiet" disabled=busy on:click=leave>{words::reset_not(lang)}</button>
        </div>
    };
    in_sight("notice soon", inside.into_any())
}

fn shown(scene: Scene, password: String) -> AnyView {
    let lang = scene.lang();
    let told = RwSignal::new(None::<(Tone, &'static str)>);
    let text = password.clone();
    let copy = move |_| {
        let clipboard = window().navigator().clipboard();
        // Browsers have none on a plain address of the office's network.
        if clipboard.is_undefined() {
            told.set(Some((Tone::Soon, words::not_copied(lang))));
            return;
        }
        let copying = JsFuture::from(clipboard.write_text(&text));
        spawn_local(async move {
            told.set(Some(match copying.await {
                Ok(_) => (Tone::Done, words::copied(lang)),
                Err(_) => (Tone::Soon, words::not_copied(lang)),
            }));
        });
    };
    let print = move |_| {
        // A browser that cannot print has told so itself.
        let _ = window().print();
    };
    let inside = view! {
        <h3>{words::one_time(lang)}</h3>
        <p class="one-time"><output>{password}</output></p>
        <p>{words::shown_once(lang)}</p>
        <div class="row">
            <button type="button" class="button first" on:click=copy>{words::copy(lang)}</button>
            <button type="button" class="button" on:click=print>{words::print(lang)}</button>
        </div>
        {move || told.get().map(|(tone, words)| notice(tone, words.to_owned()))}
    };
    in_sight("card", inside.into_any())
}
