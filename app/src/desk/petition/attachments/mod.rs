//! 附件: what each file shows, whose it is, whether the bureau holds it, and the way to look at it.

pub mod choosing;
pub mod sight;

use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::device::attachment::{FileHere, Size, Stage};
use crate::parts::blob;
use crate::parts::glyph::{Glyph, glyph};
use crate::text::{attachment as words, moment, petition as steps};
use domain::By;
use domain::duty::Actor;
use domain::ids::{AttachmentId, RecordId};
use domain::petition::{About, Attached, Petition, Step, parts, row};
use leptos::prelude::*;
use sight::Sight;
use sync::upload::{Standing, Trouble};

/// The files, and the way to add one; nothing where there is neither.
pub fn attachments(scene: Scene, petition: &Petition, sight: Sight) -> Option<AnyView> {
    let lang = scene.lang();
    let all = &petition.attachments;
    let adding = adds(scene, petition).then(|| {
        let to = Place::Step(petition.id, Step::Attach).path();
        view! { <div class="row"><a class="button" href=to>{glyph(Glyph::Add)}{steps::step(lang, Step::Attach)}</a></div> }
    });
    if all.is_empty() && adding.is_none() {
        return None;
    }
    let files = all
        .iter()
        .enumerate()
        .map(|(nth, attached)| file(scene, petition, nth, attached, sight))
        .collect_view();
    let list = (!all.is_empty()).then(|| view! { <ul class="files">{files}</ul> });
    let count = (!all.is_empty()).then(|| view! { <span class="count">{all.len()}</span> });
    Some(
        view! {
            <section class="section">
                <h2>{words::attachments(lang)}{count}</h2>
                {list}
                {adding}
            </section>
        }
        .into_any(),
    )
}

/// Whether this officer may attach files to it now.
fn adds(scene: Scene, petition: &Petition) -> bool {
    scene.officer().is_some_and(|officer| {
        let parts = parts(petition, &Actor::Officer(officer));
        row(Some(petition.state), &parts, Step::Attach).is_some()
    })
}

/// A file that this device keeps, if it does; followed.
pub fn here(scene: Scene, id: AttachmentId) -> Memo<Option<FileHere>> {
    Memo::new(move |_| {
        scene.device.files.with(|files| {
            let mut found = files.iter().filter(|file| file.paper.id == id);
            found.next().cloned()
        })
    })
}

/// Where the bureau hands a file out.
pub fn address(record: RecordId, id: AttachmentId) -> String {
    format!("/api/v1/attachments/{record}/{id}")
}

fn file(
    scene: Scene,
    petition: &Petition,
    nth: usize,
    attached: &Attached,
    sight: Sight,
) -> AnyView {
    let lang = scene.lang();
    let paper = &attached.paper;
    let kept = here(scene, paper.id);
    let (kind, size) = (words::kind(lang, paper.kind), words::size(paper.bytes));
    let about = paper.about.map(|about| {
        let about = about_words(scene, petition, about);
        view! { <p class="soft small">{words::of_paper(lang, &about)}</p> }
    });
    let author =
        author(scene, petition, nth).map(|author| view! { <p class="soft small">{author}</p> });
    let stored = attached.stored;
    view! {
        <li class="file">
            {opening(scene, petition.id, attached, kept, sight)}
            <div>
                <h3>{paper.name.clone()}</h3>
                <p class="soft small">{kind}" · "{size}</p>
                {about}
                {author}
                {move || standing(scene, stored, kept.get())}
            </div>
        </li>
    }
    .into_any()
}

/// Who attached the file, and when.
fn author(scene: Scene, petition: &Petition, nth: usize) -> Option<String> {
    let mut attached = petition
        .course
        .iter()
        .filter(|entry| entry.step == Step::Attach);
    let entry = attached.nth(nth)?;
    let By::Officer(officer, _) = entry.by else {
        return None;
    };
    let at = moment::moment(scene.lang(), entry.recorded_at, scene.now());
    Some(format!("{} · {at}", scene.officer_name(officer)))
}

