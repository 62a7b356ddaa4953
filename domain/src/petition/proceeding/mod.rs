//! Procedural steps (程序事项) on the way to an answer: extension, guidance to another lawful route, competence,
//! joint handling, the simple procedure, closing reports, urgent reports and urging.
//!
//! Their papers lie in one list, in the order they were written; what a petition owes is read off that list.

mod closing;
mod competence;
mod extension;
mod guidance;
mod joint;
mod simple;
mod urging;

pub use closing::ClosingReport;
pub use competence::{Contest, SettledBy, Settlement, Talks};
pub use extension::{EXTENSION_DAYS, Extended, ExtensionGrant, ExtensionRequest, Standing};
pub use guidance::{Guidance, Route, RouteOutcome, RouteTaken};
pub use joint::JointHandling;
pub use urging::{UrgedBy, UrgentReport, Urging, UrgingAnswer};

use super::{Notice, Path, Petition, Step};
use crate::record::{By, Setting};
use crate::refusal::Refusal;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

pub(super) use simple::simply;

/// One procedural step; its name is its [`Step`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Proceeding {
    /// 申请延期
    RequestExtension(ExtensionRequest),
    /// 同意延期
    GrantExtension(ExtensionGrant),
    /// 不同意延期, with the reason
    RefuseExtension(String),
    /// 告知延期
    TellExtension(Notice),
    /// 导入法定途径
    Guide(Guidance),
    /// 途径已受理
    RecordTaken(RouteTaken),
    /// 途径结果
    RecordOutcome(RouteOutcome),
    /// 结案报告
    ReportClosing(ClosingReport),
    /// 退回结案报告, with what is missing
    ReturnReport(String),
    /// 提请协调责任单位
    ContestCompetence(Contest),
    /// 协商未成
    RecordTalks(Talks),
    /// 确定责任单位
    SettleCompetence(Settlement),
    /// 会同办理
    JoinUnits(JointHandling),
    /// 会办意见 of one of the units
    GivePart(String),
    /// 转普通程序, with the reason
    TurnOrdinary(String),
    /// 紧急上报
    ReportUrgent(UrgentReport),
    /// 督办
    Urge(Urging),
    /// 督办反馈
    AnswerUrging(UrgingAnswer),
}

/// A procedural step as it was taken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Proceeded {
    /// What was written.
    pub paper: Proceeding,
    /// The official day.
    pub on: NaiveDate,
    /// Who.
    pub by: By,
}

impl Proceeding {
    /// The step of the table it takes.
    pub fn step(&self) -> Step {
        match self {
            Proceeding::RequestExtension(_) => Step::RequestExtension,
            Proceeding::GrantExtension(_) => Step::GrantExtension,
            Proceeding::RefuseExtension(_) => Step::RefuseExtension,
            Proceeding::TellExtension(_) => Step::TellExtension,
            Proceeding::Guide(_) => Step::Guide,
            Proceeding::RecordTaken(_) => Step::RecordTaken,
            Proceeding::RecordOutcome(_) => Step::RecordOutcome,
            Proceeding::ReportClosing(_) => Step::ReportClosing,
            Proceeding::ReturnReport(_) => Step::ReturnReport,
            Proceeding::ContestCompetence(_) => Step::ContestCompetence,
            Proceeding::RecordTalks(_) => Step::RecordTalks,
            Proceeding::SettleCompetence(_) => Step::SettleCompetence,
            Proceeding::JoinUnits(_) => Step::JoinUnits,
            Proceeding::GivePart(_) => Step::GivePart,
            Proceeding::TurnOrdinary(_) => Step::TurnOrdinary,
            Proceeding::ReportUrgent(_) => Step::ReportUrgent,
            Proceeding::Urge(_) => Step::Urge,
            Proceeding::AnswerUrging(_) => Step::AnswerUrging,
        }
    }
}

/// What must be written, once the table has said who may and when.
pub(super) fn words(
    petition: &Petition,
    paper: &Proceeding,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    use super::check::text;
    use crate::refusal::Field;
    match paper {
        Proceeding::RequestExtension(request) => extension::request(petition, request, setting),
        Proceeding::GrantExtension(grant) => extension::grant(petition, grant),
        Proceeding::RefuseExtension(reason) => extension::refuse(petition, reason),
        Proceeding::TellExtension(notice) => extension::tell(petition, notice, setting),
        Proceeding::Guide(guidance) => guidance::guide(petition, guidance, setting),
        Proceeding::RecordTaken(taken) => guidance::taken(petition, taken, setting),
        Proceeding::RecordOutcome(outcome) => guidance::outcome(petition, outcome, setting),
        Proceeding::ReportClosing(report) => closing::report(petition, report),
        Proceeding::ReturnReport(reason) => closing::send_back(petition, reason),
        Proceeding::ContestCompetence(contest) => competence::contest(contest, setting),
        Proceeding::RecordTalks(talks) => competence::talks(petition, talks, setting),
        Proceeding::SettleCompetence(settled) => competence::settle(petition, settled, setting),
        Proceeding::JoinUnits(joint) => joint::join(petition, joint, setting),
        Proceeding::GivePart(part) => text(Field::Answer, part),
        Proceeding::TurnOrdinary(reason) => simple::turn_ordinary(petition, reason),
        Proceeding::ReportUrgent(report) => urging::report(petition, report, setting),
        Proceeding::Urge(urging) => urging::urge(urging, setting),
        Proceeding::AnswerUrging(answer) => urging::answer(petition, answer),
    }
}

/// Whether a procedural step that the table opens makes sense now; where not, the law is sure to refuse it and
/// nobody is offered it.
pub fn invited(petition: &Petition, step: Step) -> bool {
    let path = petition.acceptance.as_ref().map(|taken| taken.path);
    match step {
        Step::RequestExtension => {
            path == Some(Path::PetitionProcedure)
                && !petition.is_simple()
                && petition.extension() == Standing::None
        }
        Step::GrantExtension | Step::RefuseExtension => {
            matches!(petition.extension(), Standing::Asked(_))
        }
        Step::TellExtension => matches!(petition.extension(), Standing::Granted { .. }),
        Step::TurnOrdinary => petition.is_simple(),
        Step::Guide => Route::ALL.iter().any(|route| path == Some(route.path())),
        Step::RecordTaken | Step::RecordOutcome => petition.guidance().is_some(),
        Step::ReportClosing => petition.is_assigned() && petition.closing_report().is_none(),
        Step::ReturnReport => petition.closing_report().is_some(),
        Step::AnswerUrging => petition
            .urgings()
            .iter()
            .any(|(_, _, answered_on)| answered_on.is_none()),
        _ => true,
    }
}

impl Petition {
    /// Its procedural steps of the kind `pick` takes, oldest first, with the day of each.
    fn proceeded<'a, T>(
        &'a self,
        pick: impl Fn(&'a Proceeding) -> Option<T>,
    ) -> impl DoubleEndedIterator<Item = (T, NaiveDate)> {
        self.proceedings
            .iter()
            .filter_map(move |done| Some((pick(&done.paper)?, done.on)))
    }
}
