//! 网上来件: what petitioners filed on the public page, opened, taken over, or told why not.

use super::admin::asked::{Asked, not_done};
use super::admin::button;
use super::petition::steps;
use super::place::Place;
use super::scene::Scene;
use crate::api;
use crate::filing::{Decision, Filing, FilingRow};
use crate::parts::field::{line, text};
use crate::parts::form::{Form, Rule};
use crate::parts::notice::{Tone, blank, notice};
use crate::text::{filing as words, moment, petition};
use domain::Field;
use domain::duty::Role;
use domain::ids::RecordId;
use domain::petition::Petition;
use leptos::prelude::*;
use leptos_router::hooks::use_navigate;
use std::sync::Arc;

/// The list.
pub fn inbox(scene: Scene) -> AnyView {
    let lang = scene.lang();
    let asked = Asked::new();
    let rows = RwSignal::new(Vec::<FilingRow>::new());
    let load =
        Callback::new(move |()| asked.ask(scene, api::inbox(), move |found| rows.set(found)));
    load.run(());
    let drawn = move || {
        asked.answered.get().then(|| {
            rows.with(|rows| {
                if rows.is_empty() {
                    return blank(words::inbox_none(lang), None);
                }
                let count = words::inbox_count(lang, rows.len());
                let rows = rows.iter().map(|row| line_of(scene, row)).collect_view();
                view! { <p class="soft">{count}</p><ul class="rows">{rows}</ul> }.into_any()
            })
        })
    };
    view! {
        <div class="page">
            <h1>{words::inbox(lang)}</h1>
            {asked.told(scene, load)}
            {drawn}
        </div>
    }
    .into_any()
}

