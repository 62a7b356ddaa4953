//! What a petitioner filed, taken over on a tablet without a network and returned: it stays tied to the filing, which
//! waits until it is registered once, under the code its petitioner holds.

use crate::House;
use crate::county::*;
use app::filing::{Decision, Written};
use domain::ids::{DeviceId, Incarnation, OfficerId, RecordId};
use domain::petition::{Channel, Command, Intake, Purpose, Registration};
use domain::{Record, Refusal};
use server::store::{InboxSight, Ledger, Ruled};
use sync::body::CommandBody;
use sync::protocol::{COMMAND_VERSION, Op, Outcome, PROTOCOL, Pull, Push, Returned, SCHEMA, Touch};
use uuid::Uuid;

/// The filing, and the record it becomes.
fn filed() -> RecordId {
    record(77)
}

/// A house whose inbox holds one filing of 2 March.
async fn house() -> House {
    let house = House::new().await;
    let written = Written {
        purpose: Some(Purpose::Plea),
        title: "路灯不亮".to_owned(),
        text: "村口路灯坏了两个月。".to_owned(),
        demands: "修好路灯".to_owned(),
        ..Written::default()
    };
    let waits = house.ledger.file(filed(), BUREAU, written, noon(2)).await;
    assert!(waits.expect("filed"));
    house
}

/// The filing as a registration; `purpose` and the day are what a registrar may get wrong.
fn taken(purpose: Purpose, received_on: u32) -> Registration {
    let mut paper = registration("路灯不亮", march(received_on));
    paper.purpose = purpose;
    paper.channel = Channel::Online;
    paper.intake = Intake {
        filed_at: Some(noon(2)),
        ..Intake::default()
    };
    paper
}

/// One tablet: its queue, with the operations it has sent.
struct Tablet<'a> {
    ledger: &'a Ledger,
    who: OfficerId,
    device: u128,
    sent: u64,
}

