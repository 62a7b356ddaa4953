//! Who may take returned work over from its author.

use super::Desk;
use domain::duty::{self, Actor, Officer};
use domain::steps::Place;
use domain::{Record, Refusal, Setting};

use super::StoredOp;
use crate::protocol::{LetGo, Op, Outcome, Returned};

/// What an act hands over: as the bureau has it or, where a restore from an older backup took that away, as the act
/// brings it. Nothing where the bureau has meanwhile done that work under its author's name.
pub fn handed(
    act: &LetGo,
    known: Option<Returned>,
    settled: Option<&StoredOp>,
) -> Option<Returned> {
    let done = settled.is_some_and(|stored| matches!(stored.outcome, Outcome::Done { .. }));
    let brought = act
        .words
        .as_deref()
        .filter(|words| words.op.op_id == act.op_id);
    known.or_else(|| brought.cloned()).filter(|_| !done)
}

/// Whether `to` may have this returned work, words and all: a colleague of the author's own unit who may
/// see its record or, where there is none yet, whom the law would let register it.
pub fn may_take(
    op: &Op,
    author: &Officer,
    to: &Officer,
    record: Option<&Record>,
    desk: &Desk<'_>,
) -> bool {
    if to.id == author.id || to.unit != author.unit {
        return false;
    }
    match (record, op.command()) {
        (Some(record), _) => duty::sees(to, &record.tags()),
        (None, Some(command)) => {
            let setting = Setting {
                actor: &Actor::Officer(to.clone()),
                now: desk.now,
                recorded_at: op.recorded_at,
                place: Place::Online,
                directory: desk.directory,
                calendar: desk.calendar,
                policy: desk.policy,
            };
            // What is wrong with the work itself is why it came back; whose work it is must not be wrong.
            !matches!(
                domain::decide(None, command, &setting),
                Err(Refusal::NoSuchRecord | Refusal::NotYours { .. } | Refusal::DisciplineOnly)
            )
        }
        (None, None) => false,
    }
}
