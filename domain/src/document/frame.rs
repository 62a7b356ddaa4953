//! What the case fixes in a document: who issues it, for whom, on which day, and which passages it must
//! carry word for word. Between the preview and the signature the case may have moved on; a document
//! that no longer says what the case says is not issued.

use super::{Content, DocumentKind};
use crate::ids::{UnitId, day_of};
use crate::petition::Petition;
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
}

/// The frame of a document of `kind`, issued now by whoever acts; `None` for a petitioner, who issues none.
pub fn frame(petition: &Petition, kind: DocumentKind, setting: &Setting<'_>) -> Option<Frame> {
    let unit = setting.actor.officer()?.unit;
    Some(Frame {
        unit,
        addressee: addressee(petition, kind),
        on: day_of(setting.now),
        quoted: quoted(petition, kind),
    })
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

fn quoted(petition: &Petition, kind: DocumentKind) -> Vec<String> {
    let mut quoted = Vec::new();
    match kind {
        DocumentKind::Opinion => {
            quoted.extend(petition.registration.demands.iter().cloned());
            if let Some(opinion) = petition.opinion() {
                quoted.push(opinion.findings.clone());
                for answer in &opinion.answers {
                    quoted.push(answer.opinion.clone());
                    quoted.push(answer.basis.clone());
                }
            }
        }
        DocumentKind::Declining => {
            if let Some(declining) = &petition.declining {
                quoted.push(declining.reason.clone());
                quoted.push(declining.whose_matter.clone());
            }
        }
        DocumentKind::Assignment => {
            let assignment = petition
                .sendings
                .last()
                .and_then(|sending| sending.assignment.as_ref());
            quoted.extend(assignment.map(|assignment| assignment.requirement.clone()));
        }
        DocumentKind::ServiceReceipt => {
            if let Some(delivery) = &petition.delivery {
                quoted.push(delivery.receiver.clone());
                if let Some(refused) = &delivery.refused {
                    quoted.push(refused.cause.clone());
                    quoted.push(refused.witnesses.clone());
                }
            }
        }
        _ => {}
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
            && self
                .quoted
                .iter()
                .flat_map(|passage| passage.lines())
                .map(str::trim)
                .all(|line| line.is_empty() || content.says(line))
    }
}
