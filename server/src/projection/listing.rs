//! A petition as the projections hold it.

use super::grams;
use crate::store::Result;
use crate::store::dialect::Connection;
use crate::store::memory::Memory;
use chrono::{Datelike, NaiveDate};
use domain::Record;
use domain::duty::{Part, Tag};
use domain::ids::{OfficerId, UnitId};
use domain::petition::{Petition, Summary, is_many, summary};

/// Nobody, nowhere.
const NONE: i64 = 0;
/// The turn of the discipline channel, whichever unit it sits in.
pub(super) const DISCIPLINE: i64 = -1;
/// A due day later than any: no limit runs.
const NO_LIMIT: i64 = 9_999_999;

/// A day as a number, in the order of days.
pub(super) fn day(on: NaiveDate) -> i64 {
    i64::from(on.num_days_from_ce())
}

/// A part as a number.
pub(super) fn part_code(part: Part) -> i64 {
    match part {
        Part::Registrar => 1,
        Part::Bureau => 2,
        Part::Handler => 3,
        Part::UnitHead => 4,
        Part::Discipline => 5,
        Part::Petitioner => 6,
        Part::CoHandler => 7,
        Part::Inspector => 8,
        Part::ReviewOffice => 9,
        Part::ReviewHead => 10,
    }
}

/// Filter and order columns of a list entry, the same under each of the record's tags.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Columns {
    pub(super) due_on: i64,
    pub(super) received_on: i64,
    pub(super) registered_on: i64,
    pub(super) state: i64,
    pub(super) channel: i64,
    pub(super) purpose: i64,
    pub(super) unit: i64,
    pub(super) village: i64,
    pub(super) handler: i64,
    pub(super) waits_for: i64,
    pub(super) waits_part: i64,
    pub(super) headcount: i64,
    /// As many as the county counts as a group.
    pub(super) many: i64,
    /// Since when the limits give each warning but the last: that one begins after the due day.
    pub(super) warns_on: [Option<i64>; 4],
}

impl Columns {
    pub(super) async fn of(
        connection: &mut Connection,
        memory: &Memory,
        row: &Summary,
    ) -> Result<Columns> {
        let (waits_for, waits_part) = match row.awaits {
            None => (NONE, NONE),
            Some((_, Part::Discipline)) => (DISCIPLINE, part_code(Part::Discipline)),
            Some((unit, part)) => (
                unit_code(connection, memory, Some(unit)).await?,
                part_code(part),
            ),
        };
        Ok(Columns {
            due_on: row.due.map_or(NO_LIMIT, |(_, on)| day(on)),
            received_on: day(row.received_on),
            registered_on: day(row.registered_on),
            state: row.state as i64,
            channel: row.channel as i64,
            purpose: row.purpose as i64,
            unit: unit_code(connection, memory, row.unit).await?,
            village: unit_code(connection, memory, row.village).await?,
            handler: officer_code(connection, memory, row.handler).await?,
            waits_for,
            waits_part,
            headcount: i64::from(row.headcount),
            many: i64::from(is_many(row, &memory.rules().policy)),
            warns_on: match row.onsets {
                Some(on) => [on.first, on.second, on.urging, on.last].map(|on| Some(day(on))),
                None => [None; 4],
            },
        })
    }
}

async fn unit_code(
    connection: &mut Connection,
    memory: &Memory,
    unit: Option<UnitId>,
) -> Result<i64> {
    match unit {
        Some(unit) => memory.tag(connection, Tag::Unit(unit)).await,
        None => Ok(NONE),
    }
}

async fn officer_code(
    connection: &mut Connection,
    memory: &Memory,
    officer: Option<OfficerId>,
) -> Result<i64> {
    match officer {
        Some(officer) => memory.tag(connection, Tag::Person(officer)).await,
        None => Ok(NONE),
    }
}

/// The tags a list can be reached by; desk tags only say what a device carries.
pub(super) fn seen_by(record: &Record) -> Vec<Tag> {
    let mut tags = record.tags();
    tags.retain(|tag| !matches!(tag, Tag::Desk(_)));
    tags
}

/// The row a list shows.
pub(super) fn row(record: &Record, memory: &Memory) -> Summary {
    match record {
        Record::Petition(petition) => {
            let rules = memory.rules();
            summary(petition, &rules.calendar, &rules.policy)
        }
    }
}

/// What a record is found by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Searched {
    /// Title, people, places, numbers: found by single characters too.
    lines: String,
    /// Texts: found by two characters and more.
    texts: String,
}

impl Searched {
    pub(super) fn of(record: &Record) -> Searched {
        match record {
            Record::Petition(petition) => petition_words(petition),
        }
    }

    pub(super) fn grams(&self) -> String {
        let mut grams = grams::grams(&self.lines);
        grams.push(' ');
        grams.push_str(&grams::grams(&self.texts));
        grams
    }

    pub(super) fn units(&self) -> String {
        grams::units(&self.lines, &self.texts)
    }
}

fn petition_words(petition: &Petition) -> Searched {
    let registration = &petition.registration;
    let mut lines = vec![registration.title.as_str(), &registration.place];
    for petitioner in &registration.petitioners {
        lines.extend([
            petitioner.name.as_str(),
            &petitioner.phone,
            &petitioner.id_number,
            &petitioner.address,
        ]);
    }
    lines.extend(
        registration
            .external_numbers
            .iter()
            .map(|external| external.number.as_str()),
    );
    lines.extend(
        registration
            .intake
            .complained_of
            .iter()
            .map(|complained_of| complained_of.name.as_str()),
    );
    lines.extend(petition.number.as_deref());
    lines.extend(petition.opinion_number.as_deref());
    let levels = petition.reviews.levels.iter();
    lines.extend(levels.filter_map(|level| level.number.as_deref()));
    lines.extend(petition.after.volume.as_deref());
    let mut texts = vec![registration.text.as_str()];
    texts.extend(registration.demands.iter().map(String::as_str));
    Searched {
        lines: lines.join("\n"),
        texts: texts.join("\n"),
    }
}
