//! Commands that belong together: a visit and its photos are saved as one.

use super::{petition, visit, world};
use crate::people;
use crate::world::World;
use domain::ids::AttachmentId;
use domain::petition::{About, Attachment, AttachmentKind, Command as Step, FileDigest, Media};
use domain::{Command, Record, Refusal};
use sync::client::{Input, NotSaved, Saving};

fn photo(world: &World, n: u64, about: About) -> Saving {
    let attachment = Attachment {
        id: AttachmentId(people::command_id(n).0),
        kind: AttachmentKind::Photo,
        about: Some(about),
        name: format!("photo {n}"),
        media: Media::Jpeg,
        bytes: 4,
        sha256: FileDigest([7; 32]),
        taken_at: None,
    };
    Saving {
        command: Command::Petition(Step::Attach(attachment)),
        ..visit(world, n)
    }
}

/// A visit, its two photos, and whatever the last one is about.
fn visit_with_photos(world: &World, last: About) -> Vec<Saving> {
    let of_visit = About::Visit(world.now);
    vec![
        visit(world, 8),
        photo(world, 9, of_visit),
        photo(world, 10, last),
    ]
}

fn counted(record: &Record) -> (usize, usize) {
    let Record::Petition(petition) = record;
    (petition.visits.len(), petition.attachments.len())
}

fn seen(world: &World, nth: usize) -> (usize, usize) {
    let machine = world.tablets[nth].machine.as_ref().unwrap();
    counted(&machine.view(petition()).unwrap())
}

#[test]
fn a_visit_and_its_photos_are_kept_in_one_transaction_and_arrive_in_order() {
    let mut world = world(1);
    world.feed(1, Input::Online(false)).unwrap();
    let together = visit_with_photos(&world, About::Visit(world.now));
    world.save_all(1, together).unwrap();
    assert_eq!(seen(&world, 1), (0, 0), "not before it is kept");
    world.storage(1, true).unwrap();
    assert_eq!(seen(&world, 1), (1, 2));
    let positions: Vec<u64> = world.tablets[1].disk.vault.ops.keys().copied().collect();
    assert_eq!(positions, [1, 2, 3]);

    world.feed(1, Input::Online(true)).unwrap();
    world.drain().unwrap();
    assert_eq!(seen(&world, 1), (1, 2));
    assert_eq!(
        counted(&world.bureau.records[&petition()]),
        (1, 2),
        "the bureau has all of them"
    );
}

#[test]
fn a_storage_that_refuses_keeps_none_of_them() {
    let mut world = world(1);
    let together = visit_with_photos(&world, About::Visit(world.now));
    world.save_all(1, together).unwrap();
    world.storage(1, false).unwrap();
    assert_eq!(seen(&world, 1), (0, 0));
    assert!(world.tablets[1].disk.vault.ops.is_empty());
    world.save(1, visit(&world, 11)).unwrap();
    world.drain().unwrap();
    assert_eq!(
        counted(&world.bureau.records[&petition()]),
        (1, 0),
        "and leaves no hole"
    );
}

#[test]
fn one_that_the_law_refuses_keeps_the_others_back() {
    let mut world = world(1);
    let together = visit_with_photos(&world, About::Delivery);
    let machine = world.tablets[1].machine.as_mut().unwrap();
    let refused = machine.save_all(together);
    let no = Refusal::NoSuchPaper(About::Delivery);
    assert_eq!(refused, Err(NotSaved::Refused(no)));
    assert!(world.tablets[1].vault_write.is_none());
}

#[test]
fn a_group_that_the_outbox_has_no_room_for_is_not_split() {
    let mut world = world(1);
    world.limits.outbox = 2;
    world.crash(1).unwrap();
    world.boot(1).unwrap();
    world.drain().unwrap();
    let together = visit_with_photos(&world, About::Visit(world.now));
    let machine = world.tablets[1].machine.as_mut().unwrap();
    assert_eq!(machine.save_all(together), Err(NotSaved::Full));
}
