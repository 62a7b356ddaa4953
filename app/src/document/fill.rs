//! A document filled from the case: nothing that is known already is typed again.

use super::placeholder::{Piece, Placeholder, pieces};
use super::{day, paragraphs, shipped};
use crate::text::document as words;
use crate::text::{Lang, petition as petition_words};
use domain::Setting;
use domain::deadline::Term;
use domain::document::{Addressee, BLANK, Content, DocumentKind, Templates, frame};
use domain::ids::day_of;
use domain::petition::{Petition, Step, clocks};

/// What a document is filled from.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// The petition.
    pub petition: &'a Petition,
    /// Who fills it, when and where.
    pub setting: Setting<'a>,
    /// The county's own texts.
    pub templates: &'a Templates,
}

/// The document of `kind` as the case stands. What only a person knows is left [`BLANK`].
pub fn fill(kind: DocumentKind, case: &Case<'_>) -> Content {
    let on = day_of(case.setting.now);
    let text = case.templates.text(kind, on).unwrap_or(shipped(kind));
    let directory = case.setting.directory;
    let frame = frame(case.petition, kind, &case.setting);
    let addressee = match frame.as_ref().map(|frame| &frame.addressee) {
        Some(Addressee::Petitioners(names)) => names.join("、"),
        Some(Addressee::Unit(unit)) => directory.unit_name(*unit).to_owned(),
        Some(Addressee::Written) | None => String::new(),
    };
    Content {
        issuer: frame.map_or_else(String::new, |frame| {
            directory.unit_name(frame.unit).to_owned()
        }),
        title: words::title(kind).to_owned(),
        addressee,
        paragraphs: paragraphs(&filled(text, case)),
        attachments: Vec::new(),
        on,
    }
}

/// The text with every placeholder filled; a text that cannot be read stands as it is.
fn filled(text: &str, case: &Case<'_>) -> String {
    let Ok(pieces) = pieces(text) else {
        return text.to_owned();
    };
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Place(place) => said(place, case),
        })
        .collect()
}

fn said(place: Placeholder, case: &Case<'_>) -> String {
    let petition = case.petition;
    let registration = &petition.registration;
    let sending = petition.sendings.last();
    let assignment = sending.and_then(|sending| sending.assignment.as_ref());
    let sent = petition
        .taken_at(Step::Transfer)
        .max(petition.taken_at(Step::Assign));
    let declining = petition.declining.as_ref();
    let delivery = petition.delivery.as_ref();
    let known = match place {
        Placeholder::Petitioners => Some(names(petition)),
        Placeholder::Title => Some(registration.title.clone()),
        Placeholder::Number => petition.number.clone(),
        Placeholder::Channel => {
            Some(petition_words::channel(Lang::Zh, registration.channel).to_owned())
        }
        Placeholder::ReceivedOn => Some(day(registration.received_on)),
        Placeholder::Demands => Some(demands(petition)),
        Placeholder::Unit => petition
            .responsible
            .map(|unit| case.setting.directory.unit_name(unit).to_owned()),
        Placeholder::SentOn => sent.map(|at| day(day_of(at))),
        Placeholder::Requirement => assignment.map(|asked| asked.requirement.clone()),
        Placeholder::FeedbackOn => assignment.map(|asked| day(asked.feedback_on)),
        Placeholder::AcceptedOn => petition.taken_at(Step::Accept).map(|at| day(day_of(at))),
        Placeholder::Path => petition
            .acceptance
            .as_ref()
            .map(|acceptance| petition_words::path(Lang::Zh, acceptance.path).to_owned()),
        Placeholder::Limit => Some(limit(case)),
        Placeholder::Handler => petition.acceptance.as_ref().map(|acceptance| {
            let directory = case.setting.directory;
            directory.officer_name(acceptance.handler).to_owned()
        }),
        Placeholder::Reason => declining.map(|declining| declining.reason.clone()),
        Placeholder::WhoseMatter => declining.map(|declining| declining.whose_matter.clone()),
        Placeholder::Findings => petition.opinion().map(|opinion| opinion.findings.clone()),
        Placeholder::Answers => petition.opinion().map(|_| answers(petition)),
        Placeholder::Delivered => delivered(petition),
        Placeholder::Service => {
            delivery.map(|delivery| petition_words::service(Lang::Zh, delivery.service).to_owned())
        }
        Placeholder::DeliveredOn => delivery.map(|delivery| day(delivery.on)),
        Placeholder::Receiver => delivery.map(|delivery| delivery.receiver.clone()),
        // Most people sign; then the line says nothing and is left out.
        Placeholder::RefusedSignature => return refused(petition),
        Placeholder::Blank => None,
    };
    known
        .filter(|words| !words.trim().is_empty())
        .unwrap_or_else(|| BLANK.to_owned())
}

fn names(petition: &Petition) -> String {
    let names: Vec<&str> = petition
        .registration
        .petitioners
        .iter()
        .map(|person| person.name.trim())
        .filter(|name| !name.is_empty())
        .collect();
    names.join("、")
}

/// One demand stands alone; several are numbered, each a paragraph.
fn demands(petition: &Petition) -> String {
    let demands = &petition.registration.demands;
    if let [only] = demands.as_slice() {
        return only.clone();
    }
    let lines: Vec<String> = (1..)
        .zip(demands)
        .map(|(nth, demand)| format!("{nth}.{demand}"))
        .collect();
    lines.join("\n")
}

fn answers(petition: &Petition) -> String {
    let mut lines = Vec::new();
    let several = petition.registration.demands.len() > 1;
    let answers = petition.opinion().map(|opinion| opinion.answers.as_slice());
    for answer in answers.unwrap_or_default() {
        let outcome = petition_words::outcome(Lang::Zh, answer.outcome);
        let head = if several {
            words::answered_demand(u32::from(answer.demand) + 1, outcome)
        } else {
            words::answered_only(outcome)
        };
        lines.push(format!("{head}{}", answer.opinion));
        if !answer.basis.trim().is_empty() {
            lines.push(words::basis(&answer.basis));
        }
    }
    lines.join("\n")
}

/// The sentence of the limit: 60 days with its last day where the petition procedure runs, the path's own
/// law otherwise.
fn limit(case: &Case<'_>) -> String {
    let clocks = clocks(case.petition, case.setting.calendar, case.setting.policy);
    let handling = clocks.iter().find(|clock| clock.term == Term::Handling);
    handling.map_or_else(
        || words::LIMIT_OF_PATH.to_owned(),
        |clock| words::limit_until(&day(clock.due.on)),
    )
}

/// The document that was delivered: the opinion, with its number.
fn delivered(petition: &Petition) -> Option<String> {
    let number = petition
        .documents
        .in_force(DocumentKind::Opinion)
        .and_then(|(_, issued)| issued.number.as_deref())
        .or(petition.opinion_number.as_deref())?;
    let title = words::title(DocumentKind::Opinion);
    Some(format!("{title}（{number}）"))
}

fn refused(petition: &Petition) -> String {
    petition
        .delivery
        .as_ref()
        .and_then(|delivery| delivery.refused.as_ref())
        .map_or_else(String::new, |refused| {
            words::refused(&refused.cause, &refused.witnesses)
        })
}
