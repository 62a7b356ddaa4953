//! What every screen holds in its hand: the device, the language, the light.

use crate::device::Device;
use crate::text::Lang;
use chrono::NaiveDate;
use domain::duty::Officer;
use domain::ids::{Moment, day_of};
use domain::petition::Summary;
use leptos::prelude::*;
use std::sync::Arc;

const LANGUAGE: &str = "lang";
const THEME: &str = "theme";

/// Light or dark.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Theme {
    /// As the system says.
    System,
    /// Always light.
    Light,
    /// Always dark.
    Dark,
}

impl Theme {
    /// Every theme, in the order of the switch.
    pub const ALL: [Theme; 3] = [Theme::System, Theme::Light, Theme::Dark];

    const fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn from_name(name: &str) -> Theme {
        Theme::ALL
            .into_iter()
            .find(|theme| theme.name() == name)
            .unwrap_or(Theme::System)
    }
}

/// A handle, copied freely.
#[derive(Clone, Copy)]
pub struct Scene {
    /// Replica, outbox, drafts.
    pub device: Device,
    /// The language people chose.
    pub language: RwSignal<Lang>,
    /// The theme people chose.
    pub theme: RwSignal<Theme>,
    /// The help overlay is open.
    pub help: RwSignal<bool>,
    /// The first password must be changed before anything else.
    pub must_change: RwSignal<bool>,
    /// Signed in with a first password: let in once it is changed.
    pub newcomer: RwSignal<Option<Officer>>,
    /// Every held petition as a row, soonest due first.
    pub held: Memo<Arc<Vec<Arc<Summary>>>>,
    /// How far my work was scrolled when it was left.
    pub work_scroll: StoredValue<i32>,
    /// The list's question and answer, kept while one looks elsewhere.
    pub finder: super::petitions::Finder,
}

impl Scene {
    /// Opens the scene with the settings of this device.
    pub fn open(device: Device) -> Scene {
        let setting = |key: &str| device.with(|store| store.setting(key)).unwrap_or_default();
        let scene = Scene {
            device,
            language: RwSignal::new(Lang::from_tag(&setting(LANGUAGE))),
            theme: RwSignal::new(Theme::from_name(&setting(THEME))),
            help: RwSignal::new(false),
            must_change: RwSignal::new(false),
            newcomer: RwSignal::new(None),
            held: Memo::new(move |_| super::held::rows(device)),
            work_scroll: StoredValue::new(0),
            finder: super::petitions::Finder::new(),
        };
        Effect::new(move |_| {
            let (lang, theme) = (scene.language.get(), scene.theme.get());
            if let Some(page) = document().document_element() {
                // An attribute of the page itself can always be set.
                let _ = page.set_attribute("lang", lang.tag());
                let _ = match theme {
                    Theme::System => page.remove_attribute("data-theme"),
                    chosen => page.set_attribute("data-theme", chosen.name()),
                };
            }
        });
        scene
    }

    /// The language a screen is drawn in; a change draws it anew.
    pub fn lang(self) -> Lang {
        self.language.get_untracked()
    }

    /// Changes the language, on this device.
    pub fn speak(self, lang: Lang) {
        self.device
            .with(|store| store.put_setting(LANGUAGE, lang.tag()));
        self.language.set(lang);
    }

    /// Changes the theme, on this device.
    pub fn light(self, theme: Theme) {
        self.device
            .with(|store| store.put_setting(THEME, theme.name()));
        self.theme.set(theme);
    }

    /// Now, by this device's clock corrected by the bureau's.
    pub fn now(self) -> Moment {
        self.device.with(|store| store.now())
    }

    /// Today in Beijing.
    pub fn today(self) -> NaiveDate {
        day_of(self.now())
    }

    /// Who is signed in.
    pub fn officer(self) -> Option<Officer> {
        self.device.officer.get()
    }

    /// A unit's name; a dash for one this device has not heard of.
    pub fn unit_name(self, id: domain::ids::UnitId) -> String {
        self.device
            .directory
            .with(|directory| known(directory.unit_name(id)))
    }

    /// An officer's name; a dash for one this device has not heard of.
    pub fn officer_name(self, id: domain::ids::OfficerId) -> String {
        self.device
            .directory
            .with(|directory| known(directory.officer_name(id)))
    }
}

fn known(name: &str) -> String {
    if name.is_empty() {
        "—".to_owned()
    } else {
        name.to_owned()
    }
}
