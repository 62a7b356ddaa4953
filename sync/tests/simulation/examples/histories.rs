//! One device or one server whose story is told in two ways: copied, restored, gone back in time.

use super::{visit, world};
use crate::checks;
use crate::office::Office;
use crate::people;
use crate::sabotage::Sabotage;
use crate::tablet::Tablet;
use crate::wires::Load;
use crate::world::World;
use domain::ids::Incarnation;
use sync::client::{Input, Limits, Machine};
use sync::kept::ReplicaWrite;
use uuid::Uuid;

fn machine(world: &mut World, nth: usize) -> &mut Machine {
    world.tablets[nth].machine.as_mut().unwrap()
}

#[test]
fn a_server_that_went_back_beyond_the_ring_gets_everything_under_a_new_incarnation() {
    let mut world = world(1);
    world.limits.ring = 1;
    world.crash(1).unwrap();
    world.boot(1).unwrap();
    world.backup = Some(world.bureau.back_up());
    for n in 10..14 {
        world.save(1, visit(&world, n)).unwrap();
        world.drain().unwrap();
    }
    let before = world.tablets[1].disk.vault.clone();
    assert!(before.ops.len() < 4, "the ring was trimmed");
    world.restore().unwrap();
    world.forks = true;
    world.rest().unwrap();
    let after = &world.tablets[1].disk.vault;
    assert_ne!(after.identity.inc, before.identity.inc);
    assert_eq!(after.ops.keys().next(), Some(&1), "numbered from the start");
    assert_eq!(world.bureau.ops.len(), before.ops.len());
    assert!(world.is_quiet());
}

#[test]
fn a_renewal_that_cannot_be_kept_is_tried_again() {
    let mut world = world(1);
    world.save(1, visit(&world, 9)).unwrap();
    world.drain().unwrap();
    // An older image of the disk: the bureau knows more than it does.
    let identity = &mut world.tablets[1].disk.vault.identity;
    identity.last_dseq = 0;
    world.tablets[1].disk.vault.ops.clear();
    world.tablets[1].saved.clear();
    let old = world.tablets[1].disk.vault.identity.inc;
    world.crash(1).unwrap();
    world.boot(1).unwrap();
    while world.tablets[1].vault_write.is_none() {
        if world.tablets[1].replica_write.is_some() {
            world.storage(1, true).unwrap();
        } else {
            let wire = world.wires.pop().unwrap();
            world.arrive(wire, true).unwrap();
        }
    }
    world.storage(1, false).unwrap();
    assert!(machine(&mut world, 1).standing().storage_failed);
    assert_eq!(world.tablets[1].disk.vault.identity.inc, old);
    world.rest().unwrap();
    assert_ne!(world.tablets[1].disk.vault.identity.inc, old);
}

#[test]
fn a_replica_of_another_incarnation_is_not_shown() {
    let mut world = world(1);
    world.crash(1).unwrap();
    let disk = &mut world.tablets[1].disk;
    let mut mark = disk.replica.mark.clone().unwrap();
    mark.inc = Incarnation(Uuid::from_u128(9));
    let write = ReplicaWrite::PutMark(mark);
    disk.shelf.write(write.clone(), Sabotage::None);
    disk.replica.write(write);
    world.boot(1).unwrap();
    assert_eq!(machine(&mut world, 1).records().count(), 0);
    world.rest().unwrap();
    assert_eq!(machine(&mut world, 1).records().count(), 1);
}

/// The copy sends its first operation and hears how far the original has come with the others.
#[test]
fn a_copy_trusts_no_position_it_did_not_send() {
    for seed in 0..30 {
        let mut world = world(seed);
        world.limits = Limits {
            push_ops: 1,
            ..Limits::default()
        };
        world.forks = true;
        world.crash(1).unwrap();
        world.boot(1).unwrap();
        world.drain().unwrap();
        world.feed(1, Input::Online(false)).unwrap();
        world.save(1, visit(&world, 10)).unwrap();
        world.storage(1, true).unwrap();
        let copy = world.tablets[1].disk.clone();
        world.save(1, visit(&world, 11)).unwrap();
        world.storage(1, true).unwrap();

        let officer = people::officer_id(1);
        world.tablets.push(Tablet::of(officer, copy));
        world.boot(3).unwrap();
        world.feed(3, Input::Online(false)).unwrap();
        for n in [20, 21] {
            world.save(3, visit(&world, n)).unwrap();
            world.storage(3, true).unwrap();
        }
        world.feed(1, Input::Online(true)).unwrap();
        world.drain().unwrap();
        world.rest().unwrap();
        checks::nothing_lost(&world.bureau, &world.tablets, |_| false).unwrap();
        assert_eq!(world.bureau.ops.len(), 4, "seed {seed}");
    }
}

