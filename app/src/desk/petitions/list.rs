//! The list: search, filters that read as a sentence, order, pages.

use super::finder::{Finder, Found};
use super::row::row;
use crate::api::{ListPage, ListQuery, Sort};
use crate::desk::fetch::trouble;
use crate::desk::scene::Scene;
use crate::parts::glyph::{Glyph, glyph};
use crate::parts::notice::{Tone, blank, bones, notice};
use crate::text::{Lang, list as words, petition, shell};
use domain::ids::{RecordId, UnitId};
use domain::organisation::{Unit, UnitKind};
use domain::petition::{Channel, State, Urgency};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long typing may pause before the search is asked.
const PAUSE_MILLIS: u32 = 250;

/// The list; the row of the petition in sight is marked.
pub fn list(scene: Scene, open: Memo<Option<RecordId>>) -> AnyView {
    let lang = scene.lang();
    let finder = scene.finder;
    if matches!(finder.found.get_untracked(), Found::Nothing) {
        finder.load(scene);
    }
    // A network that comes back answers what this device could not.
    let online = Memo::new(move |_| scene.device.standing.with(|standing| standing.online));
    Effect::new(move |before: Option<bool>| {
        let now = online.get();
        if before.is_some_and(|before| before != now) {
            finder.load(scene);
        }
        now
    });
    let rows = move || match finder.found.get() {
        Found::Nothing => bones(shell::loading(lang)),
        Found::Page(page) => page_of(scene, finder, page, open),
        Found::Held(rows, searched) => {
            let told = notice(Tone::Plain, words::offline_list(lang, searched));
            view! { {told}{drawn(scene, rows, open)} }.into_any()
        }
        Found::Failed(error) => {
            let told = notice(Tone::Late, trouble(lang, scene, &error));
            let again = move |_| finder.load(scene);
            view! { {told}<button type="button" class="button" on:click=again>{shell::try_again(lang)}</button> }.into_any()
        }
    };
    view! {
        <h1 class="aloud">{shell::petitions(lang)}</h1>
        <div class="finder">
            {search(scene)}
            {filters(scene)}
        </div>
        <div class="stack" aria-busy=move || finder.busy.get().to_string()>{rows}</div>
    }
    .into_any()
}

fn drawn(
    scene: Scene,
    rows: Vec<domain::petition::Summary>,
    open: Memo<Option<RecordId>>,
) -> AnyView {
    if rows.is_empty() {
        let unasked = scene.finder.query.with_untracked(|query| {
            *query
                == ListQuery {
                    sort: query.sort,
                    ..ListQuery::default()
                }
        });
        let nothing_yet = if unasked {
            crate::desk::work::nothing_yet(scene)
        } else {
            None
        };
        return blank(nothing_yet.unwrap_or(words::none_found(scene.lang())), None);
    }
    let rows = rows
        .iter()
        .map(|summary| row(scene, summary, Some(open)))
        .collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

fn page_of(scene: Scene, finder: Finder, page: ListPage, open: Memo<Option<RecordId>>) -> AnyView {
    let lang = scene.lang();
    let total = match page.total {
        Some(total) => words::found(lang, u64::from(total)),
        None => words::found_many(lang, 1_000),
    };
    let back = (!finder.trail.with(Vec::is_empty)).then(|| {
        let back = move |_| finder.back(scene);
        view! { <button type="button" class="button" on:click=back>{words::page_before(lang)}</button> }
    });
    let forth = page.next.map(|next| {
        let forth = move |_| finder.forth(scene, next.clone());
        view! { <button type="button" class="button" on:click=forth>{words::next_page(lang)}</button> }
    });
    view! {
        <div class="found"><span class="soft" role="status">{total}</span>{order(scene)}</div>
        {drawn(scene, page.rows, open)}
        <div class="pager">{back}{forth}</div>
    }
    .into_any()
}

fn search(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let finder = scene.finder;
    let typed = StoredValue::new(0u32);
    let ask = move |event: web_sys::Event| {
        let text = event_target_value(&event);
        typed.update_value(|nth| *nth += 1);
        let nth = typed.get_value();
        Timeout::new(PAUSE_MILLIS, move || {
            if typed.try_get_value() == Some(nth) {
                finder.ask(scene, |query| query.words = text);
            }
        })
        .forget();
    };
    view! {
        <div class="ask">
            <label class="aloud" for="search">{words::search(lang)}</label>
            <input class="input" id="search" type="search" autocomplete="off" placeholder=words::search_hint(lang)
                prop:value=move || finder.query.with_untracked(|query| query.words.clone()) on:input=ask/>
        </div>
    }
    .into_any()
}

/// A chip that opens as a list; lit while it narrows the sentence.
fn chip(
    label: &'static str,
    any: &'static str,
    choices: Vec<String>,
    chosen: Signal<Option<usize>>,
    choose: impl Fn(Option<usize>) + 'static,
) -> AnyView {
    let options = choices
        .into_iter()
        .enumerate()
        .map(|(nth, words)| view! { <option value=nth.to_string() selected=move || chosen.get() == Some(nth)>{words}</option> })
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

const DUE: [Urgency; 3] = [Urgency::Overdue, Urgency::Today, Urgency::Week];

fn due_words(lang: Lang, urgency: Urgency) -> &'static str {
    match urgency {
        Urgency::Overdue => words::due_overdue(lang),
        Urgency::Today => words::due_today(lang),
        Urgency::Week | Urgency::Later => words::due_in_7(lang),
    }
}

fn filters(scene: Scene) -> AnyView {
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
    let due = Signal::derive(move || {
        query.with(|query| {
            query
                .urgency
                .and_then(|u| DUE.iter().position(|due| *due == u))
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
            {chip(petition::clocks(lang), words::any_due(lang), DUE.map(|due| due_words(lang, due).to_owned()).to_vec(), due, move |nth| {
                finder.ask(scene, |query| query.urgency = nth.and_then(|nth| DUE.get(nth)).copied());
            })}
            {chip(petition::channel_label(lang), words::any_channel(lang), channels, channel, move |nth| {
                finder.ask(scene, |query| query.channel = nth.and_then(|nth| Channel::ALL.get(nth)).copied());
            })}
            {clear}
        </div>
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

const SORTS: [Sort; 3] = [Sort::Due, Sort::Newest, Sort::Oldest];

fn order(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let finder = scene.finder;
    let options = SORTS
        .into_iter()
        .enumerate()
        .map(|(nth, sort)| {
            let words = match sort {
                Sort::Due => words::sort_due(lang),
                Sort::Newest => words::sort_newest(lang),
                Sort::Oldest => words::sort_oldest(lang),
            };
            let selected = finder.query.with_untracked(|query| query.sort == sort);
            view! { <option value=nth.to_string() selected=selected>{words}</option> }
        })
        .collect_view();
    let choose = move |event: web_sys::Event| {
        let nth: usize = event_target_value(&event).parse().unwrap_or(0);
        finder.ask(scene, |query| {
            query.sort = SORTS.get(nth).copied().unwrap_or_default()
        });
    };
    view! {
        <label class="chip"><span class="aloud">{words::sort_label(lang)}</span><select on:change=choose>{options}</select></label>
    }
    .into_any()
}
