//! What is written down after the answer was delivered.

use crate::petition::papers::kinds;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

kinds! {
    /// How somebody was asked again (回访).
    FollowUpWay {
        /// 上门
        AtHome,
        /// 电话
        Call,
        /// 来局
        AtTheOffice,
    }

    /// Whether what was promised is there.
    Settled {
        /// 已落实
        Yes,
        /// 部分落实
        Partly,
        /// 未落实
        No,
    }

    /// How far an execution has come.
    Progress {
        /// 正在落实
        UnderWay,
        /// 已落实
        Done,
    }

    /// How long a volume is kept (保管期限; *policy*).
    Retention {
        /// 永久
        Permanent,
        /// 定期, for the years an ordinary file is kept
        Ordinary,
        /// 定期, for the years a minor file is kept
        Minor,
    }
}

/// The unit head looks again at what a petitioner was not satisfied with.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct SecondLook {
    /// The day the petitioner was told.
    pub on: NaiveDate,
    /// What was looked at and found.
    pub found: String,
    /// What the petitioner was answered, and what changes.
    pub answer: String,
}

/// A step in carrying out what was supported (条例 32).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Execution {
    /// Position of the demand, from 0.
    pub demand: u16,
    /// The day.
    pub on: NaiveDate,
    /// What was done.
    pub done: String,
    /// What proves it: voucher, acceptance sheet, photo taken of the thing.
    pub proof: String,
    /// Whether it is done with this.
    pub progress: Progress,
}

/// A follow-up visit (回访).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct FollowUp {
    /// The day.
    pub on: NaiveDate,
    /// How.
    pub way: FollowUpWay,
    /// Who was asked.
    pub met: String,
    /// What they said, in their words.
    pub said: String,
    /// Whether what was promised is there.
    pub settled: Settled,
}

/// The petitioner was reminded that they may rate the answer.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Reminder {
    /// The day.
    pub on: NaiveDate,
    /// How and whom.
    pub how: String,
}

/// The item goes into an archive volume (归档).
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Filing {
    /// How long it is kept.
    pub retention: Retention,
    /// Where the paper lies.
    pub shelf: String,
    /// A word to the volume; may be empty.
    pub note: String,
}
