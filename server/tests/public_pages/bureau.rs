//! A bureau on real SQLite, with petitions taken through their steps by the ledger.

use crate::browser::Browser;
use axum::Router;
use axum::routing::get;
use chrono::{Duration, NaiveDate, Utc};
use domain::duty::{Actor, Officer, Role};
use domain::ids::{CommandId, Moment, OfficerId, RecordId, UnitId, day_of};
use domain::organisation::{Colleague, Unit, UnitKind};
use domain::petition::{
    Acceptance, Answer, Channel, Command, Delivery, Intake, Notice, Opinion, Outcome, Path,
    Petition, Petitioner, Purpose, Registration, Sending, Service,
};
use domain::steps::Place;
use domain::{Record, Refusal};
use server::account::{Accounts, NewAccount};
use server::assets::Assets;
use server::config::Settings;
use server::public::rate_limit::{Quota, RateLimit};
use server::public::{PublicPages, routes};
use server::session;
use server::store::{Issue, Issued, Ledger};
use std::sync::Arc;
use uuid::Uuid;

const BUREAU: u128 = 2;
const LANDS: u128 = 3;
const DISCIPLINE: u128 = 4;

/// Nobody is held back.
pub const FREE: Quota = Quota {
    burst: 1_000_000,
    per_minute: 60_000_000,
};

/// The bureau's window, its ledger and its web pages.
pub struct Bureau {
    pub ledger: Ledger,
    pub web: Router,
    // Dropped last: the database lies in it.
    _folder: tempfile::TempDir,
}

fn unit(id: u128) -> UnitId {
    UnitId(Uuid::from_u128(id))
}

fn officer(name: &str, id: u128, at: u128, role: Role) -> Officer {
    Officer {
        id: OfficerId(Uuid::from_u128(id)),
        name: name.to_owned(),
        unit: unit(at),
        roles: vec![role],
    }
}

pub fn registrar() -> Officer {
    officer("孙登记", 101, BUREAU, Role::Registrar)
}

pub fn other_registrar() -> Officer {
    officer("钱登记", 102, BUREAU, Role::Registrar)
}

pub fn bureau_officer() -> Officer {
    officer("周股长", 103, BUREAU, Role::BureauOfficer)
}

pub fn inspector() -> Officer {
    officer("吴督查", 104, BUREAU, Role::Inspector)
}

pub fn handler() -> Officer {
    officer("王承办", 105, LANDS, Role::Handler)
}

pub fn head() -> Officer {
    officer("郑局长", 106, LANDS, Role::UnitHead)
}

pub fn discipline() -> Officer {
    officer("冯纪检", 107, DISCIPLINE, Role::DisciplineOfficer)
}

pub fn system_admin() -> Officer {
    officer("陈管理", 108, BUREAU, Role::SystemAdmin)
}

fn staff() -> [Officer; 8] {
    [
        registrar(),
        other_registrar(),
        bureau_officer(),
        inspector(),
        handler(),
        head(),
        discipline(),
        system_admin(),
    ]
}

fn units() -> Vec<Unit> {
    let place = |id, kind, name: &str, word: &str| Unit {
        id: unit(id),
        parent: (id != 1).then(|| unit(1)),
        kind,
        name: name.to_owned(),
        code: format!("{id:012}"),
        word: word.to_owned(),
    };
    vec![
        place(1, UnitKind::County, "青山县", ""),
        place(BUREAU, UnitKind::Bureau, "青山县信访局", "青信"),
        place(LANDS, UnitKind::Department, "县自然资源局", "青资规"),
        place(DISCIPLINE, UnitKind::Discipline, "县纪委监委", "青纪"),
    ]
}

impl Bureau {
    pub async fn open() -> Bureau {
        Bureau::limited(RateLimit::new(FREE, FREE)).await
    }

    pub async fn limited(limit: RateLimit) -> Bureau {
        Bureau::both_limited(limit, RateLimit::new(FREE, FREE)).await
    }

    /// With this limit for filing.
    pub async fn filing_limited(filings: RateLimit) -> Bureau {
        Bureau::both_limited(RateLimit::new(FREE, FREE), filings).await
    }

