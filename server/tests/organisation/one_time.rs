//! One-time passwords: handed over once, to one place, and written nowhere else; what was done is in the trail.

use crate::stage::{OFFICERS, Stage, UNITS, example};
use std::collections::BTreeSet;
use std::fs;

#[cfg(unix)]
#[test]
fn only_its_owner_reads_the_file_of_the_passwords() {
    use std::os::unix::fs::PermissionsExt;
    let stage = Stage::founded();
    let file = fs::metadata(stage.path("passwords.csv")).expect("the file");
    assert_eq!(file.permissions().mode() & 0o777, 0o600);
}

#[test]
fn passwords_differ_and_are_written_nowhere_else() {
    let stage = Stage::new();
    let said = stage.import_tables(&example("units.csv"), &example("officers.csv"), "p.csv");
    let handed: BTreeSet<String> = stage
        .passwords("p.csv")
        .into_iter()
        .map(|(_, p)| p)
        .collect();
    assert_eq!(handed.len() as u64, OFFICERS);
    // The database and its log of writes, whichever holds the rows by now.
    let mut database = Vec::new();
    for ending in ["", "-wal"] {
        let path = stage.path(&format!("huiyin.db{ending}"));
        database.extend(fs::read(path).unwrap_or_default());
    }
    for password in &handed {
        assert!(!said.out.contains(password) && !said.err.contains(password));
        let bytes = password.as_bytes();
        assert!(!database.windows(bytes.len()).any(|window| window == bytes));
    }
    // The search can find something: sign-in names are there.
    let name = b"ye.qing";
    assert!(database.windows(name.len()).any(|window| window == name));
}

#[tokio::test]
async fn a_file_that_exists_is_refused_and_left_as_it_was() {
    let stage = Stage::new();
    let kept = stage.file("kept.csv", "密码");
    let said = stage.import_tables(&example("units.csv"), &example("officers.csv"), &kept);
    said.expect_nothing("已存在");
    assert_eq!(fs::read(&kept).expect("the file"), "密码".as_bytes());
    assert!(stage.dump().await.is_empty());
}

#[tokio::test]
async fn without_a_terminal_or_a_file_nothing_goes_in() {
    let stage = Stage::new();
    let units = stage.file("units.csv", example("units.csv"));
    let officers = stage.file("officers.csv", example("officers.csv"));
    let said = stage.import(&["--units", &units, "--officers", &officers]);
    said.expect_nothing("--passwords");
    let said = stage.import(&[
        "--units",
        &units,
        "--officers",
        &officers,
        "--passwords",
        "no/p.csv",
    ]);
    said.expect_nothing("no/p.csv");
    assert!(stage.dump().await.is_empty());
}

#[tokio::test]
async fn everything_written_is_in_the_trail_by_ids_alone() {
    let stage = Stage::founded();
    let trail = async |stage: &Stage| {
        let ledger = stage.ledger().await;
        let lines: Vec<(String, String)> =
            sqlx::query_as("SELECT act, detail FROM audit WHERE officer IS NULL ORDER BY nth")
                .fetch_all(ledger.readers())
                .await
                .expect("the trail");
        ledger.close().await;
        lines
    };
    let lines = trail(&stage).await;
    let count = |act: &str| lines.iter().filter(|(a, _)| a == act).count() as u64;
    assert_eq!(count("import_unit"), UNITS);
    assert_eq!(count("import_officer"), OFFICERS);
    assert_eq!(count("import_account"), OFFICERS);
    assert!(
        lines
            .iter()
            .all(|(_, id)| uuid::Uuid::parse_str(id).is_ok())
    );

    let officers = example("officers.csv").replace("池春", "池春晓");
    stage
        .import_tables(&example("units.csv"), &officers, "second.csv")
        .expect(1, UNITS + OFFICERS - 1, 0);
    let more = &trail(&stage).await[lines.len()..];
    assert_eq!(more.len(), 1);
    assert_eq!(more[0].0, "import_officer");
}
