//! 不再受理 over two items as they are: the one whose road has ended, and the one that brings it again.

mod story;

use domain::Fact;
use domain::Refusal;
use domain::ids::RecordId;
use domain::petition::{Command, NotAgain, Petition, accepted_once, apply};
use std::fs;
use std::path::PathBuf;
use story::Played;
use uuid::Uuid;

/// The stories say `other=2` where they name no other item.
const ENDED: u128 = 2;
const NEW: u128 = 1;

fn told(played: &Played, id: u128) -> Petition {
    let mut petition = None;
    for event in &played.events {
        let Fact::Petition(fact) = &event.fact;
        apply(&mut petition, RecordId(Uuid::from_u128(id)), event, fact);
    }
    petition.expect("a petition")
}

/// The case of the first story of the further levels, up to its end.
fn rechecked() -> Petition {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/stories/40-review-levels.txt");
    let text = fs::read_to_string(path).expect("the stories of the further levels");
    let petition = told(&story::play("levels", &text)[0], ENDED);
    assert!(petition.road_ended_on().is_some(), "the story has changed");
    petition
}

/// An item linked to it, with what it says that is new.
fn brought_again(new_facts: &str) -> Petition {
    let text = format!(
        "story: again\n2026-12-01 registrar registers\n\
         2026-12-01 registrar links ended=2026-06-01; new={new_facts}\n"
    );
    told(&story::play("again", &text)[0], NEW)
}

fn accept(of: &Petition) -> Command {
    Command::Accept(of.acceptance.clone().expect("an acceptance"))
}

fn not_again(of: &Petition) -> Command {
    Command::NotAgain(NotAgain {
        ended: of.id,
        reason: "已有复核意见".to_owned(),
        notice: of.acceptance.clone().expect("an acceptance").notice,
    })
}

#[test]
fn the_same_facts_and_reasons_are_told_and_not_accepted() {
    let (ended, new) = (rechecked(), brought_again("-"));
    let refused = accepted_once(&new, &accept(&ended), [&ended]);
    assert!(
        matches!(refused, Err(Refusal::SameAsEnded { .. })),
        "{refused:?}"
    );
    assert_eq!(accepted_once(&new, &not_again(&ended), [&ended]), Ok(()));
}

#[test]
fn new_facts_are_accepted_and_nobody_is_turned_away() {
    let (ended, new) = (rechecked(), brought_again("又被挖走一垄"));
    assert_eq!(accepted_once(&new, &accept(&ended), [&ended]), Ok(()));
    let refused = accepted_once(&new, &not_again(&ended), [&ended]);
    assert_eq!(refused, Err(Refusal::RoadNotEnded));
}

/// The sabotage: while the road is open the same link refuses nothing, so it is the end of the road that does.
#[test]
fn an_open_road_turns_nobody_away() {
    let (mut open, new) = (rechecked(), brought_again("-"));
    open.reviews.levels.pop();
    assert_eq!(accepted_once(&new, &accept(&open), [&open]), Ok(()));
    let refused = accepted_once(&new, &not_again(&open), [&open]);
    assert_eq!(refused, Err(Refusal::RoadNotEnded));
}
