//! A picture in full, over everything: the next one by the arrow keys, closer by plus, out by Esc.

use super::{about_words, address, here};
use crate::desk::held;
use crate::desk::scene::Scene;
use crate::device::attachment::Size;
use crate::parts::blob;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::{attachment as words, shell};
use domain::Record;
use domain::ids::AttachmentId;
use domain::petition::{Attached, Petition};
use leptos::prelude::*;
use std::sync::Arc;
use web_sys::KeyboardEvent;

/// How close one can go.
const CLOSEST: u8 = 4;

/// Which picture is looked at, and from how close.
#[derive(Clone, Copy)]
pub struct Sight {
    at: RwSignal<Option<AttachmentId>>,
    closeness: RwSignal<u8>,
}

impl Sight {
    /// Nothing is looked at.
    pub fn new() -> Sight {
        Sight {
            at: RwSignal::new(None),
            closeness: RwSignal::new(1),
        }
    }

    /// Opens a picture.
    pub fn look_at(self, id: AttachmentId) {
        self.closeness.set(1);
        self.at.set(Some(id));
    }

    fn closer(self, by: i8) {
        self.closeness
            .update(|now| *now = now.saturating_add_signed(by).clamp(1, CLOSEST));
    }
}

/// The pictures of a petition that can be looked at, in their order.
fn pictures(scene: Scene, petition: &Petition) -> Vec<&Attached> {
    let kept = |id| {
        scene
            .device
            .files
            .with(|files| files.iter().any(|file| file.paper.id == id))
    };
    petition
        .attachments
        .iter()
        .filter(|one| one.paper.media.is_picture() && (one.stored || kept(one.paper.id)))
        .collect()
}

/// The dialog; it stays while the petition under it is drawn anew.
pub fn dialog(scene: Scene, sight: Sight, record: Memo<Option<Arc<Record>>>) -> AnyView {
    let lang = scene.lang();
    let frame = NodeRef::<leptos::html::Dialog>::new();
    Effect::new(move |_| {
        let Some(frame) = frame.get() else { return };
        if sight.at.with(Option::is_none) {
            frame.close();
        } else if !frame.open() {
            // A browser without dialogs shows it in its place.
            let _ = frame.show_modal();
        }
    });
    let step = move |by: isize| {
        let next = record.with_untracked(|record| {
            let petition = held::as_petition(record.as_deref()?);
            let all = pictures(scene, petition);
            let now = sight.at.get_untracked()?;
            let at = all.iter().position(|one| one.paper.id == now)?;
            all.get(at.checked_add_signed(by)?).map(|one| one.paper.id)
        });
        if let Some(next) = next {
            sight.look_at(next);
        }
    };
    let keys = move |event: KeyboardEvent| {
        // The page under it listens, too.
        event.stop_propagation();
        match event.key().as_str() {
            "ArrowLeft" if sight.closeness.get_untracked() == 1 => step(-1),
            "ArrowRight" if sight.closeness.get_untracked() == 1 => step(1),
            "+" | "=" => sight.closer(1),
            "-" => sight.closer(-1),
            _ => {}
        }
    };
    let inside = move || {
        let id = sight.at.get()?;
        record.with(|record| {
            let petition = held::as_petition(record.as_deref()?);
            let all = pictures(scene, petition);
            let at = all.iter().position(|one| one.paper.id == id)?;
            Some(shown(scene, petition, all.get(at)?, (at, all.len())))
        })
    };
    let class = move || format!("picture close-{}", sight.closeness.get());
    view! {
        <dialog class="sight" node_ref=frame aria-label=words::full_picture(lang) on:keydown=keys
            on:close=move |_| sight.at.set(None)>
            <div class=class>{inside}</div>
            <div class="buttons">
                <button type="button" class="button" on:click=move |_| step(-1)>{words::previous(lang)}</button>
                <button type="button" class="button" on:click=move |_| step(1)>{words::next(lang)}</button>
                <button type="button" class="button" on:click=move |_| sight.closer(1)>{words::closer(lang)}</button>
                <button type="button" class="button" on:click=move |_| sight.closer(-1)>{words::farther(lang)}</button>
                <button type="button" class="button first" autofocus on:click=move |_| sight.at.set(None)>
                    {glyph(Glyph::Remove)}{shell::close(lang)}
                </button>
            </div>
        </dialog>
    }
    .into_any()
}

/// One picture with its words.
fn shown(scene: Scene, petition: &Petition, attached: &Attached, place: (usize, usize)) -> AnyView {
    let lang = scene.lang();
    let paper = &attached.paper;
    let (at, all) = place;
    let is_here = here(scene, paper.id).with_untracked(Option::is_some);
    let online = scene
        .device
        .standing
        .with_untracked(|standing| standing.online);
    let name = paper.name.clone();
    let picture = if is_here || online {
        let from: Signal<Option<String>> = if is_here {
            blob::address(scene.device, paper.id, Size::Whole).into()
        } else {
            Signal::stored(Some(address(petition.id, paper.id)))
        };
        let drawn = move || {
            from.get()
                .map(|from| view! { <img src=from alt=name.clone()/> })
        };
        drawn.into_any()
    } else {
        view! { <p>{words::when_online(lang)}</p> }.into_any()
    };
    let about = paper
        .about
        .map(|about| format!("{} · ", about_words(scene, petition, about)));
    view! {
        <figure>
            // Whoever has no mouse moves a picture they went close to with the arrow keys.
            <div class="pane" tabindex="0">{picture}</div>
            <figcaption>
                <b>{paper.name.clone()}</b>
                <span class="soft">{about}{words::nth_of(lang, at + 1, all)}</span>
            </figcaption>
        </figure>
    }
    .into_any()
}
