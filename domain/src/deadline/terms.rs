//! The limits of the law as a table one can read aloud.

use super::Length;
use crate::policy::{Norm, Policy};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// How the days of a limit are numbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Days {
    /// 日: every day counts.
    Calendar,
    /// 工作日: only worked days count.
    Working,
    /// 月: to the same day of a later month, or the month's last (民法典 202).
    Months,
}

/// The fact on whose day a limit starts; that day itself is never counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum StartFact {
    /// The bureau registered the item.
    Registered,
    /// The organ received the item, from the petitioner or from another organ.
    Received,
    /// The transfer or assignment reached the organ.
    Transferred,
    /// The organ accepted the item.
    Accepted,
    /// The written opinion was delivered to the petitioner.
    OpinionDelivered,
    /// The request for 复查 was received.
    ReviewRequested,
    /// The 复查 opinion was delivered to the petitioner.
    ReviewDelivered,
    /// The request for 复核 was received.
    RecheckRequested,
    /// The answer that may be rated was delivered to the petitioner.
    AnswerDelivered,
    /// The bureau assigned the item and named a day.
    Assigned,
    /// The unit was urged and a day named.
    Urged,
    /// The petitioner knew, or must have known, of the act.
    ActKnown,
    /// The petitioner knew, or must have known, that a right was hurt, and by whom.
    HarmKnown,
    /// The other authority took the matter up.
    RouteTaken,
    /// The duty was asked for.
    DutyAsked,
    /// The petitioner said that they are not satisfied with the unit.
    RatedDissatisfied,
    /// The item was closed.
    Closed,
}

/// One limit and what it rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TermRow {
    /// The limit this row describes.
    pub term: Term,
    /// Its length in days of `kind`.
    pub days: u16,
    /// Whether calendar or working days are counted.
    pub kind: Days,
    /// The fact whose day starts the count.
    pub start: StartFact,
    /// How many days of `kind` the organ's head may add, once; 0 where the law knows no extension.
    pub extension: u16,
    /// The document and, where it has one, the article, as shown beside every deadline.
    pub article: &'static str,
    /// The first day on which the row was in force.
    pub since: NaiveDate,
    /// The norm by which the county may set another length; none where the law fixes it.
    pub policy: Option<Norm>,
}

