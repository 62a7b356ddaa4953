//! How returned work leaves the tray without being redone: to a colleague, or let go with a reason.

use crate::desk::scene::Scene;
use crate::device::{NotKept, TrayDecision};
use crate::parts::notice::{Tone, notice};
use crate::text::{refusal, shell};
use domain::duty::{Actor, Officer};
use domain::ids::OfficerId;
use leptos::prelude::*;
use leptos::task::spawn_local;
use sync::admission::{Desk, may_take};
use sync::protocol::Returned;

/// Both ways.
pub fn ways(scene: Scene, one: &Returned) -> AnyView {
    view! { {hand_over(scene, one)}{discard(scene, one.rseq)} }.into_any()
}

/// Whom the bureau would let have it, by the rule the bureau itself asks.
fn takers(scene: Scene, one: &Returned) -> Vec<Officer> {
    let Some(author) = untrack(|| scene.officer()) else {
        return Vec::new();
    };
    let record = super::held_here(scene, one);
    let (directory, calendar, policy) = (
        scene.device.directory.get_untracked(),
        scene.device.calendar.get_untracked(),
        scene.device.policy.get_untracked(),
    );
    let actor = Actor::Officer(author.clone());
    let desk = Desk {
        actor: &actor,
        now: scene.now(),
        directory: &directory,
        calendar: &calendar,
        policy: &policy,
    };
    let colleagues = directory.officers().iter().map(|colleague| Officer {
        id: colleague.id,
        name: colleague.name.clone(),
        unit: colleague.unit,
        roles: colleague.roles.clone(),
    });
    colleagues
        .filter(|to| may_take(&one.op, &author, to, record.as_deref(), &desk))
        .collect()
}

fn hand_over(scene: Scene, one: &Returned) -> Option<AnyView> {
    let lang = scene.lang();
    let takers = takers(scene, one);
    if takers.is_empty() {
        return None;
    }
    let rseq = one.rseq;
    let chosen = RwSignal::new(None::<OfficerId>);
    let told = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        match chosen.get_untracked() {
            Some(to) => settle(scene, rseq, TrayDecision::HandedOver(to), told),
            None => told.set(Some(refusal::missing(lang, shell::hand_over_to(lang)))),
        }
    };
    let id = format!("hand-over-{rseq}");
    let choose = move |event| chosen.set(event_target_value(&event).parse().ok());
    let names = takers
        .into_iter()
        .map(|to| view! { <option value=to.id.to_string()>{to.name}</option> })
        .collect_view();
    Some(
        view! {
            <details>
                <summary class="button quiet">{shell::hand_over(lang)}</summary>
                <form class="stack" autocomplete="off" on:submit=submit>
                    {move || told.get().map(|words| notice(Tone::Late, words))}
                    <div class="field">
                        <label for=id.clone()>{shell::hand_over_to(lang)}</label>
                        <span class="hint">{shell::hand_over_hint(lang)}</span>
                        <select id=id on:change=choose>
                            <option value="">{shell::hand_over_choose(lang)}</option>
                            {names}
                        </select>
                    </div>
                    <div class="row"><button type="submit" class="button">{shell::hand_over_confirm(lang)}</button></div>
                </form>
            </details>
        }
        .into_any(),
    )
}

fn discard(scene: Scene, rseq: u64) -> AnyView {
    let lang = scene.lang();
    let reason = RwSignal::new(String::new());
    let told = RwSignal::new(None::<String>);
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        let why = reason.get_untracked().trim().to_owned();
        if why.is_empty() {
            told.set(Some(refusal::missing(lang, shell::discard_reason(lang))));
            return;
        }
        settle(scene, rseq, TrayDecision::Discarded(why), told);
    };
    let id = format!("discard-{rseq}");
    view! {
        <details>
            <summary class="button quiet">{shell::discard(lang)}</summary>
            <form class="stack" autocomplete="off" on:submit=submit>
                {move || told.get().map(|words| notice(Tone::Late, words))}
                <div class="field">
                    <label for=id.clone()>{shell::discard_reason(lang)}</label>
                    <span class="hint">{shell::discard_hint(lang)}</span>
                    <input id=id prop:value=reason on:input=move |event| reason.set(event_target_value(&event))/>
                </div>
                <div class="row"><button type="submit" class="button grave">{shell::discard_confirm(lang)}</button></div>
            </form>
        </details>
    }
    .into_any()
}

/// Keeps what was decided; the work leaves the tray once that is durable.
fn settle(scene: Scene, rseq: u64, decision: TrayDecision, told: RwSignal<Option<String>>) {
    let lang = scene.lang();
    let settling = scene
        .device
        .with(|store| store.settle_returned(rseq, decision));
    spawn_local(async move {
        if let Err(why) = settling.await {
            told.set(Some(match why {
                NotKept::Refused(no) => refusal::refusal(lang, &no),
                NotKept::Storage => shell::storage_full(lang).to_owned(),
                NotKept::OutboxFull => shell::many_waiting(lang).to_owned(),
            }));
        }
    });
}
