//! Access and filters as SQL: one branch for every grant, so that each is answered from one index.

use super::listing::{DISCIPLINE, day, part_code};
use crate::store::dialect::Db;
use app::api::{ListQuery, Sort};
use chrono::{Days, NaiveDate};
use domain::deadline::Warning;
use domain::duty::{self, Officer, Part, Role, Tag};
use domain::petition::{State, Urgency};
use sqlx::QueryBuilder;

/// Whose list it is: what they may see, and who they are for `mine`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ListScope {
    /// The tags they hold.
    pub grants: Vec<Tag>,
    /// Who asks.
    pub officer: Officer,
}

impl ListScope {
    /// Exactly what `duty` grants this officer.
    pub fn of(officer: &Officer) -> ListScope {
        ListScope {
            grants: duty::grants(officer),
            officer: officer.clone(),
        }
    }
}

/// Whose turn a branch asks for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Turn {
    /// Anybody's.
    Any,
    /// The officer's own unit's, in a part that is theirs.
    Unit,
    /// The discipline channel's.
    Discipline,
}

/// One grant, and the turn it is asked with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Branch {
    tag: Tag,
    turn: Turn,
}

/// The branches that together are everything asked for; none: nothing can be seen.
pub(super) fn branches(scope: &ListScope, mine: bool) -> Vec<Branch> {
    let mut turns = Vec::new();
    if !mine {
        turns.push(Turn::Any);
    } else {
        if takes_a_part(&scope.officer) {
            turns.push(Turn::Unit);
        }
        if scope.officer.is(Role::DisciplineOfficer) {
            turns.push(Turn::Discipline);
        }
    }
    let mut tags = scope.grants.clone();
    tags.retain(|tag| !matches!(tag, Tag::Desk(_) | Tag::Recused(_)));
    tags.sort_unstable();
    tags.dedup();
    tags.into_iter()
        .flat_map(|tag| turns.iter().map(move |turn| Branch { tag, turn: *turn }))
        .collect()
}

/// The parts whose turn is this officer's turn: `Summary::is_work_of`, read the other way round.
struct Parts {
    whole: Vec<Part>,
    own_handling: bool,
    free_handling: bool,
}

fn parts(officer: &Officer) -> Parts {
    let mut whole = Vec::new();
    if officer.is(Role::BureauOfficer) || officer.is(Role::BureauHead) {
        whole.push(Part::Bureau);
    }
    if officer.is(Role::UnitHead) || officer.is(Role::BureauHead) {
        whole.push(Part::UnitHead);
    }
    if officer.is(Role::ReviewOfficer) {
        whole.push(Part::ReviewOffice);
    }
    if officer.is(Role::UnitHead) {
        whole.push(Part::ReviewHead);
    }
    let handles = officer.is(Role::Handler)
        || officer.is(Role::TownshipCadre)
        || officer.is(Role::BureauOfficer);
    Parts {
        whole,
        own_handling: handles,
        free_handling: handles || officer.is(Role::UnitHead),
    }
}

fn takes_a_part(officer: &Officer) -> bool {
    let parts = parts(officer);
    !parts.whole.is_empty() || parts.own_handling || parts.free_handling
}

/// `entry.tag = …` of a branch, and whose turn it is.
pub(super) fn push_branch(query: &mut QueryBuilder<Db>, branch: Branch, officer: &Officer) {
    query
        .push("entry.tag = (SELECT nr FROM tag WHERE text = ")
        .push_bind(branch.tag.to_text())
        .push(")");
    push_recusal(query, officer);
    match branch.turn {
        Turn::Any => {}
        Turn::Discipline => {
            query
                .push(" AND entry.waits_for <> 0 AND entry.waits_for = ")
                .push_bind(DISCIPLINE);
        }
        Turn::Unit => push_unit_turn(query, officer),
    }
}

/// Whoever stands back from a record finds it by no tag (条例 28).
fn push_recusal(query: &mut QueryBuilder<Db>, officer: &Officer) {
    query
        .push(
            " AND NOT EXISTS (SELECT 1 FROM list_entry AS recusal WHERE recusal.record = entry.record \
             AND recusal.tag = (SELECT nr FROM tag WHERE text = ",
        )
        .push_bind(Tag::Recused(officer.id).to_text())
        .push("))");
}