    async fn both_limited(limit: RateLimit, filings: RateLimit) -> Bureau {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let database = folder.path().join("huiyin.db");
        let database = database.to_str().expect("a path in UTF-8");
        let ledger = Ledger::open(database).await.expect("a new database");
        ledger.put_units(units()).await.expect("units");
        let colleagues = staff().map(|officer| Colleague {
            id: officer.id,
            name: officer.name,
            unit: officer.unit,
            roles: officer.roles,
        });
        ledger
            .put_officers(colleagues.into())
            .await
            .expect("officers");

        let settings = Arc::new(Settings::for_database(database).expect("settings"));
        let accounts = Accounts::new(ledger.clone(), &settings).expect("accounts");
        // An empty folder: the pages must read without a stylesheet, too.
        let assets = Assets::new(Some(folder.path().join("dist")));
        let pages = PublicPages::new(ledger.clone(), Arc::new(accounts), assets, settings)
            .expect("random bytes")
            .limited_by(limit)
            .filing_limited_by(filings);
        // As in the whole server: the desk answers every other address under its own.
        let desk = Router::new().route("/desk/{*place}", get(async || "desk"));
        Bureau {
            ledger,
            web: desk.merge(routes(pages)),
            _folder: folder,
        }
    }

    /// A browser nobody has used yet.
    pub fn browser(&self) -> Browser {
        Browser::new(self.web.clone())
    }

    /// A browser in which this officer is signed in.
    pub async fn signed_in(&self, officer: &Officer) -> Browser {
        let name = format!("officer-{}", officer.id);
        let account = NewAccount {
            officer: officer.id,
            sign_in_name: name.clone(),
            password_hash: "never asked for".to_owned(),
            must_change: false,
        };
        Accounts::put(&self.ledger, vec![account])
            .await
            .expect("an account");
        let token = Uuid::new_v4().to_string();
        let digest = session::digest(&token);
        self.ledger
            .write(move |tx| {
                Box::pin(async move {
                    sqlx::query(
                        "INSERT INTO session (digest, officer, begun_at, seen_at) \
                         SELECT $1, officer, $2, $2 FROM account WHERE sign_in_name = $3",
                    )
                    .bind(digest)
                    .bind(Utc::now().timestamp_millis())
                    .bind(name)
                    .execute(tx)
                    .await?;
                    Ok(())
                })
            })
            .await
            .expect("a session");
        let mut browser = self.browser();
        browser.hold("huiyin", &token, "/");
        browser
    }

    pub async fn petition(&self, id: RecordId) -> Petition {
        match self.ledger.record(id).await.expect("the store answers") {
            Some(Record::Petition(petition)) => *petition,
            None => panic!("no such record"),
        }
    }

    pub async fn issue(&self, id: RecordId, actor: Actor, at: Moment, command: Command) -> Issue {
        let issued = Issued {
            op_id: CommandId(Uuid::new_v4()),
            record: id,
            actor,
            command: domain::Command::Petition(command),
            at: Some(at),
            recorded_at: at,
            place: Place::Online,
        };
        let mut answers = self
            .ledger
            .issue(vec![issued])
            .await
            .expect("the store answers");
        answers.pop().expect("one answer")
    }

    /// A petition somebody brings to the window today.
    pub fn matter(&self) -> Case<'_> {
        self.case(Purpose::Plea)
    }

    /// A report against an official.
    pub fn report(&self) -> Case<'_> {
        self.case(Purpose::Report)
    }

    fn case(&self, purpose: Purpose) -> Case<'_> {
        Case {
            bureau: self,
            purpose,
            id: RecordId(Uuid::now_v7()),
            days_ago: 0,
            title: "宅基地界址不清".to_owned(),
            opinion: "支持您的诉求，已安排重新测量。".to_owned(),
        }
    }
}

/// One petition on its way.
pub struct Case<'a> {
    bureau: &'a Bureau,
    purpose: Purpose,
    pub id: RecordId,
    days_ago: i64,
    title: String,
    opinion: String,
}

