//! The invariants of the protocol, as the simulation checks them.

use crate::office::Books;
use crate::people;
use crate::tablet::Tablet;
use domain::duty::{self, Officer};
use domain::ids::{CommandId, Moment};
use domain::{Fact, Record, petition};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use sync::client::Lease;
use sync::kept::Replica;
use sync::protocol::{Decision, PullAnswer};

#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Check {
    /// 1: a command announced as saved is applied, or in the tray or the outbox, on disk.
    NothingLost,
    /// 2: never applied twice; never applied and returned.
    AppliedOnce,
    /// 3: a quiet client holds what the server holds, restricted to its grants.
    QuietEqualsServer,
    /// 4: no answer holds a row outside the grants of its snapshot.
    OnlyGranted,
    /// 5: one's own work neither vanishes nor doubles on one's own screen.
    NoFlicker,
    /// 6: the queue always drains, and a machine never stops for good.
    QueueDrains,
    /// 7: the cursor is never ahead of the data.
    CursorBehindData,
    /// 8: the server's state is the fold of its ledger.
    LedgerIsTruth,
    /// 9: the bureau holds every byte of a photo as it was taken, or the tablet still does.
    FilesAreWhole,
    /// No photo is on its way while words wait.
    WordsFirst,
    /// All windows of a device show the same.
    WindowsAgree,
    /// Whoever was asked to hold back does.
    HoldsBack,
    /// The screen shows what the machine holds.
    ScreenIsTrue,
    /// What lies in pages and overlay adds up to the records that were written.
    PagesAreRecords,
    /// Work that was handed over lies with the colleague.
    HandedOver,
    /// What people did with returned work is known to the bureau in whatever life it is, and what they handed over
    /// was handed over, or kept back from whom it is not for.
    ActsTold,
    /// A device that was shut out destroys what it keeps as soon as it hears of it.
    ShutOutIsEmpty,
    /// A device that has spoken with the bureau may be read.
    LeaseRuns,
    /// Each store does one transaction at a time, and nothing is sent before it is kept.
    OneAtATime,
}

#[derive(Debug)]
pub struct Violation {
    pub check: Check,
    pub text: String,
}

pub type Verdict = Result<(), Violation>;

pub fn fail(check: Check, text: String) -> Verdict {
    Err(Violation { check, text })
}

/// 4, on every answer.
pub fn only_granted(officer: &Officer, answer: &PullAnswer) -> Verdict {
    let held = duty::kept_offline(officer);
    let grants = duty::grants(officer);
    for change in &answer.changes {
        let Some(body) = &change.body else { continue };
        let tags = body
            .record()
            .map(|record| record.tags())
            .unwrap_or_default();
        let lawful = held.contains(&change.tag) && duty::may_see(&grants, &tags);
        if !lawful || !tags.contains(&change.tag) {
            let text = format!(
                "{} got {} under {:?}",
                officer.name, change.record, change.tag
            );
            return fail(Check::OnlyGranted, text);
        }
    }
    Ok(())
}

/// 7, on the disk after every transaction of a replica.
pub fn cursor_behind_data(bureau: &Books, replica: &Replica) -> Verdict {
    if replica.epoch() != Some(bureau.epoch) {
        return Ok(());
    }
    for ((tag, id), (seq, present)) in &bureau.entries {
        let Some(cursor) = replica.cursors.get(tag) else {
            continue;
        };
        if seq > cursor {
            continue;
        }
        let held = replica.get(*id);
        let covered = held.filter(|held| held.tags.contains(tag));
        let right = if *present {
            covered.is_some_and(|held| held.body.record().as_ref() == bureau.records.get(id))
        } else {
            covered.is_none()
        };
        if !right {
            let text =
                format!("{tag:?} at {cursor}, but {id} of {seq} (present: {present}) is not so");
            return fail(Check::CursorBehindData, text);
        }
    }
    if let Some((tag, cursor)) = replica.cursors.iter().find(|(_, seq)| **seq > bureau.head) {
        let text = format!("{tag:?} at {cursor}, head {}", bureau.head);
        return fail(Check::CursorBehindData, text);
    }
    Ok(())
}

