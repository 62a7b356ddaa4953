//! How far each demonstration petition has got, so that every state, warning and rate has its cases.

use super::chance::Chance;

/// Where a petition's story has got to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// Waits to be transferred or assigned.
    Registered,
    /// Waits for the unit.
    Sent,
    /// The unit says it is not its matter.
    Objected,
    /// The bureau has the units talk about whose matter it is.
    Contested,
    /// The objection was agreed to: it waits for the bureau again.
    Returned,
    /// In handling.
    Accepted,
    /// Waits for the head's signature.
    Drafted,
    /// Waits to be delivered.
    Approved,
    /// Answered.
    Delivered { rated: bool },
    /// Told of another lawful route.
    Guided,
    /// Not accepted, with the reason told.
    Declined,
    /// Closed after an answer.
    Closed { rated: bool },
    /// Closed after it was declined.
    ClosedDeclined,
}

/// When: days until the running limit ends for open ones (below 0: overdue), days since the last step for others.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Chapter {
    pub stage: Stage,
    pub days: i64,
}

/// How many of a demonstration's petitions stand where, and between which days. The answered ones come
/// first, so that some people can come again.
const MIX: [(usize, Stage, i64, i64); 29] = [
    (34, Stage::Closed { rated: true }, 40, 330),
    (24, Stage::Closed { rated: false }, 45, 330),
    (8, Stage::ClosedDeclined, 15, 200),
    (24, Stage::Delivered { rated: false }, 0, 28),
    (20, Stage::Delivered { rated: true }, 3, 40),
    (6, Stage::Delivered { rated: false }, 36, 60),
    (18, Stage::Registered, 8, 15),
    (8, Stage::Registered, 1, 6),
    (3, Stage::Registered, 0, 0),
    (4, Stage::Registered, -6, -1),
    (18, Stage::Sent, 8, 15),
    (9, Stage::Sent, 1, 7),
    (3, Stage::Sent, 0, 0),
    (5, Stage::Sent, -8, -1),
    (6, Stage::Objected, 9, 14),
    (5, Stage::Contested, 6, 12),
    (4, Stage::Returned, 3, 8),
    (20, Stage::Accepted, 20, 55),
    (12, Stage::Accepted, 8, 19),
    (12, Stage::Accepted, 1, 7),
    (4, Stage::Accepted, 0, 0),
    (8, Stage::Accepted, -12, -1),
    (10, Stage::Drafted, 5, 40),
    (5, Stage::Drafted, 0, 4),
    (3, Stage::Drafted, -5, -1),
    (8, Stage::Approved, 3, 35),
    (4, Stage::Approved, -3, 2),
    (10, Stage::Declined, 0, 12),
    (5, Stage::Guided, 2, 20),
];

/// The petitions of a demonstration.
pub const DEMONSTRATION: usize = 300;
/// An archive reaches this many days back.
const ARCHIVE_DAYS: i64 = 1_000;
/// The archive ends where the demonstration begins.
const ARCHIVE_ENDS: i64 = 60;

/// Chapter `nth` of `total`: an archive, oldest first, and then the demonstration, of which a smaller county
/// gets an even selection.
pub fn chapter(nth: usize, total: usize, chance: &mut Chance) -> Chapter {
    let archive = total.saturating_sub(DEMONSTRATION);
    if nth < archive {
        return archived(nth, archive, chance);
    }
    let nth = (nth - archive) * DEMONSTRATION / total.clamp(1, DEMONSTRATION);
    let mut before = 0;
    for (count, stage, low, high) in MIX {
        before += count;
        if nth < before {
            return Chapter {
                stage,
                days: chance.between(low, high),
            };
        }
    }
    Chapter {
        stage: Stage::Registered,
        days: 10,
    }
}

fn archived(nth: usize, archive: usize, chance: &mut Chance) -> Chapter {
    let span = usize::try_from(ARCHIVE_DAYS - ARCHIVE_ENDS).unwrap_or(0);
    let passed = i64::try_from(nth * span / archive.max(1)).unwrap_or(0);
    let days = ARCHIVE_DAYS - passed;
    let stage = match chance.between(1, 100) {
        1..=50 => Stage::Closed { rated: true },
        51..=85 => Stage::Closed { rated: false },
        86..=93 => Stage::ClosedDeclined,
        _ => Stage::Delivered { rated: false },
    };
    Chapter { stage, days }
}

impl Stage {
    /// Whether a report against an official can stand here: it is never sent to a unit.
    pub fn can_be_sealed(self) -> bool {
        !matches!(
            self,
            Stage::Sent | Stage::Objected | Stage::Contested | Stage::Returned | Stage::Guided
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mix_adds_up_and_a_small_county_has_every_kind() {
        assert_eq!(
            MIX.iter().map(|(count, ..)| count).sum::<usize>(),
            DEMONSTRATION
        );
        let mut chance = Chance::new(1);
        for total in [60, 300, 1_000] {
            let stages: Vec<Stage> = (0..total)
                .map(|nth| chapter(nth, total, &mut chance).stage)
                .collect();
            for (_, stage, ..) in MIX {
                assert!(stages.contains(&stage), "{stage:?} of {total}");
            }
        }
    }

    #[test]
    fn an_archive_runs_from_old_to_new() {
        let mut chance = Chance::new(1);
        let days: Vec<i64> = (0..700)
            .map(|nth| chapter(nth, 1_000, &mut chance).days)
            .collect();
        assert!(days.is_sorted_by(|older, newer| older >= newer));
    }
}
