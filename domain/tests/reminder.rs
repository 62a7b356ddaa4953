//! When a petitioner is reminded that they may rate the answer: by the county's rule, once, and never after rating.

mod story;

use chrono::{Days, NaiveDate};
use domain::Fact;
use domain::ids::{OfficerId, RecordId};
use domain::petition::after::Reminder;
use domain::petition::{Petition, apply};
use domain::policy::{Change, Norm, Policy};
use std::fs;
use std::path::PathBuf;
use uuid::Uuid;

/// The first case in the stories whose answer was served and that nobody rated or was reminded of.
fn served() -> (Petition, NaiveDate) {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories/06-answer-and-after.txt");
    let text = fs::read_to_string(path).expect("the stories of the answer");
    let told = story::play("answer", &text).into_iter().map(|played| {
        let mut petition = None;
        for event in &played.events {
            let Fact::Petition(fact) = &event.fact;
            apply(&mut petition, RecordId(Uuid::from_u128(1)), event, fact);
        }
        petition
    });
    told.flatten()
        .filter(|petition| petition.rating.is_none() && petition.after.reminders.is_empty())
        .find_map(|petition| {
            let on = petition.delivery.as_ref()?.on;
            Some((petition, on))
        })
        .expect("a story in which an answer is served")
}

fn after(day: NaiveDate, days: u64) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(days))
}

#[test]
fn the_countys_rule_of_the_day_it_was_served_says_when() {
    let (petition, on) = served();
    assert_eq!(petition.reminder_due_on(Policy::shipped()), after(on, 20));
    let ruled = |since| {
        Policy::new(vec![Change {
            norm: Norm::RatingReminder,
            value: 7,
            since,
            by: OfficerId(Uuid::from_u128(9)),
            at: on.and_time(chrono::NaiveTime::MIN).and_utc(),
            reason: "早一点提醒".to_owned(),
        }])
    };
    assert_eq!(petition.reminder_due_on(&ruled(on)), after(on, 7));
    let next = after(on, 1).expect("a day");
    assert_eq!(petition.reminder_due_on(&ruled(next)), after(on, 20));
}

#[test]
fn nobody_is_pressed_twice() {
    let (mut petition, on) = served();
    petition.after.reminders.push(Reminder {
        on,
        how: "电话".to_owned(),
    });
    assert_eq!(petition.reminder_due_on(Policy::shipped()), None);
}

#[test]
fn what_is_not_served_reminds_of_nothing() {
    let (mut petition, _) = served();
    petition.delivery = None;
    assert_eq!(petition.reminder_due_on(Policy::shipped()), None);
}
