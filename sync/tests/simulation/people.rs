//! The county of the simulation and what its people do: one bureau, two units, three officers.

use crate::lots::Lots;
use chrono::{DateTime, Days, TimeDelta};
use domain::duty::{Officer, Role};
use domain::ids::{AttachmentId, CommandId, Moment, OfficerId, RecordId, UnitId, day_of};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};
use domain::petition::{
    Acceptance, Answer, Attachment, AttachmentKind, Channel, Command as Step, Contact, ContactKind,
    Correction, Declining, Delivery, FileDigest, Intake, Media, Notice, Opinion, Outcome, Passage,
    Path, Petition, Petitioner, Purpose, Registration, Sending, Service, State, Visit,
};
use domain::{Command, Record};
use uuid::Uuid;

pub const BUREAU: UnitId = UnitId(Uuid::from_u128(1));
pub const UNITS: [UnitId; 2] = [UnitId(Uuid::from_u128(2)), UnitId(Uuid::from_u128(3))];

/// 6 May 2024, 09:00 in Beijing.
pub fn dawn() -> Moment {
    DateTime::from_timestamp(1_714_957_200, 0).unwrap()
}

pub fn officer_id(nth: usize) -> OfficerId {
    OfficerId(Uuid::from_u128(10 + nth as u128))
}

pub fn record_id(n: u64) -> RecordId {
    RecordId(Uuid::from_u128(0x1000_0000 + u128::from(n)))
}

pub fn command_id(n: u64) -> CommandId {
    CommandId(Uuid::from_u128(0x2000_0000 + u128::from(n)))
}

/// The officers as the schedule begins: the bureau's, and one of each unit.
pub fn officers() -> Vec<Officer> {
    let officer = |nth: usize, unit, roles: &[Role]| Officer {
        id: officer_id(nth),
        name: format!("o{nth}"),
        unit,
        roles: roles.to_vec(),
    };
    vec![
        officer(0, BUREAU, &[Role::BureauOfficer, Role::Registrar]),
        officer(1, UNITS[0], &[Role::Handler, Role::UnitHead]),
        officer(2, UNITS[1], &[Role::Handler, Role::UnitHead]),
    ]
}

pub fn units() -> Vec<Unit> {
    let unit = |id, kind, name: &str| Unit {
        id,
        parent: None,
        kind,
        name: name.to_owned(),
        code: String::new(),
        word: name.to_owned(),
    };
    vec![
        unit(BUREAU, UnitKind::Bureau, "bureau"),
        unit(UNITS[0], UnitKind::Township, "a"),
        unit(UNITS[1], UnitKind::Department, "b"),
    ]
}

pub fn directory(officers: &[Officer]) -> Directory {
    Directory::new(
        units(),
        officers
            .iter()
            .map(|officer| Colleague {
                id: officer.id,
                name: officer.name.clone(),
                unit: officer.unit,
                roles: officer.roles.clone(),
            })
            .collect(),
    )
}

/// What somebody decides to do: `n` is unlike any other number of the schedule.
pub struct Deed {
    pub record: RecordId,
    pub command: Command,
}

/// Something the officer may want to do, sensible as far as their screen shows, sometimes not.
/// `None`: they see nothing to do.
pub fn deed(
    lots: &mut Lots,
    n: u64,
    me: &Officer,
    seen: &[&Petition],
    now: Moment,
) -> Option<Deed> {
    let registers = me.is(Role::Registrar);
    let petition = lots.pick(seen).copied();
    if petition.is_none() && !registers && lots.chance(95) {
        return None;
    }
    Some(match petition {
        Some(petition) if !registers || lots.chance(65) => Deed {
            record: petition.id,
            command: Command::Petition(step(lots, n, me, petition, now)),
        },
        _ => {
            let sealed = lots.chance(5);
            let purpose = if sealed {
                Purpose::Report
            } else {
                Purpose::Plea
            };
            let registration = registration(purpose, n, now);
            Deed {
                record: record_id(n),
                command: Command::Petition(Step::Register(Box::new(registration))),
            }
        }
    })
}

/// A petition that is not sealed.
pub fn plea(n: u64, now: Moment) -> Command {
    Command::Petition(Step::Register(Box::new(registration(
        Purpose::Plea,
        n,
        now,
    ))))
}

/// A report against an official: sealed.
pub fn report(n: u64, now: Moment) -> Step {
    Step::Register(Box::new(registration(Purpose::Report, n, now)))
}

pub fn sending(unit: UnitId) -> Command {
    Command::Petition(Step::Send(Sending {
        unit,
        assignment: None,
        note: String::new(),
    }))
}

fn registration(purpose: Purpose, n: u64, now: Moment) -> Registration {
    Registration {
        bureau: BUREAU,
        channel: Channel::Visit,
        purpose,
        class: String::new(),
        title: format!("r{n}"),
        text: "t".to_owned(),
        place: String::new(),
        village: None,
        petitioners: vec![Petitioner::default()],
        headcount: 1,
        demands: vec!["d".to_owned()],
        received_on: day_of(now),
        late_reason: String::new(),
        external_numbers: Vec::new(),
        intake: Intake::default(),
    }
}

