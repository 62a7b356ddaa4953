//! 审计: what was done, by whom and when, the newest first. Which petition it was about is never shown.

use super::asked::Asked;
use super::{button, says, search, toggle};
use crate::api::{self, AuditLine};
use crate::desk::scene::Scene;
use crate::parts::notice::blank;
use crate::text::{admin as words, moment};
use domain::By;
use leptos::prelude::*;
use std::sync::Arc;

/// The lines fetched so far; a handle, copied freely.
#[derive(Clone, Copy)]
struct Trail {
    /// Newest first.
    lines: RwSignal<Arc<Vec<AuditLine>>>,
    /// The first line ever written is among them.
    whole: RwSignal<bool>,
    asked: Asked,
}

impl Trail {
    /// Fetches the newest lines in place of what is here.
    fn newest(self, scene: Scene) {
        self.asked.ask(scene, api::audit(None), move |lines| {
            self.whole.set(lines.is_empty());
            self.lines.set(Arc::new(lines));
        });
    }

    /// Fetches the lines before those that are here.
    fn older(self, scene: Scene) {
        let before = self
            .lines
            .with_untracked(|lines| lines.last().map(|line| line.nth));
        self.asked.ask(scene, api::audit(before), move |older| {
            self.whole.set(older.is_empty());
            self.lines
                .update(|lines| Arc::make_mut(lines).extend(older));
        });
    }
}

/// What of the fetched lines is asked for.
#[derive(Clone, Copy)]
struct Question {
    who: RwSignal<String>,
    act: RwSignal<String>,
    only_refused: RwSignal<bool>,
}

impl Question {
    fn fits(self, scene: Scene, line: &AuditLine) -> bool {
        let (name, unit) = who(scene, line);
        self.act.with(|act| act.is_empty() || line.act == *act)
            && !(self.only_refused.get() && line.allowed)
            && self
                .who
                .with(|asked| asked.is_empty() || says(&format!("{name} {unit}"), asked))
    }
}

/// The page.
pub fn audit(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let trail = Trail {
        lines: RwSignal::default(),
        whole: RwSignal::new(false),
        asked: Asked::new(),
    };
    let question = Question {
        who: RwSignal::default(),
        act: RwSignal::default(),
        only_refused: RwSignal::new(false),
    };
    trail.newest(scene);
    let again = Callback::new(move |()| trail.newest(scene));
    let newest = Box::new(move || trail.newest(scene));
    let drawn = move || {
        if !trail.asked.answered.get() {
            return ().into_any();
        }
        let lines = trail.lines.get();
        let found: Vec<&AuditLine> = lines
            .iter()
            .filter(|line| question.fits(scene, line))
            .collect();
        let count = words::lines_shown(lang, found.len(), lines.len());
        let rows = match (found.is_empty(), lines.is_empty()) {
            (true, true) => blank(words::trail_empty(lang), None),
            (true, false) => blank(words::trail_none(lang), None),
            _ => {
                let rows = found
                    .into_iter()
                    .map(|line| row(scene, line))
                    .collect_view();
                view! { <ul class="rows">{rows}</ul> }.into_any()
            }
        };
        view! { <p class="soft" role="status">{count}</p>{rows} }.into_any()
    };
    view! {
        <div class="page trail">
            <h1 class="aloud">{words::audit(lang)}</h1>
            <p>{words::audit_intro(lang)}</p>
            <div class="finder">
                {search(words::find_officer(lang), words::find_officer_hint(lang), question.who)}
                <div class="chips">
                    {acts(scene, trail, question)}
                    {toggle(words::only_refused(lang), question.only_refused)}
                    {button("chip", words::newest(lang), trail.asked.busy, newest)}
                </div>
            </div>
            <div class="stack" aria-busy=move || trail.asked.busy.get().to_string()>
                {trail.asked.told(scene, again)}
                {drawn}
                {older(scene, trail)}
            </div>
        </div>
    }
    .into_any()
}

/// The acts among the fetched lines as a chip that reads as a sentence.
fn acts(scene: Scene, trail: Trail, question: Question) -> AnyView {
    let lang = scene.lang();
    let options = move || {
        let mut known: Vec<&str> = Vec::new();
        let lines = trail.lines.get();
        for line in lines.iter() {
            if !known.contains(&line.act.as_str()) {
                known.push(&line.act);
            }
        }
        let chosen = question.act.get_untracked();
        let option = |name: &str| {
            let (selected, label) = (name == chosen, words::act_is(lang, words::act(lang, name)));
            view! { <option value=name.to_owned() selected=selected>{label}</option> }
        };
        known.into_iter().map(option).collect_view()
    };
    view! {
        <label class="chip" class:on=move || question.act.with(|act| !act.is_empty())>
            <span class="aloud">{words::act_label(lang)}</span>
            <select on:change=move |event| question.act.set(event_target_value(&event))>
                <option value="">{words::any_act(lang)}</option>
                {options}
            </select>
        </label>
    }
    .into_any()
}

/// The way to earlier lines, which keeps its place and the focus while they come.
fn older(scene: Scene, trail: Trail) -> AnyView {
    let lang = scene.lang();
    let any = Memo::new(move |_| trail.lines.with(|lines| !lines.is_empty()));
    let drawn = move || match (any.get(), trail.whole.get()) {
        (false, _) => ().into_any(),
        (true, true) => {
            view! { <p class="soft" role="status">{words::no_older(lang)}</p> }.into_any()
        }
        (true, false) => {
            let fetch = Box::new(move || trail.older(scene));
            view! { <div class="row">{button("button", words::older(lang), trail.asked.busy, fetch)}</div> }.into_any()
        }
    };
    drawn.into_any()
}

/// Who did it and in which unit, as far as the trail knows.
fn who(scene: Scene, line: &AuditLine) -> (String, String) {
    let lang = scene.lang();
    match &line.by {
        Some(By::Officer(officer, unit)) => (scene.officer_name(*officer), scene.unit_name(*unit)),
        _ if line.act == "sign_in" => (words::unknown_account(lang).to_owned(), String::new()),
        _ => (words::no_account(lang).to_owned(), String::new()),
    }
}

fn row(scene: Scene, line: &AuditLine) -> AnyView {
    let lang = scene.lang();
    let (name, unit) = who(scene, line);
    let unit = (!unit.is_empty()).then(|| view! { <span>{unit}</span> });
    let (class, outcome) = if line.allowed {
        ("badge", words::allowed(lang))
    } else {
        ("badge late", words::refused(lang))
    };
    view! {
        <li class="item">
            <span class="title">{words::act(lang, &line.act)}</span>
            <span class="under"><span>{name}</span>{unit}</span>
            <span class="due">{moment::moment(lang, line.at, scene.now())}" "<b class=class>{outcome}</b></span>
        </li>
    }
    .into_any()
}
