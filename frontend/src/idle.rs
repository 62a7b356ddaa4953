//! Locks a desk that nobody has touched for a while, so that a tablet left on a table shows nothing.

use crate::storage::settings;
use crate::tablet::Handle;
use app::desk::idle::{LOCK_AFTER, lock_minutes};
use gloo_timers::callback::Interval;
use leptos::prelude::window_event_listener_untyped;
use std::cell::Cell;
use std::rc::Rc;

/// How often it is looked whether the time is up; milliseconds.
const LOOK: u32 = 5_000;
/// What counts as touching.
const TOUCHES: [&str; 4] = ["keydown", "pointerdown", "wheel", "touchstart"];

/// Watches as long as the page lives. Time is the clock's: a tablet that slept locks when it wakes.
pub fn watch(tablet: Handle) {
    let touched = Rc::new(Cell::new(js_sys::Date::now()));
    for touch in TOUCHES {
        let touched = touched.clone();
        window_event_listener_untyped(touch, move |_| touched.set(js_sys::Date::now()));
    }
    let look = move || {
        let minutes = lock_minutes(settings::choice(LOCK_AFTER).as_deref());
        if js_sys::Date::now() - touched.get() >= f64::from(minutes) * 60_000.0 {
            tablet.lock_now();
        }
    };
    // Before a page that was out of sight is seen again, not up to five seconds after.
    let seen = look.clone();
    window_event_listener_untyped("visibilitychange", move |_| seen());
    Interval::new(LOOK, look).forget();
}
