//! A county of its own for these tests: one officer for each post, two in the wrong place, four petitions.

use crate::house::PASSWORD;
use chrono::Utc;
use domain::Command;
use domain::duty::{Actor, Officer, Role};
use domain::ids::{CommandId, OfficerId, RecordId, UnitId, day_of};
use domain::organisation::{Colleague, Unit, UnitKind};
use domain::petition::{
    Acceptance, Channel, Command as Petition, Intake, Notice, Path, Petitioner, Purpose,
    Registration, Sending, Service,
};
use domain::steps::Place;
use server::account::{Accounts, NewAccount, password};
use server::store::{Issue, Issued, Ledger};
use uuid::Uuid;

/// A place in the tree, as a number that makes its id.
const COUNTY: u128 = 1;
const BUREAU: u128 = 2;
const DISCIPLINE: u128 = 3;
const ROADS: u128 = 4;
const WATER: u128 = 5;
const TOWNSHIP: u128 = 6;
const VILLAGE: u128 = 7;
const OTHER_BUREAU: u128 = 8;

/// Who there is and what there is to see.
pub struct County {
    pub people: Vec<Person>,
    pub petitions: Vec<(&'static str, RecordId)>,
    /// Somebody with an account who signs in nowhere.
    pub bystander: OfficerId,
}

/// One account.
pub struct Person {
    /// How the matrix calls them.
    pub label: String,
    pub sign_in_name: String,
    pub officer: Officer,
    pub must_change: bool,
}

impl County {
    pub fn petition(&self, name: &str) -> RecordId {
        self.petitions
            .iter()
            .find(|(known, _)| *known == name)
            .unwrap()
            .1
    }

    pub fn name_of(&self, id: RecordId) -> &'static str {
        self.petitions
            .iter()
            .find(|(_, known)| *known == id)
            .map_or("another", |(name, _)| name)
    }

    pub fn who(&self, role: Role) -> &Officer {
        let person = self
            .people
            .iter()
            .find(|person| person.officer.roles == [role])
            .unwrap();
        &person.officer
    }
}

fn unit_id(place: u128) -> UnitId {
    UnitId(Uuid::from_u128(place))
}

fn unit(place: u128, parent: Option<u128>, kind: UnitKind, name: &str) -> Unit {
    Unit {
        id: unit_id(place),
        parent: parent.map(unit_id),
        kind,
        name: name.to_owned(),
        code: String::new(),
        word: "青".to_owned(),
    }
}

fn seat(role: Role) -> u128 {
    match role {
        Role::Registrar | Role::BureauOfficer | Role::BureauHead | Role::Inspector => BUREAU,
        Role::Handler | Role::UnitHead => ROADS,
        Role::TownshipCadre => TOWNSHIP,
        Role::VillageInformant => VILLAGE,
        Role::DisciplineOfficer => DISCIPLINE,
        _ => COUNTY,
    }
}

fn person(number: u128, label: String, role: Role, place: u128) -> Person {
    Person {
        sign_in_name: format!("user{number}"),
        officer: Officer {
            id: OfficerId(Uuid::from_u128(0x1000 + number)),
            name: format!("干部{number}"),
            unit: unit_id(place),
            roles: vec![role],
        },
        must_change: false,
        label,
    }
}

fn everybody() -> Vec<Person> {
    let mut people: Vec<Person> = (0..)
        .zip(Role::ALL)
        .map(|(number, role)| person(number, format!("{role:?}"), role, seat(role)))
        .collect();
    people.push(person(
        20,
        "Handler elsewhere".to_owned(),
        Role::Handler,
        WATER,
    ));
    people.push(person(
        21,
        "BureauHead elsewhere".to_owned(),
        Role::BureauHead,
        OTHER_BUREAU,
    ));
    let mut newcomer = person(
        22,
        "Handler, first password".to_owned(),
        Role::Handler,
        ROADS,
    );
    newcomer.must_change = true;
    people.push(newcomer);
    people.push(person(23, "bystander".to_owned(), Role::Handler, WATER));
    people
}