/// 5, on the screen after every input. A renumbered outbox is hidden until settled (sync.md, fork).
pub fn no_flicker(tablet: &Tablet, forks: bool, held: &BTreeSet<CommandId>) -> Verdict {
    let Some(machine) = &tablet.machine else {
        return Ok(());
    };
    for (op, (record, command)) in &tablet.saved {
        let returned = || tablet.disk.vault.ops.values().find(|k| k.op.op_id == *op);
        let Some(view) = tablet.screen.get(record) else {
            continue;
        };
        let Some(times) = people::times(command, view) else {
            continue;
        };
        if times > 1 {
            return fail(
                Check::NoFlicker,
                format!("{op} stands {times} times in {record}"),
            );
        }
        // What the bureau does not understand yet lies there, and the chip says so.
        if times == 1 || held.contains(op) || returned().is_none_or(|kept| kept.returned) {
            continue;
        }
        let waits = machine.waiting().find(|waiting| waiting.id == *op);
        let told = waits.is_some_and(|waiting| waiting.doubtful.is_some() || forks);
        if !told {
            return fail(Check::NoFlicker, format!("{op} has vanished from {record}"));
        }
    }
    Ok(())
}

/// The screen is what the machine says it should be.
pub fn screen_is_true(tablet: &Tablet) -> Verdict {
    let Some(machine) = &tablet.machine else {
        return Ok(());
    };
    let mut count = 0;
    for (id, record) in machine.records() {
        count += 1;
        let seen = tablet.screen.get(&id);
        if !seen.is_some_and(|seen| Arc::ptr_eq(seen, &record) || *seen == record) {
            return fail(Check::ScreenIsTrue, format!("{id} is shown as it was"));
        }
    }
    if count != tablet.screen.len() {
        return fail(
            Check::ScreenIsTrue,
            "a record is shown that is gone".to_owned(),
        );
    }
    Ok(())
}

/// 2 and 8, on the server's state.
pub fn ledger(bureau: &Books) -> Verdict {
    let mut steps: BTreeSet<CommandId> = BTreeSet::new();
    let mut folded: BTreeMap<_, Option<Record>> = BTreeMap::new();
    let mut last: BTreeMap<_, u64> = BTreeMap::new();
    let mut seq = 0;
    for row in &bureau.ledger {
        let Fact::Petition(fact) = &row.event.fact;
        if matches!(fact, petition::Fact::Stepped(_)) && !steps.insert(row.op_id) {
            return fail(
                Check::AppliedOnce,
                format!("{} is in the ledger twice", row.op_id),
            );
        }
        if row.seq <= seq {
            return fail(Check::LedgerIsTruth, format!("{} after {seq}", row.seq));
        }
        seq = row.seq;
        domain::apply(folded.entry(row.event.record).or_default(), &row.event);
        last.insert(row.event.record, row.seq);
    }
    for (id, record) in &bureau.records {
        if folded.get(id).and_then(Option::as_ref) != Some(&**record) {
            return fail(
                Check::LedgerIsTruth,
                format!("{id} is not what the ledger says"),
            );
        }
        for tag in record.tags() {
            if bureau.entries.get(&(tag, *id)) != last.get(id).map(|seq| (*seq, true)).as_ref() {
                return fail(
                    Check::LedgerIsTruth,
                    format!("{id} is not filed under {tag:?}"),
                );
            }
        }
    }
    Ok(())
}

