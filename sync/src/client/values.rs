//! What goes into the machine and what comes out of it.

use crate::kept::Layout;
use crate::kept::{ReplicaWrite, VaultWrite};
use crate::protocol::{
    Hello, HelloAnswer, OUTBOX_LIMIT, PUSH_BYTES, PUSH_OPS, Pull, PullAnswer, Push, PushAnswer,
};
use domain::ids::{CommandId, Incarnation, Moment, RecordId};
use domain::{Command, Refusal};

/// Bounds of one machine.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Limits {
    /// Operations in one push.
    pub push_ops: usize,
    /// Bytes of one push; a single larger operation still goes, alone.
    pub push_bytes: usize,
    /// Settled operations kept for a restored server.
    pub ring: usize,
    /// Waiting operations beyond which nothing more is taken.
    pub outbox: usize,
    /// Milliseconds between two pulls when nothing happens.
    pub poll_ms: u32,
    /// Milliseconds before the first retry; doubled each time.
    pub retry_ms: u32,
    /// Milliseconds before a retry at most.
    pub retry_most_ms: u32,
    /// Pages and overlay of the replica.
    pub layout: Layout,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits {
            push_ops: PUSH_OPS,
            push_bytes: PUSH_BYTES,
            ring: 2_000,
            outbox: OUTBOX_LIMIT,
            poll_ms: 60_000,
            retry_ms: 1_000,
            retry_most_ms: 300_000,
            layout: Layout::default(),
        }
    }
}

/// Names one request to storage, network or timer; its result comes back with it.
pub type Ticket = u64;

/// What happened.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Input {
    /// Both stores are loaded and the program runs. The first input.
    Opened,
    /// The browser says whether there is a network.
    Online(bool),
    /// The timer of this ticket rang.
    Woke { ticket: Ticket },
    /// A person wants to be up to date now: whatever went wrong before, it is tried at once.
    SyncNow,
    /// The bureau hinted that something is new. Asked for at once, but never sooner than a wait ends:
    /// all tablets hear the same poke, and one of them may have been asked to hold back.
    Poked,
    /// The person has signed in again on this device.
    SignedIn,
    /// The vault's transaction is durable.
    VaultKept { ticket: Ticket },
    /// The vault's transaction was aborted: nothing of it was written. A storage that is not sure
    /// must not guess but load both stores and start a new machine.
    VaultFailed { ticket: Ticket },
    /// The replica's transaction is complete.
    ReplicaKept { ticket: Ticket },
    /// The replica's transaction was aborted: nothing of it was written, or start anew as above.
    ReplicaFailed { ticket: Ticket },
    /// The bureau greeted.
    Greeted {
        ticket: Ticket,
        answer: Box<HelloAnswer>,
    },
    /// The bureau answered a push.
    Pushed { ticket: Ticket, answer: PushAnswer },
    /// The bureau answered a pull.
    Pulled {
        ticket: Ticket,
        answer: Box<PullAnswer>,
    },
    /// A request to the bureau gave no answer.
    Failed { ticket: Ticket, fault: Fault },
    /// A fresh random incarnation, as asked for by [`Effect::NewIncarnation`].
    Incarnation(Incarnation),
}

/// Why a request gave no answer. All are retried, or wait for a person.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// No connection, a time-out, or a server that failed.
    Unreachable,
    /// The bureau has too much to do; not before this many milliseconds.
    Busy { after_ms: u32 },
    /// The session ended: nothing is sent until [`Input::SignedIn`].
    SignedOut,
    /// This program is too old to receive.
    UpgradeRequired,
    /// The device was shut out: the greeting says so, too.
    ShutOut,
}

/// What is to be done. Whatever carries a ticket ends in exactly one input with that ticket; a request
/// that hangs is given up after a time as [`Input::Failed`].
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Effect {
    /// One durable transaction on the vault. Never more than one at a time.
    KeepVault {
        ticket: Ticket,
        writes: Vec<VaultWrite>,
    },
    /// One transaction on the replica. Never more than one at a time.
    KeepReplica {
        ticket: Ticket,
        writes: Vec<ReplicaWrite>,
    },
    /// Greet the bureau.
    Hello { ticket: Ticket, message: Hello },
    /// Send operations.
    Push { ticket: Ticket, message: Push },
    /// Ask what is new.
    Pull { ticket: Ticket, message: Pull },
    /// Ring after this time. A later one replaces it.
    WakeAfter { ticket: Ticket, ms: u32 },
    /// What was handed to [`Machine::save`] or [`Machine::let_go`] under this id is durable.
    Kept { id: CommandId },
    /// It is not: the storage refused.
    NotKept { id: CommandId },
    /// Hand in a fresh random [`Incarnation`].
    NewIncarnation,
    /// The bureau has shut this device out: destroy the key first, then both stores. The machine says and
    /// takes nothing any more; a program that ends before it is done hears it again at the next greeting.
    Forget,
    /// Read [`Machine::view`] of these records anew, and waiting, tray and standing. At most one, the last.
    Changed { records: Vec<RecordId> },
}

/// A command as a person gives it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Saving {
    /// A fresh random id: the idempotency key.
    pub id: CommandId,
    /// The record; a fresh random id for a registration.
    pub record: RecordId,
    /// The command.
    pub command: Command,
    /// The device's time.
    pub recorded_at: Moment,
}

/// Why a command was not taken.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NotSaved {
    /// The law says no.
    Refused(Refusal),
    /// Too much waits already: connect first.
    Full,
    /// The device has never been greeted: it does not know who works here.
    NotGreeted,
    /// The device was shut out.
    ShutOut,
}

/// How long the device may still work without the bureau.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Lease {
    /// Never greeted: there is nothing to read.
    None,
    /// Until then; more than [`LEASE_WARNING_DAYS`] away.
    Runs { until: Moment },
    /// It ends soon: people are told to connect.
    EndsSoon { until: Moment },
    /// Nothing is to be read before the bureau was spoken with. What waits is kept and sent.
    Over { since: Moment },
}

/// From how many days before its end people are told of a lease.
pub const LEASE_WARNING_DAYS: i64 = 3;

/// A saved command that no complete pull covers yet.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Waiting<'a> {
    pub id: CommandId,
    pub record: RecordId,
    /// `None`: this program does not understand it; the bureau may.
    pub command: Option<&'a Command>,
    pub recorded_at: Moment,
    /// The rule says no already on this device; the bureau decides.
    pub doubtful: Option<&'a Refusal>,
}

/// How this device stands towards the bureau.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing {
    /// The bureau answered the last time it was asked.
    pub online: bool,
    /// A request is under way.
    pub busy: bool,
    /// Saved here, not yet settled.
    pub unsent: usize,
    /// Came back, waits for a person.
    pub returned: usize,
    /// Everything up to here is in the bureau's ledger, by the bureau's clock.
    pub settled_at: Option<Moment>,
    /// The storage refused the last write.
    pub storage_failed: bool,
    /// The session ended, or belongs to somebody else.
    pub signed_out: bool,
    /// A newer program is needed to go on receiving.
    pub upgrade_required: bool,
    /// The device was shut out by the bureau.
    pub revoked: bool,
    /// Until when the device may work without the bureau.
    pub lease_until: Option<Moment>,
    /// Held by the bureau, which does not understand it yet.
    pub held: u32,
}
