//! A list question as SQL: where its rows are read, by whom, under which filters and words. Pages and tallies ask
//! the same.

use super::grams;
use super::scope::{Branch, ListScope, branches, push_branch, push_filters};
use crate::store::Result;
use crate::store::dialect::{Connection, Db};
use app::api::ListQuery;
use chrono::NaiveDate;
use sqlx::QueryBuilder;

/// Up to this many hits of a search are looked up one by one; with more it is quicker to walk the
/// list in its order and ask each entry whether it is a hit.
const FEW_HITS: i64 = 8_000;

/// Entries by the day of registration.
pub(super) const BY_REGISTRATION: &str = "list_entry_registered";
/// Entries whose limits warn.
const BY_WARNING: &str = "list_entry_warned";

/// Who asks for what, on which day.
pub(super) struct Question<'a> {
    pub(super) scope: &'a ListScope,
    pub(super) asked: &'a ListQuery,
    pub(super) today: NaiveDate,
    pub(super) search: Option<Search>,
    pub(super) branches: Vec<Branch>,
}

/// What is searched, and whether its hits are few.
pub(super) struct Search {
    pub(super) words: String,
    pub(super) few: bool,
}

impl Search {
    async fn of(connection: &mut Connection, words: String) -> Result<Search> {
        let hits: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH $1 LIMIT $2) AS hits",
        )
        .bind(&words)
        .bind(FEW_HITS + 1)
        .fetch_one(connection)
        .await?;
        Ok(Search {
            words,
            few: hits <= FEW_HITS,
        })
    }
}

impl<'a> Question<'a> {
    /// The question; `None`: nothing can answer it, because the officer sees no list, the period holds no day, or
    /// the words are only signs that are never searched.
    pub(super) async fn of(
        connection: &mut Connection,
        scope: &'a ListScope,
        asked: &'a ListQuery,
        today: NaiveDate,
    ) -> Result<Option<Question<'a>>> {
        let branches = branches(scope, asked.mine);
        if branches.is_empty() || asked.registered.is_backwards() {
            return Ok(None);
        }
        let search = if asked.words.trim().is_empty() {
            None
        } else {
            match grams::question(&asked.words) {
                Some(words) => Some(Search::of(connection, words).await?),
                None => return Ok(None),
            }
        };
        Ok(Some(Question {
            scope,
            asked,
            today,
            search,
            branches,
        }))
    }

    /// The index that leads to what is asked for, where a filter names one; otherwise the order does.
    pub(super) fn index(&self) -> Option<&'static str> {
        let few = self.search.as_ref().is_some_and(|search| search.few);
        if few {
            None
        } else if self.asked.warning.is_some() {
            Some(BY_WARNING)
        } else if !self.asked.registered.is_open() && !self.asked.mine {
            Some(BY_REGISTRATION)
        } else {
            None
        }
    }

    /// `FROM … WHERE …` of one branch, read from `index` where one is named.
    pub(super) fn push_source(
        &self,
        query: &mut QueryBuilder<Db>,
        branch: Branch,
        index: Option<&'static str>,
    ) {
        query.push(" FROM ");
        match &self.search {
            // CROSS JOIN keeps this order: each hit is looked up among the entries of the tag.
            Some(Search { words, few: true }) => query
                .push("search CROSS JOIN list_entry AS entry WHERE search MATCH ")
                .push_bind(words.clone())
                .push(" AND entry.record = search.rowid AND "),
            _ => {
                query.push("list_entry AS entry");
                if let Some(index) = index {
                    query.push(format_args!(" INDEXED BY {index}"));
                }
                query.push(" WHERE ")
            }
        };
        push_branch(query, branch, &self.scope.officer);
        push_filters(query, self.asked, self.today);
        if let Some(Search { words, few: false }) = &self.search {
            // The plus keeps the hits from leading the way; asked last, the filters spare them work.
            query
                .push(" AND +entry.record IN (SELECT rowid FROM search WHERE search MATCH ")
                .push_bind(words.clone())
                .push(")");
        }
    }
}
