//! In whose name an import acts: the bureau, the unit that answered, and one import post in each.

use super::ids::derived;
use crate::store::{Ledger, Result};
use anyhow::{Context, bail};
use domain::duty::{Actor, Officer, Role};
use domain::ids::{OfficerId, UnitId};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};

/// The name of import posts. They have no account: nobody can sign in as one.
const POST: &str = "历史数据导入";
/// The county's name in an installation that has no units and no setting for it.
const UNNAMED_COUNTY: &str = "本县";

/// Everybody an import needs, and the organisation with them in it.
#[derive(Clone, Debug)]
pub struct Office {
    /// Units and officers, the import posts among them.
    pub directory: Directory,
    /// The bureau in whose register the messages are entered.
    pub bureau: UnitId,
    /// The unit that answered them.
    pub unit: UnitId,
    /// Registers and transfers.
    pub registrar: Actor,
    /// Accepts, drafts, signs and delivers.
    pub answerer: Actor,
    /// The handler named in acceptances.
    pub handler: OfficerId,
    added_units: Vec<Unit>,
    posts: Vec<Colleague>,
}

impl Office {
    /// Finds the bureau and the unit, and adds (in memory) what the organisation lacks.
    ///
    /// # Errors
    /// No or several bureaus fit, or no unit that may answer is called so.
    pub fn find(
        directory: &Directory,
        county: Option<&str>,
        bureau: Option<&str>,
        unit: Option<&str>,
    ) -> anyhow::Result<Office> {
        let added_units = if directory.units().is_empty() {
            first_units(county)
        } else {
            Vec::new()
        };
        let units: Vec<Unit> = directory
            .units()
            .iter()
            .chain(&added_units)
            .cloned()
            .collect();
        let bureaus: Vec<&Unit> = units
            .iter()
            .filter(|unit| unit.kind == UnitKind::Bureau)
            .collect();
        let bureau = match (bureau, &bureaus[..]) {
            (Some(called), _) => named(&bureaus, called)?,
            (None, [only]) => only,
            (None, []) => bail!("机构里没有信访局 · the organisation has no petition bureau"),
            (None, several) => bail!(
                "有几个信访局，请用 --bureau 指明：{0} · several bureaus: say which with --bureau: {0}",
                names(several)
            ),
        };
        let answering: Vec<&Unit> = units
            .iter()
            .filter(|unit| unit.kind.can_be_responsible())
            .collect();
        let unit = unit.map_or(Ok(bureau), |called| named(&answering, called))?;

        let registrar = post(
            bureau.id,
            &[Role::Registrar, Role::BureauOfficer, Role::BureauHead],
        );
        let answerer = if unit.id == bureau.id {
            registrar.clone()
        } else {
            post(unit.id, &[Role::Handler, Role::UnitHead])
        };
        let mut posts = vec![registrar.clone(), answerer.clone()];
        posts.dedup();
        let (bureau, unit) = (bureau.id, unit.id);
        let others = directory
            .officers()
            .iter()
            .filter(|other| posts.iter().all(|post| post.id != other.id));
        let officers = others.chain(&posts).cloned().collect();
        Ok(Office {
            directory: Directory::new(units, officers),
            bureau,
            unit,
            handler: answerer.id,
            registrar: actor(registrar),
            answerer: actor(answerer),
            added_units,
            posts,
        })
    }

    /// Writes down what was added.
    ///
    /// # Errors
    /// The store's.
    pub async fn install(&self, ledger: &Ledger) -> Result<()> {
        if !self.added_units.is_empty() {
            ledger.put_units(self.added_units.clone()).await?;
        }
        let known = ledger.directory().await?;
        let missing = |post: &&Colleague| known.officer(post.id) != Some(*post);
        let posts: Vec<Colleague> = self.posts.iter().filter(missing).cloned().collect();
        if !posts.is_empty() {
            ledger.put_officers(posts).await?;
        }
        Ok(())
    }

    /// Whether the organisation was empty, so that a county and its bureau were added.
    pub fn is_first(&self) -> bool {
        !self.added_units.is_empty()
    }
}

/// The least an empty installation needs: a county and its bureau.
fn first_units(county: Option<&str>) -> Vec<Unit> {
    let name = county.unwrap_or(UNNAMED_COUNTY);
    let county = Unit {
        id: UnitId(derived(&["unit", "county"])),
        parent: None,
        kind: UnitKind::County,
        name: name.to_owned(),
        code: String::new(),
        word: String::new(),
    };
    let bureau = Unit {
        id: UnitId(derived(&["unit", "bureau"])),
        parent: Some(county.id),
        kind: UnitKind::Bureau,
        name: format!("{name}信访局"),
        code: String::new(),
        word: String::new(),
    };
    vec![county, bureau]
}

fn post(unit: UnitId, roles: &[Role]) -> Colleague {
    Colleague {
        id: OfficerId(derived(&["import post", &unit.to_string()])),
        name: POST.to_owned(),
        unit,
        roles: roles.to_vec(),
    }
}

fn actor(post: Colleague) -> Actor {
    Actor::Officer(Officer {
        id: post.id,
        name: post.name,
        unit: post.unit,
        roles: post.roles,
    })
}

/// The unit with this name, id or region code.
fn named<'a>(units: &[&'a Unit], called: &str) -> anyhow::Result<&'a Unit> {
    let called = called.trim();
    let fits = |unit: &&&Unit| {
        unit.name == called
            || unit.id.to_string() == called
            || (!called.is_empty() && unit.code == called)
    };
    let mut found = units.iter().filter(fits);
    let one = found.next().with_context(|| {
        format!(
            "没有叫“{called}”的单位，可以是：{0} · no unit {called:?}; there are: {0}",
            names(units)
        )
    })?;
    if found.next().is_some() {
        bail!(
            "有几个单位叫“{called}”，请给编号 · several units are called {called:?}: give the id"
        );
    }
    Ok(one)
}

fn names(units: &[&Unit]) -> String {
    let names: Vec<&str> = units.iter().map(|unit| unit.name.as_str()).collect();
    names.join(" | ")
}
