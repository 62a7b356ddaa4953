//! The device's half: which file is sent next, from where, how much at a time, and when to try again.
//! A machine of values like [`crate::client::Machine`]; the frontend executes the effects.
//!
//! One request at a time, and none while a command waits to be sent: texts go first. Where to go on is
//! the bureau's to say; nothing about it is kept on the device, so that neither a killed browser nor a
//! restored server can make it wrong.

use super::{CHUNK_BYTES, CHUNK_BYTES_MAX, CHUNK_BYTES_MIN, UploadRefusal, UploadState};
use crate::client::Ticket;
use crate::client::pace::{Chance, backoff};
use domain::ids::{AttachmentId, RecordId};

/// A chunk that takes less than this is followed by one of twice the size; milliseconds.
const QUICK_MS: u32 = 1_000;
/// A chunk that takes more than this is followed by one of half the size; milliseconds.
const SLOW_MS: u32 = 4_000;
/// Milliseconds before the first retry; doubled each time.
const RETRY_MS: u32 = 1_000;
/// Milliseconds before a retry at most.
const RETRY_MOST_MS: u32 = 300_000;
/// How often a file is sent whose bytes arrive as others.
const DIGEST_TRIES: u8 = 3;

/// One file to send.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Upload {
    /// The record it belongs to.
    pub record: RecordId,
    /// Its id there.
    pub id: AttachmentId,
    /// Its size.
    pub bytes: u32,
}

/// What happened.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Input {
    /// Whether files may go out now: connected, signed in, and no command waits to be sent.
    Line(bool),
    /// This file is attached and waits on this device. Said again, it changes nothing.
    Add(Upload),
    /// This file need not be sent: a pull says it is stored, or its paper came back.
    Drop(AttachmentId),
    /// Somebody wants it to be tried now.
    Hurry,
    /// The bureau answered; `took_ms` from asking to the answer.
    Answered {
        ticket: Ticket,
        state: UploadState,
        took_ms: u32,
    },
    /// No answer of that kind came.
    Failed { ticket: Ticket, fault: Fault },
    /// The timer of this ticket rang.
    Woke { ticket: Ticket },
}

/// Why a request told no state.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No connection, a time-out, a server that failed, or an answer nobody understands.
    Unreachable,
    /// The bureau has too much to do; not before this many milliseconds.
    Busy { after_ms: u32 },
    /// For this officer there is no such upload: they may not see the record any more.
    Unseen,
}

/// What is to be done. What carries a ticket ends in one input with that ticket, unless [`Effect::Abort`]
/// ended it; a request that hangs is given up after a time as [`Fault::Unreachable`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Effect {
    /// Ask how far the upload has come.
    Ask { ticket: Ticket, upload: Upload },
    /// Send these bytes of the file.
    Send {
        ticket: Ticket,
        upload: Upload,
        offset: u32,
        length: u32,
    },
    /// End the request under way; its answer does not count.
    Abort,
    /// Ring after this time. A later one replaces it.
    WakeAfter { ticket: Ticket, ms: u32 },
    /// The bureau has the whole file: ask what is new, so that the record says so.
    Arrived(Upload),
    /// Read [`Uploads::progress`] and [`Uploads::standing`] anew.
    Changed,
}

/// Why a file does not go on by itself.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Trouble {
    /// The bureau does not keep it.
    Refused(UploadRefusal),
    /// This officer may not see its record any more.
    Unseen,
}

/// How one file stands.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Standing {
    /// So many of its bytes have arrived.
    Going(u32),
    /// All have; the record does not say so here yet.
    Arrived,
    /// It waits for a person.
    Stuck(Trouble),
}

/// How all files together stand; those that wait for a person are not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Files that have not arrived.
    pub files: usize,
    /// Bytes of all of them that have.
    pub sent: u64,
    /// Their bytes.
    pub bytes: u64,
}

impl Progress {
    /// How much has arrived, 0 to 100, rounded down.
    pub fn percent(self) -> u8 {
        let parts = (self.sent * 100).checked_div(self.bytes).unwrap_or(0);
        u8::try_from(parts).unwrap_or(100)
    }
}

/// Where a file is on its way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    /// The bureau must be asked; the last it said.
    Unknown(u32),
    /// The next byte goes here.
    At(u32),
    Arrived,
    Stuck(Trouble),
}

struct Lot {
    upload: Upload,
    stage: Stage,
    /// How often its bytes arrived as others.
    misfits: u8,
}

