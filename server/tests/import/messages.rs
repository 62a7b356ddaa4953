//! Messages become petitions and answers become delivered answers, word for word, at the source's times.

use crate::stage::{REPLIED, Stage, answered, csv};
use chrono::NaiveDate;
use domain::petition::{Channel, Outcome, Purpose, State, Step};

const SCRIPT: &str = "井盖坏了。<script>alert(1)</script>\n第二行，\"引号\"，𠮷😀\n\n谢谢";

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[tokio::test]
async fn an_answered_message_is_a_delivered_petition_with_the_times_of_the_source() {
    let stage = Stage::new();
    let row = [
        "2549",
        "A00045581",
        "井盖坏了",
        "2019-04-25T23:32:09",
        SCRIPT,
        "已换新井盖。\n<b>谢谢</b>",
        "2019-05-08T14:56:53",
    ];
    let file = stage.file("m.csv", csv(&[&REPLIED, &row]));
    stage.import(&file, &[]).expect(1, 0, 0);

    let petition = stage.petition().await;
    assert_eq!(petition.state, State::Delivered);
    assert!(
        petition
            .number
            .as_deref()
            .is_some_and(|number| number.contains("2019"))
    );
    assert!(
        petition
            .opinion_number
            .as_deref()
            .is_some_and(|number| number.contains("2019"))
    );
    let registration = &petition.registration;
    assert_eq!(
        (registration.channel, registration.purpose),
        (Channel::Online, Purpose::Other)
    );
    assert_eq!(registration.title, "井盖坏了");
    assert_eq!(registration.text, SCRIPT);
    assert_eq!(registration.demands, ["井盖坏了"]);
    assert_eq!(registration.received_on, day("2019-04-25"));
    assert_eq!(registration.external_numbers[0].number, "2549");
    // The sender stays unknown: not even the source's number for them is taken over.
    assert_eq!(registration.petitioners.len(), 1);
    assert_eq!(registration.petitioners[0].name, "");
    let whole = serde_json::to_string(&petition).expect("JSON");
    assert!(!whole.contains("A00045581"));

    let answer = &petition.opinion().expect("an opinion").answers[0];
    assert_eq!(answer.opinion, "已换新井盖。\n<b>谢谢</b>");
    assert_eq!(answer.outcome, Outcome::Answered);
    assert_eq!(
        petition.delivery.as_ref().map(|delivery| delivery.on),
        Some(day("2019-05-08"))
    );
    let at = |step| petition.taken_at(step).map(|at| at.to_rfc3339());
    for step in [Step::Register, Step::Transfer, Step::Accept] {
        assert_eq!(
            at(step).as_deref(),
            Some("2019-04-25T15:32:09+00:00"),
            "{step:?}"
        );
    }
    for step in [Step::Draft, Step::Approve, Step::Deliver] {
        assert_eq!(
            at(step).as_deref(),
            Some("2019-05-08T06:56:53+00:00"),
            "{step:?}"
        );
    }
    // What the source does not tell is said, and so is when the import wrote it down.
    assert!(petition.sendings[0].note.contains("来源没有"));
    let recorded = petition
        .latest(Step::Register)
        .expect("an entry")
        .recorded_at;
    assert!(
        recorded
            > "2025-01-01T00:00:00Z"
                .parse::<domain::ids::Moment>()
                .expect("a moment")
    );
}

#[tokio::test]
async fn a_message_without_an_answer_waits_to_be_transferred() {
    let stage = Stage::new();
    let text = csv(&[
        &[
            "留言编号",
            "留言用户",
            "留言主题",
            "留言时间",
            "留言详情",
            "一级标签",
        ],
        &[
            "1",
            "U1",
            "路灯不亮",
            "2019/2/28 11:25",
            "路灯不亮一个月了",
            "城乡建设",
        ],
    ]);
    stage
        .import(&stage.file("m.csv", text), &[])
        .expect(1, 0, 0);
    let petition = stage.petition().await;
    assert_eq!(petition.state, State::Registered);
    assert_eq!(petition.responsible, None);
    assert_eq!(petition.registration.class, "城乡建设");
}

#[tokio::test]
async fn a_second_import_adds_nothing() {
    let stage = Stage::new();
    let file = stage.file("m.csv", answered(40));
    stage.import(&file, &[]).expect(40, 0, 0);
    let before = stage.petitions().await;
    stage.import(&file, &[]).expect(0, 40, 0);
    // Another name of the file and another order of its rows change nothing either.
    let text = answered(40);
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut rows: Vec<csv::StringRecord> =
        reader.records().map(|row| row.expect("a row")).collect();
    rows[1..].reverse();
    let rows: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().collect()).collect();
    let rows: Vec<&[&str]> = rows.iter().map(Vec::as_slice).collect();
    stage
        .import(&stage.file("other.csv", csv(&rows)), &[])
        .expect(0, 40, 0);
    assert_eq!(stage.petitions().await, before);
}

