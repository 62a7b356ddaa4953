//! The person signed in, the language, the light, and the way out.

use super::admin::Seats;
use super::fetch::fetch;
use super::place::Place;
use super::scene::{Scene, Theme};
use super::signin;
use crate::api;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::{attachment, device, duty, shell};
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
    let unsent = move || {
        let unsent = scene.device.standing.with(|standing| standing.unsent);
        (unsent > 0).then(|| view! { <p class="warn">{shell::sign_out_unsent(lang, unsent)}</p> })
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
    let leave = move |_| {
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
                <h2>{shell::saved_here(lang)}</h2>
                <div class="row"><a class="button" href=Place::Saved.path()>{glyph(Glyph::Saved)}{shell::open(lang)}</a></div>
            </section>
            <details class="section">
                <summary class="button">{shell::change_password(lang)}</summary>
                <div class="card">{signin::change(scene)}</div>
            </details>
            <section class="section">
                {unsent}
                {files}
                <div class="row">
                    <button type="button" class="button" on:click=leave>{glyph(Glyph::Leave)}{shell::sign_out(lang)}</button>
                </div>
            </section>
        </div>
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