struct Busy {
    ticket: Ticket,
    id: AttachmentId,
    /// Where the chunk under way begins; `None`: the bureau was asked only.
    from: Option<u32>,
}

/// The files of one officer on this device.
pub struct Uploads {
    line: bool,
    lots: Vec<Lot>,
    busy: Option<Busy>,
    waiting: Option<Ticket>,
    attempt: u32,
    chunk: u32,
    chance: Chance,
    effects: Vec<Effect>,
}

impl Uploads {
    /// Nothing to send yet; `seed` is random, for tickets and jitter.
    pub fn new(seed: u64) -> Uploads {
        Uploads {
            line: false,
            lots: Vec::new(),
            busy: None,
            waiting: None,
            attempt: 0,
            chunk: CHUNK_BYTES,
            chance: Chance::new(seed),
            effects: Vec::new(),
        }
    }

    /// Takes one input in.
    pub fn handle(&mut self, input: Input) -> Vec<Effect> {
        match input {
            Input::Line(line) => self.line(line),
            Input::Add(upload) => self.add(upload),
            Input::Drop(id) => self.drop(id),
            Input::Hurry => self.hurry(),
            Input::Answered {
                ticket,
                state,
                took_ms,
            } => {
                if let Some(busy) = self.busy.take_if(|busy| busy.ticket == ticket) {
                    self.answered(&busy, state, took_ms);
                }
            }
            Input::Failed { ticket, fault } => {
                if let Some(busy) = self.busy.take_if(|busy| busy.ticket == ticket) {
                    self.failed(&busy, fault);
                }
            }
            Input::Woke { ticket } => {
                self.waiting.take_if(|waiting| *waiting == ticket);
            }
        }
        self.proceed();
        std::mem::take(&mut self.effects)
    }

    /// How a file stands; `None`: it is not to be sent.
    pub fn standing(&self, id: AttachmentId) -> Option<Standing> {
        let lot = self.lots.iter().find(|lot| lot.upload.id == id)?;
        Some(match lot.stage {
            Stage::Unknown(offset) | Stage::At(offset) => Standing::Going(offset),
            Stage::Arrived => Standing::Arrived,
            Stage::Stuck(trouble) => Standing::Stuck(trouble),
        })
    }

    /// How all of them stand.
    pub fn progress(&self) -> Progress {
        let mut progress = Progress::default();
        for lot in &self.lots {
            let sent = match lot.stage {
                Stage::Stuck(_) => continue,
                Stage::Arrived => lot.upload.bytes,
                Stage::Unknown(offset) | Stage::At(offset) => {
                    progress.files += 1;
                    offset
                }
            };
            progress.sent += u64::from(sent);
            progress.bytes += u64::from(lot.upload.bytes);
        }
        progress
    }

    fn line(&mut self, line: bool) {
        if line == self.line {
            return;
        }
        self.line = line;
        if line {
            self.hurry();
        } else {
            self.abort();
        }
    }

    fn hurry(&mut self) {
        self.waiting = None;
        self.attempt = 0;
        for lot in &mut self.lots {
            // Who had lost sight of a record may see it again.
            if lot.stage == Stage::Stuck(Trouble::Unseen) {
                lot.stage = Stage::Unknown(0);
            }
        }
    }

    fn add(&mut self, upload: Upload) {
        if self.lots.iter().all(|lot| lot.upload.id != upload.id) {
            self.lots.push(Lot {
                upload,
                stage: Stage::Unknown(0),
                misfits: 0,
            });
            self.effects.push(Effect::Changed);
        }
    }

    fn drop(&mut self, id: AttachmentId) {
        if self.busy.as_ref().is_some_and(|busy| busy.id == id) {
            self.abort();
        }
        let before = self.lots.len();
        self.lots.retain(|lot| lot.upload.id != id);
        if self.lots.len() < before {
            self.effects.push(Effect::Changed);
        }
    }

    fn abort(&mut self) {
        if let Some(busy) = self.busy.take() {
            self.effects.push(Effect::Abort);
            self.ask_again(busy.id);
        }
    }

    /// What arrived of the last chunk is not known: the bureau is asked before the next one.
    fn ask_again(&mut self, id: AttachmentId) {
        if let Some(lot) = self.lot(id)
            && let Stage::At(offset) = lot.stage
        {
            lot.stage = Stage::Unknown(offset);
        }
    }

