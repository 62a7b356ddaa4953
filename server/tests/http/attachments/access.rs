//! A file is for whoever may see its record, its bytes are taken from its author alone, and to
//! everybody else there is no such thing.

use super::{Desk, attach, jpeg, paper, put};
use crate::house::House;
use axum::http::{StatusCode, header};
use domain::duty::Role;
use domain::petition::Media;
use std::collections::BTreeSet;
use uuid::Uuid;

const NEWCOMER: &str = "Handler, first password";

/// Everybody in the county, signed in once.
struct Everybody(Vec<(String, String)>);

impl Everybody {
    async fn of(house: &House) -> Everybody {
        let mut cookies = Vec::new();
        for person in &house.county.people {
            let cookie = house.sign_in(&person.sign_in_name).await;
            cookies.push((person.label.clone(), cookie));
        }
        Everybody(cookies)
    }

    /// Who gets 200 at `path`; all others must get what an address without anything gets.
    async fn admitted(&self, house: &House, path: &str, nowhere: &str) -> BTreeSet<String> {
        let mut admitted = BTreeSet::new();
        for (label, cookie) in &self.0 {
            let headers = [("cookie", cookie.as_str())];
            let answer = house.get(path, &headers).await;
            if label == NEWCOMER {
                assert_eq!(answer.status, StatusCode::FORBIDDEN);
            } else if answer.status == StatusCode::OK {
                admitted.insert(label.clone());
            } else {
                let nothing = house.get(nowhere, &headers).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{label}");
                assert_eq!(answer.status, nothing.status);
                assert!(answer.body == nothing.body, "{label} can tell");
            }
        }
        assert_eq!(house.get(path, &[]).await.status, StatusCode::UNAUTHORIZED);
        admitted
    }
}

fn set(labels: &[&str]) -> BTreeSet<String> {
    labels.iter().map(|label| (*label).to_owned()).collect()
}

#[tokio::test]
async fn whoever_sees_the_record_sees_its_files_and_nobody_else() {
    let file = jpeg(0);
    let desk = Desk::with(&file).await;
    desk.put(0, &file).await;
    let nowhere = format!("/api/v1/attachments/{}/{}", desk.record, Uuid::new_v4());
    let seeing = set(&[
        "Registrar",
        "BureauOfficer",
        "BureauHead",
        "Inspector",
        "Handler",
        "UnitHead",
    ]);
    let everybody = Everybody::of(&desk.house).await;
    for tail in ["", "/thumbnail"] {
        let nowhere = format!("{nowhere}{tail}");
        assert_eq!(
            everybody
                .admitted(&desk.house, &desk.path(tail), &nowhere)
                .await,
            seeing
        );
    }
    let nowhere = format!("{nowhere}/state");
    let author = set(&["Handler"]);
    assert_eq!(
        everybody
            .admitted(&desk.house, &desk.path("/state"), &nowhere)
            .await,
        author
    );
}

#[tokio::test]
async fn evidence_against_an_official_stays_in_the_discipline_channel() {
    let file = jpeg(0);
    let sealed = paper(&file, Media::Jpeg);
    let desk = Desk::of(Role::DisciplineOfficer, "sealed", sealed).await;
    desk.put(0, &file).await;
    assert!(desk.attached().await.stored);
    let nowhere = format!("/api/v1/attachments/{}/{}", Uuid::new_v4(), Uuid::new_v4());
    let everybody = Everybody::of(&desk.house).await;
    for tail in ["", "/thumbnail", "/state"] {
        let nowhere = format!("{nowhere}{tail}");
        let admitted = everybody
            .admitted(&desk.house, &desk.path(tail), &nowhere)
            .await;
        assert_eq!(admitted, set(&["DisciplineOfficer"]));
    }
}

