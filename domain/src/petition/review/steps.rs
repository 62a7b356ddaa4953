//! Who may do what at a further level, and when.

use crate::petition::Step;
use crate::steps::Row;
use serde::{Deserialize, Serialize};
use std::sync::OnceLock;

/// Where a level stands.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Stage {
    /// 已申请: waits for the review office to take it or not.
    Requested,
    /// 已受理
    Taken,
    /// 已拟意见: waits for the signature of the review organ's head.
    Drafted,
    /// 已签发: waits to be delivered.
    Signed,
    /// 已送达: the level is over.
    Delivered,
    /// 不予受理: told in writing.
    Refused,
}

impl Stage {
    /// Every stage, in order.
    pub const ALL: [Stage; 6] = [
        Stage::Requested,
        Stage::Taken,
        Stage::Drafted,
        Stage::Signed,
        Stage::Delivered,
        Stage::Refused,
    ];

    /// Whether the level is still owed something.
    pub fn is_open(self) -> bool {
        !matches!(self, Stage::Delivered | Stage::Refused)
    }
}

crate::steps! {
    states Stage, steps Step;

    when Nothing,   Petitioner   may RequestReview => Requested, Online,   "条例 35, 36";
    when Nothing,   Registrar    may RequestReview => Requested, Anywhere, "条例 35, 36";
    when Nothing,   ReviewOffice may RequestReview => Requested, Anywhere, "条例 35, 36";

    when Requested, ReviewOffice may TakeReview    => Taken,     Online,   "条例 35, 36";
    when Requested, ReviewOffice may RefuseReview  => Refused,   Online,   "条例 35, 36";
    when Taken,     ReviewOffice may HoldHearing   => Taken,     Anywhere, "条例 31, 36";
    when Taken,     ReviewOffice may DraftReview   => Drafted,   Anywhere, "条例 35, 36";
    when Drafted,   ReviewOffice may DraftReview   => Drafted,   Anywhere, "条例 35, 36";
    when Drafted,   ReviewHead   may ReturnReview  => Taken,     Online,   "条例 35, 36";
    when Drafted,   ReviewHead   may SignReview    => Signed,    Online,   "条例 35, 36";
    when Signed,    ReviewOffice may DeliverReview => Delivered, Anywhere, "条例 35, 36";
}

/// The table, built once.
pub fn table() -> &'static [Row<Stage, Step>] {
    static TABLE: OnceLock<Vec<Row<Stage, Step>>> = OnceLock::new();
    TABLE.get_or_init(rows)
}
