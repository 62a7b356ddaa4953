//! A network that drops, doubles and delays, and a bureau that keeps the rules of `sync::upload` and is
//! killed, restored and overloaded in between. One seed is one schedule.

use crate::{RECORD, at};
use domain::ids::AttachmentId;
use std::collections::BTreeMap;
use sync::upload::{
    CHUNK_BYTES_MAX, CHUNK_BYTES_MIN, Effect, Fault, Input, Upload, UploadRefusal, UploadState,
    Uploads,
};
use uuid::Uuid;

/// SplitMix64.
struct Lots(u64);

impl Lots {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, bound: u64) -> u64 {
        self.next() % bound
    }

    fn chance(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }
}

/// What the schedule must notice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Sabotage {
    None,
    /// The bureau appends a chunk wherever it was meant to go, and proves nothing at the end.
    AppendsAnywhere,
    /// The bureau confirms one byte that it does not have.
    ConfirmsTooMuch,
    /// The device forgets to end what is under way when words have to go out.
    KeepsSending,
}

#[derive(Default)]
struct Bureau {
    unfinished: BTreeMap<AttachmentId, Vec<u8>>,
    kept: BTreeMap<AttachmentId, Vec<u8>>,
}

impl Bureau {
    fn state(&self, id: AttachmentId, sabotage: Sabotage) -> UploadState {
        if let Some(kept) = self.kept.get(&id) {
            return UploadState {
                stored: true,
                ..at(kept.len() as u32)
            };
        }
        let come = self.unfinished.get(&id).map_or(0, Vec::len) as u32;
        match sabotage {
            Sabotage::ConfirmsTooMuch if come > 0 => at(come + 1),
            _ => at(come),
        }
    }

    fn take(
        &mut self,
        file: &[u8],
        id: AttachmentId,
        offset: usize,
        chunk: &[u8],
        sabotage: Sabotage,
    ) -> UploadState {
        if self.kept.contains_key(&id) {
            return self.state(id, sabotage);
        }
        let come = self.unfinished.entry(id).or_default();
        if come.len() < file.len() {
            if offset == come.len() || sabotage == Sabotage::AppendsAnywhere {
                come.extend_from_slice(chunk);
            }
            if come.len() < file.len() {
                return self.state(id, sabotage);
            }
        }
        let come = self.unfinished.remove(&id).unwrap_or_default();
        if come != file && sabotage != Sabotage::AppendsAnywhere {
            let refused = Some(UploadRefusal::Digest);
            return UploadState { refused, ..at(0) };
        }
        self.kept.insert(id, come);
        self.state(id, sabotage)
    }
}

/// A request on its way: its ticket, whose, and the chunk with its place.
#[derive(Clone)]
struct Wire {
    ticket: u64,
    id: AttachmentId,
    chunk: Option<(usize, Vec<u8>)>,
}

struct World {
    lots: Lots,
    sabotage: Sabotage,
    machine: Uploads,
    bureau: Bureau,
    files: BTreeMap<AttachmentId, Vec<u8>>,
    /// Requests that have not reached the bureau; of an aborted one the bureau may still hear.
    wires: Vec<Wire>,
    /// The one whose answer the device waits for.
    awaited: Option<u64>,
    timer: Option<u64>,
    line: bool,
}

impl World {
    fn new(seed: u64, sabotage: Sabotage) -> World {
        let mut lots = Lots(seed);
        let count = 1 + lots.below(4) as u128;
        let file = |n: u128, lots: &mut Lots| {
            let bytes = 1 + lots.below(5 * u64::from(CHUNK_BYTES_MIN)) as usize;
            let salt = lots.next() as usize;
            let content = (0..bytes).map(|nth| (nth / 7 + salt) as u8).collect();
            (AttachmentId(Uuid::from_u128(n)), content)
        };
        let files = (1..=count).map(|n| file(n, &mut lots)).collect();
        let mut world = World {
            machine: Uploads::new(lots.next()),
            lots,
            sabotage,
            bureau: Bureau::default(),
            files,
            wires: Vec::new(),
            awaited: None,
            timer: None,
            line: false,
        };
        world.boot();
        world
    }

    /// The browser starts, at the first time or after it was killed: the device remembers its files only.
    fn boot(&mut self) {
        self.machine = Uploads::new(self.lots.next());
        (self.awaited, self.timer, self.line) = (None, None, false);
        let files: Vec<Upload> = self
            .files
            .iter()
            .map(|(id, file)| Upload {
                record: RECORD,
                id: *id,
                bytes: file.len() as u32,
            })
            .collect();
        for upload in files {
            self.feed(Input::Add(upload)).unwrap();
        }
    }

    fn feed(&mut self, input: Input) -> Result<(), String> {
        for effect in self.machine.handle(input) {
            match effect {
                Effect::Ask { ticket, upload } => self.go(ticket, upload, None)?,
                Effect::Send {
                    ticket,
                    upload,
                    offset,
                    length,
                } => self.go(ticket, upload, Some((offset, length)))?,
                Effect::Abort if self.sabotage == Sabotage::KeepsSending => {}
                Effect::Abort => self.awaited = None,
                Effect::WakeAfter { ticket, .. } => self.timer = Some(ticket),
                Effect::Arrived(upload) if !self.bureau.kept.contains_key(&upload.id) => {
                    return Err(format!("{} is told to be there and is not", upload.id));
                }
                Effect::Arrived(_) | Effect::Changed => {}
            }
        }
        if !self.line && self.awaited.is_some() {
            return Err("a file is on its way while words wait".to_owned());
        }
        Ok(())
    }

