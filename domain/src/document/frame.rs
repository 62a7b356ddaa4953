//! What the case fixes in a document: who issues it, for whom, on which day, and which passages it must
//! carry word for word. Between the preview and the signature the case may have moved on; a document
//! that no longer says what the case says is not issued.

use super::{Content, DocumentKind, DrawnSignature, day};
use crate::deadline::Clock;
use crate::ids::{UnitId, day_of};
use crate::petition::review::{Level, LevelKind, LevelResult};
use crate::petition::{Answer, AttachmentKind, Petition, Posting};
use crate::record::Setting;
use chrono::NaiveDate;

/// For whom a document is.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Addressee {
    /// The petitioners, by name.
    Petitioners(Vec<String>),
    /// A unit of the directory.
    Unit(UnitId),
    /// An organ that no directory lists, or nobody by name: whoever writes the document says which.
    Written,
}

/// What the case fixes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Frame {
    /// The unit that issues.
    pub unit: UnitId,
    /// For whom.
    pub addressee: Addressee,
    /// 成文日期: the official day.
    pub on: NaiveDate,
    /// Passages that must stand in it word for word, line by line.
    pub quoted: Vec<String>,
    /// Signatures drawn by hand that it shows, all of them and no others.
    pub signatures: Vec<DrawnSignature>,
}

/// The frame of a document of `kind`, issued now by whoever acts; `None` for a petitioner, who issues none.
pub fn frame(petition: &Petition, kind: DocumentKind, setting: &Setting<'_>) -> Option<Frame> {
    let unit = setting.actor.officer()?.unit;
    Some(Frame {
        unit,
        addressee: addressee(petition, kind),
        on: day_of(setting.now),
        quoted: quoted(petition, kind, setting),
        signatures: signatures(petition, kind),
    })
}

/// What was signed when the answer was delivered stands on the receipt of service.
fn signatures(petition: &Petition, kind: DocumentKind) -> Vec<DrawnSignature> {
    if kind != DocumentKind::ServiceReceipt {
        return Vec::new();
    }
    petition
        .delivery_files()
        .map(|attached| &attached.paper)
        .filter(|paper| paper.kind == AttachmentKind::Signature)
        .map(|paper| DrawnSignature {
            id: paper.id,
            sha256: paper.sha256,
        })
        .collect()
}

fn addressee(petition: &Petition, kind: DocumentKind) -> Addressee {
    match kind {
        DocumentKind::Assignment | DocumentKind::Urging | DocumentKind::AdviceOnWork => petition
            .responsible
            .map_or(Addressee::Written, Addressee::Unit),
        DocumentKind::AdviceOnPolicy | DocumentKind::AdviceOnBlame => Addressee::Written,
        _ => {
            let names: Vec<String> = petition
                .registration
                .petitioners
                .iter()
                .filter(|person| !person.name.trim().is_empty())
                .map(|person| person.name.clone())
                .collect();
            if names.is_empty() {
                Addressee::Written
            } else {
                Addressee::Petitioners(names)
            }
        }
    }
}

fn quoted(petition: &Petition, kind: DocumentKind, setting: &Setting<'_>) -> Vec<String> {
    match kind {
        DocumentKind::Opinion => of_opinion(petition),
        DocumentKind::Review => of_level(petition, LevelKind::Review),
        DocumentKind::Recheck => of_level(petition, LevelKind::Recheck),
        DocumentKind::Declining => petition.declining.as_ref().map_or(Vec::new(), |declining| {
            vec![declining.reason.clone(), declining.whose_matter.clone()]
        }),
        DocumentKind::NoMore => petition
            .not_again
            .as_ref()
            .map_or(Vec::new(), |told| vec![told.reason.clone()]),
        DocumentKind::Assignment => {
            let sending = petition.sendings.last();
            let assignment = sending.and_then(|sending| sending.assignment.as_ref());
            assignment.map_or(Vec::new(), |asked| {
                vec![asked.requirement.clone(), day(asked.feedback_on)]
            })
        }
        DocumentKind::Extension => petition
            .extended(setting.calendar, setting.policy)
            .map_or(Vec::new(), |extended| {
                vec![extended.request.reason.clone(), day(extended.until)]
            }),
        DocumentKind::Guidance => of_guidance(petition, setting),
        DocumentKind::ServiceReceipt => of_delivery(petition),
        _ => Vec::new(),
    }
}

