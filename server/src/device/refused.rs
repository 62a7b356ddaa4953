//! Returned work as heads see it: that it waits, why it came back, and its words where they may see the petition.

use super::{Devices, Reach, uuid};
use crate::account::{internal, stored};
use crate::store::body::{moment, read};
use app::api::{ApiError, RefusedWork};
use app::bureau::Caller;
use domain::duty::{self, Officer};
use domain::ids::{DeviceId, OfficerId};
use sync::protocol::Op;

/// The most that is shown of one device; whoever has more returned work than this is asked in person.
const MOST: i64 = 100;

/// When it came back, the operation, the reason.
type Row = (Vec<u8>, i64, String, String);

impl Devices {
    /// What came back to this person's device and waits there, the oldest first.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] unless the caller is the head of that person.
    pub async fn refused_work(
        &self,
        caller: Caller,
        device: DeviceId,
        officer: OfficerId,
    ) -> Result<Vec<RefusedWork>, ApiError> {
        let reach = self.reach(caller, "refused_work").await?;
        let Reach::OwnPeople(head, _) = &reach else {
            return Err(ApiError::NotFound);
        };
        if !reach.covers(officer) {
            return Err(ApiError::NotFound);
        }
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT op_id, refused_at, body, reason FROM refusal WHERE device IN ($1, zeroblob(16)) AND officer = $2 \
             AND NOT EXISTS (SELECT 1 FROM let_go WHERE let_go.op_id = refusal.op_id AND let_go.officer = refusal.officer) ORDER BY rseq LIMIT $3",
        )
        .bind(device.0.as_bytes().as_slice())
        .bind(officer.0.as_bytes().as_slice())
        .bind(MOST)
        .fetch_all(self.ledger.readers())
        .await
        .map_err(internal)?;

        let mut work = Vec::with_capacity(rows.len());
        for row in rows {
            work.push(self.shown(row, head).await?);
        }
        Ok(work)
    }

    /// A registration that was refused is no petition yet: nobody's tags say who may read its words.
    async fn shown(&self, row: Row, head: &Officer) -> Result<RefusedWork, ApiError> {
        let (id, refused_at, body, reason) = row;
        let op: Op = read("a returned operation", &body).map_err(stored)?;
        let touched = op.subject().map(|touch| touch.record);
        let mut words = None;
        if let Some(touched) = touched
            && let Some(record) = self.ledger.record(touched).await.map_err(stored)?
            && duty::sees(head, &record.tags())
        {
            words = op
                .command()
                .map(|command| (touched, Box::new(command.clone())));
        }
        Ok(RefusedWork {
            id: domain::ids::CommandId(uuid(&id)?),
            refused_at: moment(refused_at),
            recorded_at: op.recorded_at,
            refusal: read("a refusal", &reason).map_err(stored)?,
            words,
        })
    }
}
