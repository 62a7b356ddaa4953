//! How far uploads have come, and the one fact that ends each: `AttachmentStored`.

use super::audit::append;
use super::body::{bytes, millis};
use super::dialect::Connection;
use super::filing::{self, Before};
use super::memory::Memory;
use super::{Audited, Ledger, Result};
use domain::duty::Officer;
use domain::ids::{AttachmentId, CommandId, Moment, OfficerId, RecordId};
use domain::petition::{Attachment, Fact as PetitionFact};
use domain::{By, Event, Fact, Record, apply};
use std::collections::BTreeMap;
use std::sync::Arc;
use sync::admission::{Filed, LedgerRow};

/// The most bytes of unfinished uploads the bureau holds for one officer: a full petition's worth.
pub const UNFINISHED_BYTES: i64 = 300 * 1024 * 1024;

impl Ledger {
    /// How many bytes of this attachment have come; `None`: its upload has not begun.
    ///
    /// # Errors
    /// The database failed.
    pub async fn upload(&self, record: RecordId, id: AttachmentId) -> Result<Option<u32>> {
        let received =
            sqlx::query_scalar("SELECT received FROM upload WHERE record = $1 AND id = $2")
                .bind(bytes(&record.0))
                .bind(bytes(&id.0))
                .fetch_optional(&self.readers)
                .await?;
        Ok(received)
    }

    /// Begins an upload of `owner`'s; `false`, and nothing is written, while too much of theirs is
    /// unfinished.
    ///
    /// # Errors
    /// [`super::Error::Busy`], or the database failed.
    pub async fn begin_upload(
        &self,
        owner: OfficerId,
        record: RecordId,
        paper: Attachment,
        now: Moment,
    ) -> Result<bool> {
        self.write(move |tx| Box::pin(begin(tx, owner, record, paper, now)))
            .await
    }

    /// Notes that `received` bytes are on disk now.
    ///
    /// # Errors
    /// [`super::Error::Busy`], or the database failed.
    pub async fn upload_came(
        &self,
        record: RecordId,
        id: AttachmentId,
        received: u32,
    ) -> Result<()> {
        self.write(move |tx| {
            Box::pin(async move {
                sqlx::query("UPDATE upload SET received = $1 WHERE record = $2 AND id = $3")
                    .bind(received)
                    .bind(bytes(&record.0))
                    .bind(bytes(&id.0))
                    .execute(tx)
                    .await?;
                Ok(())
            })
        })
        .await
    }

    /// Writes that the bureau holds every byte of an attachment: fact, record, upload and audit in
    /// one transaction. Said again, it writes nothing.
    ///
    /// # Errors
    /// [`super::Error::Busy`], or the database failed and nothing was written.
    pub async fn attachment_stored(
        &self,
        officer: &Officer,
        record: RecordId,
        id: AttachmentId,
        now: Moment,
    ) -> Result<()> {
        let memory = self.memory.clone();
        let by = By::Officer(officer.id, officer.unit);
        let line = Audited {
            at: now,
            officer: Some(officer.id),
            act: "store_attachment",
            record: Some(record),
            allowed: true,
            detail: id.to_string(),
        };
        self.write(move |tx| Box::pin(stored(tx, memory, by, record, id, line)))
            .await
    }
}

async fn begin(
    connection: &mut Connection,
    owner: OfficerId,
    record: RecordId,
    paper: Attachment,
    now: Moment,
) -> Result<bool> {
    let held: i64 = sqlx::query_scalar(
        "SELECT coalesce(sum(received), 0) FROM upload WHERE owner = $1 AND state = 'coming'",
    )
    .bind(bytes(&owner.0))
    .fetch_one(&mut *connection)
    .await?;
    if held + i64::from(paper.bytes) > UNFINISHED_BYTES {
        return Ok(false);
    }
    sqlx::query(
        "INSERT INTO upload (record, id, owner, size, sha256, received, state, begun_at) \
         VALUES ($1, $2, $3, $4, $5, 0, 'coming', $6) ON CONFLICT (record, id) DO NOTHING",
    )
    .bind(bytes(&record.0))
    .bind(bytes(&paper.id.0))
    .bind(bytes(&owner.0))
    .bind(paper.bytes)
    .bind(paper.sha256.0.to_vec())
    .bind(millis(now))
    .execute(connection)
    .await?;
    Ok(true)
}

async fn stored(
    connection: &mut Connection,
    memory: Arc<Memory>,
    by: By,
    record: RecordId,
    id: AttachmentId,
    line: Audited,
) -> Result<()> {
    let mut head = filing::head(connection).await?;
    let mut before = Before::new();
    filing::load(connection, record, &mut before).await?;
    let Some(was) = before.get(&record).map(|stored| &stored.record) else {
        return Ok(());
    };
    let Record::Petition(petition) = was;
    if petition.attached(id).is_none_or(|attached| attached.stored) {
        return Ok(());
    }
    head.seq += 1;
    let event = Event {
        record,
        at: line.at,
        recorded_at: line.at,
        by,
        fact: Fact::Petition(PetitionFact::AttachmentStored(id)),
    };
    let mut after = Some(was.clone());
    apply(&mut after, &event);
    let filed = after.map(|after| (record, Filed::after(after, head.seq, Some(was))));
    let filed: BTreeMap<RecordId, Filed> = filed.into_iter().collect();
    let row = LedgerRow {
        seq: head.seq,
        // No operation asked for it: the file's own id says where it comes from.
        op_id: CommandId(id.0),
        event,
    };
    filing::file(connection, &memory, &before, &filed, &[row]).await?;
    filing::put_head(connection, head).await?;
    sqlx::query(
        "UPDATE upload SET state = 'stored', received = size WHERE record = $1 AND id = $2",
    )
    .bind(bytes(&record.0))
    .bind(bytes(&id.0))
    .execute(&mut *connection)
    .await?;
    append(connection, &line).await
}
