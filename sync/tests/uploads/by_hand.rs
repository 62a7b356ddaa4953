//! Answer by answer.

use crate::{at, upload};
use sync::upload::{
    CHUNK_BYTES, CHUNK_BYTES_MAX, CHUNK_BYTES_MIN, Effect, Fault, Input, Standing, Trouble, Upload,
    UploadRefusal, UploadState, Uploads,
};

/// A machine whose line is free, with these files.
fn machine(files: &[Upload]) -> (Uploads, Vec<Effect>) {
    let mut machine = Uploads::new(1);
    let mut effects = machine.handle(Input::Line(true));
    for upload in files {
        effects.extend(machine.handle(Input::Add(*upload)));
    }
    (machine, effects)
}

/// The one request among effects: its ticket, and offset and length if it is a chunk.
fn request(effects: &[Effect]) -> Option<(u64, Option<(u32, u32)>)> {
    let mut requests = effects.iter().filter_map(|effect| match effect {
        Effect::Ask { ticket, .. } => Some((*ticket, None)),
        Effect::Send {
            ticket,
            offset,
            length,
            ..
        } => Some((*ticket, Some((*offset, *length)))),
        _ => None,
    });
    let first = requests.next();
    assert!(requests.next().is_none(), "one request at a time");
    first
}

fn woken(machine: &mut Uploads, effects: &[Effect]) -> (u32, Vec<Effect>) {
    let rings = effects.iter().find_map(|effect| match effect {
        Effect::WakeAfter { ticket, ms } => Some((*ticket, *ms)),
        _ => None,
    });
    let (ticket, ms) = rings.expect("a timer");
    (ms, machine.handle(Input::Woke { ticket }))
}

fn answer(machine: &mut Uploads, ticket: u64, state: UploadState, took_ms: u32) -> Vec<Effect> {
    machine.handle(Input::Answered {
        ticket,
        state,
        took_ms,
    })
}

#[test]
fn a_file_goes_on_where_the_bureau_says() {
    let file = upload(1, 1_000_000);
    let (mut machine, effects) = machine(&[file]);
    let (ticket, asked) = request(&effects).unwrap();
    assert_eq!(asked, None, "the bureau is asked first");
    let effects = answer(&mut machine, ticket, at(300_000), 10);
    let (ticket, sent) = request(&effects).unwrap();
    assert_eq!(sent, Some((300_000, CHUNK_BYTES)));
    // Somebody else's chunk was quicker, or less of this one arrived: it goes on from there.
    let effects = answer(&mut machine, ticket, at(700_000), 2_000);
    let (ticket, sent) = request(&effects).unwrap();
    assert_eq!(sent, Some((700_000, CHUNK_BYTES)));
    assert_eq!(machine.progress().percent(), 70);
    let stored = UploadState {
        stored: true,
        ..at(1_000_000)
    };
    let effects = answer(&mut machine, ticket, stored, 10);
    assert!(effects.contains(&Effect::Arrived(file)));
    assert_eq!(machine.standing(file.id), Some(Standing::Arrived));
    machine.handle(Input::Drop(file.id));
    assert_eq!(machine.standing(file.id), None);
}

#[test]
fn a_whole_file_whose_end_was_not_told_is_ended_by_one_more_chunk() {
    for bytes in [10, CHUNK_BYTES_MIN + 10] {
        let (mut machine, effects) = machine(&[upload(1, bytes)]);
        let (ticket, _) = request(&effects).unwrap();
        let effects = answer(&mut machine, ticket, at(bytes), 10);
        let (_, sent) = request(&effects).unwrap();
        let (offset, length) = sent.unwrap();
        assert_eq!(offset + length, bytes);
        assert!(length > 0);
    }
}

#[test]
fn nothing_is_sent_while_words_wait_and_what_is_under_way_gives_way() {
    let file = upload(1, 1_000_000);
    let mut machine = Uploads::new(1);
    assert_eq!(request(&machine.handle(Input::Add(file))), None);
    let effects = machine.handle(Input::Line(true));
    let (ticket, _) = request(&effects).unwrap();
    let effects = answer(&mut machine, ticket, at(0), 10);
    let (ticket, _) = request(&effects).unwrap();

    let effects = machine.handle(Input::Line(false));
    assert!(effects.contains(&Effect::Abort));
    let late = answer(&mut machine, ticket, at(CHUNK_BYTES), 10);
    assert_eq!(late, [], "the answer to what was aborted does not count");
    let effects = machine.handle(Input::Line(true));
    let (_, asked) = request(&effects).unwrap();
    assert_eq!(asked, None, "how much arrived is asked again");
}

