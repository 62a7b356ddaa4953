//! The law of each step: the table says who and when, this file says what must be written.

use super::attachment::attachable;
use super::check::{day, line, needed, text, within, written_on};
use super::{
    Acceptance, Answer, Command, Correction, Declining, Delivery, Fact, LINE_LIMIT, Notice,
    Opinion, Outcome, POST_NUMBER_LIMIT, Path, Petition, Posting, Purpose, Sending, Service, State,
    Step, TEXT_LIMIT, after, gate, parts, proceeding, review, rights, steps, tags,
};
use super::{registration, thread};
use crate::deadline::{self, Term};
use crate::document;
use crate::duty::{self, Part, Role};
use crate::ids::{OfficerId, day_of};
use crate::record::Setting;
use crate::refusal::{Field, Refusal, Unfit};
use crate::steps::Place;
use chrono::NaiveDate;

/// Decides one command on one petition.
///
/// # Errors
/// The first [`Refusal`] in the order a person would look: may I, now, here; then the words.
pub fn decide(
    petition: Option<&Petition>,
    command: &Command,
    setting: &Setting<'_>,
) -> Result<Vec<Fact>, Refusal> {
    match (petition, command) {
        (None, Command::Register(registration)) => registration::register(registration, setting)?,
        (Some(_), Command::Register(_)) => return Err(Refusal::AlreadyRegistered),
        (None, _) => return Err(Refusal::NoSuchRecord),
        (Some(petition), Command::Review(command)) => review::decide(petition, command, setting)?,
        (Some(petition), command) => {
            permitted(petition, command.step(), setting)?;
            words(petition, command, setting)?;
        }
    }
    Ok(vec![Fact::Stepped(command.clone())])
}

fn permitted(petition: &Petition, step: Step, setting: &Setting<'_>) -> Result<(), Refusal> {
    // A review office issues its own opinion's document; nothing else of this table is open to it.
    let parts = match step {
        Step::Issue => document::parts(petition, setting.actor),
        _ => parts(petition, setting.actor),
    };
    let sees = setting
        .actor
        .officer()
        .is_none_or(|officer| duty::sees(officer, &tags(petition)));
    if parts.is_empty() && !sees {
        return Err(Refusal::NoSuchRecord);
    }
    let Some(row) = steps::row(Some(petition.state), &parts, step) else {
        let somebody_may = steps::table()
            .iter()
            .any(|row| row.when == Some(petition.state) && row.step == step);
        return Err(if somebody_may {
            Refusal::NotYours { step }
        } else {
            Refusal::NotNow {
                step,
                state: petition.state,
            }
        });
    };
    if row.place == Place::Online && setting.place == Place::Anywhere {
        return Err(Refusal::OnlineOnly { step });
    }
    Ok(())
}

fn words(petition: &Petition, command: &Command, setting: &Setting<'_>) -> Result<(), Refusal> {
    match command {
        Command::Register(_) => Err(Refusal::AlreadyRegistered),
        Command::Send(sending) => send(sending, setting),
        Command::Object(reason) => object(petition, reason, setting),
        Command::AgreeReturn(reply) | Command::RejectObjection(reply) => text(Field::Reason, reply),
        Command::Accept(acceptance) => accept(petition, acceptance, setting),
        Command::Decline(declining) => decline(petition, declining, setting),
        Command::NotAgain(not_again) => thread::not_again(petition, not_again, setting),
        Command::Entrust(officer) => entrust(petition, *officer, setting),
        Command::Visit(visit) => {
            day(
                Field::VisitedOn,
                visit.on,
                petition.registration.received_on,
                setting,
            )?;
            line(Field::Place, &visit.place)?;
            line(Field::Met, &visit.met)?;
            within(Field::Companions, &visit.companions, LINE_LIMIT)?;
            text(Field::Found, &visit.found)?;
            within(Field::Said, &visit.said, TEXT_LIMIT)?;
            within(Field::Agreed, &visit.agreed, TEXT_LIMIT)
        }
        Command::Contact(contact) => {
            day(
                Field::VisitedOn,
                contact.on,
                petition.registration.received_on,
                setting,
            )?;
            line(Field::With, &contact.with)?;
            text(Field::Said, &contact.said)
        }
        Command::Draft(opinion) => draft(petition, opinion),
        Command::ReturnDraft(reason) => text(Field::Reason, reason),
        Command::Approve(nth) => {
            let last = petition.drafts.len().checked_sub(1);
            if last == Some(usize::from(*nth)) {
                gate::open(petition, Step::Approve, setting.directory)
            } else {
                Err(Refusal::Changed {
                    step: Step::Approve,
                })
            }
        }
        Command::Deliver(delivery) => deliver(petition, delivery, setting),
        Command::Rate(rating) => {
            if petition.rating.is_some() {
                return Err(Refusal::AlreadyRated);
            }
            in_rating_window(petition, setting)?;
            within(Field::Comment, &rating.comment, TEXT_LIMIT)
        }
        Command::Close(word) => {
            let by_unit = !parts(petition, setting.actor)
                .iter()
                .any(|part| matches!(part, Part::Bureau | Part::Discipline));
            if by_unit && petition.is_assigned() {
                return Err(Refusal::BureauCloses);
            }
            gate::open(petition, Step::Close, setting.directory)?;
            within(Field::Closing, word, TEXT_LIMIT)
        }
        Command::Correct(correction) => correct(petition, correction),
        Command::Attach(attachment) => attachable(petition, attachment),
        Command::Judge(judgement) => thread::judge(petition, judgement),
        Command::Proceed(paper) => proceeding::words(petition, paper, setting),
        Command::Issue(issuing) => document::issue(petition, issuing, setting),
        Command::Review(command) => review::decide(petition, command, setting),
        Command::After(command) => after::decide(petition, command, setting),
        Command::Rights(command) => rights::decide(petition, command, setting),
    }
}

