//! 同一件事: a person's judgement that two items are one matter, or are not, and what follows from it.
//!
//! A judgement is filed on one of the two and counts for both; of several about one pair the last counts.

use super::check::{day, line, needed, text, within};
use super::likeness::Evidence;
use super::{Command, EXTERNAL_NUMBER_LIMIT, LINE_LIMIT, NotAgain, Petition, State, Step};
use crate::ids::{Moment, RecordId, UnitId};
use crate::record::Setting;
use crate::refusal::{Field, Refusal, Unfit};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// Whether another item is the same matter, by whom and why.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Judgement {
    /// The other item.
    pub other: RecordId,
    /// Its number as its author saw it; empty: none yet.
    pub number: String,
    /// The same matter, or not.
    pub same: bool,
    /// Why.
    pub reason: String,
    /// What the two had in common.
    pub evidence: Evidence,
    /// The unit that had accepted the other item and was handling it; absent: nobody did.
    pub handled_by: Option<UnitId>,
    /// Since when the other item's road had ended (36); absent: it had not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_on: Option<NaiveDate>,
    /// Facts or reasons here that were not heard there, in short; empty: none, so an ended road stays ended.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub new_facts: String,
}

/// A judgement and when it was passed.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Judged {
    /// What.
    pub judgement: Judgement,
    /// Official time.
    pub at: Moment,
}

/// The judgements filed on one item, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Thread {
    /// Every one, overruled ones included.
    pub judged: Vec<Judged>,
}

impl Thread {
    /// The judgement in force about `other`, if one is filed here.
    pub fn about(&self, other: RecordId) -> Option<&Judged> {
        self.judged
            .iter()
            .rev()
            .find(|judged| judged.judgement.other == other)
    }

    /// The judgements in force, one for each other item.
    pub fn in_force(&self) -> impl Iterator<Item = &Judged> {
        let last = |nth: usize, judged: &Judged| {
            !self.judged[nth + 1..]
                .iter()
                .any(|later| later.judgement.other == judged.judgement.other)
        };
        self.judged
            .iter()
            .enumerate()
            .filter(move |(nth, judged)| last(*nth, judged))
            .map(|(_, judged)| judged)
    }

    /// Nothing is filed here.
    pub fn is_empty(&self) -> bool {
        self.judged.is_empty()
    }
}

/// Whether two items are one matter, by what is filed on either, the last judgement counting and of two at one
/// moment the one that keeps them apart; `None`: nobody has judged.
pub fn is_same(one: &Petition, other: &Petition) -> Option<bool> {
    between(one, other).map(|judgement| judgement.same)
}

/// The judgement that counts between two items.
fn between<'a>(one: &'a Petition, other: &'a Petition) -> Option<&'a Judgement> {
    let here = one.thread.about(other.id);
    let there = other.thread.about(one.id);
    let counts = match (here, there) {
        (Some(here), Some(there)) if here.at == there.at && here.judgement.same => there,
        (Some(here), Some(there)) if here.at < there.at => there,
        (Some(judged), _) | (None, Some(judged)) => judged,
        (None, None) => return None,
    };
    Some(&counts.judgement)
}

/// The unit that has accepted this item and is handling it.
pub fn handled_by(petition: &Petition) -> Option<UnitId> {
    let in_handling = matches!(
        petition.state,
        State::Accepted | State::Drafted | State::Approved
    );
    petition.responsible.filter(|_| in_handling)
}

