//! A hundred real cases taken through the whole life by the law, with their real dates: when they came in and when
//! they were answered. What lies between is what the Regulations ask for, at their pace; the answer's day is the
//! real one. `docs/real-cases.md` tells what the clocks say of them, in sums, without a word of a case.
//!
//! The messages lie beside the checkout (`../shared/data/messages_replied.csv`) and are never copied; without them
//! nothing is checked. `HUIYIN_BLESS=1` writes the report.

use chrono::{Days, Duration, NaiveDate, NaiveDateTime, NaiveTime};
use domain::deadline::{Calendar, Clock, Level, Term};
use domain::duty::{Actor, Officer, Role};
use domain::ids::{Moment, OfficerId, RecordId, UnitId, beijing, day_of};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};
use domain::petition::{
    Acceptance, Answer, Channel, ClosingReport, Command, Delivery, ExtensionGrant,
    ExtensionRequest, Intake, Notice, Opinion, Outcome, Path, Petition, Petitioner, Proceeding,
    Purpose, Rating, Registration, Satisfaction, Sending, Service, State, clocks,
};
use domain::policy::Policy;
use domain::steps::Place;
use domain::{By, Event, Record, Setting, apply, decide};
use std::fmt::Write as _;
use std::path::PathBuf;
use uuid::Uuid;

/// How many are taken, evenly from the whole file.
const CASES: usize = 100;

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// When each message came in and was answered, in Beijing time.
fn dates() -> Option<Vec<(NaiveDateTime, NaiveDateTime)>> {
    let file = root().join("../shared/data/messages_replied.csv");
    let mut reader = csv::Reader::from_path(file).ok()?;
    let headers = reader.headers().expect("a first line").clone();
    let column = |name| {
        headers
            .iter()
            .position(|header| header == name)
            .expect("a column")
    };
    let (received, replied) = (column("received_at"), column("replied_at"));
    let all: Vec<_> = reader
        .records()
        .map(|row| row.expect("a row"))
        .filter_map(|row| Some((row[received].parse().ok()?, row[replied].parse().ok()?)))
        .filter(|(received, replied)| received < replied)
        .collect();
    let stride = all.len() / CASES;
    Some(all.into_iter().step_by(stride).take(CASES).collect())
}

const BUREAU: UnitId = UnitId(Uuid::from_u128(1));
const UNIT: UnitId = UnitId(Uuid::from_u128(2));

fn officer(n: u128, unit: UnitId, role: Role) -> Officer {
    Officer {
        id: OfficerId(Uuid::from_u128(n)),
        name: format!("第{n}人"),
        unit,
        roles: vec![role],
    }
}

/// One case under way.
struct Life {
    directory: Directory,
    record: Option<Record>,
    last: Moment,
}

impl Life {
    fn new(people: &[Officer]) -> Life {
        let unit = |id, kind, name: &str| Unit {
            id,
            parent: None,
            kind,
            name: name.to_owned(),
            code: String::new(),
            word: name.to_owned(),
        };
        let units = vec![
            unit(BUREAU, UnitKind::Bureau, "信访局"),
            unit(UNIT, UnitKind::Department, "责任单位"),
        ];
        let colleagues = people.iter().map(|person| Colleague {
            id: person.id,
            name: person.name.clone(),
            unit: person.unit,
            roles: person.roles.clone(),
        });
        Life {
            directory: Directory::new(units, colleagues.collect()),
            record: None,
            last: Moment::MIN_UTC,
        }
    }

    fn petition(&self) -> &Petition {
        match self.record.as_ref() {
            Some(Record::Petition(petition)) => petition,
            None => panic!("registered"),
        }
    }

    /// Takes one step on this day, in the order told; every one must be lawful.
    fn act(&mut self, actor: &Actor, on: NaiveDate, command: Command) {
        let nine = on.and_time(NaiveTime::MIN + Duration::hours(9));
        let asked = nine
            .and_local_timezone(beijing())
            .single()
            .expect("a time")
            .to_utc();
        let after = self
            .last
            .checked_add_signed(Duration::minutes(1))
            .unwrap_or(asked);
        self.last = asked.max(after);
        let setting = Setting {
            actor,
            now: self.last,
            recorded_at: self.last,
            place: Place::Online,
            directory: &self.directory,
            calendar: Calendar::shipped(),
            policy: Policy::shipped(),
        };
        let command = domain::Command::Petition(command);
        let facts = decide(self.record.as_ref(), &command, &setting)
            .unwrap_or_else(|no| panic!("{on}: {command:?} is refused: {no:?}"));
        for fact in facts {
            let event = Event {
                record: RecordId(Uuid::from_u128(9)),
                at: self.last,
                recorded_at: self.last,
                by: By::from(actor),
                fact,
            };
            apply(&mut self.record, &event);
        }
    }
}

