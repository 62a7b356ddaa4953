//! The server dies at each point of an upload; the next chunk goes on from what is true.

use super::{CHUNK, Desk, jpeg};
use axum::http::StatusCode;
use server::attachment::Brought;
use server::serve;
use sync::upload::UploadState;

const POWER_CUT: &str = "BEGIN SELECT RAISE(ABORT, 'power cut'); END";

impl Desk {
    /// Another life of the server on the same disk.
    fn restart(&mut self) {
        let ledger = self.house.ledger.clone();
        self.house.router = serve::routes(ledger, self.house.settings.clone()).unwrap();
    }

    async fn at_the_database(&self, statement: String) {
        let mut door = self.house.back_door().await;
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&mut door)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn an_upload_goes_on_where_it_broke_off() {
    let file = jpeg(200_000);
    let mut desk = Desk::with(&file).await;
    desk.put(0, &file[..CHUNK]).await;
    desk.restart();
    assert_eq!(desk.state().await.offset as usize, CHUNK);
    assert!(
        desk.send_from(CHUNK, &file)
            .await
            .cbor::<UploadState>()
            .stored
    );
    assert!(desk.get("").await.body == file);
}

#[tokio::test]
async fn bytes_that_were_never_confirmed_count_for_nothing() {
    let file = jpeg(200_000);
    let mut desk = Desk::with(&file).await;
    desk.put(0, &file[..CHUNK]).await;
    desk.at_the_database(format!(
        "CREATE TRIGGER cut BEFORE UPDATE ON upload {POWER_CUT}"
    ))
    .await;
    // These reach the disk and their confirmation does not; half of them may be anything.
    let torn = desk.put(CHUNK, &[7; CHUNK]).await;
    assert_eq!(torn.status, StatusCode::INTERNAL_SERVER_ERROR);
    desk.at_the_database("DROP TRIGGER cut".to_owned()).await;
    desk.restart();
    assert_eq!(desk.state().await.offset as usize, CHUNK);
    assert!(
        desk.send_from(CHUNK, &file)
            .await
            .cbor::<UploadState>()
            .stored
    );
}

#[tokio::test]
async fn a_file_shorter_on_disk_than_in_the_database_goes_on_from_the_disk() {
    let file = jpeg(200_000);
    let desk = Desk::with(&file).await;
    desk.put(0, &file[..2 * CHUNK]).await;
    let name = format!("{}.{}", desk.record, desk.paper.id);
    let path = desk
        .house
        .settings
        .attachments
        .join("unfinished")
        .join(name);
    std::fs::OpenOptions::new()
        .write(true)
        .open(path)
        .unwrap()
        .set_len(CHUNK as u64)
        .unwrap();
    assert_eq!(desk.state().await.offset as usize, CHUNK);
    assert!(
        desk.send_from(CHUNK, &file)
            .await
            .cbor::<UploadState>()
            .stored
    );
}

#[tokio::test]
async fn between_the_last_chunk_and_the_fact_the_next_chunk_finishes() {
    let file = jpeg(100_000);
    for next in [0, CHUNK, file.len()] {
        let mut desk = Desk::with(&file).await;
        desk.at_the_database(format!(
            "CREATE TRIGGER cut BEFORE INSERT ON ledger {POWER_CUT}"
        ))
        .await;
        let cut = desk.send_from(0, &file).await;
        assert_eq!(cut.status, StatusCode::INTERNAL_SERVER_ERROR);
        assert!(!desk.attached().await.stored && desk.facts().await == 0);
        desk.at_the_database("DROP TRIGGER cut".to_owned()).await;
        desk.restart();
        let known = desk.state().await;
        assert_eq!((known.offset as usize, known.stored), (file.len(), false));

        let end = (next + CHUNK).min(file.len());
        let finished = desk.put(next, &file[next..end]).await;
        assert!(finished.cbor::<UploadState>().stored, "from {next}");
        assert_eq!(desk.facts().await, 1);
        assert!(desk.get("").await.body == file);
    }
}

#[tokio::test]
async fn a_restored_database_finds_the_file_it_had_forgotten() {
    let file = jpeg(200_000);
    let desk = Desk::with(&file).await;
    let kept = desk.house.settings.attachments.join("kept/whole");
    let kept = kept.join(desk.record.to_string());
    std::fs::create_dir_all(&kept).unwrap();
    let place = kept.join(desk.paper.id.to_string());
    // Something else under that name proves nothing.
    std::fs::write(&place, b"not it").unwrap();
    assert!(
        !desk
            .put(0, &file[..CHUNK])
            .await
            .cbor::<UploadState>()
            .stored
    );

    let desk = Desk::with(&file).await;
    let kept = desk.house.settings.attachments.join("kept/whole");
    let kept = kept.join(desk.record.to_string());
    std::fs::create_dir_all(&kept).unwrap();
    std::fs::write(kept.join(desk.paper.id.to_string()), &file).unwrap();
    assert!(
        desk.put(0, &file[..CHUNK])
            .await
            .cbor::<UploadState>()
            .stored
    );
    assert!(desk.attached().await.stored);
}

/// The device let go of the file when it heard "stored"; then an older backup of the database was put back.
#[tokio::test]
async fn a_restored_database_finds_files_that_no_device_has_any_more() {
    let file = jpeg(200_000);
    for right in [true, false] {
        let desk = Desk::with(&file).await;
        let kept = desk.house.settings.attachments.join("kept/whole");
        let kept = kept.join(desk.record.to_string());
        std::fs::create_dir_all(&kept).unwrap();
        let there: &[u8] = if right { &file } else { b"not it" };
        std::fs::write(kept.join(desk.paper.id.to_string()), there).unwrap();
        // What no record names stays where it is.
        std::fs::write(kept.join(uuid::Uuid::nil().to_string()), &file).unwrap();
        std::fs::write(kept.join("odd"), &file).unwrap();
        let brought = Brought::open(desk.house.ledger.clone(), &desk.house.settings).unwrap();
        assert_eq!(brought.find_all().await.unwrap(), usize::from(right));
        assert_eq!(brought.find_all().await.unwrap(), 0, "once");
        assert_eq!(desk.attached().await.stored, right);
        assert_eq!(desk.facts().await, i64::from(right));
        if right {
            assert!(desk.get("").await.body == file);
        }
    }
}
