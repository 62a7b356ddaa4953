//! How this device stands towards the bureau: the chip that is always in one corner, and what must be said at once.

use super::place::Place;
use super::scene::Scene;
use super::signin;
use crate::device::Standing;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::{attachment, lock as lock_words, moment, shell, window};
use leptos::prelude::*;

/// The chip that says what is sent, kept here, came back.
pub(super) fn chip(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let shown = move || {
        let standing = scene.device.standing.get();
        let sending = scene.device.sending.get();
        let files = sending.files;
        let (class, sign, words) = if standing.returned > 0 {
            (
                "saved returned",
                Glyph::Returned,
                shell::returned(lang, standing.returned),
            )
        } else if !standing.online && standing.unsent > 0 {
            (
                "saved waiting",
                Glyph::Offline,
                shell::offline_waiting(lang, standing.unsent),
            )
        } else if !standing.online && files > 0 {
            (
                "saved waiting",
                Glyph::Offline,
                attachment::offline_waiting(lang, files),
            )
        } else if !standing.online {
            (
                "saved",
                Glyph::Offline,
                shell::offline_saved(lang).to_owned(),
            )
        } else if standing.unsent > 0 {
            (
                "saved waiting",
                Glyph::Waiting,
                shell::waiting(lang, standing.unsent),
            )
        } else if files > 0 {
            (
                "saved waiting",
                Glyph::Waiting,
                attachment::waiting(lang, files),
            )
        } else if standing.held > 0 {
            (
                "saved waiting",
                Glyph::Waiting,
                shell::held_back(lang, standing.held),
            )
        } else {
            let words = match standing.settled_at {
                Some(at) => shell::all_sent(lang, &moment::hour(at)),
                None => shell::all_sent_ever(lang).to_owned(),
            };
            ("saved", Glyph::Saved, words)
        };
        let to = if standing.returned > 0 {
            Place::Tray
        } else {
            Place::Saved
        };
        // Seen and not read aloud: it changes every few seconds.
        let percent = (standing.online && standing.unsent == 0 && files > 0).then(|| {
            view! { <span aria-hidden="true">{attachment::percent(lang, sending.percent())}</span> }
        });
        view! { <a class=class id="saved" href=to.path()>{glyph(sign)}<span>{words}{percent}</span></a> }
    };
    view! { <div role="status">{shown}</div> }.into_any()
}

/// The session ended, the browser would not store: said at once, above everything.
pub(super) fn warnings(scene: Scene) -> AnyView {
    let lang = scene.lang();
    // Only what is shown is watched: a password half typed must not be drawn anew by a round of sync.
    let watch =
        move |says: fn(&Standing) -> bool| Memo::new(move |_| scene.device.standing.with(says));
    let storage = watch(|standing| standing.storage_failed);
    let lost = watch(|standing| standing.lost.is_some());
    let upgrade = watch(|standing| standing.upgrade_required);
    let session = watch(|standing| standing.signed_out);
    let lease = Memo::new(move |_| scene.device.standing.with(|standing| standing.lease_ends));
    let drawn = move || {
        let lost = lost
            .get()
            .then(|| {
                scene
                    .device
                    .standing
                    .with_untracked(|standing| standing.lost)
            })
            .flatten();
        let alert = |class: &'static str, words: String| view! { <div class=class role="alert"><p>{words}</p></div> };
        view! {
            {storage.get().then(|| alert("notice late", shell::storage_full(lang).to_owned()))}
            {lost.map(|lost| {
                let read = move |_| scene.device.with(|store| store.loss_read());
                view! {
                    <div class="notice late" role="alert">
                        <p>{window::lost(lang, lost.count, lost.from, lost.to)}</p>
                        <button type="button" class="button" on:click=read>{shell::close(lang)}</button>
                    </div>
                }
            })}
            {upgrade.get().then(|| alert("notice soon", shell::upgrade(lang).to_owned()))}
            {lease.get().map(|at| {
                let at = moment::moment(lang, at, scene.now());
                alert("notice soon", lock_words::lease_soon(lang, &at))
            })}
            {session.get().then(|| view! {
                <div class="notice soon" role="alert"><p>{shell::signed_out(lang)}</p>{signin::again(scene)}</div>
            })}
        }
    };
    let newer = watch(|standing| standing.new_version);
    let newer = move || {
        newer.get().then(|| view! { <div class="notice main" role="status"><p>{window::new_version(lang)}</p></div> })
    };
    view! { {drawn}{newer} }.into_any()
}
