//! My work: what waits for me, until when, by which article; the most pressing first.

use super::petitions::row;
use super::place::Place;
use super::scene::Scene;
use crate::parts::notice::{blank, bones};
use crate::text::{list, shell};
use domain::duty::{Role, Tag, grants};
use domain::petition::{Summary, Urgency};
use leptos::prelude::*;
use std::sync::Arc;

const BANDS: [Urgency; 4] = [
    Urgency::Overdue,
    Urgency::Today,
    Urgency::Week,
    Urgency::Later,
];

/// Rows drawn at once in one band; a tablet should not draw a thousand to show ten.
const STRETCH: usize = 40;

fn tint(band: Urgency) -> &'static str {
    match band {
        Urgency::Overdue => "late",
        Urgency::Today => "soon",
        Urgency::Week | Urgency::Later => "",
    }
}

fn anchor(band: Urgency) -> &'static str {
    match band {
        Urgency::Overdue => "overdue",
        Urgency::Today => "today",
        Urgency::Week => "week",
        Urgency::Later => "later",
    }
}

/// The screen.
pub fn work(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let today = scene.today();
    let mine = Memo::new(move |_| {
        let Some(officer) = scene.officer() else {
            return Arc::default();
        };
        let rows = scene.held.get();
        Arc::new(
            rows.iter()
                .filter(|row| row.is_work_of(&officer))
                .cloned()
                .collect::<Vec<_>>(),
        )
    });
    // Memos, so that a round of sync that brings nothing redraws nothing.
    let empty = Memo::new(move |_| scene.device.records.with(|records| records.is_empty()));
    let never = Memo::new(move |_| {
        scene
            .device
            .standing
            .with(|standing| standing.settled_at.is_none())
    });
    let offline = Memo::new(move |_| scene.device.standing.with(|standing| !standing.online));
    let drawn = move || {
        if never.get() && empty.get() {
            let busy = scene.device.standing.with(|standing| standing.busy);
            return if offline.get() && !busy {
                blank(shell::need_network(lang), None)
            } else {
                bones(list::work_first_load(lang))
            };
        }
        mine.with(|rows| {
            if rows.is_empty() {
                if let (Some(words), true) = (nothing_yet(scene), empty.get()) {
                    return blank(words, None);
                }
                let way = super::frame::registers(scene)
                    .then(|| (Place::Register.path(), shell::new_petition(lang)));
                return blank(list::work_empty(lang), way);
            }
            let bands = BANDS.map(|band| {
                let rows: Vec<Arc<Summary>> = rows
                    .iter()
                    .filter(|row| row.urgency(today) == band)
                    .cloned()
                    .collect();
                (band, rows)
            });
            let tiles = bands
                .iter()
                .map(|(band, rows)| tile(scene, *band, rows.len()))
                .collect_view();
            let bands = bands.into_iter().filter(|(_, rows)| !rows.is_empty());
            let bands = bands
                .map(|(band, rows)| stretch(scene, band, rows))
                .collect_view();
            view! { <div class="glance">{tiles}</div>{bands} }.into_any()
        })
    };
    view! {
        <div class="page work">
            <h1 class="aloud">{shell::my_work(lang)}</h1>
            {super::petition::steps::receptions(scene)}
            {drawn}
        </div>
    }
    .into_any()
}

/// What will appear for somebody who sees no petition but those they are asked into; `None` for everybody else.
pub fn nothing_yet(scene: Scene) -> Option<&'static str> {
    let lang = scene.lang();
    scene.device.officer.with(|officer| {
        let officer = officer.as_ref()?;
        if grants(officer)
            .iter()
            .any(|tag| !matches!(tag, Tag::Person(_)))
        {
            return None;
        }
        Some(if officer.is(Role::ReviewOfficer) {
            list::review_empty(lang)
        } else if officer.is(Role::PublicSupervisor) {
            list::supervisor_empty(lang)
        } else {
            list::asked_in_empty(lang)
        })
    })
}

fn tile(scene: Scene, band: Urgency, count: usize) -> AnyView {
    let words = list::urgency(scene.lang(), band);
    let class = if count > 0 { tint(band) } else { "" };
    let id = anchor(band);
    // The sheet's own scroll, not the address: the router would take a fragment for another place.
    let go = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        if let Some(section) = document().get_element_by_id(id) {
            section.scroll_into_view();
        }
    };
    view! { <a class=class href=format!("#{id}") on:click=go><b>{count}</b><span>{words}</span></a> }.into_any()
}

fn stretch(scene: Scene, band: Urgency, rows: Vec<Arc<Summary>>) -> AnyView {
    let lang = scene.lang();
    let count = rows.len();
    let shown = RwSignal::new(STRETCH);
    let drawn = move || {
        rows.iter()
            .take(shown.get())
            .map(|summary| row::row(scene, summary, None))
            .collect_view()
    };
    let more = move || {
        (shown.get() < count).then(|| {
            let left = count - shown.get();
            let more = move |_| shown.update(|shown| *shown += STRETCH);
            view! { <button type="button" class="button" on:click=more>{list::show_more(lang, left)}</button> }
        })
    };
    view! {
        <section class="band" id=anchor(band)>
            <h2>{list::urgency(lang, band)} <span class=format!("count {}", tint(band))>{count}</span></h2>
            <ul class="rows">{drawn}</ul>
            {more}
        </section>
    }
    .into_any()
}
