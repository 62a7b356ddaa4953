//! Single cases by hand, where a schedule would hit them by chance only.

mod admission;
mod feed;
mod histories;
mod machine;
mod returned;
mod together;
mod windows;

use crate::office::Office;
use crate::people;
use crate::sabotage::Sabotage;
use crate::world::World;
use domain::Command;
use domain::ids::RecordId;
use sync::client::{Limits, Saving};
use sync::feed::Bounds;

/// One bureau with one petition of unit A, and its tablets started and at rest.
fn world(seed: u64) -> World {
    let mut world = World::new(seed, Sabotage::None, true);
    world.limits = Limits::default();
    world.bounds = Bounds::default();
    let commands = [
        people::plea(1, world.now),
        people::sending(people::UNITS[0]),
    ];
    let now = world.now;
    world.bureau.decide(petition(), &commands, now, 1);
    for nth in 0..3 {
        world.tablets[nth].skew = 0;
        world.boot(nth).unwrap();
    }
    world.drain().unwrap();
    world
}

fn petition() -> RecordId {
    people::record_id(1)
}

fn visit(world: &World, n: u64) -> Saving {
    Saving {
        id: people::command_id(n),
        record: petition(),
        command: Command::Petition(people::visit(n, world.now)),
        recorded_at: world.now,
    }
}
