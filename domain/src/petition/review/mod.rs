//! 复查 and 复核: the two further levels of one case (条例 35, 36), by other people at other organs.

mod clocks;
mod decide;
mod papers;
mod sight;
mod steps;

pub(super) use clocks::clocks;
pub(super) use decide::{decide, repeats};
pub use papers::*;
pub(super) use sight::judging;
pub use sight::{
    EarlierPart, above_office, above_unit, awaits, excluded, open_to, organ_above, parts, reviewers,
};
pub use steps::{Stage, table};

use super::{Delivery, Petition, State, Step};
use crate::deadline::Term;
use crate::document::DocumentKind;
use crate::ids::{OfficerId, UnitId, day_of};
use crate::record::Event;
use crate::refusal::Refusal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What somebody wants to do at a further level.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Command {
    /// 申请复查、复核
    Request(Request),
    /// 受理
    Take(Taking),
    /// 不予受理
    Refuse(Refusing),
    /// 听证
    Hear(Hearing),
    /// 拟意见
    Draft(Conclusion),
    /// 退回修改, with what is to be changed
    Return(String),
    /// 签发 the draft with this position
    Sign(u16),
    /// 送达
    Deliver(Delivery),
}

impl Command {
    /// The step of the table this command takes.
    pub fn step(&self) -> Step {
        match self {
            Command::Request(_) => Step::RequestReview,
            Command::Take(_) => Step::TakeReview,
            Command::Refuse(_) => Step::RefuseReview,
            Command::Hear(_) => Step::HoldHearing,
            Command::Draft(_) => Step::DraftReview,
            Command::Return(_) => Step::ReturnReview,
            Command::Sign(_) => Step::SignReview,
            Command::Deliver(_) => Step::DeliverReview,
        }
    }
}

/// One further level.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Level {
    /// 复查 or 复核.
    pub kind: LevelKind,
    /// How often the first level had been ordered to answer anew when this one was asked for.
    pub round: u16,
    /// The office that reviews.
    pub organ: UnitId,
    /// Where it stands.
    pub stage: Stage,
    /// What was asked.
    pub request: Request,
    /// 受理
    pub taking: Option<Taking>,
    /// 不予受理
    pub refusing: Option<Refusing>,
    /// Hearings.
    pub hearings: Vec<Hearing>,
    /// Drafts; the last is in force.
    pub drafts: Vec<Conclusion>,
    /// Why drafts went back.
    pub returns: Vec<String>,
    /// 文号, once signed.
    pub number: Option<String>,
    /// 送达
    pub delivery: Option<Delivery>,
    /// The review office's people who worked on it: they may not judge it again.
    pub officers: Vec<OfficerId>,
}

impl Level {
    /// The opinion in force: the last draft, once there is one.
    pub fn conclusion(&self) -> Option<&Conclusion> {
        self.drafts.last()
    }

    /// The document the office's opinion is.
    pub fn document(&self) -> DocumentKind {
        match self.kind {
            LevelKind::Review => DocumentKind::Review,
            LevelKind::Recheck => DocumentKind::Recheck,
        }
    }

    /// The limit of the office's opinion.
    pub fn term(&self) -> Term {
        match self.kind {
            LevelKind::Review => Term::Review,
            LevelKind::Recheck => Term::Recheck,
        }
    }
}

/// The further levels of a case.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Reviews {
    /// Every level asked for, in order.
    pub levels: Vec<Level>,
    /// Each time the first level was ordered to answer anew.
    pub rounds: Vec<Round>,
}

impl Reviews {
    /// The level that is under way.
    pub fn open(&self) -> Option<&Level> {
        self.levels.last().filter(|level| level.stage.is_open())
    }

    /// The levels whose opinion was delivered on the answer that stands now.
    fn delivered(&self) -> impl DoubleEndedIterator<Item = &Level> {
        let round = self.round();
        self.levels
            .iter()
            .filter(move |level| level.round == round && level.stage == Stage::Delivered)
    }

    /// The level of this kind whose opinion was signed last.
    pub fn signed(&self, kind: LevelKind) -> Option<&Level> {
        let signed = |level: &&Level| level.kind == kind && level.number.is_some();
        self.levels.iter().rev().find(signed)
    }

    /// How often the first level was ordered to answer anew.
    fn round(&self) -> u16 {
        u16::try_from(self.rounds.len()).unwrap_or(u16::MAX)
    }

    /// The level whose opinion the petitioner holds, if one has spoken on the answer that stands now.
    pub fn answering(&self) -> Option<&Level> {
        self.delivered().next_back()
    }

    /// The order to answer anew that the first level has not fulfilled yet.
    pub fn redo(&self, petition: &Petition) -> Option<&Round> {
        self.rounds.last().filter(|_| petition.delivery.is_none())
    }
}

impl Petition {
    /// Which level may be asked for next.
    ///
    /// # Errors
    /// There is no answer yet or another procedure's remedy applies, a level is under way, or the road has ended.
    pub fn next_level(&self) -> Result<LevelKind, Refusal> {
        let step = Step::RequestReview;
        if let Some(level) = self.reviews.open() {
            let stage = level.stage;
            return Err(Refusal::NotInReview { step, stage });
        }
        let answered = matches!(self.state, State::Delivered | State::Closed);
        if !answered || self.delivery.is_none() || !self.by_petition_procedure() {
            return Err(Refusal::NothingToReview);
        }
        LevelKind::after(self.reviews.delivered().count()).ok_or(Refusal::RoadEnded)
    }

