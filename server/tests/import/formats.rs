//! The same messages in every format and encoding are the same petitions; what cannot be read is refused with
//! the way out.

use crate::stage::{REPLIED, Stage, answered, csv};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

fn fields(text: &str) -> Vec<Vec<String>> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes())
        .records()
        .map(|row| row.expect("a row").iter().map(str::to_owned).collect())
        .collect()
}

/// The rows as an office program saves them: numbers as numbers, dates as dates.
fn workbook(rows: &[Vec<String>]) -> Vec<u8> {
    let mut book = Workbook::new();
    let date = Format::new().set_num_format("yyyy/m/d h:mm:ss");
    let sheet = book.add_worksheet();
    for (y, row) in (0..).zip(rows) {
        for (x, field) in (0..).zip(row) {
            let written = match (y, x) {
                (1.., 0) => sheet.write_number(y, x, field.parse::<f64>().expect("a number")),
                (1.., 3 | 6) => {
                    let moment = ExcelDateTime::parse_from_str(field).expect("a date");
                    sheet.write_datetime_with_format(y, x, &moment, &date)
                }
                _ => sheet.write_string(y, x, field),
            };
            written.expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

#[tokio::test]
async fn every_format_and_encoding_gives_the_same_petitions() {
    let stage = Stage::new();
    let text = answered(24);
    stage
        .import(&stage.file("plain.csv", &text), &[])
        .expect(24, 0, 0);
    let before = stage.petitions().await;

    let marked = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    let (gb18030, _, lost) = encoding_rs::GB18030.encode(&text);
    assert!(!lost);
    let semicolons = {
        let mut writer = csv::WriterBuilder::new()
            .delimiter(b';')
            .from_writer(Vec::new());
        for row in fields(&text) {
            writer.write_record(&row).expect("a row");
        }
        writer.into_inner().expect("rows")
    };
    stage
        .import(&stage.file("marked.csv", marked), &[])
        .expect(0, 24, 0);
    stage
        .import(&stage.file("gb18030.csv", &gb18030), &[])
        .expect(0, 24, 0);
    stage
        .import(&stage.file("crlf.csv", text.replace('\n', "\r\n")), &[])
        .expect(0, 24, 0);
    stage
        .import(&stage.file("semicolons.csv", semicolons), &[])
        .expect(0, 24, 0);
    stage
        .import(&stage.file("book.xlsx", workbook(&fields(&text))), &[])
        .expect(0, 24, 0);
    assert_eq!(stage.petitions().await, before);
}

#[tokio::test]
async fn a_gb18030_file_alone_keeps_rare_characters_and_emoji() {
    let stage = Stage::new();
    let text = csv(&[
        &[
            "留言编号",
            "留言主题",
            "留言时间",
            "留言详情",
            "答复意见",
            "答复时间",
        ],
        &[
            "1",
            "𠮷庆里路灯",
            "2019年2月28日 11时25分",
            "灯不亮😀，住在𠮷庆里",
            "已修好，谢谢您的来信",
            "2019年3月1日",
        ],
    ]);
    let (bytes, _, lost) = encoding_rs::GB18030.encode(&text);
    assert!(!lost && std::str::from_utf8(&bytes).is_err());
    stage
        .import(&stage.file("m.csv", &bytes), &[])
        .expect(1, 0, 0);
    let petition = stage.petition().await;
    assert_eq!(petition.registration.title, "𠮷庆里路灯");
    assert_eq!(petition.registration.text, "灯不亮😀，住在𠮷庆里");
}

#[tokio::test]
async fn a_bad_cell_of_a_sheet_is_told_with_its_row() {
    let stage = Stage::new();
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (x, header) in (0..).zip(["主题", "留言时间", "留言详情"]) {
        sheet.write_string(2, x, header).expect("a header");
    }
    sheet.write_string(3, 0, "路灯").expect("a cell");
    sheet
        .write_string(3, 1, "2019-02-30 08:00")
        .expect("a cell");
    sheet.write_string(3, 2, "不亮").expect("a cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let said = stage.import(&stage.file("m.xlsx", bytes), &[]);
    said.expect(0, 0, 1);
    assert!(
        said.err
            .contains("第 4 行 留言时间：没有“2019-02-30 08:00”这一天"),
        "{said:?}"
    );
}

#[test]
fn what_cannot_be_read_is_refused_with_the_way_out() {
    let stage = Stage::new();
    let text = csv(&[
        &REPLIED,
        &[
            "1",
            "U",
            "路燈",
            "2019-01-01",
            "路燈壞了，請儘快修理並回覆",
            "",
            "",
        ],
    ]);
    let (big5, _, lost) = encoding_rs::BIG5.encode(&text);
    assert!(!lost);
    let utf16: Vec<u8> = [0xfeff]
        .into_iter()
        .chain(text.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let mut damaged = text.clone().into_bytes();
    let cut = text.find('燈').expect("a character") + 1;
    damaged.remove(cut);
    for (name, bytes, words) in [
        ("big5.csv", big5.into_owned(), "CSV UTF-8"),
        ("utf16.csv", utf16, "UTF-16"),
        ("damaged.csv", damaged, "第 2 行"),
        (
            "old.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec(),
            ".xlsx",
        ),
        ("broken.xlsx", b"PK\x03\x04nothing".to_vec(), ".xlsx"),
        ("empty.csv", Vec::new(), "空的"),
    ] {
        let said = stage.import(&stage.file(name, bytes), &[]);
        assert_eq!(said.code, 2, "{name}: {said:?}");
        assert!(
            said.err.contains(words) && said.err.contains(name),
            "{name}: {said:?}"
        );
        assert!(said.counts()["error"].is_string(), "{said:?}");
    }
    let said = stage.import("nowhere.csv", &[]);
    assert_eq!(said.code, 2, "{said:?}");
}

#[tokio::test]
async fn other_headers_are_mapped_by_flags_or_a_file() {
    let stage = Stage::new();
    let text = csv(&[
        &["序号", "题目", "时间", "内容", "主题"],
        &["5", "路灯", "2019-01-01", "不亮", "不要用这一栏"],
    ]);
    let file = stage.file("m.csv", text);
    let said = stage.import(&file, &[]);
    assert_eq!(said.code, 2, "{said:?}");
    assert!(
        said.err.contains("--map received_at=") && said.err.contains("序号 | 题目"),
        "{said:?}"
    );

    let flags = [
        "--map",
        "id=序号",
        "--map",
        "subject=题目",
        "--map",
        "received_at=时间",
        "--map",
        "text=内容",
    ];
    stage.import(&file, &flags).expect(1, 0, 0);
    let mapping = stage.file(
        "map.toml",
        "id = \"序号\"\nsubject = \"题目\"\nreceived_at = \"时间\"\ntext = \"内容\"\n",
    );
    stage
        .import(&file, &["--mapping", &mapping])
        .expect(0, 1, 0);
    assert_eq!(stage.petition().await.registration.title, "路灯");

    let wrong = stage.file("wrong.toml", "when = \"时间\"\n");
    let said = stage.import(&file, &["--mapping", &wrong]);
    assert_eq!(said.code, 2);
    assert!(said.err.contains("when"), "{said:?}");
}
