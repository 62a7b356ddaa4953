//! Files of this officer on this device: taken, kept in the vault, let go of once the bureau has them.

use super::Engine;
use crate::picture;
use crate::storage::StorageFault;
use crate::storage::files::{KeptFile, KeptStage};
use crate::uploading::Uploading;
use app::device::attachment::{FileHere, NotTaken, Size, Stage};
use domain::ids::{AttachmentId, Moment, RecordId};
use domain::petition::{ATTACHMENT_BYTES, Attachment, AttachmentKind, Command, FileDigest, Media};
use domain::{Record, Refusal};
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use std::sync::Arc;
use sync::bytes::Bytes;
use sync::kept::VaultWrite;
use sync::outbox::{CARRIED_UP_TO, Carried};
use sync::upload::{DEVICE_BYTES, Format, Input, Upload, format, tells_location};
use uuid::Uuid;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, BlobPropertyBag, File};

/// The most bytes of a picture before it is made smaller: more than telephones make.
const SOURCE_BYTES: f64 = 64.0 * 1024.0 * 1024.0;

/// More than an item of an outbox file takes beside the bytes of its file.
const ITEM_BYTES: usize = 256;

/// What the engine knows of the files in its vault.
pub struct Files {
    kept: RefCell<BTreeMap<AttachmentId, KeptFile>>,
    pub(super) uploading: Uploading,
}

impl Files {
    /// With the rows that the vault holds; `seed` is random.
    pub fn new(rows: Vec<KeptFile>, seed: u64) -> Files {
        let mut kept = BTreeMap::new();
        kept.extend(rows.into_iter().map(|file| (file.paper.id, file)));
        Files {
            kept: RefCell::new(kept),
            uploading: Uploading::new(seed),
        }
    }

    /// The files that these writes attach, as they lie from now on.
    pub fn attached_by(&self, writes: &[VaultWrite]) -> Vec<KeptFile> {
        let kept = self.kept.borrow();
        let mut files = Vec::new();
        for write in writes {
            let VaultWrite::PutOp(op) = write else {
                continue;
            };
            let Some(domain::Command::Petition(Command::Attach(paper))) = op.op.command() else {
                continue;
            };
            // Its bytes may be gone already: positions are given anew long after the bureau has them.
            if let (Some(_), Some(subject)) = (kept.get(&paper.id), op.op.subject()) {
                files.push(KeptFile {
                    paper: paper.clone(),
                    stage: KeptStage::Attached(subject.record),
                });
            }
        }
        files
    }

    /// These rows are in the vault.
    pub fn moved(&self, files: Vec<KeptFile>) {
        let mut kept = self.kept.borrow_mut();
        kept.extend(files.into_iter().map(|file| (file.paper.id, file)));
    }

    fn get(&self, id: AttachmentId) -> Option<KeptFile> {
        self.kept.borrow().get(&id).cloned()
    }

    fn bytes(&self) -> u64 {
        let kept = self.kept.borrow();
        kept.values().map(|file| u64::from(file.paper.bytes)).sum()
    }
}

/// A file as it will be kept.
struct Taken {
    media: Media,
    bytes: Vec<u8>,
    small: Vec<u8>,
}

impl Engine {
    /// Takes a file into a draft; see [`app::device::attachment::Files::take_file`].
    pub async fn take_file(
        self: Rc<Self>,
        draft: String,
        kind: AttachmentKind,
        source: Blob,
    ) -> Result<AttachmentId, NotTaken> {
        let taken = taken(kind, &source).await?;
        let bytes = u32::try_from(taken.bytes.len()).unwrap_or(u32::MAX);
        if bytes > ATTACHMENT_BYTES {
            return Err(NotTaken::TooLarge(ATTACHMENT_BYTES));
        }
        if self.files.bytes() + u64::from(bytes) > DEVICE_BYTES {
            return Err(NotTaken::DeviceFull);
        }
        let id = AttachmentId(Uuid::now_v7());
        let file = KeptFile {
            paper: Attachment {
                id,
                kind,
                about: None,
                name: String::new(),
                media: taken.media,
                bytes,
                sha256: digest(&taken.bytes).await.map_err(|_| NotTaken::Storage)?,
                taken_at: Some(taken_at(&source).unwrap_or_else(|| self.clock.now())),
            },
            stage: KeptStage::Draft(draft),
        };
        let keeping = self.vault.keep_file(&file, &taken.bytes, &taken.small);
        keeping.await.map_err(|_| NotTaken::Storage)?;
        self.files.moved(vec![file]);
        self.show_files();
        Ok(id)
    }

