//! 办理进程: every step, newest first, with who, unit, what and when; both times where they differ.

use super::worded::{Worded, worded};
use crate::desk::scene::Scene;
use crate::text::{moment, petition as words};
use domain::petition::after::Command as After;
use domain::petition::rights::Command as Rights;
use domain::petition::{Command, Entry, Passage, Petition, Step};
use domain::{By, ids::Moment};
use leptos::prelude::*;

/// Official and recorded time are told apart from this many minutes on; less is the way through the wire.
const SAME_MINUTES: i64 = 5;

/// The newest entries are drawn at once, the others when somebody asks: a case of years is saved to as quickly as
/// a new one.
const AT_ONCE: usize = 30;

/// The timeline.
pub fn course(scene: Scene, petition: &Petition) -> AnyView {
    let lang = scene.lang();
    let newest = petition
        .course
        .iter()
        .rev()
        .take(AT_ONCE)
        .enumerate()
        .map(|(nth, entry)| line(scene, petition, entry, nth == 0))
        .collect_view();
    let earlier = petition.course.len().saturating_sub(AT_ONCE);
    let earlier = (earlier > 0).then(|| rest(scene, petition.clone(), earlier));
    view! {
        <section class="section">
            <h2>{words::course(lang)}</h2>
            <ol class="timeline">{newest}{earlier}</ol>
        </section>
    }
    .into_any()
}

/// The way to the `count` earlier entries, and they themselves once it was taken.
fn rest(scene: Scene, petition: Petition, count: usize) -> AnyView {
    let lang = scene.lang();
    let asked = RwSignal::new(false);
    let drawn = move || {
        if asked.get() {
            let lines = petition.course.iter().take(count).rev();
            return lines
                .map(|entry| line(scene, &petition, entry, false))
                .collect_view()
                .into_any();
        }
        let ask = move |_| asked.set(true);
        view! {
            <li><button type="button" class="button" on:click=ask>{words::earlier(lang, count)}</button></li>
        }
        .into_any()
    };
    view! { {drawn} }.into_any()
}

/// Whether the entry stands for work that the bureau has not settled yet.
fn pending(scene: Scene, petition: &Petition, entry: &Entry) -> bool {
    scene.device.waiting.with(|waiting| {
        waiting.iter().any(|one| {
            let Command::Register(_) = &step_of(one) else {
                return one.record == petition.id
                    && step_of(one).step() == entry.step
                    && one.recorded_at == entry.recorded_at;
            };
            one.record == petition.id && entry.step == Step::Register
        })
    })
}

fn step_of(waiting: &crate::device::Waiting) -> &Command {
    match &waiting.command {
        domain::Command::Petition(command) => command,
    }
}

fn line(scene: Scene, petition: &Petition, entry: &Entry, first: bool) -> AnyView {
    let lang = scene.lang();
    let now = scene.now();
    let pending = pending(scene, petition, entry);
    let class = match (pending, first) {
        (true, _) => "pending",
        (false, true) => "first",
        (false, false) => "",
    };
    let at = moment::moment(lang, entry.at, now);
    let recorded = differs(entry.at, entry.recorded_at)
        .then(|| view! { <span>"（"{words::recorded_at(lang, &moment::moment(lang, entry.recorded_at, now))}"）"</span> });
    let who = match entry.by {
        By::Officer(officer, unit) => format!(
            "{} · {}",
            scene.officer_name(officer),
            scene.unit_name(unit)
        ),
        By::Petitioner => words::by_petitioner(lang).to_owned(),
    };
    let paper = paper(petition, entry).map(|command| said(scene, petition, &command));
    let corrected = corrected(scene, petition, entry);
    view! {
        <li class=class>
            <span class="what">{words::done(lang, entry.step)}</span>
            <span class="who">{who}" · "{at}{recorded}</span>
            {pending.then(|| view! { <span class="badge">{words::pending_here(lang)}</span> })}
            {paper}
            {corrected}
        </li>
    }
    .into_any()
}

fn differs(at: Moment, recorded_at: Moment) -> bool {
    at.signed_duration_since(recorded_at).num_minutes().abs() >= SAME_MINUTES
}

