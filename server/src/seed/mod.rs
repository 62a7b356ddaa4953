//! `server seed`: a demonstration county, told through the same commands and rules as real work.
//!
//! The county is the same on every machine; only its dates follow the day of seeding, so that limits run out
//! today and next week. Every id follows from its place in the telling: a seeding that was killed is finished
//! by seeding again.

mod afterwards;
mod chance;
mod county;
mod dates;
mod filings;
mod handling;
mod matters;
mod mix;
mod people;
mod phrases;
mod tale;
mod teller;

use crate::account::{Accounts, NewAccount, password};
use crate::store::{Issue, Issued, Ledger};
use anyhow::{Result, bail};
use app::text::{Lang, duty, refusal};
use chrono::Utc;
use county::{County, Person};
use domain::Record;
use domain::duty::Role;
use domain::ids::RecordId;
use domain::organisation::Colleague;
use domain::petition::Command::Judge;
use matters::Matters;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use teller::Teller;

/// The one password of every demonstration account. It opens invented cases only.
pub const PASSWORD: &str = "qinghe-2026";

/// Commands in one transaction, about.
const BATCH: usize = 500;

/// Fills an empty database with a demonstration county · 生成演示县
#[derive(clap::Args, Clone, Debug)]
pub struct SeedArgs {
    /// Do nothing to a database that has units already · 已有机构时不动
    #[arg(long)]
    pub if_empty: bool,
    /// How many petitions; beyond 300 an archive of older ones · 信访件数
    #[arg(long, default_value_t = mix::DEMONSTRATION as u32, value_name = "COUNT")]
    pub petitions: u32,
}

/// Seeds and prints the accounts. Exit status 2: it could not be done.
pub async fn run(args: &SeedArgs, ledger: &Ledger) -> ExitCode {
    match seed(args, ledger).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::from(2)
        }
    }
}

async fn seed(args: &SeedArgs, ledger: &Ledger) -> Result<()> {
    let county = County::load()?;
    match standing(ledger, &county).await? {
        Standing::Empty | Standing::Unfinished => fill(args, ledger, &county).await?,
        Standing::Finished if args.if_empty => {}
        Standing::Foreign if args.if_empty => return Ok(()),
        Standing::Finished | Standing::Foreign => bail!(
            "数据库里已有机构，演示县只建在空数据库里 · this database has units: a demonstration needs an empty one"
        ),
    }
    print_accounts(&county);
    Ok(())
}

/// What a database holds.
enum Standing {
    /// Nothing.
    Empty,
    /// A demonstration whose seeding was stopped.
    Unfinished,
    /// A demonstration.
    Finished,
    /// A real organisation.
    Foreign,
}

async fn standing(ledger: &Ledger, county: &County) -> Result<Standing> {
    let directory = ledger.directory().await?;
    if directory.units().is_empty() {
        return Ok(Standing::Empty);
    }
    if directory.unit(county.bureau).is_none() {
        return Ok(Standing::Foreign);
    }
    // Accounts are made last: without them the telling did not end.
    let ended: bool = sqlx::query_scalar("SELECT EXISTS (SELECT 1 FROM account)")
        .fetch_one(ledger.readers())
        .await?;
    Ok(if ended {
        Standing::Finished
    } else {
        Standing::Unfinished
    })
}

async fn fill(args: &SeedArgs, ledger: &Ledger, county: &County) -> Result<()> {
    let matters = Matters::load()?;
    let officers: Vec<Colleague> = county
        .people
        .iter()
        .map(|person| person.officer.clone())
        .collect();
    ledger.put_units(county.units.clone()).await?;
    ledger.put_officers(officers).await?;
    ledger.put_classes(matters.classes()).await?;

    let total = usize::try_from(args.petitions)?;
    let mut teller = Teller::new(county, &matters, Utc::now(), total);
    let mut writer = Writer::new(ledger, total);
    let archive = total.saturating_sub(mix::DEMONSTRATION);
    // An archive is written petition by petition, each in one transaction: a record is filed once.
    for nth in 0..archive {
        writer.waiting.extend(teller.tell(nth)?);
        if writer.waiting.len() >= BATCH {
            writer.write(nth + 1).await?;
        }
    }
    writer.write(archive).await?;
    // The demonstration is written as it would have come about, so that numbers follow the days.
    let mut commands = Vec::new();
    for nth in archive..total {
        commands.extend(teller.tell(nth)?);
    }
    commands.sort_by_key(|issued| issued.at);
    for batch in commands.chunks(BATCH) {
        writer.waiting.extend_from_slice(batch);
        writer.write(total).await?;
    }
    writer.end();
    filings::file(ledger, county).await?;
    make_accounts(ledger, county).await
}

