//! What a verb of a story means as a command. Options fill in what a story cares about;
//! `word=-` leaves a text empty, `word=*N` makes it N characters long.

use super::cast::Cast;
use super::proceedings::proceeding;
use chrono::NaiveDate;
use domain::ids::{AttachmentId, Moment, OfficerId, RecordId};
use domain::petition::{
    About, Acceptance, Answer, Assignment, Attachment, AttachmentKind, Channel, Command,
    ComplainedKind, ComplainedOf, Confirmation, Contact, ContactKind, Correction, Declining,
    Delivery, Evidence, ExternalNumber, FileDigest, Intake, Judgement, Media, NotAgain, Notice,
    Opinion, Outcome, Passage, Path, Petition, Petitioner, Posting, Purpose, Rating,
    RefusedSignature, Registration, Satisfaction, Sending, Service, Source, SourceLevel, Statement,
    Step, Visit,
};
use std::collections::BTreeMap;
use uuid::Uuid;

pub fn command(
    verb: &str,
    options: &BTreeMap<&str, &str>,
    today: &str,
    petition: Option<&Petition>,
    cast: &Cast,
) -> Option<Command> {
    let told = Told { options, today };
    let drafts = petition.map_or(0, |p| p.drafts.len());
    Some(match verb {
        "registers" => Command::Register(Box::new(told.registration(cast))),
        "transfers" => Command::Send(Sending {
            unit: cast.unit(told.word("to", "lands")),
            assignment: None,
            note: told.text("note", ""),
        }),
        "assigns" => Command::Send(Sending {
            unit: cast.unit(told.word("to", "lands")),
            assignment: Some(Assignment {
                requirement: told.text("requirement", "查清并答复"),
                feedback_on: told.day("feedback"),
            }),
            note: String::new(),
        }),
        "objects" => Command::Object(told.text("reason", "不属于本单位职权")),
        "agrees" => Command::AgreeReturn(told.text("reason", "同意退回")),
        "rejects" => Command::RejectObjection(told.text("reason", "属于你单位职权")),
        "accepts" => Command::Accept(Acceptance {
            path: match told.word("path", "procedure") {
                "discipline" => Path::Discipline,
                "litigation" => Path::Litigation,
                "arbitration" => Path::Arbitration,
                "administrative" => Path::Administrative,
                "duty" => Path::DutyToAct,
                "advice" => Path::Advice,
                _ => Path::PetitionProcedure,
            },
            handler: told.officer("handler", "lands-handler", cast),
            notice: told.notice(),
            simple: told.word("simple", "no") == "yes",
        }),
        "declines" => Command::Decline(Declining {
            reason: told.text("reason", "属于法院管辖"),
            whose_matter: told.text("whose", "县人民法院"),
            notice: told.notice(),
        }),
        "entrusts" => Command::Entrust(told.officer("to", "informant", cast)),
        "visits" => Command::Visit(Visit {
            on: told.day("on"),
            place: told.text("place", "上坝村三组"),
            met: told.text("met", "李大爷"),
            companions: told.text("companions", ""),
            found: told.text("found", "界石已移动"),
            said: told.text("said", ""),
            agreed: told.text("agreed", ""),
        }),
        "calls" | "meets" => Command::Contact(Contact {
            kind: if verb == "calls" {
                ContactKind::Call
            } else {
                ContactKind::Meeting
            },
            on: told.day("on"),
            with: told.text("with", "李大爷"),
            said: told.text("said", "下周一到现场"),
        }),
        "drafts" => Command::Draft(told.opinion(petition, drafts)),
        "returns-draft" => Command::ReturnDraft(told.text("reason", "依据要写全")),
        "approves" => {
            let last = drafts.checked_sub(1).unwrap_or_default().to_string();
            Command::Approve(told.word("draft", &last).parse().ok()?)
        }
        "delivers" => Command::Deliver(told.delivery()),
        "rates" => Command::Rate(Rating {
            bureau: Satisfaction::Satisfied,
            unit: match told.word("unit", "unhappy") {
                "happy" => Satisfaction::Satisfied,
                _ => Satisfaction::Dissatisfied,
            },
            comment: told.text("comment", ""),
        }),
        "closes" => Command::Close(told.text("word", "已答复")),
        "corrects" => Command::Correct(told.correction(petition)),
        "accepts-no-more" => Command::NotAgain(NotAgain {
            ended: RecordId(Uuid::from_u128(told.number("other", 2) as u128)),
            reason: told.text("reason", "2026 年 6 月 1 日已有复核意见"),
            notice: told.notice(),
        }),
        "links" | "rules-out" => Command::Judge(told.judgement(verb == "links", cast)),
        "attaches" => Command::Attach(told.attachment(petition)),
        other => match super::levels::command(other, &told, petition, cast) {
            Some(command) => command,
            None => Command::Proceed(proceeding(other, &told, cast)?),
        },
    })
}

