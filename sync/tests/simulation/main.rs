//! The messenger under a deterministic simulation: the real machine, admission, feed and law, three
//! tablets and a bureau in memory, one thread, one seed, no clock, no hash-map order.
//!
//! `HUIYIN_SIM_SEED=42 cargo test -p sync -- seed --nocapture` tells the story of seed 42;
//! `HUIYIN_SIM_SEEDS=1000000` runs more of them.

mod bureau;
mod checks;
mod deeds;
mod examples;
mod faults;
mod files;
mod folder;
mod lots;
mod office;
mod people;
mod rest;
mod sabotage;
mod schedule;
mod shelf;
mod shrink;
mod skew;
mod tablet;
mod windows;
mod wires;
mod world;

use sabotage::Sabotage;

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_seed_keeps_every_invariant() {
    if let Some(seed) = number("HUIYIN_SIM_SEED") {
        println!("{}", schedule::tell(seed, Sabotage::None));
        assert!(
            schedule::run(seed, Sabotage::None).is_ok(),
            "seed {seed}, see its story above"
        );
        return;
    }
    let seeds = number("HUIYIN_SIM_SEEDS").unwrap_or(20_000);
    let started = std::time::Instant::now();
    for seed in 0..seeds {
        if schedule::run(seed, Sabotage::None).is_err() {
            panic!("seed {seed}\n{}", schedule::tell(seed, Sabotage::None));
        }
    }
    let minutes = started.elapsed().as_secs_f64() / 60.0;
    println!("{seeds} schedules, {:.0} a minute", seeds as f64 / minutes);
}

/// A story people can read: what is not needed for the failure is left out.
#[test]
fn a_failing_seed_tells_a_short_story() {
    let fails = |seed: &u64| schedule::run(*seed, Sabotage::RefusalsLost).is_err();
    let seed = (0..300).find(fails).expect("a seed that fails");
    let story = schedule::tell(seed, Sabotage::RefusalsLost);
    let events = story.split("--- quiet ---").next().unwrap_or_default();
    println!("{story}");
    assert!(events.lines().count() <= 60, "{story}");
}

#[test]
fn every_sabotage_is_caught_by_its_check() {
    let mut missed = Vec::new();
    for (sabotage, check, within) in Sabotage::ALL {
        let trips = |seed: &u64| {
            let verdict = schedule::run(*seed, *sabotage);
            verdict.is_err_and(|violation| violation.check == *check)
        };
        let caught = (0..*within).find(trips);
        match caught {
            Some(seed) => println!("{sabotage:?} is caught by {check:?} at seed {seed}"),
            None => missed.push(format!("{sabotage:?} by {check:?}")),
        }
    }
    assert!(missed.is_empty(), "not caught: {missed:?}");
}
