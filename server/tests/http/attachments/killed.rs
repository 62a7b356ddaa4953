//! The process is killed while files come in: what it said was stored is stored, and the rest goes on.

use super::{CHUNK, Desk, attach, jpeg, paper};
use crate::county::County;
use crate::house::{House, settings};
use domain::duty::Role;
use domain::ids::{AttachmentId, OfficerId};
use domain::petition::{Attachment, Media};
use server::{database, serve};
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use sync::upload::UploadState;
use uuid::Uuid;

/// Names the folder to the second process.
const VICTIM: &str = "HUIYIN_TEST_UPLOADING";
/// Files it sends.
const FILES: usize = 8;

fn file(nth: usize) -> (Attachment, Vec<u8>) {
    let file = jpeg(CHUNK + nth * 20_000);
    let mut paper = paper(&file, Media::Jpeg);
    paper.id = AttachmentId(Uuid::from_u128(0x9000 + nth as u128));
    (paper, file)
}

/// What the second process does until it is killed.
async fn upload_until_killed(folder: &Path) {
    let house = House::open_with(|own| *own = settings(folder)).await;
    let officer = house.county.who(Role::Handler).clone();
    let record = house.county.petition("road");
    let cookie = house.sign_in(&super::sign_in_name(&house, &officer)).await;
    for nth in 0..FILES {
        attach(&house, &officer, record, &file(nth).0).await;
    }
    println!("\nready {} {} {cookie}", officer.id, record);
    let mut desk = Desk {
        house,
        officer,
        cookie,
        record,
        paper: file(0).0,
    };
    for nth in 0..FILES {
        let (paper, file) = file(nth);
        desk.paper = paper;
        let told: UploadState = desk.send_from(0, &file).await.cbor();
        assert!(told.stored);
        println!("\nstored {nth}");
    }
}

/// Starts the second process on `folder` and kills it once it has told of `count` files; gives
/// what it said when it was ready.
fn kill_after(count: usize, folder: &Path) -> String {
    let mut victim = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "attachments::killed::a_killed_server_keeps_what_it_confirmed_and_goes_on",
            "--nocapture",
        ])
        .env(VICTIM, folder)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(victim.stdout.take().unwrap()).lines();
    let mut ready = String::new();
    let mut stored = 0;
    for line in lines.map_while(Result::ok) {
        if let Some(told) = line.strip_prefix("ready ") {
            ready = told.to_owned();
        }
        stored += usize::from(line.starts_with("stored "));
        if stored == count {
            break;
        }
    }
    victim.kill().unwrap();
    victim.wait().unwrap();
    assert_eq!(stored, count, "it ended before it was killed");
    ready
}

#[tokio::test]
async fn a_killed_server_keeps_what_it_confirmed_and_goes_on() {
    if let Some(folder) = std::env::var_os(VICTIM) {
        return upload_until_killed(Path::new(&folder)).await;
    }
    for count in [1, 2, 5] {
        let folder = tempfile::tempdir().unwrap();
        let ready = kill_after(count, folder.path());
        let told: Vec<&str> = ready.split(' ').collect();
        let [officer, record, cookie] = told[..] else {
            panic!("{ready:?}");
        };

        let settings = Arc::new(settings(folder.path()));
        let ledger = database::open(&settings).await.unwrap();
        let officer: OfficerId = officer.parse().unwrap();
        let directory = ledger.directory().await.unwrap();
        let colleague = directory.officer(officer).unwrap();
        let house = House {
            router: serve::routes(ledger.clone(), settings.clone()).unwrap(),
            ledger,
            county: County {
                people: Vec::new(),
                petitions: Vec::new(),
                bystander: officer,
            },
            settings,
            folder,
        };
        let mut desk = Desk {
            house,
            officer: domain::duty::Officer {
                id: officer,
                name: colleague.name.clone(),
                unit: colleague.unit,
                roles: colleague.roles.clone(),
            },
            cookie: cookie.to_owned(),
            record: record.parse().unwrap(),
            paper: file(0).0,
        };
        for nth in 0..FILES {
            let (paper, file) = file(nth);
            desk.paper = paper;
            let state = desk.state().await;
            assert!(
                state.stored || nth >= count,
                "file {nth} was confirmed and is gone"
            );
            let told: UploadState = desk.send_from(state.offset as usize, &file).await.cbor();
            assert!(told.stored, "file {nth}: {told:?}");
            assert!(desk.get("").await.body == file, "file {nth}");
        }
        assert_eq!(desk.facts().await, FILES as i64);
        desk.house.ledger.close().await;
    }
}
