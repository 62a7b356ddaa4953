//! 设备: for the security administrator every device, for heads those of their own people with the work that came back.

mod bring;
mod one;
mod refused;
mod shut_out;

use super::admin::asked::Asked;
use super::admin::{button, says, search, toggle};
use super::place::Place;
use super::scene::Scene;
use crate::api::{self, DeviceLine};
use crate::parts::notice::blank;
use crate::text::{admin, device as words, list, moment, shell};
use chrono::TimeDelta;
use domain::duty::Role;
use domain::ids::DeviceId;
use leptos::prelude::*;
use std::sync::Arc;

/// Rows drawn at once.
const STRETCH: usize = 100;
/// A device that was not heard of for so long is asked after.
const SILENT: TimeDelta = TimeDelta::days(7);

/// The devices as they were fetched last; a handle, copied freely.
#[derive(Clone, Copy)]
struct Book {
    devices: RwSignal<Arc<Vec<DeviceLine>>>,
    asked: Asked,
}

impl Book {
    fn load(self, scene: Scene) {
        self.asked.ask(scene, api::devices(), move |devices| {
            self.devices.set(Arc::new(devices))
        });
    }

    fn line(self, place: Place) -> Option<DeviceLine> {
        let Place::Device(device, officer) = place else {
            return None;
        };
        self.devices.with(|devices| {
            devices
                .iter()
                .find(|line| line.device == device && line.officer == officer)
                .cloned()
        })
    }
}

/// The chips above the list.
#[derive(Clone, Copy)]
struct Narrow {
    text: RwSignal<String>,
    unsent: RwSignal<bool>,
    returned: RwSignal<bool>,
    silent: RwSignal<bool>,
    revoked: RwSignal<bool>,
}

impl Narrow {
    fn lets(self, scene: Scene, line: &DeviceLine) -> bool {
        let text = self.text.get();
        (!self.unsent.get() || line.unsent > 0)
            && (!self.returned.get() || line.returned > 0)
            && (!self.silent.get() || scene.now() - line.seen_at > SILENT)
            && (!self.revoked.get() || line.revoked.is_some())
            && (text.is_empty() || says(&spoken(scene, line), &text))
    }
}

/// The number people read from a device and compare: the end of its id, where ids of one day differ.
pub(super) fn number(device: DeviceId) -> String {
    let id = device.to_string();
    id.get(24..).unwrap_or(&id).to_owned()
}

/// Whether the person signed in looks after keys and not after people.
fn guards(scene: Scene) -> bool {
    let officer = scene.device.officer;
    officer.with_untracked(|me| me.as_ref().is_some_and(|me| me.is(Role::SecurityAdmin)))
}

/// The screen; the list stays where it was while the device in sight changes.
pub fn devices(scene: Scene, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let book = Book {
        devices: RwSignal::default(),
        asked: Asked::new(),
    };
    book.load(scene);
    let open = move || matches!(place.get(), Place::Device(..));
    let detail = move || match place.get() {
        place @ Place::Device(..) => one::one(scene, book, place),
        _ => blank(words::choose(lang), None),
    };
    view! {
        <div class="petitions accounts" class:open=open>
            <section class="list" aria-label=list::list(lang)>{listed(scene, book, place)}</section>
            <section class="detail" aria-label=list::detail(lang)>{detail}</section>
        </div>
    }
    .into_any()
}

fn listed(scene: Scene, book: Book, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let narrow = Narrow {
        text: RwSignal::new(String::new()),
        unsent: RwSignal::new(false),
        returned: RwSignal::new(false),
        silent: RwSignal::new(false),
        revoked: RwSignal::new(false),
    };
    let shown = RwSignal::new(STRETCH);
    let drawn = move || {
        if !book.asked.answered.get() {
            return ().into_any();
        }
        let devices = book.devices.get();
        let found: Vec<&DeviceLine> = devices
            .iter()
            .filter(|line| narrow.lets(scene, line))
            .collect();
        let count = found.len();
        let rows = match (count, devices.is_empty()) {
            (0, true) => blank(words::none(lang), None),
            (0, false) => blank(words::none_match(lang), None),
            _ => {
                let rows = found.into_iter().take(shown.get());
                let rows = rows.map(|line| row(scene, line, place)).collect_view();
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }
        };
        let left = count.saturating_sub(shown.get());
        let more = (left > 0).then(|| {
            let more = Box::new(move || shown.update(|shown| *shown += STRETCH));
            view! { <div class="row">{text_button(words::more(lang, left), more)}</div> }
        });
        view! { <p class="soft" role="status">{words::found(lang, count)}</p>{rows}{more} }
            .into_any()
    };
    let intro = if guards(scene) {
        words::intro_all(lang)
    } else {
        words::intro_own(lang)
    };
    let again = Callback::new(move |()| book.load(scene));
    view! {
        <h1 class="aloud">{words::devices(lang)}</h1>
        <div class="finder">
            <p class="soft small">{intro}</p>
            {search(words::find(lang), words::find_hint(lang), narrow.text)}
            <div class="chips">
                {toggle(words::only_unsent(lang), narrow.unsent)}
                {toggle(words::only_returned(lang), narrow.returned)}
                {toggle(words::only_silent(lang), narrow.silent)}
                {toggle(words::only_revoked(lang), narrow.revoked)}
                {button("chip", admin::refresh(lang), book.asked.busy, Box::new(move || book.load(scene)))}
            </div>
        </div>
        <div class="stack" aria-busy=move || book.asked.busy.get().to_string()>
            {book.asked.told(scene, again)}
            {drawn}
        </div>
        {guards(scene).then(|| bring::bring(scene, book))}
    }
    .into_any()
}

fn text_button(label: String, press: Box<dyn Fn()>) -> AnyView {
    view! { <button type="button" class="button" on:click=move |_| press()>{label}</button> }
        .into_any()
}

/// All that is read of a device in the list, to search in.
fn spoken(scene: Scene, line: &DeviceLine) -> String {
    format!(
        "{} {} {}",
        scene.officer_name(line.officer),
        unit(scene, line),
        number(line.device)
    )
}

/// The unit of whoever uses the device.
fn unit(scene: Scene, line: &DeviceLine) -> String {
    let directory = scene.device.directory.get();
    let unit = directory
        .officer(line.officer)
        .map(|colleague| colleague.unit);
    unit.map(|unit| scene.unit_name(unit)).unwrap_or_default()
}

fn row(scene: Scene, line: &DeviceLine, place: Memo<Place>) -> AnyView {
    let lang = scene.lang();
    let there = Place::Device(line.device, line.officer);
    let badge = |class: &'static str, words: String| view! { " "<span class=class>{words}</span> };
    let seen = moment::moment(lang, line.seen_at, scene.now());
    let revoked = line.revoked.is_some();
    view! {
        <li>
            <a class="item" href=there.path() aria-current=move || (place.get() == there).then_some("true")>
                <span class="title">
                    {scene.officer_name(line.officer)}
                    {revoked.then(|| badge("badge late", words::revoked(lang).to_owned()))}
                    {(line.returned > 0).then(|| badge("badge soon", words::came_back(lang, line.returned)))}
                    {(line.held > 0).then(|| badge("badge soon", words::held_badge(lang, line.held)))}
                    {(line.unsent > 0).then(|| badge("badge", words::waiting(lang, line.unsent)))}
                </span>
                <span class="under">
                    <span>{unit(scene, line)}</span>
                    <span>{shell::last_contact(lang, &seen)}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}
