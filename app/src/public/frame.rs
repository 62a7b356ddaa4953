//! The sheet every public page is written on: bureau's name, the other language, one column, where to ask.

use crate::text::{Lang, public as text};
use chrono::NaiveDate;
use leptos::prelude::*;

/// How to reach the bureau; what is empty is not shown.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Office {
    /// The bureau's name.
    pub bureau: String,
    /// Telephone.
    pub telephone: String,
    /// When the window is open.
    pub hours: String,
    /// Street address.
    pub address: String,
}

/// What surrounds a page.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'a> {
    /// The language it is written in.
    pub lang: Lang,
    /// Address of the stylesheet; the pages read without one, too.
    pub stylesheet: Option<&'a str>,
    /// How to reach the bureau.
    pub office: &'a Office,
    /// The page's own path, for the link to the other language.
    pub here: &'a str,
    /// Today in Beijing, which days are told from.
    pub today: NaiveDate,
}

impl Frame<'_> {
    /// The bureau's name, or the word for it where none is known.
    pub fn bureau(&self) -> &str {
        named(&self.office.bureau, text::the_bureau(self.lang))
    }

    /// The whole document around `content`, which starts with its `<h1>`.
    pub(super) fn document(self, title: &str, content: impl FnOnce() -> AnyView) -> String {
        self.written("public", title, content)
    }

    /// The same, printed on whatever small paper lies in the printer.
    pub(super) fn on_slip(self, title: &str, content: impl FnOnce() -> AnyView) -> String {
        self.written("public slip", title, content)
    }

    fn written(
        self,
        class: &'static str,
        title: &str,
        content: impl FnOnce() -> AnyView,
    ) -> String {
        let owner = Owner::new();
        let html = owner.with(|| {
            let lang = self.lang;
            let stylesheet = self
                .stylesheet
                .map(|href| view! { <link rel="stylesheet" href=href.to_owned()/> });
            view! {
                <html lang=lang.tag()>
                    <head>
                        <meta charset="utf-8"/>
                        <meta name="viewport" content="width=device-width, initial-scale=1"/>
                        <meta name="color-scheme" content="light dark"/>
                        <meta name="format-detection" content="telephone=no"/>
                        <title>{format!("{title} · {}", self.bureau())}</title>
                        <link rel="icon" href="/icons/huiyin.svg" type="image/svg+xml"/>
                        {stylesheet}
                    </head>
                    <body class=class>
                        <a class="skip" href="#content">{text::skip(lang)}</a>
                        {self.masthead()}
                        <main class="page" id="content">{content()}</main>
                        {self.foot()}
                    </body>
                </html>
            }
            .to_html()
        });
        owner.cleanup();
        format!("<!DOCTYPE html>{html}")
    }

    fn masthead(&self) -> AnyView {
        let other = self.lang.other();
        view! {
            <header class="masthead">
                <a href="/"><strong>{self.bureau().to_owned()}</strong></a>
                <a href=format!("{}?lang={}", self.here, other.tag()) hreflang=other.tag() lang=other.tag()>
                    {text::other_language(self.lang)}
                </a>
            </header>
        }
        .into_any()
    }

    fn foot(&self) -> AnyView {
        let (lang, office) = (self.lang, self.office);
        let line = |label: &str, value: &str| {
            (!value.is_empty()).then(|| format!("{label}{}{value}", colon(lang)))
        };
        let lines = [
            line(text::telephone(lang), &office.telephone),
            line(text::hours(lang), &office.hours),
            line(text::address(lang), &office.address),
        ];
        let lines: Vec<_> = lines
            .into_iter()
            .flatten()
            .map(|line| view! { <p>{line}</p> })
            .collect();
        let fallback = lines
            .is_empty()
            .then(|| view! { <p>{text::ask_at_window(lang)}</p> });
        view! {
            <footer class="foot">
                <p>{self.bureau().to_owned()}</p>
                {lines}
                {fallback}
            </footer>
        }
        .into_any()
    }
}

/// `name`, or `otherwise` where it is empty.
pub(super) fn named<'a>(name: &'a str, otherwise: &'a str) -> &'a str {
    if name.is_empty() { otherwise } else { name }
}

const fn colon(lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => "：",
        Lang::En => ": ",
    }
}

/// One pair of a fact list.
pub(super) fn fact(name: &'static str, value: String) -> Option<AnyView> {
    (!value.is_empty()).then(|| {
        view! {
            <dt>{name}</dt>
            <dd>{value}</dd>
        }
        .into_any()
    })
}

/// Text for the inside of a `<textarea>`: leptos writes its children as they are (tachys 0.2.19).
///
/// The line break in front is the one a browser drops there, so that a text beginning with one keeps it.
pub(super) fn inside_textarea(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len() + 1);
    escaped.push('\n');
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            _ => escaped.push(character),
        }
    }
    escaped
}
