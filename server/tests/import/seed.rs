//! The demonstration county as the program makes it.

use crate::stage::Stage;
use app::api::ListQuery;
use chrono::Utc;
use domain::duty::{self, Officer, Role};
use domain::ids::day_of;
use domain::petition::{Period, Petition, State, is_same};
use server::store::{InboxSight, Ledger, ListScope};
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
    threads_and_receptions(&ledger, &petitions, &person(Role::Inspector)).await;
    ledger.close().await;

    let again = stage.run(&["seed", "--if-empty"]);
    assert_eq!(again.code, 0, "{again:?}");
    assert!(again.out.contains("zhou.wenjing"), "{again:?}");
    assert_eq!(stage.petitions().await, petitions);
    assert_eq!(stage.run(&["seed"]).code, 2);
}

/// Screens have something to show of each: matters brought again and linked, with the number of the earlier item;
/// visits of one and of many, letters many signed, statements taken down at the window.
async fn threads_and_receptions(ledger: &Ledger, petitions: &[Petition], inspector: &Officer) {
    let linked: Vec<&Petition> = petitions
        .iter()
        .filter(|petition| !petition.thread.is_empty())
        .collect();
    assert!(linked.len() >= 3, "{} threads", linked.len());
    let grants = duty::grants(inspector);
    for petition in linked {
        let judged = petition.thread.in_force().next().expect("a judgement");
        let other = petitions
            .iter()
            .find(|other| other.id == judged.judgement.other)
            .expect("the earlier item");
        assert_eq!(is_same(petition, other), Some(true));
        assert!(judged.judgement.evidence.same_person());
        assert_eq!(Some(&judged.judgement.number), other.number.as_ref());
        assert!(other.registered_on() < petition.registered_on());
        let thread = ledger.thread(petition.clone(), &grants).await;
        assert!(thread.expect("a thread").len() >= 2);
    }
    let spoken = |petition: &&Petition| petition.registration.intake.statement.is_some();
    assert!(petitions.iter().filter(spoken).count() >= 15);

    let scope = ListScope::of(inspector);
    let today = day_of(Utc::now());
    let counted = async |registered: Period| {
        let asked = ListQuery {
            registered,
            ..ListQuery::default()
        };
        let tally = ledger.tally(&scope, &asked, today).await;
        tally.expect("a tally")
    };
    let all = counted(Period::default()).await;
    let open = petitions.iter().filter(|petition| !petition.is_sealed());
    assert_eq!(usize::try_from(all.items), Ok(open.count()));
    assert!(all.visits > all.group_visits && all.people > all.group_people);
    assert!(all.group_visits >= 5 && all.group_people >= 5 * all.group_visits);
    assert!(all.joint_letters >= 3 && all.signatures >= 5 * all.joint_letters);
    let year = counted(Period::year_of(today)).await.items;
    let before = Period {
        from: None,
        to: Period::year_of(today)
            .from
            .and_then(|first| first.pred_opt()),
    };
    assert_eq!(year + counted(before).await.items, all.items);
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
