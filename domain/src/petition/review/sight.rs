//! Whose a level is: the organ above, other people than before, and whose turn it is.

use super::{Level, LevelKind, Stage};
use crate::By;
use crate::duty::{Actor, Officer, Part, Role};
use crate::ids::{OfficerId, UnitId};
use crate::organisation::{Directory, UnitKind};
use crate::petition::{Petition, Step};
use serde::{Deserialize, Serialize};

/// What somebody did at an earlier level, so that they may not judge it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum EarlierPart {
    /// 承办
    Handled,
    /// 签发
    Signed,
    /// 应邀协助
    AskedIn,
    /// 在上一级复查
    Reviewed,
}

/// What bars `officer` from the level that is open, or would be next.
pub fn excluded(petition: &Petition, officer: OfficerId) -> Option<EarlierPart> {
    let acts = || {
        petition
            .course
            .iter()
            .filter(move |entry| matches!(entry.by, By::Officer(id, _) if id == officer))
    };
    let took = |steps: &[Step]| acts().any(|entry| steps.contains(&entry.step));
    if took(&[Step::Approve, Step::ReturnDraft]) {
        return Some(EarlierPart::Signed);
    }
    let handled = petition
        .acceptance
        .as_ref()
        .is_some_and(|acceptance| acceptance.handler == officer);
    if handled
        || took(&[
            Step::Accept,
            Step::Decline,
            Step::Draft,
            Step::Visit,
            Step::Contact,
            Step::Deliver,
        ])
    {
        return Some(EarlierPart::Handled);
    }
    if petition.entrusted.contains(&officer) {
        return Some(EarlierPart::AskedIn);
    }
    let levels = &petition.reviews.levels;
    let earlier = levels
        .iter()
        .filter(|level| !level.stage.is_open())
        .any(|level| level.officers.contains(&officer));
    earlier.then_some(EarlierPart::Reviewed)
}

/// The review office above the organ whose opinion the petitioner holds; `None`: this installation has none.
///
/// An office acts for the government it serves in, or for the one right above it.
pub fn organ_above(petition: &Petition, directory: &Directory) -> Option<UnitId> {
    match petition.reviews.answering() {
        Some(level) => above_office(level.organ, directory),
        None => above_unit(petition.responsible?, directory),
    }
}

/// The office that looks at the opinions of this office.
pub fn above_office(office: UnitId, directory: &Directory) -> Option<UnitId> {
    above_unit(government(directory, office)?, directory)
}

/// The office that looks at the answers of this unit.
pub fn above_unit(before: UnitId, directory: &Directory) -> Option<UnitId> {
    let mut above = directory.unit(before)?.parent;
    // The tree is finite; a loop in a broken directory ends with its length.
    for _ in 0..directory.units().len() {
        let unit = above?;
        if let Some(office) = office_of(directory, unit)
            && office != before
        {
            return Some(office);
        }
        above = directory.unit(unit)?.parent;
    }
    None
}

/// The government an office acts for: its own unit, or the one above it.
fn government(directory: &Directory, office: UnitId) -> Option<UnitId> {
    let unit = directory.unit(office)?;
    if matches!(unit.kind, UnitKind::Prefecture | UnitKind::County) {
        Some(office)
    } else {
        unit.parent
    }
}

/// The people of the level's office who may review it: none who took an earlier part, none who stands back.
pub fn reviewers(petition: &Petition, level: &Level, directory: &Directory) -> Vec<OfficerId> {
    directory
        .officers()
        .iter()
        .filter(|colleague| {
            colleague.unit == level.organ && colleague.roles.contains(&Role::ReviewOfficer)
        })
        .map(|colleague| colleague.id)
        .filter(|officer| excluded(petition, *officer).is_none() && !petition.is_recused(*officer))
        .collect()
}

