//! A registration in words.

use super::Lines;
use crate::desk::scene::Scene;
use crate::text::{Lang, intake, petition as words};
use domain::petition::Registration;

/// Every passage, under the names of the registration form.
pub(super) fn register(scene: Scene, lines: &mut Lines, registration: &Registration) {
    let lang = lines.lang;
    let village = registration.village;
    lines.chosen(
        "channel",
        words::channel_label(lang),
        words::channel(Lang::Zh, registration.channel),
        words::channel(lang, registration.channel),
    );
    lines.chosen(
        "purpose",
        words::purpose_label(lang),
        words::purpose(Lang::Zh, registration.purpose),
        words::purpose(lang, registration.purpose),
    );
    lines.day(
        "received",
        words::received_on(lang),
        registration.received_on,
    );
    lines.prose("late", words::late_reason(lang), &registration.late_reason);
    lines.prose("title", words::title(lang), &registration.title);
    lines.prose("text", words::text(lang), &registration.text);
    lines.prose("place", words::place(lang), &registration.place);
    lines.chosen(
        "village",
        words::village(lang),
        village
            .map(|village| village.to_string())
            .unwrap_or_default(),
        village
            .map(|village| scene.unit_name(village))
            .unwrap_or_default(),
    );
    lines.chosen(
        "class",
        words::class(lang),
        registration.class.clone(),
        registration.class.clone(),
    );
    let people = registration.petitioners.len();
    lines.chosen("people", "", people.to_string(), "");
    for (person, nth) in registration.petitioners.iter().zip(0u16..) {
        lines.prose(
            format!("person{nth}.name"),
            words::passage_name(lang, nth + 1),
            &person.name,
        );
        lines.prose(
            format!("person{nth}.phone"),
            words::passage_phone(lang, nth + 1),
            &person.phone,
        );
        lines.prose(
            format!("person{nth}.id"),
            words::passage_id_number(lang, nth + 1),
            &person.id_number,
        );
        lines.prose(
            format!("person{nth}.address"),
            words::passage_address(lang, nth + 1),
            &person.address,
        );
    }
    lines.chosen(
        "headcount",
        words::headcount(lang),
        registration.headcount.to_string(),
        registration.headcount.to_string(),
    );
    lines.chosen("demands", "", registration.demands.len().to_string(), "");
    for (demand, nth) in registration.demands.iter().zip(0u16..) {
        lines.prose(
            format!("demand{nth}."),
            words::demand_number(lang, nth + 1),
            demand,
        );
    }
    brought(lines, registration);
}

/// Under the names of the registration form, so that returned work opens with every word in its place.
fn brought(lines: &mut Lines, registration: &Registration) {
    let lang = lines.lang;
    let numbers = &registration.external_numbers;
    lines.chosen("numbers", "", numbers.len().to_string(), "");
    for (external, nth) in numbers.iter().zip(0u16..) {
        lines.prose(
            format!("number{nth}.system"),
            intake::external_system(lang),
            &external.system,
        );
        lines.prose(
            format!("number{nth}.number"),
            words::external_numbers(lang),
            &external.number,
        );
    }
    let brought = &registration.intake;
    lines.chosen("against", "", brought.complained_of.len().to_string(), "");
    for (complained_of, nth) in brought.complained_of.iter().zip(0u16..) {
        lines.chosen(
            format!("against{nth}.kind"),
            intake::complained_kind_label(lang),
            intake::complained_kind(Lang::Zh, complained_of.kind),
            intake::complained_kind(lang, complained_of.kind),
        );
        lines.prose(
            format!("against{nth}.name"),
            intake::complained_of(lang),
            &complained_of.name,
        );
        lines.prose(
            format!("against{nth}.office"),
            intake::complained_office(lang),
            &complained_of.office,
        );
    }
    if let Some(source) = &brought.source {
        lines.chosen(
            "source",
            intake::source_level_label(lang),
            intake::source_level(Lang::Zh, source.level),
            intake::source_level(lang, source.level),
        );
        lines.prose("source-from", intake::source_from(lang), &source.from);
        if let Some(on) = source.feedback_on {
            lines.day("source-feedback", intake::source_feedback(lang), on);
        }
    }
    if let Some(statement) = &brought.statement {
        lines.chosen("oral", intake::oral_label(lang), "yes", "✓");
        lines.chosen(
            "confirmed",
            intake::confirmation_label(lang),
            intake::confirmation(Lang::Zh, statement.confirmed),
            intake::confirmation(lang, statement.confirmed),
        );
    }
}
