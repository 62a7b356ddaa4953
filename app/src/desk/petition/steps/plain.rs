//! A form that is a list of fields: one column, drawn in the order they are asked for.

use super::Act;
use super::sheet::{Sheet, label};
use crate::parts::field::{Choice, choices, day, kind, kinds, line, select, text};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::text::{Lang, petition as words};
use chrono::NaiveDate;
use domain::Field;
use domain::petition::{Command, LINE_LIMIT, Notice, Service};
use leptos::prelude::*;

/// The form while it is put together.
pub struct Plain {
    act: Act,
    sheet: Sheet,
    drawn: Vec<AnyView>,
}

impl Plain {
    /// An empty one for this step.
    pub fn of(act: Act) -> Plain {
        let sheet = Sheet::of(&act);
        Plain {
            act,
            sheet,
            drawn: Vec::new(),
        }
    }

    /// The fields, for what the list does not know.
    pub fn form(&self) -> Form {
        self.sheet.form
    }

    /// The language it is drawn in.
    pub fn lang(&self) -> Lang {
        self.sheet.scene.lang()
    }

    /// Something between the fields.
    pub fn show(&mut self, view: AnyView) {
        self.drawn.push(view);
    }

    /// A line that must be there.
    pub fn line(&mut self, name: &'static str, label: &'static str, field: Field) -> Slot {
        let slot = self.form().slot(name, label, Rule::line(field), "");
        self.show(line(self.form(), slot));
        slot
    }

    /// A line that may stay empty.
    pub fn maybe(
        &mut self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        field: Field,
    ) -> Slot {
        let rule = Rule::new(field, Shape::Words(LINE_LIMIT), false);
        let slot = self.form().slot(name, label, rule, "").hinted(hint);
        self.show(line(self.form(), slot));
        slot
    }

    /// A text that must be there, with a sentence under its label and what stands there at first.
    pub fn text(
        &mut self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        field: Field,
        before: String,
    ) -> Slot {
        let rule = Rule::text(field);
        let slot = self.form().slot(name, label, rule, before).hinted(hint);
        self.show(text(self.form(), slot));
        slot
    }

    /// A day up to today, not before `first`; today until somebody says otherwise.
    pub fn day(
        &mut self,
        name: &'static str,
        label: &'static str,
        field: Field,
        first: Option<NaiveDate>,
    ) -> Slot {
        let today = self.form().today().to_string();
        let slot = self
            .form()
            .slot(name, label, Rule::day(field, first), today);
        self.show(day(self.form(), slot));
        slot
    }

    /// A day to come.
    pub fn day_ahead(
        &mut self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        field: Field,
    ) -> Slot {
        let shape = Shape::Day {
            first: Some(self.form().today()),
            future: true,
        };
        let slot = self
            .form()
            .slot(name, label, Rule::new(field, shape, true), "")
            .hinted(hint);
        self.show(day(self.form(), slot));
        slot
    }

    /// One of a kind, all in sight.
    pub fn pick<T: Copy>(
        &mut self,
        name: &'static str,
        label: &'static str,
        all: &[T],
        word: fn(Lang, T) -> &'static str,
        before: &str,
    ) -> Slot {
        let rule = Rule::choice(Field::Comment);
        let slot = self.form().slot(name, label, rule, before);
        self.show(choices(self.form(), slot, kinds(self.form(), all, word)));
        slot
    }

    /// One of many, in a list that opens.
    pub fn select(
        &mut self,
        name: &'static str,
        label: &'static str,
        hint: &'static str,
        field: Field,
        of: Vec<Choice>,
    ) -> Slot {
        let only = match of.as_slice() {
            [(value, _)] => value.clone(),
            _ => String::new(),
        };
        let slot = self
            .form()
            .slot(name, label, Rule::choice(field), only)
            .hinted(hint);
        self.show(select(self.form(), slot, vec![(String::new(), of)]));
        slot
    }

    /// How and when the petitioner was told in writing.
    pub fn notice(&mut self, first: NaiveDate) -> impl Fn() -> Option<Notice> + use<> {
        let lang = self.lang();
        let all = Service::ALL;
        let way = self.pick(
            "service",
            words::notice_service(lang),
            all,
            words::service,
            "",
        );
        let on = self.day(
            "served",
            words::notice_on(lang),
            Field::NoticeOn,
            Some(first),
        );
        move || {
            Some(Notice {
                service: kind(way, all, words::service)?,
                on: on.day()?,
            })
        }
    }

    /// The whole; `command` is asked when every field is well.
    pub fn done(self, command: impl Fn() -> Option<Command> + 'static) -> AnyView {
        let Plain { act, sheet, drawn } = self;
        let title = words::step(sheet.scene.lang(), act.step);
        let inside = view! { <div class="group">{drawn}</div> };
        sheet.draw(
            act.id,
            title,
            inside.into_any(),
            label(sheet.scene, act.step),
            command,
        )
    }
}
