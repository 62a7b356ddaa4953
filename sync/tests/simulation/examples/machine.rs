//! The tablet's machine, input by input.

use super::{petition, visit, world};
use crate::office::Office;
use crate::people;
use crate::tablet::Tablet;
use crate::wires::{Load, Wire};
use crate::world::World;
use domain::Command;
use domain::Refusal;
use domain::petition::{Command as Step, Step as StepName};
use sync::client::{Effect, Fault, Input, Limits, Machine, NotSaved, Saving, Standing};

fn machine(world: &mut World, nth: usize) -> &mut Machine {
    world.tablets[nth].machine.as_mut().unwrap()
}

fn standing(world: &World, nth: usize) -> Standing {
    world.tablets[nth].machine.as_ref().unwrap().standing()
}

/// The loads under way from or to a tablet.
fn loads(world: &World, nth: usize) -> Vec<&Load> {
    let wires = world.wires.iter().filter(|wire| wire.tablet == nth);
    wires.map(|wire| &wire.load).collect()
}

/// Every wire of a tablet is cut.
fn cut(world: &mut World, nth: usize, fault: Fault) {
    while let Some(place) = world.wires.iter().position(|wire| wire.tablet == nth) {
        let wire = world.wires.swap_remove(place);
        let ticket = wire.ticket;
        world.feed(nth, Input::Failed { ticket, fault }).unwrap();
    }
}

#[test]
fn a_device_that_was_never_greeted_takes_nothing() {
    let mut world = world(1);
    let mut tablet = Tablet::new(1);
    tablet.boot(Limits::default(), 1);
    let saving = visit(&world, 9);
    let refused = tablet.machine.unwrap().save(saving);
    assert_eq!(refused, Err(NotSaved::NotGreeted));
    assert!(world.save(1, visit(&world, 9)).is_ok());
}

#[test]
fn what_the_law_refuses_is_refused_at_once() {
    let mut world = world(1);
    world.feed(0, Input::Online(false)).unwrap();
    let n = 10;
    let registration = Saving {
        id: people::command_id(n),
        record: people::record_id(n),
        command: people::plea(n, world.now),
        recorded_at: world.now,
    };
    world.save(0, registration).unwrap();
    let refused = machine(&mut world, 0).save(Saving {
        id: people::command_id(11),
        record: people::record_id(n),
        command: people::sending(people::UNITS[1]),
        recorded_at: people::dawn(),
    });
    let step = StepName::Transfer;
    assert_eq!(
        refused,
        Err(NotSaved::Refused(Refusal::OnlineOnly { step }))
    );
}

#[test]
fn a_step_on_what_is_not_kept_here_is_the_bureaus_to_judge() {
    let mut world = world(1);
    let close = Saving {
        command: Command::Petition(Step::Close("c".to_owned())),
        ..visit(&world, 9)
    };
    assert!(machine(&mut world, 0).view(petition()).is_none());
    world.save(0, close).unwrap();
    world.drain().unwrap();
    assert_eq!(standing(&world, 0).returned, 1);
}

#[test]
fn a_command_is_sent_only_once_kept_and_waits_until_a_pull_covers_it() {
    let mut world = world(1);
    world.save(1, visit(&world, 9)).unwrap();
    assert!(
        loads(&world, 1).is_empty(),
        "nothing is sent before it is kept"
    );
    assert_eq!(standing(&world, 1).unsent, 0);

    world.storage(1, true).unwrap();
    assert!(matches!(loads(&world, 1)[..], [Load::Push(_)]));
    assert_eq!(standing(&world, 1).unsent, 1);

    for _ in 0..2 {
        let wire = world.wires.pop().unwrap();
        world.arrive(wire, true).unwrap();
    }
    assert!(matches!(loads(&world, 1)[..], [Load::Pull(_)]));
    assert_eq!(
        standing(&world, 1).unsent,
        1,
        "the answer to a push settles nothing on screen"
    );

    world.drain().unwrap();
    assert_eq!(standing(&world, 1).unsent, 0);
    assert!(standing(&world, 1).settled_at.is_some());
}

#[test]
fn a_storage_that_refuses_leaves_no_hole() {
    let mut world = world(1);
    world.save(1, visit(&world, 8)).unwrap();
    world.save(1, visit(&world, 9)).unwrap();
    world.storage(1, false).unwrap();
    assert!(standing(&world, 1).storage_failed);
    world.storage(1, true).unwrap();
    assert!(!standing(&world, 1).storage_failed);
    let ops = &world.tablets[1].disk.vault.ops;
    let kept: Vec<_> = ops
        .iter()
        .map(|(dseq, kept)| (*dseq, kept.op.op_id))
        .collect();
    assert_eq!(kept, [(1, people::command_id(9))]);
}

