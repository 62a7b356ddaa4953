//! The demonstration county's organisation, from `county.toml`.

use super::chance::Chance;
use crate::import::ids::derived;
use anyhow::{Context, Result};
use domain::duty::{Actor, Officer, Role};
use domain::ids::{OfficerId, UnitId};
use domain::organisation::{Colleague, Unit, UnitKind};
use serde::Deserialize;
use std::collections::BTreeMap;

/// The file.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    county: Head,
    office: Vec<Office>,
    township: Vec<Township>,
    /// By the key of their unit, or the name of their village: name, sign-in name, post.
    officers: BTreeMap<String, Vec<(String, String, Role)>>,
}

#[derive(Deserialize)]
struct Head {
    name: String,
    code: String,
}

#[derive(Deserialize)]
struct Office {
    key: String,
    kind: UnitKind,
    name: String,
    word: String,
}

#[derive(Deserialize)]
struct Township {
    key: String,
    name: String,
    /// Three digits of its region code.
    code: String,
    word: String,
    /// How many times as many petitions come from here as from others.
    #[serde(default = "once")]
    weight: usize,
    villages: Vec<String>,
}

fn once() -> usize {
    1
}

/// An officer and the name they sign in with.
#[derive(Clone, Debug)]
pub struct Person {
    /// The officer.
    pub officer: Colleague,
    /// Pinyin.
    pub sign_in_name: String,
}

/// A village and the township it belongs to.
#[derive(Clone, Debug)]
pub struct Village {
    /// The village.
    pub id: UnitId,
    /// Its name.
    pub name: String,
    /// Its township.
    pub township: UnitId,
    /// The township's name.
    pub township_name: String,
    /// The township's weight.
    weight: usize,
}

/// Everybody and everything of the county.
#[derive(Clone, Debug)]
pub struct County {
    /// From the county down to the groups.
    pub units: Vec<Unit>,
    /// Everybody with an account, unit by unit.
    pub people: Vec<Person>,
    /// The villages.
    pub villages: Vec<Village>,
    /// The bureau.
    pub bureau: UnitId,
    keys: BTreeMap<String, UnitId>,
}

impl County {
    /// Reads the county built into the program.
    ///
    /// # Errors
    /// It contradicts itself; a test keeps that from being shipped.
    pub fn load() -> Result<County> {
        let plan: Plan = toml::from_str(include_str!("county.toml")).context("county.toml")?;
        let mut county = County {
            units: Vec::new(),
            people: Vec::new(),
            villages: Vec::new(),
            bureau: UnitId(derived(&["demonstration", "bureau"])),
            keys: BTreeMap::new(),
        };
        let top = county.add(
            "county",
            None,
            UnitKind::County,
            &plan.county.name,
            &plan.county.code,
            "",
        );
        for office in &plan.office {
            county.add(
                &office.key,
                Some(top),
                office.kind,
                &office.name,
                "",
                &office.word,
            );
        }
        let region = plan
            .county
            .code
            .get(..6)
            .context("county.toml: a code has 12 digits")?;
        for township in &plan.township {
            county.add_township(top, region, township);
        }
        for (key, officers) in plan.officers {
            let unit = county.unit(&key)?;
            for (name, sign_in_name, role) in officers {
                let id = OfficerId(derived(&["demonstration", "officer", &sign_in_name]));
                let officer = Colleague {
                    id,
                    name,
                    unit,
                    roles: vec![role],
                };
                county.people.push(Person {
                    officer,
                    sign_in_name,
                });
            }
        }
        Ok(county)
    }

    fn add(
        &mut self,
        key: &str,
        parent: Option<UnitId>,
        kind: UnitKind,
        name: &str,
        code: &str,
        word: &str,
    ) -> UnitId {
        let id = UnitId(derived(&["demonstration", key]));
        self.keys.insert(key.to_owned(), id);
        self.units.push(Unit {
            id,
            parent,
            kind,
            name: name.to_owned(),
            code: code.to_owned(),
            word: word.to_owned(),
        });
        id
    }

