//! County policy and rest days in the database: dated, never changed, heard of by everybody, and lists follow.

use crate::House;
use crate::county::*;
use crate::feed::hello;
use app::api::ListQuery;
use chrono::{Duration, Utc};
use domain::deadline::Term;
use domain::ids::{Moment, day_of};
use domain::policy::{Change, Flaw, Norm};
use server::store::{Ledger, ListScope};

fn change(norm: Norm, value: u32, at: Moment) -> Change {
    Change {
        norm,
        value,
        since: day_of(at),
        by: SYSTEM_ADMIN,
        at,
        reason: "县委办〔2026〕3号".to_owned(),
    }
}

fn now() -> Moment {
    chrono::SubsecRound::trunc_subsecs(Utc::now(), 3)
}

async fn due(ledger: &Ledger) -> Vec<(Term, chrono::NaiveDate)> {
    let scope = ListScope::of(&officer(BUREAU_HEAD));
    let page = ledger
        .list(&scope, &ListQuery::default(), day_of(Utc::now()))
        .await
        .expect("a page");
    page.rows.iter().filter_map(|row| row.due).collect()
}

#[tokio::test]
async fn a_change_is_kept_with_its_history_and_told_to_every_device() {
    let house = House::new().await;
    let at = now();
    for value in [45, 60] {
        let change = change(Norm::RatingDays, value, at);
        let taken = house.ledger.change_policy(change).await.expect("written");
        assert_eq!(taken, Ok(()));
    }
    let again = change(Norm::RatingDays, 60, at);
    let refused = house.ledger.change_policy(again).await.expect("asked");
    assert_eq!(refused, Err(Flaw::SameValue));

    let house = house.restarted().await;
    let rules = house.ledger.rules().await.expect("rules");
    let values: Vec<u32> = rules
        .policy
        .history(Norm::RatingDays)
        .iter()
        .map(|change| change.value)
        .collect();
    assert_eq!(values, [45, 60]);
    assert_eq!(rules.policy.value(Norm::RatingDays, day_of(at)), 60);
    let trail: Vec<String> =
        sqlx::query_scalar("SELECT detail FROM audit WHERE act = 'change_policy' ORDER BY nth")
            .fetch_all(house.ledger.readers())
            .await
            .expect("the trail");
    assert_eq!(trail.len(), 2);
    assert!(trail[0].starts_with("RatingDays=45 since="), "{}", trail[0]);
}

#[tokio::test]
async fn the_history_is_never_changed_nor_shortened() {
    let house = House::new().await;
    let change = change(Norm::GroupVisit, 6, now());
    house
        .ledger
        .change_policy(change)
        .await
        .expect("written")
        .expect("lawful");
    for forbidden in [
        "UPDATE policy_change SET value = 2",
        "DELETE FROM policy_change",
    ] {
        let done = house
            .ledger
            .write(move |tx| {
                Box::pin(async move { Ok(sqlx::query(forbidden).execute(tx).await.is_ok()) })
            })
            .await
            .expect("a job");
        assert!(!done, "{forbidden}");
    }
}

#[tokio::test]
async fn the_lease_follows_the_policy() {
    let house = House::new().await;
    let at = now();
    let before = house
        .ledger
        .hello(&officer(TOWNSHIP_CADRE), hello(1), at)
        .await
        .expect("a lease");
    assert_eq!(before.until - at, Duration::days(14));
    let change = change(Norm::LeaseDays, 3, at);
    house
        .ledger
        .change_policy(change)
        .await
        .expect("written")
        .expect("lawful");
    let after = house
        .ledger
        .hello(&officer(TOWNSHIP_CADRE), hello(1), at)
        .await
        .expect("a lease");
    assert_eq!(after.until - at, Duration::days(3));
}

/// A table that makes the due day of an open item a rest day moves it in the list, too.
#[tokio::test]
async fn rest_days_taken_in_move_what_lists_show() {
    let house = House::new().await;
    house
        .ledger
        .issue(vec![register(1, record(1), "路灯不亮", 2)])
        .await
        .expect("issued");
    let before = due(&house.ledger).await;
    let (term, last) = before[0];
    assert_eq!(term, Term::Send);
    let year = chrono::Datelike::year(&last);
    let table = format!("notice,date,kind,name\n{year},{last},rest,试验节\n");
    house
        .ledger
        .take_rest_days(table, None, now())
        .await
        .expect("taken");
    let after = due(&house.ledger).await;
    assert!(after[0].1 > last, "{after:?} after {before:?}");
    let house = house.restarted().await;
    assert_eq!(due(&house.ledger).await, after, "also after a restart");
    // A table that does not read is never kept: the server would not start again.
    let broken = "notice,date,kind,name\n2027,2027-13-01,rest,元旦\n".to_owned();
    assert!(
        house
            .ledger
            .take_rest_days(broken, None, now())
            .await
            .is_err()
    );
    assert_eq!(due(&house.ledger).await, after);
}

/// A limit that started before the switch was turned is counted as before.
#[tokio::test]
async fn what_already_runs_is_counted_by_the_old_rule() {
    let house = House::new().await;
    house
        .ledger
        .issue(vec![register(1, record(1), "路灯不亮", 2)])
        .await
        .expect("issued");
    let before = due(&house.ledger).await;
    let change = change(Norm::RestDayEnd, 0, now());
    house
        .ledger
        .change_policy(change)
        .await
        .expect("written")
        .expect("lawful");
    assert_eq!(due(&house.ledger).await, before);
}
