//! Codes: forgiving to those who hold one, mute to those who guess.

use crate::browser::Page;
use crate::bureau::Bureau;
use axum::http::StatusCode;

const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_code_is_read_however_it_is_typed() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().register().await;
    let code = case.code();
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    assert_eq!(bare.len(), 12, "{code}");
    let groups = [&bare[..4], &bare[4..8], &bare[8..]];
    let full_width: String = bare
        .chars()
        .map(|character| char::from_u32(u32::from(character) + 0xFEE0).expect("full width"))
        .collect();
    let ways = [
        code.clone(),
        bare.clone(),
        bare.to_lowercase(),
        groups.join("-"),
        groups.join(" - "),
        groups.join("－"),
        groups.join("\u{3000}"),
        format!("  {}\r\n", groups.join(" ")),
        full_width,
    ];
    for typed in ways {
        let mut browser = bureau.browser();
        let page = browser.post("/query", &[("code", &typed)]).await;
        assert_eq!(page.leads_to(), "/item", "{typed:?}");
        assert!(browser.get("/item").await.body.contains("宅基地界址不清"));
    }
}

/// All that is no code of ours; the last are no forms at all.
async fn refused(bureau: &Bureau, code: &str) -> Vec<Page> {
    let mut other: Vec<char> = code.chars().collect();
    let last = other.last_mut().expect("a character");
    *last = if *last == '2' { '3' } else { '2' };
    let near: String = other.into_iter().collect();
    let long = "2".repeat(3_000);
    let typed = [
        near.as_str(),
        "2222 2222 2222",
        "",
        "x",
        "请问",
        "' OR 1=1 --",
        "<b>",
        &long,
    ];
    let mut pages = Vec::new();
    for code in typed {
        pages.push(bureau.browser().post("/query", &[("code", code)]).await);
    }
    let too_long = "code=".to_owned() + &"2".repeat(100_000);
    let bodies = [
        (FORM, ""),
        (FORM, "kode=1"),
        (FORM, "code=%FF%FE"),
        (FORM, "code=1&code=2"),
        (FORM, too_long.as_str()),
        ("application/json", "{\"code\":\"2222\"}"),
        ("", "code=2222"),
    ];
    for (kind, body) in bodies {
        pages.push(bureau.browser().post_raw("/query", kind, body).await);
    }
    pages
}

#[tokio::test]
async fn wrong_unknown_and_malformed_codes_answer_alike() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().register().await;
    let pages = refused(&bureau, &case.code()).await;
    let first = pages.first().expect("many").clone();
    assert_eq!(first.status, StatusCode::NOT_FOUND);
    assert!(first.body.contains("没有查到"));
    for page in &pages {
        assert_eq!(page, &first, "byte by byte, headers included");
    }
    assert_eq!(pages.len(), 15);

    // The same way when there is nothing to find at all.
    let empty = Bureau::open().await;
    assert_eq!(refused(&empty, &case.code()).await.first(), Some(&first));
    // And the right code is told apart: the comparison above can fail.
    assert_ne!(
        bureau
            .browser()
            .post("/query", &[("code", &case.code())])
            .await,
        first
    );
}

#[tokio::test]
async fn a_code_stands_in_no_address_and_no_page() {
    let bureau = Bureau::open().await;
    let case = bureau.matter().register().await;
    let code = case.code();
    let bare: String = code.chars().filter(char::is_ascii_alphanumeric).collect();
    let mut browser = bureau.browser();
    // In an address it is not read.
    let by_address = browser.get(&format!("/query?code={bare}")).await;
    assert_eq!(by_address.leads_to(), "/");
    assert_eq!(browser.get("/item").await.leads_to(), "/");
    let found = browser.post("/query", &[("code", &code)]).await;
    let item = browser.get("/item").await;
    for page in [by_address, found, item] {
        let whole = format!("{page:?}");
        assert!(!whole.contains(&bare) && !whole.contains(&code), "{whole}");
    }
}
