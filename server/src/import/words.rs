//! What the import says to people, Chinese and English side by side.

use super::day::BadDate;
use super::encoding::Unreadable;
use super::message::Reason;
use super::table::NoTable;
use app::text::{Lang, petition, refusal};

/// The most characters of a cell that a report quotes: enough to find it, too few to tell a story.
const QUOTED: usize = 30;

/// A sentence in both languages.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Told {
    pub zh: String,
    pub en: String,
}

impl Told {
    /// The same in both languages.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Told {
        Told {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// Both on one line.
    pub fn line(&self) -> String {
        format!("{} · {}", self.zh, self.en)
    }
}

/// Why a row does not go in.
pub fn reason(reason: &Reason) -> Told {
    match reason {
        Reason::Date(wrong, text) => date(*wrong, &quoted(text)),
        Reason::DateWithoutReply => Told::new(
            "有答复时间，没有答复内容",
            "there is the date of an answer and no answer",
        ),
        Reason::ReplyBeforeMessage => Told::new(
            "答复时间早于留言时间",
            "the answer is older than the message",
        ),
        Reason::Formula(error) => Told::new(
            format!("单元格里的公式出错：{error}"),
            format!("the formula in this cell failed: {error}"),
        ),
        Reason::TooManyFields { found, headers } => Told::new(
            format!("这一行有 {found} 栏，表头只有 {headers} 栏：内容里有逗号的要加引号"),
            format!(
                "this row has {found} fields, the header {headers}: a field with a comma in it needs quotes"
            ),
        ),
        Reason::SwallowedRow { line } => Told::new(
            format!("第 {line} 行被并进了这一行的一栏里：前面有一个引号没有成对，请补上"),
            format!(
                "line {line} ended up inside a field of this row: a quotation mark before it has no partner"
            ),
        ),
        Reason::OtherReply => Told::new(
            "这条留言已有另一份答复，已送达的答复不改写",
            "this message has another answer already, and what was delivered is never rewritten",
        ),
        Reason::InHandling(state) => Told::new(
            format!(
                "这条留言正在本局办理（{}），答复请在办理中录入",
                petition::state(Lang::Zh, *state)
            ),
            format!(
                "this message is being handled here ({}): enter the answer there",
                petition::state(Lang::En, *state)
            ),
        ),
        Reason::Refused(no) => Told::new(
            refusal::refusal(Lang::Zh, no),
            refusal::refusal(Lang::En, no),
        ),
    }
}

fn date(wrong: BadDate, text: &str) -> Told {
    match wrong {
        BadDate::Empty => Told::new("没有写日期", "there is no date"),
        BadDate::NoDate => Told::new(
            format!("看不懂的日期“{text}”，请写作 2019-02-28 11:25:05"),
            format!("“{text}” does not read as a date; write 2019-02-28 11:25:05"),
        ),
        BadDate::NoSuchDay => Told::new(
            format!("没有“{text}”这一天"),
            format!("there is no such day: “{text}”"),
        ),
        BadDate::NoSuchTime => Told::new(
            format!("没有“{text}”这个时刻"),
            format!("there is no such time: “{text}”"),
        ),
        BadDate::TooOld => Told::new(
            format!("“{text}”早于 1949 年"),
            format!("“{text}” lies before 1949"),
        ),
        BadDate::Future => Told::new(
            format!("“{text}”晚于现在"),
            format!("“{text}” lies after now"),
        ),
    }
}

fn quoted(text: &str) -> String {
    let mut short: String = text
        .chars()
        .take(QUOTED)
        .map(|c| if c == '\n' { ' ' } else { c })
        .collect();
    if text.chars().nth(QUOTED).is_some() {
        short.push('…');
    }
    short
}

/// Why a file is no table, and the way out.
pub fn no_table(reason: &NoTable) -> Told {
    match reason {
        NoTable::Unreadable(unreadable) => no_text(*unreadable),
        NoTable::OldWorkbook => Told::new(
            "这是旧格式的工作簿（.xls），请在表格软件里另存为 .xlsx 或“CSV UTF-8”",
            "this is an old workbook (.xls): save it as .xlsx or as “CSV UTF-8” first",
        ),
        NoTable::BrokenWorkbook(why) => Told::new(
            format!("工作簿打不开（{why}），请在表格软件里打开后另存为 .xlsx"),
            format!(
                "the workbook does not open ({why}): open it in a spreadsheet program and save it as .xlsx again"
            ),
        ),
        NoTable::Empty => Told::new(
            "文件是空的，连表头也没有",
            "the file is empty, without even a header",
        ),
    }
}

fn no_text(unreadable: Unreadable) -> Told {
    match unreadable {
        Unreadable::Utf16 => Told::new(
            "文件是 UTF-16（“Unicode 文本”），请另存为“CSV UTF-8”",
            "the file is UTF-16 (“Unicode text”): save it as “CSV UTF-8” first",
        ),
        Unreadable::DamagedUtf8 { line } => Told::new(
            format!("文件是 UTF-8，但第 {line} 行有损坏的字节，请从来源重新导出"),
            format!(
                "the file is UTF-8, but line {line} has damaged bytes: export it from the source again"
            ),
        ),
        Unreadable::Unknown { line } => Told::new(
            format!(
                "第 {line} 行起的文字编码既不是 UTF-8 也不是 GB18030，请在表格软件里另存为“CSV UTF-8”"
            ),
            format!(
                "from line {line} the text is neither UTF-8 nor GB18030: save it as “CSV UTF-8” first"
            ),
        ),
        Unreadable::Binary => Told::new(
            "这不是文本文件；可以读 CSV（UTF-8 或 GB18030）和 .xlsx",
            "this is no text file; CSV (UTF-8 or GB18030) and .xlsx can be read",
        ),
    }
}
