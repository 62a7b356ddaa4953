//! A form: named slots whose words are kept on the device while they are typed, checked when left,
//! and summed up when something is missing.

use crate::device::Device;
use crate::text::{Lang, form as words, refusal};
use chrono::NaiveDate;
use domain::ids::{Moment, day_of};
use domain::petition::{LINE_LIMIT, TEXT_LIMIT};
use domain::{Field, Refusal};
use gloo_timers::callback::Timeout;
use leptos::prelude::*;

/// How long typing may pause before it is kept; well within the second that is promised.
const PAUSE_MILLIS: u32 = 300;

/// What a slot holds.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Words up to so many characters.
    Words(usize),
    /// A day, not after today unless it may be; not before the first.
    Day {
        first: Option<NaiveDate>,
        future: bool,
    },
    /// A whole number.
    Count,
    /// One of several.
    Choice,
}

/// Whether a slot must be filled.
#[derive(Clone, Copy)]
pub enum Need {
    /// Always.
    Always,
    /// Never.
    Never,
    /// While this says so.
    While(Signal<bool>),
}

impl Need {
    /// Whether it must be filled now; tracked.
    pub fn now(self) -> bool {
        match self {
            Need::Always => true,
            Need::Never => false,
            Need::While(needed) => needed.get(),
        }
    }
}

/// What a slot must satisfy.
#[derive(Clone, Copy)]
pub struct Rule {
    /// The field a refusal would name.
    pub field: Field,
    /// What it holds.
    pub shape: Shape,
    /// Whether it must be filled.
    pub need: Need,
}

impl Rule {
    /// A line that must be there.
    pub fn line(field: Field) -> Rule {
        Rule::new(field, Shape::Words(LINE_LIMIT), true)
    }

    /// A text that must be there.
    pub fn text(field: Field) -> Rule {
        Rule::new(field, Shape::Words(TEXT_LIMIT), true)
    }

    /// A day that must be there.
    pub fn day(field: Field, first: Option<NaiveDate>) -> Rule {
        Rule::new(
            field,
            Shape::Day {
                first,
                future: false,
            },
            true,
        )
    }

    /// A choice that must be made.
    pub fn choice(field: Field) -> Rule {
        Rule::new(field, Shape::Choice, true)
    }

    /// Any rule.
    pub fn new(field: Field, shape: Shape, needed: bool) -> Rule {
        Rule {
            field,
            shape,
            need: if needed { Need::Always } else { Need::Never },
        }
    }

    /// The same, but it may stay empty.
    pub fn optional(self) -> Rule {
        Rule {
            need: Need::Never,
            ..self
        }
    }

    /// The same, needed only while `needed` says so.
    pub fn when(self, needed: Signal<bool>) -> Rule {
        Rule {
            need: Need::While(needed),
            ..self
        }
    }
}

/// One place to write in.
#[derive(Clone, Copy)]
pub struct Slot {
    name: StoredValue<String>,
    label: StoredValue<String>,
    hint: StoredValue<&'static str>,
    rule: Rule,
    /// What stands there.
    pub text: RwSignal<String>,
    left: RwSignal<bool>,
    refused: RwSignal<Option<String>>,
}

impl Slot {
    /// The element's id; also the draft's name for it.
    pub fn id(self) -> String {
        self.name.get_value()
    }

    /// The label.
    pub fn label(self) -> String {
        self.label.get_value()
    }

    /// A sentence under the label.
    pub fn hinted(self, hint: &'static str) -> Slot {
        self.hint.set_value(hint);
        self
    }

