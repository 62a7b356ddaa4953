//! What is held about a petitioner, as they may have it (个人信息保护法 45), and the same as the first sheet of
//! an archive volume.

use super::frame::{Frame, fact};
use super::seen::{Line, OpenItem, Seen};
use super::{item, levels};
use crate::text::{after as after_words, moment, petition as words, public as text};
use chrono::NaiveDate;
use domain::By;
use domain::deadline::Calendar;
use domain::ids::Moment;
use domain::organisation::Directory;
use domain::petition::after::{CatalogueLine, catalogue};
use domain::petition::rights::Incident;
use domain::petition::{Petition, Petitioner};
use domain::policy::Policy;
use leptos::prelude::*;

/// Whether numbers by which a person is found are shown in full.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Numbers {
    /// At the window, to whoever has shown who they are.
    Whole,
    /// On the page a code opens: enough to see that they are held, and whether rightly.
    Masked,
}

/// What is held about a petitioner.
#[derive(Clone, PartialEq, Debug)]
pub struct Copy {
    item: OpenItem,
    petitioners: Vec<Petitioner>,
    /// Label and words of what was registered.
    registered: Vec<(Label, String)>,
    demands: Vec<String>,
    files: Vec<String>,
    numbers: Vec<String>,
    incidents: Vec<Incident>,
    /// The offices that worked with it.
    offices: Vec<String>,
}

type Label = fn(crate::text::Lang) -> &'static str;

impl Copy {
    /// Folds a petition into what is held about its petitioner; `None`: a report against an official, of which
    /// no page tells anything.
    pub fn of(
        petition: &Petition,
        directory: &Directory,
        rules: (&Calendar, &Policy),
        now: Moment,
        shown: Numbers,
    ) -> Option<Copy> {
        let Seen::Open(item) = Seen::of(petition, directory, rules, now) else {
            return None;
        };
        let registration = &petition.registration;
        let mut offices: Vec<String> = petition
            .course
            .iter()
            .filter_map(|entry| entry.by.unit())
            .map(|unit| directory.unit_name(unit).to_owned())
            .collect();
        offices.sort_unstable();
        offices.dedup();
        let registered: Vec<(Label, String)> = vec![
            (words::title, registration.title.clone()),
            (words::text, registration.text.clone()),
            (words::place, registration.place.clone()),
            (words::class, registration.class.clone()),
        ];
        Some(Copy {
            item: *item,
            petitioners: registration
                .petitioners
                .iter()
                .map(|person| shown_as(person, shown))
                .collect(),
            registered,
            demands: registration.demands.clone(),
            files: petition
                .attachments
                .iter()
                .map(|attached| attached.paper.name.clone())
                .collect(),
            numbers: petition
                .documents
                .given
                .iter()
                .map(|given| given.number.clone())
                .collect(),
            incidents: petition.rights.incidents.clone(),
            offices,
        })
    }
}

fn shown_as(person: &Petitioner, shown: Numbers) -> Petitioner {
    let number = |text: &str| match shown {
        Numbers::Whole => text.to_owned(),
        Numbers::Masked => masked(text),
    };
    Petitioner {
        name: person.name.clone(),
        phone: number(&person.phone),
        id_number: number(&person.id_number),
        address: person.address.clone(),
    }
}

/// The first three and the last two characters of a longer number; the rest as dots.
fn masked(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    if all.len() < 8 {
        return "·".repeat(all.len());
    }
    let hidden = all.len() - 5;
    let head: String = all.iter().take(3).collect();
    let tail: String = all.iter().skip(3 + hidden).collect();
    format!("{head}{}{tail}", "·".repeat(hidden))
}

/// The page.
pub fn copy(frame: Frame<'_>, copy: &Copy) -> String {
    frame.document(text::copy_title(frame.lang), || {
        let lang = frame.lang;
        view! {
            <h1>{text::copy_title(lang)}</h1>
            <p>{text::copy_intro(lang)}</p>
            {held(frame, copy)}
            <p class="buttons"><a class="button" href="/item">{text::back_to_item(lang)}</a></p>
        }
        .into_any()
    })
}

/// The same at the window, printed for whoever has shown who they are.
pub fn copy_at_the_window(frame: Frame<'_>, copy: &Copy) -> String {
    frame.on_slip(text::copy_title(frame.lang), || {
        let lang = frame.lang;
        view! {
            <h1>{text::copy_title(lang)}</h1>
            {held(frame, copy)}
            <p class="buttons">{text::receipt_print(lang)}</p>
            <p class="buttons"><a href="/desk/">{text::back_to_desk(lang)}</a></p>
        }
        .into_any()
    })
}

