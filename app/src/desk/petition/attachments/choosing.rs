//! The part of a form where photos are taken or chosen, scans added and signatures drawn. Each is kept on this
//! device at once, as part of the draft; none is ever required.

use crate::desk::petition::steps::Sheet;
use crate::desk::scene::Scene;
use crate::device::attachment::{NotTaken, Size, Stage};
use crate::parts::blob;
use crate::parts::field::line;
use crate::parts::form::{Form, Rule, Slot};
use crate::parts::glyph::{Glyph, glyph};
use crate::parts::notice::{Tone, notice};
use crate::parts::signature::signature;
use crate::text::refusal;
use crate::text::{attachment as words, form as form_words};
use domain::ids::AttachmentId;
use domain::petition::{ATTACHMENTS, About, Attachment, AttachmentKind, Command, Petition};
use domain::{Field, Refusal};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, HtmlInputElement};

/// A file of this form, and the slot of its words.
#[derive(Clone)]
struct Chosen {
    paper: Attachment,
    name: Slot,
}

/// The files of a form.
#[derive(Clone, Copy)]
pub struct Choosing {
    scene: Scene,
    form: Form,
    draft: StoredValue<String>,
    /// How many more the petition has room for.
    room: usize,
    chosen: RwSignal<Vec<Chosen>>,
    /// Files being made smaller.
    busy: RwSignal<usize>,
    troubles: RwSignal<Vec<String>>,
    signing: RwSignal<bool>,
}

impl Choosing {
    /// With what was chosen before and not saved.
    pub fn open(sheet: &Sheet, petition: &Petition) -> Choosing {
        Choosing::with_room(
            sheet,
            ATTACHMENTS.saturating_sub(petition.attachments.len()),
        )
    }

    /// The same for a petition that this form begins.
    pub fn begin(sheet: &Sheet) -> Choosing {
        Choosing::with_room(sheet, ATTACHMENTS)
    }

    fn with_room(sheet: &Sheet, room: usize) -> Choosing {
        let Sheet { scene, form, .. } = *sheet;
        let draft = sheet.draft_key();
        let choosing = Choosing {
            scene,
            form,
            room,
            chosen: RwSignal::new(Vec::new()),
            busy: RwSignal::new(0),
            troubles: RwSignal::new(Vec::new()),
            signing: RwSignal::new(false),
            draft: StoredValue::new(draft.clone()),
        };
        let before: Vec<Attachment> = scene.device.files.with_untracked(|files| {
            let mine = files
                .iter()
                .filter(|file| matches!(&file.stage, Stage::Draft(key) if *key == draft));
            mine.map(|file| file.paper.clone()).collect()
        });
        for paper in before {
            choosing.list(paper);
        }
        choosing
    }

    /// Whether anything is chosen.
    pub fn is_empty(self) -> bool {
        self.chosen.with_untracked(Vec::is_empty) && !self.is_reducing()
    }

    /// Whether pictures are still being made smaller.
    pub fn is_reducing(self) -> bool {
        self.busy.get_untracked() > 0
    }

    /// Lays what was chosen under another draft, before the words of this one go there.
    pub async fn move_to(self, key: String) {
        let device = self.scene.device;
        let chosen = self.chosen.get_untracked();
        for one in chosen {
            let moving = device.with(|store| store.redraft_file(one.paper.id, &key));
            moving.await;
        }
    }

    /// The commands that attach what was chosen; `None` while pictures are still being made smaller.
    pub fn commands(self, about: Option<About>) -> Option<Vec<Command>> {
        if self.is_reducing() {
            let wait = words::wait(self.scene.lang());
            self.form.refused.set(Some(wait.to_owned()));
            return None;
        }
        let chosen = self.chosen.get_untracked();
        let commands = chosen.into_iter().map(|one| {
            Command::Attach(Attachment {
                about,
                name: one.name.value(),
                ..one.paper
            })
        });
        Some(commands.collect())
    }

