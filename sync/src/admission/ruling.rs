//! One command on one record, decided with authority.

use domain::deadline::Calendar;
use domain::document::Issued;
use domain::duty::{self, Actor};
use domain::ids::{Moment, RecordId};
use domain::organisation::Directory;
use domain::petition::FileDigest;
use domain::policy::Policy;
use domain::steps::Place;
use domain::{By, Command, Event, Fact, Record, Refusal, Series, Setting};

/// Where official numbers come from; called once a number, in ledger order.
pub trait Numbers {
    /// The next number of `series`, as printed.
    fn next(&mut self, series: Series, at: Moment) -> String;

    /// The SHA-256 of a document that was just numbered: kind, number and content.
    fn digest(&self, document: &Issued) -> FileDigest;
}

/// Who asks, when and in which world.
#[derive(Clone, Copy)]
pub struct Desk<'a> {
    /// The signed-in officer or the petitioner of the record.
    pub actor: &'a Actor,
    /// Official time.
    pub now: Moment,
    /// Units and officers.
    pub directory: &'a Directory,
    /// Rest days.
    pub calendar: &'a Calendar,
    /// What the county rules itself.
    pub policy: &'a Policy,
}

/// What one command does to one record.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ruling {
    /// Its events, official numbers included, in order; never empty.
    pub events: Vec<Event>,
    /// The record after them.
    pub record: Record,
}

/// Decides one command with authority and hands out the numbers it is owed.
///
/// Also the way of commands that no device pushes: imports, the petitioner's rating, the clockwork.
///
/// # Errors
/// The law's [`Refusal`]; [`Refusal::NoSuchRecord`] alike for a record that is not there and for
/// one the officer may not see.
pub fn rule(
    id: RecordId,
    record: Option<&Record>,
    command: &Command,
    recorded_at: Moment,
    desk: &Desk<'_>,
    numbers: &mut dyn Numbers,
) -> Result<Ruling, Refusal> {
    let setting = Setting {
        actor: desk.actor,
        now: desk.now,
        recorded_at,
        place: Place::Online,
        directory: desk.directory,
        calendar: desk.calendar,
        policy: desk.policy,
    };
    let facts = match record {
        Some(record) if !may_see(desk.actor, record) => {
            // Judged as if it were not there; only a registration may learn that its id is taken.
            domain::decide(None, command, &setting)?;
            return Err(Refusal::AlreadyRegistered);
        }
        record => domain::decide(record, command, &setting)?,
    };
    let mut after = record.cloned();
    let mut events = Vec::with_capacity(facts.len() + 1);
    let mut happen = |after: &mut Option<Record>, fact| {
        let event = Event {
            record: id,
            at: desk.now,
            recorded_at,
            by: By::from(desk.actor),
            fact,
        };
        domain::apply(after, &event);
        events.push(event);
    };
    for fact in facts {
        happen(&mut after, fact.clone());
        let series = after.as_ref().and_then(|record| fact.number_due(record));
        if let Some(series) = series {
            happen(&mut after, series.fact(numbers.next(series, desk.now)));
        }
        let unfrozen = after.as_ref().and_then(Record::unfrozen);
        if let Some(sha256) = unfrozen.map(|document| numbers.digest(document)) {
            happen(&mut after, Fact::frozen(sha256));
        }
    }
    match after {
        Some(record) => Ok(Ruling { events, record }),
        None => Err(Refusal::NoSuchRecord),
    }
}

pub(super) fn may_see(actor: &Actor, record: &Record) -> bool {
    match actor {
        Actor::Officer(officer) => duty::sees(officer, &record.tags()),
        // Proved by the query code of this very record.
        Actor::Petitioner => true,
    }
}
