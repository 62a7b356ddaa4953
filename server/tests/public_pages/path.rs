//! The whole way of a petitioner, and who is turned back.

use crate::bureau::{Bureau, discipline, handler};
use axum::http::{StatusCode, header};
use domain::duty::Officer;
use domain::petition::Satisfaction;
use server::store::Audited;

#[tokio::test]
async fn from_the_code_to_the_rating() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let petition = bureau.petition(case.id).await;
    let number = petition.number.expect("numbered at registration");
    let opinion_number = petition.opinion_number.expect("numbered when signed");
    let mut browser = bureau.browser();

    let home = browser.get("/").await;
    assert_eq!(home.status, StatusCode::OK);
    assert!(home.body.contains("青山县信访局") && home.body.contains("action=\"/query\""));

    let found = browser.post("/query", &[("code", &case.code())]).await;
    assert_eq!(found.leads_to(), "/item");
    let pass = found.header(header::SET_COOKIE);
    assert!(
        pass.contains("HttpOnly")
            && pass.contains("SameSite=Strict")
            && pass.contains("Path=/item")
    );
    assert!(found.body.is_empty());

    let item = browser.get("/item").await;
    assert_eq!(item.status, StatusCode::OK);
    assert_eq!(item.header(header::CACHE_CONTROL), "no-store");
    for words in [
        "宅基地界址不清",
        "县自然资源局",
        "王承办",
        "已安排重新测量",
        number.as_str(),
        opinion_number.as_str(),
        "条例第 35 条",
    ] {
        assert!(item.body.contains(words), "{words}: {}", item.body);
    }
    for words in [
        "李信访",
        "13900001111",
        "110105194912310021",
        "上坝村",
        "反映的全文",
        "内部附言",
        "孙登记",
        "郑局长",
    ] {
        assert!(!item.body.contains(words), "{words}: {}", item.body);
    }

    let form = [
        ("bureau", "satisfied"),
        ("unit", "dissatisfied"),
        ("comment", "来得\r\n太晚 "),
    ];
    let rated = browser.post("/item/rating", &form).await;
    assert_eq!(rated.leads_to(), "/item/thanks");
    let thanks = browser.get("/item/thanks").await;
    assert!(
        thanks.body.contains("谢谢您的评价") && thanks.body.contains("来得\n太晚<"),
        "{}",
        thanks.body
    );

    let rating = bureau.petition(case.id).await.rating.expect("rated");
    assert_eq!(rating.bureau, Satisfaction::Satisfied);
    assert_eq!(rating.unit, Satisfaction::Dissatisfied);
    assert_eq!(rating.comment, "来得\n太晚");

    assert_eq!(browser.post("/item/leave", &[]).await.leads_to(), "/");
    assert!(!browser.cookies.contains_key("huiyin_item"));
    assert_eq!(browser.get("/item").await.leads_to(), "/");
}

#[tokio::test]
async fn without_a_pass_every_item_page_leads_to_the_query_page() {
    let bureau = Bureau::open().await;
    bureau.matter().answered().await;
    for path in ["/item", "/item/thanks"] {
        assert_eq!(bureau.browser().get(path).await.leads_to(), "/");
    }
    let form = [("bureau", "satisfied"), ("unit", "satisfied")];
    assert_eq!(
        bureau
            .browser()
            .post("/item/rating", &form)
            .await
            .leads_to(),
        "/"
    );
    for path in ["/item/rating", "/item/leave"] {
        assert_eq!(bureau.browser().get(path).await.leads_to(), "/item");
    }
    assert_eq!(bureau.browser().get("/query").await.leads_to(), "/");
}

