//! 件次, 批次 and 人次: what statistics of letters and visits count, each apart, and over which days.
//!
//! As the monthly reports of petition bureaus put it: every item is one 件次, however it came and as often as it is
//! brought; visits are told in 批次 and 人次 besides, those of a group (集体访) apart; of letters only the jointly
//! signed ones (联名信) tell their people. What a telephone, a fax or the network brings is 件次 alone, and so is
//! what a cadre found on a visit down: nobody came to the window.

use super::{Channel, Summary};
use crate::policy::{Norm, Policy};
use chrono::{Datelike, Months, NaiveDate};
use serde::{Deserialize, Serialize};

/// 件次, 批次 and 人次, counted apart.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Tally {
    /// 件次: items, however they came.
    pub items: u32,
    /// 来访批次: visits, of one person or of a group.
    pub visits: u32,
    /// 来访人次: people over those visits, whoever comes again counted again.
    pub people: u32,
    /// 集体访批次: of the visits, those of a group.
    pub group_visits: u32,
    /// 集体访人次: people over those.
    pub group_people: u32,
    /// 联名信件次: letters signed by as many as make a group.
    pub joint_letters: u32,
    /// 联名信人次: who signed them.
    pub signatures: u32,
}

impl Tally {
    /// Counts one more item, by the policy of the day it was received.
    pub fn add(&mut self, row: &Summary, policy: &Policy) {
        let many = is_many(row, policy);
        let add = |count: &mut u32, n: u32| *count = count.saturating_add(n);
        add(&mut self.items, 1);
        match row.channel {
            Channel::Visit => {
                add(&mut self.visits, 1);
                add(&mut self.people, row.headcount);
                if many {
                    add(&mut self.group_visits, 1);
                    add(&mut self.group_people, row.headcount);
                }
            }
            Channel::Letter if many => {
                add(&mut self.joint_letters, 1);
                add(&mut self.signatures, row.headcount);
            }
            Channel::Letter
            | Channel::Online
            | Channel::Call
            | Channel::Fax
            | Channel::FoundOnVisit => {}
        }
    }
}

/// Whether as many people came or signed as make a group (集体访人数, *policy*), on the day it was received.
pub fn is_many(row: &Summary, policy: &Policy) -> bool {
    row.headcount >= policy.value(Norm::GroupVisit, row.received_on)
}

/// Days of registration, both ends included; an absent end is open.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Period {
    /// The first day.
    pub from: Option<NaiveDate>,
    /// The last day.
    pub to: Option<NaiveDate>,
}

impl Period {
    /// The calendar month of `day`.
    pub fn month_of(day: NaiveDate) -> Period {
        months(day, day.month0(), 1)
    }

    /// The calendar month before that of `day`.
    pub fn month_before(day: NaiveDate) -> Period {
        day.with_day(1)
            .and_then(|first| first.pred_opt())
            .map_or(Period::default(), Period::month_of)
    }

    /// The quarter of `day`.
    pub fn quarter_of(day: NaiveDate) -> Period {
        months(day, day.month0() / 3 * 3, 3)
    }

    /// The calendar year of `day`.
    pub fn year_of(day: NaiveDate) -> Period {
        months(day, 0, 12)
    }

    /// Whether `day` lies in it.
    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// Whether it leaves nothing out.
    pub fn is_open(&self) -> bool {
        *self == Period::default()
    }

    /// Whether it ends before it begins, so that no day can lie in it.
    pub fn is_backwards(&self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| to < from)
    }
}

/// So many whole months of the year of `day`, from month `first` on, counted from 0.
fn months(day: NaiveDate, first: u32, count: u32) -> Period {
    let from = NaiveDate::from_ymd_opt(day.year(), first + 1, 1);
    let to = from
        .and_then(|from| from.checked_add_months(Months::new(count)))
        .and_then(|next| next.pred_opt());
    Period { from, to }
}
