//! The gates: what the law wants before an answer is signed and before an item is closed. All that is missing is
//! named at once, and the same list stands on the petition's page before anybody tries.

use super::{Outcome, Petition, Proceeding, Purpose, Standing, State, Step};
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// One thing the law wants before a step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Need {
    /// The written notice of acceptance was served (23).
    NoticeServed,
    /// This demand, counted from 0, is answered (32).
    DemandAnswered(u16),
    /// The decision on this demand names the provision it rests on (32).
    BasisCited(u16),
    /// Every unit that handles it too has given its part (24).
    PartsGiven,
    /// An extension asked for was granted or refused by the head (34).
    ExtensionDecided,
    /// The petitioner was told of the extension and its reason (34).
    ExtensionTold,
    /// The answer was delivered, signed for or its refusal witnessed (32).
    DeliveryProved,
    /// The closing report of an assigned item lies with the bureau (22).
    ClosingReported,
    /// Every urging was answered (40).
    UrgingsAnswered,
}

/// What the law wants before `step`, and whether it is there.
pub fn needs(petition: &Petition, step: Step) -> Vec<(Need, bool)> {
    match step {
        Step::Approve => before_signing(petition),
        Step::Close => before_closing(petition),
        _ => Vec::new(),
    }
}

/// Lets through, or names everything that is missing.
pub(super) fn open(petition: &Petition, step: Step) -> Result<(), Refusal> {
    let missing: Vec<Need> = needs(petition, step)
        .into_iter()
        .filter_map(|(need, met)| (!met).then_some(need))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Lacking(missing))
    }
}

fn before_signing(petition: &Petition) -> Vec<(Need, bool)> {
    let mut needs = vec![(Need::NoticeServed, petition.acceptance.is_some())];
    let answers = petition.opinion().map(|opinion| opinion.answers.as_slice());
    let answers = answers.unwrap_or_default();
    let demands = petition.registration.demands.iter().zip(0u16..);
    let decided = matches!(
        petition.registration.purpose,
        Purpose::Appeal | Purpose::Plea
    );
    for (_, nth) in demands {
        let answer = answers.iter().find(|answer| answer.demand == nth);
        needs.push((Need::DemandAnswered(nth), answer.is_some()));
        let cites = |outcome| decided && outcome != Outcome::ReasonableWithoutBasis;
        if let Some(answer) = answer.filter(|answer| cites(answer.outcome)) {
            needs.push((Need::BasisCited(nth), !answer.basis.trim().is_empty()));
        }
    }
    if !petition.joint_units().is_empty() {
        needs.push((Need::PartsGiven, petition.parts_missing().is_empty()));
    }
    match petition.extension() {
        Standing::None => {}
        Standing::Asked(_) => needs.push((Need::ExtensionDecided, false)),
        Standing::Granted { .. } => needs.push((Need::ExtensionTold, false)),
        Standing::Told { .. } => needs.push((Need::ExtensionTold, true)),
    }
    needs
}

fn before_closing(petition: &Petition) -> Vec<(Need, bool)> {
    let mut needs = Vec::new();
    if petition.state == State::Delivered {
        let proved = petition.delivery.as_ref().is_some_and(|delivery| {
            let refused = delivery.refused.as_ref();
            let signed = refused.is_none() && !delivery.receiver.trim().is_empty();
            signed || refused.is_some_and(|refused| !refused.witnesses.trim().is_empty())
        });
        needs.push((Need::DeliveryProved, proved));
    }
    let answered = matches!(petition.state, State::Delivered | State::Guided);
    if answered && petition.is_assigned() {
        needs.push((Need::ClosingReported, petition.closing_report().is_some()));
    }
    let urged = petition
        .proceedings
        .iter()
        .any(|done| matches!(done.paper, Proceeding::Urge(_)));
    if urged {
        let urgings = petition.urgings();
        let open = urgings.iter().any(|(_, _, answered)| answered.is_none());
        needs.push((Need::UrgingsAnswered, !open));
    }
    needs
}
