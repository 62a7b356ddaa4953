//! Numbers of documents: sequential by unit, kind and year; none missing, none twice, whoever writes at
//! the same time, whatever is refused in between, and wherever the power fails (`crash.rs`).

mod every_kind;
mod lives;

use crate::House;
use crate::county::*;
use domain::Event;
use domain::Fact;
use domain::petition::{Command, Fact as PetitionFact};
use server::store::{Issue, Ledger};
use std::collections::BTreeMap;

/// Every number the ledger ever gave, oldest first.
async fn given(ledger: &Ledger) -> Vec<String> {
    let facts: Vec<String> = sqlx::query_scalar("SELECT body FROM ledger ORDER BY seq")
        .fetch_all(ledger.readers())
        .await
        .expect("facts");
    facts
        .iter()
        .filter_map(|fact| {
            let event: Event = serde_json::from_str(fact).expect("a fact");
            let Fact::Petition(fact) = event.fact;
            match fact {
                PetitionFact::Numbered(number)
                | PetitionFact::OpinionNumbered(number)
                | PetitionFact::DocumentNumbered(_, number)
                | PetitionFact::VolumeNumbered(number) => Some(number),
                PetitionFact::Stepped(_)
                | PetitionFact::AttachmentStored(_)
                | PetitionFact::DocumentFrozen(_) => None,
            }
        })
        .collect()
}

/// Each series as it was given out: its words up to the year, and its numbers in order.
fn by_series(numbers: &[String]) -> BTreeMap<&str, Vec<u64>> {
    let mut series: BTreeMap<&str, Vec<u64>> = BTreeMap::new();
    for number in numbers {
        let (words, nth) = number.split_once('〕').expect("a number with its year");
        let nth = nth.strip_suffix('号').expect("a number ends in 号");
        assert!(!nth.starts_with('0'), "{number} has a leading zero");
        series
            .entry(words)
            .or_default()
            .push(nth.parse().expect("a number"));
    }
    series
}

/// What is wrong with these numbers; empty: nothing.
fn complaints(numbers: &[String]) -> Vec<String> {
    by_series(numbers)
        .into_iter()
        .filter(|(_, given)| !given.iter().copied().eq(1..=given.len() as u64))
        .map(|(words, given)| format!("{words}〕 was given out as {given:?}"))
        .collect()
}

/// Asks the whole ledger.
pub async fn every_series_is_whole(ledger: &Ledger) {
    assert_eq!(complaints(&given(ledger).await), Vec::<String>::new());
}

/// Eight clerks of two units at once; some steps are refused, some tried twice.
#[tokio::test]
async fn many_writers_leave_no_gap_and_take_none_twice() {
    let house = House::new().await;
    let mut clerks = Vec::new();
    for clerk in 0..8u128 {
        let ledger = house.ledger.clone();
        clerks.push(tokio::spawn(async move {
            for nth in 0..12u128 {
                let n = (clerk * 100 + nth) * 10;
                let mut way = whole_way(n, record(n), "路灯不亮");
                if nth % 3 == 1 {
                    // A signature under a draft that is not there is refused and takes no number.
                    let refused = issued(n + 7, record(n), HOUSING_HEAD, 10, Command::Approve(3));
                    way.insert(4, refused);
                }
                if nth % 4 == 2 {
                    let again = way[way.len() - 2].clone();
                    way.push(again);
                }
                let answers = ledger.issue(way).await.expect("issued");
                let refused = answers
                    .iter()
                    .filter(|answer| matches!(answer, Issue::Refused(_)));
                assert_eq!(refused.count(), usize::from(nth % 3 == 1));
            }
        }));
    }
    for clerk in clerks {
        clerk.await.expect("a clerk");
    }
    let numbers = given(&house.ledger).await;
    assert_eq!(by_series(&numbers)["青建信处〔2026"].len(), 96);
    every_series_is_whole(&house.ledger).await;

    // The count goes on where it stood, after a restart too.
    let house = house.restarted().await;
    house
        .ledger
        .issue(whole_way(90_000, record(90_000), "供水不足"))
        .await
        .expect("issued");
    assert_eq!(
        given(&house.ledger).await.last().map(String::as_str),
        Some("青建信处〔2026〕97号")
    );
    every_series_is_whole(&house.ledger).await;
}

/// The sabotage: a gap, a doubled number and a disorder are each noticed.
#[test]
fn a_broken_series_is_noticed() {
    let told = |numbers: &[u64]| {
        let printed: Vec<String> = numbers
            .iter()
            .map(|nth| format!("青建信处〔2026〕{nth}号"))
            .collect();
        complaints(&printed).len()
    };
    assert_eq!(told(&[1, 2, 3]), 0);
    for broken in [&[1, 3][..], &[1, 2, 2], &[2, 3], &[2, 1]] {
        assert_eq!(told(broken), 1, "{broken:?}");
    }
}

/// A series that a newer program began is not taken for another one and counted from its start.
#[tokio::test]
async fn an_unknown_series_stops_the_writer_instead_of_counting_anew() {
    let house = House::new().await;
    house
        .ledger
        .write(|tx| {
            Box::pin(async move {
                sqlx::query(
                    "INSERT INTO number_series (series, unit, year, last) \
                     VALUES ('of-tomorrow', X'00000000000000000000000000000001', 2026, 5)",
                )
                .execute(tx)
                .await?;
                Ok(())
            })
        })
        .await
        .expect("written");
    let answer = house
        .ledger
        .issue(vec![register(1, record(1), "路灯不亮", 2)])
        .await;
    assert!(answer.is_err());
}
