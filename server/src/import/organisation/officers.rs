//! The officers of the table: who they are, where they serve, what they may not hold together.

use super::sheet::{Column, Line, Sheet};
use super::{posts, units};
use crate::account::folded;
use crate::import::ids::derived;
use crate::import::report::Report;
use crate::import::words::Told;
use domain::duty::{Officer, Role, grants};
use domain::ids::{OfficerId, UnitId};
use domain::organisation::{Colleague, Directory, Unit};
use std::collections::{BTreeMap, BTreeSet};

const NAME: Column = Column {
    key: "name",
    headers: &["姓名"],
    needed: true,
};
const UNIT: Column = Column {
    key: "unit",
    headers: &["单位"],
    needed: true,
};
const POSTS: Column = Column {
    key: "posts",
    headers: &["岗位"],
    needed: true,
};
const SIGN_IN_NAME: Column = Column {
    key: "sign_in_name",
    headers: &["账号", "登录名"],
    needed: true,
};

/// The columns of the table.
pub const COLUMNS: &[Column] = &[NAME, UNIT, POSTS, SIGN_IN_NAME];

/// The posts that three different people hold, none of whom reads a case (domain §1).
const ADMINISTRATORS: [Role; 3] = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];

/// An officer of the table.
pub struct Person {
    /// Who.
    pub officer: Colleague,
    /// As it is kept.
    pub sign_in_name: String,
    /// There is no account yet.
    pub is_new: bool,
}

/// The good rows that change something.
pub struct Officers {
    /// Everybody of the table, changed or not.
    people: Vec<Person>,
    changed: Vec<Colleague>,
}

impl Officers {
    /// Reads the table over the officers and accounts there are; `units` as they are after the import.
    pub fn read(
        sheet: Option<&Sheet>,
        units: &BTreeMap<UnitId, Unit>,
        standing: &Directory,
        accounts: &BTreeMap<String, OfficerId>,
        report: &mut Report,
    ) -> Officers {
        let mut officers = Officers {
            people: Vec::new(),
            changed: Vec::new(),
        };
        let mut names = BTreeSet::new();
        for mut line in sheet.into_iter().flat_map(Sheet::lines) {
            let person = person(&mut line, units, accounts, &mut names);
            if let Some(told) = officers.second_hat(&person.officer, standing) {
                line.refuse(&POSTS, told);
            }
            if !line.is_good() {
                line.reject(report);
                continue;
            }
            let changed = standing.officer(person.officer.id) != Some(&person.officer);
            if changed {
                officers.changed.push(person.officer.clone());
            }
            if changed || person.is_new {
                report.counts.imported += 1;
            } else {
                report.counts.unchanged += 1;
            }
            officers.people.push(person);
        }
        officers
    }

    /// Officers that are new or other than before.
    pub fn changed(&self) -> &[Colleague] {
        &self.changed
    }

    /// Those who get an account.
    pub fn new_people(&self) -> impl Iterator<Item = &Person> {
        self.people.iter().filter(|person| person.is_new)
    }

    /// Administrator posts that nobody holds after the import; without all three the installation cannot be run.
    pub fn vacant_administrators(&self, standing: &Directory) -> Option<Told> {
        let held: BTreeSet<Role> = self
            .everybody(standing)
            .flat_map(|officer| officer.roles.iter().copied())
            .collect();
        let vacant: Vec<Role> = ADMINISTRATORS
            .into_iter()
            .filter(|role| !held.contains(role))
            .collect();
        let named = posts::named(&vacant);
        (!vacant.is_empty()).then(|| {
            Told::new(
                format!("还没有人担任：{}", named.zh),
                format!("nobody holds yet: {}", named.en),
            )
        })
    }

    /// The same person, by name and unit, administers something else under another account.
    fn second_hat(&self, officer: &Colleague, standing: &Directory) -> Option<Told> {
        let own = administers(officer);
        if own.is_empty() {
            return None;
        }
        let same = |other: &&Colleague| {
            other.id != officer.id && other.name == officer.name && other.unit == officer.unit
        };
        let other = self
            .everybody(standing)
            .filter(same)
            .find(|other| !administers(other).is_empty() && administers(other) != own)?;
        let named = posts::named(&administers(other));
        Some(Told::new(
            format!("同一个人已是{}，三个管理员要由三个人担任", named.zh),
            format!(
                "the same person is {} already: the three administrators are three people",
                named.en
            ),
        ))
    }

    /// Everybody as they are with the rows read so far.
    fn everybody<'a>(&'a self, standing: &'a Directory) -> impl Iterator<Item = &'a Colleague> {
        let read: BTreeSet<OfficerId> = self.people.iter().map(|p| p.officer.id).collect();
        standing
            .officers()
            .iter()
            .filter(move |officer| !read.contains(&officer.id))
            .chain(self.people.iter().map(|person| &person.officer))
    }
}

fn person<'a>(
    line: &mut Line<'a>,
    units: &BTreeMap<UnitId, Unit>,
    accounts: &BTreeMap<String, OfficerId>,
    names: &mut BTreeSet<String>,
) -> Person {
    let name = line.words(&NAME).to_owned();
    let unit = match line.words(&UNIT) {
        "" => None,
        called => match units::called(units.values(), called) {
            Ok(unit) => Some(unit),
            Err(told) => {
                line.refuse(&UNIT, told);
                None
            }
        },
    };
    let sign_in_name = folded(line.words(&SIGN_IN_NAME));
    let id = OfficerId(derived(&["organisation", "officer", &sign_in_name]));
    let roles = posts::posts(line.text(&POSTS)).unwrap_or_else(|told| {
        line.refuse(&POSTS, told);
        Vec::new()
    });
    if sign_in_name.contains(char::is_whitespace) {
        let told = Told::new("账号里不能有空格", "a sign-in name holds no blanks");
        line.refuse(&SIGN_IN_NAME, told);
    }
    let owner = accounts.get(&sign_in_name);
    if owner.is_some_and(|owner| *owner != id) {
        let told = Told::new(
            "这个账号已有别人在用",
            "this sign-in name is another person's",
        );
        line.refuse(&SIGN_IN_NAME, told);
    }
    if !sign_in_name.is_empty() && !names.insert(sign_in_name.clone()) {
        let told = Told::new(
            "这个账号前面已经有了",
            "this sign-in name is taken by a row above",
        );
        line.refuse(&SIGN_IN_NAME, told);
    }
    let officer = Colleague {
        id,
        name,
        unit: unit.unwrap_or(UnitId(id.0)),
        roles,
    };
    if let Some(told) = too_much(&officer) {
        line.refuse(&POSTS, told);
    }
    Person {
        officer,
        is_new: owner.is_none(),
        sign_in_name,
    }
}

fn administers(officer: &Colleague) -> Vec<Role> {
    let held = |role: &Role| officer.roles.contains(role);
    ADMINISTRATORS.into_iter().filter(held).collect()
}

/// Why one person may not hold these posts together.
fn too_much(officer: &Colleague) -> Option<Told> {
    match administers(officer).len() {
        0 => None,
        1 => {
            let reads = !grants(&Officer {
                id: officer.id,
                name: officer.name.clone(),
                unit: officer.unit,
                roles: officer.roles.clone(),
            })
            .is_empty();
            reads.then(|| {
                Told::new(
                    "管理员不能兼任能看信访件的岗位",
                    "an administrator holds no post that reads cases",
                )
            })
        }
        _ => Some(Told::new(
            "系统、安全、审计管理员要由三个人担任",
            "the system, security and audit administrators are three people",
        )),
    }
}
