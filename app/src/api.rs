//! The server functions, with pinned endpoints under `/api/v1`, all in CBOR: a second codec would cost
//! every tablet a tenth of the program's size. Their bodies only hand on to the
//! [`Bureau`](crate::bureau::Bureau) that the server implements.

use crate::alike::{Candidate, Linked, Words};
use crate::document::{Flaw as TextFlaw, Wording};
use crate::filing::{Decision, Filing, FilingRow};
use chrono::NaiveDate;
use domain::Record;
use domain::deadline::{Calendar, CalendarError, Warning};
use domain::document::Templates;
use domain::duty::{Officer, Role};
use domain::ids::{CommandId, DeviceId, Moment, OfficerId, RecordId, UnitId};
use domain::organisation::Directory;
use domain::petition::{Channel, Period, Purpose, State, Summary, Tally, Urgency};
use domain::policy::{Flaw, Norm, Policy};
use domain::{By, Command, Refusal};
use leptos::prelude::*;
use serde::{Deserialize, Serialize};
use server_fn::codec::{Cbor, CborEncoding};
use server_fn::error::{FromServerFnError, ServerFnErrorErr};
use sync::protocol::{Hello, HelloAnswer, Pull, PullAnswer, Push, PushAnswer};

/// Why a call gave no answer. Never carries internals: those are logged once, on the server.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum ApiError {
    /// Nobody is signed in, or the session ended.
    SignedOut,
    /// Name or password is wrong: told alike.
    WrongPassword,
    /// Too many failures; try again then.
    LockedUntil(Moment),
    /// The first password must be changed before anything else.
    ChangePassword,
    /// The new password is too short or too simple, or equals the old one.
    WeakPassword,
    /// There is no such thing, or it is not yours to see: told alike.
    NotFound,
    /// The law says no.
    Refused(Refusal),
    /// The request is malformed or too large.
    BadRequest,
    /// Too many requests; wait this many seconds.
    Busy(u32),
    /// The bureau has too much to write just now; wait this many seconds.
    Overloaded(u32),
    /// The program in this browser is too old for the server.
    UpgradeRequired,
    /// This device was shut out: it must destroy its keys and data.
    ShutOut,
    /// The server failed; it is logged there.
    Internal,
    /// The server cannot be reached.
    Unreachable,
    /// A rule of the county that cannot be meant.
    Flaw(Flaw),
    /// A table of rest days that does not read.
    Table(CalendarError),
    /// A text of a document that cannot be meant.
    Wording(TextFlaw),
}

impl FromServerFnError for ApiError {
    type Encoder = CborEncoding;

    fn from_server_fn_error(error: ServerFnErrorErr) -> Self {
        match error {
            ServerFnErrorErr::Request(_) => ApiError::Unreachable,
            ServerFnErrorErr::Args(_)
            | ServerFnErrorErr::MissingArg(_)
            | ServerFnErrorErr::UnsupportedRequestMethod(_) => ApiError::BadRequest,
            // On the server it is the request that does not read; in the browser it is the answer.
            ServerFnErrorErr::Deserialization(_) if cfg!(feature = "ssr") => ApiError::BadRequest,
            _ => ApiError::Internal,
        }
    }
}

/// The signed-in person.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Me {
    pub officer: Officer,
    /// The first password must be changed.
    pub must_change_password: bool,
    /// The server's time, so that days left do not depend on a wrong clock.
    pub at: Moment,
}

/// What a list is sorted by.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Sort {
    /// The limit that ends first comes first.
    #[default]
    Due,
    /// The newest first.
    Newest,
    /// The oldest first.
    Oldest,
}

/// A question to the list of petitions.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ListQuery {
    /// Words to search: title, text, people, place, numbers. Two characters suffice.
    pub words: String,
    pub states: Vec<State>,
    pub unit: Option<UnitId>,
    pub village: Option<UnitId>,
    pub channel: Option<Channel>,
    pub purpose: Option<Purpose>,
    /// Only what is due this soon (or sooner).
    pub urgency: Option<Urgency>,
    /// Only what gives this warning, or a graver one, today.
    pub warning: Option<Warning>,
    /// Only what was registered in these days.
    pub registered: Period,
    /// Only items whose next step is mine.
    pub mine: bool,
    pub sort: Sort,
    /// Where the last page ended; opaque.
    pub after: Option<String>,
    /// Rows a page, at most 100; 0 means 50.
    pub limit: u16,
}