    /// Makes an attached file part of a draft again.
    pub async fn redraft_file(self: Rc<Self>, id: AttachmentId, draft: String) {
        let Some(file) = self.files.get(id) else {
            return;
        };
        let file = KeptFile {
            stage: KeptStage::Draft(draft),
            ..file
        };
        // Where it cannot be written, the file stays where it is and can still be let go.
        if self.vault.move_file(&file).await.is_ok() {
            self.files.moved(vec![file]);
            self.feed_upload(Input::Drop(id));
            self.show_files();
        }
    }

    /// Deletes a file from this device.
    pub async fn drop_file(self: Rc<Self>, id: AttachmentId) {
        let Some(file) = self.files.get(id) else {
            return;
        };
        self.feed_upload(Input::Drop(id));
        // What could not be deleted is tried again with the next word of the bureau, or by hand.
        if self.vault.drop_file(&file.paper).await.is_ok() {
            self.files.kept.borrow_mut().remove(&id);
            self.show_files();
        }
    }

    /// The draft under this key is gone, and with it the files that no step has attached.
    pub fn draft_gone(self: &Rc<Self>, key: &str) {
        let gone: Vec<AttachmentId> = {
            let kept = self.files.kept.borrow();
            let of_draft =
                |file: &&KeptFile| matches!(&file.stage, KeptStage::Draft(draft) if draft == key);
            kept.values()
                .filter(of_draft)
                .map(|file| file.paper.id)
                .collect()
        };
        for id in gone {
            spawn_local(self.clone().drop_file(id));
        }
    }

    /// The bytes of a file as a picture or document.
    pub async fn file(self: Rc<Self>, id: AttachmentId, size: Size) -> Option<Blob> {
        let paper = self.files.get(id)?.paper;
        let (bytes, media) = match size {
            Size::Small => (self.vault.small_file(id).await.ok()??, Media::Jpeg),
            Size::Whole => {
                let reading = self.vault.file_bytes(id, 0..paper.bytes);
                (reading.await.ok()??, paper.media)
            }
        };
        let parts = Array::of1(&Uint8Array::from(bytes.as_slice()));
        let kind = BlobPropertyBag::new();
        kind.set_type(media.name());
        Blob::new_with_u8_array_sequence_and_options(&parts, &kind).ok()
    }

    /// These records changed, or all of them may have: lets go of what the bureau has, and sends the rest.
    pub(super) fn look_at_files(self: &Rc<Self>, changed: Option<&[RecordId]>) {
        let mut stored = Vec::new();
        {
            let (machine, kept) = (self.machine.borrow(), self.files.kept.borrow());
            for file in kept.values() {
                let KeptStage::Attached(record) = file.stage else {
                    continue;
                };
                if changed.is_none_or(|changed| changed.contains(&record))
                    && machine
                        .view(record)
                        .is_some_and(|record| says_stored(&record, file.paper.id))
                {
                    stored.push(file.paper.id);
                }
            }
        }
        for id in stored {
            spawn_local(self.clone().drop_file(id));
        }
        let returned = self.returned_files();
        let waiting: Vec<Input> = {
            let kept = self.files.kept.borrow();
            let attached = kept.values().filter_map(|file| match file.stage {
                KeptStage::Attached(record) => Some((file.paper.id, record, file.paper.bytes)),
                KeptStage::Draft(_) => None,
            });
            attached
                .map(|(id, record, bytes)| match returned.contains(&id) {
                    // The bureau knows of no such file: asking for it would look like prying.
                    true => Input::Drop(id),
                    false => Input::Add(Upload { record, id, bytes }),
                })
                .collect()
        };
        for input in waiting {
            self.feed_upload(input);
        }
    }

    /// Puts files of saved steps behind the operations in an outbox file, the oldest first; how many found room and
    /// how many did not.
    pub(super) async fn carry_files(&self, contents: &mut Vec<u8>) -> (usize, usize) {
        self.look_for_files().await;
        let returned = self.returned_files();
        let waiting: Vec<(RecordId, Attachment)> = {
            let kept = self.files.kept.borrow();
            let attached = kept.values().filter_map(|file| match file.stage {
                KeptStage::Attached(record) => Some((record, file.paper.clone())),
                KeptStage::Draft(_) => None,
            });
            attached
                .filter(|(_, paper)| !returned.contains(&paper.id))
                .collect()
        };
        let (all, mut carried) = (waiting.len(), 0);
        for (record, paper) in waiting {
            if contents.len() + paper.bytes as usize + ITEM_BYTES > CARRIED_UP_TO {
                continue;
            }
            let reading = self.vault.file_bytes(paper.id, 0..paper.bytes);
            let Ok(Some(bytes)) = reading.await else {
                continue;
            };
            let item = Carried {
                record,
                file: paper.id,
                bytes: Bytes(bytes),
            };
            if ciborium::into_writer(&item, &mut *contents).is_ok() {
                carried += 1;
            }
        }
        (carried, all - carried)
    }

