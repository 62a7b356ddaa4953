//! Where the desk takes over the page.

use super::frame;
use super::scene::Scene;
use crate::device::Device;
use leptos::prelude::*;
use leptos_router::WildcardSegment;
use leptos_router::components::{FlatRoutes, Route, Router};

/// Takes the place of the grey lines in `index.html` and runs until the page is closed.
pub fn mount(device: Device) {
    if let Some(boot) = document().get_element_by_id("boot") {
        boot.remove();
    }
    leptos::mount::mount_to_body(move || {
        provide_context(device);
        let scene = Scene::open(device);
        let drawn = move || {
            // A language is changed a few times a year: drawing everything anew keeps every word plain text.
            move || {
                scene.language.track();
                frame::frame(scene)
            }
        };
        // One route for all: `place` reads the address, so that list and detail stay while it changes.
        view! {
            <Router>
                <FlatRoutes fallback=|| ()>
                    <Route path=WildcardSegment("place") view=drawn/>
                </FlatRoutes>
            </Router>
        }
    });
}
