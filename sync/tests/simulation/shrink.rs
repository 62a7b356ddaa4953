//! The smallest schedule that still fails: events are left out as long as the same check trips.

use crate::checks::Check;
use crate::sabotage::Sabotage;
use crate::world::World;
use std::collections::BTreeSet;

/// Which events of a failing seed can be left out.
pub fn superfluous(seed: u64, sabotage: Sabotage, check: Check) -> BTreeSet<usize> {
    let fails = |left_out: &BTreeSet<usize>| {
        let mut world = World::new(seed, sabotage, false);
        world.left_out.clone_from(left_out);
        world
            .live()
            .is_err_and(|violation| violation.check == check)
    };
    let mut left_out = BTreeSet::new();
    let mut chunk = crate::schedule::MOST_EVENTS;
    while chunk > 0 {
        for first in (0..crate::schedule::MOST_EVENTS).step_by(chunk) {
            let mut more = left_out.clone();
            more.extend(first..first + chunk);
            if more.len() > left_out.len() && fails(&more) {
                left_out = more;
            }
        }
        chunk /= 2;
    }
    left_out
}
