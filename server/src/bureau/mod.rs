//! The bureau behind the server functions: who calls, what they may, then the store.

mod alike;
mod inbox;
mod poke;
mod rules;

pub use poke::routes as poke_routes;

use crate::account::Accounts;
use crate::attachment::{Brought, named};
use crate::device::{Devices, outbox};
use crate::store::{Audited, Error, Ledger, ListScope};
use app::alike::{Candidate, Linked, Words};
use app::api::{
    Account, ApiError, AuditLine, DeviceLine, ListPage, ListQuery, Me, NewRule, RefusedWork,
    TakenIn, WorkCounts,
};
use app::bureau::{Answer, Bureau, Caller};
use app::document::Wording;
use app::filing::{Decision, Filing, FilingRow};
use chrono::{SubsecRound, Utc};
use domain::Record;
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::duty::{self, Officer, Tag};
use domain::ids::{DeviceId, Moment, OfficerId, RecordId, day_of};
use domain::organisation::Directory;
use domain::petition::Tally;
use domain::policy::Policy;
use std::sync::Arc;
use sync::protocol::{
    Hello, HelloAnswer, PROTOCOL, PUSH_OPS, Pull, PullAnswer, Push, PushAnswer, SCHEMA,
};

/// What a caller is told to wait when the writer's queue is full: between these, in seconds, so that not all of
/// them come back at once.
const BUSY_SECONDS: std::ops::RangeInclusive<u32> = 2..=9;
/// The most records one operation may name; today's commands touch one.
const TOUCHES: usize = 8;
/// The most cursors a pull may bring: a person holds a handful of tags.
const CURSORS: usize = 64;

/// The office at work: accounts and ledger together.
#[derive(Clone)]
pub struct Office {
    ledger: Ledger,
    accounts: Arc<Accounts>,
    devices: Devices,
    files: Brought,
}

impl Office {
    /// The bureau on this ledger; `files` keeps what comes inside a tablet's outbox file.
    pub fn new(ledger: Ledger, accounts: Arc<Accounts>, files: Brought) -> Office {
        let devices = Devices::new(ledger.clone(), files.clone());
        Office {
            ledger,
            accounts,
            devices,
            files,
        }
    }

    /// What was read, and what somebody reached for in vain, is on disk before it is answered.
    async fn note(
        &self,
        officer: &Officer,
        act: &'static str,
        record: Option<RecordId>,
        allowed: bool,
        detail: String,
    ) -> Result<(), ApiError> {
        let line = Audited {
            at: Utc::now(),
            officer: Some(officer.id),
            act,
            record,
            allowed,
            detail,
        };
        self.ledger.audit(line).await.map_err(told)
    }

    async fn show_list(&self, officer: Officer, query: ListQuery) -> Result<ListPage, ApiError> {
        let scope = ListScope::of(&officer);
        let today = day_of(Utc::now());
        let page = self
            .ledger
            .list(&scope, &query, today)
            .await
            .map_err(told)?;
        // That a sealed report exists is itself a secret (条例 30): who looked is on record.
        let sealed = page.rows.iter().filter(|row| row.sealed).count();
        if sealed > 0 {
            let detail = format!("sealed={sealed}");
            self.note(&officer, "list", None, true, detail).await?;
        }
        Ok(page)
    }

    async fn count_up(&self, officer: Officer, query: ListQuery) -> Result<Tally, ApiError> {
        let scope = ListScope::of(&officer);
        let today = day_of(Utc::now());
        let counted = self.ledger.tally(&scope, &query, today);
        let tally = counted.await.map_err(told)?;
        // How many sealed reports there are is as secret as the rows of them.
        if scope.grants.contains(&Tag::Sealed) && tally.items > 0 {
            self.note(&officer, "tally", None, true, String::new())
                .await?;
        }
        Ok(tally)
    }

    async fn see_record(&self, officer: Officer, id: RecordId) -> Result<Record, ApiError> {
        let record = self.ledger.record(id).await.map_err(told)?;
        let seen = record.filter(|record| duty::sees(&officer, &record.tags()));
        let seen = seen.map(|record| record.for_eyes_of(&officer, day_of(Utc::now())));
        self.note(&officer, "read", Some(id), seen.is_some(), String::new())
            .await?;
        seen.ok_or(ApiError::NotFound)
    }

    /// A device that was shut out hears just that: the only answer its session still gets.
    async fn greet(&self, mut caller: Caller, hello: Hello) -> Result<HelloAnswer, ApiError> {
        caller.officer = caller.officer.or_else(|| caller.shut_out.take());
        let session = caller.session.clone();
        let officer = signed_in(caller)?;
        let key = outbox::key(&self.ledger, hello.device, officer.id);
        self.accounts.lives_on(&session, hello.device).await?;
        let at = now();
        let upgrade_required = hello.proto < PROTOCOL || hello.schema < SCHEMA;
        let directory = self.ledger.directory().await.map_err(told)?;
        let rules = self.ledger.rules().await.map_err(told)?;
        let lease = self.ledger.hello(&officer, hello, at).await.map_err(told)?;
        Ok(HelloAnswer {
            epoch: self.ledger.epoch(),
            at,
            lease_until: lease.until,
            revoked: lease.revoked,
            upgrade_required,
            officer,
            directory: if lease.revoked {
                Directory::default()
            } else {
                directory.as_ref().clone()
            },
            calendar: rules.calendar.clone(),
            policy: rules.policy.clone(),
            outbox: (!lease.revoked).then_some(key),
            templates: rules.templates.clone(),
        })
    }

