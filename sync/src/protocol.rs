//! What travels between tablet and bureau: message shapes and limits. Self-describing CBOR on fixed
//! paths; a change of shape bumps [`PROTOCOL`] and adds a fixture.

use crate::body::{CommandBody, RecordBody, Unread};
use crate::outbox::OutboxKey;
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::duty::{Officer, Tag};
use domain::ids::{CommandId, DeviceId, Epoch, Incarnation, Moment, OfficerId, RecordId};
use domain::organisation::Directory;
use domain::policy::Policy;
use domain::{Command, Refusal};
use serde::{Deserialize, Serialize};

/// Version of the message envelope.
pub const PROTOCOL: u16 = 2;
/// Version of record bodies in pull answers; a client of another schema drops its replica, never its vault.
pub const SCHEMA: u16 = 3;
/// Version of command bodies in pushes.
pub const COMMAND_VERSION: u16 = 1;
/// The most operations in one push.
pub const PUSH_OPS: usize = 100;
/// The most bytes of one push body.
pub const PUSH_BYTES: usize = 256 * 1024;
/// The most changes in one pull answer.
pub const PULL_ROWS: usize = 1_000;
/// The most bytes a pull answer aims at.
pub const PULL_BYTES: usize = 1024 * 1024;
/// Operations waiting on one device from which people are warned.
pub const OUTBOX_WARNING: usize = 5_000;
/// Operations waiting on one device beyond which nothing more is taken.
pub const OUTBOX_LIMIT: usize = 20_000;

/// One record an operation touches, at the revision its author saw.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Touch {
    /// The record.
    pub record: RecordId,
    /// Its revision on the author's screen; 0: there was none.
    pub base_rev: u32,
}

/// One command on its way.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
#[serde(from = "OpOnWire")]
pub struct Op {
    /// Position in this incarnation's queue, from 1 without gaps.
    pub dseq: u64,
    /// The command's id: applied at most once, whatever happens to messages.
    pub op_id: CommandId,
    /// The register, `Command::kind`.
    pub kind: String,
    /// Version of the body's shape.
    pub v: u16,
    /// What it touches; the first is its subject.
    pub touches: Vec<Touch>,
    /// The device's own time of recording: a claim.
    pub recorded_at: Moment,
    /// The command.
    pub body: CommandBody,
}

/// An operation before its body is read: how depends on the register and the version beside it.
#[derive(Deserialize)]
struct OpOnWire {
    dseq: u64,
    op_id: CommandId,
    kind: String,
    v: u16,
    touches: Vec<Touch>,
    recorded_at: Moment,
    body: Unread,
}

impl From<OpOnWire> for Op {
    fn from(wire: OpOnWire) -> Op {
        Op {
            body: wire.body.read(&wire.kind, wire.v),
            dseq: wire.dseq,
            op_id: wire.op_id,
            kind: wire.kind,
            v: wire.v,
            touches: wire.touches,
            recorded_at: wire.recorded_at,
        }
    }
}

impl Op {
    /// The command; `None` when this program does not understand it.
    pub fn command(&self) -> Option<&Command> {
        self.body.command()
    }

    /// The record this operation is about; an operation without one is malformed.
    pub fn subject(&self) -> Option<Touch> {
        self.touches.first().copied()
    }
}

/// Tablet → bureau: decide these.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Push {
    pub proto: u16,
    /// The server's life this device last heard of.
    pub epoch: Option<Epoch>,
    pub device: DeviceId,
    pub inc: Incarnation,
    /// In order of `dseq`.
    pub ops: Vec<Op>,
    /// Those of `ops` that came back to their author in an earlier life of the server: they take
    /// their position and nothing is decided, or one piece of work would be done and returned.
    pub void: Vec<CommandId>,
    /// What people did with returned work since the last push.
    pub let_go: Vec<LetGo>,
}

/// What a person did with a returned operation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Decision {
    /// Its words were taken up into this new command.
    Redone(CommandId),
    /// Let go, with the reason given.
    Discarded(String),
    /// Handed over to a colleague, in whose tray it lies now with all its words.
    HandedOver(OfficerId),
}

/// A returned operation that left the tray by a person's act; the bureau logs it, once an `op_id` and officer,
/// however often it is told.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct LetGo {
    /// The returned operation.
    pub op_id: CommandId,
    /// What was done with it.
    pub decision: Decision,
    /// The device's own time of the act: a claim.
    pub at: Moment,
    /// What is handed over, as it came back: a bureau that was restored from an older backup may not have it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Box<Returned>>,
}

