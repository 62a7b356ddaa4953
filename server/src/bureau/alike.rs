//! 同一件事, over all that the officer may see.

use super::{Office, told};
use app::alike::{Candidate, Words};
use app::api::ApiError;
use domain::Record;
use domain::duty::{self, Officer, Tag};
use domain::ids::RecordId;
use domain::petition::{Summary, summary};

impl Office {
    /// What may be the same matter; reports against officials are compared for the discipline channel alone.
    pub(super) async fn show_alike(
        &self,
        officer: Officer,
        words: Words,
    ) -> Result<Vec<Candidate>, ApiError> {
        let grants = duty::grants(&officer);
        let traces = words.traces();
        if grants.is_empty() || traces.is_empty() {
            return Ok(Vec::new());
        }
        if words.sealed && !grants.contains(&Tag::Sealed) {
            return Ok(Vec::new());
        }
        let found = self
            .ledger
            .alike(words.record, &traces, words.sealed, &grants)
            .await
            .map_err(told)?;
        if !found.is_empty() {
            let sealed = if words.sealed { "sealed" } else { "records" };
            let detail = format!("{sealed}={}", found.len());
            self.note(&officer, "alike", words.record, true, detail)
                .await?;
        }
        Ok(found
            .iter()
            .map(|petition| Candidate::of(petition, &traces))
            .collect())
    }

    /// The items of one matter with a record the officer may see.
    pub(super) async fn show_thread(
        &self,
        officer: Officer,
        id: RecordId,
    ) -> Result<Vec<Summary>, ApiError> {
        let grants = duty::grants(&officer);
        let record = self.ledger.record(id).await.map_err(told)?;
        let seen = record.filter(|record| duty::may_see(&grants, &record.tags()));
        let sealed = seen
            .as_ref()
            .is_some_and(|Record::Petition(petition)| petition.is_sealed());
        if sealed || seen.is_none() {
            let allowed = seen.is_some();
            self.note(&officer, "thread", Some(id), allowed, String::new())
                .await?;
        }
        let Some(Record::Petition(petition)) = seen else {
            return Err(ApiError::NotFound);
        };
        let thread = self.ledger.thread(*petition, &grants).await.map_err(told)?;
        let rules = self.ledger.rules().await.map_err(told)?;
        Ok(thread
            .iter()
            .map(|petition| summary(petition, &rules.calendar, &rules.policy))
            .collect())
    }
}