fn line_of(scene: Scene, row: &FilingRow) -> AnyView {
    let lang = scene.lang();
    let who = if row.petitioner.is_empty() {
        petition::anonymous(lang).to_owned()
    } else {
        row.petitioner.clone()
    };
    let filed = words::filed_when(lang, &moment::moment(lang, row.filed_at, scene.now()));
    let sealed = row
        .sealed
        .then(|| view! { <span class="badge sealed">{petition::sealed(lang)}</span> });
    view! {
        <li>
            <a class="item" href=Place::Filing(row.id).path()>
                <span class="title">{row.title.clone()} {sealed}</span>
                <span class="under">
                    <span>{who}</span>
                    <span>{petition::purpose(lang, row.purpose)}</span>
                    <span>{filed}</span>
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// Asks for a filing once and draws it.
fn opened(
    scene: Scene,
    id: RecordId,
    draw: impl Fn(Arc<Filing>) -> AnyView + Send + 'static,
) -> AnyView {
    let asked = Asked::new();
    let found = RwSignal::new(None::<Arc<Filing>>);
    let load = Callback::new(move |()| {
        asked.ask(scene, api::filing(id), move |filing| {
            found.set(Some(Arc::new(filing)));
        });
    });
    load.run(());
    // Drawn once: a form under somebody's hands is never drawn again.
    let here = Memo::new(move |_| found.with(Option::is_some));
    let drawn = move || here.get().then(|| found.get_untracked().map(&draw));
    view! { {asked.told(scene, load)}{drawn} }.into_any()
}

/// 信访人原文 of a petition that was filed on the public page, asked for when somebody opens it, because every
/// reading is audited; nothing for those who do not take filings over.
pub fn original(scene: Scene, petition: &Petition) -> Option<AnyView> {
    let lang = scene.lang();
    let registration = &petition.registration;
    registration.intake.filed_at?;
    let officer = untrack(|| scene.officer())?;
    let takes_over = if petition.is_sealed() {
        officer.is(Role::DisciplineOfficer)
    } else {
        let roles = [Role::Registrar, Role::BureauOfficer, Role::BureauHead];
        officer.unit == registration.bureau && roles.iter().any(|role| officer.is(*role))
    };
    let id = petition.id;
    let open = RwSignal::new(false);
    let drawn = move || {
        let draw = move |filing: Arc<Filing>| steps::written(scene, &filing);
        open.get().then(|| opened(scene, id, draw))
    };
    takes_over.then(|| {
        view! {
            <details on:toggle=move |_| open.set(true)>
                <summary>{words::own_words(lang)}</summary>
                {drawn}
            </details>
        }
        .into_any()
    })
}

/// One filing: the petitioner's own words, and what can be done with it.
pub fn filing(scene: Scene, id: RecordId) -> AnyView {
    view! { <div class="page">{opened(scene, id, move |filing| page(scene, &filing))}</div> }
        .into_any()
}

/// Registering one.
pub fn take_over(scene: Scene, id: RecordId) -> AnyView {
    opened(scene, id, move |filing| {
        if filing.registered || filing.decided.is_some() {
            page(scene, &filing)
        } else {
            steps::take_over(scene, filing.as_ref().clone())
        }
    })
}

fn page(scene: Scene, filing: &Filing) -> AnyView {
    let lang = scene.lang();
    let sealed = filing
        .sealed
        .then(|| view! { <p class="sealed-band">{words::sealed_filing(lang)}</p> });
    let (first, others) = if filing.registered {
        let to = Place::Petition(filing.id).path();
        let taken = blank(words::taken_over(lang), Some((to, petition::open(lang))));
        (taken, None)
    } else if let Some(decided) = &filing.decided {
        let at = moment::moment(lang, decided.at, scene.now());
        (notice(Tone::Done, words::was_decided(lang, &at)), None)
    } else {
        let to = Place::TakeOver(filing.id).path();
        let register = view! { <div class="row"><a class="button first" href=to>{words::take_over(lang)}</a></div> };
        (register.into_any(), Some(other_ways(scene, filing)))
    };
    view! {
        {sealed}
        <header><h1>{filing.written.title.clone()}</h1></header>
        {first}
        <section class="section">
            <h2>{words::own_words(lang)}</h2>
            {steps::written(scene, filing)}
        </section>
        {others}
    }
    .into_any()
}

/// Why it is not registered, told to the petitioner.
fn other_ways(scene: Scene, filing: &Filing) -> AnyView {
    let lang = scene.lang();
    let id = filing.id;
    let busy = RwSignal::new(false);
    let failed = RwSignal::new(None::<String>);
    let navigate = use_navigate();
    let decide = Callback::new(move |decision: Decision| {
        if busy.get_untracked() {
            return;
        }
        if let Some(flaw) = decision.flaw() {
            failed.set(Some(crate::text::refusal::refusal(lang, &flaw)));
            return;
        }
        busy.set(true);
        let navigate = navigate.clone();
        super::fetch::fetch(scene, api::decide_filing(id, decision), move |answer| {
            busy.set(false);
            match answer {
                Ok(()) => navigate(&Place::Inbox.path(), Default::default()),
                Err(api::ApiError::NotFound) => failed.set(Some(words::gone(lang).to_owned())),
                Err(error) => failed.set(Some(not_done(scene, &error))),
            }
        });
    });
    let form = Form::open(scene.device, lang, format!("decision/{id}"));
    let number = form.slot(
        "number",
        words::duplicate_number(lang),
        Rule::line(Field::ExternalNumber),
        "",
    );
    let word = form.slot(
        "word",
        words::duplicate_word(lang),
        Rule::text(Field::Reason).optional(),
        "",
    );
    let reason = form.slot(
        "reason",
        words::no_petition_reason(lang),
        Rule::text(Field::Reason),
        "",
    );
    let duplicate = Box::new(move || {
        decide.run(Decision::Duplicate {
            number: number.value(),
            word: word.value(),
        });
    });
    let no_petition = Box::new(move || decide.run(Decision::NotPetition(reason.value())));
    let to_discipline = Box::new(move || decide.run(Decision::ToDiscipline));
    let told = move || failed.get().map(|why| notice(Tone::Late, why));
    let discipline = (!filing.sealed).then(|| {
        view! {
            <details class="group">
                <summary>{words::to_discipline(lang)}</summary>
                <p class="hint">{words::to_discipline_hint(lang)}</p>
                {button("button", words::confirm(lang), busy, to_discipline)}
            </details>
        }
    });
    view! {
        <section class="section form">
            <h2>{words::other_ways(lang)}</h2>
            {told}
            <details class="group">
                <summary>{words::as_duplicate(lang)}</summary>
                {line(form, number)}
                {text(form, word)}
                {button("button", words::confirm(lang), busy, duplicate)}
            </details>
            <details class="group">
                <summary>{words::as_no_petition(lang)}</summary>
                {text(form, reason)}
                {button("button", words::confirm(lang), busy, no_petition)}
            </details>
            {discipline}
        </section>
    }
    .into_any()
}
