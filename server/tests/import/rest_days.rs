//! Next year's rest days: taken in whole, in force at once and after a restart; a bad row is named and changes nothing.

use crate::stage::Stage;
use chrono::NaiveDate;

const GOOD: &str = "notice,date,kind,name\n2027,2027-01-01,rest,元旦\n2027,2027-01-02,work,元旦\n";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[tokio::test]
async fn a_table_is_taken_in_whole_or_not_at_all() {
    let stage = Stage::new();
    let good = stage.file("2027.csv", GOOD);
    let said = stage.run(&["import", "rest-days", &good, "--dry-run"]);
    assert_eq!(said.code, 0, "{said:?}");
    let ledger = stage.ledger().await;
    let knows = |rules: &server::store::Rules| rules.calendar.knows(2027);
    assert!(
        !knows(&ledger.rules().await.expect("rules")),
        "only checked"
    );
    ledger.close().await;

    let bad = stage.file(
        "bad.csv",
        "notice,date,kind,name\n2027,2027-01-01,rest,元旦\n2027,2027-13-01,rest,元旦\n",
    );
    let said = stage.run(&["import", "rest-days", &bad]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(said.err.contains("第 3 行第 2 列"), "{said:?}");

    let said = stage.run(&["import", "rest-days", &good]);
    assert_eq!(said.code, 0, "{said:?}");
    let ledger = stage.ledger().await;
    let rules = ledger.rules().await.expect("rules");
    assert!(
        knows(&rules) && rules.calendar.knows(2026),
        "beside what is shipped"
    );
    assert!(!rules.calendar.is_working(day("2027-01-01")));
    assert!(
        rules.calendar.is_working(day("2027-01-02")),
        "a Saturday worked in exchange"
    );
    ledger.close().await;

    // A corrected notice of the same year replaces the first as a whole.
    let corrected = stage.file(
        "again.csv",
        "notice,date,kind,name\n2027,2027-01-01,rest,元旦\n",
    );
    assert_eq!(stage.run(&["import", "rest-days", &corrected]).code, 0);
    let ledger = stage.ledger().await;
    let rules = ledger.rules().await.expect("rules");
    assert!(
        !rules.calendar.is_working(day("2027-01-02")),
        "an ordinary Saturday again"
    );
    ledger.close().await;
}
