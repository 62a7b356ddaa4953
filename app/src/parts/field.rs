//! Labels above, one column, checked when left: the controls of a form.

use super::form::{Form, Slot};
use crate::text::form as words;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// A value and the words for it.
pub type Choice = (String, String);

/// The label, hint and trouble around a control.
fn framed(form: Form, slot: Slot, control: AnyView) -> AnyView {
    let id = slot.id();
    let trouble_id = format!("{id}-why");
    let hint = slot.hint();
    let need = slot.rule().need;
    let optional = move || {
        (!need.now()).then(|| view! { <span class="need">{words::optional(form.lang())}</span> })
    };
    view! {
        <div class="field" class:bad=move || form.trouble(slot).is_some()>
            <label for=id>{slot.label()}{optional}</label>
            {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
            {control}
            <span id=trouble_id aria-live="polite">
                {move || form.trouble(slot).map(|why| view! { <span class="wrong">{why}</span> })}
            </span>
        </div>
    }
    .into_any()
}

fn input(
    form: Form,
    slot: Slot,
    kind: &'static str,
    mode: &'static str,
    list: Option<String>,
) -> AnyView {
    view! {
        <input
            id=slot.id()
            type=kind
            inputmode=mode
            autocomplete="off"
            list=list
            max=(kind == "date").then_some("9999-12-31")
            aria-describedby=format!("{}-why", slot.id())
            aria-invalid=move || form.trouble(slot).is_some().to_string()
            prop:value=slot.text
            on:input=move |event| form.write(slot, event_target_value(&event))
            on:blur=move |_| slot.leave()
        />
    }
    .into_any()
}

/// One line of words.
pub fn line(form: Form, slot: Slot) -> AnyView {
    framed(form, slot, input(form, slot, "text", "text", None))
}

/// A telephone number.
pub fn phone(form: Form, slot: Slot) -> AnyView {
    framed(form, slot, input(form, slot, "tel", "tel", None))
}

/// A whole number.
pub fn count(form: Form, slot: Slot) -> AnyView {
    framed(form, slot, input(form, slot, "text", "numeric", None))
}

/// A day: eight digits or the picker.
pub fn day(form: Form, slot: Slot) -> AnyView {
    framed(form, slot, input(form, slot, "date", "numeric", None))
}

/// A line with proposals.
pub fn proposed(form: Form, slot: Slot, proposals: Signal<Vec<String>>) -> AnyView {
    let list = format!("{}-list", slot.id());
    let options = move || {
        proposals
            .get()
            .into_iter()
            .map(|text| view! { <option value=text></option> })
            .collect_view()
    };
    let control = view! {
        {input(form, slot, "text", "text", Some(list.clone()))}
        <datalist id=list>{options}</datalist>
    };
    framed(form, slot, control.into_any())
}

/// Running text; it grows with what is written.
pub fn text(form: Form, slot: Slot) -> AnyView {
    let control = view! {
        <textarea
            id=slot.id()
            aria-describedby=format!("{}-why", slot.id())
            aria-invalid=move || form.trouble(slot).is_some().to_string()
            prop:value=slot.text
            on:input=move |event| {
                grow(&event);
                form.write(slot, event_target_value(&event));
            }
            on:focus=move |event| grow(&event)
            on:blur=move |_| slot.leave()
        ></textarea>
    };
    framed(form, slot, control.into_any())
}

fn grow(event: &web_sys::Event) {
    let area = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlTextAreaElement>().ok());
    if let Some(area) = area
        && area.scroll_height() > area.client_height()
    {
        // A style that cannot be set leaves a scrolling box: still usable.
        let _ = web_sys::HtmlElement::style(&area)
            .set_property("height", &format!("{}px", area.scroll_height() + 2));
    }
}

/// One of many, in a list that opens; groups may have empty names.
pub fn select(form: Form, slot: Slot, groups: Vec<(String, Vec<Choice>)>) -> AnyView {
    let chosen = slot.text.get_untracked();
    let option = move |(value, label): Choice| {
        let selected = value == chosen;
        view! { <option value=value selected=selected>{label}</option> }
    };
    let options = groups
        .into_iter()
        .map(|(group, choices)| {
            let choices = choices.into_iter().map(option.clone()).collect_view();
            if group.is_empty() {
                choices.into_any()
            } else {
                view! { <optgroup label=group>{choices}</optgroup> }.into_any()
            }
        })
        .collect_view();
    let control = view! {
        <select
            id=slot.id()
            aria-describedby=format!("{}-why", slot.id())
            aria-invalid=move || form.trouble(slot).is_some().to_string()
            on:change=move |event| {
                form.write(slot, event_target_value(&event));
                slot.leave();
            }
        >
            <option value="">{words::choose(form.lang())}</option>
            {options}
        </select>
    };
    framed(form, slot, control.into_any())
}

/// One of a few, all in sight.
pub fn choices(form: Form, slot: Slot, choices: Vec<Choice>) -> AnyView {
    let id = slot.id();
    let hint = slot.hint();
    let name = id.clone();
    let radios = choices
        .into_iter()
        .enumerate()
        .map(|(nth, (value, label))| {
            // The first one carries the slot's id, so that the summary's link lands on it.
            let id = if nth == 0 {
                name.clone()
            } else {
                format!("{name}-{nth}")
            };
            let (mine, here, set) = (value.clone(), value.clone(), value);
            view! {
                <label class="choice" class:on=move || slot.text.with(|text| *text == mine)>
                    <input
                        id=id
                        type="radio"
                        name=name.clone()
                        prop:checked=move || slot.text.with(|text| *text == here)
                        on:change=move |_| {
                            form.write(slot, set.clone());
                            slot.leave();
                        }
                    />
                    {label}
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="field" class:bad=move || form.trouble(slot).is_some()>
            <legend>{slot.label()}</legend>
            {(!hint.is_empty()).then(|| view! { <span class="hint">{hint}</span> })}
            <div class="choices">{radios}</div>
            <span aria-live="polite">
                {move || form.trouble(slot).map(|why| view! { <span class="wrong">{why}</span> })}
            </span>
        </fieldset>
    }
    .into_any()
}

/// Yes or no; holds `yes` or nothing.
pub fn tick(form: Form, slot: Slot) -> AnyView {
    view! {
        <label class="choice" class:on=move || slot.text.with(|text| !text.is_empty())>
            <input
                id=slot.id()
                type="checkbox"
                prop:checked=move || slot.text.with(|text| !text.is_empty())
                on:change=move |event| {
                    let on = event_target_checked(&event);
                    form.write(slot, if on { "yes".to_owned() } else { String::new() });
                }
            />
            {slot.label()}
        </label>
    }
    .into_any()
}

/// The kinds of an enum as choices; the Chinese word is the value, in drafts as on paper.
pub fn kinds<T: Copy>(
    form: Form,
    all: &[T],
    word: fn(crate::text::Lang, T) -> &'static str,
) -> Vec<Choice> {
    all.iter()
        .map(|kind| {
            (
                word(crate::text::Lang::Zh, *kind).to_owned(),
                word(form.lang(), *kind).to_owned(),
            )
        })
        .collect()
}

/// The kind whose Chinese word stands in `slot`.
pub fn kind<T: Copy>(
    slot: Slot,
    all: &[T],
    word: fn(crate::text::Lang, T) -> &'static str,
) -> Option<T> {
    let text = slot.value();
    all.iter()
        .copied()
        .find(|kind| word(crate::text::Lang::Zh, *kind) == text)
}
