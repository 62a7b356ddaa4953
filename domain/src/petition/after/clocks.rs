//! The clocks that run after the answer: what the unit owes, and asking again.

use super::Settled;
use crate::deadline::{Calendar, Clock, Term};
use crate::ids::day_of;
use crate::petition::{Outcome, Petition, Satisfaction, State, Step};
use crate::policy::Policy;
use chrono::NaiveDate;

/// Every clock after the answer that has started; stopped ones included.
pub(in crate::petition) fn clocks(
    petition: &Petition,
    calendar: &Calendar,
    policy: &Policy,
) -> Vec<Clock> {
    if petition.is_sealed() {
        return Vec::new();
    }
    let mut clocks = Vec::new();
    let mut run = |term, started_on, stopped_on| {
        let mut clock = Clock::start(calendar, policy, term, started_on);
        clock.stopped_on = stopped_on;
        clocks.push(clock);
    };
    let rated = petition.rating.as_ref().zip(petition.latest(Step::Rate));
    if let Some((rating, entry)) = rated
        && rating.unit == Satisfaction::Dissatisfied
    {
        let looked = petition
            .latest(Step::LookAgain)
            .filter(|look| look.at >= entry.at);
        run(
            Term::SecondLook,
            day_of(entry.at),
            looked.map(|look| day_of(look.at)),
        );
    }
    if let (Some(delivery), true) = (&petition.delivery, promised(petition)) {
        run(Term::Execution, delivery.on, carried_out_on(petition));
    }
    let closed = matches!(petition.state, State::Closed | State::Archived);
    if let (Some(closed_at), true) = (petition.taken_at(Step::Close), closed) {
        let asked = petition
            .after
            .follow_ups
            .iter()
            .rev()
            .find(|visit| visit.settled != Settled::No);
        run(
            Term::FollowUp,
            day_of(closed_at),
            asked.map(|visit| visit.on),
        );
    }
    clocks
}

fn promised(petition: &Petition) -> bool {
    petition
        .standing_answers()
        .iter()
        .any(|answer| answer.outcome == Outcome::Supported)
}

/// The day the last supported demand was carried out, once all are.
fn carried_out_on(petition: &Petition) -> Option<NaiveDate> {
    if !petition.to_execute().is_empty() {
        return None;
    }
    petition
        .standing_answers()
        .iter()
        .filter(|answer| answer.outcome == Outcome::Supported)
        .filter_map(|answer| petition.executed_on(answer.demand))
        .max()
}
