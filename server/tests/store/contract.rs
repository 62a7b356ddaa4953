//! What every database behind the ledger owes; each point takes a ledger of a settled county.

use crate::county::*;
use app::api::ListQuery;
use domain::Record;
use domain::duty::Actor;
use domain::ids::day_of;
use domain::petition::{Command, Rating, Satisfaction, State};
use server::store::{Audited, Issue, Issued, Ledger, ListScope};
use std::collections::BTreeSet;

/// The points of the contract, run on each database that is there.
macro_rules! contract {
    ($($point:ident)+) => {
        mod sqlite {
            $(#[tokio::test]
            async fn $point() {
                let house = crate::House::new().await;
                super::$point(&house.ledger).await;
                house.ledger.close().await;
            })+
        }
    };
}

contract! {
    a_whole_way_is_written_and_read_again
    a_refused_command_undoes_no_other
    a_command_is_issued_once
    a_refused_command_may_be_issued_again
    numbers_count_by_bureau_and_year_without_gaps
    numbers_have_no_gaps_under_concurrency
    a_failing_job_undoes_only_itself
    a_panicking_job_undoes_only_itself
    a_query_code_leads_to_its_record
    the_directory_is_what_was_put_last
    classes_are_replaced_and_the_new_ones_counted
    the_audit_trail_takes_lines_in_order
    a_device_renews_its_lease_until_it_is_revoked
    a_commit_pokes
    a_petitioner_rates_once
}

async fn a_whole_way_is_written_and_read_again(ledger: &Ledger) {
    let id = record(1);
    let issues = ledger
        .issue(whole_way(1, id, "路灯不亮"))
        .await
        .expect("issued");
    assert_eq!(issues.len(), 6);
    assert_eq!(done(&issues[0]), (2, Some("青信〔2026〕1号".to_owned())));
    assert_eq!(
        done(&issues[4]),
        (7, Some("青建信处〔2026〕1号".to_owned()))
    );
    let Some(Record::Petition(petition)) = ledger.record(id).await.expect("read") else {
        panic!("no record");
    };
    assert_eq!(petition.state, State::Delivered);
    assert_eq!(petition.rev, 8);
    assert_eq!(petition.number.as_deref(), Some("青信〔2026〕1号"));
    assert_eq!(
        petition.opinion_number.as_deref(),
        Some("青建信处〔2026〕1号")
    );
    assert_eq!(ledger.count().await.expect("count"), 1);
    assert_eq!(ledger.record(record(2)).await.expect("read"), None);
}

async fn a_refused_command_undoes_no_other(ledger: &Ledger) {
    let issues = ledger
        .issue(vec![
            register(1, record(1), "路灯不亮", 2),
            issued(2, record(1), HOUSING_HANDLER, 3, draft()),
            register(3, record(2), "供水不足", 2),
            issued(4, record(9), SECTION_CHIEF, 3, transfer(HOUSING)),
        ])
        .await
        .expect("issued");
    assert!(matches!(issues[0], Issue::Done { .. }));
    assert!(matches!(issues[1], Issue::Refused(_)));
    assert!(matches!(issues[2], Issue::Done { .. }));
    assert!(matches!(issues[3], Issue::Refused(_)));
    assert_eq!(ledger.count().await.expect("count"), 2);
}

async fn a_command_is_issued_once(ledger: &Ledger) {
    let commands = whole_way(1, record(1), "路灯不亮");
    ledger.issue(commands.clone()).await.expect("issued");
    let before = ledger.record(record(1)).await.expect("read");
    let again = ledger.issue(commands.clone()).await.expect("issued");
    assert!(again.iter().all(|issue| *issue == Issue::Known));
    assert_eq!(ledger.record(record(1)).await.expect("read"), before);

    let first = register(50, record(5), "供水不足", 2);
    let twice = ledger
        .issue(vec![first.clone(), first])
        .await
        .expect("issued");
    assert!(matches!(twice[0], Issue::Done { .. }));
    assert_eq!(twice[1], Issue::Known);
}

async fn a_refused_command_may_be_issued_again(ledger: &Ledger) {
    let transfer = issued(2, record(1), SECTION_CHIEF, 3, transfer(HOUSING));
    let early = ledger.issue(vec![transfer.clone()]).await.expect("issued");
    assert!(matches!(early[0], Issue::Refused(_)));
    ledger
        .issue(vec![register(1, record(1), "路灯不亮", 2)])
        .await
        .expect("issued");
    let again = ledger.issue(vec![transfer]).await.expect("issued");
    assert!(matches!(again[0], Issue::Done { .. }));
}