/// Puts the county into an empty database.
pub async fn found(ledger: &Ledger) -> County {
    ledger
        .put_units(vec![
            unit(COUNTY, None, UnitKind::County, "青川县"),
            unit(BUREAU, Some(COUNTY), UnitKind::Bureau, "青川县信访局"),
            unit(
                DISCIPLINE,
                Some(COUNTY),
                UnitKind::Discipline,
                "青川县纪委监委",
            ),
            unit(
                ROADS,
                Some(COUNTY),
                UnitKind::Department,
                "青川县交通运输局",
            ),
            unit(WATER, Some(COUNTY), UnitKind::Department, "青川县水利局"),
            unit(TOWNSHIP, Some(COUNTY), UnitKind::Township, "石桥乡"),
            unit(VILLAGE, Some(TOWNSHIP), UnitKind::Village, "马兰村"),
            unit(OTHER_BUREAU, None, UnitKind::Bureau, "邻县信访局"),
        ])
        .await
        .unwrap();
    let mut people = everybody();
    let colleagues = people.iter().map(|person| Colleague {
        id: person.officer.id,
        name: person.officer.name.clone(),
        unit: person.officer.unit,
        roles: person.officer.roles.clone(),
    });
    ledger.put_officers(colleagues.collect()).await.unwrap();
    let hash = password::hash(PASSWORD).unwrap();
    let accounts = people.iter().map(|person| NewAccount {
        officer: person.officer.id,
        sign_in_name: person.sign_in_name.clone(),
        password_hash: hash.clone(),
        must_change: person.must_change,
    });
    Accounts::put(ledger, accounts.collect()).await.unwrap();
    let bystander = people.pop().unwrap().officer.id;
    let mut county = County {
        people,
        petitions: Vec::new(),
        bystander,
    };
    bring_petitions(ledger, &mut county).await;
    county
}

async fn bring_petitions(ledger: &Ledger, county: &mut County) {
    let registrar = county.who(Role::Registrar).clone();
    let head = county.who(Role::BureauHead).clone();
    let handler = county.who(Role::Handler).clone();
    let cadre = county.who(Role::TownshipCadre).clone();
    let informant = county.who(Role::VillageInformant).id;
    let today = day_of(Utc::now());
    for (nth, name) in ["new", "road", "well", "sealed"].into_iter().enumerate() {
        let id = RecordId(Uuid::from_u128(0x2000 + nth as u128));
        county.petitions.push((name, id));
        let purpose = if name == "sealed" {
            Purpose::Report
        } else {
            Purpose::Plea
        };
        issue(
            ledger,
            id,
            &registrar,
            Petition::Register(registration(purpose)),
        )
        .await;
    }
    let (road, well) = (county.petition("road"), county.petition("well"));
    issue(ledger, road, &head, send_to(ROADS)).await;
    let acceptance = Acceptance {
        simple: false,
        path: Path::PetitionProcedure,
        handler: handler.id,
        notice: Notice {
            service: Service::InPerson,
            on: today,
        },
    };
    issue(ledger, road, &handler, Petition::Accept(acceptance)).await;
    issue(ledger, well, &head, send_to(TOWNSHIP)).await;
    issue(ledger, well, &cadre, Petition::Entrust(informant)).await;
}

fn send_to(place: u128) -> Petition {
    Petition::Send(Sending {
        unit: unit_id(place),
        assignment: None,
        note: String::new(),
    })
}

pub fn registration(purpose: Purpose) -> Box<Registration> {
    Box::new(Registration {
        bureau: unit_id(BUREAU),
        channel: Channel::Visit,
        purpose,
        class: String::new(),
        title: "村口水渠垮了".to_owned(),
        text: "去年雨季垮的，今年没法浇地。".to_owned(),
        place: "马兰村".to_owned(),
        village: Some(unit_id(VILLAGE)),
        petitioners: vec![Petitioner {
            name: "陈山".to_owned(),
            ..Petitioner::default()
        }],
        headcount: 1,
        demands: vec!["修好水渠".to_owned()],
        received_on: day_of(Utc::now()),
        late_reason: String::new(),
        external_numbers: Vec::new(),
        intake: Intake::default(),
    })
}

async fn issue(ledger: &Ledger, record: RecordId, officer: &Officer, command: Petition) {
    let issued = Issued {
        op_id: CommandId(Uuid::new_v4()),
        record,
        actor: Actor::Officer(officer.clone()),
        command: Command::Petition(command),
        at: None,
        recorded_at: Utc::now(),
        place: Place::Online,
    };
    let outcome = ledger.issue(vec![issued]).await.unwrap();
    assert!(matches!(outcome[..], [Issue::Done { .. }]), "{outcome:?}");
}
