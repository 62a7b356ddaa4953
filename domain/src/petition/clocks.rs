//! The clocks that run on a petition, from its own dates and the terms table.

use super::{Path, Petition, State, Step, after, review, thread};
use crate::deadline::{Calendar, Clock, Onsets, Term};
use crate::ids::day_of;
use crate::policy::Policy;
use chrono::NaiveDate;

/// Every clock that has started, in the order of the course; stopped ones included.
pub fn clocks(petition: &Petition, calendar: &Calendar, policy: &Policy) -> Vec<Clock> {
    let mut clocks = Vec::new();
    let mut run = |term, started_on, stopped_on| {
        let mut clock = Clock::start(calendar, policy, term, started_on);
        if term == Term::Handling && petition.extended_days() > 0 {
            clock = clock.extended(calendar, petition.extended_days());
        }
        clock.stopped_on = stopped_on;
        clocks.push(clock);
    };
    let registered_on = petition.registered_on();
    let sent_on = petition
        .course
        .iter()
        .rev()
        .find(|entry| {
            matches!(
                entry.step,
                Step::Transfer | Step::Assign | Step::SettleCompetence
            )
        })
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
        })
        .or_else(|| petition.not_again.as_ref().map(|told| told.notice.on));

    if petition.is_sealed() {
        run(Term::Notice, registered_on, told_on);
    } else {
        // An item that came back waits again, and the limit was never met.
        let nobodys = matches!(petition.state, State::Registered | State::Contested);
        let stopped_on = if nobodys { None } else { sent_on.or(told_on) };
        run(Term::Send, registered_on, stopped_on);
        // 不再受理 at the bureau itself: the petitioner is told within the days the bureau has for the item (36, 23).
        let repeats = thread::repeats_ended(petition).is_some() && nobodys;
        if sent_on.is_none() && (repeats || petition.not_again.is_some()) {
            run(Term::Notice, registered_on, told_on);
        }
        if let (Some(sent_on), false) = (sent_on, nobodys) {
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
        let delivered_on = petition.first_delivery().map(|delivery| delivery.on);
        let term = if petition.is_simple() {
            Term::SimpleOpinion
        } else {
            Term::Handling
        };
        run(term, day_of(accepted_at), delivered_on);
    }
    if let Some(delivery) = &petition.delivery {
        let rated = petition.rating.as_ref().and(petition.taken_at(Step::Rate));
        run(Term::Rating, delivery.on, rated.map(day_of));
    }
    clocks.extend(review::clocks(petition, calendar, policy));
    clocks.extend(after::clocks(petition, calendar, policy));
    clocks.extend(dated(petition, policy));
    clocks.extend(route(petition, calendar, policy));
    clocks
}

/// Limits whose last day somebody named: feedback on an assignment and to whoever sent the item down, answers
/// to urgings.
fn dated(petition: &Petition, policy: &Policy) -> Vec<Clock> {
    let mut clocks = Vec::new();
    let reported = petition
        .closing_report()
        .and(petition.taken_at(Step::ReportClosing));
    let answered_on = reported.or(petition.taken_at(Step::Close)).map(day_of);
    let registration = &petition.registration;
    let source = registration.intake.source.as_ref();
    if let Some(on) = source.and_then(|source| source.feedback_on) {
        let received_on = registration.received_on;
        let mut clock = Clock::until(Term::SourceFeedback, policy, received_on, on);
        clock.stopped_on = answered_on;
        clocks.push(clock);
    }
    let assigned_on = petition.taken_at(Step::Assign).map(day_of);
    let assignment = petition
        .sendings
        .last()
        .and_then(|sending| sending.assignment.as_ref());
    if let (Some(assigned_on), Some(assignment)) = (assigned_on, assignment) {
        let mut clock = Clock::until(Term::Feedback, policy, assigned_on, assignment.feedback_on);
        clock.stopped_on = answered_on;
        clocks.push(clock);
    }
    for (urging, on, answered_on) in petition.urgings() {
        let mut clock = Clock::until(Term::UrgingAnswer, policy, on, urging.answer_by);
        clock.stopped_on = answered_on;
        clocks.push(clock);
    }
    clocks
}

/// The limits of the lawful route the petitioner was guided to; they bind others.
fn route(petition: &Petition, calendar: &Calendar, policy: &Policy) -> Vec<Clock> {
    let mut clocks = Vec::new();
    let Some(guidance) = petition.guidance() else {
        return clocks;
    };
    let taken_on = petition.route_taken().map(|taken| taken.on);
    let decided_on = petition.route_outcome().map(|outcome| outcome.on);
    let mut run = |term: Option<Term>, started_on: Option<NaiveDate>, stopped_on| {
        if let (Some(term), Some(started_on)) = (term, started_on) {
            let mut clock = Clock::start(calendar, policy, term, started_on);
            clock.stopped_on = stopped_on;
            clocks.push(clock);
        }
    };
    run(guidance.route.to_ask(), guidance.known_on, taken_on);
    run(guidance.route.to_decide(), taken_on, decided_on);
    clocks
}

/// The office's own clock that ends first and still runs; rights of the petitioner and of the unit
/// (objection, review, rating) oblige nobody here and are left out.
pub fn next_due(clocks: &[Clock]) -> Option<&Clock> {
    obliging(clocks).min_by_key(|clock| clock.due.on)
}

/// When those clocks warn: each warning on the day the first of them gives it; `None`: none runs.
pub fn onsets(clocks: &[Clock]) -> Option<Onsets> {
    obliging(clocks).map(Clock::onsets).reduce(Onsets::earlier)
}

/// The office's own clocks that still run.
fn obliging(clocks: &[Clock]) -> impl Iterator<Item = &Clock> {
    clocks
        .iter()
        .filter(|clock| clock.stopped_on.is_none())
        .filter(|clock| obliges_an_office(clock.term))
}

fn obliges_an_office(term: Term) -> bool {
    matches!(
        term,
        Term::Send
            | Term::Notice
            | Term::Handling
            | Term::SimpleOpinion
            | Term::Feedback
            | Term::UrgingAnswer
            | Term::SourceFeedback
            | Term::Review
            | Term::Recheck
            | Term::SecondLook
            | Term::Execution
    )
}
