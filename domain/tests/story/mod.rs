//! Reads and plays stories. A story is lines of three kinds:
//! `2026-03-02 [offline] WHO VERB [word=value …]`, what happens, then indented `-> EXPECTATION`s:
//! a state, `refused NAME`, `stored COUNT`, `sees WHO …`, `hidden WHO …`, `may WHO STEP …`, `due TERM DAY`,
//! `awaits UNIT PART`, `lacks STEP NEED …`.

mod cast;
mod documents;
mod levels;
mod limits;
mod proceedings;
mod verbs;

use cast::Cast;
use domain::deadline::Calendar;
use domain::document::DocumentKind;
use domain::duty::{self, Actor};
use domain::ids::{Moment, RecordId};
use domain::petition::{FileDigest, Petition, Step, clocks, needs, open_to, parts, review, rights};
use domain::policy::Policy;
use domain::steps::{Place, Row};
use domain::{By, Command, Event, Fact, Record, Refusal, Setting, apply, decide};
use std::collections::BTreeMap;
use uuid::Uuid;

/// What came of one story.
#[derive(Default)]
pub struct Played {
    pub failures: Vec<String>,
    pub rows: Vec<String>,
    pub level_rows: Vec<String>,
    pub refusals: Vec<String>,
    pub refused_steps: Vec<Step>,
    pub events: Vec<Event>,
}

/// A row of the step table, as coverage names it.
pub fn row_name(row: &Row<domain::petition::State, Step>) -> String {
    format!("when {:?}, {:?} may {:?}", row.when, row.who, row.step)
}

/// A row of the further levels' table, likewise.
pub fn level_row_name(row: &Row<review::Stage, Step>) -> String {
    format!("when {:?}, {:?} may {:?}", row.when, row.who, row.step)
}

/// Plays every story of one text.
pub fn play(file: &str, text: &str) -> Vec<Played> {
    let mut stories = Vec::new();
    let mut stage = Stage::new();
    let mut open = false;
    for (nth, line) in text.lines().enumerate() {
        let line = line.split('#').next().unwrap_or_default();
        let here = format!("{file}:{}", nth + 1);
        if line.trim().is_empty() {
            continue;
        }
        if line.starts_with("story:") {
            if open {
                stories.push(std::mem::replace(&mut stage, Stage::new()).finish());
            }
            open = true;
        } else if let Some(expectation) = line.trim_start().strip_prefix("-> ") {
            stage.expect(&here, expectation.trim());
        } else {
            stage.act(&here, line.trim());
        }
    }
    stories.push(stage.finish());
    stories
}

struct Stage {
    cast: Cast,
    record: Option<Record>,
    last: Result<(), Refusal>,
    last_line: String,
    unheard: bool,
    /// How far each series of numbers has come.
    numbered: BTreeMap<String, u32>,
    played: Played,
}

impl Stage {
    fn new() -> Stage {
        Stage {
            cast: Cast::assemble(),
            record: None,
            last: Ok(()),
            last_line: String::new(),
            unheard: false,
            numbered: BTreeMap::new(),
            played: Played::default(),
        }
    }

    fn finish(mut self) -> Played {
        self.silent_refusal();
        self.played
    }

    /// A refusal nobody expected must not pass unheard.
    fn silent_refusal(&mut self) {
        if let (true, Err(refusal)) = (self.unheard, &self.last) {
            self.played.failures.push(format!(
                "{}: refused without being told: {refusal:?}",
                self.last_line
            ));
        }
        self.unheard = false;
    }

    fn petition(&self) -> Option<&Petition> {
        match &self.record {
            Some(Record::Petition(petition)) => Some(petition),
            None => None,
        }
    }