/// Every demand, what was found, each answer with its basis, and the way open to whoever does not agree (32, 35).
fn of_opinion(petition: &Petition) -> Vec<String> {
    let mut quoted = petition.registration.demands.clone();
    if let Some(opinion) = petition.opinion() {
        quoted.push(opinion.findings.clone());
        quoted.extend(of_answers(&opinion.answers));
    }
    if petition.by_petition_procedure() {
        quoted.push("复查".to_owned());
    }
    quoted
}

fn of_answers(answers: &[Answer]) -> impl Iterator<Item = String> {
    answers
        .iter()
        .flat_map(|answer| [answer.opinion.clone(), answer.basis.clone()])
}

/// What the level found and decided, by the name the law gives the result, and what is open afterwards: the next
/// level, the end of the road, or an answer made anew (35, 36).
fn of_level(petition: &Petition, kind: LevelKind) -> Vec<String> {
    let level = petition.reviews.signed(kind);
    let Some(conclusion) = level.and_then(Level::conclusion) else {
        return Vec::new();
    };
    let mut quoted = vec![
        conclusion.findings.clone(),
        result_name(conclusion.result).to_owned(),
        conclusion.opinion.clone(),
        conclusion.basis.clone(),
    ];
    quoted.extend(of_answers(&conclusion.answers));
    let afterwards = match kind {
        _ if conclusion.result.reopens() => "重新",
        LevelKind::Review => "复核",
        LevelKind::Recheck => "不再受理",
    };
    quoted.push(afterwards.to_owned());
    quoted
}

/// The name of a result in the law's one language.
const fn result_name(result: LevelResult) -> &'static str {
    match result {
        LevelResult::Upheld => "维持",
        LevelResult::Changed => "变更",
        LevelResult::Revoked => "撤销",
        LevelResult::Redo => "责令重新处理",
    }
}

/// Which authority, what to do there, and the last day to ask where it is known.
fn of_guidance(petition: &Petition, setting: &Setting<'_>) -> Vec<String> {
    let Some(guidance) = petition.guidance() else {
        return Vec::new();
    };
    let mut quoted = vec![guidance.authority.clone(), guidance.told.clone()];
    let to_ask = guidance.route.to_ask();
    if let (Some(term), Some(known_on)) = (to_ask, guidance.known_on) {
        let clock = Clock::start(setting.calendar, setting.policy, term, known_on);
        quoted.push(day(clock.due.on));
    }
    quoted
}

/// Under which number it was posted, who signed for it, or why nobody did and who saw it.
fn of_delivery(petition: &Petition) -> Vec<String> {
    let Some(delivery) = &petition.delivery else {
        return Vec::new();
    };
    let mut quoted = vec![delivery.receiver.clone()];
    if let Some(Posting::Numbered(told) | Posting::Unnumbered(told)) = &delivery.posting {
        quoted.push(told.clone());
    }
    if let Some(refused) = &delivery.refused {
        quoted.extend([refused.cause.clone(), refused.witnesses.clone()]);
    }
    quoted
}

impl Frame {
    /// Whether `content` keeps to the frame.
    pub fn holds(&self, content: &Content, setting: &Setting<'_>) -> bool {
        let named = match &self.addressee {
            Addressee::Petitioners(names) => {
                names.iter().all(|name| content.addressee.contains(name))
            }
            Addressee::Unit(unit) => content.addressee == setting.directory.unit_name(*unit),
            Addressee::Written => true,
        };
        named
            && content.issuer == setting.directory.unit_name(self.unit)
            && content.on == self.on
            && content.signatures == self.signatures
            && self
                .quoted
                .iter()
                .flat_map(|passage| passage.lines())
                .map(str::trim)
                .all(|line| line.is_empty() || content.says(line))
    }
}
