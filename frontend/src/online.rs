//! Signs that the network may have changed. All are hints that it is worth asking: whether the bureau can
//! be reached is known from its answers alone.

use leptos::prelude::{document, window_event_listener_untyped};
use std::cell::{Cell, RefCell};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{EventSource, ServiceWorkerRegistration};

const POKE: &str = "/api/v1/poke";
/// How long a bureau that would not poke is left alone; milliseconds.
const BETWEEN_LISTENINGS: f64 = 60.0 * 1000.0;
/// How often a window that is never closed looks for a newer program, at most; milliseconds.
const LOOK_FOR_BUILD: f64 = 3600.0 * 1000.0;

/// Calls `back` when the browser believes there is a network again, `gone` when it believes there is none.
pub fn on_network(back: impl Fn() + 'static, gone: impl Fn() + 'static) {
    // The listeners live as long as the page: nothing removes them.
    window_event_listener_untyped("online", move |_| back());
    window_event_listener_untyped("offline", move |_| gone());
}

/// Calls `look` when people turn to the desk again.
pub fn on_look(look: impl Fn() + 'static) {
    window_event_listener_untyped("visibilitychange", move |_| {
        if !document().hidden() {
            look();
        }
    });
}

/// The bureau's pokes: something new is there for this officer. Never more than a hint.
pub struct Poke {
    on_poke: Closure<dyn FnMut()>,
    source: RefCell<Option<EventSource>>,
    listened: Cell<f64>,
}

impl Poke {
    /// Does not listen yet.
    pub fn new(on_poke: impl Fn() + 'static) -> Poke {
        Poke {
            on_poke: Closure::new(on_poke),
            source: RefCell::new(None),
            listened: Cell::new(0.0),
        }
    }

    /// Listens, unless it does already.
    pub fn listen(&self) {
        let mut source = self.source.borrow_mut();
        if source
            .as_ref()
            .is_some_and(|source| source.ready_state() != EventSource::CLOSED)
        {
            return;
        }
        // A connection that broke is taken up again by the browser; one that was refused closes for good.
        let now = js_sys::Date::now();
        if source.is_some() && now - self.listened.get() < BETWEEN_LISTENINGS {
            return;
        }
        self.listened.set(now);
        // Without pokes the timer remains.
        *source = EventSource::new(POKE).ok();
        if let Some(source) = source.as_ref() {
            source.set_onmessage(Some(self.on_poke.as_ref().unchecked_ref()));
        }
    }

    /// Stops: without an answer from the bureau the browser would knock in vain for hours.
    pub fn stop(&self) {
        if let Some(source) = self.source.borrow_mut().take() {
            source.close();
        }
    }
}

/// Looks now and then whether a newer program is there; a window of a tablet is not reloaded for weeks.
#[derive(Default)]
pub struct Builds {
    looked: Cell<f64>,
}

impl Builds {
    /// Looks, unless it did lately; the service worker does the rest.
    pub fn look(&self) {
        let now = js_sys::Date::now();
        if now - self.looked.get() < LOOK_FOR_BUILD {
            return;
        }
        self.looked.set(now);
        spawn_local(async {
            let Some(worker) = web_sys::window().map(|window| window.navigator().service_worker())
            else {
                return;
            };
            let Ok(found) = JsFuture::from(worker.get_registration()).await else {
                return;
            };
            let registration = found.dyn_into::<ServiceWorkerRegistration>();
            if let Ok(Ok(looked)) = registration.map(|registration| registration.update()) {
                // Not reaching the server is no news; the next look follows.
                let _ = JsFuture::from(looked).await;
            }
        });
    }
}

/// Calls `ready` when a newer program has been kept on this device.
pub fn on_new_build(ready: impl Fn() + 'static) {
    let Some(worker) = web_sys::window().map(|window| window.navigator().service_worker()) else {
        return;
    };
    let heard = Closure::<dyn FnMut(JsValue)>::new(move |message: JsValue| {
        let data = js_sys::Reflect::get(&message, &"data".into()).unwrap_or_default();
        let kind = js_sys::Reflect::get(&data, &"huiyin".into()).unwrap_or_default();
        if kind.as_string().as_deref() == Some("new-version") {
            ready();
        }
    });
    // The listener lives as long as the page.
    let _ =
        worker.add_event_listener_with_callback("message", heard.into_js_value().unchecked_ref());
}

/// Asks the browser not to throw away what is kept here when space runs short.
pub fn ask_to_persist() {
    if let Some(window) = web_sys::window() {
        // The answer changes nothing we could do; the sentinel notices if it happens.
        let _ = window.navigator().storage().persist();
    }
}