fn plus(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).expect("a day")
}

/// The whole life of one case; every tenth is assigned, and one that took longer than sixty days was extended
/// while its limit ran.
fn lived(nth: usize, received: NaiveDate, replied: NaiveDate) -> Life {
    let [registrar, chief, handler, head] = [
        officer(11, BUREAU, Role::Registrar),
        officer(12, BUREAU, Role::BureauOfficer),
        officer(13, UNIT, Role::Handler),
        officer(14, UNIT, Role::UnitHead),
    ];
    let people = [
        registrar.clone(),
        chief.clone(),
        handler.clone(),
        head.clone(),
    ];
    let mut life = Life::new(&people);
    let [registrar, chief, handler_acts, head] =
        [registrar, chief, handler.clone(), head].map(Actor::Officer);
    let took = replied.signed_duration_since(received).num_days();
    let step = |share: i64| {
        plus(
            received,
            u64::try_from((took * share / 100).max(0)).unwrap_or(0),
        )
    };
    let sent = step(10).min(plus(received, 4));
    let told = step(20).min(plus(received, 10));
    let assigned = nth % 10 == 0;
    life.act(
        &registrar,
        received,
        Command::Register(Box::new(paper(received))),
    );
    let sending = Sending {
        unit: UNIT,
        assignment: assigned.then(|| domain::petition::Assignment {
            requirement: "查清并答复".to_owned(),
            feedback_on: plus(sent, 60),
        }),
        note: String::new(),
    };
    life.act(&chief, sent, Command::Send(sending));
    let notice = |on| Notice {
        service: Service::Other,
        on,
    };
    let acceptance = Acceptance {
        path: Path::PetitionProcedure,
        handler: handler.id,
        notice: notice(told),
        simple: false,
    };
    life.act(&handler_acts, told, Command::Accept(acceptance));
    let due = clock(&life, Term::Handling).expect("it runs").due.on;
    if replied > due {
        let proceed =
            |life: &mut Life, actor, on, paper| life.act(actor, on, Command::Proceed(paper));
        let request = ExtensionRequest {
            days: 30,
            reason: "情况复杂".to_owned(),
        };
        proceed(
            &mut life,
            &handler_acts,
            due,
            Proceeding::RequestExtension(request),
        );
        let grant = ExtensionGrant {
            days: 30,
            note: String::new(),
        };
        proceed(&mut life, &head, due, Proceeding::GrantExtension(grant));
        proceed(
            &mut life,
            &handler_acts,
            due,
            Proceeding::TellExtension(notice(due)),
        );
    }
    let opinion = Opinion {
        findings: "已核实".to_owned(),
        answers: vec![Answer {
            demand: 0,
            outcome: Outcome::Answered,
            opinion: "已答复".to_owned(),
            basis: String::new(),
        }],
        drafts_seen: 0,
    };
    life.act(&handler_acts, replied, Command::Draft(opinion));
    life.act(&head, replied, Command::Approve(0));
    let delivery = Delivery {
        service: Service::Other,
        on: replied,
        receiver: "网上自取".to_owned(),
        refused: None,
        late_reason: String::new(),
        posting: None,
    };
    life.act(&handler_acts, replied, Command::Deliver(delivery));
    let rating = Rating {
        bureau: Satisfaction::Satisfied,
        unit: Satisfaction::MostlySatisfied,
        comment: String::new(),
    };
    life.act(&Actor::Petitioner, plus(replied, 5), Command::Rate(rating));
    if assigned {
        let report = ClosingReport {
            done: "已答复".to_owned(),
            result: "已办结".to_owned(),
            petitioner_says: String::new(),
        };
        let report = Command::Proceed(Proceeding::ReportClosing(report));
        life.act(&handler_acts, plus(replied, 6), report);
    }
    life.act(&chief, plus(replied, 7), Command::Close(String::new()));
    assert_eq!(life.petition().state, State::Closed);
    life
}

