//! The demonstration county as the program makes it.

use crate::stage::Stage;
use domain::duty::{Officer, Role};
use domain::petition::State;
use server::store::InboxSight;
use std::collections::BTreeSet;
use std::time::Duration;

#[tokio::test]
async fn an_empty_database_gets_the_county_once() {
    let stage = Stage::new();
    let said = stage.run(&["seed", "--if-empty"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(
        said.out.contains("zhou.wenjing") && said.out.contains("窗口登记员"),
        "{said:?}"
    );
    let petitions = stage.petitions().await;
    assert_eq!(petitions.len(), 300);
    let states: BTreeSet<State> = petitions.iter().map(|petition| petition.state).collect();
    assert_eq!(states, BTreeSet::from(State::ALL));
    let mut numbers = BTreeSet::new();
    assert!(
        petitions
            .iter()
            .all(|petition| numbers.insert(petition.number.clone().expect("a number")))
    );
    let ledger = stage.ledger().await;
    let directory = ledger.directory().await.expect("a directory");
    let accounts: i64 = sqlx::query_scalar("SELECT count(*) FROM account WHERE must_change = 0")
        .fetch_one(ledger.readers())
        .await
        .expect("a count");
    assert_eq!(
        usize::try_from(accounts).expect("a count"),
        directory.officers().len()
    );
    let person = |role| {
        let found = directory
            .officers()
            .iter()
            .find(|one| one.roles.contains(&role));
        let found = found.expect("one of each role").clone();
        Officer {
            id: found.id,
            name: found.name,
            unit: found.unit,
            roles: found.roles,
        }
    };
    for (role, filed) in [(Role::Registrar, 4), (Role::DisciplineOfficer, 1)] {
        let sight = InboxSight::of(&person(role));
        let waiting = ledger.inbox(sight).await.expect("an inbox").len();
        assert_eq!(waiting, filed, "{role:?}");
    }
    ledger.close().await;

    let again = stage.run(&["seed", "--if-empty"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(again.out.contains("zhou.wenjing"), "{again:?}");
    assert_eq!(stage.petitions().await, petitions);
    assert_eq!(stage.run(&["seed"]).code, 2);
}

#[tokio::test]
async fn a_real_organisation_is_left_alone() {
    let stage = Stage::new();
    let file = stage.file("m.csv", "subject,received_at,text\n路灯,2019-01-01,不亮\n");
    stage.import(&file, &[]).expect(1, 0, 0);
    let said = stage.run(&["seed", "--if-empty"]);
    assert_eq!((said.code, said.out.as_str()), (0, ""), "{said:?}");
    assert_eq!(stage.run(&["seed"]).code, 2);
    assert_eq!(stage.petitions().await.len(), 1);
}

#[tokio::test]
async fn a_killed_seeding_is_finished_by_seeding_again() {
    let stage = Stage::new();
    let mut child = stage.start(&["seed", "--petitions", "2000"]);
    while stage.committed().await == 0 && child.try_wait().expect("a child").is_none() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    child.kill().expect("SIGKILL");
    child.wait().expect("an end");
    let here = stage.petitions().await.len();
    assert!(
        here > 0 && here < 2000,
        "{here} of 2000: the kill came too late"
    );
    let said = stage.run(&["seed", "--petitions", "2000", "--if-empty"]);
    assert_eq!(said.code, 0, "{said:?}");
    assert!(said.out.contains("zhou.wenjing"));
    assert_eq!(stage.petitions().await.len(), 2000);
}
