//! The port the server implements: what the server functions and the public pages ask of it.

use crate::api::{Account, ApiError, AuditLine, ListPage, ListQuery, Me, WorkCounts};
use domain::Record;
use domain::duty::Officer;
use domain::ids::{OfficerId, RecordId};
use domain::organisation::Directory;
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
}

/// An answer on its way.
pub type Answer<'a, T> = Pin<Box<dyn Future<Output = Result<T, ApiError>> + Send + 'a>>;

/// The bureau, as the face sees it.
pub trait Bureau: Send + Sync {
    fn me(&self, caller: Caller) -> Answer<'_, Me>;
    fn sign_in(&self, caller: Caller, name: String, password: String) -> Answer<'_, Me>;
    fn sign_out(&self, caller: Caller) -> Answer<'_, ()>;
    fn change_password(&self, caller: Caller, old: String, new: String) -> Answer<'_, ()>;
    fn directory(&self, caller: Caller) -> Answer<'_, Directory>;
    fn classes(&self, caller: Caller) -> Answer<'_, Vec<String>>;
    fn list(&self, caller: Caller, query: ListQuery) -> Answer<'_, ListPage>;
    fn work_counts(&self, caller: Caller) -> Answer<'_, WorkCounts>;
    fn record(&self, caller: Caller, id: RecordId) -> Answer<'_, Record>;
    fn accounts(&self, caller: Caller) -> Answer<'_, Vec<Account>>;
    fn unlock(&self, caller: Caller, officer: OfficerId) -> Answer<'_, ()>;
    fn reset_password(&self, caller: Caller, officer: OfficerId) -> Answer<'_, String>;
    fn audit(&self, caller: Caller, before: Option<i64>) -> Answer<'_, Vec<AuditLine>>;
    fn hello(&self, caller: Caller, hello: Hello) -> Answer<'_, HelloAnswer>;
    fn push(&self, caller: Caller, push: Push) -> Answer<'_, PushAnswer>;
    fn pull(&self, caller: Caller, pull: Pull) -> Answer<'_, PullAnswer>;
}
