//! The thread: every item of one matter, what can be undone, and what has ended.

use super::{judge, new_facts_field};
use crate::alike::Linked;
use crate::api;
use crate::desk::fetch::fetch;
use crate::desk::held;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::text::{alike as words, list, moment, petition as petitions};
use domain::Record;
use domain::ids::RecordId;
use domain::petition::{Judgement, Petition, Tally, is_same};
use leptos::prelude::*;
use std::sync::Arc;

/// The other items of the matter that this item's own papers name and this device holds; what is filed on the
/// others only the bureau knows.
fn linked_here(scene: Scene, petition: &Petition) -> Vec<Arc<Record>> {
    let linked = petition
        .thread
        .in_force()
        .map(|judged| judged.judgement.other);
    linked
        .filter_map(|other| held::petition(scene.device, other))
        .filter(|record| is_same(petition, held::as_petition(record)) == Some(true))
        .collect()
}

/// The thread: every item of the matter one may see, this one included.
pub fn thread(
    scene: Scene,
    petition: &Petition,
    judges: bool,
    failed: RwSignal<Option<String>>,
) -> AnyView {
    let lang = scene.lang();
    let id = petition.id;
    let (calendar, policy) = (
        scene.device.calendar.get_untracked(),
        scene.device.policy.get_untracked(),
    );
    let shown = |petition: &Petition| Linked::of(petition, &calendar, &policy);
    let mut here: Vec<Linked> = linked_here(scene, petition)
        .iter()
        .map(|record| shown(held::as_petition(record)))
        .collect();
    if !here.is_empty() {
        here.insert(0, shown(petition));
    }
    let rows = RwSignal::new(here);
    // What hangs on the other items, and what is not held here, only the bureau knows.
    fetch(scene, api::thread(id), move |answer| {
        if let Ok(all) = answer
            && all.len() > 1
        {
            rows.set(all);
        }
    });
    let own = petition.clone();
    let drawn = move || {
        let all = rows.get();
        (all.len() > 1).then(|| {
            let mut tally = Tally::default();
            for linked in &all {
                tally.add(&linked.row, &policy);
            }
            let lines = all
                .iter()
                .map(|linked| {
                    let undo = own
                        .thread
                        .about(linked.row.id)
                        .filter(|judged| judges && judged.judgement.same)
                        .map(|judged| undo(scene, id, judged.judgement.clone(), failed));
                    let ways = judges.then(|| ended(scene, &own, linked, failed)).flatten();
                    line(
                        scene,
                        linked,
                        linked.row.id == id,
                        view! { {ways}{undo} }.into_any(),
                    )
                })
                .collect_view();
            view! {
                <section class="section">
                    <h2>{words::same_matter(lang)}<span class="count">{all.len()}</span></h2>
                    <p class="soft">{words::thread(lang)}</p>
                    <p class="soft">{list::tally(lang, &tally)}</p>
                    <ul class="cards-down">{lines}</ul>
                </section>
            }
        })
    };
    drawn.into_any()
}

fn line(scene: Scene, linked: &Linked, this: bool, ways: AnyView) -> AnyView {
    let lang = scene.lang();
    let row = &linked.row;
    let ended = linked.road_ended_on.map(|on| {
        let day = moment::full_day(lang, on);
        view! { <p class="soon-word">{words::road_ended(lang, &day)}</p> }
    });
    let number = row
        .number
        .clone()
        .unwrap_or_else(|| petitions::no_number(lang).to_owned());
    let unit = row
        .unit
        .map(|unit| scene.unit_name(unit))
        .unwrap_or_default();
    let received = moment::day(lang, row.received_on, scene.today());
    let title = if this {
        view! { <b>{row.title.clone()}" · "{words::this_one(lang)}</b> }.into_any()
    } else {
        view! { <a href=Place::Petition(row.id).path()>{row.title.clone()}</a> }.into_any()
    };
    view! {
        <li class="card">
            <h3>{title}</h3>
            <p class="under">
                <span>{number}</span>" "<span>{petitions::state(lang, row.state)}</span>" "<span>{received}</span>" "<span>{unit}</span>
            </p>
            {ended}
            {ways}
        </li>
    }
    .into_any()
}

/// It is not the same after all: the link stays on record, and the new judgement counts.
fn undo(
    scene: Scene,
    id: RecordId,
    judgement: Judgement,
    failed: RwSignal<Option<String>>,
) -> AnyView {
    let lang = scene.lang();
    let press = move |_| {
        let not = Judgement {
            same: false,
            handled_by: None,
            ended_on: None,
            new_facts: String::new(),
            reason: words::checked_and_other(lang).to_owned(),
            ..judgement.clone()
        };
        judge(scene, id, not, failed);
    };
    view! { <button type="button" class="button quiet" on:click=press>{words::no_longer(lang)}</button> }
        .into_any()
}

/// A linked item whose road has ended: nothing new here, or what is.
fn ended(
    scene: Scene,
    petition: &Petition,
    linked: &Linked,
    failed: RwSignal<Option<String>>,
) -> Option<AnyView> {
    let lang = scene.lang();
    let on = linked.road_ended_on?;
    let (id, other) = (petition.id, linked.row.id);
    if id == other || petition.road_ended_on().is_some() {
        return None;
    }
    let judged = petition.thread.about(other).map(|judged| &judged.judgement);
    let known = judged.filter(|judgement| judgement.same && judgement.ended_on.is_some());
    let was = known
        .map(|judgement| judgement.new_facts.clone())
        .unwrap_or_default();
    let said = RwSignal::new(was);
    let judgement = Judgement {
        other,
        number: linked.row.number.clone().unwrap_or_default(),
        same: true,
        reason: words::road_ended(lang, &moment::full_day(lang, on)),
        evidence: judged
            .map(|judgement| judgement.evidence)
            .unwrap_or_default(),
        handled_by: None,
        ended_on: Some(on),
        new_facts: String::new(),
    };
    let press = move |_| {
        let new_facts = said.get_untracked().trim().to_owned();
        let judgement = Judgement {
            new_facts,
            ..judgement.clone()
        };
        judge(scene, id, judgement, failed);
    };
    Some(
        view! {
            {new_facts_field(scene, other, said)}
            <button type="button" class="button" on:click=press>{words::set_down(lang)}</button>
        }
        .into_any(),
    )
}
