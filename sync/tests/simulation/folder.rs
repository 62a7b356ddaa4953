//! The bureau's half of a file's way: the rules of `sync::upload` over a folder whose bytes are symbols. A byte is
//! whose it is and where it stood there, so that files take no room and every mix-up shows.

use crate::office::Office;
use crate::sabotage::Sabotage;
use domain::duty::{self, Officer};
use domain::ids::{AttachmentId, Moment, OfficerId, RecordId};
use domain::petition::{Attached, Petition, Step};
use domain::{By, Record};
use std::collections::BTreeMap;
use sync::upload::{Fault, Upload, UploadRefusal, UploadState};

/// Bytes of one file that follow each other.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Piece {
    pub of: AttachmentId,
    pub from: u32,
    pub to: u32,
}

/// What lies under one name.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Content(Vec<Piece>);

impl Content {
    /// All of a file as its author took it.
    pub fn whole(of: AttachmentId, bytes: u32) -> Content {
        Content(vec![Piece {
            of,
            from: 0,
            to: bytes,
        }])
    }

    fn length(&self) -> u32 {
        self.0.iter().map(|piece| piece.to - piece.from).sum()
    }

    fn append(&mut self, piece: Piece) {
        match self.0.last_mut() {
            Some(last) if last.of == piece.of && last.to == piece.from => last.to = piece.to,
            _ => self.0.push(piece),
        }
    }

    fn truncate(&mut self, length: u32) {
        let mut room = length;
        for piece in &mut self.0 {
            let taken = room.min(piece.to - piece.from);
            piece.to = piece.from + taken;
            room -= taken;
        }
        self.0.retain(|piece| piece.from < piece.to);
    }
}

/// Whole files and unfinished ones. No backup of the database holds them, and no restore takes them away.
#[derive(Clone, Default)]
pub struct Folder {
    unfinished: BTreeMap<AttachmentId, Content>,
    pub kept: BTreeMap<AttachmentId, Content>,
}

/// The files of a record, and who attached them.
fn attached(record: &Record) -> impl Iterator<Item = (&Attached, Option<By>)> {
    let Record::Petition(petition) = record;
    let petition: &Petition = petition;
    let course = petition.course.iter();
    let authors = course.filter(|entry| entry.step == Step::Attach);
    let authors = authors
        .map(|entry| Some(entry.by))
        .chain(std::iter::repeat(None));
    petition.attachments.iter().zip(authors)
}

/// The files that records of the bureau name: of which record, and who attached them.
pub fn named<O: Office>(office: &O) -> Vec<(RecordId, Attached, Officer)> {
    let mut named = Vec::new();
    for (id, record) in &office.records {
        for (file, by) in attached(record) {
            if let Some(By::Officer(author, _)) = by {
                named.push((*id, file.clone(), office.officer(author).clone()));
            }
        }
    }
    named
}

/// The upload, if this officer may go on with it: its author, who still sees the record.
fn upload_of<O: Office>(office: &O, who: OfficerId, upload: &Upload) -> Result<Attached, Fault> {
    let record = office.records.get(&upload.record);
    let seen = record.filter(|record| duty::sees(office.officer(who), &record.tags()));
    let record = seen.ok_or(Fault::Unseen)?;
    let own = attached(record).find(|(file, by)| {
        let mine = matches!(by, Some(By::Officer(author, _)) if *author == who);
        file.paper.id == upload.id && mine
    });
    own.map(|(file, _)| file.clone()).ok_or(Fault::Unseen)
}

fn at(offset: u32) -> UploadState {
    UploadState {
        offset,
        stored: false,
        refused: None,
    }
}

fn come<O: Office>(office: &mut O, record: RecordId, file: &Attached) -> UploadState {
    if file.stored {
        return UploadState {
            stored: true,
            ..at(file.paper.bytes)
        };
    }
    let known = office.received(record, file.paper.id);
    let lies = office.folder().unfinished.get(&file.paper.id);
    at(known.min(lies.map_or(0, Content::length)))
}

/// How far an upload has come.
pub fn state<O: Office>(
    office: &mut O,
    who: OfficerId,
    upload: &Upload,
) -> Result<UploadState, Fault> {
    let file = upload_of(office, who, upload)?;
    Ok(come(office, upload.record, &file))
}

/// A chunk comes.
pub fn take<O: Office>(
    office: &mut O,
    who: OfficerId,
    upload: &Upload,
    offset: u32,
    chunk: Piece,
    now: Moment,
    sabotage: Sabotage,
) -> Result<UploadState, Fault> {
    let file = upload_of(office, who, upload)?;
    let come = come(office, upload.record, &file);
    if come.stored {
        office.folder().unfinished.remove(&upload.id);
        return Ok(come);
    }
    if come.offset == file.paper.bytes {
        return Ok(finish(office, who, upload, &file, now, sabotage));
    }
    if offset != come.offset && sabotage != Sabotage::ChunksAnywhere {
        return Ok(come);
    }
    let whole = Content::whole(upload.id, file.paper.bytes);
    if offset == 0 {
        // The database was restored from before the file was whole.
        if office.folder().kept.get(&upload.id) == Some(&whole) {
            office.file_stored(who, upload.record, upload.id, now);
            return Ok(UploadState {
                stored: true,
                ..at(file.paper.bytes)
            });
        }
        office.file_begun(who, upload.record, &file.paper, now);
    }
    let lies = office.folder().unfinished.entry(upload.id).or_default();
    if sabotage != Sabotage::ChunksAnywhere {
        lies.truncate(offset);
    }
    lies.append(chunk);
    let length = lies.length().min(file.paper.bytes);
    office.file_came(upload.record, upload.id, length);
    if length == file.paper.bytes {
        return Ok(finish(office, who, upload, &file, now, sabotage));
    }
    Ok(at(length))
}

fn finish<O: Office>(
    office: &mut O,
    who: OfficerId,
    upload: &Upload,
    file: &Attached,
    now: Moment,
    sabotage: Sabotage,
) -> UploadState {
    let lies = office.folder().unfinished.remove(&upload.id);
    let lies = lies.unwrap_or_default();
    let proved = lies == Content::whole(upload.id, file.paper.bytes);
    if !proved && sabotage != Sabotage::ChunksAnywhere {
        office.file_came(upload.record, upload.id, 0);
        return UploadState {
            refused: Some(UploadRefusal::Digest),
            ..at(0)
        };
    }
    office.folder().kept.insert(upload.id, lies);
    office.file_stored(who, upload.record, upload.id, now);
    UploadState {
        stored: true,
        ..at(file.paper.bytes)
    }
}

/// Files that lie in the folder and of which a restored database has heard again, but not that they lie there.
pub fn find_again<O: Office>(office: &mut O, now: Moment) {
    for (record, file, author) in named(office) {
        let whole = Content::whole(file.paper.id, file.paper.bytes);
        if !file.stored && office.folder().kept.get(&file.paper.id) == Some(&whole) {
            office.file_stored(author.id, record, file.paper.id, now);
        }
    }
}
