//! A folder with a database and files, and the program run on them.

use domain::organisation::Directory;
use serde_json::Value;
use server::account::Accounts;
use server::store::Ledger;
use std::fs;
use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

/// Rows of the example files.
pub const UNITS: u64 = 13;
pub const OFFICERS: u64 = 14;

/// The example files.
pub fn example(name: &str) -> String {
    let path = format!("{}/../docs/examples/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

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
    /// Asserts the counts of the last line and the exit status that goes with them.
    pub fn expect(&self, imported: u64, unchanged: u64, rejected: u64) {
        let last = self.out.lines().last().unwrap_or_default();
        let counts: Value =
            serde_json::from_str(last).unwrap_or_else(|error| panic!("{error}: {self:?}"));
        let count = |name: &str| counts[name].as_u64().expect(name);
        assert_eq!(
            (count("imported"), count("unchanged"), count("rejected")),
            (imported, unchanged, rejected),
            "{self:?}"
        );
        assert_eq!(self.code, i32::from(rejected > 0), "{self:?}");
    }

    /// Asserts that nothing was done, and why.
    pub fn expect_nothing(&self, why: &str) {
        assert_eq!(self.code, 2, "{self:?}");
        assert!(self.err.contains(why), "{why}: {self:?}");
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

    /// Runs `import organisation … --json` to its end, standard output kept in a pipe.
    pub fn import(&self, arguments: &[&str]) -> Said {
        let Output {
            status,
            stdout,
            stderr,
        } = Command::new(env!("CARGO_BIN_EXE_server"))
            .args(["import", "organisation", "--json"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env("HUIYIN_DATABASE", self.path("huiyin.db"))
            .env_remove("HUIYIN_CONFIG")
            .stdin(Stdio::null())
            .output()
            .expect("the program");
        Said {
            code: status.code().expect("an exit status"),
            out: String::from_utf8(stdout).expect("UTF-8 on stdout"),
            err: String::from_utf8(stderr).expect("UTF-8 on stderr"),
        }
    }

    /// Imports two tables; passwords go to `passwords`.
    pub fn import_tables(&self, units: &str, officers: &str, passwords: &str) -> Said {
        let units = self.file("units.csv", units);
        let officers = self.file("officers.csv", officers);
        self.import(&[
            "--units",
            &units,
            "--officers",
            &officers,
            "--passwords",
            passwords,
        ])
    }

    /// A new installation with the example organisation; passwords are in `passwords.csv`.
    pub fn founded() -> Stage {
        let stage = Stage::new();
        stage
            .import_tables(
                &example("units.csv"),
                &example("officers.csv"),
                "passwords.csv",
            )
            .expect(UNITS + OFFICERS, 0, 0);
        stage
    }

    /// Every one-time password in a file, by sign-in name.
    pub fn passwords(&self, name: &str) -> Vec<(String, String)> {
        let bytes = fs::read(self.path(name)).expect("the file of the passwords");
        let text = bytes
            .strip_prefix(b"\xef\xbb\xbf")
            .expect("a mark for spreadsheets");
        csv::Reader::from_reader(text)
            .records()
            .map(|row| {
                let row = row.expect("a row");
                (row[0].to_owned(), row[3].to_owned())
            })
            .collect()
    }

    pub async fn ledger(&self) -> Ledger {
        let path = self.path("huiyin.db");
        Ledger::open(path.to_str().expect("a UTF-8 path"))
            .await
            .expect("the ledger")
    }

    pub async fn directory(&self) -> Directory {
        let ledger = self.ledger().await;
        let directory = ledger.directory().await.expect("the directory");
        ledger.close().await;
        Directory::clone(&directory)
    }

    /// Everything the import writes, as text: units, officers, posts, accounts with their hashes.
    pub async fn dump(&self) -> Vec<String> {
        let ledger = self.ledger().await;
        let directory = ledger.directory().await.expect("the directory");
        let accounts: Vec<(String, String, bool, i64)> = sqlx::query_as(
            "SELECT sign_in_name, password, must_change, changed_at FROM account ORDER BY sign_in_name",
        )
        .fetch_all(ledger.readers())
        .await
        .expect("accounts");
        let names = Accounts::names(&ledger).await.expect("names");
        ledger.close().await;
        let mut dump: Vec<String> = directory.units().iter().map(|u| format!("{u:?}")).collect();
        dump.extend(
            directory
                .officers()
                .iter()
                .map(|officer| format!("{officer:?}")),
        );
        dump.extend(accounts.iter().map(|account| format!("{account:?}")));
        dump.extend(names.iter().map(|name| format!("{name:?}")));
        dump
    }

    /// Changes the database behind the program's back.
    pub async fn tamper(&self, sql: &'static str) {
        let ledger = self.ledger().await;
        let touched = ledger
            .write(move |tx| {
                Box::pin(async move { Ok(sqlx::query(sql).execute(tx).await?.rows_affected()) })
            })
            .await
            .expect(sql);
        assert!(touched > 0, "{sql}");
        ledger.close().await;
    }
}
