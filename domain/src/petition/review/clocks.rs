//! The clocks of the further levels, and of an answer that is made anew.

use super::{LevelKind, Stage};
use crate::deadline::{Calendar, Clock, Pause, Term};
use crate::petition::{Delivery, Petition};
use crate::policy::Policy;

/// Every clock of the further levels that has started, in their order; stopped ones included.
pub(in crate::petition) fn clocks(
    petition: &Petition,
    calendar: &Calendar,
    policy: &Policy,
) -> Vec<Clock> {
    let reviews = &petition.reviews;
    let mut clocks = Vec::new();
    let start = |term, on, stopped_on| {
        let mut clock = Clock::start(calendar, policy, term, on);
        clock.stopped_on = stopped_on;
        clock
    };
    // Each round: the answer, then its levels; the order to answer anew ends the round.
    let answers = reviews.rounds.iter().map(|round| round.delivery.as_ref());
    let answers = answers.chain(std::iter::once(petition.delivery.as_ref()));
    for (round, answer) in (0u16..).zip(answers) {
        let Some(answer) = answer else { continue };
        let mut asked_from = Some((Term::ReviewRequest, answer.on));
        for level in reviews.levels.iter().filter(|level| level.round == round) {
            // A request that was not taken leaves the right as it was.
            if level.stage != Stage::Refused
                && let Some((term, on)) = asked_from.take()
            {
                clocks.push(start(term, on, Some(level.request.on)));
            }
            let told_on = match level.stage {
                Stage::Refused => level.refusing.as_ref().map(|refusing| refusing.notice.on),
                _ => level.delivery.as_ref().map(|delivery| delivery.on),
            };
            let mut clock = start(level.term(), level.request.on, told_on);
            if level.kind == LevelKind::Recheck {
                let hearings = level.hearings.iter();
                let pauses = hearings.map(|hearing| Pause {
                    from: hearing.from,
                    to: hearing.to,
                });
                clock = clock.paused(calendar, pauses.collect());
            }
            clocks.push(clock);
            let delivered = level
                .delivery
                .as_ref()
                .filter(|_| level.stage == Stage::Delivered);
            asked_from = match level.kind {
                _ if level.stage == Stage::Refused => asked_from,
                LevelKind::Review => delivered.map(|told| (Term::RecheckRequest, told.on)),
                LevelKind::Recheck => None,
            };
        }
        // A right that the order to answer anew has overtaken runs no more.
        if let (Some((term, on)), true) = (asked_from, usize::from(round) == reviews.rounds.len()) {
            clocks.push(start(term, on, None));
        }
    }
    for (nth, round) in (1usize..).zip(&reviews.rounds) {
        let answered = match reviews.rounds.get(nth) {
            Some(next) => next.delivery.as_ref(),
            None => petition.delivery.as_ref(),
        };
        let answered_on = answered.map(|delivery| delivery.on);
        clocks.push(start(Term::Handling, round.ordered_on, answered_on));
    }
    clocks
}

impl Petition {
    /// How the first answer was delivered, whatever became of it since.
    pub(in crate::petition) fn first_delivery(&self) -> Option<&Delivery> {
        match self.reviews.rounds.first() {
            Some(round) => round.delivery.as_ref(),
            None => self.delivery.as_ref(),
        }
    }
}
