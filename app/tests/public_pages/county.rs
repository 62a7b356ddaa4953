//! A small county that takes one petition through its steps by the real rules.

use app::public::Seen;
use domain::deadline::Calendar;
use domain::duty::{Actor, Officer, Role};
use domain::ids::{Moment, OfficerId, RecordId, UnitId};
use domain::organisation::{Colleague, Directory, Unit, UnitKind};
use domain::petition::{
    Acceptance, Answer, Channel, Command, Contact, ContactKind, Correction, Declining, Delivery,
    ExternalNumber, Intake, Notice, Opinion, Outcome, Passage, Path, Petition, Petitioner, Purpose,
    Rating, Registration, Satisfaction, Sending, Service, Visit,
};
use domain::policy::Policy;
use domain::steps::Place;
use domain::{Event, Fact, Record, Setting};
use uuid::Uuid;

/// On file, but not for the page: people's data, the offices' own words.
pub const SECRETS: [&str; 18] = [
    "李信访",
    "13900001111",
    "110105194912310021",
    "上坝村三组 7 号",
    "补录：前天来的信",
    "国家平台 0001",
    "请尽快，别拖",
    "不归我们管，请退回",
    "经核实属你单位职责",
    "赵邻居在场",
    "看到界石被移动",
    "他说邻居不讲理",
    "下周再去一次",
    "张三电话里说",
    "依据写得不清楚",
    "界石没有被移动",
    "写错了地点",
    "李信访之子",
];

/// Names and words typed by people, the same on pages in either language.
pub const WRITTEN: [&str; 14] = [
    "青山县信访局",
    "县自然资源局",
    "王承办",
    "宅基地界址不清",
    "现场核实四至",
    "重新确定界址",
    "支持您的诉求，已安排重新测量。",
    "土地管理法第 62 条",
    "来得太晚",
    "青信〔2026〕1号",
    "青资规〔2026〕1号",
    "占地补偿",
    "工作日 8:30–17:30",
    "人民路 1 号",
];

const COUNTY: u128 = 1;
const BUREAU: u128 = 2;
const LANDS: u128 = 3;
const DISCIPLINE: u128 = 4;

pub struct County {
    pub now: Moment,
    directory: Directory,
    record: Option<Record>,
}

fn unit(id: u128) -> UnitId {
    UnitId(Uuid::from_u128(id))
}

fn officer(name: &str, at: u128, role: Role) -> Officer {
    let nth = u128::from(role as u8) + 100 * at;
    Officer {
        id: OfficerId(Uuid::from_u128(nth)),
        name: name.to_owned(),
        unit: unit(at),
        roles: vec![role],
    }
}

fn registrar() -> Officer {
    officer("孙登记", BUREAU, Role::Registrar)
}

fn bureau() -> Officer {
    officer("周股长", BUREAU, Role::BureauOfficer)
}

fn handler() -> Officer {
    officer("王承办", LANDS, Role::Handler)
}

fn head() -> Officer {
    officer("郑局长", LANDS, Role::UnitHead)
}

fn discipline() -> Officer {
    officer("冯纪检", DISCIPLINE, Role::DisciplineOfficer)
}

fn directory() -> Directory {
    let place = |id, kind, name: &str| Unit {
        id: unit(id),
        parent: (id != COUNTY).then(|| unit(COUNTY)),
        kind,
        name: name.to_owned(),
        code: String::new(),
        word: String::new(),
    };
    let officers = [registrar(), bureau(), handler(), head(), discipline()];
    Directory::new(
        vec![
            place(COUNTY, UnitKind::County, "青山县"),
            place(BUREAU, UnitKind::Bureau, "青山县信访局"),
            place(LANDS, UnitKind::Department, "县自然资源局"),
            place(DISCIPLINE, UnitKind::Discipline, "县纪委监委"),
        ],
        officers
            .into_iter()
            .map(|officer| Colleague {
                id: officer.id,
                name: officer.name,
                unit: officer.unit,
                roles: officer.roles,
            })
            .collect(),
    )
}

