//! What came back to one of a head's own people and waits on their device.

use crate::api::{self, DeviceLine, RefusedWork};
use crate::desk::admin::asked::Asked;
use crate::desk::petition::worded::worded;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::text::{device as words, moment, petition, refusal, shell};
use domain::Command;
use leptos::prelude::*;

/// The section; asked for once, when the device is opened.
pub fn refused(scene: Scene, line: &DeviceLine) -> AnyView {
    let lang = scene.lang();
    let (asked, work) = (Asked::new(), RwSignal::new(Vec::<RefusedWork>::new()));
    let (device, officer) = (line.device, line.officer);
    let load = move || {
        asked.ask(scene, api::refused_work(device, officer), move |found| {
            work.set(found)
        })
    };
    load();
    let drawn = move || {
        if !asked.answered.get() {
            return ().into_any();
        }
        let work = work.get();
        if work.is_empty() {
            return view! { <p class="soft">{words::refused_none(lang)}</p> }.into_any();
        }
        let rows = work.iter().map(|one| came_back(scene, one)).collect_view();
        rows.into_any()
    };
    view! {
        <section class="section stack">
            <h2>{words::refused_work(lang)}</h2>
            {asked.told(scene, Callback::new(move |()| load()))}
            {drawn}
        </section>
    }
    .into_any()
}

fn came_back(scene: Scene, one: &RefusedWork) -> AnyView {
    let lang = scene.lang();
    let at = |at| moment::moment(lang, at, scene.now());
    let inside = match &one.words {
        Some((record, command)) => {
            let Command::Petition(command) = command.as_ref();
            let lines = worded(scene, None, command)
                .into_iter()
                .filter(|line| !line.shown.is_empty())
                .map(|line| view! { <dt>{line.label}</dt><dd>{line.shown}</dd> })
                .collect_view();
            view! {
                <p><b>{petition::step(lang, command.step())}</b></p>
                <dl class="facts">{lines}</dl>
                <div class="row"><a class="button" href=Place::Petition(*record).path()>{shell::open_petition(lang)}</a></div>
            }
            .into_any()
        }
        None => view! { <p class="soft">{words::words_not_yours(lang)}</p> }.into_any(),
    };
    view! {
        <div class="card">
            <p class="soft small">{words::written_at(lang, &at(one.recorded_at))}" · "{shell::returned_at(lang, &at(one.refused_at))}</p>
            <p>{shell::why_returned(lang)}"："{refusal::refusal(lang, &one.refusal)}</p>
            {inside}
        </div>
    }
    .into_any()
}
