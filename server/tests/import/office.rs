//! In whose name an import acts.

use crate::stage::{Stage, answered};
use domain::organisation::UnitKind;

#[tokio::test]
async fn an_empty_installation_gets_a_county_and_its_bureau() {
    let stage = Stage::new();
    let said = stage.import(&stage.file("m.csv", answered(2)), &["--county", "青河县"]);
    said.expect(2, 0, 0);
    let ledger = stage.ledger().await;
    let directory = ledger.directory().await.expect("a directory");
    let mut units: Vec<(&str, UnitKind)> = directory
        .units()
        .iter()
        .map(|unit| (unit.name.as_str(), unit.kind))
        .collect();
    units.sort();
    assert_eq!(
        units,
        [
            ("青河县", UnitKind::County),
            ("青河县信访局", UnitKind::Bureau)
        ]
    );
    // The post that acted has no account: nobody can sign in as it.
    assert_eq!(directory.officers().len(), 1);
    let accounts: i64 = sqlx::query_scalar("SELECT count(*) FROM account")
        .fetch_one(ledger.readers())
        .await
        .expect("a count");
    assert_eq!(accounts, 0);
}

#[tokio::test]
async fn another_unit_answers_in_its_own_name() {
    let stage = Stage::new();
    assert_eq!(stage.run(&["seed", "--petitions", "0"]).code, 0);
    let file = stage.file("m.csv", answered(2));
    for unknown in ["没有这个局", "上柳村", ""] {
        let said = stage.import(&file, &["--unit", unknown]);
        assert_eq!(said.code, 2, "{said:?}");
        assert!(said.err.contains("青禾县民政局"), "{said:?}");
    }
    stage
        .import(&file, &["--unit", "青禾县民政局"])
        .expect(2, 0, 0);
    let ledger = stage.ledger().await;
    let directory = ledger.directory().await.expect("a directory");
    for petition in stage.petitions().await {
        let unit = petition.responsible.expect("a unit");
        assert_eq!(directory.unit_name(unit), "青禾县民政局");
        let handler = petition.acceptance.expect("accepted").handler;
        assert_eq!(
            directory.officer(handler).map(|officer| officer.unit),
            Some(unit)
        );
        assert!(
            petition
                .opinion_number
                .expect("a number")
                .starts_with("青民")
        );
    }
    // The same file for another unit is the same messages: they are answered already.
    stage.import(&file, &[]).expect(0, 2, 0);
}