/// 1 and 2, when everything is quiet. `lost` were on a disk that no longer exists, or beyond the
/// ring when the server went back.
pub fn nothing_lost(
    bureau: &Books,
    tablets: &[Tablet],
    lost: impl Fn(CommandId) -> bool,
) -> Verdict {
    let applied: BTreeSet<CommandId> = bureau.ledger.iter().map(|row| row.op_id).collect();
    let mut saved: BTreeSet<CommandId> = BTreeSet::new();
    for tablet in tablets {
        saved.extend(tablet.saved.keys());
    }
    for op in saved {
        let returned = tablets.iter().any(|tablet| tablet.has_returned(op));
        if bureau.held.contains_key(&op) {
            return fail(
                Check::NothingLost,
                format!("{op} is held by a bureau that understands it"),
            );
        }
        match (applied.contains(&op), returned) {
            (true, true) => {
                return fail(Check::AppliedOnce, format!("{op} was applied and returned"));
            }
            (false, false) if !lost(op) => {
                return fail(Check::NothingLost, format!("{op} is nowhere"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// A device that was shut out holds nothing once it has heard of it, and it has at the end.
pub fn shut_out_is_empty(bureau: &Books, tablet: &Tablet) -> Verdict {
    let shut_out = bureau.revoked.contains(&tablet.disk.vault.identity.device);
    if shut_out == tablet.forgotten {
        return Ok(());
    }
    let text = format!("shut out: {shut_out}, destroyed: {}", tablet.forgotten);
    fail(Check::ShutOutIsEmpty, text)
}

/// Whoever has just spoken with the bureau may read on.
pub fn lease_runs(tablet: &Tablet, now: Moment) -> Verdict {
    let lease = tablet.machine.as_ref().map(|machine| machine.lease(now));
    match lease {
        Some(Lease::Runs { .. }) => Ok(()),
        other => fail(Check::LeaseRuns, format!("{other:?}")),
    }
}

/// What is loaded is what was written, whatever was folded since.
pub fn pages_are_records(tablet: &Tablet) -> Verdict {
    let (loaded, written) = (tablet.disk.shelf.load(), &tablet.disk.replica);
    if loaded.iter().eq(written.iter()) && loaded.cursors == written.cursors {
        return Ok(());
    }
    let text = format!("{} records instead of {}", loaded.len(), written.len());
    fail(Check::PagesAreRecords, text)
}

/// Each piece of work that somebody handed over to a colleague who may have it.
pub fn handed_over(bureau: &Books, tablets: &[Tablet]) -> Verdict {
    for (op, to) in &bureau.handed_over {
        let theirs = |tablet: &&Tablet| tablet.officer == *to && !tablet.forgotten;
        let mut their_tablets = tablets.iter().filter(theirs).peekable();
        if their_tablets.peek().is_some() && !their_tablets.any(|tablet| tablet.has_returned(*op)) {
            return fail(Check::HandedOver, format!("{op} did not reach {to}"));
        }
    }
    Ok(())
}

/// Each act on returned work, as the tablets keep it, whatever the bureau was told before it was restored. `short`:
/// the words of old hand-overs may be beyond what a tablet keeps.
pub fn acts_told(bureau: &Books, tablets: &[Tablet], short: bool) -> Verdict {
    let applied = |op| bureau.ledger.iter().any(|row| row.op_id == op);
    for tablet in tablets.iter().filter(|tablet| !tablet.forgotten) {
        for kept in tablet.disk.vault.let_go.values() {
            let act = &kept.let_go;
            let op = act.op_id;
            let Some(logged) = bureau.let_go.get(&(op, tablet.officer)) else {
                return fail(
                    Check::ActsTold,
                    format!("{op} was let go, and nobody knows"),
                );
            };
            // Another copy of this device may have said otherwise first.
            let handed = matches!(act.decision, Decision::HandedOver(_)) && *logged == act.decision;
            let judged = bureau.handed_over.contains_key(&op) || bureau.kept_back.contains(&op);
            let excused = short && act.words.is_none();
            if handed && !judged && !excused && !applied(op) {
                return fail(Check::ActsTold, format!("{op} was handed over to nobody"));
            }
        }
    }
    Ok(())
}

/// 3, when everything is quiet.
pub fn quiet_equals_server(bureau: &Books, tablet: &Tablet) -> Verdict {
    let held = duty::kept_offline(bureau.officer(tablet.officer));
    let mut count = 0;
    for (id, record) in &bureau.records {
        let mut tags = record.tags();
        tags.retain(|tag| held.contains(tag));
        if tags.is_empty() {
            continue;
        }
        count += 1;
        let here = tablet.disk.replica.get(*id);
        let same = here
            .is_some_and(|here| here.body.record().as_ref() == Some(record) && here.tags == tags);
        if !same || tablet.screen.get(id) != Some(record) {
            return fail(Check::QuietEqualsServer, format!("{id} differs"));
        }
    }
    if count != tablet.disk.replica.len() || count != tablet.screen.len() {
        let text = format!("{} records instead of {count}", tablet.disk.replica.len());
        return fail(Check::QuietEqualsServer, text);
    }
    Ok(())
}
