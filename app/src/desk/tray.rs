//! Returned work: every word kept, the reason, and the three cards of a conflict.

mod leaving;

use super::held;
use super::petition::worded::{Worded, worded};
use super::place::Place;
use super::saved::title;
use super::scene::Scene;
use crate::parts::compare::compare;
use crate::parts::kept;
use crate::parts::notice::blank;
use crate::text::{moment, petition as words, refusal, shell};
use domain::document::{self, Issuing};
use domain::duty::Actor;
use domain::petition::{Command, Petition, Step, parts, row};
use domain::{Refusal, ids::RecordId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;
use sync::protocol::Returned;

/// The page.
pub fn tray(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let drawn = move || {
        let tray = scene.device.tray.get();
        if tray.is_empty() {
            return blank(shell::tray_empty(lang), None);
        }
        tray.iter()
            .map(|one| returned(scene, one))
            .collect_view()
            .into_any()
    };
    view! {
        <div class="page">
            <header><h1>{shell::returned_work(lang)}</h1></header>
            <p>{shell::tray_intro(lang)}</p>
            {drawn}
        </div>
    }
    .into_any()
}

/// What returned work was about.
fn subject(one: &Returned) -> Option<RecordId> {
    one.op.subject().map(|touch| touch.record)
}

/// The petition it was about, as far as this device holds it.
fn held_here(scene: Scene, one: &Returned) -> Option<Arc<domain::Record>> {
    subject(one).and_then(|id| held::petition(scene.device, id))
}

fn returned(scene: Scene, one: &Returned) -> AnyView {
    let lang = scene.lang();
    let Some(domain::Command::Petition(command)) = one.op.command() else {
        return not_understood(scene, one);
    };
    let id = subject(one);
    let record = held_here(scene, one);
    let petition = record.as_deref().map(held::as_petition);
    let mine = worded(scene, petition, command);
    let theirs = petition
        .and_then(|petition| counterpart(petition, command))
        .map(|other| worded(scene, petition, &other));
    let both = together(&mine, theirs.as_deref());
    let step = words::step(lang, command.step());
    let name = id.map(|id| title(scene, id)).unwrap_or_default();
    let at = moment::moment(lang, one.refused_at, scene.now());
    let open = still_open(scene, petition, command.step());
    let happened = petition.filter(|_| is_conflict(&one.refusal)).map(|petition| {
        let state = words::state(lang, petition.state);
        view! { <p>{if open { shell::conflict_open(lang, state) } else { shell::conflict_over(lang, state) }}</p> }
    });
    view! {
        <section class="came-back">
            <h2>{step}" · "{name}</h2>
            <p class="soft small">{shell::returned_at(lang, &at)}</p>
            <div class="notice soon">
                <p><b>{shell::why_returned(lang)}"："</b>{refusal::refusal(lang, &one.refusal)}</p>
                {happened}
            </div>
            <div class="cards">
                {card(scene, shell::i_wrote(lang), &mine, theirs.as_deref(), false)}
                {match &theirs {
                    Some(theirs) => card(scene, shell::bureau_has(lang), theirs, Some(&mine), true),
                    None => standing(scene, petition),
                }}
                {card(scene, shell::both_together(lang), &both, None, false)}
            </div>
            {ways(scene, one, command.step(), open, &mine, &both)}
        </section>
    }
    .into_any()
}

/// Work that a newer program wrote: why it came back, and the way to let it go.
fn not_understood(scene: Scene, one: &Returned) -> AnyView {
    let lang = scene.lang();
    view! {
        <section class="came-back">
            <h2>{shell::not_understood(lang)}</h2>
            <div class="notice soon">
                <p><b>{shell::why_returned(lang)}"："</b>{refusal::refusal(lang, &one.refusal)}</p>
            </div>
            {leaving::ways(scene, one)}
        </section>
    }
    .into_any()
}

/// Whether this officer may still take the step, as the petition stands now.
fn still_open(scene: Scene, petition: Option<&Petition>, step: Step) -> bool {
    let Some(officer) = scene.officer() else {
        return false;
    };
    match petition {
        Some(petition) => {
            let actor = Actor::Officer(officer);
            let mine = match step {
                Step::Issue => document::parts(petition, &actor),
                _ => parts(petition, &actor),
            };
            row(Some(petition.state), &mine, step).is_some()
        }
        None => step == Step::Register,
    }
}

/// Whether somebody else was quicker, rather than something being wrong with the words.
fn is_conflict(refusal: &Refusal) -> bool {
    matches!(
        refusal,
        Refusal::NotNow { .. }
            | Refusal::Changed { .. }
            | Refusal::PassageChanged(_)
            | Refusal::AlreadyRegistered
            | Refusal::AlreadyEntrusted
    )
}

/// What the bureau holds where this command wanted to write.
fn counterpart(petition: &Petition, command: &Command) -> Option<Command> {
    let accepted = || petition.acceptance.clone().map(Command::Accept);
    let declined = || petition.declining.clone().map(Command::Decline);
    let not_again = || petition.not_again.clone().map(Command::NotAgain);
    let objected = || petition.objections.last().cloned().map(Command::Object);
    // The answers to a transfer exclude each other: show the one that stands.
    let answered = || {
        let answers = [Step::Accept, Step::Decline, Step::Object, Step::NotAgain];
        match petition
            .course
            .iter()
            .rev()
            .find(|entry| answers.contains(&entry.step))?
            .step
        {
            Step::Accept => accepted(),
            Step::Decline => declined(),
            Step::NotAgain => not_again(),
            _ => objected(),
        }
    };
    match command {
        Command::Register(_) => Some(Command::Register(Box::new(petition.registration.clone()))),
        Command::Send(_) => petition.sendings.last().cloned().map(Command::Send),
        Command::Accept(_) | Command::Decline(_) | Command::Object(_) | Command::NotAgain(_) => {
            answered()
        }
        Command::AgreeReturn(_) | Command::RejectObjection(_) => petition
            .objection_replies
            .last()
            .cloned()
            .map(Command::RejectObjection),
        Command::Draft(_) | Command::Approve(_) | Command::ReturnDraft(_) => {
            petition.drafts.last().cloned().map(Command::Draft)
        }
        Command::Deliver(_) => petition.delivery.clone().map(Command::Deliver),
        Command::Rate(_) => petition.rating.clone().map(Command::Rate),
        Command::Close(_) => petition.closing.clone().map(Command::Close),
        Command::Correct(mine) => {
            let now = petition.says(mine.passage)?.to_owned();
            Some(Command::Correct(domain::petition::Correction {
                now,
                reason: String::new(),
                ..mine.clone()
            }))
        }
        // Where a step of the same name stands already, it is what mine met.
        Command::Proceed(mine) => petition
            .proceedings
            .iter()
            .rev()
            .find(|done| done.paper.step() == mine.step())
            .map(|done| Command::Proceed(done.paper.clone())),
        Command::Issue(mine) => {
            let (_, issued) = petition.documents.in_force(mine.kind)?;
            Some(Command::Issue(Box::new(Issuing {
                content: issued.content.clone(),
                ..(**mine).clone()
            })))
        }
        Command::Entrust(_)
        | Command::Visit(_)
        | Command::Contact(_)
        | Command::Attach(_)
        | Command::Judge(_)
        | Command::Review(_)
        | Command::After(_)
        | Command::Rights(_) => None,
    }
}

/// My decisions, and both people's running text: nothing of either is dropped by a merge.
fn together(mine: &[Worded], theirs: Option<&[Worded]>) -> Vec<Worded> {
    let theirs = theirs.unwrap_or_default();
    let mut both: Vec<Worded> = mine
        .iter()
        .map(|line| {
            let other = theirs
                .iter()
                .find(|other| other.slot == line.slot && other.prose);
            match other {
                Some(other)
                    if line.prose
                        && !other.raw.is_empty()
                        && !line.raw.contains(other.raw.as_str()) =>
                {
                    let raw = if line.raw.is_empty() || other.raw.contains(line.raw.as_str()) {
                        other.raw.clone()
                    } else {
                        format!("{}\n{}", other.raw, line.raw)
                    };
                    Worded {
                        shown: raw.clone(),
                        raw,
                        ..line.clone()
                    }
                }
                _ => line.clone(),
            }
        })
        .collect();
    both.retain(|line| !line.raw.is_empty() || !line.shown.is_empty());
    both
}

/// One card; words the other card lacks are marked.
fn card(
    scene: Scene,
    name: &'static str,
    lines: &[Worded],
    other: Option<&[Worded]>,
    theirs: bool,
) -> AnyView {
    let drawn = lines
        .iter()
        .filter(|line| !line.shown.is_empty())
        .map(|line| {
            let against = other.map(|other| {
                other
                    .iter()
                    .find(|found| found.slot == line.slot)
                    .map(|found| found.shown.as_str())
                    .unwrap_or_default()
            });
            view! { <dt>{line.label.clone()}</dt><dd>{marked(&line.shown, against, theirs)}</dd> }
        })
        .collect_view();
    let none = lines
        .is_empty()
        .then(|| view! { <p class="soft">{shell::no_words(scene.lang())}</p> });
    view! { <div class="card"><h3>{name}</h3><dl class="facts">{drawn}</dl>{none}</div> }.into_any()
}

fn marked(text: &str, against: Option<&str>, theirs: bool) -> AnyView {
    let Some(against) = against else {
        return text.to_owned().into_any();
    };
    compare(text, against)
        .into_iter()
        .map(|stretch| match (stretch.differs, theirs) {
            (false, _) => stretch.text.into_any(),
            (true, true) => view! { <mark class="theirs">{stretch.text}</mark> }.into_any(),
            (true, false) => view! { <ins>{stretch.text}</ins> }.into_any(),
        })
        .collect_view()
        .into_any()
}

/// Where nothing of the kind stands at the bureau: at least where the petition is now.
fn standing(scene: Scene, petition: Option<&Petition>) -> AnyView {
    let lang = scene.lang();
    let told = match petition {
        Some(petition) => words::state(lang, petition.state),
        None => shell::gone_meanwhile(lang),
    };
    view! { <div class="card"><h3>{shell::bureau_has(lang)}</h3><p>{told}</p><p class="soft">{shell::bureau_has_none(lang)}</p></div> }
        .into_any()
}

/// Whether it registers what a petitioner filed on the public page.
fn is_take_over(one: &Returned) -> bool {
    matches!(
        one.op.command(),
        Some(domain::Command::Petition(Command::Register(registration)))
            if registration.intake.filed_at.is_some()
    )
}

/// Redo with my words, redo with both, open the petition, hand over, or let go with a reason.
fn ways(
    scene: Scene,
    one: &Returned,
    step: Step,
    open: bool,
    mine: &[Worded],
    both: &[Worded],
) -> AnyView {
    let lang = scene.lang();
    let rseq = one.rseq;
    let id = subject(one);
    let place = match (step, id) {
        _ if !open => None,
        // What a petitioner filed is taken over again, or its code would lead nowhere.
        (Step::Register, Some(id)) if is_take_over(one) => Some(Place::TakeOver(id)),
        (Step::Register, _) => Some(Place::Register),
        (step, Some(id)) => Some(match one.op.body.command() {
            Some(domain::Command::Petition(Command::Issue(issuing))) => {
                Place::Prepare(id, issuing.kind)
            }
            _ => Place::Step(id, step),
        }),
        (_, None) => None,
    };
    let file = match one.op.command() {
        Some(domain::Command::Petition(Command::Attach(paper))) => Some(paper.id),
        Some(domain::Command::Petition(_)) | None => None,
    };
    let redo = place.map(|place| {
        let (mine, both): (Arc<[Worded]>, Arc<[Worded]>) = (mine.into(), both.into());
        let differs = mine != both;
        let (to_mine, to_both) = (use_navigate(), use_navigate());
        let with_mine = move |_| {
            let (mine, to_mine) = (mine.clone(), to_mine.clone());
            spawn_local(async move {
                // The form lists the files of its draft when it opens.
                if let (Some(file), Some(key)) = (file, place.draft_key()) {
                    let taking = scene.device.with(|store| store.redraft_file(file, &key));
                    taking.await;
                }
                again(scene, rseq, place, &mine, &to_mine);
            });
        };
        let with_both = move |_| again(scene, rseq, place, &both, &to_both);
        let label = if differs { shell::redo_mine(lang) } else { shell::redo(lang) };
        view! {
            <button type="button" class="button first" on:click=with_mine>{label}</button>
            {differs.then(|| view! { <button type="button" class="button" on:click=with_both>{shell::redo_both(lang)}</button> })}
        }
    });
    // Where the step itself is over, its words can still become a record of what was said.
    let carry = id.filter(|_| {
        !open
            && still_open(
                scene,
                held_here(scene, one).as_deref().map(held::as_petition),
                Step::Contact,
            )
    });
    let carry = carry.map(|id| {
        let said: Vec<String> = mine
            .iter()
            .filter(|line| !line.shown.is_empty())
            .map(|line| format!("{}：{}", line.label, line.shown))
            .collect();
        let said = said.join("\n");
        let go = use_navigate();
        let take = move |_| {
            let words = Worded { slot: "said".into(), label: String::new(), raw: said.clone(), shown: String::new(), prose: true };
            again(scene, rseq, Place::Step(id, Step::Contact), &[words], &go);
        };
        view! { <button type="button" class="button first" on:click=take>{shell::into_contact(lang)}</button> }
    });
    let look = id.map(|id| view! { <a class="button" href=Place::Petition(id).path()>{shell::open_petition(lang)}</a> });
    view! { <div class="buttons">{redo}{carry}{look}</div>{leaving::ways(scene, one)} }.into_any()
}

/// Fills the step's form with these words and goes there; the work leaves the tray when that form is saved.
fn again(
    scene: Scene,
    rseq: u64,
    place: Place,
    lines: &[Worded],
    go: &impl Fn(&str, leptos_router::NavigateOptions),
) {
    let tied = rseq.to_string();
    let redo = (super::petition::steps::REDO, tied.as_str());
    let fields = lines
        .iter()
        .filter(|line| !line.slot.is_empty())
        .map(|line| (line.slot.as_str(), line.raw.as_str()));
    let kept = kept::write(fields.chain([redo]));
    if let Some(key) = place.draft_key() {
        scene
            .device
            .with(|store| store.put_draft(&key, Some(&kept)));
    }
    go(&place.path(), Default::default());
}