/// The words of a paper; the demands and answers of an opinion stand with the demands.
fn said(scene: Scene, petition: &Petition, command: &Command) -> AnyView {
    let lines = worded(scene, Some(petition), command)
        .into_iter()
        .filter(|line| !line.shown.trim().is_empty())
        .map(|Worded { label, shown, .. }| view! { <dt>{label}</dt><dd>{shown}</dd> })
        .collect_view();
    view! { <dl class="facts">{lines}</dl> }.into_any()
}

/// The paper an entry stands for; none for what the page shows elsewhere in full.
fn paper(petition: &Petition, entry: &Entry) -> Option<Command> {
    let nth = usize::from(entry.nth);
    Some(match entry.step {
        Step::Register | Step::Approve => return None,
        Step::Transfer | Step::Assign => Command::Send(petition.sendings.get(nth)?.clone()),
        Step::Object => Command::Object(petition.objections.get(nth)?.clone()),
        Step::AgreeReturn => Command::AgreeReturn(petition.objection_replies.get(nth)?.clone()),
        Step::RejectObjection => {
            Command::RejectObjection(petition.objection_replies.get(nth)?.clone())
        }
        Step::Accept => Command::Accept(petition.acceptance.clone()?),
        Step::Decline => Command::Decline(petition.declining.clone()?),
        Step::NotAgain => Command::NotAgain(petition.not_again.clone()?),
        Step::Entrust => Command::Entrust(*petition.entrusted.get(nth)?),
        Step::Visit => Command::Visit(petition.visits.get(nth)?.clone()),
        Step::Contact => Command::Contact(petition.contacts.get(nth)?.clone()),
        // The draft in force is shown with the demands; earlier ones here, since they were replaced.
        Step::Draft if nth + 1 == petition.drafts.len() => return None,
        Step::Draft => Command::Draft(petition.drafts.get(nth)?.clone()),
        Step::ReturnDraft => Command::ReturnDraft(petition.draft_returns.get(nth)?.clone()),
        Step::Deliver => Command::Deliver(petition.delivery.clone()?),
        Step::Rate => Command::Rate(petition.rating.clone()?),
        Step::Close => Command::Close(petition.closing.clone()?),
        Step::Link | Step::Unlike => {
            Command::Judge(petition.thread.judged.get(nth)?.judgement.clone())
        }
        Step::Attach => Command::Attach(petition.attachments.get(nth)?.paper.clone()),
        // Documents stand in their own section, whole.
        Step::Issue => return None,
        Step::Correct => Command::Correct(petition.corrections.get(nth)?.clone()),
        Step::LookAgain => After::LookAgain(petition.after.looks.get(nth)?.clone()).into(),
        Step::Execute => After::Execute(petition.after.executions.get(nth)?.clone()).into(),
        Step::FollowUp => After::FollowUp(petition.after.follow_ups.get(nth)?.clone()).into(),
        Step::Remind => After::Remind(petition.after.reminders.get(nth)?.clone()).into(),
        Step::Archive => After::Archive(petition.after.filing.clone()?).into(),
        Step::Recuse => Rights::Recuse(petition.rights.recusals.get(nth)?.clone()).into(),
        Step::NoteSafety => Rights::NoteSafety(petition.rights.safety.get(nth)?.clone()).into(),
        Step::NoteIncident => {
            Rights::NoteIncident(petition.rights.incidents.get(nth)?.clone()).into()
        }
        // The levels' papers are shown with their level.
        Step::RequestReview
        | Step::TakeReview
        | Step::RefuseReview
        | Step::HoldHearing
        | Step::DraftReview
        | Step::ReturnReview
        | Step::SignReview
        | Step::DeliverReview => return None,
        // Procedural steps lie in one list.
        _ => Command::Proceed(petition.proceedings.get(nth)?.paper.clone()),
    })
}

/// A later correction of a visit or contact stands beside the record, which stays as written.
fn corrected(scene: Scene, petition: &Petition, entry: &Entry) -> Option<AnyView> {
    let passage = match entry.step {
        Step::Visit => Passage::Visit(entry.nth),
        Step::Contact => Passage::Contact(entry.nth),
        _ => return None,
    };
    let latest = petition
        .corrections
        .iter()
        .rev()
        .find(|correction| correction.passage == passage)?;
    let lang = scene.lang();
    let now = latest.now.clone();
    Some(view! { <p class="text"><b>{words::now(lang)}"："</b>{now}</p> }.into_any())
}
