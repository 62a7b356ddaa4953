//! Sending what waits.

use super::keep::VaultJob;
use super::network::Pushing;
use super::{Effect, Machine, Ticket};
use crate::protocol::{LetGo, Op, PROTOCOL, Push, PushAnswer};
use domain::ids::{CommandId, Epoch};
use std::fmt::{self, Write};

/// The most acts on returned work told in one push.
const LET_GO: usize = 100;

impl Machine {
    /// Sends the next operations, unless a push is under way or nothing is to be told.
    pub(super) fn push(&mut self) {
        // Without a known life of the server nothing may go: work in the tray goes as void there.
        let (Some(epoch), None, false) =
            (self.replica.epoch(), &self.network.push, self.network.doubt)
        else {
            return;
        };
        let let_go = self.next_acts(epoch);
        let told = let_go.iter().map(weight).sum();
        let ops = self.next_ops(told);
        if ops.is_empty() && let_go.is_empty() {
            return;
        }
        let ticket = self.chance.next();
        self.network.push = Some(Pushing {
            ticket,
            epoch,
            after: ops.first().map_or(0, |op| op.dseq - 1),
            told: let_go.iter().map(|act| act.op_id).collect(),
        });
        let identity = &self.vault.identity;
        let message = Push {
            proto: PROTOCOL,
            epoch: Some(epoch),
            device: identity.device,
            inc: identity.inc,
            void: self.void(&ops),
            ops,
            let_go,
        };
        self.effects.push(Effect::Push { ticket, message });
    }

    /// The next operations, beside acts that weigh `bytes` already.
    fn next_ops(&self, mut bytes: usize) -> Vec<Op> {
        let alone = bytes == 0;
        let mut ops = Vec::new();
        for kept in self.vault.ops.range(self.network.settled + 1..) {
            bytes += weight(&kept.1.op);
            let full = ops.len() >= self.limits.push_ops || bytes > self.limits.push_bytes;
            // What is larger than a push goes all the same, alone.
            if full && !(alone && ops.is_empty()) {
                break;
            }
            ops.push(kept.1.op.clone());
        }
        ops
    }

    fn void(&self, ops: &[Op]) -> Vec<CommandId> {
        let returned = |op: &&Op| self.vault.ops.get(&op.dseq).is_some_and(|k| k.returned);
        ops.iter().filter(returned).map(|op| op.op_id).collect()
    }

    fn next_acts(&self, epoch: Epoch) -> Vec<LetGo> {
        let mut bytes = 0;
        let mut acts = Vec::new();
        for act in self.untold(epoch).into_iter().take(LET_GO) {
            bytes += weight(act);
            if bytes > self.limits.push_bytes && !acts.is_empty() {
                break;
            }
            acts.push(act.clone());
        }
        acts
    }

    pub(super) fn pushed(&mut self, ticket: Ticket, answer: &PushAnswer) {
        let Some(push) = self.network.push.take_if(|push| push.ticket == ticket) else {
            return;
        };
        self.reached();
        self.network.push_failures = 0;
        if answer.epoch != push.epoch || self.replica.epoch() != Some(push.epoch) {
            // Another life of the server than this push was meant for, or than this device has
            // heard of since: what it says about positions counts for nothing. A pull finds out.
            self.network.doubt = true;
            self.network.pull_due = true;
            return;
        }
        if !push.told.is_empty() {
            self.stores.ask_vault(VaultJob::Told(push.epoch, push.told));
        }
        if answer.forked {
            self.renew();
        } else if let Some(expected) = answer.expected {
            self.network.settled = self.network.settled.min(expected.saturating_sub(1));
            self.network.doubt = true;
            self.network.pull_due = true;
        } else {
            // Only what was sent: positions beyond it may be a copied device's.
            let outcomes = u64::try_from(answer.outcomes.len()).unwrap_or(0);
            self.network.settled = self.network.settled.max(push.after + outcomes);
            self.network.pull_due |= outcomes > 0;
        }
    }
}

/// About how many bytes an operation or act takes on the wire: its debug text holds the same names and
/// words as its CBOR and more punctuation, so this errs on the safe side.
fn weight(value: &impl fmt::Debug) -> usize {
    struct Count(usize);
    impl Write for Count {
        fn write_str(&mut self, text: &str) -> fmt::Result {
            self.0 += text.len();
            Ok(())
        }
    }
    let mut count = Count(0);
    // Counting cannot fail, and a derived Debug does not.
    let _ = write!(count, "{value:?}");
    count.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::body::CommandBody;
    use crate::protocol::Touch;
    use domain::ids::RecordId;

    #[test]
    fn an_operation_never_weighs_less_than_it_takes_on_the_wire() {
        for words in [
            "",
            "补偿款未发\n\t\"去年\"",
            "\u{20000}\u{1F600}",
            "a\u{200B}\u{0}",
        ] {
            let id = "00000000-0000-0000-0000-000000000001";
            let op = Op {
                dseq: u64::MAX,
                op_id: id.parse().unwrap(),
                kind: "petition".to_owned(),
                v: 1,
                touches: vec![Touch {
                    record: id.parse::<RecordId>().unwrap(),
                    base_rev: 7,
                }],
                recorded_at: "2024-05-06T01:00:00Z".parse().unwrap(),
                body: CommandBody::of(domain::Command::Petition(
                    domain::petition::Command::Object(words.repeat(100)),
                )),
            };
            let mut wire = Vec::new();
            ciborium::into_writer(&op, &mut wire).unwrap();
            assert!(
                weight(&op) >= wire.len(),
                "{} < {}",
                weight(&op),
                wire.len()
            );
            assert!(weight(&op) <= 3 * wire.len() + 1_000);
        }
    }
}
