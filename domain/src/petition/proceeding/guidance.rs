//! Guidance to another lawful route (31, branches 1 to 5): where to go, by when, and what became of it. The
//! route runs on the limits of its own law; they are shown, they bind others.

use super::Proceeding;
use crate::deadline::Term;
use crate::petition::check::{day, line, text};
use crate::petition::{Notice, Path, Petition};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A lawful route beside the petition procedure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Route {
    /// 行政复议
    Reconsideration,
    /// 行政诉讼
    AdministrativeSuit,
    /// 民事诉讼
    CivilSuit,
    /// 检察监督
    Procuratorate,
    /// 公安机关程序
    Police,
    /// 劳动人事争议仲裁
    LabourArbitration,
    /// 农村土地承包仲裁
    LandArbitration,
    /// 党员申诉
    PartyAppeal,
    /// 行政裁决、确认、许可、处罚
    AdministrativeProcedure,
    /// 履行法定职责
    DutyToAct,
}

impl Route {
    /// Every route, in the order of the branches.
    pub const ALL: &'static [Route] = &[
        Route::Reconsideration,
        Route::AdministrativeSuit,
        Route::CivilSuit,
        Route::Procuratorate,
        Route::Police,
        Route::LabourArbitration,
        Route::LandArbitration,
        Route::PartyAppeal,
        Route::AdministrativeProcedure,
        Route::DutyToAct,
    ];

    /// The branch of 条例 31 it belongs to.
    pub const fn path(self) -> Path {
        match self {
            Route::AdministrativeSuit | Route::CivilSuit | Route::Procuratorate | Route::Police => {
                Path::Litigation
            }
            Route::LabourArbitration | Route::LandArbitration => Path::Arbitration,
            Route::PartyAppeal => Path::PartyAppeal,
            Route::Reconsideration | Route::AdministrativeProcedure => Path::Administrative,
            Route::DutyToAct => Path::DutyToAct,
        }
    }

    /// The time its law gives to ask for it, where one is fixed.
    pub const fn to_ask(self) -> Option<Term> {
        match self {
            Route::Reconsideration => Some(Term::AskReconsideration),
            Route::AdministrativeSuit => Some(Term::AskAdministrativeSuit),
            Route::CivilSuit => Some(Term::AskCivilSuit),
            Route::LabourArbitration => Some(Term::AskLabourArbitration),
            Route::LandArbitration => Some(Term::AskLandArbitration),
            _ => None,
        }
    }

    /// The time its law gives to decide, where one is fixed.
    pub const fn to_decide(self) -> Option<Term> {
        match self {
            Route::Reconsideration => Some(Term::Reconsideration),
            Route::AdministrativeSuit => Some(Term::AdministrativeSuit),
            Route::CivilSuit => Some(Term::CivilSuit),
            Route::LabourArbitration => Some(Term::LabourArbitration),
            Route::LandArbitration => Some(Term::LandArbitration),
            Route::DutyToAct => Some(Term::DutyToAct),
            _ => None,
        }
    }
}

/// 导入法定途径: what the petitioner is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Guidance {
    /// Which route.
    pub route: Route,
    /// Which authority, and where.
    pub authority: String,
    /// What to do, with which papers, in words the petitioner understands.
    pub told: String,
    /// The day from which the route's time to ask runs: when the petitioner knew of the act or of the wrong;
    /// none where it is not known.
    pub known_on: Option<NaiveDate>,
    /// How and when it was told.
    pub notice: Notice,
}

/// 途径已受理: the authority has taken the matter up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RouteTaken {
    /// The day.
    pub on: NaiveDate,
    /// Who, and under which number.
    pub by: String,
}

/// 途径结果
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RouteOutcome {
    /// The day of the decision.
    pub on: NaiveDate,
    /// What was decided, under which number.
    pub decided: String,
}

impl Petition {
    /// The guidance given, the last one.
    pub fn guidance(&self) -> Option<&Guidance> {
        self.guided().map(|(guidance, _)| guidance)
    }

    fn guided(&self) -> Option<(&Guidance, NaiveDate)> {
        self.proceeded(|paper| match paper {
            Proceeding::Guide(guidance) => Some(guidance),
            _ => None,
        })
        .next_back()
    }

    /// When the other authority took it up.
    pub fn route_taken(&self) -> Option<&RouteTaken> {
        self.proceeded(|paper| match paper {
            Proceeding::RecordTaken(taken) => Some(taken),
            _ => None,
        })
        .next_back()
        .map(|(taken, _)| taken)
    }

    /// What the other authority decided.
    pub fn route_outcome(&self) -> Option<&RouteOutcome> {
        self.proceeded(|paper| match paper {
            Proceeding::RecordOutcome(outcome) => Some(outcome),
            _ => None,
        })
        .next_back()
        .map(|(outcome, _)| outcome)
    }
}

pub(super) fn guide(
    petition: &Petition,
    guidance: &Guidance,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let taken = petition.acceptance.as_ref().map(|taken| taken.path);
    if taken != Some(guidance.route.path()) {
        return Err(Refusal::OtherBranch);
    }
    line(Field::Authority, &guidance.authority)?;
    text(Field::Reason, &guidance.told)?;
    if let Some(on) = guidance.known_on {
        day(Field::KnownOn, on, NaiveDate::MIN, setting)?;
    }
    let received_on = petition.registration.received_on;
    day(Field::NoticeOn, guidance.notice.on, received_on, setting)
}

pub(super) fn taken(
    petition: &Petition,
    taken: &RouteTaken,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let Some((guidance, _)) = petition.guided() else {
        return Err(Refusal::NoGuidance);
    };
    day(Field::TakenOn, taken.on, guidance.notice.on, setting)?;
    line(Field::Authority, &taken.by)
}

pub(super) fn outcome(
    petition: &Petition,
    outcome: &RouteOutcome,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let Some((guidance, _)) = petition.guided() else {
        return Err(Refusal::NoGuidance);
    };
    let first = petition
        .route_taken()
        .map_or(guidance.notice.on, |taken| taken.on);
    day(Field::DecidedOn, outcome.on, first, setting)?;
    text(Field::Decision, &outcome.decided)
}
