//! The keyboard: j and k along a list, / to search, Esc back, ? for help. Keys never act while one types.

use super::admin::Seats;
use super::place::Place;
use super::scene::Scene;
use crate::text::{lock, shell};
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

/// Listens as long as the frame stands.
pub fn listen(scene: Scene, place: Memo<Place>) {
    let navigate = use_navigate();
    let listener = window_event_listener(leptos::ev::keydown, move |event: KeyboardEvent| {
        // The one key that acts while one types: whoever walks away has no time to leave the field first.
        if event.alt_key() && event.code() == "KeyL" {
            event.prevent_default();
            scene.device.with(|store| store.lock());
            return;
        }
        if event.ctrl_key() || event.alt_key() || event.meta_key() || event.is_composing() {
            return;
        }
        // A dialog over the page has keys of its own.
        if matches!(document().query_selector("dialog[open]"), Ok(Some(_))) {
            return;
        }
        let key = event.key();
        if typing() {
            if key == "Escape" {
                leave_field();
            }
            return;
        }
        match key.as_str() {
            "?" => scene.help.update(|open| *open = !*open),
            "Escape" if scene.help.get_untracked() => scene.help.set(false),
            "Escape" => match place.get_untracked() {
                Place::Step(id, _) | Place::Prepare(id, _) | Place::Document(id, _) => {
                    navigate(&Place::Petition(id).path(), Default::default())
                }
                Place::Petition(_) => navigate(&Place::Petitions.path(), Default::default()),
                Place::Account(_) => navigate(&Place::Accounts.path(), Default::default()),
                _ => {}
            },
            "/" => {
                event.prevent_default();
                if !focus("#search") {
                    navigate(&Seats::here(scene).searching().path(), Default::default());
                    request_animation_frame(|| {
                        focus("#search");
                    });
                }
            }
            "j" => along(1),
            "k" => along(-1),
            _ => {}
        }
    });
    on_cleanup(move || listener.remove());
}

fn active() -> Option<HtmlElement> {
    document()
        .active_element()
        .and_then(|element| element.dyn_into().ok())
}

fn typing() -> bool {
    active().is_some_and(|element| {
        matches!(element.tag_name().as_str(), "TEXTAREA" | "SELECT")
            || (element.tag_name() == "INPUT"
                && element.get_attribute("type").as_deref() != Some("radio"))
    })
}

fn leave_field() {
    if let Some(element) = active() {
        // Losing focus cannot fail in a way a person could mend.
        let _ = element.blur();
    }
}

/// Moves the focus there; whether it went.
pub fn focus(selector: &str) -> bool {
    let found = document().query_selector(selector).ok().flatten();
    let element = found.and_then(|element| element.dyn_into::<HtmlElement>().ok());
    element.is_some_and(|element| element.focus().is_ok())
}

/// Moves the focus along the rows of the list in sight.
fn along(by: i32) {
    let Ok(items) = document().query_selector_all(".item") else {
        return;
    };
    let rows: Vec<HtmlElement> = (0..items.length())
        .filter_map(|nth| items.get(nth)?.dyn_into::<HtmlElement>().ok())
        .filter(|row| row.offset_parent().is_some())
        .collect();
    let focused = active();
    let at = rows.iter().position(|row| focused.as_ref() == Some(row));
    let open = || {
        rows.iter()
            .position(|row| row.get_attribute("aria-current").is_some())
    };
    let next = match (at.or_else(open), by) {
        (Some(at), by) if by > 0 => (at + 1).min(rows.len().saturating_sub(1)),
        (Some(at), _) => at.saturating_sub(1),
        (None, _) => 0,
    };
    if let Some(row) = rows.get(next) {
        // A row that cannot take the focus leaves it where it was.
        let _ = row.focus();
    }
}

/// The help, over everything; Esc closes it and nothing is lost.
pub fn overlay(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let keys = [
        ("j", shell::key_down(lang)),
        ("k", shell::key_up(lang)),
        ("/", shell::key_search(lang)),
        ("Enter", shell::key_open(lang)),
        ("Esc", shell::key_leave(lang)),
        ("?", shell::key_help(lang)),
        ("Alt+L", lock::lock(lang)),
    ];
    let keys = keys
        .map(|(key, does)| view! { <dt><kbd>{key}</kbd></dt><dd>{does}</dd> })
        .collect_view();
    let close = NodeRef::<leptos::html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = close.get() {
            // The way out takes the focus; without it Esc still closes.
            let _ = button.focus();
        }
    });
    view! {
        <div class="overlay" role="dialog" aria-modal="true" aria-labelledby="help-title">
            <div class="panel">
                <h2 id="help-title">{shell::help_title(lang)}</h2>
                <dl class="keys">{keys}</dl>
                <p>{shell::help_saved(lang)}</p>
                <p>{shell::help_offline(lang)}</p>
                <p>{shell::help_limits(lang)}</p>
                <button type="button" class="button" node_ref=close on:click=move |_| scene.help.set(false)>
                    {shell::close(lang)}
                </button>
            </div>
        </div>
    }
    .into_any()
}
