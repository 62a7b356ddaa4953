//! The inbox: what petitioners filed on the public page, until somebody takes it over.
//!
//! A filing is registered exactly when a record with its id is there; nothing needs to be kept in step.

use super::body::{bytes, id, millis, moment, read, write};
use super::dialect::Connection;
use super::{Audited, Ledger, Result, audit, query_code};
use app::filing::{Decided, Decision, Filing, FilingRow, Written};
use domain::duty::{Officer, Role};
use domain::ids::{CommandId, Moment, RecordId, UnitId};
use domain::petition::{Command, Purpose};
use domain::{Record, Refusal};
use std::collections::BTreeMap;
use sync::protocol::Op;

/// The most lines of the inbox at once; the oldest come first, and those taken over make room.
const LINES: i64 = 200;

/// Whose filings an officer may see; the same in lists and for a single one.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct InboxSight {
    /// What was filed with this bureau and is not sealed.
    open: Option<UnitId>,
    /// Reports against officials.
    sealed: bool,
}

impl InboxSight {
    /// What this officer takes over: a bureau's registrars and officers what is open, the discipline channel
    /// what is sealed; everybody else nothing.
    pub fn of(officer: &Officer) -> InboxSight {
        let takes_over =
            [Role::Registrar, Role::BureauOfficer, Role::BureauHead].map(|role| officer.is(role));
        InboxSight {
            open: takes_over.contains(&true).then_some(officer.unit),
            sealed: officer.is(Role::DisciplineOfficer),
        }
    }

    fn sees(self, sealed: bool, bureau: UnitId) -> bool {
        if sealed {
            self.sealed
        } else {
            self.open == Some(bureau)
        }
    }
}

struct Kept {
    bureau: UnitId,
    filing: Filing,
}

type Row = (Vec<u8>, Vec<u8>, i64, bool, String, Option<String>, bool);

/// Every column of a [`Row`], and what follows.
macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT filing.id, filing.bureau, filed_at, sealed, filing.body, decided, \
             record.id IS NOT NULL FROM filing LEFT JOIN record ON record.id = filing.id ",
            $rest
        )
    };
}

fn kept((nr, bureau, filed_at, sealed, body, decided, registered): Row) -> Result<Kept> {
    let decided: Option<Decided> = decided
        .map(|decided| read("a decision on a filing", &decided))
        .transpose()?;
    Ok(Kept {
        bureau: UnitId(id("a filing's bureau", &bureau)?),
        filing: Filing {
            id: RecordId(id("a filing's id", &nr)?),
            filed_at: moment(filed_at),
            sealed,
            written: read("a filing", &body)?,
            decided,
            registered,
        },
    })
}

async fn one(connection: &mut Connection, filing: RecordId) -> Result<Option<Kept>> {
    let row: Option<Row> = sqlx::query_as(select!("WHERE filing.id = $1"))
        .bind(bytes(&filing.0))
        .fetch_optional(connection)
        .await?;
    row.map(kept).transpose()
}

/// What became of a decision.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Ruled {
    /// It is on record.
    Done,
    /// There is no such filing for this officer, or somebody else has dealt with it.
    Gone,
}

impl Ledger {
    /// Puts a filing into the inbox. Sent twice with the same words, it is there once; with other words under
    /// an id that is taken, it is not put there and the answer is `false`.
    ///
    /// # Errors
    /// [`Error::Busy`](super::Error::Busy), or the database failed and nothing was written.
    pub async fn file(
        &self,
        filing: RecordId,
        bureau: UnitId,
        written: Written,
        at: Moment,
    ) -> Result<bool> {
        let memory = self.memory.clone();
        self.job(1, move |tx| {
            Box::pin(async move {
                let body = write(&written)?;
                let taken: Option<String> =
                    sqlx::query_scalar("SELECT body FROM filing WHERE id = $1")
                        .bind(bytes(&filing.0))
                        .fetch_optional(&mut *tx)
                        .await?;
                if let Some(there) = taken {
                    return Ok(there == body);
                }
                sqlx::query(
                    "INSERT INTO filing (id, code, bureau, filed_at, sealed, body) \
                     VALUES ($1, $2, $3, $4, $5, $6)",
                )
                .bind(bytes(&filing.0))
                .bind(query_code::digest_of(&memory.secret, filing).to_vec())
                .bind(bytes(&bureau.0))
                .bind(millis(at))
                .bind(written.is_sealed())
                .bind(body)
                .execute(&mut *tx)
                .await?;
                let line = Audited {
                    at,
                    officer: None,
                    act: "file",
                    record: Some(filing),
                    allowed: true,
                    detail: String::new(),
                };
                audit::append(tx, &line).await?;
                Ok(true)
            })
        })
        .await
    }

