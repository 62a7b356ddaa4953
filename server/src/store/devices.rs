//! Installations as they report: who uses them, how much waits on them, until when they may stay away.

use super::Result;
use super::body::{bytes, integer, millis, moment};
use super::dialect::Connection;
use chrono::Duration;
use domain::duty::Officer;
use domain::ids::{Moment, day_of};
use domain::policy::{Norm, Policy};
use sync::protocol::Hello;

/// The most characters kept of what a client says its build is.
const BUILD: usize = 100;

/// Until when a device may stay away, and whether it is shut out for good.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Lease {
    /// The lease's end.
    pub until: Moment,
    /// The device must forget keys and data.
    pub revoked: bool,
}

/// Notes that a device is here and renews its lease by the county's policy, unless it is revoked.
pub(super) async fn hello(
    connection: &mut Connection,
    officer: &Officer,
    hello: &Hello,
    policy: &Policy,
    now: Moment,
) -> Result<Lease> {
    let lease = Duration::days(policy.value(Norm::LeaseDays, day_of(now)).into());
    let build: String = hello.build.chars().take(BUILD).collect();
    // Whoever is new on a device that was shut out is shut out with it.
    let (until, revoked): (i64, bool) = sqlx::query_as(
        "INSERT INTO device (id, officer, lease_until, seen_at, unsent, build, inc, revoked) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, \
         EXISTS (SELECT 1 FROM device AS other WHERE other.id = $1 AND other.revoked = 1)) \
         ON CONFLICT (id, officer) DO UPDATE SET \
         lease_until = CASE device.revoked WHEN 0 THEN excluded.lease_until ELSE device.lease_until END, \
         told_at = CASE device.revoked WHEN 0 THEN NULL ELSE COALESCE(device.told_at, excluded.seen_at) END, \
         seen_at = excluded.seen_at, unsent = excluded.unsent, build = excluded.build, inc = excluded.inc \
         RETURNING lease_until, revoked",
    )
    .bind(bytes(&hello.device.0))
    .bind(bytes(&officer.id.0))
    .bind(millis(now + lease))
    .bind(millis(now))
    .bind(integer(hello.unsent))
    .bind(build)
    .bind(bytes(&hello.inc.0))
    .fetch_one(connection)
    .await?;
    Ok(Lease {
        until: moment(until),
        revoked,
    })
}