async fn numbers_count_by_bureau_and_year_without_gaps(ledger: &Ledger) {
    let mut old = register(1, record(1), "去年的事", 2);
    old.at = Some(noon(2) - chrono::Duration::days(365));
    if let domain::Command::Petition(Command::Register(paper)) = &mut old.command {
        paper.received_on = days_before(march(2), 365);
    }
    let mut refused = register(3, record(3), "", 2);
    refused.recorded_at = noon(2);
    let issues = ledger
        .issue(vec![
            old,
            register(2, record(2), "今年第一件", 2),
            refused,
            register(4, record(4), "今年第二件", 2),
        ])
        .await
        .expect("issued");
    assert_eq!(done(&issues[0]).1.as_deref(), Some("青信〔2025〕1号"));
    assert_eq!(done(&issues[1]).1.as_deref(), Some("青信〔2026〕1号"));
    assert!(matches!(issues[2], Issue::Refused(_)));
    assert_eq!(done(&issues[3]).1.as_deref(), Some("青信〔2026〕2号"));
}

async fn numbers_have_no_gaps_under_concurrency(ledger: &Ledger) {
    let mut clerks = Vec::new();
    for clerk in 0..8u128 {
        let ledger = ledger.clone();
        clerks.push(tokio::spawn(async move {
            let mut numbers = Vec::new();
            for nth in 0..25u128 {
                let n = clerk * 100 + nth;
                let mut command = register(n, record(n), "路灯不亮", 2);
                // Every fifth is refused and must not take a number with it.
                let refused = nth % 5 == 4;
                if refused
                    && let domain::Command::Petition(Command::Register(paper)) =
                        &mut command.command
                {
                    paper.demands.clear();
                }
                let issues = ledger.issue(vec![command]).await.expect("issued");
                match &issues[0] {
                    Issue::Done { number, .. } => numbers.extend(number.clone()),
                    Issue::Refused(_) => assert!(refused),
                    Issue::Known => panic!("fresh ids"),
                }
            }
            numbers
        }));
    }
    let mut numbers = BTreeSet::new();
    for clerk in clerks {
        for number in clerk.await.expect("a clerk") {
            assert!(numbers.insert(number.clone()), "{number} was given twice");
        }
    }
    let expected: BTreeSet<String> = (1..=160).map(|n| format!("青信〔2026〕{n}号")).collect();
    assert_eq!(numbers, expected);
}

async fn a_failing_job_undoes_only_itself(ledger: &Ledger) {
    let failing = ledger.write(|tx| {
        Box::pin(async move {
            sqlx::query("INSERT INTO classes (path, nth) VALUES ('不该留下', 1)")
                .execute(&mut *tx)
                .await?;
            sqlx::query("INSERT INTO classes (path, nth) VALUES (NULL, 1)")
                .execute(tx)
                .await?;
            Ok(())
        })
    });
    let good = ledger.issue(vec![register(1, record(1), "路灯不亮", 2)]);
    let (failed, done) = tokio::join!(failing, good);
    assert!(failed.is_err());
    assert!(matches!(done.expect("issued")[0], Issue::Done { .. }));
    assert!(ledger.classes().await.expect("classes").is_empty());
}

async fn a_panicking_job_undoes_only_itself(ledger: &Ledger) {
    let panicking = ledger.write::<(), _>(|tx| {
        Box::pin(async move {
            sqlx::query("INSERT INTO classes (path, nth) VALUES ('不该留下', 1)")
                .execute(tx)
                .await?;
            panic!("as a bug would");
        })
    });
    assert!(panicking.await.is_err());
    let issues = ledger
        .issue(vec![register(1, record(1), "路灯不亮", 2)])
        .await
        .expect("the writer goes on");
    assert!(matches!(issues[0], Issue::Done { .. }));
    assert!(ledger.classes().await.expect("classes").is_empty());
}

async fn a_query_code_leads_to_its_record(ledger: &Ledger) {
    ledger
        .issue(vec![
            register(1, record(1), "路灯不亮", 2),
            register(2, record(2), "供水不足", 2),
        ])
        .await
        .expect("issued");
    let code = ledger.query_code(record(2));
    let typed = format!("  {} ", code.to_lowercase().replace('-', " "));
    assert_eq!(
        ledger.by_query_code(&typed).await.expect("asked"),
        Some(record(2))
    );
    let stranger = ledger.query_code(record(3));
    for wrong in [stranger.as_str(), "", "ABCD", "☃", &code[..13]] {
        assert_eq!(
            ledger.by_query_code(wrong).await.expect("asked"),
            None,
            "{wrong}"
        );
    }
}