    /// Puts a kept file on the list, with a slot for its words.
    fn list(self, paper: Attachment) {
        let lang = self.scene.lang();
        let nth = self.chosen.with_untracked(Vec::len) + 1;
        let start = format!("{} {nth}", words::kind(lang, paper.kind));
        let name = self.form.slot(
            name_slot(paper.id),
            words::name(lang),
            Rule::line(Field::AttachmentName),
            start,
        );
        // Written, so that the draft knows of the file as long as nothing else was typed.
        self.form.write(name, name.value());
        self.chosen
            .update(|chosen| chosen.push(Chosen { paper, name }));
    }

    /// Takes files one after the other: several large pictures at once are more than a cheap tablet has memory for.
    fn take(self, kind: AttachmentKind, sources: Vec<(Blob, String)>) {
        self.busy.update(|busy| *busy += sources.len());
        let draft = self.draft.get_value();
        let device = self.scene.device;
        spawn_local(async move {
            for (source, named) in sources {
                let taken = device.with(|store| store.take_file(&draft, kind, source));
                let taken = taken.await;
                // The form may be gone; what was kept is there when it is opened again.
                if self.busy.try_update(|busy| *busy -= 1).is_none() {
                    return;
                }
                match taken {
                    Ok(id) => self.took(id),
                    Err(why) => self.tell(not_taken(self.scene, why), &named),
                }
            }
        });
    }

    fn took(self, id: AttachmentId) {
        let kept = self.scene.device.files.with_untracked(|files| {
            let mut found = files.iter().filter(|file| file.paper.id == id);
            found.next().map(|file| file.paper.clone())
        });
        if let Some(paper) = kept {
            self.list(paper);
        }
    }

    fn tell(self, why: String, named: &str) {
        let told = if named.is_empty() {
            why
        } else {
            format!("{named}：{why}")
        };
        self.troubles.update(|troubles| troubles.push(told));
    }

    /// Takes all files of an input, one after the other, as far as the petition has room.
    fn take_all(self, kind: AttachmentKind, input: &HtmlInputElement) {
        self.troubles.set(Vec::new());
        let files: Vec<File> = input
            .files()
            .map(|list| (0..list.length()).filter_map(|nth| list.get(nth)).collect())
            .unwrap_or_default();
        let held = self.chosen.with_untracked(Vec::len) + self.busy.get_untracked();
        let room = self.room.saturating_sub(held);
        if files.len() > room {
            let no = Refusal::TooManyAttachments { limit: ATTACHMENTS };
            self.tell(refusal::refusal(self.scene.lang(), &no), "");
        }
        let sources = files.into_iter().take(room).map(|file| {
            let named = file.name();
            (file.into(), named)
        });
        self.take(kind, sources.collect());
        // The same file can be chosen again, for example after it was taken out.
        input.set_value("");
    }

    fn remove(self, id: AttachmentId) {
        self.chosen
            .update(|chosen| chosen.retain(|one| one.paper.id != id));
        self.form.drop_slots(&name_slot(id));
        let dropping = self.scene.device.with(|store| store.drop_file(id));
        spawn_local(dropping);
    }

    /// Draws it beside a paper that is complete without files, with a way to add each of these kinds.
    pub fn draw(self, title: &'static str, kinds: &'static [AttachmentKind]) -> AnyView {
        let lang = self.scene.lang();
        let heading = view! { {title}<span class="need">{form_words::optional(lang)}</span> };
        let hint = format!(
            "{}{}",
            words::not_required(lang),
            words::choosing_hint(lang)
        );
        self.drawn(title, heading.into_any(), hint, kinds)
    }

    /// Draws it as what the form is for.
    pub fn draw_alone(self, title: &'static str, kinds: &'static [AttachmentKind]) -> AnyView {
        let hint = words::choosing_hint(self.scene.lang()).to_owned();
        self.drawn(title, title.into_any(), hint, kinds)
    }

