//! Dates and times as people and programs write them, read as Beijing time.

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Utc};
use domain::ids::{Moment, beijing};

/// Messages to a government of this republic cannot be older.
const EARLIEST_YEAR: i32 = 1949;

/// What is wrong with a date.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum BadDate {
    /// Nothing is written.
    Empty,
    /// It does not read as a date.
    NoDate,
    /// The calendar has no such day, for example 30 February.
    NoSuchDay,
    /// The clock has no such time.
    NoSuchTime,
    /// The year is before 1949.
    TooOld,
    /// It lies after now.
    Future,
}

/// A written point in time; a day alone means its beginning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Written {
    /// The moment.
    pub at: Moment,
    /// No time of day was written.
    pub day_only: bool,
}

/// Reads `2019-02-28T11:25:05`, `2019/2/28 11:25`, `2019年2月28日11时25分`, `20190228`, with an
/// optional `Z` or `+08:00`; without one it is Beijing time.
///
/// # Errors
/// What is wrong, when it is no moment between 1949 and `now`.
pub fn read(text: &str, now: Moment) -> Result<Written, BadDate> {
    let plain = plain(text);
    let plain = plain.trim();
    if plain.is_empty() {
        return Err(BadDate::Empty);
    }
    let (day, time) = plain.split_once(' ').unwrap_or((plain, ""));
    let day = read_day(day)?;
    let (time, offset) = split_offset(time.trim())?;
    let day_only = time.is_empty();
    let time = if day_only {
        NaiveTime::MIN
    } else {
        read_time(time)?
    };
    let at = day
        .and_time(time)
        .and_local_timezone(offset)
        .single()
        .ok_or(BadDate::NoSuchTime)?;
    let at: DateTime<Utc> = at.to_utc();
    if at > now {
        return Err(BadDate::Future);
    }
    Ok(Written { at, day_only })
}

/// One shape for all: `y-m-d h:m:s`, half-width.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for c in text.trim().chars() {
        match c {
            '０'..='９' => plain.extend(char::from_digit(c as u32 - '０' as u32, 10)),
            '年' | '月' | '/' | '／' | '－' | '—' => plain.push('-'),
            '日' | 'T' | 't' | '\u{a0}' | '\u{3000}' => plain.push(' '),
            '时' | '点' | '分' | '：' => plain.push(':'),
            '秒' => {}
            c => plain.push(c),
        }
    }
    let trimmed = plain.trim_end_matches(':').len();
    plain.truncate(trimmed);
    plain
}

fn read_day(text: &str) -> Result<NaiveDate, BadDate> {
    let parts: Vec<&str> = if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        vec![&text[..4], &text[4..6], &text[6..]]
    } else if text.contains('-') {
        text.split('-').collect()
    } else {
        text.split('.').collect()
    };
    let [year, month, day] = parts[..] else {
        return Err(BadDate::NoDate);
    };
    if year.len() != 4 {
        return Err(BadDate::NoDate);
    }
    let year = i32::try_from(number(year).ok_or(BadDate::NoDate)?).map_err(|_| BadDate::NoDate)?;
    let month = number(month).ok_or(BadDate::NoDate)?;
    let day = number(day).ok_or(BadDate::NoDate)?;
    let day = NaiveDate::from_ymd_opt(year, month, day).ok_or(BadDate::NoSuchDay)?;
    if year < EARLIEST_YEAR {
        return Err(BadDate::TooOld);
    }
    Ok(day)
}

fn read_time(text: &str) -> Result<NaiveTime, BadDate> {
    let whole = text.split('.').next().unwrap_or(text);
    let parts: Vec<&str> = whole.split(':').map(str::trim).collect();
    let (hour, minute, second) = match parts[..] {
        [hour] => (hour, "0", "0"),
        [hour, minute] => (hour, minute, "0"),
        [hour, minute, second] => (hour, minute, second),
        _ => return Err(BadDate::NoSuchTime),
    };
    let part = |text| number(text).ok_or(BadDate::NoDate);
    NaiveTime::from_hms_opt(part(hour)?, part(minute)?, part(second)?).ok_or(BadDate::NoSuchTime)
}

/// Takes `Z`, `+08:00` or `+0800` off the end.
fn split_offset(time: &str) -> Result<(&str, FixedOffset), BadDate> {
    if let Some(time) = time.strip_suffix(['Z', 'z']) {
        return Ok((time.trim(), chrono::Offset::fix(&Utc)));
    }
    let Some(sign) = time.find(['+', '-']) else {
        return Ok((time, beijing()));
    };
    let (time, offset) = time.split_at(sign);
    let east = offset.starts_with('+');
    let digits: String = offset.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 4 {
        return Err(BadDate::NoDate);
    }
    let hours: i32 = digits[..2].parse().map_err(|_| BadDate::NoDate)?;
    let minutes: i32 = digits[2..].parse().map_err(|_| BadDate::NoDate)?;
    let seconds = (hours * 60 + minutes) * 60;
    FixedOffset::east_opt(if east { seconds } else { -seconds })
        .map(|offset| (time.trim(), offset))
        .ok_or(BadDate::NoSuchTime)
}

/// One or more digits and nothing else.
fn number(text: &str) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Moment {
        "2026-07-01T00:00:00Z".parse().expect("a moment")
    }

    fn utc(text: &str) -> Result<String, BadDate> {
        read(text, now()).map(|written| written.at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }

    #[test]
    fn one_moment_in_many_spellings() {
        for text in [
            "2019-02-28T11:25:05",
            "2019-02-28 11:25:05",
            "2019-02-28 11:25:05.000",
            "2019/2/28 11:25:05",
            "2019.2.28 11:25:05",
            " 2019年2月28日 11时25分5秒 ",
            "2019年2月28日11点25分05秒",
            "２０１９－０２－２８ １１：２５：０５",
            "2019-02-28T03:25:05Z",
            "2019-02-28T11:25:05+08:00",
            "2019-02-27T22:25:05-0500",
            "20190228 11:25:05",
        ] {
            assert_eq!(utc(text).as_deref(), Ok("2019-02-28T03:25:05Z"), "{text}");
        }
    }

    #[test]
    fn a_day_alone_begins_at_midnight_in_beijing() {
        for text in ["2019-02-28", "20190228", "2019年2月28日", "2019/02/28"] {
            let written = read(text, now()).expect(text);
            assert!(written.day_only);
            assert_eq!(written.at.to_rfc3339(), "2019-02-27T16:00:00+00:00");
        }
        assert_eq!(
            utc("2019-02-28 11时").as_deref(),
            Ok("2019-02-28T03:00:00Z")
        );
    }

    #[test]
    fn what_is_no_moment_is_told_apart() {
        for (text, wrong) in [
            ("", BadDate::Empty),
            ("　", BadDate::Empty),
            ("昨天", BadDate::NoDate),
            ("28/02/2019", BadDate::NoDate),
            ("19-02-28", BadDate::NoDate),
            ("2019-02", BadDate::NoDate),
            ("2019-2a-28", BadDate::NoDate),
            ("2019-02-29", BadDate::NoSuchDay),
            ("2019-02-30 08:00", BadDate::NoSuchDay),
            ("2019-13-01", BadDate::NoSuchDay),
            ("20190431", BadDate::NoSuchDay),
            ("2019-02-28 24:00:00", BadDate::NoSuchTime),
            ("2019-02-28 10:61", BadDate::NoSuchTime),
            ("1919-05-04", BadDate::TooOld),
            ("2026-07-01 08:00:01", BadDate::Future),
        ] {
            assert_eq!(read(text, now()).map(|w| w.at), Err(wrong), "{text}");
        }
    }
}
