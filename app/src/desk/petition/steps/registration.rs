//! 登记: how it came, the matter, the people, each demand. What can be derived is not asked.

use super::sheet::{Sheet, label};
use crate::api;
use crate::desk::fetch::fetch;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::parts::field::{
    Choice, choices, count, day, kind, kinds, line, phone, proposed, select, text,
};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::parts::glyph::{Glyph, glyph};
use crate::parts::identity::reading;
use crate::text::{Lang, form as hints, petition as words};
use domain::Field;
use domain::duty::Role;
use domain::ids::UnitId;
use domain::organisation::UnitKind;
use domain::petition::{
    Channel, Command, DEMANDS, Petitioner, Purpose, REPRESENTATIVES, Registration, Step,
};
use leptos::prelude::*;

/// One person's slots.
#[derive(Clone, Copy)]
struct PersonSlots {
    name: Slot,
    phone: Slot,
    id: Slot,
    address: Slot,
}

impl PersonSlots {
    fn of(form: Form, nth: usize) -> PersonSlots {
        let lang = form.lang();
        let slot = |word: &str, label: &str, field| {
            form.slot(
                format!("person{nth}.{word}"),
                label,
                Rule::line(field).optional(),
                "",
            )
        };
        PersonSlots {
            name: slot("name", words::petitioner_name(lang), Field::PetitionerName),
            phone: slot("phone", words::phone(lang), Field::PetitionerPhone),
            id: slot("id", words::id_number(lang), Field::PetitionerIdNumber),
            address: slot("address", words::address(lang), Field::PetitionerAddress),
        }
    }

    fn petitioner(self) -> Petitioner {
        Petitioner {
            name: self.name.value(),
            phone: self.phone.value(),
            id_number: self.id.value().to_uppercase(),
            address: self.address.value(),
        }
    }
}

/// A list of slots that grows and shrinks; how many there are is kept with the draft.
#[derive(Clone, Copy)]
struct Many<T: Send + Sync + 'static> {
    form: Form,
    count: Slot,
    list: RwSignal<Vec<T>>,
    prefix: &'static str,
    make: fn(Form, usize) -> T,
}

impl<T: Copy + Send + Sync + 'static> Many<T> {
    fn open(
        form: Form,
        name: &'static str,
        prefix: &'static str,
        make: fn(Form, usize) -> T,
    ) -> Many<T> {
        let count = form.slot(
            name,
            "",
            Rule::new(Field::Headcount, Shape::Count, false),
            "1",
        );
        let many = count.value().parse().unwrap_or(1usize).max(1);
        Many {
            form,
            count,
            list: RwSignal::new((0..many).map(|nth| make(form, nth)).collect()),
            prefix,
            make,
        }
    }

    fn add(self) {
        let nth = self.list.with_untracked(Vec::len);
        let one = (self.make)(self.form, nth);
        self.list.update(|list| list.push(one));
        self.form.write(self.count, (nth + 1).to_string());
    }

    /// Only the last one goes, so that no other changes its name in the draft.
    fn drop_last(self) {
        let left = self.list.with_untracked(Vec::len).saturating_sub(1).max(1);
        self.list.update(|list| list.truncate(left));
        self.form.drop_slots(&format!("{}{left}.", self.prefix));
        self.form.write(self.count, left.to_string());
    }

    fn buttons(self, most: usize, add: &'static str) -> AnyView {
        let remove = hints::remove_last(self.form.lang());
        let drawn = move || {
            let here = self.list.with(Vec::len);
            let add = (here < most).then(|| {
                view! { <button type="button" class="button" on:click=move |_| self.add()>{glyph(Glyph::Add)}{add}</button> }
            });
            let drop = (here > 1).then(|| {
                view! { <button type="button" class="button quiet" on:click=move |_| self.drop_last()>{remove}</button> }
            });
            view! { {add}{drop} }
        };
        view! { <div class="row">{drawn}</div> }.into_any()
    }
}

fn demand(form: Form, nth: usize) -> Slot {
    let number = u16::try_from(nth + 1).unwrap_or(u16::MAX);
    form.slot(
        format!("demand{nth}."),
        words::demand_number(form.lang(), number),
        Rule::text(Field::Demands),
        "",
    )
}

fn person(scene: Scene, form: Form, nth: usize, slots: PersonSlots) -> AnyView {
    let lang = form.lang();
    view! {
        <div class="one">
            <h3>{words::petitioner_number(lang, nth + 1)}</h3>
            {line(form, slots.name)}
            <div>{line(form, slots.id)}{reading(scene.device, form, slots.id)}</div>
            {phone(form, slots.phone)}
            {line(form, slots.address)}
        </div>
    }
    .into_any()
}

