//! Lives of items that together are given a number of every kind there is, by several units.

use crate::county::{
    self, BUREAU_HEAD, COUNTY, DISCIPLINE_OFFICER, HOUSING, HOUSING_HANDLER, HOUSING_HEAD,
    REGISTRAR, SECTION_CHIEF, WELFARE, WELFARE_HANDLER, registration,
};
use chrono::{Days, NaiveDate};
use domain::document::DocumentKind;
use domain::duty::{Actor, Officer, Role};
use domain::ids::{OfficerId, RecordId, UnitId};
use domain::organisation::{Colleague, Unit, UnitKind};
use domain::petition::after::{Command as After, Filing, Retention};
use domain::petition::review::{Command as Review, Conclusion, LevelResult, Request, Taking};
use domain::petition::{
    Acceptance, Answer, Assignment, Command, Declining, Delivery, Evidence, ExtensionGrant,
    ExtensionRequest, Guidance, Judgement, NotAgain, Notice, Opinion, Outcome, Path, Proceeding,
    Purpose, Route, Sending, Service,
};
use server::store::Ledger;
use uuid::Uuid;

const PREFECTURE: UnitId = UnitId(Uuid::from_u128(9));
const WELFARE_HEAD: OfficerId = OfficerId(Uuid::from_u128(121));
const REVIEWER: OfficerId = OfficerId(Uuid::from_u128(122));
const REVIEW_HEAD: OfficerId = OfficerId(Uuid::from_u128(123));
const RECHECKER: OfficerId = OfficerId(Uuid::from_u128(124));
const RECHECK_HEAD: OfficerId = OfficerId(Uuid::from_u128(125));

/// Who the small county lacks for an item's whole road.
fn colleagues() -> Vec<Colleague> {
    let of = |id, name: &str, unit, role| Colleague {
        id,
        name: name.to_owned(),
        unit,
        roles: vec![role],
    };
    vec![
        of(WELFARE_HEAD, "韩局长", WELFARE, Role::UnitHead),
        of(REVIEWER, "杨复查", COUNTY, Role::ReviewOfficer),
        of(REVIEW_HEAD, "朱主任", COUNTY, Role::UnitHead),
        of(RECHECKER, "秦复核", PREFECTURE, Role::ReviewOfficer),
        of(RECHECK_HEAD, "尤主任", PREFECTURE, Role::UnitHead),
    ]
}

/// The county with a prefecture above it, and review offices.
pub async fn settle(ledger: &Ledger) {
    county::settle(ledger).await;
    let of = |id, parent, kind, name: &str, word: &str| Unit {
        id,
        parent,
        kind,
        name: name.to_owned(),
        code: String::new(),
        word: word.to_owned(),
    };
    let units = vec![
        of(PREFECTURE, None, UnitKind::Prefecture, "青山市", "山"),
        of(COUNTY, Some(PREFECTURE), UnitKind::County, "青河县", "青政"),
    ];
    ledger.put_units(units).await.expect("units");
    ledger.put_officers(colleagues()).await.expect("officers");
}

/// The officer with this id, signed in.
pub fn actor(id: OfficerId) -> Actor {
    let mut all = county::colleagues();
    all.extend(colleagues());
    let found = all.into_iter().find(|colleague| colleague.id == id);
    let colleague = found.expect("an officer of this county");
    Actor::Officer(Officer {
        id,
        name: colleague.name,
        unit: colleague.unit,
        roles: colleague.roles,
    })
}

/// Everything that asks for a number, or is needed before something does.
pub enum Act {
    /// A step, written on its day.
    Take(Box<dyn Fn(NaiveDate) -> Command + Send + Sync>),
    /// A document is issued.
    Issue(DocumentKind),
    /// So many days go by.
    Wait(u64),
}

/// A life: who does what, a day after the other.
pub type Life = Vec<(OfficerId, Act)>;

/// A unit that answers, with its people.
#[derive(Clone, Copy)]
pub struct Desk {
    unit: UnitId,
    handler: OfficerId,
    head: OfficerId,
}

/// Two units whose series must not mix.
pub const DESKS: [Desk; 2] = [
    Desk {
        unit: HOUSING,
        handler: HOUSING_HANDLER,
        head: HOUSING_HEAD,
    },
    Desk {
        unit: WELFARE,
        handler: WELFARE_HANDLER,
        head: WELFARE_HEAD,
    },
];

/// How many different lives there are.
pub const LIVES: usize = 6;

