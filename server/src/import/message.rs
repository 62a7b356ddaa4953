//! One row of the file as a message with its answer, or what is wrong with the row.

use super::columns::{Column, Columns};
use super::day::{self, BadDate};
use super::table::{Cell, Row, Table};
use domain::Refusal;
use domain::ids::Moment;
use domain::petition::State;

/// A citizen's message as the source kept it. Who sent it is not taken over.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Message {
    /// The source's own number; may be empty.
    pub number: String,
    /// One line.
    pub subject: String,
    /// The message.
    pub text: String,
    /// When the source received it.
    pub received_at: Moment,
    /// First level of the content class; may be empty.
    pub class: String,
    /// The answer, if there is one.
    pub reply: Option<Reply>,
}

/// An official answer as the source kept it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reply {
    /// The whole of it.
    pub text: String,
    /// When it was given.
    pub at: Moment,
}

/// Something wrong in one row, and in which column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Mistake {
    /// The column; `None`: the row as a whole.
    pub column: Option<Column>,
    /// Why.
    pub reason: Reason,
}

/// Why a row does not go in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The date is none; with what is written there.
    Date(BadDate, String),
    /// There is a date of an answer and no answer.
    DateWithoutReply,
    /// The answer is older than the message.
    ReplyBeforeMessage,
    /// A formula in this cell failed, as the sheet shows it.
    Formula(String),
    /// More fields than headers: a separator inside a field that is not quoted.
    TooManyFields {
        /// In this row.
        found: usize,
        /// In the header.
        headers: usize,
    },
    /// A field holds what looks like a whole row of its own: a quotation mark without its partner.
    SwallowedRow {
        /// The line of the row inside.
        line: u64,
    },
    /// The message is in with another answer; what was answered is never changed.
    OtherReply,
    /// The message is in and officers here are at work on it, so an answer cannot be laid over theirs.
    InHandling(State),
    /// The law says no.
    Refused(Refusal),
}

impl Message {
    /// Reads one row; everything wrong with it is told at once.
    ///
    /// # Errors
    /// All mistakes of the row, at least one.
    pub fn read(
        row: &Row,
        columns: &Columns,
        table: &Table,
        now: Moment,
    ) -> Result<Message, Vec<Mistake>> {
        let mut mistakes = Vec::new();
        let (found, headers) = (row.cells.len(), table.headers.len());
        if let Some(line) = swallowed(row, columns, table, now) {
            mistakes.push(Mistake::of_row(Reason::SwallowedRow { line }));
        } else if found > headers {
            mistakes.push(Mistake::of_row(Reason::TooManyFields { found, headers }));
        }
        let mut words = |column| match columns.place(column).and_then(|at| row.cells.get(at)) {
            Some(Cell::Text(text)) => text.as_str(),
            Some(Cell::Error(error)) => {
                mistakes.push(Mistake::of(column, Reason::Formula(error.clone())));
                ""
            }
            None => "",
        };
        let number = words(Column::Id).to_owned();
        let subject = words(Column::Subject).to_owned();
        let text = words(Column::Text).to_owned();
        let class = words(Column::Level1).to_owned();
        let received = words(Column::ReceivedAt);
        let reply = words(Column::Reply);
        let replied = words(Column::RepliedAt);

        let received_at = match day::read(received, now) {
            Ok(written) => Some(written.at),
            Err(wrong) => {
                mistakes.push(Mistake::of(
                    Column::ReceivedAt,
                    Reason::Date(wrong, received.to_owned()),
                ));
                None
            }
        };
        let reply = match answer(reply, replied, received_at, now) {
            Ok(reply) => reply,
            Err(mistake) => {
                mistakes.push(mistake);
                None
            }
        };
        match received_at {
            Some(received_at) if mistakes.is_empty() => Ok(Message {
                number,
                subject,
                text,
                received_at,
                class,
                reply,
            }),
            _ => Err(mistakes),
        }
    }
}

/// The line of a row that a field of this row swallowed, because a quotation mark opened and never closed.
/// Letting it pass would put one citizen's words into another's message.
fn swallowed(row: &Row, columns: &Columns, table: &Table, now: Moment) -> Option<u64> {
    let place = columns.place(Column::ReceivedAt)?;
    let separator = table.separator?;
    let mut line = row.line;
    for cell in &row.cells {
        let Cell::Text(text) = cell else { continue };
        for (nth, inner) in text.split('\n').enumerate() {
            line += u64::from(nth > 0);
            let fields: Vec<&str> = inner.split(separator).collect();
            let is_row = fields.len() >= table.headers.len()
                && fields
                    .get(place)
                    .is_some_and(|field| day::read(field.trim_matches('"'), now).is_ok());
            if nth > 0 && is_row {
                return Some(line);
            }
        }
    }
    None
}

fn answer(
    text: &str,
    replied: &str,
    received_at: Option<Moment>,
    now: Moment,
) -> Result<Option<Reply>, Mistake> {
    if text.is_empty() {
        return if replied.is_empty() {
            Ok(None)
        } else {
            Err(Mistake::of(Column::Reply, Reason::DateWithoutReply))
        };
    }
    let written = day::read(replied, now)
        .map_err(|wrong| Mistake::of(Column::RepliedAt, Reason::Date(wrong, replied.to_owned())))?;
    let mut at = written.at;
    if let Some(received_at) = received_at {
        let same_day = domain::ids::day_of(at) == domain::ids::day_of(received_at);
        if written.day_only && same_day {
            // A day without a time does not say before noon or after: not before the message, surely.
            at = at.max(received_at);
        }
        if at < received_at {
            return Err(Mistake::of(Column::RepliedAt, Reason::ReplyBeforeMessage));
        }
    }
    Ok(Some(Reply {
        text: text.to_owned(),
        at,
    }))
}

impl Mistake {
    /// A mistake in one column.
    pub fn of(column: Column, reason: Reason) -> Mistake {
        Mistake {
            column: Some(column),
            reason,
        }
    }

    /// A mistake of the row as a whole.
    pub fn of_row(reason: Reason) -> Mistake {
        Mistake {
            column: None,
            reason,
        }
    }
}
