//! 县里的规定: every norm with the value in force, its history, and for the system administrator the way to
//! change it; and the rest days that limits are counted by.

mod change;
mod rest_days;

use super::scene::Scene;
use crate::text::{moment, policy as words};
use chrono::NaiveDate;
use domain::duty::Role;
use domain::policy::{Change, Norm, Policy, row};
use leptos::prelude::*;

/// The page; officers read it, without a network too.
pub fn rules(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let edits = scene
        .device
        .officer
        .with_untracked(|me| me.as_ref().is_some_and(|me| me.is(Role::SystemAdmin)));
    let listed = move || {
        let policy = scene.device.policy.get();
        let norms = Norm::ALL.iter().copied();
        norms
            .map(|norm| one(scene, &policy, norm, edits))
            .collect_view()
    };
    view! {
        <article class="page rules" tabindex="0">
            <h1>{words::rules(lang)}</h1>
            <p class="soft">{words::rules_intro(lang)}</p>
            <ul class="stack">{listed}</ul>
            {rest_days::rest_days(scene, edits)}
        </article>
    }
    .into_any()
}

fn one(scene: Scene, policy: &Policy, norm: Norm, edits: bool) -> AnyView {
    let lang = scene.lang();
    let today = scene.today();
    let value = words::value(lang, norm, policy.value(norm, today));
    let history = policy.history(norm);
    let lines = history
        .iter()
        .rev()
        .map(|change| line(scene, change, today))
        .collect_view();
    let shipped = words::shipped(lang, &words::value(lang, norm, row(norm).value));
    let changed = (!history.is_empty()).then(|| {
        view! {
            <details>
                <summary>{words::history(lang, history.len())}</summary>
                <ul class="stack">{lines}<li class="soft">{shipped}</li></ul>
            </details>
        }
    });
    view! {
        <li class="card">
            <div class="norm">
                <h2>{words::norm(lang, norm)}</h2>
                <b>{value}</b>
                <span class="soft small">{words::source(lang, row(norm).source)}</span>
            </div>
            {changed}
            {edits.then(|| change::change(scene, norm))}
        </li>
    }
    .into_any()
}

/// One change: from when, what, who entered it and why.
fn line(scene: Scene, change: &Change, today: NaiveDate) -> AnyView {
    let lang = scene.lang();
    let since = moment::full_day(lang, change.since);
    let value = words::value(lang, change.norm, change.value);
    let said = if change.since > today {
        words::planned(lang, &since, &value)
    } else {
        words::since(lang, &since, &value)
    };
    let who = scene.officer_name(change.by);
    let at = moment::moment(lang, change.at, scene.now());
    view! {
        <li>
            <p>{said}</p>
            <p class="soft small">{words::entered(lang, &who, &at)}"："{change.reason.clone()}</p>
        </li>
    }
    .into_any()
}
