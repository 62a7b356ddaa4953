//! Where the accused unit holds a discipline officer of its own, documents about the report are numbered by that
//! very unit: its open series must run on as if nothing had been issued.

use super::{issue, nth};
use crate::county::registration;
use crate::documents::issue_as;
use crate::house::House;
use chrono::Utc;
use domain::Record;
use domain::document::DocumentKind;
use domain::duty::{self, Officer, Role};
use domain::ids::{OfficerId, RecordId, day_of};
use domain::organisation::Colleague;
use domain::petition::{
    Acceptance, Answer, Command as Petition, Delivery, Notice, Opinion, Outcome, Path, Purpose,
    Sending, Service,
};
use std::collections::BTreeMap;
use uuid::Uuid;

/// The papers that are issued over one item, in the order of its life.
const PAPERS: [DocumentKind; 3] = [
    DocumentKind::Acceptance,
    DocumentKind::Opinion,
    DocumentKind::ServiceReceipt,
];

/// A discipline officer in the unit that the report accuses.
async fn discipline_in(house: &House, accused: &Officer) -> Officer {
    let officer = Officer {
        id: OfficerId(Uuid::from_u128(0x0D15)),
        name: "派驻纪检员".to_owned(),
        unit: accused.unit,
        roles: vec![Role::DisciplineOfficer],
    };
    let colleague = Colleague {
        id: officer.id,
        name: officer.name.clone(),
        unit: officer.unit,
        roles: officer.roles.clone(),
    };
    house.ledger.put_officers(vec![colleague]).await.unwrap();
    officer
}

/// Takes an item from registration to its receipt of service, with every document on the way.
async fn whole_way(house: &House, purpose: Purpose, handler: &Officer, head: &Officer) {
    let record = RecordId(Uuid::new_v4());
    let registrar = house.county.who(Role::Registrar);
    let command = Petition::Register(registration(purpose));
    issue(house, record, registrar, command).await;
    let sealed = purpose == Purpose::Report;
    if !sealed {
        let sending = Sending {
            unit: handler.unit,
            assignment: None,
            note: String::new(),
        };
        let bureau = house.county.who(Role::BureauOfficer);
        issue(house, record, bureau, Petition::Send(sending)).await;
    }
    let today = day_of(Utc::now());
    let acceptance = Acceptance {
        path: if sealed {
            Path::Discipline
        } else {
            Path::PetitionProcedure
        },
        simple: false,
        handler: handler.id,
        notice: Notice {
            service: Service::InPerson,
            on: today,
        },
    };
    issue(house, record, handler, Petition::Accept(acceptance)).await;
    issue_as(house, record, handler, PAPERS[0]).await;
    let opinion = Opinion {
        findings: "已经查清".to_owned(),
        answers: vec![Answer {
            demand: 0,
            outcome: Outcome::NotSupported,
            opinion: "不予支持".to_owned(),
            basis: "信访工作条例第三十二条".to_owned(),
        }],
        drafts_seen: 0,
    };
    issue(house, record, handler, Petition::Draft(opinion)).await;
    issue(house, record, head, Petition::Approve(0)).await;
    issue_as(house, record, handler, PAPERS[1]).await;
    let delivery = Delivery {
        service: Service::InPerson,
        on: today,
        receiver: "陈山".to_owned(),
        refused: None,
        late_reason: String::new(),
        posting: None,
    };
    issue(house, record, handler, Petition::Deliver(delivery)).await;
    issue_as(house, record, handler, PAPERS[2]).await;
}

/// The numbers of each kind that `unit` issued, oldest first, over the items `seen` lets through.
async fn numbers(
    house: &House,
    unit: &Officer,
    seen: impl Fn(&Record) -> bool,
) -> BTreeMap<DocumentKind, Vec<String>> {
    let bodies: Vec<String> = sqlx::query_scalar("SELECT body FROM record ORDER BY nr")
        .fetch_all(house.ledger.readers())
        .await
        .unwrap();
    let mut numbers: BTreeMap<DocumentKind, Vec<String>> = BTreeMap::new();
    for body in bodies {
        let record: Record = serde_json::from_str(&body).unwrap();
        let Record::Petition(petition) = &record;
        if !seen(&record) {
            continue;
        }
        let issued = petition.documents.issued.iter();
        for document in issued.filter(|document| document.unit == unit.unit) {
            let number = document.number.clone().unwrap();
            numbers.entry(document.kind).or_default().push(number);
        }
    }
    numbers
}

/// The kinds whose numbers do not run 1, 2, 3 and on.
fn gaps(numbers: &BTreeMap<DocumentKind, Vec<String>>) -> Vec<DocumentKind> {
    let whole = |given: &[String]| (1..).zip(given).all(|(due, number)| nth(number) == due);
    numbers
        .iter()
        .filter(|(_, given)| !whole(given))
        .map(|(kind, _)| *kind)
        .collect()
}

#[tokio::test]
async fn the_accused_unit_sees_its_own_series_without_a_gap() {
    let house = House::open().await;
    let handler = house.county.who(Role::Handler).clone();
    let head = house.county.who(Role::UnitHead).clone();
    let discipline = discipline_in(&house, &handler).await;
    for _ in 0..2 {
        whole_way(&house, Purpose::Plea, &handler, &head).await;
        whole_way(&house, Purpose::Report, &discipline, &discipline).await;
    }
    whole_way(&house, Purpose::Plea, &handler, &head).await;

    for eyes in [&handler, &head] {
        let open = numbers(&house, eyes, |record| duty::sees(eyes, &record.tags())).await;
        assert_eq!(open.keys().copied().collect::<Vec<_>>(), PAPERS);
        for (kind, given) in &open {
            assert_eq!(given.len(), 3, "{kind:?}");
            assert!(given.iter().all(|number| !number.contains('密')));
        }
        assert_eq!(gaps(&open), Vec::new(), "{open:?}");
    }

    // The channel's own series run without a gap, too, and say in their mark that they are apart.
    let sealed = numbers(&house, &discipline, |record| {
        duty::sees(&discipline, &record.tags())
    })
    .await;
    assert_eq!(sealed.keys().copied().collect::<Vec<_>>(), PAPERS);
    for given in sealed.values() {
        assert_eq!(given.len(), 2);
        assert!(given.iter().all(|number| number.contains("信密")));
    }
    assert_eq!(gaps(&sealed), Vec::new(), "{sealed:?}");
}

/// The sabotage: one series for both, and what the accused unit sees has holes.
#[test]
fn a_series_shared_with_sealed_items_would_be_noticed() {
    let shared: Vec<String> = [1, 3, 5]
        .iter()
        .map(|nth| format!("青信受〔2026〕{nth}号"))
        .collect();
    let numbers = BTreeMap::from([(DocumentKind::Acceptance, shared)]);
    assert_eq!(gaps(&numbers), [DocumentKind::Acceptance]);
}