/// Refuses to accept an item while the same matter is in handling elsewhere (条例 19), or when its road has ended
/// and nobody wrote what is new (36); and refuses 不再受理 where no road has ended, and the simple procedure to
/// what an earlier item brought before (国信办发〔2022〕17号). `beside` are the items somebody judged to be the same
/// matter, as they are now. What is sealed and what is not never meet here.
///
/// # Errors
/// [`Refusal::InHandlingElsewhere`] or [`Refusal::SameAsEnded`] with the number of the other item,
/// [`Refusal::RoadNotEnded`], [`Refusal::NotSimple`].
pub fn accepted_once<'a>(
    petition: &Petition,
    command: &Command,
    beside: impl IntoIterator<Item = &'a Petition>,
) -> Result<(), Refusal> {
    let step = command.step();
    if !matches!(step, Step::Accept | Step::NotAgain) {
        return Ok(());
    }
    let simply = matches!(command, Command::Accept(acceptance) if acceptance.simple);
    let number = |other: &Petition| other.number.clone().unwrap_or_default();
    let mut ended = None;
    for other in beside {
        let Some(judgement) = between(petition, other).filter(|judgement| judgement.same) else {
            continue;
        };
        let named = match command {
            Command::NotAgain(told) => told.ended == other.id,
            _ => true,
        };
        if !named || other.is_sealed() != petition.is_sealed() {
            continue;
        }
        if step == Step::Accept && handled_by(other).is_some() {
            let number = number(other);
            return Err(Refusal::InHandlingElsewhere { number });
        }
        if simply && other.taken_at(Step::Register) < petition.taken_at(Step::Register) {
            return Err(Refusal::NotSimple(Unfit::Repeated));
        }
        if let (Some(on), true) = (other.road_ended_on(), judgement.new_facts.is_empty()) {
            ended = Some((number(other), on));
        }
    }
    match (step, ended) {
        (Step::Accept, Some((number, on))) => Err(Refusal::SameAsEnded { number, on }),
        (Step::NotAgain, None) => Err(Refusal::RoadNotEnded),
        _ => Ok(()),
    }
}

/// What a judgement must say.
pub(super) fn judge(petition: &Petition, judgement: &Judgement) -> Result<(), Refusal> {
    if judgement.other == petition.id {
        return Err(Refusal::JudgedWithItself);
    }
    line(Field::Reason, &judgement.reason)?;
    if !judgement.number.is_empty() {
        // An official number is no longer than any other system's.
        needed(
            Field::ExternalNumber,
            &judgement.number,
            EXTERNAL_NUMBER_LIMIT,
        )?;
    }
    within(Field::NewFacts, &judgement.new_facts, LINE_LIMIT)?;
    let in_force = petition.thread.about(judgement.other);
    let says_the_same = in_force.is_some_and(|judged| {
        let before = &judged.judgement;
        Judgement {
            number: before.number.clone(),
            reason: before.reason.clone(),
            evidence: before.evidence,
            ..judgement.clone()
        } == *before
    });
    if says_the_same {
        return Err(Refusal::JudgedAlready);
    }
    Ok(())
}

/// The item whose road has ended and which this one repeats with nothing new, by this one's own papers.
pub fn repeats_ended(petition: &Petition) -> Option<&Judgement> {
    petition
        .thread
        .in_force()
        .map(|judged| &judged.judgement)
        .find(|judgement| repeats(judgement))
}

fn repeats(judgement: &Judgement) -> bool {
    judgement.same && judgement.ended_on.is_some() && judgement.new_facts.is_empty()
}

/// What 不再受理 must say, and what this item's own papers must say before.
pub(super) fn not_again(
    petition: &Petition,
    not_again: &NotAgain,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let judgement = petition
        .thread
        .about(not_again.ended)
        .map(|judged| &judged.judgement)
        .filter(|judgement| judgement.same && judgement.ended_on.is_some());
    let Some(judgement) = judgement else {
        return Err(Refusal::RoadNotEnded);
    };
    if !judgement.new_facts.is_empty() {
        return Err(Refusal::NewFacts);
    }
    text(Field::Reason, &not_again.reason)?;
    let received_on = petition.registration.received_on;
    day(Field::NoticeOn, not_again.notice.on, received_on, setting)
}

/// What a tablet knows by the item's own papers: somebody saw the other one in handling, or at its road's end.
pub(super) fn not_elsewhere(petition: &Petition) -> Result<(), Refusal> {
    let elsewhere = petition
        .thread
        .in_force()
        .map(|judged| &judged.judgement)
        .find(|judgement| judgement.same && judgement.handled_by.is_some());
    match elsewhere {
        Some(judgement) => Err(Refusal::InHandlingElsewhere {
            number: judgement.number.clone(),
        }),
        None => match repeats_ended(petition).map(|judgement| (judgement, judgement.ended_on)) {
            Some((judgement, Some(on))) => Err(Refusal::SameAsEnded {
                number: judgement.number.clone(),
                on,
            }),
            _ => Ok(()),
        },
    }
}
