//! What one push may look at.

use super::Bureau;
use crate::skew::understood;
use domain::document::Issued;
use domain::ids::{CommandId, Epoch, Moment, RecordId};
use domain::petition::FileDigest;
use domain::{Record, Series};
use std::fmt::Write;
use sync::admission::{Digest, Head, Loaded, Numbers, Position, StoredOp};
use sync::protocol::Op;

#[derive(Clone, Default)]
pub(super) struct Counter(u64);

impl Numbers for Counter {
    fn next(&mut self, _: Series, _: Moment) -> String {
        self.0 += 1;
        self.0.to_string()
    }

    fn digest(&self, _: &Issued) -> FileDigest {
        FileDigest([0; 32])
    }
}

pub(super) struct Transaction<'a> {
    pub(super) bureau: &'a Bureau,
    pub(super) position: Position,
    pub(super) forgets: bool,
}

impl Loaded for Transaction<'_> {
    fn epoch(&self) -> Epoch {
        self.bureau.epoch
    }

    fn head(&self) -> Head {
        Head {
            seq: self.bureau.head,
            rseq: self.bureau.rseq,
        }
    }

    fn position(&self) -> Position {
        self.position
    }

    fn stored(&self, op: CommandId) -> Option<StoredOp> {
        self.bureau.ops.get(&op).filter(|_| !self.forgets).cloned()
    }

    fn digest(&self, op: &Op) -> Digest {
        struct Fnv(u64);
        impl Write for Fnv {
            fn write_str(&mut self, text: &str) -> std::fmt::Result {
                for byte in text.bytes() {
                    self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3);
                }
                Ok(())
            }
        }
        let mut sum = Fnv(0xCBF2_9CE4_8422_2325);
        let mut op = op.clone();
        // As it was sent, whoever understands it.
        understood(&mut op);
        let subject = op.subject().map(|touch| touch.record);
        let words = (op.op_id, subject, op.recorded_at, op.command());
        write!(sum, "{words:?}").unwrap();
        let mut digest = [0; 32];
        digest[..8].copy_from_slice(&sum.0.to_be_bytes());
        digest
    }

    fn record(&self, id: RecordId) -> Option<&Record> {
        self.bureau.records.get(&id).map(|record| &**record)
    }
}
