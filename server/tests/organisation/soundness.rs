//! What must hold of every organisation, and that the check notices when it does not.

use crate::stage::Stage;
use domain::duty::{Officer, Role, grants};
use domain::organisation::{Directory, UnitKind};
use std::collections::BTreeMap;

/// What is wrong with an organisation; empty: nothing.
pub async fn complaints(stage: &Stage) -> Vec<&'static str> {
    let directory = stage.directory().await;
    let mut complaints = Vec::new();
    if directory
        .units()
        .iter()
        .any(|unit| ends_nowhere(&directory, unit.parent))
    {
        complaints.push("the way up from a unit does not end at the top");
    }
    let mut bureaus: BTreeMap<_, u32> = BTreeMap::new();
    for unit in directory.units() {
        match unit.kind {
            UnitKind::County => *bureaus.entry(Some(unit.id)).or_default() += 0,
            UnitKind::Bureau => *bureaus.entry(unit.parent).or_default() += 1,
            _ => {}
        }
    }
    if bureaus.values().any(|count| *count != 1) {
        complaints.push("a county has not exactly one bureau");
    }
    let administrators = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin];
    for officer in directory.officers() {
        let holds = administrators
            .iter()
            .filter(|role| officer.roles.contains(role))
            .count();
        let tags = grants(&Officer {
            id: officer.id,
            name: officer.name.clone(),
            unit: officer.unit,
            roles: officer.roles.clone(),
        });
        if holds > 1 {
            complaints.push("one person administers twice");
        }
        if holds > 0 && !tags.is_empty() {
            complaints.push("an administrator reads cases");
        }
        if directory.unit(officer.unit).is_none() {
            complaints.push("an officer serves nowhere");
        }
    }
    let ledger = stage.ledger().await;
    let open: i64 = sqlx::query_scalar("SELECT count(*) FROM account WHERE must_change = 0")
        .fetch_one(ledger.readers())
        .await
        .expect("accounts");
    ledger.close().await;
    if open > 0 {
        complaints.push("a first password need not be changed");
    }
    complaints
}

fn ends_nowhere(directory: &Directory, parent: Option<domain::ids::UnitId>) -> bool {
    let mut above = parent;
    for _ in 0..=directory.units().len() {
        let Some(id) = above else { return false };
        let Some(unit) = directory.unit(id) else {
            return true;
        };
        above = unit.parent;
    }
    true
}

#[tokio::test]
async fn the_example_is_sound_and_the_check_notices_when_it_is_not() {
    for (sabotage, complaint) in [
        (
            "UPDATE units SET parent = id WHERE name = '河口村'",
            "the way up from a unit does not end at the top",
        ),
        (
            "UPDATE units SET kind = 'Department' WHERE name = '松溪县信访局'",
            "a county has not exactly one bureau",
        ),
        (
            "UPDATE units SET kind = 'Bureau' WHERE name = '松溪县自然资源局'",
            "a county has not exactly one bureau",
        ),
        (
            "INSERT INTO posts (officer, role) SELECT id, 'AuditAdmin' FROM officers WHERE name = '倪安'",
            "one person administers twice",
        ),
        (
            "INSERT INTO posts (officer, role) SELECT id, 'Registrar' FROM officers WHERE name = '倪安'",
            "an administrator reads cases",
        ),
        (
            "UPDATE account SET must_change = 0 WHERE sign_in_name = 'ye.qing'",
            "a first password need not be changed",
        ),
    ] {
        let stage = Stage::founded();
        assert_eq!(complaints(&stage).await, Vec::<&str>::new());
        stage.tamper(sabotage).await;
        assert_eq!(complaints(&stage).await, [complaint], "{sabotage}");
    }
}
