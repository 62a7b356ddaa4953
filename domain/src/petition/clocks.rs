//! The clocks that run on a petition, from its own dates and the terms table.

use super::{Path, Petition, State, Step, after, review};
use crate::deadline::{Calendar, Clock, Term};
use crate::ids::day_of;
use crate::policy::Policy;

/// Every clock that has started, in the order of the course; stopped ones included.
pub fn clocks(petition: &Petition, calendar: &Calendar, policy: &Policy) -> Vec<Clock> {
    let mut clocks = Vec::new();
    let mut run = |term, started_on, stopped_on| {
        let mut clock = Clock::start(calendar, policy, term, started_on);
        clock.stopped_on = stopped_on;
        clocks.push(clock);
    };
    let registered_on = petition
        .taken_at(Step::Register)
        .map_or(petition.registration.received_on, day_of);
    let sent_on = petition
        .course
        .iter()
        .rev()
        .find(|entry| matches!(entry.step, Step::Transfer | Step::Assign))
        .map(|entry| day_of(entry.at));
    let told_on = petition
        .acceptance
        .as_ref()
        .map(|acceptance| acceptance.notice.on)
        .or_else(|| {
            petition
                .declining
                .as_ref()
                .map(|declining| declining.notice.on)
        });

    if petition.is_sealed() {
        run(Term::Notice, registered_on, told_on);
    } else {
        // An item that came back waits again, and the limit was never met.
        let stopped_on = if petition.state == State::Registered {
            None
        } else {
            sent_on
        };
        run(Term::Send, registered_on, stopped_on);
        if let (Some(sent_on), false) = (sent_on, petition.state == State::Registered) {
            run(Term::Notice, sent_on, told_on);
            if petition.state == State::Sent {
                run(Term::Objection, sent_on, None);
            }
        }
    }
    if let Some(acceptance) = &petition.acceptance
        && acceptance.path == Path::PetitionProcedure
        && let Some(accepted_at) = petition.taken_at(Step::Accept)
    {
        run(
            Term::Handling,
            day_of(accepted_at),
            petition.first_delivery().map(|delivery| delivery.on),
        );
    }
    if let Some(delivery) = &petition.delivery {
        let rated = petition.rating.as_ref().and(petition.taken_at(Step::Rate));
        run(Term::Rating, delivery.on, rated.map(day_of));
    }
    clocks.extend(review::clocks(petition, calendar, policy));
    clocks.extend(after::clocks(petition, calendar, policy));
    clocks
}

/// The office's own clock that ends first and still runs; rights of the petitioner and of the unit
/// (objection, review, rating) oblige nobody here and are left out.
pub fn next_due(clocks: &[Clock]) -> Option<&Clock> {
    clocks
        .iter()
        .filter(|clock| clock.stopped_on.is_none())
        .filter(|clock| obliges_an_office(clock.term))
        .min_by_key(|clock| clock.due.on)
}

fn obliges_an_office(term: Term) -> bool {
    matches!(
        term,
        Term::Send
            | Term::Notice
            | Term::Handling
            | Term::Review
            | Term::Recheck
            | Term::SecondLook
            | Term::Execution
    )
}