    fn lot(&mut self, id: AttachmentId) -> Option<&mut Lot> {
        self.lots.iter_mut().find(|lot| lot.upload.id == id)
    }

    fn answered(&mut self, busy: &Busy, state: UploadState, took_ms: u32) {
        self.effects.push(Effect::Changed);
        let Some(lot) = self.lot(busy.id) else {
            return;
        };
        if let Some(why) = state.refused {
            self.refused(busy.id, why);
        } else if state.stored {
            lot.stage = Stage::Arrived;
            let upload = lot.upload;
            self.attempt = 0;
            self.effects.push(Effect::Arrived(upload));
        } else if state.offset > lot.upload.bytes {
            self.failed(busy, Fault::Unreachable);
        } else {
            lot.stage = Stage::At(state.offset);
            match busy.from {
                None => {}
                Some(from) if state.offset > from => {
                    self.attempt = 0;
                    self.pace(took_ms);
                }
                // Nothing arrived, or what had is gone: not again and again without a pause.
                Some(_) => self.wait(0),
            }
        }
    }

    fn refused(&mut self, id: AttachmentId, why: UploadRefusal) {
        let Some(place) = self.lots.iter().position(|lot| lot.upload.id == id) else {
            return;
        };
        let lot = &mut self.lots[place];
        match why {
            UploadRefusal::Digest if lot.misfits + 1 < DIGEST_TRIES => {
                lot.misfits += 1;
                lot.stage = Stage::At(0);
                self.wait(0);
            }
            UploadRefusal::TooMuchUnfinished => {
                lot.stage = Stage::Unknown(0);
                // One of the others may be what is unfinished.
                let last = self.lots.remove(place);
                self.lots.push(last);
                self.wait(0);
            }
            UploadRefusal::Digest | UploadRefusal::Media | UploadRefusal::Location => {
                lot.stage = Stage::Stuck(Trouble::Refused(why));
            }
        }
    }

    fn failed(&mut self, busy: &Busy, fault: Fault) {
        self.ask_again(busy.id);
        match fault {
            Fault::Unseen => {
                if let Some(lot) = self.lot(busy.id) {
                    lot.stage = Stage::Stuck(Trouble::Unseen);
                }
            }
            Fault::Busy { after_ms } => self.wait(after_ms),
            Fault::Unreachable => {
                if busy.from.is_some() {
                    self.chunk = (self.chunk / 2).max(CHUNK_BYTES_MIN);
                }
                self.wait(0);
            }
        }
        self.effects.push(Effect::Changed);
    }

    /// Chunks that take a second or a few: a broken one is no loss, and the way there is no burden.
    fn pace(&mut self, took_ms: u32) {
        if took_ms < QUICK_MS {
            self.chunk = (self.chunk * 2).min(CHUNK_BYTES_MAX);
        } else if took_ms > SLOW_MS {
            self.chunk = (self.chunk / 2).max(CHUNK_BYTES_MIN);
        }
    }

    fn wait(&mut self, least_ms: u32) {
        self.attempt = self.attempt.saturating_add(1);
        let delay = backoff(RETRY_MS, RETRY_MOST_MS, self.attempt);
        let ms = least_ms.saturating_add(self.chance.jitter(delay));
        let ticket = self.chance.next();
        self.waiting = Some(ticket);
        self.effects.push(Effect::WakeAfter { ticket, ms });
    }

    fn proceed(&mut self) {
        if !self.line || self.busy.is_some() || self.waiting.is_some() {
            return;
        }
        let next = self
            .lots
            .iter()
            .find(|lot| matches!(lot.stage, Stage::Unknown(_) | Stage::At(_)));
        let Some(&Lot { upload, stage, .. }) = next else {
            return;
        };
        let ticket = self.chance.next();
        let from = match stage {
            Stage::At(offset) => {
                // All has come and the end was not told: any chunk makes the bureau look once more.
                let offset = if offset == upload.bytes {
                    offset.saturating_sub(CHUNK_BYTES_MIN)
                } else {
                    offset
                };
                self.effects.push(Effect::Send {
                    ticket,
                    upload,
                    offset,
                    length: self.chunk.min(upload.bytes - offset),
                });
                Some(offset)
            }
            _ => {
                self.effects.push(Effect::Ask { ticket, upload });
                None
            }
        };
        self.busy = Some(Busy {
            ticket,
            id: upload.id,
            from,
        });
    }
}
