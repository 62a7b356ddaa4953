//! The law of the further levels: other people, another organ, in time, and what must be written.

use super::sight::{organ_above, posts};
use super::{Command, Conclusion, Hearing, Level, LevelResult, Request, excluded, table};
use crate::duty::{self, Actor, Part, Role};
use crate::ids::day_of;
use crate::petition::check::{day, line, text, within};
use crate::petition::decide::{answers, delivered, last_day};
use crate::petition::{LINE_LIMIT, Opinion, Petition, Step, gate, tags};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use crate::steps::Place;

/// Decides one command at the further levels.
///
/// # Errors
/// The first [`Refusal`] in the order a person would look: may I, now, here; then the words.
pub(in crate::petition) fn decide(
    petition: &Petition,
    command: &Command,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    permitted(petition, command.step(), setting)?;
    if let Command::Request(request) = command {
        return ask(petition, request, setting);
    }
    let Some(level) = petition.reviews.open() else {
        return Err(Refusal::NothingToReview);
    };
    match command {
        Command::Request(_) => Ok(()),
        Command::Take(taking) => {
            reviews_here(petition, level, taking.reviewer, setting)?;
            day(Field::NoticeOn, taking.notice.on, level.request.on, setting)
        }
        Command::Refuse(refusing) => {
            text(Field::Reason, &refusing.reason)?;
            day(
                Field::NoticeOn,
                refusing.notice.on,
                level.request.on,
                setting,
            )
        }
        Command::Hear(hearing) => hear(level, hearing, setting),
        Command::Draft(conclusion) => draft(petition, level, conclusion),
        Command::Return(reason) => text(Field::Reason, reason),
        Command::Sign(nth) => {
            if level.drafts.len().checked_sub(1) == Some(usize::from(*nth)) {
                gate::open(petition, Step::SignReview, setting.directory)
            } else {
                let step = Step::SignReview;
                Err(Refusal::Changed { step })
            }
        }
        Command::Deliver(delivery) => {
            let signed_on = petition.taken_at(Step::SignReview).map(day_of);
            delivered(delivery, signed_on.unwrap_or(level.request.on), setting)
        }
    }
}

fn permitted(petition: &Petition, step: Step, setting: &Setting<'_>) -> Result<(), Refusal> {
    let posts = posts(petition, setting.actor);
    if let Some(officer) = setting.actor.officer()
        && !duty::sees(officer, &tags(petition))
    {
        return Err(Refusal::NoSuchRecord);
    }
    let stage = petition.reviews.open().map(|level| level.stage);
    let rows = || {
        table()
            .iter()
            .filter(move |row| row.when == stage && row.step == step)
    };
    if rows().next().is_none() {
        return Err(match stage {
            Some(stage) => Refusal::NotInReview { step, stage },
            None => Refusal::NothingToReview,
        });
    }
    let Some(row) = rows().find(|row| posts.contains(&row.who)) else {
        return Err(Refusal::NotYours { step });
    };
    let judges = matches!(row.who, Part::ReviewOffice | Part::ReviewHead) && stage.is_some();
    if let (Actor::Officer(officer), true) = (setting.actor, judges)
        && let Some(earlier) = excluded(petition, officer.id)
    {
        return Err(Refusal::Excluded(earlier));
    }
    if row.place == Place::Online && setting.place == Place::Anywhere {
        return Err(Refusal::OnlineOnly { step });
    }
    Ok(())
}

/// A request: to the organ above, of what may be reviewed, in time or with a reason that the office then judges.
fn ask(petition: &Petition, request: &Request, setting: &Setting<'_>) -> Result<(), Refusal> {
    petition.next_level()?;
    let above = organ_above(petition, setting.directory).ok_or(Refusal::NoOrganAbove)?;
    if request.organ != above {
        return Err(Refusal::WrongOrgan);
    }
    text(Field::Reason, &request.reasons)?;
    within(Field::LateReason, &request.late_reason, LINE_LIMIT)?;
    let Some((term, started_on)) = petition.request_limit() else {
        return Err(Refusal::RoadEnded);
    };
    day(Field::RequestedOn, request.on, started_on, setting)?;
    let last = last_day(term, started_on, setting);
    if request.on > last {
        // On the public page nobody can weigh a reason; at the window it is written down and judged.
        if matches!(setting.actor, Actor::Petitioner) {
            return Err(Refusal::TimeOver { term, last });
        }
        if request.late_reason.trim().is_empty() {
            return Err(Refusal::LateNeedsReason(Field::RequestedOn));
        }
    }
    Ok(())
}

fn reviews_here(
    petition: &Petition,
    level: &Level,
    reviewer: crate::ids::OfficerId,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let serves = setting.directory.officer(reviewer).is_some_and(|officer| {
        officer.unit == level.organ && officer.roles.contains(&Role::ReviewOfficer)
    });
    if !serves {
        return Err(Refusal::OfficerElsewhere);
    }
    if petition.is_recused(reviewer) {
        return Err(Refusal::RecusedAlready);
    }
    excluded(petition, reviewer).map_or(Ok(()), |earlier| Err(Refusal::Excluded(earlier)))
}

fn hear(level: &Level, hearing: &Hearing, setting: &Setting<'_>) -> Result<(), Refusal> {
    day(Field::HeardOn, hearing.from, level.request.on, setting)?;
    day(Field::HeardOn, hearing.to, hearing.from, setting)?;
    line(Field::Place, &hearing.place)?;
    text(Field::Present, &hearing.present)?;
    text(Field::Said, &hearing.course)
}

fn draft(petition: &Petition, level: &Level, conclusion: &Conclusion) -> Result<(), Refusal> {
    if usize::from(conclusion.drafts_seen) != level.drafts.len() {
        let step = Step::DraftReview;
        return Err(Refusal::Changed { step });
    }
    text(Field::Findings, &conclusion.findings)?;
    text(Field::Answer, &conclusion.opinion)?;
    text(Field::Basis, &conclusion.basis)?;
    if conclusion.result == LevelResult::Changed {
        answers(petition, &conclusion.answers)
    } else if conclusion.answers.is_empty() {
        Ok(())
    } else {
        Err(Refusal::AnswerWithoutDemand(0))
    }
}

/// Whether `opinion` says again what a level revoked or ordered to be made anew: the same outcome in the same
/// words on every demand (条例 35 with 行政诉讼法 71 by analogy). Blanks and punctuation make no new opinion.
pub(in crate::petition) fn repeats(petition: &Petition, opinion: &Opinion) -> bool {
    let before = petition
        .reviews
        .redo(petition)
        .and_then(|round| petition.drafts.get(usize::from(round.draft)));
    let Some(before) = before else {
        return false;
    };
    before.answers.iter().all(|was| {
        opinion.answers.iter().any(|now| {
            now.demand == was.demand
                && now.outcome == was.outcome
                && words(&now.opinion) == words(&was.opinion)
        })
    })
}

fn words(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}
