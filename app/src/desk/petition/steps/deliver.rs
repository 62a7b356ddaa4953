//! 送达 and 办结.

use super::Act;
use super::sheet::{Sheet, label};
use crate::desk::petition::attachments::choosing::Choosing;
use crate::parts::field::{choices, day, kind, kinds, line, text, tick};
use crate::parts::form::{Rule, Shape};
use crate::text::{attachment as files, form as hints, petition as words};
use domain::Field;
use domain::ids::day_of;
use domain::petition::{
    About, AttachmentKind, Command, Delivery, LINE_LIMIT, RefusedSignature, Service, Step,
};
use leptos::prelude::*;

/// 送达: how, when, to whom; a past day needs a reason, a refused signature its cause and witnesses.
pub fn deliver(act: Act) -> AnyView {
    let signed_on = act.petition.taken_at(Step::Approve).map(day_of);
    deliver_as(act, signed_on, Command::Deliver)
}

/// The same for any paper signed on that day.
pub fn deliver_as(
    act: Act,
    signed_on: Option<chrono::NaiveDate>,
    command: fn(Delivery) -> Command,
) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let today = form.today();
    let chief = act
        .petition
        .registration
        .petitioners
        .first()
        .map(|person| person.name.clone())
        .unwrap_or_default();
    let service = form.slot(
        "service",
        words::service_label(lang),
        Rule::choice(Field::Comment),
        "",
    );
    let on = form
        .slot(
            "on",
            words::served_on(lang),
            Rule::day(Field::DeliveredOn, signed_on),
            today.to_string(),
        )
        .hinted(hints::today_hint(lang));
    let past = Signal::derive(move || {
        on.text.with(|text| {
            text.trim()
                .parse::<chrono::NaiveDate>()
                .is_ok_and(|on| on < today)
        })
    });
    let late = form.slot(
        "late",
        words::late_reason(lang),
        Rule::line(Field::LateReason).when(past),
        "",
    );
    let receiver = form.slot(
        "receiver",
        words::receiver(lang),
        Rule::line(Field::Receiver),
        chief,
    );
    let refused = form.slot(
        "refused",
        hints::signature_refused(lang),
        Rule::new(Field::Cause, Shape::Words(LINE_LIMIT), false),
        "",
    );
    let unsigned = Signal::derive(move || refused.text.with(|text| !text.is_empty()));
    let cause = form.slot(
        "cause",
        words::refused_cause(lang),
        Rule::line(Field::Cause).when(unsigned),
        "",
    );
    let witnesses = form.slot(
        "witnesses",
        words::witnesses(lang),
        Rule::line(Field::Witnesses).when(unsigned),
        "",
    );
    // Files belong to the answer's own delivery; a level's proof lies with its office.
    let proofs = (act.step == Step::Deliver).then(|| Choosing::open(&sheet, &act.petition));
    let ways = &[
        AttachmentKind::Signature,
        AttachmentKind::Photo,
        AttachmentKind::Scan,
    ];
    let inside = view! {
        <div class="group">
            {choices(form, service, kinds(form, Service::ALL, words::service))}
            {day(form, on)}
            <div hidden=move || !past.get()>{line(form, late)}</div>
            {line(form, receiver)}
            {tick(form, refused)}
            <div class="stack" hidden=move || !unsigned.get()>{line(form, cause)}{line(form, witnesses)}</div>
        </div>
        {proofs.map(|proofs| proofs.draw(files::delivery_proofs(lang), ways))}
    };
    sheet.draw_all(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move |_| {
            let signature = unsigned.get_untracked().then(|| RefusedSignature {
                cause: cause.value(),
                witnesses: witnesses.value(),
            });
            let delivery = command(Delivery {
                service: kind(service, Service::ALL, words::service)?,
                on: on.day()?,
                receiver: receiver.value(),
                refused: signature,
                late_reason: if past.get_untracked() {
                    late.value()
                } else {
                    String::new()
                },
            });
            let proofs = match proofs {
                Some(proofs) => proofs.commands(Some(About::Delivery))?,
                None => Vec::new(),
            };
            Some(std::iter::once(delivery).chain(proofs).collect())
        },
    )
}

/// 办结: a closing word, if there is one to say.
pub fn close(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let closing = form.slot(
        "closing",
        words::closing(lang),
        Rule::text(Field::Closing).optional(),
        "",
    );
    let inside = view! { <div class="group">{text(form, closing)}</div> };
    sheet.draw(
        act.id,
        words::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move || Some(Command::Close(closing.value())),
    )
}