impl Case<'_> {
    /// Everything happens this many days ago.
    pub fn days_ago(mut self, days: i64) -> Self {
        self.days_ago = days;
        self
    }

    pub fn titled(mut self, title: &str) -> Self {
        self.title = title.to_owned();
        self
    }

    pub fn answering(mut self, opinion: &str) -> Self {
        self.opinion = opinion.to_owned();
        self
    }

    /// The code on its receipt.
    pub fn code(&self) -> String {
        self.bureau.ledger.query_code(self.id)
    }

    fn at(&self) -> Moment {
        Utc::now() - Duration::days(self.days_ago)
    }

    fn on(&self) -> NaiveDate {
        day_of(self.at())
    }

    async fn step(&self, by: Officer, command: Command) {
        let issue = self
            .bureau
            .issue(self.id, Actor::Officer(by), self.at(), command)
            .await;
        assert!(matches!(issue, Issue::Done { .. }), "{issue:?}");
    }

    /// What the law says to a rating by the petitioner today.
    pub async fn refusal_of(&self, command: Command) -> Refusal {
        let issue = self
            .bureau
            .issue(self.id, Actor::Petitioner, Utc::now(), command)
            .await;
        match issue {
            Issue::Refused(refusal) => refusal,
            other => panic!("not refused: {other:?}"),
        }
    }

    pub async fn register(self) -> Self {
        self.register_by(registrar()).await
    }

    pub async fn register_by(self, author: Officer) -> Self {
        let registration = Registration {
            bureau: unit(BUREAU),
            channel: Channel::Visit,
            purpose: self.purpose,
            class: String::new(),
            title: self.title.clone(),
            text: "反映的全文".to_owned(),
            place: String::new(),
            village: None,
            petitioners: vec![Petitioner {
                name: "李信访".to_owned(),
                phone: "13900001111".to_owned(),
                id_number: "110105194912310021".to_owned(),
                address: "上坝村三组 7 号".to_owned(),
            }],
            headcount: 1,
            demands: vec!["重新确定界址".to_owned()],
            received_on: self.on(),
            late_reason: String::new(),
            external_numbers: Vec::new(),
            intake: Intake::default(),
        };
        let command = Command::Register(Box::new(registration));
        self.step(author, command).await;
        self
    }

    pub async fn accept(self) -> Self {
        let sending = Sending {
            unit: unit(LANDS),
            assignment: None,
            note: "内部附言".to_owned(),
        };
        self.step(bureau_officer(), Command::Send(sending)).await;
        self.accepted_by(handler(), Path::PetitionProcedure).await
    }

    async fn accepted_by(self, handler: Officer, path: Path) -> Self {
        let acceptance = Acceptance {
            simple: false,
            path,
            handler: handler.id,
            notice: Notice {
                service: Service::InPerson,
                on: self.on(),
            },
        };
        self.step(handler, Command::Accept(acceptance)).await;
        self
    }

    pub async fn deliver(self) -> Self {
        self.delivered_by(handler(), head()).await
    }

    async fn delivered_by(self, handler: Officer, head: Officer) -> Self {
        let opinion = Opinion {
            findings: "现场核实四至".to_owned(),
            answers: vec![Answer {
                demand: 0,
                outcome: Outcome::Supported,
                opinion: self.opinion.clone(),
                basis: "土地管理法第 62 条".to_owned(),
            }],
            drafts_seen: 0,
        };
        self.step(handler.clone(), Command::Draft(opinion)).await;
        self.step(head, Command::Approve(0)).await;
        let delivery = Delivery {
            service: Service::InPerson,
            on: self.on(),
            receiver: "李信访之子".to_owned(),
            refused: None,
            late_reason: String::new(),
            posting: None,
        };
        self.step(handler, Command::Deliver(delivery)).await;
        self
    }

    /// Registered, accepted and answered.
    pub async fn answered(self) -> Self {
        self.register().await.accept().await.deliver().await
    }

    /// A report, answered by the discipline channel.
    pub async fn answered_sealed(self) -> Self {
        let case = self
            .register()
            .await
            .accepted_by(discipline(), Path::Discipline)
            .await;
        case.delivered_by(discipline(), discipline()).await
    }
}
