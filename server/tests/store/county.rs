//! A small county: a bureau, two departments, a township, the discipline channel, one officer a post.

use chrono::{DateTime, Days, NaiveDate, Utc};
use domain::Command;
use domain::duty::{Actor, Officer, Role};
use domain::ids::{CommandId, Moment, OfficerId, RecordId, UnitId};
use domain::organisation::{Colleague, Unit, UnitKind};
use domain::petition::{
    self, Acceptance, Answer, Channel, Delivery, Intake, Notice, Opinion, Outcome, Path,
    Petitioner, Purpose, Registration, Sending, Service,
};
use domain::steps::Place;
use server::store::{Issue, Issued, Ledger};
use uuid::Uuid;

pub const COUNTY: UnitId = unit(1);
pub const BUREAU: UnitId = unit(2);
pub const HOUSING: UnitId = unit(3);
pub const WELFARE: UnitId = unit(4);
pub const TOWNSHIP: UnitId = unit(5);
pub const DISCIPLINE: UnitId = unit(6);
pub const VILLAGE: UnitId = unit(7);

pub const REGISTRAR: OfficerId = person(101);
pub const SECTION_CHIEF: OfficerId = person(102);
pub const BUREAU_HEAD: OfficerId = person(103);
pub const HOUSING_HANDLER: OfficerId = person(104);
pub const HOUSING_HEAD: OfficerId = person(105);
pub const WELFARE_HANDLER: OfficerId = person(106);
pub const TOWNSHIP_CADRE: OfficerId = person(107);
pub const DISCIPLINE_OFFICER: OfficerId = person(108);
pub const INSPECTOR: OfficerId = person(109);
pub const LEADER: OfficerId = person(110);
pub const SYSTEM_ADMIN: OfficerId = person(111);
pub const HOUSING_SECOND: OfficerId = person(112);

const fn unit(n: u128) -> UnitId {
    UnitId(Uuid::from_u128(n))
}

const fn person(n: u128) -> OfficerId {
    OfficerId(Uuid::from_u128(n))
}

/// A record with a readable id.
pub fn record(n: u128) -> RecordId {
    RecordId(Uuid::from_u128(0xA000_0000 + n))
}

/// A command's id.
pub fn op(n: u128) -> CommandId {
    CommandId(Uuid::from_u128(0xB000_0000 + n))
}

pub fn units() -> Vec<Unit> {
    let of = |id, parent, kind, name: &str, word: &str| Unit {
        id,
        parent,
        kind,
        name: name.to_owned(),
        code: String::new(),
        word: word.to_owned(),
    };
    vec![
        // Children first: the order of the list must not matter.
        of(VILLAGE, Some(TOWNSHIP), UnitKind::Village, "柳河村", ""),
        of(BUREAU, Some(COUNTY), UnitKind::Bureau, "青河县信访局", "青"),
        of(
            HOUSING,
            Some(COUNTY),
            UnitKind::Department,
            "住建局",
            "青建",
        ),
        of(
            WELFARE,
            Some(COUNTY),
            UnitKind::Department,
            "民政局",
            "青民",
        ),
        of(TOWNSHIP, Some(COUNTY), UnitKind::Township, "柳河镇", "柳"),
        of(
            DISCIPLINE,
            Some(COUNTY),
            UnitKind::Discipline,
            "纪委监委",
            "青纪",
        ),
        of(COUNTY, None, UnitKind::County, "青河县", ""),
    ]
}

pub fn colleagues() -> Vec<Colleague> {
    let of = |id, name: &str, unit, roles: &[Role]| Colleague {
        id,
        name: name.to_owned(),
        unit,
        roles: roles.to_vec(),
    };
    vec![
        of(REGISTRAR, "钱窗口", BUREAU, &[Role::Registrar]),
        of(SECTION_CHIEF, "孙股长", BUREAU, &[Role::BureauOfficer]),
        of(BUREAU_HEAD, "李局长", BUREAU, &[Role::BureauHead]),
        of(HOUSING_HANDLER, "周承办", HOUSING, &[Role::Handler]),
        of(HOUSING_HEAD, "吴主任", HOUSING, &[Role::UnitHead]),
        of(HOUSING_SECOND, "郑承办", HOUSING, &[Role::Handler]),
        of(WELFARE_HANDLER, "王承办", WELFARE, &[Role::Handler]),
        of(TOWNSHIP_CADRE, "冯干部", TOWNSHIP, &[Role::TownshipCadre]),
        of(
            DISCIPLINE_OFFICER,
            "陈纪检",
            DISCIPLINE,
            &[Role::DisciplineOfficer],
        ),
        of(INSPECTOR, "褚督查", BUREAU, &[Role::Inspector]),
        of(LEADER, "卫县长", COUNTY, &[Role::CountyLeader]),
        of(SYSTEM_ADMIN, "蒋管理", BUREAU, &[Role::SystemAdmin]),
    ]
}

