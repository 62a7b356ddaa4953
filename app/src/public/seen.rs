//! What a petitioner may see of their own item. The pages are made of nothing else: what has no place
//! here (people's data, notes, visits' and objections' text, drafts) cannot reach a page by mistake.

use super::levels::{self, MayAsk, SeenLevel};
use chrono::NaiveDate;
use domain::By;
use domain::deadline::{Calendar, Clock, Term};
use domain::duty::Part;
use domain::ids::{Moment, UnitId, day_of};
use domain::organisation::Directory;
use domain::petition::{
    Entry, Guidance, Outcome, Passage, Petition, Rating, State, Step, clocks, next_due, open_to,
};
use domain::policy::Policy;

/// The item in the petitioner's eyes.
#[derive(Clone, PartialEq, Debug)]
pub enum Seen {
    /// Everything but reports against officials.
    Open(Box<OpenItem>),
    /// A report against an official: one word and nothing else (条例 30, red line 1).
    Sealed(SealedStage),
}

/// How far a sealed report has come.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum SealedStage {
    /// 已收到
    Received,
    /// 正在办理
    InHandling,
    /// 已办结
    Closed,
}

/// How far an open item has come. What goes on between the unit's own desks is one stage.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// 已登记
    Registered,
    /// 已转到单位
    Sent,
    /// 正在核定由谁办理
    Disputed,
    /// 正在办理
    Handling,
    /// 已作出答复，正在送达
    Signed,
    /// 已答复
    Answered,
    /// 不予受理
    Declined,
    /// 已办结
    Closed,
    /// 已告知其他法定途径
    Guided,
}

/// A step told to the petitioner.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Milestone {
    /// 登记
    Registered,
    /// 转送或交办
    Transferred,
    /// 单位提出异议; its text is the offices' business
    Disputed,
    /// 同意退回
    TakenBack,
    /// 不同意退回
    Confirmed,
    /// 受理
    Accepted,
    /// 不予受理
    Declined,
    /// 走访; without a word of its record
    Visited,
    /// 电话或会议; likewise
    Contacted,
    /// 签发
    Signed,
    /// 送达
    Delivered,
    /// 评价
    Rated,
    /// 办结
    Closed,
    /// 更正 of what was registered
    Corrected,
    /// 延期, as told
    Extended,
    /// 导入法定途径
    Guided,
    /// 申请复查、复核
    ReviewAsked,
    /// 受理复查、复核
    ReviewTaken,
    /// 不予受理复查、复核
    ReviewRefused,
    /// 听证
    Heard,
    /// 复查、复核意见送达
    ReviewDelivered,
    /// 单位负责人重新核查
    LookedAgain,
    /// 落实
    CarriedOut,
    /// 回访
    FollowedUp,
    /// 归档
    Archived,
}

/// Who took a step.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Who {
    /// A unit, by name; never a person.
    Unit(String),
    /// The unit an item was sent to, by name.
    ToUnit(String),
    /// The petitioner.
    Yourself,
}

/// One line of the course.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// What.
    pub milestone: Milestone,
    /// The day that counts: of service, of the visit, else of the record.
    pub on: NaiveDate,
    /// Who.
    pub who: Who,
}

/// 不予受理
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DeclinedBecause {
    /// Why.
    pub reason: String,
    /// Whose matter it is and where to go.
    pub whose_matter: String,
    /// The day the notice was served.
    pub on: NaiveDate,
}

/// A delivered opinion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct GivenAnswer {
    /// 意见书文号
    pub number: Option<String>,
    /// The day it was served.
    pub on: NaiveDate,
    /// Facts established.
    pub findings: String,
    /// Each demand with its answer, in the order of the demands.
    pub demands: Vec<DemandAnswer>,
}

/// One demand and what became of it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DemandAnswer {
    /// The demand, in the petitioner's words.
    pub demand: String,
    /// Supported or not.
    pub outcome: Outcome,
    /// The opinion in words.
    pub opinion: String,
    /// The provision; may be empty.
    pub basis: String,
}

