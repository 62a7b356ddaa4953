//! Every kind of number at once: many tasks, jobs that fail as a whole at random, a program killed in between.
//! Whatever happened, every series stands at 1..n, in the order it was given out.

use super::lives::{self, Act, DESKS, LIVES, actor, first_day, life, series_a_year};
use super::{by_series, complaints, given};
use crate::{House, open, path};
use app::document::{Case, fill};
use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::document::{BLANK, DocumentKind, Issuing, Templates};
use domain::duty::Actor;
use domain::ids::{CommandId, Moment, OfficerId, RecordId};
use domain::petition::{Command, Petition};
use domain::steps::Place;
use domain::{Record, Setting};
use server::store::{Issue, Issued, Ledger};
use std::io::{BufRead, BufReader};
use std::process::{Command as Program, Stdio};
use uuid::Uuid;

/// Names the database, and the seed of its lots, to the second process.
const VICTIM: &str = "HUIYIN_TEST_NUMBERING_VICTIM";
/// Tasks that write at the same time.
const TASKS: u64 = 6;

/// Numbers drawn from a seed, so that a run that failed can be run again.
#[derive(Clone)]
struct Lots(u64);

impl Lots {
    fn draw(&mut self) -> u64 {
        // SplitMix64.
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    fn below(&mut self, end: u64) -> u64 {
        self.draw() % end
    }

    fn id(&mut self) -> Uuid {
        Uuid::from_u64_pair(self.draw(), self.draw())
    }
}

/// One writer: lives one life after the other.
struct Writer {
    ledger: Ledger,
    lots: Lots,
    /// The item in hand and its day.
    record: RecordId,
    day: NaiveDate,
    /// An item of this writer whose road has ended.
    ended: Option<RecordId>,
}

impl Writer {
    fn new(ledger: Ledger, seed: u64) -> Writer {
        Writer {
            ledger,
            lots: Lots(seed),
            record: RecordId(Uuid::nil()),
            day: first_day(2026),
            ended: None,
        }
    }

    fn now(&self) -> Moment {
        let noon = format!("{}T12:00:00+08:00", self.day);
        let noon = DateTime::parse_from_rfc3339(&noon).expect("a moment");
        noon.with_timezone(&Utc)
    }

    async fn petition(&self) -> Option<Petition> {
        let record = self.ledger.record(self.record).await.expect("read");
        record.map(|Record::Petition(petition)| *petition)
    }

    /// Lives the life with this number in `year`.
    async fn live(&mut self, nth: usize, year: i32) {
        let desk = DESKS[self.lots.below(2) as usize];
        self.live_at(nth, desk, year).await;
    }

    async fn live_at(&mut self, nth: usize, desk: lives::Desk, year: i32) {
        self.record = RecordId(self.lots.id());
        self.day = first_day(year);
        for (by, act) in life(nth, desk, self.ended) {
            match act {
                Act::Take(step) => self.take(by, step(self.day)).await,
                Act::Issue(kind) => {
                    let command = self.filled(by, kind).await;
                    self.take(by, command).await;
                }
                Act::Wait(days) => self.day = self.day + Days::new(days),
            }
            self.day = self.day + Days::new(1);
        }
        let petition = self.petition().await.expect("the item");
        if petition.road_ended_on().is_some() {
            self.ended = Some(self.record);
        }
    }

    /// The document as the case fills it, its blanks filled by hand.
    async fn filled(&self, by: OfficerId, kind: DocumentKind) -> Command {
        let petition = self.petition().await.expect("the item");
        let directory = self.ledger.directory().await.expect("the units");
        let rules = self.ledger.rules().await.expect("the rules");
        let actor = actor(by);
        let case = Case {
            petition: &petition,
            setting: Setting {
                actor: &actor,
                now: self.now(),
                recorded_at: self.now(),
                place: Place::Online,
                directory: &directory,
                calendar: &rules.calendar,
                policy: &rules.policy,
            },
            templates: &Templates::default(),
        };
        let mut content = fill(kind, &case);
        if content.addressee.trim().is_empty() {
            content.addressee = "县政府".to_owned();
        }
        for paragraph in &mut content.paragraphs {
            paragraph.text = paragraph.text.replace(BLANK, "某");
        }
        Command::Issue(Box::new(Issuing {
            kind,
            content,
            replaces: None,
            reason: String::new(),
        }))
    }

    fn issued(&mut self, actor: Actor, command: Command) -> Issued {
        Issued {
            op_id: CommandId(self.lots.id()),
            record: self.record,
            actor,
            command: domain::Command::Petition(command),
            at: Some(self.now()),
            recorded_at: self.now(),
            place: Place::Online,
        }
    }