    /// The opinion that `level` looks at: the organ whose it is, and its number.
    pub fn judged_by(&self, level: &Level) -> (Option<UnitId>, Option<&str>) {
        let reviews = &self.reviews;
        if level.kind == LevelKind::Recheck {
            let below = reviews.levels.iter().find(|below| {
                below.round == level.round
                    && below.kind == LevelKind::Review
                    && below.stage == Stage::Delivered
            });
            return below.map_or((None, None), |below| {
                (Some(below.organ), below.number.as_deref())
            });
        }
        let number = match reviews.rounds.get(usize::from(level.round)) {
            Some(round) => round.number.as_deref(),
            None => self.opinion_number.as_deref(),
        };
        (self.responsible, number)
    }

    /// Whether the matter goes the petition procedure, whose answer may be reviewed (35).
    pub fn by_petition_procedure(&self) -> bool {
        self.acceptance
            .as_ref()
            .is_some_and(|acceptance| acceptance.path == super::Path::PetitionProcedure)
    }

    /// 不再受理: since when the same facts and reasons are not taken again (36). A new registration that is
    /// linked to this one as the same matter asks here; new facts open a new item beside it.
    pub fn road_ended_on(&self) -> Option<NaiveDate> {
        let last = self.reviews.answering()?;
        let delivered_on = last.delivery.as_ref()?.on;
        (last.kind == LevelKind::Recheck).then_some(delivered_on)
    }

    /// The limit within which the next level may be asked for, and the day it starts.
    pub fn request_limit(&self) -> Option<(Term, NaiveDate)> {
        match self.reviews.answering() {
            None => Some((Term::ReviewRequest, self.delivery.as_ref()?.on)),
            Some(level) if level.kind == LevelKind::Review => {
                Some((Term::RecheckRequest, level.delivery.as_ref()?.on))
            }
            Some(_) => None,
        }
    }
}

/// Puts the command's paper where it belongs and returns its position there.
pub(super) fn file(petition: &mut Petition, command: &Command, event: &Event) -> u16 {
    let round = petition.reviews.round();
    if let Command::Request(request) = command {
        let kind = petition.next_level().unwrap_or(LevelKind::Review);
        petition.reviews.levels.push(Level {
            kind,
            round,
            organ: request.organ,
            stage: Stage::Requested,
            request: request.clone(),
            taking: None,
            refusing: None,
            hearings: Vec::new(),
            drafts: Vec::new(),
            returns: Vec::new(),
            number: None,
            delivery: None,
            officers: Vec::new(),
        });
        return at(petition.reviews.levels.len());
    }
    let nth = at(petition.reviews.levels.len());
    let Some(level) = petition.reviews.levels.last_mut() else {
        return nth;
    };
    if let crate::By::Officer(officer, _) = event.by
        && !level.officers.contains(&officer)
    {
        level.officers.push(officer);
    }
    match command {
        Command::Request(_) => {}
        Command::Take(taking) => {
            if !level.officers.contains(&taking.reviewer) {
                level.officers.push(taking.reviewer);
            }
            level.taking = Some(taking.clone());
        }
        Command::Refuse(refusing) => level.refusing = Some(refusing.clone()),
        Command::Hear(hearing) => level.hearings.push(hearing.clone()),
        Command::Draft(conclusion) => level.drafts.push(conclusion.clone()),
        Command::Return(reason) => level.returns.push(reason.clone()),
        Command::Sign(_) => {}
        Command::Deliver(delivery) => level.delivery = Some(delivery.clone()),
    }
    let row = table()
        .iter()
        .find(|row| row.when == Some(level.stage) && row.step == command.step());
    if let Some(row) = row {
        level.stage = row.to;
    }
    if let Command::Deliver(delivery) = command
        && level.conclusion().is_some_and(|told| told.result.reopens())
    {
        reopen(petition, nth, delivery.on.max(day_of(event.at)));
    }
    nth
}

/// A level's document got its number.
pub(super) fn numbered(petition: &mut Petition, kind: DocumentKind, number: &str) {
    if let Some(level) = petition.reviews.levels.last_mut()
        && level.document() == kind
    {
        level.number = Some(number.to_owned());
    }
}

/// Position of the last of so many.
fn at(len: usize) -> u16 {
    u16::try_from(len.saturating_sub(1)).unwrap_or(u16::MAX)
}

/// The organ answers anew: what it had answered is kept, and no longer stands.
fn reopen(petition: &mut Petition, level: u16, ordered_on: NaiveDate) {
    petition.reviews.rounds.push(Round {
        ordered_on,
        level,
        draft: at(petition.drafts.len()),
        number: petition.opinion_number.take(),
        delivery: petition.delivery.take(),
        rating: petition.rating.take(),
    });
    petition.closing = None;
    petition.state = State::Accepted;
}
