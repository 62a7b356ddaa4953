//! A second import adds nothing, changes only what changed, and takes nothing away.

use crate::stage::{OFFICERS, Stage, UNITS, example};

#[tokio::test]
async fn the_same_files_again_change_nothing_and_hand_out_nothing() {
    let stage = Stage::founded();
    let before = stage.dump().await;
    let said = stage.import_tables(
        &example("units.csv"),
        &example("officers.csv"),
        "second.csv",
    );
    said.expect(0, UNITS + OFFICERS, 0);
    assert_eq!(stage.dump().await, before);
    assert!(!stage.path("second.csv").exists());

    // The sabotage: what was changed behind the import's back is noticed, and only that is put right.
    stage
        .tamper("UPDATE units SET name = '别名' WHERE name = '桥头村'")
        .await;
    stage
        .tamper("DELETE FROM posts WHERE officer IN (SELECT id FROM officers WHERE name = '池春')")
        .await;
    assert_ne!(stage.dump().await, before);
    let said = stage.import_tables(
        &example("units.csv"),
        &example("officers.csv"),
        "second.csv",
    );
    said.expect(2, UNITS + OFFICERS - 2, 0);
    assert_eq!(stage.dump().await, before);
}

#[tokio::test]
async fn a_changed_row_changes_its_unit_or_officer_and_leaves_the_password_alone() {
    let stage = Stage::founded();
    let before = stage.dump().await;
    let units = example("units.csv").replace("松溪县自然资源局", "松溪县自然资源和规划局");
    let officers = example("officers.csv")
        .replace(
            "路遥,松溪县自然资源局,承办人",
            "路遥,housing,承办人、单位负责人",
        )
        .replace("温良,松溪县自然资源局", "温良,lands")
        .replace("池春", "池春晓")
        .replace("chi.chun", "CHI.CHUN");
    let said = stage.import_tables(&units, &officers, "second.csv");
    said.expect(3, UNITS + OFFICERS - 3, 0);
    assert!(
        !stage.path("second.csv").exists(),
        "nobody gets another password"
    );
    let after = stage.dump().await;
    assert_eq!(after.len(), before.len());
    let gone: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    assert_eq!(
        gone.len(),
        3,
        "one unit and two officers are other than before: {gone:?}"
    );
    let directory = stage.directory().await;
    let moved = directory
        .officers()
        .iter()
        .find(|officer| officer.name == "路遥");
    assert_eq!(
        directory.unit_name(moved.expect("still here").unit),
        "松溪县住房和城乡建设局"
    );
}

#[tokio::test]
async fn a_shorter_file_deletes_nobody_and_a_longer_one_adds_only_the_new() {
    let stage = Stage::founded();
    let before = stage.dump().await;
    let header_only = "姓名,单位,岗位,账号\n";
    stage
        .import_tables(&example("units.csv"), header_only, "second.csv")
        .expect(0, UNITS, 0);
    assert_eq!(stage.dump().await, before);

    let longer = example("officers.csv") + "新人,桥头村,信息员,xin.ren\n";
    let said = stage.import_tables(&example("units.csv"), &longer, "second.csv");
    said.expect(1, UNITS + OFFICERS, 0);
    let handed = stage.passwords("second.csv");
    assert_eq!(handed.len(), 1);
    assert_eq!(handed[0].0, "xin.ren");
    let after = stage.dump().await;
    assert!(before.iter().all(|line| after.contains(line)));
}

#[tokio::test]
async fn a_dry_run_checks_and_writes_nothing() {
    let stage = Stage::new();
    let units = stage.file("units.csv", example("units.csv"));
    let officers = stage.file("officers.csv", example("officers.csv"));
    let dry = [
        "--units",
        &units,
        "--officers",
        &officers,
        "--dry-run",
        "--passwords",
        "p.csv",
    ];
    stage.import(&dry).expect(UNITS + OFFICERS, 0, 0);
    assert!(stage.dump().await.is_empty());
    assert!(!stage.path("p.csv").exists());
}