/// Takes the first load of a tablet that `is` the one to the bureau, and the bureau's answer back.
#[track_caller]
fn there_and_back(world: &mut World, nth: usize, is: fn(&Load) -> bool) {
    for _ in 0..2 {
        deliver(world, nth, is);
    }
}

#[track_caller]
fn deliver(world: &mut World, nth: usize, is: fn(&Load) -> bool) {
    let place = world
        .wires
        .iter()
        .position(|wire| wire.tablet == nth && is(&wire.load));
    let wire = world.wires.remove(place.expect("such a load"));
    world.arrive(wire, true).unwrap();
}

/// A page that waited for the storage while the device got a new incarnation would put its cursor
/// over a replica that was emptied: after a crash nobody would ask for those records again.
#[test]
fn a_page_for_the_incarnation_before_is_not_written() {
    let mut world = world(1);
    world.forks = true;
    let copy = world.tablets[1].disk.clone();
    world.tablets.push(Tablet::of(people::officer_id(1), copy));
    world.boot(3).unwrap();
    let greets = |world: &World| {
        let hello = |load: &Load| matches!(load, Load::Hello(_));
        let mut wires = world.wires.iter();
        wires.any(|wire| wire.tablet == 1 && hello(&wire.load))
    };
    while !greets(&world) {
        world.drain().unwrap();
        world.timer(1).unwrap();
    }
    world.save(3, visit(&world, 20)).unwrap();
    world.storage(3, true).unwrap();
    world.save(1, visit(&world, 10)).unwrap();
    world.storage(1, true).unwrap();
    let now = world.now;
    let second = [people::plea(2, now), people::sending(people::UNITS[0])];
    let record = people::record_id(2);
    world.bureau.decide(record, &second, now, 2);
    deliver(&mut world, 1, |load| matches!(load, Load::Pull(_)));
    // The greeting keeps the storage busy, and the page waits behind it.
    there_and_back(&mut world, 1, |load| {
        matches!(load, Load::Hello(_) | Load::Greeted(_))
    });
    assert!(world.tablets[1].replica_write.is_some());
    deliver(&mut world, 1, |load| matches!(load, Load::Pulled(_)));
    there_and_back(&mut world, 3, |load| {
        matches!(load, Load::Push(_) | Load::Pushed(_))
    });
    there_and_back(&mut world, 1, |load| {
        matches!(load, Load::Push(_) | Load::Pushed(_))
    });
    let before = world.tablets[1].disk.vault.identity.inc;
    world.stored(1, true, true).unwrap();
    assert_ne!(world.tablets[1].disk.vault.identity.inc, before);
    world.stored(1, false, true).unwrap();
    assert!(world.tablets[1].replica_write.is_none());

    world.crash(1).unwrap();
    world.boot(1).unwrap();
    world.rest().unwrap();
    checks::quiet_equals_server(&world.bureau, &world.tablets[1]).unwrap();
}

#[test]
fn an_answer_from_the_life_before_settles_nothing() {
    let mut world = world(1);
    world.backup = Some(world.bureau.back_up());
    world.save(1, visit(&world, 10)).unwrap();
    world.storage(1, true).unwrap();
    let push = world.wires.pop().unwrap();
    world.arrive(push, true).unwrap();
    let late = world.wires.pop().unwrap();
    assert!(matches!(late.load, Load::Pushed(_)));

    world.restore().unwrap();
    world.feed(1, Input::SyncNow).unwrap();
    world.drain().unwrap();
    world.wires.push(late);
    world.rest().unwrap();
    assert_eq!(
        world.bureau.ops.len(),
        1,
        "sent again to the restored server"
    );
}
