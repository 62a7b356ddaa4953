//! 送达凭证: everything up to here is in the bureau's ledger, at that time, from this device. It prints.

use super::devices::number;
use super::place::Place;
use super::scene::Scene;
use crate::parts::notice::{Tone, blank, notice};
use crate::text::{admin, device as words, moment, shell};
use domain::ids::day_of;
use leptos::prelude::*;

/// The page.
pub fn proof(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let drawn = move || {
        let standing = scene.device.standing.get();
        let (at, unsent, returned, held) = (
            standing.settled_at,
            standing.unsent,
            standing.returned,
            standing.held,
        );
        let delivered = scene.device.with(|store| store.delivered());
        let (Some(at), Some(delivered), Some(officer)) = (at, delivered, scene.officer()) else {
            return blank(
                words::proof_never(lang),
                Some((Place::Saved.path(), shell::back(lang))),
            );
        };
        // On paper the year is never left out.
        let at = format!(
            "{} {}",
            moment::full_day(lang, day_of(at)),
            moment::hour(at)
        );
        let held = (held > 0).then(|| notice(Tone::Soon, words::proof_held(lang, held)));
        let but = (unsent > 0).then(|| notice(Tone::Soon, words::proof_but(lang, unsent)));
        view! {
            <div class="card">
                <p><b>{words::proof_says(lang, &at)}</b></p>
                <dl class="facts">
                    <dt>{words::user(lang)}</dt><dd>{officer.name.clone()}</dd>
                    <dt>{admin::unit(lang)}</dt><dd>{scene.unit_name(officer.unit)}</dd>
                    <dt>{words::number(lang)}</dt><dd>{number(delivered.device)}</dd>
                    <dt>{words::proof_last(lang)}</dt><dd>{words::proof_last_is(lang, delivered.upto)}</dd>
                    <dt>{words::proof_returned(lang)}</dt><dd>{returned}</dd>
                </dl>
                <p class="soft small">{words::proof_check(lang)}</p>
            </div>
            {held}
            {but}
        }
        .into_any()
    };
    let print = |_| {
        // A browser that cannot print has told so itself.
        let _ = window().print();
    };
    view! {
        <div class="page">
            <header>
                <h1>{words::proof(lang)}</h1>
                <button type="button" class="button" on:click=print>{words::proof_print(lang)}</button>
            </header>
            {drawn}
        </div>
    }
    .into_any()
}
