//! What is written down at the two further levels of a case (条例 35, 36).

use crate::ids::{OfficerId, UnitId};
use crate::petition::papers::kinds;
use crate::petition::{Answer, Delivery, Notice};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

kinds! {
    /// Which of the two further levels.
    LevelKind {
        /// 复查, by the organ above the one that answered (35)
        Review,
        /// 复核, by the next organ above (36)
        Recheck,
    }

    /// What a level comes to.
    LevelResult {
        /// 维持: the answer stands
        Upheld,
        /// 变更: the level's own answers stand in its place
        Changed,
        /// 撤销: the answer falls, and the organ answers anew
        Revoked,
        /// 责令重新处理: the organ handles the matter anew, and may not repeat its answer
        Redo,
    }

    /// Why a request is not taken.
    RequestGround {
        /// 逾期且无正当理由
        Late,
        /// 不属于复查复核范围: another law's remedy is open or was used
        OtherProcedure,
        /// 同一事实和理由已有复核意见
        AlreadyRechecked,
        /// 不是信访人本人或其代理人
        NotThePetitioner,
    }
}

impl LevelResult {
    /// Whether the first level must handle the matter anew.
    pub fn reopens(self) -> bool {
        matches!(self, LevelResult::Revoked | LevelResult::Redo)
    }
}

/// A request for review (申请复查、复核).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Request {
    /// The office that reviews.
    pub organ: UnitId,
    /// The day it was received.
    pub on: NaiveDate,
    /// Why the petitioner does not agree, and what they ask for.
    pub reasons: String,
    /// Why it comes after the last day; empty: it does not.
    pub late_reason: String,
}

/// A request is taken (受理).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Taking {
    /// Who reviews.
    pub reviewer: OfficerId,
    /// The written notice of it.
    pub notice: Notice,
}

/// A request is not taken.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Refusing {
    /// On which ground.
    pub ground: RequestGround,
    /// In words the petitioner understands.
    pub reason: String,
    /// The written notice of it.
    pub notice: Notice,
}

/// A hearing (听证); the days from its first to its last are not counted in a recheck's limit (36).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hearing {
    /// Its first day.
    pub from: NaiveDate,
    /// Its last day.
    pub to: NaiveDate,
    /// Where.
    pub place: String,
    /// Who took part: petitioner, organ, witnesses, hearers.
    pub present: String,
    /// What was said and found.
    pub course: String,
}

/// A draft of the level's opinion (复查意见、复核意见).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Conclusion {
    /// What it comes to.
    pub result: LevelResult,
    /// Facts established.
    pub findings: String,
    /// Reasons and opinion.
    pub opinion: String,
    /// The provisions it rests on.
    pub basis: String,
    /// One answer a demand where the level answers in the organ's place; else none.
    pub answers: Vec<Answer>,
    /// How many drafts the author had seen; a newer one in between is not overwritten.
    pub drafts_seen: u16,
}

/// Whether the answer a level looks at was ordered to be made again, and which it was.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Round {
    /// The day the order was delivered; the organ's new limit starts here.
    pub ordered_on: NaiveDate,
    /// Position of the level that ordered it.
    pub level: u16,
    /// Position of the draft that may not be repeated.
    pub draft: u16,
    /// Its document number.
    pub number: Option<String>,
    /// How it had been delivered.
    pub delivery: Option<Delivery>,
    /// How it had been rated.
    pub rating: Option<crate::petition::Rating>,
}
