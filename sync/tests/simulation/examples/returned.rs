//! What people do with returned work reaches every life of the bureau.

use super::{petition, visit, world};
use crate::checks;
use crate::office::Office;
use crate::people;
use crate::world::World;
use domain::Command;
use domain::ids::CommandId;
use domain::petition::Command as Step;
use sync::client::{Input, Limits};
use sync::protocol::Decision;

/// Tablet 1 with the visits of these numbers in its tray, tablet 2 of a colleague, and a backup of before all that.
fn with_returned(ring: usize, visits: &[u64]) -> World {
    let mut world = world(1);
    world.bureau.moves(people::officer_id(2), people::UNITS[0]);
    world.limits = Limits {
        ring,
        ..Limits::default()
    };
    for nth in [1, 2] {
        world.crash(nth).unwrap();
        world.boot(nth).unwrap();
    }
    world.drain().unwrap();
    world.feed(1, Input::Online(false)).unwrap();
    for n in visits {
        world.save(1, visit(&world, *n)).unwrap();
        world.storage(1, true).unwrap();
    }
    // Meanwhile a colleague has objected: no visit any more.
    let (who, now) = (people::officer_id(1), world.now);
    let objection = Command::Petition(Step::Object("o".to_owned()));
    world.bureau.act(who, petition(), &[objection], now, 2);
    world.backup = Some(world.bureau.back_up());
    world.feed(1, Input::Online(true)).unwrap();
    world.drain().unwrap();
    assert_eq!(world.tablets[1].disk.vault.tray.len(), visits.len());
    world
}

fn let_go(world: &mut World, n: u64, decision: Decision) {
    let now = world.now;
    let machine = world.tablets[1].machine.as_mut().unwrap();
    let effects = machine.let_go(people::command_id(n), decision, now);
    world.execute(1, effects).unwrap();
    world.drain().unwrap();
}

fn waits_with_colleague(world: &World, op: CommandId) -> bool {
    world.tablets[2].disk.vault.tray.contains_key(&op)
}

#[test]
fn acts_of_before_are_told_to_a_restored_bureau() {
    let mut world = with_returned(2_000, &[10, 11]);
    world.feed(2, Input::Online(false)).unwrap();
    let (given, thrown) = (people::command_id(10), people::command_id(11));
    let colleague = people::officer_id(2);
    let_go(&mut world, 10, Decision::HandedOver(colleague));
    let_go(&mut world, 11, Decision::Discarded("d".to_owned()));
    assert_eq!(world.bureau.let_go.len(), 2);
    assert!(!waits_with_colleague(&world, given), "offline");

    world.restore().unwrap();
    assert!(world.bureau.let_go.is_empty());
    world.rest().unwrap();
    let me = people::officer_id(1);
    assert!(world.bureau.let_go.contains_key(&(thrown, me)));
    assert!(waits_with_colleague(&world, given), "with every word");
    checks::acts_told(&world.bureau, &world.tablets, false).unwrap();
    assert!(world.is_quiet(), "and nothing is told without end");
}

#[test]
fn the_words_of_a_hand_over_are_kept_as_long_as_the_ring_and_the_act_for_good() {
    let numbers = [10, 11, 12, 13];
    let mut world = with_returned(2, &numbers);
    for n in numbers {
        let_go(&mut world, n, Decision::HandedOver(people::officer_id(2)));
    }
    let acts = &world.tablets[1].disk.vault.let_go;
    let with_words = numbers.map(|n| acts[&people::command_id(n)].let_go.words.is_some());
    assert_eq!(with_words, [false, false, true, true]);
    world.feed(2, Input::SyncNow).unwrap();
    world.drain().unwrap();
    let arrived = numbers.map(|n| waits_with_colleague(&world, people::command_id(n)));
    assert_eq!(arrived, [true; 4]);
}

/// A device that never reaches the bureau keeps what only it can tell.
#[test]
fn words_that_nobody_was_told_are_not_forgotten() {
    let numbers = [10, 11, 12, 13];
    let mut world = with_returned(2, &numbers);
    world.feed(1, Input::Online(false)).unwrap();
    for n in numbers {
        let_go(&mut world, n, Decision::HandedOver(people::officer_id(2)));
    }
    let acts = world.tablets[1].disk.vault.let_go.values();
    assert_eq!(acts.filter(|act| act.let_go.words.is_some()).count(), 4);
}