/// Whether the answer can be rated.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum RatingWindow {
    /// There is no answer to rate.
    Shut,
    /// Until this day.
    Open(NaiveDate),
    /// It was rated, on this day.
    Given(Rating, NaiveDate),
    /// The time ended on this day.
    Over(NaiveDate),
}

/// An item that is not sealed.
#[derive(Clone, PartialEq, Debug)]
pub struct OpenItem {
    /// 登记编号
    pub number: Option<String>,
    /// Title.
    pub title: String,
    /// The day it was received.
    pub received_on: NaiveDate,
    /// How far it has come.
    pub stage: Stage,
    /// The bureau's name.
    pub bureau: String,
    /// The responsible unit's name.
    pub unit: Option<String>,
    /// The handler's name, once accepted.
    pub handler: Option<String>,
    /// The office's limit that runs, or the handling limit once it was met.
    pub limit: Option<Clock>,
    /// The course, newest first.
    pub course: Vec<Line>,
    /// Why it was not taken.
    pub declined: Option<DeclinedBecause>,
    /// Which other lawful route the petitioner was told of.
    pub guided: Option<Guidance>,
    /// The answer, once delivered.
    pub answer: Option<GivenAnswer>,
    /// The rating.
    pub rating: RatingWindow,
    /// 复查 and 复核, oldest first.
    pub levels: Vec<SeenLevel>,
    /// The right to ask for the next level.
    pub may_ask: Option<MayAsk>,
    /// Since when the same facts and reasons are not taken again (36).
    pub road_ended_on: Option<NaiveDate>,
}

impl Seen {
    /// Folds a petition into what its petitioner may see at `now`.
    pub fn of(
        petition: &Petition,
        directory: &Directory,
        (calendar, policy): (&Calendar, &Policy),
        now: Moment,
    ) -> Seen {
        if petition.is_sealed() {
            return Seen::Sealed(SealedStage::of(petition.state));
        }
        let clocks = clocks(petition, calendar, policy);
        let running = |term: Term| {
            clocks
                .iter()
                .rev()
                .find(|clock| clock.term == term)
                .cloned()
        };
        let answer = given_answer(petition);
        Seen::Open(Box::new(OpenItem {
            number: petition.number.clone(),
            title: petition.registration.title.clone(),
            received_on: petition.registration.received_on,
            stage: stage(petition.state),
            bureau: directory.unit_name(petition.registration.bureau).to_owned(),
            unit: petition
                .responsible
                .map(|unit| directory.unit_name(unit).to_owned()),
            handler: petition
                .acceptance
                .as_ref()
                .map(|acceptance| directory.officer_name(acceptance.handler).to_owned())
                .filter(|name| !name.is_empty()),
            limit: owed(&clocks)
                .or_else(|| running(Term::Handling))
                .or_else(|| running(Term::SimpleOpinion)),
            course: course(petition, directory),
            declined: petition
                .declining
                .as_ref()
                .map(|declining| DeclinedBecause {
                    reason: declining.reason.clone(),
                    whose_matter: declining.whose_matter.clone(),
                    on: declining.notice.on,
                })
                .or_else(|| {
                    let told = petition.not_again.as_ref()?;
                    Some(DeclinedBecause {
                        reason: told.reason.clone(),
                        whose_matter: String::new(),
                        on: told.notice.on,
                    })
                }),
            guided: petition.guidance().cloned(),
            levels: levels::seen(petition, directory),
            may_ask: levels::may_ask(petition, directory, &clocks),
            road_ended_on: petition.road_ended_on(),
            rating: rating_window(petition, running(Term::Rating), now),
            answer,
        }))
    }
}

impl OpenItem {
    /// The rating is open.
    pub fn is_ratable(&self) -> bool {
        matches!(self.rating, RatingWindow::Open(_))
    }
}

