//! A petitioner's item: the answer first, then what is on file, the opinion, the rating, the course.

use super::frame::{Frame, fact, named};
use super::levels::{self, Asked};
use super::rating::{Typed, rating_section};
use super::seen::{DeclinedBecause, GivenAnswer, Line, OpenItem, SealedStage, Seen, Who};
use super::standing::standing;
use crate::text::{Lang, deadline, moment, petition, proceeding, public as text};
use domain::deadline::{Clock, row};
use domain::petition::Guidance;
use leptos::prelude::*;

/// The item's page; `typed` brings back a rating that was not taken, `asked` a request for review.
pub fn item(frame: Frame<'_>, seen: &Seen, typed: Option<&Typed>, asked: Option<&Asked>) -> String {
    frame.document(text::item_title(frame.lang), || match seen {
        Seen::Sealed(stage) => sealed(frame, *stage),
        Seen::Open(item) => open(frame, item, typed, asked),
    })
}

fn sealed(frame: Frame<'_>, stage: SealedStage) -> AnyView {
    let lang = frame.lang;
    view! {
        <h1>{text::item_title(lang)}</h1>
        <p class="answer">{text::sealed_answer(lang, text::sealed_stage(lang, stage))}</p>
        <p>{text::sealed_note(lang)}</p>
        <p><a class="button" href="/item/copy">{text::readings(lang)}</a></p>
        {leave(lang)}
    }
    .into_any()
}

fn open(
    frame: Frame<'_>,
    item: &OpenItem,
    typed: Option<&Typed>,
    asked: Option<&Asked>,
) -> AnyView {
    let lang = frame.lang;
    let (sentence, tint) = standing(lang, item, frame.today);
    let refused =
        typed.map(|typed| view! { <p class="notice late" role="alert">{typed.why.clone()}</p> });
    view! {
        <h1>{text::item_title(lang)}</h1>
        {refused}
        <p class=tint.class()>{sentence}</p>
        {on_file(frame, item)}
        {item.declined.as_ref().map(|declined| declining(lang, declined))}
        {item.guided.as_ref().map(|guidance| guided(lang, guidance))}
        {item.answer.as_ref().map(|answer| given(lang, answer))}
        {levels::levels(frame, item)}
        {levels::ask(frame, item, asked)}
        {rating_section(frame, item, typed)}
        <section>
            <h2>{text::course(lang)}</h2>
            <ol class="timeline">{course(lang, &item.course)}</ol>
        </section>
        <p class="hint">{text::ask_again(lang)}</p>
        <p><a class="button" href="/item/copy">{text::copy(lang)}</a></p>
        {leave(lang)}
    }
    .into_any()
}

fn on_file(frame: Frame<'_>, item: &OpenItem) -> AnyView {
    let lang = frame.lang;
    let number = item
        .number
        .clone()
        .unwrap_or_else(|| text::receipt_number_open(lang).to_owned());
    let unit = named(
        item.unit.as_deref().unwrap_or_default(),
        text::unit_open(lang),
    );
    view! {
        <dl class="facts">
            {fact(text::receipt_number(lang), number)}
            {fact(text::matter(lang), item.title.clone())}
            {fact(text::received_on(lang), moment::full_day(lang, item.received_on))}
            {fact(text::unit(lang), unit.to_owned())}
            {item.handler.clone().map(|handler| fact(text::handler(lang), handler))}
            {item.limit.as_ref().map(|clock| fact(text::limit(lang), limit(frame, clock)))}
        </dl>
    }
    .into_any()
}

