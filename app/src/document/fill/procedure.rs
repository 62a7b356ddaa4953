//! What procedural steps put into documents: an extension, another lawful route, the end of a road.

use super::super::placeholder::Placeholder;
use super::{Case, day};
use crate::text::document as words;
use crate::text::{Lang, proceeding};
use domain::By;
use domain::deadline::{Clock, row};
use domain::petition::{Guidance, NotAgain};

/// What a placeholder of these steps says; `None`: another's, or the step was not taken.
pub(super) fn said(place: Placeholder, case: &Case<'_>) -> Option<String> {
    extension(place, case)
        .or_else(|| route(place, case))
        .or_else(|| ended(place, case))
}

fn extension(place: Placeholder, case: &Case<'_>) -> Option<String> {
    let (calendar, policy) = (case.setting.calendar, case.setting.policy);
    let extended = case.petition.extended(calendar, policy)?;
    match place {
        Placeholder::ExtensionReason => Some(extended.request.reason.clone()),
        Placeholder::ExtensionDays => Some(extended.days.to_string()),
        Placeholder::Granter => match extended.by {
            By::Officer(head, _) => Some(case.officer(head)),
            By::Petitioner => None,
        },
        Placeholder::OldLimit => Some(day(extended.was)),
        Placeholder::NewLimit => Some(day(extended.until)),
        _ => None,
    }
}

fn route(place: Placeholder, case: &Case<'_>) -> Option<String> {
    let guidance = case.petition.guidance()?;
    match place {
        Placeholder::Route => Some(proceeding::route(Lang::Zh, guidance.route).to_owned()),
        Placeholder::Authority => Some(guidance.authority.clone()),
        Placeholder::Told => Some(guidance.told.clone()),
        Placeholder::RouteLimit => Some(limits(guidance, case)),
        _ => None,
    }
}

/// How long there is to ask, until which day where that is known, and how long the authority may take.
fn limits(guidance: &Guidance, case: &Case<'_>) -> String {
    let asking = guidance.route.to_ask().map(|term| {
        let row = row(term);
        let length = words::length(row.days, row.kind);
        let known = guidance.known_on.map(|known_on| {
            let (calendar, policy) = (case.setting.calendar, case.setting.policy);
            let clock = Clock::start(calendar, policy, term, known_on);
            (day(known_on), day(clock.due.on))
        });
        let known = known
            .as_ref()
            .map(|(from, to)| (from.as_str(), to.as_str()));
        words::to_ask(row.article, &length, known)
    });
    let deciding = guidance.route.to_decide().map(|term| {
        let row = row(term);
        words::to_decide(row.article, &words::length(row.days, row.kind))
    });
    let mut said = asking.unwrap_or_else(|| words::ROUTE_WITHOUT_LIMIT.to_owned());
    said.extend(deciding);
    said
}

/// The earlier item of the same matter, whose road has ended.
fn ended(place: Placeholder, case: &Case<'_>) -> Option<String> {
    let NotAgain { ended, reason, .. } = case.petition.not_again.as_ref()?;
    let judged = case.petition.thread.about(*ended);
    let judgement = judged.map(|judged| &judged.judgement);
    match place {
        Placeholder::Reason => Some(reason.clone()),
        Placeholder::EndedNumber => judgement.map(|judgement| judgement.number.clone()),
        Placeholder::EndedOn => judgement.and_then(|judgement| judgement.ended_on).map(day),
        _ => None,
    }
}