fn send(sending: &Sending, setting: &Setting<'_>) -> Result<(), Refusal> {
    let answers = setting
        .directory
        .unit(sending.unit)
        .is_some_and(|unit| unit.kind.can_be_responsible());
    if !answers {
        return Err(Refusal::UnitCannotAnswer);
    }
    within(Field::Note, &sending.note, TEXT_LIMIT)?;
    if let Some(assignment) = &sending.assignment {
        text(Field::Requirement, &assignment.requirement)?;
        let first = day_of(setting.now);
        if assignment.feedback_on < first {
            return Err(Refusal::TooEarly {
                field: Field::FeedbackOn,
                first,
            });
        }
    }
    Ok(())
}

fn object(petition: &Petition, reason: &str, setting: &Setting<'_>) -> Result<(), Refusal> {
    text(Field::Reason, reason)?;
    let term = Term::Objection;
    let last = last_day(term, received_by_unit_on(petition), setting);
    if day_of(setting.now) > last {
        return Err(Refusal::TimeOver { term, last });
    }
    // Material goes back by the sender's consent alone; asked once, a sending is not asked again.
    let answered = petition
        .course
        .iter()
        .rev()
        .take_while(|entry| !sends(entry.step))
        .any(|entry| entry.step == Step::RejectObjection);
    if answered {
        return Err(Refusal::ObjectedAlready);
    }
    Ok(())
}

/// Whether the step brings an item to a unit.
fn sends(step: Step) -> bool {
    matches!(step, Step::Transfer | Step::Assign | Step::SettleCompetence)
}

/// The last day of `term` when it starts on `started_on`.
pub(super) fn last_day(term: Term, started_on: NaiveDate, setting: &Setting<'_>) -> NaiveDate {
    let length = deadline::length(term, setting.policy, started_on);
    deadline::due(setting.calendar, started_on, length).on
}

/// The day the unit received the item: when it was sent, or registered if it never was.
fn received_by_unit_on(petition: &Petition) -> NaiveDate {
    let sent = petition
        .course
        .iter()
        .rev()
        .find(|entry| sends(entry.step) || entry.step == Step::Register);
    sent.map_or(petition.registration.received_on, |entry| day_of(entry.at))
}

fn accept(
    petition: &Petition,
    acceptance: &Acceptance,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    if petition.is_sealed() != (acceptance.path == Path::Discipline) {
        return Err(Refusal::DisciplineOnly);
    }
    thread::not_elsewhere(petition)?;
    if !fits(petition.registration.purpose, acceptance.path) {
        return Err(Refusal::PathUnfit);
    }
    if acceptance.simple {
        proceeding::simply(petition, acceptance, setting)?;
    }
    let unit = petition
        .responsible
        .or_else(|| setting.actor.officer().map(|officer| officer.unit));
    let serves = setting
        .directory
        .officer(acceptance.handler)
        .is_some_and(|officer| Some(officer.unit) == unit);
    if !serves {
        return Err(Refusal::OfficerElsewhere);
    }
    if petition.is_recused(acceptance.handler) {
        return Err(Refusal::RecusedAlready);
    }
    served(petition, &acceptance.notice, setting)
}

/// Whether a matter with this purpose may take this path (29–31): suggestions are studied and answered,
/// appeals and pleas are decided.
pub fn fits(purpose: Purpose, path: Path) -> bool {
    match purpose {
        Purpose::Opinion => path == Path::Advice,
        Purpose::Appeal | Purpose::Plea => path != Path::Advice,
        Purpose::Report | Purpose::Enquiry | Purpose::Other => true,
    }
}

fn decline(
    petition: &Petition,
    declining: &Declining,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    text(Field::Reason, &declining.reason)?;
    line(Field::WhoseMatter, &declining.whose_matter)?;
    served(petition, &declining.notice, setting)
}

fn served(petition: &Petition, notice: &Notice, setting: &Setting<'_>) -> Result<(), Refusal> {
    day(
        Field::NoticeOn,
        notice.on,
        petition.registration.received_on,
        setting,
    )
}

