//! Signatures drawn by hand, as they stand on a document: from this device where it keeps them, else from the bureau.

use crate::desk::petition::attachments::{address, here};
use crate::desk::scene::Scene;
use crate::device::attachment::Size;
use crate::parts::blob;
use crate::text::{Lang, document as words};
use domain::document::Content;
use domain::ids::RecordId;
use leptos::prelude::*;

/// Where each signature's picture is; nothing while it is neither here nor to be had from the bureau.
pub type Drawn = Vec<Signal<Option<String>>>;

/// The pictures of `content`, found once: a preview is drawn anew with every letter typed.
pub fn drawn(scene: Scene, record: RecordId, content: &Content) -> Drawn {
    content
        .signatures
        .iter()
        .map(|signature| {
            let id = signature.id;
            if untrack(|| here(scene, id).with(Option::is_some)) {
                return blob::address(scene.device, id, Size::Whole).into();
            }
            let online = move || scene.device.standing.with(|standing| standing.online);
            Signal::derive(move || online().then(|| address(record, id)))
        })
        .collect()
}

/// The lines below the text.
pub fn lines(drawn: &[Signal<Option<String>>]) -> AnyView {
    drawn
        .iter()
        .map(|from| {
            let from = *from;
            let picture = move || match from.get() {
                Some(from) => view! { <img src=from alt=words::by_hand(Lang::Zh)/> }.into_any(),
                None => view! { <span>{words::picture_to_come(Lang::Zh)}</span> }.into_any(),
            };
            view! { <p class="by-hand">{words::by_hand(Lang::Zh)}"："{picture}</p> }
        })
        .collect_view()
        .into_any()
}
