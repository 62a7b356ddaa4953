//! Accounts: signing in and out, one's own password, and what the three administrators do about both.

mod administration;
mod lockout;
pub mod password;
mod sign_in;
mod spare_key;

use crate::config::{Settings, SignInPolicy};
use crate::public::rate_limit::RateLimit;
use crate::session::Cookie;
use crate::store::body::id;
use crate::store::dialect::Connection;
use crate::store::{self, Audited, Ledger};
use anyhow::Result;
use app::api::{ApiError, Me};
use app::bureau::Caller;
use axum::http::HeaderMap;
use chrono::{DateTime, Utc};
use domain::duty::Officer;
use domain::ids::{DeviceId, Moment, OfficerId};
use password::Passwords;
use std::collections::BTreeMap;
use std::fmt::Display;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;
use uuid::Uuid;

/// A session's last call is written down at most this often: one write in a while, not one a call.
const SEEN_EVERY: Duration = Duration::from_secs(5 * 60);

/// What a caller is told to wait when the writer's queue is full, in seconds.
const WRITER_BUSY: u32 = 2;

/// The accounts of this installation.
#[derive(Clone)]
pub struct Accounts {
    ledger: Ledger,
    passwords: Passwords,
    policy: SignInPolicy,
    sign_ins: Arc<RateLimit>,
    cookie: Cookie,
}

/// An account to be made, or made anew, by a seed or a set-up.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NewAccount {
    /// Whose; the officer must be in the directory.
    pub officer: OfficerId,
    /// Unique; compared without regard to case.
    pub sign_in_name: String,
    /// From [`password::hash`].
    pub password_hash: String,
    /// The first sign-in must change the password.
    pub must_change: bool,
}

impl Accounts {
    /// # Errors
    /// The operating system gives no random bytes.
    pub fn new(ledger: Ledger, settings: &Settings) -> Result<Accounts> {
        Ok(Accounts {
            ledger,
            passwords: Passwords::new()?,
            policy: settings.sign_in,
            sign_ins: Arc::new(RateLimit::a_minute(settings.sign_in.a_minute)),
            cookie: Cookie {
                secure: settings.is_https(),
            },
        })
    }

    /// Makes accounts, or gives those there a new name and password; all or none.
    ///
    /// # Errors
    /// Two accounts share a name, an officer is unknown, or the store cannot write.
    pub async fn put(ledger: &Ledger, accounts: Vec<NewAccount>) -> store::Result<()> {
        ledger
            .write(move |tx| {
                Box::pin(async move {
                    for account in accounts {
                        sqlx::query(
                            "INSERT INTO account (officer, sign_in_name, password, must_change, changed_at) \
                             VALUES ($1, $2, $3, $4, $5) ON CONFLICT (officer) DO UPDATE SET \
                             sign_in_name = excluded.sign_in_name, password = excluded.password, \
                             must_change = excluded.must_change, changed_at = excluded.changed_at",
                        )
                        .bind(account.officer.0.as_bytes().as_slice())
                        .bind(folded(&account.sign_in_name))
                        .bind(account.password_hash)
                        .bind(account.must_change)
                        .bind(Utc::now().timestamp_millis())
                        .execute(&mut *tx)
                        .await?;
                    }
                    Ok(())
                })
            })
            .await
    }

    /// Makes accounts in the caller's transaction; one that is there is never given another password.
    ///
    /// # Errors
    /// A name or an officer has an account already, or the officer is unknown.
    pub async fn add(tx: &mut Connection, accounts: Vec<NewAccount>) -> store::Result<()> {
        for account in accounts {
            sqlx::query(
                "INSERT INTO account (officer, sign_in_name, password, must_change, changed_at) \
                 VALUES ($1, $2, $3, $4, $5)",
            )
            .bind(account.officer.0.as_bytes().as_slice())
            .bind(folded(&account.sign_in_name))
            .bind(account.password_hash)
            .bind(account.must_change)
            .bind(Utc::now().timestamp_millis())
            .execute(&mut *tx)
            .await?;
        }
        Ok(())
    }

