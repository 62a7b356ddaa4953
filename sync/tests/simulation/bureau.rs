//! The server as a value: real admission and feed over maps instead of tables.

use crate::people;
use crate::sabotage::Sabotage;
use domain::deadline::Calendar;
use domain::duty::{self, Actor, Officer, Tag};
use domain::ids::{CommandId, DeviceId, Epoch, Incarnation, Moment, OfficerId, RecordId, UnitId};
use domain::organisation::Directory;
use domain::policy::Policy;
use domain::{Command, Record, Series};
use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::Arc;
use sync::admission::{
    self, Admission, Desk, Digest, Filed, Head, LedgerRow, Loaded, Numbers, Position, StoredOp,
};
use sync::body::RecordBody;
use sync::feed::{Ask, Bounds, Ledger, Page, Row};
use sync::protocol::{
    Decision, Hello, HelloAnswer, Op, Pull, PullAnswer, Push, PushAnswer, Returned,
};

/// Everything a backup holds.
#[derive(Clone)]
pub struct Bureau {
    pub epoch: Epoch,
    pub head: u64,
    pub floor: u64,
    rseqs: BTreeMap<DeviceId, u64>,
    positions: BTreeMap<(DeviceId, Incarnation), Position>,
    pub ops: BTreeMap<CommandId, StoredOp>,
    refusals: BTreeMap<DeviceId, Vec<(Incarnation, Returned)>>,
    pub ledger: Vec<LedgerRow>,
    pub records: BTreeMap<RecordId, Arc<Record>>,
    /// Feed number, and whether the record is present under the tag.
    pub entries: BTreeMap<(Tag, RecordId), (u64, bool)>,
    numbers: Counter,
    pub let_go: BTreeMap<CommandId, Decision>,
    pub officers: Vec<Officer>,
    directory: Directory,
}

#[derive(Clone, Default)]
struct Counter(u64);

impl Numbers for Counter {
    fn next(&mut self, _: Series, _: Moment) -> String {
        self.0 += 1;
        self.0.to_string()
    }
}

struct Transaction<'a> {
    bureau: &'a Bureau,
    device: DeviceId,
    position: Position,
    forgets: bool,
}

impl Loaded for Transaction<'_> {
    fn epoch(&self) -> Epoch {
        self.bureau.epoch
    }

    fn head(&self) -> Head {
        Head {
            seq: self.bureau.head,
            rseq: self.bureau.rseqs.get(&self.device).copied().unwrap_or(0),
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
        write!(sum, "{:?}", op.words()).unwrap();
        let mut digest = [0; 32];
        digest[..8].copy_from_slice(&sum.0.to_be_bytes());
        digest
    }

    fn record(&self, id: RecordId) -> Option<&Record> {
        self.bureau.records.get(&id).map(|record| &**record)
    }
}

impl Bureau {
    pub fn new(epoch: Epoch) -> Bureau {
        Bureau {
            epoch,
            head: 0,
            floor: 0,
            rseqs: BTreeMap::new(),
            positions: BTreeMap::new(),
            ops: BTreeMap::new(),
            refusals: BTreeMap::new(),
            ledger: Vec::new(),
            records: BTreeMap::new(),
            entries: BTreeMap::new(),
            numbers: Counter::default(),
            let_go: BTreeMap::new(),
            officers: people::officers(),
            directory: people::directory(&people::officers()),
        }
    }

    /// An officer serves in another unit from now on.
    pub fn moves(&mut self, id: OfficerId, unit: UnitId) {
        for officer in self.officers.iter_mut().filter(|officer| officer.id == id) {
            officer.unit = unit;
        }
        self.directory = people::directory(&self.officers);
    }

    pub fn officer(&self, id: OfficerId) -> &Officer {
        self.officers
            .iter()
            .find(|officer| officer.id == id)
            .unwrap()
    }

    pub fn hello(&self, officer: OfficerId, _: &Hello, now: Moment) -> HelloAnswer {
        HelloAnswer {
            epoch: self.epoch,
            at: now,
            lease_until: people::later(now, 14),
            revoked: false,
            upgrade_required: false,
            officer: self.officer(officer).clone(),
            directory: self.directory.clone(),
            calendar: Calendar::default(),
            policy: Policy::default(),
            outbox: None,
        }
    }

    pub fn push(
        &mut self,
        who: OfficerId,
        push: &Push,
        now: Moment,
        sabotage: Sabotage,
    ) -> PushAnswer {
        let key = (push.device, push.inc);
        let mut position = self.positions.get(&key).copied().unwrap_or_default();
        let forgets = sabotage == Sabotage::OperationsForgotten;
        if let (true, Some(first)) = (forgets, push.ops.first()) {
            position.last_dseq = first.dseq - 1;
        }
        let mut push = push.clone();
        if sabotage == Sabotage::EpochIgnored {
            push.epoch = Some(self.epoch);
        }
        if sabotage == Sabotage::VoidIgnored {
            push.void.clear();
        }
        let actor = Actor::Officer(self.officer(who).clone());
        let calendar = Calendar::default();
        let desk = Desk {
            actor: &actor,
            now,
            directory: &self.directory,
            calendar: &calendar,
            policy: Policy::shipped(),
        };
        let mut numbers = self.numbers.clone();
        let loaded = Transaction {
            bureau: self,
            device: push.device,
            position,
            forgets,
        };
        let admission = admission::plan(&push, &loaded, &desk, &mut numbers);
        self.numbers = numbers;
        self.commit(key, admission, sabotage)
    }

