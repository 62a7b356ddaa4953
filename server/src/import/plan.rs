//! A message as the commands an officer would have issued, at the times the source gives, rehearsed
//! against the law before anything is written: a row goes in whole or not at all.

use super::columns::Column;
use super::ids;
use super::message::{Message, Mistake, Reason, Reply};
use super::office::Office;
use crate::store::Issued;
use domain::deadline::Calendar;
use domain::duty::Actor;
use domain::ids::{Moment, RecordId, day_of};
use domain::petition::{
    self, Acceptance, Answer, Channel, Delivery, ExternalNumber, Intake, LINE_LIMIT, Notice,
    Opinion, Outcome, Path, Petition, Petitioner, Purpose, Registration, Sending, Service, State,
};
use domain::policy::Policy;
use domain::steps::Place;
use domain::{By, Command, Event, Field, Record, Refusal, Setting, apply, decide};

/// Said in the transfer: what the source does not tell is entered for the day of receipt, and why.
const NOTE: &str = "历史数据导入：来源没有转送、受理和告知的时间，都按收到留言的时间记入。";
/// The source keeps one text; it does not say which part of it established the facts.
const FINDINGS: &str = "历史数据导入：来源只有答复全文，没有分列查明的事实。";
/// A message's sender is not taken over.
const RECEIVER: &str = "网上留言人";

/// The commands still to be issued for a message; none: all of it is there.
///
/// # Errors
/// The mistake of the row that the law, or what is in the ledger already, makes of it.
pub fn plan(
    message: &Message,
    id: RecordId,
    office: &Office,
    existing: Option<&Record>,
    recorded_at: Moment,
) -> Result<Vec<Issued>, Mistake> {
    let reply = message.reply.as_ref();
    let commands = match (existing, reply) {
        (None, None) => vec![register(message, office)],
        (None, Some(reply)) => {
            let mut commands = vec![register(message, office)];
            commands.extend(answer(message, reply, office));
            commands
        }
        (Some(_), None) => Vec::new(),
        (Some(Record::Petition(petition)), Some(reply)) if petition.state == State::Registered => {
            answer(message, reply, office)
        }
        (Some(Record::Petition(petition)), Some(reply)) if holds(petition, reply) => Vec::new(),
        (Some(Record::Petition(petition)), Some(_)) => {
            let reason = match petition.delivery {
                Some(_) => Reason::OtherReply,
                None => Reason::InHandling(petition.state),
            };
            return Err(Mistake::of(Column::Reply, reason));
        }
    };
    let issued: Vec<Issued> = commands
        .into_iter()
        .map(
            |Timed {
                 at,
                 actor,
                 command,
                 reply,
             }| {
                let Command::Petition(step) = &command;
                Issued {
                    op_id: ids::command(id, step.step(), reply),
                    record: id,
                    actor: actor.clone(),
                    command,
                    at: Some(at),
                    recorded_at,
                    place: Place::Online,
                }
            },
        )
        .collect();
    rehearse(&issued, existing.cloned(), office)?;
    Ok(issued)
}

/// One command of the plan.
struct Timed<'a> {
    at: Moment,
    actor: &'a Actor,
    command: Command,
    /// The answer this command carries or follows from.
    reply: Option<&'a Reply>,
}

fn register<'a>(message: &Message, office: &'a Office) -> Timed<'a> {
    let (title, text) = titled(&message.subject, &message.text);
    let registration = Registration {
        bureau: office.bureau,
        channel: Channel::Online,
        // The source does not say what the sender wants, and a guess would be a finding.
        purpose: Purpose::Other,
        class: message.class.clone(),
        title,
        text,
        place: String::new(),
        village: None,
        petitioners: vec![Petitioner::default()],
        headcount: 1,
        demands: vec![message.subject.clone()],
        received_on: day_of(message.received_at),
        late_reason: String::new(),
        external_numbers: Some(message.number.as_str())
            .filter(|number| !number.is_empty())
            .map(|number| ExternalNumber::of("", number))
            .into_iter()
            .collect(),
        intake: Intake::default(),
    };
    Timed {
        at: message.received_at,
        actor: &office.registrar,
        command: Command::Petition(petition::Command::Register(Box::new(registration))),
        reply: None,
    }
}

