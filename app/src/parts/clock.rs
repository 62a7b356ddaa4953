//! A limit as words, a thin bar while it runs, and how it is counted.

use crate::text::{Lang, deadline as words, moment};
use chrono::NaiveDate;
use domain::deadline::{Calendar, Clock, DayCounted, Level, Term, row};
use domain::policy::Policy;
use leptos::prelude::*;
use std::sync::Arc;

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

/// One clock: the limit, what is left, the article, the bar that repeats it while it runs, and every day of it on
/// request.
pub fn clock(
    lang: Lang,
    clock: &Clock,
    today: NaiveDate,
    calendar: &Arc<Calendar>,
    policy: &Policy,
) -> AnyView {
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
    let own_share = clock
        .share_ends_on(calendar, policy)
        .filter(|_| clock.stopped_on.is_none())
        .map(|day| words::share(lang, &moment::day(lang, day, today)));
    let bar = clock.stopped_on.is_none().then(|| {
        view! { <span class="bar" aria-hidden="true"><i style:width=format!("{share}%")></i></span> }
    });
    let (open, rows) = explained(lang, clock.clone(), calendar.clone());
    view! {
        <details class=class on:toggle=move |_| open.update(|open| *open = !*open)>
            <summary>
                <span class="words">
                    <span>{words::term(lang, clock.term)}" · "<b>{sentence(lang, clock, today)}</b></span>
                    <span class="soft small">
                        {words::article(lang, row(clock.term).article)}" · "<span class="how">{words::day_by_day(lang)}</span>
                    </span>
                </span>
                {bar}
                {own_share.map(|text| view! { <span class="soft small">{text}</span> })}
                {moved.map(|text| view! { <span class="soft small">{text}</span> })}
            </summary>
            {rows}
        </details>
    }
    .into_any()
}

/// Every day from the start to the last, drawn when somebody asks: a limit has up to a thousand.
fn explained(
    lang: Lang,
    clock: Clock,
    calendar: Arc<Calendar>,
) -> (RwSignal<bool>, impl Fn() -> Option<AnyView>) {
    let open = RwSignal::new(false);
    let rows = move || {
        open.get().then(|| {
            let mut nth = 0;
            let days = clock.explained(&calendar);
            let rows = days
                .iter()
                .map(|day| {
                    nth += i32::from(day.counts);
                    let number = if day.counts {
                        nth.to_string()
                    } else {
                        "—".to_owned()
                    };
                    row_of(lang, day, number, &calendar)
                })
                .collect_view();
            view! {
                <div class="days" tabindex="0">
                    <table class="table">
                        <thead><tr>
                            <th>{words::day_column(lang)}</th>
                            <th>{words::nth_column(lang)}</th>
                            <th>{words::why_column(lang)}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            }
            .into_any()
        })
    };
    (open, rows)
}

fn row_of(lang: Lang, day: &DayCounted, number: String, calendar: &Calendar) -> AnyView {
    let name = calendar
        .arrangement(day.on)
        .map(|arranged| format!("（{}）", arranged.name));
    view! {
        <tr class:soft=!day.counts>
            <td>{moment::full_day(lang, day.on)}" "{moment::weekday(lang, day.on)}</td>
            <td>{number}</td>
            <td>{words::why(lang, day.why)}{name}</td>
        </tr>
    }
    .into_any()
}
