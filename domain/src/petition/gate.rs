//! The gates: what the law wants before an item is accepted, before an answer is signed, before a further level is
//! taken up and signed, and before an item is closed. All that is missing is named at once, and the same list
//! stands on the petition's page before anybody tries.

use super::review;
use super::thread::not_elsewhere;
use super::{Outcome, Petition, Posting, Proceeding, Purpose, Service, Standing, State, Step};
use crate::By;
use crate::duty::Role;
use crate::ids::{OfficerId, UnitId};
use crate::organisation::Directory;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};

/// One thing the law wants before a step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Need {
    /// The same matter is in handling nowhere else (19).
    HandledOnce,
    /// No linked item brought the same facts and reasons to the end of the road (36).
    RoadOpen,
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
    /// What is signed was drafted by somebody who does not stand back from the case (28).
    RecusalKept,
    /// Somebody may sign who neither stands back (28) nor took an earlier part (35, 36).
    SignerFree,
    /// A further level is looked at by somebody who took no earlier part (35, 36).
    ExclusionKept,
    /// The answer was delivered, signed for or its refusal witnessed (32).
    DeliveryProved,
    /// A delivery by post has a number, or its slip lies beside it (32).
    PostingProved,
    /// The closing report of an assigned item lies with the bureau (22).
    ClosingReported,
    /// Every urging was answered (40).
    UrgingsAnswered,
}

/// What the law wants before `step`, and whether it is there.
pub fn needs(petition: &Petition, step: Step, directory: &Directory) -> Vec<(Need, bool)> {
    match step {
        Step::Accept => before_accepting(petition),
        Step::Approve => before_signing(petition, directory),
        Step::TakeReview => before_reviewing(petition, directory),
        Step::SignReview => before_signing_review(petition, directory),
        Step::Close => before_closing(petition),
        _ => Vec::new(),
    }
}

/// Lets through, or names everything that is missing.
pub(super) fn open(petition: &Petition, step: Step, directory: &Directory) -> Result<(), Refusal> {
    let missing: Vec<Need> = needs(petition, step, directory)
        .into_iter()
        .filter_map(|(need, met)| (!met).then_some(need))
        .collect();
    if missing.is_empty() {
        Ok(())
    } else {
        Err(Refusal::Lacking(missing))
    }
}

/// Asked only where other items are linked: alone, an item can be in handling nowhere else.
fn before_accepting(petition: &Petition) -> Vec<(Need, bool)> {
    let mut linked = petition.thread.in_force().map(|judged| &judged.judgement);
    if !linked.any(|judgement| judgement.same) {
        return Vec::new();
    }
    let refused = not_elsewhere(petition).err();
    let elsewhere = matches!(refused, Some(Refusal::InHandlingElsewhere { .. }));
    let ended = super::repeats_ended(petition).is_some();
    vec![(Need::HandledOnce, !elsewhere), (Need::RoadOpen, !ended)]
}

fn before_signing(petition: &Petition, directory: &Directory) -> Vec<(Need, bool)> {
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
    needs.extend(drafted_by(petition, Step::Draft).and_then(|author| recusal(petition, author)));
    let stands = |officer| !petition.is_recused(officer);
    let signer = petition
        .responsible
        .and_then(|unit| signer(directory, unit, signers(petition), stands));
    needs.extend(signer);
    needs
}

/// Who signs the answer: the head of the unit, and of reports against officials the discipline channel.
fn signers(petition: &Petition) -> &'static [Role] {
    if petition.is_sealed() {
        &[Role::DisciplineOfficer]
    } else {
        &[Role::UnitHead, Role::BureauHead]
    }
}

/// Who wrote the last draft of that step.
fn drafted_by(petition: &Petition, step: Step) -> Option<OfficerId> {
    match petition.latest(step)?.by {
        By::Officer(officer, _) => Some(officer),
        By::Petitioner => None,
    }
}

/// Asked where anybody stands back: the words of one who does are not signed.
fn recusal(petition: &Petition, author: OfficerId) -> Option<(Need, bool)> {
    let asked = !petition.rights.recusals.is_empty();
    asked.then(|| (Need::RecusalKept, !petition.is_recused(author)))
}

/// Asked where one of those who sign in `unit` may not sign this one: whether another may.
fn signer(
    directory: &Directory,
    unit: UnitId,
    roles: &[Role],
    may: impl Fn(OfficerId) -> bool,
) -> Option<(Need, bool)> {
    let heads = directory.officers().iter().filter(|colleague| {
        colleague.unit == unit && colleague.roles.iter().any(|role| roles.contains(role))
    });
    let (free, barred): (Vec<_>, Vec<_>) = heads.partition(|head| may(head.id));
    (!barred.is_empty()).then(|| (Need::SignerFree, !free.is_empty()))
}

fn before_reviewing(petition: &Petition, directory: &Directory) -> Vec<(Need, bool)> {
    let Some(level) = petition.reviews.open() else {
        return Vec::new();
    };
    let reviewers = review::reviewers(petition, level, directory);
    vec![(Need::ExclusionKept, !reviewers.is_empty())]
}

fn before_signing_review(petition: &Petition, directory: &Directory) -> Vec<(Need, bool)> {
    let Some(level) = petition.reviews.open() else {
        return Vec::new();
    };
    let mut needs = vec![(Need::NoticeServed, level.taking.is_some())];
    let author = level
        .conclusion()
        .and_then(|_| drafted_by(petition, Step::DraftReview));
    if let Some(author) = author {
        let kept = review::excluded(petition, author).is_none();
        needs.push((Need::ExclusionKept, kept));
        needs.extend(recusal(petition, author));
    }
    let may =
        |officer| !petition.is_recused(officer) && review::excluded(petition, officer).is_none();
    needs.extend(signer(directory, level.organ, &[Role::UnitHead], may));
    needs
}

fn before_closing(petition: &Petition) -> Vec<(Need, bool)> {
    let mut needs = Vec::new();
    if let (State::Delivered, Some(delivery)) = (petition.state, &petition.delivery) {
        let refused = delivery.refused.as_ref();
        let signed = refused.is_none() && !delivery.receiver.trim().is_empty();
        let proved = signed || refused.is_some_and(|refused| !refused.witnesses.trim().is_empty());
        needs.push((Need::DeliveryProved, proved));
        if delivery.service == Service::Post {
            let numbered = matches!(delivery.posting, Some(Posting::Numbered(_)));
            let beside = petition.delivery_files().next().is_some();
            needs.push((Need::PostingProved, numbered || beside));
        }
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
