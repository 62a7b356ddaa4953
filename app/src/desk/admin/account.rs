//! One account: who it is, whether it is locked, and what this administrator may do about it.

use super::accounts::{Book, lock_words, locked_until, posts};
use super::asked::not_done;
use super::{button, one_time};
use crate::api;
use crate::desk::fetch::fetch;
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, blank, notice};
use crate::text::admin as words;
use domain::duty::Role;
use domain::ids::OfficerId;
use leptos::prelude::*;

/// The page of one account.
pub fn account(scene: Scene, book: Book, officer: OfficerId) -> AnyView {
    let lang = scene.lang();
    let known = Memo::new(move |_| book.account(officer).is_some());
    // The facts follow what is done; what was done stays as it is, for it holds a password shown only once.
    let facts = move || book.account(officer).map(|account| facts(scene, &account));
    let drawn = move || {
        if known.get() {
            view! {
                <article class="page account">
                    {facts}
                    {unlocking(scene, book, officer)}
                    {resetting(scene, book, officer)}
                </article>
            }
            .into_any()
        } else if book.asked.answered.get() {
            blank(words::no_such_account(lang), None)
        } else {
            ().into_any()
        }
    };
    drawn.into_any()
}

fn facts(scene: Scene, account: &api::Account) -> AnyView {
    let lang = scene.lang();
    let password = if account.must_change_password {
        words::must_change(lang)
    } else {
        words::has_changed(lang)
    };
    view! {
        <h1>{account.name.clone()}</h1>
        <dl class="facts">
            <dt>{words::unit(lang)}</dt><dd>{scene.unit_name(account.unit)}</dd>
            <dt>{words::posts(lang)}</dt><dd>{posts(lang, account)}</dd>
            <dt>{words::sign_in_name(lang)}</dt><dd>{account.sign_in_name.clone()}</dd>
            <dt>{words::lock(lang)}</dt><dd>{lock_words(scene, account)}</dd>
            <dt>{words::own_password(lang)}</dt><dd>{password}</dd>
        </dl>
    }
    .into_any()
}

/// Whether the person signed in holds this post.
fn is(scene: Scene, role: Role) -> bool {
    scene
        .device
        .officer
        .with_untracked(|officer| officer.as_ref().is_some_and(|officer| officer.is(role)))
}

fn unlocking(scene: Scene, book: Book, officer: OfficerId) -> AnyView {
    let lang = scene.lang();
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let locked = Memo::new(move |_| {
        book.account(officer)
            .is_some_and(|account| locked_until(&account, scene.now()).is_some())
    });
    let lift = move || {
        busy.set(true);
        fetch(scene, api::unlock(officer), move |answer| {
            busy.set(false);
            told.set(Some(match answer {
                Ok(()) => {
                    book.note(officer, |account| account.locked_until = None);
                    (Tone::Done, words::unlocked(lang).to_owned())
                }
                Err(error) => (Tone::Late, not_done(scene, &error)),
            }));
        });
    };
    let drawn = move || {
        locked.get().then(|| {
            if is(scene, Role::SecurityAdmin) {
                view! {
                    <p>{words::unlock_why(lang)}</p>
                    <div class="row">{button("button first", words::unlock(lang), busy, Box::new(lift))}</div>
                }
                .into_any()
            } else {
                view! { <p class="soft">{words::ask_security(lang)}</p> }.into_any()
            }
        })
    };
    view! {
        <div class="stack">
            {move || told.get().map(|(tone, words)| notice(tone, words))}
            {drawn}
        </div>
    }
    .into_any()
}

fn resetting(scene: Scene, book: Book, officer: OfficerId) -> AnyView {
    let lang = scene.lang();
    let mine = scene
        .device
        .officer
        .with_untracked(|me| me.as_ref().is_some_and(|me| me.id == officer));
    let inside = if mine {
        view! { <p class="soft">{words::reset_self(lang)}</p> }.into_any()
    } else if is(scene, Role::SystemAdmin) {
        one_time::resetting(scene, book, officer)
    } else {
        view! { <p class="soft">{words::ask_system(lang)}</p> }.into_any()
    };
    view! { <section class="section"><h2 class="aloud">{words::reset(lang)}</h2>{inside}</section> }
        .into_any()
}
