//! Joint handling (会同办理): several units, one lead. The others see the item, give their part, and the lead
//! answers for all of it.

use super::Proceeding;
use super::competence::can_answer;
use crate::ids::UnitId;
use crate::petition::check::text;
use crate::petition::{Petition, State};
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use serde::{Deserialize, Serialize};

/// The most units beside the lead.
const UNITS: usize = 8;

/// 会同办理
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct JointHandling {
    /// The units beside the lead.
    pub units: Vec<UnitId>,
    /// Who does what.
    pub split: String,
}

impl Petition {
    /// The units that handle it beside the responsible one, each once.
    pub fn joint_units(&self) -> Vec<UnitId> {
        // An item that went back or is contested is nobody's yet.
        if matches!(self.state, State::Registered | State::Contested) {
            return Vec::new();
        }
        let joined = self.proceeded(|paper| match paper {
            Proceeding::JoinUnits(joint) => Some(&joint.units),
            _ => None,
        });
        let mut units: Vec<UnitId> = joined
            .flat_map(|(units, _)| units.iter().copied())
            .collect();
        units.retain(|unit| Some(*unit) != self.responsible);
        units.sort_unstable();
        units.dedup();
        units
    }

    /// The joint units whose part has not come yet.
    pub fn parts_missing(&self) -> Vec<UnitId> {
        let given = |unit: &UnitId| {
            self.proceedings.iter().any(|done| {
                matches!(done.paper, Proceeding::GivePart(_)) && done.by.unit() == Some(*unit)
            })
        };
        let mut missing = self.joint_units();
        missing.retain(|unit| !given(unit));
        missing
    }
}

pub(super) fn join(
    petition: &Petition,
    joint: &JointHandling,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    if joint.units.is_empty() {
        return Err(Refusal::Missing(Field::Units));
    }
    let known = petition.joint_units();
    let again = joint
        .units
        .iter()
        .any(|unit| known.contains(unit) || Some(*unit) == petition.responsible);
    if again {
        return Err(Refusal::HandlesAlready);
    }
    if known.len() + joint.units.len() > UNITS {
        return Err(Refusal::TooLong {
            field: Field::Units,
            limit: UNITS,
        });
    }
    can_answer(&joint.units, setting)?;
    text(Field::Requirement, &joint.split)
}
