//! A petition in two lines: title; number, village, next step, days left with the article.

use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::text::{deadline, moment, petition as words};
use domain::deadline::{Warning, row as term_row};
use domain::ids::RecordId;
use domain::petition::{Step, Summary, Urgency, open_to};
use leptos::prelude::*;

/// What comes next, by whoever's turn it is.
pub fn next_step(summary: &Summary) -> Option<Step> {
    let (_, part) = summary.awaits?;
    open_to(Some(summary.state), &[part], true)
        .into_iter()
        .next()
}

/// The row; marked while its petition is `open` beside the list.
pub fn row(scene: Scene, summary: &Summary, open: Option<Memo<Option<RecordId>>>) -> AnyView {
    let lang = scene.lang();
    let today = scene.today();
    let id = summary.id;
    let number = summary
        .number
        .clone()
        .unwrap_or_else(|| words::no_number(lang).to_owned());
    let village = summary
        .village
        .map(|village| view! { <span>{scene.unit_name(village)}</span> });
    // One knows one's own unit.
    let own = untrack(|| scene.officer()).map(|officer| officer.unit);
    let unit = summary
        .unit
        .filter(|unit| Some(*unit) != own)
        .map(|unit| view! { <span>{scene.unit_name(unit)}</span> });
    let next = match next_step(summary) {
        Some(step) => words::next_is(lang, words::step(lang, step)),
        None => words::state(lang, summary.state).to_owned(),
    };
    let due = summary.due.map(|(term, on)| {
        let tone = match summary.urgency(today) {
            Urgency::Overdue => "late-word",
            Urgency::Today => "soon-word",
            Urgency::Week | Urgency::Later => "",
        };
        let left = deadline::until(
            lang,
            &deadline::left(lang, on, today),
            &moment::day(lang, on, today),
        );
        // Overdue is told by the days themselves.
        let warned = summary
            .warning(today)
            .filter(|warning| *warning != Warning::Overdue)
            .map(|warning| view! { <span class="soft">{deadline::warning(lang, warning)}</span> });
        view! {
            <span class="due">
                <span class=tone>{left}</span>
                {warned}
                <span class="soft">{deadline::article(lang, term_row(term).article)}</span>
            </span>
        }
    });
    let sealed = summary
        .sealed
        .then(|| view! { <span class="badge sealed">{words::sealed(lang)}</span> });
    let current = move || open.and_then(|open| (open.get() == Some(id)).then_some("true"));
    view! {
        <li>
            <a class="item" href=Place::Petition(id).path() aria-current=current>
                <span class="title">{summary.title.clone()} {sealed}</span>
                <span class="under"><span>{number}</span>{village}{unit}<span>{next}</span></span>
                {due}
            </a>
        </li>
    }
    .into_any()
}
