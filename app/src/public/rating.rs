//! The rating of bureau and unit apart: the form, what was rated, and the thanks.

use super::frame::{Frame, fact, inside_textarea, named};
use super::item::leave;
use super::seen::{OpenItem, RatingWindow};
use crate::text::{Lang, moment, petition, public as text};
use domain::petition::{Rating, Satisfaction, TEXT_LIMIT};
use leptos::prelude::*;

/// A rating that was not taken, as it was typed, and why.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Typed {
    /// How the bureau served.
    pub bureau: Option<Satisfaction>,
    /// How the unit served.
    pub unit: Option<Satisfaction>,
    /// In their words.
    pub comment: String,
    /// The sentence that says why it was not taken.
    pub why: String,
}

/// The form's value for a satisfaction.
pub const fn value_of(satisfaction: Satisfaction) -> &'static str {
    match satisfaction {
        Satisfaction::Satisfied => "satisfied",
        Satisfaction::MostlySatisfied => "mostly",
        Satisfaction::Dissatisfied => "dissatisfied",
    }
}

/// Reads [`value_of`].
pub fn satisfaction_of(value: &str) -> Option<Satisfaction> {
    Satisfaction::ALL
        .iter()
        .copied()
        .find(|satisfaction| value_of(*satisfaction) == value)
}

/// The page after rating, showing what is on record; without a rating there is nothing to thank for.
pub fn thanks(frame: Frame<'_>, item: &OpenItem) -> Option<String> {
    let lang = frame.lang;
    let RatingWindow::Given(rating, _) = &item.rating else {
        return None;
    };
    Some(frame.document(text::thanks_title(lang), || {
        view! {
            <h1>{text::thanks_title(lang)}</h1>
            <p class="notice done">{text::thanks(lang)}</p>
            {rated(frame, item, rating)}
            <p><a class="button" href="/item">{text::back_to_item(lang)}</a></p>
            {leave(lang)}
        }
        .into_any()
    }))
}

/// The part of the item's page about the rating; nothing before there is an answer.
pub(super) fn rating_section(
    frame: Frame<'_>,
    item: &OpenItem,
    typed: Option<&Typed>,
) -> Option<AnyView> {
    let lang = frame.lang;
    match &item.rating {
        RatingWindow::Shut => None,
        RatingWindow::Open(until) => {
            Some(form(frame, item, &moment::full_day(lang, *until), typed))
        }
        RatingWindow::Given(rating, on) => Some(
            view! {
                <section class="card">
                    <h2>{text::rated_title(lang)}</h2>
                    <p>{text::rated_on(lang, &moment::full_day(lang, *on))}</p>
                    {rated(frame, item, rating)}
                </section>
            }
            .into_any(),
        ),
        RatingWindow::Over(last) => Some(
            view! {
                <section>
                    <h2>{text::rated_title(lang)}</h2>
                    <p>{text::rating_over(lang, &moment::full_day(lang, *last))}</p>
                </section>
            }
            .into_any(),
        ),
    }
}

fn form(frame: Frame<'_>, item: &OpenItem, until: &str, typed: Option<&Typed>) -> AnyView {
    let lang = frame.lang;
    let (bureau, unit) = names(frame, item);
    let comment = inside_textarea(typed.map_or("", |typed| typed.comment.as_str()));
    view! {
        <section class="card" id="rating">
            <h2>{text::rate_title(lang)}</h2>
            <p>{text::rate_intro(lang, until)}</p>
            <form method="post" action="/item/rating" autocomplete="off">
                {choices(lang, "bureau", text::rate_bureau(lang, bureau), typed.and_then(|typed| typed.bureau))}
                {choices(lang, "unit", text::rate_unit(lang, unit), typed.and_then(|typed| typed.unit))}
                <div class="field">
                    <label for="comment">{text::comment(lang)}</label>
                    <p class="hint" id="comment-hint">{text::comment_hint(lang)}</p>
                    <textarea id="comment" name="comment" rows="4" maxlength=TEXT_LIMIT.to_string()
                        aria-describedby="comment-hint">{comment}</textarea>
                </div>
                <button class="button first" type="submit">{text::rate(lang)}</button>
            </form>
        </section>
    }
    .into_any()
}

fn choices(
    lang: Lang,
    name: &'static str,
    legend: String,
    chosen: Option<Satisfaction>,
) -> AnyView {
    let choices: Vec<_> = Satisfaction::ALL
        .iter()
        .map(|satisfaction| {
            view! {
                <label>
                    <input type="radio" name=name value=value_of(*satisfaction) required
                        checked=chosen == Some(*satisfaction)/>
                    <span>{petition::satisfaction(lang, *satisfaction)}</span>
                </label>
            }
        })
        .collect();
    view! {
        <fieldset class="rating">
            <legend>{legend}</legend>
            {choices}
        </fieldset>
    }
    .into_any()
}

fn rated(frame: Frame<'_>, item: &OpenItem, rating: &Rating) -> AnyView {
    let lang = frame.lang;
    let (bureau, unit) = names(frame, item);
    let comment =
        (!rating.comment.is_empty()).then(|| fact(text::comment(lang), rating.comment.clone()));
    view! {
        <dl class="facts">
            <dt>{text::rate_bureau(lang, bureau)}</dt>
            <dd>{petition::satisfaction(lang, rating.bureau)}</dd>
            <dt>{text::rate_unit(lang, unit)}</dt>
            <dd>{petition::satisfaction(lang, rating.unit)}</dd>
            {comment}
        </dl>
    }
    .into_any()
}

fn names<'a>(frame: Frame<'_>, item: &'a OpenItem) -> (&'a str, &'a str) {
    let lang = frame.lang;
    (
        named(&item.bureau, text::the_bureau(lang)),
        named(
            item.unit.as_deref().unwrap_or_default(),
            text::unit_in_charge(lang),
        ),
    )
}
