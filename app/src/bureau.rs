//! The port the server implements: what the server functions and the public pages ask of it.

use crate::alike::{Candidate, Linked, Words};
use crate::api::{
    Account, ApiError, AuditLine, DeviceLine, ListPage, ListQuery, Me, NewRule, RefusedWork,
    TakenIn, WorkCounts,
};
use crate::document::Wording;
use crate::filing::{Decision, Filing, FilingRow};
use domain::Record;
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::duty::Officer;
use domain::ids::{DeviceId, OfficerId, RecordId};
use domain::organisation::Directory;
use domain::petition::Tally;
use domain::policy::Policy;
use std::future::Future;
use std::pin::Pin;
use sync::protocol::{Hello, HelloAnswer, Pull, PullAnswer, Push, PushAnswer};

/// Who calls, as the session middleware found out.
#[derive(Clone, Debug, Default)]
pub struct Caller {
    /// The signed-in officer.
    pub officer: Option<Officer>,
    /// The session's token digest; empty without a session.
    pub session: String,
    /// The account still has its first password: only changing it is allowed.
    pub must_change_password: bool,
    /// Whose session this was before its device was shut out: all they may hear is that it was.
    pub shut_out: Option<Officer>,
}

/// An answer on its way.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, ApiError>> + Send + 'a>>;

/// The bureau, as the face sees it.
pub trait Bureau: Send + Sync {
    fn me(&self, caller: Caller) -> Answer<'_, Me>;
    fn sign_in(&self, caller: Caller, name: String, password: String) -> Answer<'_, Me>;
    fn sign_out(&self, caller: Caller) -> Answer<'_, ()>;
    fn change_password(&self, caller: Caller, old: String, new: String) -> Answer<'_, ()>;
    fn keep_spare_key(&self, caller: Caller, device: DeviceId, key: Vec<u8>) -> Answer<'_, ()>;
    fn spare_key(&self, caller: Caller, device: DeviceId) -> Answer<'_, Vec<u8>>;
    fn directory(&self, caller: Caller) -> Answer<'_, Directory>;
    fn classes(&self, caller: Caller) -> Answer<'_, Vec<String>>;
    fn list(&self, caller: Caller, query: ListQuery) -> Answer<'_, ListPage>;
    fn tally(&self, caller: Caller, query: ListQuery) -> Answer<'_, Tally>;
    fn work_counts(&self, caller: Caller) -> Answer<'_, WorkCounts>;
    fn inbox(&self, caller: Caller) -> Answer<'_, Vec<FilingRow>>;
    fn filing(&self, caller: Caller, id: RecordId) -> Answer<'_, Filing>;
    fn decide_filing(&self, caller: Caller, id: RecordId, decision: Decision) -> Answer<'_, ()>;
    fn alike(&self, caller: Caller, words: Words) -> Answer<'_, Vec<Candidate>>;
    fn thread(&self, caller: Caller, id: RecordId) -> Answer<'_, Vec<Linked>>;
    fn record(&self, caller: Caller, id: RecordId) -> Answer<'_, Record>;
    fn accounts(&self, caller: Caller) -> Answer<'_, Vec<Account>>;
    fn unlock(&self, caller: Caller, officer: OfficerId) -> Answer<'_, ()>;
    fn reset_password(&self, caller: Caller, officer: OfficerId) -> Answer<'_, String>;
    fn audit(&self, caller: Caller, before: Option<i64>) -> Answer<'_, Vec<AuditLine>>;
    fn devices(&self, caller: Caller) -> Answer<'_, Vec<DeviceLine>>;
    fn refused_work(
        &self,
        caller: Caller,
        device: DeviceId,
        officer: OfficerId,
    ) -> Answer<'_, Vec<RefusedWork>>;
    fn revoke_device(&self, caller: Caller, device: DeviceId, reason: String) -> Answer<'_, ()>;
    fn readmit_device(&self, caller: Caller, device: DeviceId) -> Answer<'_, ()>;
    fn change_policy(&self, caller: Caller, rule: NewRule) -> Answer<'_, Policy>;
    fn take_rest_days(&self, caller: Caller, table: String) -> Answer<'_, Calendar>;
    fn word_document(&self, caller: Caller, wording: Wording) -> Answer<'_, Templates>;
    fn take_in_outbox(&self, caller: Caller, file: Vec<u8>) -> Answer<'_, TakenIn>;
    fn hello(&self, caller: Caller, hello: Hello) -> Answer<'_, HelloAnswer>;
    fn push(&self, caller: Caller, push: Push) -> Answer<'_, PushAnswer>;
    fn pull(&self, caller: Caller, pull: Pull) -> Answer<'_, PullAnswer>;
}
