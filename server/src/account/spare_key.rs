//! The spare key of a device's vault: half of what opens it when the unlock code is forgotten. The other half
//! never leaves the device, so that neither the bureau nor a thief of the device can open it alone.

use super::{Accounts, internal, stored};
use app::api::ApiError;
use app::bureau::Caller;
use chrono::{TimeDelta, Utc};
use domain::ids::DeviceId;

/// Bits of a spare key: 256.
const BYTES: usize = 32;
/// It is given back this long after signing in: a session left open in a stolen tablet gets it no more.
const AFTER_SIGN_IN: TimeDelta = TimeDelta::minutes(10);

impl Accounts {
    /// Keeps it, over whatever was kept before.
    ///
    /// # Errors
    /// [`ApiError::SignedOut`], [`ApiError::BadRequest`] for something that is no key.
    pub async fn keep_spare_key(
        &self,
        caller: Caller,
        device: DeviceId,
        key: Vec<u8>,
    ) -> Result<(), ApiError> {
        let officer = caller.officer.ok_or(ApiError::SignedOut)?;
        if key.len() != BYTES {
            return Err(ApiError::BadRequest);
        }
        self.ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(
                        "INSERT INTO spare_key (device, officer, spare, kept_at) VALUES ($1, $2, $3, $4) \
                         ON CONFLICT (device, officer) DO UPDATE SET spare = excluded.spare, \
                         kept_at = excluded.kept_at WHERE spare_key.spare <> excluded.spare",
                    )
                    .bind(device.0.as_bytes().as_slice())
                    .bind(officer.id.0.as_bytes().as_slice())
                    .bind(key)
                    .bind(Utc::now().timestamp_millis())
                    .execute(tx)
                    .await?;
                    Ok(())
                })
            })
            .await
            .map_err(stored)
    }

    /// Gives it back to its officer, right after they signed in and unless their device was shut out. Audited.
    ///
    /// # Errors
    /// [`ApiError::SignedOut`]; [`ApiError::NotFound`] for whoever may not have it and for what is not there.
    pub async fn spare_key(&self, caller: Caller, device: DeviceId) -> Result<Vec<u8>, ApiError> {
        let officer = caller.officer.ok_or(ApiError::SignedOut)?;
        let since = (Utc::now() - AFTER_SIGN_IN).timestamp_millis();
        let found: Option<Vec<u8>> = sqlx::query_scalar(
            "SELECT spare FROM spare_key WHERE device = $1 AND officer = $2 \
             AND EXISTS (SELECT 1 FROM session WHERE digest = $3 AND begun_at >= $4) \
             AND NOT EXISTS (SELECT 1 FROM device WHERE device.id = spare_key.device AND device.revoked = 1)",
        )
        .bind(device.0.as_bytes().as_slice())
        .bind(officer.id.0.as_bytes().as_slice())
        .bind(caller.session)
        .bind(since)
        .fetch_optional(self.ledger.readers())
        .await
        .map_err(internal)?;
        self.note("spare_key", Some(officer.id), found.is_some(), None)
            .await?;
        found.ok_or(ApiError::NotFound)
    }
}