/// The officer with this id, signed in.
pub fn officer(id: OfficerId) -> Officer {
    let colleague = colleagues()
        .into_iter()
        .find(|colleague| colleague.id == id)
        .expect("an officer of this county");
    Officer {
        id,
        name: colleague.name,
        unit: colleague.unit,
        roles: colleague.roles,
    }
}

pub async fn settle(ledger: &Ledger) {
    ledger.put_units(units()).await.expect("units");
    ledger.put_officers(colleagues()).await.expect("officers");
}

/// Noon in Beijing on a day of March 2026.
pub fn noon(day: u32) -> Moment {
    DateTime::parse_from_rfc3339(&format!("2026-03-{day:02}T12:00:00+08:00"))
        .expect("a moment")
        .with_timezone(&Utc)
}

pub fn march(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March")
}

pub fn registration(title: &str, received_on: NaiveDate) -> Registration {
    Registration {
        bureau: BUREAU,
        channel: Channel::Letter,
        purpose: Purpose::Plea,
        class: String::new(),
        title: title.to_owned(),
        text: format!("{title}，请帮助解决。"),
        place: "柳河村三组".to_owned(),
        village: Some(VILLAGE),
        petitioners: vec![Petitioner {
            name: "王小明".to_owned(),
            phone: "13800001234".to_owned(),
            id_number: String::new(),
            address: String::new(),
        }],
        headcount: 1,
        demands: vec!["尽快处理".to_owned()],
        received_on,
        late_reason: "补录".to_owned(),
        external_numbers: Vec::new(),
        intake: Intake::default(),
    }
}

/// One command of `officer`, at noon of a day of March 2026.
pub fn issued(
    n: u128,
    id: RecordId,
    by: OfficerId,
    day: u32,
    command: petition::Command,
) -> Issued {
    Issued {
        op_id: op(n),
        record: id,
        actor: Actor::Officer(officer(by)),
        command: Command::Petition(command),
        at: Some(noon(day)),
        recorded_at: noon(day),
        place: Place::Online,
    }
}

pub fn register(n: u128, id: RecordId, title: &str, day: u32) -> Issued {
    let paper = Box::new(registration(title, march(day)));
    issued(n, id, REGISTRAR, day, petition::Command::Register(paper))
}

pub fn transfer(unit: UnitId) -> petition::Command {
    petition::Command::Send(Sending {
        unit,
        assignment: None,
        note: String::new(),
    })
}

pub fn accept(handler: OfficerId, day: u32) -> petition::Command {
    petition::Command::Accept(Acceptance {
        simple: false,
        path: Path::PetitionProcedure,
        handler,
        notice: Notice {
            service: Service::InPerson,
            on: march(day),
        },
    })
}

pub fn draft() -> petition::Command {
    petition::Command::Draft(Opinion {
        findings: "经查属实。".to_owned(),
        answers: vec![Answer {
            demand: 0,
            outcome: Outcome::Supported,
            opinion: "支持。".to_owned(),
            basis: "信访工作条例第三十二条".to_owned(),
        }],
        drafts_seen: 0,
    })
}

pub fn deliver(day: u32) -> petition::Command {
    petition::Command::Deliver(Delivery {
        service: Service::InPerson,
        on: march(day),
        receiver: "王小明".to_owned(),
        refused: None,
        late_reason: String::new(),
        posting: None,
    })
}

/// A petition's whole way to a delivered answer: eight facts of six commands.
pub fn whole_way(n: u128, id: RecordId, title: &str) -> Vec<Issued> {
    vec![
        register(n, id, title, 2),
        issued(n + 1, id, SECTION_CHIEF, 3, transfer(HOUSING)),
        issued(n + 2, id, HOUSING_HANDLER, 4, accept(HOUSING_HANDLER, 4)),
        issued(n + 3, id, HOUSING_HANDLER, 9, draft()),
        issued(n + 4, id, HOUSING_HEAD, 10, petition::Command::Approve(0)),
        issued(n + 5, id, HOUSING_HANDLER, 11, deliver(11)),
    ]
}

/// The feed number and the official number of a command that must have been done.
pub fn done(issue: &Issue) -> (u64, Option<String>) {
    match issue {
        Issue::Done { seq, number } => (*seq, number.clone()),
        other => panic!("not done: {other:?}"),
    }
}

pub fn days_before(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_sub_days(Days::new(days)).expect("a day")
}