impl County {
    pub fn with_plea(title: &str) -> County {
        County::with(Purpose::Plea, title)
    }

    /// Registered on 2026-06-01, a Monday.
    pub fn with(purpose: Purpose, title: &str) -> County {
        let mut county = County {
            now: "2026-06-01T02:00:00Z".parse().expect("a moment"),
            directory: directory(),
            record: None,
        };
        county.step(
            registrar(),
            Command::Register(Box::new(Registration {
                bureau: unit(BUREAU),
                channel: Channel::Visit,
                purpose,
                class: String::new(),
                title: title.to_owned(),
                text: "李信访说：他说邻居不讲理".to_owned(),
                place: "上坝村三组 7 号".to_owned(),
                village: None,
                petitioners: vec![Petitioner {
                    name: "李信访".to_owned(),
                    phone: "13900001111".to_owned(),
                    id_number: "110105194912310021".to_owned(),
                    address: "上坝村三组 7 号".to_owned(),
                }],
                headcount: 1,
                demands: vec!["重新确定界址".to_owned()],
                received_on: "2026-05-30".parse().expect("a day"),
                late_reason: "补录：前天来的信".to_owned(),
                external_numbers: vec![ExternalNumber::of("", "国家平台 0001")],
                intake: Intake::default(),
            })),
        );
        let number = Fact::Petition(domain::petition::Fact::Numbered(
            "青信〔2026〕1号".to_owned(),
        ));
        county.happen(&registrar(), number);
        county
    }

    /// Delivered on 2026-06-01.
    pub fn answered() -> County {
        let mut county = County::with_plea("宅基地界址不清");
        county.transfer();
        county.accept();
        county.draft("支持您的诉求，已安排重新测量。");
        county.approve();
        county.deliver();
        county
    }

    pub fn petition(&self) -> &Petition {
        let Some(Record::Petition(petition)) = &self.record else {
            panic!("nothing registered");
        };
        petition
    }

    pub fn seen(&self) -> Seen {
        Seen::of(
            self.petition(),
            &self.directory,
            (Calendar::shipped(), Policy::shipped()),
            self.now,
        )
    }

    fn step(&mut self, by: Officer, command: Command) {
        self.act(Actor::Officer(by), command);
    }

    fn act(&mut self, actor: Actor, command: Command) {
        let setting = Setting {
            actor: &actor,
            now: self.now,
            recorded_at: self.now,
            place: Place::Online,
            directory: &self.directory,
            calendar: Calendar::shipped(),
            policy: Policy::shipped(),
        };
        let command = domain::Command::Petition(command);
        let facts = domain::decide(self.record.as_ref(), &command, &setting).expect("lawful");
        for fact in facts {
            self.write(&actor, fact);
        }
    }

    fn happen(&mut self, by: &Officer, fact: Fact) {
        self.write(&Actor::Officer(by.clone()), fact);
    }

    fn write(&mut self, actor: &Actor, fact: Fact) {
        let event = Event {
            record: RecordId(Uuid::from_u128(77)),
            at: self.now,
            recorded_at: self.now,
            by: actor.into(),
            fact,
        };
        domain::apply(&mut self.record, &event);
    }

    fn today(&self) -> chrono::NaiveDate {
        domain::ids::day_of(self.now)
    }

    pub fn transfer(&mut self) {
        self.step(
            bureau(),
            Command::Send(Sending {
                unit: unit(LANDS),
                assignment: None,
                note: "请尽快，别拖".to_owned(),
            }),
        );
    }

    pub fn object(&mut self) {
        self.step(handler(), Command::Object("不归我们管，请退回".to_owned()));
    }

    pub fn reject_objection(&mut self) {
        self.step(
            bureau(),
            Command::RejectObjection("经核实属你单位职责".to_owned()),
        );
    }

    fn notice(&self) -> Notice {
        Notice {
            service: Service::InPerson,
            on: self.today(),
        }
    }

    pub fn accept(&mut self) {
        let notice = self.notice();
        self.step(
            handler(),
            Command::Accept(Acceptance {
                simple: false,
                path: Path::PetitionProcedure,
                handler: handler().id,
                notice,
            }),
        );
    }

