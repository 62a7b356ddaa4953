//! Bytes that this device keeps, at an address of the page's own for as long as something shows them.

use crate::device::Device;
use crate::device::attachment::Size;
use domain::ids::AttachmentId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::Url;

/// The address of a file kept here, once it was read; given back when what shows it is taken down.
pub fn address(device: Device, id: AttachmentId, size: Size) -> RwSignal<Option<String>> {
    let address = RwSignal::new(None::<String>);
    let reading = device.with(|store| store.file(id, size));
    spawn_local(async move {
        let Some(blob) = reading.await else { return };
        let Ok(url) = Url::create_object_url_with_blob(&blob) else {
            return;
        };
        // What would have shown it may be gone by now.
        if let Some(Some(unshown)) = address.try_set(Some(url)) {
            revoke(&unshown);
        }
    });
    on_cleanup(move || {
        if let Some(Some(url)) = address.try_get_untracked() {
            revoke(&url);
        }
    });
    address
}

fn revoke(url: &str) {
    // An address that cannot be revoked ends with the page.
    let _ = Url::revoke_object_url(url);
}
