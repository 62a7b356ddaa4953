//! 文书 of a petition: which are due, which were issued, and the ways to prepare, see and print one.

mod by_hand;
mod paper;
mod prepare;
mod view;

pub use paper::{Printed, paper};
pub use prepare::prepare;
pub use view::document;

use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::text::{document as words, moment};
use domain::document::{DocumentKind, Issued, open_to, owed, parts};
use domain::duty::Actor;
use domain::petition::{Petition, Step, row};
use leptos::prelude::*;

/// The section of a petition's page; nothing where there is nothing to see and nothing to issue.
pub fn documents(scene: Scene, petition: &Petition) -> Option<AnyView> {
    let lang = scene.lang();
    let issued = &petition.documents.issued;
    let open = may_issue(scene, petition);
    let owed = owed(petition);
    if issued.is_empty() && open.is_empty() {
        return None;
    }
    let due: Vec<DocumentKind> = owed
        .into_iter()
        .filter(|kind| open.contains(kind))
        .collect();
    let others: Vec<DocumentKind> = open
        .into_iter()
        .filter(|kind| !due.contains(kind))
        .filter(|kind| !(kind.is_once() && petition.documents.in_force(*kind).is_some()))
        .collect();
    let due = due
        .into_iter()
        .map(|kind| preparing(scene, petition, kind, true))
        .collect_view();
    let rows = (0u16..)
        .zip(issued)
        .map(|(nth, one)| one_issued(scene, petition, nth, one))
        .collect_view();
    let others = (!others.is_empty()).then(|| {
        let links = others
            .into_iter()
            .map(|kind| preparing(scene, petition, kind, false))
            .collect_view();
        view! {
            <details class="more">
                <summary class="button">{words::other_documents(lang)}</summary>
                <ul class="people">{links}</ul>
            </details>
        }
    });
    Some(
        view! {
            <section class="section documents" id="documents">
                <h2>{words::documents(lang)}<span class="count">{issued.len()}</span></h2>
                <ul class="people">{due}{rows}</ul>
                {others}
            </section>
        }
        .into_any(),
    )
}

/// The kinds this officer may issue on this petition now.
fn may_issue(scene: Scene, petition: &Petition) -> Vec<DocumentKind> {
    let Some(officer) = scene.officer() else {
        return Vec::new();
    };
    let mine = parts(petition, &Actor::Officer(officer));
    if row(Some(petition.state), &mine, Step::Issue).is_none() {
        return Vec::new();
    }
    open_to(petition, &mine)
}

fn preparing(scene: Scene, petition: &Petition, kind: DocumentKind, due: bool) -> AnyView {
    let lang = scene.lang();
    let name = words::kind(lang, kind);
    let badge = due.then(|| view! { <span class="badge soon">{words::owed(lang)}</span> });
    let href = Place::Prepare(petition.id, kind).path();
    view! {
        <li class="card">
            <h3>{name}" "{badge}</h3>
            <div class="row"><a class="button" href=href>{words::prepare_named(lang, name)}</a></div>
        </li>
    }
    .into_any()
}

fn one_issued(scene: Scene, petition: &Petition, nth: u16, one: &Issued) -> AnyView {
    let lang = scene.lang();
    let name = words::kind(lang, one.kind);
    let number = one.number.clone().unwrap_or_default();
    let day = moment::full_day(lang, one.content.on);
    let label = words::open_named(lang, name, &number);
    let href = Place::Document(petition.id, nth).path();
    view! {
        <li class="card">
            <h3>{name}" "{standing(scene, petition, nth)}</h3>
            <p class="soft">{number}" · "{day}</p>
            <div class="row"><a class="button" href=href aria-label=label>{words::open(lang)}</a></div>
        </li>
    }
    .into_any()
}

/// In force, or replaced and by which.
fn standing(scene: Scene, petition: &Petition, nth: u16) -> AnyView {
    let lang = scene.lang();
    match petition.documents.replaced_by(nth) {
        None => view! { <span class="badge done">{words::in_force(lang)}</span> }.into_any(),
        Some(by) => {
            let number = petition
                .documents
                .at(by)
                .and_then(|issued| issued.number.clone())
                .unwrap_or_else(|| words::number_to_come(lang).to_owned());
            view! { <span class="badge">{words::replaced(lang, &number)}</span> }.into_any()
        }
    }
}
