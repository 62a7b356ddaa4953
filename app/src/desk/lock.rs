//! The lock: choosing an unlock code, the locked desk, a device shut out, and how long it waits before it locks.

use super::scene::Scene;
use super::signin::{asking, input, panel};
use crate::device::{Gate, Lock};
use crate::parts::notice::{Tone, notice};
use crate::text::{Lang, lock as words, moment, shell};
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The shortest code.
const SHORTEST: usize = 6;

/// Why a code is not taken.
fn too_weak(lang: Lang, code: &str) -> Option<&'static str> {
    let signs: Vec<u32> = code.chars().map(u32::from).collect();
    if signs.len() < SHORTEST {
        return Some(words::too_short(lang));
    }
    // 111111, 123456, 654321: what is tried first.
    let step = |pair: &[u32]| i64::from(pair[1]) - i64::from(pair[0]);
    let first = signs.windows(2).next().map(step);
    let run = first.is_some_and(|first| {
        (-1..=1).contains(&first) && signs.windows(2).all(|pair| step(pair) == first)
    });
    run.then(|| words::too_easy(lang))
}

/// A code for the first time, or after one was forgotten.
pub fn choose(scene: Scene, again: bool) -> AnyView {
    let lang = scene.lang();
    let why = if again {
        notice(Tone::Soon, words::choose_again(lang).to_owned())
    } else {
        view! { <p>{words::choose_why(lang)}</p> }.into_any()
    };
    panel(
        scene,
        view! { <h2>{words::choose(lang)}</h2>{why}{choosing(scene)} }.into_any(),
    )
}

fn choosing(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let [code, again] = [(); 2].map(|()| RwSignal::new(String::new()));
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<&'static str>));
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let chosen = code.get_untracked();
        let not_same = (chosen != again.get_untracked()).then(|| shell::not_the_same(lang));
        if let Some(why) = too_weak(lang, &chosen).or(not_same) {
            told.set(Some(why));
            return;
        }
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        told.set(None);
        after_drawing(move || {
            let taken = scene.device.with(|store| store.choose_code(chosen));
            spawn_local(async move {
                let taken = taken.await;
                // Where it was taken the form is gone by now.
                let _ = busy.try_set(false);
                let _ = told.try_set(taken.is_err().then(|| shell::storage_full(lang)));
            });
        });
    };
    view! {
        <form class="stack" on:submit=submit>
            {move || told.get().map(|words| notice(Tone::Late, words.to_owned()))}
            {input("code", "password", "one-time-code", words::code(lang), code)}
            <p class="hint">{words::hint(lang)}</p>
            {input("code-again", "password", "one-time-code", words::code_again(lang), again)}
            <p class="hint">{words::if_forgotten(lang)}</p>
            <button class="button first" type="submit" disabled=busy>
                {move || if busy.get() { words::keeping(lang) } else { words::use_it(lang) }}
            </button>
        </form>
    }
    .into_any()
}

/// The locked desk. It names nobody: who stands before it may be anybody.
pub fn locked(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let lock = move || match scene.device.gate.get() {
        Gate::Locked(lock) => Some(lock),
        _ => None,
    };
    let spent = Memo::new(move |_| lock().is_some_and(|lock| lock.tries_left == 0));
    let forgot = RwSignal::new(false);
    let drawn = move || {
        if spent.get() || forgot.get() {
            let why = if spent.get() {
                notice(Tone::Soon, words::spent(lang).to_owned())
            } else {
                view! { <p>{words::forgot_how(lang)}</p> }.into_any()
            };
            let back = (!spent.get()).then(|| {
                let back = move |_| forgot.set(false);
                view! { <button type="button" class="button quiet" on:click=back>{words::have_code(lang)}</button> }
            });
            view! { {why}{asking(scene)}{back} }.into_any()
        } else {
            let forget = move |_| forgot.set(true);
            view! {
                <p>{words::locked_why(lang)}</p>
                {unlocking(scene)}
                <button type="button" class="button quiet forgot" on:click=forget>{words::forgot(lang)}</button>
            }
            .into_any()
        }
    };
    let other = move |_| scene.device.with(|store| store.to_the_door());
    panel(
        scene,
        view! {
            <h2>{words::locked(lang)}</h2>
            {drawn}
            <button type="button" class="button quiet" on:click=other>{words::somebody_else(lang)}</button>
        }
        .into_any(),
    )
}

fn unlocking(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let code = RwSignal::new(String::new());
    let (busy, failed) = (RwSignal::new(false), RwSignal::new(false));
    let field = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if field.get().is_some() {
            super::keys::focus("#code");
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        failed.set(false);
        after_drawing(move || {
            let tried = scene
                .device
                .with(|store| store.unlock(code.get_untracked()));
            spawn_local(async move {
                let tried = tried.await;
                // Where it fitted the form is gone by now.
                let _ = busy.try_set(false);
                let _ = code.try_set(String::new());
                let _ = failed.try_set(tried.is_err());
            });
        });
    };
    let told = move || {
        if failed.get() {
            return Some(shell::storage_full(lang).to_owned());
        }
        let Gate::Locked(lock) = scene.device.gate.get() else {
            return None;
        };
        trouble(lang, scene, lock)
    };
    view! {
        <form class="stack" on:submit=submit>
            {move || told().map(|words| notice(Tone::Late, words))}
            <div node_ref=field>{input("code", "password", "one-time-code", words::code(lang), code)}</div>
            <button class="button first" type="submit" disabled=busy>
                {move || if busy.get() { words::unlocking(lang) } else { words::unlock(lang) }}
            </button>
        </form>
    }
    .into_any()
}

/// Why the lock did not open; nothing is wrong before a first try.
fn trouble(lang: Lang, scene: Scene, lock: Lock) -> Option<String> {
    let left = lock.tries_left;
    match lock.wait_until {
        Some(until) => {
            let at = moment::moment(lang, until, scene.now());
            Some(words::wait_until(lang, &at, left))
        }
        None => lock.wrong.then(|| words::wrong(lang, left)),
    }
}

/// Making a key from a code takes the whole processor: what the person reads meanwhile is drawn first.
fn after_drawing(run: impl FnOnce() + 'static) {
    request_animation_frame(move || {
        gloo_timers::callback::Timeout::new(0, run).forget();
    });
}

/// Nothing is shown until the bureau was spoken with.
pub fn lease_over(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let send = move |_| scene.device.with(|store| store.sync_now());
    view! {
        <div class="page">
            <h1>{words::lease_over(lang)}</h1>
            {notice(Tone::Soon, words::lease_over_why(lang).to_owned())}
            <div class="row"><button type="button" class="button first" on:click=send>{words::try_now(lang)}</button></div>
        </div>
    }
    .into_any()
}

/// Nothing is left here.
pub fn shut_out(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let on = move |_| scene.device.with(|store| store.to_the_door());
    panel(
        scene,
        view! {
            <h2>{words::shut_out(lang)}</h2>
            {notice(Tone::Late, words::shut_out_why(lang).to_owned())}
            <button type="button" class="button" on:click=on>{words::to_sign_in(lang)}</button>
        }
        .into_any(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_tried_first_is_not_taken() {
        for code in ["", "1234", "111111", "123456", "987654", "abcdef"] {
            assert!(too_weak(Lang::Zh, code).is_some(), "{code}");
        }
        for code in ["135246", "846213", "槐树下的老井", "112233"] {
            assert!(too_weak(Lang::Zh, code).is_none(), "{code}");
        }
    }
}
