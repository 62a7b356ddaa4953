//! What this officer may do next, from the steps table: the first one filled, two beside it, the rest under 更多.

use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::text::petition as words;
use domain::deadline::Term;
use domain::duty::{Actor, Part};
use domain::petition::{
    Channel, Petition, State, Step, clocks, invited, open_to, parts, repeats_ended, review, row,
};
use domain::steps::Place as Where;
use leptos::prelude::*;

/// How many stand beside the first one.
const BESIDE: usize = 2;

/// The buttons.
pub fn steps(scene: Scene, petition: &Petition) -> AnyView {
    let lang = scene.lang();
    let Some(officer) = scene.officer() else {
        return ().into_any();
    };
    let actor = Actor::Officer(officer);
    let parts = parts(petition, &actor);
    let levels = review::open_to(petition, &actor, true);
    let steps = offered(scene, petition, &parts, levels);
    if steps.is_empty() {
        return view! { <p class="soft">{words::no_steps(lang)}</p> }.into_any();
    }
    let mut buttons = steps.into_iter().enumerate().map(|(nth, step)| {
        let own = row(Some(petition.state), &parts, step).map(|row| row.place);
        let stage = petition.reviews.open().map(|level| level.stage);
        let levels = review::table().iter();
        let level = levels.filter(|row| row.when == stage && row.step == step);
        // One step may be open to several parts: it is offered where any of them may take it.
        let place = own.or(level.map(|row| row.place).last());
        let online_only = place == Some(Where::Online);
        button(
            scene,
            Place::Step(petition.id, step),
            words::step(lang, step),
            online_only,
            nth == 0 && moves(step),
        )
    });
    let shown = buttons.by_ref().take(1 + BESIDE).collect_view();
    let rest: Vec<AnyView> = buttons.collect();
    let more = (!rest.is_empty()).then(|| {
        view! {
            <details class="more">
                <summary class="button">{words::more(lang)}</summary>
                <div class="sheet">{rest}</div>
            </details>
        }
    });
    view! { <nav class="steps" aria-label=words::next_steps(lang)>{shown}{more}</nav> }.into_any()
}

/// Whether a step brings the petition on; a correction is open to many but waited for by nobody.
fn moves(step: Step) -> bool {
    !matches!(
        step,
        Step::Correct
            | Step::RequestReview
            | Step::ReportUrgent
            | Step::Recuse
            | Step::NoteSafety
            | Step::NoteIncident
            | Step::Remind
    )
}

fn button(
    scene: Scene,
    place: Place,
    label: &'static str,
    online_only: bool,
    first: bool,
) -> AnyView {
    let offline = move || online_only && !scene.device.standing.with(|standing| standing.online);
    let class = if first { "button first" } else { "button" };
    let why = words::needs_online(scene.lang());
    let inside = move || {
        if offline() {
            view! { <span class="button" aria-disabled="true">{label}" · "{why}</span> }.into_any()
        } else {
            view! { <a class=class href=place.path()>{label}</a> }.into_any()
        }
    };
    inside.into_any()
}

/// What the table opens to these parts, the step that everybody waits for first, without those the law will refuse.
fn offered(scene: Scene, petition: &Petition, mine: &[Part], levels: Vec<Step>) -> Vec<Step> {
    let state = Some(petition.state);
    let (calendar, policy) = (scene.device.calendar.get(), scene.device.policy.get());
    let awaited = domain::petition::summary(petition, &calendar, &policy).awaits;
    // A level that waits for this officer comes first; asking for one is open to many, waited for by nobody.
    let (asking, mut steps): (Vec<Step>, Vec<Step>) = levels
        .into_iter()
        .partition(|step| *step == Step::RequestReview);
    let owes_a_look = petition.second_look_owed_since().is_some();
    let owed = petition.to_execute();
    let done = matches!(petition.state, State::Closed);
    if owes_a_look && mine.contains(&Part::UnitHead) {
        steps.push(Step::LookAgain);
    }
    if done && !owed.is_empty() && mine.contains(&Part::Handler) {
        steps.push(Step::Execute);
    }
    if let Some((_, part)) = awaited
        && mine.contains(&part)
    {
        let first = open_to(state, &[part], true).first().copied();
        steps.extend(first.filter(|step| !steps.contains(step)));
    }
    for step in open_to(state, mine, true) {
        if !steps.contains(&step) {
            steps.push(step);
        }
    }
    let today = scene.today();
    let objection_over = clocks(petition, &calendar, &policy)
        .iter()
        .any(|clock| clock.term == Term::Objection && clock.is_overdue(today));
    let audits = mine
        .iter()
        .any(|part| matches!(part, Part::Bureau | Part::Discipline));
    steps.extend(asking);
    steps.retain(|step| match step {
        Step::LookAgain => owes_a_look,
        Step::Execute => !owed.is_empty(),
        Step::Remind => petition
            .reminder_due_on(&policy)
            .is_some_and(|due| due <= today),
        Step::NoteIncident => petition.registration.channel == Channel::Visit,
        Step::Object => !objection_over,
        Step::Close => audits || !petition.is_assigned(),
        // Files stand by themselves, with a button beside them.
        Step::Attach => false,
        // Documents have a section of their own, with the kinds that are due.
        Step::Issue => false,
        Step::NotAgain => repeats_ended(petition).is_some(),
        // Judged beside the other item, where the evidence stands.
        Step::Link | Step::Unlike => false,
        step => invited(petition, *step),
    });
    // A sealed report is never sent to a unit; the table knows parts, not purposes.
    if petition.is_sealed() {
        steps.retain(|step| !matches!(step, Step::Transfer | Step::Assign));
    }
    steps
}
