//! 同一件事: offered with the evidence beside it, decided by a person, shown as one thread.

mod thread;

use crate::alike::{Candidate, Words};
use crate::api;
use crate::desk::fetch::fetch;
use crate::desk::held;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::device::NotKept;
use crate::device::Records;
use crate::parts::notice::{Tone, notice};
use crate::text::{alike as words, moment, petition as petitions, refusal, shell};
use domain::duty::Actor;
use domain::ids::RecordId;
use domain::petition::{Command, Judgement, Petition, Step, Traces, is_same, parts, row};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::sync::Arc;

/// How long typing may pause before the words are compared.
const PAUSE_MILLIS: u32 = 700;
/// The most records that are unpacked for one question.
const READ: usize = 200;
/// The most that are offered from what the device holds.
const OFFERED: usize = 8;

/// What was found, and whether everything was looked at.
#[derive(Clone, PartialEq, Default)]
struct Found {
    candidates: Arc<Vec<Candidate>>,
    only_here: bool,
}

/// Whether a packed record may have enough in common to be unpacked: one of the people, or half of the title.
fn worth_reading(records: &Records, id: &RecordId, asked: &Words) -> bool {
    let says = |word: &str| records.may_say(id, word);
    let person = asked.petitioners.iter().any(|person| {
        [&person.phone, &person.id_number, &person.name]
            .into_iter()
            .any(|word| word.chars().count() >= 2 && says(word))
    });
    if person {
        return true;
    }
    let title: Vec<char> = asked
        .title
        .chars()
        .filter(|c| c.is_alphanumeric())
        .collect();
    let pairs = title.windows(2).map(|pair| pair.iter().collect::<String>());
    let (mut all, mut found) = (0, 0);
    for pair in pairs {
        all += 1;
        found += usize::from(says(&pair));
    }
    all > 0 && 2 * found >= all
}

/// What this device holds and may be the same matter.
fn held_here(scene: Scene, asked: &Words) -> Vec<Candidate> {
    let traces = asked.traces();
    let own = asked.record.and_then(|id| held::petition(scene.device, id));
    let judged = |other: &Petition| {
        own.as_deref()
            .is_some_and(|own| is_same(held::as_petition(own), other).is_some())
    };
    let found = scene.device.records.with_untracked(|records| {
        records
            .lines()
            .map(|(id, _)| id)
            .filter(|id| Some(*id) != asked.record && worth_reading(records, id, asked))
            .take(READ)
            .filter_map(|id| records.get(&id))
            .filter(|record| {
                let other = held::as_petition(record);
                other.is_sealed() == asked.sealed && !judged(other)
            })
            .map(|record| Candidate::of(held::as_petition(&record), &traces))
            .filter(|candidate| candidate.evidence.is_offered())
            .collect()
    });
    let mut found = held::in_order(found, |one: &Candidate| -i64::from(one.evidence.weight()));
    found.truncate(OFFERED);
    found
}

/// Looks for the same matter whenever `asked` changes: over everything while there is a network, else over what
/// this device holds.
fn look(scene: Scene, asked: Signal<Words>, pause: u32) -> RwSignal<Found> {
    let found = RwSignal::new(Found::default());
    let turn = StoredValue::new(0u32);
    Effect::new(move |_| {
        let asked = asked.get();
        turn.update_value(|turn| *turn += 1);
        let mine = turn.get_value();
        let still = move || turn.try_get_value() == Some(mine);
        let ask = move || {
            if !still() {
                return;
            }
            if asked.traces().is_empty() {
                found.set(Found::default());
                return;
            }
            let here = asked.clone();
            fetch(scene, api::alike(asked), move |answer| {
                if !still() {
                    return;
                }
                let (candidates, only_here) = match answer {
                    Ok(candidates) => (candidates, false),
                    Err(_) => (held_here(scene, &here), true),
                };
                found.set(Found {
                    candidates: Arc::new(candidates),
                    only_here,
                });
            });
        };
        Timeout::new(pause, ask).forget();
    });
    found
}