impl<'a> Tablet<'a> {
    fn of(ledger: &'a Ledger, who: OfficerId, device: u128) -> Tablet<'a> {
        Tablet {
            ledger,
            who,
            device,
            sent: 0,
        }
    }

    fn ids(&self) -> (DeviceId, Incarnation) {
        let device = DeviceId(Uuid::from_u128(self.device));
        (device, Incarnation(Uuid::from_u128(self.device + 0x100)))
    }

    /// Sends what was registered without a network.
    async fn send(&mut self, paper: Registration) -> Outcome {
        self.sent += 1;
        let command = domain::Command::Petition(Command::Register(Box::new(paper)));
        let (device, inc) = self.ids();
        let push = Push {
            proto: PROTOCOL,
            epoch: Some(self.ledger.epoch()),
            device,
            inc,
            ops: vec![Op {
                dseq: self.sent,
                op_id: op(self.device * 100 + u128::from(self.sent)),
                kind: "petition".to_owned(),
                v: COMMAND_VERSION,
                touches: vec![Touch {
                    record: filed(),
                    base_rev: 0,
                }],
                recorded_at: noon(3),
                body: CommandBody::of(command),
            }],
            void: Vec::new(),
            let_go: Vec::new(),
        };
        let answer = self.ledger.push(&officer(self.who), push, noon(4)).await;
        answer.expect("pushed").outcomes[0].outcome.clone()
    }

    /// What lies in its tray.
    async fn returned(&self) -> Vec<Returned> {
        let (device, inc) = self.ids();
        let pull = Pull {
            proto: PROTOCOL,
            schema: SCHEMA,
            rid: 1,
            device,
            inc,
            epoch: Some(self.ledger.epoch()),
            cursors: Vec::new(),
            as_of: 0,
            tray: (None, 0),
        };
        let answer = self.ledger.pull(&officer(self.who), &pull, noon(5)).await;
        answer.expect("pulled").refusals
    }
}

/// The returned registration still names the filing: its id as subject, its moment in the words.
fn tied(returned: &Returned) -> bool {
    let subject = returned.op.subject().map(|touch| touch.record);
    let domain::Command::Petition(command) = returned.op.command().expect("its words");
    let Command::Register(paper) = command else {
        return false;
    };
    subject == Some(filed()) && paper.intake.filed_at == Some(noon(2))
}

async fn waiting(ledger: &Ledger, who: OfficerId) -> usize {
    let sight = InboxSight::of(&officer(who));
    ledger.inbox(sight).await.expect("the inbox").len()
}

/// Whether the petitioner's code leads to a petition, and to none but the filing's own.
async fn code_leads_to_the_petition(ledger: &Ledger) -> bool {
    let found = ledger.by_query_code(&ledger.query_code(filed())).await;
    assert_eq!(found.expect("asked"), Some(filed()));
    let own = ledger.own_filing(filed()).await.expect("asked");
    let registered = own.expect("the filing").registered;
    let record = ledger.record(filed()).await.expect("read");
    assert_eq!(record.is_some(), registered);
    registered
}

#[tokio::test]
async fn returned_for_its_words_it_is_taken_over_again_under_the_same_code() {
    let house = house().await;
    let ledger = &house.ledger;
    let mut tablet = Tablet::of(ledger, REGISTRAR, 1);
    // The day is not the one on which the petitioner sent it.
    let refused = tablet.send(taken(Purpose::Plea, 3)).await;
    assert!(matches!(refused, Outcome::Refused { .. }), "{refused:?}");
    let returned = tablet.returned().await;
    assert!(matches!(returned[0].refusal, Refusal::ReceivedWhenFiled(_)));
    assert!(tied(&returned[0]), "{returned:?}");
    assert_eq!(waiting(ledger, REGISTRAR).await, 1);
    assert!(!code_leads_to_the_petition(ledger).await);

    let done = tablet.send(taken(Purpose::Plea, 2)).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
    assert_eq!(waiting(ledger, REGISTRAR).await, 0);
    assert!(code_leads_to_the_petition(ledger).await);
}

#[tokio::test]
async fn two_registrars_apart_register_it_once_and_the_slower_keeps_the_way_to_it() {
    let house = house().await;
    let ledger = &house.ledger;
    let mut quick = Tablet::of(ledger, SECTION_CHIEF, 1);
    let mut slow = Tablet::of(ledger, REGISTRAR, 2);
    let done = quick.send(taken(Purpose::Plea, 2)).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
    slow.send(taken(Purpose::Enquiry, 2)).await;
    let returned = slow.returned().await;
    assert_eq!(returned[0].refusal, Refusal::AlreadyRegistered);
    assert!(tied(&returned[0]), "{returned:?}");
    assert!(code_leads_to_the_petition(ledger).await);
    let Some(Record::Petition(petition)) = ledger.record(filed()).await.expect("read") else {
        panic!("no petition");
    };
    assert_eq!(petition.registration.purpose, Purpose::Plea);
}

/// A colleague found that it reports an official while the tablet was away: no open item comes of it.
#[tokio::test]
async fn what_was_found_to_be_a_report_meanwhile_is_not_registered_in_the_open() {
    let house = house().await;
    let ledger = &house.ledger;
    let chief = officer(SECTION_CHIEF);
    let sealed = ledger.decide_filing(&chief, filed(), Decision::ToDiscipline, noon(3));
    assert_eq!(sealed.await.expect("decided"), Ruled::Done);
    let mut tablet = Tablet::of(ledger, REGISTRAR, 1);
    tablet.send(taken(Purpose::Plea, 2)).await;
    let returned = tablet.returned().await;
    assert_eq!(returned[0].refusal, Refusal::NoSuchRecord);
    assert!(tied(&returned[0]), "{returned:?}");
    assert!(!code_leads_to_the_petition(ledger).await);
    assert_eq!(waiting(ledger, REGISTRAR).await, 0);
    assert_eq!(waiting(ledger, DISCIPLINE_OFFICER).await, 1);

    let mut channel = Tablet::of(ledger, DISCIPLINE_OFFICER, 2);
    let done = channel.send(taken(Purpose::Report, 2)).await;
    assert!(matches!(done, Outcome::Done { .. }), "{done:?}");
    assert!(code_leads_to_the_petition(ledger).await);
    assert_eq!(waiting(ledger, DISCIPLINE_OFFICER).await, 0);
}