/// The first sheet of an archive volume: what it is, the catalogue, and what was said; of a report against an
/// official the facts alone say what was said.
pub fn volume(
    frame: Frame<'_>,
    petition: &Petition,
    directory: &Directory,
    policy: &Policy,
    copy: Option<&Copy>,
) -> String {
    let lang = frame.lang;
    frame.document(after_words::catalogue(lang), || {
        let filing = petition.after.filing.as_ref();
        let kept = after_words::kept(lang, petition, policy);
        let shelf = filing.map(|filing| filing.shelf.clone());
        let note = filing.map(|filing| filing.note.clone());
        let lines: Vec<AnyView> = catalogue(petition)
            .iter()
            .map(|line| catalogued(frame, petition, directory, line))
            .collect();
        view! {
            <h1>{petition.after.volume.clone().unwrap_or_default()}</h1>
            <dl class="facts">
                {fact(words::number(lang), petition.number.clone().unwrap_or_default())}
                {fact(after_words::retention_label(lang), kept.unwrap_or_default())}
                {fact(after_words::shelf(lang), shelf.unwrap_or_default())}
                {fact(after_words::filing_note(lang), note.unwrap_or_default())}
            </dl>
            <section>
                <h2>{after_words::catalogue(lang)}</h2>
                <ol>{lines}</ol>
            </section>
            {copy.map(|copy| held(frame, copy))}
        }
        .into_any()
    })
}

fn catalogued(
    frame: Frame<'_>,
    petition: &Petition,
    directory: &Directory,
    line: &CatalogueLine,
) -> AnyView {
    let lang = frame.lang;
    let who = match line.by {
        By::Officer(officer, unit) => format!(
            "{} {}",
            directory.unit_name(unit),
            directory.officer_name(officer)
        ),
        By::Petitioner => words::by_petitioner(lang).to_owned(),
    };
    let what = words::done(lang, line.step);
    let day = moment::full_day(lang, line.on);
    let file = line
        .file
        .and_then(|id| petition.attached(id))
        .map(|attached| {
            let href = format!(
                "files/{}.{}",
                attached.paper.id,
                attached.paper.media.ending()
            );
            view! { " "<a href=href>{attached.paper.name.clone()}</a> }
        });
    view! { <li>{format!("{day} · {what} · {who}")}{file}</li> }.into_any()
}

fn held(frame: Frame<'_>, copy: &Copy) -> AnyView {
    let lang = frame.lang;
    let people: Vec<AnyView> = copy
        .petitioners
        .iter()
        .zip(1usize..)
        .map(|(person, nth)| {
            view! {
                <h2>{words::petitioner_number(lang, nth)}</h2>
                <dl class="facts">
                    {fact(words::petitioner_name(lang), person.name.clone())}
                    {fact(words::phone(lang), person.phone.clone())}
                    {fact(words::id_number(lang), person.id_number.clone())}
                    {fact(words::address(lang), person.address.clone())}
                </dl>
            }
            .into_any()
        })
        .collect();
    let registered: Vec<AnyView> = copy
        .registered
        .iter()
        .filter_map(|(label, words)| fact(label(lang), words.clone()))
        .collect();
    let incidents: Vec<AnyView> = copy
        .incidents
        .iter()
        .map(|incident| told(frame, incident))
        .collect();
    let answer = copy.item.answer.as_ref();
    let answer = answer.map(|answer| item::given(lang, answer));
    let lists = [
        (words::demands(lang), &copy.demands),
        (text::copy_documents(lang), &copy.numbers),
        (text::copy_files(lang), &copy.files),
        (text::copy_offices(lang), &copy.offices),
    ];
    let lists: Vec<AnyView> = lists
        .into_iter()
        .filter(|(_, entries)| !entries.is_empty())
        .map(|(head, entries)| list(head, entries))
        .collect();
    view! {
        <section>{people}</section>
        <section>
            <dl class="facts">
                {fact(words::received_on(lang), moment::full_day(lang, copy.item.received_on))}
                {registered}
            </dl>
        </section>
        {lists}
        {answer}
        {levels::levels(frame, &copy.item)}
        {incidents}
        <section>
            <h2>{text::course(lang)}</h2>
            <ol class="timeline">{item::course(lang, course(&copy.item))}</ol>
        </section>
    }
    .into_any()
}

fn course(item: &OpenItem) -> &[Line] {
    &item.course
}

fn list(head: &'static str, entries: &[String]) -> AnyView {
    let entries: Vec<AnyView> = entries
        .iter()
        .map(|entry| view! { <li>{entry.clone()}</li> }.into_any())
        .collect();
    view! { <section><h2>{head}</h2><ul>{entries}</ul></section> }.into_any()
}

fn told(frame: Frame<'_>, incident: &Incident) -> AnyView {
    let lang = frame.lang;
    let on: NaiveDate = incident.on;
    view! {
        <section class="card">
            <h2>{words::step(lang, domain::petition::Step::NoteIncident)}</h2>
            <dl class="facts">
                {fact(after_words::incident_on(lang), moment::full_day(lang, on))}
                {fact(after_words::unlawful_label(lang), after_words::unlawful(lang, incident.item).to_owned())}
                {fact(after_words::facts(lang), incident.facts.clone())}
                {fact(after_words::incident_done(lang), incident.done.clone())}
                {fact(after_words::authority(lang), incident.authority.clone())}
            </dl>
        </section>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::masked;

    #[test]
    fn a_number_is_hidden_but_for_its_ends() {
        assert_eq!(masked("13800001234"), "138······34");
        assert_eq!(masked("1234567"), "·······");
        assert_eq!(masked(""), "");
    }
}
