//! The tablets' half of a file's way: the uploads of `sync::upload` beside the machine, as the engine runs them.

use crate::checks::{Check, Verdict, Violation, fail};
use crate::folder::{self, Piece};
use crate::office::Office;
use crate::people;
use crate::sabotage::Sabotage;
use crate::tablet::Tablet;
use crate::windows::Window;
use crate::wires::{Load, Wire};
use crate::world::{World, tell};
use domain::ids::{AttachmentId, RecordId};
use domain::petition::Command as Step;
use domain::{Command, Record, Refusal};
use sync::client::{Machine, Saving, Ticket};
use sync::kept::VaultWrite;
use sync::protocol::Push;
use sync::upload::{Effect, Fault, Input, Standing, Upload, UploadState};

/// A file on a tablet's disk.
#[derive(Clone)]
pub struct KeptFile {
    pub record: RecordId,
    pub bytes: u32,
    /// A step that names it is kept; until then it belongs to a draft.
    pub attached: bool,
}

/// What travels of a file.
#[derive(Clone)]
pub enum FileLoad {
    Ask(Upload),
    Chunk {
        upload: Upload,
        offset: u32,
        piece: Piece,
    },
    State(UploadState),
    Failed(Fault),
}

fn attaches(command: Option<&Command>) -> Option<AttachmentId> {
    match command {
        Some(Command::Petition(Step::Attach(paper))) => Some(paper.id),
        _ => None,
    }
}

/// Notes with a transaction of the vault which files it attaches.
pub fn attached_by(tablet: &mut Tablet, writes: &[VaultWrite]) {
    for write in writes {
        let VaultWrite::PutOp(kept) = write else {
            continue;
        };
        let id = attaches(kept.op.command());
        if let Some(file) = id.and_then(|id| tablet.disk.files.get_mut(&id)) {
            file.attached = true;
        }
    }
}

/// Whether no file of this tablet goes on by itself. What has arrived is let go of once the record says so; a record
/// that was taken out of sight in between never does.
pub fn rests(tablet: &Tablet) -> bool {
    let Some((uploads, machine)) = tablet.uploads.as_ref().zip(tablet.machine.as_ref()) else {
        return true;
    };
    let mut attached = tablet.disk.files.iter().filter(|(_, file)| file.attached);
    attached.all(|(id, file)| match uploads.standing(*id) {
        None | Some(Standing::Stuck(_)) => true,
        Some(Standing::Arrived) => machine.view(file.record).is_none(),
        Some(Standing::Going(_)) => false,
    })
}

impl World {
    /// Somebody takes a photo, with something else they do or alone; its bytes are on the disk before the step that
    /// names it.
    pub fn photo(&mut self, nth: usize) -> Verdict {
        let Some(deed) = self.deed(nth, Window::First) else {
            return Ok(());
        };
        let n = self.serial();
        let id = people::file_id(n);
        let bytes = [1, 70_000, 200_000, 600_000, 3_000_000][self.lots.below(5)];
        let paper = people::photo(id, bytes);
        let file = KeptFile {
            record: deed.record,
            bytes,
            attached: false,
        };
        tell!(self, "tablet {nth} takes photo {id} of {bytes} bytes");
        self.tablets[nth].disk.files.insert(id, file);
        let attach = Saving {
            id: people::command_id(n),
            command: Command::Petition(Step::Attach(paper)),
            ..deed.clone()
        };
        let savings = if self.lots.chance(50) {
            vec![deed, attach]
        } else {
            vec![attach]
        };
        self.save_all(nth, savings)?;
        let (tablet, op) = (&mut self.tablets[nth], people::command_id(n));
        if !tablet.saving.contains_key(&op) && !tablet.holds(op) {
            tablet.disk.files.remove(&id);
        }
        Ok(())
    }

