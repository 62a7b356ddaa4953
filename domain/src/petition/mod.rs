//! The register of petitions (信访事项): from registration to a rated answer.

pub mod after;
mod apply;
mod attachment;
mod check;
mod clocks;
mod decide;
mod gate;
mod likeness;
mod papers;
mod proceeding;
mod registration;
pub mod review;
pub mod rights;
mod series;
mod sight;
mod steps;
mod suggestion;
mod summary;
mod tally;
mod thread;

pub use apply::apply;
pub use attachment::{
    ATTACHMENT_BYTES, ATTACHMENTS, About, Attached, Attachment, AttachmentKind, FileDigest, Media,
};
pub use clocks::{clocks, next_due, onsets};
pub use decide::{decide, fits};
pub use gate::{Need, needs};
pub use likeness::{BANDS, Evidence, Traces};
pub use papers::*;
pub use proceeding::*;
pub use registration::{
    COMPLAINED_OF, ComplainedKind, ComplainedOf, Confirmation, EXTERNAL_NUMBERS, ExternalNumber,
    Intake, Petitioner, Registration, Source, SourceLevel, Statement,
};
pub use series::number_due;
pub use sight::{hands_out_receipt, parts, registers, tags};
pub use steps::{State, Step, open_to, row, table};
pub use suggestion::{Lexicon, purpose};
pub use summary::{Summary, Urgency, summary};
pub use tally::{Period, Tally, is_many};
pub use thread::{Judged, Judgement, Thread, accepted_once, handled_by, is_same, repeats_ended};

use crate::document::{DocumentKind, Documents, Issuing};
use crate::ids::{AttachmentId, Moment, OfficerId, RecordId, UnitId, day_of};
use crate::record::By;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The most bytes of one long text are bounded by characters: 10,000.
pub const TEXT_LIMIT: usize = 10_000;
/// A line: titles, names, places, 200 characters.
pub const LINE_LIMIT: usize = 200;
/// The most representatives of a joint visit (条例 20).
pub const REPRESENTATIVES: usize = 5;
/// The most demands in one item.
pub const DEMANDS: usize = 20;
/// The number of a letter or parcel, in characters; the posts of the world use 13.
pub const POST_NUMBER_LIMIT: usize = 30;
/// An external number's length in characters.
pub const EXTERNAL_NUMBER_LIMIT: usize = 38;

/// What somebody wants to do with a petition. Its name is its [`Step`].
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Command {
    /// 登记
    Register(Box<Registration>),
    /// 转送或交办
    Send(Sending),
    /// 提出异议, with detailed reasons
    Object(String),
    /// 同意退回
    AgreeReturn(String),
    /// 不同意退回
    RejectObjection(String),
    /// 受理
    Accept(Acceptance),
    /// 不予受理
    Decline(Declining),
    /// 不再受理
    NotAgain(NotAgain),
    /// 请人协助
    Entrust(OfficerId),
    /// 走访记录
    Visit(Visit),
    /// 电话或会议记录
    Contact(Contact),
    /// 拟处理意见
    Draft(Opinion),
    /// 退回修改, with what is to be changed
    ReturnDraft(String),
    /// 签发 the draft with this position; a newer one is never signed unseen
    Approve(u16),
    /// 送达
    Deliver(Delivery),
    /// 评价
    Rate(Rating),
    /// 办结, with a closing word
    Close(String),
    /// 更正
    Correct(Correction),
    /// 附件
    Attach(Attachment),
    /// 关联或排除: whether another item is the same matter
    Judge(Judgement),
    /// 程序事项
    Proceed(Proceeding),
    /// 制发文书
    Issue(Box<Issuing>),
    /// 复查、复核
    Review(review::Command),
    /// 答复之后
    After(after::Command),
    /// 回避、安全提示、现场情况
    Rights(rights::Command),
}