fn office_of(directory: &Directory, government: UnitId) -> Option<UnitId> {
    // An office right below a government acts for it; another government below does not.
    let serves = |unit: UnitId| {
        unit == government
            || directory.unit(unit).is_some_and(|unit| {
                let offices = [UnitKind::Bureau, UnitKind::Department];
                unit.parent == Some(government) && offices.contains(&unit.kind)
            })
    };
    directory
        .officers()
        .iter()
        .filter(|officer| officer.roles.contains(&Role::ReviewOfficer) && serves(officer.unit))
        .map(|officer| officer.unit)
        .min()
}

/// The parts `actor` plays at the open level, or may play in asking for the next; exclusion not looked at.
pub(super) fn posts(petition: &Petition, actor: &Actor) -> Vec<Part> {
    let officer = match actor {
        Actor::Petitioner => return vec![Part::Petitioner],
        Actor::Officer(officer) => officer,
    };
    if petition.is_sealed() || petition.is_recused(officer.id) {
        return Vec::new();
    }
    let mut parts = Vec::new();
    if at_the_counter(petition, officer) {
        parts.push(Part::Registrar);
    }
    if let Some(level) = petition.reviews.levels.last() {
        parts.extend(office_parts(level, officer));
    }
    parts
}

/// Whether `officer` takes requests at the window of the bureau that registered the item.
fn at_the_counter(petition: &Petition, officer: &Officer) -> bool {
    officer.unit == petition.registration.bureau
        && [Role::Registrar, Role::BureauOfficer, Role::BureauHead]
            .into_iter()
            .any(|role| officer.is(role))
}

fn office_parts(level: &Level, officer: &Officer) -> Vec<Part> {
    let mut parts = Vec::new();
    if officer.unit == level.organ {
        if officer.is(Role::ReviewOfficer) {
            parts.push(Part::ReviewOffice);
        }
        if officer.is(Role::UnitHead) {
            parts.push(Part::ReviewHead);
        }
    }
    parts
}

/// The parts `actor` plays at a further level; who took part at an earlier one plays none in judging it.
pub fn parts(petition: &Petition, actor: &Actor) -> Vec<Part> {
    let mut parts = posts(petition, actor);
    let judged = petition.reviews.open().is_some();
    let barred = actor
        .officer()
        .is_some_and(|officer| judged && excluded(petition, officer.id).is_some());
    if barred {
        parts.retain(|part| !matches!(part, Part::ReviewOffice | Part::ReviewHead));
    }
    parts
}

/// The parts `officer` plays in judging the level that is open.
pub(in crate::petition) fn judging(petition: &Petition, officer: &Officer) -> Vec<Part> {
    match petition.reviews.open() {
        Some(level) if excluded(petition, officer.id).is_none() => office_parts(level, officer),
        _ => Vec::new(),
    }
}

/// Whose turn the open level is.
pub fn awaits(petition: &Petition) -> Option<(UnitId, Part)> {
    let level = petition.reviews.open()?;
    let part = match level.stage {
        Stage::Drafted => Part::ReviewHead,
        _ => Part::ReviewOffice,
    };
    Some((level.organ, part))
}

/// The steps open to `actor` at the further levels.
pub fn open_to(petition: &Petition, actor: &Actor, online: bool) -> Vec<Step> {
    let parts = parts(petition, actor);
    let stage = petition.reviews.open().map(|level| level.stage);
    let may_ask = petition.next_level().is_ok();
    let mut steps = Vec::new();
    for row in super::table() {
        let here = online || row.place == crate::steps::Place::Anywhere;
        let asked = row.when.is_some() || may_ask;
        let open = row.when == stage && parts.contains(&row.who) && here && asked;
        if open && !steps.contains(&row.step) {
            steps.push(row.step);
        }
    }
    steps
}

impl LevelKind {
    /// The level after the ones that were delivered in this round.
    pub(super) fn after(delivered: usize) -> Option<LevelKind> {
        LevelKind::ALL.get(delivered).copied()
    }
}