/// The limit in words with its reason: day, days left, article, and why the day moved if it did.
fn limit(frame: Frame<'_>, clock: &Clock) -> String {
    let (lang, today) = (frame.lang, frame.today);
    let term = deadline::term(lang, clock.term);
    let day = moment::full_day(lang, clock.due.on);
    let mut words = match clock.stopped_on {
        Some(on) if on > clock.due.on => {
            let done = deadline::met_late_on(lang, &moment::full_day(lang, on));
            text::limit_met(lang, term, &day, &done)
        }
        Some(on) => {
            let done = deadline::met_on(lang, &moment::full_day(lang, on));
            text::limit_met(lang, term, &day, &done)
        }
        None => text::limit_line(lang, term, &day, &deadline::left(lang, clock.due.on, today)),
    };
    let article = deadline::article(lang, row(clock.term).article);
    words.push('\n');
    words.push_str(&text::by_article(lang, &article));
    if let Some(on) = clock.due.moved_from {
        words.push('\n');
        words.push_str(&deadline::moved(lang, &moment::full_day(lang, on)));
    }
    if !clock.due.certain {
        words.push('\n');
        words.push_str(deadline::weekends_only(lang));
    }
    words
}

fn declining(lang: Lang, declined: &DeclinedBecause) -> AnyView {
    view! {
        <section class="card">
            <h2>{text::declining(lang)}</h2>
            <dl class="facts">
                {fact(petition::reason(lang), declined.reason.clone())}
                {(!declined.whose_matter.is_empty())
                    .then(|| fact(petition::whose_matter(lang), declined.whose_matter.clone()))}
                {fact(petition::notice_on(lang), moment::full_day(lang, declined.on))}
            </dl>
        </section>
    }
    .into_any()
}

/// Where the matter goes instead, and how.
fn guided(lang: Lang, guidance: &Guidance) -> AnyView {
    view! {
        <section class="card">
            <h2>{proceeding::route(lang, guidance.route)}</h2>
            <dl class="facts">
                {fact(proceeding::authority(lang), guidance.authority.clone())}
                {fact(proceeding::told(lang), guidance.told.clone())}
                {fact(petition::notice_on(lang), moment::full_day(lang, guidance.notice.on))}
            </dl>
        </section>
    }
    .into_any()
}

pub(super) fn given(lang: Lang, answer: &GivenAnswer) -> AnyView {
    let demands: Vec<_> = answer
        .demands
        .iter()
        .zip(1usize..)
        .map(|(demand, nth)| {
            let basis = (!demand.basis.is_empty())
                .then(|| view! { <p class="hint">{text::basis_line(lang, &demand.basis)}</p> });
            view! {
                <div class="demand">
                    <h3>{text::demand(lang, nth)}</h3>
                    <p class="prose">{demand.demand.clone()}</p>
                    <p><strong>{petition::outcome(lang, demand.outcome)}</strong></p>
                    <p class="answer-text">{demand.opinion.clone()}</p>
                    {basis}
                </div>
            }
        })
        .collect();
    let number = answer
        .number
        .clone()
        .map(|number| fact(text::opinion_number(lang), number));
    view! {
        <section class="card">
            <h2>{text::answer(lang)}</h2>
            <dl class="facts">
                {number}
                {fact(petition::served_on(lang), moment::full_day(lang, answer.on))}
                {fact(petition::findings(lang), answer.findings.clone())}
            </dl>
            {demands}
        </section>
    }
    .into_any()
}

pub(super) fn course(lang: Lang, lines: &[Line]) -> Vec<AnyView> {
    let mut first = true;
    lines
        .iter()
        .map(|line| {
            let class = std::mem::take(&mut first).then_some("first");
            let who = match &line.who {
                Who::Unit(name) => name.clone(),
                Who::ToUnit(name) => text::to_unit(lang, name),
                Who::Yourself => text::yourself(lang).to_owned(),
            };
            let day = moment::full_day(lang, line.on);
            view! {
                <li class=class>
                    <span class="what">{text::milestone(lang, line.milestone)}</span>
                    <span class="who">{format!("{day} · {who}")}</span>
                </li>
            }
            .into_any()
        })
        .collect()
}

/// The way out on a device that is not one's own.
pub(super) fn leave(lang: Lang) -> AnyView {
    view! {
        <form method="post" action="/item/leave">
            <button class="button" type="submit">{text::leave(lang)}</button>
        </form>
    }
    .into_any()
}
