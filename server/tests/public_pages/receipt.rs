//! Who may print the receipt with the code, and what stands on it.

use crate::bureau::{
    Bureau, bureau_officer, discipline, handler, head, inspector, other_registrar, registrar,
    system_admin,
};
use axum::http::{StatusCode, header};
use domain::duty::Role;
use domain::organisation::Colleague;

#[tokio::test]
async fn the_author_prints_what_the_petitioner_takes_home() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().titled("占地 <补偿>").register().await;
    let number = bureau.petition(case.id).await.number.expect("numbered");
    let mut desk = bureau.signed_in(&registrar()).await;
    let page = desk.get(&format!("/desk/receipt/{}", case.id)).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.body);
    assert_eq!(page.header(header::CACHE_CONTROL), "no-store");
    let code = case.code();
    for words in [
        number.as_str(),
        &code,
        "占地 &lt;补偿&gt;",
        "来访",
        "<svg ",
        "http://xf.example.gov.cn",
    ] {
        assert!(page.body.contains(words), "{words}: {}", page.body);
    }
    for words in ["<?xml", "李信访", "13900001111", "上坝村"] {
        assert!(!page.body.contains(words), "{words}: {}", page.body);
    }
    // The paper opens the item, read as a person would copy it.
    let mut browser = bureau.browser();
    assert_eq!(
        browser.post("/query", &[("code", &code)]).await.leads_to(),
        "/item"
    );
}

#[tokio::test]
async fn only_the_author_and_the_bureaus_officers_print_it() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().answered().await;
    let path = format!("/desk/receipt/{}", case.id);
    let unknown = {
        let mut desk = bureau.signed_in(&bureau_officer()).await;
        desk.get("/desk/receipt/00000000-0000-7000-8000-000000000000")
            .await
    };
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    let matrix = [
        (registrar(), true),
        (bureau_officer(), true),
        (other_registrar(), false),
        (inspector(), false),
        (handler(), false),
        (head(), false),
        (discipline(), false),
        (system_admin(), false),
    ];
    for (officer, may) in matrix {
        let page = bureau.signed_in(&officer).await.get(&path).await;
        if may {
            assert_eq!(page.status, StatusCode::OK, "{officer:?}");
        } else {
            assert_eq!(page, unknown, "{officer:?} is told what everybody is told");
        }
    }
    assert_eq!(bureau.browser().get(&path).await.leads_to(), "/desk/");
    let malformed = bureau
        .signed_in(&registrar())
        .await
        .get("/desk/receipt/1")
        .await;
    assert_eq!(malformed, unknown);
}

#[tokio::test]
async fn a_sealed_report_gives_its_author_number_and_code_and_others_nothing() {
    let bureau = Bureau::open().await;
    let case = bureau
        .report()
        .titled("反映某局长收受礼金")
        .register()
        .await;
    let path = format!("/desk/receipt/{}", case.id);
    let page = bureau.signed_in(&registrar()).await.get(&path).await;
    let number = bureau.petition(case.id).await.number.expect("numbered");
    assert!(
        page.body.contains(&number) && page.body.contains(&case.code()),
        "{}",
        page.body
    );
    for secret in ["某局长", "礼金", "来访"] {
        assert!(!page.body.contains(secret), "{secret}: {}", page.body);
    }
    for officer in [
        bureau_officer(),
        other_registrar(),
        discipline(),
        system_admin(),
    ] {
        let page = bureau.signed_in(&officer).await.get(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{officer:?}");
    }
}

#[tokio::test]
async fn of_two_registrars_each_prints_only_the_sealed_report_they_took() {
    let bureau = Bureau::open().await;
    let one = bureau.report().register_by(registrar()).await;
    let two = bureau.report().register_by(other_registrar()).await;
    for (officer, own, others) in [(registrar(), &one, &two), (other_registrar(), &two, &one)] {
        let mut desk = bureau.signed_in(&officer).await;
        let unknown = desk
            .get("/desk/receipt/00000000-0000-7000-8000-000000000000")
            .await;
        let page = desk.get(&format!("/desk/receipt/{}", own.id)).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains(&own.code()));
        let page = desk.get(&format!("/desk/receipt/{}", others.id)).await;
        assert_eq!(page, unknown, "not even that it exists");
    }
}

#[tokio::test]
async fn whoever_took_a_sealed_report_prints_nothing_of_it_in_another_post() {
    let bureau = Bureau::open().await;
    let case = bureau.report().register().await;
    let path = format!("/desk/receipt/{}", case.id);
    let page = bureau.signed_in(&registrar()).await.get(&path).await;
    assert_eq!(page.status, StatusCode::OK);
    for role in [Role::SystemAdmin, Role::Inspector, Role::Handler] {
        let moved = Colleague {
            id: registrar().id,
            name: registrar().name,
            unit: registrar().unit,
            roles: vec![role],
        };
        bureau
            .ledger
            .put_officers(vec![moved])
            .await
            .expect("another post");
        let page = bureau.signed_in(&registrar()).await.get(&path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{role:?}");
    }
}

#[tokio::test]
async fn every_print_and_every_refusal_is_audited() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().register().await;
    let path = format!("/desk/receipt/{}", case.id);
    bureau.signed_in(&registrar()).await.get(&path).await;
    bureau.signed_in(&inspector()).await.get(&path).await;
    let lines: Vec<(bool, String)> =
        sqlx::query_as("SELECT allowed, detail FROM audit WHERE act = 'receipt' ORDER BY nth")
            .fetch_all(bureau.ledger.readers())
            .await
            .expect("the audit trail");
    assert_eq!(lines, [(true, String::new()), (false, String::new())]);
}