    fn act(&mut self, here: &str, line: &str) {
        self.silent_refusal();
        let (line, place) = match line.split_once(" offline ") {
            Some((day, rest)) => (format!("{day} {rest}"), Place::Anywhere),
            None => (line.to_owned(), Place::Online),
        };
        let mut words = line.splitn(4, ' ');
        let day = words.next().unwrap_or_default();
        let who = words.next().unwrap_or_default();
        let verb = words.next().unwrap_or_default();
        let options: BTreeMap<&str, &str> = words
            .next()
            .unwrap_or_default()
            .split(';')
            .filter_map(|option| option.trim().split_once('='))
            .collect();
        let morning = |day: &str| -> Moment {
            format!("{day}T02:00:00Z")
                .parse()
                .unwrap_or_else(|_| panic!("{here}: no day: {day}"))
        };
        let now = morning(day);
        // `written=DAY`: the tablet says it was recorded then, and it reached the bureau today.
        let recorded_at = options.get("written").map_or(now, |day| morning(day));
        let actor = self
            .cast
            .actor(who)
            .unwrap_or_else(|| panic!("{here}: nobody is called {who}"));
        self.last_line = here.to_owned();
        self.unheard = true;
        if let Some(id) = (verb == "uploads").then(|| options.get("id")).flatten() {
            // No command: the bureau says it itself once every byte has come.
            let id = verbs::attachment_id(id.parse().expect("a number"));
            let stored = domain::petition::Fact::AttachmentStored(id);
            self.write(&actor, now, Fact::Petition(stored));
            self.last = Ok(());
            return;
        }
        let command = if verb == "issues" {
            documents::issuing(&options, &actor, now, self.petition(), &self.cast)
        } else {
            verbs::command(verb, &options, day, self.petition(), &self.cast)
        };
        let command = command.unwrap_or_else(|| panic!("{here}: no verb {verb}"));
        self.last = self.take(&actor, (now, recorded_at), place, &command);
    }

    fn take(
        &mut self,
        actor: &Actor,
        (now, recorded_at): (Moment, Moment),
        place: Place,
        command: &domain::petition::Command,
    ) -> Result<(), Refusal> {
        let step = command.step();
        let before = self.petition().map(|p| p.state);
        let my_parts = match self.petition() {
            Some(petition) if step == Step::Issue => domain::document::parts(petition, actor),
            Some(petition) => parts(petition, actor),
            None if actor
                .officer()
                .is_some_and(|officer| officer.is(duty::Role::DisciplineOfficer)) =>
            {
                vec![duty::Part::Discipline]
            }
            None => vec![duty::Part::Registrar],
        };
        let level_row = self.petition().and_then(|petition| {
            let parts = review::parts(petition, actor);
            let stage = petition.reviews.open().map(|level| level.stage);
            review::table()
                .iter()
                .find(|row| row.when == stage && row.step == step && parts.contains(&row.who))
        });
        let setting = Setting {
            actor,
            now,
            recorded_at,
            place,
            directory: &self.cast.directory,
            calendar: Calendar::shipped(),
            policy: Policy::shipped(),
        };
        let command = Command::Petition(command.clone());
        let decision = decide(self.record.as_ref(), &command, &setting);
        incidents_change_nothing(self.record.as_ref(), &command, &setting, &decision);
        let facts = decision.inspect_err(|refusal| {
            let name = format!("{refusal:?}");
            self.played.refusals.push(
                name.split(|c: char| !c.is_alphanumeric())
                    .next()
                    .unwrap_or_default()
                    .to_owned(),
            );
            self.played.refused_steps.push(step);
        })?;
        if let Some(row) = domain::petition::row(before, &my_parts, step) {
            self.played.rows.push(row_name(row));
        }
        if let Some(row) = level_row {
            self.played.level_rows.push(level_row_name(row));
        }
        let mut numbers = Vec::new();
        for fact in facts {
            self.write(actor, now, fact.clone());
            let record = self
                .record
                .as_ref()
                .unwrap_or_else(|| panic!("a fact makes a record"));
            numbers.extend(fact.number_due(record));
        }
        for series in numbers {
            let last = self.numbered.entry(format!("{series:?}")).or_default();
            *last += 1;
            let number = format!("〔2026〕{last}号");
            self.write(actor, now, series.fact(number));
        }
        if self.record.as_ref().and_then(Record::unfrozen).is_some() {
            self.write(actor, now, Fact::frozen(FileDigest([9; 32])));
        }
        Ok(())
    }

    fn write(&mut self, actor: &Actor, at: Moment, fact: Fact) {
        let record = RecordId(Uuid::from_u128(1));
        let event = Event {
            record,
            at,
            recorded_at: at,
            by: By::from(actor),
            fact,
        };
        apply(&mut self.record, &event);
        self.played.events.push(event);
    }

