//! Every day of the shipped years against a published calendar package (see the fixture's first line).

use chrono::{Datelike, NaiveDate};
use domain::deadline::{Calendar, DayKind};

/// `year WRRWW...`, a letter a day.
const PUBLISHED: &str = include_str!("../fixtures/working_days.txt");

/// The days on which `calendar` differs from the package, and how many days were compared.
fn differences(calendar: &Calendar) -> (Vec<NaiveDate>, usize) {
    let mut differ = Vec::new();
    let mut compared = 0;
    for line in PUBLISHED.lines().filter(|line| !line.starts_with('#')) {
        let (year, letters) = line.split_once(' ').unwrap();
        let new_year = NaiveDate::from_yo_opt(year.parse().unwrap(), 1).unwrap();
        assert!(calendar.knows(new_year.year()), "{year} is shipped");
        for (day, letter) in new_year.iter_days().zip(letters.chars()) {
            compared += 1;
            if calendar.is_working(day) != (letter == 'W') {
                differ.push(day);
            }
        }
    }
    (differ, compared)
}

/// The package's word on one day; none outside its years.
pub fn published(day: NaiveDate) -> Option<bool> {
    let year = day.year().to_string();
    let line = PUBLISHED.lines().find(|line| line.starts_with(&year))?;
    line.as_bytes()
        .get(5 + day.ordinal0() as usize)
        .map(|letter| *letter == b'W')
}

#[test]
fn every_day_of_2011_to_2026_is_as_published() {
    let (differ, compared) = differences(Calendar::shipped());
    assert_eq!(differ, []);
    assert_eq!(
        compared,
        16 * 365 + 4,
        "sixteen years, four of them leap years"
    );
    assert!(!Calendar::shipped().knows(2010) && !Calendar::shipped().knows(2027));
}

#[test]
fn one_row_left_out_is_noticed() {
    let rows = Calendar::shipped().arranged_days();
    // Rows on a weekend that is off anyway are there for the explanation and decide nothing.
    let decides = |at: usize| {
        rows[at].kind == DayKind::Work || rows[at].on.weekday().num_days_from_monday() < 5
    };
    for at in (0..rows.len()).filter(|&at| decides(at)) {
        let mut without = rows.to_vec();
        let gone = without.remove(at);
        let calendar = Calendar::try_from(without).unwrap();
        assert_eq!(differences(&calendar).0, [gone.on]);
    }
}
