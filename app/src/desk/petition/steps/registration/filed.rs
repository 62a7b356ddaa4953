//! Registering what a petitioner filed online: laid out in the form, nothing typed again, the original beside it.

use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::filing::{Filing, Written};
use crate::parts::form::{Form, Slot};
use crate::parts::kept;
use crate::text::{Lang, filing as words, intake, moment, petition};
use domain::ids::day_of;
use domain::petition::{Channel, ComplainedKind, Purpose};
use leptos::prelude::*;

/// Lays the petitioner's words out as this form's draft, unless somebody has begun on it already.
/// Says whether it did.
pub(super) fn lay_out(scene: Scene, filing: &Filing) -> bool {
    let Some(key) = Place::TakeOver(filing.id).draft_key() else {
        return false;
    };
    scene.device.with(|store| {
        if store.draft(&key).is_some() {
            return false;
        }
        let fields = fields(filing);
        let fields = fields
            .iter()
            .map(|(name, text)| (name.as_str(), text.as_str()));
        store.put_draft(&key, Some(&kept::write(fields)));
        true
    })
}

fn fields(filing: &Filing) -> Vec<(String, String)> {
    let Written {
        purpose,
        title,
        text,
        place,
        complained_of,
        petitioner,
        ..
    } = &filing.written;
    let demands = filing.written.each_demand();
    let purpose = purpose.unwrap_or(Purpose::Other);
    let mut fields = vec![
        (
            "channel".to_owned(),
            petition::channel(Lang::Zh, Channel::Online).to_owned(),
        ),
        (
            "purpose".to_owned(),
            petition::purpose(Lang::Zh, purpose).to_owned(),
        ),
        ("received".to_owned(), day_of(filing.filed_at).to_string()),
        ("title".to_owned(), title.clone()),
        ("text".to_owned(), text.clone()),
        ("place".to_owned(), place.clone()),
        ("person0.name".to_owned(), petitioner.name.clone()),
        ("person0.phone".to_owned(), petitioner.phone.clone()),
        ("person0.id".to_owned(), petitioner.id_number.clone()),
        ("person0.address".to_owned(), petitioner.address.clone()),
        ("demands".to_owned(), demands.len().max(1).to_string()),
    ];
    for (nth, demand) in demands.into_iter().enumerate() {
        fields.push((format!("demand{nth}."), demand));
    }
    if !complained_of.is_empty() {
        let unit = intake::complained_kind(Lang::Zh, ComplainedKind::Unit);
        fields.push(("against".to_owned(), "1".to_owned()));
        fields.push(("against0.kind".to_owned(), unit.to_owned()));
        fields.push(("against0.name".to_owned(), complained_of.clone()));
    }
    fields
}

/// The petitioner's own words above the form, and which of them the registrar has changed.
pub(super) fn own_words(
    scene: Scene,
    form: Form,
    filing: &Filing,
    title: Slot,
    told: Slot,
) -> AnyView {
    let lang = form.lang();
    let (was_title, was_text) = (filing.written.title.clone(), filing.written.text.clone());
    let changed = move || {
        let mut changed = Vec::new();
        if title.text.with(|text| *text != was_title) {
            changed.push(petition::title(lang));
        }
        if told.text.with(|text| *text != was_text) {
            changed.push(petition::text(lang));
        }
        (!changed.is_empty()).then(|| {
            let changed = words::changed(lang, &changed.join(lang.comma()));
            view! { <p class="soon-word">{changed}</p> }
        })
    };
    view! {
        <section class="group">
            <p class="kept">{words::prefilled(lang)}</p>
            <div role="status">{changed}</div>
            <details>
                <summary>{words::own_words(lang)}</summary>
                {written(scene, filing)}
            </details>
        </section>
    }
    .into_any()
}

/// A filing as its petitioner wrote it.
pub fn written(scene: Scene, filing: &Filing) -> AnyView {
    let lang = scene.lang();
    let Written {
        purpose,
        title,
        text,
        demands,
        place,
        complained_of,
        petitioner,
    } = filing.written.clone();
    let fact = |name: &'static str, text: String| {
        (!text.is_empty()).then(|| view! { <dt>{name}</dt><dd class="prose">{text}</dd> })
    };
    let filed_at = moment::moment(lang, filing.filed_at, scene.now());
    view! {
        <dl class="facts">
            {fact(intake::filed_at(lang), filed_at)}
            {fact(petition::purpose_label(lang), purpose.map_or("", |purpose| petition::purpose(lang, purpose)).to_owned())}
            {fact(petition::title(lang), title)}
            {fact(petition::text(lang), text)}
            {fact(petition::demands(lang), demands)}
            {fact(petition::place(lang), place)}
            {fact(intake::complained_of(lang), complained_of)}
            {fact(petition::petitioner_name(lang), petitioner.name)}
            {fact(petition::phone(lang), petitioner.phone)}
            {fact(petition::id_number(lang), petitioner.id_number)}
            {fact(petition::address(lang), petitioner.address)}
        </dl>
    }
    .into_any()
}
