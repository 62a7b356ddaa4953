//! 更正: a correction is added beside what was written; both stay.

use super::Act;
use super::sheet::{Sheet, label};
use crate::parts::field::{Choice, line, select, text};
use crate::parts::form::Rule;
use crate::text::{Lang, form as hints, petition as words};
use domain::Field;
use domain::petition::{Command, Correction, Passage, Petition};
use leptos::prelude::*;

/// The form.
pub fn form(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let passages = passages(&act.petition);
    let passage = form
        .slot(
            "passage",
            hints::correct_what(lang),
            Rule::choice(Field::CorrectedText),
            "",
        )
        .hinted(hints::correct_hint(lang));
    let now = form.slot(
        "now",
        words::now(lang),
        Rule::text(Field::CorrectedText),
        "",
    );
    let reason = form.slot("reason", words::reason(lang), Rule::line(Field::Reason), "");
    let offered: Vec<Choice> = passages
        .iter()
        .map(|one| (words::passage(Lang::Zh, *one), words::passage(lang, *one)))
        .collect();
    let petition = act.petition.clone();
    // What is corrected, and what stands there as the author sees it.
    let chosen = move |name: &str| {
        let passage = passages
            .iter()
            .copied()
            .find(|one| words::passage(Lang::Zh, *one) == name)?;
        Some((
            passage,
            petition
                .says(passage)
                .map(str::to_owned)
                .unwrap_or_default(),
        ))
    };
    let seen = chosen.clone();
    let before = move || {
        let was = passage
            .text
            .with(|name| seen(name))
            .map(|(_, was)| was)
            .filter(|was| !was.is_empty());
        was.map(|was| view! { <div class="card"><h2>{words::was(lang)}</h2><p class="prose">{was}</p></div> })
    };
    let inside = view! {
        <div class="group">
            {select(form, passage, vec![(String::new(), offered)])}
            {before}
            {text(form, now)}
            {line(form, reason)}
        </div>
    };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || {
            let (passage, was) = chosen(&passage.value())?;
            Some(Command::Correct(Correction {
                passage,
                was,
                now: now.value(),
                reason: reason.value(),
            }))
        },
    )
}

/// Everything of this petition that can be corrected.
fn passages(petition: &Petition) -> Vec<Passage> {
    let mut passages = vec![
        Passage::Title,
        Passage::Text,
        Passage::Place,
        Passage::Class,
    ];
    for (nth, _) in (0u16..).zip(&petition.registration.petitioners) {
        passages.extend([
            Passage::PetitionerName(nth),
            Passage::PetitionerPhone(nth),
            Passage::PetitionerIdNumber(nth),
            Passage::PetitionerAddress(nth),
        ]);
    }
    passages.extend(
        (0u16..)
            .zip(&petition.registration.demands)
            .map(|(nth, _)| Passage::Demand(nth)),
    );
    passages.extend(
        (0u16..)
            .zip(&petition.visits)
            .map(|(nth, _)| Passage::Visit(nth)),
    );
    passages.extend(
        (0u16..)
            .zip(&petition.contacts)
            .map(|(nth, _)| Passage::Contact(nth)),
    );
    passages
}
