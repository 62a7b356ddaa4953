//! Filing without a script: every word kept, a code at once, and the inbox shown to nobody but those who take it over.

use crate::browser::{Browser, Page};
use crate::bureau::{
    Bureau, FREE, bureau_officer, discipline, handler, inspector, registrar, system_admin,
};
use app::filing::{Decision, FilingRow};
use axum::http::{StatusCode, header};
use chrono::Utc;
use domain::duty::{Actor, Officer};
use domain::ids::{RecordId, day_of};
use domain::petition::{Channel, Command, Intake, Petitioner, Purpose, Registration};
use server::public::rate_limit::{Quota, RateLimit};
use server::store::{InboxSight, Issue, Ruled};

const WORDS: [(&str, &str); 7] = [
    ("purpose", "plea"),
    ("title", "村口路灯不亮"),
    ("text", "路灯坏了两个月，\r\n老人夜里不敢出门。<b>"),
    ("demands", "修好路灯\r\n说明原因"),
    ("name", "李大爷"),
    ("phone", "13900001111"),
    ("place", "上坝村口"),
];

fn slip(page: &Page) -> String {
    let (_, rest) = page
        .body
        .split_once("name=\"slip\" value=\"")
        .expect("a slip");
    rest.split('"').next().expect("its end").to_owned()
}

fn with<'a>(slip: &'a str, words: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let mut fields = vec![("slip", slip)];
    fields.extend_from_slice(words);
    fields
}

/// Files `words` as a browser does and returns the page it lands on.
async fn filed(browser: &mut Browser, words: &[(&str, &str)]) -> Page {
    let slip = slip(&browser.get("/file").await);
    let sent = browser.post("/file", &with(&slip, words)).await;
    assert_eq!(sent.leads_to(), "/item");
    browser.get("/item").await
}

fn code(page: &Page) -> String {
    let (_, rest) = page.body.split_once("class=\"code\">").expect("a code");
    rest.split('<').next().expect("its end").to_owned()
}

async fn inbox(bureau: &Bureau, officer: &Officer) -> Vec<FilingRow> {
    let sight = InboxSight::of(officer);
    bureau.ledger.inbox(sight).await.expect("the store answers")
}

fn registration(purpose: Purpose) -> Registration {
    let now = Utc::now();
    Registration {
        bureau: registrar().unit,
        channel: Channel::Online,
        purpose,
        class: String::new(),
        title: "村口路灯不亮".to_owned(),
        text: "路灯坏了两个月。".to_owned(),
        place: String::new(),
        village: None,
        petitioners: vec![Petitioner::default()],
        headcount: 1,
        demands: vec!["修好路灯".to_owned()],
        received_on: day_of(now),
        late_reason: String::new(),
        external_numbers: Vec::new(),
        intake: Intake {
            filed_at: Some(now),
            ..Intake::default()
        },
    }
}

async fn register(bureau: &Bureau, id: RecordId, officer: Officer, purpose: Purpose) -> Issue {
    let command = Command::Register(Box::new(registration(purpose)));
    bureau
        .issue(id, Actor::Officer(officer), Utc::now(), command)
        .await
}

#[tokio::test]
async fn what_is_filed_waits_and_the_code_leads_to_the_item_once_it_is_registered() {
    let bureau = Bureau::open().await;
    let mut browser = bureau.browser();
    let page = filed(&mut browser, &WORDS).await;
    assert!(page.body.contains("已收到，等待登记"), "{}", page.body);
    let code = code(&page);

    let mut elsewhere = bureau.browser();
    let asked = elsewhere.post("/query", &[("code", &code)]).await;
    assert_eq!(asked.leads_to(), "/item");
    let waiting = elsewhere.get("/item").await;
    assert!(waiting.body.contains("已收到，等待登记"));

    let rows = inbox(&bureau, &registrar()).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0].title, "村口路灯不亮");
    let done = register(&bureau, rows[0].id, registrar(), Purpose::Plea).await;
    assert!(matches!(done, Issue::Done { .. }), "{done:?}");
    assert_eq!(inbox(&bureau, &registrar()).await, []);
    // A second registrar who had it open is told so, and nothing is registered twice.
    let again = register(&bureau, rows[0].id, bureau_officer(), Purpose::Plea).await;
    assert!(matches!(again, Issue::Refused(_)), "{again:?}");

    let mut later = bureau.browser();
    later.post("/query", &[("code", &code)]).await;
    let item = later.get("/item").await;
    assert!(item.body.contains("您的事项已经登记"), "{}", item.body);
}

#[tokio::test]
async fn every_word_comes_back_with_what_is_missing() {
    let bureau = Bureau::open().await;
    let mut browser = bureau.browser();
    let slip = slip(&browser.get("/file").await);
    let words: Vec<_> = WORDS
        .into_iter()
        .filter(|(name, _)| !["purpose", "phone"].contains(name))
        .collect();
    let page = browser.post("/file", &with(&slip, &words)).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("还差 2 处"), "{}", page.body);
    for kept in [
        "村口路灯不亮",
        "老人夜里不敢出门。&lt;b&gt;",
        "修好路灯\n说明原因",
        "李大爷",
        "上坝村口",
    ] {
        assert!(page.body.contains(kept), "{kept}");
    }
    assert!(!page.body.contains("<b>"));
    assert_eq!(inbox(&bureau, &registrar()).await, []);
}

