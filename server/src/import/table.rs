//! Rows of a CSV file or of the first sheet of an xlsx workbook, each with its place in the file.

use super::encoding::{self, Encoding, Unreadable};
use calamine::{Data, ExcelDateTime, Range, Reader, Xlsx};
use chrono::{Duration, NaiveDate};
use std::io::Cursor;

/// The most bytes of one file; it is read as a whole.
pub const FILE_LIMIT: u64 = 256 * 1024 * 1024;

const ZIP_MARK: &[u8] = b"PK\x03\x04";
const OLD_EXCEL_MARK: &[u8] = b"\xd0\xcf\x11\xe0";

/// What stands in one cell.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Cell {
    /// Words, trimmed, with `\n` between lines.
    Text(String),
    /// A failed formula, as the sheet shows it.
    Error(String),
}

/// One row and where it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// First line in a CSV file (1: the header's), row number in a sheet.
    pub line: u64,
    /// Last line: a field may hold several.
    pub last_line: u64,
    /// The cells, as many as were written.
    pub cells: Vec<Cell>,
}

/// A file's rows.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Table {
    /// What the columns are called.
    pub headers: Vec<String>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
    /// The encoding, of a text file.
    pub encoding: Option<Encoding>,
    /// What separates the fields, in a text file.
    pub separator: Option<char>,
}

/// Why a file has no rows for us.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum NoTable {
    /// Not text we read.
    Unreadable(Unreadable),
    /// The binary workbook of Excel 97–2003, or another program's document.
    OldWorkbook,
    /// A workbook that cannot be opened, with the library's reason.
    BrokenWorkbook(String),
    /// Not even headers.
    Empty,
}

/// Reads all rows. What the file is, its first bytes say: names lie.
///
/// # Errors
/// [`NoTable`].
pub fn read(bytes: Vec<u8>) -> Result<Table, NoTable> {
    if bytes.starts_with(ZIP_MARK) {
        return workbook(bytes);
    }
    if bytes.starts_with(OLD_EXCEL_MARK) {
        return Err(NoTable::OldWorkbook);
    }
    let (encoding, text) = encoding::decode(&bytes).map_err(NoTable::Unreadable)?;
    let text = normal(&text);
    let separator = separator(&text);
    let mut table = table(lines(&text, separator))?;
    table.encoding = Some(encoding);
    table.separator = Some(char::from(separator));
    Ok(table)
}

fn table(rows: impl IntoIterator<Item = Row>) -> Result<Table, NoTable> {
    let mut rows = rows.into_iter().filter(|row| !row.is_blank());
    let headers = rows.next().ok_or(NoTable::Empty)?.cells;
    Ok(Table {
        headers: headers.into_iter().map(Cell::into_text).collect(),
        rows: rows.collect(),
        encoding: None,
        separator: None,
    })
}

/// One kind of line end: `\n`.
fn normal(text: &str) -> String {
    text.replace("\r\n", "\n").replace('\r', "\n")
}

fn lines(text: &str, separator: u8) -> Vec<Row> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(separator)
        .from_reader(text.as_bytes());
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    // The text is UTF-8 and rows may be of any length, so reading from memory cannot fail.
    while let Ok(true) = reader.read_record(&mut record) {
        let Some(position) = record.position() else {
            break;
        };
        let line = position.line() + blank_lines(text, position.byte());
        rows.push(Row {
            line,
            last_line: line + breaks(&record),
            cells: record.iter().map(Cell::text).collect(),
        });
    }
    rows
}

/// Blank lines are skipped by the reader but counted as the start of the row after them.
fn blank_lines(text: &str, byte: u64) -> u64 {
    let start = usize::try_from(byte).unwrap_or(usize::MAX);
    let rest = text.as_bytes().get(start..).unwrap_or_default();
    rest.iter().take_while(|byte| **byte == b'\n').count() as u64
}

fn breaks(record: &csv::StringRecord) -> u64 {
    let breaks = record
        .iter()
        .flat_map(str::bytes)
        .filter(|byte| *byte == b'\n');
    breaks.count() as u64
}

/// Whatever separates the headers: people save tables with semicolons and tabs, too.
fn separator(text: &str) -> u8 {
    let header = text
        .lines()
        .find(|line| !line.trim().is_empty())
        .unwrap_or_default();
    let count = |byte: u8| header.bytes().filter(|other| *other == byte).count();
    let mut best = b',';
    for candidate in [b'\t', b';'] {
        if count(candidate) > count(best) {
            best = candidate;
        }
    }
    best
}

fn workbook(bytes: Vec<u8>) -> Result<Table, NoTable> {
    let mut book = opened(bytes)?;
    let first = book
        .worksheet_range_at(0)
        .ok_or(NoTable::Empty)?
        .map_err(broken)?;
    sheet(&first)
}