    async fn take(&self, officer: Officer, push: Push) -> Result<PushAnswer, ApiError> {
        let brought = push.let_go.iter().filter_map(|act| act.words.as_ref());
        let brought = brought.map(|words| &words.op);
        let malformed = push.proto > PROTOCOL
            || push.ops.len() > PUSH_OPS
            || push.void.len() > PUSH_OPS
            || push.let_go.len() > PUSH_OPS
            || push.let_go.iter().any(|act| {
                let words = act.words.as_ref();
                words.is_some_and(|words| words.op.op_id != act.op_id)
            })
            || push
                .ops
                .iter()
                .chain(brought)
                .any(|op| op.touches.is_empty() || op.touches.len() > TOUCHES);
        if malformed {
            return Err(ApiError::BadRequest);
        }
        let files = named(&push);
        let answer = self.ledger.push(&officer, push, now()).await;
        let answer = answer.map_err(told)?;
        // A step never waits for its file, wherever that lies.
        self.files.look_for(files);
        Ok(answer)
    }

    async fn hand_out(&self, officer: Officer, pull: Pull) -> Result<PullAnswer, ApiError> {
        if pull.schema < SCHEMA || pull.proto < PROTOCOL {
            return Err(ApiError::UpgradeRequired);
        }
        if pull.cursors.len() > CURSORS {
            return Err(ApiError::BadRequest);
        }
        let answer = self
            .ledger
            .pull(&officer, &pull, now())
            .await
            .map_err(told)?;
        let bodies = || answer.changes.iter().filter(|change| change.body.is_some());
        let line = |record, detail| Audited {
            at: now(),
            officer: Some(officer.id),
            act: "pull",
            record,
            allowed: true,
            detail,
        };
        // A sealed file that travels to a tablet is read: each by itself, where the others are counted.
        let sealed = bodies().filter(|change| change.tag == Tag::Sealed);
        let mut lines: Vec<Audited> = sealed
            .map(|change| line(Some(change.record), String::new()))
            .collect();
        let count = bodies().count();
        if count > 0 {
            lines.push(line(None, format!("records={count}")));
        }
        if !lines.is_empty() {
            self.ledger.audit_all(lines).await.map_err(told)?;
        }
        Ok(answer)
    }
}

/// Official time, in the milliseconds in which it is stored.
fn now() -> Moment {
    Utc::now().trunc_subsecs(3)
}

/// The signed-in officer, whose first password is behind them.
fn signed_in(caller: Caller) -> Result<Officer, ApiError> {
    if caller.must_change_password && caller.officer.is_some() {
        return Err(ApiError::ChangePassword);
    }
    caller.officer.ok_or(ApiError::SignedOut)
}

fn busy_seconds() -> u32 {
    let (least, most) = (*BUSY_SECONDS.start(), *BUSY_SECONDS.end());
    let lot = uuid::Uuid::new_v4().as_u64_pair().1;
    least + u32::try_from(lot % u64::from(most - least + 1)).unwrap_or_default()
}

/// A failure of the store as a caller reads it; the log has the rest, once.
fn told(error: Error) -> ApiError {
    match error {
        Error::Busy => ApiError::Overloaded(busy_seconds()),
        Error::Cursor | Error::OthersQueue => ApiError::BadRequest,
        other => {
            tracing::error!(error = %other, "the store failed");
            ApiError::Internal
        }
    }
}