/// Issues what was told, batch by batch.
struct Writer<'a> {
    ledger: &'a Ledger,
    waiting: Vec<Issued>,
    total: usize,
    /// Whether somebody watches the count.
    watched: bool,
    /// A seeding taken up again on a later day tells other dates: what was told before stands.
    resumed: bool,
}

impl<'a> Writer<'a> {
    fn new(ledger: &'a Ledger, total: usize) -> Writer<'a> {
        Writer {
            ledger,
            waiting: Vec::new(),
            total,
            watched: std::io::stderr().is_terminal(),
            resumed: false,
        }
    }

    /// Writes what waits, in one transaction; `told` petitions are done then.
    async fn write(&mut self, told: usize) -> Result<()> {
        let mut batch = Vec::new();
        for mut issued in std::mem::take(&mut self.waiting) {
            if let Some(other) = judged(&issued) {
                // Whoever judges has the other item's number before them.
                if batch.iter().any(|before: &Issued| before.record == other) {
                    self.issue(std::mem::take(&mut batch)).await?;
                }
                number(&mut issued, self.ledger.record(other).await?);
            }
            batch.push(issued);
        }
        self.issue(batch).await?;
        if self.watched {
            eprint!("\r{told} / {}", self.total);
        }
        Ok(())
    }

    async fn issue(&mut self, batch: Vec<Issued>) -> Result<()> {
        let steps: Vec<domain::petition::Step> = batch.iter().map(step).collect();
        let outcomes = self.ledger.issue(batch).await?;
        for (step, outcome) in steps.into_iter().zip(outcomes) {
            match outcome {
                Issue::Done { .. } => {}
                Issue::Known => self.resumed = true,
                Issue::Refused(_) if self.resumed => {}
                Issue::Refused(no) => bail!(
                    "演示数据不合规则 · the demonstration breaks a rule: {step:?} {}",
                    refusal::refusal(Lang::Zh, &no)
                ),
            }
        }
        Ok(())
    }

    fn end(&self) {
        if self.watched {
            eprintln!();
        }
    }
}

fn step(issued: &Issued) -> domain::petition::Step {
    let domain::Command::Petition(command) = &issued.command;
    command.step()
}

/// The other item of a judgement.
fn judged(issued: &Issued) -> Option<RecordId> {
    match &issued.command {
        domain::Command::Petition(Judge(judgement)) => Some(judgement.other),
        domain::Command::Petition(_) => None,
    }
}

fn number(issued: &mut Issued, other: Option<Record>) {
    if let (domain::Command::Petition(Judge(judgement)), Some(Record::Petition(other))) =
        (&mut issued.command, other)
    {
        judgement.number = other.number.unwrap_or_default();
    }
}

async fn make_accounts(ledger: &Ledger, county: &County) -> Result<()> {
    // One hash for all: argon2 is slow on purpose, and the password is printed anyway.
    let hash = password::hash(PASSWORD)?;
    let account = |person: &Person| NewAccount {
        officer: person.officer.id,
        sign_in_name: person.sign_in_name.clone(),
        password_hash: hash.clone(),
        must_change: false,
    };
    Accounts::put(ledger, county.people.iter().map(account).collect()).await?;
    Ok(())
}

fn print_accounts(county: &County) {
    let mut out = std::io::stdout().lock();
    // A closed pipe has nobody to tell.
    let _ = write_accounts(county, &mut out);
}

/// The accounts by post.
fn write_accounts(county: &County, out: &mut impl Write) -> std::io::Result<()> {
    writeln!(
        out,
        "演示账号 · Demonstration accounts (密码 password: {PASSWORD})"
    )?;
    for role in Role::ALL {
        writeln!(
            out,
            "  {} · {}",
            duty::role(Lang::Zh, role),
            duty::role(Lang::En, role)
        )?;
        for person in county
            .people
            .iter()
            .filter(|person| person.officer.roles.contains(&role))
        {
            let unit = county
                .units
                .iter()
                .find(|unit| unit.id == person.officer.unit);
            let unit = unit.map_or("", |unit| unit.name.as_str());
            writeln!(
                out,
                "    {:<16} {}（{unit}）",
                person.sign_in_name, person.officer.name
            )?;
        }
    }
    Ok(())
}
