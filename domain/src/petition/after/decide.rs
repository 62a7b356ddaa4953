//! What must be there and be written for the steps after the answer.

use super::{Command, Execution, Settled};
use crate::deadline::Term;
use crate::ids::day_of;
use crate::petition::check::{day, line, text, within};
use crate::petition::decide::last_day;
use crate::petition::{LINE_LIMIT, Outcome, Petition, Satisfaction, Step, TEXT_LIMIT};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What keeps an item from the archive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Unfinished {
    /// 复查复核 is under way.
    Review,
    /// The petitioner may still ask for the next level, until this day.
    MayAskForReview(NaiveDate),
    /// The petitioner may still rate, until this day.
    MayRate(NaiveDate),
    /// The unit head owes a second look.
    SecondLook,
    /// This demand was supported and is not carried out.
    Execution(u16),
    /// Somebody was not satisfied, or was promised something, and was not asked again.
    FollowUp,
}

/// Everything that keeps `petition` from the archive.
pub fn unfinished(petition: &Petition, setting: &Setting<'_>) -> Vec<Unfinished> {
    let today = day_of(setting.now);
    let mut open = Vec::new();
    if petition.reviews.open().is_some() {
        open.push(Unfinished::Review);
    } else if petition.next_level().is_ok()
        && let Some((term, started_on)) = petition.request_limit()
    {
        let last = last_day(term, started_on, setting);
        open.extend((today <= last).then_some(Unfinished::MayAskForReview(last)));
    }
    if let (Some(delivery), None) = (&petition.delivery, &petition.rating) {
        let last = last_day(Term::Rating, delivery.on, setting);
        open.extend((today <= last).then_some(Unfinished::MayRate(last)));
    }
    if petition.second_look_owed_since().is_some() {
        open.push(Unfinished::SecondLook);
    }
    open.extend(petition.to_execute().into_iter().map(Unfinished::Execution));
    if needs_a_follow_up(petition) {
        open.push(Unfinished::FollowUp);
    }
    open
}

fn needs_a_follow_up(petition: &Petition) -> bool {
    let promised = petition
        .standing_answers()
        .iter()
        .any(|answer| answer.outcome == Outcome::Supported);
    let unhappy = petition.rating.as_ref().is_some_and(|rating| {
        rating.unit == Satisfaction::Dissatisfied || rating.bureau == Satisfaction::Dissatisfied
    });
    let last = petition.after.follow_ups.last();
    (promised || unhappy) && last.is_none_or(|visit| visit.settled == Settled::No)
}

/// Decides the words of one command after the answer.
///
/// # Errors
/// The first [`Refusal`].
pub(in crate::petition) fn decide(
    petition: &Petition,
    command: &Command,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let answered_on = petition
        .delivery
        .as_ref()
        .map_or(petition.registration.received_on, |delivery| delivery.on);
    match command {
        Command::LookAgain(look) => {
            let Some(since) = petition.second_look_owed_since() else {
                return Err(Refusal::NobodyDissatisfied);
            };
            day(Field::DoneOn, look.on, since, setting)?;
            text(Field::Found, &look.found)?;
            text(Field::Answer, &look.answer)
        }
        Command::Execute(execution) => execute(petition, execution, answered_on, setting),
        Command::FollowUp(visit) => {
            day(Field::DoneOn, visit.on, answered_on, setting)?;
            line(Field::Met, &visit.met)?;
            text(Field::Said, &visit.said)
        }
        Command::Remind(reminder) => {
            if petition.rating.is_some() {
                return Err(Refusal::AlreadyRated);
            }
            let term = Term::Rating;
            let last = last_day(term, answered_on, setting);
            if petition.delivery.is_none() || day_of(setting.now) > last {
                return Err(Refusal::TimeOver { term, last });
            }
            day(Field::DoneOn, reminder.on, answered_on, setting)?;
            line(Field::Said, &reminder.how)
        }
        Command::Archive(filing) => {
            let open = unfinished(petition, setting);
            if !open.is_empty() {
                return Err(Refusal::NotReadyToFile(open));
            }
            line(Field::Shelf, &filing.shelf)?;
            within(Field::Note, &filing.note, TEXT_LIMIT)
        }
    }
}

fn execute(
    petition: &Petition,
    execution: &Execution,
    answered_on: NaiveDate,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let demand = execution.demand;
    let supported = petition
        .standing_answers()
        .iter()
        .any(|answer| answer.demand == demand && answer.outcome == Outcome::Supported);
    if !supported {
        return Err(Refusal::NotSupported(demand));
    }
    if petition.executed_on(demand).is_some() {
        return Err(Refusal::ExecutedAlready(demand));
    }
    day(Field::DoneOn, execution.on, answered_on, setting)?;
    text(Field::Done, &execution.done)?;
    within(Field::Proof, &execution.proof, LINE_LIMIT)?;
    if execution.progress == super::Progress::Done {
        line(Field::Proof, &execution.proof)?;
    }
    Ok(())
}

impl Petition {
    /// Whether the volume is closed: nothing is added to it any more.
    pub fn is_archived(&self) -> bool {
        self.latest(Step::Archive).is_some()
    }
}