    /// Commands of the bureau's own officer at the bureau itself, without a device.
    pub fn decide(&mut self, id: RecordId, commands: &[Command], now: Moment, n: u64) {
        self.act(people::officer_id(0), id, commands, now, n);
    }

    /// Commands of an officer without a device.
    pub fn act(&mut self, who: OfficerId, id: RecordId, commands: &[Command], now: Moment, n: u64) {
        let actor = Actor::Officer(self.officer(who).clone());
        let directory = self.directory.clone();
        let calendar = Calendar::default();
        let desk = Desk {
            actor: &actor,
            now,
            directory: &directory,
            calendar: &calendar,
            policy: Policy::shipped(),
        };
        for (nth, command) in commands.iter().enumerate() {
            let before = self.records.get(&id).cloned();
            let numbers = &mut self.numbers;
            let ruling = admission::rule(id, before.as_deref(), command, now, &desk, numbers);
            let ruling = ruling.expect("commands without a device are lawful");
            let op_id = people::command_id(1_000_000 + n * 10 + nth as u64);
            for event in ruling.events {
                self.head += 1;
                let seq = self.head;
                self.ledger.push(LedgerRow { seq, op_id, event });
            }
            self.file(
                id,
                Filed::after(ruling.record, self.head, before.as_deref()),
            );
        }
    }

    fn file(&mut self, id: RecordId, filed: Filed) {
        for tag in filed.left {
            self.entries.insert((tag, id), (filed.seq, false));
        }
        for tag in filed.tags {
            self.entries.insert((tag, id), (filed.seq, true));
        }
        self.records.insert(id, Arc::new(filed.record));
    }

    fn commit(
        &mut self,
        key: (DeviceId, Incarnation),
        admission: Admission,
        sabotage: Sabotage,
    ) -> PushAnswer {
        let mut answer = admission.answer;
        let refused = !admission.refusals.is_empty();
        if sabotage == Sabotage::RefusalsHoldTheQueue && refused {
            answer.expected = Some(self.positions.get(&key).map_or(1, |p| p.last_dseq + 1));
            answer.outcomes.clear();
            return answer;
        }
        let mut ledger = admission.ledger;
        if sabotage == Sabotage::LedgerRowMissing && ledger.len() > 1 {
            ledger.pop();
        }
        self.ledger.extend(ledger);
        for (id, filed) in admission.filed {
            self.file(id, filed);
        }
        for row in admission.ops {
            let stored = StoredOp {
                digest: row.digest,
                outcome: row.outcome,
            };
            self.ops.insert(row.op_id, stored);
        }
        let (device, inc) = key;
        for returned in admission.refusals {
            self.refusals
                .entry(device)
                .or_default()
                .push((inc, returned));
        }
        for act in admission.let_go {
            self.let_go.entry(act.op_id).or_insert(act.decision);
        }
        self.positions.insert(key, admission.position);
        self.head = admission.head.seq;
        self.rseqs.insert(device, admission.head.rseq);
        answer
    }

    pub fn pull(
        &self,
        who: OfficerId,
        pull: &Pull,
        bounds: Bounds,
        now: Moment,
        sabotage: Sabotage,
    ) -> PullAnswer {
        let mut held = duty::kept_offline(self.officer(who));
        if sabotage == Sabotage::GrantsIgnored {
            held = self.entries.keys().map(|(tag, _)| *tag).collect();
        }
        let mut pull = pull.clone();
        if sabotage == Sabotage::WatermarkOutlivesEpoch && pull.tray.0.is_some() {
            pull.tray.0 = Some(self.epoch);
        }
        let ledger = Ledger {
            epoch: self.epoch,
            head: self.head,
            floor: self.floor,
        };
        let ask = Ask::of(&pull, &held, ledger);
        let mut rows = Vec::new();
        for (tag, after) in &ask.tags {
            let from = (*tag, RecordId(uuid::Uuid::nil()));
            for ((of, id), (seq, present)) in self.entries.range(from..) {
                if of != tag {
                    break;
                }
                if seq > after {
                    rows.push((*seq, *tag, *id, *present));
                }
            }
        }
        rows.sort_unstable();
        let all_rows = rows.len() <= bounds.rows + 1;
        rows.truncate(bounds.rows + 1);
        let body = |id: &RecordId| self.records.get(id).cloned().map(RecordBody::Read);
        let rows = rows
            .into_iter()
            .map(|(seq, tag, record, present)| Row {
                tag,
                record,
                seq,
                body: body(&record).filter(|_| present),
                bytes: 100,
            })
            .collect();
        let mut refusals: Vec<Returned> = self
            .refusals
            .get(&pull.device)
            .into_iter()
            .flatten()
            .filter(|(_, returned)| returned.rseq > ask.refusals_after)
            .filter(|(inc, _)| sabotage != Sabotage::RefusalsPerIncarnation || *inc == pull.inc)
            .map(|(_, returned)| returned.clone())
            .collect();
        let all_refusals = refusals.len() <= bounds.rows;
        refusals.truncate(bounds.rows);
        let position = self.positions.get(&(pull.device, pull.inc));
        let page = Page {
            rows,
            all_rows,
            refusals,
            held: 0,
            all_refusals,
            position: position.copied().unwrap_or_default(),
            at: now,
        };
        ask.answer_within(page, bounds)
    }

    /// Forgets that records left tags long ago.
    pub fn purge(&mut self, floor: u64) {
        self.floor = floor;
        self.entries
            .retain(|_, (seq, present)| *present || *seq > floor);
    }
}
