//! How a question to the bureau stands: on its way, answered, failed, or waiting for a network.

use super::button;
use crate::api::ApiError;
use crate::desk::fetch::{fetch, trouble};
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, bones, notice};
use crate::text::{admin as words, shell};
use leptos::prelude::*;
use std::future::Future;

/// A handle, copied freely.
#[derive(Clone, Copy)]
pub struct Asked {
    /// It is on its way.
    pub busy: RwSignal<bool>,
    /// It was answered once.
    pub answered: RwSignal<bool>,
    failed: RwSignal<Option<(Tone, String)>>,
}

impl Asked {
    /// Not asked yet.
    pub fn new() -> Asked {
        Asked {
            busy: RwSignal::new(false),
            answered: RwSignal::new(false),
            failed: RwSignal::new(None),
        }
    }

    /// Asks, unless it is being asked already; `then` gets what comes.
    pub fn ask<T: 'static>(
        self,
        scene: Scene,
        ask: impl Future<Output = Result<T, ApiError>> + 'static,
        then: impl FnOnce(T) + 'static,
    ) {
        if self.busy.get_untracked() {
            return;
        }
        self.busy.set(true);
        fetch(scene, ask, move |answer| {
            self.busy.set(false);
            match answer {
                Ok(what) => {
                    then(what);
                    self.failed.set(None);
                    self.answered.set(true);
                }
                Err(ApiError::Unreachable) => {
                    let words = if self.answered.get_untracked() {
                        words::seen_earlier
                    } else {
                        words::need_network
                    };
                    self.failed
                        .set(Some((Tone::Plain, words(scene.lang()).to_owned())));
                }
                Err(error) => self
                    .failed
                    .set(Some((Tone::Late, trouble(scene.lang(), scene, &error)))),
            }
        });
    }

    /// What there is to say about it, with the way on; nothing once it is answered and the network is there.
    /// A network that comes back asks `again` by itself what failed without it.
    pub fn told(self, scene: Scene, again: Callback<()>) -> AnyView {
        let lang = scene.lang();
        let online = Memo::new(move |_| scene.device.standing.with(|standing| standing.online));
        let trying = Memo::new(move |_| scene.device.standing.with(|standing| standing.busy));
        Effect::new(move |before: Option<bool>| {
            let now = online.get();
            if before == Some(false) && now && self.failed.with_untracked(Option::is_some) {
                again.run(());
            }
            now
        });
        let drawn = move || {
            let offline = !online.get() && !trying.get();
            let answered = self.answered.get();
            let (tone, words) = match self.failed.get() {
                Some(told) => told,
                None if offline && answered => (Tone::Plain, words::seen_earlier(lang).to_owned()),
                None if offline => (Tone::Plain, words::need_network(lang).to_owned()),
                None if answered => return ().into_any(),
                None => return bones(shell::loading(lang)),
            };
            let again = Box::new(move || again.run(()));
            view! {
                {notice(tone, words)}
                <div class="row">{button("button", shell::try_again(lang), self.busy, again)}</div>
            }
            .into_any()
        };
        drawn.into_any()
    }
}

/// What to tell of a change that did not happen.
pub fn not_done(scene: Scene, error: &ApiError) -> String {
    match error {
        ApiError::Unreachable => words::need_network(scene.lang()).to_owned(),
        error => trouble(scene.lang(), scene, error),
    }
}
