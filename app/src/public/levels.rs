//! 复查 and 复核 on the petitioner's page: what became of each, and the form that asks for the next.

use super::frame::{Frame, fact, inside_textarea};
use super::seen::OpenItem;
use crate::text::{Lang, deadline, moment, petition, public as text, review as words};
use chrono::NaiveDate;
use domain::deadline::{Clock, Term, row};
use domain::organisation::Directory;
use domain::petition::review::{Level, LevelKind, LevelResult, Stage, organ_above};
use domain::petition::{Outcome, Petition, TEXT_LIMIT};
use leptos::prelude::*;

/// One level as its petitioner may see it: drafts and the office's own work are not in it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SeenLevel {
    /// Which.
    pub kind: LevelKind,
    /// Where it stands.
    pub stage: Stage,
    /// The review office's name.
    pub organ: String,
    /// The day the request was received.
    pub requested_on: NaiveDate,
    /// Why it was not taken, and when that was told.
    pub refused: Option<(String, NaiveDate)>,
    /// The opinion, once delivered.
    pub opinion: Option<LevelOpinion>,
}

/// A level's delivered opinion.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LevelOpinion {
    /// 文号
    pub number: Option<String>,
    /// The day it was served.
    pub on: NaiveDate,
    /// What it comes to.
    pub result: LevelResult,
    /// Facts established.
    pub findings: String,
    /// Opinion and reasons.
    pub opinion: String,
    /// The provisions.
    pub basis: String,
    /// Demand, outcome and words of each answer that stands in the organ's place.
    pub answers: Vec<(u16, Outcome, String)>,
}

/// The right to ask for the next level.
#[derive(Clone, PartialEq, Debug)]
pub struct MayAsk {
    /// Which level.
    pub kind: LevelKind,
    /// The office above; `None`: this system has none, and the petitioner asks at the body above.
    pub organ: Option<String>,
    /// Until when.
    pub clock: Clock,
}

/// A request that was not taken, as it was typed, and why.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Asked {
    /// Reasons, in their words.
    pub reasons: String,
    /// The sentence that says why it was not taken.
    pub why: String,
}

/// Every level of `petition`, oldest first.
pub(super) fn seen(petition: &Petition, directory: &Directory) -> Vec<SeenLevel> {
    let levels = petition.reviews.levels.iter();
    levels.map(|level| one(level, directory)).collect()
}

fn one(level: &Level, directory: &Directory) -> SeenLevel {
    let delivered = level
        .delivery
        .as_ref()
        .filter(|_| level.stage == Stage::Delivered);
    let opinion = delivered
        .zip(level.conclusion())
        .map(|(delivery, told)| LevelOpinion {
            number: level.number.clone(),
            on: delivery.on,
            result: told.result,
            findings: told.findings.clone(),
            opinion: told.opinion.clone(),
            basis: told.basis.clone(),
            answers: told
                .answers
                .iter()
                .map(|answer| (answer.demand, answer.outcome, answer.opinion.clone()))
                .collect(),
        });
    SeenLevel {
        kind: level.kind,
        stage: level.stage,
        organ: directory.unit_name(level.organ).to_owned(),
        requested_on: level.request.on,
        refused: level
            .refusing
            .as_ref()
            .map(|refusing| (refusing.reason.clone(), refusing.notice.on)),
        opinion,
    }
}

/// The right to ask for the next level, from the clock that runs.
pub(super) fn may_ask(
    petition: &Petition,
    directory: &Directory,
    clocks: &[Clock],
) -> Option<MayAsk> {
    let kind = petition.next_level().ok()?;
    let (term, _) = petition.request_limit()?;
    let clock = clocks
        .iter()
        .rev()
        .find(|clock| clock.term == term)?
        .clone();
    let organ = organ_above(petition, directory);
    Some(MayAsk {
        kind,
        organ: organ.map(|organ| directory.unit_name(organ).to_owned()),
        clock,
    })
}