    /// Hands an input to the uploads and does what they say.
    pub fn feed_upload(&mut self, nth: usize, input: Input) -> Verdict {
        let tablet = &mut self.tablets[nth];
        let Some(uploads) = &mut tablet.uploads else {
            return Ok(());
        };
        for effect in uploads.handle(input) {
            let (ticket, load) = match effect {
                Effect::Ask { ticket, upload } => (ticket, FileLoad::Ask(upload)),
                Effect::Send {
                    ticket,
                    upload,
                    offset,
                    length,
                } => {
                    let piece = Piece {
                        of: upload.id,
                        from: offset,
                        to: offset + length,
                    };
                    let load = FileLoad::Chunk {
                        upload,
                        offset,
                        piece,
                    };
                    (ticket, load)
                }
                Effect::Abort => {
                    if self.sabotage != Sabotage::FilesKeepSending {
                        tablet.sending = None;
                    }
                    continue;
                }
                Effect::WakeAfter { ticket, .. } => {
                    tablet.upload_timer = Some(ticket);
                    continue;
                }
                Effect::Arrived(upload) => {
                    tablet.arrived.push(upload);
                    continue;
                }
                Effect::Changed => continue,
            };
            if tablet.sending.replace(ticket).is_some() {
                return fail(Check::OneAtATime, "two files on their way".to_owned());
            }
            let load = Load::File(load);
            self.wires.push(Wire {
                tablet: nth,
                ticket,
                load,
            });
        }
        Ok(())
    }

    /// What the bureau has is let go of, the rest is sent; words go first.
    pub fn look_at_files(&mut self, nth: usize) -> Verdict {
        let tablet = &self.tablets[nth];
        let Some(machine) = &tablet.machine else {
            return Ok(());
        };
        if tablet.disk.files.is_empty() {
            return Ok(());
        }
        let mut inputs = Vec::new();
        let mut gone = Vec::new();
        for (id, file) in &tablet.disk.files {
            let upload = Upload {
                record: file.record,
                id: *id,
                bytes: file.bytes,
            };
            if !file.attached {
                continue;
            }
            if self.is_stored(machine, &upload) {
                gone.push(*id);
            } else if is_returned(machine, &upload) {
                inputs.push(Input::Drop(*id));
            } else {
                inputs.push(Input::Add(upload));
            }
        }
        let standing = machine.standing();
        let free = standing.online && standing.unsent == 0 && !standing.signed_out;
        let words_wait = standing.unsent > 0;
        for id in gone {
            tell!(self, "tablet {nth} lets photo {id} go");
            self.tablets[nth].disk.files.remove(&id);
            inputs.push(Input::Drop(id));
        }
        inputs.push(Input::Line(free));
        for input in inputs {
            self.feed_upload(nth, input)?;
        }
        if words_wait && self.tablets[nth].sending.is_some() {
            return fail(Check::WordsFirst, format!("tablet {nth} sends a file"));
        }
        // Where the record is not held here, it is asked for.
        for upload in std::mem::take(&mut self.tablets[nth].arrived) {
            let seen = self.bureau.records.get(&upload.record);
            let stored = seen.is_some_and(|record| says_stored(record, upload.id));
            if !stored && !self.restored {
                return fail(Check::FilesAreWhole, format!("{} is not there", upload.id));
            }
            let machine = self.tablets[nth].machine.as_ref();
            let held = machine.is_some_and(|machine| machine.view(upload.record).is_some());
            if stored && !held {
                self.tablets[nth].disk.files.remove(&upload.id);
                self.feed_upload(nth, Input::Drop(upload.id))?;
            }
            self.feed(nth, sync::client::Input::Poked)?;
        }
        Ok(())
    }

    fn is_stored(&self, machine: &Machine, upload: &Upload) -> bool {
        let record = machine.view(upload.record);
        record.is_some_and(|record| {
            let Record::Petition(petition) = &*record;
            let there = petition.attached(upload.id);
            let early = self.sabotage == Sabotage::FileLetGoEarly;
            there.is_some_and(|file| file.stored || early)
        })
    }

