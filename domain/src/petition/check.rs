//! Checks of single words and dates that several steps share.

use super::{LINE_LIMIT, TEXT_LIMIT};
use crate::ids::day_of;
use crate::record::Setting;
use crate::refusal::{Field, Refusal};
use chrono::NaiveDate;

/// A line or text that must be there.
pub(super) fn needed(field: Field, text: &str, limit: usize) -> Result<(), Refusal> {
    if text.trim().is_empty() {
        return Err(Refusal::Missing(field));
    }
    within(field, text, limit)
}

/// A line or text that may be absent.
pub(super) fn within(field: Field, text: &str, limit: usize) -> Result<(), Refusal> {
    // Bytes bound characters from above, so short texts need no count.
    if text.len() > limit && text.chars().count() > limit {
        return Err(Refusal::TooLong { field, limit });
    }
    Ok(())
}

/// A needed line of at most [`LINE_LIMIT`] characters.
pub(super) fn line(field: Field, text: &str) -> Result<(), Refusal> {
    needed(field, text, LINE_LIMIT)
}

/// A needed text of at most [`TEXT_LIMIT`] characters.
pub(super) fn text(field: Field, text: &str) -> Result<(), Refusal> {
    needed(field, text, TEXT_LIMIT)
}

/// A number of days from 1 to `most`.
pub(super) fn needed_days(days: u16, most: u16) -> Result<(), Refusal> {
    if days == 0 {
        return Err(Refusal::Missing(Field::Days));
    }
    if days > most {
        return Err(Refusal::TooManyDays { most });
    }
    Ok(())
}

/// The day it was written down: the claim, but never later than the official day.
pub(super) fn written_on(setting: &Setting<'_>) -> NaiveDate {
    day_of(setting.now.min(setting.recorded_at))
}

/// A day that must not lie after today nor before `first`.
pub(super) fn day(
    field: Field,
    on: NaiveDate,
    first: NaiveDate,
    setting: &Setting<'_>,
) -> Result<(), Refusal> {
    if on > day_of(setting.now) {
        return Err(Refusal::InFuture(field));
    }
    if on < first {
        return Err(Refusal::TooEarly { field, first });
    }
    Ok(())
}
