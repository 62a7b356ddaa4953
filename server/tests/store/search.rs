//! Searching in Chinese: two characters hit, and only in what one may see.

use crate::House;
use crate::county::*;
use app::api::{ListQuery, Sort};
use domain::petition::{Command, Correction, Passage, Purpose};
use server::store::{Issued, Ledger, ListScope};

async fn hits(ledger: &Ledger, by: domain::ids::OfficerId, words: &str) -> Vec<u128> {
    let asked = ListQuery {
        words: words.to_owned(),
        sort: Sort::Oldest,
        ..ListQuery::default()
    };
    let page = ledger
        .list(&ListScope::of(&officer(by)), &asked, march(20))
        .await
        .expect("searched");
    assert_eq!(
        page.total.map(|total| total as usize),
        Some(page.rows.len())
    );
    page.rows
        .iter()
        .map(|row| row.id.0.as_u128() - record(0).0.as_u128())
        .collect()
}

fn told(n: u128, title: &str, text: &str, place: &str) -> Issued {
    let mut paper = registration(title, march(2));
    paper.text = text.to_owned();
    paper.place = place.to_owned();
    paper.petitioners[0].name = format!("王小{}", ["明", "红", "刚"][n as usize % 3]);
    issued(
        n,
        record(n),
        REGISTRAR,
        2,
        Command::Register(Box::new(paper)),
    )
}

async fn filled() -> House {
    let house = House::new().await;
    let issues = house
        .ledger
        .issue(vec![
            told(
                0,
                "低保户资格被取消",
                "我家是低保户，今年被取消了资格。",
                "柳河村",
            ),
            told(
                1,
                "小区路灯不亮",
                "A2区3栋前的路灯坏了，ＡＰＰ上报也没人管。",
                "幸福小区",
            ),
            told(
                2,
                "拆迁补偿太低",
                "保障不够，低，保底价也没有。拆迁补偿。",
                "𠮷祥里",
            ),
        ])
        .await
        .expect("issued");
    issues.iter().for_each(|issue| {
        done(issue);
    });
    house
}

#[tokio::test]
async fn two_characters_hit_and_a_comma_parts_them() {
    let house = filled().await;
    let ledger = &house.ledger;
    assert_eq!(hits(ledger, INSPECTOR, "低保").await, [0]);
    assert_eq!(hits(ledger, INSPECTOR, "低保户").await, [0]);
    assert_eq!(hits(ledger, INSPECTOR, "保户资").await, [0]);
    assert_eq!(hits(ledger, INSPECTOR, "路灯 小区").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "路灯 拆迁").await, [0u128; 0]);
    assert_eq!(hits(ledger, INSPECTOR, "𠮷祥").await, [2]);
    assert_eq!(hits(ledger, INSPECTOR, "王小红").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "王小").await, [0, 1, 2]);
}

#[tokio::test]
async fn words_digits_and_numbers_are_whole() {
    let house = filled().await;
    let ledger = &house.ledger;
    assert_eq!(hits(ledger, INSPECTOR, "a2区").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "2区").await, [0u128; 0]);
    assert_eq!(hits(ledger, INSPECTOR, "app").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "Ａ２区３栋前").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "3栋").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "app上报").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "ap").await, [0u128; 0]);
    assert_eq!(hits(ledger, INSPECTOR, "13800001234").await, [0, 1, 2]);
    assert_eq!(hits(ledger, INSPECTOR, "信〔2026〕2号").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "2号").await, [1]);
}

#[tokio::test]
async fn one_character_is_looked_for_in_the_short_lines() {
    let house = filled().await;
    let ledger = &house.ledger;
    assert_eq!(hits(ledger, INSPECTOR, "低").await, [0, 2]);
    assert_eq!(hits(ledger, INSPECTOR, "灯").await, [1]);
    assert_eq!(hits(ledger, INSPECTOR, "刚").await, [2]);
    assert_eq!(
        hits(ledger, INSPECTOR, "够").await,
        [0u128; 0],
        "only in the text"
    );
}

#[tokio::test]
async fn what_is_typed_is_never_syntax() {
    let house = filled().await;
    let ledger = &house.ledger;
    for typed in [
        "\"",
        "*",
        "低保\" OR \"路灯",
        "NEAR(",
        "grams:",
        "' --",
        "😀",
        "（）",
    ] {
        assert_eq!(hits(ledger, INSPECTOR, typed).await, [0u128; 0], "{typed}");
    }
    assert_eq!(
        hits(ledger, INSPECTOR, "  ").await,
        [0, 1, 2],
        "no words: everything"
    );
}

#[tokio::test]
async fn a_search_finds_only_what_its_owner_may_see() {
    let house = filled().await;
    let ledger = &house.ledger;
    let mut sealed = told(3, "低保资金被截留", "举报。", "柳河村");
    if let domain::Command::Petition(Command::Register(paper)) = &mut sealed.command {
        paper.purpose = Purpose::Report;
    }
    ledger
        .issue(vec![
            sealed,
            issued(10, record(0), SECTION_CHIEF, 3, transfer(WELFARE)),
        ])
        .await
        .expect("issued");
    assert_eq!(hits(ledger, INSPECTOR, "低保").await, [0]);
    assert_eq!(hits(ledger, DISCIPLINE_OFFICER, "低保").await, [3]);
    assert_eq!(hits(ledger, WELFARE_HANDLER, "低保").await, [0]);
    assert_eq!(hits(ledger, HOUSING_HANDLER, "低保").await, [0u128; 0]);
    assert_eq!(hits(ledger, SYSTEM_ADMIN, "低保").await, [0u128; 0]);
}

#[tokio::test]
async fn a_correction_is_found_and_the_wrong_word_no_longer() {
    let house = filled().await;
    let ledger = &house.ledger;
    let correction = Correction {
        passage: Passage::Title,
        was: "拆迁补偿太低".to_owned(),
        now: "征收补偿太低".to_owned(),
        reason: "听错了".to_owned(),
    };
    let issues = ledger
        .issue(vec![issued(
            20,
            record(2),
            SECTION_CHIEF,
            5,
            Command::Correct(correction),
        )])
        .await
        .expect("issued");
    done(&issues[0]);
    assert_eq!(hits(ledger, INSPECTOR, "征收").await, [2]);
    // The text as told still says it.
    assert_eq!(hits(ledger, INSPECTOR, "拆迁").await, [2]);
    assert_eq!(hits(ledger, INSPECTOR, "拆").await, [0u128; 0]);
}
