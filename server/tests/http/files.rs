//! The client's files: names that never change are kept for ever, the rest is asked for again.

use crate::house::{House, build_client};
use axum::http::{StatusCode, header};

const SCRIPT: &str = "/huiyin-0123abcd.js";

#[tokio::test]
async fn every_address_of_the_desk_is_its_one_page() {
    let house = House::open().await;
    for path in [
        "/desk",
        "/desk/",
        "/desk/petitions",
        "/desk/petitions/0190/visit",
    ] {
        let answer = house.get(path, &[]).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        assert!(answer.text().contains("<title>desk</title>"), "{path}");
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "text/html; charset=utf-8"
        );
        assert_eq!(answer.header(header::CACHE_CONTROL), "no-cache", "{path}");
    }
    assert_eq!(
        house.get("/desktop", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn a_fingerprinted_file_is_kept_for_ever_and_the_worker_never() {
    let house = House::open().await;
    let script = house.get(SCRIPT, &[]).await;
    assert_eq!(
        script.header(header::CACHE_CONTROL),
        "public, max-age=31536000, immutable"
    );
    assert_eq!(
        script.header(header::CONTENT_TYPE),
        "text/javascript; charset=utf-8"
    );
    let worker = house.get("/sw.js", &[]).await;
    assert_eq!(worker.header(header::CACHE_CONTROL), "no-cache");
}

#[tokio::test]
async fn the_smallest_copy_the_browser_reads_is_sent() {
    let house = House::open().await;
    let cases = [
        ("gzip, deflate, br, zstd", "br", "brotli script"),
        ("gzip, deflate", "gzip", "gzip script"),
        ("br;q=0, gzip", "gzip", "gzip script"),
        ("identity", "", "plain script"),
        ("", "", "plain script"),
    ];
    for (accepted, coding, content) in cases {
        let answer = house.get(SCRIPT, &[("accept-encoding", accepted)]).await;
        assert_eq!(
            answer.header(header::CONTENT_ENCODING),
            coding,
            "{accepted}"
        );
        assert_eq!(answer.text(), content, "{accepted}");
        assert_eq!(answer.header(header::VARY), "accept-encoding", "{accepted}");
        assert_eq!(
            answer.header(header::CONTENT_TYPE),
            "text/javascript; charset=utf-8"
        );
    }
    assert_eq!(
        house.get("/huiyin-0123abcd.js.br", &[]).await.status,
        StatusCode::NOT_FOUND
    );
}

#[tokio::test]
async fn what_the_browser_holds_already_is_not_sent_again() {
    let house = House::open().await;
    let first = house.get("/desk", &[]).await;
    let tag = first.header(header::ETAG);
    assert!(tag.len() > 10);
    let again = house.get("/desk/work", &[("if-none-match", tag)]).await;
    assert_eq!(
        (again.status, again.body.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );
    assert_eq!(again.header(header::ETAG), tag);

    // The same file in another coding is another thing to a cache.
    let small = house.get(SCRIPT, &[("accept-encoding", "br")]).await;
    let plain = house
        .get(SCRIPT, &[("if-none-match", small.header(header::ETAG))])
        .await;
    assert_eq!(plain.status, StatusCode::OK);

    std::fs::write(
        house.folder.path().join("dist/index.html"),
        "<title>new desk</title>",
    )
    .unwrap();
    let changed = house.get("/desk", &[("if-none-match", tag)]).await;
    assert_eq!(changed.status, StatusCode::OK);
}

#[tokio::test]
async fn without_a_client_the_server_says_so_and_is_not_ready() {
    let house = House::open().await;
    assert_eq!(
        house.get("/health", &[]).await.value(),
        serde_json::json!({"ready": true, "why_not": []})
    );
    std::fs::remove_dir_all(house.folder.path().join("dist")).unwrap();
    assert_eq!(
        house.get("/desk", &[]).await.status,
        StatusCode::SERVICE_UNAVAILABLE
    );
    let health = house.get("/health", &[]).await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        health.text().contains("client is not built"),
        "{}",
        health.text()
    );

    build_client(house.folder.path());
    assert_eq!(house.get("/health", &[]).await.status, StatusCode::OK);
}

#[tokio::test]
async fn without_its_database_the_server_is_not_ready() {
    let house = House::open().await;
    house.ledger.close().await;
    let health = house.get("/health", &[]).await;
    assert_eq!(health.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(
        health.text().contains("database does not answer"),
        "{}",
        health.text()
    );
}
