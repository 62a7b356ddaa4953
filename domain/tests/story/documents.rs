//! `issues`: a document as its author would fill it from the case. Options bend what a story is about:
//! `document=KEY`, `replaces=N`, `reason=…`, `says=…` (one more paragraph), `to=…`, `title=…`, `on=DAY`,
//! `without=quoted`, `without=signature`, `paragraphs=N`, `listed=N` (attachments).

use super::cast::Cast;
use domain::Setting;
use domain::deadline::Calendar;
use domain::document::{Addressee, Content, DocumentKind, Issuing, Level, Paragraph, frame};
use domain::duty::Actor;
use domain::ids::{Moment, day_of};
use domain::petition::{Command, Petition};
use domain::policy::Policy;
use domain::steps::Place;
use std::collections::BTreeMap;

pub fn issuing(
    options: &BTreeMap<&str, &str>,
    actor: &Actor,
    now: Moment,
    petition: Option<&Petition>,
    cast: &Cast,
) -> Option<Command> {
    let told = |key: &str| options.get(key).copied();
    let kind = DocumentKind::from_key(told("document").unwrap_or("acceptance"))?;
    let setting = Setting {
        actor,
        now,
        recorded_at: now,
        place: Place::Online,
        directory: &cast.directory,
        calendar: Calendar::shipped(),
        policy: Policy::shipped(),
    };
    let frame = petition.and_then(|petition| frame(petition, kind, &setting));
    let addressee = match frame.as_ref().map(|frame| &frame.addressee) {
        Some(Addressee::Petitioners(names)) => names.join("、"),
        Some(Addressee::Unit(unit)) => cast.directory.unit_name(*unit).to_owned(),
        _ => "县政府".to_owned(),
    };
    let body = |text: &str| Paragraph {
        level: Level::Body,
        text: text.to_owned(),
    };
    let count = |key: &str| told(key).map_or(0, |count| count.parse().expect("a count"));
    let mut paragraphs = vec![body("你反映的信访事项收悉。")];
    if told("without") != Some("quoted") {
        let quoted = frame.iter().flat_map(|frame| &frame.quoted);
        paragraphs.extend(quoted.map(|passage| body(passage)));
        paragraphs.retain(|paragraph| !paragraph.text.is_empty());
    }
    match told("says") {
        Some("-") => paragraphs.clear(),
        Some(words) => paragraphs.push(body(words)),
        None => {}
    }
    paragraphs.extend((0..count("paragraphs")).map(|_| body("再说一遍。")));
    let dash = |words: &str| {
        if words == "-" {
            String::new()
        } else {
            words.to_owned()
        }
    };
    let signatures = match (&frame, told("without")) {
        (Some(frame), without) if without != Some("signature") => frame.signatures.clone(),
        _ => Vec::new(),
    };
    Some(Command::Issue(Box::new(Issuing {
        kind,
        content: Content {
            issuer: frame.map_or_else(String::new, |frame| {
                cast.directory.unit_name(frame.unit).to_owned()
            }),
            title: dash(told("title").unwrap_or("信访事项告知书")),
            addressee: dash(told("to").unwrap_or(&addressee)),
            paragraphs,
            attachments: (0..count("listed")).map(|_| "清单".to_owned()).collect(),
            on: told("on").map_or_else(|| day_of(now), |day| day.parse().expect("a day")),
            signatures,
        },
        replaces: told("replaces").map(|nth| nth.parse().expect("a position")),
        reason: match told("reason") {
            Some("*201") => "长".repeat(201),
            other => dash(other.unwrap_or("")),
        },
    })))
}
