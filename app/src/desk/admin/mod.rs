//! The desk of the three administrators (domain §1): accounts and the audit trail, never a case.

mod account;
mod accounts;
pub(super) mod asked;
mod audit;
mod one_time;

pub use accounts::accounts;
pub use audit::audit;

use super::place::Place;
use super::scene::Scene;
use crate::parts::glyph::{Glyph, glyph};
use domain::duty::{Officer, Role, is_head};
use leptos::prelude::*;

/// Which parts of the desk are somebody's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Seats {
    /// Petitions, and the work on them.
    pub cases: bool,
    /// The accounts.
    pub accounts: bool,
    /// The audit trail.
    pub audit: bool,
    /// The devices: all of them, or those of one's own people.
    pub devices: bool,
    /// The county's rules and the wording of its documents, to change them.
    pub rules: bool,
}

impl Seats {
    /// The seats of a person by their posts; whoever holds no post of an administrator works on cases.
    pub fn of(officer: &Officer) -> Seats {
        let accounts = officer.is(Role::SystemAdmin) || officer.is(Role::SecurityAdmin);
        let audit = officer.is(Role::AuditAdmin);
        let admin = |role: &Role| {
            matches!(
                role,
                Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin
            )
        };
        let devices = officer.is(Role::SecurityAdmin) || is_head(officer);
        let cases = !(accounts || audit) || !officer.roles.iter().all(admin);
        Seats {
            cases,
            accounts,
            audit,
            devices,
            rules: officer.is(Role::SystemAdmin),
        }
    }

    /// The seats of whoever is signed in.
    pub fn here(scene: Scene) -> Seats {
        let nobody = Seats {
            cases: true,
            accounts: false,
            audit: false,
            devices: false,
            rules: false,
        };
        scene
            .device
            .officer
            .with(|officer| officer.as_ref().map_or(nobody, Seats::of))
    }

    /// Where searching happens.
    pub fn searching(self) -> Place {
        if self.cases {
            Place::Petitions
        } else if self.accounts {
            Place::Accounts
        } else {
            Place::Audit
        }
    }
}

/// A field that narrows what is already here, at every letter.
pub(super) fn search(label: &'static str, hint: &'static str, text: RwSignal<String>) -> AnyView {
    view! {
        <div class="ask">
            <label class="aloud" for="search">{label}</label>
            <input class="input" id="search" type="search" autocomplete="off" placeholder=hint
                prop:value=text on:input=move |event| text.set(event_target_value(&event))/>
        </div>
    }
    .into_any()
}

/// Whether every word asked for stands in `text`; letters are compared without their case.
pub(super) fn says(text: &str, asked: &str) -> bool {
    let text = text.to_ascii_lowercase();
    asked
        .to_ascii_lowercase()
        .split_whitespace()
        .all(|word| text.contains(word))
}

/// A button, of which the program has one copy: what it does comes in a box.
pub(super) fn button(
    class: &'static str,
    label: &'static str,
    busy: RwSignal<bool>,
    press: Box<dyn Fn()>,
) -> AnyView {
    view! { <button type="button" class=class disabled=busy on:click=move |_| press()>{label}</button> }.into_any()
}

/// A chip that is on or off.
pub(super) fn toggle(label: &'static str, on: RwSignal<bool>) -> AnyView {
    view! {
        <button type="button" class="chip" class:on=on aria-pressed=move || on.get().to_string()
            on:click=move |_| on.update(|on| *on = !*on)>
            {move || on.get().then(|| glyph(Glyph::Saved))}
            {label}
        </button>
    }
    .into_any()
}
