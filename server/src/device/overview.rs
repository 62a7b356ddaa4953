//! The list of devices.

use super::{Devices, uuid};
use crate::account::internal;
use crate::store::body::{moment, number};
use app::api::{ApiError, DeviceLine, Revoked};
use app::bureau::Caller;
use domain::ids::{DeviceId, OfficerId};

/// One row, by its columns.
#[derive(sqlx::FromRow)]
struct Row {
    id: Vec<u8>,
    officer: Vec<u8>,
    seen_at: i64,
    unsent: i64,
    returned: i64,
    held: i64,
    settled: Option<i64>,
    build: String,
    lease_until: i64,
    revoked: bool,
    revoked_at: Option<i64>,
    revoked_by: Option<Vec<u8>>,
    reason: String,
    told_at: Option<i64>,
}

impl Devices {
    /// The devices the caller looks after, the one heard of last first.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for whoever is neither the security administrator nor a head.
    pub async fn devices(&self, caller: Caller) -> Result<Vec<DeviceLine>, ApiError> {
        let reach = self.reach(caller, "devices").await?;
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT device.id, device.officer, device.seen_at, device.unsent, device.build, device.lease_until, \
             device.revoked, device.revoked_at, device.revoked_by, device.reason, device.told_at, \
             (SELECT replica.last_dseq FROM replica WHERE replica.device = device.id AND replica.inc = device.inc) AS settled, \
             (SELECT count(*) FROM refusal WHERE refusal.device IN (device.id, zeroblob(16)) AND refusal.officer = device.officer \
             AND NOT EXISTS (SELECT 1 FROM let_go WHERE let_go.op_id = refusal.op_id AND let_go.officer = refusal.officer)) AS returned, \
             (SELECT count(*) FROM held_op WHERE held_op.device = device.id AND held_op.officer = device.officer) AS held \
             FROM device ORDER BY device.seen_at DESC, device.id, device.officer",
        )
        .fetch_all(self.ledger.readers())
        .await
        .map_err(internal)?;
        let mut lines = Vec::with_capacity(rows.len());
        for row in rows {
            let line = line(row)?;
            if reach.covers(line.officer) {
                lines.push(line);
            }
        }
        Ok(lines)
    }
}

fn line(row: Row) -> Result<DeviceLine, ApiError> {
    let by = row.revoked_by.as_deref().map(uuid).transpose()?;
    // A device shut out by hand in the database says no more than that.
    let revoked = row.revoked.then(|| Revoked {
        at: moment(row.revoked_at.unwrap_or(row.seen_at)),
        by: by.map(OfficerId),
        reason: row.reason,
        told_at: row.told_at.map(moment),
    });
    Ok(DeviceLine {
        device: DeviceId(uuid(&row.id)?),
        officer: OfficerId(uuid(&row.officer)?),
        seen_at: moment(row.seen_at),
        unsent: number(row.unsent),
        returned: u32::try_from(row.returned).unwrap_or(u32::MAX),
        held: u32::try_from(row.held).unwrap_or(u32::MAX),
        settled: row.settled.map_or(0, number),
        build: row.build,
        lease_until: moment(row.lease_until),
        revoked,
    })
}