/// The life with this number; `ended` is an item whose road has ended, for the life that needs one.
pub fn life(nth: usize, desk: Desk, ended: Option<RecordId>) -> Life {
    match nth % LIVES {
        0 => to_the_end_of_the_road(desk),
        1 => declined(desk),
        2 => guided(desk),
        3 => sealed_answered(),
        4 => sealed_declined(),
        _ => ended.map_or_else(|| declined(desk), brought_again),
    }
}

fn take(
    by: OfficerId,
    step: impl Fn(NaiveDate) -> Command + Send + Sync + 'static,
) -> (OfficerId, Act) {
    (by, Act::Take(Box::new(step)))
}

fn registered(purpose: Purpose) -> (OfficerId, Act) {
    take(REGISTRAR, move |on| {
        let mut paper = registration("路灯不亮", on);
        paper.purpose = purpose;
        Command::Register(Box::new(paper))
    })
}

fn sent(desk: Desk, assigned: bool) -> (OfficerId, Act) {
    take(SECTION_CHIEF, move |on| {
        Command::Send(Sending {
            unit: desk.unit,
            assignment: assigned.then(|| Assignment {
                requirement: "查清并答复".to_owned(),
                feedback_on: on + Days::new(30),
            }),
            note: String::new(),
        })
    })
}

fn told(on: NaiveDate) -> Notice {
    Notice {
        service: Service::InPerson,
        on,
    }
}

fn accepted(by: OfficerId, path: Path) -> (OfficerId, Act) {
    take(by, move |on| {
        Command::Accept(Acceptance {
            simple: false,
            path,
            handler: by,
            notice: told(on),
        })
    })
}

fn refused(by: OfficerId) -> (OfficerId, Act) {
    take(by, |on| {
        Command::Decline(Declining {
            reason: "属于法院管辖".to_owned(),
            whose_matter: "县人民法院".to_owned(),
            notice: told(on),
        })
    })
}

fn drafted(by: OfficerId) -> (OfficerId, Act) {
    take(by, |_| {
        Command::Draft(Opinion {
            findings: "经查属实。".to_owned(),
            answers: vec![Answer {
                demand: 0,
                outcome: Outcome::NotSupported,
                opinion: "不予支持。".to_owned(),
                basis: "信访工作条例第三十二条".to_owned(),
            }],
            drafts_seen: 0,
        })
    })
}

fn delivery(on: NaiveDate) -> Delivery {
    Delivery {
        service: Service::InPerson,
        on,
        receiver: "王小明".to_owned(),
        refused: None,
        late_reason: String::new(),
        posting: None,
    }
}

fn answered(handler: OfficerId, head: OfficerId) -> Life {
    vec![
        drafted(handler),
        take(head, |_| Command::Approve(0)),
        (handler, Act::Issue(DocumentKind::Opinion)),
        take(handler, |on| Command::Deliver(delivery(on))),
        (handler, Act::Issue(DocumentKind::ServiceReceipt)),
    ]
}

fn closed_and_archived(by: OfficerId) -> Life {
    vec![
        take(by, |_| Command::Close("已答复".to_owned())),
        (by, Act::Wait(40)),
        take(by, |_| {
            Command::After(After::Archive(Filing {
                retention: Retention::Ordinary,
                shelf: "三号柜二层".to_owned(),
                note: String::new(),
            }))
        }),
    ]
}

fn extended(desk: Desk) -> Life {
    let proceed =
        |by, paper: fn(NaiveDate) -> Proceeding| take(by, move |on| Command::Proceed(paper(on)));
    vec![
        proceed(desk.handler, |_| {
            Proceeding::RequestExtension(ExtensionRequest {
                days: 10,
                reason: "要做鉴定".to_owned(),
            })
        }),
        proceed(desk.head, |_| {
            Proceeding::GrantExtension(ExtensionGrant {
                days: 10,
                note: String::new(),
            })
        }),
        (desk.handler, Act::Issue(DocumentKind::Extension)),
        proceed(desk.handler, |on| Proceeding::TellExtension(told(on))),
    ]
}

fn reviewed(organ: UnitId, reviewer: OfficerId, head: OfficerId) -> Life {
    let level =
        |by, command: fn(NaiveDate) -> Review| take(by, move |on| Command::Review(command(on)));
    vec![
        take(REGISTRAR, move |on| {
            Command::Review(Review::Request(Request {
                organ,
                on,
                reasons: "不同意".to_owned(),
                late_reason: String::new(),
            }))
        }),
        take(reviewer, move |on| {
            Command::Review(Review::Take(Taking {
                reviewer,
                notice: told(on),
            }))
        }),
        level(reviewer, |_| {
            Review::Draft(Conclusion {
                result: LevelResult::Upheld,
                findings: "原处理查明的事实属实".to_owned(),
                opinion: "原处理适当".to_owned(),
                basis: "信访工作条例第三十五条".to_owned(),
                answers: Vec::new(),
                drafts_seen: 0,
            })
        }),
        level(head, |_| Review::Sign(0)),
        level(reviewer, |on| Review::Deliver(delivery(on))),
    ]
}

