//! In, out, and one's own password.

use super::lockout::Tried;
use super::{Accounts, folded, internal, millis, moment, officer_id, password, stored};
use crate::session::Token;
use app::api::{ApiError, Me};
use app::bureau::Caller;
use axum::http::{HeaderValue, header};
use chrono::Utc;
use domain::duty::Officer;
use domain::ids::OfficerId;
use leptos::prelude::use_context;
use leptos_axum::ResponseOptions;

/// What became of a session that was to begin.
enum Begun {
    Yes,
    /// Others' failures locked the name while this password was being checked, until then.
    Locked(i64),
    /// The password was changed while this one was being checked.
    Changed,
}

/// What of an account signing in looks at.
struct Kept {
    officer: OfficerId,
    password: String,
    must_change: bool,
}

impl Accounts {
    /// Signs in and hands the browser its cookie.
    ///
    /// # Errors
    /// [`ApiError::WrongPassword`] and [`ApiError::LockedUntil`], alike for names that exist and names that do not.
    pub async fn sign_in(
        &self,
        caller: Caller,
        name: String,
        password: String,
    ) -> Result<Me, ApiError> {
        let answer = use_context::<ResponseOptions>();
        let tried = Tried::new(&name);
        if let Err(locked) = self.refuse_locked(&tried).await {
            self.note("sign_in", None, false, None).await?;
            return Err(locked);
        }
        let kept = self.kept_by_name(&name).await?;
        let fits = self
            .passwords
            .fits(password, kept.as_ref().map(|kept| kept.password.clone()))
            .await?;
        let officer = match &kept {
            Some(kept) => self.officer(kept.officer).await?,
            None => None,
        };
        let (Some(kept), Some(officer), true) = (kept, officer.clone(), fits) else {
            self.note("sign_in", officer.map(|officer| officer.id), false, None)
                .await?;
            return Err(self.refused(&tried).await?);
        };
        let token = Token::new().map_err(internal)?;
        self.begin_session(&tried, &kept, &token, caller.session)
            .await?;
        self.note("sign_in", Some(officer.id), true, None).await?;
        set_cookie(answer, self.cookie.given(&token, self.policy.absolute));
        Ok(Me {
            officer,
            must_change_password: kept.must_change,
            at: Utc::now(),
        })
    }

    /// Ends the session here and in the browser; without one, nothing happens.
    ///
    /// # Errors
    /// The store cannot write.
    pub async fn sign_out(&self, caller: Caller) -> Result<(), ApiError> {
        let answer = use_context::<ResponseOptions>();
        if let Some(officer) = caller.officer.or(caller.shut_out) {
            let session = caller.session;
            self.ledger
                .write(move |tx| {
                    Box::pin(async move {
                        sqlx::query("DELETE FROM session WHERE digest = $1")
                            .bind(session)
                            .execute(tx)
                            .await?;
                        Ok(())
                    })
                })
                .await
                .map_err(stored)?;
            self.note("sign_out", Some(officer.id), true, None).await?;
        }
        set_cookie(answer, self.cookie.taken());
        Ok(())
    }

    /// Changes one's own password and ends one's sessions on every other device.
    ///
    /// # Errors
    /// [`ApiError::WrongPassword`], counted like a failed sign-in, or [`ApiError::WeakPassword`].
    pub async fn change_password(
        &self,
        caller: Caller,
        old: String,
        new: String,
    ) -> Result<(), ApiError> {
        let officer = caller.officer.ok_or(ApiError::SignedOut)?;
        let (name, kept) = self.kept_of(&officer).await?;
        let tried = Tried::new(&name);
        self.refuse_locked(&tried).await?;
        if !self
            .passwords
            .fits(old.clone(), Some(kept.password))
            .await?
        {
            self.note("change_password", Some(officer.id), false, None)
                .await?;
            return Err(self.refused(&tried).await?);
        }
        if new == old || !password::is_strong(&new, &name) {
            return Err(ApiError::WeakPassword);
        }
        let hash = self.passwords.hash(new).await?;
        self.keep_password(officer.id, hash, false, caller.session)
            .await?;
        self.note("change_password", Some(officer.id), true, None)
            .await
    }