/// The sheets of a workbook by name, without the blank ones; `None`: the file is no workbook.
///
/// # Errors
/// [`NoTable`].
pub fn sheets(bytes: Vec<u8>) -> Result<Option<Vec<(String, Table)>>, NoTable> {
    if bytes.starts_with(OLD_EXCEL_MARK) {
        return Err(NoTable::OldWorkbook);
    }
    if !bytes.starts_with(ZIP_MARK) {
        return Ok(None);
    }
    let mut book = opened(bytes)?;
    let mut sheets = Vec::new();
    for name in book.sheet_names() {
        match sheet(&book.worksheet_range(&name).map_err(broken)?) {
            Ok(table) => sheets.push((name, table)),
            Err(NoTable::Empty) => {}
            Err(reason) => return Err(reason),
        }
    }
    Ok(Some(sheets))
}

fn opened(bytes: Vec<u8>) -> Result<Xlsx<Cursor<Vec<u8>>>, NoTable> {
    Xlsx::new(Cursor::new(bytes)).map_err(broken)
}

fn broken(error: calamine::XlsxError) -> NoTable {
    NoTable::BrokenWorkbook(error.to_string())
}

fn sheet(range: &Range<Data>) -> Result<Table, NoTable> {
    let first = range.start().map_or(0, |(row, _)| row);
    let rows = range.rows().zip(u64::from(first) + 1..);
    table(rows.map(|(cells, line)| Row {
        line,
        last_line: line,
        cells: cells.iter().map(Cell::from_sheet).collect(),
    }))
}

impl Row {
    fn is_blank(&self) -> bool {
        let empty = Cell::text("");
        self.cells.iter().all(|cell| *cell == empty)
    }
}

impl Cell {
    /// Drops what is no word: blanks around the text and control characters inside it.
    fn text(text: &str) -> Cell {
        let control = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
        let trimmed =
            text.trim_matches(|c: char| c.is_whitespace() || c.is_control() || c == '\u{feff}');
        Cell::Text(if trimmed.contains(control) {
            trimmed.replace(control, "")
        } else {
            trimmed.to_owned()
        })
    }

    fn from_sheet(data: &Data) -> Cell {
        match data {
            Data::Empty => Cell::text(""),
            Data::String(text) => Cell::text(&normal(text)),
            Data::Int(number) => Cell::Text(number.to_string()),
            // A number typed without a fraction shows none: `2549`, not `2549.0`.
            Data::Float(number) => Cell::Text(number.to_string()),
            Data::Bool(truth) => Cell::Text(truth.to_string()),
            Data::DateTime(moment) => Cell::Text(written(*moment)),
            Data::DateTimeIso(text) | Data::DurationIso(text) => Cell::text(text),
            Data::Error(error) => Cell::Error(error.to_string()),
        }
    }

    fn into_text(self) -> String {
        match self {
            Cell::Text(text) | Cell::Error(text) => text,
        }
    }
}

/// A sheet keeps a moment as a fraction of days: rounded to the second people typed.
fn written(moment: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, millisecond) = moment.to_ymd_hms_milli();
    let day = NaiveDate::from_ymd_opt(year.into(), month.into(), day.into());
    day.and_then(|day| {
        day.and_hms_milli_opt(
            hour.into(),
            minute.into(),
            second.into(),
            millisecond.into(),
        )
    })
    .map(|moment| moment + Duration::milliseconds(500))
    .map_or_else(String::new, |moment| {
        moment.format("%Y-%m-%d %H:%M:%S").to_string()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Table {
        read(text.as_bytes().to_vec()).expect("a table")
    }

    fn places(table: &Table) -> Vec<(u64, u64)> {
        table
            .rows
            .iter()
            .map(|row| (row.line, row.last_line))
            .collect()
    }

    #[test]
    fn lines_are_counted_through_fields_of_several_lines_and_blank_ones() {
        let text = "\nid,text\n\n1,\"one\ntwo\nthree\"\n\n\n2,x\n,\n3,\"a\n\"\n";
        for text in [
            text.to_owned(),
            text.replace('\n', "\r\n"),
            text.replace('\n', "\r"),
        ] {
            let table = read_text(&text);
            assert_eq!(table.headers, ["id", "text"]);
            assert_eq!(places(&table), [(4, 6), (9, 9), (11, 12)]);
            assert_eq!(
                table.rows[0].cells[1],
                Cell::Text("one\ntwo\nthree".to_owned())
            );
        }
    }

    #[test]
    fn tabs_and_semicolons_separate_as_well() {
        for text in ["id\ttext\n1\ta,b\n", "id;text\n1;a,b\n"] {
            let table = read_text(text);
            assert_eq!(table.rows[0].cells[1], Cell::Text("a,b".to_owned()));
        }
    }

    #[test]
    fn blanks_around_words_go_and_control_characters_with_them() {
        let table = read_text("id,text\n1,\"\u{3000}a\u{7}b\tc\u{a0}\"\n");
        assert_eq!(table.rows[0].cells[1], Cell::Text("ab\tc".to_owned()));
    }

    #[test]
    fn what_is_no_table_is_told_apart() {
        assert_eq!(read(Vec::new()), Err(NoTable::Empty));
        assert_eq!(read(b"\n , \n".to_vec()), Err(NoTable::Empty));
        assert_eq!(
            read(b"\xd0\xcf\x11\xe0....".to_vec()),
            Err(NoTable::OldWorkbook)
        );
        assert!(matches!(
            read(b"PK\x03\x04rest".to_vec()),
            Err(NoTable::BrokenWorkbook(_))
        ));
    }
}
