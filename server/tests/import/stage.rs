//! A folder with a database and files, and the program run on them.

use domain::Record;
use domain::ids::RecordId;
use domain::petition::Petition;
use serde_json::Value;
use server::store::Ledger;
use std::fs;
use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::str::FromStr;
use tempfile::TempDir;

/// One installation.
pub struct Stage {
    folder: TempDir,
}

/// What the program said and how it ended.
#[derive(Debug)]
pub struct Said {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Said {
    /// The last line, as JSON.
    pub fn counts(&self) -> Value {
        let last = self
            .out
            .lines()
            .last()
            .unwrap_or_else(|| panic!("nothing said: {self:?}"));
        serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Asserts the counts and the exit status that goes with them.
    pub fn expect(&self, imported: u64, unchanged: u64, rejected: u64) {
        let wanted = serde_json::json!({
            "imported": imported, "unchanged": unchanged, "rejected": rejected,
        });
        assert_eq!(self.counts(), wanted, "{self:?}");
        assert_eq!(self.code, i32::from(rejected > 0), "{self:?}");
    }
}

impl Stage {
    pub fn new() -> Stage {
        Stage {
            folder: tempfile::tempdir().expect("a folder"),
        }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file and gives its path as an argument.
    pub fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        fs::write(&path, bytes).expect("a file");
        path.to_str().expect("a UTF-8 path").to_owned()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_server"));
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HUIYIN_DATABASE", self.path("huiyin.db"))
            .env_remove("HUIYIN_CONFIG")
            .env_remove("HUIYIN_COUNTY")
            .stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, arguments: &[&str]) -> Said {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(arguments).output().expect("the program");
        Said {
            code: status.code().expect("an exit status"),
            out: String::from_utf8(stdout).expect("UTF-8 on stdout"),
            err: String::from_utf8(stderr).expect("UTF-8 on stderr"),
        }
    }

    /// Runs `import petitions … --json`.
    pub fn import(&self, file: &str, more: &[&str]) -> Said {
        self.run(&[&["import", "petitions", file, "--json"], more].concat())
    }

    /// Starts the program and does not wait.
    pub fn start(&self, arguments: &[&str]) -> Child {
        self.command(arguments)
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the program")
    }

    /// How many petitions are committed, asked from outside; 0 while there is no database yet.
    pub async fn committed(&self) -> i64 {
        let url = format!("sqlite:{}?mode=ro", self.path("huiyin.db").display());
        let Ok(options) = sqlx::sqlite::SqliteConnectOptions::from_str(&url) else {
            return 0;
        };
        let Ok(pool) = sqlx::SqlitePool::connect_with(options).await else {
            return 0;
        };
        let count = sqlx::query_scalar("SELECT count(*) FROM record")
            .fetch_one(&pool)
            .await;
        pool.close().await;
        count.unwrap_or(0)
    }

    /// The ledger, opened in this process.
    pub async fn ledger(&self) -> Ledger {
        let path = self.path("huiyin.db");
        Ledger::open(path.to_str().expect("a UTF-8 path"))
            .await
            .expect("the ledger")
    }

    /// Every petition, in the order in which the source received them.
    pub async fn petitions(&self) -> Vec<Petition> {
        let ledger = self.ledger().await;
        let ids: Vec<Vec<u8>> = sqlx::query_scalar("SELECT id FROM record ORDER BY id")
            .fetch_all(ledger.readers())
            .await
            .expect("ids");
        let mut petitions = Vec::new();
        for id in ids {
            let id = RecordId(uuid::Uuid::from_slice(&id).expect("an id"));
            let record = ledger.record(id).await.expect("a record");
            let Some(Record::Petition(petition)) = record else {
                panic!("{id} is not there")
            };
            petitions.push(*petition);
        }
        ledger.close().await;
        petitions.sort_by_key(|petition: &Petition| petition.registration.received_on);
        petitions
    }

    /// The only petition.
    pub async fn petition(&self) -> Petition {
        let mut petitions = self.petitions().await;
        assert_eq!(petitions.len(), 1);
        petitions.remove(0)
    }
}

/// A CSV text from rows of fields, quoted where needed.
pub fn csv(rows: &[&[&str]]) -> String {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(Vec::new());
    for row in rows {
        writer.write_record(*row).expect("a row");
    }
    String::from_utf8(writer.into_inner().expect("rows")).expect("UTF-8")
}

/// The headers of a file with answers.
pub const REPLIED: [&str; 7] = [
    "id",
    "user",
    "subject",
    "received_at",
    "text",
    "reply",
    "replied_at",
];

/// A file of `count` answered messages with the quirks of real ones: several lines, quotes, emoji, rare
/// characters, a script in the text, days of many years.
pub fn answered(count: usize) -> String {
    let mut rows: Vec<Vec<String>> = vec![REPLIED.map(str::to_owned).to_vec()];
    for nth in 0..count {
        let (year, month, day) = (2011 + nth % 10, 1 + nth % 12, 1 + nth % 28);
        rows.push(vec![
            (100_000 + nth).to_string(),
            format!("A{nth:08}"),
            format!("请修好第{nth}号路灯"),
            format!("{year}-{month:02}-{day:02}T{:02}:05:09", nth % 24),
            match nth % 4 {
                0 => format!("第{nth}号路灯不亮。\n\n晚上看不见路，\"很黑\"，老人摔过。😀"),
                1 => format!("家住𠮷庆里{nth}号，<script>alert('灯')</script>，请来看看。"),
                2 => format!("　　路灯{nth}坏了，\u{a0}报修没人来。\t谢谢"),
                _ => format!("路灯{nth}，坏了,坏了"),
            },
            format!("您好！第{nth}号路灯\n已修好。"),
            format!("{year}-{month:02}-{day:02}T23:59:59"),
        ]);
    }
    let rows: Vec<Vec<&str>> = rows
        .iter()
        .map(|row| row.iter().map(String::as_str).collect())
        .collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    csv(&rows)
}
