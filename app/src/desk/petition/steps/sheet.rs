//! What every step's form has around its fields: title, summary of what is missing, the button, the kept chip;
//! and what happens when it is saved.

use super::Act;
use crate::desk::place::Place;
use crate::desk::scene::Scene;
use crate::device::{NotKept, TrayDecision};
use crate::parts::form::{Form, Rule, Shape, Slot};
use crate::parts::glyph::{Glyph, glyph};
use crate::parts::notice::{Tone, notice};
use crate::text::{deadline, form as words, moment, petition, shell};
use domain::Field;
use domain::document;
use domain::ids::{Moment, RecordId};
use domain::petition::{Command, Step, table};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::hooks::use_navigate;
use std::rc::Rc;

/// The draft's name for the returned work whose words it holds.
pub const REDO: &str = "redo";

/// A form with its place.
#[derive(Clone, Copy)]
pub struct Sheet {
    /// The screen's hand.
    pub scene: Scene,
    /// The fields.
    pub form: Form,
    /// Where the form stands; its draft lies under the same words.
    place: Place,
    /// Which returned work this does again.
    redo: Slot,
}

impl Sheet {
    /// The sheet of a step.
    pub fn of(act: &Act) -> Sheet {
        Sheet::at(act.scene, Place::Step(act.id, act.step))
    }

    /// The sheet of a place.
    pub fn at(scene: Scene, place: Place) -> Sheet {
        let form = Form::open(
            scene.device,
            scene.lang(),
            place.draft_key().unwrap_or_default(),
        );
        let redo = form.slot(REDO, "", Rule::new(Field::Note, Shape::Choice, false), "");
        Sheet {
            scene,
            form,
            place,
            redo,
        }
    }

    /// Under which key its draft lies.
    pub fn draft_key(&self) -> String {
        self.place.draft_key().unwrap_or_default()
    }

    /// Draws it. `command` is asked when somebody presses the button and every slot is well;
    /// it answers nothing where the form itself has said what is wrong.
    pub fn draw(
        self,
        record: RecordId,
        title: &'static str,
        inside: AnyView,
        label: String,
        command: impl Fn() -> Option<Command> + 'static,
    ) -> AnyView {
        let commands = move |_| Some(vec![command()?]);
        self.draw_all(record, title, inside, label, commands)
    }

    /// The same for commands that belong together; `commands` is told when they are recorded.
    pub fn draw_all(
        self,
        record: RecordId,
        title: &'static str,
        inside: AnyView,
        label: String,
        commands: impl Fn(Moment) -> Option<Vec<Command>> + 'static,
    ) -> AnyView {
        let lang = self.scene.lang();
        let form = self.form;
        let commands = Rc::new(commands);
        let navigate = use_navigate();
        let submit = move |event: web_sys::SubmitEvent| {
            event.prevent_default();
            if form.busy.get_untracked() {
                return;
            }
            if !form.try_now() {
                show("missing");
                return;
            }
            let at = self.scene.now();
            match commands(at) {
                Some(commands) => self.save(record, at, commands, navigate.clone()),
                None => show("missing"),
            }
        };
        let cancel = match self.place {
            Place::Step(id, _) | Place::Prepare(id, _) => Place::Petition(id),
            _ => Place::Work,
        };
        view! {
            <form class="form" novalidate autocomplete="off" on:submit=submit>
                <header>
                    <h1>{title}</h1>
                    {self.lawful()}
                    {form.restored.then(|| view! { <p class="kept">{glyph(Glyph::Saved)}{words::restored(lang)}</p> })}
                </header>
                {summary(form)}
                {inside}
                <div class="act">
                    <button type="submit" class="button first" disabled=form.busy>
                        {move || if form.busy.get() { words::saving(lang).to_owned() } else { label.clone() }}
                    </button>
                    <a class="button quiet" href=cancel.path()>{shell::cancel(lang)}</a>
                    {kept(self.scene, form)}
                </div>
            </form>
        }
        .into_any()
    }

