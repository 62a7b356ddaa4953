//! The inbox of the public page, for those who take filings over.

use super::{Office, now, told};
use crate::store::{InboxSight, Ruled};
use app::api::ApiError;
use app::filing::{Decision, Filing, FilingRow};
use domain::duty::Officer;
use domain::ids::RecordId;

impl Office {
    /// The waiting filings; that a sealed one exists is itself a secret, so who looked is on record.
    pub(super) async fn show_inbox(&self, officer: Officer) -> Result<Vec<FilingRow>, ApiError> {
        let rows = self
            .ledger
            .inbox(InboxSight::of(&officer))
            .await
            .map_err(told)?;
        let sealed = rows.iter().filter(|row| row.sealed).count();
        if sealed > 0 {
            let detail = format!("sealed={sealed}");
            self.note(&officer, "inbox", None, true, detail).await?;
        }
        Ok(rows)
    }

    /// One filing, audited whether it was shown or not.
    pub(super) async fn open_filing(
        &self,
        officer: Officer,
        id: RecordId,
    ) -> Result<Filing, ApiError> {
        let sight = InboxSight::of(&officer);
        let filing = self.ledger.filing(sight, id).await.map_err(told)?;
        let allowed = filing.is_some();
        self.note(&officer, "read_filing", Some(id), allowed, String::new())
            .await?;
        filing.ok_or(ApiError::NotFound)
    }

    /// Not registered, and why.
    pub(super) async fn rule_on_filing(
        &self,
        officer: Officer,
        id: RecordId,
        decision: Decision,
    ) -> Result<(), ApiError> {
        let sight = InboxSight::of(&officer);
        let seen = self.ledger.filing(sight, id).await.map_err(told)?;
        if let (Some(_), Some(refusal)) = (seen, decision.flaw()) {
            return Err(ApiError::Refused(refusal));
        }
        let ruled = self
            .ledger
            .decide_filing(&officer, id, decision, now())
            .await;
        match ruled.map_err(told)? {
            Ruled::Done => Ok(()),
            Ruled::Gone => Err(ApiError::NotFound),
        }
    }
}
