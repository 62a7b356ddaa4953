//! A document as it is printed (GB/T 9704-2012): the same value on the screen and on paper. The measures stand in
//! `style/desk/paper.css`.

use super::by_hand;
use crate::document::day;
use crate::text::{Lang, document as words};
use domain::document::{Content, DocumentKind, Level};
use leptos::prelude::*;

/// What is drawn.
pub struct Printed<'a> {
    /// Its kind.
    pub kind: DocumentKind,
    /// 发文字号; `None`: the bureau has not given one.
    pub number: Option<&'a str>,
    /// What stands across it where it is not, or no longer, in force.
    pub across: Option<String>,
    /// What it says.
    pub content: &'a Content,
    /// The pictures of its signatures.
    pub drawn: &'a [Signal<Option<String>>],
}

/// The sheet. Documents are Chinese, whatever language the screen speaks.
pub fn paper(printed: &Printed<'_>) -> AnyView {
    let Printed {
        kind,
        number,
        across,
        content,
        drawn,
    } = printed;
    let number = number
        .map_or_else(|| words::number_to_come(Lang::Zh), |number| number)
        .to_owned();
    let head = if kind.has_letterhead() {
        // The longer the organ's name, the smaller its letters: it stands on one line.
        let letters = content.issuer.chars().count().max(1).to_string();
        view! {
            <p class="mark" style:--letters=letters>{content.issuer.clone()}</p>
            <p class="number">{number}</p>
            <hr/>
        }
        .into_any()
    } else {
        view! { <p class="number right">{number}</p> }.into_any()
    };
    let body = content
        .paragraphs
        .iter()
        .map(|paragraph| {
            let text = paragraph.text.clone();
            match paragraph.level {
                Level::Body => view! { <p>{text}</p> }.into_any(),
                Level::First => view! { <p class="first">{text}</p> }.into_any(),
                Level::Second => view! { <p class="second">{text}</p> }.into_any(),
            }
        })
        .collect_view();
    let attachments = (!content.attachments.is_empty()).then(|| {
        let several = content.attachments.len() > 1;
        let lines = (1..)
            .zip(&content.attachments)
            .map(|(nth, name)| {
                let head = if nth == 1 { "附件：" } else { "" };
                let nth = if several {
                    format!("{nth}.")
                } else {
                    String::new()
                };
                view! { <p class="listed"><span>{head}</span>{nth}{name.clone()}</p> }
            })
            .collect_view();
        view! { <div class="listing">{lines}</div> }
    });
    view! {
        <article class="paper" lang="zh-CN">
            {across.clone().map(|words| view! { <p class="across">{words}</p> })}
            {head}
            <h2 class="title">{content.title.clone()}</h2>
            <p class="to">{content.addressee.clone()}"："</p>
            {body}
            {by_hand::lines(drawn)}
            {attachments}
            <div class="signed">
                <p>{content.issuer.clone()}</p>
                <p>{day(content.on)}</p>
            </div>
        </article>
    }
    .into_any()
}

/// The button that prints what is on the screen; the browser's own dialogue follows.
pub fn print_button(lang: Lang) -> AnyView {
    let press = move |_| {
        // A browser that cannot print says so itself.
        let _ = window().print();
    };
    view! { <button type="button" class="button" on:click=press>{words::print(lang)}</button> }
        .into_any()
}
