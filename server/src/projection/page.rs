//! One page of a list: keys from a covering index in their order, then the rows of this page alone.

use super::cursor::Cursor;
use super::question::Question;
use super::scope::{Branch, ListScope, branches, direction, last_day, push_branch, sort_column};
use crate::store::Result;
use crate::store::body::read;
use crate::store::dialect::{Connection, Db};
use app::api::{ListPage, ListQuery, Sort, WorkCounts};
use chrono::NaiveDate;
use domain::petition::{Summary, Urgency};
use sqlx::QueryBuilder;
use std::collections::HashMap;

/// A list is counted as far as this.
const COUNTED: u32 = 1_000;
/// Rows of a page, unless the question says otherwise.
const PAGE: u16 = 50;
/// The most rows of a page.
const PAGE_LIMIT: u16 = 100;
/// Sort value and short name of one listed record.
type Key = (i64, i64);

/// One page of what `scope` may see.
pub(crate) async fn list(
    connection: &mut Connection,
    scope: &ListScope,
    asked: &ListQuery,
    today: NaiveDate,
) -> Result<ListPage> {
    let after = match &asked.after {
        Some(text) => Some(Cursor::from_text(text, asked.sort)?),
        None => None,
    };
    let Some(question) = Question::of(connection, scope, asked, today).await? else {
        return Ok(nothing());
    };
    let size = page_size(asked.limit);
    let plan = Plan {
        question,
        after,
        // The first page counts, in the same pass over the index; the others carry the count.
        limit: if after.is_some() {
            i64::from(size) + 1
        } else {
            i64::from(COUNTED) + 1
        },
    };
    let mut keys: Vec<Key> = plan
        .keys(QueryBuilder::new(""))
        .build_query_as()
        .fetch_all(&mut *connection)
        .await?;

    let total = match after {
        Some(cursor) => cursor.total,
        None => u32::try_from(keys.len())
            .ok()
            .filter(|count| *count <= COUNTED),
    };
    let more = keys.len() > usize::from(size);
    keys.truncate(usize::from(size));
    let next = keys
        .last()
        .filter(|_| more)
        .map(|(key, record)| Cursor::new(asked.sort, *key, *record, total).to_text());
    Ok(ListPage {
        rows: rows(connection, &keys).await?,
        next,
        total,
    })
}

fn nothing() -> ListPage {
    ListPage {
        rows: Vec::new(),
        next: None,
        total: Some(0),
    }
}

fn page_size(asked: u16) -> u16 {
    match asked {
        0 => PAGE,
        size => size.min(PAGE_LIMIT),
    }
}

struct Plan<'a> {
    question: Question<'a>,
    after: Option<Cursor>,
    limit: i64,
}

impl Plan<'_> {
    fn keys(&self, mut query: QueryBuilder<Db>) -> QueryBuilder<Db> {
        let sort = self.question.asked.sort;
        let (column, direction) = (sort_column(sort), direction(sort));
        if let [branch] = self.question.branches.as_slice() {
            self.push_keys(&mut query, *branch);
            return query;
        }
        query.push(format_args!("SELECT {column}, record FROM ("));
        for (nth, branch) in self.question.branches.iter().enumerate() {
            // A record seen by two grants is listed once.
            query.push(if nth > 0 {
                " UNION SELECT * FROM ("
            } else {
                "SELECT * FROM ("
            });
            self.push_keys(&mut query, *branch);
            query.push(") AS branch");
        }
        query
            .push(format_args!(
                ") AS merged ORDER BY {column} {direction}, record {direction} LIMIT "
            ))
            .push_bind(self.limit);
        query
    }

    fn push_keys(&self, query: &mut QueryBuilder<Db>, branch: Branch) {
        let sort = self.question.asked.sort;
        let (column, direction) = (sort_column(sort), direction(sort));
        query.push(format_args!("SELECT entry.{column}, entry.record"));
        self.question
            .push_source(query, branch, self.question.index());
        if let Some(after) = self.after {
            let beyond = if sort == Sort::Newest { "<" } else { ">" };
            query
                .push(format_args!(
                    " AND (entry.{column}, entry.record) {beyond} ("
                ))
                .push_bind(after.key)
                .push(", ")
                .push_bind(after.record)
                .push(")");
        }
        query
            .push(format_args!(
                " ORDER BY entry.{column} {direction}, entry.record {direction} LIMIT "
            ))
            .push_bind(self.limit);
    }
}

async fn rows(connection: &mut Connection, keys: &[Key]) -> Result<Vec<Summary>> {
    if keys.is_empty() {
        return Ok(Vec::new());
    }
    let mut query: QueryBuilder<Db> =
        QueryBuilder::new("SELECT record, body FROM list_row WHERE record IN (");
    let mut records = query.separated(", ");
    for (_, record) in keys {
        records.push_bind(*record);
    }
    query.push(")");
    let found: Vec<(i64, String)> = query.build_query_as().fetch_all(connection).await?;
    let mut bodies: HashMap<i64, String> = found.into_iter().collect();
    keys.iter()
        .filter_map(|(_, record)| bodies.remove(record))
        .map(|body| read("a list row", &body))
        .collect()
}

