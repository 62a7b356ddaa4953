//! Writes units, officers and accounts in one transaction, with a line in the audit trail for each.

use super::officers::{Officers, Person};
use super::passwords::{Destination, OneTime};
use super::units::Units;
use crate::account::{Accounts, NewAccount, password};
use crate::import::report::Report;
use crate::import::words::Told;
use crate::store::{Audited, Ledger, append_audit, put_officers, put_units};
use anyhow::Result;
use chrono::Utc;

/// Writes what is new or changed. Passwords are handed over before the accounts are there: after a crash between
/// the two a list is worthless, never an account without anybody who can open it.
///
/// # Errors
/// The passwords cannot be handed over, or the database failed; nothing was written then.
pub async fn write(
    ledger: &Ledger,
    units: &Units,
    officers: &Officers,
    destination: &Destination,
    report: &Report,
) -> Result<()> {
    if officers.new_people().next().is_some() {
        destination.ensure_private()?;
    }
    let mut accounts = Vec::new();
    let mut one_time = Vec::new();
    for person in officers.new_people() {
        let (account, line) = opened(person, units)?;
        accounts.push(account);
        one_time.push(line);
    }
    if !one_time.is_empty() {
        destination.hand_over(&one_time)?;
    }
    let made = accounts.len();
    put(ledger, units, officers, accounts).await?;
    if made > 0 {
        report.mention(&Told::new(
            format!("新账号 {made} 个，第一次登录必须改密码"),
            format!("{made} new accounts; each must change its password at the first sign-in"),
        ));
    }
    Ok(())
}

/// An account with a password for one use, and the line that tells it.
fn opened(person: &Person, units: &Units) -> Result<(NewAccount, OneTime)> {
    let password = password::one_time()?;
    let account = NewAccount {
        officer: person.officer.id,
        sign_in_name: person.sign_in_name.clone(),
        password_hash: password::hash(&password)?,
        must_change: true,
    };
    let unit = units.merged().get(&person.officer.unit);
    let line = OneTime {
        sign_in_name: person.sign_in_name.clone(),
        name: person.officer.name.clone(),
        unit: unit.map(|unit| unit.name.clone()).unwrap_or_default(),
        password,
    };
    Ok((account, line))
}

async fn put(
    ledger: &Ledger,
    units: &Units,
    officers: &Officers,
    accounts: Vec<NewAccount>,
) -> Result<()> {
    let units = units.changed().to_vec();
    let officers = officers.changed().to_vec();
    let now = Utc::now();
    let line = |act, id: String| Audited {
        at: now,
        officer: None,
        act,
        record: None,
        allowed: true,
        detail: id,
    };
    let mut trail = Vec::new();
    trail.extend(
        units
            .iter()
            .map(|unit| line("import_unit", unit.id.to_string())),
    );
    trail.extend(
        officers
            .iter()
            .map(|officer| line("import_officer", officer.id.to_string())),
    );
    trail.extend(
        accounts
            .iter()
            .map(|account| line("import_account", account.officer.to_string())),
    );
    if trail.is_empty() {
        return Ok(());
    }
    ledger
        .write(move |tx| {
            Box::pin(async move {
                put_units(tx, units).await?;
                put_officers(tx, officers).await?;
                Accounts::add(tx, accounts).await?;
                for line in &trail {
                    append_audit(tx, line).await?;
                }
                Ok(())
            })
        })
        .await?;
    Ok(())
}