/// One page of a list.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct ListPage {
    pub rows: Vec<Summary>,
    /// Present: there is more; pass it as `after`.
    pub next: Option<String>,
    /// How many there are in all, counted up to 1,000; `None` beyond it.
    pub total: Option<u32>,
}

/// My work in numbers, for the rail.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct WorkCounts {
    pub overdue: u32,
    pub today: u32,
    pub week: u32,
    pub later: u32,
}

/// An account as the system administrator sees it: no password, no case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Account {
    pub officer: OfficerId,
    pub sign_in_name: String,
    pub name: String,
    pub unit: UnitId,
    pub roles: Vec<Role>,
    pub locked_until: Option<Moment>,
    pub must_change_password: bool,
}

/// A rule of the county, as the system administrator makes it.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct NewRule {
    pub norm: Norm,
    pub value: u32,
    /// The first day it holds.
    pub since: NaiveDate,
    /// What it rests on.
    pub reason: String,
}

/// One line of the audit trail, without case content.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct AuditLine {
    pub nth: i64,
    pub at: Moment,
    pub by: Option<By>,
    /// What was done: a stable word such as `sign_in`, `read`, `push`.
    pub act: String,
    pub record: Option<RecordId>,
    pub allowed: bool,
}

/// One person's work on one device, as the device told it last. Nothing of any case.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct DeviceLine {
    pub device: DeviceId,
    pub officer: OfficerId,
    /// The last contact, by the bureau's clock.
    pub seen_at: Moment,
    /// Saved there and not sent, as the device said at its last contact.
    pub unsent: u64,
    /// Returned work that nobody has dealt with yet.
    pub returned: u32,
    /// Kept here as it was sent: this program does not understand it yet.
    pub held: u32,
    /// The last position of its queue that is settled here.
    pub settled: u64,
    /// Its program.
    pub build: String,
    /// Until when it may work without coming back.
    pub lease_until: Moment,
    /// It was shut out.
    pub revoked: Option<Revoked>,
}

/// How a device was shut out.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Revoked {
    pub at: Moment,
    pub by: Option<OfficerId>,
    pub reason: String,
    /// When the device heard of it and was told to destroy its keys; `None`: it was not there since.
    pub told_at: Option<Moment>,
}

/// Work of one's own people that came back and waits for them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct RefusedWork {
    pub id: CommandId,
    pub refused_at: Moment,
    /// When its author wrote it down, as their device claims.
    pub recorded_at: Moment,
    pub refusal: Refusal,
    /// The petition and every word, where the asking person may see that petition.
    pub words: Option<(RecordId, Box<Command>)>,
}

/// What became of the operations of an outbox that was brought as a file: numbers, never what they say.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct TakenIn {
    pub device: DeviceId,
    pub officer: OfficerId,
    /// When the file was made, as the device claims.
    pub made_at: Moment,
    /// Written to the ledger now.
    pub done: u32,
    /// There already.
    pub known: u32,
    /// Came back: they wait for their author.
    pub returned: u32,
    /// Not taken: this program does not read them, or the bureau has another text under their id.
    pub held: u32,
    /// Photos, scans and signatures inside that the bureau holds now.
    pub files: u32,
    /// Those it did not take: their step came back, or they are not what was attached.
    pub files_left: u32,
}

#[cfg(feature = "ssr")]
fn bureau() -> Result<
    (
        std::sync::Arc<dyn crate::bureau::Bureau>,
        crate::bureau::Caller,
    ),
    ApiError,
> {
    let bureau = use_context().ok_or(ApiError::Internal)?;
    let caller = use_context().ok_or(ApiError::Internal)?;
    Ok((bureau, caller))
}

