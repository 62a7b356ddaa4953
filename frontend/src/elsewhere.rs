//! What a window shows while another one of this browser has the work.

use crate::storage::settings;
use app::text::{Lang, window};
use leptos::mount::mount_to_body;
use leptos::prelude::*;

/// Says so, and offers to take the work over; `take_over` runs once and then the words make room.
pub fn show(take_over: impl Fn() + 'static) {
    let lang = Lang::from_tag(&settings::choice("lang").unwrap_or_default());
    clear_boot();
    let here = RwSignal::new(true);
    let take_over = StoredValue::new_local(take_over);
    let words = move || {
        let clicked = move |_| {
            here.set(false);
            take_over.with_value(|take_over| take_over());
        };
        here.get().then(|| {
            view! {
                <main class="notice soon" id="elsewhere">
                    <p>{window::elsewhere(lang)}</p>
                    <button type="button" class="button" on:click=clicked>{window::work_here(lang)}</button>
                </main>
            }
        })
    };
    mount_to_body(move || view! { {words} });
}

/// The grey lines of `index.html` have served.
fn clear_boot() {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
}