/// What became of each level.
pub(super) fn levels(frame: Frame<'_>, item: &OpenItem) -> Vec<AnyView> {
    let lang = frame.lang;
    item.levels
        .iter()
        .map(|level| {
            let head = format!(
                "{} · {}",
                words::level(lang, level.kind),
                words::stage(lang, level.stage)
            );
            let refused = level.refused.clone().map(|(reason, on)| {
                view! {
                    {fact(petition::reason(lang), reason)}
                    {fact(petition::notice_on(lang), moment::full_day(lang, on))}
                }
            });
            let opinion = level.opinion.as_ref().map(|told| opinion(lang, told));
            view! {
                <section class="card">
                    <h2>{head}</h2>
                    <dl class="facts">
                        {fact(words::organ(lang), level.organ.clone())}
                        {fact(words::requested_on(lang), moment::full_day(lang, level.requested_on))}
                        {refused}
                        {opinion}
                    </dl>
                </section>
            }
            .into_any()
        })
        .collect()
}

fn opinion(lang: Lang, told: &LevelOpinion) -> AnyView {
    let number = told.number.clone();
    let number = number.map(|number| fact(words::level_number(lang), number));
    let answers: Vec<AnyView> = told
        .answers
        .iter()
        .map(|(nth, outcome, opinion)| {
            let label = words::new_answer(lang, nth + 1);
            let told = format!("{}\n{opinion}", petition::outcome(lang, *outcome));
            view! { <dt>{label}</dt><dd>{told}</dd> }.into_any()
        })
        .collect();
    view! {
        {fact(words::result_label(lang), words::result(lang, told.result).to_owned())}
        {number}
        {fact(petition::served_on(lang), moment::full_day(lang, told.on))}
        {fact(petition::findings(lang), told.findings.clone())}
        {fact(words::opinion(lang), told.opinion.clone())}
        {fact(petition::basis(lang), told.basis.clone())}
        {answers}
    }
    .into_any()
}

/// What a petitioner who does not agree can do now, with the form that does it.
pub(super) fn ask(frame: Frame<'_>, item: &OpenItem, typed: Option<&Asked>) -> Option<AnyView> {
    let lang = frame.lang;
    if let Some(on) = item.road_ended_on {
        let told = text::road_ended(lang, &moment::full_day(lang, on));
        return Some(
            view! { <section><h2>{text::review(lang)}</h2><p>{told}</p></section> }.into_any(),
        );
    }
    let ask = item.may_ask.as_ref()?;
    let day = moment::full_day(lang, ask.clock.due.on);
    let article = deadline::article(lang, row(ask.clock.term).article);
    let over = ask.clock.is_overdue(frame.today);
    let told = match (over, &ask.organ) {
        (true, _) if ask.clock.term == Term::ReviewRequest => {
            text::review_over(lang, &day, &article)
        }
        (true, _) => text::recheck_over(lang, &day, &article),
        (false, Some(organ)) => {
            text::ask_until(lang, &day, organ, words::level(lang, ask.kind), &article)
        }
        (false, None) => text::ask_elsewhere(lang, &day, words::level(lang, ask.kind), &article),
    };
    let form = (!over && ask.organ.is_some()).then(|| form(lang, ask.kind, typed));
    let why =
        typed.map(|typed| view! { <p class="notice late" role="alert">{typed.why.clone()}</p> });
    Some(
        view! {
            <section class="card" id="review">
                <h2>{text::review(lang)}</h2>
                {why}
                <p>{told}</p>
                {form}
            </section>
        }
        .into_any(),
    )
}

fn form(lang: Lang, kind: LevelKind, typed: Option<&Asked>) -> AnyView {
    let reasons = inside_textarea(typed.map_or("", |typed| typed.reasons.as_str()));
    view! {
        <form method="post" action="/item/review" autocomplete="off">
            <div class="field">
                <label for="reasons">{words::reasons(lang)}</label>
                <p class="hint" id="reasons-hint">{text::ask_hint(lang)}</p>
                <textarea id="reasons" name="reasons" rows="6" required maxlength=TEXT_LIMIT.to_string()
                    aria-describedby="reasons-hint">{reasons}</textarea>
            </div>
            <button class="button" type="submit">{text::ask(lang, words::level(lang, kind))}</button>
        </form>
    }
    .into_any()
}
