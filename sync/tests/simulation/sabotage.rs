//! Faults built into the simulated bureau, storage and network, each of which one check must catch.
//! A check that has never failed proves nothing.

use crate::checks::Check;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sabotage {
    None,
    /// The bureau does not remember which operations it has settled.
    OperationsForgotten,
    /// The bureau does not hand refusals out.
    RefusalsLost,
    /// A refusal does not take its position.
    RefusalsHoldTheQueue,
    /// Refusals are handed out to the incarnation that sent the work only.
    RefusalsPerIncarnation,
    /// The tray's watermark is believed in another life of the server.
    WatermarkOutlivesEpoch,
    /// Pushes of another life of the server are taken.
    EpochIgnored,
    /// Work in the tray is offered to a restored server as work.
    VoidIgnored,
    /// A restored server goes on under its old name.
    EpochKept,
    /// A page tells cursors beyond its rows.
    CursorAhead,
    /// A page says nothing of records that left.
    LeavingUntold,
    /// Lost grants are not told.
    LostGrantsUntold,
    /// Everybody gets everything.
    GrantsIgnored,
    /// A page settles work that the bureau has not seen.
    SettledTooEarly,
    /// A page settles nothing.
    NeverSettled,
    /// A row of the ledger is missing.
    LedgerRowMissing,
    /// The vault says kept before it has kept.
    KeptTooEarly,
    /// The vault drops returned work.
    TrayDropped,
    /// Work numbered anew after a fork is shown as if it were new.
    RenumberedShown,
    /// Answers to earlier pulls pass for the answer to this one.
    AnyAnswerTaken,
    /// A device's copied image goes unnoticed by pulls.
    ForkUnnoticed,
    /// The screen is not told of changed records.
    ScreenUntold,
    /// The storage of the replica keeps one page only.
    PageForgotten,
    /// It keeps rows of the overlay that were folded into pages.
    OverlayStays,
    /// It does not note that a record of a page is gone.
    DeparturesNotOverlaid,
    /// A window that was replaced still writes.
    Unfenced,
    /// The bureau throws away what it does not understand.
    HeldForgotten,
    /// It decides what it held and holds it still.
    HeldTwice,
    /// Work that was handed over reaches nobody.
    HandOverLost,
    /// Acts that were told once are not told again to a restored bureau.
    ActsToldOnce,
    /// Work is handed over without its words.
    WordsLeftBehind,
    /// A device that was shut out is not told.
    RevocationUntold,
    /// A greeting does not lengthen the lease.
    LeaseNotRenewed,
    /// What the bureau has committed is gone when it is started again.
    CommitsLost,
    /// The bureau appends a chunk wherever it was meant to go, and proves nothing at the end.
    ChunksAnywhere,
    /// Words have to go out, and the photo under way is not ended.
    FilesKeepSending,
    /// The device lets a photo go as soon as the record names it.
    FileLetGoEarly,
    /// A restored bureau does not look for what lies in its folder.
    FilesForgotten,
    /// The bureau takes no step that names a photo before it has the photo.
    RecordsWaitForFiles,
    /// The second window is not told what the first one keeps.
    WindowUntold,
    /// The second window calls saved what it has only given to the first one.
    GivenIsSaved,
    /// A poke passes for a person in a hurry.
    PokesHurry,
    /// A full disk says that it has kept what it was given.
    FullDiskLies,
}

/// Which rare faults a sabotage needs to show: they happen often then.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Theme {
    /// As the seed will have it.
    Any,
    /// The server goes back in time.
    Restores,
    /// Devices are copied.
    Copies,
}

impl Sabotage {
    pub fn theme(self) -> Theme {
        match self {
            Sabotage::WatermarkOutlivesEpoch
            | Sabotage::EpochIgnored
            | Sabotage::VoidIgnored
            | Sabotage::EpochKept
            | Sabotage::ActsToldOnce
            | Sabotage::WordsLeftBehind
            | Sabotage::FilesForgotten => Theme::Restores,
            Sabotage::RefusalsPerIncarnation
            | Sabotage::RenumberedShown
            | Sabotage::ForkUnnoticed => Theme::Copies,
            _ => Theme::Any,
        }
    }