#[test]
fn the_same_command_again_changes_nothing() {
    let mut world = world(1);
    let saving = visit(&world, 9);
    world.save(1, saving.clone()).unwrap();
    assert_eq!(machine(&mut world, 1).save(saving.clone()), Ok(Vec::new()));
    world.drain().unwrap();
    let again = machine(&mut world, 1).save(saving.clone());
    assert_eq!(again, Ok(vec![Effect::Kept { id: saving.id }]));
    assert_eq!(world.tablets[1].disk.vault.ops.len(), 1);
}

#[test]
fn a_full_outbox_takes_no_more() {
    let mut world = world(1);
    world.limits.outbox = 2;
    world.crash(1).unwrap();
    world.boot(1).unwrap();
    world.drain().unwrap();
    world.feed(1, Input::Online(false)).unwrap();
    world.save(1, visit(&world, 7)).unwrap();
    world.save(1, visit(&world, 8)).unwrap();
    let third = visit(&world, 9);
    assert_eq!(machine(&mut world, 1).save(third), Err(NotSaved::Full));
}

#[test]
fn retries_come_slower_and_slower_until_somebody_asks() {
    let mut world = world(1);
    let mut delays = Vec::new();
    world.feed(1, Input::SyncNow).unwrap();
    for _ in 0..4 {
        let ticket = world.wires.pop().unwrap().ticket;
        let fault = Fault::Unreachable;
        let effects = machine(&mut world, 1).handle(Input::Failed { ticket, fault });
        for effect in &effects {
            if let Effect::WakeAfter { ms, .. } = effect {
                delays.push(*ms);
            }
        }
        world.execute(1, effects).unwrap();
        assert!(!standing(&world, 1).online);
        assert!(loads(&world, 1).is_empty(), "silent until the timer rings");
        world.timer(1).unwrap();
    }
    let bounds = [(500, 1_000), (1_000, 2_000), (2_000, 4_000), (4_000, 8_000)];
    for (delay, (least, most)) in delays.iter().zip(bounds) {
        assert!((least..=most).contains(delay), "{delays:?}");
    }
    cut(&mut world, 1, Fault::Busy { after_ms: 5_000 });
    world.feed(1, Input::SyncNow).unwrap();
    assert!(matches!(loads(&world, 1)[..], [Load::Pull(_)]));
}

#[test]
fn a_bureau_that_asks_for_time_gets_it_whatever_it_pokes_and_whatever_is_saved_meanwhile() {
    let mut world = world(1);
    world.feed(1, Input::SyncNow).unwrap();
    let ticket = world.wires.pop().unwrap().ticket;
    let fault = Fault::Busy { after_ms: 30_000 };
    let effects = machine(&mut world, 1).handle(Input::Failed { ticket, fault });
    let waits: Vec<u32> = effects
        .iter()
        .filter_map(|effect| match effect {
            Effect::WakeAfter { ms, .. } => Some(*ms),
            _ => None,
        })
        .collect();
    assert!(
        matches!(waits[..], [30_500..=31_000]),
        "what was asked for and a little more, never all alike: {waits:?}"
    );
    world.execute(1, effects).unwrap();
    for nth in 0..20 {
        world.feed(1, Input::Poked).unwrap();
        world.save(1, visit(&world, 7 + nth)).unwrap();
        assert!(loads(&world, 1).is_empty(), "silent until the timer rings");
    }
    world.timer(1).unwrap();
    assert!(!loads(&world, 1).is_empty());
    world.drain().unwrap();
    assert_eq!(standing(&world, 1).unsent, 0);

    // Where nothing was asked for, a poke is asked after at once, and one question serves many pokes.
    for _ in 0..20 {
        world.feed(1, Input::Poked).unwrap();
    }
    assert!(matches!(loads(&world, 1)[..], [Load::Pull(_)]));
}