    /// The article the step rests on.
    fn lawful(self) -> Option<AnyView> {
        let of_step = |step| {
            table()
                .iter()
                .find(|row| row.step == step)
                .map(|row| row.article)
                .or_else(|| {
                    let mut levels = domain::petition::review::table().iter();
                    levels.find(|row| row.step == step).map(|row| row.article)
                })
        };
        let article = match self.place {
            Place::Step(_, step) => of_step(step),
            Place::Prepare(_, kind) => document::table()
                .iter()
                .find(|row| row.kind == kind)
                .map(|row| row.article),
            _ => of_step(Step::Register),
        }?;
        Some(
            view! { <p class="soft small">{deadline::article(self.scene.lang(), article)}</p> }
                .into_any(),
        )
    }

    fn save(
        self,
        record: RecordId,
        at: Moment,
        commands: Vec<Command>,
        navigate: impl Fn(&str, leptos_router::NavigateOptions) + 'static,
    ) {
        let Sheet {
            scene, form, redo, ..
        } = self;
        let lang = scene.lang();
        form.busy.set(true);
        form.refused.set(None);
        let redone: Option<u64> = redo.value().parse().ok();
        let commands = commands
            .into_iter()
            .map(domain::Command::Petition)
            .collect();
        let saving = scene
            .device
            .with(|store| store.save_all(record, at, commands));
        spawn_local(async move {
            match saving.await {
                Ok(ids) => {
                    form.forget_draft();
                    if let (Some(rseq), Some(&id)) = (redone, ids.first()) {
                        let settling = scene
                            .device
                            .with(|store| store.settle_returned(rseq, TrayDecision::Redone(id)));
                        // The work itself is kept; an entry that stays in the tray can be let go by hand.
                        let _ = settling.await;
                    }
                    let to = Place::Petition(record).path();
                    navigate(
                        &to,
                        leptos_router::NavigateOptions {
                            replace: true,
                            ..Default::default()
                        },
                    );
                }
                Err(why) => {
                    form.busy.set(false);
                    match why {
                        NotKept::Refused(no) => form.refuse(&no),
                        NotKept::Storage => {
                            form.refused.set(Some(shell::storage_full(lang).to_owned()))
                        }
                        NotKept::OutboxFull => {
                            form.refused.set(Some(shell::many_waiting(lang).to_owned()))
                        }
                    }
                    show("missing");
                }
            }
        });
    }
}

/// Brings the summary into sight once it is drawn.
fn show(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(id) {
            element.scroll_into_view();
        }
    });
}

/// What is missing, each with a link to its field.
fn summary(form: Form) -> AnyView {
    let lang = form.lang();
    let drawn = move || {
        let whole = form.refused.get().map(|why| notice(Tone::Late, why));
        let missing = form.missing();
        let list = (!missing.is_empty()).then(|| {
            let count = missing.len();
            let links = missing
                .into_iter()
                .map(|(id, label, why)| {
                    let go = { let id = id.clone(); move |event: web_sys::MouseEvent| {
                        event.prevent_default();
                        reach(&id);
                    } };
                    view! { <li><a href=format!("#{id}") on:click=go>{label}"："{why}</a></li> }
                })
                .collect_view();
            view! { <div class="missing" role="alert"><b>{words::missing_title(lang, count)}</b><ul>{links}</ul></div> }
        });
        view! { {whole}{list} }
    };
    view! { <div class="summary" id="missing">{drawn}</div> }.into_any()
}

fn reach(id: &str) {
    use wasm_bindgen::JsCast;
    let field = document()
        .get_element_by_id(id)
        .and_then(|element| element.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        // A field that cannot take the focus is still scrolled to.
        field.scroll_into_view();
        let _ = field.focus();
    }
}

/// 草稿已存 21:04
fn kept(scene: Scene, form: Form) -> AnyView {
    let lang = scene.lang();
    let told = move || {
        form.kept_at.get().map(|at| view! { <span class="kept">{glyph(Glyph::Saved)}{words::kept_at(lang, &moment::hour(at))}</span> })
    };
    view! { <span class="kept" role="status" id="kept">{told}</span> }.into_any()
}

/// The button's words for a step.
pub fn label(scene: Scene, step: Step) -> String {
    let lang = scene.lang();
    match step {
        Step::Visit
        | Step::Contact
        | Step::Correct
        | Step::Draft
        | Step::HoldHearing
        | Step::DraftReview
        | Step::Execute
        | Step::FollowUp
        | Step::Remind
        | Step::NoteSafety
        | Step::NoteIncident => words::save_as(lang, petition::step(lang, step)),
        _ => words::submit(lang, petition::step(lang, step)),
    }
}