/// The limit that runs towards the petitioner; what offices owe each other is theirs.
fn owed(clocks: &[Clock]) -> Option<Clock> {
    let mut towards = clocks.to_vec();
    towards.retain(|clock| {
        !matches!(
            clock.term,
            Term::Feedback | Term::UrgingAnswer | Term::SourceFeedback
        )
    });
    next_due(&towards).cloned()
}

impl SealedStage {
    /// How far a report in this state has come.
    pub fn of(state: State) -> SealedStage {
        match state {
            State::Registered | State::Sent | State::Objected | State::Contested => {
                SealedStage::Received
            }
            State::Accepted | State::Drafted | State::Approved | State::Guided => {
                SealedStage::InHandling
            }
            State::Delivered | State::Declined | State::Closed | State::Archived => {
                SealedStage::Closed
            }
        }
    }
}

fn stage(state: State) -> Stage {
    match state {
        State::Registered => Stage::Registered,
        State::Sent => Stage::Sent,
        State::Objected | State::Contested => Stage::Disputed,
        State::Accepted | State::Drafted => Stage::Handling,
        State::Approved => Stage::Signed,
        State::Delivered => Stage::Answered,
        State::Declined => Stage::Declined,
        State::Closed | State::Archived => Stage::Closed,
        State::Guided => Stage::Guided,
    }
}

/// The signed opinion, once the petitioner holds it.
fn given_answer(petition: &Petition) -> Option<GivenAnswer> {
    let delivery = petition.delivery.as_ref()?;
    let signed = petition.latest(Step::Approve)?;
    let opinion = petition.drafts.get(usize::from(signed.nth))?;
    let demands = petition.registration.demands.iter().zip(0u16..);
    Some(GivenAnswer {
        number: petition.opinion_number.clone(),
        on: delivery.on,
        findings: opinion.findings.clone(),
        demands: demands
            .filter_map(|(demand, nth)| {
                let answer = opinion.answers.iter().find(|answer| answer.demand == nth)?;
                Some(DemandAnswer {
                    demand: demand.clone(),
                    outcome: answer.outcome,
                    opinion: answer.opinion.clone(),
                    basis: answer.basis.clone(),
                })
            })
            .collect(),
    })
}

fn rating_window(petition: &Petition, clock: Option<Clock>, now: Moment) -> RatingWindow {
    if let Some(rating) = &petition.rating {
        let on = petition.taken_at(Step::Rate).unwrap_or(now);
        return RatingWindow::Given(rating.clone(), day_of(on));
    }
    let Some(clock) = clock else {
        return RatingWindow::Shut;
    };
    let may = open_to(Some(petition.state), &[Part::Petitioner], true).contains(&Step::Rate);
    match may {
        true if clock.is_overdue(day_of(now)) => RatingWindow::Over(clock.due.on),
        true => RatingWindow::Open(clock.due.on),
        false => RatingWindow::Shut,
    }
}

fn course(petition: &Petition, directory: &Directory) -> Vec<Line> {
    petition
        .course
        .iter()
        .rev()
        .filter_map(|entry| line(petition, entry, directory))
        .collect()
}

/// The day a delivery was made, also of an answer that was ordered to be made anew.
fn delivered_on(petition: &Petition, entry: &Entry) -> NaiveDate {
    let mut deliveries = petition
        .course
        .iter()
        .filter(|other| other.step == Step::Deliver);
    let nth = deliveries
        .position(|other| other.at == entry.at)
        .unwrap_or(0);
    let earlier = petition.reviews.rounds.get(nth);
    let delivery = match earlier {
        Some(round) => round.delivery.as_ref(),
        None => petition.delivery.as_ref(),
    };
    delivery.map_or(day_of(entry.at), |delivery| delivery.on)
}

