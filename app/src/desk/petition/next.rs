//! What this officer may do next, from the steps table: the first one filled, two beside it, the rest under 更多.

use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::text::petition as words;
use domain::deadline::Term;
use domain::duty::{Actor, Part};
use domain::petition::{Petition, Step, clocks, invited, open_to, parts, row};
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
    let parts = parts(petition, &Actor::Officer(officer));
    let steps = offered(scene, petition, &parts);
    if steps.is_empty() {
        return view! { <p class="soft">{words::no_steps(lang)}</p> }.into_any();
    }
    let mut buttons = steps.into_iter().enumerate().map(|(nth, step)| {
        let online_only =
            row(Some(petition.state), &parts, step).is_some_and(|row| row.place == Where::Online);
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
    !matches!(step, Step::Correct | Step::ReportUrgent)
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
fn offered(scene: Scene, petition: &Petition, mine: &[Part]) -> Vec<Step> {
    let state = Some(petition.state);
    let (calendar, policy) = (scene.device.calendar.get(), scene.device.policy.get());
    let awaited = domain::petition::summary(petition, &calendar, &policy).awaits;
    let mut steps: Vec<Step> = Vec::new();
    if let Some((_, part)) = awaited
        && mine.contains(&part)
    {
        steps.extend(open_to(state, &[part], true).first());
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
    steps.retain(|step| match step {
        Step::Object => !objection_over,
        Step::Close => audits || !petition.is_assigned(),
        // Files stand by themselves, with a button beside them.
        Step::Attach => false,
        // Documents have a section of their own, with the kinds that are due.
        Step::Issue => false,
        step => invited(petition, *step),
    });
    // A sealed report is never sent to a unit; the table knows parts, not purposes.
    if petition.is_sealed() {
        steps.retain(|step| !matches!(step, Step::Transfer | Step::Assign));
    }
    steps
}