/// A paper that files belong to, told apart from others of its kind by its day.
pub fn about_words(scene: Scene, petition: &Petition, about: About) -> String {
    let lang = scene.lang();
    let word = words::about(lang, about);
    let of = |step, at| {
        let mut course = petition.course.iter();
        let entry = course.find(|entry| entry.step == step && entry.recorded_at == at)?;
        let nth = usize::from(entry.nth);
        match step {
            Step::Visit => petition.visits.get(nth).map(|visit| visit.on),
            _ => petition.contacts.get(nth).map(|contact| contact.on),
        }
    };
    let on = match about {
        About::Visit(at) => of(Step::Visit, at),
        About::Contact(at) => of(Step::Contact, at),
        About::Registration | About::Delivery => None,
    };
    match on {
        Some(on) => format!("{} {word}", moment::day(lang, on, scene.today())),
        None => word.to_owned(),
    }
}

/// Whether the bureau holds it; of one's own, how far it has come.
fn standing(scene: Scene, stored: bool, kept: Option<FileHere>) -> AnyView {
    let lang = scene.lang();
    let (class, told) = match kept.map(|file| (file.paper.bytes, file.stage)) {
        _ if stored => ("badge done", words::stored(lang).to_owned()),
        None => ("badge soon", words::not_stored(lang).to_owned()),
        Some((bytes, Stage::Attached(_, Some(way)))) => {
            ("badge soon", way_words(scene, bytes, way))
        }
        Some(_) => ("badge soon", words::to_send(lang).to_owned()),
    };
    view! { <p><span class=class>{told}</span></p> }.into_any()
}

/// How the bytes of one's own file stand, in words.
pub fn way_words(scene: Scene, bytes: u32, way: Standing) -> String {
    let lang = scene.lang();
    match way {
        Standing::Going(0) => words::to_send(lang).to_owned(),
        Standing::Going(sent) => {
            let percent = u64::from(sent) * 100 / u64::from(bytes.max(1));
            words::on_the_way(lang, percent)
        }
        Standing::Arrived => words::arrived(lang).to_owned(),
        Standing::Stuck(Trouble::Unseen) => words::unseen(lang).to_owned(),
        Standing::Stuck(Trouble::Refused(why)) => words::upload_refusal(lang, why).to_owned(),
    }
}

/// A picture opens by its small copy, a document by a word: from this device if it is here, else from the bureau.
fn opening(
    scene: Scene,
    record: RecordId,
    attached: &Attached,
    kept: Memo<Option<FileHere>>,
    sight: Sight,
) -> AnyView {
    let lang = scene.lang();
    let paper = attached.paper.clone();
    let stored = attached.stored;
    let is_here = Memo::new(move |_| kept.with(Option::is_some));
    let online = Memo::new(move |_| scene.device.standing.with(|standing| standing.online));
    let inside = move || {
        let id = paper.id;
        let label = words::open_named(lang, &paper.name);
        if !is_here.get() && !(stored && online.get()) {
            let why = if stored {
                words::when_online(lang)
            } else {
                words::elsewhere(lang)
            };
            return view! { <span class="thumb soft small">{why}</span> }.into_any();
        }
        if !paper.media.is_picture() {
            let name = format!("{}.{}", paper.name, paper.media.ending());
            return document(scene, record, id, is_here.get(), label, name);
        }
        let name = paper.name.clone();
        if is_here.get() {
            let small = blob::address(scene.device, id, Size::Small);
            let shown = move || {
                small
                    .get()
                    .map(|from| view! { <img src=from alt=name.clone()/> })
            };
            return thumb(sight, id, label, shown.into_any());
        }
        let from = format!("{}/thumbnail", address(record, id));
        let shown = view! { <img src=from alt=name loading="lazy"/> };
        thumb(sight, id, label, shown.into_any())
    };
    inside.into_any()
}

/// A small picture that opens in full.
fn thumb(sight: Sight, id: AttachmentId, label: String, small: AnyView) -> AnyView {
    let open = move |_| sight.look_at(id);
    view! { <button type="button" class="thumb" aria-label=label on:click=open>{small}</button> }
        .into_any()
}

/// A document goes to the machine's own reader.
fn document(
    scene: Scene,
    record: RecordId,
    id: AttachmentId,
    is_here: bool,
    label: String,
    name: String,
) -> AnyView {
    let inside = view! { {glyph(Glyph::Petitions)}<span>{words::download(scene.lang())}</span> };
    let from: Signal<Option<String>> = if is_here {
        blob::address(scene.device, id, Size::Whole).into()
    } else {
        Signal::stored(Some(address(record, id)))
    };
    view! { <a class="thumb" href=move || from.get() download=name aria-label=label>{inside}</a> }
        .into_any()
}
