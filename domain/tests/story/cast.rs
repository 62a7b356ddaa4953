//! The people of the stories: one county, its bureau, two departments, a township, a village.

use domain::duty::{Actor, Officer, Role};
use domain::ids::{OfficerId, UnitId};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};
use uuid::Uuid;

pub struct Cast {
    officers: Vec<(&'static str, Officer)>,
    pub directory: Directory,
}

const UNITS: [(&str, u128, UnitKind, Option<u128>); 9] = [
    ("county", 100, UnitKind::County, Some(107)),
    ("bureau", 101, UnitKind::Bureau, Some(100)),
    ("lands", 102, UnitKind::Department, Some(100)),
    ("civil", 103, UnitKind::Department, Some(100)),
    ("qinghe", 104, UnitKind::Township, Some(100)),
    ("shangba", 105, UnitKind::Village, Some(104)),
    ("discipline", 106, UnitKind::Discipline, Some(100)),
    ("prefecture", 107, UnitKind::Prefecture, None),
    // Its review office is a unit of its own, beside the offices it looks at.
    ("prefecture-review", 108, UnitKind::Department, Some(107)),
];

const PEOPLE: [(&str, &str, Role); 26] = [
    ("registrar", "bureau", Role::Registrar),
    ("bureau-officer", "bureau", Role::BureauOfficer),
    ("bureau-head", "bureau", Role::BureauHead),
    ("inspector", "bureau", Role::Inspector),
    ("lands-handler", "lands", Role::Handler),
    ("lands-handler-two", "lands", Role::Handler),
    ("lands-head", "lands", Role::UnitHead),
    ("civil-handler", "civil", Role::Handler),
    ("civil-head", "civil", Role::UnitHead),
    ("cadre", "qinghe", Role::TownshipCadre),
    ("township-head", "qinghe", Role::UnitHead),
    ("informant", "shangba", Role::VillageInformant),
    ("leader", "county", Role::CountyLeader),
    ("reviewer", "county", Role::ReviewOfficer),
    ("discipline", "discipline", Role::DisciplineOfficer),
    ("supervisor", "bureau", Role::PublicSupervisor),
    ("system-admin", "bureau", Role::SystemAdmin),
    ("security-admin", "bureau", Role::SecurityAdmin),
    ("audit-admin", "bureau", Role::AuditAdmin),
    ("reviewer-two", "county", Role::ReviewOfficer),
    ("review-head", "county", Role::UnitHead),
    ("rechecker", "prefecture-review", Role::ReviewOfficer),
    ("recheck-head", "prefecture-review", Role::UnitHead),
    ("bureau-officer-two", "bureau", Role::BureauOfficer),
    ("discipline-two", "discipline", Role::DisciplineOfficer),
    ("review-head-two", "county", Role::UnitHead),
];

impl Cast {
    pub fn assemble() -> Cast {
        let officers: Vec<(&str, Officer)> = PEOPLE
            .iter()
            .zip(1u128..)
            .map(|((name, unit, role), nth)| {
                let officer = Officer {
                    id: OfficerId(Uuid::from_u128(1000 + nth)),
                    name: (*name).to_owned(),
                    unit: unit_id(unit).expect("a unit of the cast"),
                    roles: vec![*role],
                };
                (*name, officer)
            })
            .collect();
        let colleagues = officers
            .iter()
            .map(|(_, officer)| Colleague {
                id: officer.id,
                name: officer.name.clone(),
                unit: officer.unit,
                roles: officer.roles.clone(),
            })
            .collect();
        let units = UNITS
            .iter()
            .map(|(name, id, kind, parent)| Unit {
                id: UnitId(Uuid::from_u128(*id)),
                parent: parent.map(|id| UnitId(Uuid::from_u128(id))),
                kind: *kind,
                name: (*name).to_owned(),
                code: String::new(),
                word: (*name).to_owned(),
            })
            .collect();
        Cast {
            officers,
            directory: Directory::new(units, colleagues),
        }
    }

    pub fn officer(&self, name: &str) -> Option<&Officer> {
        self.officers
            .iter()
            .find(|(known, _)| *known == name)
            .map(|(_, officer)| officer)
    }

    pub fn actor(&self, name: &str) -> Option<Actor> {
        if name == "petitioner" {
            return Some(Actor::Petitioner);
        }
        self.officer(name).cloned().map(Actor::Officer)
    }

    pub fn unit(&self, name: &str) -> UnitId {
        unit_id(name).unwrap_or(UnitId(Uuid::from_u128(999)))
    }
}

fn unit_id(name: &str) -> Option<UnitId> {
    UNITS
        .iter()
        .find(|(known, ..)| *known == name)
        .map(|(_, id, ..)| UnitId(Uuid::from_u128(*id)))
}
