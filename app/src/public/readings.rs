//! Who read a report against an official, told to whoever made it.
//!
//! They may know who handles what is held about them (个人信息保护法 44, 45), and nothing protects them better than
//! seeing that nobody outside the channel has looked (条例 30, 46). They are told every reading by day and office,
//! and no officer by name: the record of who was at work serves them, it is no list of people. What the report says
//! is not shown again, because a code may be found by somebody else; with the code alone, neither is the office's
//! name, only whether it was the channel. At the channel's own window, where they have shown who they are, it is.

use super::frame::Frame;
use super::seen::SealedStage;
use crate::text::{Lang, moment, public as text};
use chrono::NaiveDate;
use leptos::prelude::*;

/// One reading.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Reading {
    /// The day.
    pub on: NaiveDate,
    /// By which office.
    pub by: Reader,
}

/// Which office read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Reader {
    /// The discipline channel, not named.
    Channel,
    /// Anybody else: it does not happen, and is told if it did.
    Elsewhere,
    /// An office by its name.
    Named(String),
}

/// The page that the code opens.
pub fn readings(frame: Frame<'_>, stage: SealedStage, readings: &[Reading]) -> String {
    let lang = frame.lang;
    frame.document(text::copy_title(lang), || {
        view! {
            {told(lang, stage, readings)}
            <p class="buttons"><a class="button" href="/item">{text::back_to_item(lang)}</a></p>
        }
        .into_any()
    })
}

/// The same at the channel's window, printed for whoever has shown who they are.
pub fn readings_at_the_window(
    frame: Frame<'_>,
    stage: SealedStage,
    readings: &[Reading],
) -> String {
    let lang = frame.lang;
    frame.on_slip(text::copy_title(lang), || {
        view! {
            {told(lang, stage, readings)}
            <p class="buttons">{text::receipt_print(lang)}</p>
            <p class="buttons"><a href="/desk/">{text::back_to_desk(lang)}</a></p>
        }
        .into_any()
    })
}

fn told(lang: Lang, stage: SealedStage, readings: &[Reading]) -> AnyView {
    let lines: Vec<AnyView> = readings
        .iter()
        .map(|reading| {
            let day = moment::full_day(lang, reading.on);
            let by = match &reading.by {
                Reader::Channel => text::read_by_channel(lang),
                Reader::Elsewhere => text::read_elsewhere(lang),
                Reader::Named(office) => office,
            };
            view! { <li>{format!("{day} · {by}")}</li> }.into_any()
        })
        .collect();
    let list = if lines.is_empty() {
        view! { <p>{text::read_by_nobody(lang)}</p> }.into_any()
    } else {
        view! { <ul>{lines}</ul> }.into_any()
    };
    view! {
        <h1>{text::copy_title(lang)}</h1>
        <p class="answer">{text::sealed_answer(lang, text::sealed_stage(lang, stage))}</p>
        <p>{text::sealed_note(lang)}</p>
        <section>
            <h2>{text::readings(lang)}</h2>
            <p>{text::readings_intro(lang)}</p>
            {list}
        </section>
    }
    .into_any()
}
