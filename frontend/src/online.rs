//! Signs that the network may have changed. All are hints that it is worth asking: whether the bureau can
//! be reached is known from its answers alone.

use gloo_timers::callback::Timeout;
use leptos::prelude::{document, window_event_listener_untyped};
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use sync::client::backoff;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{EventSource, ServiceWorkerRegistration};

const POKE: &str = "/api/v1/poke";
/// How long a bureau whose pokes broke off is left alone at most the first time, doubled each time; milliseconds.
const LISTEN_AGAIN: u32 = 4_000;
/// What that grows to; milliseconds.
const LISTEN_AGAIN_MOST: u32 = 300_000;
/// A connection that held for so long had not failed; milliseconds.
const HELD: f64 = 60.0 * 1000.0;
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
pub struct Poke(Rc<Listening>);

struct Listening {
    on_poke: Box<dyn Fn()>,
    source: RefCell<Option<EventSource>>,
    /// When the connection in hand was begun.
    since: Cell<f64>,
    /// Connections in a row that broke soon.
    failures: Cell<u32>,
    again: RefCell<Option<Timeout>>,
    opened: Closure<dyn FnMut()>,
    heard: Closure<dyn FnMut()>,
    broke: Closure<dyn FnMut()>,
}

impl Poke {
    /// Does not listen yet.
    pub fn new(on_poke: impl Fn() + 'static) -> Poke {
        Poke(Rc::new_cyclic(|this: &Weak<Listening>| {
            let told = |what: fn(&Rc<Listening>)| {
                let this = this.clone();
                Closure::<dyn FnMut()>::new(move || {
                    if let Some(listening) = this.upgrade() {
                        what(&listening);
                    }
                })
            };
            Listening {
                on_poke: Box::new(on_poke),
                source: RefCell::default(),
                since: Cell::default(),
                failures: Cell::default(),
                again: RefCell::default(),
                opened: told(Listening::opened),
                heard: told(|listening| (listening.on_poke)()),
                broke: told(Listening::broke),
            }
        }))
    }

    /// Listens, unless it does already or waits to listen again.
    pub fn listen(&self) {
        if self.0.source.borrow().is_none() && self.0.again.borrow().is_none() {
            self.0.connect();
        }
    }

    /// Stops: without an answer from the bureau one would knock in vain for hours.
    pub fn stop(&self) {
        self.0.close();
        self.0.again.replace(None);
    }
}

impl Listening {
    fn connect(&self) {
        self.since.set(js_sys::Date::now());
        // Without pokes the timer remains.
        let Ok(source) = EventSource::new(POKE) else {
            return;
        };
        source.set_onopen(Some(self.opened.as_ref().unchecked_ref()));
        source.set_onmessage(Some(self.heard.as_ref().unchecked_ref()));
        source.set_onerror(Some(self.broke.as_ref().unchecked_ref()));
        self.source.replace(Some(source));
    }

    fn close(&self) {
        if let Some(source) = self.source.take() {
            source.close();
        }
    }

    /// Pokes that came while nobody listened are made up for by asking once.
    fn opened(self: &Rc<Self>) {
        if self.failures.get() > 0 {
            (self.on_poke)();
        }
    }

    /// Left to itself the browser would knock every three seconds, and all tablets of a restarted bureau at once.
    fn broke(self: &Rc<Self>) {
        self.close();
        if js_sys::Date::now() - self.since.get() > HELD {
            self.failures.set(0);
        }
        self.failures.set(self.failures.get().saturating_add(1));
        let most = backoff(LISTEN_AGAIN, LISTEN_AGAIN_MOST, self.failures.get());
        let ms = f64::from(most) * (1.0 + js_sys::Math::random()) / 2.0;
        let this = Rc::downgrade(self);
        let again = Timeout::new(ms as u32, move || {
            if let Some(this) = this.upgrade() {
                this.again.replace(None);
                this.connect();
            }
        });
        self.again.replace(Some(again));
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
