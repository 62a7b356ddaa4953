//! A document filled from the case: nothing that is known already is typed again.

mod level;
mod procedure;

use super::placeholder::{Piece, Placeholder, pieces};
use super::{day, paragraphs, shipped};
use crate::text::document as words;
use crate::text::{Lang, petition as petition_words};
use domain::Setting;
use domain::deadline::{Clock, Term};
use domain::document::{Addressee, BLANK, Content, DocumentKind, Templates, frame};
use domain::ids::{OfficerId, UnitId, day_of};
use domain::petition::review::above_unit;
use domain::petition::{Answer, Delivery, Petition, Posting, Step, clocks};

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
    with_text(kind, text, case)
}

/// The same with another text, such as one that an administrator tries out.
pub fn with_text(kind: DocumentKind, text: &str, case: &Case<'_>) -> Content {
    let on = day_of(case.setting.now);
    let directory = case.setting.directory;
    let frame = frame(case.petition, kind, &case.setting);
    let addressee = match frame.as_ref().map(|frame| &frame.addressee) {
        Some(Addressee::Petitioners(names)) => names.join("、"),
        Some(Addressee::Unit(unit)) => directory.unit_name(*unit).to_owned(),
        Some(Addressee::Written) | None => String::new(),
    };
    Content {
        signatures: frame
            .as_ref()
            .map(|frame| frame.signatures.clone())
            .unwrap_or_default(),
        issuer: frame.map_or_else(String::new, |frame| {
            directory.unit_name(frame.unit).to_owned()
        }),
        title: words::title(kind).to_owned(),
        addressee,
        paragraphs: paragraphs(&filled(kind, text, case)),
        attachments: Vec::new(),
        on,
    }
}

/// The text with every placeholder filled; a text that cannot be read stands as it is.
fn filled(kind: DocumentKind, text: &str, case: &Case<'_>) -> String {
    let Ok(pieces) = pieces(text) else {
        return text.to_owned();
    };
    pieces
        .into_iter()
        .map(|piece| match piece {
            Piece::Words(words) => words.to_owned(),
            Piece::Place(place) => said(kind, place, case),
        })
        .collect()
}

fn said(kind: DocumentKind, place: Placeholder, case: &Case<'_>) -> String {
    // Most people sign, and most reviews have no hearing; then the line says nothing and is left out.
    match place {
        Placeholder::RefusedSignature => return refused(case.petition),
        Placeholder::Hearings => return level::hearings(kind, case.petition),
        _ => {}
    }
    let known = of_item(place, case)
        .or_else(|| of_handling(kind, place, case))
        .or_else(|| procedure::said(place, case))
        .or_else(|| level::said(kind, place, case));
    known
        .filter(|words| !words.trim().is_empty())
        .unwrap_or_else(|| BLANK.to_owned())
}

/// What every registered item has, and what was written when it was sent on.
fn of_item(place: Placeholder, case: &Case<'_>) -> Option<String> {
    let petition = case.petition;
    let registration = &petition.registration;
    let sending = petition.sendings.last();
    let assignment = sending.and_then(|sending| sending.assignment.as_ref());
    let sent = petition
        .taken_at(Step::Transfer)
        .max(petition.taken_at(Step::Assign));
    match place {
        Placeholder::Petitioners => Some(names(petition)),
        Placeholder::Title => Some(registration.title.clone()),
        Placeholder::Number => petition.number.clone(),
        Placeholder::Channel => {
            Some(petition_words::channel(Lang::Zh, registration.channel).to_owned())
        }
        Placeholder::ReceivedOn => Some(day(registration.received_on)),
        Placeholder::Demands => Some(demands(petition)),
        Placeholder::Unit => petition.responsible.map(|unit| case.unit(unit)),
        Placeholder::SentOn => sent.map(|at| day(day_of(at))),
        Placeholder::Requirement => assignment.map(|asked| asked.requirement.clone()),
        Placeholder::FeedbackOn => assignment.map(|asked| day(asked.feedback_on)),
        _ => None,
    }
}

/// From acceptance to delivery.
fn of_handling(kind: DocumentKind, place: Placeholder, case: &Case<'_>) -> Option<String> {
    let petition = case.petition;
    let acceptance = petition.acceptance.as_ref();
    let declining = petition.declining.as_ref();
    let delivery = petition.delivery.as_ref();
    let opinion = petition.opinion().filter(|_| kind == DocumentKind::Opinion);
    match place {
        Placeholder::AcceptedOn => petition.taken_at(Step::Accept).map(|at| day(day_of(at))),
        Placeholder::Path => {
            acceptance.map(|acceptance| petition_words::path(Lang::Zh, acceptance.path).to_owned())
        }
        Placeholder::Limit => Some(limit(case)),
        Placeholder::Handler => acceptance.map(|acceptance| case.officer(acceptance.handler)),
        Placeholder::Reason => declining.map(|declining| declining.reason.clone()),
        Placeholder::WhoseMatter => declining.map(|declining| declining.whose_matter.clone()),
        Placeholder::Findings => opinion.map(|opinion| opinion.findings.clone()),
        Placeholder::Answers => opinion.map(|opinion| answers(petition, &opinion.answers)),
        Placeholder::Rights => opinion.map(|_| rights(case)),
        Placeholder::Delivered => delivered(petition),
        Placeholder::Service => delivery.map(service),
        Placeholder::DeliveredOn => delivery.map(|delivery| day(delivery.on)),
        Placeholder::Receiver => delivery.map(|delivery| delivery.receiver.clone()),
        _ => None,
    }
}

impl Case<'_> {
    fn unit(&self, unit: UnitId) -> String {
        self.setting.directory.unit_name(unit).to_owned()
    }

    fn officer(&self, officer: OfficerId) -> String {
        self.setting.directory.officer_name(officer).to_owned()
    }
}

/// What is open to whoever does not agree with the answer: a review by the organ above, by name where this
/// installation knows it (35); on another path, what its own law gives.
fn rights(case: &Case<'_>) -> String {
    let petition = case.petition;
    if !petition.by_petition_procedure() {
        return words::RIGHTS_OF_PATH.to_owned();
    }
    let unit = petition.responsible;
    let above = unit.and_then(|unit| above_unit(unit, case.setting.directory));
    words::may_ask_review(above.map(|organ| case.unit(organ)).as_deref())
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

fn answers(petition: &Petition, answers: &[Answer]) -> String {
    let mut lines = Vec::new();
    let several = petition.registration.demands.len() > 1;
    for answer in answers {
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
    let (calendar, policy) = (case.setting.calendar, case.setting.policy);
    let clocks = clocks(case.petition, calendar, policy);
    let handling = clocks.iter().find(|clock| clock.term == Term::Handling);
    let Some(handling) = handling else {
        return words::LIMIT_OF_PATH.to_owned();
    };
    // An extension is told on a paper of its own.
    let plain = Clock::start(calendar, policy, Term::Handling, handling.started_on);
    words::limit_until(&day(plain.due.on))
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

/// The way, and by post the number under which it can be followed up.
fn service(delivery: &Delivery) -> String {
    let way = petition_words::service(Lang::Zh, delivery.service);
    match &delivery.posting {
        Some(Posting::Numbered(number)) => words::posted(way, number),
        Some(Posting::Unnumbered(why)) => words::unnumbered(way, why),
        None => way.to_owned(),
    }
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