impl Bureau for Office {
    fn me(&self, caller: Caller) -> Answer<'_, Me> {
        Box::pin(self.accounts.me(caller))
    }

    fn sign_in(&self, caller: Caller, name: String, password: String) -> Answer<'_, Me> {
        Box::pin(self.accounts.sign_in(caller, name, password))
    }

    fn sign_out(&self, caller: Caller) -> Answer<'_, ()> {
        Box::pin(self.accounts.sign_out(caller))
    }

    fn change_password(&self, caller: Caller, old: String, new: String) -> Answer<'_, ()> {
        Box::pin(self.accounts.change_password(caller, old, new))
    }

    fn keep_spare_key(&self, caller: Caller, device: DeviceId, key: Vec<u8>) -> Answer<'_, ()> {
        Box::pin(self.accounts.keep_spare_key(caller, device, key))
    }

    fn spare_key(&self, caller: Caller, device: DeviceId) -> Answer<'_, Vec<u8>> {
        Box::pin(self.accounts.spare_key(caller, device))
    }

    fn directory(&self, caller: Caller) -> Answer<'_, Directory> {
        Box::pin(async move {
            signed_in(caller)?;
            let directory = self.ledger.directory().await.map_err(told)?;
            Ok(directory.as_ref().clone())
        })
    }

    fn classes(&self, caller: Caller) -> Answer<'_, Vec<String>> {
        Box::pin(async move {
            signed_in(caller)?;
            self.ledger.classes().await.map_err(told)
        })
    }

    fn list(&self, caller: Caller, query: ListQuery) -> Answer<'_, ListPage> {
        Box::pin(async move {
            let officer = signed_in(caller)?;
            self.show_list(officer, query).await
        })
    }

    fn tally(&self, caller: Caller, query: ListQuery) -> Answer<'_, Tally> {
        Box::pin(async move {
            let officer = signed_in(caller)?;
            self.count_up(officer, query).await
        })
    }

    fn work_counts(&self, caller: Caller) -> Answer<'_, WorkCounts> {
        Box::pin(async move {
            let scope = ListScope::of(&signed_in(caller)?);
            let today = day_of(Utc::now());
            self.ledger.work_counts(&scope, today).await.map_err(told)
        })
    }

    fn inbox(&self, caller: Caller) -> Answer<'_, Vec<FilingRow>> {
        Box::pin(async move { self.show_inbox(signed_in(caller)?).await })
    }

    fn filing(&self, caller: Caller, id: RecordId) -> Answer<'_, Filing> {
        Box::pin(async move { self.open_filing(signed_in(caller)?, id).await })
    }

    fn decide_filing(&self, caller: Caller, id: RecordId, decision: Decision) -> Answer<'_, ()> {
        Box::pin(async move { self.rule_on_filing(signed_in(caller)?, id, decision).await })
    }

    fn alike(&self, caller: Caller, words: Words) -> Answer<'_, Vec<Candidate>> {
        Box::pin(async move { self.show_alike(signed_in(caller)?, words).await })
    }

    fn thread(&self, caller: Caller, id: RecordId) -> Answer<'_, Vec<Linked>> {
        Box::pin(async move { self.show_thread(signed_in(caller)?, id).await })
    }

    fn record(&self, caller: Caller, id: RecordId) -> Answer<'_, Record> {
        Box::pin(async move { self.see_record(signed_in(caller)?, id).await })
    }

    fn accounts(&self, caller: Caller) -> Answer<'_, Vec<Account>> {
        Box::pin(self.accounts.accounts(caller))
    }

    fn unlock(&self, caller: Caller, officer: OfficerId) -> Answer<'_, ()> {
        Box::pin(self.accounts.unlock(caller, officer))
    }

    fn reset_password(&self, caller: Caller, officer: OfficerId) -> Answer<'_, String> {
        Box::pin(self.accounts.reset_password(caller, officer))
    }

    fn audit(&self, caller: Caller, before: Option<i64>) -> Answer<'_, Vec<AuditLine>> {
        Box::pin(self.accounts.audit(caller, before))
    }

    fn devices(&self, caller: Caller) -> Answer<'_, Vec<DeviceLine>> {
        Box::pin(self.devices.devices(caller))
    }

    fn refused_work(
        &self,
        caller: Caller,
        device: DeviceId,
        officer: OfficerId,
    ) -> Answer<'_, Vec<RefusedWork>> {
        Box::pin(self.devices.refused_work(caller, device, officer))
    }

    fn revoke_device(&self, caller: Caller, device: DeviceId, reason: String) -> Answer<'_, ()> {
        Box::pin(self.devices.revoke(caller, device, reason))
    }

    fn readmit_device(&self, caller: Caller, device: DeviceId) -> Answer<'_, ()> {
        Box::pin(self.devices.readmit(caller, device))
    }

    fn change_policy(&self, caller: Caller, rule: NewRule) -> Answer<'_, Policy> {
        Box::pin(self.rule(caller, rule))
    }

    fn take_rest_days(&self, caller: Caller, table: String) -> Answer<'_, Calendar> {
        Box::pin(self.take_table(caller, table))
    }

    fn word_document(&self, caller: Caller, wording: Wording) -> Answer<'_, Templates> {
        Box::pin(self.word(caller, wording))
    }

    fn take_in_outbox(&self, caller: Caller, file: Vec<u8>) -> Answer<'_, TakenIn> {
        Box::pin(self.devices.take_in(caller, file))
    }

    fn hello(&self, caller: Caller, hello: Hello) -> Answer<'_, HelloAnswer> {
        Box::pin(self.greet(caller, hello))
    }

    fn push(&self, caller: Caller, push: Push) -> Answer<'_, PushAnswer> {
        Box::pin(async move { self.take(signed_in(caller)?, push).await })
    }

    fn pull(&self, caller: Caller, pull: Pull) -> Answer<'_, PullAnswer> {
        Box::pin(async move { self.hand_out(signed_in(caller)?, pull).await })
    }
}
