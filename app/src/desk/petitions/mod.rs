//! The petitions: the list beside the detail on the laptop, one after the other elsewhere.

mod filters;
mod finder;
mod list;
mod period;
pub mod row;

pub use finder::Finder;

use super::document;
use super::petition;
use super::place::Place;
use super::scene::Scene;
use crate::parts::notice::blank;
use crate::text::list as words;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

const DIVIDER: &str = "divider";
/// The list's share of the width, in percent.
const SHARES: std::ops::RangeInclusive<i32> = 25..=65;

/// The screen; the list stays where it was while the detail changes.
pub fn petitions(scene: Scene, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let open = Memo::new(move |_| place.get().petition());
    let kept = scene
        .device
        .with(|store| store.setting(DIVIDER))
        .and_then(|text| text.parse().ok());
    let share = RwSignal::new(kept.filter(|share| SHARES.contains(share)).unwrap_or(40));
    let detail = move || match place.get() {
        Place::Petition(id) => petition::petition(scene, id),
        Place::Step(id, step) => petition::steps::step(scene, id, step),
        Place::Prepare(id, kind) => document::prepare(scene, id, kind),
        Place::Document(id, nth) => document::document(scene, id, nth),
        _ => blank(words::choose_one(lang), None),
    };
    let pane = NodeRef::<leptos::html::Section>::new();
    Effect::new(move |_| {
        place.track();
        // Another petition is read from its beginning.
        if let Some(pane) = pane.get() {
            pane.set_scroll_top(0);
        }
    });
    view! {
        <div class="petitions" class:open=move || open.get().is_some() style:--share=move || format!("{}%", share.get())>
            <section class="list" aria-label=words::list(lang)>{list::list(scene, open)}</section>
            {divider(scene, share)}
            <section class="detail" node_ref=pane aria-label=words::detail(lang)>{detail}</section>
        </div>
    }
    .into_any()
}

/// Dragged with the mouse, moved with the arrow keys; the place is kept on this device.
fn divider(scene: Scene, share: RwSignal<i32>) -> AnyView {
    let dragging = StoredValue::new(false);
    let keep = move || {
        scene
            .device
            .with(|store| store.put_setting(DIVIDER, &share.get_untracked().to_string()))
    };
    let set = move |percent: i32| share.set(percent.clamp(*SHARES.start(), *SHARES.end()));
    let grab = move |event: web_sys::PointerEvent| {
        dragging.set_value(true);
        let bar = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(bar) = bar {
            // Without capture the drag ends where the pointer leaves the bar: annoying, not wrong.
            let _ = bar.set_pointer_capture(event.pointer_id());
        }
    };
    let drag = move |event: web_sys::PointerEvent| {
        if !dragging.get_value() {
            return;
        }
        let bar = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok());
        if let Some(whole) = bar.and_then(|bar| bar.parent_element()) {
            let frame = whole.get_bounding_client_rect();
            let along =
                (f64::from(event.client_x()) - frame.left()) * 100.0 / frame.width().max(1.0);
            // Truncation to whole percent is meant.
            set(along as i32);
        }
    };
    let drop = move |_: web_sys::PointerEvent| {
        dragging.set_value(false);
        keep();
    };
    let key = move |event: web_sys::KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowLeft" => -2,
            "ArrowRight" => 2,
            _ => return,
        };
        event.prevent_default();
        set(share.get_untracked() + by);
        keep();
    };
    view! {
        <div class="divider" role="separator" tabindex="0" aria-orientation="vertical" aria-label=words::divider(scene.lang())
            aria-valuemin=*SHARES.start() aria-valuemax=*SHARES.end() aria-valuenow=share
            on:pointerdown=grab on:pointermove=drag on:pointerup=drop on:keydown=key></div>
    }
    .into_any()
}