#[tokio::test]
async fn a_changed_pass_is_no_pass() {
    let bureau = Bureau::open().await;
    let (mine, other) = (
        bureau.matter().answered().await,
        bureau.matter().answered().await,
    );
    let mut browser = bureau.browser();
    browser.post("/query", &[("code", &mine.code())]).await;
    let (pass, _) = browser.cookies.get("huiyin_item").expect("a pass").clone();

    // The other record's id with this record's signature.
    let forged = format!("{}{}", other.id.0.simple(), &pass[32..]);
    assert_eq!(forged.len(), pass.len());
    let longer = format!("{}{}", &pass[..32], pass[32..48].replace('0', "f")) + &pass[48..];
    for wrong in [
        forged,
        longer,
        pass[..pass.len() - 1].to_owned(),
        "00".repeat(56),
    ] {
        browser.hold("huiyin_item", &wrong, "/item");
        let page = browser.get("/item").await;
        assert_eq!(page.leads_to(), "/", "{wrong}");
        assert!(page.body.is_empty());
    }
    browser.hold("huiyin_item", &pass, "/item");
    assert_eq!(browser.get("/item").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_sealed_report_answers_with_one_word() {
    let bureau = Bureau::open().await;
    let fresh = bureau
        .report()
        .titled("反映某局长收受礼金")
        .register()
        .await;
    let done = bureau
        .report()
        .titled("反映某局长收受礼金")
        .answered_sealed()
        .await;
    for (case, word) in [(fresh, "已收到"), (done, "已办结")] {
        let mut browser = bureau.browser();
        assert_eq!(
            browser
                .post("/query", &[("code", &case.code())])
                .await
                .leads_to(),
            "/item"
        );
        for lang in ["", "?lang=en"] {
            let page = browser.get(&format!("/item{lang}")).await;
            for secret in [
                "某局长",
                "礼金",
                "县自然资源局",
                "县纪委监委",
                "冯纪检",
                "孙登记",
                "重新测量",
                "〔",
                "/item/rating",
            ] {
                assert!(!page.body.contains(secret), "{secret}: {}", page.body);
            }
        }
        browser.get("/item?lang=zh-CN").await;
        assert!(browser.get("/item").await.body.contains(word));
        let form = [("bureau", "satisfied"), ("unit", "satisfied")];
        assert_eq!(
            browser.post("/item/rating", &form).await.leads_to(),
            "/item"
        );
        assert_eq!(browser.get("/item/thanks").await.leads_to(), "/item");
        assert_eq!(bureau.petition(case.id).await.rating, None);
    }
}

/// Who read a report is told to whoever made it: the day and whether it was the channel, no name of anybody.
#[tokio::test]
async fn a_sealed_report_tells_its_readings_and_not_its_readers() {
    let bureau = Bureau::open().await;
    let case = bureau
        .report()
        .titled("反映某局长收受礼金")
        .register()
        .await;
    let mut browser = bureau.browser();
    browser.post("/query", &[("code", &case.code())]).await;
    let before = browser.get("/item/copy").await;
    assert!(before.body.contains("还没有人看过"), "{}", before.body);
    let read = async |officer: Officer, allowed| {
        let line = Audited {
            at: "2026-03-04T02:00:00Z".parse().expect("a moment"),
            officer: Some(officer.id),
            act: "read",
            record: Some(case.id),
            allowed,
            detail: String::new(),
        };
        bureau.ledger.audit(line).await.expect("on record");
    };
    read(discipline(), true).await;
    read(discipline(), true).await;
    read(handler(), false).await;
    let page = browser.get("/item/copy").await;
    assert_eq!(page.body.matches("纪检通道").count(), 1, "{}", page.body);
    assert!(page.body.contains("3 月 4 日"), "{}", page.body);
    for secret in ["某局长", "礼金", "县纪委监委", "冯纪检", "王承办", "〔"] {
        assert!(!page.body.contains(secret), "{secret}: {}", page.body);
    }
    // The sabotage: somebody outside the channel was let in, and it is told.
    read(handler(), true).await;
    let page = browser.get("/item/copy").await;
    assert!(page.body.contains("纪检通道以外"), "{}", page.body);
}

#[tokio::test]
async fn a_script_typed_anywhere_stays_text() {
    const SCRIPT: &str = "<script>alert(1)</script>\"'&</textarea><img src=x>";
    let bureau = Bureau::open().await;
    let case = bureau
        .matter()
        .titled(SCRIPT)
        .answering(SCRIPT)
        .answered()
        .await;
    let mut browser = bureau.browser();
    browser.post("/query", &[("code", &case.code())]).await;
    let unfinished = browser
        .post(
            "/item/rating",
            &[("bureau", "satisfied"), ("comment", SCRIPT)],
        )
        .await;
    assert_eq!(unfinished.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(unfinished.body.matches("</textarea>").count(), 1);
    let form = [
        ("bureau", "satisfied"),
        ("unit", "satisfied"),
        ("comment", SCRIPT),
    ];
    browser.post("/item/rating", &form).await;
    let pages = [
        unfinished,
        browser.get("/item").await,
        browser.get("/item/thanks").await,
    ];
    for page in pages {
        assert!(page.body.contains("&lt;script&gt;"), "{}", page.body);
        for element in ["<script", "<img"] {
            assert!(!page.body.contains(element), "{}", page.body);
        }
    }
}

#[tokio::test]
async fn the_language_is_chosen_once_and_kept() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let mut browser = bureau.browser();
    let chosen = browser.get("/?lang=en").await;
    assert!(chosen.body.contains("<html lang=\"en\">"));
    assert_eq!(
        chosen.header(header::CACHE_CONTROL),
        "no-store",
        "it sets a cookie"
    );
    let home = browser.get("/").await;
    assert!(home.body.contains("<html lang=\"en\">"));
    assert!(home.header(header::CACHE_CONTROL).starts_with("public"));
    assert_eq!(home.header(header::VARY), "cookie");
    browser.post("/query", &[("code", &case.code())]).await;
    let item = browser.get("/item").await;
    assert!(
        item.body.contains("answered you on") && item.body.contains("href=\"/item?lang=zh-CN\"")
    );
    assert!(
        browser
            .get("/item?lang=zh-CN")
            .await
            .body
            .contains("<html lang=\"zh-CN\">")
    );
}
