//! The simple procedure (简易办理, 国信办发〔2022〕17号): clear and urgent daily matters, enquiries and thanks.
//! Not for branches 1 to 5, assigned items, likely refusals or complex joint ones.

use super::Proceeding;
use crate::deadline::{self, Term};
use crate::ids::day_of;
use crate::petition::check::{text, written_on};
use crate::petition::{Acceptance, Path, Petition, Step};
use crate::policy::Norm;
use crate::record::Setting;
use crate::refusal::{Field, Refusal, Unfit};

impl Petition {
    /// Whether it is handled by the simple procedure now.
    pub fn is_simple(&self) -> bool {
        self.acceptance.as_ref().is_some_and(|taken| taken.simple)
            && !self
                .proceedings
                .iter()
                .any(|done| matches!(done.paper, Proceeding::TurnOrdinary(_)))
    }
}

/// Whether an item may be accepted for the simple procedure.
pub(in crate::petition) fn simply(
    petition: &Petition,
    acceptance: &Acceptance,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    let registration = &petition.registration;
    let many = setting
        .policy
        .value(Norm::GroupVisit, registration.received_on);
    let unfit = if !matches!(acceptance.path, Path::PetitionProcedure | Path::Advice) {
        Some(Unfit::OtherRoute)
    } else if petition.is_assigned() {
        Some(Unfit::Assigned)
    } else if !petition.joint_units().is_empty() || registration.headcount >= many {
        Some(Unfit::Joint)
    } else {
        None
    };
    if let Some(why) = unfit {
        return Err(Refusal::NotSimple(why));
    }
    let term = Term::SimpleDecision;
    let received_on = petition
        .course
        .iter()
        .rev()
        .find(|entry| matches!(entry.step, Step::Transfer | Step::SettleCompetence))
        .map_or(registration.received_on, |entry| day_of(entry.at));
    let length = deadline::length(term, setting.policy, received_on);
    let last = deadline::due(setting.calendar, received_on, length).on;
    if written_on(setting) > last {
        return Err(Refusal::TimeOver { term, last });
    }
    Ok(())
}

pub(super) fn turn_ordinary(petition: &Petition, reason: &str) -> Result<(), Refusal> {
    if !petition.is_simple() {
        return Err(Refusal::OrdinaryAlready);
    }
    text(Field::Reason, reason)
}
