//! A bad row is told with its line, its column and the reason; the good ones go in.

use crate::stage::{REPLIED, Stage, csv};
use serde_json::Value;

const GOOD: [&str; 7] = [
    "1",
    "U",
    "路灯",
    "2019-02-28T11:25:05",
    "第一行\n第二行\n第三行",
    "好",
    "2019-03-01T08:00:00",
];

/// The good row with one field changed.
fn but(at: usize, field: &'static str) -> [&'static str; 7] {
    let mut row = GOOD;
    row[at] = field;
    row
}

fn rejections(out: &str) -> Vec<(u64, u64, String, String)> {
    let mut lines: Vec<Value> = out
        .lines()
        .map(|line| serde_json::from_str(line).expect("a line of JSON"))
        .collect();
    lines.pop();
    lines
        .iter()
        .map(|line| {
            let text = |key: &str| line[key].as_str().unwrap_or_default().to_owned();
            let number = |key: &str| line[key].as_u64().expect("a number");
            (
                number("line"),
                number("last_line"),
                text("column"),
                text("reason_zh"),
            )
        })
        .collect()
}

#[tokio::test]
async fn every_kind_of_bad_row_is_told_where_it_stands() {
    let stage = Stage::new();
    // Each row has three lines, so the n-th begins on line 2 + 3n.
    let rows: Vec<[&str; 7]> = vec![
        GOOD,
        but(3, "2019-02-30"),
        but(3, ""),
        but(3, "昨天下午"),
        but(3, "2999-01-01"),
        but(2, "  "),
        but(5, ""),
        but(6, ""),
        but(6, "2019-02-28T11:25:04"),
        but(6, "2019-13-01"),
        but(0, "123456789012345678901234567890123456789"),
        but(0, "2"),
    ];
    let mut all: Vec<&[&str]> = vec![&REPLIED];
    all.extend(rows.iter().map(|row| row.as_slice()));
    let file = stage.file("m.csv", csv(&all));
    let said = stage.import(&file, &[]);
    assert_eq!(said.code, 1, "{said:?}");
    assert_eq!(
        said.counts(),
        serde_json::json!({"imported": 2, "unchanged": 0, "rejected": 10})
    );

    let told = rejections(&said.out);
    let expected = [
        (5, "received_at", "没有“2019-02-30”这一天"),
        (8, "received_at", "没有写日期"),
        (11, "received_at", "看不懂的日期“昨天下午”"),
        (14, "received_at", "晚于现在"),
        (17, "subject", "请填写标题"),
        (20, "reply", "有答复时间，没有答复内容"),
        (23, "replied_at", "没有写日期"),
        (26, "replied_at", "答复时间早于留言时间"),
        (29, "replied_at", "没有“2019-13-01”这一天"),
        (32, "id", "最多 38 字"),
    ];
    assert_eq!(told.len(), expected.len(), "{told:?}");
    for ((line, last, column, reason), (at, in_column, words)) in told.iter().zip(expected) {
        assert_eq!(
            (*line, *last, column.as_str()),
            (at, at + 2, in_column),
            "{reason}"
        );
        assert!(reason.contains(words), "line {line}: {reason}");
        // The same in both languages for people, on stderr.
        assert!(
            said.err
                .contains(&format!("第 {line}–{last} 行 {column}：{reason}")),
            "{said:?}"
        );
        assert!(
            said.err
                .contains(&format!("lines {line}–{last}, {column}: ")),
            "{said:?}"
        );
    }
    assert_eq!(stage.petitions().await.len(), 2);
}

#[tokio::test]
async fn several_mistakes_of_a_row_are_told_together_and_mended_rows_go_in_later() {
    let stage = Stage::new();
    let mut bad = but(3, "2019-02-30");
    bad[6] = "明天";
    let said = stage.import(&stage.file("m.csv", csv(&[&REPLIED, &GOOD, &bad])), &[]);
    said.expect(1, 0, 1);
    assert_eq!(rejections(&said.out).len(), 2);
    let mended = but(3, "2019-02-27T08:00:00");
    stage
        .import(&stage.file("m.csv", csv(&[&REPLIED, &GOOD, &mended])), &[])
        .expect(1, 1, 0);
}

#[tokio::test]
async fn too_many_fields_are_told_and_missing_last_ones_are_empty() {
    let stage = Stage::new();
    let text = "id,subject,received_at,text,reply,replied_at\n\
                1,路灯,2019-01-01,不亮\n\
                2,路灯,2019-01-01,不亮,一个月了,,,\n\
                \n\
                ,,,,,\n\
                3,路灯,2019-01-01\n";
    let said = stage.import(&stage.file("m.csv", text), &[]);
    said.expect(1, 0, 2);
    let told = rejections(&said.out);
    assert_eq!(told[0].0, 3);
    assert!(told[0].3.contains("表头只有 6 栏"), "{told:?}");
    assert_eq!(
        (
            told.last().expect("one").0,
            told.last().expect("one").2.as_str()
        ),
        (6, "text")
    );
}

#[tokio::test]
async fn a_quotation_mark_without_its_partner_never_mixes_two_peoples_words() {
    let stage = Stage::new();
    let text = "id,subject,received_at,text\n\
                1,路灯,2019-01-01,\"不亮\n\
                2,水管,2019-01-02,漏水\n\
                3,井盖,2019-01-03,坏了\n\
                4,树枝,2019-01-04,\"挡路\"\n\
                5,噪声,2019-01-05,\"半夜施工,\n吵\"\n";
    let said = stage.import(&stage.file("m.csv", text), &[]);
    said.expect(1, 0, 1);
    assert!(said.err.contains("第 3 行被并进了"), "{said:?}");
    assert_eq!(stage.petition().await.registration.title, "噪声");
}

#[tokio::test]
async fn a_report_never_tells_what_somebody_wrote() {
    let stage = Stage::new();
    let long: String = "我叫王某某住在柳巷三号电话一三九".repeat(40);
    let file = stage.file(
        "m.csv",
        csv(&[
            &["subject", "received_at", "text"],
            &["", "2019-01-01", &long],
        ]),
    );
    let said = stage.import(&file, &[]);
    said.expect(0, 0, 1);
    assert!(!said.err.contains("王某某") && !said.out.contains("王某某"));
}
