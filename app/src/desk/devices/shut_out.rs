//! 吊销: a reason, a question, and whether the device has heard of it.

use super::Book;
use crate::api::{self, ApiError, DeviceLine, Revoked};
use crate::desk::admin::asked::not_done;
use crate::desk::admin::button;
use crate::desk::fetch::fetch;
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, notice};
use crate::text::{admin, device as words, moment};
use domain::ids::DeviceId;
use leptos::prelude::*;

/// How far it has come; a handle, copied freely.
#[derive(Clone, Copy)]
struct Doing {
    scene: Scene,
    book: Book,
    device: DeviceId,
    busy: RwSignal<bool>,
    told: RwSignal<Option<String>>,
}

impl Doing {
    fn answered(self, answer: Result<(), ApiError>) {
        self.busy.set(false);
        match answer {
            Ok(()) => self.book.load(self.scene),
            Err(error) => self.told.set(Some(not_done(self.scene, &error))),
        }
    }
}

/// What the security administrator may do about a device.
pub fn shutting_out(scene: Scene, book: Book, line: &DeviceLine) -> AnyView {
    let doing = Doing {
        scene,
        book,
        device: line.device,
        busy: RwSignal::new(false),
        told: RwSignal::new(None),
    };
    let inside = match &line.revoked {
        Some(revoked) => revoked_already(doing, revoked),
        None => revoking(doing),
    };
    view! {
        <section class="section stack">
            {inside}
            {move || doing.told.get().map(|words| notice(Tone::Late, words))}
        </section>
    }
    .into_any()
}

fn revoking(doing: Doing) -> AnyView {
    let lang = doing.scene.lang();
    let (reason, sure) = (RwSignal::new(String::new()), RwSignal::new(false));
    let people = doing.book.devices.with_untracked(|devices| {
        let here = devices.iter().filter(|line| line.device == doing.device);
        let names: Vec<String> = here
            .map(|line| doing.scene.officer_name(line.officer))
            .collect();
        names.join(lang.comma())
    });
    let go = move || {
        doing.busy.set(true);
        let ask = api::revoke_device(doing.device, reason.get_untracked());
        fetch(doing.scene, ask, move |answer| doing.answered(answer));
    };
    let drawn = move || {
        if !sure.get() {
            let ask = Box::new(move || sure.set(true));
            return view! { <div class="row">{button("button", words::revoke(lang), doing.busy, ask)}</div> }
                .into_any();
        }
        let blank = Memo::new(move |_| reason.with(|reason| reason.trim().is_empty()));
        view! {
            <div class="notice soon">
                <p>{words::revoke_sure(lang, &people)}</p>
                <div class="field">
                    <label for="reason">{words::reason(lang)}</label>
                    <input id="reason" maxlength="200" autocomplete="off" prop:value=reason
                        on:input=move |event| reason.set(event_target_value(&event))/>
                </div>
                <div class="row">
                    <button type="button" class="button grave" disabled=move || doing.busy.get() || blank.get()
                        on:click=move |_| go()>{words::revoke_confirm(lang)}</button>
                    {button("button quiet", admin::reset_not(lang), doing.busy, Box::new(move || sure.set(false)))}
                </div>
            </div>
        }
        .into_any()
    };
    view! { <p>{words::revoke_why(lang)}</p>{drawn} }.into_any()
}

fn revoked_already(doing: Doing, revoked: &Revoked) -> AnyView {
    let scene = doing.scene;
    let lang = scene.lang();
    let at = |at| moment::moment(lang, at, scene.now());
    let who = revoked
        .by
        .map(|by| scene.officer_name(by))
        .unwrap_or_default();
    let told = match revoked.told_at {
        Some(told) => words::told(lang, &at(told)),
        None => words::not_told(lang).to_owned(),
    };
    let readmit = move || {
        doing.busy.set(true);
        fetch(scene, api::readmit_device(doing.device), move |answer| {
            doing.answered(answer)
        });
    };
    view! {
        <div class="notice late">
            <p><b>{words::revoked_at(lang, &at(revoked.at), &who)}</b></p>
            <p>{revoked.reason.clone()}</p>
            <p>{told}</p>
        </div>
        <p>{words::readmit_why(lang)}</p>
        <div class="row">{button("button", words::readmit(lang), doing.busy, Box::new(readmit))}</div>
    }
    .into_any()
}
