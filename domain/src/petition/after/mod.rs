//! After the answer: the second look at what somebody was not satisfied with, the carrying out of what was
//! supported, the follow-up visit, and the archive volume.

mod catalogue;
mod clocks;
mod decide;
mod papers;

pub use catalogue::{CatalogueLine, catalogue};
pub(super) use clocks::clocks;
pub(super) use decide::decide;
pub use decide::{Unfinished, unfinished};
pub use papers::*;

use super::{Answer, Outcome, Petition, Satisfaction, State, Step};
use crate::duty::Part;
use crate::ids::{UnitId, day_of};
use crate::policy::{Norm, Policy};
use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

/// What somebody wants to do after the answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Command {
    /// 重新核查答复
    LookAgain(SecondLook),
    /// 落实记录
    Execute(Execution),
    /// 回访
    FollowUp(FollowUp),
    /// 提醒评价
    Remind(Reminder),
    /// 归档
    Archive(Filing),
}

impl Command {
    /// The step of the table this command takes.
    pub fn step(&self) -> Step {
        match self {
            Command::LookAgain(_) => Step::LookAgain,
            Command::Execute(_) => Step::Execute,
            Command::FollowUp(_) => Step::FollowUp,
            Command::Remind(_) => Step::Remind,
            Command::Archive(_) => Step::Archive,
        }
    }
}

/// What happened after the answer.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct After {
    /// Second looks, in order.
    pub looks: Vec<SecondLook>,
    /// Steps of carrying out, in order.
    pub executions: Vec<Execution>,
    /// 回访, in order.
    pub follow_ups: Vec<FollowUp>,
    /// Reminders to rate, in order.
    pub reminders: Vec<Reminder>,
    /// The archive volume.
    pub filing: Option<Filing>,
    /// 案卷号, given by the server.
    pub volume: Option<String>,
}

/// Puts the command's paper where it belongs and returns its position there.
pub(super) fn file(after: &mut After, command: &Command) -> u16 {
    match command {
        Command::LookAgain(look) => push(&mut after.looks, look),
        Command::Execute(execution) => push(&mut after.executions, execution),
        Command::FollowUp(visit) => push(&mut after.follow_ups, visit),
        Command::Remind(reminder) => push(&mut after.reminders, reminder),
        Command::Archive(filing) => {
            after.filing = Some(filing.clone());
            0
        }
    }
}

fn push<T: Clone>(list: &mut Vec<T>, paper: &T) -> u16 {
    let nth = u16::try_from(list.len()).unwrap_or(u16::MAX);
    list.push(paper.clone());
    nth
}

impl Petition {
    /// The answers that bind the organ: a level's own where it changed them, else those of the signed opinion.
    pub fn standing_answers(&self) -> &[Answer] {
        let changed = self
            .reviews
            .answering()
            .and_then(|level| level.conclusion())
            .filter(|conclusion| !conclusion.answers.is_empty());
        if let Some(conclusion) = changed {
            return &conclusion.answers;
        }
        match (&self.delivery, self.opinion()) {
            (Some(_), Some(opinion)) => &opinion.answers,
            _ => &[],
        }
    }

    /// The demands that were supported and are not carried out yet.
    pub fn to_execute(&self) -> Vec<u16> {
        self.standing_answers()
            .iter()
            .filter(|answer| answer.outcome == Outcome::Supported)
            .map(|answer| answer.demand)
            .filter(|demand| self.executed_on(*demand).is_none())
            .collect()
    }

    /// The day from which the petitioner is reminded to rate the answer, by the county's rule on the day it was
    /// served; `None`: nothing is served, it is rated, or they were reminded: nobody is pressed twice.
    pub fn reminder_due_on(&self, policy: &Policy) -> Option<NaiveDate> {
        let served = self.delivery.as_ref()?.on;
        let reminded = self.after.reminders.iter().any(|it| it.on >= served);
        if self.rating.is_some() || reminded {
            return None;
        }
        let days = policy.value(Norm::RatingReminder, served);
        served.checked_add_days(Days::new(u64::from(days)))
    }

    /// For how many years the volume is kept, by the county's rule on the day it was filed; `None`: for ever, or
    /// it is not filed yet.
    pub fn kept_years(&self, policy: &Policy) -> Option<u32> {
        let filing = self.after.filing.as_ref()?;
        let norm = match filing.retention {
            Retention::Permanent => return None,
            Retention::Ordinary => Norm::RetentionYears,
            Retention::Minor => Norm::RetentionMinorYears,
        };
        let filed_on = day_of(self.taken_at(Step::Archive)?);
        Some(policy.value(norm, filed_on))
    }

    /// The day a supported demand was carried out.
    pub fn executed_on(&self, demand: u16) -> Option<NaiveDate> {
        let since = self.delivery.as_ref()?.on;
        self.after
            .executions
            .iter()
            .filter(|step| step.demand == demand && step.on >= since)
            .find(|step| step.progress == Progress::Done)
            .map(|step| step.on)
    }

    /// The day somebody said that they are not satisfied with the unit, if its head has not looked again since.
    pub fn second_look_owed_since(&self) -> Option<NaiveDate> {
        let rating = self.rating.as_ref()?;
        let rated_at = self.latest(Step::Rate)?.at;
        let looked = self
            .latest(Step::LookAgain)
            .is_some_and(|entry| entry.at >= rated_at);
        let owed = rating.unit == Satisfaction::Dissatisfied && !looked;
        owed.then(|| day_of(rated_at))
    }
}

/// Whose turn it is once an answer was delivered, where something is still owed.
pub(super) fn awaits(petition: &Petition) -> Option<(UnitId, Part)> {
    let unit = petition.responsible?;
    if petition.second_look_owed_since().is_some() {
        return Some((unit, Part::UnitHead));
    }
    let carries_out = petition.state == State::Closed && !petition.to_execute().is_empty();
    carries_out.then_some((unit, Part::Handler))
}