fn push_unit_turn(query: &mut QueryBuilder<Db>, officer: &Officer) {
    let parts = parts(officer);
    query
        .push(" AND entry.waits_for <> 0 AND entry.waits_for = (SELECT nr FROM tag WHERE text = ")
        .push_bind(Tag::Unit(officer.unit).to_text())
        .push(") AND (1 = 0");
    for part in parts.whole {
        query
            .push(" OR entry.waits_part = ")
            .push_bind(part_code(part));
    }
    if parts.free_handling {
        query
            .push(" OR (entry.handler = 0 AND entry.waits_part = ")
            .push_bind(part_code(Part::Handler))
            .push(")");
    }
    if parts.own_handling {
        query
            .push(" OR (entry.waits_part = ")
            .push_bind(part_code(Part::Handler))
            .push(" AND entry.handler = (SELECT nr FROM tag WHERE text = ")
            .push_bind(Tag::Person(officer.id).to_text())
            .push("))");
    }
    query.push(")");
}

/// The filters of `asked` besides words and turn.
pub(super) fn push_filters(query: &mut QueryBuilder<Db>, asked: &ListQuery, today: NaiveDate) {
    if !asked.states.is_empty() {
        query.push(" AND entry.state IN (");
        let mut states = query.separated(", ");
        // Each once, however often a question repeats it.
        for state in State::ALL {
            if asked.states.contains(&state) {
                states.push_bind(state as i64);
            }
        }
        query.push(")");
    }
    for (column, unit) in [("unit", asked.unit), ("village", asked.village)] {
        if let Some(unit) = unit {
            query
                .push(format_args!(
                    " AND entry.{column} = (SELECT nr FROM tag WHERE text = "
                ))
                .push_bind(Tag::Unit(unit).to_text())
                .push(")");
        }
    }
    if let Some(channel) = asked.channel {
        query
            .push(" AND entry.channel = ")
            .push_bind(channel as i64);
    }
    if let Some(purpose) = asked.purpose {
        query
            .push(" AND entry.purpose = ")
            .push_bind(purpose as i64);
    }
    for (beyond, end) in [(">=", asked.registered.from), ("<=", asked.registered.to)] {
        if let Some(end) = end {
            query
                .push(format_args!(" AND entry.registered_on {beyond} "))
                .push_bind(day(end));
        }
    }
    if let Some(warning) = asked.warning {
        push_warning(query, warning, today);
    }
    if let Some(last) = asked.urgency.and_then(|urgency| last_day(urgency, today)) {
        query.push(" AND entry.due_on <= ").push_bind(last);
    }
}

/// Limits that give this warning or a graver one today. No warning begins before the first, which leads the index.
fn push_warning(query: &mut QueryBuilder<Db>, warning: Warning, today: NaiveDate) {
    query.push(" AND entry.first_on <= ").push_bind(day(today));
    let begins_on = match warning {
        Warning::First => return,
        Warning::Second => "second_on",
        Warning::Urging => "urging_on",
        Warning::Last => "last_on",
        Warning::Overdue => {
            query.push(" AND entry.due_on < ").push_bind(day(today));
            return;
        }
    };
    query
        .push(format_args!(" AND entry.{begins_on} <= "))
        .push_bind(day(today));
}

/// The last due day that is this urgent or more; everything is at least [`Urgency::Later`].
pub(super) fn last_day(urgency: Urgency, today: NaiveDate) -> Option<i64> {
    match urgency {
        Urgency::Overdue => Some(day(today) - 1),
        Urgency::Today => Some(day(today)),
        Urgency::Week => today.checked_add_days(Days::new(7)).map(day),
        Urgency::Later => None,
    }
}

/// The column a list is sorted by.
pub(super) fn sort_column(sort: Sort) -> &'static str {
    match sort {
        Sort::Due => "due_on",
        Sort::Newest | Sort::Oldest => "received_on",
    }
}

/// Its direction, the tie-breaking record's too, so that an index is read straight through.
pub(super) fn direction(sort: Sort) -> &'static str {
    match sort {
        Sort::Due | Sort::Oldest => "ASC",
        Sort::Newest => "DESC",
    }
}