    fn expect(&mut self, here: &str, expectation: &str) {
        let (word, rest) = expectation.split_once(' ').unwrap_or((expectation, ""));
        let failure = match word {
            "refused" => {
                self.unheard = false;
                match &self.last {
                    Err(refusal) if told_as(refusal, rest) => None,
                    other => Some(format!("wanted a refusal {rest}, got {other:?}")),
                }
            }
            "sees" | "hidden" => self.sight(word == "sees", rest),
            "may" => self.may(rest),
            "due" => self.due(rest),
            "next" => self.next(rest),
            "met" => self.met(rest),
            "counts" => self.counts(rest),
            "warns" => self.warns(rest),
            "stored" => self.stored(rest),
            "awaits" => self.awaits(rest),
            "holds" => self.holds(rest),
            "owes" => self.owes(rest),
            "level" => self.level(rest),
            "lacks" => self.lacks(rest),
            "notes" | "no-notes" => self.notes(word == "notes", rest),
            "ended" => {
                let ended = self.petition().and_then(Petition::road_ended_on);
                let told = ended.map_or_else(|| "no".to_owned(), |day| day.to_string());
                (told != rest).then(|| format!("wanted the road ended {rest}, got {told}"))
            }
            state => match (
                self.petition().map(|p| format!("{:?}", p.state)),
                &self.last,
            ) {
                (Some(now), Ok(())) if now == state => None,
                (now, last) => {
                    self.unheard = false;
                    Some(format!("wanted {state}, stands at {now:?} after {last:?}"))
                }
            },
        };
        self.played
            .failures
            .extend(failure.map(|why| format!("{here}: {why}")));
    }

    fn sight(&self, sees: bool, names: &str) -> Option<String> {
        let tags = self.record.as_ref()?.tags();
        let wrong: Vec<&str> = names
            .split_whitespace()
            .filter(|name| {
                let officer = self
                    .cast
                    .officer(name)
                    .unwrap_or_else(|| panic!("nobody is called {name}"));
                duty::sees(officer, &tags) != sees
            })
            .collect();
        (!wrong.is_empty()).then(|| format!("sees={sees} is false of {wrong:?}"))
    }

    fn level(&self, rest: &str) -> Option<String> {
        let level = self.petition()?.reviews.levels.last()?;
        let told = format!("{:?} {:?}", level.kind, level.stage);
        (told != rest).then(|| format!("wanted level {rest}, got {told}"))
    }

    /// `lacks STEP NEED …`: what the petition's page names as missing before the step; no need: nothing.
    fn lacks(&self, rest: &str) -> Option<String> {
        let mut words = rest.split_whitespace();
        let told = words.next().unwrap_or_default();
        let step = Step::ALL
            .into_iter()
            .find(|step| format!("{step:?}") == told)
            .unwrap_or_else(|| panic!("no step {told}"));
        let wanted: Vec<&str> = words.collect();
        let missing: Vec<String> = needs(self.petition()?, step, &self.cast.directory)
            .into_iter()
            .filter(|(_, met)| !met)
            .map(|(need, _)| format!("{need:?}"))
            .collect();
        (missing != wanted).then(|| format!("{told} lacks {missing:?}, told {wanted:?}"))
    }

    fn notes(&self, shown: bool, rest: &str) -> Option<String> {
        let (day, names) = rest.split_once(' ')?;
        let day = day.parse().expect("a day");
        let wrong: Vec<&str> = names
            .split_whitespace()
            .filter(|name| {
                let officer = self.cast.officer(name).expect("somebody of the cast");
                let petition = self.petition().expect("a petition").clone();
                let petition = petition.for_eyes_of(officer, day);
                (petition.safety_notes(day).next().is_some()) != shown
            })
            .collect();
        (!wrong.is_empty()).then(|| format!("safety notes shown={shown} is false of {wrong:?}"))
    }

    fn stored(&self, rest: &str) -> Option<String> {
        let attachments = &self.petition()?.attachments;
        let stored = attachments.iter().filter(|one| one.stored).count();
        let told = format!("{stored} of {}", attachments.len());
        (told != rest).then(|| format!("wanted {rest}, got {told}"))
    }

