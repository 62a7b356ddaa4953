//! Facts add up to a petition: no rule is asked here, what happened has happened.

use super::{
    Attached, Command, Entry, Fact, Judged, Passage, Petition, Proceeded, Proceeding, State, Step,
    Thread, after, review, rights, steps,
};
use crate::document::{DocumentKind, Documents};
use crate::ids::{RecordId, day_of};
use crate::record::Event;

/// Folds one event into the petition. An event that cannot follow (a first fact that registers
/// nothing) leaves the petition as it was: the ledger decides what is, not the fold.
pub fn apply(petition: &mut Option<Petition>, id: RecordId, event: &Event, fact: &Fact) {
    match (petition.as_mut(), fact) {
        (None, Fact::Stepped(Command::Register(registration))) => {
            *petition = Some(Petition {
                id,
                rev: 1,
                state: State::Registered,
                number: None,
                registration: (**registration).clone(),
                sendings: Vec::new(),
                objections: Vec::new(),
                objection_replies: Vec::new(),
                responsible: None,
                acceptance: None,
                declining: None,
                not_again: None,
                entrusted: Vec::new(),
                visits: Vec::new(),
                contacts: Vec::new(),
                drafts: Vec::new(),
                draft_returns: Vec::new(),
                opinion_number: None,
                delivery: None,
                rating: None,
                closing: None,
                corrections: Vec::new(),
                attachments: Vec::new(),
                thread: Thread::default(),
                documents: Documents::default(),
                proceedings: Vec::new(),
                reviews: Default::default(),
                after: Default::default(),
                rights: Default::default(),
                course: vec![entry(event, Step::Register, 0)],
            });
        }
        (None, _) => {}
        (Some(petition), Fact::Numbered(number)) => {
            petition.rev += 1;
            petition.number = Some(number.clone());
        }
        (Some(petition), Fact::OpinionNumbered(number)) => {
            petition.rev += 1;
            petition.opinion_number = Some(number.clone());
            petition
                .documents
                .give(DocumentKind::Opinion, number.clone());
        }
        (Some(petition), Fact::DocumentNumbered(kind, number)) => {
            petition.rev += 1;
            petition.documents.give(*kind, number.clone());
            review::numbered(petition, *kind, number);
        }
        (Some(petition), Fact::DocumentFrozen(sha256)) => {
            petition.rev += 1;
            petition.documents.freeze(*sha256);
        }
        (Some(petition), Fact::AttachmentStored(id)) => {
            petition.rev += 1;
            for attached in &mut petition.attachments {
                attached.stored |= attached.paper.id == *id;
            }
        }
        (Some(petition), Fact::VolumeNumbered(number)) => {
            petition.rev += 1;
            petition.after.volume = Some(number.clone());
        }
        (Some(petition), Fact::Stepped(command)) => {
            petition.rev += 1;
            let nth = match command {
                Command::Proceed(paper) => proceed(petition, paper, event),
                command => file(petition, command, event),
            };
            let step = command.step();
            petition.course.push(entry(event, step, nth));
            if let Some(row) = steps::table()
                .iter()
                .find(|row| row.when == Some(petition.state) && row.step == step)
            {
                petition.state = row.to;
            }
        }
    }
}

fn entry(event: &Event, step: Step, nth: u16) -> Entry {
    Entry {
        step,
        nth,
        at: event.at,
        recorded_at: event.recorded_at,
        by: event.by,
    }
}

/// Files a procedural step; a settled competence also makes its unit the responsible one.
fn proceed(petition: &mut Petition, paper: &Proceeding, event: &Event) -> u16 {
    if let Proceeding::SettleCompetence(settlement) = paper {
        petition.responsible = Some(settlement.unit);
        let sending = petition.sent_anew(settlement);
        petition.sendings.push(sending);
    }
    let done = Proceeded {
        paper: paper.clone(),
        on: day_of(event.at),
        by: event.by,
    };
    push(&mut petition.proceedings, &done)
}