    /// Whose each sign-in name is, as names are kept and compared.
    ///
    /// # Errors
    /// The database failed.
    pub async fn names(ledger: &Ledger) -> store::Result<BTreeMap<String, OfficerId>> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("SELECT sign_in_name, officer FROM account")
                .fetch_all(ledger.readers())
                .await?;
        rows.into_iter()
            .map(|(name, officer)| Ok((name, OfficerId(id("an account's officer", &officer)?))))
            .collect()
    }

    /// Lets one more try to sign in from this address through, whatever the name: guessing one password at
    /// many names locks none of them.
    ///
    /// # Errors
    /// [`ApiError::Busy`] with the seconds to wait.
    pub fn admit(&self, address: IpAddr) -> Result<(), ApiError> {
        self.sign_ins.take(address).map_err(|held| {
            ApiError::Busy(u32::try_from(held.retry_after_seconds).unwrap_or(u32::MAX))
        })
    }

    /// Who sends a request with these headers; an ended session is as good as none.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn caller(&self, headers: &HeaderMap) -> Result<Caller, ApiError> {
        let Some(session) = self.cookie.digest_in(headers) else {
            return Ok(Caller::default());
        };
        let row: Option<(Vec<u8>, i64, i64, bool, bool)> = sqlx::query_as(
            "SELECT session.officer, session.begun_at, session.seen_at, account.must_change, EXISTS \
             (SELECT 1 FROM device WHERE device.id = session.device AND device.revoked = 1) \
             FROM session JOIN account ON account.officer = session.officer WHERE session.digest = $1",
        )
        .bind(&session)
        .fetch_optional(self.ledger.readers())
        .await
        .map_err(internal)?;
        let Some((officer, begun_at, seen_at, must_change_password, shut_out)) = row else {
            return Ok(Caller::default());
        };
        let now = Utc::now().timestamp_millis();
        if begun_at <= now - millis(self.policy.absolute)
            || seen_at <= now - millis(self.policy.idle)
        {
            return Ok(Caller::default());
        }
        if seen_at <= now - millis(SEEN_EVERY) {
            self.see(session.clone(), now).await?;
        }
        let officer = self.officer(officer_id(&officer)?).await?;
        let (officer, shut_out) = if shut_out {
            (None, officer)
        } else {
            (officer, None)
        };
        Ok(Caller {
            officer,
            session,
            must_change_password,
            shut_out,
        })
    }

    /// Notes on which device a session lives: it ends when that device is shut out.
    ///
    /// # Errors
    /// The store does not answer.
    pub async fn lives_on(&self, session: &str, device: DeviceId) -> Result<(), ApiError> {
        let device = device.0.as_bytes().to_vec();
        let known: bool = sqlx::query_scalar(
            "SELECT EXISTS (SELECT 1 FROM session WHERE digest = $1 AND device = $2)",
        )
        .bind(session)
        .bind(&device)
        .fetch_one(self.ledger.readers())
        .await
        .map_err(internal)?;
        if known {
            return Ok(());
        }
        let session = session.to_owned();
        self.ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE session SET device = $1 WHERE digest = $2")
                        .bind(device)
                        .bind(session)
                        .execute(tx)
                        .await?;
                    Ok(())
                })
            })
            .await
            .map_err(stored)
    }

    /// Who is signed in.
    ///
    /// # Errors
    /// [`ApiError::SignedOut`].
    pub async fn me(&self, caller: Caller) -> Result<Me, ApiError> {
        Ok(Me {
            officer: caller.officer.ok_or(ApiError::SignedOut)?,
            must_change_password: caller.must_change_password,
            at: Utc::now(),
        })
    }

    async fn see(&self, session: String, now: i64) -> Result<(), ApiError> {
        self.ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("UPDATE session SET seen_at = $1 WHERE digest = $2")
                        .bind(now)
                        .bind(session)
                        .execute(tx)
                        .await?;
                    Ok(())
                })
            })
            .await
            .map_err(stored)
    }

    /// The person behind an account, with the posts they hold now.
    async fn officer(&self, id: OfficerId) -> Result<Option<Officer>, ApiError> {
        let directory = self.ledger.directory().await.map_err(stored)?;
        Ok(directory.officer(id).map(|colleague| Officer {
            id: colleague.id,
            name: colleague.name.clone(),
            unit: colleague.unit,
            roles: colleague.roles.clone(),
        }))
    }

    /// Writes down what was done or tried; nothing is answered before it is on disk.
    async fn note(
        &self,
        act: &'static str,
        officer: Option<OfficerId>,
        allowed: bool,
        about: Option<OfficerId>,
    ) -> Result<(), ApiError> {
        self.ledger
            .audit(Audited {
                at: Utc::now(),
                officer,
                act,
                record: None,
                allowed,
                detail: about.map(|officer| officer.to_string()).unwrap_or_default(),
            })
            .await
            .map_err(stored)
    }
}

/// A sign-in name as it is kept and compared.
pub(crate) fn folded(name: &str) -> String {
    name.trim().to_lowercase()
}

/// An id as the database keeps it.
fn officer_id(bytes: &[u8]) -> Result<OfficerId, ApiError> {
    Uuid::from_slice(bytes).map(OfficerId).map_err(internal)
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

fn moment(millis: i64) -> Moment {
    DateTime::from_timestamp_millis(millis).unwrap_or(DateTime::<Utc>::MAX_UTC)
}

/// Logs a failure of ours once; the person reads only that it was one.
pub(crate) fn internal(error: impl Display) -> ApiError {
    tracing::error!(%error, "accounts");
    ApiError::Internal
}

/// A failure of the store, of which one kind passes by itself.
pub(crate) fn stored(error: store::Error) -> ApiError {
    match error {
        store::Error::Busy => ApiError::Overloaded(WRITER_BUSY),
        other => internal(other),
    }
}