fn step(lots: &mut Lots, n: u64, me: &Officer, petition: &Petition, now: Moment) -> Step {
    if me.is(Role::Registrar) {
        return match (petition.state, lots.below(4)) {
            (State::Objected, 0 | 1) => Step::AgreeReturn(format!("y{n}")),
            (State::Objected, 2) => Step::RejectObjection(format!("n{n}")),
            (State::Delivered | State::Declined, 0..3) => Step::Close(String::new()),
            (_, 3) => correction(n, petition),
            _ => Step::Send(Sending {
                unit: UNITS[lots.below(2)],
                assignment: None,
                note: String::new(),
            }),
        };
    }
    match (petition.state, lots.below(8)) {
        (_, 0..=2) => visit(n, now),
        (_, 3) if lots.chance(60) => correction(n, petition),
        (_, 3) => contact(n, now),
        (State::Sent, 4) if lots.chance(50) => Step::Object(format!("o{n}")),
        (State::Sent, 5) if lots.chance(30) => decline(n, now),
        (State::Sent, _) => Step::Accept(Acceptance {
            simple: false,
            path: Path::PetitionProcedure,
            handler: me.id,
            notice: notice(now),
        }),
        (State::Accepted, _) => draft(n, petition),
        (State::Drafted, 4 | 5) => Step::ReturnDraft(format!("b{n}")),
        (State::Drafted, _) => Step::Approve(petition.drafts.len().saturating_sub(1) as u16),
        (State::Approved, _) => Step::Deliver(Delivery {
            service: Service::InPerson,
            on: day_of(now),
            receiver: format!("d{n}"),
            refused: None,
            late_reason: "l".to_owned(),
            posting: None,
        }),
        _ => contact(n, now),
    }
}

/// Returned work taken up again, told apart from the first attempt by its words.
pub fn again(n: u64, command: Command) -> Command {
    let Command::Petition(mut step) = command;
    match &mut step {
        Step::Visit(visit) => visit.found = format!("v{n}"),
        Step::Contact(contact) => contact.said = format!("c{n}"),
        _ => {}
    }
    Command::Petition(step)
}

/// A visit that can be found again by its number.
pub fn visit(n: u64, now: Moment) -> Step {
    Step::Visit(Visit {
        on: day_of(now),
        place: "p".to_owned(),
        met: "m".to_owned(),
        companions: String::new(),
        found: format!("v{n}"),
        said: String::new(),
        agreed: String::new(),
    })
}

fn contact(n: u64, now: Moment) -> Step {
    Step::Contact(Contact {
        kind: ContactKind::Call,
        on: day_of(now),
        with: "w".to_owned(),
        said: format!("c{n}"),
    })
}

fn notice(now: Moment) -> Notice {
    Notice {
        service: Service::Post,
        on: day_of(now),
    }
}

fn decline(n: u64, now: Moment) -> Step {
    Step::Decline(Declining {
        reason: format!("x{n}"),
        whose_matter: "w".to_owned(),
        notice: notice(now),
    })
}

fn draft(n: u64, petition: &Petition) -> Step {
    Step::Draft(Opinion {
        findings: format!("f{n}"),
        answers: vec![Answer {
            demand: 0,
            outcome: Outcome::Supported,
            opinion: "a".to_owned(),
            basis: "信访工作条例第三十二条".to_owned(),
        }],
        drafts_seen: petition.drafts.len() as u16,
    })
}

/// Must match what its author saw: two of them at once, and one comes back.
fn correction(n: u64, petition: &Petition) -> Step {
    Step::Correct(Correction {
        passage: Passage::Title,
        was: petition.registration.title.clone(),
        now: format!("r{n}"),
        reason: "z".to_owned(),
    })
}

/// How often the words of a visit stand in a record; `None` for another command.
pub fn times(command: &Command, record: &Record) -> Option<usize> {
    let (Command::Petition(step), Record::Petition(petition)) = (command, record);
    match step {
        Step::Visit(visit) => {
            let same = |other: &&Visit| other.found == visit.found;
            Some(petition.visits.iter().filter(same).count())
        }
        Step::Contact(contact) => {
            let same = |other: &&Contact| other.said == contact.said;
            Some(petition.contacts.iter().filter(same).count())
        }
        _ => None,
    }
}

pub fn file_id(n: u64) -> AttachmentId {
    AttachmentId(Uuid::from_u128(0x4000_0000 + u128::from(n)))
}

pub fn photo(id: AttachmentId, bytes: u32) -> Attachment {
    Attachment {
        id,
        kind: AttachmentKind::Photo,
        about: None,
        name: "p".to_owned(),
        media: Media::Jpeg,
        bytes,
        sha256: FileDigest([0; 32]),
        taken_at: None,
    }
}

/// A clock that is wrong by some hours, rarely by a day.
pub fn skewed(now: Moment, hours: i64) -> Moment {
    now + TimeDelta::hours(hours)
}

pub fn later(now: Moment, days: u64) -> Moment {
    now + Days::new(days)
}
