//! 转送 and 交办: to which unit, and with an assignment what is to be done and reported.

use super::Act;
use super::sheet::{Sheet, label};
use crate::parts::field::{Choice, day, select, text};
use crate::parts::form::{Rule, Shape};
use crate::text::{form as hints, petition as words};
use domain::Field;
use domain::organisation::UnitKind;
use domain::petition::{Assignment, Command, Sending, Step};
use leptos::prelude::*;

/// The form.
pub fn form(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let step = act.step;
    let assigns = step == Step::Assign;
    let unit = form.slot("unit", hints::send_to(lang), Rule::choice(Field::Unit), "");
    let note = form
        .slot(
            "note",
            words::note(lang),
            Rule::text(Field::Note).optional(),
            "",
        )
        .hinted(hints::note_hint(lang));
    let asked = assigns.then(|| {
        let requirement = form.slot(
            "requirement",
            words::requirement(lang),
            Rule::text(Field::Requirement),
            "",
        );
        let shape = Shape::Day {
            first: Some(form.today()),
            future: true,
        };
        let feedback = form.slot(
            "feedback",
            words::feedback_on(lang),
            Rule::new(Field::FeedbackOn, shape, true),
            "",
        );
        (requirement, feedback)
    });
    let asked_fields = asked
        .map(|(requirement, feedback)| view! { {text(form, requirement)}{day(form, feedback)} });
    let inside = view! {
        <div class="group">
            {select(form, unit, units(&act))}
            {asked_fields}
            {text(form, note)}
        </div>
    };
    sheet.draw(
        act.id,
        words::step(lang, step),
        inside.into_any(),
        label(scene, step),
        move || {
            let assignment = match asked {
                Some((requirement, feedback)) => Some(Assignment {
                    requirement: requirement.value(),
                    feedback_on: feedback.day()?,
                }),
                None => None,
            };
            Some(Command::Send(Sending {
                unit: unit.value().parse().ok()?,
                assignment,
                note: note.value(),
            }))
        },
    )
}

/// Departments first, then townships, then the bureau itself.
pub(super) fn units(act: &Act) -> Vec<(String, Vec<Choice>)> {
    let lang = act.scene.lang();
    let of = |kind: UnitKind| {
        act.scene.device.directory.with_untracked(|directory| {
            let units = directory
                .responsible()
                .into_iter()
                .filter(|unit| unit.kind == kind);
            units
                .map(|unit| (unit.id.to_string(), unit.name.clone()))
                .collect::<Vec<_>>()
        })
    };
    [
        (hints::departments(lang), of(UnitKind::Department)),
        (hints::townships(lang), of(UnitKind::Township)),
        (hints::bureau(lang), of(UnitKind::Bureau)),
    ]
    .map(|(name, units)| (name.to_owned(), units))
    .to_vec()
}
