//! Taking a file in: its operations go through the same admission as if its author's device had sent them.

use super::keys::{NotOpened, open};
use crate::attachment::Brought;
use crate::store::{Audited, Error, Ledger};
use app::api::TakenIn;
use ciborium::Value;
use domain::duty::Officer;
use domain::ids::{CommandId, Incarnation, Moment, OfficerId};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use sync::outbox::{Beginning, Carried, Label};
use sync::protocol::{Op, Outcome, PROTOCOL, PUSH_OPS, Push, PushAnswer};
use uuid::Uuid;

/// Why a file was not taken in.
#[derive(Debug)]
pub enum NotTaken {
    /// It could not be opened.
    NotOpened(NotOpened),
    /// Its author is nobody here.
    NoSuchOfficer,
    /// The store failed; what was taken in until then is in, and the same file may be brought again.
    Store(Error),
    /// The keeping of attachments failed; likewise.
    Files(anyhow::Error),
}

impl From<Error> for NotTaken {
    fn from(error: Error) -> NotTaken {
        NotTaken::Store(error)
    }
}

/// Takes a file in; `by` is the administrator who brought it, `None` at the server's own keyboard. The same file again,
/// and the device's own later contact, change nothing: each operation has its id.
///
/// # Errors
/// [`NotTaken`].
pub async fn take_in(
    ledger: &Ledger,
    files: &Brought,
    file: &[u8],
    by: Option<OfficerId>,
    now: Moment,
) -> Result<TakenIn, NotTaken> {
    let (label, contents) = open(ledger, file).map_err(NotTaken::NotOpened)?;
    let directory = ledger.directory().await?;
    let author = directory
        .officer(label.officer)
        .ok_or(NotTaken::NoSuchOfficer)?;
    let officer = Officer {
        id: author.id,
        name: author.name.clone(),
        unit: author.unit,
        roles: author.roles.clone(),
    };
    let Contents {
        beginning,
        ops,
        carried,
        unread,
    } = read(&contents).ok_or(NotTaken::NotOpened(NotOpened::Broken))?;
    drop(contents);
    let mut taking = Taking {
        ledger,
        officer: &officer,
        label: &label,
        beginning: &beginning,
        now,
        known: known(ledger, &ops).await?,
        taken: TakenIn {
            device: label.device,
            officer: label.officer,
            made_at: label.made_at,
            done: 0,
            known: 0,
            returned: 0,
            held: unread,
            files: 0,
            files_left: 0,
        },
    };
    taking.all(ops).await?;
    let mut taken = taking.taken;
    for one in carried {
        let kept = files.take(&officer, one, now).await;
        match kept.map_err(NotTaken::Files)? {
            true => taken.files += 1,
            false => taken.files_left += 1,
        }
    }
    ledger.audit(line(&taken, by, now)).await?;
    Ok(taken)
}

fn line(taken: &TakenIn, by: Option<OfficerId>, now: Moment) -> Audited {
    Audited {
        at: now,
        officer: by,
        act: "take_in_outbox",
        record: None,
        allowed: true,
        detail: format!(
            "device={} officer={} done={} known={} returned={} held={} files={} files_left={}",
            taken.device,
            taken.officer,
            taken.done,
            taken.known,
            taken.returned,
            taken.held,
            taken.files,
            taken.files_left
        ),
    }
}

/// What is inside.
struct Contents {
    beginning: Beginning,
    /// The operations this program reads.
    ops: Vec<Op>,
    /// The files that came along.
    carried: Vec<Carried>,
    /// How many items it does not read.
    unread: u32,
}

