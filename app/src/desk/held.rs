//! The petitions kept on this device, as rows: for my work and for searching without a network.

use crate::api::{ListQuery, Sort};
use crate::device::Device;
use chrono::{Datelike, NaiveDate};
use domain::Record;
use domain::duty::Officer;
use domain::ids::RecordId;
use domain::petition::{Petition, Summary};
use leptos::prelude::*;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Every held petition, soonest due first; those without a limit after them, newest first.
pub fn rows(device: Device) -> Arc<Vec<Arc<Summary>>> {
    let rows: Vec<Arc<Summary>> = device.records.with(|records| {
        records
            .lines()
            .map(|(_, line)| line.summary.clone())
            .collect()
    });
    let newest_first = in_order(rows, |row| -days(row.received_on));
    Arc::new(in_order(newest_first, |row| {
        row.due.map_or(i64::MAX, |(_, on)| days(on))
    }))
}

fn days(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// Sorts by a number, equal ones as they were. Every list of the desk sorts through here: sorting code is large,
/// and one copy of it is enough to download.
pub fn in_order<T>(rows: Vec<T>, key: impl Fn(&T) -> i64) -> Vec<T> {
    let mut order: Vec<(i64, usize)> = rows
        .iter()
        .enumerate()
        .map(|(nth, row)| (key(row), nth))
        .collect();
    order.sort_unstable();
    let mut rows: Vec<Option<T>> = rows.into_iter().map(Some).collect();
    order
        .into_iter()
        .filter_map(|(_, nth)| rows.get_mut(nth)?.take())
        .collect()
}

/// The held petition with this id.
pub fn petition(device: Device, id: RecordId) -> Option<Arc<Record>> {
    device.records.with(|records| records.get(&id))
}

/// The petition in a record.
pub fn as_petition(record: &Record) -> &Petition {
    match record {
        Record::Petition(petition) => petition,
    }
}

/// Answers a question from what is held: hands on the rows in the order asked for, until `each` has enough.
/// Whatever lies beyond them is not even looked at.
pub fn search(
    device: Device,
    held: &[Arc<Summary>],
    query: &ListQuery,
    today: NaiveDate,
    each: impl FnMut(&Arc<Summary>) -> ControlFlow<()>,
) {
    let officer = device.officer.get_untracked();
    let words: Vec<&str> = query.words.split_whitespace().collect();
    let sorted = match query.sort {
        Sort::Due => None,
        Sort::Newest => Some(in_order(held.to_vec(), |row| -days(row.received_on))),
        Sort::Oldest => Some(in_order(held.to_vec(), |row| days(row.received_on))),
    };
    let rows = sorted.as_deref().unwrap_or(held);
    device.records.with_untracked(|records| {
        // Whoever has enough has been answered.
        let _ = rows
            .iter()
            .filter(|row| fits(row, query, officer.as_ref(), today))
            .filter(|row| {
                words.is_empty()
                    || words.iter().all(|word| records.may_say(&row.id, word))
                        && records.get(&row.id).is_some_and(|record| {
                            let petition = as_petition(&record);
                            words.iter().all(|word| says(petition, word))
                        })
            })
            .try_for_each(each);
    });
}

/// Everything a question asks besides words, as the bureau asks it.
fn fits(row: &Summary, query: &ListQuery, officer: Option<&Officer>, today: NaiveDate) -> bool {
    let urgent = |least| row.due.is_some() && row.urgency(today) <= least;
    (query.states.is_empty() || query.states.contains(&row.state))
        && (query.unit.is_none() || row.unit == query.unit)
        && (query.village.is_none() || row.village == query.village)
        && (!query.mine || officer.is_some_and(|officer| row.is_work_of(officer)))
        && query.channel.is_none_or(|channel| row.channel == channel)
        && query.purpose.is_none_or(|purpose| row.purpose == purpose)
        && query.urgency.is_none_or(urgent)
        && query
            .warning
            .is_none_or(|least| row.warning(today) >= Some(least))
        && query.registered.contains(row.registered_on)
}

fn says(petition: &Petition, word: &str) -> bool {
    let registration = &petition.registration;
    registration.title.contains(word)
        || registration.text.contains(word)
        || registration.place.contains(word)
        || petition
            .number
            .as_deref()
            .is_some_and(|number| number.contains(word))
        || registration
            .external_numbers
            .iter()
            .any(|external| external.number.contains(word))
        || registration
            .petitioners
            .iter()
            .any(|person| person.name.contains(word) || person.phone.contains(word))
}
