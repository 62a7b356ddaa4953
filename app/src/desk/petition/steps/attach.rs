//! 添加附件: files beside a petition, with what they show and which paper they belong to.

use super::Act;
use super::sheet::{Sheet, label};
use crate::desk::petition::attachments::about_words;
use crate::desk::petition::attachments::choosing::Choosing;
use crate::parts::field::select;
use crate::parts::form::{Rule, Shape};
use crate::text::{attachment as words, petition as steps};
use domain::petition::{About, AttachmentKind, Petition, Step};
use domain::{Field, Refusal};
use leptos::prelude::*;

/// The files alone.
pub fn form(act: Act) -> AnyView {
    let sheet = Sheet::of(&act);
    let Sheet { scene, form, .. } = sheet;
    let lang = scene.lang();
    let papers = papers(&act.petition);
    let about = form.slot(
        "about",
        words::belongs_to(lang),
        Rule::new(Field::Comment, Shape::Choice, false),
        "",
    );
    let choices = papers
        .iter()
        .map(|paper| {
            let told = about_words(scene, &act.petition, *paper);
            (value(*paper), told)
        })
        .collect();
    let files = Choosing::open(&sheet, &act.petition);
    let kinds = &[
        AttachmentKind::Photo,
        AttachmentKind::Scan,
        AttachmentKind::Signature,
    ];
    let inside = view! {
        {files.draw_alone(words::attachments(lang), kinds)}
        <div class="group">{select(form, about, vec![(String::new(), choices)])}</div>
    };
    sheet.draw_all(
        act.id,
        steps::step(lang, act.step),
        inside.into_any(),
        label(scene, act.step),
        move |_| {
            let chosen = about.value();
            let about = papers.iter().copied().find(|paper| value(*paper) == chosen);
            let commands = files.commands(about)?;
            if commands.is_empty() {
                form.refuse(&Refusal::Missing(Field::Attachment));
                return None;
            }
            Some(commands)
        },
    )
}

/// The papers files can belong to, newest first; none of them: the petition as a whole.
fn papers(petition: &Petition) -> Vec<About> {
    let recorded = petition
        .course
        .iter()
        .rev()
        .filter_map(|entry| match entry.step {
            Step::Visit => Some(About::Visit(entry.recorded_at)),
            Step::Contact => Some(About::Contact(entry.recorded_at)),
            _ => None,
        });
    let delivered = petition.delivery.as_ref().map(|_| About::Delivery);
    recorded
        .chain(delivered)
        .chain([About::Registration])
        .collect()
}

/// A paper as the draft holds it.
pub fn value(about: About) -> String {
    match about {
        About::Registration => "registration".to_owned(),
        About::Visit(at) => format!("visit {}", at.timestamp_millis()),
        About::Contact(at) => format!("contact {}", at.timestamp_millis()),
        About::Delivery => "delivery".to_owned(),
    }
}
