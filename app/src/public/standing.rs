//! The answer in one sentence: how far the item has come, with whom, and until when.

use super::frame::named;
use super::seen::{OpenItem, Stage};
use crate::text::{Lang, moment, public as text};
use chrono::NaiveDate;
use domain::deadline::Term;

/// The colour that repeats what the sentence says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tint {
    /// On its way.
    Plain,
    /// The offices are late.
    Late,
    /// The answer is there.
    Done,
}

impl Tint {
    /// The class of the sentence.
    pub const fn class(self) -> &'static str {
        match self {
            Tint::Plain => "answer",
            Tint::Late => "answer late",
            Tint::Done => "answer done",
        }
    }
}

/// Where the item stands, as one sentence.
pub fn standing(lang: Lang, item: &OpenItem, today: NaiveDate) -> (String, Tint) {
    let unit = named(
        item.unit.as_deref().unwrap_or_default(),
        text::unit_in_charge(lang),
    );
    let say = |on: NaiveDate| moment::day(lang, on, today);
    let answered = item.answer.as_ref().map(|answer| say(answer.on));
    let declined = item.declined.as_ref().map(|declined| say(declined.on));
    match (item.stage, answered, declined) {
        (Stage::Answered, Some(day), _) => (text::answer_delivered(lang, unit, &day), Tint::Done),
        (Stage::Closed, Some(day), _) => (text::answer_closed(lang, unit, &day), Tint::Done),
        (Stage::Declined, _, Some(day)) => (text::answer_declined(lang, unit, &day), Tint::Plain),
        (Stage::Guided | Stage::Closed, None, None) if item.guided.is_some() => {
            let day = item.guided.as_ref().map(|guidance| say(guidance.notice.on));
            (
                text::answer_guided(lang, unit, &day.unwrap_or_default()),
                Tint::Plain,
            )
        }
        (Stage::Closed, None, _) => (text::answer_closed_declined(lang).to_owned(), Tint::Plain),
        (stage, _, _) => underway(lang, item, stage, unit, today),
    }
}

/// The sentence of an item that still owes its petitioner a step.
fn underway(
    lang: Lang,
    item: &OpenItem,
    stage: Stage,
    unit: &str,
    today: NaiveDate,
) -> (String, Tint) {
    let awaited = match stage {
        Stage::Registered => Term::Send,
        Stage::Sent | Stage::Disputed => Term::Notice,
        _ => Term::Handling,
    };
    let clock = item.limit.as_ref().filter(|clock| {
        let simply = awaited == Term::Handling && clock.term == Term::SimpleOpinion;
        (clock.term == awaited || simply) && clock.stopped_on.is_none()
    });
    let Some(clock) = clock else {
        // Branches 1 to 5 run on the limits of their own law, which are not counted here.
        let sentence = match stage {
            Stage::Registered | Stage::Sent | Stage::Disputed => {
                text::answer_registered_open(lang).to_owned()
            }
            Stage::Signed => text::answer_signed_own_law(lang, unit),
            _ => text::answer_handling_own_law(lang, unit),
        };
        return (sentence, Tint::Plain);
    };
    let day = moment::day(lang, clock.due.on, today);
    if clock.is_overdue(today) {
        let days = -clock.days_left(today);
        let sentence = match stage {
            Stage::Registered => text::answer_registered_late(lang, &day, days),
            Stage::Sent => text::answer_sent_late(lang, unit, &day, days),
            Stage::Disputed => text::answer_disputed_late(lang, &day, days),
            Stage::Signed => text::answer_signed_late(lang, unit, &day, days),
            _ => text::answer_handling_late(lang, unit, &day, days),
        };
        return (sentence, Tint::Late);
    }
    let sentence = match stage {
        Stage::Registered => text::answer_registered(lang, &day),
        Stage::Sent => text::answer_sent(lang, unit, &day),
        Stage::Disputed => text::answer_disputed(lang, &day),
        Stage::Signed => text::answer_signed(lang, unit, &day),
        _ => text::answer_handling(lang, unit, &day),
    };
    (sentence, Tint::Plain)
}
