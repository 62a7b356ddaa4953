//! The server as a value: real admission and feed over maps instead of tables.

mod transaction;

use self::transaction::{Counter, Transaction};
use crate::folder::Folder;
use crate::office::{Books, Office, Program};
use crate::people;
use crate::sabotage::Sabotage;
use crate::skew::{not_understood, understood};
use domain::deadline::Calendar;
use domain::document::Templates;
use domain::duty::{self, Actor};
use domain::ids::{
    AttachmentId, CommandId, DeviceId, Epoch, Incarnation, Moment, OfficerId, RecordId, UnitId,
};
use domain::organisation::Directory;
use domain::petition::{self, Attachment};
use domain::policy::Policy;
use domain::{By, Command, Event, Fact};
use std::collections::BTreeMap;
use std::ops::{Deref, DerefMut};
use std::sync::Arc;
use sync::admission::{self, Admission, Desk, Filed, LedgerRow, Position, StoredOp};
use sync::body::RecordBody;
use sync::feed::{Ask, Bounds, Ledger, Page, Row};
use sync::protocol::{
    Decision, Hello, HelloAnswer, LetGo, Outcome, Pull, PullAnswer, Push, PushAnswer, Returned,
};

/// Everything a backup holds.
#[derive(Clone)]
pub struct Bureau {
    books: Books,
    rseq: u64,
    positions: BTreeMap<(DeviceId, Incarnation), Position>,
    pub ops: BTreeMap<CommandId, StoredOp>,
    refusals: BTreeMap<DeviceId, Vec<(Incarnation, Returned)>>,
    /// Refused work of officers, and what was handed over to them.
    of_officers: BTreeMap<(OfficerId, CommandId), Returned>,
    handed: BTreeMap<OfficerId, Vec<Returned>>,
    program: Program,
    numbers: Counter,
    directory: Directory,
    received: BTreeMap<AttachmentId, u32>,
    folder: Folder,
    /// As it was when it died last, for a sabotaged disk.
    before: Option<Box<Bureau>>,
}

impl Deref for Bureau {
    type Target = Books;

    fn deref(&self) -> &Books {
        &self.books
    }
}

impl DerefMut for Bureau {
    fn deref_mut(&mut self) -> &mut Books {
        &mut self.books
    }
}

impl Office for Bureau {
    type Backup = Bureau;

    fn open(epoch: Epoch, program: Program) -> Bureau {
        Bureau {
            books: Books::new(epoch),
            rseq: 0,
            positions: BTreeMap::new(),
            ops: BTreeMap::new(),
            refusals: BTreeMap::new(),
            of_officers: BTreeMap::new(),
            handed: BTreeMap::new(),
            program,
            numbers: Counter::default(),
            directory: people::directory(&people::officers()),
            received: BTreeMap::new(),
            folder: Folder::default(),
            before: None,
        }
    }

    fn hello(&mut self, who: OfficerId, hello: &Hello, now: Moment) -> HelloAnswer {
        HelloAnswer {
            epoch: self.epoch,
            at: now,
            lease_until: people::later(now, 14),
            revoked: self.revoked.contains(&hello.device),
            upgrade_required: false,
            officer: self.officer(who).clone(),
            directory: self.directory.clone(),
            calendar: Calendar::default(),
            policy: Policy::default(),
            outbox: None,
            templates: Templates::default(),
        }
    }

    fn push(&mut self, who: OfficerId, push: &Push, now: Moment, sabotage: Sabotage) -> PushAnswer {
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
        if !self.program.upgraded {
            push.ops.iter_mut().for_each(not_understood);
        }
        let actor = Actor::Officer(self.officer(who).clone());
        let (directory, calendar) = (self.directory.clone(), Calendar::default());
        let desk = Desk {
            actor: &actor,
            now,
            directory: &directory,
            calendar: &calendar,
            policy: Policy::shipped(),
        };
        let mut numbers = self.numbers.clone();
        let loaded = Transaction {
            bureau: self,
            position,
            forgets,
        };
        let admission = admission::plan(&push, &loaded, &desk, &mut numbers);
        self.numbers = numbers;
        if sabotage != Sabotage::HeldForgotten {
            for op in &admission.held {
                let held = (push.device, who, op.clone());
                self.held.entry(op.op_id).or_insert(held);
            }
        }
        for returned in &admission.refusals {
            let of = (who, returned.op.op_id);
            self.of_officers.insert(of, returned.clone());
        }
        let acts = admission.let_go.clone();
        let answer = self.commit(key, admission, sabotage);
        for act in acts {
            self.let_go(who, &act, &desk, sabotage);
        }
        answer
    }

    fn upgrade(&mut self, now: Moment, sabotage: Sabotage) {
        self.program.upgraded = true;
        let held = if sabotage == Sabotage::HeldTwice {
            self.held.clone()
        } else {
            std::mem::take(&mut self.held)
        };
        for (device, author, mut op) in held.into_values() {
            understood(&mut op);
            let actor = Actor::Officer(self.officer(author).clone());
            let (directory, calendar) = (self.directory.clone(), Calendar::default());
            let desk = Desk {
                actor: &actor,
                now,
                directory: &directory,
                calendar: &calendar,
                policy: Policy::shipped(),
            };
            let mut numbers = self.numbers.clone();
            let loaded = Transaction {
                bureau: self,
                position: Position::default(),
                forgets: false,
            };
            let admission = admission::take_up(&op, &loaded, &desk, &mut numbers);
            self.numbers = numbers;
            for returned in &admission.refusals {
                let of = (author, returned.op.op_id);
                self.of_officers.insert(of, returned.clone());
            }
            let key = (device, Incarnation(uuid::Uuid::nil()));
            self.commit(key, admission, sabotage);
            self.positions.remove(&key);
        }
    }

