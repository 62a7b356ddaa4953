//! Suggestions: what is offered follows from the classes' names and from what people chose, never from a sealed report
//! or from one person's words. How often it is right is measured by `how_often_it_is_right`, against the messages
//! beside the checkout; they are never copied.

use chrono::NaiveDate;
use domain::ids::UnitId;
use domain::petition::{Channel, Intake, Lexicon, Petitioner, Purpose, Registration, purpose};
use std::path::PathBuf;
use uuid::Uuid;

const CLASSES: [&str; 10] = [
    "城乡建设/市政管理/路灯照明",
    "城乡建设/住房保障/危房改造",
    "劳动和社会保障/劳动关系/拖欠工资",
    "环境保护/污染防治/噪声污染",
    "政法/法院/执行",
    "民政/社会救助/低保",
    "卫生计生/医疗/医疗纠纷",
    "交通运输/公路/农村公路",
    "教育文体/学校/收费",
    "国土资源/矿产/开采",
];

fn known() -> Vec<String> {
    CLASSES.map(str::to_owned).to_vec()
}

fn item(class: &str, purpose: Purpose, text: &str) -> Registration {
    Registration {
        bureau: UnitId(Uuid::from_u128(1)),
        channel: Channel::Letter,
        purpose,
        class: class.to_owned(),
        title: String::new(),
        text: text.to_owned(),
        place: String::new(),
        village: None,
        petitioners: vec![Petitioner::default()],
        headcount: 1,
        demands: vec!["请解决".to_owned()],
        received_on: NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day"),
        late_reason: String::new(),
        external_numbers: Vec::new(),
        intake: Intake::default(),
    }
}

#[test]
fn the_names_of_the_classes_are_enough_to_begin_with() {
    let lexicon = Lexicon::learn(&known(), []);
    let offered = lexicon.classes("村口路灯不亮", "村口的路灯坏了两个月。");
    assert_eq!(offered.first().map(String::as_str), Some(CLASSES[0]));
    let offered = lexicon.classes("工地拖欠工资", "老板拖欠我们十二个人的工资。");
    assert_eq!(offered.first().map(String::as_str), Some(CLASSES[2]));
}

#[test]
fn where_nothing_is_known_nothing_is_offered() {
    assert!(Lexicon::default().classes("路灯", "路灯坏了").is_empty());
    let lexicon = Lexicon::learn(&known(), []);
    assert!(lexicon.classes("", "").is_empty());
    assert!(lexicon.classes("你好", "今天天气很好").is_empty());
}

fn taught(class: &str, purpose: Purpose, texts: usize) -> Lexicon {
    let words = "夜里广场舞音响震得睡不着";
    let mut items: Vec<Registration> = (0..texts).map(|_| item(class, purpose, words)).collect();
    items.extend((0..6).map(|_| item(CLASSES[2], Purpose::Plea, "老板不给工钱")));
    Lexicon::learn(&known(), &items)
}

fn offered(lexicon: &Lexicon) -> Vec<String> {
    lexicon.classes("广场舞", "广场舞音响太大")
}

#[test]
fn it_learns_from_what_people_chose_and_only_from_several() {
    let learned = offered(&taught(CLASSES[3], Purpose::Plea, 6));
    assert_eq!(learned.first().map(String::as_str), Some(CLASSES[3]));
    assert!(offered(&taught(CLASSES[3], Purpose::Plea, 2)).is_empty());
    // Sabotage: it follows the people, even where they are wrong.
    let misled = offered(&taught(CLASSES[1], Purpose::Plea, 6));
    assert_eq!(misled.first().map(String::as_str), Some(CLASSES[1]));
}

#[test]
fn a_report_against_an_official_teaches_nothing() {
    assert!(offered(&taught(CLASSES[3], Purpose::Report, 6)).is_empty());
    // Sabotage: the same words in an ordinary item do teach.
    assert!(!offered(&taught(CLASSES[3], Purpose::Plea, 6)).is_empty());
}

#[test]
fn a_purpose_is_read_from_the_words_or_not_at_all() {
    let read = |text| purpose("", text);
    assert_eq!(read("举报村主任贪污低保款"), Some(Purpose::Report));
    assert_eq!(read("对处罚决定不服"), Some(Purpose::Appeal));
    assert_eq!(read("请问低保怎么办理"), Some(Purpose::Enquiry));
    assert_eq!(read("建议在村口增设路灯"), Some(Purpose::Opinion));
    assert_eq!(read("工地拖欠工资，请求解决"), Some(Purpose::Plea));
    assert_eq!(read("村口路灯不亮"), None);
}

fn shared(name: &str) -> Option<Vec<Vec<String>>> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(name);
    let text = std::fs::read_to_string(file).ok()?;
    let (mut rows, mut row, mut field, mut quoted) = (Vec::new(), Vec::new(), String::new(), false);
    for c in text.chars() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => row.push(std::mem::take(&mut field)),
            '\n' if !quoted => {
                row.push(std::mem::take(&mut field).trim_end().to_owned());
                rows.push(std::mem::take(&mut row));
            }
            other => field.push(other),
        }
    }
    rows.remove(0);
    Some(rows)
}

/// Five parts, each judged by what the four others taught: how many of a hundred have their section first, and among
/// those offered. `taught`: whether the four others teach at all.
fn right(
    messages: &[Vec<String>],
    classes: &[String],
    taught: bool,
    wrong: bool,
) -> (usize, usize) {
    let section = |nth: usize| &messages[nth][5];
    let (mut first, mut among) = (0, 0);
    for part in 0..5 {
        let learned: Vec<Registration> = messages
            .iter()
            .enumerate()
            .filter(|(nth, _)| taught && nth * 7 % 5 != part)
            .map(|(nth, row)| {
                let label = if wrong {
                    section((nth + 211) % messages.len())
                } else {
                    section(nth)
                };
                let mut item = item(label, Purpose::Plea, &row[4]);
                item.title.clone_from(&row[2]);
                item
            })
            .collect();
        let lexicon = Lexicon::learn(classes, &learned);
        for (nth, row) in messages
            .iter()
            .enumerate()
            .filter(|(nth, _)| nth * 7 % 5 == part)
        {
            let offered = lexicon.classes(&row[2], &row[4]);
            let is = |path: &String| path.split('/').next() == Some(section(nth).as_str());
            first += usize::from(offered.first().is_some_and(is));
            among += usize::from(offered.iter().any(is));
        }
    }
    (first * 100 / messages.len(), among * 100 / messages.len())
}

#[test]
fn how_often_it_is_right() {
    let (Some(messages), Some(classes)) = (
        shared("messages_classified.csv"),
        shared("content_classes.csv"),
    ) else {
        println!("not measured: the messages do not lie beside the checkout");
        return;
    };
    let classes: Vec<String> = classes.iter().map(|row| row.join("/")).collect();
    let names = right(&messages, &classes, false, false);
    let learned = right(&messages, &classes, true, false);
    println!(
        "{} messages, {} classes; first / among three of 100: by names {names:?}, learned {learned:?}",
        messages.len(),
        classes.len()
    );
    assert!(names.0 >= 60 && names.1 >= 80, "{names:?}");
    assert!(learned.0 >= 72 && learned.1 >= 88, "{learned:?}");
    // Sabotage: labels that belong to other texts must be worse, or nothing was learned from them.
    let misled = right(&messages, &classes, true, true);
    assert!(misled.0 + 10 < learned.0, "{misled:?}");
}
