//! Urging (督办, 40) with what is demanded and what was answered, and reports of urgent or major matters upward,
//! at once (25).

use super::Proceeding;
use crate::ids::day_of;
use crate::petition::Petition;
use crate::petition::check::{day, line, text, within};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// From whom the demand comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum UrgedBy {
    /// 信访局
    Bureau,
    /// 县领导批示
    CountyLeader,
    /// 市级
    Prefecture,
    /// 省级
    Province,
    /// 国家
    State,
}

impl UrgedBy {
    /// From near to far.
    pub const ALL: &'static [UrgedBy] = &[
        UrgedBy::Bureau,
        UrgedBy::CountyLeader,
        UrgedBy::Prefecture,
        UrgedBy::Province,
        UrgedBy::State,
    ];
}

/// 督办
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Urging {
    /// From whom.
    pub by: UrgedBy,
    /// The leader's name and the words of the instruction, or the letter's number; may be empty.
    pub instruction: String,
    /// What is demanded.
    pub demand: String,
    /// Until when to answer.
    pub answer_by: NaiveDate,
}

/// 督办反馈
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UrgingAnswer {
    /// Which urging, from 0.
    pub nth: u16,
    /// What was done and when the rest will be.
    pub done: String,
}

/// 紧急上报
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct UrgentReport {
    /// To whom: offices and persons.
    pub to: String,
    /// The day it was reported.
    pub on: NaiveDate,
    /// What happened or threatens.
    pub what: String,
    /// What was done at once; may be empty.
    pub done: String,
    /// A follow-up to an earlier report.
    pub follows: bool,
}

impl Petition {
    /// Every urging with the day it was written and whether it was answered, oldest first.
    pub fn urgings(&self) -> Vec<(&Urging, NaiveDate, Option<NaiveDate>)> {
        let urgings = self.proceeded(|paper| match paper {
            Proceeding::Urge(urging) => Some(urging),
            _ => None,
        });
        urgings
            .zip(0u16..)
            .map(|((urging, on), nth)| {
                let answers = self.proceeded(|paper| match paper {
                    Proceeding::AnswerUrging(answer) if answer.nth == nth => Some(()),
                    _ => None,
                });
                (urging, on, answers.map(|((), on)| on).next())
            })
            .collect()
    }
}

pub(super) fn urge(urging: &Urging, setting: &Setting<'_>) -> Result<(), Refusal> {
    within(
        Field::Note,
        &urging.instruction,
        crate::petition::TEXT_LIMIT,
    )?;
    text(Field::Requirement, &urging.demand)?;
    let first = day_of(setting.now);
    if urging.answer_by < first {
        return Err(Refusal::TooEarly {
            field: Field::FeedbackOn,
            first,
        });
    }
    Ok(())
}

pub(super) fn answer(petition: &Petition, answer: &UrgingAnswer) -> Result<(), Refusal> {
    let urgings = petition.urgings();
    match urgings.get(usize::from(answer.nth)) {
        None => Err(Refusal::NoSuchUrging),
        Some((_, _, Some(_))) => Err(Refusal::UrgingAnswered),
        Some((_, _, None)) => text(Field::Done, &answer.done),
    }
}

pub(super) fn report(
    petition: &Petition,
    report: &UrgentReport,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let before = |paper: &Proceeding| matches!(paper, Proceeding::ReportUrgent(_));
    if report.follows && !petition.proceedings.iter().any(|done| before(&done.paper)) {
        return Err(Refusal::NothingReported);
    }
    line(Field::Receiver, &report.to)?;
    day(
        Field::ReportedOn,
        report.on,
        petition.registration.received_on,
        setting,
    )?;
    text(Field::Found, &report.what)?;
    within(Field::Done, &report.done, crate::petition::TEXT_LIMIT)
}
