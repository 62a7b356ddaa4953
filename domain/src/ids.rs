//! Typed identifiers and the moment. An id of one kind never passes for another.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(&self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                Uuid::from_str(text).map($name)
            }
        }
    )*};
}

ids! {
    /// One record of any register: a petition today, a dispute tomorrow.
    RecordId;
    /// One command; also its idempotency key from the tablet to the ledger.
    CommandId;
    /// One file beside a record (附件): also its name wherever its bytes lie.
    AttachmentId;
    /// A unit of the organisation tree (县、部门、乡镇、村).
    UnitId;
    /// A person with an account (干部).
    OfficerId;
    /// One installation of the program on one machine.
    DeviceId;
    /// One life of a device's vault; a copied device image gets a new one.
    Incarnation;
    /// One life of the server's ledger; a restore from backup starts a new one.
    Epoch;
}

/// A point in time, always UTC inside; shown in Beijing time.
pub type Moment = DateTime<Utc>;

/// The calendar day of `at` in Beijing time (UTC+8), which every limit counts by.
pub fn day_of(at: Moment) -> NaiveDate {
    at.with_timezone(&beijing()).date_naive()
}

/// Beijing time, the one legal time of the country since 1949.
pub fn beijing() -> FixedOffset {
    // 8 hours is within the ±24 h that `east_opt` accepts; UTC is never reached.
    FixedOffset::east_opt(8 * 3600).unwrap_or_else(|| chrono::Offset::fix(&Utc))
}
