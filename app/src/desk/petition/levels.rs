//! What the page shows of the further levels, of what comes after the answer, and of safety.

use super::papers::fact;
use super::worded::worded;
use crate::desk::scene::Scene;
use crate::parts::notice::{Tone, notice};
use crate::text::{Lang, after, moment, petition as words, review as text};
use domain::ids::RecordId;
use domain::petition::review::{Command as Level, Level as One};
use domain::petition::{Command, Outcome, Petition};
use leptos::prelude::*;

/// Above everything: a danger to somebody, while its note stands.
pub fn safety(scene: Scene, petition: &Petition) -> AnyView {
    let lang = scene.lang();
    let today = scene.today();
    let drawn = petition
        .safety_notes(today)
        .map(|(note, _)| {
            let until = moment::full_day(lang, note.until);
            view! {
                <section class="notice late" role="note">
                    <b>{after::safety(lang)}</b>
                    <p class="prose">{note.danger.clone()}</p>
                    <p class="prose">{note.help.clone()}</p>
                    <p class="small">{after::until(lang)}"："{until}</p>
                </section>
            }
        })
        .collect_view();
    drawn.into_any()
}

/// What is held about the petitioner, on a sheet of its own that the bureau writes.
pub fn copy(lang: Lang, id: RecordId) -> AnyView {
    view! { <a class="button quiet" href=format!("/desk/copy/{id}") target="_blank">{after::my_copy(lang)}</a> }.into_any()
}

/// 复查复核: every level, and what follows from it.
pub fn levels(scene: Scene, petition: &Petition) -> Option<AnyView> {
    let reviews = &petition.reviews;
    if reviews.levels.is_empty() {
        return None;
    }
    let lang = scene.lang();
    let day = |on| moment::full_day(lang, on);
    let owed = reviews.redo(petition);
    let owed = owed.map(|round| notice(Tone::Soon, text::redo_owed(lang, &day(round.ordered_on))));
    let ended = petition.road_ended_on();
    let ended = ended.map(|on| notice(Tone::Plain, text::ended(lang, &day(on))));
    let levels = reviews
        .levels
        .iter()
        .map(|level| one(scene, petition, level));
    let levels = levels.collect_view();
    Some(
        view! {
            <section class="section">
                <h2>{text::levels(lang)}</h2>
                {owed}
                {ended}
                <ol class="stack">{levels}</ol>
            </section>
        }
        .into_any(),
    )
}

fn one(scene: Scene, petition: &Petition, level: &One) -> AnyView {
    let lang = scene.lang();
    let head = format!(
        "{} · {} · {}",
        text::level(lang, level.kind),
        scene.unit_name(level.organ),
        text::stage(lang, level.stage)
    );
    let mut papers = vec![Level::Request(level.request.clone())];
    papers.extend(level.taking.clone().map(Level::Take));
    papers.extend(level.refusing.clone().map(Level::Refuse));
    papers.extend(level.hearings.iter().cloned().map(Level::Hear));
    papers.extend(level.conclusion().cloned().map(Level::Draft));
    papers.extend(level.delivery.clone().map(Level::Deliver));
    let lines = papers
        .into_iter()
        .flat_map(|paper| worded(scene, Some(petition), &Command::Review(paper)))
        .filter(|line| !line.shown.is_empty())
        .map(|line| view! { <dt>{line.label}</dt><dd>{line.shown}</dd> })
        .collect_view();
    view! {
        <li class="card">
            <h3>{head}</h3>
            <dl class="facts">
                {fact(text::level_number(lang), level.number.clone().unwrap_or_default())}
                {lines}
            </dl>
        </li>
    }
    .into_any()
}

/// 答复之后: what was promised and whether it is there, the volume, who stands back.
pub fn after(scene: Scene, petition: &Petition) -> Option<AnyView> {
    let lang = scene.lang();
    let promised: Vec<AnyView> = petition
        .standing_answers()
        .iter()
        .filter(|answer| answer.outcome == Outcome::Supported)
        .map(|answer| {
            let head = words::demand_number(lang, answer.demand + 1);
            let told = match petition.executed_on(answer.demand) {
                Some(on) => after::executed(lang, &moment::full_day(lang, on)),
                None => after::not_executed(lang).to_owned(),
            };
            view! { <dt>{head}</dt><dd>{told}</dd> }.into_any()
        })
        .collect();
    let recused: Vec<String> = petition
        .rights
        .recusals
        .iter()
        .map(|recusal| scene.officer_name(recusal.officer))
        .collect();
    let volume = petition.after.volume.clone();
    if promised.is_empty() && recused.is_empty() && volume.is_none() {
        return None;
    }
    let kept = scene
        .device
        .policy
        .with(|policy| after::kept(lang, petition, policy));
    let export = volume.is_some().then(|| {
        let href = format!("/desk/volume/{}", petition.id);
        view! { <div class="row"><a class="button quiet" href=href download>{after::export(lang)}</a></div> }
    });
    Some(
        view! {
            <section class="section">
                <h2>{after::after(lang)}</h2>
                <dl class="facts">
                    {promised}
                    {fact(after::volume(lang), volume.unwrap_or_default())}
                    {fact(after::retention_label(lang), kept.unwrap_or_default())}
                    {fact(after::standing_back(lang), recused.join(lang.comma()))}
                </dl>
                {export}
            </section>
        }
        .into_any(),
    )
}
