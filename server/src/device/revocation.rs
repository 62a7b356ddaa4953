//! 吊销: a lost device is shut out, for everybody on it; one that was found again is let in.

use super::Devices;
use crate::account::stored;
use app::api::ApiError;
use app::bureau::Caller;
use chrono::Utc;
use domain::ids::{DeviceId, OfficerId};

/// The most characters of a reason.
const REASON: usize = 200;

impl Devices {
    /// Shuts a device out: its sessions hear nothing but that, and on its next contact it destroys its keys. The first
    /// shutting out counts; the same again changes nothing.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for an unknown device and for everybody but the security administrator,
    /// [`ApiError::BadRequest`] without a reason or with one of more than 200 characters.
    pub async fn revoke(
        &self,
        caller: Caller,
        device: DeviceId,
        reason: String,
    ) -> Result<(), ApiError> {
        let by = self
            .security(caller, "revoke_device", device.to_string())
            .await?
            .id;
        let reason = reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > REASON {
            return Err(ApiError::BadRequest);
        }
        self.change(device, Some((by, reason))).await
    }

    /// Lets a device in again; what it had destroyed is fetched anew.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] for an unknown device and for everybody but the security administrator.
    pub async fn readmit(&self, caller: Caller, device: DeviceId) -> Result<(), ApiError> {
        self.security(caller, "readmit_device", device.to_string())
            .await?;
        self.change(device, None).await
    }

    async fn change(
        &self,
        device: DeviceId,
        revoked: Option<(OfficerId, String)>,
    ) -> Result<(), ApiError> {
        let (by, reason) = revoked.unzip();
        let known = self
            .ledger
            .write(move |tx| {
                Box::pin(async move {
                    let at = by.is_some().then(|| Utc::now().timestamp_millis());
                    sqlx::query(
                        "UPDATE device SET revoked = $1, revoked_at = $2, revoked_by = $3, reason = $4, told_at = NULL \
                         WHERE id = $5 AND revoked <> $1",
                    )
                    .bind(by.is_some())
                    .bind(at)
                    .bind(by.map(|by| by.0.as_bytes().to_vec()))
                    .bind(reason.unwrap_or_default())
                    .bind(device.0.as_bytes().as_slice())
                    .execute(&mut *tx)
                    .await?;
                    let known: bool =
                        sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM device WHERE id = $1)")
                            .bind(device.0.as_bytes().as_slice())
                            .fetch_one(&mut *tx)
                            .await?;
                    Ok(known)
                })
            })
            .await
            .map_err(stored)?;
        if known {
            Ok(())
        } else {
            Err(ApiError::NotFound)
        }
    }
}
