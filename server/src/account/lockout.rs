//! Names that were tried with too many wrong passwords; a name nobody has is treated like any other.

use super::{Accounts, folded, internal, millis, moment, stored};
use crate::session::digest;
use app::api::ApiError;
use chrono::Utc;
use domain::ids::Moment;

/// A sign-in name as failures are counted by.
#[derive(Clone)]
pub(super) struct Tried(String);

impl Tried {
    pub(super) fn new(sign_in_name: &str) -> Tried {
        Tried(digest(&folded(sign_in_name)))
    }

    pub(super) fn digest(&self) -> &str {
        &self.0
    }
}

impl Accounts {
    /// # Errors
    /// [`ApiError::LockedUntil`] while the name is locked.
    pub(super) async fn refuse_locked(&self, tried: &Tried) -> Result<(), ApiError> {
        let until: Option<i64> = sqlx::query_scalar(
            "SELECT locked_until FROM sign_in_failure WHERE name_digest = $1 AND locked_until > $2",
        )
        .bind(tried.digest())
        .bind(Utc::now().timestamp_millis())
        .fetch_optional(self.ledger.readers())
        .await
        .map_err(internal)?;
        match until {
            Some(until) => Err(ApiError::LockedUntil(moment(until))),
            None => Ok(()),
        }
    }

    /// Counts a wrong password; tells until when the name is locked, if it is now.
    ///
    /// Failures further apart than a lock lasts are not counted together, and are forgotten: strangers' guesses
    /// neither pile up in the database nor lock somebody out over weeks of honest mistakes.
    pub(super) async fn count_failure(&self, tried: &Tried) -> Result<Option<Moment>, ApiError> {
        let tried = tried.clone();
        let limit = i64::from(self.policy.failures);
        let lasts = millis(self.policy.lockout);
        let until = self
            .ledger
            .write(move |tx| {
                Box::pin(async move {
                    let now = Utc::now().timestamp_millis();
                    sqlx::query("DELETE FROM sign_in_failure WHERE last_at <= $1 AND (locked_until IS NULL OR locked_until <= $2)")
                        .bind(now - lasts)
                        .bind(now)
                        .execute(&mut *tx)
                        .await?;
                    let until: Option<i64> = sqlx::query_scalar(
                        "INSERT INTO sign_in_failure (name_digest, failures, last_at, locked_until) \
                         VALUES ($1, 1, $2, CASE WHEN $3 <= 1 THEN $4 END) \
                         ON CONFLICT (name_digest) DO UPDATE SET \
                         failures = sign_in_failure.failures + 1, last_at = $2, \
                         locked_until = CASE WHEN sign_in_failure.failures + 1 >= $3 THEN $4 END RETURNING locked_until",
                    )
                    .bind(tried.digest())
                    .bind(now)
                    .bind(limit)
                    .bind(now + lasts)
                    .fetch_one(&mut *tx)
                    .await?;
                    Ok(until)
                })
            })
            .await
            .map_err(stored)?;
        Ok(until.map(moment))
    }

    /// Forgets the failures of a name.
    pub(super) async fn lift(&self, tried: &Tried) -> Result<(), ApiError> {
        let tried = tried.clone();
        self.ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query("DELETE FROM sign_in_failure WHERE name_digest = $1")
                        .bind(tried.digest())
                        .execute(tx)
                        .await?;
                    Ok(())
                })
            })
            .await
            .map_err(stored)
    }
}
