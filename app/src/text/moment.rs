//! Days and hours as people write them, in Beijing time.

use crate::text::{Lang, texts};
use chrono::{Datelike, NaiveDate, Timelike};
use domain::ids::{Moment, beijing, day_of};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

texts! {
    today: "今天", "today";
    yesterday: "昨天", "yesterday";
}

fn month(date: NaiveDate) -> &'static str {
    MONTHS.get(date.month0() as usize).copied().unwrap_or("")
}

/// `7 月 3 日`; the year is said where `now` lies in another one.
pub fn day(lang: Lang, date: NaiveDate, now: NaiveDate) -> String {
    if date.year() != now.year() {
        return full_day(lang, date);
    }
    match lang {
        Lang::Zh => format!("{} 月 {} 日", date.month(), date.day()),
        Lang::En => format!("{} {}", date.day(), month(date)),
    }
}

/// `2026 年 7 月 3 日`
pub fn full_day(lang: Lang, date: NaiveDate) -> String {
    match lang {
        Lang::Zh => format!("{} 年 {} 月 {} 日", date.year(), date.month(), date.day()),
        Lang::En => format!("{} {} {}", date.day(), month(date), date.year()),
    }
}

/// `周三`
pub fn weekday(lang: Lang, date: NaiveDate) -> &'static str {
    let names = match lang {
        Lang::Zh => ["周一", "周二", "周三", "周四", "周五", "周六", "周日"],
        Lang::En => ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    };
    let nth = date.weekday().num_days_from_monday() as usize;
    names.get(nth).copied().unwrap_or_default()
}

/// `21:04`
pub fn hour(at: Moment) -> String {
    let local = at.with_timezone(&beijing());
    format!("{:02}:{:02}", local.hour(), local.minute())
}

/// `今天 21:04`, `7 月 3 日 21:04`
pub fn moment(lang: Lang, at: Moment, now: Moment) -> String {
    let (date, this_day) = (day_of(at), day_of(now));
    let date = if date == this_day {
        today(lang).to_owned()
    } else if date.succ_opt() == Some(this_day) {
        yesterday(lang).to_owned()
    } else {
        day(lang, date, this_day)
    };
    format!("{date} {}", hour(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Moment {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_moment_is_told_in_beijing_time() {
        let now = at("2026-07-03T12:00:00Z");
        assert_eq!(
            moment(Lang::Zh, at("2026-07-02T16:30:00Z"), now),
            "今天 00:30"
        );
        assert_eq!(
            moment(Lang::Zh, at("2026-07-02T15:59:00Z"), now),
            "昨天 23:59"
        );
        assert_eq!(
            moment(Lang::En, at("2026-06-30T02:05:00Z"), now),
            "30 June 10:05"
        );
        assert_eq!(
            moment(Lang::Zh, at("2025-12-31T02:05:00Z"), now),
            "2025 年 12 月 31 日 10:05"
        );
    }
}
