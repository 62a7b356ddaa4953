//! 同一件事, over all that the officer may see.

use super::{Office, told};
use app::alike::{Candidate, Linked, Words};
use app::api::ApiError;
use domain::Record;
use domain::duty::{self, Officer, Tag};
use domain::ids::RecordId;
use domain::petition::tags;

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
        let mut found = self
            .ledger
            .alike(words.record, &traces, words.sealed, &grants)
            .await
            .map_err(told)?;
        found.retain(|petition| duty::sees(&officer, &tags(petition)));
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

    /// The items of one matter with a record the officer may see; nothing of one they may not, and of one
    /// that is still on its way from their own device.
    pub(super) async fn show_thread(
        &self,
        officer: Officer,
        id: RecordId,
    ) -> Result<Vec<Linked>, ApiError> {
        let grants = duty::grants(&officer);
        let record = self.ledger.record(id).await.map_err(told)?;
        let seen = record.filter(|record| duty::sees(&officer, &record.tags()));
        let sealed = seen
            .as_ref()
            .is_some_and(|Record::Petition(petition)| petition.is_sealed());
        if sealed || seen.is_none() {
            let allowed = seen.is_some();
            self.note(&officer, "thread", Some(id), allowed, String::new())
                .await?;
        }
        let Some(Record::Petition(petition)) = seen else {
            return Ok(Vec::new());
        };
        let thread = self.ledger.thread(*petition, &grants).await.map_err(told)?;
        let rules = self.ledger.rules().await.map_err(told)?;
        Ok(thread
            .iter()
            .filter(|petition| duty::sees(&officer, &tags(petition)))
            .map(|petition| Linked::of(petition, &rules.calendar, &rules.policy))
            .collect())
    }
}