#[tokio::test]
async fn the_same_numbers_from_another_source_are_other_messages() {
    let stage = Stage::new();
    let file = stage.file("m.csv", answered(3));
    stage.import(&file, &[]).expect(3, 0, 0);
    stage
        .import(&file, &["--source", "市长信箱"])
        .expect(3, 0, 0);
    assert_eq!(stage.petitions().await.len(), 6);
}

#[tokio::test]
async fn an_answer_that_comes_later_is_laid_on_its_message_and_never_rewritten() {
    let stage = Stage::new();
    let message = ["7", "U", "路灯", "2019-02-28 11:25:05", "路灯不亮"];
    let file = |name: &str, reply: &str, at: &str| {
        let row: Vec<&str> = message.iter().copied().chain([reply, at]).collect();
        stage.file(name, csv(&[&REPLIED, &row]))
    };
    stage.import(&file("none.csv", "", ""), &[]).expect(1, 0, 0);
    assert_eq!(stage.petition().await.state, State::Registered);
    stage
        .import(&file("first.csv", "已修好", "2019-03-02"), &[])
        .expect(1, 0, 0);
    assert_eq!(stage.petition().await.state, State::Delivered);
    stage
        .import(&file("again.csv", "已修好", "2019-03-02"), &[])
        .expect(0, 1, 0);
    stage.import(&file("none.csv", "", ""), &[]).expect(0, 1, 0);
    let said = stage.import(&file("other.csv", "还没有修好", "2019-03-02"), &[]);
    said.expect(0, 0, 1);
    assert!(said.err.contains("已有另一份答复"), "{said:?}");
    let opinion = stage
        .petition()
        .await
        .opinion()
        .cloned()
        .expect("an opinion");
    assert_eq!(opinion.answers[0].opinion, "已修好");
}

#[tokio::test]
async fn one_message_under_two_classes_goes_in_once_and_is_told() {
    let stage = Stage::new();
    let message = ["37", "U", "医保查询", "2012-01-19T17:49:30", "能不能网上查"];
    let first: Vec<&str> = message.iter().copied().chain(["城乡建设"]).collect();
    let second: Vec<&str> = message.iter().copied().chain(["劳动和社会保障"]).collect();
    let headers = ["id", "user", "subject", "received_at", "text", "level1"];
    let file = stage.file("m.csv", csv(&[&headers, &first, &second]));
    for dry in [true, false] {
        let said = stage.import(&file, if dry { &["--dry-run"] } else { &[] });
        assert_eq!(said.counts()["imported"], 1, "{said:?}");
        assert_eq!(said.counts()["unchanged"], 1, "{said:?}");
        assert!(
            said.err.contains("第 3 行") && said.err.contains("劳动和社会保障"),
            "{said:?}"
        );
    }
    assert_eq!(stage.petition().await.registration.class, "城乡建设");
}

#[tokio::test]
async fn two_messages_under_one_number_both_go_in() {
    let stage = Stage::new();
    let headers = ["id", "subject", "received_at", "text"];
    let file = stage.file(
        "m.csv",
        csv(&[
            &headers,
            &["9", "路灯", "2019-01-01", "不亮"],
            &["9", "水管", "2019-01-02", "漏水"],
        ]),
    );
    stage.import(&file, &[]).expect(2, 0, 0);
    assert_eq!(stage.petitions().await.len(), 2);
}

#[tokio::test]
async fn long_words_are_kept_whole_up_to_the_limit() {
    let stage = Stage::new();
    let subject = "路".repeat(260);
    let full = "灯𠮷".repeat(5_000);
    let over = "灯".repeat(10_001);
    let headers = ["id", "subject", "received_at", "text"];
    let file = stage.file(
        "m.csv",
        csv(&[
            &headers,
            &["1", &subject, "2019-01-01", "标题太长"],
            &["2", "一万字", "2019-01-02", &full],
            &["3", "一万零一字", "2019-01-03", &over],
        ]),
    );
    let said = stage.import(&file, &[]);
    said.expect(2, 0, 1);
    assert!(
        said.err.contains("第 4 行 text") && said.err.contains("10000"),
        "{said:?}"
    );
    let petitions = stage.petitions().await;
    let long = &petitions[0].registration;
    assert_eq!(long.title.chars().count(), 200);
    assert!(long.title.ends_with('…'));
    assert_eq!(long.text, format!("{subject}\n\n标题太长"));
    assert_eq!(long.demands, [subject]);
    assert_eq!(petitions[1].registration.text, full);
}

#[tokio::test]
async fn a_dry_run_says_the_same_and_writes_nothing() {
    let stage = Stage::new();
    let file = stage.file("m.csv", answered(5));
    let said = stage.import(&file, &["--dry-run"]);
    assert_eq!(said.counts()["imported"], 5, "{said:?}");
    assert_eq!(said.counts()["dry_run"], true);
    assert_eq!(said.code, 0);
    assert!(stage.petitions().await.is_empty());
    let ledger = stage.ledger().await;
    assert!(
        ledger
            .directory()
            .await
            .expect("a directory")
            .units()
            .is_empty()
    );
}
