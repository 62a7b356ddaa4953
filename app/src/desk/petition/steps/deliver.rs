//! 送达 and 办结.

use super::Act;
use super::sheet::{Sheet, label};
use crate::desk::petition::attachments::choosing::Choosing;
use crate::parts::field::{choices, day, kind, kinds, line, text, tick};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::text::{Lang, attachment as files, form as hints, petition as words};
use domain::Field;
use domain::ids::day_of;
use domain::petition::{
    About, AttachmentKind, Command, Delivery, LINE_LIMIT, POST_NUMBER_LIMIT, Posting,
    RefusedSignature, Service, Step,
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
    let posting = Posted::ask(form, service);
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
            {posting.draw(form)}
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
                posting: posting.value(),
            });
            let proofs = match proofs {
                Some(proofs) => proofs.commands(Some(About::Delivery))?,
                None => Vec::new(),
            };
            Some(std::iter::once(delivery).chain(proofs).collect())
        },
    )
}

/// The number of what was posted, or why it has none; in sight only for a delivery by post.
#[derive(Clone, Copy)]
struct Posted {
    by_post: Signal<bool>,
    number: Slot,
    unnumbered: Slot,
}

impl Posted {
    fn ask(form: Form, service: Slot) -> Posted {
        let lang = form.lang();
        let by_post = Signal::derive(move || {
            let post = words::service(Lang::Zh, Service::Post);
            service.text.with(|text| text == post)
        });
        let reason = Rule::line(Field::Unnumbered).optional();
        let unnumbered = form.slot("unnumbered", words::unnumbered(lang), reason, "");
        let wanted = Signal::derive(move || {
            by_post.get() && unnumbered.text.with(|text| text.trim().is_empty())
        });
        let shape = Shape::Words(POST_NUMBER_LIMIT);
        let rule = Rule::new(Field::PostNumber, shape, true).when(wanted);
        let number = form
            .slot("postnumber", words::post_number(lang), rule, "")
            .hinted(hints::post_hint(lang));
        Posted {
            by_post,
            number,
            unnumbered: unnumbered.hinted(hints::unnumbered_hint(lang)),
        }
    }

    fn draw(self, form: Form) -> AnyView {
        let Posted {
            by_post,
            number,
            unnumbered,
        } = self;
        let numbered = move || number.text.with(|text| !text.trim().is_empty());
        view! {
            <div class="stack" hidden=move || !by_post.get()>
                {line(form, number)}
                <div hidden=numbered>{line(form, unnumbered)}</div>
            </div>
        }
        .into_any()
    }

    fn value(self) -> Option<Posting> {
        let (number, why) = (self.number.value(), self.unnumbered.value());
        self.by_post.get_untracked().then(|| {
            if number.is_empty() {
                Posting::Unnumbered(why)
            } else {
                Posting::Numbered(number)
            }
        })
    }
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
