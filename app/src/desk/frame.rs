//! The frame: rail on the laptop, bottom bar on tablet and phone, the saved chip always in one corner.

use super::admin::{self, Seats};
use super::place::Place;
use super::scene::Scene;
use super::{
    devices, inbox, keys, lock, me, petition, petitions, proof, saved, signin, standing, templates,
    tray, work,
};
use crate::device::Gate;
use crate::parts::glyph::{Glyph, glyph};
use crate::parts::notice::blank;
use crate::text::{
    Lang, admin as admin_words, device as device_words, duty, filing as filing_words,
    lock as lock_words, shell,
};
use domain::document::DocumentKind;
use domain::ids::RecordId;
use leptos::prelude::*;
use leptos_router::hooks::use_location;

/// Which screen is drawn; a petition and its steps share one with the list, which stays where it was.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Screen {
    Work,
    Petitions,
    Register,
    Reception(RecordId),
    Inbox,
    Filing(RecordId),
    TakeOver(RecordId),
    Tray,
    Saved,
    Accounts,
    Audit,
    Devices,
    Proof,
    Rules,
    Templates,
    Template(DocumentKind),
    Me,
    Unknown,
}

/// The screen of a place: the first one is each person's own, and what is not theirs is not there.
fn screen(place: Place, seats: Seats) -> Screen {
    let screen = match place {
        Place::Work if seats.cases => Screen::Work,
        Place::Work if seats.accounts => Screen::Accounts,
        Place::Work => Screen::Audit,
        Place::Petitions
        | Place::Petition(_)
        | Place::Step(..)
        | Place::Prepare(..)
        | Place::Document(..) => Screen::Petitions,
        Place::Register => Screen::Register,
        Place::Reception(id) => Screen::Reception(id),
        Place::Inbox => Screen::Inbox,
        Place::Filing(id) => Screen::Filing(id),
        Place::TakeOver(id) => Screen::TakeOver(id),
        Place::Tray => Screen::Tray,
        Place::Saved => Screen::Saved,
        Place::Accounts | Place::Account(_) => Screen::Accounts,
        Place::Audit => Screen::Audit,
        Place::Devices | Place::Device(..) => Screen::Devices,
        Place::Proof => Screen::Proof,
        Place::Rules => Screen::Rules,
        Place::Templates => Screen::Templates,
        Place::Template(kind) => Screen::Template(kind),
        Place::Me => Screen::Me,
        Place::Unknown => Screen::Unknown,
    };
    let theirs = match screen {
        Screen::Work | Screen::Petitions | Screen::Tray => seats.cases,
        Screen::Register
        | Screen::Reception(_)
        | Screen::Inbox
        | Screen::Filing(_)
        | Screen::TakeOver(_) => seats.cases,
        Screen::Accounts => seats.accounts,
        Screen::Audit => seats.audit,
        Screen::Devices => seats.devices,
        Screen::Templates | Screen::Template(_) => seats.rules,
        Screen::Saved | Screen::Proof | Screen::Rules | Screen::Me | Screen::Unknown => true,
    };
    if theirs { screen } else { Screen::Unknown }
}

/// The desk, or the door to it.
pub fn frame(scene: Scene) -> AnyView {
    // A wrong code changes what the lock says, not which screen it is.
    let gate = Memo::new(move |_| scene.device.gate.with(std::mem::discriminant));
    let path = use_location().pathname;
    let place = Memo::new(move |_| Place::read(&path.get()));
    keys::listen(scene, place);
    view! {
        {move || {
            // Read, not only tracked: a memo that nobody reads looks at nothing.
            gate.with(|_| ());
            if scene.must_change.get() {
                return signin::first_change(scene);
            }
            match scene.device.gate.get_untracked() {
                Gate::Nobody => signin::door(scene),
                Gate::Choose { again } => lock::choose(scene, again),
                Gate::Locked(_) => lock::locked(scene),
                Gate::Open => inside(scene, place),
                Gate::ShutOut => lock::shut_out(scene),
            }
        }}
        {move || scene.help.get().then(|| keys::overlay(scene))}
    }
    .into_any()
}

