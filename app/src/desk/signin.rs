//! The door: name and password, the first change of password, and signing in again without losing a word.

use super::fetch::{fetch, trouble};
use super::scene::Scene;
use crate::api;
use crate::parts::notice::{Tone, notice};
use crate::text::{Lang, shell};
use domain::duty::Officer;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The door, for somebody this device does not know.
pub fn door(scene: Scene) -> AnyView {
    let lang = scene.lang();
    panel(
        scene,
        view! { {asking(scene)}<p class="soft small">{shell::need_network(lang)}</p> }.into_any(),
    )
}

/// Name and password once more, above the work.
pub fn again(scene: Scene) -> AnyView {
    asking(scene)
}

/// A password of one's own before anything else.
pub fn first_change(scene: Scene) -> AnyView {
    let words = notice(Tone::Soon, shell::first_change(scene.lang()).to_owned());
    panel(scene, view! { {words}{change(scene)} }.into_any())
}

/// The panel of everybody who is not at work.
pub fn panel(scene: Scene, inside: AnyView) -> AnyView {
    let lang = scene.lang();
    document().set_title(shell::huiyin(lang));
    view! {
        <main class="signin" id="main">
            <div class="panel">
                <div class="name">
                    <img src="/icons/huiyin.svg" alt="" width="48" height="48"/>
                    <div><h1>{shell::huiyin(lang)}</h1><p class="soft">{shell::subtitle(lang)}</p></div>
                </div>
                {inside}
                <div class="tongue">{tongue(scene)}</div>
            </div>
        </main>
    }
    .into_any()
}

/// The switch to the other language, named in that language.
pub fn tongue(scene: Scene) -> AnyView {
    let other = scene.lang().other();
    let label = match other {
        Lang::Zh => shell::to_chinese(other),
        Lang::En => shell::to_english(other),
    };
    view! { <button type="button" class="button quiet" lang=other.tag() on:click=move |_| scene.speak(other)>{label}</button> }
        .into_any()
}

/// A line to type in that no draft keeps.
pub fn input(
    id: &'static str,
    kind: &'static str,
    fill: &'static str,
    label: &'static str,
    text: RwSignal<String>,
) -> AnyView {
    view! {
        <div class="field">
            <label for=id>{label}</label>
            <input id=id name=id type=kind autocomplete=fill autocapitalize="none" spellcheck="false" required
                prop:value=text on:input=move |event| text.set(event_target_value(&event))/>
        </div>
    }
    .into_any()
}

/// Name and password.
pub fn asking(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let (name, password) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<String>));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        told.set(None);
        let ask = api::sign_in(
            name.get_untracked().trim().to_owned(),
            password.get_untracked(),
        );
        fetch(scene, ask, move |answer| match answer {
            Ok(me) => {
                scene.must_change.set(me.must_change_password);
                if me.must_change_password {
                    scene.newcomer.set(Some(me.officer));
                } else {
                    let_in(scene, me.officer);
                }
            }
            Err(error) => {
                busy.set(false);
                password.set(String::new());
                told.set(Some(trouble(lang, scene, &error)));
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            {move || told.get().map(|words| notice(Tone::Late, words))}
            {input("account", "text", "username", shell::account(lang), name)}
            {input("password", "password", "current-password", shell::password(lang), password)}
            <button class="button first" type="submit" disabled=busy>
                {move || if busy.get() { shell::signing_in(lang) } else { shell::sign_in(lang) }}
            </button>
        </form>
    }
    .into_any()
}

fn let_in(scene: Scene, officer: Officer) {
    let welcome = scene.device.with(|store| store.signed_in(officer));
    spawn_local(welcome);
}

/// Old password, new one, and the new one again.
pub fn change(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let [old, new, again] = [(); 3].map(|()| RwSignal::new(String::new()));
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if new.get_untracked() != again.get_untracked() {
            told.set(Some((Tone::Late, shell::not_the_same(lang).to_owned())));
            return;
        }
        busy.set(true);
        let ask = api::change_password(old.get_untracked(), new.get_untracked());
        fetch(scene, ask, move |answer| {
            busy.set(false);
            match answer {
                Ok(()) => {
                    [old, new, again]
                        .iter()
                        .for_each(|text| text.set(String::new()));
                    told.set(Some((Tone::Done, shell::password_changed(lang).to_owned())));
                    scene.must_change.set(false);
                    match scene.newcomer.try_update(Option::take).flatten() {
                        Some(officer) => let_in(scene, officer),
                        None => scene.device.with(|store| store.sync_now()),
                    }
                }
                Err(error) => told.set(Some((Tone::Late, trouble(lang, scene, &error)))),
            }
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            {move || told.get().map(|(tone, words)| notice(tone, words))}
            {input("old-password", "password", "current-password", shell::old_password(lang), old)}
            {input("new-password", "password", "new-password", shell::new_password(lang), new)}
            <p class="hint">{shell::new_password_hint(lang)}</p>
            {input("repeat-password", "password", "new-password", shell::repeat_password(lang), again)}
            <button class="button first" type="submit" disabled=busy>{shell::change_password(lang)}</button>
        </form>
    }
    .into_any()
}
