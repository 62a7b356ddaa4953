//! Rights kept inside a case: recusal (条例 28), safety notes that expire (red line 5), and incident notes on a
//! reception (条例 26), on which no step of the case depends (red line 6).

mod decide;

pub(super) use decide::decide;

use super::{Petition, Step};
use crate::duty::{Officer, Part};
use crate::ids::OfficerId;
use crate::record::By;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The longest a safety note stands before somebody must look again, in days.
pub const SAFETY_DAYS: u64 = 30;

/// What somebody wants to write down about rights and safety.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Command {
    /// 回避
    Recuse(Recusal),
    /// 安全提示
    NoteSafety(SafetyNote),
    /// 现场情况记录
    NoteIncident(Incident),
}

impl Command {
    /// The step of the table this command takes.
    pub fn step(&self) -> Step {
        match self {
            Command::Recuse(_) => Step::Recuse,
            Command::NoteSafety(_) => Step::NoteSafety,
            Command::NoteIncident(_) => Step::NoteIncident,
        }
    }
}

/// Somebody with a direct interest stands back from this case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Recusal {
    /// Who.
    pub officer: OfficerId,
    /// The interest.
    pub reason: String,
}

/// A danger to somebody's life or health, so that help comes. It says nothing of what a person is like.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SafetyNote {
    /// What was said or seen.
    pub danger: String,
    /// What to do: whom to call, how to speak.
    pub help: String,
    /// The last day it is shown.
    pub until: NaiveDate,
}

/// 条例 26: what may not be done at a reception.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Unlawful {
    /// (一) 聚集、围堵、拦截公务车辆、阻断交通
    Blocking,
    /// (二) 携带危险物品、管制器具
    DangerousThings,
    /// (三) 侮辱、殴打、威胁工作人员，限制他人自由，毁坏财物
    Violence,
    /// (四) 滞留、滋事，弃留生活不能自理的人
    Staying,
    /// (五) 煽动、串联、胁迫、诱使他人，借机敛财
    Inciting,
    /// (六) 其他扰乱公共秩序的行为
    Other,
}

impl Unlawful {
    /// Every item of the article, in its order.
    pub const ALL: &'static [Unlawful] = &[
        Unlawful::Blocking,
        Unlawful::DangerousThings,
        Unlawful::Violence,
        Unlawful::Staying,
        Unlawful::Inciting,
        Unlawful::Other,
    ];
}

/// What happened at one reception; never a word on a person, never a reason for any step.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Incident {
    /// The day.
    pub on: NaiveDate,
    /// Which item of article 26.
    pub item: Unlawful,
    /// The facts.
    pub facts: String,
    /// What was done: persuaded, warned, called.
    pub done: String,
    /// Which authority took over; empty: none.
    pub authority: String,
}

/// What is kept of rights and safety in one case.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Rights {
    /// 回避, in order.
    pub recusals: Vec<Recusal>,
    /// 安全提示, in order; expired ones are shown to nobody.
    pub safety: Vec<SafetyNote>,
    /// 现场情况, in order.
    pub incidents: Vec<Incident>,
}

/// Puts the command's paper where it belongs and returns its position there.
pub(super) fn file(rights: &mut Rights, command: &Command) -> u16 {
    let at = |len: usize| u16::try_from(len).unwrap_or(u16::MAX);
    match command {
        Command::Recuse(recusal) => {
            rights.recusals.push(recusal.clone());
            at(rights.recusals.len() - 1)
        }
        Command::NoteSafety(note) => {
            rights.safety.push(note.clone());
            at(rights.safety.len() - 1)
        }
        Command::NoteIncident(incident) => {
            rights.incidents.push(incident.clone());
            at(rights.incidents.len() - 1)
        }
    }
}

impl Petition {
    /// Whether `officer` stands back from this case.
    pub fn is_recused(&self, officer: OfficerId) -> bool {
        self.rights
            .recusals
            .iter()
            .any(|recusal| recusal.officer == officer)
    }

    /// Who handles it, unless they stand back from it.
    pub fn handler(&self) -> Option<OfficerId> {
        let handler = self.acceptance.as_ref()?.handler;
        (!self.is_recused(handler)).then_some(handler)
    }

    /// The petition without what `officer` may not read on `today`: safety notes are for those who handle the
    /// item, until they expire.
    pub fn for_eyes_of(mut self, officer: &Officer, today: NaiveDate) -> Petition {
        if self.rights.safety.is_empty() {
            return self;
        }
        let handles = self.works_on(officer);
        for note in &mut self.rights.safety {
            if !handles || note.until < today {
                // The course keeps its line, so that positions stay; the words are gone.
                note.danger.clear();
                note.help.clear();
            }
        }
        self
    }

    /// Whether `officer` handles the item: at the bureau, at the unit, asked in, or at a further level.
    fn works_on(&self, officer: &Officer) -> bool {
        let actor = crate::duty::Actor::Officer(officer.clone());
        let mut parts = super::parts(self, &actor);
        parts.extend(super::review::parts(self, &actor));
        let works = parts.iter().any(|part| {
            matches!(
                part,
                Part::Bureau
                    | Part::Handler
                    | Part::UnitHead
                    | Part::Discipline
                    | Part::ReviewOffice
                    | Part::ReviewHead
            )
        });
        works || self.entrusted.contains(&officer.id)
    }

    /// The safety notes that stand on `today`, with who wrote them.
    pub fn safety_notes(&self, today: NaiveDate) -> impl Iterator<Item = (&SafetyNote, By)> {
        self.course
            .iter()
            .filter(|entry| entry.step == Step::NoteSafety)
            .filter_map(|entry| {
                let note = self.rights.safety.get(usize::from(entry.nth))?;
                Some((note, entry.by))
            })
            .filter(move |(note, _)| note.until >= today && !note.danger.is_empty())
    }
}
