//! How long a volume is kept is the county's rule on the day it was filed; a later rule does not reach back.

mod story;

use chrono::{Days, NaiveDate};
use domain::Fact;
use domain::ids::{OfficerId, RecordId, day_of};
use domain::petition::{Petition, Step, apply};
use domain::policy::{Change, Norm, Policy};
use std::fs;
use std::path::PathBuf;
use uuid::Uuid;

/// The first case in the stories that was filed.
fn filed() -> Petition {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories/41-after-the-answer.txt");
    let text = fs::read_to_string(path).expect("the stories of what follows the answer");
    let told = story::play("after", &text).into_iter().map(|played| {
        let mut petition = None;
        for event in &played.events {
            let Fact::Petition(fact) = &event.fact;
            apply(&mut petition, RecordId(Uuid::from_u128(1)), event, fact);
        }
        petition
    });
    let mut filed = told.flatten().filter(Petition::is_archived);
    filed.next().expect("a story in which a case is filed")
}

fn since(day: NaiveDate) -> Policy {
    Policy::new(vec![Change {
        norm: Norm::RetentionYears,
        value: 50,
        since: day,
        by: OfficerId(Uuid::from_u128(9)),
        at: day.and_time(chrono::NaiveTime::MIN).and_utc(),
        reason: "县档案局通知".to_owned(),
    }])
}

#[test]
fn a_volume_is_kept_by_the_rule_of_the_day_it_was_filed() {
    let petition = filed();
    let filed_on = day_of(petition.taken_at(Step::Archive).expect("filed"));
    assert_eq!(petition.kept_years(Policy::shipped()), Some(30));
    assert_eq!(petition.kept_years(&since(filed_on)), Some(50));
    let next = filed_on.checked_add_days(Days::new(1)).expect("a day");
    assert_eq!(petition.kept_years(&since(next)), Some(30));
}

#[test]
fn what_is_not_filed_is_kept_for_no_time_yet() {
    let mut petition = filed();
    petition.after.filing = None;
    assert_eq!(petition.kept_years(Policy::shipped()), None);
}