    /// A file's request reaches the bureau, or its answer the tablet.
    pub fn file_arrives(
        &mut self,
        nth: usize,
        ticket: Ticket,
        load: FileLoad,
    ) -> Result<Option<FileLoad>, Violation> {
        let who = self.tablets[nth].officer;
        let told = match load {
            FileLoad::Ask(upload) => folder::state(&mut self.bureau, who, &upload),
            FileLoad::Chunk {
                upload,
                offset,
                piece,
            } => {
                let (now, sabotage) = (self.now, self.sabotage);
                folder::take(&mut self.bureau, who, &upload, offset, piece, now, sabotage)
            }
            FileLoad::State(state) => {
                let took_ms = self.lots.below(6_000) as u32;
                let input = Input::Answered {
                    ticket,
                    state,
                    took_ms,
                };
                self.file_answered(nth, ticket, input)?;
                return Ok(None);
            }
            FileLoad::Failed(fault) => {
                let input = Input::Failed { ticket, fault };
                self.file_answered(nth, ticket, input)?;
                return Ok(None);
            }
        };
        Ok(Some(match told {
            Ok(state) => FileLoad::State(state),
            Err(fault) => FileLoad::Failed(fault),
        }))
    }

    fn file_answered(&mut self, nth: usize, ticket: Ticket, input: Input) -> Verdict {
        let sending = &mut self.tablets[nth].sending;
        if sending.take_if(|sending| *sending == ticket).is_none() {
            return Ok(());
        }
        self.feed_upload(nth, input)?;
        self.look_at_files(nth)
    }

    /// A restored bureau finds what lies in its folder, as it hears again of the steps that name it.
    pub fn find_files_again(&mut self) {
        if self.restored && self.sabotage != Sabotage::FilesForgotten {
            folder::find_again(&mut self.bureau, self.now);
        }
    }

    /// Whether a push names a file that the bureau does not have.
    pub fn waits_for_file(&mut self, push: &Push) -> bool {
        let kept = &self.bureau.folder().kept;
        let mut ops = push.ops.iter();
        ops.any(|op| attaches(op.command()).is_some_and(|id| !kept.contains_key(&id)))
    }

    /// 9, when everything is quiet: what the bureau keeps is what was taken, and it keeps all that a tablet had to give.
    pub fn files_are_whole(&mut self) -> Verdict {
        for (record, file, author) in folder::named(&self.bureau) {
            let id = file.paper.id;
            let whole = folder::Content::whole(id, file.paper.bytes);
            let kept = self.bureau.folder().kept.get(&id) == Some(&whole);
            if file.stored && !kept {
                return fail(Check::FilesAreWhole, format!("{id} is not what was taken"));
            }
            if file.stored {
                continue;
            }
            let sees = self.bureau.records.get(&record);
            let sees = sees.is_some_and(|record| domain::duty::sees(&author, &record.tags()));
            let mut theirs = self
                .tablets
                .iter()
                .filter(|tablet| tablet.officer == author.id);
            let holds = |tablet: &Tablet| {
                let file = tablet.disk.files.get(&id);
                !tablet.forgotten && file.is_some_and(|file| file.attached)
            };
            let there = theirs.any(holds);
            let excused = if there {
                !sees
            } else {
                self.files_lost.contains(&id)
            };
            if !excused {
                return fail(Check::FilesAreWhole, format!("{id} is named and not there"));
            }
        }
        Ok(())
    }
}

/// Whether the record says that the bureau holds this file.
fn says_stored(record: &Record, id: AttachmentId) -> bool {
    let Record::Petition(petition) = record;
    petition.attached(id).is_some_and(|file| file.stored)
}

/// Whether its step came back and no other one has named it since.
fn is_returned(machine: &Machine, upload: &Upload) -> bool {
    let mut tray = machine.tray().into_iter();
    // "Attached already" is the bureau's word that another step did.
    let returned = tray.any(|returned| {
        let same = attaches(returned.op.command()) == Some(upload.id);
        same && returned.refusal != Refusal::AttachedAlready
    });
    let names = |record: &Record| {
        let Record::Petition(petition) = record;
        petition.attached(upload.id).is_some()
    };
    returned
        && !machine
            .view(upload.record)
            .is_some_and(|record| names(&record))
}
