//! 登记: how it came, the matter, the people, each demand. What can be derived is not asked.

mod brought;
mod filed;
mod many;
mod people;
mod reception;
mod suggested;

pub use filed::written;
pub use reception::receptions;

use self::brought::Brought;
use self::many::Many;
use self::people::People;
use self::suggested::Known;
use super::sheet::{Sheet, label};
use crate::alike::Words;
use crate::desk::petition::alike;
use crate::desk::petition::attachments::choosing::Choosing;
use crate::desk::petition::intake::group_visit;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::filing::Filing;
use crate::parts::field::{Choice, choices, day, kind, kinds, line, proposed, select, text};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::text::{Lang, attachment as materials, form as hints, intake, petition as words};
use domain::Field;
use domain::duty::Role;
use domain::ids::{RecordId, UnitId};
use domain::organisation::UnitKind;
use domain::petition::{
    About, AttachmentKind, Channel, Command, DEMANDS, Intake, Purpose, Registration, Step,
};
use leptos::prelude::*;
use std::sync::Arc;

fn demand(form: Form, nth: usize) -> Slot {
    let number = u16::try_from(nth + 1).unwrap_or(u16::MAX);
    form.slot(
        format!("demand{nth}."),
        words::demand_number(form.lang(), number),
        Rule::text(Field::Demands),
        "",
    )
}

/// What this person may register: the bureau everything, a township cadre what was found on a visit, the
/// discipline channel reports against officials.
fn open_to(scene: Scene) -> (Vec<Channel>, Vec<Purpose>) {
    let officer = untrack(|| scene.officer());
    let is_one_of = |roles: &[Role]| {
        officer
            .as_ref()
            .is_some_and(|officer| roles.iter().any(|role| officer.is(*role)))
    };
    if is_one_of(&[Role::Registrar, Role::BureauOfficer, Role::BureauHead]) {
        (Channel::ALL.to_vec(), Purpose::ALL.to_vec())
    } else if is_one_of(&[Role::DisciplineOfficer]) {
        (Channel::ALL.to_vec(), vec![Purpose::Report])
    } else {
        (vec![Channel::FoundOnVisit], Purpose::ALL.to_vec())
    }
}