/// Puts the command's paper where it belongs and returns its position there.
fn file(petition: &mut Petition, command: &Command, event: &Event) -> u16 {
    match command {
        Command::Register(_) => 0,
        Command::Send(sending) => {
            petition.responsible = Some(sending.unit);
            push(&mut petition.sendings, sending)
        }
        Command::Object(reason) => push(&mut petition.objections, reason),
        Command::AgreeReturn(reply) => {
            petition.responsible = None;
            push(&mut petition.objection_replies, reply)
        }
        Command::RejectObjection(reply) => push(&mut petition.objection_replies, reply),
        Command::Accept(acceptance) => {
            // A sealed report is never sent to a unit: the discipline channel that accepts it answers for it.
            if petition.responsible.is_none() {
                petition.responsible = event.by.unit();
            }
            petition.acceptance = Some(acceptance.clone());
            0
        }
        Command::Decline(declining) => {
            petition.declining = Some(declining.clone());
            0
        }
        Command::NotAgain(not_again) => {
            petition.not_again = Some(not_again.clone());
            0
        }
        Command::Entrust(officer) => push(&mut petition.entrusted, officer),
        Command::Visit(visit) => push(&mut petition.visits, visit),
        Command::Contact(contact) => push(&mut petition.contacts, contact),
        Command::Draft(opinion) => push(&mut petition.drafts, opinion),
        Command::ReturnDraft(reason) => push(&mut petition.draft_returns, reason),
        Command::Approve(nth) => *nth,
        Command::Deliver(delivery) => {
            petition.delivery = Some(delivery.clone());
            0
        }
        Command::Rate(rating) => {
            petition.rating = Some(rating.clone());
            0
        }
        Command::Close(word) => {
            petition.closing = Some(word.clone());
            0
        }
        Command::Correct(correction) => {
            overlay(petition, correction.passage, &correction.now);
            push(&mut petition.corrections, correction)
        }
        // Filed by `proceed`, which also needs the day.
        Command::Proceed(_) => 0,
        Command::Issue(issuing) => {
            let unit = event.by.unit().unwrap_or(petition.registration.bureau);
            petition.documents.issue(issuing, unit)
        }
        Command::Judge(judgement) => {
            let judged = Judged {
                judgement: judgement.clone(),
                at: event.at,
            };
            push(&mut petition.thread.judged, &judged)
        }
        Command::Attach(paper) => {
            let attached = Attached {
                paper: paper.clone(),
                stored: false,
            };
            push(&mut petition.attachments, &attached)
        }
        Command::Review(command) => review::file(petition, command, event),
        Command::After(command) => after::file(&mut petition.after, command),
        Command::Rights(command) => rights::file(&mut petition.rights, command),
    }
}

fn push<T: Clone>(list: &mut Vec<T>, paper: &T) -> u16 {
    let nth = u16::try_from(list.len()).unwrap_or(u16::MAX);
    list.push(paper.clone());
    nth
}

fn overlay(petition: &mut Petition, passage: Passage, now: &str) {
    let registration = &mut petition.registration;
    let place = match passage {
        Passage::Title => Some(&mut registration.title),
        Passage::Text => Some(&mut registration.text),
        Passage::Place => Some(&mut registration.place),
        Passage::Class => Some(&mut registration.class),
        Passage::PetitionerName(nth) => registration
            .petitioners
            .get_mut(usize::from(nth))
            .map(|p| &mut p.name),
        Passage::PetitionerPhone(nth) => registration
            .petitioners
            .get_mut(usize::from(nth))
            .map(|p| &mut p.phone),
        Passage::PetitionerIdNumber(nth) => registration
            .petitioners
            .get_mut(usize::from(nth))
            .map(|p| &mut p.id_number),
        Passage::PetitionerAddress(nth) => registration
            .petitioners
            .get_mut(usize::from(nth))
            .map(|p| &mut p.address),
        Passage::Demand(nth) => registration.demands.get_mut(usize::from(nth)),
        // Records of visits and contacts stay as written; the correction stands beside them.
        Passage::Visit(_) | Passage::Contact(_) => None,
    };
    if let Some(place) = place {
        now.clone_into(place);
    }
}
