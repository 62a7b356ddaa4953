//! Killed in the middle, the store holds what it acknowledged, and its projections are its ledger's.

use crate::county::*;
use crate::numbering;
use crate::{House, open, path};
use domain::{Event, Record, apply};
use server::store::Ledger;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};
use uuid::Uuid;

/// Names the database to the second process.
const VICTIM: &str = "HUIYIN_TEST_VICTIM";

/// Everything that is built from the ledger, as text.
async fn dump(ledger: &Ledger) -> BTreeMap<&'static str, Vec<String>> {
    let tables = [
        (
            "record",
            "SELECT quote(id) || kind || rev || '.' || seq || body FROM record ORDER BY id",
        ),
        (
            "list_row",
            "SELECT quote(id) || list_row.body FROM list_row JOIN record ON nr = record ORDER BY id",
        ),
        (
            "list_entry",
            "SELECT text || quote(id) || due_on || '.' || received_on || '.' || state || '.' || channel \
             || '.' || purpose || '.' || unit || '.' || village || '.' || handler || '.' || waits_for \
             || '.' || waits_part FROM list_entry JOIN tag ON tag.nr = tag JOIN record ON record.nr = record \
             ORDER BY text, id",
        ),
        (
            "tag_entry",
            "SELECT text || quote(id) || '.' || tag_entry.seq || '.' || present FROM tag_entry \
             JOIN tag ON tag.nr = tag JOIN record ON record.nr = record ORDER BY text, id",
        ),
        (
            "query_code",
            "SELECT quote(sha256) || record FROM query_code ORDER BY sha256",
        ),
        (
            "search",
            "SELECT term || '.' || doc || '.' || col || '.' || offset FROM terms ORDER BY 1",
        ),
    ];
    let mut reader = ledger.readers().acquire().await.expect("a reader");
    sqlx::query("CREATE VIRTUAL TABLE temp.terms USING fts5vocab(main, search, instance)")
        .execute(&mut *reader)
        .await
        .expect("the index, term by term");
    let mut dumped = BTreeMap::new();
    for (table, select) in tables {
        let rows = sqlx::query_scalar(select)
            .fetch_all(&mut *reader)
            .await
            .expect("a dump");
        dumped.insert(table, rows);
    }
    sqlx::query("DROP TABLE temp.terms")
        .execute(&mut *reader)
        .await
        .expect("dropped");
    dumped
}

/// Records are the fold of the ledger in feed order, and a rebuild changes nothing.
async fn adds_up(ledger: &Ledger) {
    let events: Vec<String> = sqlx::query_scalar("SELECT body FROM ledger ORDER BY seq")
        .fetch_all(ledger.readers())
        .await
        .expect("facts");
    let mut folded: BTreeMap<_, Option<Record>> = BTreeMap::new();
    for event in events {
        let event: Event = serde_json::from_str(&event).expect("a fact");
        apply(folded.entry(event.record).or_default(), &event);
    }
    assert_eq!(ledger.count().await.expect("count"), folded.len() as u64);
    for (id, record) in folded {
        assert_eq!(ledger.record(id).await.expect("read"), record);
    }
    let before = dump(ledger).await;
    ledger.rebuild().await.expect("rebuilt");
    let after = dump(ledger).await;
    for (table, rows) in &before {
        assert_eq!(rows, &after[table], "{table}");
    }
}

async fn busy_house() -> House {
    let house = House::new().await;
    for n in 0..12u128 {
        let mut way = whole_way(n * 10, record(n), "低保户3栋路灯");
        way.truncate(1 + n as usize % 6);
        house.ledger.issue(way).await.expect("issued");
    }
    house
}

#[tokio::test]
async fn projections_are_what_a_rebuild_makes() {
    let house = busy_house().await;
    let before = dump(&house.ledger).await;
    assert!(before.values().all(|rows| !rows.is_empty()));
    adds_up(&house.ledger).await;
}

/// The sabotage of the check above: each projection bent by hand is noticed and mended.
#[tokio::test]
async fn a_bent_projection_is_noticed_and_mended() {
    for (table, bend) in [
        ("record", "UPDATE record SET rev = rev + 1 WHERE nr = 1"),
        (
            "list_row",
            "UPDATE list_row SET body = '{}' WHERE record = 2",
        ),
        (
            "list_entry",
            "UPDATE list_entry SET due_on = 1 WHERE record = 3",
        ),
        ("query_code", "DELETE FROM query_code WHERE record = 4"),
        ("search", "DELETE FROM search WHERE rowid = 5"),
    ] {
        let house = busy_house().await;
        let before = dump(&house.ledger).await;
        house
            .ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(bend).execute(&mut *tx).await?;
                    // The fold is asked for the body alone; a bent revision shows in a bent body.
                    sqlx::query(
                        "UPDATE record SET body = body || ' ' WHERE nr = 1 AND $1 = 'record'",
                    )
                    .bind(table)
                    .execute(tx)
                    .await?;
                    Ok(())
                })
            })
            .await
            .expect("bent");
        assert_ne!(
            dump(&house.ledger).await[table],
            before[table],
            "{table} is not bent"
        );
        house.ledger.rebuild().await.expect("rebuilt");
        let after = dump(&house.ledger).await;
        if table == "record" {
            // Devices hear of the mended body under a new feed number.
            assert_eq!(after["list_row"], before["list_row"]);
            assert_ne!(after["tag_entry"], before["tag_entry"]);
        } else {
            assert_eq!(after, before, "{table} is not mended");
        }
    }
}