    fn act(&mut self, who: OfficerId, id: RecordId, commands: &[Command], now: Moment, n: u64) {
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

    fn moves(&mut self, id: OfficerId, unit: UnitId) {
        for officer in self.officers.iter_mut().filter(|officer| officer.id == id) {
            officer.unit = unit;
        }
        self.directory = people::directory(&self.officers);
    }

    fn pull(
        &mut self,
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
        let body = |id: &RecordId| {
            let body = self.records.get(id).cloned().map(RecordBody::Read)?;
            Some(if self.program.packs {
                RecordBody::Packed(body.bytes().into_owned().into())
            } else {
                body
            })
        };
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
        let theirs = self.handed.get(&who).into_iter().flatten();
        let waits = |returned: &&Returned| {
            let dealt_with = self.let_go.contains_key(&(returned.op.op_id, who));
            returned.rseq > ask.refusals_after && !dealt_with
        };
        refusals.extend(theirs.filter(waits).cloned());
        refusals.sort_by_key(|returned| returned.rseq);
        let all_refusals = refusals.len() <= bounds.rows;
        refusals.truncate(bounds.rows);
        let position = self.positions.get(&(pull.device, pull.inc));
        let page = Page {
            rows,
            all_rows,
            refusals,
            held: self
                .held
                .values()
                .filter(|(_, author, _)| *author == who)
                .count() as u32,
            all_refusals,
            position: position.copied().unwrap_or_default(),
            at: now,
        };
        ask.answer_within(page, bounds)
    }

    fn purge(&mut self, floor: u64) {
        self.floor = floor;
        self.entries
            .retain(|_, (seq, present)| *present || *seq > floor);
    }

    fn revoke(&mut self, device: DeviceId) {
        self.revoked.insert(device);
    }

    fn die(&mut self, _: Moment, sabotage: Sabotage) {
        if sabotage == Sabotage::CommitsLost {
            let now = self.clone();
            if let Some(before) = self.before.take() {
                *self = *before;
            }
            self.before = Some(Box::new(now));
        }
    }

    fn back_up(&mut self) -> Bureau {
        self.clone()
    }

    fn restore(&mut self, backup: &Bureau, fresh: Epoch, _: Moment, sabotage: Sabotage) {
        let epoch = if sabotage == Sabotage::EpochKept {
            self.epoch
        } else {
            fresh
        };
        let revoked = std::mem::take(&mut self.revoked);
        let folder = std::mem::take(&mut self.folder);
        *self = backup.clone();
        self.folder = folder;
        self.revoked = revoked;
        self.epoch = epoch;
    }

    fn folder(&mut self) -> &mut Folder {
        &mut self.folder
    }

    fn received(&mut self, _: RecordId, id: AttachmentId) -> u32 {
        self.received.get(&id).copied().unwrap_or(0)
    }

    fn file_begun(&mut self, _: OfficerId, _: RecordId, paper: &Attachment, _: Moment) {
        self.received.entry(paper.id).or_insert(0);
    }

    fn file_came(&mut self, _: RecordId, id: AttachmentId, received: u32) {
        if let Some(known) = self.received.get_mut(&id) {
            *known = received;
        }
    }

    fn file_stored(&mut self, who: OfficerId, record: RecordId, id: AttachmentId, now: Moment) {
        let before = self.records.get(&record).cloned();
        self.head += 1;
        let event = Event {
            record,
            at: now,
            recorded_at: now,
            by: By::Officer(who, self.officer(who).unit),
            fact: Fact::Petition(petition::Fact::AttachmentStored(id)),
        };
        let mut after = before.as_deref().cloned();
        domain::apply(&mut after, &event);
        let (seq, op_id) = (self.head, CommandId(id.0));
        self.ledger.push(LedgerRow { seq, op_id, event });
        if let Some(after) = after {
            self.file(record, Filed::after(after, seq, before.as_deref()));
        }
    }
}

impl Bureau {
    fn let_go(&mut self, who: OfficerId, act: &LetGo, desk: &Desk<'_>, sabotage: Sabotage) {
        let of = (act.op_id, who);
        if self.let_go.contains_key(&of) {
            return;
        }
        self.let_go.insert(of, act.decision.clone());
        let held = self.held.get(&act.op_id);
        if held.is_some_and(|(_, author, _)| *author == who) {
            self.held.remove(&act.op_id);
            if let Some(stored) = self.ops.get_mut(&act.op_id) {
                stored.outcome = Outcome::Void;
            }
        }
        let Decision::HandedOver(to) = act.decision else {
            return;
        };
        let mut act = act.clone();
        if sabotage == Sabotage::WordsLeftBehind {
            act.words = None;
        }
        let known = self.of_officers.get(&(who, act.op_id)).cloned();
        let Some(returned) = admission::handed(&act, known, self.ops.get(&act.op_id)) else {
            return;
        };
        let record = returned
            .op
            .subject()
            .and_then(|touch| self.records.get(&touch.record));
        let (author, to) = (self.officer(who), self.officer(to));
        let record = record.map(|record| &**record);
        if !admission::may_take(&returned.op, author, to, record, desk) {
            self.kept_back.insert(act.op_id);
            return;
        }
        let to = to.id;
        self.rseq += 1;
        let returned = Returned {
            rseq: self.rseq,
            ..returned
        };
        self.handed_over.insert(act.op_id, to);
        self.of_officers.insert((to, act.op_id), returned.clone());
        if sabotage != Sabotage::HandOverLost {
            self.handed.entry(to).or_default().push(returned);
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
        self.positions.insert(key, admission.position);
        self.head = admission.head.seq;
        self.rseq = admission.head.rseq;
        answer
    }
}
