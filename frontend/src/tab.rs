//! One working window a browser: two over one vault would give out the same positions twice.
//!
//! The window that holds the Web Lock works. Another one says so and can take the work over; the first
//! then loads anew and says so in its turn. What was typed is in localStorage and the vault by then.

use gloo_timers::future::TimeoutFuture;
use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

const LOCK: &str = "huiyin-desk";
const PATIENT_TRIES: usize = 5;
/// Milliseconds.
const BETWEEN_TRIES: u32 = 150;

#[wasm_bindgen]
extern "C" {
    // web-sys keeps Web Locks behind its flag for unstable interfaces; browsers have had them since Chromium 69.
    type LockManager;

    #[wasm_bindgen(method, catch)]
    fn request(
        this: &LockManager,
        name: &str,
        options: &Object,
        granted: &Function,
    ) -> Result<Promise, JsValue>;
}

/// How to get the work.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// Only if no other window has it.
    IfFree,
    /// From whoever has it, frozen windows included.
    TakeOver,
}

/// Asks for the work; `true`: this window has it until it is closed or `on_lost` runs.
pub async fn claim(how: Claim, on_lost: impl FnOnce() + 'static) -> bool {
    let mut held = hold(how).await;
    // A page that is loaded anew may come a moment before its former self has let go.
    for _ in 0..PATIENT_TRIES {
        if !matches!(held, Held::ByAnother) {
            break;
        }
        TimeoutFuture::new(BETWEEN_TRIES).await;
        held = hold(how).await;
    }
    match held {
        Held::ByAnother => false,
        Held::Unguarded => true,
        Held::Here { ended } => {
            spawn_local(async move {
                if JsFuture::from(ended).await.is_err() {
                    on_lost();
                }
            });
            true
        }
    }
}

enum Held {
    Here {
        ended: Promise,
    },
    ByAnother,
    /// A browser without Web Locks cannot tell; the vault still refuses the writes of all but the last to open it.
    Unguarded,
}

async fn hold(how: Claim) -> Held {
    let Some(locks) = locks() else {
        return Held::Unguarded;
    };
    let option = match how {
        Claim::IfFree => "ifAvailable",
        Claim::TakeOver => "steal",
    };
    let options = Object::new();
    // A plain object takes any property.
    let _ = Reflect::set(&options, &option.into(), &JsValue::TRUE);

    let mut ended = None;
    let answer = Promise::new(&mut |resolve: Function, _| {
        let granted = Closure::once_into_js(move |lock: JsValue| -> Promise {
            // Resolving a promise does not throw.
            let _ = resolve.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null()));
            if lock.is_null() {
                Promise::resolve(&JsValue::UNDEFINED)
            } else {
                // The lock is held until this promise ends: as long as the window lives.
                Promise::new(&mut |_, _| {})
            }
        });
        ended = locks.request(LOCK, &options, granted.unchecked_ref()).ok();
    });
    let Some(ended) = ended else {
        return Held::Unguarded;
    };
    match JsFuture::from(answer).await {
        Ok(held) if held.is_truthy() => Held::Here { ended },
        _ => Held::ByAnother,
    }
}

fn locks() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}