#[tokio::test]
async fn a_fact_is_never_changed_or_deleted() {
    let house = busy_house().await;
    for change in [
        "UPDATE ledger SET body = '{}'",
        "DELETE FROM ledger WHERE seq = 1",
    ] {
        let refused = house.ledger.write(move |tx| {
            Box::pin(async move {
                sqlx::query(change).execute(tx).await?;
                Ok(())
            })
        });
        assert!(refused.await.is_err(), "{change}");
    }
}

#[tokio::test]
async fn a_reader_cannot_write() {
    let house = House::new().await;
    let refused = sqlx::query("DELETE FROM units")
        .execute(house.ledger.readers())
        .await;
    assert!(refused.is_err());
}

#[tokio::test]
async fn life_and_secret_survive_a_restart_and_differ_between_databases() {
    let house = House::new().await;
    let (epoch, code) = (house.ledger.epoch(), house.ledger.query_code(record(1)));
    let other = House::new().await;
    assert_ne!(other.ledger.epoch(), epoch);
    assert_ne!(other.ledger.query_code(record(1)), code);
    let house = house.restarted().await;
    assert_eq!(house.ledger.epoch(), epoch);
    assert_eq!(house.ledger.query_code(record(1)), code);
}

#[tokio::test]
async fn projections_of_another_version_are_built_again_at_the_start() {
    let house = busy_house().await;
    let before = dump(&house.ledger).await;
    house
        .ledger
        .write(|tx| {
            Box::pin(async move {
                sqlx::query("UPDATE sync_meta SET projection = 0")
                    .execute(&mut *tx)
                    .await?;
                sqlx::query("DELETE FROM list_row").execute(tx).await?;
                Ok(())
            })
        })
        .await
        .expect("aged");
    let house = house.restarted().await;
    assert_eq!(dump(&house.ledger).await, before);
}

/// Writes until it is killed, telling each command after it was acknowledged.
async fn write_forever(database: &str) {
    let ledger = Ledger::open(database).await.expect("a database");
    for n in 0u128.. {
        let way = whole_way(n * 10, record(n), "路灯不亮");
        for command in way {
            ledger.issue(vec![command.clone()]).await.expect("issued");
            println!("acknowledged {}", command.op_id);
        }
    }
}

#[test]
fn a_killed_server_holds_what_it_acknowledged() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    if let Ok(database) = std::env::var(VICTIM) {
        runtime.block_on(write_forever(&database));
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    runtime.block_on(async {
        let ledger = open(&folder).await;
        settle(&ledger).await;
        ledger.close().await;
    });
    for acknowledgements in [1, 7, 40] {
        let heard = kill_after(&path(&folder), acknowledgements);
        runtime.block_on(async {
            let ledger = open(&folder).await;
            for op in &heard {
                let known: Option<i64> = sqlx::query_scalar("SELECT 1 FROM op WHERE op_id = $1")
                    .bind(op.as_bytes().as_slice())
                    .fetch_optional(ledger.readers())
                    .await
                    .expect("asked");
                assert_eq!(known, Some(1), "{op} was acknowledged and is gone");
            }
            numbers_have_no_gap(&ledger).await;
            numbering::every_series_is_whole(&ledger).await;
            adds_up(&ledger).await;
            ledger.close().await;
        });
    }
}

/// Runs this very test as a second process and kills it after so many acknowledgements.
fn kill_after(database: &str, acknowledgements: usize) -> Vec<Uuid> {
    let mut victim = Command::new(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "crash::a_killed_server_holds_what_it_acknowledged",
            "--nocapture",
        ])
        .env(VICTIM, database)
        .stdout(Stdio::piped())
        .spawn()
        .expect("a second process");
    let told = BufReader::new(victim.stdout.take().expect("its words"));
    let heard = told
        .lines()
        .filter_map(|line| {
            let line = line.expect("a line");
            let (_, op) = line.split_once("acknowledged ")?;
            Some(op.parse().expect("an id"))
        })
        .take(acknowledgements)
        .collect();
    victim.kill().expect("killed");
    victim.wait().expect("gone");
    heard
}

async fn numbers_have_no_gap(ledger: &Ledger) {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM record ORDER BY nr")
        .fetch_all(ledger.readers())
        .await
        .expect("records");
    for (nth, body) in (1..).zip(bodies) {
        let Record::Petition(petition) = serde_json::from_str(&body).expect("a record");
        let number = format!("青信〔2026〕{nth}号");
        assert_eq!(petition.number.as_deref(), Some(number.as_str()));
    }
}
