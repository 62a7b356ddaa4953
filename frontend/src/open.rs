//! The start of the program in the browser.

use crate::idle;
use crate::online;
use crate::tablet::Handle;
use leptos::prelude::*;
use sync::client::Input;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::spawn_local;

/// Called by the page once the program is loaded.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
    spawn_local(open());
}

async fn open() {
    let (tablet, device) = Handle::new();
    online::ask_to_persist();
    online::on_new_build(move || {
        device
            .standing
            .update(|standing| standing.new_version = true)
    });
    // The desk waits for whoever worked here last, with or without a network.
    tablet.wake().await;
    app::desk::mount(device);
    idle::watch(tablet.clone());

    let (back, gone, look) = (tablet.clone(), tablet.clone(), tablet);
    // An office network without the internet counts as none for some browsers: asking tells.
    online::on_network(
        move || back.feed(Input::Online(true)),
        move || gone.feed(Input::SyncNow),
    );
    online::on_look(move || look.feed(Input::SyncNow));
}
