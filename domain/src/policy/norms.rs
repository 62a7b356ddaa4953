//! The table of norms: what a county rules itself, what it is measured in, within which bounds, and what holds
//! until somebody decides otherwise.

use serde::{Deserialize, Serialize};

/// What the value of a norm counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Measure {
    /// 日
    Days,
    /// 分钟
    Minutes,
    /// 年
    Years,
    /// 人
    People,
    /// 百分比
    Percent,
    /// 1 is yes, 0 is no.
    Switch,
}

/// What a norm stands beside, or what it follows.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Source {
    /// 《信访工作条例》, by article.
    Regulations(u16),
    /// 《民法典》, by article, followed by analogy.
    CivilCode(u16),
    /// 国信发〔2022〕11号, on the evaluation by petitioners.
    Evaluation,
    /// The county alone.
    County,
    /// The county's archive.
    Archives,
    /// 网络安全等级保护 2.0
    LevelProtection,
}

/// One norm as shipped.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NormRow {
    /// The norm.
    pub norm: Norm,
    /// Its value until the county decides otherwise.
    pub value: u32,
    /// What the value counts.
    pub measure: Measure,
    /// The least that can be meant.
    pub least: u32,
    /// The most that can be meant.
    pub most: u32,
    /// Whether another value moves what lists hold (last days, warnings, who is counted as a group), so that they are
    /// built again.
    pub moves_lists: bool,
    /// What it stands beside, or what it follows.
    pub source: Source,
}

/// Makes [`Norm`] and its table from rows that read as sentences; `moving lists` marks what lists are built by.
macro_rules! norms {
    (@moves) => { false };
    (@moves lists) => { true };
    ($(
        $(#[$meaning:meta])*
        $norm:ident: $value:literal $measure:ident from $least:literal to $most:literal
            $(, moving $moves:ident)? => $source:expr;
    )+) => {
        /// Something the county rules itself.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        pub enum Norm {
            $( $(#[$meaning])* $norm, )+
        }

        impl Norm {
            /// Every norm, in the order of the table.
            pub const ALL: &'static [Norm] = &[$(Norm::$norm),+];

            /// Its name on the wire and in storage; never changed once shipped.
            pub const fn name(self) -> &'static str {
                match self {
                    $(Norm::$norm => stringify!($norm),)+
                }
            }

            /// Reads [`Norm::name`].
            pub fn from_name(name: &str) -> Option<Norm> {
                match name {
                    $(stringify!($norm) => Some(Norm::$norm),)+
                    _ => None,
                }
            }
        }

        static TABLE: &[NormRow] = &[$(NormRow {
            norm: Norm::$norm,
            value: $value,
            measure: Measure::$measure,
            least: $least,
            most: $most,
            moves_lists: norms!(@moves $($moves)?),
            source: { use Source::*; $source },
        }),+];
    };
}

norms! {
    /// 期限末日逢休息日顺延: a limit that ends on a rest day ends on the next working day.
    RestDayEnd: 1 Switch from 0 to 1, moving lists => CivilCode(203);
    /// 县级转送用时: of the 15 days, the bureau's own share.
    SendShare: 4 Days from 1 to 15 => Regulations(22);
    /// 责任单位告知用时: of the 15 days, the share of the organ that tells the petitioner.
    NoticeShare: 11 Days from 1 to 15 => Regulations(23);
    /// 集体访人数: from so many people on a visit is a group visit.
    GroupVisit: 5 People from 2 to 100, moving lists => Regulations(20);
    /// 群众评价期限
    RatingDays: 30 Days from 7 to 180, moving lists => Evaluation;
    /// 提醒评价: how long after the answer the petitioner is reminded to rate it.
    RatingReminder: 20 Days from 1 to 180 => Evaluation;
    /// 首次提醒: share of a limit.
    WarningHalf: 50 Percent from 1 to 99, moving lists => County;
    /// 再次提醒
    WarningThreeQuarters: 75 Percent from 1 to 99, moving lists => County;
    /// 催办
    WarningUrgent: 85 Percent from 1 to 99, moving lists => County;
    /// 最后警示
    WarningLast: 99 Percent from 1 to 100, moving lists => County;
    /// 回访时限: how long after closing the follow-up visit is due.
    FollowUpDays: 30 Days from 1 to 365 => County;
    /// 不满意评价后单位负责人重新核查时限
    SecondLookDays: 15 Days from 1 to 90, moving lists => Evaluation;
    /// 支持的诉求落实时限
    ExecutionDays: 60 Days from 1 to 365, moving lists => Regulations(32);
    /// 一般案卷保管年限
    RetentionYears: 30 Years from 10 to 100 => Archives;
    /// 简易案卷保管年限
    RetentionMinorYears: 10 Years from 5 to 100 => Archives;
    /// 平板闲置锁定: a tablet nobody touches is locked after so many minutes.
    IdleLock: 10 Minutes from 1 to 120 => LevelProtection;
    /// 离线许可: how many days a device may work without coming back to the bureau.
    LeaseDays: 14 Days from 1 to 60 => LevelProtection;
}

/// The row of `norm`.
pub fn row(norm: Norm) -> &'static NormRow {
    &TABLE[norm as usize]
}
