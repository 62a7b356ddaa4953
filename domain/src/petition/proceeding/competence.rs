//! Who is competent, where units disagree (24): they agree; else their common superior decides; else the joint
//! meeting does.

use super::Proceeding;
use crate::ids::UnitId;
use crate::petition::check::{day, line, text};
use crate::petition::{Petition, Sending};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// 提请协调责任单位
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contest {
    /// The units concerned: at least two.
    pub units: Vec<UnitId>,
    /// What they disagree on.
    pub question: String,
}

/// 协商未成: units met and did not agree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Talks {
    /// The day.
    pub on: NaiveDate,
    /// Who took part and what each said.
    pub said: String,
}

/// Who settled it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum SettledBy {
    /// 协商一致
    Agreement,
    /// 共同的上一级机关、单位
    CommonSuperior,
    /// 信访工作联席会议
    JointMeeting,
}

impl SettledBy {
    /// In the order of the law.
    pub const ALL: &'static [SettledBy] = &[
        SettledBy::Agreement,
        SettledBy::CommonSuperior,
        SettledBy::JointMeeting,
    ];
}

/// 确定责任单位
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settlement {
    /// How.
    pub by: SettledBy,
    /// Which authority or meeting, by name.
    pub authority: String,
    /// The day.
    pub on: NaiveDate,
    /// The unit that answers.
    pub unit: UnitId,
    /// What was decided, and why.
    pub decision: String,
}

impl Petition {
    /// Whether the units have tried to agree since their competence was contested last.
    fn have_talked(&self) -> bool {
        self.proceedings
            .iter()
            .rev()
            .take_while(|done| !matches!(done.paper, Proceeding::ContestCompetence(_)))
            .any(|done| matches!(done.paper, Proceeding::RecordTalks(_)))
    }

    /// The day competence was contested last.
    fn contested_on(&self) -> NaiveDate {
        self.proceeded(|paper| matches!(paper, Proceeding::ContestCompetence(_)).then_some(()))
            .next_back()
            .map_or(self.registration.received_on, |((), on)| on)
    }

    /// The sending that a settlement makes: the unit is new, what the bureau asked stays.
    pub(in crate::petition) fn sent_anew(&self, settlement: &Settlement) -> Sending {
        Sending {
            unit: settlement.unit,
            assignment: self
                .sendings
                .last()
                .and_then(|last| last.assignment.clone()),
            note: settlement.decision.clone(),
        }
    }
}

pub(super) fn contest(contest: &Contest, setting: &Setting<'_>) -> Result<(), Refusal> {
    let mut units = contest.units.clone();
    units.sort_unstable();
    units.dedup();
    if units.len() < 2 {
        return Err(Refusal::Missing(Field::Units));
    }
    can_answer(&units, setting)?;
    text(Field::Reason, &contest.question)
}

/// Whether each of `units` answers petitions in its own name.
pub(super) fn can_answer(units: &[UnitId], setting: &Setting<'_>) -> Result<(), Refusal> {
    let answers = |unit: &UnitId| {
        let unit = setting.directory.unit(*unit);
        unit.is_some_and(|unit| unit.kind.can_be_responsible())
    };
    if units.iter().all(answers) {
        Ok(())
    } else {
        Err(Refusal::UnitCannotAnswer)
    }
}

pub(super) fn talks(
    petition: &Petition,
    talks: &Talks,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    day(
        Field::DecidedOn,
        talks.on,
        petition.registration.received_on,
        setting,
    )?;
    text(Field::Said, &talks.said)
}

pub(super) fn settle(
    petition: &Petition,
    settlement: &Settlement,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    if settlement.by != SettledBy::Agreement && !petition.have_talked() {
        return Err(Refusal::TalksFirst);
    }
    can_answer(&[settlement.unit], setting)?;
    line(Field::Authority, &settlement.authority)?;
    day(
        Field::DecidedOn,
        settlement.on,
        petition.contested_on(),
        setting,
    )?;
    text(Field::Decision, &settlement.decision)
}