    /// Every sabotage with the check that must catch it, and within how many schedules.
    pub const ALL: &[(Sabotage, Check, u64)] = &[
        (Sabotage::OperationsForgotten, Check::AppliedOnce, 300),
        (Sabotage::RefusalsLost, Check::NothingLost, 300),
        (Sabotage::RefusalsHoldTheQueue, Check::QueueDrains, 300),
        (Sabotage::RefusalsPerIncarnation, Check::NothingLost, 20_000),
        (Sabotage::WatermarkOutlivesEpoch, Check::NothingLost, 20_000),
        (Sabotage::EpochIgnored, Check::AppliedOnce, 60_000),
        (Sabotage::VoidIgnored, Check::AppliedOnce, 20_000),
        (Sabotage::EpochKept, Check::CursorBehindData, 5_000),
        (Sabotage::CursorAhead, Check::CursorBehindData, 300),
        (Sabotage::LeavingUntold, Check::CursorBehindData, 300),
        (Sabotage::LostGrantsUntold, Check::QuietEqualsServer, 2_000),
        (Sabotage::GrantsIgnored, Check::OnlyGranted, 300),
        (Sabotage::SettledTooEarly, Check::NoFlicker, 2_000),
        (Sabotage::NeverSettled, Check::NoFlicker, 300),
        (Sabotage::LedgerRowMissing, Check::LedgerIsTruth, 300),
        (Sabotage::KeptTooEarly, Check::NothingLost, 300),
        (Sabotage::TrayDropped, Check::NothingLost, 300),
        (Sabotage::RenumberedShown, Check::NoFlicker, 20_000),
        (Sabotage::AnyAnswerTaken, Check::CursorBehindData, 5_000),
        (Sabotage::ForkUnnoticed, Check::NothingLost, 20_000),
        (Sabotage::ScreenUntold, Check::ScreenIsTrue, 300),
        (Sabotage::PageForgotten, Check::PagesAreRecords, 2_000),
        (Sabotage::OverlayStays, Check::PagesAreRecords, 2_000),
        (
            Sabotage::DeparturesNotOverlaid,
            Check::PagesAreRecords,
            5_000,
        ),
        (Sabotage::Unfenced, Check::NothingLost, 20_000),
        (Sabotage::HeldForgotten, Check::NothingLost, 2_000),
        (Sabotage::HeldTwice, Check::NoFlicker, 5_000),
        (Sabotage::HandOverLost, Check::HandedOver, 20_000),
        (Sabotage::ActsToldOnce, Check::ActsTold, 5_000),
        (Sabotage::WordsLeftBehind, Check::ActsTold, 20_000),
        (Sabotage::RevocationUntold, Check::ShutOutIsEmpty, 2_000),
        (Sabotage::LeaseNotRenewed, Check::LeaseRuns, 300),
        (Sabotage::ChunksAnywhere, Check::FilesAreWhole, 2_000),
        (Sabotage::FilesKeepSending, Check::WordsFirst, 2_000),
        (Sabotage::FileLetGoEarly, Check::FilesAreWhole, 2_000),
        (Sabotage::FilesForgotten, Check::FilesAreWhole, 5_000),
        (Sabotage::RecordsWaitForFiles, Check::QueueDrains, 2_000),
        (Sabotage::WindowUntold, Check::WindowsAgree, 2_000),
        (Sabotage::GivenIsSaved, Check::NothingLost, 2_000),
        (Sabotage::PokesHurry, Check::HoldsBack, 5_000),
        (Sabotage::CommitsLost, Check::CursorBehindData, 2_000),
        (Sabotage::FullDiskLies, Check::NothingLost, 2_000),
    ];
}
