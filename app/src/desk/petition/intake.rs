//! On a petition's page: what it brought with it when it came in.

use super::papers::fact;
use crate::desk::scene::Scene;
use crate::text::{Lang, intake as words, moment, petition};
use chrono::NaiveDate;
use domain::petition::{ComplainedOf, ExternalNumber, Registration};
use domain::policy::Norm;
use leptos::prelude::*;

/// From so many people on a visit is a group's, by the policy of that day.
pub fn group_visit(scene: Scene, on: NaiveDate) -> u32 {
    let policy = scene.device.policy;
    policy.with(|policy| policy.value(Norm::GroupVisit, on))
}

/// 人数, and 集体访 where it was one.
pub fn headcount(scene: Scene, registration: &Registration) -> String {
    let lang = scene.lang();
    let people = petition::people_count(lang, registration.headcount);
    if registration.is_group_visit(group_visit(scene, registration.received_on)) {
        format!("{people} · {}", words::group_visit(lang))
    } else {
        people
    }
}

/// One number of another system, with its name where it is known.
pub fn number(lang: Lang, external: &ExternalNumber) -> String {
    if external.system.is_empty() {
        external.number.clone()
    } else {
        words::number_in(lang, &external.system, &external.number)
    }
}

/// One of those complained of.
pub fn complained(lang: Lang, complained_of: &ComplainedOf) -> String {
    if complained_of.office.is_empty() {
        complained_of.name.clone()
    } else {
        words::number_in(lang, &complained_of.office, &complained_of.name)
    }
}

/// Who sent it down, whom it complains of, who wrote it down, its numbers elsewhere.
pub fn brought(scene: Scene, registration: &Registration) -> AnyView {
    let lang = scene.lang();
    let brought = &registration.intake;
    let numbers: Vec<String> = registration
        .external_numbers
        .iter()
        .map(|external| number(lang, external))
        .collect();
    let complained_of: Vec<String> = brought
        .complained_of
        .iter()
        .map(|one| complained(lang, one))
        .collect();
    let source = brought.source.as_ref();
    let level = source.map_or("", |source| words::source_level(lang, source.level));
    let feedback = source
        .and_then(|source| source.feedback_on)
        .map(|on| moment::full_day(lang, on))
        .unwrap_or_default();
    let statement = brought.statement.as_ref().map(|statement| {
        let name = scene.officer_name(statement.written_by);
        words::written_by(lang, &name, words::confirmation(lang, statement.confirmed))
    });
    let filed = brought
        .filed_at
        .map(|at| moment::moment(lang, at, scene.now()));
    view! {
        <dl class="facts">
            {fact(words::oral_label(lang), statement.unwrap_or_default())}
            {fact(words::filed_at(lang), filed.unwrap_or_default())}
            {fact(words::complained_of(lang), complained_of.join(lang.comma()))}
            {fact(words::source_level_label(lang), level.to_owned())}
            {fact(words::source_from(lang), source.map(|source| source.from.clone()).unwrap_or_default())}
            {fact(words::source_feedback(lang), feedback)}
            {fact(petition::external_numbers(lang), numbers.join(lang.comma()))}
        </dl>
    }
    .into_any()
}
