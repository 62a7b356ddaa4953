//! A second window over the same stores: it sees what the first one keeps, as if it had loaded it.

use super::{petition, visit, world};
use crate::people;
use crate::tablet::Disk;
use crate::world::World;
use domain::Command;
use domain::petition::Command as Step;
use sync::client::{Effect, Input, Limits, Machine, Saving};

/// A machine that loads what lies on this disk, and is never told anything.
fn loaded(disk: &Disk) -> Machine {
    Machine::new(
        disk.vault.clone(),
        disk.replica.clone(),
        Limits::default(),
        7,
    )
}

/// What a person sees in a window: the records, what waits, what came back.
fn sight(machine: &Machine) -> impl PartialEq + std::fmt::Debug + use<> {
    let records: Vec<_> = machine.records().collect();
    let waiting: Vec<_> = machine.waiting().map(|one| (one.id, one.record)).collect();
    let tray: Vec<_> = machine.tray().into_iter().cloned().collect();
    (records, waiting, tray, machine.standing().unsent)
}

fn look_on(world: &mut World, nth: usize) {
    let window = loaded(&world.tablets[nth].disk);
    world.tablets[nth].looks_on = Some(window);
}

fn same_sight(world: &World, nth: usize) {
    let tablet = &world.tablets[nth];
    let window = tablet.looks_on.as_ref().unwrap();
    assert_eq!(sight(window), sight(tablet.machine.as_ref().unwrap()));
    assert_eq!(sight(window), sight(&loaded(&tablet.disk)));
}

#[test]
fn what_the_first_window_keeps_is_seen_in_the_second() {
    let mut world = world(1);
    look_on(&mut world, 1);
    same_sight(&world, 1);
    for n in 9..12 {
        world.save(1, visit(&world, n)).unwrap();
        world.storage(1, true).unwrap();
        same_sight(&world, 1);
    }
    world.drain().unwrap();
    same_sight(&world, 1);

    // A colleague's work comes with a pull, a refusal with another.
    world.save(2, visit(&world, 20)).unwrap();
    let close = Saving {
        id: people::command_id(21),
        command: Command::Petition(Step::Close("c".to_owned())),
        ..visit(&world, 21)
    };
    world.drain().unwrap();
    let _ = world.save(1, close);
    world.feed(1, Input::SyncNow).unwrap();
    world.drain().unwrap();
    same_sight(&world, 1);
}

#[test]
fn a_write_that_was_loaded_already_changes_nothing() {
    let mut world = world(1);
    world.save(1, visit(&world, 9)).unwrap();
    let writes = world.tablets[1].vault_write.as_ref().unwrap().1.clone();
    world.storage(1, true).unwrap();
    look_on(&mut world, 1);
    let window = world.tablets[1].looks_on.as_mut().unwrap();
    window.kept_elsewhere(writes, Vec::new());
    same_sight(&world, 1);
}

#[test]
fn a_window_that_looks_on_asks_for_nothing() {
    let mut world = world(1);
    world.save(1, visit(&world, 9)).unwrap();
    let writes = world.tablets[1].vault_write.as_ref().unwrap().1.clone();
    let mut window = loaded(&world.tablets[1].disk);
    let effects = window.kept_elsewhere(writes, Vec::new());
    assert!(
        matches!(&effects[..], [Effect::Changed { records }] if records.contains(&petition())),
        "{effects:?}"
    );
}
