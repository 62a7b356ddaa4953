//! A running limit as words and a thin bar.

use crate::text::{Lang, deadline as words, moment};
use chrono::NaiveDate;
use domain::deadline::{Clock, Level, Term, row};
use leptos::prelude::*;

/// How pressing a running clock is, as a class of the sheet.
fn tone(level: Level) -> &'static str {
    match level {
        Level::Calm | Level::Half => "clock",
        Level::ThreeQuarters | Level::Urgent | Level::Last => "clock soon",
        Level::Overdue | Level::MetLate => "clock late",
        Level::Met => "clock done",
    }
}

/// Rights of the petitioner end, they are not overdue.
fn is_right(term: Term) -> bool {
    matches!(
        term,
        Term::ReviewRequest | Term::RecheckRequest | Term::Rating | Term::Objection
    )
}

/// `还剩 5 天（7 月 3 日止）`, or what became of it.
pub fn sentence(lang: Lang, clock: &Clock, today: NaiveDate) -> String {
    let until = moment::day(lang, clock.due.on, today);
    match clock.stopped_on {
        Some(on) if on > clock.due.on => words::met_late_on(lang, &moment::day(lang, on, today)),
        Some(on) => words::met_on(lang, &moment::day(lang, on, today)),
        None if is_right(clock.term) && clock.due.on < today => words::closed_on(lang, &until),
        None if is_right(clock.term) => words::open_until(lang, &until),
        None => words::until(lang, &words::left(lang, clock.due.on, today), &until),
    }
}

/// One clock: the limit, what is left, the article, and the bar that repeats it.
pub fn clock(lang: Lang, clock: &Clock, today: NaiveDate) -> AnyView {
    let level = clock.level(today);
    let ended = is_right(clock.term) && clock.stopped_on.is_none() && clock.due.on < today;
    let class = if is_right(clock.term) {
        "clock"
    } else {
        tone(level)
    };
    let total = clock.total_days().max(1);
    let used = total - clock.days_left(today);
    let share = if ended {
        100
    } else {
        (used * 100 / total).clamp(2, 100)
    };
    let moved = clock
        .due
        .moved_from
        .map(|day| words::moved(lang, &moment::day(lang, day, today)));
    view! {
        <div class=class>
            <div class="words">
                <span>{words::term(lang, clock.term)}" · "<b>{sentence(lang, clock, today)}</b></span>
                <span class="soft small">{words::article(lang, row(clock.term).article)}</span>
            </div>
            <div class="bar" aria-hidden="true"><i style:width=format!("{share}%")></i></div>
            {moved.map(|text| view! { <p class="soft small">{text}</p> })}
        </div>
    }
    .into_any()
}
