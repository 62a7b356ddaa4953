//! How SQLite means to answer a list question: what the tests of this folder look at.

use super::question::{Question, Search};
use super::scope::{ListScope, branches};
use crate::store::Ledger;
use crate::store::dialect::Db;
use app::api::ListQuery;
use chrono::NaiveDate;
use domain::duty::{Officer, Role};
use domain::ids::{OfficerId, UnitId};
use sqlx::QueryBuilder;
use uuid::Uuid;

pub(super) fn officer(roles: &[Role]) -> Officer {
    Officer {
        id: OfficerId(Uuid::from_u128(1)),
        name: String::new(),
        unit: UnitId(Uuid::from_u128(2)),
        roles: roles.to_vec(),
    }
}

/// The plan of what `explain` makes of the question, one step a line; `search`: words are asked for, with few hits
/// or with many.
pub(super) async fn plan_of(
    roles: &[Role],
    asked: &ListQuery,
    search: Option<bool>,
    explain: impl FnOnce(Question<'_>) -> QueryBuilder<Db>,
) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("plans.db");
    let ledger = Ledger::open(&path.to_string_lossy())
        .await
        .expect("a database");
    let scope = ListScope::of(&officer(roles));
    let question = Question {
        scope: &scope,
        asked,
        today: NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"),
        search: search.map(|few| Search {
            words: "grams : \"低保\"".to_owned(),
            few,
        }),
        branches: branches(&scope, asked.mine),
    };
    let mut query = explain(question);
    let steps: Vec<(i64, i64, i64, String)> = query
        .build_query_as()
        .fetch_all(ledger.readers())
        .await
        .expect("a plan");
    ledger.close().await;
    let steps: Vec<String> = steps.into_iter().map(|(_, _, _, step)| step).collect();
    steps.join("\n")
}