fn inside(scene: Scene, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let here = Memo::new(move |_| screen(place.get(), Seats::here(scene)));
    Effect::new(move |_| {
        document().set_title(&format!(
            "{} · {}",
            name(lang, here.get()),
            shell::huiyin(lang)
        ))
    });
    let main = NodeRef::<leptos::html::Main>::new();
    let scrolled = move |_| {
        if let (Screen::Work, Some(main)) = (here.get_untracked(), main.get_untracked()) {
            scene.work_scroll.set_value(main.scroll_top());
        }
    };
    Effect::new(move |_| {
        let to = if here.get() == Screen::Work {
            scene.work_scroll.get_value()
        } else {
            0
        };
        // Once the rows are drawn: the way back leads to the same place in the list.
        request_animation_frame(move || {
            if let Some(main) = main.get_untracked() {
                main.set_scroll_top(to);
            }
        });
    });
    let lease_over = Memo::new(move |_| scene.device.standing.with(|standing| standing.lease_over));
    let drawn = move || match here.get() {
        // What waits and the way out stay in reach; what others entrusted does not.
        screen if lease_over.get() && !matches!(screen, Screen::Saved | Screen::Me) => {
            lock::lease_over(scene)
        }
        Screen::Work => work::work(scene),
        Screen::Petitions => petitions::petitions(scene, place),
        Screen::Register => petition::steps::register(scene, None),
        Screen::Reception(id) => petition::steps::register(scene, Some(id)),
        Screen::Inbox => inbox::inbox(scene),
        Screen::Filing(id) => inbox::filing(scene, id),
        Screen::TakeOver(id) => inbox::take_over(scene, id),
        Screen::Tray => tray::tray(scene),
        Screen::Saved => saved::saved(scene),
        Screen::Accounts => admin::accounts(scene, place),
        Screen::Audit => admin::audit(scene),
        Screen::Devices => devices::devices(scene, place),
        Screen::Proof => proof::proof(scene),
        Screen::Rules => super::rules::rules(scene),
        Screen::Templates => templates::templates(scene),
        Screen::Template(kind) => templates::template(scene, kind),
        Screen::Me => me::me(scene),
        Screen::Unknown => {
            let first = if Seats::here(scene).cases {
                shell::back_to_work(lang)
            } else {
                admin_words::back_home(lang)
            };
            let words = blank(shell::no_such_page(lang), Some((Place::Work.path(), first)));
            view! { <h1 class="aloud">{shell::huiyin(lang)}</h1>{words} }.into_any()
        }
    };
    // The focus alone: the router would take the fragment for another place.
    let to_content = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        keys::focus("#main");
    };
    view! {
        <a class="skip" href="#main" on:click=to_content>{shell::skip(lang)}</a>
        <div class="desk">
            {rail(scene, here)}
            <header class="top">
                {move || back(scene, place.get())}
                <span class="place">{move || name(lang, here.get())}</span>
                {standing::chip(scene)}
                <button type="button" class="button quiet lock" title=lock_words::lock(lang) aria-label=lock_words::lock(lang)
                    on:click=move |_| scene.device.with(|store| store.lock())>{glyph(Glyph::Lock)}</button>
            </header>
            <main id="main" tabindex="-1" node_ref=main on:scroll=scrolled>
                {standing::warnings(scene)}
                {drawn}
            </main>
            {bar(scene, here)}
        </div>
    }
    .into_any()
}

fn name(lang: Lang, screen: Screen) -> &'static str {
    match screen {
        Screen::Work => shell::my_work(lang),
        Screen::Petitions => shell::petitions(lang),
        Screen::Register | Screen::Reception(_) => shell::new_petition(lang),
        Screen::Inbox | Screen::Filing(_) | Screen::TakeOver(_) => filing_words::inbox(lang),
        Screen::Tray => shell::returned_work(lang),
        Screen::Saved => shell::saved_here(lang),
        Screen::Accounts => admin_words::accounts(lang),
        Screen::Audit => admin_words::audit(lang),
        Screen::Devices => device_words::devices(lang),
        Screen::Proof => device_words::proof(lang),
        Screen::Rules => crate::text::policy::rules(lang),
        Screen::Templates | Screen::Template(_) => crate::text::template::templates(lang),
        Screen::Me => shell::mine(lang),
        Screen::Unknown => shell::huiyin(lang),
    }
}

/// Whether this person registers petitions.
pub fn registers(scene: Scene) -> bool {
    scene
        .officer()
        .is_some_and(|officer| domain::petition::registers(&officer))
}

fn work_count(scene: Scene) -> usize {
    let Some(officer) = scene.officer() else {
        return 0;
    };
    scene
        .held
        .with(|rows| rows.iter().filter(|row| row.is_work_of(&officer)).count())
}

fn returned_count(scene: Scene) -> usize {
    scene.device.tray.with(|tray| tray.len())
}

fn link(
    here: Memo<Screen>,
    screen: Screen,
    place: Place,
    sign: Glyph,
    label: &'static str,
    count: Option<Signal<usize>>,
) -> AnyView {
    let counted = move || {
        count
            .map(|count| count.get())
            .filter(|n| *n > 0)
            .map(|n| view! { <span class="count">{n}</span> })
    };
    view! {
        <a href=place.path() aria-current=move || (here.get() == screen).then_some("page")>
            {glyph(sign)}
            <span>{label}</span>
            {counted}
        </a>
    }
    .into_any()
}

