//! One of the two tables: where its columns stand, and what a row says in them.

use crate::import::message::Reason;
use crate::import::report::Report;
use crate::import::table::{Cell, Row, Table};
use crate::import::words::{self, Told};
use anyhow::{Result, bail};
use domain::petition::LINE_LIMIT;

/// A column of the table.
pub struct Column {
    /// Its plain header.
    pub key: &'static str,
    /// Its Chinese ones.
    pub headers: &'static [&'static str],
    /// The table is none without it.
    pub needed: bool,
}

/// A table whose columns were found.
pub struct Sheet {
    label: Told,
    table: Table,
    /// For each column of the table's kind, by key: where it stands.
    places: Vec<(&'static str, usize)>,
}

/// One row while it is read.
pub struct Line<'a> {
    sheet: &'a Sheet,
    row: &'a Row,
    wrong: Vec<(Option<&'a str>, Told)>,
}

impl Sheet {
    /// Finds the columns by their headers, in any order and case; other columns are left alone.
    ///
    /// # Errors
    /// A needed column is not there, or one is there twice.
    pub fn find(
        label: Told,
        table: Table,
        place: &str,
        columns: &'static [Column],
    ) -> Result<Sheet> {
        let mut places = Vec::new();
        for column in columns {
            let known = |header: &str| {
                let header = header.trim();
                header.eq_ignore_ascii_case(column.key) || column.headers.contains(&header)
            };
            let mut found = (0..)
                .zip(&table.headers)
                .filter(|(_, header)| known(header));
            match (found.next(), found.next()) {
                (Some((at, _)), None) => places.push((column.key, at)),
                (Some((_, one)), Some((_, two))) => bail!(
                    "{place}：表头“{one}”和“{two}”是同一栏 · {place}: the headers {one:?} and {two:?} are one column"
                ),
                (None, _) if column.needed => bail!(
                    "{place}（{0}）：没有“{1}”（{2}）这一栏；表头是：{3} · {place} ({4}): no column {2}; the headers are: {3}",
                    label.zh,
                    column.headers.first().copied().unwrap_or(column.key),
                    column.key,
                    table.headers.join(" | "),
                    label.en,
                ),
                (None, _) => {}
            }
        }
        Ok(Sheet {
            label,
            table,
            places,
        })
    }

    /// Every row, ready to be read.
    pub fn lines(&self) -> impl Iterator<Item = Line<'_>> {
        self.table.rows.iter().map(|row| {
            let (found, headers) = (row.cells.len(), self.table.headers.len());
            let mut line = Line {
                sheet: self,
                row,
                wrong: Vec::new(),
            };
            if found > headers {
                let told = words::reason(&Reason::TooManyFields { found, headers });
                line.wrong.push((None, told));
            }
            line
        })
    }
}

impl<'a> Line<'a> {
    /// What stands in a column; empty where the table has no such column.
    pub fn text(&mut self, column: &Column) -> &'a str {
        match self.at(column).and_then(|at| self.row.cells.get(at)) {
            Some(Cell::Text(text)) => text,
            Some(Cell::Error(error)) => {
                let told = words::reason(&Reason::Formula(error.clone()));
                self.refuse(column, told);
                ""
            }
            None => "",
        }
    }

    /// What stands in a column that must hold one line of words.
    pub fn words(&mut self, column: &Column) -> &'a str {
        let before = self.wrong.len();
        let text = self.text(column);
        if text.is_empty() && self.wrong.len() == before {
            self.refuse(column, Told::new("没有写", "it is empty"));
        } else if text.contains(['\n', '\t']) {
            self.refuse(column, Told::new("只能写一行", "it must be one line"));
        } else if text.chars().count() > LINE_LIMIT {
            self.refuse(
                column,
                Told::new(
                    format!("不能超过 {LINE_LIMIT} 字"),
                    format!("at most {LINE_LIMIT} characters"),
                ),
            );
        }
        text
    }

    /// Notes what is wrong in a column.
    pub fn refuse(&mut self, column: &Column, told: Told) {
        let header = self
            .at(column)
            .and_then(|at| self.sheet.table.headers.get(at));
        self.wrong.push((header.map(String::as_str), told));
    }

    /// Whether nothing was wrong so far.
    pub fn is_good(&self) -> bool {
        self.wrong.is_empty()
    }

    /// Tells everything that was wrong with the row.
    pub fn reject(&self, report: &mut Report) {
        report.reject_in(&self.sheet.label, self.row, &self.wrong);
    }

    fn at(&self, column: &Column) -> Option<usize> {
        let places = &self.sheet.places;
        places
            .iter()
            .find(|(key, _)| *key == column.key)
            .map(|(_, at)| *at)
    }
}
