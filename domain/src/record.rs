//! The registers: one line each in [`Command`], [`Fact`] and [`Record`].

use crate::deadline::Calendar;
use crate::document::DocumentKind;
use crate::document::Issued;
use crate::duty::{Actor, Officer, Tag};
use crate::ids::{Moment, OfficerId, RecordId, UnitId};
use crate::organisation::Directory;
use crate::petition::{self, FileDigest};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::steps::Place;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What somebody wants to happen to one record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Command {
    /// 信访事项
    Petition(petition::Command),
}

/// What happened to one record.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fact {
    /// 信访事项
    Petition(petition::Fact),
}

/// One record, as its facts add up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Record {
    /// 信访事项
    Petition(Box<petition::Petition>),
}

/// Who did something, in the ledger: ids only, names come from the directory.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum By {
    /// An officer, in the unit they served in then.
    Officer(OfficerId, UnitId),
    /// The petitioner of the record.
    Petitioner,
}

impl By {
    /// The unit, if an officer acted.
    pub fn unit(self) -> Option<UnitId> {
        match self {
            By::Officer(_, unit) => Some(unit),
            By::Petitioner => None,
        }
    }
}

impl From<&Actor> for By {
    fn from(actor: &Actor) -> By {
        match actor {
            Actor::Officer(officer) => By::Officer(officer.id, officer.unit),
            Actor::Petitioner => By::Petitioner,
        }
    }
}

/// A fact with who and when: one row of the ledger.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Event {
    /// The record.
    pub record: RecordId,
    /// Official time: the server's, or the source's for an import.
    pub at: Moment,
    /// The device's own time: a claim.
    pub recorded_at: Moment,
    /// Who.
    pub by: By,
    /// What.
    pub fact: Fact,
}

/// What a decision may look at besides the record and the command: nothing else exists.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// When: official time on the server, the device's own on a tablet.
    pub now: Moment,
    /// When it was written down, by the device's own clock: a claim. A record written the same day
    /// where there was no signal is not late because it travelled later.
    pub recorded_at: Moment,
    /// Whether the bureau can be asked right now.
    pub place: Place,
    /// Units and officers.
    pub directory: &'a Directory,
    /// Rest days.
    pub calendar: &'a Calendar,
    /// What the county rules itself.
    pub policy: &'a Policy,
}

/// An official number the server owes after a fact.
///
/// A step that owes its document a number says so in [`Fact::number_due`] with [`Series::Document`];
/// the number comes back as a fact of its own and lies in the record's
/// [`Documents`](crate::document::Documents). Within a series, numbers are sequential by year.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Series {
    /// 登记编号 of a bureau's register.
    Petition(UnitId),
    /// 发文字号 of one kind of document of a unit.
    Document(UnitId, DocumentKind),
    /// 登记编号 of reports against officials: apart, so that no gap in the open register tells of one.
    Sealed(UnitId),
    /// 发文字号 of a unit's documents about reports against officials, apart likewise.
    SealedDocument(UnitId, DocumentKind),
    /// 案卷 of a bureau's archive.
    Volume(UnitId),
    /// 案卷 of reports against officials, apart likewise.
    SealedVolume(UnitId),
}

/// May this be done? The facts it makes, or why not. Pure: the same on tablet and server.
///
/// # Errors
/// A [`Refusal`] naming what the law wants and what to do.
pub fn decide(
    record: Option<&Record>,
    command: &Command,
    setting: &Setting<'_>,
) -> Result<Vec<Fact>, Refusal> {
    match (record, command) {
        (None, Command::Petition(command)) => petition::decide(None, command, setting),
        (Some(Record::Petition(petition)), Command::Petition(command)) => {
            petition::decide(Some(petition), command, setting)
        }
    }
    .map(|facts| facts.into_iter().map(Fact::Petition).collect())
}

/// Refuses what would take one matter up twice: `beside` are the records judged to be the same matter.
///
/// # Errors
/// The register's [`Refusal`].
pub fn taken_once<'a>(
    record: &Record,
    command: &Command,
    beside: impl IntoIterator<Item = &'a Record>,
) -> Result<(), Refusal> {
    let (Record::Petition(petition), Command::Petition(command)) = (record, command);
    let beside = beside
        .into_iter()
        .map(|Record::Petition(other)| other.as_ref());
    petition::accepted_once(petition, command, beside)
}

/// Folds an event into its record.
pub fn apply(record: &mut Option<Record>, event: &Event) {
    match &event.fact {
        Fact::Petition(fact) => {
            let mut petition = match record.take() {
                Some(Record::Petition(petition)) => Some(*petition),
                None => None,
            };
            petition::apply(&mut petition, event.record, event, fact);
            *record = petition.map(|petition| Record::Petition(Box::new(petition)));
        }
    }
}

impl Command {
    /// The other record this command passes a judgement about, if it does.
    pub fn judged(&self) -> Option<RecordId> {
        match self {
            Command::Petition(petition::Command::Judge(judgement)) => Some(judgement.other),
            Command::Petition(_) => None,
        }
    }

    /// The register's name on the wire and in storage; never changed once shipped.
    pub fn kind(&self) -> &'static str {
        match self {
            Command::Petition(_) => "petition",
        }
    }
}

impl Fact {
    /// The official number this fact asks the server for.
    pub fn number_due(&self, record: &Record) -> Option<Series> {
        let Fact::Petition(petition::Fact::Stepped(command)) = self else {
            return None;
        };
        let Record::Petition(petition) = record;
        petition::number_due(petition, command)
    }
}

impl Series {
    /// The fact that hands the number over.
    pub fn fact(self, number: String) -> Fact {
        Fact::Petition(match self {
            // Ledgers hold opinions' numbers in this shape since before there were other documents.
            Series::Document(_, DocumentKind::Opinion)
            | Series::SealedDocument(_, DocumentKind::Opinion) => {
                petition::Fact::OpinionNumbered(number)
            }
            Series::Document(_, kind) | Series::SealedDocument(_, kind) => {
                petition::Fact::DocumentNumbered(kind, number)
            }
            Series::Petition(_) | Series::Sealed(_) => petition::Fact::Numbered(number),
            Series::Volume(_) | Series::SealedVolume(_) => petition::Fact::VolumeNumbered(number),
        })
    }
}

impl Fact {
    /// The fact that freezes the record's [`unfrozen`](Record::unfrozen) document.
    pub fn frozen(sha256: FileDigest) -> Fact {
        Fact::Petition(petition::Fact::DocumentFrozen(sha256))
    }
}

impl Record {
    /// How many facts it is made of.
    pub fn rev(&self) -> u32 {
        match self {
            Record::Petition(petition) => petition.rev,
        }
    }

    /// Its id.
    pub fn id(&self) -> RecordId {
        match self {
            Record::Petition(petition) => petition.id,
        }
    }

    /// The document that was just numbered and is to be frozen, if there is one.
    pub fn unfrozen(&self) -> Option<&Issued> {
        match self {
            Record::Petition(petition) => petition.documents.unfrozen(),
        }
    }

    /// The record without what `officer`, who may see it, may not read on `today`.
    pub fn for_eyes_of(self, officer: &Officer, today: NaiveDate) -> Record {
        match self {
            Record::Petition(petition) => {
                Record::Petition(Box::new(petition.for_eyes_of(officer, today)))
            }
        }
    }

    /// What it may be seen by.
    pub fn tags(&self) -> Vec<Tag> {
        match self {
            Record::Petition(petition) => petition::tags(petition),
        }
    }
}
