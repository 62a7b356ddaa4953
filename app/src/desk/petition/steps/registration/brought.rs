//! What only some items bring with them: who sent it down, whom it complains of, the numbers it has
//! elsewhere, and that it was told by word of mouth.

use super::many::Many;
use crate::desk::scene::Scene;
use crate::parts::field::{choices, day, kind, kinds, line, select, tick};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::text::intake as words;
use chrono::NaiveDate;
use domain::Field;
use domain::petition::{
    COMPLAINED_OF, ComplainedKind, ComplainedOf, Confirmation, EXTERNAL_NUMBER_LIMIT,
    EXTERNAL_NUMBERS, ExternalNumber, Intake, Source, SourceLevel, Statement,
};
use leptos::prelude::*;

#[derive(Clone, Copy)]
struct ComplainedSlots {
    kind: Slot,
    name: Slot,
    office: Slot,
}

fn complained(form: Form, nth: usize) -> ComplainedSlots {
    let lang = form.lang();
    ComplainedSlots {
        kind: form.slot(
            format!("against{nth}.kind"),
            words::complained_kind_label(lang),
            Rule::choice(Field::Comment),
            words::complained_kind(crate::text::Lang::Zh, ComplainedKind::Unit),
        ),
        name: form.slot(
            format!("against{nth}.name"),
            words::complained_name(lang),
            Rule::line(Field::ComplainedOf),
            "",
        ),
        office: form.slot(
            format!("against{nth}.office"),
            words::complained_office(lang),
            Rule::line(Field::ComplainedOf).optional(),
            "",
        ),
    }
}

#[derive(Clone, Copy)]
struct NumberSlots {
    system: Slot,
    number: Slot,
}

fn number(form: Form, nth: usize) -> NumberSlots {
    let lang = form.lang();
    NumberSlots {
        system: form
            .slot(
                format!("number{nth}.system"),
                words::external_system(lang),
                Rule::line(Field::ExternalSystem).optional(),
                "",
            )
            .hinted(words::external_system_hint(lang)),
        number: form.slot(
            format!("number{nth}.number"),
            words::external_number(lang),
            Rule::new(
                Field::ExternalNumber,
                Shape::Words(EXTERNAL_NUMBER_LIMIT),
                true,
            ),
            "",
        ),
    }
}

/// The slots of what only some items bring.
#[derive(Clone, Copy)]
pub struct Brought {
    form: Form,
    level: Slot,
    from: Slot,
    feedback: Slot,
    complained: Many<ComplainedSlots>,
    numbers: Many<NumberSlots>,
    oral: Slot,
    confirmed: Slot,
    given: Signal<bool>,
}

impl Brought {
    /// Their slots, opened where something was written before.
    pub fn open(form: Form) -> Brought {
        let lang = form.lang();
        let level = form.slot(
            "source",
            words::source_level_label(lang),
            Rule::choice(Field::Source).optional(),
            "",
        );
        let given = Signal::derive(move || level.text.with(|text| !text.is_empty()));
        let oral = form.slot(
            "oral",
            words::oral(lang),
            Rule::choice(Field::WrittenBy).optional(),
            "",
        );
        let told = Signal::derive(move || oral.text.with(|text| !text.is_empty()));
        Brought {
            form,
            level,
            from: form
                .slot(
                    "source-from",
                    words::source_from(lang),
                    Rule::line(Field::Source).optional(),
                    "",
                )
                .hinted(words::source_from_hint(lang)),
            feedback: form
                .slot(
                    "source-feedback",
                    words::source_feedback(lang),
                    Rule::new(
                        Field::FeedbackOn,
                        Shape::Day {
                            first: None,
                            future: true,
                        },
                        false,
                    ),
                    "",
                )
                .hinted(words::source_feedback_hint(lang)),
            complained: Many::open(form, "against", "against", 0, complained),
            numbers: Many::open(form, "numbers", "number", 0, number),
            oral,
            confirmed: form.slot(
                "confirmed",
                words::confirmation_label(lang),
                Rule::choice(Field::WrittenBy).when(told),
                "",
            ),
            given,
        }
    }

    /// The numbers of other systems.
    pub fn external_numbers(self) -> Vec<ExternalNumber> {
        self.numbers
            .values(|slots| ExternalNumber::of(&slots.system.value(), &slots.number.value()))
    }

    /// What was written, as the paper has it.
    pub fn intake(self, scene: Scene) -> Intake {
        let complained_of = self.complained.values(|slots| {
            Some(ComplainedOf {
                kind: kind(slots.kind, ComplainedKind::ALL, words::complained_kind)?,
                name: slots.name.value(),
                office: slots.office.value(),
            })
        });
        let source = kind(self.level, SourceLevel::ALL, words::source_level).map(|level| Source {
            level,
            from: self.from.value(),
            feedback_on: self.feedback.value().parse::<NaiveDate>().ok(),
        });
        let told = !self.oral.value().is_empty();
        let statement = told.then(|| {
            Some(Statement {
                written_by: untrack(|| scene.officer())?.id,
                confirmed: kind(self.confirmed, Confirmation::ALL, words::confirmation)?,
            })
        });
        Intake {
            complained_of: complained_of.into_iter().flatten().collect(),
            source,
            statement: statement.flatten(),
            filed_at: None,
        }
    }

    /// 口述, beside the text it is about.
    pub fn oral(self) -> AnyView {
        let form = self.form;
        let lang = form.lang();
        let quiet = move || self.oral.text.with(String::is_empty);
        view! {
            {tick(form, self.oral)}
            <div hidden=quiet>
                <p class="hint">{words::oral_hint(lang)}</p>
                {choices(form, self.confirmed, kinds(form, Confirmation::ALL, words::confirmation))}
            </div>
        }
        .into_any()
    }

    /// Whom it complains of.
    pub fn complained_of(self) -> AnyView {
        let form = self.form;
        let lang = form.lang();
        let one = move |_, slots: ComplainedSlots| {
            let a_unit = move || {
                let unit = words::complained_kind(crate::text::Lang::Zh, ComplainedKind::Unit);
                slots.kind.text.with(|text| text == unit)
            };
            view! {
                <div class="one">
                    {choices(form, slots.kind, kinds(form, ComplainedKind::ALL, words::complained_kind))}
                    {line(form, slots.name)}
                    <div hidden=a_unit>{line(form, slots.office)}</div>
                </div>
            }
            .into_any()
        };
        view! {
            <section class="group">
                <h2>{words::complained_of(lang)}</h2>
                <p class="hint">{words::complained_hint(lang)}</p>
                {self.complained.drawn(one)}
                {self.complained.buttons(COMPLAINED_OF, words::add_complained(lang))}
            </section>
        }
        .into_any()
    }

    /// Who sent it down, and the numbers it has there.
    pub fn source(self) -> AnyView {
        let form = self.form;
        let lang = form.lang();
        let given = self.given;
        let levels = vec![(
            String::new(),
            kinds(form, SourceLevel::ALL, words::source_level),
        )];
        let one = move |_, slots: NumberSlots| {
            view! { <div class="one">{line(form, slots.system)}{line(form, slots.number)}</div> }
                .into_any()
        };
        view! {
            <section class="group">
                <h2>{words::source(lang)}</h2>
                <p class="hint">{words::source_hint(lang)}</p>
                {select(form, self.level, levels)}
                <div hidden=move || !given.get()>
                    {line(form, self.from)}
                    {day(form, self.feedback)}
                </div>
                {self.numbers.drawn(one)}
                {self.numbers.buttons(EXTERNAL_NUMBERS, words::add_number(lang))}
            </section>
        }
        .into_any()
    }
}