#[test]
fn a_push_that_never_goes_through_is_tried_less_and_less_though_pulls_go_well() {
    let mut world = world(1);
    world.save(1, visit(&world, 7)).unwrap();
    let mut delays = Vec::new();
    for _ in 0..4 {
        // Everything but the push goes well, until only the push is under way.
        while let Some(wire) = other_than_push(&mut world) {
            world.arrive(wire, true).unwrap();
        }
        let ticket = world.wires.pop().expect("a push").ticket;
        let fault = Fault::Unreachable;
        let effects = machine(&mut world, 1).handle(Input::Failed { ticket, fault });
        delays.extend(effects.iter().filter_map(|effect| match effect {
            Effect::WakeAfter { ms, .. } => Some(*ms),
            _ => None,
        }));
        world.execute(1, effects).unwrap();
        world.timer(1).unwrap();
    }
    let bounds = [(500, 1_000), (1_000, 2_000), (2_000, 4_000), (4_000, 8_000)];
    assert_eq!(delays.len(), bounds.len());
    for (delay, (least, most)) in delays.iter().zip(bounds) {
        assert!((least..=most).contains(delay), "{delays:?}");
    }
}

/// The next message of the first tablet that is no push, once its stores have nothing under way.
fn other_than_push(world: &mut World) -> Option<Wire> {
    while world.tablets[1].is_storing() {
        world.stored(1, true, true).unwrap();
        world.stored(1, false, true).unwrap();
    }
    let place = world
        .wires
        .iter()
        .position(|wire| !matches!(wire.load, Load::Push(_)))?;
    Some(world.wires.swap_remove(place))
}

#[test]
fn a_session_of_somebody_else_gets_nothing() {
    let mut world = world(1);
    world.save(1, visit(&world, 9)).unwrap();
    world.crash(1).unwrap();
    world.boot(1).unwrap();
    world.tablets[1].officer = people::officer_id(2);
    world.drain().unwrap();
    assert!(standing(&world, 1).signed_out);
    assert!(loads(&world, 1).is_empty());

    world.tablets[1].officer = people::officer_id(1);
    world.feed(1, Input::SignedIn).unwrap();
    assert!(matches!(loads(&world, 1)[..], [Load::Hello(_)]));
    world.drain().unwrap();
    assert!(!standing(&world, 1).signed_out);
}

#[test]
fn an_old_program_still_sends() {
    let mut world = world(1);
    world.feed(1, Input::SyncNow).unwrap();
    cut(&mut world, 1, Fault::UpgradeRequired);
    world.save(1, visit(&world, 9)).unwrap();
    world.drain().unwrap();
    world.timer(1).unwrap();
    assert!(matches!(loads(&world, 1)[..], [Load::Push(_)]));
    world.drain().unwrap();
    assert!(standing(&world, 1).upgrade_required);
    assert_eq!(standing(&world, 1).unsent, 1, "no pull covers it yet");
    assert_eq!(world.bureau.ops.len(), 1);
}

#[test]
fn a_device_that_is_shut_out_forgets_the_records_and_falls_silent() {
    let mut world = world(1);
    assert_eq!(machine(&mut world, 1).records().count(), 1);
    world.feed(1, Input::SignedIn).unwrap();
    let wire = world.wires.pop().unwrap();
    let Load::Hello(hello) = &wire.load else {
        panic!("signing in greets first");
    };
    let mut answer = world.bureau.hello(people::officer_id(1), hello, world.now);
    answer.revoked = true;
    let (ticket, answer) = (wire.ticket, Box::new(answer));
    world.feed(1, Input::Greeted { ticket, answer }).unwrap();
    world.drain().unwrap();
    assert!(world.tablets[1].forgotten);
    assert!(world.tablets[1].screen.is_empty());
    assert!(loads(&world, 1).is_empty());
}

#[test]
fn a_doubtful_command_is_sent_all_the_same() {
    let mut world = world(1);
    world.save(1, visit(&world, 9)).unwrap();
    world.storage(1, true).unwrap();
    let push = world.wires.pop().unwrap();
    // Meanwhile a colleague has objected, and the petition waits for the bureau.
    let (actor, now) = (people::officer_id(1), world.now);
    let objection = Command::Petition(Step::Object("o".to_owned()));
    world.bureau.act(actor, petition(), &[objection], now, 2);
    world.feed(1, Input::SyncNow).unwrap();
    world.drain().unwrap();
    let doubts: Vec<_> = machine(&mut world, 1)
        .waiting()
        .map(|waiting| waiting.doubtful.is_some())
        .collect();
    assert_eq!(doubts, [true]);

    world.wires.push(push);
    world.drain().unwrap();
    let machine = machine(&mut world, 1);
    let returned: Vec<_> = machine.tray().iter().map(|r| r.op.op_id).collect();
    assert_eq!(
        returned,
        [people::command_id(9)],
        "refused by the bureau, with every word"
    );
    assert_eq!(machine.waiting().count(), 0);
}