    /// What waits in the inbox for this officer, oldest first; at most 200 lines.
    ///
    /// # Errors
    /// The database failed.
    pub async fn inbox(&self, sight: InboxSight) -> Result<Vec<FilingRow>> {
        let mut reader = self.readers.acquire().await?;
        let mut rows = Vec::new();
        for sealed in [false, true] {
            let bureau = if sealed { None } else { sight.open };
            if (sealed && !sight.sealed) || (!sealed && bureau.is_none()) {
                continue;
            }
            let found: Vec<Row> = sqlx::query_as(select!(
                "WHERE decided IS NULL AND taken = 0 AND sealed = $1 \
                 AND ($2 IS NULL OR bureau = $2) AND record.id IS NULL \
                 ORDER BY filed_at LIMIT $3"
            ))
            .bind(sealed)
            .bind(bureau.map(|bureau| bytes(&bureau.0).to_vec()))
            .bind(LINES)
            .fetch_all(&mut *reader)
            .await?;
            for row in found {
                let Filing {
                    id,
                    filed_at,
                    sealed,
                    written,
                    ..
                } = kept(row)?.filing;
                rows.push(FilingRow {
                    id,
                    filed_at,
                    sealed,
                    title: written.title,
                    petitioner: written.petitioner.name,
                    purpose: written.purpose.unwrap_or(Purpose::Other),
                });
            }
        }
        Ok(rows)
    }

    /// One filing, if this officer may see it.
    ///
    /// # Errors
    /// The database failed.
    pub async fn filing(&self, sight: InboxSight, filing: RecordId) -> Result<Option<Filing>> {
        let kept = one(&mut *self.readers.acquire().await?, filing).await?;
        Ok(kept
            .filter(|kept| sight.sees(kept.filing.sealed, kept.bureau))
            .map(|kept| kept.filing))
    }

    /// One filing as its petitioner sees it, who holds its code.
    ///
    /// # Errors
    /// The database failed.
    pub async fn own_filing(&self, filing: RecordId) -> Result<Option<Filing>> {
        let kept = one(&mut *self.readers.acquire().await?, filing).await?;
        Ok(kept.map(|kept| kept.filing))
    }

    /// Writes a decision on a filing that nobody has dealt with yet.
    ///
    /// # Errors
    /// [`Error::Busy`](super::Error::Busy), or the database failed and nothing was written.
    pub async fn decide_filing(
        &self,
        officer: &Officer,
        filing: RecordId,
        decision: Decision,
        at: Moment,
    ) -> Result<Ruled> {
        let sight = InboxSight::of(officer);
        let by = officer.id;
        self.job(1, move |tx| {
            Box::pin(async move {
                let open = one(tx, filing).await?.filter(|kept| {
                    let Filing {
                        sealed,
                        decided,
                        registered,
                        ..
                    } = &kept.filing;
                    sight.sees(*sealed, kept.bureau) && decided.is_none() && !registered
                });
                let act = match decision {
                    Decision::Duplicate { .. } => "filing_duplicate",
                    Decision::NotPetition(_) => "filing_no_petition",
                    Decision::ToDiscipline => "filing_sealed",
                };
                let line = Audited {
                    at,
                    officer: Some(by),
                    act,
                    record: Some(filing),
                    allowed: open.is_some(),
                    detail: String::new(),
                };
                audit::append(tx, &line).await?;
                if open.is_none() {
                    return Ok(Ruled::Gone);
                }
                if decision == Decision::ToDiscipline {
                    sqlx::query("UPDATE filing SET sealed = 1 WHERE id = $1")
                        .bind(bytes(&filing.0))
                        .execute(&mut *tx)
                        .await?;
                } else {
                    let decided = Decided { decision, by, at };
                    sqlx::query("UPDATE filing SET decided = $1 WHERE id = $2")
                        .bind(write(&decided)?)
                        .bind(bytes(&filing.0))
                        .execute(&mut *tx)
                        .await?;
                }
                Ok(Ruled::Done)
            })
        })
        .await
    }
}

/// Notes that a filing became this record; any other record is none of the inbox's business.
pub(super) async fn taken_over(connection: &mut Connection, record: &Record) -> Result<()> {
    let Record::Petition(petition) = record;
    if petition.registration.intake.filed_at.is_none() {
        return Ok(());
    }
    sqlx::query("UPDATE filing SET taken = 1 WHERE id = $1")
        .bind(bytes(&petition.id.0))
        .execute(connection)
        .await?;
    Ok(())
}

/// Which of these operations register as an open item what a colleague has meanwhile found to report an official:
/// it is the discipline channel's, and to everybody else it is not there.
pub(super) async fn barred(
    connection: &mut Connection,
    ops: &[Op],
) -> Result<BTreeMap<CommandId, Refusal>> {
    let mut barred = BTreeMap::new();
    for op in ops {
        let (Some(subject), Some(domain::Command::Petition(Command::Register(paper)))) =
            (op.subject(), op.command())
        else {
            continue;
        };
        if paper.intake.filed_at.is_none() || paper.purpose == Purpose::Report {
            continue;
        }
        let sealed: Option<bool> = sqlx::query_scalar("SELECT sealed FROM filing WHERE id = $1")
            .bind(bytes(&subject.record.0))
            .fetch_optional(&mut *connection)
            .await?;
        if sealed == Some(true) {
            barred.insert(op.op_id, Refusal::NoSuchRecord);
        }
    }
    Ok(barred)
}

/// The filing of a typed code.
pub(super) async fn by_code(connection: &mut Connection, typed: &str) -> Result<Option<RecordId>> {
    let found: Option<Vec<u8>> = sqlx::query_scalar("SELECT id FROM filing WHERE code = $1")
        .bind(query_code::digest_of_typed(typed).to_vec())
        .fetch_optional(connection)
        .await?;
    found
        .map(|filing| Ok(RecordId(id("a filing's id", &filing)?)))
        .transpose()
}