/// What became of one operation.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Outcome {
    /// Written to the ledger; `seq` is its row's feed number.
    Done { seq: u64 },
    /// The law says no; kept under `rseq` until the device's tray holds it.
    Refused { rseq: u64, refusal: Refusal },
    /// Already in the author's tray under an earlier life of the server (sync.md, Epoch).
    Void,
    /// This server does not understand it: it lies there word for word until one does.
    Held,
}

/// One outcome.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Settled {
    pub op_id: CommandId,
    pub outcome: Outcome,
}

/// Bureau → tablet, after the commit.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PushAnswer {
    pub epoch: Epoch,
    /// The last position this incarnation has settled.
    pub last_dseq: u64,
    pub outcomes: Vec<Settled>,
    /// Present after a gap: send from here.
    pub expected: Option<u64>,
    /// The same operation id came with another body: this device was cloned and needs a new incarnation.
    pub forked: bool,
}

/// Tablet → bureau: what is new for me?
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Pull {
    pub proto: u16,
    pub schema: u16,
    /// Names this request; an answer to another one is ignored.
    pub rid: u64,
    pub device: DeviceId,
    pub inc: Incarnation,
    pub epoch: Option<Epoch>,
    /// How far each held tag is known.
    pub cursors: Vec<(Tag, u64)>,
    /// [`PullAnswer::as_of`] of the last page kept; 0: none yet.
    pub as_of: u64,
    /// The tray's watermark: all refusals up to here are kept, in this life of the server.
    pub tray: (Option<Epoch>, u64),
}

/// One record's change under one tag.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Change {
    pub tag: Tag,
    pub record: RecordId,
    pub seq: u64,
    /// The record; `None`: it left this tag.
    pub body: Option<RecordBody>,
}

/// A refused operation with every word of it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Returned {
    pub rseq: u64,
    pub op: Op,
    pub refusal: Refusal,
    pub refused_at: Moment,
}

/// Bureau → tablet: one page, from one read transaction.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct PullAnswer {
    pub rid: u64,
    pub epoch: Epoch,
    /// Forget the replica and start from nothing: another epoch or too old a cursor.
    pub reset: bool,
    /// Tags no longer held: purge what no other held tag covers.
    pub drop_tags: Vec<Tag>,
    pub changes: Vec<Change>,
    /// The cursor of every held tag after this page.
    pub upto: Vec<(Tag, u64)>,
    /// Whatever left a tag up to this feed number has been told to this device or was never on it;
    /// ahead of the cursors while a first sync in many pages is under way.
    pub as_of: u64,
    /// This incarnation's last settled position, as of this page.
    pub acked: u64,
    /// The operation that took that position: another one than the device knows there means that
    /// the device was cloned.
    pub acked_op: Option<CommandId>,
    pub refusals: Vec<Returned>,
    /// How many operations of this officer the bureau holds because it does not understand them yet.
    #[serde(default)]
    pub held: u32,
    /// Ask again at once.
    pub more: bool,
    /// The server's clock, for the receipt: everything up to here is in the ledger.
    pub at: Moment,
}

/// Tablet → bureau: I am here.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Hello {
    pub proto: u16,
    pub schema: u16,
    pub device: DeviceId,
    pub inc: Incarnation,
    /// Unsent operations, as the office may be told.
    pub unsent: u64,
    /// Returned work that waits for a person; not told by programs before protocol 2.
    #[serde(default)]
    pub returned: u64,
    /// Up to when everything of this device is in the ledger, as far as it has heard.
    #[serde(default)]
    pub settled_at: Option<Moment>,
    /// The client's build.
    pub build: String,
}

/// Bureau → tablet: who you are here and what you need to work without me.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct HelloAnswer {
    pub epoch: Epoch,
    pub at: Moment,
    /// Until when the device may work offline without coming back.
    pub lease_until: Moment,
    /// The device is shut out: forget keys and data.
    pub revoked: bool,
    /// The client is too old to pull.
    pub upgrade_required: bool,
    pub officer: Officer,
    pub directory: Directory,
    pub calendar: Calendar,
    /// What the county rules itself; as shipped where an older server does not say.
    #[serde(default)]
    pub policy: Policy,
    /// What seals this device's outbox to the bureau; an older server does not say.
    #[serde(default)]
    pub outbox: Option<OutboxKey>,
    /// The county's own texts of official documents.
    #[serde(default)]
    pub templates: Templates,
}