    /// Takes one step, however often the job with it fails; some jobs hold a lawful no, or the same step twice.
    async fn take(&mut self, by: OfficerId, command: Command) {
        loop {
            let step = self.issued(actor(by), command.clone());
            let no = self.issued(actor(by), Command::Approve(99));
            let (job, at) = match self.lots.below(5) {
                0 => (vec![step, no], 0),
                1 => (vec![no, step], 1),
                2 => (vec![step.clone(), step], 0),
                _ => (vec![step], 0),
            };
            let op = job[at].op_id;
            // Undone as a whole: nothing of it was written, and it is tried anew.
            let Ok(answers) = self.ledger.issue(job).await else {
                continue;
            };
            match &answers[at] {
                Issue::Done { number, .. } => {
                    let number = number.as_deref().unwrap_or("-");
                    println!("acknowledged {op} {number}");
                    return;
                }
                other => panic!("{command:?} on {}: {other:?}", self.day),
            }
        }
    }
}

/// From here on one job in eight fails at its very end, when its numbers were given out already.
async fn let_jobs_fail(ledger: &Ledger) {
    ledger
        .write(|tx| {
            Box::pin(async move {
                sqlx::query(
                    "CREATE TRIGGER some_jobs_fail BEFORE INSERT ON op \
                     WHEN substr(hex(NEW.op_id), -1) IN ('3', 'B') \
                     BEGIN SELECT RAISE(ABORT, 'the power failed'); END",
                )
                .execute(tx)
                .await?;
                Ok(())
            })
        })
        .await
        .expect("a trigger");
}

/// Every life at every desk in both years, shared among the tasks, until all of them were lived.
async fn live_them_all(ledger: &Ledger, seed: u64) {
    let mut tasks = Vec::new();
    for task in 0..TASKS {
        let mut writer = Writer::new(ledger.clone(), seed + task);
        tasks.push(tokio::spawn(async move {
            let year = if task % 2 == 0 { 2025 } else { 2026 };
            for desk in DESKS {
                let first = writer.lots.below(LIVES as u64) as usize;
                // Brought again is what came to its end before.
                writer.live_at(0, desk, year).await;
                for nth in 0..LIVES {
                    writer.live_at(first + nth, desk, year).await;
                }
            }
        }));
    }
    for task in tasks {
        task.await
            .unwrap_or_else(|why| panic!("seed {seed}: {why}"));
    }
}

async fn whole(ledger: &Ledger, seed: u64) {
    let numbers = given(ledger).await;
    assert_eq!(complaints(&numbers), Vec::<String>::new(), "seed {seed}");
}

/// Writes until it is killed.
async fn write_forever(database: &str, seed: u64) {
    let ledger = Ledger::open(database).await.expect("a database");
    let mut tasks = Vec::new();
    for task in 0..TASKS {
        let mut writer = Writer::new(ledger.clone(), seed + task);
        tasks.push(tokio::spawn(async move {
            loop {
                let (nth, late) = (writer.lots.below(LIVES as u64), writer.lots.below(2));
                writer.live(nth as usize, 2025 + late as i32).await;
            }
        }));
    }
    for task in tasks {
        task.await.expect("a task");
    }
}

/// Runs this very test as a second process, and kills it after so many acknowledgements; the numbers it told.
fn kill_after(database: &str, seed: u64, acknowledgements: usize) -> Vec<String> {
    let mut victim = Program::new(std::env::current_exe().expect("this program"))
        .args([
            "--exact",
            "numbering::every_kind::no_kind_of_number_has_a_gap_whatever_fails",
            "--nocapture",
        ])
        .env(VICTIM, format!("{seed} {database}"))
        .stdout(Stdio::piped())
        .spawn()
        .expect("a second process");
    let told = BufReader::new(victim.stdout.take().expect("its words"));
    let heard = told
        .lines()
        .filter_map(|line| {
            let line = line.expect("a line");
            let (_, told) = line.split_once("acknowledged ")?;
            told.split_once(' ').map(|(_, number)| number.to_owned())
        })
        .take(acknowledgements)
        .collect();
    victim.kill().expect("killed");
    victim.wait().expect("gone");
    heard
}

#[test]
fn no_kind_of_number_has_a_gap_whatever_fails() {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .expect("a runtime");
    if let Ok(victim) = std::env::var(VICTIM) {
        let (seed, database) = victim.split_once(' ').expect("a seed and a path");
        runtime.block_on(write_forever(database, seed.parse().expect("a seed")));
        return;
    }
    let mut lots = Lots(Uuid::new_v4().as_u64_pair().0);
    let folder = tempfile::tempdir().expect("a folder");
    runtime.block_on(async {
        let ledger = open(&folder).await;
        lives::settle(&ledger).await;
        let_jobs_fail(&ledger).await;
        ledger.close().await;
    });
    for _ in 0..4 {
        let (seed, acknowledgements) = (lots.draw() >> 1, 5 + lots.below(120) as usize);
        let heard = kill_after(&path(&folder), seed, acknowledgements);
        assert_eq!(heard.len(), acknowledgements, "seed {seed}");
        runtime.block_on(async {
            let ledger = open(&folder).await;
            let numbers = given(&ledger).await;
            for number in heard.iter().filter(|number| *number != "-") {
                assert!(
                    numbers.contains(number),
                    "seed {seed}: {number} was given out and is gone"
                );
            }
            whole(&ledger, seed).await;
            ledger.close().await;
        });
    }
    runtime.block_on(async {
        let ledger = open(&folder).await;
        let seed = lots.draw() >> 1;
        live_them_all(&ledger, seed).await;
        whole(&ledger, seed).await;
        let numbers = given(&ledger).await;
        let series = by_series(&numbers);
        assert_eq!(series.len(), 2 * series_a_year(), "{:?}", series.keys());
        ledger.close().await;
    });
}

/// The sabotage: the count of every series is moved by one, up or down, and each is noticed.
#[tokio::test]
async fn a_count_that_is_off_is_noticed_in_every_series() {
    for off in [
        "UPDATE number_series SET last = last + 1",
        "UPDATE number_series SET last = last - 1",
    ] {
        let house = House::new().await;
        lives::settle(&house.ledger).await;
        live_them_all(&house.ledger, 7).await;
        assert_eq!(
            complaints(&given(&house.ledger).await),
            Vec::<String>::new()
        );
        house
            .ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(off).execute(tx).await?;
                    Ok(())
                })
            })
            .await
            .expect("moved");
        live_them_all(&house.ledger, 7_000).await;
        let complaints = complaints(&given(&house.ledger).await);
        assert_eq!(
            complaints.len(),
            2 * series_a_year(),
            "{off}: {complaints:?}"
        );
    }
}
