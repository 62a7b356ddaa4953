//! Empty, loading, failing: each has a sentence and a next step.

use leptos::prelude::*;

/// How a notice is tinted; the words say it too.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Merely so.
    Plain,
    /// Something went wrong.
    Late,
    /// Something wants attention.
    Soon,
    /// Done.
    Done,
    /// Under seal.
    Sealed,
}

impl Tone {
    /// The class that carries the tint.
    pub const fn class(self) -> &'static str {
        match self {
            Tone::Plain => "notice",
            Tone::Late => "notice late",
            Tone::Soon => "notice soon",
            Tone::Done => "notice done",
            Tone::Sealed => "notice sealed",
        }
    }
}

/// One sentence in a tinted box, read aloud when it appears.
pub fn notice(tone: Tone, words: String) -> AnyView {
    let role = if tone == Tone::Late {
        "alert"
    } else {
        "status"
    };
    view! { <div class=tone.class() role=role><p>{words}</p></div> }.into_any()
}

/// Nothing here: a sentence and, where there is one, the way on.
pub fn blank(words: &'static str, way: Option<(String, &'static str)>) -> AnyView {
    let way = way.map(|(href, label)| view! { <a class="button" href=href>{label}</a> });
    view! { <div class="blank"><p class="soft">{words}</p>{way}</div> }.into_any()
}

/// Grey lines in place of words to come; the sheet shows them only after 300 ms.
pub fn bones(words: &'static str) -> AnyView {
    view! {
        <div role="status">
            <span class="aloud">{words}</span>
            <div class="bones" aria-hidden="true"><i></i><i></i><i></i><i></i><i></i><i></i></div>
        </div>
    }
    .into_any()
}
