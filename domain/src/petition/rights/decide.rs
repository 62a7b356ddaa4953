//! Who may stand back whom, how long a safety note may last, and where an incident may be noted.

use super::{Command, Recusal, SAFETY_DAYS, SafetyNote};
use crate::duty::Role;
use crate::ids::day_of;
use crate::petition::check::{day, line, text, within};
use crate::petition::{Channel, LINE_LIMIT, Petition, Step};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use chrono::Days;

/// Decides the words of one command about rights and safety.
///
/// # Errors
/// The first [`Refusal`].
pub(in crate::petition) fn decide(
    petition: &Petition,
    command: &Command,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    match command {
        Command::Recuse(recusal) => recuse(petition, recusal, setting),
        Command::NoteSafety(note) => note_safety(note, setting),
        Command::NoteIncident(incident) => {
            if petition.registration.channel != Channel::Visit {
                return Err(Refusal::NotAReception);
            }
            let received_on = petition.registration.received_on;
            day(Field::DoneOn, incident.on, received_on, setting)?;
            text(Field::Found, &incident.facts)?;
            text(Field::Done, &incident.done)?;
            within(Field::Authority, &incident.authority, LINE_LIMIT)
        }
    }
}

/// One stands back oneself, or is made to by the head of one's own unit.
fn recuse(petition: &Petition, recusal: &Recusal, setting: &Setting<'_>) -> Result<(), Refusal> {
    let step = Step::Recuse;
    let Some(officer) = setting.actor.officer() else {
        return Err(Refusal::NotYours { step });
    };
    let Some(colleague) = setting.directory.officer(recusal.officer) else {
        return Err(Refusal::Missing(Field::Officer));
    };
    if petition.is_recused(recusal.officer) {
        return Err(Refusal::RecusedAlready);
    }
    let heads = officer.is(Role::UnitHead) || officer.is(Role::BureauHead);
    let of_mine = heads && colleague.unit == officer.unit;
    if recusal.officer != officer.id && !of_mine {
        return Err(Refusal::NotYourColleague);
    }
    line(Field::Reason, &recusal.reason)
}

fn note_safety(note: &SafetyNote, setting: &Setting<'_>) -> Result<(), Refusal> {
    text(Field::Danger, &note.danger)?;
    text(Field::Help, &note.help)?;
    let today = day_of(setting.now);
    if note.until < today {
        return Err(Refusal::TooEarly {
            field: Field::Until,
            first: today,
        });
    }
    let last = today
        .checked_add_days(Days::new(SAFETY_DAYS))
        .unwrap_or(note.until);
    if note.until > last {
        return Err(Refusal::SafetyNoteTooLong { last });
    }
    Ok(())
}