async fn the_directory_is_what_was_put_last(ledger: &Ledger) {
    let directory = ledger.directory().await.expect("directory");
    assert_eq!(directory.units().len(), 7);
    assert_eq!(directory.unit_name(VILLAGE), "柳河村");
    let mut moved = colleagues()
        .into_iter()
        .find(|colleague| colleague.id == HOUSING_HANDLER)
        .expect("the handler");
    moved.unit = WELFARE;
    moved.roles = vec![domain::duty::Role::UnitHead, domain::duty::Role::Handler];
    ledger.put_officers(vec![moved]).await.expect("put");
    let directory = ledger.directory().await.expect("directory");
    let officer = directory.officer(HOUSING_HANDLER).expect("still there");
    assert_eq!(officer.unit, WELFARE);
    assert_eq!(
        officer.roles,
        [domain::duty::Role::Handler, domain::duty::Role::UnitHead]
    );
    assert_eq!(directory.officers().len(), colleagues().len());

    let mut nowhere = colleagues().remove(0);
    nowhere.unit = domain::ids::UnitId(uuid::Uuid::from_u128(999));
    assert!(ledger.put_officers(vec![nowhere]).await.is_err());

    let mut orphan = units().remove(0);
    orphan.parent = Some(domain::ids::UnitId(uuid::Uuid::from_u128(999)));
    let (refused, other) = tokio::join!(
        ledger.put_units(vec![orphan]),
        ledger.issue(vec![register(1, record(1), "路灯不亮", 2)]),
    );
    assert!(matches!(
        refused,
        Err(server::store::Error::NoSuchParent(VILLAGE))
    ));
    assert!(matches!(
        other.expect("another's work stands")[0],
        Issue::Done { .. }
    ));
}

async fn classes_are_replaced_and_the_new_ones_counted(ledger: &Ledger) {
    let put = |classes: &[&str]| {
        let classes = classes.iter().map(|class| (*class).to_owned()).collect();
        ledger.put_classes(classes)
    };
    assert_eq!(put(&["乙/一", "甲/二", "乙/一"]).await.expect("put"), 2);
    assert_eq!(put(&["甲/二", "丙/三"]).await.expect("put"), 1);
    assert_eq!(ledger.classes().await.expect("classes"), ["甲/二", "丙/三"]);
}

async fn the_audit_trail_takes_lines_in_order(ledger: &Ledger) {
    for (nth, act) in ["sign_in", "read"].into_iter().enumerate() {
        let line = Audited {
            at: noon(2),
            officer: Some(INSPECTOR),
            act,
            record: (nth == 1).then(|| record(7)),
            allowed: nth == 0,
            detail: String::new(),
        };
        ledger.audit(line).await.expect("on disk");
    }
    let lines: Vec<(String, Option<Vec<u8>>, bool)> =
        sqlx::query_as("SELECT act, record, allowed FROM audit ORDER BY nth")
            .fetch_all(ledger.readers())
            .await
            .expect("lines");
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0], ("sign_in".to_owned(), None, true));
    let read = record(7).0.as_bytes().to_vec();
    assert_eq!(lines[1], ("read".to_owned(), Some(read), false));
}

async fn a_device_renews_its_lease_until_it_is_revoked(ledger: &Ledger) {
    let cadre = officer(TOWNSHIP_CADRE);
    let hello = crate::feed::hello(1);
    let first = ledger
        .hello(&cadre, hello.clone(), noon(1))
        .await
        .expect("hello");
    assert_eq!(first.until, noon(15));
    let later = ledger
        .hello(&cadre, hello.clone(), noon(5))
        .await
        .expect("hello");
    assert_eq!(later.until, noon(19));
    assert!(!later.revoked);
    ledger
        .write(|tx| {
            Box::pin(async move {
                sqlx::query("UPDATE device SET revoked = 1")
                    .execute(tx)
                    .await?;
                Ok(())
            })
        })
        .await
        .expect("revoked");
    let last = ledger.hello(&cadre, hello, noon(9)).await.expect("hello");
    assert!(last.revoked);
    assert_eq!(last.until, noon(19));
}

async fn a_commit_pokes(ledger: &Ledger) {
    let mut pokes = ledger.pokes();
    ledger
        .audit(Audited {
            at: noon(1),
            officer: None,
            act: "sign_in",
            record: None,
            allowed: false,
            detail: String::new(),
        })
        .await
        .expect("on disk");
    assert!(pokes.try_recv().is_err(), "nothing changed for anybody");
    ledger
        .issue(vec![register(1, record(1), "路灯不亮", 2)])
        .await
        .expect("issued");
    assert_eq!(pokes.recv().await.expect("a poke"), 2);
}

/// The petitioner's own command, proved by the code, goes the same way.
async fn a_petitioner_rates_once(ledger: &Ledger) {
    ledger
        .issue(whole_way(1, record(1), "路灯不亮"))
        .await
        .expect("issued");
    let rate = |n| Issued {
        actor: Actor::Petitioner,
        ..issued(
            n,
            record(1),
            REGISTRAR,
            12,
            Command::Rate(Rating {
                bureau: Satisfaction::Satisfied,
                unit: Satisfaction::MostlySatisfied,
                comment: String::new(),
            }),
        )
    };
    let first = ledger.issue(vec![rate(20)]).await.expect("issued");
    assert!(matches!(first[0], Issue::Done { .. }));
    let second = ledger.issue(vec![rate(21)]).await.expect("issued");
    assert!(matches!(
        second[0],
        Issue::Refused(domain::Refusal::AlreadyRated)
    ));
    let page = ledger
        .list(
            &ListScope::of(&officer(INSPECTOR)),
            &ListQuery::default(),
            day_of(noon(12)),
        )
        .await
        .expect("listed");
    assert_eq!(page.total, Some(1));
}
