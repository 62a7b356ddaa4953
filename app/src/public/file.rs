//! Filing a petition: one calm page, every word kept, the code as receipt.

use super::frame::{Frame, fact, inside_textarea};
use super::item::leave;
use crate::filing::{Decision, Filing, Written};
use crate::text::{Lang, filing as text, moment, petition, public, refusal};
use domain::ids::day_of;
use domain::petition::{LINE_LIMIT, Purpose, TEXT_LIMIT};
use domain::{Field, Refusal};
use leptos::prelude::*;

/// Why a filing did not go in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotFiled {
    /// Something is wrong at these fields.
    Fields(Vec<(Field, Refusal)>),
    /// Nothing that was typed is to blame.
    Whole(&'static str),
}

impl NotFiled {
    fn at(&self, field: Field) -> Option<&Refusal> {
        match self {
            NotFiled::Fields(flaws) => flaws
                .iter()
                .find(|(at, _)| *at == field)
                .map(|(_, refusal)| refusal),
            NotFiled::Whole(_) => None,
        }
    }
}

/// A filing with its receipt.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    /// What was filed, and what became of it.
    pub filing: Filing,
    /// The query code in groups of four.
    pub code: String,
    /// The address of the query page, as people type it.
    pub address: String,
    /// The address as a QR code, an `<svg>` element made by the server.
    pub qr: String,
}

/// The form's value for a purpose.
pub const fn purpose_value(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Appeal => "appeal",
        Purpose::Plea => "plea",
        Purpose::Report => "report",
        Purpose::Opinion => "opinion",
        Purpose::Enquiry => "enquiry",
        Purpose::Other => "other",
    }
}

/// Reads [`purpose_value`].
pub fn purpose_of(value: &str) -> Option<Purpose> {
    Purpose::ALL
        .iter()
        .copied()
        .find(|purpose| purpose_value(*purpose) == value)
}

/// The form, blank or with what was typed and why it did not go in.
pub fn file(frame: Frame<'_>, written: &Written, slip: &str, why: Option<&NotFiled>) -> String {
    let lang = frame.lang;
    let page = Page { lang, why };
    let refused = why.map(|why| {
        let told = match why {
            NotFiled::Whole(told) => (*told).to_owned(),
            NotFiled::Fields(flaws) => text::not_yet(lang, flaws.len()),
        };
        view! { <p class="notice late" role="alert">{told}</p> }
    });
    let person = &written.petitioner;
    let slip = slip.to_owned();
    frame.document(text::title(lang), || {
        view! {
            <h1>{text::title(lang)}</h1>
            {refused}
            <p>{text::intro(lang)}</p>
            <form method="post" action="/file" autocomplete="off">
                <input type="hidden" name="slip" value=slip/>
                {page.purpose(written.purpose)}
                <p class="notice sealed">{text::report_note(lang)}</p>
                {page.line("title", text::matter(lang), text::matter_hint(lang), Field::Title, &written.title, true)}
                {page.text("text", text::told(lang), text::told_hint(lang), Field::Text, &written.text, 8)}
                {page.text("demands", text::demands(lang), text::demands_hint(lang), Field::Demands, &written.demands, 4)}
                {page.line("place", text::place(lang), text::place_hint(lang), Field::Place, &written.place, false)}
                {page.line("complained_of", text::complained_of(lang), text::complained_hint(lang), Field::ComplainedOf, &written.complained_of, false)}
                <h2>{text::you(lang)}</h2>
                <p>{text::you_hint(lang)}</p>
                {page.line("name", petition::petitioner_name(lang), "", Field::PetitionerName, &person.name, false)}
                {page.line("phone", petition::phone(lang), text::phone_hint(lang), Field::PetitionerPhone, &person.phone, false)}
                {page.line("address", petition::address(lang), "", Field::PetitionerAddress, &person.address, false)}
                {page.line("id_number", petition::id_number(lang), text::id_hint(lang), Field::PetitionerIdNumber, &person.id_number, false)}
                <p class="hint">{text::no_attachments(lang)}</p>
                <button class="button first" type="submit">{text::send(lang)}</button>
                <p class="hint">{text::after(lang)}</p>
            </form>
        }
        .into_any()
    })
}

#[derive(Clone, Copy)]
struct Page<'a> {
    lang: Lang,
    why: Option<&'a NotFiled>,
}

