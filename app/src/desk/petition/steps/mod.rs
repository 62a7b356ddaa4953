//! A form for each step: it opens with what is known, keeps what is typed, and saves one command.

mod accept;
mod after;
mod approve;
pub mod attach;
mod correct;
mod deliver;
mod objection;
mod opinion;
mod plain;
mod proceeding;
mod registration;
mod review;
mod send;
mod sheet;
mod visit;

pub use registration::{Start, receptions, written};
pub use sheet::{REDO, Sheet};

use super::open;
use crate::desk::held;
use crate::desk::scene::Scene;
use crate::filing::Filing;
use crate::parts::notice::{Tone, blank, bones, notice};
use crate::text::{form as hints, petition as words, refusal, shell};
use domain::duty::Actor;
use domain::ids::RecordId;
use domain::petition::review::open_to as open_at_levels;
use domain::petition::{Petition, Step, parts, row};
use leptos::prelude::*;
use std::sync::Arc;

/// What a form stands on: the petition as it was when the form was opened.
#[derive(Clone)]
pub struct Act {
    /// The screen's hand.
    pub scene: Scene,
    /// The petition.
    pub id: RecordId,
    /// Which step.
    pub step: Step,
    /// As its author saw it.
    pub petition: Arc<Petition>,
}

/// Registration: the one form without a petition under it; `resumed`: a reception stopped on this device.
pub fn register(scene: Scene, resumed: Option<RecordId>) -> AnyView {
    let start = resumed.map_or(Start::New, Start::Resumed);
    registering(scene, start)
}

/// Registering what was filed online: every word is there already.
pub fn take_over(scene: Scene, filing: Filing) -> AnyView {
    registering(scene, Start::Filed(Arc::new(filing)))
}

fn registering(scene: Scene, start: Start) -> AnyView {
    let lang = scene.lang();
    let known = known(scene);
    let drawn = move || {
        if known.get() {
            registration::form(scene, start.clone())
        } else if scene.device.standing.with(|standing| standing.online) {
            bones(shell::loading(lang))
        } else {
            notice(Tone::Plain, hints::no_bureau(lang).to_owned())
        }
    };
    drawn.into_any()
}

/// Whether this device knows the units and the people: forms are drawn once, and their lists with them.
fn known(scene: Scene) -> Memo<bool> {
    Memo::new(move |_| {
        scene
            .device
            .directory
            .with(|directory| !directory.units().is_empty())
    })
}

/// The form of `step`, drawn once the petition is here and never again while somebody types.
pub fn step(scene: Scene, id: RecordId, step: Step) -> AnyView {
    let opened = open(scene, id);
    let known = known(scene);
    let here = Memo::new(move |_| known.get() && opened.record.with(Option::is_some));
    let drawn = move || {
        if !here.get() {
            return opened.instead(scene);
        }
        let Some(record) = opened.record.get_untracked() else {
            return ().into_any();
        };
        let petition = Arc::new(held::as_petition(&record).clone());
        form(Act {
            scene,
            id,
            step,
            petition,
        })
    };
    drawn.into_any()
}

fn form(act: Act) -> AnyView {
    let lang = act.scene.lang();
    let officer = untrack(|| act.scene.officer());
    let mine = officer
        .as_ref()
        .map(|officer| parts(&act.petition, &Actor::Officer(officer.clone())))
        .unwrap_or_default();
    let back = Some((
        crate::desk::place::Place::Petition(act.id).path(),
        shell::back(lang),
    ));
    let at_a_level = officer.as_ref().is_some_and(|officer| {
        let actor = Actor::Officer(officer.clone());
        open_at_levels(&act.petition, &actor, true).contains(&act.step)
    });
    let open = at_a_level || row(Some(act.petition.state), &mine, act.step).is_some();
    if !open && act.step != Step::Rate {
        let state = words::state(lang, act.petition.state);
        let told = refusal::not_now(lang, words::step(lang, act.step), state);
        let told = notice(Tone::Soon, told);
        return view! { <div class="form">{told}{blank("", back)}</div> }.into_any();
    }
    let further = review::form(&act).or_else(|| after::form(&act));
    if let Some(form) = further {
        return form;
    }
    match act.step {
        Step::Transfer | Step::Assign => send::form(act),
        Step::Object | Step::AgreeReturn | Step::RejectObjection => objection::form(act),
        Step::Accept => accept::accept(act),
        Step::Decline => accept::decline(act),
        Step::NotAgain => accept::not_again(act),
        Step::Entrust => accept::entrust(act),
        Step::Visit => visit::visit(act),
        Step::Contact => visit::contact(act),
        Step::Draft => opinion::form(act),
        Step::Approve => approve::form(act),
        Step::ReturnDraft => objection::form(act),
        Step::Deliver => deliver::deliver(act),
        Step::Close => deliver::close(act),
        Step::Correct => correct::form(act),
        Step::Attach => attach::form(act),
        Step::RequestExtension
        | Step::GrantExtension
        | Step::RefuseExtension
        | Step::TellExtension
        | Step::Guide
        | Step::RecordTaken
        | Step::RecordOutcome
        | Step::ReportClosing
        | Step::ReturnReport
        | Step::ContestCompetence
        | Step::RecordTalks
        | Step::SettleCompetence
        | Step::JoinUnits
        | Step::GivePart
        | Step::TurnOrdinary
        | Step::ReportUrgent
        | Step::Urge
        | Step::AnswerUrging => proceeding::form(act),
        // A petitioner rates on the public page; registering, documents and the same matter have places of their own.
        _ => blank(refusal::no_such_record(lang), back),
    }
}