fn entrust(petition: &Petition, officer: OfficerId, setting: &Setting<'_>) -> Result<(), Refusal> {
    let Some(colleague) = setting.directory.officer(officer) else {
        return Err(Refusal::Missing(Field::Officer));
    };
    // Administrators never read case content; asking one in would open it to them.
    let reads_cases = colleague.roles.iter().any(|role| {
        matches!(
            role,
            Role::Handler
                | Role::UnitHead
                | Role::TownshipCadre
                | Role::VillageInformant
                | Role::CountyLeader
                | Role::ReviewOfficer
        )
    });
    if !reads_cases {
        return Err(Refusal::Missing(Field::Officer));
    }
    if petition.is_recused(officer) {
        return Err(Refusal::RecusedAlready);
    }
    if petition.entrusted.contains(&officer) {
        return Err(Refusal::AlreadyEntrusted);
    }
    Ok(())
}

fn draft(petition: &Petition, opinion: &Opinion) -> Result<(), Refusal> {
    if usize::from(opinion.drafts_seen) != petition.drafts.len() {
        return Err(Refusal::Changed { step: Step::Draft });
    }
    text(Field::Findings, &opinion.findings)?;
    if review::repeats(petition, opinion) {
        return Err(Refusal::RepeatsOpinion);
    }
    answers(petition, &opinion.answers)
}

/// One answer to every demand, with an outcome where one was asked for (32).
pub(super) fn answers(petition: &Petition, answers: &[Answer]) -> Result<(), Refusal> {
    let demands = petition.registration.demands.len();
    for nth in 0..demands {
        let answered = answers
            .iter()
            .filter(|answer| usize::from(answer.demand) == nth)
            .count();
        let nth = u16::try_from(nth).unwrap_or(u16::MAX);
        match answered {
            0 => return Err(Refusal::DemandUnanswered(nth)),
            1 => {}
            _ => return Err(Refusal::AnswerWithoutDemand(nth)),
        }
    }
    let asks_for_a_decision = matches!(
        petition.registration.purpose,
        Purpose::Appeal | Purpose::Plea
    );
    for Answer {
        demand,
        outcome,
        opinion,
        basis,
    } in answers
    {
        if usize::from(*demand) >= demands {
            return Err(Refusal::AnswerWithoutDemand(*demand));
        }
        let decides = matches!(
            outcome,
            Outcome::Supported | Outcome::ReasonableWithoutBasis | Outcome::NotSupported
        );
        if asks_for_a_decision && !decides {
            return Err(Refusal::DecisionNeeded(*demand));
        }
        if *outcome == Outcome::NotSupported && petition.is_simple() {
            return Err(Refusal::NotSimple(Unfit::Refusing));
        }
        text(Field::Answer, opinion)?;
        within(Field::Basis, basis, TEXT_LIMIT)?;
    }
    Ok(())
}

fn deliver(petition: &Petition, delivery: &Delivery, setting: &Setting<'_>) -> Result<(), Refusal> {
    let approved_on = petition
        .taken_at(Step::Approve)
        .map_or(petition.registration.received_on, day_of);
    delivered(delivery, approved_on, setting)
}

/// A delivery that is proved, not before `first`.
pub(super) fn delivered(
    delivery: &Delivery,
    first: NaiveDate,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    day(Field::DeliveredOn, delivery.on, first, setting)?;
    line(Field::Receiver, &delivery.receiver)?;
    if let Some(refused) = &delivery.refused {
        line(Field::Cause, &refused.cause)?;
        line(Field::Witnesses, &refused.witnesses)?;
    }
    match &delivery.posting {
        Some(Posting::Numbered(number)) => needed(Field::PostNumber, number, POST_NUMBER_LIMIT)?,
        Some(Posting::Unnumbered(why)) => line(Field::Unnumbered, why)?,
        None if delivery.service == Service::Post => {
            return Err(Refusal::Missing(Field::PostNumber));
        }
        None => {}
    }
    within(Field::LateReason, &delivery.late_reason, LINE_LIMIT)?;
    if delivery.on < written_on(setting) && delivery.late_reason.trim().is_empty() {
        return Err(Refusal::LateNeedsReason(Field::DeliveredOn));
    }
    Ok(())
}

fn in_rating_window(petition: &Petition, setting: &Setting<'_>) -> Result<(), Refusal> {
    let Some(delivery) = &petition.delivery else {
        return Err(Refusal::NotNow {
            step: Step::Rate,
            state: State::Closed,
        });
    };
    let term = Term::Rating;
    let last = last_day(term, delivery.on, setting);
    if day_of(setting.now) > last {
        return Err(Refusal::TimeOver { term, last });
    }
    Ok(())
}

fn correct(petition: &Petition, correction: &Correction) -> Result<(), Refusal> {
    let passage = correction.passage;
    let Some(says) = petition.says(passage) else {
        return Err(Refusal::NoSuchPassage(passage));
    };
    if says != correction.was {
        return Err(Refusal::PassageChanged(passage));
    }
    let limit = if matches!(passage, super::Passage::Title | super::Passage::Place) {
        LINE_LIMIT
    } else {
        TEXT_LIMIT
    };
    needed(Field::CorrectedText, &correction.now, limit)?;
    line(Field::Reason, &correction.reason)
}
