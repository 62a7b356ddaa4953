//! Reading a table, refusing a bad one, and adding a year.

use domain::deadline::Days::Working;
use domain::deadline::{Calendar, CalendarFlaw as Flaw};

use crate::{day, due};

fn table(rows: &str) -> String {
    format!("# 2027, from the notice\nnotice,date,kind,name\n{rows}")
}

#[test]
fn a_bad_row_is_named_with_line_column_and_reason() {
    let bad = [
        ("2027,2027-02-30,rest,春节", 2, Flaw::Date),
        ("2027,2027-1-11,rest,元旦", 2, Flaw::Date),
        ("2027,11/02/2027,rest,春节", 2, Flaw::Date),
        ("2027年,2027-02-06,rest,春节", 1, Flaw::Notice),
        ("1027,1027-02-06,rest,春节", 1, Flaw::Notice),
        ("2027,2027-02-06,off,春节", 3, Flaw::Kind),
        ("2027,2027-02-06,rest", 3, Flaw::Columns),
        ("2027,2027-02-06,rest,春节,x", 4, Flaw::Columns),
        ("2027,2027-02-06,rest,", 4, Flaw::Name),
        ("2027,2028-02-06,rest,春节", 2, Flaw::OutsideNotice),
        ("2027,2026-11-30,rest,元旦", 2, Flaw::OutsideNotice),
        ("2027,2027-02-01,work,春节", 3, Flaw::WorkedWeekday),
        (
            "2027,2027-01-01,rest,元旦",
            2,
            Flaw::Repeated { first_line: 3 },
        ),
    ];
    for (row, column, reason) in bad {
        let error =
            Calendar::parse(&table(&format!("2027,2027-01-01,rest,元旦\n\n{row}\n"))).unwrap_err();
        assert_eq!(
            (error.line, error.column, error.reason),
            (5, column, reason),
            "{row}"
        );
    }
}

#[test]
fn a_table_without_header_or_days_is_refused() {
    let reason = |csv: &str| Calendar::parse(csv).unwrap_err().reason;
    assert_eq!(reason(""), Flaw::Empty);
    assert_eq!(reason("# nothing yet\n"), Flaw::Empty);
    assert_eq!(reason(&table("")), Flaw::Empty);
    assert_eq!(reason("2027,2027-01-01,rest,元旦\n"), Flaw::Header);
}

#[test]
fn a_table_from_windows_is_read_alike() {
    let rows = table("2027,2027-01-01,rest,元旦\n2027, 2027-01-02 ,rest,元旦\n");
    let windows = format!("\u{feff}{}", rows.replace('\n', "\r\n"));
    assert_eq!(Calendar::parse(&windows), Calendar::parse(&rows));
}

#[test]
fn next_years_notice_makes_it_certain() {
    let before = Calendar::shipped().clone();
    let notice =
        table("2027,2027-01-01,rest,元旦\n2027,2027-01-02,rest,元旦\n2027,2027-01-03,work,元旦\n");
    let after = before.clone().with(Calendar::parse(&notice).unwrap());
    assert!(after.knows(2027) && after.knows(2026) && !before.knows(2027));
    // Worked: 31 December, Sunday 3 January, 4 January.
    let (guess, count) = (
        due(&before, day("2026-12-30"), 3, Working),
        due(&after, day("2026-12-30"), 3, Working),
    );
    assert_eq!((guess.on, guess.certain), (day("2027-01-04"), false));
    assert_eq!((count.on, count.certain), (day("2027-01-04"), true));
    assert_eq!(
        due(&after, day("2026-12-30"), 2, Working).on,
        day("2027-01-03")
    );
}

#[test]
fn a_notice_replaces_the_whole_earlier_notice_of_its_year_only() {
    let first = table("2027,2027-05-01,rest,劳动节\n2027,2027-05-03,rest,劳动节\n");
    let second = table("2027,2026-12-26,work,元旦\n2027,2027-05-04,rest,劳动节\n");
    let calendar = Calendar::shipped()
        .clone()
        .with(Calendar::parse(&first).unwrap())
        .with(Calendar::parse(&second).unwrap());
    assert!(
        calendar.is_working(day("2027-05-03")),
        "the first notice is gone"
    );
    assert!(!calendar.is_working(day("2027-05-04")));
    assert!(
        calendar.is_working(day("2026-12-26")),
        "the notice of 2027 reaches into December"
    );
    assert!(!calendar.is_working(day("2026-10-01")), "2026 stands");
    let december = Calendar::default().with(Calendar::parse(&second).unwrap());
    assert!(
        december.is_working(day("2026-12-26")) && !december.knows(2026),
        "a December row is not a notice for its year"
    );
}

#[test]
fn where_two_notices_name_one_day_the_later_one_holds() {
    let rows = "2026,2026-12-31,rest,元旦\n2027,2026-12-31,rest,元旦节\n";
    let reversed = "2027,2026-12-31,rest,元旦节\n2026,2026-12-31,rest,元旦\n";
    for rows in [rows, reversed] {
        let calendar = Calendar::parse(&table(rows)).unwrap();
        assert_eq!(
            calendar.arrangement(day("2026-12-31")).unwrap().notice,
            2027
        );
    }
}

#[test]
fn a_forged_calendar_is_refused_on_the_wire() {
    let forged = r#"[{"notice":2027,"on":"2027-02-01","kind":"work","name":"春节"}]"#;
    assert!(serde_json::from_str::<Calendar>(forged).is_err());
    let honest = r#"[{"notice":2027,"on":"2027-02-01","kind":"rest","name":"春节"}]"#;
    assert!(serde_json::from_str::<Calendar>(honest).is_ok());
}
