//! A case whose steps were taken so many days ago, told through the ledger.

use crate::county::registration;
use crate::house::House;
use chrono::{Days, Utc};
use domain::duty::{Actor, Role};
use domain::ids::{CommandId, Moment, RecordId, day_of};
use domain::petition::{
    Acceptance, Answer as Reply, Command as Petition, Delivery, Notice, Opinion, Outcome, Path,
    Petition as Case, Purpose, Sending, Service,
};
use domain::steps::Place;
use domain::{Command, Record};
use server::store::{Issue, Issued};
use uuid::Uuid;

/// The petitioner's telephone in [`answered`].
pub const PHONE: &str = "13812345678";

/// A case in which each step was taken so many days ago.
pub struct Told<'a> {
    pub house: &'a House,
    pub record: RecordId,
}

impl Told<'_> {
    pub async fn act(&self, days_ago: u64, actor: Actor, command: Petition) {
        let at = moment(days_ago);
        let issued = Issued {
            op_id: CommandId(Uuid::new_v4()),
            record: self.record,
            actor,
            command: Command::Petition(command),
            at: Some(at),
            recorded_at: at,
            place: Place::Online,
        };
        let outcome = self.house.ledger.issue(vec![issued]).await.unwrap();
        assert!(matches!(outcome[..], [Issue::Done { .. }]), "{outcome:?}");
    }

    pub async fn by(&self, days_ago: u64, role: Role, command: Petition) {
        let officer = self.house.county.who(role).clone();
        self.act(days_ago, Actor::Officer(officer), command).await;
    }

    pub async fn case(&self) -> Case {
        match self.house.ledger.record(self.record).await.unwrap() {
            Some(Record::Petition(petition)) => *petition,
            None => panic!("the case is not there"),
        }
    }
}

pub fn moment(days_ago: u64) -> Moment {
    Utc::now().checked_sub_days(Days::new(days_ago)).unwrap()
}

/// A visit of thirty days before `days_ago`, answered then.
pub async fn answered(house: &House, days_ago: u64) -> Told<'_> {
    let told = Told {
        house,
        record: RecordId(Uuid::new_v4()),
    };
    let on = |days: u64| day_of(moment(days));
    let mut told_in = registration(Purpose::Plea);
    told_in.received_on = on(days_ago + 20);
    told_in.petitioners[0].phone = PHONE.to_owned();
    told.by(days_ago + 20, Role::Registrar, Petition::Register(told_in))
        .await;
    let handler = house.county.who(Role::Handler).clone();
    let sending = Sending {
        unit: handler.unit,
        assignment: None,
        note: String::new(),
    };
    told.by(days_ago + 19, Role::BureauOfficer, Petition::Send(sending))
        .await;
    let acceptance = Acceptance {
        path: Path::PetitionProcedure,
        simple: false,
        handler: handler.id,
        notice: Notice {
            service: Service::InPerson,
            on: on(days_ago + 18),
        },
    };
    told.by(days_ago + 18, Role::Handler, Petition::Accept(acceptance))
        .await;
    let opinion = Opinion {
        findings: "水渠属村集体所有".to_owned(),
        answers: vec![Reply {
            demand: 0,
            outcome: Outcome::NotSupported,
            opinion: "由村集体自行维修".to_owned(),
            basis: "水法".to_owned(),
        }],
        drafts_seen: 0,
    };
    told.by(days_ago + 2, Role::Handler, Petition::Draft(opinion))
        .await;
    told.by(days_ago + 1, Role::UnitHead, Petition::Approve(0))
        .await;
    let delivery = Delivery {
        service: Service::InPerson,
        on: on(days_ago),
        receiver: "陈山".to_owned(),
        refused: None,
        late_reason: String::new(),
        posting: None,
    };
    told.by(days_ago, Role::Handler, Petition::Deliver(delivery))
        .await;
    told
}