fn line(petition: &Petition, entry: &Entry, directory: &Directory) -> Option<Line> {
    let nth = usize::from(entry.nth);
    let recorded_on = day_of(entry.at);
    let name = |unit: UnitId| directory.unit_name(unit).to_owned();
    let by = match entry.by {
        By::Officer(_, unit) => Who::Unit(name(unit)),
        By::Petitioner => Who::Yourself,
    };
    let level = || petition.reviews.levels.get(nth);
    let (milestone, on, who) = match entry.step {
        Step::Register => (Milestone::Registered, recorded_on, by),
        Step::Transfer | Step::Assign => {
            let to = petition.sendings.get(nth)?.unit;
            (Milestone::Transferred, recorded_on, Who::ToUnit(name(to)))
        }
        Step::Object => (Milestone::Disputed, recorded_on, by),
        Step::AgreeReturn => (Milestone::TakenBack, recorded_on, by),
        Step::RejectObjection => (Milestone::Confirmed, recorded_on, by),
        Step::Accept => (Milestone::Accepted, recorded_on, by),
        Step::Decline => {
            let served_on = petition.declining.as_ref()?.notice.on;
            (Milestone::Declined, served_on, by)
        }
        Step::NotAgain => {
            let served_on = petition.not_again.as_ref()?.notice.on;
            (Milestone::Declined, served_on, by)
        }
        Step::Visit => (Milestone::Visited, petition.visits.get(nth)?.on, by),
        Step::Contact => (Milestone::Contacted, petition.contacts.get(nth)?.on, by),
        Step::Approve => (Milestone::Signed, recorded_on, by),
        Step::Deliver => (Milestone::Delivered, delivered_on(petition, entry), by),
        Step::Rate => (Milestone::Rated, recorded_on, by),
        Step::Close => (Milestone::Closed, recorded_on, by),
        Step::Correct => match petition.corrections.get(nth)?.passage {
            // The offices' own records: that they were corrected tells what was in them.
            Passage::Visit(_) | Passage::Contact(_) => return None,
            _ => (Milestone::Corrected, recorded_on, by),
        },
        // Who is asked in, and what is drafted, is the unit's own work until it signs.
        Step::Entrust
        | Step::Draft
        | Step::ReturnDraft
        | Step::Attach
        | Step::Link
        | Step::Unlike => return None,
        Step::RequestReview => (Milestone::ReviewAsked, level()?.request.on, by),
        Step::TakeReview => {
            let told_on = level()?.taking.as_ref()?.notice.on;
            (Milestone::ReviewTaken, told_on, by)
        }
        Step::RefuseReview => {
            let told_on = level()?.refusing.as_ref()?.notice.on;
            (Milestone::ReviewRefused, told_on, by)
        }
        Step::HoldHearing => (Milestone::Heard, recorded_on, by),
        Step::DeliverReview => {
            let served_on = level()?.delivery.as_ref()?.on;
            (Milestone::ReviewDelivered, served_on, by)
        }
        Step::LookAgain => (
            Milestone::LookedAgain,
            petition.after.looks.get(nth)?.on,
            by,
        ),
        Step::Execute => {
            let on = petition.after.executions.get(nth)?.on;
            (Milestone::CarriedOut, on, by)
        }
        Step::FollowUp => {
            let on = petition.after.follow_ups.get(nth)?.on;
            (Milestone::FollowedUp, on, by)
        }
        Step::Archive => (Milestone::Archived, recorded_on, by),
        Step::ContestCompetence => (Milestone::Disputed, recorded_on, by),
        Step::SettleCompetence => (
            Milestone::Transferred,
            recorded_on,
            Who::ToUnit(name(petition.responsible?)),
        ),
        Step::TellExtension => (Milestone::Extended, recorded_on, by),
        Step::Guide => (Milestone::Guided, petition.guidance()?.notice.on, by),
        // What offices ask of and report to each other is theirs.
        _ => return None,
    };
    Some(Line { milestone, on, who })
}