fn answer<'a>(message: &Message, reply: &'a Reply, office: &'a Office) -> Vec<Timed<'a>> {
    let received_on = day_of(message.received_at);
    let step = |at, actor, command, reply| Timed {
        at,
        actor,
        command: Command::Petition(command),
        reply,
    };
    let opinion = Opinion {
        findings: FINDINGS.to_owned(),
        answers: vec![Answer {
            demand: 0,
            outcome: Outcome::Answered,
            opinion: reply.text.clone(),
            basis: String::new(),
        }],
        drafts_seen: 0,
    };
    let sending = Sending {
        unit: office.unit,
        assignment: None,
        note: NOTE.to_owned(),
    };
    let acceptance = Acceptance {
        simple: false,
        path: Path::PetitionProcedure,
        handler: office.handler,
        notice: Notice {
            service: Service::Other,
            on: received_on,
        },
    };
    let delivery = Delivery {
        service: Service::Other,
        on: day_of(reply.at),
        receiver: RECEIVER.to_owned(),
        refused: None,
        late_reason: String::new(),
        posting: None,
    };
    let answered = Some(reply);
    vec![
        step(
            message.received_at,
            &office.registrar,
            petition::Command::Send(sending),
            None,
        ),
        step(
            message.received_at,
            &office.answerer,
            petition::Command::Accept(acceptance),
            None,
        ),
        step(
            reply.at,
            &office.answerer,
            petition::Command::Draft(opinion),
            answered,
        ),
        step(
            reply.at,
            &office.answerer,
            petition::Command::Approve(0),
            answered,
        ),
        step(
            reply.at,
            &office.answerer,
            petition::Command::Deliver(delivery),
            answered,
        ),
    ]
}

/// A title is one line of limited length; a longer one is cut, and stands whole above the text.
fn titled(subject: &str, text: &str) -> (String, String) {
    let line: String = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= LINE_LIMIT {
        return (line, text.to_owned());
    }
    let mut title: String = line.chars().take(LINE_LIMIT - 1).collect();
    title.push('…');
    (title, format!("{subject}\n\n{text}"))
}

/// Whether this very answer was delivered.
fn holds(petition: &Petition, reply: &Reply) -> bool {
    petition
        .delivery
        .as_ref()
        .is_some_and(|delivery| delivery.on == day_of(reply.at))
        && petition.opinion().is_some_and(|opinion| {
            opinion
                .answers
                .iter()
                .any(|answer| answer.opinion == reply.text)
        })
}

fn rehearse(
    commands: &[Issued],
    mut record: Option<Record>,
    office: &Office,
) -> Result<(), Mistake> {
    for issued in commands {
        let now = issued.at.unwrap_or(issued.recorded_at);
        let setting = Setting {
            actor: &issued.actor,
            now,
            recorded_at: issued.recorded_at,
            place: issued.place,
            directory: &office.directory,
            calendar: Calendar::shipped(),
            policy: Policy::shipped(),
        };
        let facts = decide(record.as_ref(), &issued.command, &setting).map_err(refused)?;
        for fact in facts {
            let by = By::from(&issued.actor);
            let event = Event {
                record: issued.record,
                at: now,
                recorded_at: issued.recorded_at,
                by,
                fact,
            };
            apply(&mut record, &event);
        }
    }
    Ok(())
}

/// A refusal, pointed at the column that holds what it is about.
pub fn refused(refusal: Refusal) -> Mistake {
    let field = match &refusal {
        Refusal::Missing(field) | Refusal::InFuture(field) | Refusal::TooLong { field, .. } => {
            Some(*field)
        }
        _ => None,
    };
    let column = field.and_then(|field| match field {
        Field::Title | Field::Demands => Some(Column::Subject),
        Field::Text => Some(Column::Text),
        Field::Class => Some(Column::Level1),
        Field::ExternalNumber => Some(Column::Id),
        Field::Answer => Some(Column::Reply),
        _ => None,
    });
    Mistake {
        column,
        reason: Reason::Refused(refusal),
    }
}
