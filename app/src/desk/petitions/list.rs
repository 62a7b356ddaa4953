//! The list: search, order, what is counted, pages.

use super::filters;
use super::finder::{Finder, Found};
use super::row::row;
use crate::api::{ListPage, ListQuery, Sort};
use crate::desk::fetch::trouble;
use crate::desk::petition::intake;
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, blank, bones, notice};
use crate::text::{list as words, shell};
use domain::ids::RecordId;
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
            let counted = counted(scene, String::new(), Some(words::counted_here(lang)));
            view! { {told}{counted}{drawn(scene, rows, open)} }.into_any()
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
            {filters::filters(scene)}
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
        <div class="found">{counted(scene, total, None)}{order(scene)}</div>
        {drawn(scene, page.rows, open)}
        <div class="pager">{back}{forth}</div>
    }
    .into_any()
}

/// What the question finds in all: 件次, 批次 and 人次 once they are counted, and how they are.
fn counted(scene: Scene, until_then: String, which: Option<&'static str>) -> AnyView {
    let lang = scene.lang();
    let tally = scene.finder.counted;
    let told = move || match tally.get() {
        Some(tally) => match which {
            Some(which) => format!("{}（{which}）", words::tally(lang, &tally)),
            None => words::tally(lang, &tally),
        },
        None => until_then.clone(),
    };
    let group = intake::group_visit(scene, scene.today());
    view! {
        <details class="counted">
            <summary><span class="soft" role="status">{told}</span></summary>
            <ul class="soft small">
                <li>{words::how_items(lang)}</li>
                <li>{words::how_visits(lang)}</li>
                <li>{words::how_groups(lang, group)}</li>
            </ul>
        </details>
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