    /// The sentence under the label, if any.
    pub fn hint(self) -> &'static str {
        self.hint.get_value()
    }

    /// What it must satisfy.
    pub fn rule(self) -> Rule {
        self.rule
    }

    /// What stands there now, without blanks around it; untracked.
    pub fn value(self) -> String {
        self.text.with_untracked(|text| text.trim().to_owned())
    }

    /// The day that stands there; untracked.
    pub fn day(self) -> Option<NaiveDate> {
        self.text.with_untracked(|text| text.trim().parse().ok())
    }

    /// The person has left it: from now on it is checked.
    pub fn leave(self) {
        self.left.set(true);
    }

    fn wrong(self, lang: Lang, today: NaiveDate) -> Option<String> {
        let field = self.rule.field;
        let told = |no: Refusal| Some(refusal::refusal(lang, &no));
        self.text.with(|text| {
            let text = text.trim();
            if text.is_empty() {
                if !self.rule.need.now() {
                    return None;
                }
                return match self.rule.shape {
                    Shape::Choice => Some(words::required_choice(lang).to_owned()),
                    _ => told(Refusal::Missing(field)),
                };
            }
            match self.rule.shape {
                Shape::Words(limit) if text.len() > limit && text.chars().count() > limit => {
                    told(Refusal::TooLong { field, limit })
                }
                Shape::Day { first, future } => match text.parse::<NaiveDate>() {
                    Err(_) => Some(words::date_wrong(lang).to_owned()),
                    Ok(on) if on > today && !future => told(Refusal::InFuture(field)),
                    Ok(on) => first
                        .filter(|first| on < *first)
                        .and_then(|first| told(Refusal::TooEarly { field, first })),
                },
                Shape::Count => text
                    .parse::<u32>()
                    .is_err()
                    .then(|| words::count_wrong(lang).to_owned()),
                Shape::Words(_) | Shape::Choice => None,
            }
        })
    }
}

/// A form and its draft on this device.
#[derive(Clone, Copy)]
pub struct Form {
    device: Device,
    lang: Lang,
    /// A slot added by a button lives as long as the form, not as long as the button.
    owner: StoredValue<Option<Owner>>,
    key: StoredValue<String>,
    found: StoredValue<Vec<(String, String)>>,
    slots: RwSignal<Vec<Slot>>,
    tried: RwSignal<bool>,
    waiting: StoredValue<bool>,
    /// When the draft was last kept.
    pub kept_at: RwSignal<Option<Moment>>,
    /// Why the whole was not taken, where no slot is to blame.
    pub refused: RwSignal<Option<String>>,
    /// It is being saved.
    pub busy: RwSignal<bool>,
    /// Words of an earlier time were found and put back.
    pub restored: bool,
}

impl Form {
    /// Opens the form whose draft lies under `key`, with what was typed before.
    pub fn open(device: Device, lang: Lang, key: String) -> Form {
        let found = device
            .with(|store| store.draft(&key))
            .map(|kept| super::kept::read(&kept))
            .unwrap_or_default();
        let form = Form {
            device,
            lang,
            owner: StoredValue::new(Owner::current()),
            restored: !found.is_empty(),
            key: StoredValue::new(key),
            found: StoredValue::new(found),
            slots: RwSignal::new(Vec::new()),
            tried: RwSignal::new(false),
            waiting: StoredValue::new(false),
            kept_at: RwSignal::new(None),
            refused: RwSignal::new(None),
            busy: RwSignal::new(false),
        };
        // A tab that is hidden may never come back: keep at once.
        let hidden = window_event_listener_untyped("pagehide", move |_| form.keep_if_waiting());
        let unseen =
            window_event_listener_untyped("visibilitychange", move |_| form.keep_if_waiting());
        on_cleanup(move || {
            form.keep_if_waiting();
            hidden.remove();
            unseen.remove();
        });
        form
    }

    /// The language it is shown in.
    pub fn lang(self) -> Lang {
        self.lang
    }

    /// Today, as this device and the bureau see it.
    pub fn today(self) -> NaiveDate {
        day_of(self.device.with(|store| store.now()))
    }

    /// What the draft holds under `name`.
    pub fn found(self, name: &str) -> Option<String> {
        self.found.with_value(|found| {
            found
                .iter()
                .find(|(n, _)| n == name)
                .map(|(_, text)| text.clone())
        })
    }

