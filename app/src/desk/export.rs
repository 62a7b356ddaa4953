//! 把待送的存成文件: for a tablet that never gets a network again.

use super::devices::number;
use super::scene::Scene;
use crate::device::attachment::Stage;
use crate::parts::notice::{Tone, notice};
use crate::text::device as words;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, HtmlAnchorElement, Url};

/// The button, while something waits, and what became of it.
pub fn export(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let (busy, told) = (RwSignal::new(false), RwSignal::new(None::<(Tone, String)>));
    let waits = Memo::new(move |_| {
        let files = scene.device.files;
        scene.device.waiting.with(|waiting| !waiting.is_empty())
            || files.with(|files| files.iter().any(|file| is_on_its_way(&file.stage)))
    });
    let go = move |_| {
        busy.set(true);
        let sealing = scene.device.with(|store| store.export_outbox());
        spawn_local(async move {
            let made = sealing.await;
            let name = made
                .as_ref()
                .and_then(|made| hand_over(scene, &made.file).ok());
            busy.set(false);
            told.set(Some(match made.zip(name) {
                Some((made, name)) => {
                    let mut said = words::exported(lang, &name);
                    if made.carried > 0 {
                        said.push_str(&words::exported_files(lang, made.carried));
                    }
                    if made.left > 0 {
                        said.push_str(&words::exported_left(lang, made.left));
                    }
                    (
                        if made.left > 0 {
                            Tone::Soon
                        } else {
                            Tone::Done
                        },
                        said,
                    )
                }
                None => (Tone::Late, words::not_exported(lang).to_owned()),
            }));
        });
    };
    let drawn = move || {
        waits.get().then(|| {
            view! {
                <p class="soft small">{words::export_why(lang)}</p>
                <div class="row">
                    <button type="button" class="button" disabled=busy on:click=go>{words::export(lang)}</button>
                </div>
            }
        })
    };
    view! {
        <div class="stack">
            {drawn}
            {move || told.get().map(|(tone, words)| notice(tone, words))}
        </div>
    }
    .into_any()
}

/// Whether a file's step is saved and the bureau has yet to get its bytes.
fn is_on_its_way(stage: &Stage) -> bool {
    matches!(stage, Stage::Attached(_, Some(_)))
}

/// Gives the file to the browser to be kept where people keep files; its name says which device and when, nobody's name.
fn hand_over(scene: Scene, file: &[u8]) -> Result<String, JsValue> {
    let device = scene.device.with(|store| store.delivered());
    let device = device.map(|delivered| number(delivered.device));
    let name = format!(
        "huiyin-outbox-{}-{}.hyo",
        device.unwrap_or_default(),
        scene.now().format("%Y%m%d%H%M")
    );
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(file)))?;
    let address = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&address);
    link.set_download(&name);
    link.click();
    Url::revoke_object_url(&address)?;
    Ok(name)
}