pub struct Told<'a> {
    pub options: &'a BTreeMap<&'a str, &'a str>,
    today: &'a str,
}

impl<'a> Told<'a> {
    pub fn word(&self, key: &str, default: &'a str) -> &'a str {
        self.options.get(key).copied().unwrap_or(default)
    }

    pub fn text(&self, key: &str, default: &str) -> String {
        match self.options.get(key) {
            Some(&"-") => String::new(),
            Some(word) => match word.strip_prefix('*').and_then(|count| count.parse().ok()) {
                Some(count) => "长".repeat(count),
                None => (*word).to_owned(),
            },
            None => default.to_owned(),
        }
    }

    pub fn number(&self, key: &str, default: usize) -> usize {
        self.options.get(key).map_or(default, |word| {
            word.parse()
                .unwrap_or_else(|_| panic!("{key}={word} is no number"))
        })
    }

    pub fn day(&self, key: &str) -> NaiveDate {
        let word = self.options.get(key).copied().unwrap_or(self.today);
        word.parse()
            .unwrap_or_else(|_| panic!("{key}={word} is no day"))
    }

    pub fn notice(&self) -> Notice {
        Notice {
            service: Service::Post,
            on: self.day("told"),
        }
    }

    pub fn delivery(&self) -> Delivery {
        let told = |key: &str| self.options.contains_key(key);
        Delivery {
            service: match self.word("service", "in-person") {
                "post" => Service::Post,
                _ => Service::InPerson,
            },
            on: self.day("on"),
            receiver: self.text("receiver", "李大爷"),
            refused: told("cause").then(|| RefusedSignature {
                cause: self.text("cause", ""),
                witnesses: self.text("witnesses", "村支书、邻居"),
            }),
            late_reason: self.text("late", ""),
            posting: if told("posted") {
                Some(Posting::Numbered(self.text("posted", "")))
            } else if told("unnumbered") {
                Some(Posting::Unnumbered(self.text("unnumbered", "")))
            } else {
                None
            },
        }
    }

    pub fn officer(&self, key: &str, default: &'a str, cast: &Cast) -> OfficerId {
        cast.officer(self.word(key, default))
            .map_or(OfficerId(Uuid::from_u128(9)), |officer| officer.id)
    }

    fn registration(&self, cast: &Cast) -> Registration {
        let petitioner = || Petitioner {
            name: self.text("name", "李大爷"),
            ..Petitioner::default()
        };
        Registration {
            bureau: cast.unit(self.word("bureau", "bureau")),
            channel: match self.word("channel", "visit") {
                "online" => Channel::Online,
                "letter" => Channel::Letter,
                "call" => Channel::Call,
                "fax" => Channel::Fax,
                _ if self.options.contains_key("found") => Channel::FoundOnVisit,
                _ => Channel::Visit,
            },
            purpose: match self.word("purpose", "plea") {
                "report" => Purpose::Report,
                "enquiry" => Purpose::Enquiry,
                "opinion" => Purpose::Opinion,
                _ => Purpose::Plea,
            },
            class: String::new(),
            title: self.text("title", "承包地界纠纷"),
            text: self.text("text", "邻家占了我家承包地三分。"),
            place: String::new(),
            village: Some(cast.unit("shangba")),
            petitioners: (0..self.number("people", 1))
                .map(|_| petitioner())
                .collect(),
            headcount: u32::try_from(self.number("headcount", self.number("people", 1)))
                .unwrap_or(u32::MAX),
            demands: (1..=self.number("demands", 1))
                .map(|nth| format!("第 {nth} 项诉求"))
                .collect(),
            received_on: self.day("received"),
            late_reason: self.text("late", ""),
            external_numbers: (0..self.number(
                "numbers",
                usize::from(self.options.contains_key("external")),
            ))
                .map(|_| ExternalNumber::of(&self.text("system", ""), &self.text("external", "1")))
                .collect(),
            intake: self.intake(cast),
        }
    }

    fn intake(&self, cast: &Cast) -> Intake {
        let complained_of = ComplainedOf {
            kind: ComplainedKind::Unit,
            name: self.text("against", "县自然资源局"),
            office: self.text("office", ""),
        };
        let complained = self.number("accused", usize::from(self.options.contains_key("against")));
        Intake {
            complained_of: vec![complained_of; complained],
            source: self.options.get("source").map(|_| Source {
                level: match self.word("level", "province") {
                    "national" => SourceLevel::National,
                    "province" => SourceLevel::Province,
                    "city" => SourceLevel::City,
                    "county" => SourceLevel::County,
                    "instruction" => SourceLevel::Instruction,
                    other => panic!("no level {other}"),
                },
                from: self.text("source", ""),
                feedback_on: self.options.get("feedback").map(|_| self.day("feedback")),
            }),
            statement: self.options.get("written-by").map(|_| Statement {
                written_by: self.officer("written-by", "registrar", cast),
                confirmed: Confirmation::ReadAloud,
            }),
            filed_at: self.options.get("filed").map(|day| {
                format!("{day}T02:00:00Z")
                    .parse()
                    .unwrap_or_else(|_| panic!("filed={day} is no day"))
            }),
        }
    }

    fn opinion(&self, petition: Option<&Petition>, drafts: usize) -> Opinion {
        let demands = petition.map_or(0, |p| p.registration.demands.len());
        let answers = (0..self.number("answers", demands)).map(|nth| Answer {
            demand: u16::try_from(if self.options.contains_key("twice") {
                0
            } else {
                nth
            })
            .unwrap_or(u16::MAX),
            outcome: self.outcome(),
            opinion: self.text("opinion", "恢复原界"),
            basis: self.text("basis", "土地管理法"),
        });
        Opinion {
            findings: self.text("findings", "界石被移动一米二"),
            answers: answers.collect(),
            drafts_seen: u16::try_from(self.number("seen", drafts)).unwrap_or(u16::MAX),
        }
    }

    pub fn outcome(&self) -> Outcome {
        match self.word("outcome", "supported") {
            "answered" => Outcome::Answered,
            "adopted" => Outcome::Adopted,
            "not-supported" => Outcome::NotSupported,
            "reasonable" => Outcome::ReasonableWithoutBasis,
            "not" => Outcome::NotSupported,
            _ => Outcome::Supported,
        }
    }

    fn correction(&self, petition: Option<&Petition>) -> Correction {
        let nth = u16::try_from(self.number("nth", 0)).unwrap_or(u16::MAX);
        let passage = match self.word("passage", "title") {
            "text" => Passage::Text,
            "place" => Passage::Place,
            "phone" => Passage::PetitionerPhone(nth),
            "demand" => Passage::Demand(nth),
            "visit" => Passage::Visit(nth),
            "contact" => Passage::Contact(nth),
            _ => Passage::Title,
        };
        let says = petition.and_then(|p| p.says(passage)).unwrap_or_default();
        Correction {
            passage,
            was: self.text("was", says),
            now: self.text("now", "承包地界址纠纷"),
            reason: self.text("reason", "登记时听错"),
        }
    }

    fn judgement(&self, same: bool, cast: &Cast) -> Judgement {
        Judgement {
            other: RecordId(Uuid::from_u128(self.number("other", 2) as u128)),
            number: self.text("number", "青信〔2026〕7号"),
            same,
            reason: self.text("reason", "同一人反映同一块地"),
            evidence: Evidence {
                same_phone: true,
                likeness: 640,
                ..Evidence::default()
            },
            handled_by: self.options.get("handled-by").map(|unit| cast.unit(unit)),
            ended_on: self.options.get("ended").map(|_| self.day("ended")),
            new_facts: self.text("new", ""),
        }
    }

    fn attachment(&self, petition: Option<&Petition>) -> Attachment {
        let recorded = |step| {
            let entry = petition.and_then(|p| p.latest(step));
            entry.map_or(Moment::UNIX_EPOCH, |entry| entry.recorded_at)
        };
        Attachment {
            id: attachment_id(self.number("id", 1)),
            kind: match self.word("kind", "photo") {
                "signature" => AttachmentKind::Signature,
                "scan" => AttachmentKind::Scan,
                "file" => AttachmentKind::File,
                _ => AttachmentKind::Photo,
            },
            about: match self.word("about", "") {
                "visit" => Some(About::Visit(recorded(Step::Visit))),
                "contact" => Some(About::Contact(recorded(Step::Contact))),
                "delivery" => Some(About::Delivery),
                "registration" => Some(About::Registration),
                _ => None,
            },
            name: self.text("name", "界石"),
            media: match self.word("media", "jpeg") {
                "pdf" => Media::Pdf,
                "png" => Media::Png,
                _ => Media::Jpeg,
            },
            bytes: u32::try_from(self.number("bytes", 300_000)).unwrap_or(u32::MAX),
            sha256: FileDigest([7; 32]),
            taken_at: None,
        }
    }
}

/// The file a story calls by this number.
pub fn attachment_id(number: usize) -> AttachmentId {
    AttachmentId(Uuid::from_u128(7_000 + number as u128))
}