    fn add_township(&mut self, county: UnitId, region: &str, township: &Township) {
        let code = format!("{region}{}000", township.code);
        let name = &township.name;
        let id = self.add(
            &township.key,
            Some(county),
            UnitKind::Township,
            name,
            &code,
            &township.word,
        );
        for (nth, village) in (0..).zip(&township.villages) {
            // Communities count from 001, villages from 201 (GB/T 10114).
            let first = if village.ends_with("社区") { 1 } else { 201 };
            let code = format!("{region}{}{:03}", township.code, first + nth);
            let village_id = self.add(village, Some(id), UnitKind::Village, village, &code, "");
            self.villages.push(Village {
                id: village_id,
                name: village.clone(),
                township: id,
                township_name: name.clone(),
                weight: township.weight,
            });
            for group in ["一组", "二组", "三组", "四组", "五组"] {
                let key = format!("{village}{group}");
                self.add(&key, Some(village_id), UnitKind::Group, &key, "", "");
            }
        }
    }

    /// The unit with this key, or the village with this name.
    ///
    /// # Errors
    /// There is none.
    pub fn unit(&self, key: &str) -> Result<UnitId> {
        self.keys
            .get(key)
            .copied()
            .with_context(|| format!("county.toml has no unit {key:?}"))
    }

    /// Everybody who holds one of these posts in this unit.
    pub fn holding(&self, unit: UnitId, roles: &[Role]) -> Vec<&Colleague> {
        self.people
            .iter()
            .map(|person| &person.officer)
            .filter(|officer| {
                officer.unit == unit && officer.roles.iter().any(|role| roles.contains(role))
            })
            .collect()
    }

    /// The village a petition comes from.
    pub fn some_village(&self, chance: &mut Chance) -> &Village {
        let weighted = self
            .villages
            .iter()
            .flat_map(|village| std::iter::repeat_n(village, village.weight));
        chance.pick(&weighted.collect::<Vec<_>>())
    }

    /// Somebody who holds one of these posts in this unit.
    ///
    /// # Errors
    /// Nobody does.
    pub fn somebody(
        &self,
        unit: UnitId,
        roles: &[Role],
        chance: &mut Chance,
    ) -> Result<&Colleague> {
        let holding = self.holding(unit, roles);
        if holding.is_empty() {
            anyhow::bail!("county.toml: nobody in {unit} is {roles:?}");
        }
        Ok(chance.pick(&holding))
    }
}

/// The officer as the one who acts.
pub fn acting(officer: &Colleague) -> Actor {
    Actor::Officer(Officer {
        id: officer.id,
        name: officer.name.clone(),
        unit: officer.unit,
        roles: officer.roles.clone(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_county_is_what_was_promised() {
        let county = County::load().expect("county.toml");
        let count = |kind| county.units.iter().filter(|unit| unit.kind == kind).count();
        assert_eq!(count(UnitKind::Department), 6);
        assert_eq!(count(UnitKind::Township), 8);
        assert_eq!(count(UnitKind::Village), 40);
        assert!(
            (55..=70).contains(&county.people.len()),
            "{}",
            county.people.len()
        );
        for role in Role::ALL {
            assert!(
                county
                    .people
                    .iter()
                    .any(|person| person.officer.roles.contains(&role)),
                "{role:?}"
            );
        }
    }

    #[test]
    fn names_codes_and_ids_are_each_ones_own() {
        let county = County::load().expect("county.toml");
        let names: BTreeSet<&str> = county
            .people
            .iter()
            .map(|p| p.sign_in_name.as_str())
            .collect();
        assert_eq!(names.len(), county.people.len());
        let ids: BTreeSet<UnitId> = county.units.iter().map(|unit| unit.id).collect();
        assert_eq!(ids.len(), county.units.len());
        let codes: Vec<&str> = county
            .units
            .iter()
            .map(|u| u.code.as_str())
            .filter(|c| !c.is_empty())
            .collect();
        let own: BTreeSet<&str> = codes.iter().copied().collect();
        assert_eq!(own.len(), codes.len());
        assert!(
            codes
                .iter()
                .all(|code| code.len() == 12 && code.starts_with("999901"))
        );
    }
}