/// Declares server functions that hand on to the `Bureau` method of the same name.
macro_rules! calls {
    ($($(#[$doc:meta])* $endpoint:literal $name:ident as $struct:ident ($($arg:ident: $ty:ty),*) -> $out:ty;)*) => {$(
        $(#[$doc])*
        #[server(name = $struct, prefix = "/api/v1", endpoint = $endpoint, input = Cbor, output = Cbor)]
        pub async fn $name($($arg: $ty),*) -> Result<$out, ApiError> {
            let (bureau, caller) = bureau()?;
            bureau.$name(caller $(, $arg)*).await
        }
    )*};
}

calls! {
    /// Who is signed in.
    "me" me as MeCall() -> Me;
    /// Signs in; the session travels in a cookie that scripts cannot read.
    "sign-in" sign_in as SignIn(name: String, password: String) -> Me;
    /// Signs out and ends the session on the server.
    "sign-out" sign_out as SignOut() -> ();
    /// Changes one's own password.
    "change-password" change_password as ChangePassword(old: String, new: String) -> ();
    /// Keeps the spare key of a device's vault under the account: half of what opens it.
    "keep-spare-key" keep_spare_key as KeepSpareKey(device: DeviceId, key: Vec<u8>) -> ();
    /// Gives it back to somebody who has just signed in.
    "spare-key" spare_key as SpareKeyCall(device: DeviceId) -> Vec<u8>;
    /// Units and colleagues.
    "directory" directory as DirectoryCall() -> Directory;
    /// Content classes in force, `一级/二级/三级`.
    "classes" classes as Classes() -> Vec<String>;
    /// One page of the petitions I may see.
    "list" list as List(query: ListQuery) -> ListPage;
    /// 件次, 批次 and 人次 of everything a list question finds among the petitions I may see, every page of it.
    "tally" tally as TallyCall(query: ListQuery) -> Tally;
    /// My work in numbers.
    "work-counts" work_counts as WorkCountsCall() -> WorkCounts;
    /// What waits in the inbox of the public page, for whoever takes it over.
    "inbox" inbox as Inbox() -> Vec<FilingRow>;
    /// One filing I may take over; the reading is audited.
    "filing" filing as FilingCall(id: RecordId) -> Filing;
    /// A filing is not registered, and why.
    "decide-filing" decide_filing as DecideFiling(id: RecordId, decision: Decision) -> ();
    /// What may be the same matter as these words, or as a registered record.
    "alike" alike as AlikeCall(words: Words) -> Vec<Candidate>;
    /// The items of one matter with this record, itself included.
    "thread" thread as ThreadCall(id: RecordId) -> Vec<Linked>;
    /// One record I may see; the reading is audited.
    "record" record as RecordCall(id: RecordId) -> Record;
    /// Accounts, for the system administrator.
    "accounts" accounts as Accounts() -> Vec<Account>;
    /// Lifts a lock-out, for the security administrator.
    "unlock" unlock as Unlock(officer: OfficerId) -> ();
    /// Sets a one-time password that must be changed, for the system administrator; returns it once.
    "reset-password" reset_password as ResetPassword(officer: OfficerId) -> String;
    /// The audit trail before a line, newest first, for the audit administrator.
    "audit" audit as Audit(before: Option<i64>) -> Vec<AuditLine>;
    /// Devices: all of them for the security administrator, those of their own people for heads.
    "devices" devices as Devices() -> Vec<DeviceLine>;
    /// Returned work on a device of one's own people, for heads.
    "refused-work" refused_work as RefusedWorkCall(device: DeviceId, officer: OfficerId) -> Vec<RefusedWork>;
    /// Shuts a device out, for the security administrator.
    "revoke-device" revoke_device as RevokeDevice(device: DeviceId, reason: String) -> ();
    /// Lets a device in again that was shut out, for the security administrator.
    "readmit-device" readmit_device as ReadmitDevice(device: DeviceId) -> ();
    /// Adds a rule of the county, for the system administrator; returns all of them.
    "change-policy" change_policy as ChangePolicy(rule: NewRule) -> Policy;
    /// Takes a table of rest days in, for the system administrator; returns all that are known.
    "take-rest-days" take_rest_days as TakeRestDays(table: String) -> Calendar;
    /// Words a kind of document anew, for the system administrator; returns every text.
    "word-document" word_document as WordDocument(wording: Wording) -> Templates;
    /// Takes in the outbox of a tablet as a file, for the security administrator.
    "take-in-outbox" take_in_outbox as TakeInOutbox(file: Vec<u8>) -> TakenIn;
    /// The device says it is here.
    "hello" hello as HelloCall(hello: Hello) -> HelloAnswer;
    /// The device sends its operations.
    "push" push as PushCall(push: Push) -> PushAnswer;
    /// The device asks for what is new.
    "pull" pull as PullCall(pull: Pull) -> PullAnswer;
}