/// The work that waits for this officer, by urgency.
pub(crate) async fn work_counts(
    connection: &mut Connection,
    scope: &ListScope,
    today: NaiveDate,
) -> Result<WorkCounts> {
    let branches = branches(scope, true);
    if branches.is_empty() {
        return Ok(WorkCounts::default());
    }
    let mut query: QueryBuilder<Db> = QueryBuilder::new("SELECT due_on, count(*) FROM (");
    for (nth, branch) in branches.iter().enumerate() {
        if nth > 0 {
            query.push(" UNION ");
        }
        query.push("SELECT entry.record, entry.due_on FROM list_entry AS entry WHERE ");
        push_branch(&mut query, *branch, &scope.officer);
    }
    query.push(") AS work GROUP BY due_on");
    let days: Vec<(i64, i64)> = query.build_query_as().fetch_all(connection).await?;

    let until = |urgency| last_day(urgency, today).unwrap_or(i64::MAX);
    let mut counts = WorkCounts::default();
    for (due_on, count) in days {
        let place = if due_on <= until(Urgency::Overdue) {
            &mut counts.overdue
        } else if due_on <= until(Urgency::Today) {
            &mut counts.today
        } else if due_on <= until(Urgency::Week) {
            &mut counts.week
        } else {
            &mut counts.later
        };
        *place += u32::try_from(count).unwrap_or(u32::MAX);
    }
    Ok(counts)
}

#[cfg(test)]
mod tests {
    use super::super::plans::{officer, plan_of};
    use super::*;
    use domain::deadline::Warning;
    use domain::duty::{Role, Tag};
    use domain::ids::UnitId;
    use domain::petition::{Period, State};
    use uuid::Uuid;

    /// How SQLite means to answer, one step a line.
    async fn steps(roles: &[Role], asked: &ListQuery, search: Option<bool>) -> String {
        let after = Cursor::from_text("d.1.2.3", asked.sort).ok();
        plan_of(roles, asked, search, |question| {
            let plan = Plan {
                question,
                after,
                limit: 51,
            };
            plan.keys(QueryBuilder::new("EXPLAIN QUERY PLAN "))
        })
        .await
    }

    #[tokio::test]
    async fn a_list_is_read_from_one_covering_index_in_its_order() {
        for (sort, index) in [
            (Sort::Due, "list_entry_due"),
            (Sort::Newest, "list_entry_received"),
            (Sort::Oldest, "list_entry_received"),
        ] {
            let asked = ListQuery {
                sort,
                states: vec![State::Accepted],
                village: Some(UnitId(Uuid::from_u128(7))),
                ..ListQuery::default()
            };
            let steps = steps(&[Role::BureauOfficer], &asked, None).await;
            assert!(
                steps.contains(&format!("COVERING INDEX {index}")),
                "{steps}"
            );
            assert!(!steps.contains("TEMP B-TREE"), "{steps}");
        }
    }

    #[tokio::test]
    async fn work_is_read_from_an_index_of_what_waits() {
        let asked = ListQuery {
            mine: true,
            ..ListQuery::default()
        };
        let steps = steps(&[Role::BureauOfficer], &asked, None).await;
        assert!(steps.contains("COVERING INDEX list_entry_work"), "{steps}");
        assert!(!steps.contains("TEMP B-TREE"), "{steps}");
    }

    #[tokio::test]
    async fn each_grant_is_read_from_its_own_stretch_of_the_index() {
        let steps = steps(&[Role::Handler], &ListQuery::default(), None).await;
        assert_eq!(
            steps.matches("COVERING INDEX list_entry_due").count(),
            2,
            "{steps}"
        );
        assert!(!steps.contains("SCAN entry"), "{steps}");
    }

    #[tokio::test]
    async fn few_hits_lead_and_many_are_only_asked() {
        let few = steps(&[Role::BureauOfficer], &ListQuery::default(), Some(true)).await;
        let lines: Vec<&str> = few.lines().collect();
        assert!(lines[0].contains("search VIRTUAL TABLE"), "{few}");
        assert!(
            lines[1].contains("entry USING PRIMARY KEY (tag=? AND record=?)"),
            "{few}"
        );
        let many = steps(&[Role::BureauOfficer], &ListQuery::default(), Some(false)).await;
        assert!(
            many.starts_with("SEARCH entry USING COVERING INDEX list_entry_due"),
            "{many}"
        );
        assert!(!many.contains("ORDER BY"), "{many}");
    }

    #[tokio::test]
    async fn a_period_and_a_warning_are_read_from_indexes_of_their_own() {
        let today = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        for sort in [Sort::Due, Sort::Newest] {
            let month = ListQuery {
                sort,
                registered: Period::month_of(today),
                ..ListQuery::default()
            };
            let steps_of_month = steps(&[Role::BureauOfficer], &month, None).await;
            assert!(
                steps_of_month
                    .contains("COVERING INDEX list_entry_registered (tag=? AND registered_on>? AND registered_on<?)"),
                "{steps_of_month}"
            );
            for warning in Warning::ALL {
                let warned = ListQuery {
                    warning: Some(warning),
                    ..month.clone()
                };
                let steps = steps(&[Role::Handler], &warned, None).await;
                assert!(
                    steps.contains("COVERING INDEX list_entry_warned (tag=? AND first_on<?)"),
                    "{steps}"
                );
            }
        }
    }

    #[test]
    fn desk_tags_open_no_list() {
        let unit = UnitId(Uuid::from_u128(2));
        let scope = ListScope {
            grants: vec![Tag::Desk(unit)],
            officer: officer(&[Role::Handler]),
        };
        assert!(branches(&scope, false).is_empty());
    }
}