    fn drawn(
        self,
        title: &'static str,
        heading: AnyView,
        hint: String,
        kinds: &'static [AttachmentKind],
    ) -> AnyView {
        let lang = self.scene.lang();
        let ways = kinds.iter().map(|kind| self.way(*kind)).collect_view();
        let signing = move || {
            self.signing.get().then(|| {
                signature(lang, move |drawn| {
                    self.signing.set(false);
                    if let Some(drawn) = drawn {
                        self.take(AttachmentKind::Signature, vec![(drawn, String::new())]);
                    }
                })
            })
        };
        let busy = move || {
            let busy = self.busy.get();
            (busy > 0).then(|| view! { <p class="soft">{words::reducing(lang, busy)}</p> })
        };
        let troubles = move || {
            self.troubles
                .get()
                .into_iter()
                .map(|why| notice(Tone::Late, why))
                .collect_view()
        };
        view! {
            <fieldset class="group" aria-label=title>
                <h2>{heading}</h2>
                <p class="hint">{hint}</p>
                <div class="buttons">{ways}</div>
                {signing}
                <div role="status">{busy}</div>
                {troubles}
                <ul class="files">
                    <For each=move || self.chosen.get() key=|one| one.paper.id let:one>{self.row(one)}</For>
                </ul>
            </fieldset>
        }
        .into_any()
    }

    /// The buttons that add files of a kind.
    fn way(self, kind: AttachmentKind) -> AnyView {
        let lang = self.scene.lang();
        let input = move |label: &'static str, accept: &'static str, camera: bool| {
            let chosen = move |event: web_sys::Event| {
                let input = event
                    .target()
                    .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
                if let Some(input) = input {
                    self.take_all(kind, &input);
                }
            };
            view! {
                <label class="button pick">
                    {glyph(Glyph::Add)}{label}
                    <input type="file" class="aloud" accept=accept multiple=!camera
                        capture=camera.then_some("environment") on:change=chosen/>
                </label>
            }
        };
        match kind {
            AttachmentKind::Photo => view! {
                {input(words::photograph(lang), "image/*", true)}
                {input(words::choose_photos(lang), "image/*", false)}
            }
            .into_any(),
            AttachmentKind::Signature => view! {
                <button type="button" class="button" disabled=self.signing on:click=move |_| self.signing.set(true)>
                    {glyph(Glyph::Add)}{words::sign(lang)}
                </button>
            }
            .into_any(),
            AttachmentKind::Scan | AttachmentKind::File => {
                input(words::choose_scans(lang), "image/jpeg,image/png,application/pdf", false).into_any()
            }
        }
    }

    fn row(self, one: Chosen) -> AnyView {
        let lang = self.scene.lang();
        let Chosen { paper, name } = one;
        let id = paper.id;
        let small = if paper.media.is_picture() {
            let from = blob::address(self.scene.device, id, Size::Small);
            let drawn = move || {
                from.get()
                    .map(|from| view! { <img src=from alt=move || name.text.get()/> })
            };
            drawn.into_any()
        } else {
            glyph(Glyph::Petitions)
        };
        let about = format!(
            "{} · {}",
            words::kind(lang, paper.kind),
            words::size(paper.bytes)
        );
        let label = move || words::take_out_named(lang, &name.text.get());
        view! {
            <li class="file">
                <span class="thumb">{small}</span>
                <div>
                    {line(self.form, name)}
                    <div class="row">
                        <span class="soft small">{about}</span>
                        <button type="button" class="button quiet" aria-label=label on:click=move |_| self.remove(id)>
                            {glyph(Glyph::Remove)}{words::take_out(lang)}
                        </button>
                    </div>
                </div>
            </li>
        }
        .into_any()
    }
}

/// The slot of a file's words; returned work fills it again.
pub fn name_slot(id: AttachmentId) -> String {
    format!("name-{id}")
}

/// Why a file was not taken, and what to do.
fn not_taken(scene: Scene, why: NotTaken) -> String {
    let lang = scene.lang();
    match why {
        NotTaken::TooLarge(limit) => words::too_large(lang, &words::size(limit)),
        NotTaken::Heic => words::heic(lang).to_owned(),
        NotTaken::Unreadable => words::unreadable(lang).to_owned(),
        NotTaken::Location => words::document_location(lang).to_owned(),
        NotTaken::DeviceFull => words::device_full(lang).to_owned(),
        NotTaken::Storage => words::storage(lang).to_owned(),
    }
}
