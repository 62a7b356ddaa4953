//! Who a person is, what they may see, and in which part they act on one record.
//!
//! Access is granted by *tags*: a record carries tags, a person holds grants, and they may see the
//! record exactly when the two meet. Lists, search, sync, links and exports all ask here.

use crate::ids::{OfficerId, UnitId};
use crate::organisation::{Colleague, Directory};
use serde::{Deserialize, Serialize};

/// A post in the county's work (domain of duties); one person may hold several.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Role {
    /// 窗口登记员
    Registrar,
    /// 信访局股长
    BureauOfficer,
    /// 信访局局长
    BureauHead,
    /// 责任单位承办人
    Handler,
    /// 责任单位负责人
    UnitHead,
    /// 乡镇(街道)干部
    TownshipCadre,
    /// 村(社区)/组信息员
    VillageInformant,
    /// 县级领导
    CountyLeader,
    /// 督查
    Inspector,
    /// 复查复核办
    ReviewOfficer,
    /// 纪检通道
    DisciplineOfficer,
    /// 作风监督员
    PublicSupervisor,
    /// 系统管理员
    SystemAdmin,
    /// 安全管理员
    SecurityAdmin,
    /// 审计管理员
    AuditAdmin,
}

impl Role {
    /// Every post, in the order offices list them.
    pub const ALL: [Role; 15] = [
        Role::Registrar,
        Role::BureauOfficer,
        Role::BureauHead,
        Role::Handler,
        Role::UnitHead,
        Role::TownshipCadre,
        Role::VillageInformant,
        Role::CountyLeader,
        Role::Inspector,
        Role::ReviewOfficer,
        Role::DisciplineOfficer,
        Role::PublicSupervisor,
        Role::SystemAdmin,
        Role::SecurityAdmin,
        Role::AuditAdmin,
    ];
}

/// A signed-in person as the law sees them.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Officer {
    /// The person.
    pub id: OfficerId,
    /// Name as on the duty board.
    pub name: String,
    /// The unit they serve in.
    pub unit: UnitId,
    /// Their posts in that unit.
    pub roles: Vec<Role>,
}

impl Officer {
    /// Whether one of their posts is `role`.
    pub fn is(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// Who issues a command.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Actor {
    /// An officer with their posts.
    Officer(Officer),
    /// The petitioner of this record, proved by the query code of the receipt.
    Petitioner,
}

impl Actor {
    /// The officer, unless a petitioner acts.
    pub fn officer(&self) -> Option<&Officer> {
        match self {
            Actor::Officer(officer) => Some(officer),
            Actor::Petitioner => None,
        }
    }
}

/// The part somebody plays on one record; the `steps!` table speaks in these.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Part {
    /// Registers what citizens bring, in the unit that receives them.
    Registrar,
    /// The bureau that registered the item: transfers, assigns, audits closure.
    Bureau,
    /// The responsible unit's people who work on it.
    Handler,
    /// The responsible unit's head, who alone signs.
    UnitHead,
    /// The discipline channel, for sealed reports against officials.
    Discipline,
    /// The citizen whose item it is.
    Petitioner,
    /// The people of a unit that handles it beside the responsible one.
    CoHandler,
    /// Inspectors of the bureau, who urge.
    Inspector,
    /// The review office's people, none of whom took part before.
    ReviewOffice,
    /// The head of the review organ, who alone signs its opinion.
    ReviewHead,
}

/// What access to a record is granted by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
pub enum Tag {
    /// Everything registered by this bureau that is not sealed.
    Bureau(UnitId),
    /// Items whose responsible unit this is.
    Unit(UnitId),
    /// Items one person was asked into, or owns.
    Person(OfficerId),
    /// Reports against officials: the discipline channel only.
    Sealed,
    /// Open items that wait for this unit now; what a device keeps offline.
    Desk(UnitId),
    /// Items this review office was asked to look at.
    Review(UnitId),
    /// Takes sight away: this person stands back from the item (条例 28), whatever else they hold.
    Recused(OfficerId),
}

