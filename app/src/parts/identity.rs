//! What an ID number says of its holder: shown, never asked again; an oddity warns and never bars.

use super::form::{Form, Slot};
use crate::device::Device;
use crate::text::{form as words, moment};
use domain::citizen::{Oddity, read};
use leptos::prelude::*;

/// The line under the field: sex, birth date and region, or what is odd.
pub fn reading(device: Device, form: Form, slot: Slot) -> AnyView {
    let lang = form.lang();
    let told = move || {
        let text = slot.text.get();
        let text = text.trim();
        // While it is being typed there is nothing to say yet.
        if text.is_empty() || text.len() < 18 {
            return None;
        }
        Some(match read(text) {
            Ok(id) => {
                let sex = if id.male {
                    words::male(lang)
                } else {
                    words::female(lang)
                };
                let born = moment::full_day(lang, id.born_on);
                let region = region(device, &id.region);
                let line = match region {
                    Some(name) => words::id_reads_region(lang, sex, &born, &name),
                    None => words::id_reads(lang, sex, &born, &id.region),
                };
                view! { <span class="check">{line}</span> }.into_any()
            }
            Err(odd) => {
                let line = match odd {
                    Oddity::Shape => words::id_shape(lang),
                    Oddity::BirthDate => words::id_birth(lang),
                    Oddity::CheckDigit => words::id_check(lang),
                };
                view! { <span class="warn">{line}</span> }.into_any()
            }
        })
    };
    view! { <div role="status">{told}</div> }.into_any()
}

/// The county or prefecture of a six-digit region, where this installation knows it.
fn region(device: Device, code: &str) -> Option<String> {
    device.directory.with_untracked(|directory| {
        let same = |unit: &&domain::organisation::Unit| {
            unit.code.len() == 12 && unit.code.starts_with(code) && unit.code.ends_with("000000")
        };
        directory
            .units()
            .iter()
            .find(same)
            .map(|unit| unit.name.clone())
    })
}
