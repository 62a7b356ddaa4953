//! A kill in the middle leaves whole rows only, and running again finishes.

use crate::stage::{Stage, answered};
use domain::petition::{Petition, State};
use std::time::Duration;

const ROWS: usize = 900;

/// What must be alike however often the import was begun: everything but the number, whose order the rows'
/// arrival makes, and when it was written down.
fn essence(petition: &Petition) -> String {
    let mut petition = petition.clone();
    petition.number = None;
    petition.opinion_number = None;
    petition.documents.given.clear();
    for entry in &mut petition.course {
        entry.recorded_at = entry.at;
    }
    serde_json::to_string(&petition).expect("JSON")
}

#[tokio::test]
async fn a_killed_import_is_finished_by_running_it_again() {
    let killed = Stage::new();
    let file = killed.file("m.csv", answered(ROWS));
    let mut child = killed.start(&["import", "petitions", &file]);
    let committed = loop {
        let committed = killed.committed().await;
        if committed > 0 || child.try_wait().expect("a child").is_some() {
            break committed;
        }
        tokio::time::sleep(Duration::from_millis(5)).await;
    };
    child.kill().expect("SIGKILL");
    child.wait().expect("an end");
    assert!(committed > 0);

    let half = killed.petitions().await;
    assert!(
        !half.is_empty() && half.len() < ROWS,
        "{} of {ROWS}: the kill came too late",
        half.len()
    );
    assert!(
        half.iter()
            .all(|petition| petition.state == State::Delivered),
        "a row is in whole or not at all"
    );

    let said = killed.import(&file, &[]);
    let here = half.len() as u64;
    said.expect(ROWS as u64 - here, here, 0);
    killed.import(&file, &[]).expect(0, ROWS as u64, 0);

    let straight = Stage::new();
    straight
        .import(&straight.file("m.csv", answered(ROWS)), &[])
        .expect(ROWS as u64, 0, 0);
    let mut one: Vec<String> = killed.petitions().await.iter().map(essence).collect();
    let mut other: Vec<String> = straight.petitions().await.iter().map(essence).collect();
    // Units have the same derived ids in both installations, so whole petitions can be compared.
    one.sort();
    other.sort();
    assert_eq!(one, other);
}
