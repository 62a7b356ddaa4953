//! A petition: what it is, which clocks run, what may be done next, what was done, by whom.

pub mod alike;
pub mod attachments;
mod course;
mod gate;
pub mod intake;
mod levels;
mod next;
mod papers;
pub mod steps;
pub mod worded;

use super::document;
use super::fetch::{fetch, trouble};
use super::held;
use super::scene::Scene;
use crate::api::{self, ApiError};
use crate::parts::clock::clock;
use crate::parts::notice::{Tone, bones, notice};
use crate::text::{Lang, deadline, petition as words, shell};
use attachments::sight::{Sight, dialog};
use domain::Record;
use domain::duty::Role;
use domain::ids::RecordId;
use domain::petition::{Petition, State, clocks, hands_out_receipt, registers};
use leptos::prelude::*;
use std::sync::Arc;

/// A petition from this device if it is held here, else from the bureau.
#[derive(Clone, Copy)]
pub struct Opened {
    id: RecordId,
    /// The record, once it is here.
    pub record: Memo<Option<Arc<Record>>>,
    failed: RwSignal<Option<ApiError>>,
}

/// Opens a petition: the replica first, so that it is there without a network.
pub fn open(scene: Scene, id: RecordId) -> Opened {
    let fetched = RwSignal::new(None::<Arc<Record>>);
    let failed = RwSignal::new(None::<ApiError>);
    let record = Memo::new(move |_| held::petition(scene.device, id).or_else(|| fetched.get()));
    // What was saved here for a record that is not held shows once the bureau has it.
    let waiting = Memo::new(move |_| {
        scene
            .device
            .waiting
            .with(|waiting| waiting.iter().filter(|one| one.record == id).count())
    });
    let online = Memo::new(move |_| scene.device.standing.with(|standing| standing.online));
    Effect::new(move |_| {
        waiting.track();
        online.track();
        if held::petition(scene.device, id).is_some() {
            return;
        }
        fetch(scene, api::record(id), move |answer| match answer {
            Ok(record) => {
                fetched.set(Some(Arc::new(record)));
                failed.set(None);
            }
            Err(error) => failed.set(Some(error)),
        });
    });
    Opened { id, record, failed }
}

impl Opened {
    /// In place of a petition that is not here yet: grey lines, or why it does not come.
    pub fn instead(self, scene: Scene) -> AnyView {
        let lang = scene.lang();
        match self.failed.get() {
            None => bones(shell::loading(lang)),
            Some(ApiError::Unreachable) => notice(Tone::Plain, words::not_held(lang).to_owned()),
            Some(ApiError::NotFound) => self.unseen(scene),
            Some(error) => notice(Tone::Late, trouble(lang, scene, &error)),
        }
    }

    /// The same words whether there is none or one may not see it; a report against an official leaves the sight
    /// even of who registered it, and they still owe its author a receipt.
    fn unseen(self, scene: Scene) -> AnyView {
        let lang = scene.lang();
        let told = notice(Tone::Plain, words::not_found(lang).to_owned());
        let owed = scene.officer().is_some_and(|officer| registers(&officer)).then(|| {
            view! { <p>{words::sealed_registered(lang)}</p><div class="row">{receipt(lang, self.id)}</div> }
        });
        view! { {told}{owed} }.into_any()
    }
}

/// The receipt, which the bureau writes on a sheet of its own.
fn receipt(lang: Lang, id: RecordId) -> AnyView {
    view! { <a class="button quiet" href=format!("/desk/receipt/{id}") target="_blank">{words::receipt(lang)}</a> }.into_any()
}

/// The page.
pub fn petition(scene: Scene, id: RecordId) -> AnyView {
    let opened = open(scene, id);
    let sight = Sight::new();
    let drawn = move || match opened.record.get() {
        Some(record) => page(scene, held::as_petition(&record), sight),
        None => opened.instead(scene),
    };
    view! { <article class="petition">{drawn}</article>{dialog(scene, sight, opened.record)} }
        .into_any()
}

/// The class of a state's badge.
pub fn tint(state: State) -> &'static str {
    match state {
        State::Delivered | State::Closed | State::Archived => "badge done",
        State::Objected | State::Declined | State::Contested | State::Guided => "badge soon",
        _ => "badge main",
    }
}

fn page(scene: Scene, petition: &Petition, sight: Sight) -> AnyView {
    let lang = scene.lang();
    let today = scene.today();
    let number = petition
        .number
        .clone()
        .unwrap_or_else(|| words::no_number(lang).to_owned());
    let (calendar, policy) = (scene.device.calendar.get(), scene.device.policy.get());
    let mut running = clocks(petition, &calendar, &policy);
    // What still runs is what one looks for.
    running.sort_by_key(|clock| clock.stopped_on.is_some());
    let unsure = running
        .iter()
        .any(|clock| clock.stopped_on.is_none() && !clock.due.certain);
    let unsure =
        unsure.then(|| view! { <p class="soft small">{deadline::weekends_only(lang)}</p> });
    let running = running
        .iter()
        .map(|one| clock(lang, one, today, &calendar, &policy))
        .collect_view();
    let sealed = petition
        .is_sealed()
        .then(|| view! { <p class="sealed-band">{words::sealed_band(lang)}</p> });
    let unsent = {
        let id = petition.id;
        move || {
            let unsent = scene
                .device
                .waiting
                .with(|waiting| waiting.iter().any(|one| one.record == id));
            unsent.then(|| view! { <span class="badge">{words::pending_here(lang)}</span> })
        }
    };
    let printed = petition.number.is_some()
        && scene
            .officer()
            .is_some_and(|me| hands_out_receipt(petition, &me));
    // Whoever reported somebody may know who has read it; the channel tells them.
    let copied = printed
        || scene
            .officer()
            .is_some_and(|me| petition.is_sealed() && me.is(Role::DisciplineOfficer));
    view! {
        {sealed}
        {levels::safety(scene, petition)}
        <header>
            <h1>{petition.registration.title.clone()}</h1>
            <div class="state">
                <span class=tint(petition.state)>{words::state(lang, petition.state)}</span>
                <span class="soft">{number}</span>
                {unsent}
                {printed.then(|| receipt(lang, petition.id))}
                {copied.then(|| levels::copy(lang, petition.id))}
            </div>
        </header>
        {next::steps(scene, petition)}
        <section class="section"><h2>{words::clocks(lang)}</h2><div class="clocks">{running}</div>{unsure}</section>
        {gate::gate(scene, petition)}
        {papers::demands(scene, petition)}
        {papers::matter(scene, petition)}
        {levels::levels(scene, petition)}
        {levels::after(scene, petition)}
        {alike::same_matter(scene, petition)}
        {course::course(scene, petition)}
        {papers::people(scene, petition)}
        {document::documents(scene, petition)}
        {attachments::attachments(scene, petition, sight)}
    }
    .into_any()
}
