//! A server that listens: plain, protected, watched, and stopped while people work.

use crate::county;
use crate::house::{build_client, settings};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use server::config::{Loaded, Settings, Tls};
use server::{backup, database, doctor, serve};
use std::io::{Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use tempfile::TempDir;

fn folder() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    build_client(folder.path());
    folder
}

const HEALTH: &str = "GET /health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

fn exchange(mut stream: impl Read + Write, request: &str) -> String {
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // A peer that closes without a farewell has still answered.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

async fn ask(address: SocketAddr, request: &'static str) -> String {
    tokio::task::spawn_blocking(move || exchange(TcpStream::connect(address).unwrap(), request))
        .await
        .unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn it_answers_counts_and_stops() {
    let folder = folder();
    let running = serve::start(settings(folder.path())).await.unwrap();
    let (address, metrics) = (running.address(), running.metrics_address().unwrap());

    let answer = ask(address, HEALTH).await;
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("x-request-id: "), "{answer}");
    assert!(ask(address, "GET /desk/petitions/secret-id?code=SECRET-CODE HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n").await.contains("200 OK"));
    assert!(
        ask(
            address,
            "GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n"
        )
        .await
        .starts_with("HTTP/1.1 404")
    );

    let counted = ask(
        metrics,
        "GET /metrics HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
    )
    .await;
    assert!(counted.contains("route=\"/health\""), "{counted}");
    assert!(counted.contains("route=\"/desk/{*place}\""), "{counted}");
    assert!(
        !counted.contains("secret-id") && !counted.contains("SECRET-CODE"),
        "{counted}"
    );

    running.stop().await.unwrap();
    assert!(TcpStream::connect(address).is_err());
    assert!(TcpStream::connect(metrics).is_err());
}

#[tokio::test(flavor = "multi_thread")]
async fn two_servers_do_not_share_an_address() {
    let folder = folder();
    let running = serve::start(settings(folder.path())).await.unwrap();
    let other = tempfile::tempdir().unwrap();
    let taken = Settings {
        listen: running.address(),
        ..settings(other.path())
    };
    let error = serve::start(taken).await.err().unwrap();
    assert!(
        format!("{error:#}").contains("is the server running already"),
        "{error:#}"
    );
    running.stop().await.unwrap();
}

/// A font that somebody named and that cannot be used is told at once, not by the first paper.
#[tokio::test(flavor = "multi_thread")]
async fn a_named_font_that_is_not_there_keeps_the_server_from_starting() {
    let folder = folder();
    let mut settings = settings(folder.path());
    settings.fonts.body = Some(folder.path().join("仿宋.ttf"));
    let error = serve::start(settings.clone()).await.err().unwrap();
    assert!(format!("{error:#}").contains("仿宋.ttf"), "{error:#}");
    let loaded = Loaded {
        settings,
        said: Vec::new(),
        file: None,
    };
    let report = doctor::examine(&loaded).await.unwrap();
    assert!(!report.is_well());
    assert!(report.to_string().contains("仿宋.ttf"), "{report}");
}

fn trusting(authority: &Path) -> ClientConfig {
    let mut roots = RootCertStore::empty();
    roots
        .add(CertificateDer::from_pem_file(authority).unwrap())
        .unwrap();
    ClientConfig::builder_with_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(roots)
        .with_no_client_auth()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_that_trusts_the_authority_connects_by_https() {
    let folder = folder();
    let tls = folder.path().join("tls");
    let protected = Settings {
        tls: Tls::SelfSigned {
            folder: tls.clone(),
        },
        ..settings(folder.path())
    };
    let running = serve::start(protected).await.unwrap();
    let address = running.address();
    let config = Arc::new(trusting(&tls.join(server::tls::AUTHORITY)));
    let answer = tokio::task::spawn_blocking(move || {
        let name = ServerName::try_from("localhost").unwrap();
        let connection = ClientConnection::new(config, name).unwrap();
        exchange(
            StreamOwned::new(connection, TcpStream::connect(address).unwrap()),
            HEALTH,
        )
    })
    .await
    .unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    running.stop().await.unwrap();
}

#[tokio::test]
async fn a_backup_made_at_work_is_whole_and_starts_a_new_life() {
    let folder = folder();
    let settings = settings(folder.path());
    let ledger = database::open(&settings).await.unwrap();
    let county = county::found(&ledger).await;
    let copy = folder.path().join("copy.db");
    backup::backup(&settings, &copy).await.unwrap();
    assert!(
        backup::backup(&settings, &copy).await.is_err(),
        "a backup is overwritten"
    );

    let mut lives = vec![ledger.epoch()];
    for restored in ["one", "two"] {
        let path = folder.path().join(restored);
        std::fs::copy(&copy, &path).unwrap();
        let restored = Settings {
            database: path,
            ..settings.clone()
        };
        for _ in 0..2 {
            let again = database::open(&restored).await.unwrap();
            assert_eq!(again.count().await.unwrap(), county.petitions.len() as u64);
            lives.push(again.epoch());
            again.close().await;
        }
    }
    // Each copy put back lives a life of its own, and only one however often it is opened.
    assert_eq!(lives[1], lives[2]);
    assert_eq!(lives[3], lives[4]);
    assert!(lives[0] != lives[1] && lives[1] != lives[3] && lives[0] != lives[3]);
    ledger.close().await;
}
