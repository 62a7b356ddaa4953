//! Where a page of a list ended, as text that clients hand back unread.

use crate::store::Error;
use app::api::Sort;

/// The last row of a page, and what the whole list was counted to on its first page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Cursor {
    sort: Sort,
    /// Value of the sort column.
    pub(super) key: i64,
    /// The record's short name, which breaks ties.
    pub(super) record: i64,
    /// How many there were in all; `None`: more than are counted.
    pub(super) total: Option<u32>,
}

impl Cursor {
    pub(super) fn new(sort: Sort, key: i64, record: i64, total: Option<u32>) -> Cursor {
        Cursor {
            sort,
            key,
            record,
            total,
        }
    }

    pub(super) fn to_text(self) -> String {
        let total = self.total.map_or(-1, i64::from);
        format!("{}.{}.{}.{total}", letter(self.sort), self.key, self.record)
    }

    /// Reads a cursor of a list in this order; one of another order leads nowhere.
    pub(super) fn from_text(text: &str, sort: Sort) -> Result<Cursor, Error> {
        let mut parts = text.split('.');
        let kind = parts.next();
        let mut number = || parts.next().and_then(|part| part.parse::<i64>().ok());
        match (kind, number(), number(), number(), parts.next()) {
            (Some(kind), Some(key), Some(record), Some(total), None) if kind == letter(sort) => {
                Ok(Cursor {
                    sort,
                    key,
                    record,
                    total: u32::try_from(total).ok(),
                })
            }
            _ => Err(Error::Cursor),
        }
    }
}

fn letter(sort: Sort) -> &'static str {
    match sort {
        Sort::Due => "d",
        Sort::Newest => "n",
        Sort::Oldest => "o",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_survives_the_way_and_fits_its_order_only() {
        for total in [None, Some(0), Some(1_000)] {
            let cursor = Cursor::new(Sort::Newest, -7, 42, total);
            let text = cursor.to_text();
            assert_eq!(Cursor::from_text(&text, Sort::Newest).ok(), Some(cursor));
            assert!(Cursor::from_text(&text, Sort::Due).is_err());
        }
        for wrong in [
            "",
            "n",
            "n.1.2",
            "n.1.2.3.4",
            "n.a.2.3",
            "x.1.2.3",
            "n.1.2.3 OR 1=1",
        ] {
            assert!(Cursor::from_text(wrong, Sort::Newest).is_err(), "{wrong}");
        }
    }
}
