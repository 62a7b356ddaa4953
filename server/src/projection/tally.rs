//! 件次, 批次 and 人次 of what a list question finds: every page of it, each record once, only what may be seen.

use super::question::{BY_REGISTRATION, Question};
use super::scope::ListScope;
use crate::store::Result;
use crate::store::dialect::{Connection, Db};
use app::api::ListQuery;
use chrono::NaiveDate;
use domain::petition::{Channel, Tally};
use sqlx::QueryBuilder;

/// The sums, in the order of the fields of [`Tally`].
type Sums = (i64, i64, i64, i64, i64, i64, i64);

/// The tally of what `scope` may see.
pub(crate) async fn tally(
    connection: &mut Connection,
    scope: &ListScope,
    asked: &ListQuery,
    today: NaiveDate,
) -> Result<Tally> {
    let Some(question) = Question::of(connection, scope, asked, today).await? else {
        return Ok(Tally::default());
    };
    let mut query = sums(QueryBuilder::new(""), &question);
    let sums: Sums = query.build_query_as().fetch_one(connection).await?;
    let count = |sum: i64| u32::try_from(sum).unwrap_or(u32::MAX);
    Ok(Tally {
        items: count(sums.0),
        visits: count(sums.1),
        people: count(sums.2),
        group_visits: count(sums.3),
        group_people: count(sums.4),
        joint_letters: count(sums.5),
        signatures: count(sums.6),
    })
}

fn sums(mut query: QueryBuilder<Db>, question: &Question<'_>) -> QueryBuilder<Db> {
    query.push("SELECT count(*)");
    let (visit, letter) = (Channel::Visit as i64, Channel::Letter as i64);
    for (channel, groups_only) in [(visit, false), (visit, true), (letter, true)] {
        let many = if groups_only { " AND many" } else { "" };
        query.push(format_args!(
            ", count(*) FILTER (WHERE channel = {channel}{many}), \
             coalesce(sum(headcount) FILTER (WHERE channel = {channel}{many}), 0)"
        ));
    }
    query.push(" FROM (");
    let index = match question.index() {
        None if !question.asked.mine => Some(BY_REGISTRATION),
        index => index,
    };
    for (nth, branch) in question.branches.iter().enumerate() {
        // A record seen by two grants is counted once.
        query.push(if nth > 0 { " UNION SELECT " } else { "SELECT " });
        query.push("entry.record, entry.channel, entry.headcount, entry.many");
        question.push_source(&mut query, *branch, index);
    }
    query.push(") AS counted");
    query
}

#[cfg(test)]
mod tests {
    use super::super::plans::plan_of;
    use super::*;
    use domain::deadline::Warning;
    use domain::duty::Role;
    use domain::petition::Period;

    async fn steps(roles: &[Role], asked: &ListQuery) -> String {
        plan_of(roles, asked, None, |question| {
            sums(QueryBuilder::new("EXPLAIN QUERY PLAN "), &question)
        })
        .await
    }

    #[tokio::test]
    async fn a_tally_reads_one_stretch_of_one_covering_index() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let month = ListQuery {
            registered: Period::month_of(today),
            ..ListQuery::default()
        };
        let warned = ListQuery {
            warning: Some(Warning::Urging),
            ..ListQuery::default()
        };
        let mine = ListQuery {
            mine: true,
            ..ListQuery::default()
        };
        for (asked, index) in [
            (ListQuery::default(), "list_entry_registered (tag=?)"),
            (
                month,
                "list_entry_registered (tag=? AND registered_on>? AND registered_on<?)",
            ),
            (warned, "list_entry_warned (tag=? AND first_on<?)"),
            (mine, "list_entry_work (tag=? AND waits_for=?)"),
        ] {
            let steps = steps(&[Role::BureauOfficer], &asked).await;
            assert!(
                steps.contains(&format!("COVERING INDEX {index}")),
                "{asked:?}: {steps}"
            );
            assert!(!steps.contains("TEMP B-TREE"), "{steps}");
        }
    }
}
