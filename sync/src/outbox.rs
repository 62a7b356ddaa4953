//! What waits on a device, as a file: for a tablet that never gets a network again. It is carried to the bureau, taken
//! in there as if it had been sent, and sent again later without being done twice.
//!
//! The file is [`MAGIC`], the length of the label (four bytes, big end first), the label in CBOR, and the contents
//! sealed to the bureau: encrypted under a key that follows from a key pair made for this file, the bureau's
//! public key and the token the device got with its greeting. Without the token nobody can make a file in
//! somebody's name; without the bureau's private key nobody can read one.

use crate::bytes::Bytes;
use crate::client::Machine;
use crate::protocol::{LetGo, Op};
use domain::ids::{AttachmentId, CommandId, DeviceId, Incarnation, Moment, OfficerId, RecordId};
use serde::{Deserialize, Serialize};

/// The first bytes of every such file; another form gets other ones.
pub const MAGIC: &[u8; 16] = b"HUIYIN-OUTBOX-1\n";
/// What the key of a file is drawn for, and nothing else.
pub const PURPOSE: &[u8] = b"huiyin outbox 1";
/// The most bytes of a file: twenty thousand operations and more.
pub const FILE_BYTES: usize = 32 * 1024 * 1024;
/// Up to how many bytes of contents photos and scans are taken along; the rest is for label and seal.
pub const CARRIED_UP_TO: usize = FILE_BYTES - 64 * 1024;

/// What a device needs to seal its outbox to the bureau; told with the greeting.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct OutboxKey {
    /// The bureau's public key: an uncompressed point of P-256, 65 bytes.
    pub point: Vec<u8>,
    /// Proves that a file was made by this officer's device: 32 bytes, another for each.
    pub token: Vec<u8>,
}

/// What can be read of a file from outside.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Label {
    /// Whose outbox it is.
    pub device: DeviceId,
    pub officer: OfficerId,
    /// The device's own time of making it: a claim.
    pub made_at: Moment,
    /// How many operations are inside.
    pub count: u32,
    /// The public half of the key pair made for this file, as [`OutboxKey::point`].
    pub point: Vec<u8>,
}

impl Label {
    /// What the seal is bound to: a label changed by one letter opens nothing.
    pub fn binding(&self) -> String {
        format!(
            "huiyin outbox 1 {} {} {} {}",
            self.device,
            self.officer,
            self.made_at.timestamp_millis(),
            self.count
        )
    }
}

/// The contents begin with this; the operations follow, each a CBOR item of its own, so that one of them that
/// a program cannot read does not hide the others.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Beginning {
    /// The life of the device whose positions the operations carry.
    pub inc: Incarnation,
    /// Those that came back to their author already: they are not done again.
    pub returned: Vec<CommandId>,
    /// What people did with returned work.
    pub let_go: Vec<LetGo>,
}

/// A photo, scan or signature that one of the operations attaches. These items follow the operations: a file that
/// was cut off by its size is sent later, a command never.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub struct Carried {
    /// The record it is attached to.
    pub record: RecordId,
    /// Which one.
    pub file: AttachmentId,
    /// All of it.
    pub bytes: Bytes,
}

impl Machine {
    /// Everything this device keeps of its work, settled or not: a bureau restored from an older copy may have lost what
    /// it had answered. Oldest first.
    pub fn outbox(&self) -> (Beginning, Vec<&Op>) {
        let (vault, ops) = self.kept_work();
        let returned = ops.iter().filter(|kept| kept.returned);
        let beginning = Beginning {
            inc: vault.identity.inc,
            returned: returned.map(|kept| kept.op.op_id).collect(),
            let_go: vault
                .let_go
                .values()
                .map(|kept| kept.let_go.clone())
                .collect(),
        };
        (beginning, ops.into_iter().map(|kept| &kept.op).collect())
    }
}