impl Command {
    /// The step of the table this command takes.
    pub fn step(&self) -> Step {
        match self {
            Command::Register(_) => Step::Register,
            Command::Send(sending) if sending.assignment.is_some() => Step::Assign,
            Command::Send(_) => Step::Transfer,
            Command::Object(_) => Step::Object,
            Command::AgreeReturn(_) => Step::AgreeReturn,
            Command::RejectObjection(_) => Step::RejectObjection,
            Command::Accept(_) => Step::Accept,
            Command::Decline(_) => Step::Decline,
            Command::NotAgain(_) => Step::NotAgain,
            Command::Entrust(_) => Step::Entrust,
            Command::Visit(_) => Step::Visit,
            Command::Contact(_) => Step::Contact,
            Command::Draft(_) => Step::Draft,
            Command::ReturnDraft(_) => Step::ReturnDraft,
            Command::Approve(_) => Step::Approve,
            Command::Deliver(_) => Step::Deliver,
            Command::Rate(_) => Step::Rate,
            Command::Close(_) => Step::Close,
            Command::Correct(_) => Step::Correct,
            Command::Attach(_) => Step::Attach,
            Command::Judge(judgement) if judgement.same => Step::Link,
            Command::Judge(_) => Step::Unlike,
            Command::Proceed(paper) => paper.step(),
            Command::Issue(_) => Step::Issue,
            Command::Review(command) => command.step(),
            Command::After(command) => command.step(),
            Command::Rights(command) => command.step(),
        }
    }
}

impl From<after::Command> for Command {
    fn from(command: after::Command) -> Command {
        Command::After(command)
    }
}

impl From<rights::Command> for Command {
    fn from(command: rights::Command) -> Command {
        Command::Rights(command)
    }
}

/// What happened to a petition; never changed once written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Fact {
    /// A lawful step was taken.
    Stepped(Command),
    /// The bureau gave the item its official number.
    Numbered(String),
    /// The unit's opinion got its document number.
    OpinionNumbered(String),
    /// A document of this kind got its number.
    DocumentNumbered(DocumentKind, String),
    /// The document just issued and numbered is frozen: the SHA-256 of what it says.
    DocumentFrozen(FileDigest),
    /// The bureau holds every byte of this attachment, and their digest is right.
    AttachmentStored(AttachmentId),
    /// The archive volume got its number.
    VolumeNumbered(String),
}

/// One line of a petition's course: the step, and where its paper lies.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Entry {
    /// Which step.
    pub step: Step,
    /// Position of its paper in the petition's list of that kind.
    pub nth: u16,
    /// Official time.
    pub at: Moment,
    /// The device's own time when it was recorded: a claim, shown when it differs.
    pub recorded_at: Moment,
    /// Who.
    pub by: By,
}

/// A petition as its facts add up.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Petition {
    /// Its id.
    pub id: RecordId,
    /// How many facts it is made of.
    pub rev: u32,
    /// Where it stands.
    pub state: State,
    /// 登记编号, given by the server.
    pub number: Option<String>,
    /// What came in, with corrections laid over it.
    pub registration: Registration,
    /// Transfers and assignments; the last is in force in states from `Sent` on.
    pub sendings: Vec<Sending>,
    /// Objections, and the bureau's replies to them.
    pub objections: Vec<String>,
    /// Replies to objections: agreed or not, in the order of the course.
    pub objection_replies: Vec<String>,
    /// Who answers for it now.
    pub responsible: Option<UnitId>,
    /// 受理
    pub acceptance: Option<Acceptance>,
    /// 不予受理
    pub declining: Option<Declining>,
    /// 不再受理; none in bodies written before there was any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_again: Option<NotAgain>,
    /// People asked in.
    pub entrusted: Vec<OfficerId>,
    /// Visits.
    pub visits: Vec<Visit>,
    /// Calls and meetings.
    pub contacts: Vec<Contact>,
    /// Drafts of the opinion; the last is in force.
    pub drafts: Vec<Opinion>,
    /// Why drafts went back.
    pub draft_returns: Vec<String>,
    /// 处理意见书 number, once signed.
    pub opinion_number: Option<String>,
    /// 送达
    pub delivery: Option<Delivery>,
    /// 评价
    pub rating: Option<Rating>,
    /// The closing word.
    pub closing: Option<String>,
    /// Corrections, in order.
    pub corrections: Vec<Correction>,
    /// 附件, in the order they were attached; none in bodies written before there were any.
    #[serde(default)]
    pub attachments: Vec<Attached>,
    /// 文书, with their numbers; the opinion's is among them.
    #[serde(default)]
    pub documents: Documents,
    /// 程序事项, oldest first; none in bodies written before there were any.
    #[serde(default)]
    pub proceedings: Vec<Proceeded>,
    /// 复查、复核; none in bodies written before there were any.
    #[serde(default)]
    pub reviews: review::Reviews,
    /// After the answer; nothing in bodies written before there was any.
    #[serde(default)]
    pub after: after::After,
    /// Rights and safety; nothing in bodies written before there was any.
    #[serde(default)]
    pub rights: rights::Rights,
    /// 同一件事: judgements about other items; none in bodies written before there were any.
    #[serde(default, skip_serializing_if = "Thread::is_empty")]
    pub thread: Thread,
    /// 办理进程, oldest first.
    pub course: Vec<Entry>,
}

