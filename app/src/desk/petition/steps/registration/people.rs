//! The people who brought it: at most five speak for all.

use super::many::Many;
use crate::desk::scene::Scene;
use crate::parts::field::{count, line, phone};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::parts::identity::reading;
use crate::text::{form as hints, petition as words};
use domain::Field;
use domain::petition::{Petitioner, REPRESENTATIVES};
use leptos::prelude::*;

/// One person's slots.
#[derive(Clone, Copy)]
pub struct PersonSlots {
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

/// The people and how many they are.
#[derive(Clone, Copy)]
pub struct People {
    form: Form,
    list: Many<PersonSlots>,
    headcount: Slot,
}

impl People {
    /// Their slots.
    pub fn open(form: Form) -> People {
        let list = Many::open(form, "people", "person", 1, PersonSlots::of);
        let headcount = form.slot(
            "headcount",
            words::headcount(form.lang()),
            Rule::new(Field::Headcount, Shape::Count, true),
            "1",
        );
        // Nobody counts the people twice: who is written down has come.
        Effect::new(move |_| {
            let written = list.list.with(Vec::len);
            if headcount
                .value()
                .parse()
                .is_ok_and(|count: usize| count < written)
            {
                form.write(headcount, written.to_string());
            }
        });
        People {
            form,
            list,
            headcount,
        }
    }

    /// The people as they stand in the form now; tracked.
    pub fn written(self) -> Vec<Petitioner> {
        let of = |slot: Slot| slot.text.with(|text| text.trim().to_owned());
        self.list.list.with(|list| {
            list.iter()
                .map(|slots| Petitioner {
                    name: of(slots.name),
                    phone: of(slots.phone),
                    id_number: of(slots.id),
                    address: of(slots.address),
                })
                .collect()
        })
    }

    /// The people as written.
    pub fn petitioners(self) -> Vec<Petitioner> {
        self.list.values(PersonSlots::petitioner)
    }

    /// 人次
    pub fn headcount(self) -> Option<u32> {
        self.headcount.value().parse().ok()
    }

    /// 人次 as it stands in the form now; tracked.
    pub fn counted(self) -> u32 {
        let text = self.headcount.text;
        text.with(|text| text.trim().parse().unwrap_or_default())
    }

    /// The section.
    pub fn draw(
        self,
        scene: Scene,
        group: impl Fn() -> Option<String> + Send + 'static,
    ) -> AnyView {
        let form = self.form;
        let lang = form.lang();
        let told = move || group().map(|told| view! { <p class="hint">{told}</p> });
        view! {
            <section class="group">
                <h2>{hints::section_people(lang)}</h2>
                {self.list.drawn(move |nth, slots| person(scene, form, nth, slots))}
                {self.list.buttons(REPRESENTATIVES, hints::add_person(lang))}
                <p class="hint">{hints::representatives_hint(lang)}</p>
                {count(form, self.headcount)}
                <div role="status">{told}</div>
            </section>
        }
        .into_any()
    }
}

fn person(scene: Scene, form: Form, nth: usize, slots: PersonSlots) -> AnyView {
    let lang = form.lang();
    let head = if nth == 0 {
        words::chief_petitioner(lang).to_owned()
    } else {
        words::petitioner_number(lang, nth + 1)
    };
    view! {
        <div class="one">
            <h3>{head}</h3>
            {line(form, slots.name)}
            <div>{line(form, slots.id)}{reading(scene.device, form, slots.id)}</div>
            {phone(form, slots.phone)}
            {line(form, slots.address)}
        </div>
    }
    .into_any()
}