    fn go(&mut self, ticket: u64, upload: Upload, part: Option<(u32, u32)>) -> Result<(), String> {
        if self.awaited.replace(ticket).is_some() {
            return Err("two requests at a time".to_owned());
        }
        let file = &self.files[&upload.id];
        let chunk = part.map(|(offset, length)| {
            let offset = offset as usize;
            (offset, file[offset..offset + length as usize].to_vec())
        });
        if let Some((offset, chunk)) = &chunk {
            let is_last = offset + chunk.len() == file.len();
            let fits = chunk.len() >= CHUNK_BYTES_MIN as usize || is_last;
            if !fits || chunk.len() > CHUNK_BYTES_MAX as usize {
                return Err(format!("a chunk of {} bytes", chunk.len()));
            }
        }
        self.wires.push(Wire {
            ticket,
            id: upload.id,
            chunk,
        });
        Ok(())
    }

    /// A request reaches the bureau, twice now and then, and its answer the device, or not.
    fn arrive(&mut self, faults: bool) -> Result<(), String> {
        if self.wires.is_empty() {
            return Ok(());
        }
        let place = self.lots.below(self.wires.len() as u64) as usize;
        let wire = self.wires.remove(place);
        if faults && self.lots.chance(10) {
            self.wires.push(wire.clone());
        }
        let lost = faults && self.lots.chance(15);
        let state = match (&wire.chunk, lost) {
            (_, true) => None,
            (None, _) => Some(self.bureau.state(wire.id, self.sabotage)),
            (Some((offset, chunk)), _) => {
                let file = &self.files[&wire.id];
                Some(
                    self.bureau
                        .take(file, wire.id, *offset, chunk, self.sabotage),
                )
            }
        };
        if self.awaited != Some(wire.ticket) {
            return Ok(());
        }
        self.awaited = None;
        let ticket = wire.ticket;
        match state {
            Some(state) if !faults || !self.lots.chance(15) => {
                let took_ms = self.lots.below(6_000) as u32;
                self.feed(Input::Answered {
                    ticket,
                    state,
                    took_ms,
                })
            }
            _ => {
                let fault = if self.lots.chance(80) {
                    Fault::Unreachable
                } else {
                    Fault::Busy { after_ms: 2_000 }
                };
                self.feed(Input::Failed { ticket, fault })
            }
        }
    }

    fn switch(&mut self, line: bool) -> Result<(), String> {
        self.line = line;
        self.feed(Input::Line(line))
    }

    fn step(&mut self) -> Result<(), String> {
        match self.lots.below(20) {
            0 => self.switch(!self.line),
            1 => self.wake(),
            2 if self.lots.chance(30) => {
                self.boot();
                Ok(())
            }
            // The bureau's disk is brought back from before: what was unfinished, or not yet told, is gone.
            3 if self.lots.chance(30) => {
                for come in self.bureau.unfinished.values_mut() {
                    come.truncate(self.lots.below(come.len() as u64 + 1) as usize);
                }
                Ok(())
            }
            4 if self.lots.chance(20) => self.feed(Input::Hurry),
            5..=9 => self.wake(),
            _ => self.arrive(true),
        }
    }

    fn wake(&mut self) -> Result<(), String> {
        match self.timer.take() {
            Some(ticket) => self.feed(Input::Woke { ticket }),
            None => Ok(()),
        }
    }

    /// The faults end: everything arrives as it was.
    fn calm(&mut self) -> Result<(), String> {
        self.switch(true)?;
        for _ in 0..400 {
            self.wake()?;
            self.arrive(false)?;
        }
        for (id, file) in &self.files {
            if self.bureau.kept.get(id) != Some(file) {
                let standing = self.machine.standing(*id);
                return Err(format!("{id} has not arrived as it was: {standing:?}"));
            }
        }
        if self.machine.progress().files > 0 {
            return Err("the device does not know that all has arrived".to_owned());
        }
        Ok(())
    }
}

fn play(seed: u64, sabotage: Sabotage) -> Result<(), String> {
    let mut world = World::new(seed, sabotage);
    world.switch(true)?;
    for _ in 0..60 {
        world.step()?;
    }
    world.calm()
}

#[test]
fn every_schedule_brings_every_byte_to_the_bureau() {
    for seed in 0..1_000 {
        if let Err(wrong) = play(seed, Sabotage::None) {
            panic!("seed {seed}: {wrong}");
        }
    }
}

#[test]
fn what_breaks_the_rules_is_noticed() {
    for sabotage in [
        Sabotage::AppendsAnywhere,
        Sabotage::ConfirmsTooMuch,
        Sabotage::KeepsSending,
    ] {
        let noticed = (0..100).any(|seed| play(seed, sabotage).is_err());
        assert!(noticed, "{sabotage:?}");
    }
}