#[test]
fn chunks_follow_the_link() {
    let (mut machine, effects) = machine(&[upload(1, u32::MAX)]);
    let (mut ticket, _) = request(&effects).unwrap();
    let mut offset = 0;
    let mut lengths = Vec::new();
    for took_ms in [10, 10, 10, 10, 10, 10, 10, 2_000, 5_000, 5_000] {
        let effects = answer(&mut machine, ticket, at(offset), took_ms);
        let (next, sent) = request(&effects).unwrap();
        let (from, length) = sent.unwrap();
        assert_eq!(from, offset);
        lengths.push(length);
        (ticket, offset) = (next, offset + length);
    }
    const K: u32 = 1024;
    assert_eq!(
        lengths,
        [256, 512, 1024, 2048, 4096, 4096, 4096, 4096, 2048, 1024].map(|k| k * K)
    );
    assert_eq!(CHUNK_BYTES_MAX, 4096 * K);
    // A link that breaks gets the smallest, never less.
    for _ in 0..8 {
        let fault = Fault::Unreachable;
        let effects = machine.handle(Input::Failed { ticket, fault });
        let (_, effects) = woken(&mut machine, &effects);
        let (asked, _) = request(&effects).unwrap();
        let effects = answer(&mut machine, asked, at(offset), 10);
        let (next, sent) = request(&effects).unwrap();
        assert!(sent.unwrap().1 >= CHUNK_BYTES_MIN);
        ticket = next;
    }
    let effects = answer(&mut machine, ticket, at(offset + 1), 2_000);
    assert_eq!(request(&effects).unwrap().1.unwrap().1, CHUNK_BYTES_MIN);
}

#[test]
fn faults_wait_longer_and_longer_until_somebody_hurries() {
    let (mut machine, mut effects) = machine(&[upload(1, 1_000)]);
    let mut waits = Vec::new();
    for _ in 0..12 {
        let (ticket, _) = request(&effects).unwrap();
        let fault = Fault::Unreachable;
        let failed = machine.handle(Input::Failed { ticket, fault });
        assert_eq!(request(&failed), None);
        let (ms, woke) = woken(&mut machine, &failed);
        waits.push(ms);
        effects = woke;
    }
    for (wait, most) in waits.iter().zip([1_000, 2_000, 4_000, 8_000]) {
        assert!((most / 2..=most).contains(wait), "{waits:?}");
    }
    assert!(waits[11] <= 300_000);
    let (ticket, _) = request(&effects).unwrap();
    let fault = Fault::Busy { after_ms: 400_000 };
    machine.handle(Input::Failed { ticket, fault });
    assert!(request(&machine.handle(Input::Hurry)).is_some());
}

#[test]
fn what_the_bureau_does_not_keep_waits_for_a_person_and_holds_nobody_up() {
    let files = [upload(1, 1_000), upload(2, 1_000), upload(3, 1_000)];
    let (mut machine, effects) = machine(&files);
    let (ticket, _) = request(&effects).unwrap();
    let refused = |why| UploadState {
        refused: Some(why),
        ..at(0)
    };
    let location = UploadRefusal::Location;
    let effects = answer(&mut machine, ticket, refused(location), 10);
    let stuck = Standing::Stuck(Trouble::Refused(location));
    assert_eq!(machine.standing(files[0].id), Some(stuck));

    // The next one is not seen any more; with a new connection it is asked for once more.
    let (ticket, _) = request(&effects).unwrap();
    let fault = Fault::Unseen;
    let effects = machine.handle(Input::Failed { ticket, fault });
    let unseen = Standing::Stuck(Trouble::Unseen);
    assert_eq!(machine.standing(files[1].id), Some(unseen));
    assert!(
        request(&effects).is_some(),
        "and the third one has its turn"
    );
    assert_eq!(machine.progress().files, 1);
    machine.handle(Input::Hurry);
    assert_eq!(machine.standing(files[1].id), Some(Standing::Going(0)));
    assert_eq!(machine.standing(files[0].id), Some(stuck));
}

#[test]
fn bytes_that_arrive_as_others_are_sent_three_times() {
    let file = upload(1, 1_000);
    let (mut machine, mut effects) = machine(&[file]);
    let (ticket, _) = request(&effects).unwrap();
    effects = answer(&mut machine, ticket, at(0), 10);
    for _ in 0..2 {
        let (ticket, sent) = request(&effects).unwrap();
        assert_eq!(sent, Some((0, 1_000)));
        let refused = Some(UploadRefusal::Digest);
        let wrong = UploadState { refused, ..at(0) };
        let refused = answer(&mut machine, ticket, wrong, 10);
        (_, effects) = woken(&mut machine, &refused);
    }
    let (ticket, _) = request(&effects).unwrap();
    let refused = Some(UploadRefusal::Digest);
    answer(&mut machine, ticket, UploadState { refused, ..at(0) }, 10);
    let stuck = Standing::Stuck(Trouble::Refused(UploadRefusal::Digest));
    assert_eq!(machine.standing(file.id), Some(stuck));
}

#[test]
fn too_much_unfinished_lets_the_others_finish_first() {
    let files = [upload(1, 1_000), upload(2, 1_000)];
    let (mut machine, effects) = machine(&files);
    let (ticket, _) = request(&effects).unwrap();
    let effects = answer(&mut machine, ticket, at(0), 10);
    let (ticket, _) = request(&effects).unwrap();
    let refused = Some(UploadRefusal::TooMuchUnfinished);
    let full = UploadState { refused, ..at(0) };
    let effects = answer(&mut machine, ticket, full, 10);
    let (_, effects) = woken(&mut machine, &effects);
    let asked = effects
        .iter()
        .any(|effect| matches!(effect, Effect::Ask { upload, .. } if upload.id == files[1].id));
    assert!(asked, "{effects:?}");
}
