//! One rating, in time, with both choices; what is refused is said and nothing typed is lost.

use crate::browser::Browser;
use crate::bureau::{Bureau, Case};
use axum::http::StatusCode;
use domain::Refusal;
use domain::petition::{Command, Rating, Satisfaction};

const GOOD: [(&str, &str); 3] = [
    ("bureau", "satisfied"),
    ("unit", "mostly"),
    ("comment", "好"),
];

async fn with_pass(bureau: &Bureau, case: &Case<'_>) -> Browser {
    let mut browser = bureau.browser();
    let found = browser.post("/query", &[("code", &case.code())]).await;
    assert_eq!(found.leads_to(), "/item");
    browser
}

fn rating() -> Command {
    Command::Rate(Rating {
        bureau: Satisfaction::Satisfied,
        unit: Satisfaction::Satisfied,
        comment: String::new(),
    })
}

#[tokio::test]
async fn a_second_rating_is_refused_and_the_first_stands() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let mut browser = with_pass(&bureau, &case).await;
    assert_eq!(
        browser.post("/item/rating", &GOOD).await.leads_to(),
        "/item/thanks"
    );
    let second = [
        ("bureau", "dissatisfied"),
        ("unit", "dissatisfied"),
        ("comment", "改主意"),
    ];
    let page = browser.post("/item/rating", &second).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(
        page.body.contains("已经评价过了，只能评价一次"),
        "{}",
        page.body
    );
    assert!(
        !page.body.contains("改主意") && page.body.contains("基本满意"),
        "{}",
        page.body
    );
    let petition = bureau.petition(case.id).await;
    assert_eq!(petition.rating.expect("rated").comment, "好");
    assert_eq!(case.refusal_of(rating()).await, Refusal::AlreadyRated);
}

#[tokio::test]
async fn a_form_sent_twice_counts_once_and_thanks_twice() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let (mut here, mut there) = (
        with_pass(&bureau, &case).await,
        with_pass(&bureau, &case).await,
    );
    let (one, two) = tokio::join!(
        here.post("/item/rating", &GOOD),
        there.post("/item/rating", &GOOD)
    );
    assert_eq!(one.leads_to(), "/item/thanks");
    assert_eq!(two.leads_to(), "/item/thanks");
    let petition = bureau.petition(case.id).await;
    let ratings = petition
        .course
        .iter()
        .filter(|entry| entry.step == domain::petition::Step::Rate);
    assert_eq!(ratings.count(), 1);
}

#[tokio::test]
async fn two_who_rate_differently_are_told_which_one_stands() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let (mut here, mut there) = (
        with_pass(&bureau, &case).await,
        with_pass(&bureau, &case).await,
    );
    let other = [("bureau", "dissatisfied"), ("unit", "dissatisfied")];
    let (one, two) = tokio::join!(
        here.post("/item/rating", &GOOD),
        there.post("/item/rating", &other)
    );
    let mut statuses = [one.status, two.status];
    statuses.sort();
    assert_eq!(statuses, [StatusCode::SEE_OTHER, StatusCode::CONFLICT]);
}

#[tokio::test]
async fn a_missing_choice_brings_back_what_was_typed() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let mut browser = with_pass(&bureau, &case).await;
    for form in [
        vec![("unit", "mostly"), ("comment", "我写的话")],
        vec![
            ("bureau", "excellent"),
            ("unit", "mostly"),
            ("comment", "我写的话"),
        ],
    ] {
        let page = browser.post("/item/rating", &form).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.body.contains("各选一项"), "{}", page.body);
        assert!(page.body.contains("我写的话</textarea>"), "{}", page.body);
        assert_eq!(page.body.matches(" checked").count(), 1, "{}", page.body);
    }
    assert_eq!(bureau.petition(case.id).await.rating, None);
    assert_eq!(browser.get("/item/thanks").await.leads_to(), "/item");
}

#[tokio::test]
async fn a_comment_that_is_too_long_is_kept_and_can_be_shortened() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let mut browser = with_pass(&bureau, &case).await;
    // CJK extension B: four bytes each, twelve in the form's coding.
    let most = "𠮷".repeat(10_000);
    let more = format!("{most}！");
    let form = |comment| {
        [
            ("bureau", "satisfied"),
            ("unit", "mostly"),
            ("comment", comment),
        ]
    };
    let page = browser.post("/item/rating", &form(more.as_str())).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.body.contains("10000 字") && page.body.contains(&more));
    let page = browser.post("/item/rating", &form(most.as_str())).await;
    assert_eq!(page.leads_to(), "/item/thanks");
    assert_eq!(
        bureau
            .petition(case.id)
            .await
            .rating
            .expect("rated")
            .comment,
        most
    );
}

#[tokio::test]
async fn before_the_answer_and_after_the_window_it_is_refused_in_words() {
    let bureau = Bureau::open().await;
    let early = bureau.matter().register().await.accept().await;
    let mut browser = with_pass(&bureau, &early).await;
    assert!(!browser.get("/item").await.body.contains("/item/rating"));
    let page = browser.post("/item/rating", &GOOD).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("收到答复后才可以评价"), "{}", page.body);

    let late = bureau.matter().days_ago(60).answered().await;
    let mut browser = with_pass(&bureau, &late).await;
    let page = browser.post("/item/rating", &GOOD).await;
    assert_eq!(page.status, StatusCode::CONFLICT);
    assert!(page.body.contains("已经过了"), "{}", page.body);
    for case in [early, late] {
        assert_eq!(bureau.petition(case.id).await.rating, None);
    }
}