fn paper(received_on: NaiveDate) -> Registration {
    Registration {
        bureau: BUREAU,
        channel: Channel::Online,
        purpose: Purpose::Other,
        class: String::new(),
        title: "网上反映的事项".to_owned(),
        text: "略".to_owned(),
        place: String::new(),
        village: None,
        petitioners: vec![Petitioner::default()],
        headcount: 1,
        demands: vec!["答复".to_owned()],
        received_on,
        late_reason: String::new(),
        external_numbers: Vec::new(),
        intake: Intake::default(),
    }
}

fn clock(life: &Life, term: Term) -> Option<Clock> {
    clocks(life.petition(), Calendar::shipped(), Policy::shipped())
        .into_iter()
        .find(|clock| clock.term == term)
}

/// What the clocks say of all of them, in sums.
fn report(cases: &[(NaiveDateTime, NaiveDateTime)]) -> String {
    let mut took: Vec<i64> = Vec::new();
    let (mut rolled, mut extended, mut weekend) = (0, 0, 0);
    let mut told = [
        (Term::Send, [0; 2]),
        (Term::Notice, [0; 2]),
        (Term::Handling, [0; 2]),
    ];
    let (mut within_sixty, mut simple) = (0, 0);
    for (nth, (received, replied)) in cases.iter().enumerate() {
        let (received, replied) = (received.date(), replied.date());
        let life = lived(nth, received, replied);
        let today = day_of(life.last);
        for (term, [met, late]) in &mut told {
            match clock(&life, *term).expect("it ran").level(today) {
                Level::Met => *met += 1,
                Level::MetLate => *late += 1,
                other => panic!("{term:?} stands at {other:?} in a closed case"),
            }
        }
        let handling = clock(&life, Term::Handling).expect("it ran");
        rolled += i32::from(handling.due.moved_from.is_some());
        extended += i32::from(handling.length.count > 60);
        weekend += i32::from(!Calendar::shipped().is_working(replied));
        let plain = Clock::start(
            Calendar::shipped(),
            Policy::shipped(),
            Term::Handling,
            handling.started_on,
        );
        within_sixty += i32::from(replied <= plain.due.on);
        let simply = Clock::start(
            Calendar::shipped(),
            Policy::shipped(),
            Term::SimpleOpinion,
            handling.started_on,
        );
        simple += i32::from(replied <= simply.due.on);
        took.push(replied.signed_duration_since(received).num_days());
    }
    took.sort_unstable();
    let at = |percent: usize| {
        took.get(took.len() * percent / 100)
            .copied()
            .unwrap_or_default()
    };
    let mut text = String::from(
        "# A hundred real cases under the clocks\n\nWritten by `server/tests/import/real_cases.rs` from the dates of a \
         hundred answered messages, taken evenly from the file beside the checkout; no word of a case is here. Each \
         went the whole way from registration to closing, every step decided by the law; the day it came in and the \
         day of the answer are real, the steps between are set at the Regulations' pace.\n\n",
    );
    let mut say = |line: String| {
        text.push_str(&line);
        text.push('\n');
    };
    say(format!(
        "Cases: {}, all closed; every tenth assigned, with a closing report.",
        took.len()
    ));
    say(format!(
        "Days from receipt to answer: median {}, nine in ten within {}, the longest {}.\n",
        at(50),
        at(90),
        took.last().copied().unwrap_or_default()
    ));
    say("| limit | kept | late |\n|---|---|---|".to_owned());
    for (term, [met, late]) in told {
        say(format!("| {term:?} | {met} | {late} |"));
    }
    let mut last = String::new();
    let _ = write!(
        last,
        "\nAnswered within the plain 60 days: {within_sixty}. Extended by 30 days, once, while the limit ran: {extended}. \
         Would have kept the 10 working days of the simple procedure: {simple}. Limits moved because they ended on a \
         rest day: {rolled}. Answers given on a rest day: {weekend}.\n"
    );
    text + &last
}

#[test]
fn a_hundred_real_cases_live_their_whole_life_under_the_law() {
    let Some(cases) = dates() else {
        // The messages are not beside this checkout.
        return;
    };
    assert_eq!(cases.len(), CASES);
    let path = root().join("docs/real-cases.md");
    let told = report(&cases);
    if std::env::var_os("HUIYIN_BLESS").is_some() {
        std::fs::write(&path, &told).expect("a written report");
    }
    let kept = std::fs::read_to_string(&path).expect("docs/real-cases.md");
    assert_eq!(kept, told, "the clocks say something else of them now");
}
