//! Locks a desk that nobody has touched for a while, so that a tablet left on a table shows nothing.

use crate::storage::settings;
use crate::tablet::Handle;
use crate::windows::Word;
use app::desk::idle::{LOCK_AFTER, lock_minutes, most_minutes};
use app::device::Store;
use domain::ids::day_of;
use gloo_timers::callback::Interval;
use leptos::prelude::{WithUntracked, window_event_listener_untyped};
use std::cell::Cell;

/// How often it is looked whether the time is up; milliseconds.
const LOOK: u32 = 5_000;
/// What counts as touching.
const TOUCHES: [&str; 4] = ["keydown", "pointerdown", "wheel", "touchstart"];

/// How seldom the other windows are told of touches; milliseconds.
const TELL: f64 = 10_000.0;

thread_local! {
    /// When the desk was touched last, in any window.
    static TOUCHED: Cell<f64> = Cell::new(js_sys::Date::now());
    /// When the other windows were told.
    static TOLD: Cell<f64> = const { Cell::new(0.0) };
}

/// Somebody touched the desk in another window.
pub fn touched() {
    TOUCHED.set(js_sys::Date::now());
}

/// Watches as long as the page lives. Time is the clock's: a tablet that slept locks when it wakes.
pub fn watch(tablet: Handle) {
    for touch in TOUCHES {
        let tablet = tablet.clone();
        window_event_listener_untyped(touch, move |_| {
            if js_sys::Date::now() - TOLD.get() >= TELL {
                TOLD.set(js_sys::Date::now());
                tablet.0.windows.say(&Word::Touched);
            }
            touched();
        });
    }
    let look = move || {
        let most = tablet.device().map_or(u32::MAX, |device| {
            let today = day_of(Store::now(&tablet));
            device
                .policy
                .with_untracked(|policy| most_minutes(policy, today))
        });
        let minutes = lock_minutes(settings::choice(LOCK_AFTER).as_deref(), most);
        if js_sys::Date::now() - TOUCHED.get() >= f64::from(minutes) * 60_000.0 {
            tablet.lock_now();
        } else if let Some(engine) = tablet.engine() {
            engine.look_at_lease();
        }
    };
    // Before a page that was out of sight is seen again, not up to five seconds after.
    let seen = look.clone();
    window_event_listener_untyped("visibilitychange", move |_| seen());
    Interval::new(LOOK, look).forget();
}
