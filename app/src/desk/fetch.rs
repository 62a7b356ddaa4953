//! Asking the bureau, and what a call that gave no answer means for the person waiting.

use super::scene::Scene;
use crate::api::ApiError;
use crate::text::{Lang, moment, refusal, shell, template};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::future::Future;

/// Runs `ask` and hands its answer to `then`, unless the screen that asked is gone.
pub fn fetch<T: 'static>(
    scene: Scene,
    ask: impl Future<Output = Result<T, ApiError>> + 'static,
    then: impl FnOnce(Result<T, ApiError>) + 'static,
) {
    spawn_local(async move {
        let answer = ask.await;
        match &answer {
            // The next contact of the device tells it the same; until then it is as if signed out.
            Err(ApiError::SignedOut | ApiError::ShutOut) => scene
                .device
                .standing
                .update(|standing| standing.signed_out = true),
            Err(ApiError::ChangePassword) => scene.must_change.set(true),
            _ => {}
        }
        then(answer);
    });
}

/// What to tell the person.
pub fn trouble(lang: Lang, scene: Scene, error: &ApiError) -> String {
    match error {
        ApiError::SignedOut | ApiError::ShutOut => shell::signed_out(lang).to_owned(),
        ApiError::WrongPassword => shell::wrong_account(lang).to_owned(),
        ApiError::LockedUntil(until) => {
            shell::locked_until(lang, &moment::moment(lang, *until, scene.now()))
        }
        ApiError::ChangePassword => shell::first_change(lang).to_owned(),
        ApiError::WeakPassword => shell::too_weak(lang).to_owned(),
        ApiError::NotFound => refusal::no_such_record(lang).to_owned(),
        ApiError::Refused(no) => refusal::refusal(lang, no),
        ApiError::BadRequest | ApiError::Internal => shell::went_wrong(lang).to_owned(),
        ApiError::Busy(seconds) | ApiError::Overloaded(seconds) => shell::busy(lang, *seconds),
        ApiError::UpgradeRequired => shell::upgrade(lang).to_owned(),
        ApiError::Unreachable => shell::could_not_load(lang).to_owned(),
        // The screens that send them say which field is wrong.
        ApiError::Flaw(_) | ApiError::Table(_) => shell::went_wrong(lang).to_owned(),
        ApiError::Wording(flaw) => template::flaw(lang, flaw),
    }
}
