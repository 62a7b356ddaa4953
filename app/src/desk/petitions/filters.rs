//! The filters of the list, chips that read as a sentence.

use super::period::{days, period};
use crate::api::{ListQuery, Sort};
use crate::desk::scene::Scene;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::{Lang, deadline, list as words, petition};
use domain::deadline::Warning;
use domain::ids::UnitId;
use domain::organisation::{Unit, UnitKind};
use domain::petition::{Channel, State, Urgency};
use leptos::prelude::*;

/// A chip that opens as a list; lit while it narrows the sentence.
pub(super) fn chip(
    label: &'static str,
    any: &'static str,
    choices: Vec<String>,
    chosen: Signal<Option<usize>>,
    choose: impl Fn(Option<usize>) + 'static,
) -> AnyView {
    grouped(label, any, vec![("", choices)], chosen, choose)
}

/// The same with its choices in groups, counted through; a group may have no name.
fn grouped(
    label: &'static str,
    any: &'static str,
    groups: Vec<(&'static str, Vec<String>)>,
    chosen: Signal<Option<usize>>,
    choose: impl Fn(Option<usize>) + 'static,
) -> AnyView {
    let mut nth = 0;
    let mut option = |words: String| {
        let this = nth;
        nth += 1;
        view! { <option value=this.to_string() selected=move || chosen.get() == Some(this)>{words}</option> }
    };
    let options = groups
        .into_iter()
        .map(|(group, choices)| {
            let choices = choices.into_iter().map(&mut option).collect_view();
            if group.is_empty() {
                choices.into_any()
            } else {
                view! { <optgroup label=group>{choices}</optgroup> }.into_any()
            }
        })
        .collect_view();
    view! {
        <label class="chip" class:on=move || chosen.get().is_some()>
            <span class="aloud">{label}</span>
            <select on:change=move |event| choose(event_target_value(&event).parse().ok())>
                <option value="" selected=move || chosen.get().is_none()>{any}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// The filters; what is narrowed reads as a sentence.
pub(super) fn filters(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let finder = scene.finder;
    let query = finder.query;
    let states = State::ALL
        .map(|state| words::state_is(lang, petition::state(lang, state)))
        .to_vec();
    let state = Signal::derive(move || {
        query.with(|query| {
            query
                .states
                .first()
                .and_then(|chosen| State::ALL.iter().position(|state| state == chosen))
        })
    });
    let channels = Channel::ALL
        .iter()
        .map(|kind| words::channel_is(lang, petition::channel(lang, *kind)))
        .collect();
    let channel = Signal::derive(move || {
        query.with(|query| {
            query
                .channel
                .and_then(|chosen| Channel::ALL.iter().position(|kind| *kind == chosen))
        })
    });
    let narrowed = move || {
        query.with(|query| {
            let question = ListQuery {
                words: String::new(),
                sort: Sort::default(),
                after: None,
                ..query.clone()
            };
            question != ListQuery::default()
        })
    };
    let clear = move || {
        narrowed().then(|| {
            let clear = move |_| {
                finder.own_days.set(false);
                finder.ask(scene, |query| {
                    *query = ListQuery { words: std::mem::take(&mut query.words), sort: query.sort, ..ListQuery::default() };
                });
            };
            view! {
                <button type="button" class="chip" on:click=clear>{glyph(Glyph::Remove)}{words::clear(lang)}</button>
            }
        })
    };
    view! {
        <div class="chips" role="group" aria-label=words::filter(lang)>
            {chip(petition::state_label(lang), words::any_state(lang), states, state, move |nth| {
                finder.ask(scene, |query| query.states = nth.and_then(|nth| State::ALL.get(nth)).copied().into_iter().collect());
            })}
            {mine_chip(scene)}
            {move || place_chips(scene)}
            {limits(scene)}
            {period(scene)}
            {chip(petition::channel_label(lang), words::any_channel(lang), channels, channel, move |nth| {
                finder.ask(scene, |query| query.channel = nth.and_then(|nth| Channel::ALL.get(nth)).copied());
            })}
            {clear}
        </div>
        {days(scene)}
    }
    .into_any()
}

/// The units of the directory as a chip, drawn when it arrives.
fn place_chips(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let (units, villages) = scene.device.directory.with(|directory| {
        let named = |units: Vec<&Unit>| -> Vec<(UnitId, String)> {
            units
                .into_iter()
                .map(|unit| (unit.id, unit.name.clone()))
                .collect()
        };
        let villages = directory
            .units()
            .iter()
            .filter(|unit| unit.kind == UnitKind::Village)
            .collect();
        (named(directory.responsible()), named(villages))
    });
    let unit = UnitChip {
        label: petition::responsible(lang),
        any: words::any_unit(lang),
        says: words::unit_is,
        get: |query| query.unit,
        set: |query, unit| query.unit = unit,
    };
    let village = UnitChip {
        label: petition::village(lang),
        any: words::any_village(lang),
        says: words::village_is,
        get: |query| query.village,
        set: |query, village| query.village = village,
    };
    view! { {unit_chip(scene, unit, units)}{unit_chip(scene, village, villages)} }.into_any()
}

/// What a chip of units says, and which part of the question it is.
#[derive(Clone, Copy)]
struct UnitChip {
    label: &'static str,
    any: &'static str,
    says: fn(Lang, &str) -> String,
    get: fn(&ListQuery) -> Option<UnitId>,
    set: fn(&mut ListQuery, Option<UnitId>),
}

fn unit_chip(scene: Scene, of: UnitChip, units: Vec<(UnitId, String)>) -> AnyView {
    let finder = scene.finder;
    let labels = units
        .iter()
        .map(|(_, name)| (of.says)(scene.lang(), name))
        .collect();
    let ids: Vec<UnitId> = units.into_iter().map(|(id, _)| id).collect();
    let known = ids.clone();
    let chosen = Signal::derive(move || {
        finder
            .query
            .with(of.get)
            .and_then(|unit| known.iter().position(|id| *id == unit))
    });
    chip(of.label, of.any, labels, chosen, move |nth| {
        let unit = nth.and_then(|nth| ids.get(nth)).copied();
        finder.ask(scene, |query| (of.set)(query, unit));
    })
}

/// 只看轮到我办的
fn mine_chip(scene: Scene) -> AnyView {
    let finder = scene.finder;
    let on = move || finder.query.with(|query| query.mine);
    let turn = move |_| finder.ask(scene, |query| query.mine = !query.mine);
    view! {
        <button type="button" class="chip" class:on=on aria-pressed=move || on().to_string() on:click=turn>
            {words::only_mine(scene.lang())}
        </button>
    }
    .into_any()
}

/// Due days that are asked for; what is overdue is the gravest warning.
const DUE: [Urgency; 2] = [Urgency::Today, Urgency::Week];

/// How pressing the limits are: by the day the first of them ends, or by the warning they give.
fn limits(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let finder = scene.finder;
    let due = vec![
        words::due_today(lang).to_owned(),
        words::due_in_7(lang).to_owned(),
    ];
    // The gravest first: it is asked for most.
    let warnings: Vec<Warning> = Warning::ALL.into_iter().rev().collect();
    let named = warnings
        .iter()
        .map(|warning| match deadline::warning(lang, *warning) {
            // Nothing is graver than the last one.
            word if *warning == Warning::Overdue => word.to_owned(),
            word => words::at_least(lang, word),
        })
        .collect();
    let known = warnings.clone();
    let chosen = Signal::derive(move || {
        finder.query.with(|query| {
            let due = DUE.iter().position(|due| query.urgency == Some(*due));
            let warned = known
                .iter()
                .position(|warning| query.warning == Some(*warning));
            due.or(warned.map(|nth| DUE.len() + nth))
        })
    });
    let groups = vec![(words::by_due(lang), due), (words::by_warning(lang), named)];
    let any = words::any_due(lang);
    grouped(petition::clocks(lang), any, groups, chosen, move |nth| {
        finder.ask(scene, |query| {
            query.urgency = nth.and_then(|nth| DUE.get(nth)).copied();
            query.warning = nth
                .and_then(|nth| warnings.get(nth.checked_sub(DUE.len())?))
                .copied();
        });
    })
}
