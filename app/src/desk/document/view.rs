//! An issued document: every word as it was frozen, to be read, printed, taken along as a file, or replaced.

use super::by_hand;
use super::paper::{Printed, paper, print_button};
use super::{may_issue, standing};
use crate::desk::held;
use crate::desk::petition;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::parts::notice::blank;
use crate::text::{document as words, shell};
use domain::document::Issued;
use domain::ids::RecordId;
use domain::petition::Petition;
use leptos::prelude::*;

/// The page of the document at this position.
pub fn document(scene: Scene, id: RecordId, nth: u16) -> AnyView {
    let opened = petition::open(scene, id);
    let drawn = move || {
        let Some(record) = opened.record.get() else {
            return opened.instead(scene);
        };
        let petition = held::as_petition(&record);
        match petition.documents.at(nth) {
            Some(issued) => page(scene, petition, nth, issued),
            None => {
                let lang = scene.lang();
                let back = (Place::Petition(id).path(), shell::back(lang));
                blank(words::no_such_document(lang), Some(back))
            }
        }
    };
    drawn.into_any()
}

fn page(scene: Scene, petition: &Petition, nth: u16, issued: &Issued) -> AnyView {
    let lang = scene.lang();
    let replaced_by = petition.documents.replaced_by(nth);
    let across = replaced_by.map(|by| {
        let number = petition.documents.at(by).and_then(|by| by.number.clone());
        words::replaced(lang, &number.unwrap_or_default())
    });
    let id = petition.id;
    let file = move |ending: &str| format!("/api/v1/documents/{id}/{nth}/{ending}");
    let replacing = (replaced_by.is_none()
        && issued.kind.is_once()
        && may_issue(scene, petition).contains(&issued.kind))
    .then(|| {
        let href = Place::Prepare(petition.id, issued.kind).path();
        view! { <a class="button quiet" href=href>{words::replace(lang)}</a> }
    });
    let old = issued
        .replaces
        .and_then(|old| petition.documents.at(old))
        .and_then(|old| old.number.clone())
        .map(
            |number| view! { <p class="soft">{words::replaces(lang, &number, &issued.reason)}</p> },
        );
    let frozen = issued.sha256.map(|sha256| {
        view! { <p class="soft small checksum">{words::frozen(lang, &sha256.to_string())}</p> }
    });
    let online = move || scene.device.standing.with(|standing| standing.online);
    let files = move || {
        online().then(|| {
            view! {
                <a class="button" href=file("pdf") download="">{words::as_pdf(lang)}</a>
                <a class="button" href=file("docx") download="">{words::as_word(lang)}</a>
            }
        })
    };
    view! {
        <section class="issued">
            <header>
                <h1>{words::kind(lang, issued.kind)}</h1>
                <div class="state">{standing(scene, petition, nth)}<span class="soft">{issued.number.clone()}</span></div>
            </header>
            {old}
            <div class="row">
                {print_button(lang)}
                {files}
                {replacing}
                <a class="button quiet" href=Place::Petition(petition.id).path()>{shell::back(lang)}</a>
            </div>
            {paper(&Printed {
                kind: issued.kind,
                number: issued.number.as_deref(),
                across,
                content: &issued.content,
                drawn: &by_hand::drawn(scene, id, &issued.content),
            })}
            {frozen}
        </section>
    }
    .into_any()
}