/// The places of whoever is signed in; `new` is what registering is called where there is room for it.
fn places(scene: Scene, here: Memo<Screen>, new: &'static str, saved: bool) -> AnyView {
    let lang = scene.lang();
    let seats = Seats::here(scene);
    let cases = seats.cases.then(|| {
        let mine = Some(Signal::derive(move || work_count(scene)));
        let returned = Some(Signal::derive(move || returned_count(scene)));
        let new = registers(scene).then(|| link(here, Screen::Register, Place::Register, Glyph::New, new, None));
        let filed = registers(scene).then(|| {
            link(here, Screen::Inbox, Place::Inbox, Glyph::Inbox, filing_words::inbox(lang), None)
        });
        let saved = saved.then(|| link(here, Screen::Saved, Place::Saved, Glyph::Saved, shell::saved_here(lang), None));
        view! {
            {link(here, Screen::Work, Place::Work, Glyph::Work, shell::my_work(lang), mine)}
            {link(here, Screen::Petitions, Place::Petitions, Glyph::Petitions, shell::petitions(lang), None)}
            {new}
            {filed}
            {link(here, Screen::Tray, Place::Tray, Glyph::Returned, shell::returned_work(lang), returned)}
            {saved}
        }
    });
    let accounts = seats.accounts.then(|| {
        link(
            here,
            Screen::Accounts,
            Place::Accounts,
            Glyph::Accounts,
            admin_words::accounts(lang),
            None,
        )
    });
    let audit = seats.audit.then(|| {
        link(
            here,
            Screen::Audit,
            Place::Audit,
            Glyph::Audit,
            admin_words::audit(lang),
            None,
        )
    });
    // On the bar there is room for it where there are no cases; heads find it under 我 there.
    let devices = (seats.devices && (saved || !seats.cases)).then(|| {
        link(
            here,
            Screen::Devices,
            Place::Devices,
            Glyph::Device,
            device_words::devices(lang),
            None,
        )
    });
    // Others find the county's rules under “me”.
    let rules = seats.rules.then(|| {
        let (norms, texts) = (
            crate::text::policy::rules(lang),
            crate::text::template::templates(lang),
        );
        view! {
            {link(here, Screen::Rules, Place::Rules, Glyph::Audit, norms, None)}
            {link(here, Screen::Templates, Place::Templates, Glyph::Audit, texts, None)}
        }
    });
    view! { {cases}{accounts}{audit}{devices}{rules} }.into_any()
}

fn rail(scene: Scene, here: Memo<Screen>) -> AnyView {
    let lang = scene.lang();
    let who = move || {
        scene.officer().map(|officer| {
            let posts: Vec<&str> = officer
                .roles
                .iter()
                .map(|role| duty::role(lang, *role))
                .collect();
            view! {
                <div class="who small">
                    <b>{officer.name.clone()}</b>
                    <div class="soft">{scene.unit_name(officer.unit)}</div>
                    <div class="soft">{posts.join(lang.comma())}</div>
                </div>
            }
        })
    };
    view! {
        <nav class="rail" aria-label=shell::places(lang)>
            <div class="name">{shell::huiyin(lang)}</div>
            {move || places(scene, here, shell::new_petition(lang), true)}
            <div class="foot">
                {who}
                {link(here, Screen::Me, Place::Me, Glyph::Person, shell::me_settings(lang), None)}
                <button type="button" on:click=move |_| scene.help.set(true)>{glyph(Glyph::Help)}{shell::help(lang)}</button>
            </div>
        </nav>
    }
    .into_any()
}

fn bar(scene: Scene, here: Memo<Screen>) -> AnyView {
    let lang = scene.lang();
    view! {
        <nav class="bar" aria-label=shell::places(lang)>
            {move || places(scene, here, shell::new_short(lang), false)}
            {link(here, Screen::Me, Place::Me, Glyph::Person, shell::mine(lang), None)}
        </nav>
    }
    .into_any()
}

/// From a detail back to where it came from; the laptop shows the list anyway.
fn back(scene: Scene, place: Place) -> Option<AnyView> {
    let (to, class) = match place {
        Place::Petition(_) => (Place::Petitions, "button quiet narrow-only"),
        Place::Account(_) => (Place::Accounts, "button quiet narrow-only"),
        Place::Device(..) => (Place::Devices, "button quiet narrow-only"),
        Place::Proof => (Place::Saved, "button quiet"),
        Place::Filing(_) => (Place::Inbox, "button quiet"),
        Place::TakeOver(id) => (Place::Filing(id), "button quiet"),
        Place::Reception(_) => (Place::Register, "button quiet"),
        Place::Template(_) => (Place::Templates, "button quiet"),
        Place::Step(id, _) | Place::Prepare(id, _) | Place::Document(id, _) => {
            (Place::Petition(id), "button quiet")
        }
        _ => return None,
    };
    let label = shell::back(scene.lang());
    Some(view! { <a class=class href=to.path()>{glyph(Glyph::Back)}{label}</a> }.into_any())
}
