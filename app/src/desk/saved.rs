//! What is saved here, what is sent, what came back, what is half written.

use super::export;
use super::held;
use super::petition::attachments::way_words;
use super::petition::worded::worded;
use super::place::Place;
use super::scene::Scene;
use crate::device::Waiting;
use crate::device::attachment::Stage;
use crate::parts::notice::{Tone, notice};
use crate::text::{
    attachment, device, document as documents, moment, petition as words, refusal, shell,
};
use domain::Command;
use domain::ids::{AttachmentId, Moment, RecordId};
use domain::petition::{Attachment, Step};
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::upload;

/// The page.
pub fn saved(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let online = move || {
        let (online, contact) = scene
            .device
            .standing
            .with(|standing| (standing.online, standing.settled_at));
        let contact = match contact {
            Some(at) => shell::last_contact(lang, &moment::moment(lang, at, scene.now())),
            None => shell::never_contact(lang).to_owned(),
        };
        let network = if online {
            shell::online_now(lang)
        } else {
            shell::offline_now(lang)
        };
        notice(Tone::Plain, format!("{network} {contact}"))
    };
    let held_back = Memo::new(move |_| scene.device.standing.with(|standing| standing.held));
    let held_back = move || {
        let count = held_back.get();
        (count > 0).then(|| notice(Tone::Soon, shell::held_back_why(lang, count)))
    };
    let sums = move || {
        let (unsent, returned) = scene
            .device
            .standing
            .with(|standing| (standing.unsent, standing.returned));
        let held = scene.device.records.with(|records| records.len());
        [
            (unsent, shell::here(lang)),
            (returned, shell::came_back(lang)),
            (held, shell::held(lang)),
        ]
        .map(|(count, name)| view! { <div><b>{count}</b>{name}</div> })
        .collect_view()
    };
    let waiting = move || {
        let waiting = scene.device.waiting.get();
        if waiting.is_empty() {
            return view! { <p class="soft">{shell::nothing_waiting(lang)}</p> }.into_any();
        }
        let rows = waiting.iter().map(|one| row(scene, one)).collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    let send = move |_| scene.device.with(|store| store.sync_now());
    view! {
        <div class="page">
            <header>
                <h1>{shell::saved_here(lang)}</h1>
                <button type="button" class="button" on:click=send>{shell::send_now(lang)}</button>
            </header>
            <p>{shell::saved_intro(lang)}</p>
            {online}
            {held_back}
            <div class="kept-list">
                <div class="sum">{sums}</div>
                <div class="row"><a class="button" href=Place::Proof.path()>{device::proof_open(lang)}</a></div>
                <section class="section"><h2>{shell::here(lang)}</h2>{waiting}{export::export(scene)}</section>
                {move || files(scene)}
                <section class="section"><h2>{shell::drafts(lang)}</h2>{drafts(scene)}</section>
                <section class="section"><h2>{shell::sent(lang)}</h2>{move || sent(scene)}</section>
            </div>
        </div>
    }
    .into_any()
}

/// Files that this device keeps until the bureau has them; nothing where there are none.
fn files(scene: Scene) -> Option<AnyView> {
    let lang = scene.lang();
    let kept = scene.device.files.get();
    let rows: Vec<AnyView> = kept
        .iter()
        .filter_map(|file| match &file.stage {
            Stage::Attached(record, way) => Some(file_row(scene, *record, &file.paper, *way)),
            Stage::Draft(_) => None,
        })
        .collect();
    if rows.is_empty() {
        return None;
    }
    let sending = scene.device.sending.get();
    let sum = (sending.files > 0).then(|| {
        view! { <p>{attachment::sending(lang, sending.files, sending.percent())}</p> }
    });
    Some(
        view! { <section class="section"><h2>{attachment::attachments(lang)}</h2>{sum}<ul class="rows">{rows}</ul></section> }
            .into_any(),
    )
}

fn file_row(
    scene: Scene,
    record: RecordId,
    paper: &Attachment,
    way: Option<upload::Standing>,
) -> AnyView {
    let lang = scene.lang();
    let told = match way {
        Some(way) => way_words(scene, paper.bytes, way),
        None => shell::came_back(lang).to_owned(),
    };
    let stuck = matches!(way, Some(upload::Standing::Stuck(_)));
    let letting_go = stuck.then(|| letting_go(scene, paper.id));
    view! {
        <li>
            <a class="item" href=Place::Petition(record).path()>
                <span class="title">{paper.name.clone()}" · "{title(scene, record)}</span>
                <span class="under"><span>{attachment::size(paper.bytes)}</span><span>{told}</span></span>
            </a>
            {letting_go}
        </li>
    }
    .into_any()
}

/// A file that no bureau takes: the first touch asks, the second deletes.
fn letting_go(scene: Scene, id: AttachmentId) -> AnyView {
    let lang = scene.lang();
    let sure = RwSignal::new(false);
    let press = move |_| {
        if sure.get_untracked() {
            spawn_local(scene.device.with(|store| store.drop_file(id)));
        }
        sure.set(true);
    };
    let label = move || {
        if sure.get() {
            attachment::let_go_sure(lang)
        } else {
            attachment::let_go(lang)
        }
    };
    view! { <button type="button" class="button quiet" on:click=press>{label}</button> }.into_any()
}

/// The title of a petition held here, or the number's place.
pub fn title(scene: Scene, id: RecordId) -> String {
    let found = scene.held.with(|rows| {
        rows.iter()
            .find(|row| row.id == id)
            .map(|row| row.title.clone())
    });
    found.unwrap_or_else(|| words::no_number(scene.lang()).to_owned())
}

fn row(scene: Scene, one: &Waiting) -> AnyView {
    let lang = scene.lang();
    let Command::Petition(command) = &one.command;
    let step = words::step(lang, command.step());
    let at = moment::moment(lang, one.recorded_at, scene.now());
    let doubt = one
        .doubtful
        .as_ref()
        .map(|no| view! { <span class="soon-word">{refusal::refusal(lang, no)}</span> });
    let first = worded(scene, None, command)
        .into_iter()
        .find(|line| line.prose && !line.shown.is_empty());
    view! {
        <li>
            <a class="item" href=Place::Petition(one.record).path()>
                <span class="title">{step}" · "{title(scene, one.record)}</span>
                <span class="under"><span>{at}</span>{first.map(|line| view! { <span>{beginning(&line.shown)}</span> })}</span>
                {doubt}
            </a>
        </li>
    }
    .into_any()
}

/// How much of what was sent is shown; the petitions tell the rest.
const SENT_ROWS: usize = 20;

/// What the bureau has of this person's work, newest first, as far as its petitions are held here.
fn sent(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let waiting = scene.device.waiting.get();
    let mut done: Vec<(Moment, RecordId, Step)> = Vec::new();
    scene.device.records.with(|records| {
        for (id, line) in records.lines() {
            let settled = line.done.iter().filter(|(at, _)| {
                !waiting
                    .iter()
                    .any(|one| one.record == id && one.recorded_at == *at)
            });
            done.extend(settled.map(|(at, step)| (*at, id, *step)));
        }
    });
    if done.is_empty() {
        return view! { <p class="soft">{shell::nothing_sent(lang)}</p> }.into_any();
    }
    let done = held::in_order(done, |(at, _, _)| -at.timestamp_millis());
    let now = scene.now();
    let rows = done
        .into_iter()
        .take(SENT_ROWS)
        .map(|(at, id, step)| {
            view! {
                <li>
                    <a class="item" href=Place::Petition(id).path()>
                        <span class="title">{words::step(lang, step)}" · "{title(scene, id)}</span>
                        <span class="under"><span>{moment::moment(lang, at, now)}</span></span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="rows">{rows}</ul> }.into_any()
}

/// Enough of a text to know it again.
fn beginning(text: &str) -> String {
    let mut short: String = text.chars().take(40).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

fn drafts(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let keys = RwSignal::new(scene.device.with(|store| store.draft_keys()));
    let drawn = move || {
        let found: Vec<(String, Place)> = keys
            .get()
            .into_iter()
            .filter_map(|key| Place::of_draft(&key).map(|place| (key, place)))
            .collect();
        if found.is_empty() {
            return view! { <p class="soft">{shell::no_drafts(lang)}</p> }.into_any();
        }
        let rows = found
            .into_iter()
            .map(|(key, place)| draft(scene, keys, key, place))
            .collect_view();
        view! { <ul class="rows">{rows}</ul> }.into_any()
    };
    drawn.into_any()
}

fn draft(scene: Scene, keys: RwSignal<Vec<String>>, key: String, place: Place) -> AnyView {
    let lang = scene.lang();
    let name = match place {
        Place::Step(id, step) => format!("{} · {}", words::step(lang, step), title(scene, id)),
        Place::Prepare(id, kind) => {
            format!("{} · {}", documents::kind(lang, kind), title(scene, id))
        }
        _ => shell::new_petition(lang).to_owned(),
    };
    // Nothing typed goes by one touch: the first asks, the second throws away.
    let sure = RwSignal::new(false);
    let throw = move |_| {
        if !sure.get_untracked() {
            sure.set(true);
            return;
        }
        scene.device.with(|store| store.put_draft(&key, None));
        keys.set(scene.device.with(|store| store.draft_keys()));
    };
    let label = move || {
        if sure.get() {
            shell::discard_confirm(lang)
        } else {
            shell::throw_draft(lang)
        }
    };
    view! {
        <li class="item">
            <span class="title">{name}</span>
            <span class="buttons">
                <a class="button" href=place.path()>{shell::go_on_writing(lang)}</a>
                <button type="button" class="button quiet" on:click=throw>{label}</button>
            </span>
        </li>
    }
    .into_any()
}