    /// Files whose steps came back and wait in the tray; not those that another step has named since.
    fn returned_files(&self) -> BTreeSet<AttachmentId> {
        let machine = self.machine.borrow();
        let mut returned = BTreeSet::new();
        for one in machine.tray() {
            let named = one.op.command().and_then(attaches);
            let (Some(id), Some(subject)) = (named, one.op.subject()) else {
                continue;
            };
            let record = machine.view(subject.record);
            // The record may not be held here; "attached already" is the bureau's word for it.
            let named = one.refusal == Refusal::AttachedAlready
                || record.is_some_and(|record| names(&record, id));
            if !named {
                returned.insert(id);
            }
        }
        returned
    }

    /// From the files to the signals of the desk.
    pub(super) fn show_files(&self) {
        let uploads = &self.files.uploading;
        let here: Vec<FileHere> = {
            let kept = self.files.kept.borrow();
            let shown = kept.values().map(|file| FileHere {
                paper: file.paper.clone(),
                stage: match &file.stage {
                    KeptStage::Draft(key) => Stage::Draft(key.clone()),
                    KeptStage::Attached(record) => {
                        Stage::Attached(*record, uploads.standing(file.paper.id))
                    }
                },
            });
            shown.collect()
        };
        super::show::set_if_new(self.device.files, Arc::new(here));
        super::show::set_if_new(self.device.sending, uploads.progress());
    }
}

/// Whether the record says that the bureau holds this file.
pub(super) fn says_stored(record: &Record, id: AttachmentId) -> bool {
    let Record::Petition(petition) = record;
    petition
        .attached(id)
        .is_some_and(|attached| attached.stored)
}

/// Whether the record names this file, stored or not.
fn names(record: &Record, id: AttachmentId) -> bool {
    let Record::Petition(petition) = record;
    petition.attached(id).is_some()
}

/// The file that a command attaches, if it does.
pub(super) fn attaches(command: &domain::Command) -> Option<AttachmentId> {
    match command {
        domain::Command::Petition(Command::Attach(paper)) => Some(paper.id),
        domain::Command::Petition(_) => None,
    }
}

/// What is kept of what somebody chose.
async fn taken(kind: AttachmentKind, source: &Blob) -> Result<Taken, NotTaken> {
    if source.size() > SOURCE_BYTES {
        return Err(NotTaken::TooLarge(SOURCE_BYTES as u32));
    }
    let bytes = picture::bytes(source).await;
    let bytes = bytes.map_err(|_| NotTaken::Unreadable)?;
    match format(&bytes) {
        Format::Kept(Media::Pdf) if kind == AttachmentKind::Scan => {
            if tells_location(&bytes) {
                return Err(NotTaken::Location);
            }
            Ok(Taken {
                media: Media::Pdf,
                bytes,
                small: Vec::new(),
            })
        }
        // Drawn here a moment ago: ink on nothing, which JPEG does not know.
        Format::Kept(Media::Png) if kind == AttachmentKind::Signature => Ok(Taken {
            media: Media::Png,
            small: bytes.clone(),
            bytes,
        }),
        found => {
            drop(bytes);
            let no = match found {
                Format::Heic => NotTaken::Heic,
                Format::Kept(_) | Format::Other => NotTaken::Unreadable,
            };
            let picture = picture::reduced(source).await.ok_or(no)?;
            Ok(Taken {
                media: Media::Jpeg,
                bytes: picture.whole,
                small: picture.small,
            })
        }
    }
}

/// When a file was last written, by this device's clock; a picture just taken or drawn has none.
fn taken_at(source: &Blob) -> Option<Moment> {
    let written = source.dyn_ref::<File>()?.last_modified();
    chrono::DateTime::from_timestamp_millis(written as i64)
}

async fn digest(bytes: &[u8]) -> Result<FileDigest, StorageFault> {
    let window = web_sys::window().ok_or(StorageFault::Missing)?;
    let array = Uint8Array::from(bytes);
    let digesting = window
        .crypto()?
        .subtle()
        .digest_with_str_and_js_u8_array("SHA-256", &array)?;
    let buffer: JsValue = JsFuture::from(digesting).await?;
    let bytes = Uint8Array::new(&buffer).to_vec();
    let bytes = bytes.try_into().map_err(|_| StorageFault::Failed)?;
    Ok(FileDigest(bytes))
}
