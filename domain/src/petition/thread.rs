//! 同一件事: a person's judgement that two items are one matter, or are not, and what follows from it.
//!
//! A judgement is filed on one of the two and counts for both; of several about one pair the last counts.

use super::check::{line, needed};
use super::likeness::Evidence;
use super::{EXTERNAL_NUMBER_LIMIT, Petition, State, Step};
use crate::ids::{Moment, RecordId, UnitId};
use crate::refusal::{Field, Refusal};
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
    let here = one.thread.about(other.id);
    let there = other.thread.about(one.id);
    let says = |judged: &Judged| judged.judgement.same;
    match (here, there) {
        (Some(here), Some(there)) if here.at == there.at => Some(says(here) && says(there)),
        (Some(here), Some(there)) => Some(says(if here.at > there.at { here } else { there })),
        (Some(one), None) | (None, Some(one)) => Some(says(one)),
        (None, None) => None,
    }
}

/// The unit that has accepted this item and is handling it.
pub fn handled_by(petition: &Petition) -> Option<UnitId> {
    let in_handling = matches!(
        petition.state,
        State::Accepted | State::Drafted | State::Approved
    );
    petition.responsible.filter(|_| in_handling)
}

/// Refuses to accept an item while the same matter is in handling elsewhere (条例 19): `beside` are the items
/// somebody judged to be the same matter, as they are now. What is sealed and what is not never meet here.
///
/// # Errors
/// [`Refusal::InHandlingElsewhere`] with the number of the item that is in handling.
pub fn accepted_once<'a>(
    petition: &Petition,
    step: Step,
    beside: impl IntoIterator<Item = &'a Petition>,
) -> Result<(), Refusal> {
    if step != Step::Accept {
        return Ok(());
    }
    let elsewhere = beside
        .into_iter()
        .filter(|other| other.is_sealed() == petition.is_sealed())
        .filter(|other| is_same(petition, other) == Some(true))
        .find(|other| handled_by(other).is_some());
    match elsewhere {
        Some(other) => Err(Refusal::InHandlingElsewhere {
            number: other.number.clone().unwrap_or_default(),
        }),
        None => Ok(()),
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
    let in_force = petition.thread.about(judgement.other);
    let says_the_same = in_force.is_some_and(|judged| {
        let before = &judged.judgement;
        before.same == judgement.same && before.handled_by == judgement.handled_by
    });
    if says_the_same {
        return Err(Refusal::JudgedAlready);
    }
    Ok(())
}

/// What a tablet knows by the item's own papers: somebody saw the other one in handling.
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
        None => Ok(()),
    }
}