    /// Adds a slot; the draft's words win over `start`.
    pub fn slot(
        self,
        name: impl Into<String>,
        label: impl Into<String>,
        rule: Rule,
        start: impl Into<String>,
    ) -> Slot {
        let name = name.into();
        let text = self.found(&name).unwrap_or_else(|| start.into());
        let label = label.into();
        let make = move || Slot {
            name: StoredValue::new(name),
            label: StoredValue::new(label),
            hint: StoredValue::new(""),
            rule,
            text: RwSignal::new(text),
            left: RwSignal::new(false),
            refused: RwSignal::new(None),
        };
        let slot = match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        };
        self.slots.update(|slots| slots.push(slot));
        slot
    }

    /// Takes slots out, with their words.
    pub fn drop_slots(self, prefix: &str) {
        self.slots.update(|slots| {
            slots.retain(|slot| !slot.name.with_value(|name| name.starts_with(prefix)))
        });
        self.typed();
    }

    /// Something was typed into `slot`.
    pub fn write(self, slot: Slot, text: String) {
        slot.refused.set(None);
        self.refused.set(None);
        slot.text.set(text);
        self.typed();
    }

    fn typed(self) {
        if !self.waiting.get_value() {
            self.waiting.set_value(true);
            Timeout::new(PAUSE_MILLIS, move || self.keep_if_waiting()).forget();
        }
    }

    /// The timer may outlive the form; then there is nothing left to keep.
    fn keep_if_waiting(self) {
        if self.waiting.try_get_value() == Some(true) {
            self.waiting.set_value(false);
            self.keep();
        }
    }

    fn keep(self) {
        let words =
            |slot: &Slot| Some((slot.name.try_get_value()?, slot.text.try_get_untracked()?));
        let fields: Option<Vec<(String, String)>> = self
            .slots
            .with_untracked(|slots| slots.iter().map(words).collect());
        // A form half taken down has no words to keep; those it had were kept before.
        let Some(fields) = fields else { return };
        let kept = super::kept::write(
            fields
                .iter()
                .map(|(name, text)| (name.as_str(), text.as_str())),
        );
        self.key
            .with_value(|key| self.device.with(|store| store.put_draft(key, Some(&kept))));
        self.kept_at
            .set(Some(self.device.with(|store| store.now())));
    }

    /// The words go on living under another key; this form is done with.
    pub fn keep_under(self, key: String) {
        self.keep();
        let Some(kept) = self
            .key
            .with_value(|key| self.device.with(|store| store.draft(key)))
        else {
            return;
        };
        self.device.with(|store| store.put_draft(&key, Some(&kept)));
        let same = self.key.with_value(|own| *own == key);
        self.waiting.set_value(false);
        if !same {
            self.forget_draft();
        }
    }

    /// The work is saved or thrown away: the draft goes.
    pub fn forget_draft(self) {
        self.waiting.set_value(false);
        self.key
            .with_value(|key| self.device.with(|store| store.put_draft(key, None)));
    }

    /// What is wrong with `slot`, once it was left or the form was tried.
    pub fn trouble(self, slot: Slot) -> Option<String> {
        if let Some(refused) = slot.refused.get() {
            return Some(refused);
        }
        if slot.left.get() || self.tried.get() {
            slot.wrong(self.lang, self.today())
        } else {
            None
        }
    }

    /// Everything wrong, in the order of the form: id, label, sentence.
    pub fn missing(self) -> Vec<(String, String, String)> {
        if !self.tried.get() {
            return Vec::new();
        }
        let slots = self.slots.get();
        slots
            .iter()
            .filter_map(|slot| {
                self.trouble(*slot)
                    .map(|why| (slot.id(), slot.label(), why))
            })
            .collect()
    }

    /// Somebody wants to save: from now on everything is checked. True if nothing is wrong.
    pub fn try_now(self) -> bool {
        self.tried.set(true);
        untrack(|| self.missing()).is_empty()
    }

    /// Shows a refusal where it belongs: at its slot, or for the whole form.
    pub fn refuse(self, no: &Refusal) {
        let told = refusal::refusal(self.lang, no);
        let slots = self.slots.get_untracked();
        let blamed =
            field_of(no).and_then(|field| slots.iter().find(|slot| slot.rule.field == field));
        self.tried.set(true);
        match blamed {
            Some(slot) => slot.refused.set(Some(told)),
            None => self.refused.set(Some(told)),
        }
    }
}

fn field_of(no: &Refusal) -> Option<Field> {
    match no {
        Refusal::Missing(field)
        | Refusal::TooLong { field, .. }
        | Refusal::InFuture(field)
        | Refusal::TooEarly { field, .. } => Some(*field),
        Refusal::LateNeedsReason(_) => Some(Field::LateReason),
        Refusal::UnitCannotAnswer => Some(Field::Unit),
        Refusal::OfficerElsewhere => Some(Field::Handler),
        Refusal::AlreadyEntrusted => Some(Field::Officer),
        Refusal::HeadcountTooSmall => Some(Field::Headcount),
        _ => None,
    }
}
