//! Why the law says no. Enumerated, so that every reason has words in both languages and a way on.

use crate::deadline::Term;
use crate::document::DocumentKind;
use crate::petition::after::Unfinished;
use crate::petition::review::{EarlierPart, Stage};
use crate::petition::{About, Need, Passage, State, Step};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// A place in a form that a refusal points at.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Field {
    Title,
    Text,
    Place,
    Class,
    PetitionerName,
    PetitionerPhone,
    PetitionerIdNumber,
    PetitionerAddress,
    Headcount,
    Demands,
    ReceivedOn,
    LateReason,
    ExternalNumber,
    Unit,
    Requirement,
    FeedbackOn,
    Note,
    Reason,
    Handler,
    WhoseMatter,
    NoticeOn,
    VisitedOn,
    Met,
    Companions,
    Found,
    Said,
    Agreed,
    With,
    Findings,
    Answer,
    Basis,
    DeliveredOn,
    Receiver,
    Cause,
    Witnesses,
    PostNumber,
    Unnumbered,
    Comment,
    Closing,
    CorrectedText,
    Officer,
    Attachment,
    AttachmentName,
    DocumentTitle,
    Addressee,
    DocumentText,
    DocumentAttachments,
    ReplacementReason,
    ComplainedOf,
    Source,
    WrittenBy,
    ExternalSystem,
    Purpose,
    RequestedOn,
    HeardOn,
    Present,
    DoneOn,
    Proof,
    Shelf,
    Danger,
    Help,
    Until,
    Days,
    Authority,
    KnownOn,
    TakenOn,
    DecidedOn,
    Decision,
    Units,
    Done,
    Result,
    ReportedOn,
    NewFacts,
}

/// Why an item is not one for the simple procedure.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Unfit {
    /// It belongs to branches 1 to 5.
    OtherRoute,
    /// It was assigned, with a report to come.
    Assigned,
    /// Many people, or several units.
    Joint,
    /// An earlier item brought the same matter: the procedure is for first petitions.
    Repeated,
    /// A demand is refused.
    Refusing,
}

