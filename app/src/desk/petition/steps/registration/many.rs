//! A list of slots that grows and shrinks.

use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::parts::glyph::{Glyph, glyph};
use crate::text::form as hints;
use domain::Field;
use leptos::prelude::*;

/// A list of slots that grows and shrinks; how many there are is kept with the draft.
#[derive(Clone, Copy)]
pub struct Many<T: Send + Sync + 'static> {
    form: Form,
    count: Slot,
    /// What is there now.
    pub list: RwSignal<Vec<T>>,
    prefix: &'static str,
    least: usize,
    make: fn(Form, usize) -> T,
}

impl<T: Copy + Send + Sync + 'static> Many<T> {
    /// The list kept under `name`, with `least` of them from the start.
    pub fn open(
        form: Form,
        name: &'static str,
        prefix: &'static str,
        least: usize,
        make: fn(Form, usize) -> T,
    ) -> Many<T> {
        let count = form.slot(
            name,
            "",
            Rule::new(Field::Headcount, Shape::Count, false),
            least.to_string(),
        );
        let many = count.value().parse().unwrap_or(least).max(least);
        Many {
            form,
            count,
            list: RwSignal::new((0..many).map(|nth| make(form, nth)).collect()),
            prefix,
            least,
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
        let here = self.list.with_untracked(Vec::len);
        let left = here.saturating_sub(1).max(self.least);
        self.list.update(|list| list.truncate(left));
        self.form.drop_slots(&format!("{}{left}.", self.prefix));
        self.form.write(self.count, left.to_string());
    }

    /// What each of them was filled with.
    pub fn values<V>(self, value: impl Fn(T) -> V) -> Vec<V> {
        self.list.get_untracked().into_iter().map(value).collect()
    }

    /// Each of them drawn, in order.
    pub fn drawn(self, draw: impl Fn(usize, T) -> AnyView + Send + 'static) -> AnyView {
        let all = move || {
            let list = self.list.get();
            list.into_iter()
                .enumerate()
                .map(|(nth, one)| draw(nth, one))
                .collect_view()
        };
        view! { <div class="many">{all}</div> }.into_any()
    }

    /// One more, up to `most`; one less.
    pub fn buttons(self, most: usize, add: &'static str) -> AnyView {
        let remove = hints::remove_last(self.form.lang());
        let drawn = move || {
            let here = self.list.with(Vec::len);
            let add = (here < most).then(|| {
                view! { <button type="button" class="button" on:click=move |_| self.add()>{glyph(Glyph::Add)}{add}</button> }
            });
            let drop = (here > self.least).then(|| {
                view! { <button type="button" class="button quiet" on:click=move |_| self.drop_last()>{remove}</button> }
            });
            view! { {add}{drop} }
        };
        view! { <div class="row">{drawn}</div> }.into_any()
    }
}