#[tokio::test]
async fn pressed_twice_is_filed_once_and_changed_words_are_another_filing() {
    let bureau = Bureau::open().await;
    let mut browser = bureau.browser();
    let slip = slip(&browser.get("/file").await);
    for _ in 0..2 {
        let sent = browser.post("/file", &with(&slip, &WORDS)).await;
        assert_eq!(sent.leads_to(), "/item");
    }
    assert_eq!(inbox(&bureau, &registrar()).await.len(), 1);
    let mut changed = WORDS;
    changed[1].1 = "村口路灯还是不亮";
    browser.post("/file", &with(&slip, &changed)).await;
    let titles: Vec<String> = inbox(&bureau, &registrar())
        .await
        .into_iter()
        .map(|row| row.title)
        .collect();
    assert_eq!(titles, ["村口路灯不亮", "村口路灯还是不亮"]);
}

#[tokio::test]
async fn nobody_chooses_an_id_with_a_slip_of_their_own() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().register().await;
    let forged = format!("{}{}", case.id.0.simple(), "0".repeat(64));
    let mut browser = bureau.browser();
    let sent = browser.post("/file", &with(&forged, &WORDS)).await;
    assert_eq!(sent.leads_to(), "/item");
    let page = browser.get("/item").await;
    assert!(page.body.contains("已收到，等待登记"), "{}", page.body);
    assert!(!page.body.contains("宅基地界址不清"));
}

#[tokio::test]
async fn a_report_is_sealed_from_the_first_byte() {
    let bureau = Bureau::open().await;
    let mut browser = bureau.browser();
    let mut words = WORDS.to_vec();
    words[0].1 = "report";
    words.retain(|(name, _)| !["name", "phone"].contains(name));
    words.push(("complained_of", "某局长"));
    let page = filed(&mut browser, &words).await;
    assert!(!page.body.contains("路灯"), "{}", page.body);
    assert!(page.body.contains("已收到，等待登记"));

    for officer in [
        registrar(),
        bureau_officer(),
        handler(),
        inspector(),
        system_admin(),
    ] {
        assert_eq!(inbox(&bureau, &officer).await, [], "{}", officer.name);
    }
    let rows = inbox(&bureau, &discipline()).await;
    assert_eq!(rows.len(), 1);
    let sight = InboxSight::of(&registrar());
    let seen = bureau.ledger.filing(sight, rows[0].id).await;
    assert_eq!(seen.expect("the store answers"), None);
    let done = register(&bureau, rows[0].id, discipline(), Purpose::Report).await;
    assert!(matches!(done, Issue::Done { .. }), "{done:?}");
}

#[tokio::test]
async fn a_decision_is_told_to_the_petitioner_and_taken_once() {
    let bureau = Bureau::open().await;
    let decide = async |decision: Decision, officer: Officer, id| {
        let now = Utc::now();
        let ruled = bureau.ledger.decide_filing(&officer, id, decision, now);
        ruled.await.expect("the store answers")
    };
    let mut browser = bureau.browser();
    filed(&mut browser, &WORDS).await;
    let id = inbox(&bureau, &registrar()).await[0].id;
    let no = Decision::NotPetition("路灯报修请打 12345。".to_owned());
    assert_eq!(decide(no.clone(), handler(), id).await, Ruled::Gone);
    assert_eq!(decide(no.clone(), discipline(), id).await, Ruled::Gone);
    assert_eq!(decide(no.clone(), registrar(), id).await, Ruled::Done);
    assert_eq!(decide(no, bureau_officer(), id).await, Ruled::Gone);
    let page = browser.get("/item").await;
    assert!(page.body.contains("路灯报修请打 12345。"), "{}", page.body);
    assert_eq!(inbox(&bureau, &registrar()).await, []);

    let mut second = bureau.browser();
    filed(&mut second, &WORDS).await;
    let id = inbox(&bureau, &registrar()).await[0].id;
    assert_eq!(
        decide(Decision::ToDiscipline, registrar(), id).await,
        Ruled::Done
    );
    assert_eq!(inbox(&bureau, &registrar()).await, []);
    assert_eq!(inbox(&bureau, &discipline()).await.len(), 1);
    assert!(second.get("/item").await.body.contains("已收到，等待登记"));
}

#[tokio::test]
async fn too_many_filings_wait_with_every_word_on_the_page() {
    let two = Quota {
        burst: 2,
        per_minute: 1,
    };
    let bureau = Bureau::filing_limited(RateLimit::new(two, FREE)).await;
    let mut browser = bureau.browser();
    for _ in 0..2 {
        filed(&mut browser, &WORDS).await;
    }
    let slip = slip(&browser.get("/file").await);
    let held = browser.post("/file", &with(&slip, &WORDS)).await;
    assert_eq!(held.status, StatusCode::TOO_MANY_REQUESTS);
    assert_ne!(held.header(header::RETRY_AFTER), "");
    assert!(held.body.contains("村口路灯不亮"));
    assert_eq!(inbox(&bureau, &registrar()).await.len(), 2);
}
