//! The query page: one question, and how to reach the bureau.

use super::frame::{Frame, fact};
use crate::text::{filing, public as text};
use leptos::prelude::*;

/// The query page.
pub fn home(frame: Frame<'_>) -> String {
    let lang = frame.lang;
    frame.document(text::home_title(lang), || {
        view! {
            <h1>{text::home_question(lang)}</h1>
            <p>{text::home_intro(lang)}</p>
            {code_form(frame)}
            <section class="card">
                <h2>{filing::file_question(lang)}</h2>
                <p><a class="button" href="/file">{filing::file_link(lang)}</a></p>
            </section>
            {reach(frame)}
            <section class="card">
                <h2>{text::receipt_lost(lang)}</h2>
                <p>{text::receipt_lost_text(lang)}</p>
            </section>
            <p><a href="/desk/">{text::for_officers(lang)}</a></p>
        }
        .into_any()
    })
}

/// The answer to every code that leads nowhere: wrong, unknown and malformed ones alike, and nothing
/// of what was typed.
pub fn code_refused(frame: Frame<'_>) -> String {
    let lang = frame.lang;
    frame.document(text::code_refused_title(lang), || {
        view! {
            <h1>{text::code_refused_title(lang)}</h1>
            <p class="notice late" role="alert">{text::code_refused(lang)}</p>
            {code_form(frame)}
            {reach(frame)}
        }
        .into_any()
    })
}

fn code_form(frame: Frame<'_>) -> AnyView {
    let lang = frame.lang;
    view! {
        <form method="post" action="/query" autocomplete="off">
            <div class="field">
                <label for="code">{text::code_label(lang)}</label>
                <p class="hint" id="code-hint">{text::code_hint(lang)}</p>
                <input id="code" name="code" type="text" inputmode="text" maxlength="64" required
                    autocomplete="off" autocapitalize="characters" spellcheck="false" aria-describedby="code-hint"/>
            </div>
            <button class="button first" type="submit">{text::query(lang)}</button>
            <p class="hint">{text::privacy(lang)}</p>
        </form>
    }
    .into_any()
}

fn reach(frame: Frame<'_>) -> AnyView {
    let (lang, office) = (frame.lang, frame.office);
    let facts: Vec<_> = [
        (text::telephone(lang), &office.telephone),
        (text::hours(lang), &office.hours),
        (text::address(lang), &office.address),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(name, value)| fact(name, value.clone()))
    .collect();
    let content = if facts.is_empty() {
        view! { <p>{text::ask_at_window(lang)}</p> }.into_any()
    } else {
        view! { <dl class="facts">{facts}</dl> }.into_any()
    };
    view! {
        <section class="card">
            <h2>{text::how_to_reach(lang)}</h2>
            {content}
        </section>
    }
    .into_any()
}