/// Makes [`Term`] and its table from rows that read as sentences.
///
/// Extension has one wording only, "once by UnitHead", because 条例 34 knows no other;
/// a row with another, with no source, or with a date that does not exist does not compile.
macro_rules! terms {
    (@kind calendar) => { Days::Calendar };
    (@kind working) => { Days::Working };
    (@kind months) => { Days::Months };
    (@source $source:literal) => { $source };
    (@extension) => { 0 };
    (@extension $days:literal) => { $days };
    (@policy) => { None };
    (@policy $norm:ident) => { Some(Norm::$norm) };
    ($(
        $(#[$meaning:meta])*
        $term:ident: $days:literal $kind:ident $(days)? from $start:ident
            $(, extend $extension:literal once by UnitHead)?
            $(, law $law:literal)?
            $(, policy $norm:ident $policy:literal)?
            , since $year:literal - $month:literal - $day:literal;
    )+) => {
        /// A limit a step must keep.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Term {
            $( $(#[$meaning])* $term, )+
        }

        impl Term {
            /// Every limit, in the order of the table.
            pub const ALL: &'static [Term] = &[$(Term::$term),+];
        }

        #[allow(clippy::zero_prefixed_literal, reason = "a date is written with its zeros")]
        static TABLE: &[TermRow] = &[$(TermRow {
            term: Term::$term,
            days: $days,
            kind: terms!(@kind $kind),
            start: StartFact::$start,
            extension: terms!(@extension $($extension)?),
            article: terms!(@source $($law)? $($policy)?),
            since: in_force($year, $month, $day),
            policy: terms!(@policy $($norm)?),
        }),+];
    };
}

const fn in_force(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("a row is in force since a day that does not exist"),
    }
}

terms! {
    /// 转送、交办: the bureau passes the item to who must handle it.
    Send: 15 calendar days from Registered, law "信访工作条例 22", since 2022-05-01;
    /// 受理告知: the organ tells the petitioner in writing whether it takes the item.
    Notice: 15 calendar days from Received, law "信访工作条例 23", since 2022-05-01;
    /// 异议: the organ that was sent an item says that it is not its matter.
    Objection: 5 working days from Transferred, law "信访工作条例 23", since 2022-05-01;
    /// 办理: the organ decides and gives its opinion.
    Handling: 60 calendar days from Accepted, extend 30 once by UnitHead, law "信访工作条例 34", since 2022-05-01;
    /// 申请复查: the petitioner asks the organ's superior to review the opinion.
    ReviewRequest: 30 calendar days from OpinionDelivered, law "信访工作条例 35", since 2022-05-01;
    /// 复查: the superior gives its opinion.
    Review: 30 calendar days from ReviewRequested, law "信访工作条例 35", since 2022-05-01;
    /// 申请复核: the petitioner asks the next superior to recheck.
    RecheckRequest: 30 calendar days from ReviewDelivered, law "信访工作条例 36", since 2022-05-01;
    /// 复核: the next superior gives the last opinion; a hearing's days are added by whoever starts the clock.
    Recheck: 30 calendar days from RecheckRequested, law "信访工作条例 36", since 2022-05-01;
    /// 简易办理·受理: a simple item is taken or not.
    SimpleDecision: 3 working days from Received, law "国信办发〔2022〕17号", since 2022-07-17;
    /// 简易办理·答复: a simple item is answered.
    SimpleOpinion: 10 working days from Accepted, law "国信办发〔2022〕17号", since 2022-07-17;
    /// 满意度评价: the petitioner rates the answer.
    Rating: 30 calendar days from AnswerDelivered, policy RatingDays "国信发〔2022〕11号", since 2022-05-01;
    /// 交办反馈: until the day the bureau named; the row's 0 days stand for that.
    Feedback: 0 calendar days from Assigned, law "信访工作条例 22", since 2022-05-01;
    /// 督办反馈: until the day the urging names.
    UrgingAnswer: 0 calendar days from Urged, law "信访工作条例 40", since 2022-05-01;
    /// 来源反馈: until the day named by whoever sent the item down.
    SourceFeedback: 0 calendar days from Received, law "信访工作条例 22", since 2022-05-01;
    /// 申请行政复议
    AskReconsideration: 60 calendar days from ActKnown, law "行政复议法 20", since 2024-01-01;
    /// 行政复议(普通程序)
    Reconsideration: 60 calendar days from RouteTaken, law "行政复议法 62", since 2024-01-01;
    /// 提起行政诉讼
    AskAdministrativeSuit: 6 months from ActKnown, law "行政诉讼法 46", since 2015-05-01;
    /// 行政诉讼一审(普通程序)
    AdministrativeSuit: 6 months from RouteTaken, law "行政诉讼法 81", since 2015-05-01;
    /// 民事诉讼时效
    AskCivilSuit: 36 months from HarmKnown, law "民法典 188", since 2021-01-01;
    /// 民事诉讼一审(普通程序)
    CivilSuit: 6 months from RouteTaken, law "民事诉讼法 152", since 2022-01-01;
    /// 申请劳动人事争议仲裁
    AskLabourArbitration: 12 months from HarmKnown, law "劳动争议调解仲裁法 27", since 2008-05-01;
    /// 劳动人事争议仲裁
    LabourArbitration: 45 calendar days from RouteTaken, law "劳动争议调解仲裁法 43", since 2008-05-01;
    /// 申请农村土地承包仲裁
    AskLandArbitration: 24 months from HarmKnown, law "农村土地承包经营纠纷调解仲裁法 18", since 2010-01-01;
    /// 农村土地承包仲裁
    LandArbitration: 60 calendar days from RouteTaken, law "农村土地承包经营纠纷调解仲裁法 47", since 2010-01-01;
    /// 履行法定职责
    DutyToAct: 2 months from DutyAsked, law "行政诉讼法 47", since 2015-05-01;
    /// 重新核查: the unit head looks again at what the petitioner was not satisfied with.
    SecondLook: 15 calendar days from RatedDissatisfied, policy SecondLookDays "国信发〔2022〕11号", since 2022-05-01;
    /// 落实: the organ carries out what it supported.
    Execution: 60 calendar days from AnswerDelivered, policy ExecutionDays "信访工作条例 32", since 2022-05-01;
    /// 回访: somebody asks again whether the matter is settled.
    FollowUp: 30 calendar days from Closed, policy FollowUpDays "县里规定", since 2022-05-01;
}

/// The row of `term`.
pub fn row(term: Term) -> &'static TermRow {
    &TABLE[term as usize]
}

/// How long `term` is when it starts on `day`: by the law, or by the county's norm in force on that day.
pub fn length(term: Term, policy: &Policy, day: NaiveDate) -> Length {
    let row = row(term);
    let count = row.policy.map_or(row.days, |norm| {
        u16::try_from(policy.value(norm, day)).unwrap_or(u16::MAX)
    });
    Length {
        count,
        kind: row.kind,
        rolls: policy.is_on(Norm::RestDayEnd, day),
    }
}