/// While somebody registers: what may be the same matter, in nobody's way.
pub fn while_registering(scene: Scene, asked: Signal<Words>) -> AnyView {
    let lang = scene.lang();
    let found = look(scene, asked, PAUSE_MILLIS);
    let drawn = move || {
        let Found {
            candidates,
            only_here,
        } = found.get();
        (!candidates.is_empty()).then(|| {
            let mine = asked.get_untracked();
            let rows = candidates
                .iter()
                .map(|one| view! { <li class="card">{beside(scene, &mine, one)}</li> })
                .collect_view();
            let ended = candidates.iter().any(|one| one.road_ended_on.is_some());
            let ended = ended.then(|| view! { <p class="hint">{words::not_again_hint(lang)}</p> });
            let told =
                only_here.then(|| view! { <p class="soft small">{words::only_here(lang)}</p> });
            view! {
                <h2>{words::may_be(lang)}</h2>
                <p class="hint">{words::while_registering(lang)}</p>
                {ended}
                {told}
                <ul class="cards-down">{rows}</ul>
            }
        })
    };
    view! { <section class="group" role="status" id="same-matter">{drawn}</section> }.into_any()
}

/// On a petition's page: its thread, and what may belong to it.
pub fn same_matter(scene: Scene, petition: &Petition) -> AnyView {
    let asked = Words::of(petition);
    let id = petition.id;
    let found = look(scene, Signal::stored(asked.clone()), 0);
    let mine = untrack(|| scene.officer())
        .map(|officer| parts(petition, &Actor::Officer(officer)))
        .unwrap_or_default();
    let may = |step| row(Some(petition.state), &mine, step).is_some();
    let judges = may(Step::Link) && may(Step::Unlike);
    let failed = RwSignal::new(None::<String>);
    let offers = move || {
        let Found {
            candidates,
            only_here,
        } = found.get();
        (!candidates.is_empty())
            .then(|| offers(scene, id, &asked, &candidates, only_here, judges, failed))
    };
    let told = move || failed.get().map(|why| notice(Tone::Late, why));
    view! { <div id="same-matter">{thread::thread(scene, petition, judges, failed)}{told}{offers}</div> }
        .into_any()
}

fn offers(
    scene: Scene,
    id: RecordId,
    mine: &Words,
    candidates: &[Candidate],
    only_here: bool,
    judges: bool,
    failed: RwSignal<Option<String>>,
) -> AnyView {
    let lang = scene.lang();
    let rows = candidates
        .iter()
        .map(|one| {
            let ways = judges.then(|| ways(scene, id, one, failed));
            view! { <li class="card">{beside(scene, mine, one)}{ways}</li> }
        })
        .collect_view();
    let told = only_here.then(|| view! { <p class="soft small">{words::only_here(lang)}</p> });
    view! {
        <section class="section">
            <h2>{words::may_be(lang)}<span class="count">{candidates.len()}</span></h2>
            <p class="soft">{words::may_be_hint(lang)}</p>
            {told}
            <ul class="cards-down">{rows}</ul>
        </section>
    }
    .into_any()
}

/// One candidate with the evidence: what is equal in words, and both texts with what they share marked.
fn beside(scene: Scene, mine: &Words, one: &Candidate) -> AnyView {
    let lang = scene.lang();
    let chips = words::evidence(lang, &one.evidence)
        .into_iter()
        .map(|word| view! { <span class="badge soon">{word}</span> })
        .collect_view();
    let number = if one.number.is_empty() {
        petitions::no_number(lang).to_owned()
    } else {
        one.number.clone()
    };
    let handled = one.handled_by.map(|unit| {
        view! { <p class="soon-word">{words::in_handling(lang)}"："{scene.unit_name(unit)}</p> }
    });
    let ended = one.road_ended_on.map(|on| {
        let day = moment::full_day(lang, on);
        view! { <p class="soon-word">{words::road_ended(lang, &day)}</p> }
    });
    let people = one.people.join(lang.comma());
    let received = moment::day(lang, one.received_on, scene.today());
    let theirs = Traces::in_words(&[], &one.title, &one.text);
    let ours = mine.traces();
    view! {
        <h3><a href=Place::Petition(one.id).path()>{one.title.clone()}</a></h3>
        <p class="under">
            <span>{number}</span>" "<span>{petitions::state(lang, one.state)}</span>" "<span>{received}</span>" "<span>{people}</span>
        </p>
        {handled}
        {ended}
        <div class="state">{chips}</div>
        <details>
            <summary>{words::side_by_side(lang)}</summary>
            <div class="cards">
                <div class="card"><b>{words::here(lang)}</b>{marked(&theirs, &mine.title)}{marked(&theirs, &mine.text)}</div>
                <div class="card"><b>{words::there(lang)}</b>{marked(&ours, &one.title)}{marked(&ours, &one.text)}</div>
            </div>
        </details>
    }
    .into_any()
}

