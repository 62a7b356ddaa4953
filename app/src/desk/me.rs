//! The person signed in, the language, the light, and the way out.

use super::admin::Seats;
use super::fetch::fetch;
use super::idle::{LOCK_AFTER, choices, lock_minutes, most_minutes};
use super::place::Place;
use super::scene::{Scene, Theme};
use super::signin;
use crate::api;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::{attachment, device, duty, lock as words, petition, shell};
use domain::Command;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// The page.
pub fn me(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let who = move || {
        scene.officer().map(|officer| {
            let posts: Vec<&str> = officer
                .roles
                .iter()
                .map(|role| duty::role(lang, *role))
                .collect();
            view! {
                <div class="card">
                    <h1>{officer.name.clone()}</h1>
                    <p>{scene.unit_name(officer.unit)}</p>
                    <p class="soft">{posts.join(lang.comma())}</p>
                </div>
            }
        })
    };
    let overseeing = Seats::here(scene).devices.then(|| {
        view! {
            <section class="section">
                <h2>{device::devices(lang)}</h2>
                <div class="row"><a class="button" href=Place::Devices.path()>{glyph(Glyph::Device)}{shell::open(lang)}</a></div>
            </section>
        }
    });
    let files = move || {
        let files = scene.device.sending.with(|sending| sending.files);
        (files > 0)
            .then(|| view! { <p class="warn">{attachment::sign_out_unsent(lang, files)}</p> })
    };
    let setting = scene.device.with(|store| store.setting(LOCK_AFTER));
    let most = scene
        .device
        .policy
        .with_untracked(|policy| most_minutes(policy, scene.today()));
    let chosen = RwSignal::new(lock_minutes(setting.as_deref(), most));
    let sure = RwSignal::new(false);
    let leave = move |_| {
        // Unsent work is shown before anybody leaves it behind.
        let unsent = scene
            .device
            .standing
            .with_untracked(|standing| standing.unsent);
        if unsent > 0 && !sure.get_untracked() {
            sure.set(true);
            return;
        }
        fetch(scene, api::sign_out(), move |_| {
            // The way out works without a network too: the device forgets who is here either way.
            let farewell = scene.device.with(|store| store.signed_out());
            spawn_local(farewell);
        });
    };
    view! {
        <div class="page me">
            {who}
            <section class="section">
                <h2>{shell::language(lang)}</h2>
                <div class="row">{signin::tongue(scene)}</div>
            </section>
            <section class="section">
                <h2>{shell::theme(lang)}</h2>
                <div class="choices">{Theme::ALL.map(|theme| theme_choice(scene, theme)).collect_view()}</div>
            </section>
            {overseeing}
            <section class="section">
                <h2>{words::lock_after(lang)}</h2>
                <div class="choices">{choices(most).into_iter().map(|minutes| lock_choice(scene, chosen, minutes)).collect_view()}</div>
                <div class="row">
                    <button type="button" class="button" on:click=move |_| scene.device.with(|store| store.lock())>
                        {glyph(Glyph::Lock)}{words::lock(lang)}
                    </button>
                </div>
                <p class="hint">{words::change_code(lang)}</p>
            </section>
            <section class="section">
                <h2>{shell::saved_here(lang)}</h2>
                <div class="row"><a class="button" href=Place::Saved.path()>{glyph(Glyph::Saved)}{shell::open(lang)}</a></div>
            </section>
            <details class="section">
                <summary class="button">{shell::change_password(lang)}</summary>
                <div class="card">{signin::change(scene)}</div>
            </details>
            <p><a href=Place::Rules.path()>{crate::text::policy::rules(lang)}</a></p>
            <section class="section">
                {files}
                {move || sure.get().then(|| left_behind(scene))}
                <div class="row">
                    <button type="button" class="button" on:click=leave>
                        {glyph(Glyph::Leave)}
                        {move || if sure.get() { words::leave_anyway(lang) } else { shell::sign_out(lang) }}
                    </button>
                </div>
            </section>
        </div>
    }
    .into_any()
}

/// How many unsent pieces of work are named before the rest is counted.
const NAMED: usize = 5;

/// What somebody who leaves now leaves behind.
fn left_behind(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let waiting = scene.device.waiting.get();
    let rows = waiting.iter().take(NAMED).map(|one| {
        let Command::Petition(command) = &one.command;
        let step = petition::step(lang, command.step());
        view! { <li>{step}" · "{super::saved::title(scene, one.record)}</li> }
    });
    let more = waiting.len().saturating_sub(NAMED);
    view! {
        <div class="notice soon" role="alert">
            <p>{words::leaving(lang, waiting.len())}</p>
            <ul>{rows.collect_view()}</ul>
            {(more > 0).then(|| view! { <p>{words::leaving_more(lang, more)}</p> })}
            <p>{words::leaving_kept(lang)}</p>
        </div>
    }
    .into_any()
}

fn lock_choice(scene: Scene, chosen: RwSignal<u32>, minutes: u32) -> AnyView {
    let choose = move |_| {
        chosen.set(minutes);
        scene
            .device
            .with(|store| store.put_setting(LOCK_AFTER, &minutes.to_string()));
    };
    view! {
        <label class="choice" class:on=move || chosen.get() == minutes>
            <input type="radio" name="lock-after" prop:checked=move || chosen.get() == minutes on:change=choose/>
            {words::minutes(scene.lang(), minutes)}
        </label>
    }
    .into_any()
}

fn theme_choice(scene: Scene, theme: Theme) -> AnyView {
    let lang = scene.lang();
    let label = match theme {
        Theme::System => shell::theme_system(lang),
        Theme::Light => shell::theme_light(lang),
        Theme::Dark => shell::theme_dark(lang),
    };
    view! {
        <label class="choice" class:on=move || scene.theme.get() == theme>
            <input type="radio" name="theme" prop:checked=move || scene.theme.get() == theme
                on:change=move |_| scene.light(theme)/>
            {label}
        </label>
    }
    .into_any()
}
