//! Pages that say why something does not go, and what to do.

use super::frame::Frame;
use crate::text::public as text;
use leptos::prelude::*;

/// Too many queries from here, or from everywhere; `seconds` as in `Retry-After`. In both languages:
/// somebody who waits cannot change the language first.
pub fn too_many(frame: Frame<'_>, seconds: u64) -> String {
    let (lang, other) = (frame.lang, frame.lang.other());
    frame.document(text::too_many_title(lang), || {
        view! {
            <h1>{text::too_many_title(lang)}</h1>
            <p class="notice late">{text::too_many(lang, seconds)}</p>
            <p class="notice late" lang=other.tag()>{text::too_many(other, seconds)}</p>
            <p><a class="button" href="/">{text::back_home(lang)}</a></p>
        }
        .into_any()
    })
}

/// The server failed; what happened is in its log.
pub fn failed(frame: Frame<'_>) -> String {
    let lang = frame.lang;
    notice(
        frame,
        text::failed_title(lang),
        text::failed(lang).to_owned(),
    )
}

/// There is nothing here, or it is not yours to see: told alike.
pub fn not_found(frame: Frame<'_>) -> String {
    let lang = frame.lang;
    notice(
        frame,
        text::not_found_title(lang),
        text::not_found(lang).to_owned(),
    )
}

fn notice(frame: Frame<'_>, title: &'static str, sentence: String) -> String {
    let lang = frame.lang;
    frame.document(title, || {
        view! {
            <h1>{title}</h1>
            <p class="notice late">{sentence}</p>
            <p><a class="button" href="/">{text::back_home(lang)}</a></p>
        }
        .into_any()
    })
}