impl Petition {
    /// The official time of the latest `step`, if it was taken.
    pub fn taken_at(&self, step: Step) -> Option<Moment> {
        self.latest(step).map(|entry| entry.at)
    }

    /// The day it was registered, by official time.
    pub fn registered_on(&self) -> NaiveDate {
        self.taken_at(Step::Register)
            .map_or(self.registration.received_on, day_of)
    }

    /// The latest entry of `step`.
    pub fn latest(&self, step: Step) -> Option<&Entry> {
        self.course.iter().rev().find(|entry| entry.step == step)
    }

    /// The opinion in force: the last draft, once there is one.
    pub fn opinion(&self) -> Option<&Opinion> {
        self.drafts.last()
    }

    /// The attachment with this id.
    pub fn attached(&self, id: AttachmentId) -> Option<&Attached> {
        self.attachments
            .iter()
            .find(|attached| attached.paper.id == id)
    }

    /// Whether it is a report against an official, whose sight is sealed (条例 30).
    pub fn is_sealed(&self) -> bool {
        self.registration.purpose == Purpose::Report
    }

    /// Whether the bureau assigned it (交办), so that closing is audited by the bureau.
    pub fn is_assigned(&self) -> bool {
        self.sendings
            .last()
            .is_some_and(|sending| sending.assignment.is_some())
    }

    /// What `passage` says now.
    pub fn says(&self, passage: Passage) -> Option<&str> {
        let registration = &self.registration;
        let petitioner = |nth: u16| registration.petitioners.get(usize::from(nth));
        match passage {
            Passage::Title => Some(&registration.title),
            Passage::Text => Some(&registration.text),
            Passage::Place => Some(&registration.place),
            Passage::Class => Some(&registration.class),
            Passage::PetitionerName(nth) => petitioner(nth).map(|p| p.name.as_str()),
            Passage::PetitionerPhone(nth) => petitioner(nth).map(|p| p.phone.as_str()),
            Passage::PetitionerIdNumber(nth) => petitioner(nth).map(|p| p.id_number.as_str()),
            Passage::PetitionerAddress(nth) => petitioner(nth).map(|p| p.address.as_str()),
            Passage::Demand(nth) => registration
                .demands
                .get(usize::from(nth))
                .map(String::as_str),
            Passage::Visit(nth) => self
                .corrected(passage)
                .or_else(|| self.visits.get(usize::from(nth)).map(|v| v.found.as_str())),
            Passage::Contact(nth) => self
                .corrected(passage)
                .or_else(|| self.contacts.get(usize::from(nth)).map(|c| c.said.as_str())),
        }
    }

    fn corrected(&self, passage: Passage) -> Option<&str> {
        let latest = self
            .corrections
            .iter()
            .rev()
            .find(|c| c.passage == passage)?;
        Some(&latest.now)
    }
}