fn marked(other: &Traces, text: &str) -> AnyView {
    let stretches = other
        .marked(text)
        .into_iter()
        .map(|(words, shared)| {
            let words = words.to_owned();
            if shared {
                view! { <mark>{words}</mark> }.into_any()
            } else {
                words.into_any()
            }
        })
        .collect_view();
    view! { <p class="prose">{stretches}</p> }.into_any()
}

/// The same, or not: with why, recorded.
fn ways(scene: Scene, id: RecordId, one: &Candidate, failed: RwSignal<Option<String>>) -> AnyView {
    let lang = scene.lang();
    let other = one.id;
    let field = format!("why-{other}");
    let evidence = words::evidence(lang, &one.evidence).join(lang.comma());
    let why = RwSignal::new(evidence.clone());
    let judgement = Judgement {
        other,
        number: one.number.clone(),
        same: true,
        reason: String::new(),
        evidence: one.evidence,
        handled_by: one.handled_by,
        ended_on: one.road_ended_on,
        new_facts: String::new(),
    };
    let not = Judgement {
        same: false,
        handled_by: None,
        ended_on: None,
        ..judgement.clone()
    };
    let new_facts = RwSignal::new(String::new());
    let asks_new = one
        .road_ended_on
        .map(|_| new_facts_field(scene, other, new_facts));
    let link = move |_| {
        let reason = why.get_untracked();
        judge(
            scene,
            id,
            Judgement {
                reason,
                new_facts: new_facts.get_untracked().trim().to_owned(),
                ..judgement.clone()
            },
            failed,
        );
    };
    let rule_out = move |_| {
        let written = why.get_untracked();
        let reason = if written == evidence {
            words::checked_and_other(lang).to_owned()
        } else {
            written
        };
        judge(
            scene,
            id,
            Judgement {
                reason,
                ..not.clone()
            },
            failed,
        );
    };
    view! {
        <div class="field">
            <label for=field.clone()>{words::why(lang)}</label>
            <input id=field type="text" prop:value=why on:input=move |event| why.set(event_target_value(&event))/>
        </div>
        {asks_new}
        <div class="row">
            <button type="button" class="button first" on:click=link>{words::link(lang)}</button>
            <button type="button" class="button" on:click=rule_out>{words::rule_out(lang)}</button>
        </div>
    }
    .into_any()
}

/// What this item says that one whose road has ended had not said.
fn new_facts_field(scene: Scene, other: RecordId, said: RwSignal<String>) -> AnyView {
    let lang = scene.lang();
    let field = format!("new-{other}");
    let hint = format!("new-hint-{other}");
    view! {
        <div class="field">
            <label for=field.clone()>{words::new_facts(lang)}</label>
            <p class="hint" id=hint.clone()>{words::new_facts_hint(lang)}</p>
            <input id=field type="text" aria-describedby=hint prop:value=said on:input=move |event| said.set(event_target_value(&event))/>
        </div>
    }
    .into_any()
}

fn judge(scene: Scene, id: RecordId, judgement: Judgement, failed: RwSignal<Option<String>>) {
    let lang = scene.lang();
    let command = domain::Command::Petition(Command::Judge(judgement));
    let saving = scene.device.with(|store| store.save(id, command));
    failed.set(None);
    spawn_local(async move {
        if let Err(why) = saving.await {
            failed.set(Some(match why {
                NotKept::Refused(no) => refusal::refusal(lang, &no),
                NotKept::OutboxFull => shell::many_waiting(lang).to_owned(),
                _ => shell::storage_full(lang).to_owned(),
            }));
        }
    });
}
