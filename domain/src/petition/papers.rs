//! What people write down at each step of a petition: the payloads of commands and facts alike.

use crate::ids::{OfficerId, RecordId, UnitId};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

macro_rules! kinds {
    ($($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident),+ $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum $name { $($(#[$vdoc])* $variant),+ }

        impl $name {
            /// Every kind, in the order offices list them.
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
        }
    )*};
}

pub(super) use kinds;

kinds! {
    /// How a petition came in (条例 17, 19–21).
    Channel {
        /// 来信
        Letter,
        /// 来访
        Visit,
        /// 网上
        Online,
        /// 来电
        Call,
        /// 传真
        Fax,
        /// 下访约访中发现
        FoundOnVisit,
    }

    /// What the petitioner wants (信访目的).
    Purpose {
        /// 申诉
        Appeal,
        /// 求决
        Plea,
        /// 检举控告: sealed, the discipline channel only (条例 30)
        Report,
        /// 意见建议
        Opinion,
        /// 咨询
        Enquiry,
        /// 其他
        Other,
    }

    /// The lawful way a matter takes (条例 29–31).
    Path {
        /// 意见建议: study and reply (29)
        Advice,
        /// 检举控告: discipline channel (30)
        Discipline,
        /// 诉讼、复议、检察监督、公安程序 (31-1)
        Litigation,
        /// 仲裁 (31-2)
        Arbitration,
        /// 党员申诉 (31-3)
        PartyAppeal,
        /// 行政复议、裁决、确认、许可、处罚 (31-4)
        Administrative,
        /// 履行法定职责 (31-5)
        DutyToAct,
        /// 信访程序 (31-6)
        PetitionProcedure,
    }

    /// How a document reaches the petitioner (送达).
    Service {
        /// 当面
        InPerson,
        /// 邮寄
        Post,
        /// 其他
        Other,
    }

    /// What the organ says to one demand (32).
    Outcome {
        /// 支持
        Supported,
        /// 诉求合理但缺乏依据, explained
        ReasonableWithoutBasis,
        /// 不支持
        NotSupported,
        /// 采纳: a suggestion that is taken up (29)
        Adopted,
        /// 未采纳: a suggestion that is not, with the reason (29)
        NotAdopted,
        /// 已答复: an enquiry, a suggestion, or an earlier answer whose source names no outcome;
        /// never for an appeal or a plea
        Answered,
    }

    /// A petitioner's word on how they were served (群众满意度评价).
    Satisfaction {
        /// 满意
        Satisfied,
        /// 基本满意
        MostlySatisfied,
        /// 不满意
        Dissatisfied,
    }

    /// What a contact record is about.
    ContactKind {
        /// 电话
        Call,
        /// 会议
        Meeting,
    }
}

/// Transfer or assignment to a unit (转送、交办; 22).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Sending {
    /// The responsible unit.
    pub unit: UnitId,
    /// Present: assigned (交办); absent: transferred (转送).
    pub assignment: Option<Assignment>,
    /// A word to the unit.
    pub note: String,
}

/// What the bureau asks with an assignment.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Assignment {
    /// What is to be done and reported.
    pub requirement: String,
    /// Until when to report back.
    pub feedback_on: NaiveDate,
}

/// A written notice and how it reached the petitioner (23).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Notice {
    /// How.
    pub service: Service,
    /// The day it was served.
    pub on: NaiveDate,
}

/// 受理
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Acceptance {
    /// The way the matter takes from here.
    pub path: Path,
    /// Who handles it.
    pub handler: OfficerId,
    /// The notice with path, procedure and limit.
    pub notice: Notice,
    /// 简易办理; never in acceptances written before there was a choice.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub simple: bool,
}

/// 不予受理
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Declining {
    /// Why, in words the petitioner understands.
    pub reason: String,
    /// Whose matter it is and where to go.
    pub whose_matter: String,
    /// The notice.
    pub notice: Notice,
}

/// 不再受理 (36): the same facts and reasons as an item whose road has ended.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NotAgain {
    /// The item whose road has ended, linked to this one as the same matter.
    pub ended: RecordId,
    /// Why, in words the petitioner understands.
    pub reason: String,
    /// The written notice of it.
    pub notice: Notice,
}

/// A visit to the home or the place (走访).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Visit {
    /// The day of the visit.
    pub on: NaiveDate,
    /// Where.
    pub place: String,
    /// Who was met.
    pub met: String,
    /// Who came along.
    pub companions: String,
    /// What was seen and found.
    pub found: String,
    /// What the people said, in their words.
    pub said: String,
    /// What was agreed for next.
    pub agreed: String,
}

/// A telephone call or a meeting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Contact {
    /// Call or meeting.
    pub kind: ContactKind,
    /// The day.
    pub on: NaiveDate,
    /// With whom.
    pub with: String,
    /// What was said and concluded.
    pub said: String,
}

/// The answer to one demand.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Answer {
    /// Position of the demand in the registration, from 0.
    pub demand: u16,
    /// What the organ says.
    pub outcome: Outcome,
    /// The opinion in words.
    pub opinion: String,
    /// The provision it rests on.
    pub basis: String,
}

/// A draft of the opinion (处理意见), answering each demand (32).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Opinion {
    /// Facts established.
    pub findings: String,
    /// One answer a demand.
    pub answers: Vec<Answer>,
    /// How many drafts the author had seen; a newer one in between is not overwritten.
    pub drafts_seen: u16,
}

/// How the opinion reached the petitioner (送达).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Delivery {
    /// How.
    pub service: Service,
    /// The day it was served; clocks start here.
    pub on: NaiveDate,
    /// Who received it.
    pub receiver: String,
    /// Present: the petitioner refused to sign.
    pub refused: Option<RefusedSignature>,
    /// Why it is entered later than served; needed for a day in the past.
    pub late_reason: String,
    /// By post: under which number it travelled; never in deliveries written before it was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub posting: Option<Posting>,
}

/// What a delivery by post can be followed up by.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Posting {
    /// 挂号、EMS 单号
    Numbered(String),
    /// Why there is no number; the proof is then a file beside the delivery.
    Unnumbered(String),
}

/// A refusal to sign, with cause and witnesses.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedSignature {
    /// Cause.
    pub cause: String,
    /// Witnesses' names.
    pub witnesses: String,
}

/// A petitioner's rating of bureau and unit apart.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Rating {
    /// How the bureau served.
    pub bureau: Satisfaction,
    /// How the responsible unit served.
    pub unit: Satisfaction,
    /// In their words; may be empty.
    pub comment: String,
}

/// Which written word a correction is about.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Passage {
    /// The title.
    Title,
    /// The text as told.
    Text,
    /// The place.
    Place,
    /// The content class.
    Class,
    /// A petitioner's name, by position.
    PetitionerName(u16),
    /// A petitioner's telephone.
    PetitionerPhone(u16),
    /// A petitioner's ID number.
    PetitionerIdNumber(u16),
    /// A petitioner's address.
    PetitionerAddress(u16),
    /// A demand.
    Demand(u16),
    /// What a visit record says was found; the record itself stays.
    Visit(u16),
    /// What a contact record says; the record itself stays.
    Contact(u16),
}

/// A correction: added, never written over (红线 4).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Correction {
    /// What is corrected.
    pub passage: Passage,
    /// What its author saw there.
    pub was: String,
    /// What it should say.
    pub now: String,
    /// Why.
    pub reason: String,
}