/// The one that is left to choose, if it is one.
fn only<T: Copy>(offered: &[T], word: fn(Lang, T) -> &'static str) -> &'static str {
    match offered {
        [only] => word(Lang::Zh, *only),
        _ => "",
    }
}

/// The bureau whose register it goes into: one's own, else the county's.
fn bureau(scene: Scene) -> Option<UnitId> {
    let own = untrack(|| scene.officer()).map(|officer| officer.unit);
    scene.device.directory.with_untracked(|directory| {
        let bureaus = || {
            directory
                .units()
                .iter()
                .filter(|unit| unit.kind == UnitKind::Bureau)
        };
        bureaus()
            .find(|unit| Some(unit.id) == own)
            .or_else(|| bureaus().next())
            .map(|unit| unit.id)
    })
}

/// Villages under their townships.
fn villages(scene: Scene) -> Vec<(String, Vec<Choice>)> {
    scene.device.directory.with_untracked(|directory| {
        let townships = directory
            .responsible()
            .into_iter()
            .filter(|unit| unit.kind == UnitKind::Township);
        townships
            .map(|township| {
                let villages = directory
                    .below(township.id)
                    .into_iter()
                    .filter(|unit| unit.kind == UnitKind::Village);
                (
                    township.name.clone(),
                    villages
                        .map(|unit| (unit.id.to_string(), unit.name.clone()))
                        .collect(),
                )
            })
            .collect()
    })
}

/// What a registration begins with.
#[derive(Clone)]
pub enum Start {
    /// Somebody stands at the window.
    New,
    /// A reception that was stopped on this device.
    Resumed(RecordId),
    /// The petitioner wrote it on the public page.
    Filed(Arc<Filing>),
}

impl Start {
    fn place(&self) -> Place {
        match self {
            Start::New => Place::Register,
            Start::Resumed(id) => Place::Reception(*id),
            Start::Filed(filing) => Place::TakeOver(filing.id),
        }
    }

    /// The id of the record it will be; a new one has none yet.
    fn record(&self) -> Option<RecordId> {
        match self {
            Start::New => None,
            Start::Resumed(id) => Some(*id),
            Start::Filed(filing) => Some(filing.id),
        }
    }

    fn filing(&self) -> Option<&Arc<Filing>> {
        match self {
            Start::Filed(filing) => Some(filing),
            Start::New | Start::Resumed(_) => None,
        }
    }
}

/// The form.
pub fn form(scene: Scene, start: Start) -> AnyView {
    let found = start
        .filing()
        .is_some_and(|filing| filed::lay_out(scene, filing));
    let mut sheet = Sheet::at(scene, start.place());
    // What was just laid out is not what somebody had left unfinished.
    sheet.form.restored &= !found;
    let form = sheet.form;
    let lang = scene.lang();
    let today = form.today();
    let (channels, purposes) = open_to(scene);
    let record = form.slot(
        "record",
        "",
        Rule::new(Field::Note, Shape::Choice, false),
        start
            .record()
            .unwrap_or_else(|| scene.device.with(|store| store.new_record()))
            .to_string(),
    );
    reception::begun(scene, form);
    let channel = form.slot(
        "channel",
        words::channel_label(lang),
        Rule::choice(Field::Comment),
        only(&channels, words::channel),
    );
    let purpose = form.slot(
        "purpose",
        words::purpose_label(lang),
        Rule::choice(Field::Comment),
        only(&purposes, words::purpose),
    );
    let received = form
        .slot(
            "received",
            words::received_on(lang),
            Rule::day(Field::ReceivedOn, None),
            today.to_string(),
        )
        .hinted(hints::today_hint(lang));
    let filed_at = start.filing().map(|filing| filing.filed_at);
    let past = Signal::derive(move || {
        filed_at.is_none()
            && received.text.with(|text| {
                text.trim()
                    .parse::<chrono::NaiveDate>()
                    .is_ok_and(|on| on < today)
            })
    });
    let late = form.slot(
        "late",
        words::late_reason(lang),
        Rule::line(Field::LateReason).when(past),
        "",
    );
    let title = form
        .slot("title", words::title(lang), Rule::line(Field::Title), "")
        .hinted(hints::title_hint(lang));
    let told = form
        .slot("text", words::text(lang), Rule::text(Field::Text), "")
        .hinted(hints::text_hint(lang));
    let demands = Many::open(form, "demands", "demand", 1, demand);
    let people = People::open(form);
    let brought = Brought::open(form);
    let village = form.slot(
        "village",
        words::village(lang),
        Rule::choice(Field::Unit).optional(),
        "",
    );
    let place = form.slot(
        "place",
        words::place(lang),
        Rule::line(Field::Place).optional(),
        "",
    );
    let class = form
        .slot(
            "class",
            words::class(lang),
            Rule::line(Field::Class).optional(),
            "",
        )
        .hinted(hints::class_hint(lang));
    let known = Known::open(scene);
    let offers = suggested::offers(
        form,
        known,
        (title, told),
        (purpose, purposes.clone()),
        class,
    );
    let is_sealed = move || {
        let reports = words::purpose(Lang::Zh, Purpose::Report);
        purpose.text.with(|text| text == reports)
    };
    let sealed = move || {
        is_sealed().then(|| view! { <p class="sealed-band">{hints::sealed_hint(lang)}</p> })
    };
    let group = move || {
        let visit = channel
            .text
            .with(|text| text == words::channel(Lang::Zh, Channel::Visit));
        let people = people.counted();
        (visit && people >= group_visit(scene, today)).then(|| intake::group_visit_of(lang, people))
    };
    let own_words = start
        .filing()
        .map(|filing| filed::own_words(scene, form, filing, title, told));
    let others = matches!(start, Start::New).then(|| receptions(scene));
    let files = Choosing::begin(&sheet);
    // The discipline channel adds the papers of its reports online, once the petition is there.
    let attaches = purposes.len() > 1;
    let stop = start
        .filing()
        .is_none()
        .then(|| reception::stop(scene, sheet, record, files));
    let own = start.record();
    let asked = Signal::derive(move || Words {
        record: own,
        sealed: is_sealed(),
        petitioners: people.written(),
        title: title.text.get(),
        text: told.text.get(),
    });
    let inside = view! {
        {others}
        {own_words}
        <section class="group">
            <h2>{hints::section_channel(lang)}</h2>
            <div hidden=filed_at.is_some()>{choices(form, channel, kinds(form, &channels, words::channel))}</div>
            {choices(form, purpose, kinds(form, &purposes, words::purpose))}
            {sealed}
            <div hidden=filed_at.is_some()>{day(form, received)}</div>
            <div hidden=move || !past.get()>{line(form, late)}</div>
        </section>
        {people.draw(scene, group)}
        <section class="group">
            <h2>{hints::section_matter(lang)}</h2>
            {line(form, title)}
            {text(form, told)}
            {offers}
            {brought.oral()}
            {select(form, village, villages(scene))}
            {line(form, place)}
            {proposed(form, class, known.classes.into())}
        </section>
        <section class="group">
            <h2>{hints::section_demands(lang)}</h2>
            <p class="hint">{hints::demand_hint(lang)}</p>
            {demands.drawn(move |_, slot| text(form, slot))}
            {demands.buttons(DEMANDS, hints::add_demand(lang))}
        </section>
        {alike::while_registering(scene, asked)}
        {brought.complained_of()}
        {brought.source()}
        {attaches.then(|| view! {
            <div hidden=is_sealed>
                {files.draw(materials::brought_along(lang), &[AttachmentKind::Photo, AttachmentKind::Scan])}
            </div>
        })}
        {stop}
    };
    let id = record
        .value()
        .parse()
        .unwrap_or_else(|_| scene.device.with(|store| store.new_record()));
    sheet.draw_all(
        id,
        hints::register_title(lang),
        inside.into_any(),
        label(scene, Step::Register),
        move |_| {
            let Some(bureau) = bureau(scene) else {
                form.refused.set(Some(hints::no_bureau(lang).to_owned()));
                return None;
            };
            let sealed = untrack(is_sealed);
            if sealed && !files.is_empty() {
                let why = materials::not_with_a_report(lang);
                form.refused.set(Some(why.to_owned()));
                return None;
            }
            let register = Command::Register(Box::new(Registration {
                bureau,
                channel: kind(channel, Channel::ALL, words::channel)?,
                purpose: kind(purpose, Purpose::ALL, words::purpose)?,
                class: class.value(),
                title: title.value(),
                text: told.value(),
                place: place.value(),
                village: village.value().parse().ok(),
                petitioners: people.petitioners(),
                headcount: people.headcount()?,
                demands: demands.values(Slot::value),
                received_on: received.day()?,
                late_reason: if past.get_untracked() {
                    late.value()
                } else {
                    String::new()
                },
                external_numbers: brought.external_numbers(),
                intake: Intake {
                    filed_at,
                    ..brought.intake(scene)
                },
            }));
            let files = files.commands(Some(About::Registration))?;
            Some(std::iter::once(register).chain(files).collect())
        },
    )
}