fn read(bytes: &[u8]) -> Option<Contents> {
    let mut rest = bytes;
    let mut contents = Contents {
        beginning: ciborium::from_reader(&mut rest).ok()?,
        ops: Vec::new(),
        carried: Vec::new(),
        unread: 0,
    };
    while !rest.is_empty() {
        let item: Value = ciborium::from_reader(&mut rest).ok()?;
        if let Ok(op) = item.deserialized::<Op>() {
            contents.ops.push(op);
        } else if let Ok(carried) = item.deserialized::<Carried>() {
            contents.carried.push(carried);
        } else {
            contents.unread += 1;
        }
    }
    Some(contents)
}

/// Which of the operations the bureau has already.
async fn known(ledger: &Ledger, ops: &[Op]) -> Result<BTreeSet<CommandId>, Error> {
    let mut known = BTreeSet::new();
    for op in ops {
        let there: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM op WHERE op_id = $1)")
            .bind(op.op_id.0.as_bytes().as_slice())
            .fetch_one(ledger.readers())
            .await?;
        if there {
            known.insert(op.op_id);
        }
    }
    Ok(known)
}

/// One file on its way in.
struct Taking<'a> {
    ledger: &'a Ledger,
    officer: &'a Officer,
    label: &'a Label,
    beginning: &'a Beginning,
    now: Moment,
    known: BTreeSet<CommandId>,
    taken: TakenIn,
}

impl Taking<'_> {
    /// Under the device's own positions where they fit, so that its next contact finds them settled; else, after a copied
    /// device or a restored server, under a queue of the file's own, where only the ids count.
    async fn all(&mut self, ops: Vec<Op>) -> Result<(), Error> {
        let mut left = ops;
        while !left.is_empty() {
            let settled = match self.push(self.beginning.inc, first(&left)).await {
                Ok(answer) => self.count(&answer),
                Err(Error::OthersQueue) => 0,
                Err(other) => return Err(other),
            };
            left.drain(..settled);
            if settled < PUSH_OPS {
                break;
            }
        }
        let own = own_queue(self.beginning.inc);
        let mut position = self.push(own, Vec::new()).await?.last_dseq;
        while !left.is_empty() {
            let mut ops = first(&left);
            for op in &mut ops {
                position += 1;
                op.dseq = position;
            }
            let answer = self.push(own, ops).await?;
            position = answer.last_dseq;
            left.drain(..self.count(&answer));
            if answer.forked && !left.is_empty() {
                // Another text under the same id: which of the two people meant, only they can say.
                left.remove(0);
                self.taken.held += 1;
            }
        }
        Ok(())
    }

    async fn push(&self, inc: Incarnation, ops: Vec<Op>) -> Result<PushAnswer, Error> {
        let returned = |op: &&Op| self.beginning.returned.contains(&op.op_id);
        let push = Push {
            proto: PROTOCOL,
            epoch: Some(self.ledger.epoch()),
            device: self.label.device,
            inc,
            void: ops.iter().filter(returned).map(|op| op.op_id).collect(),
            ops,
            let_go: self.beginning.let_go.clone(),
        };
        self.ledger.push(self.officer, push, self.now).await
    }

    /// Counts what was settled; how many operations that was.
    fn count(&mut self, answer: &PushAnswer) -> usize {
        for one in &answer.outcomes {
            let taken = &mut self.taken;
            let place = match one.outcome {
                _ if self.known.contains(&one.op_id) => &mut taken.known,
                Outcome::Done { .. } => &mut taken.done,
                Outcome::Refused { .. } | Outcome::Void => &mut taken.returned,
                Outcome::Held => &mut taken.held,
            };
            *place += 1;
        }
        answer.outcomes.len()
    }
}

fn first(ops: &[Op]) -> Vec<Op> {
    ops.iter().take(PUSH_OPS).cloned().collect()
}

/// The queue under which operations are settled whose own positions are taken: the same for every file of that life.
fn own_queue(inc: Incarnation) -> Incarnation {
    let mut digest = Sha256::new();
    digest.update(b"outbox taken in ");
    digest.update(inc.0.as_bytes());
    let digest = digest.finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    Incarnation(Uuid::from_bytes(bytes))
}
