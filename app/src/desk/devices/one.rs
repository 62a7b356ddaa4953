//! One device: what it told last, and what may be done about it.

use super::{Book, guards, number, refused, shut_out, unit};
use crate::api::DeviceLine;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::parts::notice::blank;
use crate::text::{admin, device as words, moment};
use leptos::prelude::*;

/// The page of one device.
pub fn one(scene: Scene, book: Book, place: Place) -> AnyView {
    let lang = scene.lang();
    let drawn = move || match book.line(place) {
        Some(line) => {
            let below = if guards(scene) {
                shut_out::shutting_out(scene, book, &line)
            } else {
                refused::refused(scene, &line)
            };
            view! { <article class="page account">{facts(scene, &line)}{below}</article> }
                .into_any()
        }
        None if book.asked.answered.get() => blank(words::no_such(lang), None),
        None => ().into_any(),
    };
    drawn.into_any()
}

fn facts(scene: Scene, line: &DeviceLine) -> AnyView {
    let lang = scene.lang();
    let at = |moment| moment::moment(lang, moment, scene.now());
    let held = (line.held > 0).then(
        || view! { <dt>{words::held(lang)}</dt><dd>{words::held_told(lang, line.held)}</dd> },
    );
    view! {
        <h1>{scene.officer_name(line.officer)}</h1>
        <dl class="facts">
            <dt>{admin::unit(lang)}</dt><dd>{unit(scene, line)}</dd>
            <dt>{words::number(lang)}</dt><dd>{number(line.device)}</dd>
            <dt>{words::seen(lang)}</dt><dd>{at(line.seen_at)}</dd>
            <dt>{words::unsent(lang)}</dt><dd>{words::unsent_told(lang, line.unsent)}</dd>
            <dt>{words::settled(lang)}</dt><dd>{words::settled_upto(lang, line.settled)}</dd>
            <dt>{words::returned(lang)}</dt><dd>{words::count(lang, line.returned)}</dd>
            {held}
            <dt>{words::lease(lang)}</dt><dd>{at(line.lease_until)}</dd>
            <dt>{words::program(lang)}</dt><dd>{line.build.clone()}</dd>
        </dl>
    }
    .into_any()
}
