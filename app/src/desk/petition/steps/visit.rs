//! 走访记录 and 电话或会议记录: what happened, in the words of the people who were there. Works without a network.

use super::Act;
use super::sheet::{Sheet, label};
use crate::desk::petition::attachments::choosing::Choosing;
use crate::parts::field::{choices, day, kind, kinds, line, text};
use crate::parts::form::Rule;
use crate::text::{attachment as files, petition as words};
use domain::Field;
use domain::petition::{About, AttachmentKind, Command, Contact, ContactKind, Visit};
use leptos::prelude::*;

/// A visit to the home or the place.
pub fn visit(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let received_on = Some(act.petition.registration.received_on);
    let home = act
        .petition
        .registration
        .petitioners
        .first()
        .map(|person| person.address.clone())
        .unwrap_or_default();
    let on = form.slot(
        "on",
        words::visited_on(lang),
        Rule::day(Field::VisitedOn, received_on),
        form.today().to_string(),
    );
    let place = form.slot(
        "place",
        words::visit_place(lang),
        Rule::line(Field::Place),
        home,
    );
    let met = form.slot("met", words::met(lang), Rule::line(Field::Met), "");
    let found = form.slot("found", words::found(lang), Rule::text(Field::Found), "");
    let said = form.slot(
        "said",
        words::said(lang),
        Rule::text(Field::Said).optional(),
        "",
    );
    let agreed = form.slot(
        "agreed",
        words::agreed(lang),
        Rule::text(Field::Agreed).optional(),
        "",
    );
    let companions = form.slot(
        "companions",
        words::companions(lang),
        Rule::line(Field::Companions).optional(),
        "",
    );
    let photos = Choosing::open(&sheet, &act.petition);
    let inside = view! {
        <div class="group">
            {day(form, on)}
            {line(form, place)}
            {line(form, met)}
            {text(form, found)}
            {text(form, said)}
            {text(form, agreed)}
            {line(form, companions)}
        </div>
        {photos.draw(files::visit_photos(lang), &[AttachmentKind::Photo, AttachmentKind::Scan])}
    };
    sheet.draw_all(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move |at| {
            let visit = Command::Visit(Visit {
                on: on.day()?,
                place: place.value(),
                met: met.value(),
                companions: companions.value(),
                found: found.value(),
                said: said.value(),
                agreed: agreed.value(),
            });
            let photos = photos.commands(Some(About::Visit(at)))?;
            Some(std::iter::once(visit).chain(photos).collect())
        },
    )
}

/// A telephone call or a meeting.
pub fn contact(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let received_on = Some(act.petition.registration.received_on);
    let how = form.slot(
        "kind",
        words::contact_kind_label(lang),
        Rule::choice(Field::Comment),
        "",
    );
    let on = form.slot(
        "on",
        words::contact_on(lang),
        Rule::day(Field::VisitedOn, received_on),
        form.today().to_string(),
    );
    let with = form.slot(
        "with",
        words::contact_with(lang),
        Rule::line(Field::With),
        "",
    );
    let said = form.slot(
        "said",
        words::contact_said(lang),
        Rule::text(Field::Said),
        "",
    );
    let photos = Choosing::open(&sheet, &act.petition);
    let inside = view! {
        <div class="group">
            {choices(form, how, kinds(form, ContactKind::ALL, words::contact_kind))}
            {day(form, on)}
            {line(form, with)}
            {text(form, said)}
        </div>
        {photos.draw(files::attachments(lang), &[AttachmentKind::Photo, AttachmentKind::Scan])}
    };
    sheet.draw_all(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move |at| {
            let contact = Command::Contact(Contact {
                kind: kind(how, ContactKind::ALL, words::contact_kind)?,
                on: on.day()?,
                with: with.value(),
                said: said.value(),
            });
            let photos = photos.commands(Some(About::Contact(at)))?;
            Some(std::iter::once(contact).chain(photos).collect())
        },
    )
}
