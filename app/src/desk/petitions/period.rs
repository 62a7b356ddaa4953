//! When it was registered: this month, last month, this quarter, this year, or from one day to another.

use super::filters::chip;
use crate::desk::scene::Scene;
use crate::text::{Lang, list as words};
use chrono::NaiveDate;
use domain::petition::Period;
use leptos::prelude::*;

/// A period that is chosen by one word: the word, and its days seen from today.
type Quick = (fn(Lang) -> &'static str, fn(NaiveDate) -> Period);

const QUICK: [Quick; 4] = [
    (words::this_month, Period::month_of),
    (words::last_month, Period::month_before),
    (words::this_quarter, Period::quarter_of),
    (words::this_year, Period::year_of),
];

/// Which quick choice these days are.
fn quick(period: Period, today: NaiveDate) -> Option<usize> {
    QUICK.iter().position(|(_, days)| days(today) == period)
}

/// The chip.
pub(super) fn period(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let today = scene.today();
    let finder = scene.finder;
    let mut choices: Vec<String> = QUICK
        .iter()
        .map(|(word, _)| word(lang).to_owned())
        .collect();
    choices.push(words::some_days(lang).to_owned());
    let chosen = Signal::derive(move || {
        let period = finder.query.with(|query| query.registered);
        let own = finder.own_days.get() || !period.is_open();
        let by_word = quick(period, today).filter(|_| !finder.own_days.get());
        by_word.or(own.then_some(QUICK.len()))
    });
    chip(
        words::period(lang),
        words::any_period(lang),
        choices,
        chosen,
        move |nth| {
            finder.own_days.set(nth == Some(QUICK.len()));
            match nth {
                // The days chosen before stand in the two fields, to begin with.
                Some(nth) if nth == QUICK.len() => {}
                Some(nth) => {
                    let days = QUICK.get(nth).map(|(_, days)| days(today));
                    finder.ask(scene, |query| query.registered = days.unwrap_or_default());
                }
                None => finder.ask(scene, |query| query.registered = Period::default()),
            }
        },
    )
}

/// The two fields, where the days are one's own; asked as soon as they make a period.
pub(super) fn days(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let finder = scene.finder;
    let fields = move || {
        finder.own_days.get().then(|| {
            let written = RwSignal::new(finder.query.with_untracked(|query| query.registered));
            let field =
                move |id: &'static str,
                      label: &'static str,
                      end: fn(&mut Period) -> &mut Option<NaiveDate>| {
                    let value = end(&mut written.get_untracked())
                        .map_or(String::new(), |day| day.to_string());
                    let write = move |event: web_sys::Event| {
                        // An emptied field leaves that end open.
                        written.update(|period| {
                            *end(period) = event_target_value(&event).parse().ok()
                        });
                        let period = written.get_untracked();
                        if !period.is_backwards() {
                            finder.ask(scene, |query| query.registered = period);
                        }
                    };
                    let wrong = move || written.get().is_backwards().to_string();
                    view! {
                        <div class="field">
                            <label for=id>{label}</label>
                            <input id=id type="date" max="9999-12-31" value=value aria-invalid=wrong
                                aria-describedby="period-why" on:change=write/>
                        </div>
                    }
                };
            let why = move || {
                written
                    .get()
                    .is_backwards()
                    .then(|| view! { <span class="wrong">{words::period_backwards(lang)}</span> })
            };
            view! {
                <div class="period" role="group" aria-label=words::period(lang)>
                    {field("registered-from", words::from_day(lang), |period| &mut period.from)}
                    {field("registered-to", words::to_day(lang), |period| &mut period.to)}
                    <span id="period-why" aria-live="polite">{why}</span>
                </div>
            }
        })
    };
    fields.into_any()
}