#[tokio::test]
async fn only_the_author_sends_the_bytes() {
    let file = jpeg(0);
    let desk = Desk::with(&file).await;
    for person in &desk.house.county.people {
        if person.officer.id == desk.officer.id {
            continue;
        }
        let cookie = desk.house.sign_in(&person.sign_in_name).await;
        let answer = put(&desk.house, &cookie, &desk.path("/0"), &file).await;
        let wanted = match person.label.as_str() {
            NEWCOMER => StatusCode::FORBIDDEN,
            _ => StatusCode::NOT_FOUND,
        };
        assert_eq!(answer.status, wanted, "{}", person.label);
    }
    let stranger = put(&desk.house, "", &desk.path("/0"), &file).await;
    assert_eq!(stranger.status, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.state().await.offset, 0);
    assert!(!desk.attached().await.stored);
}

#[tokio::test]
async fn a_record_that_claims_anothers_file_does_not_get_it() {
    let file = jpeg(0);
    let desk = Desk::with(&file).await;
    desk.put(0, &file).await;
    let cadre = desk.house.county.who(Role::TownshipCadre).clone();
    let well = desk.house.county.petition("well");
    attach(&desk.house, &cadre, well, &desk.paper).await;
    let name = super::sign_in_name(&desk.house, &cadre);
    let cookie = desk.house.sign_in(&name).await;
    let own = format!("/api/v1/attachments/{well}/{}", desk.paper.id);
    // Even with id and digest known, only the bytes themselves make a file here.
    let junk = vec![1; file.len()];
    let refused = put(&desk.house, &cookie, &format!("{own}/0"), &junk).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for path in [own, desk.path("")] {
        let answer = desk.house.get(&path, &[("cookie", &cookie)]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    assert!(desk.get("").await.body == file);
}

#[tokio::test]
async fn each_look_is_on_record() {
    let file = jpeg(0);
    let desk = Desk::with(&file).await;
    desk.put(0, &file).await;
    desk.get("").await;
    desk.get("/thumbnail").await;
    let elsewhere = desk.house.county.people.iter();
    let elsewhere = elsewhere.filter(|person| person.label == "Handler elsewhere");
    for person in elsewhere {
        let cookie = desk.house.sign_in(&person.sign_in_name).await;
        let headers = [("cookie", cookie.as_str())];
        desk.house.get(&desk.path(""), &headers).await;
    }
    let mut door = desk.house.back_door().await;
    let lines: Vec<(String, bool, String)> = sqlx::query_as(
        "SELECT act, allowed, detail FROM audit WHERE act LIKE '%_attachment' OR act LIKE '%_thumbnail' \
         ORDER BY nth",
    )
    .fetch_all(&mut door)
    .await
    .unwrap();
    let id = desk.paper.id.to_string();
    let wanted = [
        ("store_attachment", true),
        ("read_attachment", true),
        ("read_thumbnail", true),
        ("read_attachment", false),
    ];
    let wanted = wanted.map(|(act, allowed)| (act.to_owned(), allowed, id.clone()));
    assert_eq!(lines, wanted);
}

#[tokio::test]
async fn a_file_can_do_nothing_where_it_is_opened() {
    let pdf = b"%PDF-1.7\n%%EOF\n".to_vec();
    for (file, media, way) in [
        (jpeg(0), Media::Jpeg, "inline"),
        (pdf, Media::Pdf, "attachment"),
    ] {
        let desk = Desk::of(Role::Handler, "road", paper(&file, media)).await;
        desk.put(0, &file).await;
        let answer = desk.get("").await;
        assert_eq!(answer.header(header::CONTENT_TYPE), media.name());
        let policy = answer.header(header::CONTENT_SECURITY_POLICY);
        assert!(policy.contains("default-src 'none'") && policy.contains("sandbox"));
        assert_eq!(answer.header(header::X_CONTENT_TYPE_OPTIONS), "nosniff");
        assert_eq!(answer.header(header::CACHE_CONTROL), "private, no-store");
        let disposition = answer.header(header::CONTENT_DISPOSITION);
        assert!(disposition.starts_with(way), "{disposition}");
        assert!(disposition.contains(&desk.paper.id.to_string()));
    }
    // Everything else keeps the policy of our own pages.
    let house = House::open().await;
    let shell = house.get("/desk", &[]).await;
    assert!(
        shell
            .header(header::CONTENT_SECURITY_POLICY)
            .contains("script-src 'self'")
    );
}
