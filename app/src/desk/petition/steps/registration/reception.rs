//! A visit under way at the window: stopped when somebody else comes first, taken up again, without a network.
//! Every word lies on this device until the registration is saved.

use super::super::sheet::Sheet;
use crate::desk::petition::attachments::choosing::Choosing;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::parts::kept;
use crate::text::{attachment, intake as words, moment, petition};
use domain::Field;
use domain::ids::{Moment, RecordId};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;

const BEGUN: &str = "begun";

/// Notes when the reception began; what was noted before stands.
pub(super) fn begun(scene: Scene, form: Form) {
    let now = scene.device.with(|store| store.now());
    form.slot(
        BEGUN,
        "",
        Rule::new(Field::Note, Shape::Choice, false),
        now.to_rfc3339(),
    );
}

/// 先停下: the words go to the list of receptions, and the window is free.
pub(super) fn stop(scene: Scene, sheet: Sheet, record: Slot, files: Choosing) -> AnyView {
    let lang = scene.lang();
    let navigate = use_navigate();
    let press = move |_| {
        let Ok(id) = record.value().parse::<RecordId>() else {
            return;
        };
        if files.is_reducing() {
            sheet
                .form
                .refused
                .set(Some(attachment::wait(lang).to_owned()));
            return;
        }
        let key = Place::Reception(id).draft_key().unwrap_or_default();
        let navigate = navigate.clone();
        spawn_local(async move {
            // A draft that goes takes the files that still lie under it with it.
            files.move_to(key.clone()).await;
            sheet.form.keep_under(key);
            navigate(&Place::Work.path(), Default::default());
        });
    };
    view! {
        <div class="row">
            <button type="button" class="button" on:click=press>{words::stop(lang)}</button>
            <p class="hint">{words::stop_hint(lang)}</p>
        </div>
    }
    .into_any()
}

/// One reception begun and not finished on this device.
struct Reception {
    id: RecordId,
    key: String,
    begun: Option<Moment>,
    who: String,
    about: String,
}

fn read(scene: Scene, key: &str) -> Option<Reception> {
    let Some(Place::Reception(id)) = Place::of_draft(key) else {
        return None;
    };
    let draft = scene.device.with(|store| store.draft(key))?;
    let fields = kept::read(&draft);
    let field = |name: &str| {
        let found = fields.iter().find(|(n, _)| n == name);
        found
            .map(|(_, text)| text.trim().to_owned())
            .unwrap_or_default()
    };
    Some(Reception {
        id,
        key: key.to_owned(),
        begun: field(BEGUN).parse().ok(),
        who: field("person0.name"),
        about: field("title"),
    })
}

fn unfinished(scene: Scene) -> Vec<Reception> {
    let keys = scene.device.with(|store| store.draft_keys());
    let all = keys.iter().filter_map(|key| read(scene, key)).collect();
    crate::desk::held::in_order(all, |one: &Reception| {
        one.begun.map_or(0, |at| at.timestamp())
    })
}

/// 接待中: who waits on this device, the longest first; nothing where nobody does.
pub fn receptions(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let version = RwSignal::new(0u32);
    let drawn = move || {
        version.track();
        let rows = unfinished(scene);
        (!rows.is_empty()).then(|| {
            let rows = rows
                .into_iter()
                .map(|one| row(scene, one, version))
                .collect_view();
            view! {
                <section class="section receptions">
                    <h2>{words::receptions(lang)}</h2>
                    <ul class="kept-list">{rows}</ul>
                </section>
            }
        })
    };
    drawn.into_any()
}

fn row(scene: Scene, one: Reception, version: RwSignal<u32>) -> AnyView {
    let lang = scene.lang();
    let Reception {
        id,
        key,
        begun,
        who,
        about,
    } = one;
    let who = if who.is_empty() {
        petition::anonymous(lang).to_owned()
    } else {
        who
    };
    let begun = begun.map(|at| words::begun_at(lang, &moment::moment(lang, at, scene.now())));
    let sure = RwSignal::new(false);
    let drop = move |_| {
        if sure.get_untracked() {
            scene.device.with(|store| store.put_draft(&key, None));
            version.update(|version| *version += 1);
        } else {
            sure.set(true);
        }
    };
    let label = move || {
        if sure.get() {
            words::drop_sure(lang)
        } else {
            words::drop_reception(lang)
        }
    };
    view! {
        <li class="row">
            <div>
                <b>{who}</b>" "<span>{about}</span>
                <div class="soft small">{begun}</div>
            </div>
            <a class="button" href=Place::Reception(id).path()>{words::resume(lang)}</a>
            <button type="button" class="button quiet" on:click=drop>{label}</button>
        </li>
    }
    .into_any()
}