    /// Whose turn it is: a unit and the part in it.
    fn awaits(&self, rest: &str) -> Option<String> {
        let (unit, part) = rest.split_once(' ')?;
        let row =
            domain::petition::summary(self.petition()?, Calendar::shipped(), Policy::shipped());
        let found = row.awaits.map(|(unit, part)| (unit, format!("{part:?}")));
        let wanted = Some((self.cast.unit(unit), part.to_owned()));
        (found != wanted).then(|| format!("wanted {wanted:?}, waits for {found:?}"))
    }

    /// `holds KEY NUMBER`: the document in force of a kind carries this number, and is frozen.
    fn holds(&self, rest: &str) -> Option<String> {
        let (key, number) = rest.split_once(' ')?;
        let kind = DocumentKind::from_key(key).unwrap_or_else(|| panic!("no document {key}"));
        let found = self.petition()?.documents.in_force(kind);
        let told = found.is_some_and(|(_, issued)| {
            issued.number.as_deref() == Some(number) && issued.sha256.is_some()
        });
        (!told).then(|| format!("wanted {key} {number}, got {found:?}"))
    }

    /// `owes KEY KEY`: which documents steps demand that nobody issued yet.
    fn owes(&self, rest: &str) -> Option<String> {
        let owed: Vec<&str> = domain::document::owed(self.petition()?)
            .into_iter()
            .map(DocumentKind::key)
            .collect();
        let told: Vec<&str> = rest.split_whitespace().collect();
        (owed != told).then(|| format!("owes {owed:?}, told {told:?}"))
    }

    fn may(&self, rest: &str) -> Option<String> {
        let mut words = rest.split_whitespace();
        let who = words.next().unwrap_or_default();
        let actor = self
            .cast
            .actor(who)
            .unwrap_or_else(|| panic!("nobody is called {who}"));
        let petition = self.petition()?;
        let mut open = open_to(Some(petition.state), &parts(petition, &actor), true);
        open.extend(review::open_to(petition, &actor, true));
        let open: Vec<String> = open.iter().map(|step| format!("{step:?}")).collect();
        let told: Vec<&str> = words.collect();
        (open != told).then(|| format!("{who} may {open:?}, told {told:?}"))
    }

    fn due(&self, rest: &str) -> Option<String> {
        let (term, day) = rest.split_once(' ')?;
        let clocks = clocks(self.petition()?, Calendar::shipped(), Policy::shipped());
        let found = clocks
            .iter()
            .rev()
            .find(|clock| format!("{:?}", clock.term) == term);
        match found {
            Some(clock) if clock.due.on.to_string() == day => None,
            other => Some(format!("wanted {term} on {day}, got {other:?}")),
        }
    }
}

/// Whether `told` is the refusal's name, or the name with its detail.
fn told_as(refusal: &Refusal, told: &str) -> bool {
    let full = format!("{refusal:?}");
    full == told || full.split(|c: char| !c.is_alphanumeric()).next() == Some(told)
}

/// Red line 6: whatever was noted on a reception, every command in every story is decided alike, for the same
/// people, under the same clocks.
fn incidents_change_nothing(
    record: Option<&Record>,
    command: &Command,
    setting: &Setting<'_>,
    decision: &Result<Vec<Fact>, Refusal>,
) {
    let Some(Record::Petition(petition)) = record else {
        return;
    };
    let incident = rights::Incident {
        on: petition.registration.received_on,
        item: rights::Unlawful::Violence,
        facts: "推搡工作人员".to_owned(),
        done: "报警".to_owned(),
        authority: "县公安局".to_owned(),
    };
    for noted in [Vec::new(), vec![incident.clone()], vec![incident; 3]] {
        let mut other = petition.clone();
        other.rights.incidents = noted;
        let told = |petition: &Petition| {
            let summary = domain::petition::summary(petition, setting.calendar, setting.policy);
            let parts = parts(petition, setting.actor);
            (summary, domain::petition::tags(petition), parts)
        };
        assert_eq!(told(petition), told(&other));
        let other = Record::Petition(other);
        assert_eq!(decision, &decide(Some(&other), command, setting));
    }
}