/// A lawful no. Each says what is wrong and, through its words, what can be done.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Refusal {
    /// There is no such record, or it is not yours to see: the two are told alike.
    NoSuchRecord,
    /// The record is there already.
    AlreadyRegistered,
    /// The record stands in a state from which this step does not go.
    NotNow {
        /// The step asked for.
        step: Step,
        /// Where the petition stands.
        state: State,
    },
    /// The step exists here, but for another part.
    NotYours {
        /// The step asked for.
        step: Step,
    },
    /// The step needs the bureau's answer at once.
    OnlineOnly {
        /// The step asked for.
        step: Step,
    },
    /// Something must be written here.
    Missing(Field),
    /// More was written than fits.
    TooLong {
        /// Where.
        field: Field,
        /// The most characters (or entries).
        limit: usize,
    },
    /// The date lies after today.
    InFuture(Field),
    /// The date lies before the thing it follows.
    TooEarly {
        /// Which date.
        field: Field,
        /// The first day it may be.
        first: NaiveDate,
    },
    /// A day in the past needs a reason; both dates are kept.
    LateNeedsReason(Field),
    /// The lawful time for this step is over.
    TimeOver {
        /// The limit.
        term: Term,
        /// Its last day.
        last: NaiveDate,
    },
    /// At most five represent a joint visit (条例 20).
    TooManyRepresentatives,
    /// Fewer people than petitioners named.
    HeadcountTooSmall,
    /// This demand has no answer yet (32).
    DemandUnanswered(u16),
    /// An answer to a demand that is not there, or a second one.
    AnswerWithoutDemand(u16),
    /// An appeal or a plea is decided: supported, explained or not supported, never merely answered (32).
    DecisionNeeded(u16),
    /// Somebody else wrote a newer version meanwhile.
    Changed {
        /// The step asked for.
        step: Step,
    },
    /// The passage reads differently now.
    PassageChanged(Passage),
    /// There is no such passage.
    NoSuchPassage(Passage),
    /// The unit cannot be made responsible.
    UnitCannotAnswer,
    /// The officer does not serve in the responsible unit.
    OfficerElsewhere,
    /// This person is asked in already.
    AlreadyEntrusted,
    /// The petitioner has rated already.
    AlreadyRated,
    /// An assigned item is closed by the bureau, which audits it.
    BureauCloses,
    /// A report against an official goes the discipline channel, and only that.
    DisciplineOnly,
    /// This register belongs to another bureau.
    OtherBureau,
    /// The file is larger than one may be.
    AttachmentTooLarge {
        /// The most bytes.
        limit_bytes: u32,
    },
    /// The petition holds as many files as it may.
    TooManyAttachments {
        /// The most files.
        limit: usize,
    },
    /// This very file is attached already.
    AttachedAlready,
    /// A photo or a signature is a picture, never a document.
    NotAPicture,
    /// The paper this file is said to belong to is not there.
    NoSuchPaper(About),
    /// A filing was received online on the day the petitioner sent it, and on no other.
    ReceivedWhenFiled(NaiveDate),
    /// The same matter is accepted and in handling already (条例 19).
    InHandlingElsewhere {
        /// The number of the item in handling; empty: none yet.
        number: String,
    },
    /// An item is no other item than itself.
    JudgedWithItself,
    /// That judgement stands already.
    JudgedAlready,
    /// What the law wants before this step, all of it at once.
    Lacking(Vec<Need>),
    /// More days than may be added.
    TooManyDays {
        /// The most.
        most: u16,
    },
    /// An extension waits for the unit's head already.
    ExtensionAsked,
    /// The limit was extended once, and once only it may be (34).
    ExtendedAlready,
    /// No handling limit runs that could be extended.
    NothingToExtend,
    /// Nobody has asked for an extension.
    NoExtensionAsked,
    /// There is no granted extension that the petitioner does not know of.
    NoExtensionToTell,
    /// An item for this purpose does not take that path.
    PathUnfit,
    /// The route belongs to another branch than the one the item was accepted for.
    OtherBranch,
    /// The petitioner was not guided to a route.
    NoGuidance,
    /// Only an assigned item has a closing report.
    NotAssigned,
    /// A closing report lies with the bureau already.
    ReportedAlready,
    /// There is no closing report that could be sent back.
    NoReport,
    /// The units try to agree first (24).
    TalksFirst,
    /// A unit named handles the item already.
    HandlesAlready,
    /// Not one for the simple procedure.
    NotSimple(Unfit),
    /// It is handled by the ordinary procedure already.
    OrdinaryAlready,
    /// There is no such urging.
    NoSuchUrging,
    /// This urging has been answered.
    UrgingAnswered,
    /// Nothing was reported before that this could follow.
    NothingReported,
    /// The unit has objected to this sending before.
    ObjectedAlready,
    /// The step that demands this document was not taken, or nobody answers for the item yet.
    DocumentNotDue(DocumentKind),
    /// This document was issued already; another one can only replace it.
    DocumentIssued(DocumentKind),
    /// The case moved on: the document no longer says what the case says.
    DocumentOutdated(DocumentKind),
    /// The document to be replaced is not there, or another one replaced it already.
    NoSuchDocument,
    /// A place to be filled in by hand is still blank.
    BlankLeft,
    /// A level stands in a stage from which this step does not go.
    NotInReview {
        /// The step asked for.
        step: Step,
        /// Where the level stands.
        stage: Stage,
    },
    /// There is no answer of the petition procedure that could be reviewed now.
    NothingToReview,
    /// This installation knows no review office above the organ that answered.
    NoOrganAbove,
    /// Another office reviews this answer.
    WrongOrgan,
    /// Who took part at an earlier level does not judge it (35, 36).
    Excluded(EarlierPart),
    /// 不再受理: the matter was rechecked (36).
    RoadEnded,
    /// The same facts and reasons as an item whose road has ended: not accepted again (36).
    SameAsEnded {
        /// The number of that item; empty: none yet.
        number: String,
        /// Since when its road has ended.
        on: NaiveDate,
    },
    /// No item is linked here whose road has ended.
    RoadNotEnded,
    /// Facts or reasons were written down that were not heard before: a new item, handled like any.
    NewFacts,
    /// A redo may not repeat what was revoked.
    RepeatsOpinion,
    /// Nobody said that they are not satisfied with the unit, or its head has looked again.
    NobodyDissatisfied,
    /// This demand was not supported: there is nothing to carry out.
    NotSupported(u16),
    /// This demand is carried out already.
    ExecutedAlready(u16),
    /// The item cannot go into the archive yet; each names what is missing.
    NotReadyToFile(Vec<Unfinished>),
    /// This person stands back from the case (28).
    RecusedAlready,
    /// One stands back oneself; others only by the head of their own unit.
    NotYourColleague,
    /// A safety note ends within thirty days, so that somebody looks again.
    SafetyNoteTooLong {
        /// The last day it may stand.
        last: NaiveDate,
    },
    /// An incident is noted on a reception only (26).
    NotAReception,
}
