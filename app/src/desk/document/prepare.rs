//! 制发: the document comes filled from the case; what is not fixed by the case can be put in better words; below
//! it the sheet as it will be printed. Without a network it can be read and printed as a draft.

use super::by_hand;
use super::paper::{Printed, paper, print_button};
use crate::desk::held;
use crate::desk::petition::steps::Sheet;
use crate::desk::petition::{self, Opened};
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::document::{Case, fill, paragraphs, prose};
use crate::parts::field::{line, text};
use crate::parts::form::{Rule, Shape, Slot};
use crate::parts::notice::{Tone, notice};
use crate::text::document as words;
use domain::document::{BLANK, Content, DocumentKind, Issued, Issuing};
use domain::duty::Actor;
use domain::ids::RecordId;
use domain::petition::{Command, LINE_LIMIT, Petition, TEXT_LIMIT};
use domain::steps::Place as Where;
use domain::{Field, Setting};
use leptos::prelude::*;

/// The page; drawn once the petition and the units are here, and never again while somebody types.
pub fn prepare(scene: Scene, id: RecordId, kind: DocumentKind) -> AnyView {
    let opened = petition::open(scene, id);
    let here = Memo::new(move |_| {
        let units = scene
            .device
            .directory
            .with(|directory| !directory.units().is_empty());
        units && opened.record.with(Option::is_some)
    });
    let drawn = move || {
        if here.get() {
            form(scene, opened, kind)
        } else {
            opened.instead(scene)
        }
    };
    drawn.into_any()
}

/// The document as the case stands on this device.
fn filled(scene: Scene, petition: &Petition, kind: DocumentKind) -> Option<Content> {
    let officer = scene.device.officer.get_untracked()?;
    let actor = Actor::Officer(officer);
    let device = scene.device;
    let (directory, calendar, policy, templates) = (
        device.directory.get_untracked(),
        device.calendar.get_untracked(),
        device.policy.get_untracked(),
        device.templates.get_untracked(),
    );
    let now = scene.now();
    let setting = Setting {
        actor: &actor,
        now,
        recorded_at: now,
        place: Where::Anywhere,
        directory: &directory,
        calendar: &calendar,
        policy: &policy,
    };
    Some(fill(
        kind,
        &Case {
            petition,
            setting,
            templates: &templates,
        },
    ))
}

/// The slots of the form.
#[derive(Clone, Copy)]
struct Slots {
    title: Slot,
    addressee: Slot,
    body: Slot,
    attachments: Slot,
    reason: Slot,
}

fn form(scene: Scene, opened: Opened, kind: DocumentKind) -> AnyView {
    let lang = scene.lang();
    let Some(record) = opened.record.get_untracked() else {
        return ().into_any();
    };
    let petition = held::as_petition(&record);
    let Some(filled) = filled(scene, petition, kind) else {
        return ().into_any();
    };
    let replaced = petition
        .documents
        .to_replace(kind)
        .map(|(nth, issued)| (nth, issued.clone()));
    let sheet = Sheet::at(scene, Place::Prepare(petition.id, kind));
    let slots = slots(&sheet, &filled, replaced.as_ref());
    let replaces = replaced.as_ref().map(|(nth, _)| *nth);
    let drawn = by_hand::drawn(scene, petition.id, &filled);
    let written = move || content(slots, &filled);
    let replacing = replaced.map(|(_, old)| {
        let number = old.number.unwrap_or_default();
        view! { <p>{words::replacing(lang, &number)}</p>{line(sheet.form, slots.reason)} }
    });
    let blank = move || {
        let left = slots.body.text.with(|text| text.contains(BLANK));
        left.then(|| notice(Tone::Soon, words::blank_hint(lang).to_owned()))
    };
    let inside = view! {
        <div class="group">
            {replacing}
            {line(sheet.form, slots.title)}
            {line(sheet.form, slots.addressee)}
            {blank}
            {text(sheet.form, slots.body)}
            {text(sheet.form, slots.attachments)}
            <p class="soft">{words::issue_hint(lang)}</p>
        </div>
    };
    let command = {
        let written = written.clone();
        move || {
            Some(Command::Issue(Box::new(Issuing {
                kind,
                content: written(),
                replaces,
                reason: slots.reason.value(),
            })))
        }
    };
    let sheet = sheet.draw(
        petition.id,
        words::kind(lang, kind),
        inside.into_any(),
        words::issue(lang).to_owned(),
        command,
    );
    let preview = move || {
        for slot in [slots.title, slots.addressee, slots.body, slots.attachments] {
            slot.text.track();
        }
        paper(&Printed {
            kind,
            number: None,
            across: Some(words::draft_mark(lang).to_owned()),
            content: &written(),
            drawn: &drawn,
        })
    };
    view! {
        <div class="preparing">
            {sheet}
            <section class="section" aria-label=words::preview(lang)>
                <div class="row">{print_button(lang)}</div>
                {preview}
            </section>
        </div>
    }
    .into_any()
}

/// A document that replaces another one begins with its words; they are what is to be mended.
fn slots(sheet: &Sheet, filled: &Content, replaced: Option<&(u16, Issued)>) -> Slots {
    let lang = sheet.scene.lang();
    let form = sheet.form;
    let known = replaced.map_or(filled, |(_, issued)| &issued.content);
    let many = |field| Rule::new(field, Shape::Words(4 * TEXT_LIMIT), true);
    Slots {
        title: form.slot(
            "title",
            words::title_label(lang),
            Rule::line(Field::DocumentTitle),
            known.title.clone(),
        ),
        addressee: form.slot(
            "addressee",
            words::addressee(lang),
            Rule::text(Field::Addressee),
            known.addressee.clone(),
        ),
        body: form
            .slot(
                "body",
                words::body(lang),
                many(Field::DocumentText),
                prose(&known.paragraphs),
            )
            .hinted(words::body_hint(lang)),
        attachments: form
            .slot(
                "attachments",
                words::attachments(lang),
                many(Field::DocumentAttachments).optional(),
                known.attachments.join("\n"),
            )
            .hinted(words::attachments_hint(lang)),
        reason: form.slot(
            "reason",
            words::reason(lang),
            Rule::new(
                Field::ReplacementReason,
                Shape::Words(LINE_LIMIT),
                replaced.is_some(),
            ),
            "",
        ),
    }
}

/// What the form says; the issuer, the day and the signatures are the case's.
fn content(slots: Slots, filled: &Content) -> Content {
    let listed = slots.attachments.value();
    Content {
        issuer: filled.issuer.clone(),
        title: slots.title.value(),
        addressee: slots.addressee.value(),
        paragraphs: paragraphs(&slots.body.value()),
        attachments: listed
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
            .map(str::to_owned)
            .collect(),
        on: filled.on,
        signatures: filled.signatures.clone(),
    }
}