impl Page<'_> {
    /// The sentence at a field; its id is named by the field's `aria-describedby`.
    fn wrong(self, name: &'static str, field: Field) -> Option<AnyView> {
        let refusal = self.why.and_then(|why| why.at(field))?;
        let told = refusal::refusal(self.lang, refusal);
        Some(view! { <p class="wrong" id=format!("{name}-why")>{told}</p> }.into_any())
    }

    fn described(self, name: &'static str, hint: &str, field: Field) -> Option<String> {
        let mut by = Vec::new();
        if !hint.is_empty() {
            by.push(format!("{name}-hint"));
        }
        if self.why.and_then(|why| why.at(field)).is_some() {
            by.push(format!("{name}-why"));
        }
        (!by.is_empty()).then(|| by.join(" "))
    }

    fn around(
        self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        field: Field,
        control: AnyView,
    ) -> AnyView {
        let hinted = (!hint.is_empty())
            .then(|| view! { <p class="hint" id=format!("{name}-hint")>{hint}</p> });
        view! {
            <div class="field">
                <label for=name>{label}</label>
                {hinted}
                {self.wrong(name, field)}
                {control}
            </div>
        }
        .into_any()
    }

    fn line(
        self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        field: Field,
        value: &str,
        required: bool,
    ) -> AnyView {
        let kind = if name == "phone" { "tel" } else { "text" };
        let control = view! {
            <input id=name name=name type=kind maxlength=LINE_LIMIT.to_string() required=required
                value=value.to_owned() aria-describedby=self.described(name, hint, field)/>
        };
        self.around(name, label, hint, field, control.into_any())
    }

    fn text(
        self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        field: Field,
        value: &str,
        rows: u8,
    ) -> AnyView {
        let control = view! {
            <textarea id=name name=name rows=rows.to_string() maxlength=TEXT_LIMIT.to_string() required
                aria-describedby=self.described(name, hint, field)>{inside_textarea(value)}</textarea>
        };
        self.around(name, label, hint, field, control.into_any())
    }

    fn purpose(self, chosen: Option<Purpose>) -> AnyView {
        let lang = self.lang;
        let choices: Vec<_> = Purpose::ALL
            .iter()
            .map(|purpose| {
                view! {
                    <label>
                        <input type="radio" name="purpose" value=purpose_value(*purpose) required
                            checked=chosen == Some(*purpose)/>
                        <span>{text::purpose(lang, *purpose)}</span>
                    </label>
                }
            })
            .collect();
        view! {
            <fieldset class="rating">
                <legend>{text::purpose_question(lang)}</legend>
                {self.wrong("purpose", Field::Purpose)}
                {choices}
            </fieldset>
        }
        .into_any()
    }
}

/// What a petitioner sees of a filing nobody has registered: how it stands first, then the receipt.
pub fn filed(frame: Frame<'_>, filed: &Filed) -> String {
    let lang = frame.lang;
    let Filing {
        filed_at,
        sealed,
        written,
        decided,
        ..
    } = &filed.filing;
    let on = moment::full_day(lang, day_of(*filed_at));
    let (class, answer) = match decided.as_ref().map(|decided| &decided.decision) {
        Some(Decision::Duplicate { number, .. }) => ("answer done", text::duplicate(lang, number)),
        Some(Decision::NotPetition(_)) => ("answer soon", text::no_petition(lang).to_owned()),
        Some(Decision::ToDiscipline) | None => ("answer", text::waiting(lang, &on)),
    };
    let word = match decided.as_ref().map(|decided| &decided.decision) {
        Some(Decision::Duplicate { word, .. } | Decision::NotPetition(word))
            if !word.is_empty() =>
        {
            Some(view! { <p class="prose">{word.clone()}</p> })
        }
        _ => None,
    };
    // Whoever looks over a shoulder learns nothing of a report against an official.
    let matter = (!sealed).then(|| fact(public::matter(lang), written.title.clone()));
    let bureau = frame.bureau().to_owned();
    frame.on_slip(text::filed_title(lang), || {
        view! {
            <h1>{text::filed_title(lang)}</h1>
            <p class=class>{answer}</p>
            {word}
            <div class="receipt">
                <p>{bureau}</p>
                <dl class="facts">
                    {fact(text::filed_on(lang), on)}
                    {matter}
                </dl>
                <p>{public::receipt_code(lang)}</p>
                <p class="code">{filed.code.clone()}</p>
                <div class="qr" role="img" aria-label=public::receipt_qr(lang) inner_html=filed.qr.clone()></div>
                <p>{public::receipt_use(lang, &filed.address)}</p>
                <p><strong>{text::keep(lang)}</strong></p>
            </div>
            {leave(lang)}
        }
        .into_any()
    })
}