    /// What a wrong password is answered with.
    async fn refused(&self, tried: &Tried) -> Result<ApiError, ApiError> {
        Ok(match self.count_failure(tried).await? {
            Some(until) => ApiError::LockedUntil(until),
            None => ApiError::WrongPassword,
        })
    }

    async fn kept_by_name(&self, name: &str) -> Result<Option<Kept>, ApiError> {
        let row: Option<(Vec<u8>, String, bool)> = sqlx::query_as(
            "SELECT officer, password, must_change FROM account WHERE sign_in_name = $1",
        )
        .bind(folded(name))
        .fetch_optional(self.ledger.readers())
        .await
        .map_err(internal)?;
        row.map(|(officer, password, must_change)| {
            Ok(Kept {
                officer: officer_id(&officer)?,
                password,
                must_change,
            })
        })
        .transpose()
    }

    async fn kept_of(&self, officer: &Officer) -> Result<(String, Kept), ApiError> {
        let row: Option<(String, String, bool)> = sqlx::query_as(
            "SELECT sign_in_name, password, must_change FROM account WHERE officer = $1",
        )
        .bind(officer.id.0.as_bytes().as_slice())
        .fetch_optional(self.ledger.readers())
        .await
        .map_err(internal)?;
        let (name, password, must_change) = row.ok_or(ApiError::SignedOut)?;
        let kept = Kept {
            officer: officer.id,
            password,
            must_change,
        };
        Ok((name, kept))
    }

    /// Starts the session, unless the name was locked or the password changed while it was being checked.
    async fn begin_session(
        &self,
        tried: &Tried,
        kept: &Kept,
        token: &Token,
        before: String,
    ) -> Result<(), ApiError> {
        let (name_digest, digest) = (tried.digest().to_owned(), token.digest());
        let (officer, checked) = (kept.officer, kept.password.clone());
        let (absolute, idle) = (millis(self.policy.absolute), millis(self.policy.idle));
        let begun = self
            .ledger
            .write(move |tx| {
                Box::pin(async move {
                    let now = Utc::now().timestamp_millis();
                    let locked: Option<i64> = sqlx::query_scalar(
                        "SELECT locked_until FROM sign_in_failure WHERE name_digest = $1 AND locked_until > $2",
                    )
                    .bind(&name_digest)
                    .bind(now)
                    .fetch_optional(&mut *tx)
                    .await?;
                    if let Some(until) = locked {
                        return Ok(Begun::Locked(until));
                    }
                    sqlx::query("DELETE FROM sign_in_failure WHERE name_digest = $1")
                        .bind(name_digest)
                        .execute(&mut *tx)
                        .await?;
                    sqlx::query("DELETE FROM session WHERE digest = $1 OR begun_at <= $2 OR seen_at <= $3")
                        .bind(before)
                        .bind(now - absolute)
                        .bind(now - idle)
                        .execute(&mut *tx)
                        .await?;
                    let begun = sqlx::query(
                        "INSERT INTO session (digest, officer, begun_at, seen_at) \
                         SELECT $1, officer, $2, $2 FROM account WHERE officer = $3 AND password = $4",
                    )
                    .bind(digest)
                    .bind(now)
                    .bind(officer.0.as_bytes().as_slice())
                    .bind(checked)
                    .execute(&mut *tx)
                    .await?
                    .rows_affected();
                    Ok(if begun == 1 { Begun::Yes } else { Begun::Changed })
                })
            })
            .await
            .map_err(stored)?;
        match begun {
            Begun::Yes => Ok(()),
            Begun::Locked(until) => Err(ApiError::LockedUntil(moment(until))),
            Begun::Changed => Err(ApiError::WrongPassword),
        }
    }
}

fn set_cookie(answer: Option<ResponseOptions>, cookie: Option<HeaderValue>) {
    if let (Some(answer), Some(cookie)) = (answer, cookie) {
        answer.append_header(header::SET_COOKIE, cookie);
    }
}