/// Which channels this person may register by: a township cadre what was found on a visit, the bureau all.
fn channels(scene: Scene) -> Vec<Channel> {
    let of_bureau = untrack(|| scene.officer()).is_some_and(|officer| {
        [Role::Registrar, Role::BureauOfficer, Role::BureauHead]
            .iter()
            .any(|role| officer.is(*role))
    });
    if of_bureau {
        Channel::ALL.to_vec()
    } else {
        vec![Channel::FoundOnVisit]
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

/// The form.
pub fn form(scene: Scene) -> AnyView {
    let sheet = Sheet::at(scene, Place::Register);
    let form = sheet.form;
    let lang = scene.lang();
    let today = form.today();
    let offered = channels(scene);
    let only = if let [only] = offered.as_slice() {
        words::channel(Lang::Zh, *only)
    } else {
        ""
    };
    let record = form.slot(
        "record",
        "",
        Rule::new(Field::Note, Shape::Choice, false),
        scene.device.with(|store| store.new_record()).to_string(),
    );
    let channel = form.slot(
        "channel",
        words::channel_label(lang),
        Rule::choice(Field::Comment),
        only,
    );
    let purpose = form.slot(
        "purpose",
        words::purpose_label(lang),
        Rule::choice(Field::Comment),
        "",
    );
    let received = form
        .slot(
            "received",
            words::received_on(lang),
            Rule::day(Field::ReceivedOn, None),
            today.to_string(),
        )
        .hinted(hints::today_hint(lang));
    let past = Signal::derive(move || {
        received.text.with(|text| {
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
    let demands = Many::open(form, "demands", "demand", demand);
    let people = Many::open(form, "people", "person", PersonSlots::of);
    let headcount = form.slot(
        "headcount",
        words::headcount(lang),
        Rule::new(Field::Headcount, Shape::Count, true),
        "1",
    );
    // Nobody counts the people twice: who is written down has come.
    Effect::new(move |_| {
        let written = people.list.with(Vec::len);
        if headcount
            .value()
            .parse()
            .is_ok_and(|count: usize| count < written)
        {
            form.write(headcount, written.to_string());
        }
    });
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
    let external = form
        .slot(
            "external",
            words::external_numbers(lang),
            Rule::line(Field::ExternalNumber).optional(),
            "",
        )
        .hinted(hints::external_hint(lang));

    let classes = RwSignal::new(Vec::new());
    fetch(scene, api::classes(), move |answer| {
        // Without a network the class is written by hand or left for the bureau.
        if let Ok(known) = answer {
            classes.set(known);
        }
    });
    let sealed = move || {
        let reports = purpose
            .text
            .with(|text| text == words::purpose(Lang::Zh, Purpose::Report));
        reports.then(|| view! { <p class="sealed-band">{hints::sealed_hint(lang)}</p> })
    };
    let demand_fields = move || {
        demands
            .list
            .get()
            .into_iter()
            .map(|slot| text(form, slot))
            .collect_view()
    };
    let person_fields = move || {
        people
            .list
            .get()
            .into_iter()
            .enumerate()
            .map(|(nth, slots)| person(scene, form, nth, slots))
            .collect_view()
    };
    let inside = view! {
        <section class="group">
            <h2>{hints::section_channel(lang)}</h2>
            {choices(form, channel, kinds(form, &offered, words::channel))}
            {choices(form, purpose, kinds(form, Purpose::ALL, words::purpose))}
            {sealed}
            {day(form, received)}
            <div hidden=move || !past.get()>{line(form, late)}</div>
        </section>
        <section class="group">
            <h2>{hints::section_people(lang)}</h2>
            <div class="many">{person_fields}</div>
            {people.buttons(REPRESENTATIVES, hints::add_person(lang))}
            <p class="hint">{hints::representatives_hint(lang)}</p>
            {count(form, headcount)}
        </section>
        <section class="group">
            <h2>{hints::section_matter(lang)}</h2>
            {line(form, title)}
            {text(form, told)}
            {select(form, village, villages(scene))}
            {line(form, place)}
            {proposed(form, class, classes.into())}
            {line(form, external)}
        </section>
        <section class="group">
            <h2>{hints::section_demands(lang)}</h2>
            <p class="hint">{hints::demand_hint(lang)}</p>
            <div class="many">{demand_fields}</div>
            {demands.buttons(DEMANDS, hints::add_demand(lang))}
        </section>
    };
    let id = record
        .value()
        .parse()
        .unwrap_or_else(|_| scene.device.with(|store| store.new_record()));
    sheet.draw(
        id,
        hints::register_title(lang),
        inside.into_any(),
        label(scene, Step::Register),
        move || {
            let Some(bureau) = bureau(scene) else {
                form.refused.set(Some(hints::no_bureau(lang).to_owned()));
                return None;
            };
            Some(Command::Register(Box::new(Registration {
                bureau,
                channel: kind(channel, Channel::ALL, words::channel)?,
                purpose: kind(purpose, Purpose::ALL, words::purpose)?,
                class: class.value(),
                title: title.value(),
                text: told.value(),
                place: place.value(),
                village: village.value().parse().ok(),
                petitioners: people
                    .list
                    .get_untracked()
                    .into_iter()
                    .map(PersonSlots::petitioner)
                    .collect(),
                headcount: headcount.value().parse().ok()?,
                demands: demands
                    .list
                    .get_untracked()
                    .into_iter()
                    .map(Slot::value)
                    .collect(),
                received_on: received.day()?,
                late_reason: if past.get_untracked() {
                    late.value()
                } else {
                    String::new()
                },
                external_numbers: external
                    .value()
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect(),
            })))
        },
    )
}