/// Every document of an answered item, both further levels, the archive.
fn to_the_end_of_the_road(desk: Desk) -> Life {
    let mut life = vec![
        registered(Purpose::Plea),
        (REGISTRAR, Act::Issue(DocumentKind::Receipt)),
        sent(desk, false),
        (SECTION_CHIEF, Act::Issue(DocumentKind::Transfer)),
        (SECTION_CHIEF, Act::Issue(DocumentKind::Urging)),
        accepted(desk.handler, Path::PetitionProcedure),
        (desk.handler, Act::Issue(DocumentKind::Acceptance)),
        (SECTION_CHIEF, Act::Issue(DocumentKind::AdviceOnWork)),
        (SECTION_CHIEF, Act::Issue(DocumentKind::AdviceOnPolicy)),
        (SECTION_CHIEF, Act::Issue(DocumentKind::AdviceOnBlame)),
    ];
    life.extend(extended(desk));
    life.extend(answered(desk.handler, desk.head));
    life.extend(reviewed(COUNTY, REVIEWER, REVIEW_HEAD));
    life.extend(reviewed(PREFECTURE, RECHECKER, RECHECK_HEAD));
    life.extend(closed_and_archived(BUREAU_HEAD));
    life
}

fn declined(desk: Desk) -> Life {
    let mut life = vec![
        registered(Purpose::Plea),
        sent(desk, true),
        (SECTION_CHIEF, Act::Issue(DocumentKind::Assignment)),
        refused(desk.handler),
        (desk.handler, Act::Issue(DocumentKind::Declining)),
    ];
    life.extend(closed_and_archived(BUREAU_HEAD));
    life
}

fn guided(desk: Desk) -> Life {
    vec![
        registered(Purpose::Plea),
        sent(desk, false),
        accepted(desk.handler, Path::Litigation),
        take(desk.handler, |on| {
            Command::Proceed(Proceeding::Guide(Guidance {
                route: Route::CivilSuit,
                authority: "县人民法院".to_owned(),
                told: "带合同和身份证去立案".to_owned(),
                known_on: None,
                notice: told(on),
            }))
        }),
        (desk.handler, Act::Issue(DocumentKind::Guidance)),
    ]
}

fn sealed_answered() -> Life {
    let by = DISCIPLINE_OFFICER;
    let mut life = vec![
        registered(Purpose::Report),
        accepted(by, Path::Discipline),
        (by, Act::Issue(DocumentKind::Acceptance)),
    ];
    life.extend(answered(by, by));
    life.extend(closed_and_archived(by));
    life
}

fn sealed_declined() -> Life {
    vec![
        registered(Purpose::Report),
        refused(DISCIPLINE_OFFICER),
        (DISCIPLINE_OFFICER, Act::Issue(DocumentKind::Declining)),
    ]
}

/// The same facts and reasons as an item whose road has ended.
fn brought_again(ended: RecordId) -> Life {
    vec![
        registered(Purpose::Plea),
        take(SECTION_CHIEF, move |on| {
            Command::Judge(Judgement {
                other: ended,
                number: String::new(),
                same: true,
                reason: "同一人反映同一盏灯".to_owned(),
                evidence: Evidence::default(),
                handled_by: None,
                ended_on: Some(on),
                new_facts: String::new(),
            })
        }),
        take(SECTION_CHIEF, move |on| {
            Command::NotAgain(NotAgain {
                ended,
                reason: "已有复核意见".to_owned(),
                notice: told(on),
            })
        }),
        (SECTION_CHIEF, Act::Issue(DocumentKind::NoMore)),
    ]
}

/// How many series one year has when every life was lived at every desk.
pub fn series_a_year() -> usize {
    let bureau = 2 // the register and its sealed twin
        + 2 // volumes likewise
        + 8; // receipt, transfer, assignment, urging, three kinds of advice, 不再受理
    let desk = 6; // acceptance, declining, guidance, extension, opinion, receipt of service
    let sealed = 4; // acceptance, declining, opinion, receipt of service
    let levels = 2;
    bureau + DESKS.len() * desk + sealed + levels
}

/// The first day of a life in `year`: early enough for the longest to end in the same year.
pub fn first_day(year: i32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, 1, 12).expect("a day of January")
}
