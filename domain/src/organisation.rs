//! The organisation tree and the people in it, as far as everybody signed in may know them.

use crate::duty::Role;
use crate::ids::{OfficerId, UnitId};
use serde::{Deserialize, Serialize};

/// What a unit is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum UnitKind {
    /// 地市, one level above the county
    Prefecture,
    /// 县
    County,
    /// 信访局
    Bureau,
    /// 县直部门
    Department,
    /// 纪检监察机关
    Discipline,
    /// 乡镇(街道)
    Township,
    /// 村(社区)
    Village,
    /// 组(网格)
    Group,
}

/// One unit of the tree.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Unit {
    /// Its id.
    pub id: UnitId,
    /// The unit above, if it is not the top of this installation.
    pub parent: Option<UnitId>,
    /// What it is.
    pub kind: UnitKind,
    /// Full official name.
    pub name: String,
    /// 12-digit region code (GB/T 2260); empty where a unit has none of its own.
    pub code: String,
    /// 代字, the word in front of its document numbers; empty for units that issue none.
    pub word: String,
}

/// An officer as colleagues see them: no account details.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Colleague {
    /// The person.
    pub id: OfficerId,
    /// Name.
    pub name: String,
    /// Unit.
    pub unit: UnitId,
    /// Posts.
    pub roles: Vec<Role>,
}

/// All units and colleagues, kept on every device so that names show offline.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Directory {
    /// Sorted by id.
    units: Vec<Unit>,
    /// Sorted by id.
    officers: Vec<Colleague>,
}

impl Directory {
    /// Builds the directory; the order of the arguments does not matter.
    pub fn new(mut units: Vec<Unit>, mut officers: Vec<Colleague>) -> Self {
        units.sort_by_key(|unit| unit.id);
        officers.sort_by_key(|officer| officer.id);
        Directory { units, officers }
    }

    /// Every unit, by id.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// Every officer, by id.
    pub fn officers(&self) -> &[Colleague] {
        &self.officers
    }

    /// The unit with this id.
    pub fn unit(&self, id: UnitId) -> Option<&Unit> {
        let at = self.units.binary_search_by_key(&id, |unit| unit.id).ok()?;
        self.units.get(at)
    }

    /// The officer with this id.
    pub fn officer(&self, id: OfficerId) -> Option<&Colleague> {
        let at = self
            .officers
            .binary_search_by_key(&id, |officer| officer.id)
            .ok()?;
        self.officers.get(at)
    }

    /// The unit's name, or an empty text for one this device has not heard of yet.
    pub fn unit_name(&self, id: UnitId) -> &str {
        self.unit(id).map_or("", |unit| unit.name.as_str())
    }

    /// The officer's name, or an empty text for one this device has not heard of yet.
    pub fn officer_name(&self, id: OfficerId) -> &str {
        self.officer(id).map_or("", |officer| officer.name.as_str())
    }

    /// The direct sub-units of `id`, by code.
    pub fn below(&self, id: UnitId) -> Vec<&Unit> {
        let mut units: Vec<&Unit> = self.units.iter().filter(|u| u.parent == Some(id)).collect();
        units.sort_by(|a, b| a.code.cmp(&b.code).then_with(|| a.name.cmp(&b.name)));
        units
    }

    /// Units a matter can be transferred or assigned to: departments, townships, the bureau itself.
    pub fn responsible(&self) -> Vec<&Unit> {
        let mut units: Vec<&Unit> = self
            .units
            .iter()
            .filter(|u| u.kind.can_be_responsible())
            .collect();
        units.sort_by(|a, b| {
            a.kind
                .cmp(&b.kind)
                .then_with(|| a.code.cmp(&b.code))
                .then_with(|| a.name.cmp(&b.name))
        });
        units
    }
}

impl UnitKind {
    /// Whether units of this kind answer petitions in their own name.
    pub fn can_be_responsible(self) -> bool {
        matches!(
            self,
            UnitKind::Bureau | UnitKind::Department | UnitKind::Township
        )
    }
}
