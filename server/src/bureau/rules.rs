//! What the system administrator rules: the county's norms, the yearly tables of rest days, and how documents are
//! worded.

use super::{Office, now, signed_in, told};
use app::api::ApiError;
use app::bureau::Caller;
use app::document::Wording;
use domain::deadline::Calendar;
use domain::document::{Template, Templates};
use domain::duty::{Officer, Role};
use domain::ids::day_of;
use domain::policy::{Change, Policy};

impl Office {
    /// The system administrator; whoever else tries is told that there is nothing, and written down.
    async fn ruler(&self, caller: Caller, act: &'static str) -> Result<Officer, ApiError> {
        let officer = signed_in(caller)?;
        if officer.is(Role::SystemAdmin) {
            return Ok(officer);
        }
        self.note(&officer, act, None, false, String::new()).await?;
        Err(ApiError::NotFound)
    }

    pub(super) async fn rule(
        &self,
        caller: Caller,
        change: app::api::NewRule,
    ) -> Result<Policy, ApiError> {
        let officer = self.ruler(caller, "change_policy").await?;
        let change = Change {
            norm: change.norm,
            value: change.value,
            since: change.since,
            by: officer.id,
            at: now(),
            reason: change.reason,
        };
        let taken = self.ledger.change_policy(change).await.map_err(told)?;
        taken.map_err(ApiError::Flaw)?;
        let rules = self.ledger.rules().await.map_err(told)?;
        Ok(rules.policy.clone())
    }

    pub(super) async fn take_table(
        &self,
        caller: Caller,
        table: String,
    ) -> Result<Calendar, ApiError> {
        let officer = self.ruler(caller, "import_rest_days").await?;
        Calendar::parse(&table).map_err(ApiError::Table)?;
        self.ledger
            .take_rest_days(table, Some(officer.id), now())
            .await
            .map_err(told)?;
        let rules = self.ledger.rules().await.map_err(told)?;
        Ok(rules.calendar.clone())
    }
    pub(super) async fn word(
        &self,
        caller: Caller,
        wording: Wording,
    ) -> Result<Templates, ApiError> {
        let officer = self.ruler(caller, "change_template").await?;
        let at = now();
        let rules = self.ledger.rules().await.map_err(told)?;
        wording
            .admissible(day_of(at), &rules.templates)
            .map_err(ApiError::Wording)?;
        let template = Template {
            kind: wording.kind,
            text: wording.kept(),
            since: wording.since,
            by: officer.id,
            at,
        };
        self.ledger.put_template(template).await.map_err(told)?;
        let rules = self.ledger.rules().await.map_err(told)?;
        Ok(rules.templates.clone())
    }
}
