//! Devices as the office sees them: whose they are, when they were heard of, what waits there, and how one is shut
//! out. Whoever looks after devices learns counts and times, never a case.

pub mod outbox;
mod overview;
mod refused;
mod revocation;

use crate::account::{internal, stored};
use crate::attachment::Brought;
use crate::store::{Audited, Ledger};
use app::api::{ApiError, TakenIn};
use app::bureau::Caller;
use chrono::{SubsecRound, Utc};
use domain::duty::{self, Officer, Role};
use domain::ids::OfficerId;
use domain::organisation::Directory;
use outbox::NotTaken;
use std::sync::Arc;

/// The devices of this installation.
#[derive(Clone)]
pub struct Devices {
    ledger: Ledger,
    files: Brought,
}

/// Whose devices somebody may look at.
enum Reach {
    /// Everybody's, and nothing of their work: the security administrator.
    Everybody,
    /// Their own people's: heads.
    OwnPeople(Officer, Arc<Directory>),
}

impl Reach {
    fn covers(&self, officer: OfficerId) -> bool {
        match self {
            Reach::Everybody => true,
            Reach::OwnPeople(head, directory) => directory
                .officer(officer)
                .is_some_and(|colleague| duty::heads(head, colleague, directory)),
        }
    }
}

impl Devices {
    /// The devices on this ledger; `files` keeps what their outboxes bring along.
    pub fn new(ledger: Ledger, files: Brought) -> Devices {
        Devices { ledger, files }
    }

    /// Whose devices the caller may see; whoever sees none is told that there is nothing, and written down.
    async fn reach(&self, caller: Caller, act: &'static str) -> Result<Reach, ApiError> {
        let officer = caller.officer.ok_or(ApiError::SignedOut)?;
        let everybody = officer.is(Role::SecurityAdmin);
        let allowed = everybody || duty::is_head(&officer);
        self.note(&officer, act, allowed, String::new()).await?;
        match (everybody, allowed) {
            (true, _) => Ok(Reach::Everybody),
            (false, true) => {
                let directory = self.ledger.directory().await.map_err(stored)?;
                Ok(Reach::OwnPeople(officer, directory))
            }
            (false, false) => Err(ApiError::NotFound),
        }
    }

    /// Lets the security administrator through.
    async fn security(
        &self,
        caller: Caller,
        act: &'static str,
        detail: String,
    ) -> Result<Officer, ApiError> {
        let officer = caller.officer.ok_or(ApiError::SignedOut)?;
        let allowed = officer.is(Role::SecurityAdmin);
        self.note(&officer, act, allowed, detail).await?;
        if allowed {
            Ok(officer)
        } else {
            Err(ApiError::NotFound)
        }
    }

    /// Takes in the outbox of a tablet that was brought as a file; the administrator sees numbers.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for everybody but the security administrator, [`ApiError::BadRequest`] for a file that is
    /// foreign or broken.
    pub async fn take_in(&self, caller: Caller, file: Vec<u8>) -> Result<TakenIn, ApiError> {
        let by = self
            .security(caller, "take_in_outbox", String::new())
            .await?;
        let taken = outbox::take_in(
            &self.ledger,
            &self.files,
            &file,
            Some(by.id),
            Utc::now().trunc_subsecs(3),
        );
        taken.await.map_err(|no| match no {
            NotTaken::NotOpened(_) | NotTaken::NoSuchOfficer => ApiError::BadRequest,
            NotTaken::Store(error) => stored(error),
            NotTaken::Files(error) => internal(error),
        })
    }

    async fn note(
        &self,
        officer: &Officer,
        act: &'static str,
        allowed: bool,
        detail: String,
    ) -> Result<(), ApiError> {
        let line = Audited {
            at: Utc::now(),
            officer: Some(officer.id),
            act,
            record: None,
            allowed,
            detail,
        };
        self.ledger.audit(line).await.map_err(stored)
    }
}

/// A stored id as the caller's type; one that does not read is ours to mend.
fn uuid(bytes: &[u8]) -> Result<uuid::Uuid, ApiError> {
    uuid::Uuid::from_slice(bytes).map_err(internal)
}
