//! The few signs beside words; each only repeats what the words say, so readers-aloud skip them.

use leptos::prelude::*;

/// A sign.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Glyph {
    /// My work.
    Work,
    /// Petitions.
    Petitions,
    /// Something new.
    New,
    /// Returned work.
    Returned,
    /// What is saved.
    Saved,
    /// On its way.
    Waiting,
    /// No connection.
    Offline,
    /// The person signed in.
    Person,
    /// Back.
    Back,
    /// Remove.
    Remove,
    /// Add another one.
    Add,
    /// Search.
    Search,
    /// Help.
    Help,
    /// Leave.
    Leave,
    /// Lock.
    Lock,
    /// Accounts.
    Accounts,
    /// The audit trail.
    Audit,
    /// Devices.
    Device,
    /// What was filed online.
    Inbox,
}

impl Glyph {
    const fn path(self) -> &'static str {
        match self {
            Glyph::Work => "M4 7h16v12H4zM9 7V4h6v3M4 12h16",
            Glyph::Petitions => "M6 3h9l4 4v14H6zM15 3v4h4M9 12h7M9 16h7",
            Glyph::Inbox => "M4 13h5l1 3h4l1-3h5M4 13l2-8h12l2 8v6H4z",
            Glyph::New => "M12 5v14M5 12h14",
            Glyph::Returned => "M9 6 4 11l5 5M4 11h10a6 6 0 0 1 6 6v1",
            Glyph::Saved => "M5 13l4 4L19 7",
            Glyph::Waiting => "M12 20V6M6 12l6-6 6 6M5 3h14",
            Glyph::Offline => {
                "M4 4l16 16M7 15a7 7 0 0 1 3-2M4 11a12 12 0 0 1 4-3M13 8a12 12 0 0 1 7 3M12 19h.01"
            }
            Glyph::Person => "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 21a8 8 0 0 1 16 0",
            Glyph::Back => "M15 5l-7 7 7 7",
            Glyph::Remove => "M6 6l12 12M18 6L6 18",
            Glyph::Add => "M12 6v12M6 12h12",
            Glyph::Search => "M11 18a7 7 0 1 0 0-14 7 7 0 0 0 0 14zM16 16l5 5",
            Glyph::Help => "M9 9a3 3 0 1 1 4.5 2.6c-1 .6-1.5 1.2-1.5 2.4M12 18h.01",
            Glyph::Leave => "M10 4H5v16h5M14 8l4 4-4 4M18 12H9",
            Glyph::Lock => "M6 11h12v9H6zM9 11V8a3 3 0 0 1 6 0v3",
            Glyph::Accounts => {
                "M4 5h16v14H4zM9 12a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 16a3 3 0 0 1 6 0M14 9h4M14 13h4"
            }
            Glyph::Device => "M6 3h12v18H6zM10 18h4",
            Glyph::Audit => "M9 4h6v3H9zM15 5h4v16H5V5h4M9 12h6M9 16h6",
        }
    }
}

/// Draws a sign at text size in the colour of the words beside it.
pub fn glyph(glyph: Glyph) -> AnyView {
    view! {
        <svg class="glyph" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
            <path d=glyph.path()></path>
        </svg>
    }
    .into_any()
}
