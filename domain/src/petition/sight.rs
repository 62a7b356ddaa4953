//! Who sees a petition, and in which part they act on it.

use super::{Petition, State, after, review};
use crate::By;
use crate::duty::{Actor, Officer, Part, Role, Tag, sees};

/// The tags a petition carries. A sealed report carries one only: nothing of it, not even that it
/// exists, reaches anybody else (条例 30, red line 1).
pub fn tags(petition: &Petition) -> Vec<Tag> {
    let recused = petition.rights.recusals.iter();
    let recused = recused.map(|recusal| Tag::Recused(recusal.officer));
    if petition.is_sealed() {
        let mut tags = vec![Tag::Sealed];
        tags.extend(recused);
        tags.sort_unstable();
        tags.dedup();
        return tags;
    }
    let bureau = petition.registration.bureau;
    let mut tags = vec![Tag::Bureau(bureau)];
    tags.extend(petition.responsible.map(Tag::Unit));
    let joint = petition.joint_units();
    tags.extend(joint.iter().copied().map(Tag::Unit));
    tags.extend(petition.entrusted.iter().copied().map(Tag::Person));
    if let Some(entry) = petition.course.first()
        && let By::Officer(officer, _) = entry.by
    {
        tags.push(Tag::Person(officer));
    }
    tags.extend(recused);
    let levels = petition.reviews.levels.iter();
    tags.extend(levels.map(|level| Tag::Review(level.organ)));
    if let Some((office, _)) = review::awaits(petition) {
        tags.push(Tag::Desk(office));
    }
    let waits_for_bureau = match petition.state {
        State::Registered | State::Objected | State::Declined | State::Contested => true,
        State::Delivered | State::Guided => petition.is_assigned(),
        _ => false,
    };
    if waits_for_bureau {
        tags.push(Tag::Desk(bureau));
    }
    let over = matches!(petition.state, State::Closed | State::Archived);
    let owed = over && after::awaits(petition).is_some();
    let waits_for_unit = owed || !(over || petition.state == State::Registered);
    if let (true, Some(unit)) = (waits_for_unit, petition.responsible) {
        tags.push(Tag::Desk(unit));
        tags.extend(joint.into_iter().map(Tag::Desk));
    }
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The parts `actor` plays on this petition; empty: none.
pub fn parts(petition: &Petition, actor: &Actor) -> Vec<Part> {
    match actor {
        Actor::Petitioner => vec![Part::Petitioner],
        Actor::Officer(officer) if petition.is_recused(officer.id) => Vec::new(),
        Actor::Officer(officer) if petition.is_sealed() => {
            if officer.is(Role::DisciplineOfficer) {
                vec![Part::Discipline]
            } else {
                Vec::new()
            }
        }
        Actor::Officer(officer) => open_parts(petition, officer),
    }
}

fn open_parts(petition: &Petition, officer: &Officer) -> Vec<Part> {
    let mut parts = Vec::new();
    if is_author(petition, officer) && sees(officer, &tags(petition)) {
        parts.push(Part::Registrar);
    }
    let bureau = petition.registration.bureau;
    let in_bureau =
        officer.unit == bureau && (officer.is(Role::BureauOfficer) || officer.is(Role::BureauHead));
    if in_bureau {
        parts.push(Part::Bureau);
    }
    if officer.unit == bureau && officer.is(Role::Inspector) {
        parts.push(Part::Inspector);
    }
    let handles =
        officer.is(Role::Handler) || officer.is(Role::TownshipCadre) || officer.is(Role::UnitHead);
    if handles && petition.joint_units().contains(&officer.unit) {
        parts.push(Part::CoHandler);
    }
    if petition.responsible == Some(officer.unit) {
        // The bureau answers some matters itself; its own people then handle and its head signs.
        if handles || in_bureau {
            parts.push(Part::Handler);
        }
        if officer.is(Role::UnitHead) || (in_bureau && officer.is(Role::BureauHead)) {
            parts.push(Part::UnitHead);
        }
    }
    // What they judge stands in the levels' own table; in this one they may stand back.
    parts.extend(review::judging(petition, officer));
    parts
}

/// Whether `officer` registers what citizens bring (the table's `Registrar` part; the discipline channel
/// registers reports against officials).
pub fn registers(officer: &Officer) -> bool {
    [
        Role::Registrar,
        Role::BureauOfficer,
        Role::BureauHead,
        Role::TownshipCadre,
        Role::DisciplineOfficer,
    ]
    .into_iter()
    .any(|role| officer.is(role))
}

/// Whether `officer` may hand out the receipt with the query code (登记回执): who registered the item, and
/// the bureau whose register it is in. A sealed report's only by its author, who knows it anyway.
pub fn hands_out_receipt(petition: &Petition, officer: &Officer) -> bool {
    let author = is_author(petition, officer);
    if petition.is_sealed() {
        return author;
    }
    let of_the_bureau = officer.unit == petition.registration.bureau
        && (officer.is(Role::BureauOfficer) || officer.is(Role::BureauHead));
    sees(officer, &tags(petition)) && (author || of_the_bureau)
}

/// Whether `officer` registered the petition and still registers what citizens bring.
fn is_author(petition: &Petition, officer: &Officer) -> bool {
    registers(officer)
        && petition
            .course
            .first()
            .is_some_and(|entry| matches!(entry.by, By::Officer(id, _) if id == officer.id))
}
