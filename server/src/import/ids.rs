//! Ids that follow from what a row says, so that the same row is the same petition in every import.

use super::message::{Message, Reply};
use domain::ids::{CommandId, RecordId, UnitId};
use domain::petition::Step;
use sha2::{Digest, Sha256};
use uuid::{Builder, Uuid};

/// An id made of texts (UUID version 8 from SHA-256). Lengths go in too, so that `ab`+`c` is not `a`+`bc`.
pub fn derived(parts: &[&str]) -> Uuid {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update((part.len() as u64).to_be_bytes());
        digest.update(part.as_bytes());
    }
    let digest = digest.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Builder::from_custom_bytes(bytes).into_uuid()
}

/// The petition of a message. Its class and its answer are left out: either may be known only later.
pub fn record(source: &str, bureau: UnitId, message: &Message) -> RecordId {
    RecordId(derived(&[
        "message",
        source,
        &bureau.to_string(),
        &message.number,
        &message.received_at.to_rfc3339(),
        &message.subject,
        &message.text,
    ]))
}

/// The command that takes `step` on `record`; of the steps that carry an answer, for this answer.
pub fn command(record: RecordId, step: Step, reply: Option<&Reply>) -> CommandId {
    let record = record.to_string();
    let step = format!("{step:?}");
    let (text, at) = match reply {
        Some(reply) => (reply.text.as_str(), reply.at.to_rfc3339()),
        None => ("", String::new()),
    };
    CommandId(derived(&["step", &record, &step, text, &at]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_depends_on_every_part_and_its_place() {
        assert_eq!(derived(&["a", "b"]), derived(&["a", "b"]));
        assert_ne!(derived(&["a", "b"]), derived(&["b", "a"]));
        assert_ne!(derived(&["ab", "c"]), derived(&["a", "bc"]));
        assert_ne!(derived(&["a", ""]), derived(&["a"]));
        assert_eq!(derived(&[]).get_version_num(), 8);
    }
}
