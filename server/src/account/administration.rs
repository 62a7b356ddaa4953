//! What the system, security and audit administrators do; none of them sees a case here.

use super::lockout::Tried;
use super::{Accounts, internal, moment, officer_id, password, stored};
use crate::session::digest;
use app::api::{Account, ApiError, AuditLine};
use app::bureau::Caller;
use chrono::Utc;
use domain::By;
use domain::duty::{Officer, Role};
use domain::ids::{OfficerId, RecordId};
use std::collections::HashMap;
use uuid::Uuid;

/// Lines of one page of the audit trail.
const AUDIT_PAGE: i64 = 100;

/// A row of the trail: number, time, officer, act, record, allowed.
type Line = (i64, i64, Option<Vec<u8>>, String, Option<Vec<u8>>, bool);

impl Accounts {
    /// All accounts, by sign-in name: for the administrator who makes them and the one who unlocks them.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for everybody else.
    pub async fn accounts(&self, caller: Caller) -> Result<Vec<Account>, ApiError> {
        self.only(
            caller,
            &[Role::SystemAdmin, Role::SecurityAdmin],
            "accounts",
            None,
        )
        .await?;
        let rows: Vec<(Vec<u8>, String, bool)> = sqlx::query_as(
            "SELECT officer, sign_in_name, must_change FROM account ORDER BY sign_in_name",
        )
        .fetch_all(self.ledger.readers())
        .await
        .map_err(internal)?;
        let locked: Vec<(String, i64)> = sqlx::query_as(
            "SELECT name_digest, locked_until FROM sign_in_failure WHERE locked_until > $1",
        )
        .bind(Utc::now().timestamp_millis())
        .fetch_all(self.ledger.readers())
        .await
        .map_err(internal)?;
        let locked: HashMap<String, i64> = locked.into_iter().collect();
        let directory = self.ledger.directory().await.map_err(stored)?;
        rows.into_iter()
            .filter_map(|(officer, sign_in_name, must_change_password)| {
                let officer = match officer_id(&officer) {
                    Ok(officer) => officer,
                    Err(error) => return Some(Err(error)),
                };
                let colleague = directory.officer(officer)?;
                let locked_until = locked.get(&digest(&sign_in_name)).copied().map(moment);
                Some(Ok(Account {
                    officer,
                    sign_in_name,
                    name: colleague.name.clone(),
                    unit: colleague.unit,
                    roles: colleague.roles.clone(),
                    locked_until,
                    must_change_password,
                }))
            })
            .collect()
    }

    /// Lifts a lock before its time.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for an unknown officer, and for everybody but the security administrator.
    pub async fn unlock(&self, caller: Caller, officer: OfficerId) -> Result<(), ApiError> {
        self.only(caller, &[Role::SecurityAdmin], "unlock", Some(officer))
            .await?;
        let name = self.name_of(officer).await?;
        self.lift(&Tried::new(&name)).await
    }

    /// Gives an account a one-time password and ends its sessions; only this answer ever shows it.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for an unknown officer, and for everybody but the system administrator.
    pub async fn reset_password(
        &self,
        caller: Caller,
        officer: OfficerId,
    ) -> Result<String, ApiError> {
        self.only(
            caller,
            &[Role::SystemAdmin],
            "reset_password",
            Some(officer),
        )
        .await?;
        self.name_of(officer).await?;
        let one_time = password::one_time().map_err(internal)?;
        let hash = self.passwords.hash(one_time.clone()).await?;
        self.keep_password(officer, hash, true, String::new())
            .await?;
        Ok(one_time)
    }

    /// The audit trail before line `before`, newest first, a hundred lines at a time.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for everybody but the audit administrator.
    pub async fn audit(
        &self,
        caller: Caller,
        before: Option<i64>,
    ) -> Result<Vec<AuditLine>, ApiError> {
        self.only(caller, &[Role::AuditAdmin], "audit", None)
            .await?;
        let rows: Vec<Line> = sqlx::query_as(
            "SELECT nth, at, officer, act, record, allowed FROM audit WHERE nth < $1 ORDER BY nth DESC LIMIT $2",
        )
        .bind(before.unwrap_or(i64::MAX))
        .bind(AUDIT_PAGE)
        .fetch_all(self.ledger.readers())
        .await
        .map_err(internal)?;
        let directory = self.ledger.directory().await.map_err(stored)?;
        rows.into_iter()
            .map(|(nth, at, officer, act, record, allowed)| {
                let by = officer
                    .map(|id| officer_id(&id))
                    .transpose()?
                    .and_then(|id| directory.officer(id))
                    .map(|colleague| By::Officer(colleague.id, colleague.unit));
                Ok(AuditLine {
                    nth,
                    at: moment(at),
                    by,
                    act,
                    record: record
                        .map(|id| Uuid::from_slice(&id).map(RecordId))
                        .transpose()
                        .map_err(internal)?,
                    allowed,
                })
            })
            .collect()
    }

    /// Lets the holders of these posts through; whoever else tries is told that there is nothing, and written down.
    async fn only(
        &self,
        caller: Caller,
        roles: &[Role],
        act: &'static str,
        about: Option<OfficerId>,
    ) -> Result<Officer, ApiError> {
        let officer = caller.officer.ok_or(ApiError::SignedOut)?;
        let allowed = roles.iter().any(|role| officer.is(*role));
        self.note(act, Some(officer.id), allowed, about).await?;
        if allowed {
            Ok(officer)
        } else {
            Err(ApiError::NotFound)
        }
    }

    async fn name_of(&self, officer: OfficerId) -> Result<String, ApiError> {
        let name: Option<String> =
            sqlx::query_scalar("SELECT sign_in_name FROM account WHERE officer = $1")
                .bind(officer.0.as_bytes().as_slice())
                .fetch_optional(self.ledger.readers())
                .await
                .map_err(internal)?;
        name.ok_or(ApiError::NotFound)
    }

    /// Keeps a new hash and ends the account's sessions but this one.
    pub(super) async fn keep_password(
        &self,
        officer: OfficerId,
        hash: String,
        must_change: bool,
        but: String,
    ) -> Result<(), ApiError> {
        self.ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(
                        "UPDATE account SET password = $1, must_change = $2, changed_at = $3 WHERE officer = $4",
                    )
                    .bind(hash)
                    .bind(must_change)
                    .bind(Utc::now().timestamp_millis())
                    .bind(officer.0.as_bytes().as_slice())
                    .execute(&mut *tx)
                    .await?;
                    sqlx::query("DELETE FROM session WHERE officer = $1 AND digest <> $2")
                        .bind(officer.0.as_bytes().as_slice())
                        .bind(but)
                        .execute(&mut *tx)
                        .await?;
                    Ok(())
                })
            })
            .await
            .map_err(stored)
    }
}