    pub fn decline(&mut self, reason: &str, whose_matter: &str) {
        let notice = self.notice();
        self.step(
            handler(),
            Command::Decline(Declining {
                reason: reason.to_owned(),
                whose_matter: whose_matter.to_owned(),
                notice,
            }),
        );
    }

    pub fn entrust(&mut self) {
        self.step(handler(), Command::Entrust(head().id));
    }

    pub fn visit(&mut self) {
        let on = self.today();
        self.step(
            handler(),
            Command::Visit(Visit {
                on,
                place: "上坝村三组 7 号".to_owned(),
                met: "李信访".to_owned(),
                companions: "赵邻居在场".to_owned(),
                found: "看到界石被移动".to_owned(),
                said: "他说邻居不讲理".to_owned(),
                agreed: "下周再去一次".to_owned(),
            }),
        );
    }

    pub fn contact(&mut self) {
        let on = self.today();
        self.step(
            handler(),
            Command::Contact(Contact {
                kind: ContactKind::Call,
                on,
                with: "李信访".to_owned(),
                said: "张三电话里说".to_owned(),
            }),
        );
    }

    pub fn correct_visit(&mut self) {
        self.step(
            handler(),
            Command::Correct(Correction {
                passage: Passage::Visit(0),
                was: "看到界石被移动".to_owned(),
                now: "界石没有被移动".to_owned(),
                reason: "写错了地点".to_owned(),
            }),
        );
    }

    fn opinion(&self, opinion: &str) -> Command {
        let drafts = self.petition().drafts.len();
        Command::Draft(Opinion {
            findings: "现场核实四至".to_owned(),
            answers: vec![Answer {
                demand: 0,
                outcome: Outcome::Supported,
                opinion: opinion.to_owned(),
                basis: "土地管理法第 62 条".to_owned(),
            }],
            drafts_seen: u16::try_from(drafts).expect("few drafts"),
        })
    }

    pub fn draft(&mut self, opinion: &str) {
        let draft = self.opinion(opinion);
        self.step(handler(), draft);
    }

    pub fn return_draft(&mut self) {
        self.step(head(), Command::ReturnDraft("依据写得不清楚".to_owned()));
    }

    fn last_draft(&self) -> u16 {
        u16::try_from(self.petition().drafts.len() - 1).expect("few drafts")
    }

    pub fn approve(&mut self) {
        self.step(head(), Command::Approve(self.last_draft()));
        let number = domain::petition::Fact::OpinionNumbered("青资规〔2026〕1号".to_owned());
        self.happen(&head(), Fact::Petition(number));
    }

    fn delivery(&self) -> Command {
        Command::Deliver(Delivery {
            service: Service::InPerson,
            on: self.today(),
            receiver: "李信访之子".to_owned(),
            refused: None,
            late_reason: String::new(),
            posting: None,
        })
    }

    pub fn deliver(&mut self) {
        let delivery = self.delivery();
        self.step(handler(), delivery);
    }

    pub fn rate(&mut self) {
        self.rate_with("来得太晚");
    }

    pub fn rate_with(&mut self, comment: &str) {
        self.act(
            Actor::Petitioner,
            Command::Rate(Rating {
                bureau: Satisfaction::MostlySatisfied,
                unit: Satisfaction::Dissatisfied,
                comment: comment.to_owned(),
            }),
        );
    }

    pub fn close(&mut self) {
        self.step(bureau(), Command::Close(String::new()));
    }

    pub fn accept_sealed(&mut self) {
        let notice = self.notice();
        self.step(
            discipline(),
            Command::Accept(Acceptance {
                simple: false,
                path: Path::Discipline,
                handler: discipline().id,
                notice,
            }),
        );
    }

    pub fn answer_sealed(&mut self) {
        let draft = self.opinion("已按规定处置");
        self.step(discipline(), draft);
        self.step(discipline(), Command::Approve(self.last_draft()));
        let delivery = self.delivery();
        self.step(discipline(), delivery);
    }
}
