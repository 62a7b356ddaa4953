//! Commands that no device pushes: imports, the seed, the public pages, the clockwork.

use super::body::{bytes, id};
use super::dialect::{Connection, Db};
use super::filing::{self, Before};
use super::memory::Memory;
use super::rules::Rules;
use super::series::{SeriesBook, year};
use super::{Issue, Issued, Result};
use chrono::{SubsecRound, Utc};
use domain::ids::{CommandId, Moment, RecordId};
use domain::organisation::Directory;
use domain::petition::Fact as PetitionFact;
use domain::steps::Place;
use domain::{Event, Fact, Record, Refusal, Setting, decide};
use sqlx::QueryBuilder;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use sync::admission::{Desk, Filed, Head, LedgerRow, Numbers, OpRow, Ruling, rule};
use sync::protocol::{COMMAND_VERSION, Outcome};

/// Operations in one question.
const ASKED: usize = 100;

/// Decides and writes `commands` in order; each on its own.
pub(super) async fn issue(
    connection: &mut Connection,
    memory: Arc<Memory>,
    commands: Vec<Issued>,
) -> Result<Vec<Issue>> {
    let now = Utc::now().trunc_subsecs(3);
    let directory = memory.directory(connection).await?;
    let rules = memory.rules();
    let years: BTreeSet<i32> = commands
        .iter()
        .map(|issued| year(issued.at.unwrap_or(now)))
        .collect();
    let mut numbers = SeriesBook::load(connection, years, &directory).await?;
    let mut round = Round {
        head: filing::head(connection).await?,
        before: Before::new(),
        records: BTreeMap::new(),
        ledger: Vec::new(),
        ops: BTreeMap::new(),
    };

    let known = known(connection, &commands).await?;
    let records: BTreeSet<RecordId> = commands.iter().map(|issued| issued.record).collect();
    for record in records {
        filing::load(connection, record, &mut round.before).await?;
    }

    let mut answers = Vec::with_capacity(commands.len());
    for issued in &commands {
        if round.ops.contains_key(&issued.op_id) || known.contains(&issued.op_id) {
            answers.push(Issue::Known);
            continue;
        }
        let at = issued.at.unwrap_or(now);
        let ruling = decided(&round, issued, at, &directory, &rules, &mut numbers);
        answers.push(match ruling {
            Ok(ruling) => round.take(issued, ruling),
            Err(refusal) => Issue::Refused(refusal),
        });
    }

    let filed = round.filed();
    filing::file(connection, &memory, &round.before, &filed, &round.ledger).await?;
    let ops: Vec<OpRow> = round.ops.into_values().collect();
    filing::put_ops(connection, None, &ops, now).await?;
    numbers.save(connection).await?;
    filing::put_head(connection, round.head).await?;
    Ok(answers)
}

/// What the commands of one call have led to so far; written once at its end.
struct Round {
    head: Head,
    before: Before,
    records: BTreeMap<RecordId, (Record, u64)>,
    ledger: Vec<LedgerRow>,
    ops: BTreeMap<CommandId, OpRow>,
}

impl Round {
    /// A record as the commands before this one left it.
    fn record(&self, id: RecordId) -> Option<&Record> {
        let touched = self.records.get(&id).map(|(record, _)| record);
        touched.or_else(|| self.before.get(&id).map(|stored| &stored.record))
    }

    fn take(&mut self, issued: &Issued, ruling: Ruling) -> Issue {
        let number = ruling.events.iter().rev().find_map(official_number);
        for event in ruling.events {
            self.head.seq += 1;
            self.ledger.push(LedgerRow {
                seq: self.head.seq,
                op_id: issued.op_id,
                event,
            });
        }
        let seq = self.head.seq;
        self.records.insert(issued.record, (ruling.record, seq));
        let op = OpRow {
            op_id: issued.op_id,
            dseq: 0,
            digest: [0; 32],
            kind: issued.command.kind().to_owned(),
            v: COMMAND_VERSION,
            outcome: Outcome::Done { seq },
        };
        self.ops.insert(issued.op_id, op);
        Issue::Done { seq, number }
    }

    fn filed(&mut self) -> BTreeMap<RecordId, Filed> {
        std::mem::take(&mut self.records)
            .into_iter()
            .map(|(id, (record, seq))| {
                let was = self.before.get(&id).map(|stored| &stored.record);
                let filed = Filed::after(record, seq, was);
                (id, filed)
            })
            .collect()
    }
}

fn decided(
    round: &Round,
    issued: &Issued,
    at: Moment,
    directory: &Directory,
    rules: &Rules,
    numbers: &mut dyn Numbers,
) -> std::result::Result<Ruling, Refusal> {
    let record = round.record(issued.record);
    if issued.place == Place::Anywhere {
        // Asked as a disconnected tablet would be; the ruling itself has the bureau at hand.
        let setting = Setting {
            actor: &issued.actor,
            now: at,
            recorded_at: issued.recorded_at,
            place: issued.place,
            directory,
            calendar: &rules.calendar,
            policy: &rules.policy,
        };
        decide(record, &issued.command, &setting)?;
    }
    let desk = Desk {
        actor: &issued.actor,
        now: at,
        directory,
        calendar: &rules.calendar,
        policy: &rules.policy,
    };
    rule(
        issued.record,
        record,
        &issued.command,
        issued.recorded_at,
        &desk,
        numbers,
    )
}

fn official_number(event: &Event) -> Option<String> {
    match &event.fact {
        Fact::Petition(
            PetitionFact::Numbered(number)
            | PetitionFact::OpinionNumbered(number)
            | PetitionFact::DocumentNumbered(_, number)
            | PetitionFact::VolumeNumbered(number),
        ) => Some(number.clone()),
        Fact::Petition(
            PetitionFact::Stepped(_)
            | PetitionFact::AttachmentStored(_)
            | PetitionFact::DocumentFrozen(_),
        ) => None,
    }
}

/// Which of these commands were issued before, asked in few questions: each is a way to the database's
/// thread and back, and an import asks about hundreds at a time.
async fn known(connection: &mut Connection, commands: &[Issued]) -> Result<BTreeSet<CommandId>> {
    let mut known = BTreeSet::new();
    for asked in commands.chunks(ASKED) {
        let mut query: QueryBuilder<Db> =
            QueryBuilder::new("SELECT op_id FROM op WHERE op_id IN (");
        let mut ids = query.separated(", ");
        for issued in asked {
            ids.push_bind(bytes(&issued.op_id.0));
        }
        ids.push_unseparated(")");
        let found: Vec<Vec<u8>> = query
            .build_query_scalar()
            // Only whole chunks and single commands are asked often enough to be worth remembering.
            .persistent(asked.len() == ASKED || asked.len() == 1)
            .fetch_all(&mut *connection)
            .await?;
        for op in found {
            known.insert(CommandId(id("an operation", &op)?));
        }
    }
    Ok(known)
}