impl Tag {
    /// Stable text for storage and the wire, for example `unit:6f…`.
    pub fn to_text(self) -> String {
        match self {
            Tag::Bureau(unit) => format!("bureau:{unit}"),
            Tag::Unit(unit) => format!("unit:{unit}"),
            Tag::Person(officer) => format!("person:{officer}"),
            Tag::Sealed => "sealed".to_owned(),
            Tag::Desk(unit) => format!("desk:{unit}"),
            Tag::Review(unit) => format!("review:{unit}"),
            Tag::Recused(officer) => format!("recused:{officer}"),
        }
    }

    /// Reads what [`Tag::to_text`] wrote.
    pub fn from_text(text: &str) -> Option<Tag> {
        if text == "sealed" {
            return Some(Tag::Sealed);
        }
        let (kind, id) = text.split_once(':')?;
        match kind {
            "bureau" => id.parse().ok().map(Tag::Bureau),
            "unit" => id.parse().ok().map(Tag::Unit),
            "person" => id.parse().ok().map(Tag::Person),
            "desk" => id.parse().ok().map(Tag::Desk),
            "review" => id.parse().ok().map(Tag::Review),
            "recused" => id.parse().ok().map(Tag::Recused),
            _ => None,
        }
    }
}

/// Whether somebody heads a unit: the bureau or a responsible one.
pub fn is_head(officer: &Officer) -> bool {
    officer.is(Role::BureauHead) || officer.is(Role::UnitHead)
}

/// Whether `colleague` is one of a head's own people: of the unit they head, or of a unit below it. Heads look after
/// the devices of their people, and after the work that came back to them.
pub fn heads(officer: &Officer, colleague: &Colleague, directory: &Directory) -> bool {
    let mut unit = Some(colleague.unit);
    // No tree is deeper than it has units, even a damaged one that goes in circles.
    for _ in 0..=directory.units().len() {
        match unit {
            Some(here) if here == officer.unit => return is_head(officer),
            Some(here) => unit = directory.unit(here).and_then(|unit| unit.parent),
            None => return false,
        }
    }
    false
}

/// The tags an officer may *see* by: lists, search, links, sync.
///
/// The three administrators hold none: none of them reads case content (domain §1).
pub fn grants(officer: &Officer) -> Vec<Tag> {
    let mut tags = Vec::new();
    for role in &officer.roles {
        match role {
            Role::Registrar | Role::BureauOfficer | Role::BureauHead | Role::Inspector => {
                tags.push(Tag::Bureau(officer.unit))
            }
            Role::Handler | Role::UnitHead | Role::TownshipCadre => {
                tags.push(Tag::Unit(officer.unit));
                tags.push(Tag::Person(officer.id));
                if *role == Role::UnitHead {
                    tags.push(Tag::Review(officer.unit));
                }
            }
            Role::VillageInformant | Role::CountyLeader => {
                tags.push(Tag::Person(officer.id));
            }
            Role::ReviewOfficer => {
                tags.push(Tag::Person(officer.id));
                tags.push(Tag::Review(officer.unit));
            }
            Role::DisciplineOfficer => tags.push(Tag::Sealed),
            Role::PublicSupervisor | Role::SystemAdmin | Role::SecurityAdmin | Role::AuditAdmin => {
            }
        }
    }
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// The tags whose records a device of this officer keeps offline: the work, not the archive.
pub fn kept_offline(officer: &Officer) -> Vec<Tag> {
    let mut tags: Vec<Tag> = grants(officer)
        .into_iter()
        .map(|tag| match tag {
            Tag::Bureau(unit) | Tag::Unit(unit) | Tag::Review(unit) => Tag::Desk(unit),
            other => other,
        })
        .collect();
    if officer.is(Role::Inspector) && officer.roles.len() == 1 {
        // An inspector reads the whole bureau but nothing waits for them: nothing to carry.
        tags.clear();
    }
    tags.sort_unstable();
    tags.dedup();
    tags
}

/// Whether `officer` may see a record carrying `tags`: they hold one of them and do not stand back from it.
pub fn sees(officer: &Officer, tags: &[Tag]) -> bool {
    !tags.contains(&Tag::Recused(officer.id)) && may_see(&grants(officer), tags)
}

/// Whether somebody holding `grants` may see a record carrying `tags`, recusal not looked at.
pub fn may_see(grants: &[Tag], tags: &[Tag]) -> bool {
    tags.iter()
        .any(|tag| !matches!(tag, Tag::Desk(_) | Tag::Recused(_)) && grants.contains(tag))
}
