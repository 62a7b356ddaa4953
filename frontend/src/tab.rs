//! The first of the windows of one browser: the one that talks to the bureau and writes the stores. Two doing
//! so would give out the same positions twice.
//!
//! The first window holds a Web Lock while its desk is open. The next in line gets it when that window is closed
//! or locked, and takes it from a window that is frozen: such a window holds its lock and does nothing.

use js_sys::{Function, Object, Promise, Reflect};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::{JsFuture, spawn_local};

const LOCK: &str = "huiyin-desk";

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

/// The seat of the first window; free for the next one when it is dropped.
pub struct First {
    release: Option<Function>,
    given_up: Rc<Cell<bool>>,
}

impl Drop for First {
    fn drop(&mut self) {
        self.given_up.set(true);
        if let Some(release) = &self.release {
            // Resolving a promise does not throw.
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// How to get the seat.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Claim {
    /// Only if no other window has it.
    IfFree,
    /// As soon as no other window has it.
    WhenFree,
    /// From whoever has it, frozen windows included.
    TakeOver,
}

/// Asks for the seat; `None`: another window has it. `on_lost` runs when another window takes it over.
pub async fn claim(how: Claim, on_lost: impl FnOnce() + 'static) -> Option<First> {
    let Some(locks) = locks() else {
        // A browser without Web Locks cannot tell; the vault still refuses the writes of all but the last to open it.
        return Some(First {
            release: None,
            given_up: Rc::default(),
        });
    };
    let options = Object::new();
    let option = match how {
        Claim::IfFree => Some("ifAvailable"),
        Claim::WhenFree => None,
        Claim::TakeOver => Some("steal"),
    };
    if let Some(option) = option {
        // A plain object takes any property.
        let _ = Reflect::set(&options, &option.into(), &JsValue::TRUE);
    }
    let mut ended = None;
    let answer = Promise::new(&mut |answer: Function, _| {
        let granted = Closure::once_into_js(move |lock: JsValue| -> Promise {
            // The lock is held until this promise ends: until it is released, or the window is gone.
            Promise::new(&mut |release, _| {
                let given = if lock.is_null() {
                    JsValue::NULL
                } else {
                    release.clone().into()
                };
                // Resolving a promise does not throw.
                let _ = answer.call1(&JsValue::UNDEFINED, &given);
                if lock.is_null() {
                    let _ = release.call0(&JsValue::UNDEFINED);
                }
            })
        });
        ended = locks.request(LOCK, &options, granted.unchecked_ref()).ok();
    });
    let ended = ended?;
    let release: Function = JsFuture::from(answer).await.ok()?.dyn_into().ok()?;
    let given_up = Rc::new(Cell::new(false));
    let ours = given_up.clone();
    spawn_local(async move {
        if JsFuture::from(ended).await.is_err() && !ours.get() {
            on_lost();
        }
    });
    Some(First {
        release: Some(release),
        given_up,
    })
}

fn locks() -> Option<LockManager> {
    let navigator = web_sys::window()?.navigator();
    let locks = Reflect::get(&navigator, &"locks".into()).ok()?;
    locks.is_object().then(|| locks.unchecked_into())
}
