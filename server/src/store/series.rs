//! Official numbers: handed out inside the transaction that uses them, so none is lost or doubled.

use super::body::{bytes, id, integer, number};
use super::dialect::Connection;
use super::{Error, Result};
use crate::numbers;
use chrono::Datelike;
use domain::Series;
use domain::document::{DocumentKind, Issued};
use domain::ids::{Moment, UnitId, day_of};
use domain::organisation::Directory;
use domain::petition::FileDigest;
use sha2::{Digest as _, Sha256};
use std::collections::{BTreeMap, BTreeSet};
use sync::admission::Numbers;

/// The register's own series; those of documents are named by their kind.
const PETITION: &str = "petition";
const SEALED: &str = "sealed";
const VOLUME: &str = "volume";
const SEALED_VOLUME: &str = "sealed-volume";

type Key = (&'static str, UnitId, i32);

/// The number series of the years one job touches.
pub(super) struct SeriesBook<'a> {
    directory: &'a Directory,
    last: BTreeMap<Key, u64>,
    used: BTreeSet<Key>,
}

fn key(series: Series, year: i32) -> Key {
    match series {
        Series::Petition(unit) => (PETITION, unit, year),
        Series::Sealed(unit) => (SEALED, unit, year),
        Series::Volume(unit) => (VOLUME, unit, year),
        Series::SealedVolume(unit) => (SEALED_VOLUME, unit, year),
        Series::Document(unit, kind) => (kind.key(), unit, year),
        Series::SealedDocument(unit, kind) => (kind.sealed_key(), unit, year),
    }
}

/// The series as it is named in storage; a name that a newer program wrote is no reason to count from
/// one again.
fn named(name: &str, unit: UnitId) -> Result<Series> {
    match name {
        PETITION => return Ok(Series::Petition(unit)),
        SEALED => return Ok(Series::Sealed(unit)),
        VOLUME => return Ok(Series::Volume(unit)),
        SEALED_VOLUME => return Ok(Series::SealedVolume(unit)),
        _ => {}
    }
    let open = DocumentKind::from_key(name).map(|kind| Series::Document(unit, kind));
    open.or_else(|| {
        let kind = DocumentKind::from_sealed_key(name)?;
        Some(Series::SealedDocument(unit, kind))
    })
    .ok_or_else(|| Error::damaged("a number series", format!("no series is called {name}")))
}

/// The SHA-256 of an issued document: of its kind, number and content, as JSON with the fields in the
/// order of their declaration. Kept in the ledger; never change how it is made.
pub(crate) fn digest(document: &Issued) -> FileDigest {
    let Issued {
        kind,
        number,
        content,
        ..
    } = document;
    let mut sha256 = Sha256::new();
    // Hashing takes every byte, and a document has no shape that JSON lacks.
    let _ = serde_json::to_writer(&mut sha256, &(kind, number, content));
    FileDigest(sha256.finalize().into())
}

/// The year whose series a fact of this moment counts in.
pub(super) fn year(at: Moment) -> i32 {
    day_of(at).year()
}

impl<'a> SeriesBook<'a> {
    /// Loads what was handed out in these years.
    pub(super) async fn load(
        connection: &mut Connection,
        years: BTreeSet<i32>,
        directory: &'a Directory,
    ) -> Result<SeriesBook<'a>> {
        let mut last = BTreeMap::new();
        for year in years {
            let rows: Vec<(String, Vec<u8>, i64)> =
                sqlx::query_as("SELECT series, unit, last FROM number_series WHERE year = $1")
                    .bind(year)
                    .fetch_all(&mut *connection)
                    .await?;
            for (series, unit, nth) in rows {
                let unit = UnitId(id("a number series' unit", &unit)?);
                last.insert(key(named(&series, unit)?, year), number(nth));
            }
        }
        Ok(SeriesBook {
            directory,
            last,
            used: BTreeSet::new(),
        })
    }

    /// Writes down how far each series has come.
    pub(super) async fn save(&self, connection: &mut Connection) -> Result<()> {
        for key in &self.used {
            let (series, unit, year) = key;
            sqlx::query(
                "INSERT INTO number_series (series, unit, year, last) VALUES ($1, $2, $3, $4) \
                 ON CONFLICT (series, unit, year) DO UPDATE SET last = excluded.last",
            )
            .bind(*series)
            .bind(bytes(&unit.0))
            .bind(*year)
            .bind(integer(self.last.get(key).copied().unwrap_or(0)))
            .execute(&mut *connection)
            .await?;
        }
        Ok(())
    }
}

impl Numbers for SeriesBook<'_> {
    fn next(&mut self, series: Series, at: Moment) -> String {
        let year = year(at);
        let key = key(series, year);
        let last = self.last.entry(key).or_insert(0);
        *last += 1;
        self.used.insert(key);
        numbers::print(series, year, *last, self.directory)
    }

    fn digest(&self, document: &Issued) -> FileDigest {
        digest(document)
    }
}
