//! What a review or a recheck puts into its opinion's document (条例 35, 36).

use super::super::placeholder::Placeholder;
use super::{Case, answers, day};
use crate::text::document as words;
use domain::document::DocumentKind;
use domain::petition::Petition;
use domain::petition::review::{Conclusion, Level, LevelKind, LevelResult, above_office};

/// The level whose opinion a document of `kind` is.
fn level(kind: DocumentKind, petition: &Petition) -> Option<&Level> {
    let of = match kind {
        DocumentKind::Review => LevelKind::Review,
        DocumentKind::Recheck => LevelKind::Recheck,
        _ => return None,
    };
    petition.reviews.signed(of)
}

/// What a placeholder of a level says; `None`: another's.
pub(super) fn said(kind: DocumentKind, place: Placeholder, case: &Case<'_>) -> Option<String> {
    let level = level(kind, case.petition)?;
    let conclusion = level.conclusion()?;
    match place {
        Placeholder::Judged => Some(judged(level, case)),
        Placeholder::RequestedOn => Some(day(level.request.on)),
        Placeholder::RequestReasons => Some(level.request.reasons.clone()),
        Placeholder::Findings => Some(conclusion.findings.clone()),
        Placeholder::Result => Some(result(level, conclusion.result, case)),
        Placeholder::Answers => Some(opinion(conclusion, case.petition)),
        Placeholder::Rights => Some(afterwards(level, conclusion.result, case)),
        _ => None,
    }
}

/// The opinion looked at, by organ, kind and number.
fn judged(level: &Level, case: &Case<'_>) -> String {
    let (organ, number) = case.petition.judged_by(level);
    let organ = organ.map(|organ| case.unit(organ)).unwrap_or_default();
    words::judged(&organ, level.kind, number)
}

fn result(level: &Level, result: LevelResult, case: &Case<'_>) -> String {
    let judged = judged(level, case);
    words::result(result, &judged, &answering(case))
}

/// The organ that answers the petitioner.
fn answering(case: &Case<'_>) -> String {
    let organ = case.petition.responsible;
    organ.map(|organ| case.unit(organ)).unwrap_or_default()
}

/// The reasons with the provisions they rest on, and the answers that stand in place of the organ's.
fn opinion(conclusion: &Conclusion, petition: &Petition) -> String {
    let mut lines = vec![conclusion.opinion.clone(), words::basis(&conclusion.basis)];
    if !conclusion.answers.is_empty() {
        lines.push(answers(petition, &conclusion.answers));
    }
    lines.join("\n")
}

/// What is open afterwards: an answer made anew, the next level, or nothing any more on the same facts.
fn afterwards(level: &Level, result: LevelResult, case: &Case<'_>) -> String {
    if result.reopens() {
        return words::answered_anew(&answering(case));
    }
    match level.kind {
        LevelKind::Review => {
            let above = above_office(level.organ, case.setting.directory);
            words::may_ask_recheck(above.map(|organ| case.unit(organ)).as_deref())
        }
        LevelKind::Recheck => words::ROAD_ENDED.to_owned(),
    }
}

/// Each hearing, a sentence; empty where there was none.
pub(super) fn hearings(kind: DocumentKind, petition: &Petition) -> String {
    let hearings = level(kind, petition).map_or(&[][..], |level| &level.hearings);
    let told: Vec<String> = hearings
        .iter()
        .map(|hearing| words::heard(&day(hearing.from), &day(hearing.to), &hearing.place))
        .collect();
    told.join("\n")
}
